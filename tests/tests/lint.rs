//! `lint`, as a person or a CI job runs it, over the pages that this repository carries.

use msgraph_tests::{program, tree, workspace};
use serde_json::Value;
use std::path::Path;

/// The embedded metadata and English pages, copied to where they can be changed.
fn copied() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let specs = workspace().join("specs");
    std::fs::copy(specs.join("v1.0.xml"), folder.path().join("v1.0.xml")).expect("the metadata");
    for (path, bytes) in tree(&specs.join("docs/en")) {
        let path = folder.path().join("docs").join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a page");
    }
    folder
}

const INPUTS: [&str; 4] = ["--metadata", "v1.0.xml", "--docs", "docs"];

/// Runs `lint` for JSON; answers the exit status and the object.
fn lint(folder: &Path, more: &[&str]) -> (Option<i32>, Value) {
    let arguments = [&["lint"], &INPUTS[..], &["--format", "json"], more].concat();
    let ran = program::run(folder, &arguments);
    let object = serde_json::from_str(&ran.stdout);
    let object = object.unwrap_or_else(|fault| panic!("{fault}: {}{}", ran.stdout, ran.stderr));
    (ran.status, object)
}

/// Changes a page.
fn change(folder: &Path, page: &str, by: impl Fn(&str) -> String) {
    let path = folder.join("docs").join(page);
    let text = std::fs::read_to_string(&path).expect("the page");
    let changed = by(&text);
    assert_ne!(text, changed, "{page} is as it was");
    std::fs::write(path, changed).expect("the page is written");
}

/// What was put into the pages on purpose to disagree (`specs/docs/README.md`).
#[test]
fn what_disagrees_on_purpose_is_found_with_both_places() {
    let folder = copied();
    let (status, report) = lint(folder.path(), &[]);
    assert_eq!(status, Some(1));
    let expected = [
        ("unknown-property", "subscription"),
        ("other-type", "device"),
        ("other-member-value", "callrecords-modality"),
        ("property-name-differs", "mailfolder"),
        ("boilerplate-annotation", "intune-apps-mobileapp-get"),
        (
            "boilerplate-wrapper",
            "intune-onboarding-vpptoken-synclicenses",
        ),
    ];
    let findings = report["findings"].as_array().expect("a list");
    for (kind, page) in expected {
        let found = findings
            .iter()
            .find(|one| one["kind"] == kind && one["page"] == page);
        let found = found.unwrap_or_else(|| panic!("no {kind} on {page}"));
        for (place, file) in [
            ("documented", format!("/{page}.md")),
            ("declared", "v1.0.xml".into()),
        ] {
            let location = &found[place];
            let name = location["file"]
                .as_str()
                .expect("a name")
                .replace('\\', "/");
            assert!(name.ends_with(&file), "{found}");
            let text = std::fs::read_to_string(folder.path().join(&name)).expect("the file");
            let line = location["line"]
                .as_u64()
                .and_then(|line| usize::try_from(line).ok());
            let line = text.lines().nth(line.expect("a line") - 1).expect("a line");
            let column = location["column"].as_u64().expect("a column");
            assert!(
                (1..=line.chars().count() as u64).contains(&column),
                "{found}"
            );
        }
    }
    // The kinds are counted as they are listed.
    let counts = report["counts"].as_array().expect("a list");
    let total: u64 = counts.iter().filter_map(|one| one["count"].as_u64()).sum();
    assert_eq!(total, findings.len() as u64);
    assert_eq!(report["new"], total);
}

