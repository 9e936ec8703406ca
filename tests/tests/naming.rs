//! Every kind of name and text that metadata may hold: what is made of it compiles without a
//! warning, and its names stay what they are.

use msgraph_bindgen::Settings;
use msgraph_tests::fixture;
use msgraph_tests::golden::Golden;

fn obstacle_course(folder: &str) -> Golden {
    let settings = Settings {
        metadata: vec![fixture("naming.xml")],
        ..Settings::default()
    };
    Golden::generate(folder, settings)
}

#[test]
fn the_obstacle_course_compiles_without_a_warning() {
    let golden = obstacle_course("naming");
    // What is left out is not tested.
    assert!(golden.report.omitted.is_empty(), "{:?}", golden.report);
    golden.check();
    golden.clippy();
    golden.doc();
}

#[test]
fn the_names_are_these() {
    let golden = obstacle_course("naming-names");
    insta::assert_snapshot!(golden.text("names.lock"));
}

/// Files are named by the generator alone, whatever the namespaces are.
#[test]
fn no_name_becomes_a_path() {
    let golden = obstacle_course("naming-paths");
    for (path, _) in golden.sources() {
        let parts = path.strip_prefix("src/").unwrap_or("../").split('/');
        for part in parts {
            let name = part.strip_suffix(".rs").unwrap_or(part);
            let plain = |one: char| one.is_ascii_alphanumeric() || one == '_';
            assert!(!name.is_empty() && name.chars().all(plain), "{path}");
        }
    }
}

/// No text of the input stands in the output outside of literals and comments.
#[test]
fn no_text_becomes_code() {
    let golden = obstacle_course("naming-text");
    let marks = [
        "injected",
        "panic!(",
        "allow(warnings)",
        "feature(x)",
        "<script>",
        "drop table",
    ];
    let mut seen = 0;
    for (path, text) in golden.sources() {
        for line in text.lines() {
            let Some(mark) = marks.iter().find(|mark| line.contains(**mark)) else {
                continue;
            };
            seen += 1;
            let comment = line.trim_start().starts_with("///");
            let before = line.split(mark).next().unwrap_or_default();
            let quotes = before.replace("\\\"", "").matches('"').count();
            assert!(comment || quotes % 2 == 1, "{path}: {line}");
        }
    }
    assert!(seen > 20, "the fixture has no hostile text any more");
}
