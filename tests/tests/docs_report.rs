//! What is understood of the reference reaches its goals. The numbers are those of `cargo run --release -p msgraph-tests --bin docs_report`.

use msgraph_tests::docs_report::{Detail, Report, print};
use msgraph_tests::reference::Reference;

fn reaches_its_goals(name: &str) {
    let references = Reference::corpora().into_iter();
    // What is not there was said to be skipped.
    for reference in references.filter(|reference| reference.name == name) {
        let report = Report::of(&reference);
        let missed: Vec<_> = report.missed().map(|measure| measure.name).collect();
        assert!(
            missed.is_empty(),
            "{missed:?}\n{}",
            print(&report, Detail::Kinds)
        );
    }
}

#[test]
fn of_the_english_pages() {
    reaches_its_goals("en-2021");
}

#[test]
fn of_the_german_pages() {
    reaches_its_goals("de-2018");
}

/// The pages of this repository are damaged here and there; they are read all the same, and every request line in them is found.
#[test]
fn of_the_own_pages() {
    for reference in Reference::own() {
        let report = Report::of(&reference);
        let missed: Vec<_> = report.missed().map(|measure| measure.name).collect();
        assert!(
            missed.is_empty(),
            "{missed:?}\n{}",
            print(&report, Detail::Kinds)
        );
        assert!(report.measures.iter().any(|measure| measure.count > 10));
    }
}
