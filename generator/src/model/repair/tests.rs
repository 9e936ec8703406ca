//! Each rule on the smallest metadata it is for, on the same with the fault mended, and on metadata
//! without its subject.

use super::*;
use crate::csdl::{self, Cardinality};
use crate::diagnostics::{Diagnostics, Sources};
use crate::model::{self, Primitive, Type};

/// Links the content of a schema, repairs it and shows both the repaired model and what a rule did.
fn repaired(rule: &str, content: &str, look: impl Fn(&Model<'_>)) -> (State, usize) {
    let text = format!(
        "<edmx:Edmx Version='4.0' xmlns:edmx='http://docs.oasis-open.org/odata/ns/edmx'><edmx:DataServices>\
         <Schema Namespace='microsoft.graph' Alias='g' xmlns='http://docs.oasis-open.org/odata/ns/edm'>\
         <EntityType Name='entity'><Key><PropertyRef Name='id'/></Key><Property Name='id' Type='Edm.String'/></EntityType>\
         {content}</Schema></edmx:DataServices></edmx:Edmx>"
    );
    let mut sources = Sources::new();
    let id = sources.add("test.xml", text);
    let mut diagnostics = Diagnostics::new();
    let document = csdl::parse(id, sources.text(id), &mut diagnostics).expect("a document");
    let documents = [document];
    let mut model = model::link(&documents, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let all = repair(&mut model);
    assert_eq!(all.len(), RULES.len());
    look(&model);
    let found = all.iter().find(|one| one.rule == rule);
    let found = found.unwrap_or_else(|| panic!("no rule {rule}"));
    (found.state, found.changes)
}

/// Every rule says that its subject is not there.
#[test]
fn without_a_subject_no_rule_applies() {
    for rule in RULES {
        let (state, changes) = repaired(rule.name, "<EntityType Name='user'/>", |_| {});
        assert_eq!((state, changes), (State::NotApplicable, 0), "{}", rule.name);
    }
}

/// The same names in another namespace are no subject.
#[test]
fn names_alone_make_no_subject() {
    let content = "</Schema><Schema Namespace='contoso' xmlns='http://docs.oasis-open.org/odata/ns/edm'>\
         <ComplexType Name='Json'/><ComplexType Name='report'/><EntityType Name='message'/>\
         <EntityType Name='onenotePage' HasStream='true'/>\
         <EntityType Name='driveItem'><NavigationProperty Name='listItem' Type='contoso.message' ContainsTarget='true'/></EntityType>";
    for rule in RULES {
        let (state, _) = repaired(rule.name, content, |_| {});
        assert_eq!(state, State::NotApplicable, "{}", rule.name);
    }
}

#[test]
fn rules_have_names_of_their_own_and_say_why() {
    let mut names: Vec<_> = RULES.iter().map(|rule| rule.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), RULES.len());
    for rule in RULES {
        let plain = |one: char| one.is_ascii_lowercase() || one == '-';
        assert!(rule.name.chars().all(plain), "{}", rule.name);
        assert!(!rule.does.is_empty() && !rule.why.is_empty());
    }
}

#[test]
fn json_is_untyped() {
    let content = "<ComplexType Name='Json'/>\
         <ComplexType Name='cell'><Property Name='one' Type='g.Json'/><Property Name='many' Type='Collection(g.Json)'/></ComplexType>\
         <Action Name='run' IsBound='true'><Parameter Name='it' Type='g.entity'/><Parameter Name='p' Type='g.Json'/>\
         <ReturnType Type='g.Json'/></Action>";
    let found = repaired("json-is-untyped", content, |model| {
        let untyped = Type::Primitive(Primitive::Untyped);
        let cell = model.find_structured("g.cell").expect("a type");
        let [one, many] = &model[cell].properties[..] else {
            panic!("two properties");
        };
        assert_eq!((one.ty.ty, one.ty.cardinality), (untyped, Cardinality::One));
        assert_eq!(
            (many.ty.ty, many.ty.cardinality),
            (untyped, Cardinality::Many)
        );
        let run = &model.operations[0];
        assert_eq!(run.parameters[0].ty.ty, untyped);
        assert_eq!(run.returns.expect("a return").ty.ty, untyped);
        let json = model.find_structured("g.Json").expect("a type");
        assert!(model[json].is_replaced);
    });
    assert_eq!(found, (State::Applied, 4));
    // Mended: declared, and used by nothing.
    let mended = "<ComplexType Name='Json'/><ComplexType Name='cell'><Property Name='one' Type='Edm.Untyped'/></ComplexType>";
    let found = repaired("json-is-untyped", mended, |model| {
        let json = model.find_structured("g.Json").expect("a type");
        assert!(!model[json].is_replaced);
    });
    assert_eq!(found, (State::Expired, 0));
}

#[test]
fn report_is_a_stream() {
    let function = |ty: &str| {
        format!(
            "<ComplexType Name='report'><Property Name='content' Type='Edm.Stream'/></ComplexType>\
             <Function Name='get' IsBound='true' IsComposable='true'><Parameter Name='it' Type='g.entity'/><ReturnType Type='{ty}'/></Function>"
        )
    };
    let found = repaired("report-is-a-stream", &function("g.report"), |model| {
        let get = &model.operations[0];
        assert!(get.returns.expect("a return").ty.ty.is_stream());
        assert!(!get.is_composable);
    });
    assert_eq!(found, (State::Applied, 1));
    let found = repaired("report-is-a-stream", &function("Edm.Stream"), |model| {
        assert!(model.operations[0].is_composable);
    });
    assert_eq!(found, (State::Expired, 0));
}

#[test]
fn messages_and_attachments_have_streams() {
    for (rule, ty) in [
        ("message-has-a-stream", "message"),
        ("attachment-has-a-stream", "attachment"),
    ] {
        let has_stream = |model: &Model<'_>| {
            let ty = model.find_structured(&format!("g.{ty}")).expect("a type");
            assert!(model.has_stream(ty));
        };
        let declared = format!("<EntityType Name='{ty}'/>");
        assert_eq!(repaired(rule, &declared, has_stream), (State::Applied, 1));
        let mended = format!("<EntityType Name='{ty}' HasStream='true'/>");
        assert_eq!(repaired(rule, &mended, has_stream), (State::Expired, 0));
    }
}

