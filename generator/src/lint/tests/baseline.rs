//! What is known, and what is left of it.

use super::*;

fn finding(kind: Kind, subject: &str, start: u32) -> Finding {
    let page = PageKey("thing-get".to_owned());
    let documented = Span {
        source: crate::diagnostics::SourceId(0),
        start,
        end: start,
    };
    Finding {
        kind,
        page,
        subject: subject.to_owned(),
        reason: (kind == Kind::OtherType).then_some("primitive"),
        message: "a message".to_owned(),
        documented,
        declared: None,
    }
}

#[test]
fn a_file_is_read_as_it_was_written() {
    let found = [
        finding(Kind::OtherType, "thing/size", 1),
        finding(Kind::UnknownType, "a subject with spaces", 2),
    ];
    let baseline = Baseline::of(&found);
    let text = baseline.write();
    assert_eq!(Baseline::parse(&text), Ok(baseline));
    let lines: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(
        lines,
        [
            "other-type\tprimitive\tthing-get\tthing/size",
            "unknown-type\t\tthing-get\ta subject with spaces",
        ]
    );
}

#[test]
fn a_line_that_is_no_entry_is_told() {
    let fault = Baseline::parse("# known\n\nother-type\tprimitive\n").expect_err("a fault");
    assert!(fault.to_string().starts_with("line 3: "), "{fault}");
}

#[test]
fn places_do_not_matter_and_stale_entries_are_told() {
    let before = [
        finding(Kind::OtherType, "thing/size", 1),
        finding(Kind::UnknownType, "gone", 2),
    ];
    let baseline = Baseline::of(&before);
    let after = [
        finding(Kind::OtherType, "thing/size", 700),
        finding(Kind::OtherType, "thing/new", 3),
    ];
    let report = Report::new(&after, &baseline, &Sources::new());
    assert_eq!((report.new, report.known), (1, 1));
    let stale: Vec<_> = report.stale.iter().map(|entry| &*entry.subject).collect();
    assert_eq!(stale, ["gone"]);
    let new: Vec<_> = report.findings.iter().filter(|one| one.is_new).collect();
    assert_eq!(new.len(), 1);
    assert_eq!(new[0].subject, "thing/new");
    let text = report.to_string();
    assert!(
        text.contains("thing/new") && !text.contains("thing/size"),
        "{text}"
    );
}

#[test]
fn kinds_have_names_of_their_own() {
    let names: std::collections::BTreeSet<_> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(names.len(), Kind::ALL.len());
}

#[test]
fn pages_and_subjects_stay_on_their_line() {
    let mut found = finding(Kind::OtherType, &one_line("a\n\tb\u{7}c"), 1);
    found.page = PageKey("a\tb\nc".to_owned());
    let baseline = Baseline::of([&found]);
    assert_eq!(Baseline::parse(&baseline.write()), Ok(baseline.clone()));
    assert!(baseline.knows(&found));
}
