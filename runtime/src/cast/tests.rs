use serde_json::json;

use super::TypeTable;
use crate::sample::{Entity, Everything, IosVppApp, MobileApp, TYPES, read, write};
use crate::{Field, Model};

#[test]
fn a_table_knows_every_ancestor() {
    assert!(TYPES.derives("microsoft.graph.iosVppApp", "microsoft.graph.entity"));
    assert!(TYPES.derives("microsoft.graph.entity", "microsoft.graph.entity"));
    assert!(!TYPES.derives("microsoft.graph.entity", "microsoft.graph.iosVppApp"));
    assert!(!TYPES.derives("microsoft.graph.unheardOf", "microsoft.graph.entity"));
    let circle = TypeTable::new(&[("a", "b"), ("b", "a")]);
    assert!(!circle.derives("a", "c"));
}

#[test]
fn downcast_follows_the_type_annotation() {
    let json = json!({
        "@odata.type": "#microsoft.graph.iosVppApp", "id": "1", "publisher": "p", "appleId": "me", "token": 5, "licensing": {"used": 1}, "x": [1],
    });
    let entity: Entity = read(&json);
    let app: IosVppApp = entity.clone().downcast().expect("is one");
    assert_eq!(app.apple_id, "me".into());
    assert_eq!(app.token.get().expect_err("a misfit").property(), "token");
    assert_eq!(app.additional.len(), 2);
    assert_eq!(write(&app), json);
    // An intermediate base, through a type that has no struct.
    let base: MobileApp = entity.clone().downcast().expect("derives from it");
    assert_eq!(base.publisher, "p".into());
    assert_eq!(write(&base), json);
    // Without `#`, and with a full URL before it.
    for name in [
        "microsoft.graph.iosVppApp",
        "https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.iosVppApp",
    ] {
        let mut entity = entity.clone();
        entity.additional.insert("@odata.type", name);
        assert!(entity.downcast::<IosVppApp>().is_ok(), "{name}");
    }
}

#[test]
fn a_failed_downcast_returns_the_value() {
    for name in [
        json!("#microsoft.graph.mobileApp"),
        json!("#microsoft.graph.unheardOf"),
        json!(5),
        json!(null),
    ] {
        let json = json!({"@odata.type": name, "id": "1", "appleId": "me"});
        let entity: Entity = read(&json);
        let same = entity.clone().downcast::<IosVppApp>().expect_err("is none");
        assert_eq!(same, entity);
        assert_eq!(write(&same), json);
    }
    let untyped: Entity = read(&json!({"id": "1"}));
    assert!(untyped.clone().downcast::<IosVppApp>().is_err());
    assert_eq!(
        untyped.clone().downcast::<Entity>().expect("is one"),
        untyped
    );
}

#[test]
fn upcast_keeps_everything_and_says_the_type() {
    let app = IosVppApp {
        id: "1".into(),
        apple_id: "me".into(),
        token: Field::Null,
        ..Default::default()
    };
    let entity: Entity = app.clone().upcast();
    assert_eq!(
        entity.odata_type().as_deref(),
        Some("#microsoft.graph.iosVppApp")
    );
    assert_eq!(
        write(&entity),
        json!({"@odata.type": "#microsoft.graph.iosVppApp", "id": "1", "appleId": "me", "token": null})
    );
    let mut back: IosVppApp = entity.downcast().expect("is one");
    back.additional.remove("@odata.type");
    assert_eq!(back, app);
    // A type that is said already is left alone, and the same type needs none.
    let mut app = app;
    app.additional
        .insert("@odata.type", "#microsoft.graph.later");
    assert_eq!(
        app.clone().upcast::<MobileApp>().odata_type().as_deref(),
        Some("#microsoft.graph.later")
    );
    app.additional.remove("@odata.type");
    assert_eq!(app.clone().upcast::<IosVppApp>(), app);
}

#[test]
fn decoding_and_encoding_add_no_type() {
    let value = Everything {
        id: "1".into(),
        ..Default::default()
    };
    assert_eq!(write(&value), json!({"id": "1"}));
}
