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
    Some(report)
}

#[test]
fn english_pages_of_2021() {
    report("v1.0-2021-07.xml", "en-2021");
}

#[test]
fn german_pages_of_2018() {
    report("v1.0-2018-09.xml", "de-2018");
}
