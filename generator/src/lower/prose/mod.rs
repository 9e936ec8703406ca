//! Text of the input as lines of rustdoc.
//!
//! Text is data: whatever it says, it comes out as paragraphs, lists, code spans and links to
//! `http(s)` addresses, and as nothing else. It cannot end the comment, become code, a doctest,
//! HTML or an intra-doc link, and rustdoc has nothing to warn about.
//!
//! Descriptions are read as Markdown, since their authors write it. Emphasis is dropped, code blocks
//! become code spans, HTML tags go and what merely looks like one (`<tenant>`) stays as text.

mod escape;
mod html;
mod markdown;
mod scrub;
mod sentence;
#[cfg(test)]
mod tests;
mod wrap;

pub(super) use scrub::is_fine;

use super::items::{Docs, TypePath};
use memchr::memmem;

/// Lines are broken at about this many columns, `///` not counted.
const WIDTH: usize = 96;

/// Longer text is cut: no description is, and hostile input shall not fill the docs.
const LONGEST: usize = 64 * 1024;

/// The text as lines to put behind `///` (with a space between), free of line breaks. The first
/// paragraph is the first sentence, since rustdoc shows it alone in lists. Empty where the text has
/// nothing to show.
pub fn to_doc_lines(text: &str) -> Vec<String> {
    let docs = to_docs(text, &|_| None);
    docs.lines().map(str::to_owned).collect()
}

/// Where a link leads that is no address by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// An `http(s)` address.
    Address(String),
    /// A type of the client.
    Type(TypePath),
}

/// What becomes of the links of a text that are no addresses: those that lead nowhere stay as text.
pub type Links<'l> = dyn Fn(&str) -> Option<LinkTarget> + 'l;

/// As [`to_doc_lines`], with links to pages and types.
pub fn to_docs(text: &str, links: &Links<'_>) -> Docs {
    let text = cut(text);
    let text = scrub::scrub(text);
    if is_plain(&text) {
        let words: Vec<_> = text.split_ascii_whitespace().collect();
        let mut docs = Docs::with_capacity(text.len() + 2);
        wrap::paragraphs(&words, docs.text_mut());
        return docs;
    }
    markdown::render(&text, links)
}

/// A link with this text, in one line; the address by itself where the text has nothing to show.
pub(super) fn link(text: &str, address: &str) -> String {
    let text = scrub::scrub(cut(text));
    let mut link = String::new();
    match escape::link_target(address) {
        Some(target) if !text.is_empty() => escape::push_link(&text, &target, &mut link),
        Some(_) => escape::push_text(address, &mut link),
        None => escape::push_text(&text, &mut link),
    }
    link.replace([wrap::GLUE, '\n'], " ")
}

fn cut(text: &str) -> &str {
    if text.len() <= LONGEST {
        return text;
    }
    let mut end = LONGEST;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Whether Markdown would change nothing in a text: it has no character that means something
/// within a line, and only one line. What means something at the start of a line is seen to where
/// lines are made.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let special = |byte: &u8| {
        matches!(
            byte,
            b'\\' | b'`' | b'*' | b'_' | b'[' | b']' | b'<' | b'>' | b'~' | b'&' | b'\n'
        )
    };
    let starts_plain = bytes.first().is_none_or(u8::is_ascii_alphabetic);
    starts_plain && !bytes.iter().any(special) && memmem::find(bytes, b"://").is_none()
}
