//! Reference pages change what generated code says, and nothing of what it does.

use msgraph_bindgen::{Builder, Report};
use msgraph_tests::{fixture, workspace};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Generates the embedded slice with pages.
fn generated(docs: &[PathBuf]) -> (BTreeMap<String, String>, Report) {
    let builder = Builder::new().metadata(workspace().join("specs/v1.0.xml"));
    let builder = docs
        .iter()
        .fold(builder, |builder, folder| builder.docs(folder));
    let generated = builder.generate().unwrap_or_else(|fault| panic!("{fault}"));
    (generated.sources.into_iter().collect(), generated.report)
}

fn embedded(language: &str) -> PathBuf {
    workspace().join("specs/docs").join(language)
}

/// What rustc reads: without doc comments, and without what is there where routes are known.
fn code(sources: &BTreeMap<String, String>) -> BTreeMap<&str, String> {
    let mut code = BTreeMap::new();
    for (path, text) in sources.iter().filter(|(path, _)| *path != "routes.rs") {
        let mut kept = String::new();
        for line in text.lines() {
            let is_doc = line.trim_start().starts_with("///");
            let is_of_routes = line == "mod routes;" || line == "use super::routes::ROUTES;";
            if !is_doc && !is_of_routes {
                writeln!(kept, "{line}").expect("a String");
            }
        }
        let kept = kept
            .replace(".with_routes(&ROUTES)", "")
            .replace(",\n    rustdoc::redundant_explicit_links\n", "\n");
        code.insert(path.as_str(), kept);
    }
    code
}

/// Fails with the first line that differs.
fn assert_same_code(one: &BTreeMap<String, String>, other: &BTreeMap<String, String>, what: &str) {
    let (one, other) = (code(one), code(other));
    assert!(one.keys().eq(other.keys()), "{what}: other files");
    for (path, text) in &one {
        let mut lines = text.lines().zip(other[path].lines());
        if let Some((a, b)) = lines.find(|(a, b)| a != b) {
            panic!("{what}: {path} differs:\n{a}\n{b}");
        }
        assert_eq!(text.len(), other[path].len(), "{what}: {path}");
    }
}

#[test]
fn no_language_changes_a_name_or_a_signature() {
    let (english, report) = generated(&[embedded("en")]);
    assert!(
        report.pages > 100 && report.documented_requests > 100,
        "{report:?}"
    );
    let (german, report) = generated(&[embedded("de")]);
    assert!(
        report.pages > 70 && report.documented_requests > 100,
        "{report:?}"
    );
    assert_same_code(&english, &german, "English and German");
    assert!(english != german);
    let (both, _) = generated(&[embedded("de"), embedded("en")]);
    assert_same_code(&english, &both, "English and both");
    let (none, _) = generated(&[]);
    assert_same_code(&english, &none, "English and none");
    assert!(!none.contains_key("routes.rs") && english.contains_key("routes.rs"));
}

/// The routes that both languages document, with all that is no text and no matter of permissions, which the
/// pages of the two years disagree on.
#[test]
fn languages_agree_on_routes() {
    let rows = |language: &str| -> BTreeMap<String, String> {
        let (sources, _) = generated(&[embedded(language)]);
        let table = sources["routes.rs"]
            .split_once("requests {")
            .expect("a table")
            .1;
        let rows = table.lines().filter_map(|line| {
            let (request, facts) = line.trim().split_once("\" [")?;
            let statuses = facts.split_once("] ")?.1.split(']').next()?;
            Some((request.to_owned(), statuses.to_owned()))
        });
        rows.collect()
    };
    let (english, german) = (rows("en"), rows("de"));
    let shared: Vec<_> = german
        .keys()
        .filter(|route| english.contains_key(*route))
        .collect();
    assert!(shared.len() > 100, "{} of {}", shared.len(), german.len());
    for route in shared {
        assert_eq!(english[route], german[route], "{route}");
    }
}

/// The lines of documentation before a line of code.
fn docs_before<'t>(text: &'t str, code: &str) -> Vec<&'t str> {
    let lines: Vec<&str> = text.lines().map(str::trim_start).collect();
    let at = lines.iter().position(|line| line.starts_with(code));
    let at = at.unwrap_or_else(|| panic!("there is no `{code}`"));
    let docs = lines[..at].iter().rev();
    let docs = docs.map_while(|line| line.strip_prefix("///"));
    let mut docs: Vec<_> = docs.map(str::trim_start).collect();
    docs.reverse();
    docs
}

#[test]
fn a_method_says_what_the_reference_says_of_its_requests() {
    let (sources, _) = generated(&[embedded("en")]);
    let docs = docs_before(&sources["graph/builders.rs"], "pub fn sync_licenses(");
    let at = docs
        .iter()
        .position(|line| *line == "# Documented requests")
        .expect("a heading");
    assert_eq!(
        docs[at + 2..],
        [
            "[syncLicenses action](https://learn.microsoft.com/graph/api/intune-onboarding-vpptoken-synclicenses?view=graph-rest-1.0): \
             `POST /deviceAppManagement/vppTokens/{}/syncLicenses`. Answers 200.",
            "",
            "In Rust: `graph.device_app_management().vpp_tokens().id(vpp_token_id).sync_licenses()`.",
            "",
            "| | least privileged | more |",
            "|---|---|---|",
            "| work account | `DeviceManagementServiceConfig.ReadWrite.All` | |",
            "| personal account | not supported | |",
            "| application | `DeviceManagementServiceConfig.ReadWrite.All` | |",
        ]
    );
    // Wanted together, and alternatives.
    let docs = docs_before(&sources["graph/builders.rs"], "pub fn check_member_groups(");
    let together = "| work account | `User.ReadBasic.All` and `GroupMember.Read.All` | `User.Read.All` and \
        `GroupMember.Read.All`, `Directory.Read.All` |";
    assert!(docs.contains(&together), "{docs:#?}");
}

