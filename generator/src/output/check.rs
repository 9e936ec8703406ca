//! Comparing a set with a folder.

use super::{Digest, FileSet, OutputError, STAMP, Stamp, read_if_there};
use std::fmt;
use std::path::Path;

/// A file that is not as a run would leave it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// The path, relative to the folder.
    pub path: String,
    /// How it differs.
    pub kind: DifferenceKind,
}

/// How a file differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifferenceKind {
    /// It is not there.
    Missing,
    /// It has other bytes.
    Differs,
    /// An earlier run wrote it, this one would not.
    Extra,
}

/// `src/lib.rs: differs`.
impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            DifferenceKind::Missing => "missing",
            DifferenceKind::Differs => "differs",
            DifferenceKind::Extra => "no longer generated",
        };
        write!(f, "{}: {kind}", self.path)
    }
}

pub(super) fn check(
    set: &FileSet,
    dir: &Path,
    inputs: Digest,
) -> Result<Vec<Difference>, OutputError> {
    let mut found = Vec::new();
    let mut compare = |path: &str, text: &str| -> Result<(), OutputError> {
        let kind = match read_if_there(&dir.join(path))? {
            None => DifferenceKind::Missing,
            Some(bytes) if bytes != text.as_bytes() => DifferenceKind::Differs,
            Some(_) => return Ok(()),
        };
        found.push(Difference {
            path: path.to_owned(),
            kind,
        });
        Ok(())
    };
    for (path, text) in set.iter() {
        compare(path, text)?;
    }
    compare(STAMP, &set.stamp(inputs).to_string())?;
    if let Some(before) = Stamp::read(dir) {
        for path in before.paths().filter(|path| set.get(path).is_none()) {
            if let Some(bytes) = read_if_there(&dir.join(path))?
                && before.wrote(path, &bytes)
            {
                found.push(Difference {
                    path: path.to_owned(),
                    kind: DifferenceKind::Extra,
                });
            }
        }
    }
    found.sort();
    Ok(found)
}
