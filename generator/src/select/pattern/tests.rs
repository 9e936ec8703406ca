use super::*;
use crate::diagnostics::Diagnostics;
use crate::docs::page::Method;
use proptest::prelude::*;

fn set(patterns: &[&str]) -> PatternSet {
    let mut diagnostics = Diagnostics::new();
    let set = PatternSet::parse(patterns, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{patterns:?}");
    set
}

/// `{}` is a key.
fn state(set: &PatternSet, path: &str) -> State {
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    segments.fold(set.start(), |state, segment| match segment {
        "{}" => set.step(&state, Segment::Key),
        name => set.step(&state, Segment::Name(name)),
    })
}

fn selects(patterns: &[&str], path: &str) -> bool {
    let set = set(patterns);
    set.selects(&state(&set, path))
}

#[test]
fn paths_are_selected() {
    let table = [
        ("/users", "/users", true),
        ("/users", "/users/{}", false),
        ("/users", "/user", false),
        ("/users", "/Users", false),
        ("/users/*", "/users/{}", true),
        ("/users/*", "/users/delta", true),
        ("/users/*", "/users", false),
        ("/users/{id}", "/users/delta", false),
        ("/users/{id}/messages/**", "/users/{}/messages", true),
        (
            "/users/{id}/messages/**",
            "/users/{}/messages/{}/attachments/{}",
            true,
        ),
        ("/users/{id}/messages/**", "/users/{}/events", false),
        ("/**/messages", "/me/messages", true),
        ("/**/messages", "/messages", true),
        ("/**/messages", "/me/mailFolders/{}/messages", true),
        ("/**/messages", "/me/mailFolders/{}/messages/{}", false),
        ("/me/**/x/**/y", "/me/a/x/b/x/c/y", true),
        ("/me/**/**", "/me", true),
        (
            "/reports/getEmail*",
            "/reports/getEmailActivityCounts",
            true,
        ),
        ("/reports/getEmail*", "/reports/getTeams", false),
        (
            "/reports/*Email*Counts",
            "/reports/getEmailEmailCounts",
            true,
        ),
        ("/reports/getEmail*", "/reports/{}", false),
        ("/users/delta()", "/users/delta", true),
        (
            "/x/microsoft.graph.user/y",
            "/x/microsoft.graph.user/y",
            true,
        ),
        ("/**", "/anything/{}", true),
    ];
    for (pattern, path, expected) in table {
        assert_eq!(selects(&[pattern], path), expected, "{pattern} on {path}");
    }
}

#[test]
fn a_walk_knows_where_to_stop() {
    let set = set(&["/deviceAppManagement/vppTokens/**", "/users/{id}/messages"]);
    let table = [
        // path, selected, alive, longer ones possible, last segment spelled out
        ("", false, true, true, false),
        ("/deviceAppManagement", false, true, true, true),
        ("/deviceAppManagement/vppTokens", true, true, true, true),
        ("/deviceAppManagement/vppTokens/{}", true, true, true, false),
        (
            "/deviceAppManagement/mobileApps",
            false,
            false,
            false,
            false,
        ),
        ("/users/{}", false, true, true, true),
        ("/users/{}/messages", true, true, false, true),
        ("/users/{}/messages/{}", false, false, false, false),
    ];
    for (path, selected, alive, longer, spelled) in table {
        let state = state(&set, path);
        assert_eq!(set.selects(&state), selected, "{path}");
        assert_eq!(set.leads_on(&state), alive, "{path}");
        assert_eq!(set.extends(&state), longer, "{path}");
        assert_eq!(set.spells_out(&state), spelled, "{path}");
    }
    let both = state(&set, "/users/{}/messages");
    assert_eq!(
        set.selecting(&both).collect::<Vec<_>>(),
        [(1, Methods::ALL)]
    );
}

#[test]
fn without_patterns_everything_is_selected() {
    let all = PatternSet::default();
    assert!(all.is_everything() && all.selects(&state(&all, "/a/{}/b")));
    assert_eq!(all.selecting(&all.start()).count(), 0);
    let types = set(&["microsoft.graph.user"]);
    assert!(!types.is_everything() && !types.leads_on(&types.start()));
    let mut diagnostics = Diagnostics::new();
    let broken = PatternSet::parse(["/a//b", " "], &mut diagnostics);
    assert_eq!(
        diagnostics.iter().filter(|one| one.help.is_some()).count(),
        2
    );
    assert!(!broken.is_everything() && !broken.leads_on(&broken.start()));
    assert!(!all.with_derived() && all.and_derived().with_derived());
}

#[test]
fn types_are_selected() {
    let types = [
        ("microsoft.graph", "user", 0),
        ("microsoft.graph", "vppToken", 1),
        ("microsoft.graph", "vppTokenState", 2),
        ("microsoft.graph.security", "user", 3),
        ("microsoft.graph.security", "alert", 4),
        ("microsoft.graphics", "user", 5),
    ];
    let select = |pattern: &str| match Pattern::parse(pattern) {
        Ok(Pattern::Type(ty)) => ty.select(types),
        other => panic!("{other:?}"),
    };
    assert_eq!(select("microsoft.graph.user"), TypeMatch::Types(vec![0]));
    assert_eq!(select("microsoft.graph.vpp*"), TypeMatch::Types(vec![1, 2]));
    assert_eq!(select("microsoft.graph.*"), TypeMatch::Types(vec![0, 1, 2]));
    assert_eq!(
        select("microsoft.graph.security.*"),
        TypeMatch::Types(vec![3, 4])
    );
    assert_eq!(
        select("microsoft.graph.**"),
        TypeMatch::Types(vec![0, 1, 2, 3, 4])
    );
    assert_eq!(select("vppToken"), TypeMatch::Types(vec![1]));
    assert_eq!(select("user"), TypeMatch::Ambiguous(vec![0, 3, 5]));
    assert_eq!(select("group"), TypeMatch::None);
}

#[test]
fn verbs_are_selected() {
    let set = set(&["get,PATCH /users/**", "DELETE /users/{id}", "/groups"]);
    let table = [
        ("/users", [Method::Get, Method::Patch].as_slice()),
        ("/users/{}", &[Method::Get, Method::Patch, Method::Delete]),
        ("/groups", &Method::ALL),
        ("/groups/{}", &[]),
    ];
    for (path, expected) in table {
        let methods = set.methods(&state(&set, path));
        assert_eq!(methods, expected.iter().copied().collect(), "{path}");
        assert!(
            methods
                .iter()
                .eq(Method::ALL.into_iter().filter(|one| expected.contains(one)))
        );
    }
}

#[test]
fn excluded_paths_stand_for_what_is_below() {
    let set = set(&["/users/{id}/messages/**", "GET /groups/**", "/**"]).without_tails();
    let table = [
        ("/users/{}/messages", true),
        ("/users/{}/messages/{}", false),
        ("/groups/{}", true),
        ("/me", true),
        ("/me/messages", false),
    ];
    for (path, expected) in table {
        assert_eq!(set.selects(&state(&set, path)), expected, "{path}");
    }
}

#[test]
fn members_and_documented_requests_are_read() {
    let members = |pattern: &str| match Pattern::parse(pattern) {
        Ok(Pattern::Members(found)) => (found.ty().text().to_owned(), found.members().to_vec()),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        members("vppToken/{appleId,state*}"),
        (
            "vppToken".to_owned(),
            vec!["appleId".to_owned(), "state*".to_owned()]
        )
    );
    assert_eq!(
        members("microsoft.graph.*/id"),
        ("microsoft.graph.*".to_owned(), vec!["id".to_owned()])
    );
    let documented = |pattern: &str| match Pattern::parse(pattern) {
        Ok(Pattern::Documented(found)) => found.by().clone(),
        other => panic!("{other:?}"),
    };
    let mail = By::Permission("Mail.Read".to_owned());
    assert_eq!(documented("permission:Mail.Read"), mail);
    assert!(!mail.fits("ms.prod", "Mail.Read"));
    let intune = documented("tag:intune");
    assert_eq!(intune, documented("tag:ms.prod=intune"));
    assert!(intune.fits("ms.prod", "intune") && !intune.fits("author", "intune"));
    assert!(documented("tag:Doc_Type=*Page*").fits("doc_type", "apiPageType"));
}

#[test]
fn faults_have_a_column_and_a_hint() {
    let table = [
        ("", 1, "path such as"),
        ("/", 2, "`/**` selects"),
        ("/users/", 8, "`/**` selects"),
        ("/users//x", 8, "`/**` selects"),
        ("FETCH /users", 1, "GET,POST /users"),
        ("GET,PSOT /users", 5, "did you mean `POST`?"),
        ("GET user", 5, "verbs go with a path"),
        ("GET /users x", 11, "verbs stand before it"),
        ("/users /x", 7, "verbs stand before it"),
        ("https://graph.microsoft.com/v1.0/users", 6, "host"),
        ("/v1.0/users", 2, "version"),
        ("/üsers/{id", 11, "{id}"),
        ("/users/{a}{b}", 11, "{id}"),
        ("/users/{id}:/x", 12, "{id}"),
        ("/drive/root:/x", 12, "place it leads to"),
        ("/reports/get(period='D7')", 13, "by its name"),
        ("/users?$top=1", 7, "query options"),
        ("/users/a**", 9, "segment of its own"),
        ("users/messages/x", 15, "a path starts with `/`"),
        ("user/{a,b", 10, "expected `}`"),
        ("user/{a,,b}", 9, "expected the name of a member"),
        ("user/", 6, "expected the name of a member"),
        ("user/a,b", 6, "`,` outside braces"),
        ("vpp*/a", 4, "no pattern at all"),
        ("/a,b", 3, "cannot stand in a name"),
        ("permission:", 12, "expected a name"),
        ("permission:Mail Read", 16, "cannot stand here"),
        ("tag:=x", 5, "expected a name"),
        ("@wanted.txt", 1, "not within another one"),
        ("microsoft.graph.", 17, "`*` for all"),
        ("microsoft.*.user", 11, "`microsoft.graph.**`"),
        ("vpp*", 4, "no pattern at all"),
        ("**", 1, "`*` is enough"),
        ("!/users", 1, "filter files"),
        ("!user", 1, "filter files"),
    ];
    for (pattern, column, hint) in table {
        let fault = Pattern::parse(pattern).expect_err(pattern);
        assert_eq!(fault.column, column, "{fault}");
        assert!(fault.to_string().contains(hint), "{fault}");
    }
    assert!(Pattern::parse("/a/../b").is_err() && Pattern::parse("a..b").is_err());
}

#[test]
fn near_names_are_suggested() {
    let names = [
        "vppTokens",
        "vppToken",
        "mobileApps",
        "users",
        "user",
        "usesr",
        "me",
    ];
    assert_eq!(nearest("vppTokns", names), ["vppTokens", "vppToken"]);
    assert_eq!(nearest("USERS", names), ["users", "user", "usesr"]);
    assert_eq!(nearest("moblieApps", names), ["mobileApps"]);
    assert!(nearest("directoryObjects", names).is_empty());
    assert!(nearest("", names).is_empty() && nearest(&"x".repeat(5000), names).is_empty());
}

proptest! {
    #[test]
    fn any_text_parses_or_says_why(text in prop_oneof![any::<String>(), "[/a.*{}(),:=]{0,12}", "(GET|tag:|permission:|@|!)[ /a.*,]{0,8}"]) {
        match Pattern::parse(&text) {
            Ok(pattern) => prop_assert_eq!(pattern.text(), text),
            Err(fault) => {
                prop_assert!((1..=text.chars().count() + 1).contains(&fault.column));
                prop_assert_eq!(fault.to_string().lines().count(), 1);
            }
        }
    }

    /// The incremental matcher agrees with a plain recursive one.
    #[test]
    fn states_agree_with_the_definition(
        pattern in prop::collection::vec(prop::sample::select(vec!["a", "b", "*", "**", "{x}", "a*"]), 1..6),
        path in prop::collection::vec(prop::sample::select(vec!["a", "b", "ab", "{}"]), 0..6),
    ) {
        fn plainly(pattern: &[&str], path: &[&str]) -> bool {
            match (pattern, path) {
                ([], []) => true,
                (["**", rest @ ..], _) => {
                    plainly(rest, path) || (!path.is_empty() && plainly(pattern, &path[1..]))
                }
                ([step, pattern @ ..], [segment, path @ ..]) => {
                    let fits = match *step {
                        "*" => true,
                        "{x}" => *segment == "{}",
                        "a*" => segment.starts_with('a'),
                        name => name == *segment,
                    };
                    fits && plainly(pattern, path)
                }
                _ => false,
            }
        }
        let text = format!("/{}", pattern.join("/"));
        let set = set(&[&text, "/unrelated"]);
        let reached = state(&set, &path.join("/"));
        prop_assert_eq!(set.selects(&reached), plainly(&pattern, &path));
        if set.selects(&reached) {
            prop_assert!(set.leads_on(&reached));
            prop_assert!(set.selecting(&reached).all(|one| one == (0, Methods::ALL)));
            prop_assert_eq!(set.methods(&reached), Methods::ALL);
        }
        if !set.leads_on(&reached) {
            prop_assert!(!set.leads_on(&set.step(&reached, Segment::Key)));
        }
    }
}
