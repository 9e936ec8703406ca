//! The files of a run: collected in memory, then written only where their bytes differ, or compared
//! with what is there.
//!
//! A stamp file beside them, [`STAMP`], says from what they were made and what each held. It lets a
//! run find out that there is nothing to do, and it tells files that an earlier run wrote from those
//! of people. Digests decide, never times.

mod check;
mod digest;
mod path;
mod stamp;
#[cfg(test)]
mod tests;
mod write;

pub use check::{Difference, DifferenceKind};
pub use digest::{Digest, DigestError, Digester};
pub use path::{PathError, PathFault};
pub use stamp::{STAMP, Stamp};
pub use write::WriteReport;
#[cfg(feature = "cli")]
pub(crate) use write::check_free;
#[cfg(feature = "cli")]
pub(crate) use write::write_file;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Files by relative path, with `/` between its parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileSet {
    files: BTreeMap<String, String>,
    /// The paths as a file system sees them that does not tell small letters from capitals.
    folded: BTreeSet<String>,
    /// What the stamp notes of the run.
    summary: String,
}

/// Why files could not be written or compared.
#[derive(Debug, thiserror::Error)]
#[error("cannot {action} `{}`: {source}", path.display())]
pub struct OutputError {
    /// What was to be done: `read`, `write`, `remove` and so on.
    pub action: &'static str,
    /// To which file or folder.
    pub path: PathBuf,
    /// What the system says.
    pub source: std::io::Error,
}

impl FileSet {
    /// No files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes something of the run in the stamp, in one line.
    pub fn summarize(&mut self, summary: impl Into<String>) {
        self.summary = summary.into();
    }

    /// Adds a file.
    ///
    /// # Errors
    /// A path that is absolute, leads out of the folder or cannot be written on every system, that
    /// is there already (whatever the case of its letters), or that is a folder to another file.
    pub fn insert(
        &mut self,
        path: impl Into<String>,
        text: impl Into<String>,
    ) -> Result<(), PathError> {
        let path = path.into();
        if let Err(fault) = path::check(&path).and_then(|()| self.check_neighbours(&path)) {
            return Err(PathError { path, fault });
        }
        self.folded.insert(path.to_lowercase());
        self.files.insert(path, text.into());
        Ok(())
    }

    fn check_neighbours(&self, path: &str) -> Result<(), PathFault> {
        let folded = path.to_lowercase();
        if self.folded.contains(&folded) {
            return Err(PathFault::Taken);
        }
        let is_below_file = folded
            .match_indices('/')
            .any(|(slash, _)| self.folded.contains(&folded[..slash]));
        let folder = format!("{folded}/");
        let is_folder = self
            .folded
            .range(folder.clone()..)
            .next()
            .is_some_and(|next| next.starts_with(&folder));
        if is_below_file || is_folder {
            return Err(PathFault::FileAndFolder);
        }
        Ok(())
    }

    /// The text of a file.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// Paths and texts, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Writes the files into a folder, and the stamp: only those whose bytes differ. Removes files
    /// that the stamp of an earlier run names and that are no longer in the set, if they are still
    /// as they were written.
    ///
    /// `inputs` is the digest of everything the files were made from.
    ///
    /// # Errors
    /// Where the folder cannot be read or written. Everything is written beside its place first and
    /// renamed at the end; up to then an error leaves the folder as it was.
    pub fn write(&self, dir: &Path, inputs: Digest) -> Result<WriteReport, OutputError> {
        write::write(self, dir, inputs)
    }

    /// Writes the files into a folder that is not there yet, or is empty, without a stamp: they are somebody's own from then on.
    ///
    /// # Errors
    /// Where there is something in the folder, and else like [`FileSet::write`].
    pub fn write_new(&self, dir: &Path) -> Result<(), OutputError> {
        write::write_new(self, dir)
    }

    /// Compares the files with those in a folder, the stamp included; sorted by path, empty where
    /// [`FileSet::write`] would change nothing.
    ///
    /// # Errors
    /// Where something there cannot be read.
    pub fn check(&self, dir: &Path, inputs: Digest) -> Result<Vec<Difference>, OutputError> {
        check::check(self, dir, inputs)
    }

    /// The stamp that [`FileSet::write`] leaves.
    pub fn stamp(&self, inputs: Digest) -> Stamp {
        Stamp::new(inputs, &self.summary, self.iter())
    }
}

/// The bytes of a file, or `None` where there is none.
fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, OutputError> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(source) if source.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(OutputError::new("read", path, source)),
    }
}

impl OutputError {
    fn new(action: &'static str, path: &Path, source: std::io::Error) -> Self {
        Self {
            action,
            path: path.to_owned(),
            source,
        }
    }
}
