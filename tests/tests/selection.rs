//! Selections of the API as Microsoft publishes it: how large they are, that they compile, and what `show` and `explain` say of
//! them.

use msgraph_bindgen::{Builder, DerivedTypes, Report, Settings};
use msgraph_tests::corpus;
use msgraph_tests::golden::Golden;
use msgraph_tests::program::{Ran, run};
use serde_json::Value;
use std::path::PathBuf;

fn newest() -> Option<PathBuf> {
    corpus("csdl/v1.0-2026-08.xml")
}

fn owned(all: &[&str]) -> Vec<String> {
    all.iter().map(|one| (*one).to_owned()).collect()
}

fn settings(metadata: PathBuf, include: &[&str], exclude: &[&str]) -> Settings {
    Settings {
        metadata: vec![metadata],
        include: owned(include),
        exclude: owned(exclude),
        ..Settings::default()
    }
}

fn generate(settings: Settings) -> Report {
    let made = Builder::from_settings(settings).generate();
    made.unwrap_or_else(|fault| panic!("{fault}")).report
}

fn types(report: &Report) -> usize {
    report.entity_types + report.complex_types + report.enum_types
}

#[test]
fn small_selections_are_small() {
    let Some(path) = newest() else { return };
    let tokens = generate(settings(
        path.clone(),
        &["/deviceAppManagement/vppTokens/**"],
        &[],
    ));
    assert_eq!((types(&tokens), tokens.builders), (5, 3));
    let with_derived = |pattern: &str| {
        let made = generate(Settings {
            derived_types: DerivedTypes::All,
            ..settings(path.clone(), &[pattern], &[])
        });
        types(&made)
    };
    let messages = with_derived("/me/messages/**");
    assert!((18..=62).contains(&messages), "{messages} types");
    let access = with_derived("/identity/conditionalAccess/**");
    assert!((61..=79).contains(&access), "{access} types");
}

/// Verbs, properties and excludes make no dangling names; nothing that is left is called otherwise than in a larger client.
#[test]
fn narrow_selections_compile() {
    let Some(path) = newest() else { return };
    let include = [
        "GET,PATCH /me/messages/**",
        "message/{subject,body,from,isRead}",
        "POST /me/sendMail",
        "/groups/{id}/members/microsoft.graph.user",
        "microsoft.graph.user/{displayName,mail}",
        "microsoft.graph.changeNotification*",
        "vppToken/syncLicenses",
    ];
    let exclude = [
        "/me/messages/{id}/extensions/**",
        "itemBody/contentType",
        "recipient",
        "DELETE /groups/{id}",
    ];
    let made = Golden::generate(
        "narrow_selection",
        settings(path.clone(), &include, &exclude),
    );
    made.check();
    let entities = made.text("src/graph/entities.rs");
    for field in ["pub subject:", "pub is_read:", "pub display_name:"] {
        assert!(entities.contains(field), "{field}");
    }
    for gone in [
        "pub importance:",
        "pub categories:",
        "pub job_title:",
        "= \"extensions\"",
    ] {
        assert!(!entities.contains(gone), "{gone}");
    }
    // A type that is excluded leaves its properties, as JSON.
    assert!(entities.contains("pub from: Field<Json>"), "{entities}");
    let builders = made.text("src/graph/builders.rs");
    assert!(builders.contains("pub fn sync_licenses") && !builders.contains("pub fn delete"));
    let everything = Builder::from_settings(settings(path, &[], &[])).generate();
    let everything = everything.unwrap_or_else(|fault| panic!("{fault}"));
    let lock = made.text("names.lock");
    let all = everything.lock.to_string();
    let all: std::collections::HashSet<_> = all.lines().collect();
    let odd: Vec<_> = lock.lines().filter(|line| !all.contains(line)).collect();
    assert!(odd.is_empty(), "{odd:?}");
}

fn said(arguments: &[&str]) -> Option<Ran> {
    let path = newest()?;
    let metadata = path.to_str().expect("the path is Unicode");
    let folder = tempfile::tempdir().expect("a folder");
    let verb = arguments.first().expect("a verb");
    let rest = &arguments[1..];
    let ran = run(
        folder.path(),
        &[&[*verb, "--metadata", metadata], rest].concat(),
    );
    Some(ran)
}

