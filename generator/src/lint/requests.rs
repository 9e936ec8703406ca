//! Request lines against the paths of the model.

use super::{Kind, Lint};
use crate::diagnostics::Span;
use crate::docs::page::{OperationPage, Page, RequestLine, Text};
use crate::model::Model;
use crate::model::path::Resolution;
use std::borrow::Cow;
use std::ops::Range;

/// Notes of the resolver that say how an address is written, not what it names.
const SPELLINGS: &[&str] = &[
    "absolute-url",
    "ellipsis",
    "empty-parentheses",
    "empty-segment",
    "home-prefix",
    "key-in-parentheses",
    "key-with-name",
    "leading-slash-left-out",
    "parentheses-left-out",
    "text-after-the-path",
    "trailing-slash",
    "version-prefix",
];

impl<'p> Lint<'_, '_, 'p> {
    /// Compares the request lines of a page, examples included.
    pub(super) fn requests(&mut self, page: &Page<'p>, body: &OperationPage<'p>) {
        let examples = body.examples.iter().filter_map(|one| one.request.as_ref());
        let lines = body.templates.iter().chain(examples.map(|one| &one.line));
        for line in lines {
            self.request(page, line);
        }
    }

    fn request(&mut self, page: &Page<'p>, line: &RequestLine<'p>) {
        let subject = title(line);
        match self.resolver.resolve(line.method, &line.target.text) {
            // What Graph sends to others is documented, too.
            Err(miss) if miss.kind == "foreign-host" => {}
            Err(miss) => {
                let span = within(&line.target, &miss.range);
                self.find(page, Kind::UnresolvedRequest, &subject, span)
                    .because(miss.kind)
                    .says(miss.message)
                    .declared(miss.declared);
            }
            Ok(resolution) => {
                for note in &resolution.notes {
                    if SPELLINGS.contains(&note.kind) {
                        continue;
                    }
                    let span = within(&line.target, &note.range);
                    let route = resolution.route(self.model);
                    let declared = resolution.declared(self.model, &note.range);
                    self.find(page, Kind::RequestDiffers, &subject, span)
                        .because(note.kind)
                        .says(format!("the metadata has `{route}`"))
                        .declared(declared);
                }
            }
        }
    }
}

/// A request as the subject of a finding: verb and target.
pub(super) fn title(line: &RequestLine<'_>) -> String {
    format!("{} {}", line.method.as_str(), line.target.text)
}

/// The same by its route, which stays when keys of an example change.
pub(super) fn title_of_route(
    model: &Model<'_>,
    line: &RequestLine<'_>,
    resolution: &Resolution,
) -> String {
    format!("{} {}", line.method.as_str(), resolution.route(model))
}

/// The place of a part of a text; the whole where it was put together.
fn within(text: &Text<'_>, range: &Range<usize>) -> Span {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    match &text.text {
        Cow::Borrowed(_) => Span {
            source: text.span.source,
            start: text.span.start.saturating_add(offset(range.start)),
            end: text.span.start.saturating_add(offset(range.end)),
        },
        Cow::Owned(_) => text.span,
    }
}
