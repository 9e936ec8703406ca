//! The pages of `specs/docs`, whose damage is listed in `specs/docs/README.md`.

use super::*;
use crate::diagnostics::{Diagnostics, Sources};
use crate::docs::library::{Library, load};
use std::fmt::Write as _;
use std::num::NonZero;
use std::path::Path;

fn with_library(check: impl FnOnce(&Sources, &Library<'_>)) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/docs");
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let folders = ["en", "de"].map(|language| root.join(language));
    let files = load(&folders, &mut sources, &mut diagnostics).expect("the folders can be read");
    assert!(diagnostics.is_empty());
    let library = Library::read(&sources, &files, NonZero::<usize>::MIN);
    check(&sources, &library);
}

#[test]
fn every_page_is_of_its_kind() {
    with_library(|_, library| {
        for page in library.pages() {
            let is_right = match (page.folder, &page.body) {
                (Folder::Api, Body::Operation(page)) => {
                    !page.templates.is_empty()
                        && page.permissions.is_some()
                        && !page.statuses.is_empty()
                        && !page.examples.is_empty()
                }
                (Folder::Resources, Body::Resource(page)) => {
                    !page.properties.is_empty() && page.representation.is_some()
                }
                (Folder::Resources, Body::Enumerations(enums)) => {
                    enums.iter().all(|one| !one.members.is_empty())
                }
                _ => false,
            };
            assert!(is_right, "{page:#?}");
            assert!(
                page.title.is_some() && page.description.is_some(),
                "{}",
                page.key.0
            );
        }
    });
}

#[test]
fn defects_are_those_that_are_there_on_purpose() {
    with_library(|sources, library| {
        let mut shown = String::new();
        for page in library.pages() {
            for defect in &page.defects {
                let name = sources.name(defect.span.source).replace('\\', "/");
                let (_, name) = name.rsplit_once("specs/docs/").expect("below specs/docs");
                let at = sources.position(defect.span);
                writeln!(
                    shown,
                    "{name}:{}:{} {}: {}",
                    at.line, at.column, defect.kind, defect.message
                )
                .expect("a string");
            }
        }
        insta::assert_snapshot!(shown);
    });
}

#[test]
fn both_languages_show_the_same_requests() {
    with_library(|_, library| {
        let mut compared = 0;
        for entry in library.entries() {
            let lines: Vec<_> = entry
                .pages()
                .filter_map(|page| match &page.body {
                    Body::Operation(page) => Some(targets(page)),
                    _ => None,
                })
                .collect();
            if let [english, german] = lines.as_slice() {
                compared += 1;
                assert_eq!(english, german, "{:?}", entry.first(|page| Some(&page.key)));
            }
        }
        assert!(compared > 40, "{compared}");
    });
}
