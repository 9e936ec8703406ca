//! Programs that `new` makes: they build as they are, and make the request that they say.

use msgraph_tests::cargo::{cargo, cargo_with, lock, output};
use msgraph_tests::program::{Ran, run};
use msgraph_tests::{corpus, fixture, tree, workspace};
use std::path::{Path, PathBuf};

/// A fresh place for a program; no other test may use the name.
fn place(name: &str) -> PathBuf {
    let folder = workspace().join("target/scaffold").join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("an old run's folder");
    }
    folder
}

fn new(folder: &Path, flags: &[&str]) -> Ran {
    let folder = folder.to_str().expect("the path is Unicode");
    run(&workspace(), &[&["new", folder], flags].concat())
}

/// Makes a program that must succeed, and tells what it says of itself.
fn made(folder: &Path, flags: &[&str]) -> serde_json::Value {
    let ran = new(folder, &[flags, &["--format", "json"]].concat());
    assert_eq!(ran.status, Some(0), "{}{}", ran.stdout, ran.stderr);
    lock(folder);
    serde_json::from_str(&ran.stdout).expect("JSON")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

/// Adds the same program, with a service in memory that gives this answer, as the example `offline`.
fn offline(folder: &Path, answer: &str) {
    let program = read(&folder.join("src/main.rs"));
    let online = "msgraph::Graph::new(msgraph_runtime::StaticToken::new(token))?";
    assert_eq!(program.matches(online).count(), 1, "{program}");
    let client = format!(
        "msgraph::Graph::with_client(msgraph_runtime::Client::builder()\
         .transport(msgraph_runtime::MemoryTransport::new().answer(msgraph_runtime::Answer::json(200, r#\"{answer}\"#)))\
         .credential(msgraph_runtime::StaticToken::new(token)).build()?)"
    );
    let examples = folder.join("examples");
    std::fs::create_dir_all(&examples).expect("a folder");
    let program = program.replace(online, &client);
    std::fs::write(examples.join("offline.rs"), program).expect("written");
}

const EMBEDDED: [&str; 4] = ["--metadata", "specs/v1.0.xml", "--docs", "specs/docs/en"];

const TOKENS: [&str; 2] = ["--include", "/deviceAppManagement/vppTokens/**"];

#[test]
fn a_program_with_a_build_script() {
    let folder = place("by-script");
    let report = made(&folder, &[&EMBEDDED[..], &TOKENS].concat());
    assert_eq!(report["request"], "GET /deviceAppManagement/vppTokens");
    assert_eq!(report["command"], "cargo run");
    let files = tree(&folder);
    let written = files
        .iter()
        .filter(|(path, _)| path != "Cargo.lock")
        .count();
    assert_eq!(report["files"], written);
    let bytes: usize = files.iter().map(|(_, text)| text.len()).sum();
    let whole = read(&workspace().join("specs/v1.0.xml")).len();
    assert!(report["metadata_bytes"].as_u64() < report["of_metadata_bytes"].as_u64());
    assert_eq!(report["of_metadata_bytes"], whole);
    assert!(bytes < whole, "the program is larger than the metadata");
    cargo(&folder, &["build"]);

    // Without a token it says so.
    let bare = output(&folder, &["run", "--quiet"], &[]);
    let said = String::from_utf8_lossy(&bare.stderr);
    assert!(
        !bare.status.success() && said.contains("MSGRAPH_TOKEN"),
        "{said}"
    );

    offline(
        &folder,
        r#"{"value": [{"id": "7f3a", "appleId": "vpp@contoso.example"}]}"#,
    );
    let token = [("MSGRAPH_TOKEN", "a token")];
    let printed = cargo_with(&folder, &["run", "--example", "offline"], &token);
    let request = "GET https://graph.microsoft.com/v1.0/deviceAppManagement/vppTokens\n";
    assert!(printed.starts_with(request), "{printed}");
    assert!(printed.contains("vpp@contoso.example"), "{printed}");

    // The settings are an input of the build script like any other.
    let config = folder.join("specs/msgraph-bindgen.toml");
    std::fs::write(&config, read(&config).replace("vppTokens/**", "vppToken")).expect("written");
    let failed = output(&folder, &["build"], &[]);
    let said = String::from_utf8_lossy(&failed.stderr);
    assert!(said.contains("no path matches"), "{said}");
}

#[test]
fn a_program_with_a_crate() {
    let folder = place("by-crate");
    let report = made(&folder, &[&EMBEDDED[..], &["--kind", "crate"]].concat());
    assert!(
        report["command"]
            .as_str()
            .expect("a command")
            .starts_with("cargo run")
    );
    // What is there is what `generate` makes of the slice.
    let again = ["--config", "specs/msgraph-bindgen.toml", "--out", "msgraph"];
    let check = run(&folder, &[&["check"], &again[..]].concat());
    assert_eq!(check.status, Some(0), "{}{}", check.stdout, check.stderr);
    let before = tree(&folder.join("msgraph/src"));
    let generate = run(&folder, &[&["generate"], &again[..]].concat());
    assert_eq!(generate.status, Some(0), "{}", generate.stderr);
    assert!(tree(&folder.join("msgraph/src")) == before);

    let others = [
        ("GET /users/{id}/messages/{id}", "GET /users/1/messages/2"),
        ("POST /me/sendMail", "POST /me/sendMail"),
        ("PATCH /users/{id}", "PATCH /users/1"),
        ("POST /groups/{id}/members", "POST /groups/1/members/$ref"),
        (
            "/me/calendarView/**",
            "GET /me/calendarView?startDateTime=1&endDateTime=2",
        ),
        ("/drives/{id}/root/**", "GET /drives/1/root"),
        (
            "/communications/callRecords/**",
            "GET /communications/callRecords",
        ),
    ];
    let metadata = ["--metadata", "specs/v1.0.xml"];
    let patterns = others.map(|(pattern, _)| pattern);
    let programs = others_here(&folder, &metadata, &patterns);
    for (program, (_, sent)) in programs.iter().zip(others) {
        let token = [("MSGRAPH_TOKEN", "a token")];
        let printed = cargo_with(&folder, &["run", "--example", program, "1", "2"], &token);
        let (method, path) = sent.split_once(' ').expect("a request");
        let expected = format!("{method} https://graph.microsoft.com/v1.0{path}");
        assert_eq!(printed.lines().next(), Some(&*expected), "{printed}");
    }
}

/// Makes programs for each of some patterns, and builds them as examples of this one, which has the client of all of them: names do
/// not depend on what is selected. They send nothing. Answers their names.
fn others_here(folder: &Path, metadata: &[&str], patterns: &[&str]) -> Vec<String> {
    let examples = folder.join("examples");
    std::fs::create_dir_all(&examples).expect("a folder");
    let mut names = Vec::new();
    for pattern in patterns {
        let scratch = tempfile::tempdir().expect("a folder");
        let other = scratch.path().join("other");
        let ran = new(&other, &[metadata, &["--include", pattern]].concat());
        assert_eq!(ran.status, Some(0), "{pattern}: {}", ran.stderr);
        let program = read(&other.join("src/main.rs"));
        let program = program
            .replace("\nmsgraph_runtime::include_client!(msgraph);\n", "")
            .replace("request.await?", "\"not sent\"");
        let name = format!("other_{}", names.len());
        std::fs::write(examples.join(format!("{name}.rs")), program).expect("written");
        names.push(name);
    }
    cargo(folder, &["build", "--bins", "--examples"]);
    names
}

/// Whatever a request wants: keys, values of every kind, models, parameters that may be left out.
#[test]
fn programs_for_requests_of_every_kind() {
    let Some(metadata) = corpus("csdl/v1.0-2026-08.xml") else {
        return;
    };
    let patterns = [
        "/reports/getOffice365ActiveUserCounts",
        "/users/{id}/reminderView",
        "/me/getMemberGroups",
        "/me/translateExchangeIds",
        "/solutions/bookingBusinesses/{id}/getStaffAvailability",
        "/identityGovernance/lifecycleWorkflows/workflows/{id}/userProcessingResults/summary",
        "/communications/callRecords/getPstnCalls",
        "/search/query",
        "PATCH /me/messages/{id}",
        "PUT /users/{id}/manager",
    ];
    let folder = place("every-kind");
    let metadata = metadata.display().to_string();
    // Two workspaces in one target folder want two names.
    let config = format!(
        "metadata = [{metadata:?}]\ninclude = {patterns:?}\nfeatures = \"root-segments\"\n\n[crate]\nname = \"graph-of-every-kind\"\n"
    );
    let scratch = tempfile::tempdir().expect("a folder");
    let file = scratch.path().join("some.toml");
    std::fs::write(&file, config).expect("written");
    let file = file.to_str().expect("the path is Unicode");
    made(&folder, &["--config", file, "--kind", "crate"]);
    let metadata = ["--metadata", &*metadata];
    others_here(&folder, &metadata, &patterns);
}

/// A program has no features, and has what they ask for.
#[test]
fn what_features_ask_for_is_selected() {
    let scratch = tempfile::tempdir().expect("a folder");
    let metadata = workspace().join("specs/v1.0.xml");
    let features = "[features]\nmail = [\"/me/messages/**\"]\npeople = [\"@people.txt\"]\n";
    let config = scratch.path().join("some.toml");
    std::fs::write(scratch.path().join("people.txt"), "/subscriptions/**\n").expect("written");
    let made_with = |include: &str, name: &str| {
        let text = format!("metadata = [{metadata:?}]\n{include}{features}");
        std::fs::write(&config, text).expect("written");
        let folder = scratch.path().join(name);
        let path = config.to_str().expect("the path is Unicode");
        let ran = new(&folder, &["--config", path]);
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
        read(&folder.join("specs/msgraph-bindgen.toml"))
    };
    let include = format!("include = [{:?}]\n", TOKENS[1]);
    let some = made_with(&include, "some");
    for pattern in [TOKENS[1], "/me/messages/**", "/subscriptions/**"] {
        assert!(some.contains(pattern), "{pattern}: {some}");
    }
    assert!(!some.contains("[features]"), "{some}");
    // Where all is wanted, there is nothing to add.
    assert!(!made_with("", "all").contains("/me/messages/**"));
}

#[test]
fn a_program_for_a_part_of_the_newest_metadata() {
    let Some(metadata) = corpus("csdl/v1.0-2026-08.xml") else {
        return;
    };
    let folder = place("newest");
    let metadata = metadata.display().to_string();
    let flags = ["--metadata", &metadata, "--include", "/me/messages/**"];
    let report = made(&folder, &flags);
    assert_eq!(report["expression"], "graph.me().messages().list()");
    let [small, whole] = ["metadata_bytes", "of_metadata_bytes"].map(|size| report[size].as_u64());
    assert!(small.map(|small| small * 20) < whole, "{report}");
    cargo(&folder, &["build"]);
    offline(&folder, r#"{"value": [{"id": "1", "subject": "hello"}]}"#);
    let token = [("MSGRAPH_TOKEN", "a token")];
    let printed = cargo_with(&folder, &["run", "--example", "offline"], &token);
    assert!(printed.contains("hello"), "{printed}");
}

/// A client of beta alone goes to beta.
#[test]
fn a_program_for_beta() {
    let folder = place("for-beta");
    let scratch = tempfile::tempdir().expect("a folder");
    let config = scratch.path().join("some.toml");
    let metadata = fixture("vpp_token_beta.xml");
    let settings = format!("metadata = [{metadata:?}]\n[crate]\napi-version = \"beta\"\n");
    std::fs::write(&config, settings).expect("written");
    let config = config.to_str().expect("the path is Unicode");
    made(&folder, &["--config", config]);
    offline(&folder, r#"{"value": []}"#);
    let token = [("MSGRAPH_TOKEN", "a token")];
    let printed = cargo_with(&folder, &["run", "--example", "offline"], &token);
    let expected = "GET https://graph.microsoft.com/beta/";
    assert!(printed.starts_with(expected), "{printed}");
}

/// Pages alone will do.
#[test]
fn a_program_for_what_pages_describe() {
    let scratch = tempfile::tempdir().expect("a folder");
    let folder = scratch.path().join("german");
    let flags = [&["--docs", "specs/docs/de", "--kind", "crate"], &TOKENS[..]].concat();
    let report = made(&folder, &flags);
    assert_eq!(report["request"], "GET /deviceAppManagement/vppTokens");
    assert_eq!(report["pages"], report["of_pages"]);
    let again = ["--config", "specs/msgraph-bindgen.toml", "--out", "msgraph"];
    let check = run(&folder, &[&["check"], &again[..]].concat());
    assert_eq!(check.status, Some(0), "{}{}", check.stdout, check.stderr);
}

#[test]
fn folders_with_something_in_them_are_left_alone() {
    let scratch = tempfile::tempdir().expect("a folder");
    let flags = [&EMBEDDED[..], &TOKENS].concat();
    let full = scratch.path().join("full");
    std::fs::create_dir(&full).expect("a folder");
    std::fs::write(full.join("notes.txt"), "mine").expect("written");
    let file = scratch.path().join("file");
    std::fs::write(&file, "mine").expect("written");
    for taken in [&full, &file] {
        let ran = new(taken, &flags);
        assert_eq!((ran.status, &*ran.stdout), (Some(1), ""), "{}", ran.stderr);
        assert!(ran.stderr.contains("cannot write into"), "{}", ran.stderr);
    }
    assert_eq!(tree(&full), [("notes.txt".to_owned(), b"mine".to_vec())]);
    assert_eq!(read(&file), "mine");
    // An empty folder, and one that is nothing but a new repository, are as good as none.
    let empty = scratch.path().join("empty");
    std::fs::create_dir_all(empty.join(".git")).expect("a folder");
    let ran = new(&empty, &flags);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
}

#[test]
fn what_fails_leaves_nothing_behind() {
    let scratch = tempfile::tempdir().expect("a folder");
    let folder = scratch.path().join("program");
    let broken = fixture("malformed/truncated.xml").display().to_string();
    let no_checkout = scratch.path().display().to_string();
    let embedded = &EMBEDDED[..];
    let cases: [(Vec<&str>, i32, &str); 7] = [
        (vec!["--metadata", &broken], 1, "truncated.xml"),
        (
            [embedded, &["--include", "/vppToken/**"]].concat(),
            1,
            "no path matches",
        ),
        (
            [embedded, &["--include", "microsoft.graph.user"]].concat(),
            1,
            "nothing that is selected can be requested",
        ),
        (
            [embedded, &["--local", &no_checkout]].concat(),
            2,
            "no checkout",
        ),
        (
            [embedded, &["--name", "a\"]\n[lib"]].concat(),
            2,
            "a package cannot be called",
        ),
        (
            [embedded, &["--name", "msgraph", "--kind", "crate"]].concat(),
            2,
            "that name is taken",
        ),
        ([embedded, &["--kind", "macro"]].concat(), 2, "build-script"),
    ];
    for (flags, status, hint) in cases {
        let ran = new(&folder, &flags);
        assert_eq!(ran.status, Some(status), "{flags:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(hint), "{flags:?}: {}", ran.stderr);
        assert!(tree(scratch.path()).is_empty(), "{flags:?}");
    }
    for name in ["fn", "größe", "a b", "1"] {
        let ran = new(
            &scratch.path().join(name),
            &[&EMBEDDED[..], &TOKENS].concat(),
        );
        assert_eq!(ran.status, Some(2), "{name}: {}", ran.stderr);
        assert!(ran.stderr.contains("--name"), "{name}: {}", ran.stderr);
    }
    assert!(tree(scratch.path()).is_empty());
}

/// A checkout that is named goes into every manifest, and into the settings for the runs that follow.
#[test]
fn packages_come_from_the_checkout_that_is_named() {
    let scratch = tempfile::tempdir().expect("a folder");
    let checkout = scratch.path().join("checkout");
    for package in ["generator", "runtime"] {
        std::fs::create_dir_all(checkout.join(package)).expect("a folder");
        std::fs::write(checkout.join(package).join("Cargo.toml"), "").expect("written");
    }
    let local = checkout.display().to_string();
    let folder = scratch.path().join("work/program");
    let flags = [
        &EMBEDDED[..],
        &TOKENS,
        &["--local", &local, "--kind", "crate"],
    ]
    .concat();
    made(&folder, &flags);
    assert!(read(&folder.join("Cargo.toml")).contains("path = \"../../checkout/runtime\""));
    let client = "path = \"../../../checkout/runtime\"";
    assert!(read(&folder.join("msgraph/Cargo.toml")).contains(client));
    let settings = read(&folder.join("specs/msgraph-bindgen.toml"));
    assert!(
        settings.contains(&format!("runtime-{client}")),
        "{settings}"
    );
}

/// Below a workspace that has the program among its members, the workspace has to know the crate in it, too.
#[test]
fn a_workspace_knows_the_crate_as_well() {
    let scratch = tempfile::tempdir().expect("a folder");
    let workspace = |members: &str| {
        let text = format!("[workspace]\nmembers = [{members}]\n");
        std::fs::write(scratch.path().join("Cargo.toml"), text).expect("written");
    };
    let flags = [&EMBEDDED[..], &TOKENS, &["--kind", "crate"]].concat();
    let [first, second, third, fourth] =
        ["a/first", "b/second", "c/third", "d/fourth"].map(|name| scratch.path().join(name));
    workspace("\"a/*\"");
    let ran = new(&first, &flags);
    assert_eq!(ran.status, Some(1), "{}", ran.stderr);
    assert!(ran.stderr.contains("list"), "{}", ran.stderr);
    workspace("\"b/second\", \"b/second/msgraph\"");
    made(&second, &flags);
    made(&third, &flags);
    assert!(!read(&second.join("Cargo.toml")).contains("[workspace]"));
    assert!(read(&third.join("Cargo.toml")).starts_with("[workspace]\nmembers = [\"msgraph\"]\n"));
    // What a workspace leaves out, with all that is below it, is as if there were none.
    let excluding = "[workspace]\nmembers = [\"b/second\"]\nexclude = [\"d/fourth\"]\n";
    std::fs::write(scratch.path().join("Cargo.toml"), excluding).expect("written");
    made(&fourth, &flags);
    assert!(read(&fourth.join("Cargo.toml")).starts_with("[workspace]\nmembers = [\"msgraph\"]\n"));
    for folder in [second, third, fourth] {
        assert!(!read(&folder.join("msgraph/Cargo.toml")).contains("[workspace]"));
    }
}
