//! The block between `---` at the top of a page, read leniently: it is YAML, but seldom written with care.

use super::page::FrontMatter;
use super::text::{Source, trim};
use std::borrow::Cow;
use std::ops::Range;

/// Room for the entries of most pages.
const USUAL: usize = 6;

/// Reads the front matter, and says where the page goes on after it.
pub(super) fn read<'s>(source: Source<'s>) -> (FrontMatter<'s>, usize) {
    let mark = source.text.len() - source.text.trim_start_matches('\u{feff}').len();
    let none = (FrontMatter::default(), mark);
    let mut lines = source.lines(&(mark..source.text.len()));
    let is_fence = |line: &Range<usize>| trim(source.slice(line)) == "---";
    if !lines.next().is_some_and(|line| is_fence(&line)) {
        return none;
    }
    let mut front = FrontMatter {
        entries: Vec::with_capacity(USUAL),
    };
    for line in lines {
        if is_fence(&line) {
            let after = source.text.get(line.end..).unwrap_or_default();
            let line_end = after.find('\n').map_or(after.len(), |at| at + 1);
            return (front, line.end + line_end);
        }
        // A heading before the end: there is no end.
        if source.slice(&line).starts_with("# ") {
            return none;
        }
        if let Some(entry) = entry(source, &line) {
            front.entries.push(entry);
        }
    }
    none
}

fn entry<'s>(
    source: Source<'s>,
    line: &Range<usize>,
) -> Option<(Cow<'s, str>, super::page::Text<'s>)> {
    let slice = source.slice(line);
    // Indented lines and items of lists belong to the value before them.
    if slice.starts_with([' ', '\t', '-']) {
        return None;
    }
    let colon = slice.find(':')?;
    let key = slice.get(..colon)?.trim();
    let is_lower = match key.is_ascii() {
        true => !key.bytes().any(|byte| byte.is_ascii_uppercase()),
        false => !key.chars().any(char::is_uppercase),
    };
    let key = match !is_lower {
        true => Cow::Owned(key.to_lowercase()),
        false => Cow::Borrowed(key),
    };
    let value = source.trim(&(line.start + colon + 1..line.end));
    let text = source.slice(&value);
    let is_quoted = text.len() >= 2
        && ['"', '\'']
            .into_iter()
            .any(|quote| text.starts_with(quote) && text.ends_with(quote));
    let inner = match is_quoted {
        true => value.start + 1..value.end - 1,
        false => value,
    };
    Some((key, source.trimmed(&inner)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::SourceId;

    fn entries(text: &str) -> (Vec<(String, String)>, &str) {
        let id = SourceId(0);
        let (front, end) = read(Source { id, text });
        let entries = front.entries.into_iter();
        let entries = entries.map(|(key, value)| (key.into_owned(), value.text.into_owned()));
        (entries.collect(), &text[end..])
    }

    #[test]
    fn values_may_be_quoted_hold_colons_or_be_missing() {
        let text = "\u{feff}---\r\nTitle: \"List: all\"\r\nms.prod: 'x'\r\nauthor:\r\ntags:\r\n  - a: b\r\n- c: d\r\nnonsense\r\n---\r\n# Page\r\n";
        let (entries, rest) = entries(text);
        let expected = [
            ("title", "List: all"),
            ("ms.prod", "x"),
            ("author", ""),
            ("tags", ""),
        ];
        let expected = expected.map(|(key, value)| (key.to_owned(), value.to_owned()));
        assert_eq!(entries, expected);
        assert_eq!(rest, "# Page\r\n");
    }

    #[test]
    fn what_has_no_end_is_no_front_matter() {
        for text in [
            "",
            "---",
            "# Page\n---\n",
            "---\ntitle: x\n# Page\n---\n",
            "----\na: b\n---\n",
        ] {
            assert_eq!(entries(text), (Vec::new(), text), "{text}");
        }
    }
}
