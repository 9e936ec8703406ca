//! `$select`, `$orderby`, `$expand` and `$search`.

use crate::fixture::{DirectoryObject, Setting, User, serving, users};
use crate::query::{Levels, PropertyPath, kql};
use crate::sample::{Entity, Everything, IosVppApp, Licensing, MobileApp};
use crate::{Client, Json, Page, Request};

fn list<T>(client: &Client) -> Request<Page<T>> {
    client.request(http::Method::GET, "/things")
}

/// The options of a request, decoded.
fn query<T>(request: Request<T>) -> Vec<(String, String)> {
    assert!(request.fault().is_none(), "{request:?}");
    let url = url::Url::parse(request.url()).expect("is a URL");
    url.query_pairs().into_owned().collect()
}

fn option<T>(request: Request<T>, name: &str) -> String {
    let mut query = query(request);
    query.retain(|(one, _)| one == name);
    let [(_, value)] = &*query else {
        panic!("`{name}` stands once")
    };
    value.clone()
}

#[test]
fn selections_take_paths_and_undeclared_names() {
    let (client, _) = serving([]);
    let request = list::<Everything>(&client).select((
        Everything::ID,
        Entity::ID,
        Everything::LICENSING.then(Licensing::NAME),
        PropertyPath::<Everything, String>::named("extension_1_x"),
        "raw",
    ));
    assert_eq!(
        option(request, "$select"),
        "id,id,licensing/name,extension_1_x,raw"
    );
    let request =
        list::<IosVppApp>(&client).select(vec![IosVppApp::PUBLISHER, IosVppApp::APPLE_ID]);
    assert_eq!(option(request, "$select"), "publisher,appleId");
}

#[test]
fn orders_have_directions() {
    let (client, _) = serving([]);
    let request = list::<Everything>(&client).orderby((
        Everything::TEXT,
        Everything::AT.desc(),
        Entity::ID.asc(),
        Everything::LICENSING.then(Licensing::NAME).desc(),
        Everything::TEXT.length(),
    ));
    assert_eq!(
        option(request, "$orderby"),
        "text,at desc,id,licensing/name desc,length(text)"
    );
    let request = list::<Everything>(&client).orderby("text desc");
    assert_eq!(option(request, "$orderby"), "text desc");
}

#[test]
fn expansions_nest_and_have_options() {
    let (client, _) = serving([]);
    let expand = |request: Request<IosVppApp>| option(request, "$expand");
    let get = || client.request::<IosVppApp>(http::Method::GET, "/apps/1");
    assert_eq!(expand(get().expand(IosVppApp::OWNER)), "owner");
    assert_eq!(
        expand(get().expand((IosVppApp::OWNER, IosVppApp::ASSIGNMENTS, "more"))),
        "owner,assignments,more"
    );
    let assignments = IosVppApp::ASSIGNMENTS
        .expand()
        .select((MobileApp::ID, MobileApp::PUBLISHER))
        .filter(MobileApp::PUBLISHER.eq("a;b)c'"))
        .orderby(MobileApp::PUBLISHER.desc())
        .top(1)
        .top(2)
        .skip(3)
        .count()
        .search("x")
        .levels(2);
    assert_eq!(
        expand(get().expand((assignments, IosVppApp::OWNER.expand()))),
        "assignments($select=id,publisher;$filter=publisher eq 'a;b)c''';$orderby=publisher desc;$top=2;$skip=3;$count=true;\
         $search=x;$levels=2),owner"
    );
    let nested = IosVppApp::OWNER
        .expand_as::<IosVppApp>()
        .select(IosVppApp::APPLE_ID)
        .expand(IosVppApp::ASSIGNMENTS.expand().levels(Levels::Max));
    assert_eq!(
        expand(get().expand(nested)),
        "owner($select=appleId;$expand=assignments($levels=max))"
    );
    let derived = list::<MobileApp>(&client).expand(
        IosVppApp::OWNER
            .from_base::<MobileApp>()
            .expand()
            .select(Entity::ID),
    );
    assert_eq!(
        option(derived, "$expand"),
        "microsoft.graph.iosVppApp/owner($select=id)"
    );
}

#[test]
fn searches_are_clauses_for_directory_objects_and_keywords_for_the_rest() {
    let (client, _) = serving([]);
    let search = |request: Request<Page<User>>| option(request, "$search");
    let users = || users(&client).list();
    let name = |text: &str| User::DISPLAY_NAME.search(text);
    assert_eq!(search(users().search(name("ann"))), r#""displayName:ann""#);
    assert_eq!(
        search(
            users()
                .search((name("a b") | DirectoryObject::ID.search("x")) & name(r#"say "hi" \o/"#))
        ),
        r#"("displayName:a b" OR "id:x") AND "displayName:say \"hi\" \\o/""#
    );
    assert_eq!(search(users().search("\"a:b\"")), "\"a:b\"");

    let search = |request: Request<Page<Everything>>| option(request, "$search");
    let things = || list::<Everything>(&client);
    let text = |text: &str| Everything::TEXT.search(text);
    assert_eq!(search(things().search(text("pizza"))), r#""text:pizza""#);
    assert_eq!(
        search(things().search(text("pizza") & (text("two \"words\"") | text("x")))),
        r#""text:pizza AND (text:\"two  words \" OR text:x)""#
    );
    assert_eq!(
        search(things().search(kql("from:ann AND subject:\"a b\""))),
        r#""from:ann AND subject:\"a b\"""#
    );
}

#[test]
fn what_is_wrong_is_said_when_the_request_is_sent() {
    let (client, _) = serving([]);
    let odd = || PropertyPath::<User, String>::named("a eq 'x' or b");
    let list = || users(&client).list();
    for request in [
        list().filter(odd().eq("x")),
        list().filter(User::AGE.gt(1) & !odd().eq("x")),
        list().filter(User::TAGS.any(|tag| tag.in_(Vec::<String>::new()))),
        list().filter(User::DISPLAY_NAME.in_(Vec::<String>::new())),
        list().select((User::ID, odd())),
        list().orderby((User::ID, odd().desc())),
        list().orderby(odd().tolower()),
        list().search(odd().search("x")),
        list().expand(User::MANAGER.expand_as::<User>().filter(odd().eq("x"))),
        list().expand(User::MANAGER.expand_as::<User>().select(odd())),
        list().select(PropertyPath::<User, String>::named("")),
        list().select(PropertyPath::<User, String>::named("a//b")),
    ] {
        let fault = request.fault().map(ToString::to_string).unwrap_or_default();
        assert!(
            fault.contains("is no name") || fault.contains("is empty"),
            "{fault:?}"
        );
    }
}

#[test]
fn answers_without_a_model_take_any_property() {
    let (client, _) = serving([]);
    let count = client.request::<i64>(http::Method::GET, "/users/$count");
    let count = count.filter(User::AGE.gt(3) & DirectoryObject::ID.eq("x"));
    assert_eq!(option(count, "$filter"), "age gt 3 and id eq 'x'");
    let raw = client.request::<Json>(http::Method::GET, "/users");
    let raw = raw
        .select((User::ID, Setting::VALUE))
        .orderby(User::AGE.desc());
    assert_eq!(
        query(raw),
        [
            ("$select".to_owned(), "id,value".to_owned()),
            ("$orderby".to_owned(), "age desc".to_owned())
        ]
    );
}
