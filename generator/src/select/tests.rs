mod corpus;

use super::pattern::PatternSet;
use super::{Item, Link, Selection, select};
use crate::csdl::{self, Cardinality};
use crate::diagnostics::{Diagnostics, Sources};
use crate::model::{self, EnumId, Model};
use std::collections::BTreeSet;

/// Users with messages and a manager, groups with members, a service, a notification that no path leads to.
const TEXT: &str = "<edmx:Edmx Version='4.0' xmlns:edmx='http://docs.oasis-open.org/odata/ns/edmx'><edmx:DataServices>\
<Schema Namespace='microsoft.graph' Alias='g' xmlns='http://docs.oasis-open.org/odata/ns/edm'>\
<EnumType Name='importance'><Member Name='low' Value='0'/></EnumType>\
<EntityType Name='entity' Abstract='true'><Key><PropertyRef Name='id'/></Key><Property Name='id' Type='Edm.String'/></EntityType>\
<EntityType Name='directoryObject' BaseType='g.entity'><Property Name='deletedDateTime' Type='Edm.DateTimeOffset'/></EntityType>\
<EntityType Name='user' BaseType='g.directoryObject'>\
<Property Name='displayName' Type='Edm.String'/><Property Name='settings' Type='g.settings'/><Property Name='photo' Type='Edm.Stream'/>\
<NavigationProperty Name='manager' Type='g.directoryObject'/>\
<NavigationProperty Name='messages' Type='Collection(g.message)' ContainsTarget='true'/></EntityType>\
<EntityType Name='group' BaseType='g.directoryObject'><Property Name='mail' Type='Edm.String'/>\
<NavigationProperty Name='members' Type='Collection(g.directoryObject)'/></EntityType>\
<EntityType Name='item' BaseType='g.entity'><Property Name='changeKey' Type='Edm.String'/></EntityType>\
<EntityType Name='message' BaseType='g.item'><Property Name='subject' Type='Edm.String'/>\
<Property Name='importance' Type='g.importance'/><Property Name='body' Type='g.body'/>\
<NavigationProperty Name='attachments' Type='Collection(g.attachment)' ContainsTarget='true'/></EntityType>\
<EntityType Name='event' BaseType='g.item'><Property Name='start' Type='Edm.Date'/></EntityType>\
<EntityType Name='attachment' BaseType='g.entity'/>\
<ComplexType Name='settings'><NavigationProperty Name='shared' Type='Collection(g.event)' ContainsTarget='true'/></ComplexType>\
<ComplexType Name='body'><Property Name='content' Type='Edm.String'/></ComplexType>\
<ComplexType Name='notification'><Property Name='message' Type='g.message'/></ComplexType>\
<Action Name='send' IsBound='true'><Parameter Name='it' Type='g.message'/><Parameter Name='body' Type='g.body'/></Action>\
<Function Name='delta' IsBound='true'><Parameter Name='it' Type='Collection(g.user)'/><ReturnType Type='Collection(g.user)'/></Function>\
<EntityContainer Name='c'><EntitySet Name='users' EntityType='g.user'/><EntitySet Name='groups' EntityType='g.group'/>\
<Singleton Name='me' Type='g.user'/></EntityContainer></Schema></edmx:DataServices></edmx:Edmx>";

/// Everything that a selection holds, in words.
fn items(model: &Model<'_>, selection: &Selection) -> BTreeSet<String> {
    let mut items = BTreeSet::new();
    for id in selection.structured_ids(model) {
        let ty = model.qualified(id);
        items.insert(format!("type {ty}"));
        for (at, property) in model[id].properties.iter().enumerate() {
            if selection.has_property(id, at) {
                items.insert(format!("property {ty}/{}", property.name));
            }
        }
    }
    for id in (0..model.enums.len()).map(EnumId::new) {
        if selection.has_enum(id) {
            items.insert(format!("enum {}", model.qualified_enum(id)));
        }
    }
    for at in &selection.children {
        items.insert(format!("child {}", model.children[*at].name));
    }
    for (place, reached) in &selection.places {
        let many = match place.cardinality {
            Cardinality::One => "one",
            Cardinality::Many => "many",
        };
        let name = format!("{many} {}", model.qualified(place.ty));
        items.insert(name.clone());
        if reached.by_key {
            items.insert(format!("{name} by key"));
        }
        if reached.whole {
            let offered = reached.verbs.or(reached.granted.verbs).methods();
            for method in offered.iter() {
                items.insert(format!("{name} {}", method.as_str()));
            }
        }
        for (owner, at) in &reached.navigation {
            items.insert(format!("{name}/{}", model[*owner].navigation[*at].name));
        }
        for (owner, at) in &reached.properties {
            items.insert(format!("{name}/{}", model[*owner].properties[*at].name));
        }
        for id in &reached.operations {
            items.insert(format!("{name}/{}", model[*id].name));
        }
    }
    items
}

