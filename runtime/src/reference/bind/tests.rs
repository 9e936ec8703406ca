use serde_json::json;

use super::{made_absolute, rebased, replaced};
use crate::body::{BodyError, create_body};
use crate::fixture::{User, serving, users};
use crate::sample::{IosVppApp, MobileApp};
use crate::{
    Client, Field, Link, MemoryTransport, Model, Patch, Reference, RequestBuilder, Version,
};

const BASE: &str = "https://graph.microsoft.us/v1.0";

fn sovereign() -> Client {
    Client::builder()
        .base_url(BASE)
        .transport(MemoryTransport::new())
        .build()
        .expect("a client")
}

fn body<T>(request: &crate::Request<T>) -> serde_json::Value {
    assert!(request.fault().is_none(), "{request:?}");
    serde_json::from_slice(request.body().expect("a body")).expect("is JSON")
}

#[test]
fn bindings_become_urls_of_the_client_s_service() {
    let client = sovereign();
    let mut user = User {
        display_name: "Ann".into(),
        ..User::default()
    };
    user.bind(User::MANAGER, ("users", "a#b"))
        .expect("a reference");
    let expected =
        json!({"displayName": "Ann", "manager@odata.bind": format!("{BASE}/users/a%23b")});
    let node = || users(&client).into_node();
    assert_eq!(body(&node().create::<User>(user.clone())), expected);
    assert_eq!(
        body(&node().key("1").replace::<User>(user.clone())),
        expected
    );
    assert_eq!(
        body(&node().key("1").update::<User>(user.clone())),
        expected
    );
    // The other service gets its own.
    let (global, _) = serving([]);
    assert_eq!(
        body(&users(&global).into_node().create::<User>(user))["manager@odata.bind"],
        "https://graph.microsoft.com/v1.0/users/a%23b"
    );
}

#[test]
fn every_kind_of_reference_can_be_bound() {
    let client = sovereign();
    let link = Link {
        url: "https://elsewhere/5".into(),
        ..Link::default()
    };
    let mut app = IosVppApp::default();
    let references = [
        Reference::new("deviceAppManagement/mobileApps", "1"),
        Reference::to(users(&client).id("2")),
        "https://elsewhere/3".into(),
        "https://elsewhere/4".to_owned().into(),
        link.into(),
    ];
    app.bind_all(IosVppApp::ASSIGNMENTS, references)
        .expect("references");
    let request = client.root::<crate::Owned>("apps").create::<IosVppApp>(app);
    assert_eq!(
        body(&request),
        json!({"assignments@odata.bind": [
            format!("{BASE}/deviceAppManagement/mobileApps/1"), format!("{BASE}/users/2"),
            "https://elsewhere/3", "https://elsewhere/4", "https://elsewhere/5",
        ]})
    );
}

#[test]
fn what_is_no_reference_is_an_error_at_once() {
    let mut app = IosVppApp::default();
    for wrong in [
        Reference::new("users", ""),
        "users/1".into(),
        Link::default().into(),
    ] {
        assert!(app.bind(IosVppApp::OWNER, wrong.clone()).is_err());
        assert!(
            app.bind_all(IosVppApp::ASSIGNMENTS, [wrong.clone()])
                .is_err()
        );
        assert!(Patch::<IosVppApp>::bindings(IosVppApp::ASSIGNMENTS, [wrong]).is_err());
    }
    assert!(app.additional.is_empty());
}