const TOKENS: &str = "/deviceAppManagement/vppTokens/**";

#[test]
fn show_draws_a_tree_of_paths() {
    let Some(ran) = said(&["show", "--include", TOKENS, "--depth", "4"]) else {
        return;
    };
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert_eq!(
        ran.stdout,
        "/deviceAppManagement  microsoft.graph.deviceAppManagement\n  \
         /vppTokens  Collection(microsoft.graph.vppToken)  GET POST\n    \
         /{id}  microsoft.graph.vppToken  GET PATCH DELETE\n      \
         /syncLicenses  microsoft.graph.vppToken  POST\n"
    );
    // A filter shows part of what is selected; as JSON, a line is an object.
    let filter = [
        "show",
        "/me/messages/{id}/attachments/**",
        "--depth",
        "9",
        "--format",
        "json",
    ];
    let ran = said(&filter).expect("the corpus is there");
    let lines = ran.stdout.lines().map(serde_json::from_str::<Value>);
    let lines: Vec<Value> = lines.collect::<Result<_, _>>().expect("objects");
    let items: Vec<_> = lines
        .iter()
        .map(|line| line["item"].as_str().expect("a path"))
        .collect();
    assert_eq!(
        items[..4],
        [
            "/me",
            "/me/messages",
            "/me/messages/{id}",
            "/me/messages/{id}/attachments"
        ]
    );
    assert!(
        items[4..]
            .iter()
            .all(|item| item.starts_with("/me/messages/{id}/attachments/"))
    );
    assert!(items.contains(&"/me/messages/{id}/attachments/createUploadSession"));
    let attachments = &lines[3];
    assert_eq!(
        attachments["type"],
        "Collection(microsoft.graph.attachment)"
    );
    assert_eq!(attachments["verbs"], serde_json::json!(["GET", "POST"]));
    // Everything ends, although paths do not.
    let all = said(&["show", "--depth", "99"]).expect("the corpus is there");
    assert_eq!(all.status, Some(0));
    let shown = all.stdout.lines().count();
    assert!(
        (2_000..50_000).contains(&shown) && all.stdout.contains("(as /"),
        "{shown} lines"
    );
    let none = said(&["show", "--include", TOKENS, "/me/**"]).expect("the corpus is there");
    assert_eq!(none.status, Some(1));
    let none = said(&["show", "/deviceAppManagment/**"]).expect("the corpus is there");
    assert!(
        none.stderr.contains("did you mean `deviceAppManagement`"),
        "{}",
        none.stderr
    );
}

#[test]
fn show_lists_types() {
    let Some(ran) = said(&["show", "--include", TOKENS, "--by", "type", "--depth", "0"]) else {
        return;
    };
    assert_eq!(
        ran.stdout,
        "microsoft.graph.entity\n\
         microsoft.graph.vppToken : microsoft.graph.entity\n\
         microsoft.graph.vppTokenAccountType\n\
         microsoft.graph.vppTokenState\n\
         microsoft.graph.vppTokenSyncStatus\n"
    );
    let ran = said(&["show", "--include", TOKENS, "vppTokenState"]).expect("the corpus is there");
    assert!(
        ran.stdout
            .starts_with("microsoft.graph.vppTokenState\n  unknown\n  valid\n"),
        "{}",
        ran.stdout
    );
    let ran = said(&["show", "--include", "vppToken/{appleId,state}", "vppToken"]);
    let ran = ran.expect("the corpus is there");
    assert_eq!(
        ran.stdout,
        "microsoft.graph.vppToken : microsoft.graph.entity\n  \
         appleId  Edm.String\n  \
         state  microsoft.graph.vppTokenState\n"
    );
}

