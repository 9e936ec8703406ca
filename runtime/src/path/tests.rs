use super::*;

fn path() -> Path {
    Path::new("https://graph.microsoft.com/v1.0")
}

fn key(key: &str) -> Path {
    let mut path = path();
    path.push_segment("users");
    path.push_key(key.value());
    path
}

#[test]
fn keys_are_segments_with_everything_but_unreserved_characters_encoded() {
    for (text, written) in [
        ("AZaz09-._~", "/users/AZaz09-._~"),
        ("a#EXT#@b.com", "/users/a%23EXT%23%40b.com"),
        ("a/b?c:d", "/users/a%2Fb%3Fc%3Ad"),
        ("50% ä", "/users/50%25%20%C3%A4"),
        ("%2e%2e", "/users/%252e%252e"),
        ("o'neil", "/users/o%27neil"),
        ("...", "/users/..."),
        ("😀", "/users/%F0%9F%98%80"),
    ] {
        let path = key(text);
        assert_eq!(path.path(), written);
        assert_eq!(path.route(), "/users/{}");
        assert!(path.fault().is_none() && path.ends_in_key());
    }
}

#[test]
fn a_key_that_begins_with_a_dollar_stands_in_parentheses() {
    let mut path = key("$o'neil/x");
    assert_eq!(path.path(), "/users('%24o''neil%2Fx')");
    path.push_segment("manager");
    assert_eq!(path.path(), "/users('%24o''neil%2Fx')/manager");
    assert_eq!(path.route(), "/users/{}/manager");
}

#[test]
fn keys_that_would_change_the_path_are_refused() {
    for (text, reason) in [("", "is empty"), (".", "is `.`"), ("..", "is `..`")] {
        let fault = key(text)
            .fault()
            .map(ToString::to_string)
            .unwrap_or_default();
        assert!(
            fault.contains("/users") && fault.contains(reason),
            "{fault}"
        );
    }
}

/// Names come from metadata, which may be hostile.
#[test]
fn a_name_is_one_segment_whatever_it_is() {
    for (name, written) in [
        ("vppTokens", "/vppTokens"),
        ("microsoft.graph.user", "/microsoft.graph.user"),
        ("request-id", "/request-id"),
        ("../../etc/passwd", "/..%2F..%2Fetc%2Fpasswd"),
        ("a/b", "/a%2Fb"),
        ("a\\b", "/a%5Cb"),
        ("x?y", "/x%3Fy"),
        ("#z", "/%23z"),
        ("%2e%2e", "/%252e%252e"),
        (".%2E", "/.%252E"),
        (".\t.", "/.%09."),
        ("$ref", "/%24ref"),
        (
            "a:b@c(d)='e',f;g&h",
            "/a%3Ab%40c%28d%29%3D%27e%27%2Cf%3Bg%26h",
        ),
        ("größe", "/gr%C3%B6%C3%9Fe"),
        ("...", "/..."),
    ] {
        let mut path = path();
        path.push_segment(name);
        assert_eq!((path.path(), path.route().as_str()), (written, written));
        assert!(path.fault().is_none());
        path.set_query("$top", "1");
        assert_eq!(path.path_and_query(), format!("{written}?$top=1"));
    }
}

#[test]
fn a_name_that_would_change_the_path_is_refused() {
    for (name, reason) in [("", "is empty"), (".", "is `.`"), ("..", "is `..`")] {
        let mut path = key("1");
        path.push_segment(name);
        let fault = path.fault().map(ToString::to_string).unwrap_or_default();
        assert!(
            fault.contains("/users/1") && fault.contains(reason),
            "{fault}"
        );
        assert_eq!(path.path(), "/users/1");
    }
}

#[test]
fn numbers_and_guids_are_bare() {
    let mut path = path();
    path.push_segment("a");
    path.push_key((-7_i32).value());
    path.push_segment("b");
    path.push_key(KeyValue::Bare("6f9619ff-8b86-d011-b42d-00cf4fc964ff"));
    assert_eq!(path.path(), "/a/-7/b/6f9619ff-8b86-d011-b42d-00cf4fc964ff");
    assert_eq!(path.route(), "/a/{}/b/{}");
}

#[test]
fn alternate_keys_name_their_parts() {
    let mut one = path();
    one.push_segment("applications");
    one.push_alternate_key(&[("appId", &"it's")]);
    assert_eq!(one.path(), "/applications(appId='it''s')");
    assert_eq!(one.route(), "/applications(appId={})");
    assert!(one.ends_in_key());

    let mut two = path();
    two.push_segment("x");
    two.push_alternate_key(&[("a", &"1"), ("b", &2_i32)]);
    two.push_segment("y");
    assert_eq!(two.path(), "/x(a='1',b=2)/y");
    assert_eq!(two.route(), "/x(a={},b={})/y");

    let mut empty = path();
    empty.push_segment("x");
    empty.push_alternate_key(&[("a", &"")]);
    assert!(
        empty
            .fault()
            .is_some_and(|fault| fault.to_string().contains("`a`"))
    );
}