/// Lends what is selected of the model above.
pub(crate) fn with_selection<T>(
    include: &[&str],
    look: impl FnOnce(&Sources, &Model<'_>, &PatternSet, &Selection) -> T,
) -> T {
    let mut sources = Sources::new();
    let id = sources.add("test.xml", TEXT);
    let mut diagnostics = Diagnostics::new();
    let documents = [csdl::parse(id, sources.text(id), &mut diagnostics).expect("a document")];
    let model = model::link(&documents, &mut diagnostics);
    let patterns = PatternSet::parse(include, &mut diagnostics);
    let selection = select(&model, &patterns, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    look(&sources, &model, &patterns, &selection)
}

fn with_model<T>(look: impl FnOnce(&Model<'_>) -> T) -> T {
    with_selection(&[], |_, model, _, _| look(model))
}

/// Selects, and says what is wrong with the patterns: kind, message, and what is said of it.
fn try_select(
    model: &Model<'_>,
    include: &[&str],
    exclude: &[&str],
) -> Result<Selection, Vec<(&'static str, String)>> {
    let mut diagnostics = Diagnostics::new();
    let patterns = PatternSet::parse(include, &mut diagnostics);
    let patterns = patterns.except(PatternSet::parse(exclude, &mut diagnostics));
    let selection = select(model, &patterns, &mut diagnostics);
    if diagnostics.has_errors() {
        let said = diagnostics.iter().map(|one| {
            let more = one.label.iter().chain(&one.help);
            let more = more.fold(String::new(), |all, text| format!("{all}; {text}"));
            (one.kind, format!("{}{more}", one.message))
        });
        return Err(said.collect());
    }
    Ok(selection)
}

/// What is selected of the model above, without its namespace.
fn selected(include: &[&str], exclude: &[&str]) -> BTreeSet<String> {
    with_model(|model| match try_select(model, include, exclude) {
        Ok(selection) => items(model, &selection)
            .into_iter()
            .map(|one| one.replace("microsoft.graph.", ""))
            .collect(),
        Err(said) => panic!("{include:?} without {exclude:?}: {said:?}"),
    })
}

fn errors(include: &[&str], exclude: &[&str]) -> Vec<(&'static str, String)> {
    with_model(|model| match try_select(model, include, exclude) {
        Ok(_) => Vec::new(),
        Err(said) => said,
    })
}

fn set(items: &[&str]) -> BTreeSet<String> {
    items.iter().map(|one| (*one).to_owned()).collect()
}

/// The items that have a word in them.
fn with_word(items: &BTreeSet<String>, word: &str) -> BTreeSet<String> {
    let has = |one: &&String| one.split([' ', '/']).any(|part| part == word);
    items.iter().filter(has).cloned().collect()
}

#[test]
fn verbs_select_requests() {
    let read = selected(&["GET /users/{id}/messages/**"], &[]);
    let message = ["one message", "one message GET", "one message/attachments"];
    for item in message {
        assert!(read.contains(item), "{read:?}");
    }
    for item in ["one message PATCH", "many message POST", "one message/send"] {
        assert!(!read.contains(item), "{read:?}");
    }
    // A way through is no request.
    assert!(read.contains("one user") && !read.contains("one user GET"));
    let both = selected(
        &[
            "GET /users/{id}/messages/**",
            "post /users/{id}/messages/{id}/*",
        ],
        &[],
    );
    assert!(both.contains("one message/send") && both.is_superset(&read));
    let said = errors(&["DELETE /users/{id}/messages"], &[]);
    assert_eq!(
        said,
        [(
            "unmatched-pattern",
            "no path matches `DELETE /users/{id}/messages`; nothing there answers DELETE"
                .to_owned()
        )]
    );
}

#[test]
fn members_narrow_their_type() {
    let path = "/me/messages";
    let all = selected(&[path], &[]);
    let some = selected(&[path, "message/{subject,body}"], &[]);
    assert!(some.is_subset(&all));
    let properties = |items: &BTreeSet<String>| -> Vec<String> {
        let properties = items.iter().filter_map(|one| one.strip_prefix("property "));
        properties.map(str::to_owned).collect()
    };
    // The key stays; what the base declares goes, since nothing else asks for it.
    let expected = [
        "body/content",
        "entity/id",
        "message/body",
        "message/subject",
    ];
    assert_eq!(properties(&some), expected);
    assert!(!some.contains("enum importance") && all.contains("enum importance"));
    // Another type that derives from the base asks for it.
    let with_event = selected(&[path, "message/{subject,body}", "event"], &[]);
    assert!(with_event.contains("property item/changeKey"));
    // A type that is named as a whole is wanted as a whole.
    assert_eq!(selected(&[path, "message/subject", "message"], &[]), all);
    let inherited = selected(&[path, "message/changeKey"], &[]);
    assert_eq!(properties(&inherited), ["entity/id", "item/changeKey"]);
    assert_eq!(properties(&selected(&["message/id"], &[])), ["entity/id"]);
    assert_eq!(
        errors(&["message/{subject,subjct}"], &[]),
        [(
            "unmatched-pattern",
            "`message` has no member `subjct`; did you mean `subject`?".to_owned()
        )]
    );
}

#[test]
fn operations_and_navigation_of_a_type_come_with_the_shortest_path() {
    let send = selected(&["message/send"], &[]);
    assert!(send.contains("one message/send") && send.contains("child me"));
    assert!(!send.contains("child users") && !send.contains("one message GET"));
    // What is sent is of a type.
    assert!(send.contains("type body") && !send.contains("type message"));
    let delta = selected(&["user/delta"], &[]);
    assert!(delta.contains("many user/delta") && delta.contains("type user"));
    let manager = selected(&["user/manager"], &[]);
    assert!(manager.contains("one directoryObject GET"));
    assert_eq!(
        errors(&["notification/message", "attachment/id"], &[]),
        [],
        "properties need no path"
    );
}

#[test]
fn excludes_take_members_of_types() {
    let all = selected(&["/users/**", "/me/**"], &[]);
    let without = |exclude: &str| {
        let left = selected(&["/users/**", "/me/**"], &[exclude]);
        assert!(left.is_subset(&all), "{exclude}");
        left
    };
    // `/me` and `/users/{id}` share a builder.
    for exclude in [
        "/users/{id}/messages/**",
        "/users/{id}/messages",
        "user/messages",
    ] {
        let left = without(exclude);
        assert_eq!(with_word(&left, "messages"), set(&[]), "{exclude}");
        assert_eq!(with_word(&left, "message"), set(&[]), "{exclude}");
    }
    let left = without("/me/messages/{id}/attachments");
    assert_eq!(with_word(&left, "attachments"), set(&[]));
    assert!(left.contains("one message/send"));
    let left = without("DELETE /users/**");
    assert!(!left.iter().any(|one| one.ends_with(" DELETE")), "{left:?}");
    assert!(left.contains("one message PATCH"));
    let left = without("POST /users/{id}/messages/{id}/**");
    assert!(!left.contains("one message/send") && left.contains("many message POST"));
    let left = without("message/{importance,changeKey}");
    assert_eq!(with_word(&left, "importance"), set(&[]));
    assert_eq!(with_word(&left, "changeKey"), set(&[]));
    let left = without("/users/{id}");
    assert!(!left.contains("many user by key") && left.contains("one user GET"));
    // The property stays, as JSON.
    let left = without("body");
    assert!(left.contains("property message/body") && !left.contains("type body"));
    // A navigation property to a type that is gone leads nowhere.
    let left = without("message");
    assert_eq!(with_word(&left, "messages"), set(&[]));
    let left = without("user/photo");
    assert_eq!(with_word(&left, "photo"), set(&[]));
}

#[test]
fn excludes_work_on_everything() {
    let all = selected(&[], &[]);
    let left = selected(&[], &["/groups/**", "event", "user/manager"]);
    assert!(left.is_subset(&all));
    for word in ["groups", "event", "manager", "shared"] {
        assert!(!with_word(&all, word).is_empty(), "{word}");
        assert_eq!(with_word(&left, word), set(&[]), "{word}");
    }
    // Types that no path leads to are part of everything.
    assert!(left.contains("type notification") && left.contains("type group"));
}

#[test]
fn excludes_that_go_too_far_are_errors() {
    let table = [
        (
            &["/users/**", "/me"][..],
            &["user"][..],
            &[
                ("emptied-pattern", "`/users/**`"),
                ("emptied-pattern", "`/me`"),
            ][..],
        ),
        (
            &["message/subject"],
            &["message/*"],
            &[("emptied-pattern", "`message/subject`")],
        ),
        (
            &["event", "/me"],
            &["event"],
            &[("emptied-pattern", "`event`")],
        ),
        (
            &["message/subject", "event"],
            &["message"],
            &[("emptied-pattern", "`message/subject`")],
        ),
        (
            &["message/send", "/users"],
            &["/me"],
            &[("emptied-pattern", "`message/send`")],
        ),
        (
            &["attachment/nothing", "notification"],
            &["message"],
            &[("unmatched-pattern", "has no member `nothing`")],
        ),
        (&["GET /me"], &["/me"], &[("emptied-pattern", "`GET /me`")]),
        (
            &["PATCH /me"],
            &["PATCH /users/{id}"],
            &[("emptied-pattern", "`PATCH /me`")],
        ),
        (
            &["/me/messages"],
            &["item"],
            &[("excluded-base", "`microsoft.graph.item`")],
        ),
        (&["/me"], &["/you"], &[("unmatched-pattern", "`/you`")]),
        (
            &["/me"],
            &["usr"],
            &[("unmatched-pattern", "did you mean `user`")],
        ),
        (
            &["/me"],
            &["user/mangaer"],
            &[("unmatched-pattern", "did you mean `manager`")],
        ),
        (
            &["/me"],
            &["message/id"],
            &[("excluded-key", "`message/id`")],
        ),
        (
            &["users"],
            &[],
            &[("unmatched-pattern", "a path starts with `/`: `/users`")],
        ),
        (
            &["/me/displayName"],
            &[],
            &[(
                "unmatched-pattern",
                "a property is selected as `user/displayName`",
            )],
        ),
        (
            &["permission:Mail.Read"],
            &[],
            &[("unmatched-pattern", "`--docs DIR`")],
        ),
        (
            &["/me"],
            &["tag:users"],
            &[("unmatched-pattern", "`--docs DIR`")],
        ),
    ];
    for (include, exclude, expected) in table {
        let said = errors(include, exclude);
        let fits = said.len() == expected.len()
            && said
                .iter()
                .zip(expected)
                .all(|((kind, text), (expected, part))| kind == expected && text.contains(part));
        assert!(fits, "{include:?} without {exclude:?}: {said:?}");
    }
}

#[test]
fn casts_are_selected_where_they_are_spelled_out() {
    let members = "/groups/{id}/members";
    let cast = selected(&[members, "/groups/{id}/members/microsoft.graph.user"], &[]);
    assert!(cast.contains("many user") && cast.contains("type user"));
    let plain = selected(&[members], &[]);
    assert!(!plain.contains("many user"));
    assert!(cast.is_superset(&plain));
}

#[test]
fn reasons_are_the_shortest() {
    with_model(|model| {
        let chain = |include: &[&str], name: &str| {
            let selection = try_select(model, include, &[]);
            let selection = selection.unwrap_or_else(|said| panic!("{said:?}"));
            let ty = model.find(&format!("microsoft.graph.{name}"));
            let item = match ty.expect("a type") {
                crate::model::Type::Structured(id) => Item::Structured(id),
                crate::model::Type::Enum(id) => Item::Enum(id),
                other => panic!("{other:?}"),
            };
            selection.reasons.chain(item)
        };
        let names = |links: Option<Vec<Link>>| -> Vec<String> {
            let name = |link: Link| match link {
                Link::Child(at) => model.children[at].name.to_owned(),
                Link::Key => "{}".to_owned(),
                Link::Navigation(owner, at) => model[owner].navigation[at].name.to_owned(),
                Link::Property(owner, at) => format!(".{}", model[owner].properties[at].name),
                Link::Value(_) => "=".to_owned(),
                Link::Base(_) => "base".to_owned(),
                Link::Pattern(at) => format!("pattern {at}"),
                Link::Parameter(id, at) => format!("({})", model[id].parameters[at].name),
                Link::Operation(id) => model[id].name.to_owned(),
                other => panic!("{other:?}"),
            };
            links.unwrap_or_default().into_iter().map(name).collect()
        };
        let both = &["/users/**", "/me/**"][..];
        assert_eq!(
            names(chain(both, "importance")),
            ["me", "messages", "=", ".importance"]
        );
        assert_eq!(names(chain(both, "body")), ["me", "messages", "=", ".body"]);
        assert_eq!(
            names(chain(&["message/send"], "body")),
            ["me", "messages", "{}", "send", "(body)"]
        );
        assert_eq!(
            names(chain(&["/me", "event"], "item")),
            ["pattern 1", "base"]
        );
        assert_eq!(chain(&["/me"], "event"), None);
    });
}
