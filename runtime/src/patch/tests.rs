use serde_json::{Value as Tree, json};

use super::Patch;
use crate::body::{BodyError, create_body};
use crate::sample::{Entity, IosVppApp, Licensing, MobileApp, read};
use crate::{Field, Model};

fn body<T>(patch: &Patch<T>) -> Tree {
    patch.body().expect("is sent").to_value()
}

fn changes(old: &Tree, new: &Tree) -> Patch<IosVppApp> {
    read::<IosVppApp>(new).changes_since(&read(old))
}

#[test]
fn a_built_value_is_sent_as_set() {
    let app = IosVppApp {
        publisher: "p".into(),
        token: Field::Null,
        ..Default::default()
    };
    assert_eq!(
        body(&Patch::<IosVppApp>::from(app.clone())),
        json!({"publisher": "p", "token": null})
    );
    let patch = Patch::<MobileApp>::from(app);
    assert_eq!(
        body(&patch),
        json!({"@odata.type": "#microsoft.graph.iosVppApp", "publisher": "p", "token": null})
    );
    assert!(Patch::<Entity>::from(Entity::default()).is_empty());
    assert!(!patch.is_empty());
}

#[test]
fn a_read_value_is_refused_with_a_hint() {
    for name in ["@odata.context", "@odata.etag"] {
        let app: IosVppApp = read(&json!({name: "x", "publisher": "p"}));
        let patch = Patch::<IosVppApp>::from(app);
        let error = patch.body().expect_err("was read");
        assert_eq!(*error, BodyError::WasRead(name));
        assert!(error.to_string().contains("changes_since"));
        assert!(!patch.is_empty());
    }
}

#[test]
fn marks_are_errors() {
    let app = MobileApp {
        size: Field::Value(5.into()),
        ..Default::default()
    };
    assert_eq!(
        create_body::<MobileApp, _>(&app),
        Err(BodyError::ReadOnly("size"))
    );
    assert_eq!(
        Patch::<MobileApp>::from(app).body(),
        Err(&BodyError::ReadOnly("size"))
    );
    let app = IosVppApp {
        apple_id: "me".into(),
        ..Default::default()
    };
    assert_eq!(
        create_body::<IosVppApp, _>(&app)
            .expect("is sent")
            .to_value(),
        json!({"appleId": "me"})
    );
    assert_eq!(
        Patch::<IosVppApp>::from(app).body(),
        Err(&BodyError::CreateOnly("appleId"))
    );
    let nested = IosVppApp {
        licensing: Licensing {
            used: Field::Value(1),
            ..Default::default()
        }
        .into(),
        ..Default::default()
    };
    assert_eq!(
        create_body::<IosVppApp, _>(&nested),
        Err(BodyError::ReadOnly("used"))
    );
}

#[test]
fn bodies_carry_no_control_information_but_types_ids_and_bindings() {
    let app: IosVppApp = read(&json!({
        "@odata.type": "#microsoft.graph.iosVppApp", "@odata.id": "https://x/", "@odata.editLink": "e", "owner@odata.bind": "https://x/1",
        "owner@odata.navigationLink": "n", "tags@odata.type": "#Collection(String)", "@microsoft.graph.conflictBehavior": "rename",
        "owner": {"id": "2", "@odata.etag": "W/1", "list": [{"@odata.type": "t", "a@odata.count": 5, "d": 1.10}]},
        "licensing": {"@odata.etag": "W/2", "device": true},
    }));
    let expected = json!({
        "@odata.type": "#microsoft.graph.iosVppApp", "@odata.id": "https://x/", "owner@odata.bind": "https://x/1",
        "tags@odata.type": "#Collection(String)", "@microsoft.graph.conflictBehavior": "rename",
        "owner": {"id": "2", "list": [{"@odata.type": "t", "d": 1.10}]}, "licensing": {"device": true},
    });
    assert_eq!(
        create_body::<MobileApp, _>(&app)
            .expect("is sent")
            .to_value(),
        expected
    );
    assert_eq!(body(&Patch::<IosVppApp>::from(app.clone())), expected);
    // Numbers keep their digits even where something was left out beside them.
    let text = r#"{"owner":{"@odata.etag":"e","n":1.10}}"#;
    let app: IosVppApp = serde_json::from_str(text).expect("decodes");
    assert_eq!(
        create_body::<MobileApp, _>(&app).expect("is sent").as_str(),
        r##"{"@odata.type":"#microsoft.graph.iosVppApp","owner":{"n":1.10}}"##
    );
}

