//! Input that is wrong, broken or made to hurt, through the binary: the run ends with status 1, says
//! where and what, and leaves the output folder as it was, byte for byte.

use msgraph_tests::program::{Ran, run, run_unheard};
use msgraph_tests::{fixture, tree, workspace};
use std::path::Path;
use std::time::{Duration, Instant};

/// Far more than a debug build on a busy machine needs, far less than quadratic work would take.
const PATIENCE: Duration = Duration::from_secs(120);

/// Runs `generate` with the given file on an empty folder and on one that holds a good earlier
/// output; neither may change. Answers the run on the empty one.
fn refused(folder: &Path, name: &str, bytes: &[u8]) -> Ran {
    std::fs::write(folder.join(name), bytes).expect("the input is written");
    let out = folder.join("out");
    std::fs::create_dir(&out).expect("the folder is made");
    let arguments = ["generate", "--metadata", name, "--out", "out"];
    let started = Instant::now();
    let ran = run(folder, &arguments);
    assert!(started.elapsed() < PATIENCE, "{:?}", started.elapsed());
    assert_eq!(ran.status, Some(1), "{}", ran.stderr);
    assert_eq!(ran.stdout, "");
    assert_eq!(tree(&out), []);
    let absent = ["generate", "--metadata", name, "--out", "absent"];
    assert_eq!(run(folder, &absent), ran);
    assert!(!folder.join("absent").exists());

    let good = fixture("vpp_token.xml");
    let good = good.to_str().expect("the path is Unicode");
    let first = run(folder, &["generate", "--metadata", good, "--out", "out"]);
    assert_eq!(first.status, Some(0), "{}", first.stderr);
    let before = tree(&out);
    assert!(before.len() > 5);
    assert_eq!(run(folder, &arguments), ran);
    assert_eq!(tree(&out), before);
    ran
}

fn refused_fixture(name: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let name = format!("{name}.xml");
    let bytes = std::fs::read(fixture("malformed").join(&name)).expect("the fixture is there");
    refused(folder.path(), &name, &bytes).stderr
}

macro_rules! fixtures {
    ($($name:ident),* $(,)?) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(refused_fixture(stringify!($name)));
        }
    )*};
}

fixtures! {
    dangling,
    duplicates,
    encoding,
    entity_bomb,
    inheritance_cycle,
    not_csdl,
    truncated,
    unclosed,
    wrong_types,
}

/// Microsoft publishes such files: what cannot be reached is left out, and said.
#[test]
fn dangling_but_published() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = "dangling_but_published.xml";
    let from = fixture("malformed").join(name);
    std::fs::copy(from, folder.path().join(name)).expect("the fixture is there");
    let ran = run(
        folder.path(),
        &["generate", "--metadata", name, "--out", "out"],
    );
    assert_eq!(ran.status, Some(0));
    insta::assert_snapshot!(ran.stderr);
}

/// A URL with such a segment would lead somewhere else.
#[test]
fn names_that_no_path_can_have() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = "no_segment.xml";
    let from = fixture("malformed").join(name);
    std::fs::copy(from, folder.path().join(name)).expect("the fixture is there");
    let arguments = ["generate", "--metadata", name, "--out", "out"];
    let ran = run(
        folder.path(),
        &[&arguments[..], &["--format", "json"]].concat(),
    );
    assert_eq!(ran.status, Some(0));
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).expect("an object");
    let omitted = serde_json::json!({"items with names that no path can have": 3});
    assert_eq!(report["omitted"], omitted);
    insta::assert_snapshot!(ran.stderr);
}

/// Each name that changes is told with its line, by `check` and by `generate`.
#[test]
fn pins_that_cannot_be_kept() {
    let good = fixture("vpp_token.xml");
    let good = good.to_str().expect("the path is Unicode");
    let folder = tempfile::tempdir().expect("a folder");
    let with = |verb| run(folder.path(), &[verb, "--metadata", good, "--out", "out"]);
    assert_eq!(with("generate").status, Some(0));
    let path = folder.path().join("out/names.lock");
    let lock = std::fs::read_to_string(&path).expect("the lock is there");
    let mut spoiled = lock.clone();
    for (pinned, wrong) in [
        ("vppToken/appleId\tapple_id", "vppToken/appleId\tapple-id"),
        ("vppToken/state\tstate", "vppToken/state\tadditional"),
        ("vppToken/token\ttoken", "vppToken/token\tcountry_or_region"),
    ] {
        assert!(spoiled.contains(pinned), "{pinned}: {lock}");
        spoiled = spoiled.replace(pinned, wrong);
    }
    std::fs::write(&path, spoiled).expect("the lock is written");

    let checked = with("check");
    assert_eq!(checked.status, Some(1));
    insta::assert_snapshot!(checked.stderr);
    let generated = with("generate");
    assert_eq!(
        (generated.status, generated.stderr),
        (Some(0), checked.stderr)
    );
    let mended = std::fs::read_to_string(&path).expect("the lock is there");
    assert_eq!(mended, lock);
    let again = with("check");
    assert_eq!((again.status, &*again.stderr), (Some(0), ""));
}

