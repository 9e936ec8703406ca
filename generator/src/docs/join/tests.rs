use crate::diagnostics::{SourceId, Span};
use crate::docs::page::Text;

/// A text without a place.
pub(super) fn text(text: &str) -> Text<'_> {
    Text {
        text: text.into(),
        span: Span {
            source: SourceId(0),
            start: 0,
            end: 0,
        },
    }
}