#[test]
fn explain_tells_why_and_where_from() {
    let Some(ran) = said(&[
        "explain",
        "vppTokenState",
        "--include",
        TOKENS,
        "--format",
        "json",
    ]) else {
        return;
    };
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let told: Value = serde_json::from_str(&ran.stdout).expect("a list");
    let [one] = told.as_array().expect("a list").as_slice() else {
        panic!("{told}");
    };
    assert_eq!(
        one["because"],
        serde_json::json!([
            format!("the path `/deviceAppManagement/vppTokens`, which `{TOKENS}` selects"),
            "requests there read and write `microsoft.graph.vppToken`",
            "its property `state` is of `microsoft.graph.vppTokenState`",
        ])
    );
    // The line of the declaration, found by other means.
    let text = std::fs::read_to_string(newest().expect("it is there")).expect("it can be read");
    let mut lines = text.lines().zip(1..);
    let line = lines.find(|(line, _)| line.contains("<EnumType Name=\"vppTokenState\""));
    assert_eq!(one["declared"]["line"], line.expect("it is declared").1);
    assert_eq!(one["cost"]["types"], 1);
    assert!(
        one["cost"]["lines"]
            .as_u64()
            .is_some_and(|lines| lines > 10)
    );

    let table = [
        ("vppToken/appleId", "property: Edm.String"),
        (
            "syncLicenses",
            "microsoft.graph.vppToken/syncLicenses, action: microsoft.graph.vppToken",
        ),
        ("/deviceAppManagement/vppTokens/{id}/syncLicenses", "action"),
        (
            "POST /deviceAppManagement/vppTokens/x/syncLicenses",
            "action",
        ),
        (
            "deviceAppManagement/vppTokens",
            "navigation property: Collection(microsoft.graph.vppToken)",
        ),
        ("entity", "it derives from `microsoft.graph.entity`"),
    ];
    for (item, expected) in table {
        let ran = said(&["explain", item, "--include", TOKENS]).expect("the corpus is there");
        assert_eq!(ran.status, Some(0), "{item}: {}{}", ran.stdout, ran.stderr);
        assert!(ran.stdout.contains(expected), "{item}: {}", ran.stdout);
        // Without its base the type cannot be, and a client cannot be without its last path.
        assert_eq!(
            ran.stdout.contains("cost:"),
            item != "entity",
            "{item}: {}",
            ran.stdout
        );
    }
    let ran = said(&["explain", "user", "--include", TOKENS]).expect("the corpus is there");
    assert_eq!(ran.status, Some(1));
    assert!(
        ran.stdout.contains("not part of the selection"),
        "{}",
        ran.stdout
    );
    for (item, near) in [
        ("vppTokn", "`vppToken`"),
        ("vppToken/appelId", "`appleId`"),
        ("/deviceAppManagement/vppTokns", "vppTokens"),
    ] {
        let ran = said(&["explain", item]).expect("the corpus is there");
        assert_eq!(ran.status, Some(1));
        assert!(ran.stderr.contains(near), "{item}: {}", ran.stderr);
    }
    // A repair rule, and a page of its own time.
    let ran =
        said(&["explain", "message", "--include", "/me/messages"]).expect("the corpus is there");
    assert!(
        ran.stdout.contains("repaired by `message-has-a-stream`"),
        "{}",
        ran.stdout
    );
}

#[test]
fn explain_knows_the_pages() {
    let (Some(metadata), Some(docs)) =
        (corpus("csdl/v1.0-2018-09.xml"), corpus("docs/de-2018/v1.0"))
    else {
        return;
    };
    let path = |path: &PathBuf| path.to_str().expect("the path is Unicode").to_owned();
    let (metadata, docs) = (path(&metadata), path(&docs));
    let folder = tempfile::tempdir().expect("a folder");
    let explained = |item: &str| {
        let arguments = [
            "explain",
            item,
            "--metadata",
            &metadata,
            "--docs",
            &docs,
            "--include",
            TOKENS,
        ];
        let ran = run(folder.path(), &arguments);
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
        ran.stdout
    };
    let action = explained("syncLicenses");
    assert!(
        action.contains("intune_onboarding_vpptoken_synclicenses.md:"),
        "{action}"
    );
    let address = "https://learn.microsoft.com/graph/api/intune-onboarding-vpptoken-synclicenses?view=graph-rest-1.0";
    assert!(action.contains(address), "{action}");
    let ty = explained("vppToken");
    assert!(
        ty.contains("resources/intune_onboarding_vpptoken.md:"),
        "{ty}"
    );
}