#[test]
fn bindings_are_found_wherever_they_stand() {
    let text = |text: &str| replaced(text, "", "B").unwrap_or_else(|| text.to_owned());
    assert_eq!(
        text(
            r#"{"a":{"x@odata.bind" : [ "/1" , "https://x/", "/2\"","//h"] , "b":"/3"},"@odata.id":"/4"}"#
        ),
        r#"{"a":{"x@odata.bind" : [ "B/1" , "https://x/", "B/2\"","//h"] , "b":"/3"},"@odata.id":"B/4"}"#
    );
    for same in [
        r#"{"note":"x@odata.bind\":\"/1"}"#,
        r#"{"x@odata.bind":null,"y@odata.bind":[],"z@odata.id":5,"@odata.type":"/1"}"#,
        r#"{"x":["@odata.bind","/1"]}"#,
        r#"{"x@odata.bind":["#,
        r#"{"x@odata.bind":"/"#,
        "",
    ] {
        // The last but one is no JSON, and no trouble.
        let expected = same.replace(r#":"/"#, r#":"B/"#);
        let expected = if same.ends_with('}') { same } else { &expected };
        assert_eq!(text(same), expected);
    }
    assert_eq!(made_absolute(vec![0xFF, b'/'], "B"), [0xFF, b'/']);
    let many = format!(
        r#"{{"x@odata.bind":["{}"]}}"#,
        vec!["/1"; 10_000].join("\",\"")
    );
    assert_eq!(text(&many).matches("B/1").count(), 10_000);
}

#[test]
fn another_version_has_references_of_its_own() {
    let (client, _) = serving([]);
    let mut user = User::default();
    user.bind(User::MANAGER, ("users", "1"))
        .expect("a reference");
    let request = users(&client).into_node().create::<User>(user);
    let request = request.version(Version::Beta);
    assert_eq!(
        body(&request),
        json!({"manager@odata.bind": "https://graph.microsoft.com/beta/users/1"})
    );
    let foreign = br#"{"x@odata.bind":["https://a/v1.0x/1","https://b/v1.0/1","/1"]}"#;
    assert_eq!(
        rebased(foreign.to_vec(), "https://a/v1.0", "https://a/beta"),
        foreign
    );
}

#[test]
fn a_patch_binds_twenty_at_most() {
    let patches = |count: usize| {
        let references = (0..count).map(|number| ("users", number.to_string()));
        Patch::<IosVppApp>::bindings(IosVppApp::ASSIGNMENTS, references).expect("references")
    };
    let sizes = |count: usize| -> Vec<usize> {
        let lists = patches(count).into_iter().map(|patch| {
            let body = patch.into_body().expect("a body").to_value();
            assert_eq!(body.as_object().expect("an object").len(), 1);
            body["assignments@odata.bind"]
                .as_array()
                .expect("a list")
                .len()
        });
        lists.collect()
    };
    assert_eq!(sizes(0), [0_usize; 0]);
    assert_eq!(sizes(1), [1]);
    assert_eq!(sizes(20), [20]);
    assert_eq!(sizes(21), [20, 1]);
    assert_eq!(sizes(60), [20, 20, 20]);
    let request = sovereign()
        .root::<crate::Owned>("apps")
        .key("1")
        .update(patches(21).remove(1));
    assert_eq!(
        body(&request),
        json!({"assignments@odata.bind": [format!("{BASE}/users/20")]})
    );
}

#[test]
fn a_deep_insert_creates_children_with_their_own_bindings() {
    let mut child = IosVppApp {
        publisher: "p".into(),
        ..IosVppApp::default()
    };
    child
        .bind(IosVppApp::OWNER, ("users", "1"))
        .expect("a reference");
    let mut app = IosVppApp::default();
    app.set_expanded(
        IosVppApp::ASSIGNMENTS,
        &vec![child.upcast::<MobileApp>()].into(),
    );
    let request = sovereign()
        .root::<crate::Owned>("apps")
        .create::<IosVppApp>(app.clone());
    assert_eq!(
        body(&request),
        json!({"assignments": [{
            "@odata.type": "#microsoft.graph.iosVppApp", "publisher": "p", "owner@odata.bind": format!("{BASE}/users/1"),
        }]})
    );
    app.size.set(5);
    assert_eq!(
        create_body::<IosVppApp, _>(&app),
        Err(BodyError::ReadOnly("size"))
    );
}

#[test]
fn an_upsert_creates_or_changes() {
    let client = sovereign();
    let app = || IosVppApp {
        apple_id: "me".into(),
        ..IosVppApp::default()
    };
    let node = client
        .root::<crate::Owned>("apps")
        .alternate_key(&[("appleId", &"me")]);
    // What can be set on creation only is no matter here.
    let request = node.clone().upsert::<MobileApp>(app());
    assert_eq!(request.method(), "PATCH");
    assert_eq!(request.path_and_query(), "/apps(appleId='me')");
    assert_eq!(
        request.headers().get("prefer").expect("is there"),
        "create-if-missing"
    );
    assert_eq!(
        body(&request),
        json!({"@odata.type": "#microsoft.graph.iosVppApp", "appleId": "me"})
    );
    let user = users(&client).id("1").upsert(User::default());
    assert_eq!(user.path_and_query(), "/users/1");
    let refused = node.upsert::<IosVppApp>(IosVppApp {
        size: Field::Value(5.into()),
        ..IosVppApp::default()
    });
    assert!(refused.fault().is_some());
}
