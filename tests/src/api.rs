//! The whole client that a metadata file stands for, as items.

use msgraph_bindgen::diagnostics::{Diagnostics, Sources};
use msgraph_bindgen::docs::join::join;
use msgraph_bindgen::docs::library::{self, Library};
use msgraph_bindgen::lower::items::Api;
use msgraph_bindgen::lower::names::{NamesLock, Pins};
use msgraph_bindgen::model::Model;
use msgraph_bindgen::select::pattern::PatternSet;
use msgraph_bindgen::{Settings, lower, model, pipeline, select};
use std::num::NonZero;
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

/// Lends the model of a metadata file and everything in it, lowered.
///
/// # Panics
///
/// Where the file cannot be read.
pub fn with_client<T>(metadata: &Path, look: impl FnOnce(&Model<'_>, &Api) -> T) -> T {
    let sources = sources(metadata);
    let mut diagnostics = Diagnostics::new();
    let documents = pipeline::parse(&sources, &mut diagnostics);
    let mut model = model::link(&documents, &mut diagnostics);
    model::repair::repair(&mut model);
    let patterns = PatternSet::parse(Vec::<String>::new(), &mut diagnostics);
    let selection = select::select(&model, &patterns, &mut diagnostics);
    let lowered = lower::lower(
        &model,
        &selection,
        Pins::default(),
        "Graph",
        NonZero::<usize>::MIN,
    );
    look(&model, &lowered.api)
}

/// Everything in the sources, lowered, with names that nothing pins.
pub fn lowered(sources: &Sources) -> Api {
    let mut diagnostics = Diagnostics::new();
    let documents = pipeline::parse(sources, &mut diagnostics);
    let mut model = model::link(&documents, &mut diagnostics);
    model::repair::repair(&mut model);
    let patterns = PatternSet::parse(Vec::<String>::new(), &mut diagnostics);
    let selection = select::select(&model, &patterns, &mut diagnostics);
    lower::lower(
        &model,
        &selection,
        Pins::default(),
        "Graph",
        NonZero::<usize>::MIN,
    )
    .api
}

/// Shows `look` the model and the client that settings stand for, pages joined and names pinned as in a run that writes to `settings.out`.
///
/// # Panics
///
/// Where files cannot be read.
pub fn of_settings<R>(settings: &Settings, look: impl FnOnce(&Model<'_>, &Api) -> R) -> R {
    let mut sources = Sources::new();
    for path in &settings.metadata {
        let bytes = std::fs::read(path);
        let bytes = bytes.unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        let added = sources.add_bytes(path.display().to_string(), bytes);
        added.unwrap_or_else(|_| panic!("{} is no UTF-8", path.display()));
    }
    let mut diagnostics = Diagnostics::new();
    let files = library::load(&settings.docs, &mut sources, &mut diagnostics);
    let files = files.unwrap_or_else(|fault| panic!("{fault}"));
    let pages = Library::read(&sources, &files, NonZero::<usize>::MIN);
    let documents = pipeline::parse(&sources, &mut diagnostics);
    let mut model = model::link(&documents, &mut diagnostics);
    model::repair::repair(&mut model);
    join(
        &mut model,
        &pages,
        "graph-rest-1.0",
        NonZero::<usize>::MIN,
        &mut diagnostics,
    );
    let patterns = PatternSet::parse(&settings.include, &mut diagnostics);
    let selection = select::select(&model, &patterns, &mut diagnostics);
    let lock = settings.out.as_ref().map(|out| out.join("names.lock"));
    let lock = lock.and_then(|path| std::fs::read_to_string(path).ok());
    let lock = lock.and_then(|text| NamesLock::parse(&text).ok());
    let pins = lock.map(Pins::new).unwrap_or_default();
    let api = lower::lower(
        &model,
        &selection,
        pins,
        &settings.root,
        NonZero::<usize>::MIN,
    )
    .api;
    look(&model, &api)
}
