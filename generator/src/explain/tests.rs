use super::{Explain, Explanation};
use crate::select::tests::with_selection;

fn explain(include: &[&str], item: &str) -> Result<Vec<Explanation>, String> {
    with_selection(include, |sources, model, patterns, selection| {
        let repairs = [];
        let explain = Explain {
            sources,
            model,
            repairs: &repairs,
            patterns,
            selection,
        };
        explain.explain(item)
    })
}

fn one(include: &[&str], item: &str) -> Explanation {
    let mut found = explain(include, item).unwrap_or_else(|why| panic!("{item}: {why}"));
    assert_eq!(found.len(), 1, "{item}");
    found.remove(0)
}

#[test]
fn chains_are_told_from_the_pattern_on() {
    let told = one(&["/users/**", "/me/**"], "importance");
    assert_eq!(
        told.because,
        [
            "the path `/me/messages`, which `/me/**` selects",
            "requests there read and write `microsoft.graph.message`",
            "its property `importance` is of `microsoft.graph.importance`",
        ]
    );
    assert_eq!(
        (told.kind, told.declared.file.as_str(), told.declared.line),
        ("enumeration type", "test.xml", 1)
    );
    let told = one(&["event"], "item");
    assert_eq!(
        told.because,
        ["`event` names it", "it derives from `microsoft.graph.item`"]
    );
    assert_eq!(told.cost, None, "nothing is left without a base");
}

#[test]
fn costs_are_what_would_be_gone() {
    let cost = |item: &str| one(&["/me/**"], item).cost.expect("it can be left out");
    let messages = cost("user/messages");
    let attachments = cost("/me/messages/x/attachments");
    assert_eq!(attachments.types, 1);
    assert!(messages.types > attachments.types && messages.lines > attachments.lines);
    assert_eq!(cost("message/subject").types, 0);
    assert_eq!(cost("send").builders, 0);
    assert_eq!(cost("send").methods, 1);
}

#[test]
fn what_is_not_selected_is_told_and_what_is_unknown_is_guessed() {
    let told = one(&["/me/messages"], "user/manager");
    assert!(!told.selected && told.because.is_empty() && told.cost.is_none());
    assert!(
        told.to_string().contains("not part of the selection"),
        "{told}"
    );
    let table = [
        ("mesage", "did you mean `message`"),
        ("message/subjet", "did you mean `subject`"),
        ("mesage/subject", "did you mean `message`"),
        ("importance/low", "no structured type"),
        ("/me/mesages", "messages"),
        ("FETCH /me", "no verb"),
        ("", "no type"),
    ];
    for (item, part) in table {
        let why = explain(&[], item).expect_err(item);
        assert!(why.contains(part), "{item}: {why}");
    }
}
