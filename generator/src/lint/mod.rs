//! Where the reference and the metadata disagree.
//!
//! [`lint`] compares pages with the model and answers [`Finding`]s, each with its place on the page and, where there is one, in the
//! metadata. It takes no side: a finding is a fault of the page as often as of the metadata. [`Report`] adds file and line, and tells
//! what a [`Baseline`] knows already.
//!
//! Nothing is known of languages: words that are no names of the metadata, of the `Edm` namespace or of links are not judged.

mod baseline;
mod cells;
mod defects;
mod enums;
mod examples;
mod exchange;
mod finding;
mod parameters;
mod report;
mod representation;
mod requests;
mod resources;
mod rows;
#[cfg(test)]
mod tests;

pub use baseline::{Baseline, Entry};
pub use finding::{Finding, Kind};
pub use report::{Count, Located, Report};

use crate::diagnostics::Span;
use crate::docs::join::Types;
use crate::docs::library::Library;
use crate::docs::page::{Body, Page, PageKey};
use crate::model::path::Resolver;
use crate::model::{Model, StructuredId, Type};
use finding::one_line;
use resources::Documented;
use std::collections::{BTreeMap, HashSet};

/// Compares pages with the model. Findings come by kind, page and subject; of several with the same page, kind, reason and subject in one
/// file the first stands for all.
pub fn lint<'p>(model: &Model<'_>, library: &'p Library<'p>) -> Vec<Finding> {
    let pages = library.pages();
    let resolver = Resolver::new(model);
    let types = Types::find(model, pages);
    let mut lint = Lint {
        model,
        resolver: &resolver,
        types: &types,
        documented: BTreeMap::new(),
        findings: Vec::new(),
    };
    for page in pages {
        lint.page(page);
    }
    lint.undocumented_properties();
    let mut findings = lint.findings;
    findings.sort_by(|a, b| key(a).cmp(&key(b)));
    let mut seen = HashSet::new();
    findings.retain(|one| {
        let source = one.documented.source;
        seen.insert((
            source,
            one.kind,
            one.reason,
            one.page.clone(),
            one.subject.clone(),
        ))
    });
    findings
}

fn key(finding: &Finding) -> (Kind, &PageKey, &str, Option<&str>, Span, &str) {
    (
        finding.kind,
        &finding.page,
        &finding.subject,
        finding.reason,
        finding.documented,
        &finding.message,
    )
}

/// The state of one comparison.
struct Lint<'l, 'm, 'p> {
    model: &'l Model<'m>,
    resolver: &'l Resolver<'l, 'm>,
    types: &'l Types<'p>,
    /// What pages say of each type.
    documented: BTreeMap<StructuredId, Documented>,
    findings: Vec<Finding>,
}

impl<'p> Lint<'_, '_, 'p> {
    fn page(&mut self, page: &'p Page<'p>) {
        self.defects(page);
        match &page.body {
            Body::Operation(body) => {
                self.requests(page, body);
                self.examples(page, body);
                self.parameters(page, body);
            }
            Body::Resource(body) => self.resource(page, body),
            Body::Enumerations(tables) => {
                let subject = match self.types.page(&page.key) {
                    Some(Type::Enum(id)) => Some(id),
                    _ => None,
                };
                self.enumerations(page, tables, subject, None);
            }
            Body::Other => {}
        }
    }

    /// Adds a finding.
    fn find(
        &mut self,
        page: &Page<'_>,
        kind: Kind,
        subject: &str,
        documented: Span,
    ) -> &mut Finding {
        let index = self.findings.len();
        self.findings.push(Finding {
            kind,
            page: page.key.clone(),
            subject: one_line(subject),
            reason: None,
            message: String::new(),
            documented,
            declared: None,
        });
        &mut self.findings[index]
    }
}

impl Finding {
    fn says(&mut self, message: impl Into<String>) -> &mut Self {
        self.message = message.into();
        self
    }

    fn because(&mut self, reason: &'static str) -> &mut Self {
        self.reason = Some(reason);
        self
    }

    fn declared(&mut self, span: impl Into<Option<Span>>) -> &mut Self {
        self.declared = span.into();
        self
    }
}
