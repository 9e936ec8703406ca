//! Pieces of a page by byte range, trimmed and placed.

use super::page::Text;
use crate::diagnostics::{SourceId, Span};
use memchr::memchr;
use std::borrow::Cow;
use std::ops::Range;

/// The text that is read, and which one it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'s> {
    pub(super) id: SourceId,
    pub(super) text: &'s str,
}

impl<'s> Source<'s> {
    /// The bytes of a range; empty where the range is none of this text.
    pub(super) fn slice(&self, range: &Range<usize>) -> &'s str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    /// A range as a place. Texts are shorter than 4 GB.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span {
            source: self.id,
            start: offset(range.start),
            end: offset(range.end),
        }
    }

    /// What stands in a range, without white space around it.
    pub(super) fn trimmed(&self, range: &Range<usize>) -> Text<'s> {
        let range = self.trim(range);
        Text {
            text: Cow::Borrowed(self.slice(&range)),
            span: self.span(&range),
        }
    }

    /// A range without the white space at its ends.
    pub(super) fn trim(&self, range: &Range<usize>) -> Range<usize> {
        let slice = self.slice(range);
        let trimmed = trim(slice);
        let start = range.start + (trimmed.as_ptr().addr() - slice.as_ptr().addr());
        start..start + trimmed.len()
    }

    /// A name in a cell or heading: without emphasis, code marks and link around it.
    pub(super) fn name(&self, range: &Range<usize>) -> Text<'s> {
        let mut range = self.trim(range);
        loop {
            let slice = self.slice(&range);
            let inner = MARKS.iter().find_map(|mark| {
                let inner = slice.strip_prefix(mark)?.strip_suffix(mark)?;
                (!inner.is_empty()).then_some(mark.len()..mark.len() + inner.len())
            });
            let Some(inner) = inner.or_else(|| link_text(slice)) else {
                return self.trimmed(&range);
            };
            let inner = range.start + inner.start..range.start + inner.end;
            range = self.trim(&inner);
        }
    }

    /// The lines of a range, each as its own range without line end.
    pub(super) fn lines(
        &self,
        range: &Range<usize>,
    ) -> impl Iterator<Item = Range<usize>> + use<'s> {
        let mut start = range.start;
        let mut rest = self.slice(range).as_bytes();
        std::iter::from_fn(move || {
            let length = memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
            let (line, after) = rest.split_at_checked(length)?;
            let is_end = |byte: &&u8| matches!(byte, b'\n' | b'\r');
            let ends = line.iter().rev().take_while(is_end).count();
            let whole = start..start + length - ends;
            start += length;
            rest = after;
            (length > 0).then_some(whole)
        })
    }
}

/// Marks of emphasis and code, longest first.
const MARKS: [&str; 5] = ["**", "__", "*", "_", "`"];

/// The text of the link that a slice is: `name` of `[name](target)` and of `[name][label]`.
fn link_text(slice: &str) -> Option<Range<usize>> {
    let rest = slice.strip_prefix('[')?;
    let close = rest.find(']')?;
    let (text, target) = rest.split_at(close);
    let target = target.strip_prefix(']')?;
    let is_whole = (target.starts_with('(') && target.find(')') == Some(target.len() - 1))
        || (target.starts_with('[') && target.find(']') == Some(target.len() - 1));
    (is_whole && !text.is_empty()).then_some(1..1 + close)
}

/// A text without what shows as nothing at its ends. Mostly that is ASCII, which needs no decoding.
pub(super) fn trim(text: &str) -> &str {
    let text = text.trim_ascii();
    let bytes = text.as_bytes();
    match (bytes.first(), bytes.last()) {
        (Some(first), Some(last)) if first.is_ascii() && last.is_ascii() => text,
        _ => text.trim_matches(is_blank),
    }
}

/// Whether a character shows as nothing.
pub(super) fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}'..='\u{200d}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> String {
        let source = Source {
            id: SourceId(0),
            text,
        };
        source.name(&(0..text.len())).text.into_owned()
    }

    #[test]
    fn names_lose_emphasis_code_marks_and_links() {
        for (text, expected) in [
            (" id ", "id"),
            ("**id**", "id"),
            ("_**id**_", "id"),
            ("`id`\u{200b}", "id"),
            ("[id](../resources/id.md)", "id"),
            ("**[id][]**", "id"),
            ("[id](a.md) and [b](b.md)", "[id](a.md) and [b](b.md)"),
            ("**", "**"),
            ("[]()", "[]()"),
            ("", ""),
            ("snake_case", "snake_case"),
        ] {
            assert_eq!(name(text), expected, "{text}");
        }
    }

    #[test]
    fn lines_keep_their_places() {
        let source = Source {
            id: SourceId(0),
            text: "x\r\nyz\n\nw",
        };
        let lines: Vec<_> = source.lines(&(1..8)).collect();
        assert_eq!(lines, [1..1, 3..5, 6..6, 7..8]);
    }
}
