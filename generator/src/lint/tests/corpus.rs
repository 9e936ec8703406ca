//! Published pages and metadata. They are not part of the repository.

use super::*;
use std::path::{Path, PathBuf};

fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("MSGRAPH_CORPUS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus"),
        PathBuf::from,
    );
    if !folder.is_dir() {
        eprintln!(
            "SKIPPED: {} is not there; set MSGRAPH_CORPUS",
            folder.display()
        );
        return None;
    }
    Some(folder)
}

fn report(metadata: &str, docs: &str) -> Option<Report> {
    let corpus = corpus()?;
    let metadata = std::fs::read_to_string(corpus.join("csdl").join(metadata)).expect("metadata");
    let mut files: Vec<(String, String)> = Vec::new();
    for folder in ["api", "resources"] {
        let folder = corpus.join("docs").join(docs).join("v1.0").join(folder);
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            let text = std::fs::read_to_string(&path).expect("UTF-8");
            files.push((path.display().to_string(), text));
        }
    }
    files.sort();
    let pages: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (&**path, &**text))
        .collect();
    let started = std::time::Instant::now();
    let (found, sources) = findings(&metadata, &pages);
    println!("{} pages in {:?}", pages.len(), started.elapsed());
    let report = Report::new(&found, &Baseline::default(), &sources);
    println!("{docs}");
    for count in &report.counts {
        println!("  {} {}", count.kind.as_str(), count.count);
        let mut reasons = std::collections::BTreeMap::<_, usize>::new();
        for one in report.findings.iter().filter(|one| one.kind == count.kind) {
            *reasons.entry(one.reason.unwrap_or_default()).or_default() += 1;
        }
        println!("    {reasons:?}");
    }
    if let Some(file) = std::env::var_os("MSGRAPH_LINT_REPORT") {
        let file = PathBuf::from(file).join(format!("{docs}.txt"));
        std::fs::write(file, report.to_string()).expect("a file");
    }
    check_places(&found, &sources);
    let known = Report::new(&found, &Baseline::of(&found), &sources);
    assert_eq!((known.new, known.stale.len()), (0, 0));
    Some(report)
}

/// Every finding has its places in the texts, with characters before and behind.
fn check_places(found: &[Finding], sources: &Sources) {
    for one in found {
        for span in [Some(one.documented), one.declared].into_iter().flatten() {
            let text = sources.text(span.source);
            let range = span.start as usize..span.end as usize;
            assert!(text.get(range).is_some(), "{one:?}");
        }
        assert!(
            !one.message.is_empty() && !one.subject.is_empty(),
            "{one:?}"
        );
    }
}

/// Whether there is a finding of a kind on a page.
fn is_found(report: &Report, kind: Kind, page: &str) -> bool {
    let mut findings = report.findings.iter();
    findings.any(|one| one.kind == kind && one.page == page)
}

#[test]
fn english_pages_of_2021() {
    let Some(report) = report("v1.0-2021-07.xml", "en-2021") else {
        return;
    };
    // What was seen by hand to be so.
    for (kind, page) in [
        (
            Kind::BoilerplateWrapper,
            "intune-onboarding-vpptoken-synclicenses",
        ),
        (Kind::ParameterNameDiffers, "calendar-getschedule"),
        (Kind::OtherMemberValue, "enums"),
        (Kind::UnresolvedRequest, "intune-auditing-auditevent-get"),
        (Kind::AnnotationContradicts, "channel-get-filesfolder"),
    ] {
        assert!(is_found(&report, kind, page), "{kind:?} {page}");
    }
}

#[test]
fn german_pages_of_2018() {
    let Some(report) = report("v1.0-2018-09.xml", "de-2018") else {
        return;
    };
    let page = "intune-onboarding-vpptoken-synclicenses";
    assert!(is_found(&report, Kind::BoilerplateWrapper, page));
    // Its enumeration has translated members, told by their numbers.
    assert!(is_found(
        &report,
        Kind::MemberNameDiffers,
        "intune-onboarding-vpptokenstate"
    ));
    // Translated words for types are no other types.
    let shares = |kind| {
        report
            .counts
            .iter()
            .find(|one| one.kind == kind)
            .map_or(0, |one| one.count)
    };
    assert!(shares(Kind::OtherType) * 10 < shares(Kind::PropertyNameDiffers));
}
