//! The whole client that a metadata file stands for, as items.

use msgraph_bindgen::diagnostics::{Diagnostics, Sources};
use msgraph_bindgen::lower::items::Api;
use msgraph_bindgen::lower::names::Pins;
use msgraph_bindgen::select::pattern::PatternSet;
use msgraph_bindgen::{lower, model, pipeline, select};
use std::path::Path;

/// The source of one metadata file.
///
/// # Panics
///
/// Where it cannot be read.
pub fn sources(metadata: &Path) -> Sources {
    let bytes = std::fs::read(metadata);
    let bytes = bytes.unwrap_or_else(|fault| panic!("{}: {fault}", metadata.display()));
    let mut sources = Sources::new();
    if sources.add_bytes("metadata", bytes).is_err() {
        panic!("{} is no UTF-8", metadata.display());
    }
    sources
}

/// Everything in the sources, lowered, with names that nothing pins.
pub fn lowered(sources: &Sources) -> Api {
    let mut diagnostics = Diagnostics::new();
    let documents = pipeline::parse(sources, &mut diagnostics);
    let mut model = model::link(&documents, &mut diagnostics);
    model::repair::repair(&mut model);
    let patterns = PatternSet::parse(Vec::<String>::new(), &mut diagnostics);
    let selection = select::select(&model, &patterns, &mut diagnostics);
    lower::lower(&model, &selection, Pins::default(), "Graph").api
}
