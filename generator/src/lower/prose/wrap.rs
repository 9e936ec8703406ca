//! Words to lines.

use super::WIDTH;
use super::sentence::first_sentence;
use std::borrow::Cow;

/// Stands for a space within a word that must not be broken; input has no control characters.
pub(super) const GLUE: char = '\u{1f}';

/// A text of one paragraph: its first sentence alone, then the rest.
pub(super) fn paragraphs(words: &[Cow<'_, str>]) -> Vec<String> {
    let (first, rest) = words.split_at(first_sentence(words));
    let mut lines = Vec::new();
    lines_of(first, "", "", &mut lines);
    if !rest.is_empty() {
        lines.push(String::new());
        lines_of(rest, "", "", &mut lines);
    }
    lines
}

/// Breaks words into lines. The first gets the one prefix, further ones the other.
pub(super) fn lines_of(
    words: &[Cow<'_, str>],
    first_prefix: &str,
    prefix: &str,
    lines: &mut Vec<String>,
) {
    let begin = |prefix: &str| {
        let mut line = String::with_capacity(WIDTH);
        line.push_str(prefix);
        line
    };
    let mut line = begin(first_prefix);
    let mut columns = line.len();
    let mut is_start = true;
    for word in words {
        let width = word.chars().count();
        if !is_start && columns + 1 + width > WIDTH {
            lines.push(std::mem::replace(&mut line, begin(prefix)));
            columns = prefix.len();
            is_start = true;
        }
        if is_start {
            push_start(word, &mut line);
        } else {
            line.push(' ');
            columns += 1;
            push_glued(word, &mut line);
        }
        columns += width;
        is_start = false;
    }
    if !is_start {
        lines.push(line);
    }
}

/// A word at the start of a line: what would start a heading, a list, a quote, a table or an
/// underline there is escaped.
fn push_start(word: &str, line: &mut String) {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    if word.starts_with(['#', '+', '-', '=', '>', ':', '|', '~']) {
        line.push('\\');
        push_glued(word, line);
    } else if digits > 0 && matches!(&word[digits..], "." | ")") {
        line.push_str(&word[..digits]);
        line.push('\\');
        line.push_str(&word[digits..]);
    } else {
        push_glued(word, line);
    }
}

fn push_glued(word: &str, line: &mut String) {
    if word.contains(GLUE) {
        line.extend(word.chars().map(|c| if c == GLUE { ' ' } else { c }));
    } else {
        line.push_str(word);
    }
}