#[test]
fn with_a_baseline_only_what_is_new_fails() {
    let folder = copied();
    let path = folder.path();
    let with = ["--baseline", "known.tsv"];
    let (status, written) = lint(path, &["--baseline", "known.tsv", "--write-baseline"]);
    assert_eq!((status, &written["new"]), (Some(0), &Value::from(0)));
    let (status, report) = lint(path, &with);
    assert_eq!(status, Some(0));
    assert_eq!(report["known"], written["known"]);
    assert_eq!(report["stale"], Value::Array(Vec::new()));

    // Everything moves down, and what is known stays known.
    change(path, "resources/device.md", |text| {
        text.replacen("\n# ", "\n\n\n\n# ", 1)
    });
    let (status, report) = lint(path, &with);
    assert_eq!((status, &report["new"]), (Some(0), &Value::from(0)));

    // A new disagreement is told, and only that.
    change(path, "resources/device.md", |text| {
        text.replacen(
            "|deviceVersion|",
            "|nosuchthing|String|None.|\n|deviceVersion|",
            1,
        )
    });
    let (status, report) = lint(path, &with);
    assert_eq!((status, &report["new"]), (Some(1), &Value::from(1)));
    let findings = report["findings"].as_array().expect("a list");
    let new: Vec<_> = findings
        .iter()
        .filter(|one| one["is_new"] == true)
        .collect();
    assert_eq!(new.len(), 1);
    assert_eq!(new[0]["subject"], "microsoft.graph.device/nosuchthing");
    let human = program::run(path, &[&["lint"], &INPUTS[..], &with].concat());
    assert_eq!(human.status, Some(1));
    assert!(
        human.stdout.contains("nosuchthing") && !human.stdout.contains("deviceVersion"),
        "{}",
        human.stdout
    );

    // What was known and is mended is told, and no fault.
    change(path, "resources/device.md", |text| {
        text.replacen("|nosuchthing|String|None.|\n", "", 1)
            .replacen("|deviceVersion|Int64|", "|deviceVersion|Int32|", 1)
    });
    let (status, report) = lint(path, &with);
    assert_eq!(status, Some(0));
    let stale = report["stale"].as_array().expect("a list");
    assert_eq!(stale.len(), 1);
    assert_eq!(stale[0]["subject"], "microsoft.graph.device/deviceVersion");
}

#[test]
fn faults_of_flags_and_files_are_told() {
    let folder = copied();
    let cases: &[(&[&str], i32, &str)] = &[
        (&["lint", "--metadata", "v1.0.xml"], 2, "--docs"),
        (&["lint", "--docs", "docs"], 2, "--metadata"),
        (
            &[
                "lint",
                "--metadata",
                "v1.0.xml",
                "--docs",
                "docs",
                "--write-baseline",
            ],
            2,
            "--baseline",
        ),
        (
            &["lint", "--metadata", "v1.0.xml", "--docs", "nowhere"],
            1,
            "nowhere",
        ),
        (
            &[
                "lint",
                "--metadata",
                "v1.0.xml",
                "--docs",
                "docs",
                "--baseline",
                "nowhere",
            ],
            1,
            "nowhere",
        ),
        (
            &[
                "lint",
                "--metadata",
                "v1.0.xml",
                "--docs",
                "docs",
                "--baseline",
                "v1.0.xml",
            ],
            1,
            "line 1",
        ),
    ];
    for (arguments, status, hint) in cases {
        let ran = program::run(folder.path(), arguments);
        assert_eq!(ran.status, Some(*status), "{arguments:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(hint), "{arguments:?}: {}", ran.stderr);
    }
}

/// Pages that mean harm are read like others, and nothing of them reaches the terminal as it is.
#[test]
fn hostile_pages_give_findings_and_no_panic() {
    let hostile = workspace().join("tests/fixtures/hostile_docs");
    let metadata = workspace().join("specs/v1.0.xml");
    let ran = program::run(
        &workspace(),
        &[
            "lint",
            "--metadata",
            &metadata.display().to_string(),
            "--docs",
            &hostile.display().to_string(),
        ],
    );
    assert!(matches!(ran.status, Some(0 | 1)), "{}", ran.stderr);
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
    // A page that is no text is told, not passed over.
    assert!(ran.stderr.contains("invalid-utf-8"), "{}", ran.stderr);
    let is_plain = |one: char| !one.is_control() || one == '\n';
    assert!(ran.stdout.chars().all(is_plain), "{:?}", ran.stdout);
}
