use crate::Enumeration;
use crate::sample::{Nothing, State};

#[test]
fn members_go_by_their_names() {
    assert!(State::from("valid") == State::Valid);
    assert_eq!(State::from("Valid").as_str(), "Valid");
    assert!(matches!(State::from("later"), State::Unrecognized(name) if name == "later"));
    assert_eq!(State::MEMBERS, [("valid", 1), ("expired", 2)]);
    assert_eq!(
        (State::Valid.number(), State::from("later").number()),
        (Some(1), None)
    );
    assert_eq!(
        format!("{0} {0:?} {0:>7}", State::Valid),
        "valid \"valid\"   valid"
    );
}

#[test]
fn an_enumeration_may_have_no_members() {
    assert_eq!(Nothing::from("x").as_str(), "x");
    assert!(Nothing::MEMBERS.is_empty());
}
