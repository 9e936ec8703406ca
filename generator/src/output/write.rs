//! Writing a set into a folder, as one step as far as a file system lets us.

use super::{Digest, FileSet, OutputError, STAMP, Stamp, read_if_there};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What a write did; paths relative to the folder, sorted. The stamp is not counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WriteReport {
    /// Files that are new or had other bytes.
    pub written: Vec<String>,
    /// Files that were as they should be, and were not touched.
    pub unchanged: Vec<String>,
    /// Files of an earlier run that are gone.
    pub removed: Vec<String>,
    /// Files of an earlier run that are no longer generated, but were changed since by someone
    /// else, and so were left alone.
    pub kept: Vec<String>,
}

pub(super) fn write(set: &FileSet, dir: &Path, inputs: Digest) -> Result<WriteReport, OutputError> {
    let before = Stamp::read(dir);
    let stamp = set.stamp(inputs).to_string();
    let mut report = WriteReport::default();
    // Everything that only reads comes first.
    let mut to_write = Vec::new();
    for (path, text) in set.iter() {
        if differs(&dir.join(path), text)? {
            to_write.push((path, text));
            report.written.push(path.to_owned());
        } else {
            report.unchanged.push(path.to_owned());
        }
    }
    if let Some(before) = &before {
        for path in before.paths().filter(|path| set.get(path).is_none()) {
            match read_if_there(&dir.join(path))? {
                None => {}
                Some(bytes) if before.wrote(path, &bytes) => report.removed.push(path.to_owned()),
                Some(_) => report.kept.push(path.to_owned()),
            }
        }
    }
    // Dropped last, when what was staged in them is gone or in place.
    let mut folders = Folders::default();
    let mut staged = Vec::with_capacity(to_write.len());
    for (path, text) in to_write {
        staged.push(folders.stage(&dir.join(path), text)?);
    }
    let stamp_path = dir.join(STAMP);
    let staged_stamp = match differs(&stamp_path, &stamp)? {
        true => Some(folders.stage(&stamp_path, &stamp)?),
        false => None,
    };
    for file in staged {
        file.publish()?;
    }
    for path in &report.removed {
        let path = dir.join(path);
        fs::remove_file(&path).map_err(|source| OutputError::new("remove", &path, source))?;
        remove_empty_folders(&path, dir);
    }
    // Last, so that a stamp never promises more than there is.
    if let Some(stamp) = staged_stamp {
        stamp.publish()?;
    }
    Ok(report)
}

pub(super) fn write_new(set: &FileSet, dir: &Path) -> Result<(), OutputError> {
    check_free(dir)?;
    let mut folders = Folders::default();
    let mut staged = Vec::with_capacity(set.len());
    for (path, text) in set.iter() {
        staged.push(folders.stage(&dir.join(path), text)?);
    }
    staged.into_iter().try_for_each(StagedFile::publish)
}

/// Refuses a folder in which there is something; the folder of a repository that has nothing else in it yet does not count.
pub(crate) fn check_free(dir: &Path) -> Result<(), OutputError> {
    let fault = |source| OutputError::new("write into", dir, source);
    let entries = match fs::read_dir(dir) {
        Err(source) if source.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(fault)?,
    };
    for entry in entries {
        if entry.map_err(fault)?.file_name() != ".git" {
            let reason = "there is something in it; name a folder that is empty or not there yet";
            return Err(fault(std::io::Error::new(
                ErrorKind::DirectoryNotEmpty,
                reason,
            )));
        }
    }
    Ok(())
}

fn differs(path: &Path, text: &str) -> Result<bool, OutputError> {
    Ok(read_if_there(path)?.is_none_or(|bytes| bytes != text.as_bytes()))
}

/// Removes the folders above a removed file that hold nothing any more.
fn remove_empty_folders(path: &Path, dir: &Path) {
    let mut folder = path.parent();
    while let Some(one) = folder.filter(|one| *one != dir && one.starts_with(dir)) {
        // Refused where something is in it.
        if fs::remove_dir(one).is_err() {
            return;
        }
        folder = one.parent();
    }
}

/// The folders made for a run. Those that are still empty in the end go again.
#[derive(Default)]
struct Folders {
    made: Vec<PathBuf>,
    staged: usize,
}

impl Folders {
    /// Writes a text beside the place where it is to be.
    fn stage(&mut self, target: &Path, text: &str) -> Result<StagedFile, OutputError> {
        let folder = target.parent().unwrap_or(Path::new(""));
        self.make(folder)?;
        self.staged += 1;
        let name = format!(
            ".msgraph-bindgen-{}-{}.tmp",
            std::process::id(),
            self.staged
        );
        let staged = StagedFile {
            temporary: folder.join(name),
            target: target.to_owned(),
        };
        fs::write(&staged.temporary, text)
            .map_err(|source| OutputError::new("write", target, source))?;
        Ok(staged)
    }

    fn make(&mut self, folder: &Path) -> Result<(), OutputError> {
        let missing = folder
            .ancestors()
            .take_while(|one| !one.as_os_str().is_empty() && !one.exists());
        let missing: Vec<&Path> = missing.collect();
        for one in missing.into_iter().rev() {
            match fs::create_dir(one) {
                Ok(()) => self.made.push(one.to_owned()),
                // Another process was faster.
                Err(source) if source.kind() == ErrorKind::AlreadyExists => {}
                Err(source) => return Err(OutputError::new("make folder", one, source)),
            }
        }
        Ok(())
    }
}

impl Drop for Folders {
    fn drop(&mut self) {
        for folder in self.made.iter().rev() {
            // Refused where something is in it, which is where the run succeeded.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Writes one file: whole, or not at all.
#[cfg(feature = "cli")]
pub(crate) fn write_file(target: &Path, text: &str) -> Result<(), OutputError> {
    Folders::default().stage(target, text)?.publish()
}

/// A file under a temporary name, in the folder where it is to be: it goes there by renaming alone.
struct StagedFile {
    temporary: PathBuf,
    target: PathBuf,
}

impl StagedFile {
    fn publish(self) -> Result<(), OutputError> {
        fs::rename(&self.temporary, &self.target)
            .map_err(|source| OutputError::new("replace", &self.target, source))
    }
}

impl Drop for StagedFile {
    fn drop(&mut self) {
        // Nothing is there any more once it was published.
        let _ = fs::remove_file(&self.temporary);
    }
}
