//! The file that says what a run wrote, and from what.

use super::digest::Digest;
use super::{path, read_if_there};
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

/// The stamp's name in the output folder.
pub const STAMP: &str = ".msgraph-bindgen.stamp";

const HEADER: &str = "# What msgraph-bindgen wrote into this folder, and from what. Do not edit.";
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What a run wrote, and from what. As a file it has no dates and no absolute paths: the same run
/// gives the same stamp anywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    version: String,
    inputs: Digest,
    /// One line of the caller's.
    summary: String,
    files: BTreeMap<String, Entry>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    digest: Digest,
    length: u64,
}

impl Entry {
    fn of(bytes: &[u8]) -> Self {
        Self {
            digest: Digest::of(bytes),
            length: bytes.len() as u64,
        }
    }
}

impl Stamp {
    pub(super) fn new<'f>(
        inputs: Digest,
        summary: &str,
        files: impl Iterator<Item = (&'f str, &'f str)>,
    ) -> Self {
        Self {
            version: VERSION.to_owned(),
            inputs,
            summary: summary.replace(['\n', '\r'], " "),
            files: files
                .map(|(path, text)| (path.to_owned(), Entry::of(text.as_bytes())))
                .collect(),
        }
    }

    /// Whether a folder holds exactly what a run of this generator on these inputs writes, as far
    /// as its stamp tells: every file there has the length and digest it was written with. Reads
    /// the files; what cannot be read is not current.
    pub fn is_current(dir: &Path, inputs: Digest) -> bool {
        let Some(stamp) = Self::read(dir) else {
            return false;
        };
        stamp.version == VERSION
            && stamp.inputs == inputs
            && stamp.files.iter().all(|(path, entry)| {
                let path = dir.join(path);
                // The length first: it spares reading a file that differs.
                let length = std::fs::metadata(&path).map(|one| one.len());
                length.is_ok_and(|length| length == entry.length)
                    && std::fs::read(&path).is_ok_and(|bytes| Entry::of(&bytes) == *entry)
            })
    }

    /// The stamp in a folder. `None` where there is none, or none that can be understood: then
    /// nothing is known about the files there.
    pub fn read(dir: &Path) -> Option<Self> {
        let bytes = read_if_there(&dir.join(STAMP)).ok()??;
        Self::parse(std::str::from_utf8(&bytes).ok()?)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let version = lines.next()?.strip_prefix("version ")?.to_owned();
        let inputs = lines.next()?.strip_prefix("inputs ")?.parse().ok()?;
        let summary = lines.next()?.strip_prefix("summary ")?.to_owned();
        let mut files = BTreeMap::new();
        for line in lines {
            let mut fields = line.strip_prefix("file ")?.splitn(3, ' ');
            let entry = Entry {
                digest: fields.next()?.parse().ok()?,
                length: fields.next()?.parse().ok()?,
            };
            let path = fields.next()?;
            // Whatever the file says, nothing outside the folder is touched.
            path::check(path).ok()?;
            files.insert(path.to_owned(), entry);
        }
        Some(Self {
            version,
            inputs,
            summary,
            files,
        })
    }

    /// What the caller noted of the run, in one line.
    pub fn summary(&self) -> &str {
        &self.summary
    }

    /// The paths of the files that were written, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Whether these are the bytes that were written to a path.
    pub(super) fn wrote(&self, path: &str, bytes: &[u8]) -> bool {
        self.files.get(path) == Some(&Entry::of(bytes))
    }
}

/// The text of the file.
impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        writeln!(f, "version {}", self.version)?;
        writeln!(f, "inputs {}", self.inputs)?;
        writeln!(f, "summary {}", self.summary)?;
        for (path, entry) in &self.files {
            writeln!(f, "file {} {} {path}", entry.digest, entry.length)?;
        }
        Ok(())
    }
}
