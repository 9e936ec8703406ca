//! Pages: that they are read, as what, and their permissions.

use super::scan::{Described, rows_before_fences};
use super::{Exception, Goal, Measure, Subject};
use crate::reference::Texts;
use msgraph_bindgen::docs::page::{Body, Folder, Page, PermissionContext};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Work account, personal account, application.
const CONTEXTS: usize = 3;

/// Reads every page, and counts those that are read without a panic.
pub(super) fn read(texts: &Texts) -> (Vec<Page<'_>>, Measure) {
    let mut pages = Vec::new();
    let mut panics = Vec::new();
    for (id, path) in &texts.pages {
        let text = texts.text(*id);
        let read = AssertUnwindSafe(|| msgraph_bindgen::docs::read(*id, path, text));
        match catch_unwind(read) {
            Ok(page) => pages.push(page),
            Err(_) => panics.push(Exception {
                kind: "panic".to_owned(),
                place: path.clone(),
                text: "the reader panics".to_owned(),
            }),
        }
    }
    let total = texts.pages.len();
    let measure = Measure::without("pages read without a panic", total, Goal::All, panics);
    (pages, measure)
}

pub(super) fn measures(subject: &Subject<'_, '_, '_>) -> Vec<Measure> {
    vec![kinds(subject), permissions(subject)]
}

/// The first byte of a page, as a place.
fn top(page: &Page<'_>) -> msgraph_bindgen::diagnostics::Span {
    msgraph_bindgen::diagnostics::Span {
        source: page.source,
        start: 0,
        end: 0,
    }
}

fn kinds(subject: &Subject<'_, '_, '_>) -> Measure {
    let mut wrong = Vec::new();
    let mut total = 0;
    for page in subject.pages {
        let read = match page.body {
            Body::Operation(_) => "operation",
            Body::Resource(_) => "resource",
            Body::Enumerations(_) => "enumerations",
            Body::Other => "other",
        };
        let expected = match page.folder {
            Folder::Api => "operation",
            Folder::Resources => match Described::of(subject.texts.text(page.source)) {
                Described::Resource => "resource",
                Described::Enumerations => "enumerations",
                Described::Nothing => "other",
            },
            // What lies elsewhere has no kind that its folder would tell.
            Folder::Other => continue,
        };
        total += 1;
        if read != expected {
            let kind = format!("{expected}-read-as-{read}");
            wrong.push(subject.exception(&kind, top(page), ""));
        }
    }
    Measure::without("pages of the right kind", total, subject.goals.kinds, wrong)
}

fn permissions(subject: &Subject<'_, '_, '_>) -> Measure {
    let mut missing = Vec::new();
    let mut total = 0;
    for page in subject
        .pages
        .iter()
        .filter(|page| page.folder == Folder::Api)
    {
        let rows = rows_before_fences(subject.texts.text(page.source));
        if rows == 0 {
            continue;
        }
        total += 1;
        let table = match &page.body {
            Body::Operation(operation) => operation.permissions.as_ref(),
            _ => None,
        };
        let read = table.into_iter().flat_map(|table| &table.rows);
        let contexts: BTreeSet<_> = read.map(|row| row.context).collect();
        // A table that tells cases apart by something else has no context.
        let is_read =
            contexts.contains(&PermissionContext::Unstated) || contexts.len() >= rows.min(CONTEXTS);
        if !is_read {
            let kind = match table {
                Some(_) => "context-left-out",
                None => "no-table",
            };
            missing.push(subject.exception(kind, top(page), ""));
        }
    }
    let name = "tables of permissions whose rows are read";
    Measure::without(name, total, subject.goals.permissions, missing)
}
