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
use crate::model::{Documentation, EnumId, Model, Prose, StructuredId, Type};

/// Joins pages with the model. `view` is the version of the reference, as it stands in the addresses of its pages.
pub fn join<'a>(
    model: &mut Model<'a>,
    library: &'a Library<'a>,
    view: &str,
    diagnostics: &mut Diagnostics,
) {
    let types = Types::find(model, library.pages());
    let start = |view: &str| Joining {
        model,
        types: &types,
        documentation: Documentation {
            view: view.to_owned(),
            ..Documentation::default()
        },
        diagnostics: Diagnostics::new(),
    };
    // Types and requests have nothing to do with each other.
    let (of_types, of_requests) = std::thread::scope(|scope| {
        let requests = scope.spawn(|| {
            let mut joining = start(view);
            joining.requests(library);
            joining.done()
        });
        let mut joining = start(view);
        library.pages().iter().for_each(|page| joining.page(page));
        let requests = requests.join();
        // The thread's panic is this one's.
        (
            joining.done(),
            requests.unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
        )
    });
    let (mut documentation, found) = of_types;
    diagnostics.append(found);
    let (requests, found) = of_requests;
    diagnostics.append(found);
    documentation.operations = requests.operations;
    documentation.parameters = requests.parameters;
    documentation.requests = requests.requests;
    documentation.grants = requests.grants;
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
    fn done(self) -> (Documentation<'a>, Diagnostics) {
        (self.documentation, self.diagnostics)
    }

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
