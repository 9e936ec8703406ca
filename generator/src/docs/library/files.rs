//! The files of a library: found below folders, read, and added to the inputs.

use super::super::bilingual;
use crate::diagnostics::{Decoded, Diagnostics, Severity, SourceId, Sources};
use crate::error::Error;
use crate::parallel::{self, map_in_order};
use std::path::{Path, PathBuf};

/// A file of a library.
#[derive(Debug, Clone)]
pub struct PageFile {
    /// Its text.
    pub source: SourceId,
    /// Which of the folders it was found in, counted from 0.
    pub folder: usize,
    /// Its path below that folder, with `/`.
    pub path: String,
}

/// Reads all Markdown files below folders and adds them to the inputs, folder by folder, sorted by path. Links to folders are not
/// followed, and what begins with a dot is passed over. A file that is not UTF-8, or cannot be read, is a warning. Of a bilingual page
/// only the language that it was translated from is kept.
///
/// # Errors
/// Where a folder cannot be listed.
pub fn load(
    folders: &[PathBuf],
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<PageFile>, Error> {
    let mut files = Vec::new();
    for (folder, root) in folders.iter().enumerate() {
        let paths = markdown_below(root)?;
        let read = map_in_order(&paths, |path| read(&root.join(path)), parallel::threads(0));
        for (path, read) in paths.into_iter().zip(read) {
            let name = root.join(&path).display().to_string();
            let decoded = match read {
                Ok(decoded) => decoded,
                Err(message) => {
                    diagnostics.warning("page-unreadable", message, None);
                    continue;
                }
            };
            let source = sources.add_page(name, decoded.text);
            if let Some(fault) = decoded.fault {
                diagnostics.push(fault.at(source, Severity::Warning));
            }
            files.push(PageFile {
                source,
                folder,
                path,
            });
        }
    }
    Ok(files)
}

/// The text of a file; of a bilingual page, that of the language that it was translated from. Else why there is none.
fn read(path: &Path) -> Result<Decoded, String> {
    let name = path.display().to_string();
    let bytes =
        std::fs::read(path).map_err(|error| format!("cannot read {name}: {error}; left out"))?;
    if u32::try_from(bytes.len()).is_err() {
        return Err(format!("{name} is larger than 4 GB; left out"));
    }
    let mut decoded = Decoded::of(&name, bytes);
    if let Some(source) = bilingual::source_half(&decoded.text) {
        decoded.text = source;
    }
    Ok(decoded)
}

/// The paths of all Markdown files below a folder, sorted.
fn markdown_below(root: &Path) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    let mut open = vec![String::new()];
    while let Some(below) = open.pop() {
        let folder = root.join(&below);
        let list = |error| Error::io("list", &folder, error);
        for entry in std::fs::read_dir(&folder).map_err(list)? {
            let entry = entry.map_err(list)?;
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            if name.starts_with('.') {
                continue;
            }
            let path = match below.as_str() {
                "" => name,
                below => format!("{below}/{name}"),
            };
            let is_folder = entry.file_type().is_ok_and(|ty| ty.is_dir());
            match path.to_ascii_lowercase().ends_with(".md") {
                _ if is_folder => open.push(path),
                true => found.push(path),
                false => {}
            }
        }
    }
    found.sort();
    Ok(found)
}
