use serde_json::json;

use super::Json;

#[test]
fn equality_is_by_value() {
    let parse = |text: &str| text.parse::<Json>().expect("JSON");
    assert_eq!(
        parse(r#"{"a": 1, "b": [1.0]}"#),
        parse(r#"{"b":[1.0],"a":1}"#)
    );
    assert_ne!(parse("1"), parse("1.0"));
    assert_ne!(parse("\"1\""), parse("1"));
    assert!("{".parse::<Json>().is_err());
}

#[test]
fn conversions() {
    assert_eq!(Json::from("a\"b").as_str(), r#""a\"b""#);
    assert_eq!(Json::from(json!({"a": 1})).to_value(), json!({"a": 1}));
    assert_eq!(
        Json::from(json!([1, 2])).parse::<Vec<i32>>().expect("fits"),
        [1, 2]
    );
    assert!(Json::null().is_null() && Json::from(json!([1])).parse::<String>().is_err());
    assert_eq!(
        Json::from_serialize(&(1, "x")).expect("JSON").as_str(),
        r#"[1,"x"]"#
    );
}
