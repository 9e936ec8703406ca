use super::*;
use std::collections::BTreeSet;

fn target(text: &str) -> String {
    Target::of(text, Case::Counts).to_string()
}

#[test]
fn targets_that_are_written_differently_are_equal() {
    let groups: &[&[&str]] = &[
        &[
            "/users",
            "users",
            "/v1.0/users/",
            "https://graph.microsoft.com/beta/v1.0/users",
            "~/users",
        ],
        &[
            "/users/delta",
            "/users/delta()",
            "/users/microsoft.graph.delta()",
            "/users/microsoft.graph.delta(x=null)",
        ],
        &[
            "/a/search(q='x y')",
            "/a/search( q = 'x%20y' )",
            "/a/search(q='xy')",
        ],
        &["/a/f(b=1,c='d')", "/a/f(c='d', b=1)"],
        &["/users/{id | name}/x", "/users/%7Bid%7Cname%7D/x"],
        &["/users('ann')/x", "/users/ann/x"],
        &["/a('b=c')", "/a/b=c"],
        &["/a/f(p='b,c=d',q=1)", "/a/f(q=1,p='b,c=d')"],
        &["/a?$orderBy=b&c=d e", "/a?$orderby=b&C=d+e"],
        &["/a/f(p='o''neil')", "/a/f(p='o%27%27neil')"],
        &[
            "/users?$select=a,b&$top=1",
            "/users?$top=1&$select=a, b",
            "/users?top=1&$select=a%2Cb",
        ],
        &["/a:/b/c:/d", "a:/b/c:/d/"],
        &["/a/microsoft.graph.user/b", "/a/user/b"],
    ];
    for group in groups {
        let forms: BTreeSet<_> = group.iter().map(|text| target(text)).collect();
        assert_eq!(forms.len(), 1, "{forms:?}");
    }
}

#[test]
fn targets_that_say_something_else_are_not() {
    let pairs = [
        ("/users", "/groups"),
        ("/users/1", "/users/2"),
        ("/users/ann", "/users/Ann"),
        ("/users", "/users?$top=1"),
        ("/users?$top=1", "/users?$top=2"),
        ("/users?a=1", "/users?$a=1"),
        ("/a/f(b=1)", "/a/f(b=2)"),
        ("/a/f(b=1)", "/a/f"),
        ("/users(upn='a')", "/users/a"),
        ("/users/a.b.c", "/users/c"),
        ("/users/v1.0", "/users"),
    ];
    for (one, other) in pairs {
        assert_ne!(target(one), target(other));
    }
    assert_eq!(
        Target::of("/Users", Case::Ignored),
        Target::of("/users", Case::Ignored)
    );
}

#[test]
fn departures_that_were_understood_are_no_differences() {
    let of = |text: &str| Target::of(text, Case::Counts);
    assert!(of("/a/b").is_without_casts(&of("/a/microsoft.graph.x/b")));
    assert!(!of("/a/b").is_without_casts(&of("/a/c")));
    assert!(!of("/a/b/c").is_without_casts(&of("/a/b")));
    assert_eq!(of("/a/f(x=1)").without_arguments(), of("/a/f"));
    assert!(of("/me/drive/items/1/workbook/names").ends_with(&of("/workbook/names")));
    assert!(!of("/me/drive/items/1/workbook/names?$top=1").ends_with(&of("/workbook/names")));
    let arguments = json(r#"{"Comment": {"Text": 1}, "a": null}"#).as_arguments();
    assert_eq!(arguments, json(r#"{"comment": {"Text": 1}}"#));
}

#[test]
fn json_is_compared_by_what_it_says() {
    let equal = [
        ("{\"a\": 1, \"b\": 2}", "{\"b\":2.0,\"a\":10e-1}"),
        ("{\"a\": 1, \"a\": 2}", "{\"a\":2}"),
        ("\"\\u0041\"", "\"A\""),
        ("0.10", "0.1"),
        ("-0", "0.0"),
        ("1200", "1.2e3"),
        ("47.640568390488626", "47.640568390488625"),
        ("{\"@odata.type\": \"#x.y\"}", "{\"@odata.type\": \"x.y\"}"),
    ];
    for (left, right) in equal {
        assert_eq!(
            difference(&json(left), &json(right)),
            None,
            "{left} {right}"
        );
    }
    let different = [
        ("1", "\"1\"", "the body"),
        (
            "12345678901234567890.1",
            "12345678901234567890.2",
            "the body",
        ),
        (
            "{\"a\": {\"b\": [1, null]}}",
            "{\"a\": {\"b\": [1, 2]}}",
            "/a/b/1",
        ),
        ("{\"a\": 1}", "{}", "/a is missing"),
        ("{}", "{\"a\": 1}", "/a is new"),
        ("[1]", "[1, 1]", "the body"),
        ("{\"type\": \"#x.y\"}", "{\"type\": \"x.y\"}", "/type"),
    ];
    for (left, right, place) in different {
        let found = difference(&json(left), &json(right));
        assert!(
            found.as_deref().is_some_and(|one| one.starts_with(place)),
            "{found:?}"
        );
    }
}

#[test]
fn what_requests_do_not_carry_is_not_compared() {
    let documented = json(
        r##"{"@odata.etag": "e", "@odata.type": "#a.b", "c@odata.bind": "d", "e": [{"@odata.id": "f", "g@odata.type": "h", "i@odata.context": 1}]}"##,
    );
    let sent = json(
        r#"{"@odata.type": "a.b", "c@odata.bind": "d", "e": [{"@odata.id": "f", "g@odata.type": "h"}]}"#,
    );
    assert_eq!(documented.as_sent(), sent);
}

#[test]
fn an_answer_in_value_is_unwrapped_where_nothing_stands_beside_it() {
    let wrapped = json(r#"{"@odata.context": "c", "value": {"id": "1"}}"#);
    assert_eq!(
        unwrapped(&wrapped),
        Some(json(r#"{"@odata.context": "c", "id": "1"}"#))
    );
    assert_eq!(
        unwrapped(&json(r#"{"@odata.context": "c", "value": "x"}"#)),
        Some(json("\"x\""))
    );
    assert_eq!(unwrapped(&json(r#"{"value": {}, "id": "1"}"#)), None);
    assert_eq!(unwrapped(&json("[1]")), None);
}

fn json(text: &str) -> Json {
    parse(text).expect("JSON")
}
