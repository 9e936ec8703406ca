use super::*;
use crate::csdl;
use crate::diagnostics::{Diagnostics, Sources};
use crate::docs::library::PageFile;
use crate::model;
use std::num::NonZero;

mod baseline;
mod corpus;
mod kinds;
mod pages;

/// Compares pages, given by path and text, with metadata.
fn findings(metadata: &str, pages: &[(&str, &str)]) -> (Vec<Finding>, Sources) {
    let mut sources = Sources::new();
    let id = sources.add("metadata.xml", metadata);
    let files: Vec<_> = pages
        .iter()
        .map(|(path, text)| PageFile {
            source: sources.add_page(*path, *text),
            folder: 0,
            path: (*path).to_owned(),
        })
        .collect();
    let mut diagnostics = Diagnostics::new();
    let document = csdl::parse(id, sources.text(id), &mut diagnostics).expect("a document");
    let documents = [document];
    let mut model = model::link(&documents, &mut diagnostics);
    model::repair::repair(&mut model);
    let library = Library::read(&sources, &files, NonZero::<usize>::MIN);
    let found = lint(&model, &library);
    (found, sources)
}