#[test]
fn changes_are_sent_and_the_rest_is_not() {
    let old = json!({
        "@odata.context": "c", "@odata.etag": "e", "@odata.type": "#microsoft.graph.iosVppApp", "@odata.id": "i", "id": "1", "size": 5,
        "publisher": "p", "token": "t", "licensing": {"used": 1, "device": true, "name": "n"}, "x": 1, "y": 2, "owner": {"id": "2"},
        "appleId": "me",
    });
    assert!(changes(&old, &old).is_empty());
    assert_eq!(
        body(&changes(&old, &old)),
        json!({"@odata.type": "#microsoft.graph.iosVppApp"})
    );
    let new = json!({
        "@odata.context": "d", "@odata.etag": "f", "@odata.id": "i", "id": "1", "publisher": "q", "token": null,
        "licensing": {"used": 1, "device": false}, "x": 3, "z": [1], "owner@odata.bind": "https://x/3",
    });
    // Removed ones become null, except what the service sets, what is set once, and what may be an expanded navigation property.
    assert_eq!(
        body(&changes(&old, &new)),
        json!({"publisher": "q", "token": null, "licensing": {"device": false}, "x": 3, "z": [1], "y": null, "owner@odata.bind": "https://x/3"})
    );
    assert_eq!(
        body(&changes(&json!({"publisher": null}), &json!({}))),
        json!({})
    );
    assert_eq!(
        body(&changes(&json!({"publisher": "p"}), &json!({}))),
        json!({"publisher": null})
    );
    assert_eq!(
        body(&changes(&json!({}), &json!({"publisher": null}))),
        json!({"publisher": null})
    );
}

#[test]
fn a_changed_mark_is_an_error_and_an_unchanged_one_is_left_out() {
    assert_eq!(
        changes(&json!({"size": 5}), &json!({"size": 6})).body(),
        Err(&BodyError::ReadOnly("size"))
    );
    assert_eq!(
        changes(&json!({}), &json!({"appleId": "me"})).body(),
        Err(&BodyError::CreateOnly("appleId"))
    );
    let old = json!({"kinds": [{"used": 1, "name": "a"}, {"used": 2, "name": "b"}]});
    let new = json!({"kinds": [{"used": 2, "name": "b"}]});
    assert_eq!(
        body(&changes(&old, &new)),
        json!({"kinds": [{"name": "b"}]})
    );
    let new = json!({"kinds": [{"used": 3, "name": "b"}]});
    assert_eq!(
        changes(&old, &new).body(),
        Err(&BodyError::ReadOnly("used"))
    );
    let (old, new) = (
        json!({"licensing": {"used": 1}}),
        json!({"licensing": {"used": 2}}),
    );
    assert_eq!(
        changes(&old, &new).body(),
        Err(&BodyError::ReadOnly("used"))
    );
}

#[test]
fn misfits_are_sent_back_only_when_changed() {
    assert_eq!(
        body(&changes(&json!({"token": 5}), &json!({"token": 5}))),
        json!({})
    );
    assert_eq!(
        body(&changes(&json!({"token": "x"}), &json!({"token": 5}))),
        json!({"token": 5})
    );
}

#[test]
fn debug_shows_names_only() {
    let patch = changes(&json!({}), &json!({"token": "hunter2"}));
    assert_eq!(format!("{patch:?}"), r#"Patch(["token"])"#);
}
