//! Helpers of the clauses' tests, and what concerns whole documents.

mod broken;
mod corpus;
mod expressions;
mod limits;
mod model;
mod wrapper;

use super::*;
use crate::diagnostics::{Diagnostic, Severity, Sources, render};

/// A document around the content of a schema.
fn schema_text(content: &str) -> String {
    format!(
        r#"<edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" Version="4.01">
<edmx:DataServices>
<Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" Namespace="test.model" Alias="self">
{content}
</Schema>
</edmx:DataServices>
</edmx:Edmx>
"#
    )
}

/// What a text is read as, and what is said about it.
struct Read<'a> {
    document: Option<Document<'a>>,
    diagnostics: Diagnostics,
    text: &'a str,
}

fn read(text: &str) -> Read<'_> {
    let mut diagnostics = Diagnostics::new();
    let document = parse(SourceId(0), text, &mut diagnostics);
    Read {
        document,
        diagnostics,
        text,
    }
}

impl<'a> Read<'a> {
    /// Each diagnostic as `kind: message @ text at the span`.
    fn said(&self) -> Vec<String> {
        let said = |one: &Diagnostic| {
            let place = one.span.map_or("", |span| {
                &self.text[span.start as usize..span.end as usize]
            });
            format!("{}: {} @ {place}", one.kind, one.message)
        };
        self.diagnostics.iter().map(said).collect()
    }

    fn rendered(&self) -> String {
        let mut sources = Sources::new();
        sources.add("test.xml", self.text);
        render(&self.diagnostics, &sources)
    }

    /// The document, if nothing was said.
    #[track_caller]
    fn clean(self) -> Document<'a> {
        assert!(self.diagnostics.is_empty(), "{}", self.rendered());
        self.document
            .expect("nothing was said, so there is a document")
    }

    /// The one schema of the document, if nothing was said.
    #[track_caller]
    fn schema(self) -> Schema<'a> {
        let mut schemas = self.clean().schemas;
        assert_eq!(schemas.len(), 1);
        schemas.remove(0)
    }

    #[track_caller]
    fn says(&self, expected: &[&str]) {
        assert_eq!(self.said(), expected);
    }
}

/// The text at a span.
fn at(text: &str, span: crate::diagnostics::Span) -> &str {
    &text[span.start as usize..span.end as usize]
}
