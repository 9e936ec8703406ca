//! What the tests of this package share: where the corpus, the fixtures and the workspace are.

pub mod api;
pub mod cargo;
pub mod contract;
pub mod definitions;
pub mod docs_report;
pub mod dump;
pub mod example;
pub mod golden;
pub mod measure;
pub mod mock_graph;
pub mod models;
pub mod package;
pub mod passes;
pub mod program;
pub mod random;
pub mod reference;
pub mod snippets;
pub mod view;
pub mod yardstick;

use std::path::{Path, PathBuf};

/// The root of the workspace.
pub fn workspace() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_owned()
}

/// A fixture by its path below `tests/fixtures`.
pub fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(path)
}

/// A file of the corpus of real metadata and docs, or `None`, said on standard error, where the
/// corpus is not on this machine: `MSGRAPH_CORPUS` names its folder, else it is looked for beside
/// the workspace, in `../shared/corpus`.
pub fn corpus(path: &str) -> Option<PathBuf> {
    let folder = match std::env::var_os("MSGRAPH_CORPUS") {
        Some(folder) => PathBuf::from(folder),
        None => workspace().join("../shared/corpus"),
    };
    let found = folder.join(path);
    if found.exists() {
        return Some(found);
    }
    eprintln!(
        "SKIPPED: {} is not there; set MSGRAPH_CORPUS to the corpus's folder",
        found.display()
    );
    None
}

/// All files below a folder: path with `/` and bytes, sorted by path.
///
/// # Panics
///
/// Where one cannot be read.
pub fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let entries = std::fs::read_dir(&next);
        let entries = entries.unwrap_or_else(|fault| panic!("{}: {fault}", next.display()));
        for entry in entries {
            let path = entry.map(|entry| entry.path());
            let path = path.unwrap_or_else(|fault| panic!("{}: {fault}", next.display()));
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path);
            let bytes = bytes.unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
            let below = path.strip_prefix(folder).unwrap_or(&path);
            files.push((below.to_string_lossy().replace('\\', "/"), bytes));
        }
    }
    files.sort();
    files
}

/// The Rust of `README.md`; what it shows of whole packages is built by `tests/readme.rs`.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
