//! One segment of a path: a name or a key, and what stands in parentheses behind it.

use super::target::{Nesting, decode};
use std::borrow::Cow;

/// A segment as it is written.
#[derive(Debug)]
pub(super) struct Segment<'t> {
    /// All of it, percent-encoding taken away.
    pub text: Cow<'t, str>,
    /// What stands before the parenthesis: the whole segment where it has none, or begins with it.
    pub name: Cow<'t, str>,
    /// What stands between the parentheses at the end, as written.
    pub inside: Option<&'t str>,
    /// Whether it is a stand-in for a value: `{id}`, `<id>`, `(id)`.
    pub is_placeholder: bool,
}

impl<'t> Segment<'t> {
    pub(super) fn read(written: &'t str) -> Self {
        let text = decode(written);
        let is_placeholder = is_placeholder(written);
        let inside = if is_placeholder {
            None
        } else {
            parenthesis(written)
        };
        let name = match inside {
            // The inside and its two parentheses.
            Some(inside) => decode(&written[..written.len() - inside.len() - 2]),
            None => text.clone(),
        };
        Self {
            text,
            name,
            inside,
            is_placeholder,
        }
    }

    /// Whether the segment stands for several.
    pub(super) fn is_ellipsis(&self) -> bool {
        matches!(&*self.text, "..." | "\u{2026}" | "....")
    }
}

fn is_placeholder(written: &str) -> bool {
    let ends = [('{', '}'), ('<', '>'), ('(', ')')];
    // Of several names for one key, the first tells.
    let written = written.split_once(" |").map_or(written, |(first, _)| first);
    let mut nesting = Nesting::default();
    let encloses = |(open, close)| {
        let inner = written
            .strip_prefix(open)
            .and_then(|one| one.strip_suffix(close));
        inner.is_some_and(|inner| !inner.is_empty())
    };
    // One pair around everything, not two side by side.
    let mut outside = written.char_indices().filter(|(at, next)| {
        nesting.takes(*next);
        !nesting.is_open() && at + next.len_utf8() < written.len()
    });
    ends.into_iter().any(encloses) && outside.next().is_none()
}

/// What stands between the parentheses that a segment ends in.
fn parenthesis(written: &str) -> Option<&str> {
    let open = written.find('(').filter(|at| *at > 0)?;
    written[open + 1..].strip_suffix(')')
}

/// The parts of a list in parentheses: names and texts, quotes and percent-encoding taken away. A
/// part without a name has none.
pub(super) fn arguments(inside: &str) -> Vec<(Option<String>, String)> {
    split(inside, ',')
        .into_iter()
        .map(|part| match split(part, '=').as_slice() {
            [_] | [] => (None, value(part)),
            [name, ..] => {
                let name = name.trim();
                let rest = part.trim_start();
                let rest = rest.get(name.len()..).unwrap_or_default().trim_start();
                let rest = rest.strip_prefix('=').unwrap_or(rest);
                (Some(decode(name).into_owned()), value(rest))
            }
        })
        .collect()
}

fn value(written: &str) -> String {
    let text = decode(written.trim());
    let quoted = text
        .strip_prefix('\'')
        .and_then(|one| one.strip_suffix('\''));
    match quoted {
        Some(inner) => inner.replace("''", "'"),
        None => text.into_owned(),
    }
}

/// Splits at a character that stands outside of quotes and brackets; nothing where there is nothing.
fn split(text: &str, separator: char) -> Vec<&str> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    let mut open = Vec::new();
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, next) in text.char_indices() {
        match (open.last(), next) {
            (Some(close), _) if *close == next => {
                open.pop();
            }
            (Some('\''), _) => {}
            (_, '\'') => open.push('\''),
            (_, '{') => open.push('}'),
            (_, '[') => open.push(']'),
            (_, '<') => open.push('>'),
            (_, '(') => open.push(')'),
            (None, _) if next == separator => {
                parts.push(&text[from..at]);
                from = at + next.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[from..]);
    parts
}
