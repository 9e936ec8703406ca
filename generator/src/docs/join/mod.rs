//! What pages know becomes part of the model.
//!
//! [`join`] goes through the pages in order and takes each fact to what it is about. Pages in several
//! languages lie in several folders: the first that has a text wins, text by text. Nothing is guessed: a row
//! whose subject is not certain is dropped, with a warning.

mod grants;
mod headers;
mod members;
mod names;
mod parameters;
mod properties;
mod requests;
#[cfg(test)]
mod tests;
mod types;

pub(crate) use members::places;
pub(crate) use names::{Candidate, Listing, Row, assign, fold};
pub(crate) use types::{Types, page_key};

use super::library::Library;
use super::page::{Body, EnumTable, Folder, Page, Text};
use crate::diagnostics::Diagnostics;
use crate::model::path::Resolver;
use crate::model::{Documentation, EnumId, Model, Prose, StructuredId, Type};
use crate::parallel::{beside, map_beside};
use requests::Reading;
use std::num::NonZero;

/// Joins pages with the model, on so many threads. `view` is the version of the reference, as it stands in the addresses of
/// its pages.
pub fn join<'a>(
    model: &mut Model<'a>,
    library: &'a Library<'a>,
    view: &str,
    threads: NonZero<usize>,
    diagnostics: &mut Diagnostics,
) {
    let find = || Types::find(model, library.pages());
    let (types, resolver) = beside(threads, find, || Resolver::new(model));
    let mut joining = Joining {
        model,
        types: &types,
        documentation: Documentation {
            view: view.to_owned(),
            ..Documentation::default()
        },
        diagnostics: Diagnostics::new(),
    };
    let reading = Reading {
        model,
        types: &types,
        resolver,
    };
    // What requests lines name has nothing to do with what pages say of types.
    let entries: Vec<_> = library.entries().collect();
    let of_types = || library.pages().iter().for_each(|page| joining.page(page));
    let (shown, ()) = map_beside(&entries, |entry| reading.shown(*entry), threads, of_types);
    joining.requests(shown);
    let Joining {
        mut documentation,
        diagnostics: found,
        ..
    } = joining;
    diagnostics.append(found);
    documentation.pages = types.pages;
    model.documentation = documentation;
}

/// The state of one run.
struct Joining<'j, 'a> {
    model: &'j Model<'a>,
    types: &'j Types<'a>,
    documentation: Documentation<'a>,
    diagnostics: Diagnostics,
}

impl<'a> Joining<'_, 'a> {
    /// Takes what a page says of types.
    fn page(&mut self, page: &'a Page<'a>) {
        match &page.body {
            Body::Resource(resource) => {
                let Some(Type::Structured(id)) = self.types.pages.get(&page.key).copied() else {
                    return self.no_type(page);
                };
                if let Some(text) = &page.description {
                    let folder = page.folder;
                    let prose = Prose { text, folder };
                    self.documentation.types.entry(id).or_insert(prose);
                }
                self.properties(id, resource, page.folder);
                self.tables(&resource.enums, Some(id), page.folder);
            }
            Body::Enumerations(tables) => match self.types.pages.get(&page.key).copied() {
                Some(Type::Enum(id)) => {
                    if let Some(text) = &page.description {
                        let folder = page.folder;
                        let prose = Prose { text, folder };
                        self.documentation.enums.entry(id).or_insert(prose);
                    }
                    for table in tables {
                        self.members(id, table, page.folder);
                    }
                }
                _ => self.tables(tables, None, page.folder),
            },
            Body::Operation(_) | Body::Other => {}
        }
    }

    /// Tables of enumerations, each with its own heading.
    fn tables(&mut self, tables: &'a [EnumTable<'a>], owner: Option<StructuredId>, folder: Folder) {
        for table in tables {
            let named: Option<EnumId> = self.types.of_heading(self.model, table, owner);
            if let Some(id) = named {
                self.members(id, table, folder);
            }
        }
    }

    fn no_type(&mut self, page: &Page<'_>) {
        let Some(title) = &page.title else { return };
        self.diagnostics
            .warning(
                "page-of-no-type",
                format!("the page `{}` is about no type of the metadata", page.key.0),
                title.span,
            )
            .label("what it says is left out");
    }

    fn unknown_name(&mut self, name: &Text<'_>, of: &str, what: &str) {
        self.diagnostics
            .warning(
                "documented-name-unknown",
                format!("`{}` is no {what} of `{of}`", name.text),
                name.span,
            )
            .label("its description is left out");
    }
}