#[test]
fn path_addressing_is_closed_before_the_next_segment() {
    let mut path = path();
    path.push_segment("drive");
    path.push_segment("root");
    path.push_address("/Reports/Q1 & Q2#.xlsx");
    assert_eq!(path.path(), "/drive/root:/Reports/Q1%20%26%20Q2%23.xlsx");
    assert_eq!(path.route(), "/drive/root:/{}");
    path.push_segment("children");
    assert_eq!(
        path.path(),
        "/drive/root:/Reports/Q1%20%26%20Q2%23.xlsx:/children"
    );
    assert_eq!(path.route(), "/drive/root:/{}:/children");
}

#[test]
fn path_addressing_cannot_leave_its_place() {
    for bad in ["a/../b", "a//b", ".", ""] {
        let mut path = path();
        path.push_segment("root");
        path.push_address(bad);
        assert!(path.fault().is_some(), "{bad}");
    }
    let mut twice = path();
    twice.push_segment("root");
    twice.push_address("a");
    twice.push_address("b");
    assert!(twice.fault().is_some());
}

#[test]
fn query_options_follow_the_path_and_replace_themselves() {
    let mut path = key("a?b");
    path.set_query(
        "$filter",
        "startswith(displayName,'O''Neil & co') and a eq 1+1",
    );
    path.set_query("$top", "5");
    path.set_query("$filter", "x eq 'ä'");
    path.set_query("startDateTime", "2026-01-01T00:00:00+01:00");
    assert_eq!(
        path.url(),
        "https://graph.microsoft.com/v1.0/users/a%3Fb?$filter=x%20eq%20%27%C3%A4%27&$top=5&startDateTime=2026-01-01T00:00:00%2B01:00"
    );
    assert_eq!(path.path(), "/users/a%3Fb");
    assert_eq!(path.route(), "/users/{}");
    path.set_query("$filter", "startswith(displayName,'O''Neil & co')");
    assert!(
        path.path_and_query()
            .contains("?$filter=startswith(displayName,%27O%27%27Neil%20%26%20co%27)&$top=5")
    );
    path.set_query("", "x");
    assert!(path.fault().is_some());
}

#[test]
fn a_link_is_left_as_it_is() {
    let link = "https://graph.microsoft.com/v1.0/users?$skiptoken=a%2Bb'+c";
    let path = |link| Path::link(link, "https://graph.microsoft.com/v1.0");
    assert_eq!((path(link).url(), path(link).path()), (link, "/users"));
    assert_eq!(
        path("https://graph.microsoft.com/v1.0x/y?/z").path(),
        "/v1.0x/y"
    );
    assert_eq!(path("https://x").path(), "");
    assert_eq!(path("").path(), "");
    assert_eq!(
        path("https://x/a b\"ä?c|d").url(),
        "https://x/a%20b%22%C3%A4?c%7Cd"
    );
}

#[test]
fn a_template_shows_no_key() {
    const BASE: &str = "https://graph.microsoft.com/v1.0";
    assert_eq!(key("secret").template(), "/users/{}");
    for (path, shown) in [
        ("users", "/users"),
        ("users/secret/messages", "/users/…"),
        ("users('secret')", "/users…"),
        ("shares:secret", "/shares…"),
        ("", "/"),
    ] {
        assert_eq!(Path::raw(BASE, path, Some("secret")).template(), shown);
    }
    let link = |link: &str| Path::link(link, BASE);
    assert_eq!(
        link(&format!("{BASE}/users/secret?x")).template(),
        "/users/…"
    );
    assert_eq!(link("https://files.example/secret").template(), "…");
    let next = link("https://graph.microsoft.com/v1.0/users/secret").after(&key("secret"));
    assert_eq!(next.after(&key("other")).template(), "/users/{}");
}

#[test]
fn a_path_moves_to_another_root_with_its_values() {
    const BASE: &str = "https://graph.microsoft.com/v1.0";
    let mut path = key("a/b");
    path.set_query("$select", "id");
    assert!(path.rebase(BASE, "https://graph.microsoft.com/a-longer-root"));
    assert_eq!(
        path.url(),
        "https://graph.microsoft.com/a-longer-root/users/a%2Fb?$select=id"
    );
    assert_eq!((path.path(), &*path.route()), ("/users/a%2Fb", "/users/{}"));
    let mut link = Path::link(&format!("{BASE}/users"), BASE);
    assert!(!link.rebase(BASE, "https://graph.microsoft.com/beta"));
}
