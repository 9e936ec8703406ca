//! All pages that a run was given, by what they are called.

mod files;
#[cfg(test)]
mod tests;

pub use files::{PageFile, load};

use super::page::{Body, Defect, Folder, Page, PageKey};
use super::permissions;
use crate::diagnostics::{Diagnostics, SourceId, Sources};
use crate::parallel::map_beside;
use std::collections::BTreeMap;
use std::num::NonZero;

/// All pages, read.
#[derive(Debug, Default)]
pub struct Library<'s> {
    /// In the order of the files: all of the first folder, then all of the second.
    pages: Vec<Page<'s>>,
    by_key: BTreeMap<(Folder, PageKey), Vec<usize>>,
}

/// The pages of one name: the same page in several languages, or a page and an older one.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'l, 's> {
    library: &'l Library<'s>,
    pages: &'l [usize],
}

impl<'s> Library<'s> {
    /// Reads the pages of files on so many threads. Files in a folder `includes` are no pages: the permissions in them are read into
    /// the pages that take them in.
    pub fn read(sources: &'s Sources, files: &[PageFile], threads: NonZero<usize>) -> Self {
        Self::of(super::read, sources, files, threads, || ()).0
    }

    /// As [`read`](Self::read), while this thread does something else first.
    pub fn read_beside<R>(
        sources: &'s Sources,
        files: &[PageFile],
        threads: NonZero<usize>,
        beside: impl FnOnce() -> R,
    ) -> (Self, R) {
        Self::of(super::read, sources, files, threads, beside)
    }

    /// As [`read_beside`](Self::read_beside), but for the [bodies of examples](super::outline).
    pub fn outline_beside<R>(
        sources: &'s Sources,
        files: &[PageFile],
        threads: NonZero<usize>,
        beside: impl FnOnce() -> R,
    ) -> (Self, R) {
        Self::of(super::outline, sources, files, threads, beside)
    }

    fn of<R>(
        read_page: impl Fn(SourceId, &str, &'s str) -> Page<'s> + Sync,
        sources: &'s Sources,
        files: &[PageFile],
        threads: NonZero<usize>,
        beside: impl FnOnce() -> R,
    ) -> (Self, R) {
        let is_include = |file: &PageFile| {
            let mut folders = file.path.split('/');
            folders.any(|folder| folder.eq_ignore_ascii_case("includes"))
        };
        let includes: BTreeMap<_, _> = files
            .iter()
            .filter(|file| is_include(file))
            .map(|file| ((file.folder, spelling(&file.path)), file))
            .collect();
        let files: Vec<_> = files.iter().filter(|file| !is_include(file)).collect();
        let read = |file: &&PageFile| {
            let mut page = read_page(
                file.source,
                sources.name(file.source),
                sources.text(file.source),
            );
            take_in(&mut page, file, &includes, sources);
            page
        };
        let (pages, beside) = map_beside(&files, read, threads, beside);
        let mut by_key = BTreeMap::<_, Vec<usize>>::new();
        for (index, page) in pages.iter().enumerate() {
            let key = (page.folder, page.key.clone());
            by_key.entry(key).or_default().push(index);
        }
        (Self { pages, by_key }, beside)
    }

    /// All pages, those of the first folder first.
    pub fn pages(&self) -> &[Page<'s>] {
        &self.pages
    }

    /// All names with their pages, sorted.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_, 's>> {
        let entries = self.by_key.values();
        entries.map(|pages| Entry {
            library: self,
            pages,
        })
    }

    /// The pages of a name; `None` without any.
    pub fn get(&self, folder: Folder, key: &PageKey) -> Option<Entry<'_, 's>> {
        let pages = self.by_key.get(&(folder, key.clone()))?;
        Some(Entry {
            library: self,
            pages,
        })
    }

    /// The pages that a link on a page leads to, whatever the case and spelling of its target. A target without folder lies beside
    /// the page.
    pub fn linked(&self, from: &Page<'_>, target: &str) -> Option<Entry<'_, 's>> {
        let path = target.split(['#', '?']).next().unwrap_or_default();
        let folder = match path.trim_start_matches("./").contains('/') {
            true => Folder::of_path(path),
            false => from.folder,
        };
        self.get(folder, &PageKey::of_path(path))
    }

    /// Reports the defects of all pages as warnings.
    pub fn report(&self, diagnostics: &mut Diagnostics) {
        for defect in self.pages.iter().flat_map(|page| &page.defects) {
            diagnostics.warning(defect.kind, defect.message.as_str(), defect.span);
        }
    }
}

impl<'l, 's> Entry<'l, 's> {
    /// The pages, in the order of their folders: there is one at least.
    pub fn pages(&self) -> impl Iterator<Item = &'l Page<'s>> + use<'l, 's> {
        let library = self.library;
        self.pages
            .iter()
            .filter_map(|index| library.pages.get(*index))
    }

    /// What the first page says that says something.
    pub fn first<T>(&self, says: impl FnMut(&'l Page<'s>) -> Option<T>) -> Option<T> {
        self.pages().find_map(says)
    }
}

/// A path without differences of case and of `_` and `-`.
fn spelling(path: &str) -> String {
    path.to_lowercase().replace('_', "-")
}

/// Where a link from a file leads, as a path below the same folder; `None` where that is outside.
fn resolve(from: &str, target: &str) -> Option<String> {
    let target = target.split(['#', '?']).next().unwrap_or_default();
    let mut segments: Vec<_> = from.split('/').collect();
    segments.pop();
    for segment in target.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop()?;
            }
            _ => segments.push(segment),
        }
    }
    Some(segments.join("/"))
}

/// Reads the permissions that a page takes in from another file.
fn take_in<'s>(
    page: &mut Page<'s>,
    file: &PageFile,
    includes: &BTreeMap<(usize, String), &PageFile>,
    sources: &'s Sources,
) {
    let Body::Operation(operation) = &mut page.body else {
        return;
    };
    let Some(include) = &operation.permission_include else {
        return;
    };
    if operation.permissions.is_some() {
        return;
    }
    let path = resolve(&file.path, &include.target);
    let found = path.and_then(|path| includes.get(&(file.folder, spelling(&path))));
    let Some(found) = found else {
        page.defects.push(Defect {
            kind: "include-missing",
            message: format!("there is no `{}` to read permissions from", include.target),
            span: include.span,
        });
        return;
    };
    let text = sources.text(found.source);
    let (table, defects) = permissions::read_permission_include(found.source, text);
    operation.permissions = table;
    page.defects.extend(defects);
}
