use serde_json::json;

use crate::fixture::{DirectoryObject, User, serving, users};
use crate::generated::*;
use crate::{Answer, Patch};

fn named(name: &str) -> User {
    User {
        display_name: name.into(),
        ..User::default()
    }
}

fn root(client: &Client) -> Node {
    client.root("users")
}

#[tokio::test]
async fn verbs_have_their_method_path_and_body() {
    let (client, server) = serving([
        Answer::json(201, r#"{"id": "1", "displayName": "Ann"}"#),
        Answer::empty(204),
        Answer::json(200, r#"{"id": "1"}"#),
        Answer::empty(204),
        Answer::text(200, "\u{feff}12"),
    ]);
    let made = root(&client).create::<User>(named("Ann")).await.unwrap();
    assert_eq!(made.id.ok().map(String::as_str), Some("1"));
    let none = root(&client)
        .key("1")
        .update::<User>(named("Bea"))
        .await
        .unwrap();
    assert!(none.is_none());
    let some = root(&client)
        .key("1")
        .replace::<User>(named("Cid"))
        .await
        .unwrap();
    assert!(some.is_some());
    root(&client).key("1").delete().await.unwrap();
    assert_eq!(root(&client).count::<User>().await.unwrap(), 12);

    let seen: Vec<_> = server
        .requests()
        .iter()
        .map(|request| format!("{} {}", request.method(), request.url()))
        .collect();
    let base = "https://graph.microsoft.com/v1.0";
    assert_eq!(
        seen,
        [
            format!("POST {base}/users"),
            format!("PATCH {base}/users/1"),
            format!("PUT {base}/users/1"),
            format!("DELETE {base}/users/1"),
            format!("GET {base}/users/$count"),
        ]
    );
    let bodies: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.json())
        .collect();
    assert_eq!(bodies[0], json!({"displayName": "Ann"}));
    assert_eq!(bodies[1], json!({"displayName": "Bea"}));
    assert_eq!(
        server.requests()[0].header("content-type"),
        Some("application/json")
    );
    assert_eq!(server.requests()[3].header("content-type"), None);
}

#[test]
fn creating_in_a_place_of_the_base_type_names_the_derived_one() {
    let (client, _) = serving([]);
    let request: Request<DirectoryObject> = client
        .root::<Owned>("directoryObjects")
        .create::<DirectoryObject>(named("Ann"));
    let body: serde_json::Value = serde_json::from_slice(request.body().unwrap()).unwrap();
    assert_eq!(
        body,
        json!({"@odata.type": "#microsoft.graph.user", "displayName": "Ann"})
    );
    let same = root(&client).create::<User>(named("Ann"));
    assert_eq!(&same.body().unwrap()[..], br#"{"displayName":"Ann"}"#);
}

#[tokio::test]
async fn what_must_not_be_sent_is_refused_and_nothing_is_sent() {
    let (client, server) = serving([]);
    let read_only = DirectoryObject {
        id: "1".into(),
        ..DirectoryObject::default()
    };
    let error = client
        .root::<Owned>("directoryObjects")
        .create::<DirectoryObject>(read_only)
        .await
        .unwrap_err();
    assert!(
        error.is_refused() && error.to_string().contains("`id`"),
        "{error}"
    );

    let mut read = named("Ann");
    read.additional.insert("@odata.etag", "W/1");
    let error = root(&client)
        .key("1")
        .update::<User>(read)
        .await
        .unwrap_err();
    assert!(error.to_string().contains("changes_since"), "{error}");

    let error = root(&client).key("").get::<User>().await.unwrap_err();
    assert!(
        error.is_refused() && error.to_string().contains("empty"),
        "{error}"
    );
    assert!(server.requests().is_empty());
}

#[test]
fn an_update_takes_a_patch_of_changes() {
    let (client, _) = serving([]);
    let old = named("Ann");
    let new = named("Bea");
    let patch: Patch<User> = new.changes_since(&old);
    let request = root(&client).key("1").update(patch);
    assert_eq!(&request.body().unwrap()[..], br#"{"displayName":"Bea"}"#);
}

#[test]
fn references_are_added_set_and_removed_below_dollar_ref() {
    let (client, _) = serving([]);
    let node = || {
        client
            .root::<Referenced>("groups")
            .key("g")
            .child::<Referenced>("members")
    };
    let body = |request: &Request<()>| -> serde_json::Value {
        serde_json::from_slice(request.body().unwrap()).unwrap()
    };

    let add = node().add_ref(("directoryObjects", "a/b"));
    assert_eq!(
        (add.method().as_str(), add.path()),
        ("POST", "/groups/g/members/$ref")
    );
    assert_eq!(
        body(&add),
        json!({"@odata.id": "https://graph.microsoft.com/v1.0/directoryObjects/a%2Fb"})
    );

    let remove = node().key("m").remove_ref();
    assert_eq!(
        (remove.method().as_str(), remove.path()),
        ("DELETE", "/groups/g/members/m/$ref")
    );
    assert!(remove.body().is_none());

    let set = users(&client)
        .id("u")
        .manager()
        .set_ref("https://graph.microsoft.com/v1.0/users/x");
    assert_eq!(
        (set.method().as_str(), set.path()),
        ("PUT", "/users/u/manager/$ref")
    );
    assert_eq!(
        body(&set),
        json!({"@odata.id": "https://graph.microsoft.com/v1.0/users/x"})
    );

    let built = node().add_ref(Reference::to(users(&client).id("a#b")));
    assert_eq!(
        body(&built),
        json!({"@odata.id": "https://graph.microsoft.com/v1.0/users/a%23b"})
    );
}

#[test]
fn a_reference_is_removed_from_a_collection_by_its_url() {
    let (client, _) = serving([]);
    let members = || {
        client
            .root::<Referenced>("groups")
            .key("g")
            .child::<Referenced>("members")
    };
    let request = members().remove_ref_from(("users", "a b"));
    assert_eq!(request.method().as_str(), "DELETE");
    assert_eq!(
        request.path_and_query(),
        "/groups/g/members/$ref?$id=https://graph.microsoft.com/v1.0/users/a%2520b"
    );
    let refused = members().remove_ref_from("users/x");
    assert!(
        refused
            .fault()
            .unwrap()
            .to_string()
            .contains("absolute URL")
    );
}

#[test]
fn references_that_cannot_be_are_refused() {
    let (client, _) = serving([]);
    let node = || {
        client
            .root::<Referenced>("groups")
            .key("g")
            .child::<Referenced>("members")
    };
    let refused =
        |request: Request<()>| request.fault().map(ToString::to_string).unwrap_or_default();
    assert!(refused(node().key("m").set_ref(("users", "x"))).contains("ends in a key"));
    assert!(refused(node().add_ref("users/x")).contains("absolute URL"));
    assert!(refused(node().add_ref(("users", ""))).contains("empty"));
    assert!(refused(node().add_ref(Reference::to(users(&client).id("..")))).contains(".."));
}

#[tokio::test]
async fn references_are_read_and_can_be_set_again() {
    let link =
        r#"{"@odata.context": "c", "@odata.id": "https://graph.microsoft.com/v1.0/users/1"}"#;
    let (client, _) = serving([
        Answer::json(200, link),
        Answer::json(200, format!(r#"{{"value": [{link}]}}"#)),
    ]);
    let one = root(&client)
        .key("u")
        .child::<Referenced>("manager")
        .get_ref()
        .await
        .unwrap();
    let many = root(&client)
        .key("u")
        .child::<Referenced>("members")
        .list_refs()
        .await
        .unwrap();
    assert_eq!(one, many.items[0]);
    let request = root(&client)
        .key("x")
        .child::<Referenced>("manager")
        .set_ref(one);
    assert_eq!(
        &request.body().unwrap()[..],
        br#"{"@odata.id":"https://graph.microsoft.com/v1.0/users/1"}"#
    );
}

#[test]
fn actions_post_their_arguments() {
    let (client, _) = serving([]);
    let none: Request<()> = root(&client).key("1").action("revoke", Arguments::none());
    assert_eq!(
        (none.method().as_str(), none.path()),
        ("POST", "/users/1/revoke")
    );
    assert!(none.body().is_none());
    let some: Request<()> = root(&client)
        .key("1")
        .action("assign", Arguments::none().with("name", View::Text("x")));
    assert_eq!(&some.body().unwrap()[..], br#"{"name":"x"}"#);
}

/// Every way by which a name of the metadata comes into a URL.
#[tokio::test]
async fn names_of_the_metadata_cannot_change_the_url() {
    const BASE: &str = "https://graph.microsoft.com/v1.0";
    const NAME: &str = "../x?y#z";
    const WRITTEN: &str = "..%2Fx%3Fy%23z";
    let (client, server) = serving([]);
    let node = || root(&client).key("1");
    let action: Request<()> = node().action(NAME, Arguments::none());
    let function: Request<()> = node().function(
        NAME,
        &[&[NAME]],
        Arguments::none().with(NAME, View::Text("v")),
    );
    let by_key: Request<()> = root(&client).alternate_key(&[(NAME, &"v")]).get();
    let requests = [
        (client.root::<Owned>(NAME).get(), format!("/{WRITTEN}")),
        (
            node().child::<Owned>(NAME).get(),
            format!("/users/1/{WRITTEN}"),
        ),
        (action, format!("/users/1/{WRITTEN}")),
        (function, format!("/users/1/{WRITTEN}({WRITTEN}='v')")),
        (by_key, format!("/users({WRITTEN}='v')")),
    ];
    for (request, path) in requests {
        assert_eq!(request.url(), format!("{BASE}{path}"));
    }
    let stream = node().stream(NAME);
    assert_eq!(stream.path(), format!("/users/1/{WRITTEN}"));

    for name in ["", ".", ".."] {
        let fault = node().child::<Owned>(name).get::<()>().await.unwrap_err();
        assert!(fault.to_string().contains("/users/1"), "{fault}");
        let action: Request<()> = node().action(name, Arguments::none());
        assert!(action.await.is_err());
    }
    assert!(server.requests().is_empty());
}

#[test]
fn a_composable_function_is_a_place() {
    let (client, _) = serving([]);
    let node: Node = root(&client).function_node("delta", &[&[], &["token"]], Arguments::none());
    assert_eq!(node.path(), "/users/delta()");
    assert_eq!(
        node.child::<Owned>("x").key(1_i64).route(),
        "/users/delta()/x/{}"
    );
}

#[test]
fn nodes_are_cheap_to_hold_anywhere() {
    fn anywhere<T: Clone + Send + Sync + 'static>(_: &T) {}
    let (client, _) = serving([]);
    let node = root(&client).key("a@b");
    anywhere(&node);
    assert_eq!(node.route(), "/users/{}");
    assert_eq!(format!("{node:?}"), r#"Node("/users/a%40b")"#);
    let other = node.clone().child::<Owned>("x");
    assert_eq!(
        (node.path(), other.path()),
        ("/users/a%40b", "/users/a%40b/x")
    );
}
