use serde_json::json;

use super::Collection;
use crate::sample::{read, write};

#[test]
fn odd_elements_keep_their_places() {
    let json = json!([null, "a", 5, "b", null]);
    let mut list: Collection<String> = read(&json);
    assert_eq!(list.as_slice(), ["a", "b"]);
    assert_eq!(
        list.odd()
            .map(|odd| odd.json().to_string())
            .collect::<Vec<_>>(),
        ["null", "5", "null"]
    );
    assert_eq!(write(&list), json);
    list.push("c".to_owned());
    assert_eq!(write(&list), json!([null, "a", 5, "b", null, "c"]));
    list.truncate(1);
    assert_eq!(write(&list), json!([null, "a", 5, null]));
    list.clear();
    assert_eq!(write(&list), json!([null, 5, null]));
    assert_eq!(list.take_odd().len(), 3);
    assert_eq!(write(&list), json!([]));
}

#[test]
fn equality_counts_odd_elements() {
    let with: Collection<String> = read(&json!(["a", null]));
    let without: Collection<String> = vec!["a".to_owned()].into();
    assert_ne!(with, without);
    assert_eq!(with, with.clone());
    assert_eq!(format!("{with:?}"), r#"["a", null]"#);
}

#[test]
fn lists_of_lists_and_of_json() {
    let json = json!([[1, 2], null, [], "x"]);
    let list: Collection<Collection<i32>> = read(&json);
    assert_eq!((list.len(), write(&list)), (2, json));
    assert!(serde_json::from_str::<Collection<i32>>("{}").is_err());
}
