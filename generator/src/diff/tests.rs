//! Pairs of small texts, and the corpus.

mod corpus;
mod lock;
mod properties;
mod report;
mod table;

use super::{Change, ChangeKind, Changes, Scope, Verdict, diff};
use crate::csdl::{self, Document};
use crate::diagnostics::{Diagnostics, Sources, render};
use crate::model::repair::repair;
use crate::model::{Model, link};

/// The text of a document with one schema, `ns`.
fn schema(body: &str) -> String {
    format!(
        r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
<edmx:DataServices><Schema Namespace="ns" xmlns="http://docs.oasis-open.org/odata/ns/edm">
{body}
</Schema></edmx:DataServices></edmx:Edmx>"#
    )
}

fn sources(name: &str, text: &str) -> Sources {
    let mut sources = Sources::new();
    sources.add(name, text);
    sources
}

fn parse<'s>(sources: &'s Sources, diagnostics: &mut Diagnostics) -> Vec<Document<'s>> {
    let ids = sources.ids();
    ids.filter_map(|id| csdl::parse(id, sources.text(id), diagnostics))
        .collect()
}

/// Links both texts apart from each other and hands them on.
fn with_models<T>(
    old: &Sources,
    new: &Sources,
    run: impl FnOnce(&Model<'_>, &Model<'_>) -> T,
) -> T {
    let mut diagnostics = [Diagnostics::new(), Diagnostics::new()];
    let documents = [
        parse(old, &mut diagnostics[0]),
        parse(new, &mut diagnostics[1]),
    ];
    let mut before = link(&documents[0], &mut diagnostics[0]);
    let mut now = link(&documents[1], &mut diagnostics[1]);
    for (found, sources) in diagnostics.iter().zip([old, new]) {
        assert!(!found.has_errors(), "{}", render(found, sources));
    }
    repair(&mut before);
    repair(&mut now);
    run(&before, &now)
}

fn compare(old: &str, new: &str) -> Changes {
    let (old, new) = (
        sources("old.xml", &schema(old)),
        sources("new.xml", &schema(new)),
    );
    with_models(&old, &new, |old, new| diff(old, new, &Scope::everything()))
}

fn short(change: &Change) -> (ChangeKind, Verdict, &str) {
    (change.kind, change.verdict, &change.path)
}
