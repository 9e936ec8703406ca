//! The files of a library: found below folders, read, and added to the inputs.

use super::super::bilingual;
use crate::diagnostics::{Decoded, Diagnostics, Severity, SourceId, Sources, Undecodable};
use crate::error::Error;
use crate::parallel::{self, map_in_order};
use std::fs::File;
use std::io::Read;
use std::ops::Range;
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
        let batches: Vec<_> = paths.chunks(BATCH).collect();
        let read = |paths: &&[String]| Batch::read(root, paths);
        let read = map_in_order(&batches, read, parallel::threads(0));
        let mut paths = paths.into_iter();
        for Batch { text, pages } in read {
            let mut found = Vec::with_capacity(pages.len());
            let mut pieces = Vec::with_capacity(pages.len());
            for (page, path) in pages.into_iter().zip(&mut paths) {
                match page {
                    Ok(page) => {
                        pieces.push((page.name, page.piece));
                        found.push((path, page.fault));
                    }
                    Err(message) => {
                        diagnostics.warning("page-unreadable", message, None);
                    }
                }
            }
            let ids = sources.add_pages(text, pieces);
            for (source, (path, fault)) in ids.into_iter().zip(found) {
                if let Some(fault) = fault {
                    diagnostics.push(fault.at(source, Severity::Warning));
                }
                files.push(PageFile {
                    source,
                    folder,
                    path,
                });
            }
        }
    }
    Ok(files)
}

/// So many files are read into one text: most are a few kilobytes.
const BATCH: usize = 64;

/// How much room for a file there is before it is read.
const USUAL: usize = 16 * 1024;

/// Files that were read into one text.
struct Batch {
    text: String,
    /// One for each file, or why it cannot be read.
    pages: Vec<Result<Piece, String>>,
}

/// A file of a batch.
struct Piece {
    name: String,
    piece: Range<usize>,
    fault: Option<Undecodable>,
}

impl Batch {
    /// The texts of files; of a bilingual page, that in the language that it was translated from.
    fn read(root: &Path, paths: &[String]) -> Self {
        let mut batch = Self {
            text: String::with_capacity(paths.len() * USUAL),
            pages: Vec::with_capacity(paths.len()),
        };
        let mut bytes = Vec::with_capacity(USUAL);
        for path in paths {
            let page = batch.page(root.join(path), &mut bytes);
            batch.pages.push(page);
        }
        batch.text.shrink_to_fit();
        batch
    }

    /// Adds a file; `bytes` is room to read it into.
    fn page(&mut self, path: PathBuf, bytes: &mut Vec<u8>) -> Result<Piece, String> {
        bytes.clear();
        let file = File::open(&path);
        let name = path.into_os_string().into_string();
        let name = name.unwrap_or_else(|name| name.to_string_lossy().into_owned());
        let read = file.and_then(|file| file.take(LARGEST + 1).read_to_end(bytes));
        let length = read.map_err(|error| format!("cannot read {name}: {error}; left out"))?;
        if u64::try_from(length).is_ok_and(|length| length > LARGEST) {
            return Err(format!("{name} is larger than 4 GB; left out"));
        }
        let Decoded { text, fault } = Decoded::of(&name, bytes);
        let start = self.text.len();
        match bilingual::source_half(&text) {
            Some(source) => self.text.push_str(&source),
            None => self.text.push_str(&text),
        }
        let piece = start..self.text.len();
        Ok(Piece { name, piece, fault })
    }
}

/// Places in a text are 32 bits wide.
const LARGEST: u64 = u32::MAX as u64;

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