#[test]
fn utf_16_is_named() {
    let text = std::fs::read_to_string(fixture("vpp_token.xml")).expect("the fixture is there");
    let mut bytes = vec![0xff, 0xfe];
    bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let folder = tempfile::tempdir().expect("a folder");
    insta::assert_snapshot!(refused(folder.path(), "utf16.xml", &bytes).stderr);
}

#[test]
fn bytes_that_are_no_text_are_named() {
    let mut bytes = std::fs::read(fixture("vpp_token.xml")).expect("the fixture is there");
    bytes[700] = 0xff;
    let folder = tempfile::tempdir().expect("a folder");
    insta::assert_snapshot!(refused(folder.path(), "bytes.xml", &bytes).stderr);
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_refused() {
    let bytes = std::fs::read(fixture("vpp_token.xml")).expect("the fixture is there");
    for cut in (0..bytes.len() - 10).step_by(bytes.len() / 12) {
        let folder = tempfile::tempdir().expect("a folder");
        let said = refused(folder.path(), "cut.xml", &bytes[..cut]).stderr;
        assert!(said.contains("cut.xml:"), "cut at {cut}: {said}");
    }
}

/// Metadata around the content of a schema.
fn schema(content: &str) -> Vec<u8> {
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\
         <Schema Namespace=\"microsoft.graph\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">{content}</Schema>\
         </edmx:DataServices></edmx:Edmx>"
    )
    .into_bytes()
}

#[test]
fn deep_nesting_is_refused() {
    let mut content = "<Annotation Term=\"t\">".to_owned();
    content.push_str(&"<Collection>".repeat(10_000));
    content.push_str(&"</Collection>".repeat(10_000));
    content.push_str("</Annotation>");
    let folder = tempfile::tempdir().expect("a folder");
    let said = refused(folder.path(), "deep.xml", &schema(&content)).stderr;
    // The whole stands on one line: only a part of it is shown.
    assert!(said.len() < 10_000, "{} bytes", said.len());
    insta::assert_snapshot!(said);
}

#[test]
fn a_long_chain_of_bases_is_no_trouble_and_a_long_cycle_is_refused() {
    let count = 20_000;
    let ty = |index: usize| {
        let base = (index + 1) % count;
        format!("<ComplexType Name=\"t{index}\" BaseType=\"microsoft.graph.t{base}\"/>\n")
    };
    let content: String = (0..count).map(ty).collect();
    let folder = tempfile::tempdir().expect("a folder");
    let said = refused(folder.path(), "cycle.xml", &schema(&content)).stderr;
    insta::assert_snapshot!(said);
}

#[test]
fn two_million_empty_elements_are_refused_soon() {
    let folder = tempfile::tempdir().expect("a folder");
    let content = "<Member/>".repeat(2_000_000);
    let said = refused(folder.path(), "many.xml", &schema(&content)).stderr;
    assert!(said.len() < 20_000, "{} bytes", said.len());
    assert!(said.contains("many.xml:1:"), "{said}");
    assert!(said.contains("errors"), "{said}");
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let arguments = ["generate", "--metadata", "nowhere.xml", "--out", "out"];
    let ran = run(folder.path(), &arguments);
    assert_eq!(ran.status, Some(1));
    assert!(ran.stderr.contains("nowhere.xml"), "{}", ran.stderr);
    assert!(!folder.path().join("out").exists());
}

#[test]
fn patterns_that_find_nothing_are_errors() {
    let good = fixture("vpp_token.xml");
    let good = good.to_str().expect("the path is Unicode");
    let folder = tempfile::tempdir().expect("a folder");
    let patterns = [
        "--include",
        "/deviceAppManagment/**",
        "--include",
        "microsoft.graph.vppTokn",
    ];
    let mut arguments = vec!["generate", "--metadata", good, "--out", "out"];
    arguments.extend(patterns);
    let ran = run(folder.path(), &arguments);
    assert_eq!(ran.status, Some(1));
    insta::assert_snapshot!(ran.stderr);
    assert!(!folder.path().join("out").exists());
}

