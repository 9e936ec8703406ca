//! Metadata out of pages alone: what the reference describes, as a syntax tree of CSDL.
//!
//! Every node's span points into the page that says so. Names on the wire come from JSON and request lines, which no
//! translation changes; a name that stands in a translated table alone is left out, never guessed. What pages do not
//! say is a warning: an object whose type no page describes is read as any JSON, and a type that a path needs, but no
//! page describes, has no properties.

mod answers;
mod attested;
mod declare;
mod draft;
mod enums;
mod evidence;
mod names;
mod operations;
mod paths;
mod relationships;
mod rows;
mod segments;
mod settle;
mod spellings;
#[cfg(test)]
mod tests;
mod tree;
mod types;
mod typing;
pub(crate) mod words;
mod write;

use super::page::{Body, Page};
use crate::csdl::Document;
use crate::diagnostics::{Diagnostics, SourceId, Span};
use answers::Answer;
use attested::Attested;
use draft::Catalog;
use operations::Sources;
use tree::Tree;

/// Longer chains of base types are cut.
const MAX_BASES: usize = 64;

/// Puts together what the pages describe. Their order does not matter, and several languages of one page may be
/// among them.
pub fn document<'s>(pages: &[&'s Page<'s>], diagnostics: &mut Diagnostics) -> Document<'s> {
    let mut pages = pages.to_vec();
    // The source language first: its names can be trusted.
    pages.sort_by_cached_key(|page| {
        let is_translated = attested::is_translated(page);
        (page.folder, page.key.clone(), is_translated, page.source)
    });
    let attested = Attested::collect(&pages);
    let mut catalog = Catalog::default();
    let declared = declare::declare(&mut catalog, &pages, diagnostics);
    enums::fill(
        &mut catalog,
        &declared.tables,
        &pages,
        &attested,
        diagnostics,
    );
    for resource in &declared.resources {
        types::fill(&mut catalog, resource, &attested, diagnostics);
    }
    settle::bases(&mut catalog, diagnostics);
    if let Some(tree) = Tree::grow(&pages, diagnostics) {
        let answers: Vec<Answer> = pages
            .iter()
            .map(|page| match &page.body {
                Body::Operation(body) => catalog.answer(&page.key, body),
                Body::Resource(_) | Body::Enumerations(_) | Body::Other => Answer::default(),
            })
            .collect();
        let sources = Sources {
            pages: &pages,
            answers: &answers,
            attested: &attested,
        };
        paths::walk(&mut catalog, &tree, sources, diagnostics);
    }
    settle::settle(&mut catalog, diagnostics);
    let source = pages.first().map_or(SourceId(0), |page| page.source);
    let start = Span {
        source,
        start: 0,
        end: 0,
    };
    write::document(&catalog, start)
}