#[test]
fn onenote_has_no_stream() {
    let types = |page: bool, resource: bool| {
        format!(
            "<EntityType Name='onenotePage' HasStream='{page}'/><EntityType Name='onenoteResource' HasStream='{resource}'/>"
        )
    };
    let rule = "onenote-has-no-stream";
    let cases = [
        (types(true, true), (State::Applied, 2)),
        (types(false, true), (State::Applied, 1)),
        (types(false, false), (State::Expired, 0)),
    ];
    for (content, expected) in cases {
        let found = repaired(rule, &content, |model| {
            assert!(model.structured.iter().all(|one| !one.has_stream));
        });
        assert_eq!(found, expected, "{content}");
    }
}

#[test]
fn calendar_view_needs_a_window() {
    let content = "<EntityType Name='calendar'><NavigationProperty Name='calendarView' Type='Collection(g.event)' ContainsTarget='true'/>\
         <NavigationProperty Name='events' Type='Collection(g.event)' ContainsTarget='true'/></EntityType>\
         <EntityType Name='event'><NavigationProperty Name='instances' Type='Collection(g.event)' ContainsTarget='true'/></EntityType>";
    let found = repaired("calendar-view-needs-a-window", content, |model| {
        let needs: Vec<_> = model
            .structured
            .iter()
            .flat_map(|ty| &ty.navigation)
            .map(|one| (one.name, one.required_query))
            .collect();
        let window: &[&str] = &["startDateTime", "endDateTime"];
        assert_eq!(
            needs,
            [
                ("calendarView", window),
                ("events", &[]),
                ("instances", window)
            ]
        );
    });
    assert_eq!(found, (State::Applied, 2));
}

/// A navigation property of `owner`, and whether it is contained.
fn navigation(owner: &str, name: &str, contained: bool) -> String {
    format!(
        "<EntityType Name='{owner}'><NavigationProperty Name='{name}' Type='g.entity' ContainsTarget='{contained}'/></EntityType>"
    )
}

fn is_contained(model: &Model<'_>) -> bool {
    let all = model.structured.iter().flat_map(|one| &one.navigation);
    all.last().expect("a navigation property").contains_target
}

#[test]
fn what_lives_elsewhere_is_not_contained() {
    let rule = "not-contained";
    for (owner, name) in [
        ("user", "drive"),
        ("driveItem", "listItem"),
        ("site", "sites"),
        ("event", "calendar"),
    ] {
        let found = repaired(rule, &navigation(owner, name, true), |model| {
            assert!(!is_contained(model), "{owner}/{name}");
        });
        assert_eq!(found, (State::Applied, 1), "{owner}/{name}");
        let found = repaired(rule, &navigation(owner, name, false), |model| {
            assert!(!is_contained(model), "{owner}/{name}");
        });
        assert_eq!(found, (State::Expired, 0), "{owner}/{name}");
    }
    // Others stay as they are.
    for name in ["messages", "children"] {
        repaired(rule, &navigation("driveItem", name, true), |model| {
            assert!(is_contained(model), "{name}");
        });
    }
}

#[test]
fn where_things_are_created_is_contained() {
    let rule = "contained";
    for (owner, name) in [
        ("plannerPlan", "tasks"),
        ("printJob", "tasks"),
        ("driveItem", "analytics"),
    ] {
        let found = repaired(rule, &navigation(owner, name, false), |model| {
            assert!(is_contained(model), "{owner}/{name}");
        });
        assert_eq!(found, (State::Applied, 1), "{owner}/{name}");
        let found = repaired(rule, &navigation(owner, name, true), |_| {});
        assert_eq!(found, (State::Expired, 0), "{owner}/{name}");
    }
}

/// No property stands on both lists.
#[test]
fn no_flag_is_set_and_removed() {
    let count = |rule: &str, contained: bool| {
        let mut all = 0;
        for (owner, name) in [
            ("site", "analytics"),
            ("site", "drive"),
            ("driveItem", "analytics"),
        ] {
            let (_, changes) = repaired(rule, &navigation(owner, name, contained), |_| {});
            all += changes;
        }
        all
    };
    assert_eq!(count("contained", false) + count("not-contained", true), 3);
    assert_eq!(count("contained", true) + count("not-contained", false), 0);
}