/// Pages are inputs: a run knows when one has changed.
#[test]
fn a_changed_page_is_a_changed_input() {
    let folder = tempfile::tempdir().expect("a folder");
    let docs = folder.path().join("docs");
    hostile_pages(&docs, "Harmless.");
    let out = folder.path().join("out");
    let run = || {
        let builder = Builder::new()
            .metadata(workspace().join("specs/v1.0.xml"))
            .docs(&docs);
        builder
            .write_to(&out)
            .unwrap_or_else(|fault| panic!("{fault}"))
    };
    assert!(run().files_written > 0);
    assert!(run().up_to_date);
    hostile_pages(&docs, "Harmless too.");
    let changed = run();
    assert!(!changed.up_to_date && changed.files_written > 0);
    assert!(run().up_to_date);
    std::fs::remove_dir_all(docs.join("api")).expect("removed");
    assert!(!run().up_to_date);
}

/// Texts that would be more than text, if anything could.
const HOSTILE: &[&str] = &[
    "*/ pub fn evil() {}",
    "\"] pub struct Evil; #[doc = \"",
    "</code></pre><script>alert(1)</script>",
    "```\nlet x = std::process::exit(1);\n```",
    "```rust,should_panic\npanic!()\n```",
    "#![feature(evil)] #[deprecated] //! inner",
    "[`std::fs::remove_dir_all`] [a](javascript:alert(1)) [b](file:///etc/passwd)",
    "a\u{202e}b\u{2066}c\u{0}d\u{1b}[31m",
    "line\u{2028}pub struct Evil;\u{2029}x\rpub struct Evil2;",
    "<!-- unfinished <a href=\"x\" onclick=y>",
    "|a|b|\n|-|-|\n|c|d|",
    "[x]: https://evil.example \"t\"\n\n[x]",
    "\\",
    "    fn indented() {}",
    "{{placeholder}} {} {0} $x $crate",
];

/// A page of a type and a page of an operation that say a text wherever a page can say something.
fn hostile_pages(folder: &Path, text: &str) {
    let cell = text.replace('\n', " ").replace('|', "\\|");
    let resource = format!(
        "---\ntitle: \"{cell}\"\n---\n# {cell}\n\n{text}\n\n## Properties\n|Property|Type|Description|\n|:---|:---|:---|\n\
         |appleId|{cell}|{cell}|\n|{cell}|String|{cell}|\n|state|[{cell}]({cell})|{cell}|\n\n## JSON representation\n\
         <!-- {{\"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.vppToken\"}} -->\n``` json\n{{\"appleId\": \"String\"}}\n```\n"
    );
    let operation = format!(
        "# {cell}\n\n{text}\n\n## Permissions\n|Permission type|Permissions (from least to most privileged)|\n|:---|:---|\n\
         |Delegated (work or school account)|User.Read, {cell}|\n|Delegated (personal Microsoft account)|{cell}|\n|Application|User.Read.All|\n\n\
         ## HTTP request\n``` http\nPOST /deviceAppManagement/vppTokens/{{id}}/syncLicenses\nGET /deviceAppManagement/vppTokens/{cell}\n```\n\n\
         ## Optional query parameters\n|Name|Description|\n|:---|:---|\n|{cell}|{cell}|\n\n## Request headers\n|Header|Value|\n|:---|:---|\n|{cell}|{cell}|\n\n\
         ## Response\n`200 OK` {text}\n"
    );
    for (path, text) in [
        ("resources/intune-onboarding-vpptoken.md", resource),
        ("api/intune-onboarding-vpptoken-synclicenses.md", operation),
    ] {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    }
}

/// The lines without what stands between backticks.
fn outside_code(source: &str) -> String {
    let outside = |line: &str| line.split('`').step_by(2).collect::<Vec<_>>().join("`");
    let lines: Vec<_> = source.lines().map(outside).collect();
    lines.join("\n")
}

#[test]
fn hostile_pages_change_no_code() {
    let (none, _) = generated(&[]);
    for text in HOSTILE {
        let folder = tempfile::tempdir().expect("a folder");
        hostile_pages(folder.path(), text);
        let (sources, report) = generated(&[folder.path().to_owned()]);
        assert_eq!(report.pages, 2);
        assert!(report.documented_requests > 0, "{text:?}");
        assert_same_code(&none, &sources, text);
        for (path, source) in &sources {
            let harmless = |one: char| one == '\n' || !one.is_control();
            assert!(source.chars().all(harmless), "{path} with {text:?}");
            // As text and as code, it may be shown.
            let is_tag = outside_code(source).replace("\\<", "").contains("<script");
            assert!(!is_tag, "{path} with {text:?}");
        }
    }
    let (sources, _) = generated(&[fixture("hostile_docs")]);
    assert_same_code(&none, &sources, "the fixtures");
}
