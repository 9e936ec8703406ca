//! Words to lines.

use super::WIDTH;
use super::sentence::first_sentence;

/// Stands for a space within a word that must not be broken; input has no control characters.
pub(super) const GLUE: char = '\u{1f}';

/// Adds a text of one paragraph: its first sentence alone, then the rest.
pub(super) fn paragraphs(words: &[&str], text: &mut String) {
    let (first, rest) = words.split_at(first_sentence(words));
    lines_of(first, "", "", text);
    if !rest.is_empty() {
        text.push('\n');
        lines_of(rest, "", "", text);
    }
}

/// Breaks words into lines, each with its line break. The first gets the one prefix, further ones the other.
pub(super) fn lines_of(words: &[&str], first_prefix: &str, prefix: &str, text: &mut String) {
    if words.is_empty() {
        return;
    }
    text.push_str(first_prefix);
    let mut columns = first_prefix.len();
    let mut is_start = true;
    for word in words {
        let width = word.chars().count();
        if !is_start && columns + 1 + width > WIDTH {
            text.push('\n');
            text.push_str(prefix);
            columns = prefix.len();
            is_start = true;
        }
        if is_start {
            push_start(word, text);
        } else {
            text.push(' ');
            columns += 1;
            push_glued(word, text);
        }
        columns += width;
        is_start = false;
    }
    text.push('\n');
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
