use proptest::prelude::*;
use serde_json::{Value as Tree, json};

use crate::generated::Model as _;
use crate::sample::{Entity, Everything, IosVppApp, Licensing, Nothing, State, read, write};
use crate::{Additional, Field, Json};

/// One of each kind, in a form that fits.
fn fitting() -> Tree {
    json!({
        "@odata.type": "#microsoft.graph.everything", "id": "1", "text": "é\u{1}\"", "flag": true, "sbyte": -128, "byte": 255,
        "int16": -32768, "int32": 2_147_483_647, "int64": 9_007_199_254_740_993_i64, "single": 0.1, "double": 1, "decimal": 1.5,
        "guid": "", "at": "9999-12-31T23:59:59.9999999Z", "date": "0001-01-01", "time": "08:30:00.0000000", "duration": "P30D",
        "binary": "AAEC", "untyped": {"a": [1, null]}, "state": "neverSeen", "tips": "members, later",
        "licensing": {"device": false, "used": 3, "x": 1}, "nested": {"id": "2", "nested": {"id": null}},
        "texts": ["a", null, "b", 5], "decimals": [1, "2.50", null, "x"], "states": ["valid", null, "q"], "numbers": [1, "2", "03", null, 1.5],
        "licensings": [{"device": true}, null, "odd", {"used": 1}], "anything": [null, 1, "x", {}], "unknown": {"deep": [[]]},
        "texts@odata.type": "#Collection(String)",
    })
}

#[test]
fn every_kind_round_trips() {
    let value: Everything = read(&fitting());
    assert_eq!(write(&value), fitting());
    assert_eq!(value.texts.ok().expect("a list").as_slice(), ["a", "b"]);
    assert_eq!(
        value
            .texts
            .ok()
            .expect("a list")
            .odd()
            .map(|odd| odd.position())
            .collect::<Vec<_>>(),
        [1, 3]
    );
    assert_eq!(value.numbers.ok().expect("a list").len(), 2);
    assert_eq!(value.clone(), value);
}

#[test]
fn trees_are_sources_and_targets() {
    let value: Everything = serde_json::from_value(fitting()).expect("decodes");
    assert_eq!(value, read(&fitting()));
    assert_eq!(serde_json::to_value(&value).expect("encodes"), fitting());
    let reader: Everything =
        serde_json::from_reader(fitting().to_string().as_bytes()).expect("decodes");
    assert_eq!(reader, value);
}

#[test]
fn cbor_is_a_source_and_a_target() {
    let value: Everything = read(&fitting());
    let mut bytes = Vec::new();
    ciborium::into_writer(&value, &mut bytes).expect("encodes");
    let again: Everything = ciborium::from_reader(bytes.as_slice()).expect("decodes");
    assert_eq!(again, value);
    assert_eq!(write(&again), fitting());
    let tree: Tree = ciborium::from_reader(bytes.as_slice()).expect("decodes");
    assert_eq!(tree, fitting());
}

#[test]
fn raw_text_keeps_its_digits() {
    let text = r#"{"decimal":12345678901234567890.12345678901234567890,"untyped":{"n":1.10},"more":1e400}"#;
    let value: Everything = serde_json::from_str(text).expect("decodes");
    assert_eq!(serde_json::to_string(&value).expect("encodes"), text);
    assert_eq!(
        value.decimal.ok().expect("fits").as_str(),
        "12345678901234567890.12345678901234567890"
    );
}