#[test]
fn flags_that_make_no_sense_end_with_status_2_and_a_hint() {
    let good = fixture("vpp_token.xml");
    let good = good.to_str().expect("the path is Unicode");
    let cases: &[(&[&str], &str)] = &[
        (&["generate", "--metadta", good], "--metadata"),
        (&["generat"], "generate"),
        (&["generate", "--out", "out"], "--metadata"),
        (&["generate", "--metadata", good], "--out"),
        (&["check", "--metadata", good], "--out"),
        (&["generate", "--metadata", good, "--format", "xml"], "json"),
        (
            &["generate", "--metadata", good, "--output", "krate"],
            "crate",
        ),
        (&[], "generate"),
    ];
    let folder = tempfile::tempdir().expect("a folder");
    for (arguments, hint) in cases {
        let ran = run(folder.path(), arguments);
        assert_eq!(ran.status, Some(2), "{arguments:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(hint), "{arguments:?}: {}", ran.stderr);
        assert_eq!(tree(folder.path()), [], "{arguments:?}");
    }
}

/// In whatever way `--format json` is written, and wherever it stands.
#[test]
fn json_is_one_object_also_where_flags_make_no_sense() {
    let folder = tempfile::tempdir().expect("a folder");
    let cases: &[(&[&str], &str)] = &[
        (
            &["generate", "--metadta", "x.xml", "--format", "json"],
            "--metadata",
        ),
        (&["--format", "json", "generat"], "generate"),
        (&["generat", "--format=json"], "generate"),
        (&["diff", "--format=json"], "<OLD>"),
        (&["check", "--format", "json", "--output", "krate"], "crate"),
    ];
    for (arguments, hint) in cases {
        let ran = run(folder.path(), arguments);
        assert_eq!(ran.status, Some(2), "{arguments:?}: {}", ran.stderr);
        assert_eq!(ran.stdout.matches('\n').count(), 1, "{}", ran.stdout);
        let object: serde_json::Value = serde_json::from_str(&ran.stdout)
            .unwrap_or_else(|fault| panic!("{fault}: {}", ran.stdout));
        let text = object["error"].as_str().unwrap_or_default();
        assert!(text.contains(hint), "{arguments:?}: {object}");
        assert!(ran.stderr.contains(hint), "{arguments:?}: {}", ran.stderr);
    }
    for arguments in [&["--help"][..], &["generate", "--help", "--format", "json"]] {
        let ran = run(folder.path(), arguments);
        assert_eq!(ran.status, Some(0), "{arguments:?}: {}", ran.stderr);
        assert!(ran.stdout.contains("Usage:"), "{}", ran.stdout);
    }
    // Without it, people are spoken to.
    let ran = run(folder.path(), &["generat", "--format", "human"]);
    assert_eq!((ran.status, &*ran.stdout), (Some(2), ""));
}

#[test]
fn json_is_one_object_also_where_a_run_fails() {
    let bad = fixture("malformed/dangling.xml");
    let bad = bad.to_str().expect("the path is Unicode");
    let good = fixture("vpp_token.xml");
    let good = good.to_str().expect("the path is Unicode");
    let folder = tempfile::tempdir().expect("a folder");
    let cases: &[(&[&str], i32, &str)] = &[
        (&["generate", "--metadata", bad, "--out", "out"], 1, "error"),
        (
            &["generate", "--metadata", "nowhere.xml", "--out", "out"],
            1,
            "error",
        ),
        (&["generate", "--metadata", good], 2, "error"),
        (&["check", "--metadata", good, "--out", "out"], 1, "files"),
        (
            &["generate", "--metadata", good, "--out", "out"],
            0,
            "builders",
        ),
    ];
    for (arguments, status, key) in cases {
        let mut arguments = arguments.to_vec();
        arguments.extend(["--format", "json"]);
        let ran = run(folder.path(), &arguments);
        assert_eq!(ran.status, Some(*status), "{arguments:?}: {}", ran.stderr);
        assert_eq!(ran.stdout.matches('\n').count(), 1, "{}", ran.stdout);
        let object: serde_json::Value = serde_json::from_str(&ran.stdout)
            .unwrap_or_else(|fault| panic!("{fault}: {}", ran.stdout));
        assert!(object.get(key).is_some(), "{arguments:?}: {object}");
    }
}

/// `| head` reads a line and goes.
#[test]
fn a_reader_that_goes_is_no_fault() {
    let good = fixture("vpp_token.xml");
    let good = good.to_str().expect("the path is Unicode");
    let folder = tempfile::tempdir().expect("a folder");
    let status = run_unheard(
        folder.path(),
        &["generate", "--metadata", good, "--out", "out"],
    );
    assert_eq!(status, Some(0));
    assert!(folder.path().join("out/Cargo.toml").is_file());
}

/// A crate whose client has a name that is none would not compile; a run says so before.
#[test]
fn settings_that_make_no_sense_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let metadata = fixture("vpp_token.xml");
    let metadata = metadata.to_str().expect("the path is Unicode");
    for line in [
        "root = \"My Client\"",
        "root = \"\"",
        "root = \"self\"",
        "rot = \"Graph\"",
    ] {
        let text = format!("metadata = [{metadata:?}]\nout = \"out\"\n{line}\n");
        std::fs::write(folder.path().join("msgraph-bindgen.toml"), text).expect("written");
        let ran = run(folder.path(), &["generate"]);
        assert_eq!(ran.status, Some(1), "{line}: {}", ran.stderr);
        let key = line
            .rsplit('\n')
            .next()
            .and_then(|line| line.split(' ').next());
        assert!(
            ran.stderr.contains(key.unwrap_or_default()),
            "{line}: {}",
            ran.stderr
        );
        assert!(!ran.stderr.contains("panicked"), "{line}: {}", ran.stderr);
        assert!(!folder.path().join("out").exists(), "{line}");
    }
}

/// The tests' own ground: the fixtures above are all that there are.
#[test]
fn every_fixture_is_tested() {
    let own = std::fs::read_to_string(workspace().join("tests/tests/malformed.rs")).expect("read");
    for (path, _) in tree(&fixture("malformed")) {
        let name = path.strip_suffix(".xml").expect("an XML file");
        assert!(own.contains(name), "{path} is not tested");
    }
}
