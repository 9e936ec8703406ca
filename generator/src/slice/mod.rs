//! A small part of the input, to be kept in a repository of one's own.
//!
//! [`Slice`] holds what a selection needs of the metadata and of the reference pages, as the publisher wrote it, with the names
//! that were decided and a config file. What is generated from it is what is generated from the whole, byte for byte.

mod cut;
mod kept;
mod pages;
#[cfg(test)]
mod tests;

use crate::config;
use crate::diagnostics::SourceId;
use crate::error::{Error, Kind};
use crate::lower::names::NamesLock;
use crate::output::{Digest, Digester, FileSet};
use crate::pipeline::{Inputs, Selected};
use crate::settings::Settings;
use kept::Kept;
use pages::Pages;
use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

/// The name of the lock in a slice.
const NAMES_LOCK: &str = "names.lock";

/// The files of a slice.
#[derive(Debug)]
pub struct Slice {
    /// Metadata, pages, `names.lock` and `msgraph-bindgen.toml`.
    pub files: FileSet,
    /// How much was taken of what.
    pub size: Size,
}

/// How much a slice took.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Size {
    /// Bytes of metadata.
    pub metadata_bytes: usize,
    /// Bytes of the metadata that it was taken from.
    pub of_metadata_bytes: usize,
    /// Reference pages, and files that they take in.
    pub pages: usize,
    /// Those that they were taken from.
    pub of_pages: usize,
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} of {} bytes of metadata, {} of {} pages",
            self.metadata_bytes, self.of_metadata_bytes, self.pages, self.of_pages
        )
    }
}

/// Takes what a selection needs. `lock` has the names that were decided for it.
pub(crate) fn slice(
    inputs: &Inputs,
    settings: &Settings,
    selected: &Selected<'_, '_>,
    lock: &NamesLock,
) -> Result<Slice, Error> {
    let pages = Pages::find(selected, &inputs.pages);
    let kept = Kept::find(selected.model, selected.selection, &pages, selected.sources);
    let cut = |id| cut::cut(id, selected.sources.text(id), &kept);
    take(inputs, settings, lock, cut, |page| {
        pages.files.contains(&page)
    })
}

/// Takes all pages, where they describe the API by themselves: each may say something of what is selected.
#[cfg(feature = "cli")]
pub(crate) fn whole_pages(
    inputs: &Inputs,
    settings: &Settings,
    lock: &NamesLock,
) -> Result<Slice, Error> {
    let text = |id| inputs.sources.text(id).to_owned();
    take(inputs, settings, lock, text, |_| true)
}

/// Takes metadata as it is cut, and the pages that are wanted.
fn take(
    inputs: &Inputs,
    settings: &Settings,
    lock: &NamesLock,
    cut: impl Fn(SourceId) -> String,
    wants: impl Fn(SourceId) -> bool,
) -> Result<Slice, Error> {
    let sources = &inputs.sources;
    let mut slice = Slice {
        files: FileSet::new(),
        size: Size::default(),
    };
    let mut taken = Settings {
        metadata: Vec::new(),
        docs: Vec::new(),
        include: inputs.filter.included(),
        exclude: inputs.filter.excluded(),
        filter: Vec::new(),
        out: None,
        names_lock: Some(NAMES_LOCK.into()),
        features: inputs.filter.expanded(&settings.features),
        ..settings.clone()
    };
    let mut names = BTreeSet::new();
    for id in sources.ids() {
        let text = cut(id);
        slice.size.of_metadata_bytes += sources.text(id).len();
        slice.size.metadata_bytes += text.len();
        let name = unique(Path::new(sources.name(id)), &mut names);
        taken.metadata.push(PathBuf::from(&name));
        slice.add(name, text)?;
    }
    for (at, folder) in settings.docs.iter().enumerate() {
        let name = unique(folder, &mut names);
        let before = slice.size.pages;
        for file in inputs.pages.iter().filter(|file| file.folder == at) {
            slice.size.of_pages += 1;
            if wants(file.source) {
                slice.size.pages += 1;
                let path = format!("{name}/{}", file.path);
                slice.add(path, sources.text(file.source))?;
            }
        }
        // A folder of which nothing is needed is not there.
        if slice.size.pages > before {
            taken.docs.push(PathBuf::from(name));
        }
    }
    slice.add(NAMES_LOCK, lock.to_string())?;
    slice.add(config::FILE_NAME, config::write(&taken)?)?;
    Ok(slice)
}

impl Slice {
    /// A digest of all files.
    pub(crate) fn digest(&self) -> Digest {
        let mut digester = Digester::new();
        for (path, text) in self.files.iter() {
            digester.add(path, text.as_bytes());
        }
        digester.finish()
    }

    fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> Result<(), Error> {
        let added = self.files.insert(path, text);
        added.map_err(|fault| Kind::from(fault).into())
    }
}

/// The last part of a path, or `input` where that is no name, as of `.`.
pub(crate) fn name_of(path: &Path) -> String {
    let last = path.file_name();
    last.map_or_else(
        || "input".to_owned(),
        |last| last.to_string_lossy().into_owned(),
    )
}

/// The last part of a path, with a number behind it where another path ends in the same.
fn unique(path: &Path, names: &mut BTreeSet<String>) -> String {
    let name = name_of(path);
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem, format!(".{extension}")),
        _ => (&*name, String::new()),
    };
    let numbered = (2_usize..).map(|number| format!("{stem}-{number}{extension}"));
    let free = std::iter::once(name.clone())
        .chain(numbered)
        .find(|one| !names.contains(&one.to_lowercase()));
    // There is always a number that is free.
    let free = free.unwrap_or(name.clone());
    names.insert(free.to_lowercase());
    free
}
