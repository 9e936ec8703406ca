//! The metadata that Microsoft publishes, and has published: every file gives a client, and the
//! numbers are those that other programs count. Skipped, with a line that says so, where the corpus
//! is not on the machine.

use msgraph_bindgen::model::repair::State;
use msgraph_bindgen::{Builder, DerivedTypes, Generated, Report, Settings};
use msgraph_tests::corpus;
use msgraph_tests::golden::Golden;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// All files.
const FILES: [&str; 8] = [
    "beta-2021-07",
    "v1.0-2018-09",
    "v1.0-2018-09-clean",
    "v1.0-2021-07",
    "v1.0-2021-07-clean",
    "v1.0-2023-05-annotated",
    "v1.0-2026-08",
    "v1.0-2026-08-clean",
];

/// The newest, as it is published.
const NEWEST: &str = "v1.0-2026-08";

fn file(name: &str) -> Option<PathBuf> {
    corpus(&format!("csdl/{name}.xml"))
}

fn settings(name: &str) -> Option<Settings> {
    Some(Settings {
        metadata: vec![file(name)?],
        ..Settings::default()
    })
}

fn generate(settings: Settings) -> Generated {
    let generated = Builder::from_settings(settings).generate();
    generated.unwrap_or_else(|fault| panic!("{fault}"))
}

fn warnings(report: &Report) -> Vec<(&str, usize)> {
    let counted = report.warnings.iter();
    counted.map(|one| (one.kind.as_str(), one.count)).collect()
}

#[test]
fn every_file_gives_a_client() {
    for name in FILES {
        let Some(settings) = settings(name) else {
            continue;
        };
        let generated = generate(settings);
        let report = &generated.report;
        assert_eq!(report.errors, [], "{name}");
        // Functions of the old beta are bound to collections of a service root; there is only one.
        let pathless = if name == "beta-2021-07" { 9 } else { 0 };
        let omitted: usize = report.omitted.values().sum();
        assert_eq!(omitted, pathless, "{name}: {:?}", report.omitted);
        assert!(
            report.builders > 350 && report.methods > 2_000,
            "{name}: {report:?}"
        );
        let redundant = report
            .repairs
            .iter()
            .filter(|one| one.state == State::Expired);
        let redundant: Vec<_> = redundant.map(|one| one.rule.clone()).collect();
        eprintln!(
            "{name}: expired {redundant:?}, warnings {:?}",
            warnings(report)
        );
    }
}

#[test]
fn the_newest_has_its_numbers() {
    let Some(settings) = settings(NEWEST) else {
        return;
    };
    let report = generate(settings).report;
    assert_eq!(report.entity_types, 1182);
    assert_eq!(report.complex_types, 1779);
    assert_eq!(report.enum_types, 861);
    assert_eq!(report.enum_members, 6347);
    assert_eq!(report.properties, 10525);
    assert_eq!(report.navigation_properties, 1432);
    assert_eq!(report.operations, 1183);
    assert!(report.builders <= 1_900, "{}", report.builders);
    assert!(report.methods <= 9_500, "{}", report.methods);
    assert!(report.omitted.is_empty(), "{:?}", report.omitted);
    assert_eq!(warnings(&report), []);
}

/// On the newest file every rule has something to do: one that has not must go.
#[test]
fn no_repair_has_expired() {
    let Some(settings) = settings(NEWEST) else {
        return;
    };
    for repair in generate(settings).report.repairs {
        assert_eq!(repair.state, State::Applied, "{}", repair.rule);
    }
}

/// The file that the publisher has repaired for its own SDKs needs most rules no more.
#[test]
fn on_a_repaired_file_rules_expire() {
    let Some(settings) = settings("v1.0-2026-08-clean") else {
        return;
    };
    let report = generate(settings).report;
    let expired = report
        .repairs
        .iter()
        .filter(|one| one.state == State::Expired);
    let expired: Vec<_> = expired.map(|one| one.rule.clone()).collect();
    insta::assert_debug_snapshot!(expired);
}

/// The slice that this repository carries has subjects for some rules only; none may have expired.
#[test]
fn on_the_own_slice_no_repair_has_expired() {
    let settings = Settings {
        metadata: vec![msgraph_tests::workspace().join("specs/v1.0.xml")],
        ..Settings::default()
    };
    let report = generate(settings).report;
    for repair in &report.repairs {
        assert_ne!(repair.state, State::Expired, "{}", repair.rule);
    }
    let applied = report
        .repairs
        .iter()
        .filter(|one| one.state == State::Applied);
    assert!(applied.count() >= 2);
}

/// Six targets of the repaired file are left over from rules of its making.
#[test]
fn annotations_without_a_target_are_one_group() {
    let Some(settings) = settings("v1.0-2026-08-clean") else {
        return;
    };
    let generated = generate(settings);
    assert_eq!(
        warnings(&generated.report),
        [("dangling-annotation-target", 6), ("unusual-name", 2)]
    );
    let text = &generated.warnings;
    assert_eq!(
        text.matches("dangling-annotation-target").count(),
        6,
        "{text}"
    );
}

#[test]
fn one_resource_brings_what_it_needs_and_no_more() {
    let Some(mut settings) = settings(NEWEST) else {
        return;
    };
    settings.include = vec!["/deviceAppManagement/vppTokens/**".to_owned()];
    let report = generate(settings).report;
    let types = report.entity_types + report.complex_types + report.enum_types;
    assert_eq!((types, report.builders, report.operations), (5, 3, 1));
}

#[test]
fn a_mailbox_brings_few_types() {
    let Some(mut settings) = settings(NEWEST) else {
        return;
    };
    settings.include = vec!["/me/messages/**".to_owned()];
    settings.derived_types = DerivedTypes::All;
    let report = generate(settings).report;
    let types = report.entity_types + report.complex_types + report.enum_types;
    assert!((30..=62).contains(&types), "{types}");
}

/// What a selection has is called there as it is called in the whole.
#[test]
fn names_do_not_depend_on_the_selection() {
    let Some(whole) = settings(NEWEST) else {
        return;
    };
    let part = Settings {
        include: vec!["/users/**".to_owned(), "/security/**".to_owned()],
        ..whole.clone()
    };
    let lines = |settings| -> BTreeSet<String> {
        let lock = generate(settings).lock.to_string();
        lock.lines().map(str::to_owned).collect()
    };
    let (whole, part) = (lines(whole), lines(part));
    let differs: Vec<_> = part.difference(&whole).take(5).collect();
    assert_eq!(differs, [""; 0]);
    assert!(part.len() > 5_000, "{}", part.len());
}

fn compiles(name: &str) {
    if let Some(settings) = settings(name) {
        Golden::generate(&format!("corpus-{name}"), settings).check();
    }
}

/// The whole of the API, without a warning. All eight files take minutes: they are compiled where
/// `MSGRAPH_BINDGEN_ALL` is 1.
#[test]
fn the_whole_compiles_without_a_warning() {
    let all = std::env::var("MSGRAPH_BINDGEN_ALL").is_ok_and(|value| value == "1");
    let wanted = |name: &&&str| all || [NEWEST, "beta-2021-07"].contains(*name);
    for name in FILES.iter().filter(wanted) {
        compiles(name);
    }
    if all && let Some(settings) = settings(NEWEST) {
        Golden::generate(&format!("corpus-{NEWEST}"), settings).clippy();
    }
}
