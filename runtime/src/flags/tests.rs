use std::collections::HashSet;

use crate::Enumeration;
use crate::sample::Tips;

fn tips(text: &str) -> Tips {
    Tips::from(text)
}

#[test]
fn order_and_spaces_say_nothing_but_are_kept() {
    assert_eq!(tips("replies, members"), tips("members,replies"));
    assert_ne!(tips("replies"), tips("replies,members"));
    assert_eq!(tips("replies, members").as_str(), "replies, members");
    assert_eq!(
        HashSet::from([
            tips("replies, members"),
            tips("members,replies"),
            tips("members,members,replies")
        ])
        .len(),
        1
    );
}

#[test]
fn sets_can_be_joined_and_taken_apart() {
    let both = Tips::REPLIES | Tips::MEMBERS;
    assert_eq!(both.as_str(), "replies,members");
    assert!(both.contains(&Tips::REPLIES) && both.contains(&both) && both.contains(&Tips::NONE));
    assert!(!Tips::REPLIES.contains(&both));
    let mut set = both;
    set.remove(&Tips::REPLIES);
    assert_eq!(set, Tips::MEMBERS);
    set.remove(&Tips::MEMBERS);
    assert!(set.is_empty());
    assert_eq!(set.as_str(), "none");
    set |= tips("later");
    assert_eq!(set.as_str(), "later");
}

#[test]
fn names_that_are_not_declared_are_members() {
    let mut set = tips("later, replies");
    assert_eq!(set.iter().collect::<Vec<_>>(), ["later", "replies"]);
    assert!(set.contains(&tips("later")) && !set.is_empty());
    set.insert(&Tips::MEMBERS);
    assert_eq!(set.as_str(), "later,replies,members");
    assert_eq!(set.number(), None);
    assert_eq!(Tips::MEMBERS.number(), Some(2));
}

#[test]
fn the_empty_set_is_the_name_for_zero() {
    assert_eq!(Tips::default().as_str(), "none");
    assert!(Tips::NONE.is_empty() && tips("").is_empty() && !tips("x").is_empty());
    assert_eq!((Tips::NONE | Tips::REPLIES).as_str(), "replies");
    assert_eq!(tips("").as_str(), "");
}
