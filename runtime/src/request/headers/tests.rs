use crate::fixture::{serving, users};
use crate::page::Page;
use crate::request::Request;

type List = Request<Page<crate::fixture::User>>;
type Set = fn(List) -> List;

fn header<T>(request: &Request<T>, name: &str) -> Option<String> {
    let values: Vec<_> = request.headers().get_all(name).iter().collect();
    assert!(values.len() < 2, "{values:?}");
    let text = values.first()?.to_str().ok()?;
    Some(text.to_owned())
}

#[test]
fn each_method_sets_its_header() {
    let (client, _) = serving([]);
    let cases: [(Set, &str, &str); 5] = [
        (
            |list| list.consistency_level_eventual(),
            "consistencylevel",
            "eventual",
        ),
        (|list| list.if_match("W/\"1\""), "if-match", "W/\"1\""),
        (|list| list.if_none_match("*"), "if-none-match", "*"),
        (
            |list| list.workbook_session_id("a.b"),
            "workbook-session-id",
            "a.b",
        ),
        (
            |list| list.accept_language("de-DE"),
            "accept-language",
            "de-DE",
        ),
    ];
    for (set, name, value) in cases {
        let request = set(users(&client).list());
        assert_eq!(header(&request, name).as_deref(), Some(value));
        // Set twice, it stands once.
        let request = set(users(&client).list().header(name, "before"));
        assert_eq!(header(&request, name).as_deref(), Some(value));
        assert_eq!(request.headers().len(), 1);
    }
}

#[test]
fn a_value_that_no_header_can_have_is_refused() {
    let (client, _) = serving([]);
    let request = users(&client).list().if_match("a\r\nHost: evil");
    assert!(request.fault().is_some_and(crate::Error::is_refused));
    assert!(request.headers().is_empty());
}
