use std::mem::size_of;

use super::Additional;
use crate::Json;

#[test]
fn members_are_kept_in_order() {
    let mut members = Additional::new();
    assert!(members.is_empty() && members.get("a").is_none() && members.remove("a").is_none());
    assert!(members.insert("b", "1").is_none());
    assert!(members.insert("a", "2").is_none());
    assert_eq!(members.insert("b", "3"), Some(Json::from("1")));
    assert_eq!(
        members.iter().map(|(name, _)| name).collect::<Vec<_>>(),
        ["b", "a"]
    );
    assert_eq!(members.remove("b"), Some(Json::from("3")));
    assert_eq!(members.len(), 1);
    assert_eq!(size_of::<Additional>(), 8);
}

#[test]
fn control_information_has_names() {
    let members = Additional::from_iter([
        ("@odata.type", "#t"),
        ("@odata.etag", "e"),
        ("@odata.context", "c"),
        ("@odata.type", "#u"),
    ]);
    assert_eq!(members.odata_type().as_deref(), Some("#u"));
    assert_eq!(
        (members.etag().as_deref(), members.context().as_deref()),
        (Some("e"), Some("c"))
    );
}
