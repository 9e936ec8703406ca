//! The JSON blocks of published pages. They are not part of the repository.

use super::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A folder of the corpus, if it is there.
fn corpus(folder: &str) -> Option<PathBuf> {
    let root = std::env::var_os("MSGRAPH_CORPUS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus"),
        PathBuf::from,
    );
    let folder = root.join("docs").join(folder);
    if !folder.is_dir() {
        eprintln!(
            "SKIPPED: {} is not there; set MSGRAPH_CORPUS",
            folder.display()
        );
        return None;
    }
    Some(folder)
}

/// All pages below a folder, in order.
fn pages(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut folders = vec![folder.to_owned()];
    let mut pages = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                pages.push((path.clone(), std::fs::read_to_string(path).expect("UTF-8")));
            }
        }
    }
    pages.sort();
    pages
}

/// The contents of fenced blocks that are JSON or have a body of JSON: what begins with a bracket, the lines of a request or an answer
/// left out.
fn blocks(page: &str) -> Vec<&str> {
    let mut blocks = Vec::new();
    let mut start = None;
    let mut at = 0;
    for line in page.split_inclusive('\n') {
        if line.trim_start().starts_with("```") {
            match start.take() {
                None => start = Some(at + line.len()),
                Some(start) => blocks.push(&page[start..at]),
            }
        }
        at += line.len();
    }
    let bodies = blocks.into_iter().map(|block| {
        let first = block.split_whitespace().next().unwrap_or_default();
        let is_message = first.starts_with("HTTP/")
            || ["GET", "POST", "PUT", "PATCH", "DELETE"].contains(&first);
        let block = block.trim_start();
        if !is_message {
            return block;
        }
        let body = block.find("\n\n").or_else(|| block.find("\n\r\n"));
        body.map_or("", |body| block[body..].trim_start())
    });
    bodies.filter(|body| body.starts_with(['{', '['])).collect()
}

#[derive(Debug, Default)]
struct Counts {
    blocks: usize,
    strict: usize,
    lenient: usize,
    placeholders: usize,
    /// Blocks with a repair of each kind.
    repairs: BTreeMap<&'static str, usize>,
}

fn check(folder: &str) {
    let Some(folder) = corpus(folder) else { return };
    let mut counts = Counts::default();
    let verbose = std::env::var_os("MSGRAPH_LIST_REPAIRS").is_some();
    for (path, page) in pages(&folder) {
        for block in blocks(&page) {
            counts.blocks += 1;
            let strict = serde_json::from_str::<serde_json::Value>(block);
            counts.strict += usize::from(strict.is_ok());
            match read(&placed(block)) {
                Ok(read) => {
                    counts.lenient += 1;
                    assert_eq!(
                        strict.is_ok(),
                        read.repairs.is_empty(),
                        "{}\n{block}",
                        path.display()
                    );
                    if let Ok(strict) = strict {
                        assert_eq!(read.value.to_json(), strict, "{}", path.display());
                    }
                    let kinds: std::collections::BTreeSet<_> =
                        read.repairs.iter().map(|repair| repair.kind).collect();
                    if verbose && !kinds.iter().all(|kind| *kind == "trailing-comma") {
                        println!(
                            "{} {kinds:?}\n{block}\n=> {:#}\n",
                            path.display(),
                            read.value.to_json()
                        );
                    }
                    for kind in kinds {
                        *counts.repairs.entry(kind).or_default() += 1;
                    }
                }
                Err(error) => {
                    assert_eq!(
                        error,
                        Unreadable::Placeholder,
                        "{}\n{block}",
                        path.display()
                    );
                    counts.placeholders += 1;
                }
            }
        }
    }
    println!("{}: {counts:#?}", folder.display());
    assert!(
        counts.strict < counts.lenient,
        "the corpus has damaged JSON"
    );
    // A placeholder is no JSON; more than a few would be JSON that was not understood.
    assert!(counts.placeholders * 500 < counts.blocks);
}

#[test]
fn the_blocks_of_the_german_pages_are_read() {
    check("de-2018");
}

#[test]
fn the_blocks_of_the_english_pages_are_read() {
    check("en-2021");
}