#[test]
fn the_last_of_equal_names_wins() {
    let text = r#"{"text":"a","x":1,"text":null,"x":2,"licensing":{"used":1},"licensing":{"device":true},"texts":["a"],"texts":["b"]}"#;
    let value: Everything = serde_json::from_str(text).expect("decodes");
    let tree: Tree = serde_json::from_str(text).expect("decodes");
    assert_eq!(write(&value), tree);
    let many: String = (0..100)
        .map(|at| format!(r#""x{}":{at},"#, at % 40))
        .collect();
    let text = format!("{{{many}\"id\":\"1\"}}");
    assert_eq!(
        write(&serde_json::from_str::<Entity>(&text).expect("decodes")),
        serde_json::from_str::<Tree>(&text).expect("decodes")
    );
}

#[test]
fn raw_text_names_in_a_document_are_just_names() {
    for token in [
        "$serde_json::private::RawValue",
        "$serde_json::private::Number",
    ] {
        let text =
            format!(r#"{{"text":{{"{token}":"\"a\", \"admin\": true"}},"x":{{"{token}":"}}"}}}}"#);
        let value: Everything = serde_json::from_str(&text).expect("decodes");
        assert!(value.text.get().is_err());
        let written = serde_json::to_string(&value).expect("encodes");
        assert_eq!(written, text);
    }
}

#[test]
fn nesting_ends_with_an_error_and_not_with_the_stack() {
    let deep = format!("{}{}", r#"{"nested":"#.repeat(100_000), "}".repeat(100_000));
    assert!(serde_json::from_str::<Everything>(&deep).is_err());
    let wide = format!(r#"{{"x":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    let value: Entity = serde_json::from_str(&wide).expect("kept as text");
    assert_eq!(serde_json::to_string(&value).expect("encodes"), wide);
    assert_eq!(value, value.clone());
}

#[test]
fn what_is_no_object_is_an_error_at_the_root_only() {
    let error = serde_json::from_str::<Entity>("[]").expect_err("no object");
    assert!(
        error.to_string().contains("microsoft.graph.entity"),
        "{error}"
    );
    assert!(serde_json::from_str::<Entity>("null").is_err());
    assert!(serde_json::from_str::<Entity>("{\"id\":}").is_err());
}

#[test]
fn control_information_is_written_first() {
    let mut value = Entity {
        id: "1".into(),
        ..Default::default()
    };
    value.additional.insert("later", 1_i64.to_string());
    value
        .additional
        .insert("@odata.type", "#microsoft.graph.entity");
    let text = serde_json::to_string(&value).expect("encodes");
    assert_eq!(
        text,
        r##"{"@odata.type":"#microsoft.graph.entity","id":"1","later":"1"}"##
    );
}

#[test]
fn debug_shows_neither_secrets_nor_undeclared_values() {
    let value: IosVppApp = read(&json!({
        "appleId": "me", "token": "hunter2", "password": "hunter3", "publisher": null, "licensing": {"used": 1},
        "@odata.type": "#microsoft.graph.iosVppApp", "@microsoft.graph.downloadUrl": "https://hunter4/",
    }));
    let shown = format!("{value:?} {value:#?}");
    assert!(!shown.contains("hunter"), "{shown}");
    assert!(shown.starts_with("IosVppApp { publisher: null, appleId: \"me\", token: [redacted], licensing: licensing { used: 1 }"), "{shown}");
    let odd: IosVppApp = read(&json!({"token": {"value": "hunter2"}}));
    let error = odd.token.get().expect_err("a misfit");
    assert!(!format!("{odd:?} {error}").contains("hunter"));
    assert!(error.to_string().contains("`token`"));
}

#[test]
fn equality_is_by_value_and_state() {
    let one: Everything =
        serde_json::from_str(r#"{"tips":"a,b","int64":1,"x":{"a":1,"b":2},"text":null}"#)
            .expect("decodes");
    let same: Everything =
        serde_json::from_str(r#"{"x":{"b":2, "a":1},"text":null,"tips":"b, a","int64":1}"#)
            .expect("decodes");
    let other: Everything =
        serde_json::from_str(r#"{"x":{"b":2, "a":1},"tips":"b, a","int64":1}"#).expect("decodes");
    assert_eq!(one, same);
    assert_ne!(one, other);
}

#[test]
fn a_misfit_names_property_and_text() {
    let value: Everything = read(&json!({"int32": "12", "licensing": [1], "state": 5}));
    let message = value.int32.get().expect_err("a misfit").to_string();
    assert_eq!(
        message,
        "property `int32`: expected an Edm.Int32, found \"12\""
    );
    let message = value.state.get().expect_err("a misfit").to_string();
    assert!(
        message.contains("microsoft.graph.state") && message.ends_with("found 5"),
        "{message}"
    );
    assert!(value.licensing.get().is_err());
}

#[test]
fn models_stand_in_other_serde_types() {
    #[derive(serde::Deserialize, serde::Serialize)]
    struct Outer {
        #[serde(flatten)]
        entity: Entity,
        #[serde(default)]
        list: Vec<Licensing>,
        state: Option<State>,
        nothing: Option<Nothing>,
    }
    let json = json!({"id": "1", "x": {"n": 1.5}, "list": [{"device": true}], "state": "valid", "nothing": "n"});
    let outer: Outer = read(&json);
    assert_eq!(outer.entity.id.ok().map(String::as_str), Some("1"));
    assert_eq!(write(&outer)["x"], json["x"]);
    assert_eq!(write(&outer)["id"], json["id"]);
}

fn leaf() -> impl Strategy<Value = Tree> {
    prop_oneof![
        Just(Tree::Null),
        any::<bool>().prop_map(Tree::from),
        any::<i64>().prop_map(Tree::from),
        any::<u64>().prop_map(Tree::from),
        (-300_i64..300).prop_map(Tree::from),
        any::<f64>().prop_map(Tree::from),
        ".{0,8}".prop_map(Tree::from),
        "-?[0-9]{1,25}(\\.[0-9]{1,3})?".prop_map(Tree::from),
        prop::sample::select(vec![
            "INF",
            "NaN",
            "valid",
            "replies,x",
            "P1D",
            "PT0S",
            "2026-11-23",
            "10:00",
            "2026-11-23T10:00:00+01:00",
            "AA==",
            "soon",
            "",
            "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
            "#microsoft.graph.neverSeen",
        ])
        .prop_map(Tree::from),
    ]
}

fn name() -> impl Strategy<Value = String> {
    let names: Vec<_> = Everything::shape()
        .properties()
        .iter()
        .map(|row| row.0.to_owned())
        .collect();
    prop_oneof![
        6 => prop::sample::select(names),
        1 => prop::sample::select(vec!["@odata.type".to_owned(), "x@odata.bind".to_owned(), "device".to_owned(), "used".to_owned()]),
        1 => "[a-zA-Z@.]{1,12}",
    ]
}

fn tree() -> impl Strategy<Value = Tree> {
    leaf().prop_recursive(4, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Tree::from),
            prop::collection::vec((name(), inner), 0..8)
                .prop_map(|members| Tree::Object(members.into_iter().collect())),
        ]
    })
}

fn object() -> impl Strategy<Value = Tree> {
    prop::collection::vec((name(), tree()), 0..24)
        .prop_map(|members| Tree::Object(members.into_iter().collect()))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn anything_round_trips(json in object()) {
        let value: Everything = read(&json);
        prop_assert_eq!(&write(&value), &json);
        let copy = value.clone();
        prop_assert_eq!(&copy, &value);
        prop_assert_eq!(&write(&copy), &json);
        let from_tree: Everything = serde_json::from_value(json.clone()).expect("decodes");
        prop_assert_eq!(&from_tree, &value);
        let mut bytes = Vec::new();
        ciborium::into_writer(&value, &mut bytes).expect("encodes");
        let tree: Tree = ciborium::from_reader(bytes.as_slice()).expect("decodes");
        prop_assert_eq!(&tree, &json);
        let _ = format!("{value:?}");
    }

    #[test]
    fn casts_lose_nothing(mut json in object()) {
        json["@odata.type"] = "#microsoft.graph.everything".into();
        let base: Entity = read(&json);
        prop_assert_eq!(&write(&base), &json);
        let derived: Everything = base.downcast().expect("is one");
        prop_assert_eq!(&derived, &read(&json));
        prop_assert_eq!(&write(&derived), &json);
        let base: Entity = derived.upcast();
        prop_assert_eq!(&write(&base), &json);
    }

    #[test]
    fn changes_turn_old_into_new(old in object(), new in object()) {
        let (old, new): (Everything, Everything) = (read(&old), read(&new));
        let patch = new.changes_since(&old);
        let unchanged = new.changes_since(&new);
        prop_assert!(unchanged.body().is_ok());
        prop_assert!(unchanged.is_empty(), "{:?}", unchanged);
        let body: Tree = patch.body().map(Json::to_value).unwrap_or_default();
        // Applying the declared part of the body to the old value gives the new one.
        if let Tree::Object(body) = body {
            let mut merged = write(&old);
            for (name, value) in body {
                merged[name] = value;
            }
            let merged: Everything = read(&merged);
            prop_assert!(same_declared(&merged, &new));
        }
    }
}

/// Whether declared scalars agree, where null is what an absent property was patched to.
fn same_declared(one: &Everything, other: &Everything) -> bool {
    let strip = |value: &Everything| Everything {
        additional: Additional::new(),
        // Control information inside of these is not sent.
        nested: Field::Absent,
        licensing: Field::Absent,
        licensings: Field::Absent,
        untyped: Field::Absent,
        anything: Field::Absent,
        ..value.clone()
    };
    let tree = |value: &Everything| -> Vec<_> {
        let Tree::Object(members) = write(&strip(value)) else {
            return Vec::new();
        };
        members
            .into_iter()
            .filter(|(_, value)| !value.is_null() && !value.to_string().contains("@odata."))
            .collect()
    };
    tree(one) == tree(other)
}
