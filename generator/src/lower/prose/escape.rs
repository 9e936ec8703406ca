//! Text, code and links as Markdown that means just that.

use super::super::items::TypePath;
use super::wrap::GLUE;
use memchr::memmem;

/// Adds text. Characters that mean something to Markdown are escaped; addresses become autolinks.
pub(super) fn push_text(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some((before, url, after)) = split_url(rest) {
        escape(before, out);
        out.push('<');
        out.push_str(url);
        out.push('>');
        rest = after;
    }
    escape(rest, out);
}

/// The first address in a text, and what stands around it.
fn split_url(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let colon = from + memmem::find(&text.as_bytes()[from..], b"://")?;
        from = colon + 3;
        let Some(scheme) = ["https", "http"]
            .into_iter()
            .find(|one| text[..colon].ends_with(one))
        else {
            continue;
        };
        let start = colon - scheme.len();
        let tail = &text[from..];
        let stop = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '\\' | '|');
        let tail = &tail[..tail.find(stop).unwrap_or(tail.len())];
        let mut host_and_path =
            tail.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', ']']);
        if !host_and_path.contains('(') {
            host_and_path = host_and_path.trim_end_matches([')', '.', ',', ';']);
        }
        if host_and_path.is_empty() {
            continue;
        }
        let end = from + host_and_path.len();
        return Some((&text[..start], &text[start..end], &text[end..]));
    }
}

fn escape(text: &str, out: &mut String) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let special = match byte {
            b'\\' | b'`' | b'*' | b'[' | b']' | b'<' | b'>' | b'~' => true,
            b'_' => !is_within_word(text, at),
            b'&' => {
                let after = text.as_bytes().get(at + 1);
                after.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
            }
            _ => false,
        };
        if special {
            out.push_str(&text[from..at]);
            out.push('\\');
            from = at;
        }
    }
    out.push_str(&text[from..]);
}

/// Whether letters or digits stand on both sides of a character of one byte.
fn is_within_word(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + 1..].chars().next();
    before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
}

/// Adds a code span that is not broken over lines; nothing where there is no code.
pub(super) fn push_code(code: &str, out: &mut String) {
    let code = code.trim_ascii();
    if code.is_empty() {
        return;
    }
    let mut longest = 0;
    let mut run = 0;
    for byte in code.bytes() {
        run = if byte == b'`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = |out: &mut String| out.extend(std::iter::repeat_n('`', longest + 1));
    let needs_pad = code.starts_with('`') || code.ends_with('`');
    let pad = needs_pad.then_some(GLUE);
    // Two code spans side by side would be read as one with a longer fence.
    if out.ends_with('`') {
        out.push(' ');
    }
    fence(out);
    out.extend(pad);
    for (at, word) in code.split_ascii_whitespace().enumerate() {
        out.extend((at > 0).then_some(GLUE));
        out.push_str(word);
    }
    out.extend(pad);
    fence(out);
}

/// Adds a link that is not broken over lines, to what [`link_target`] gave.
pub(super) fn push_link(text: &str, target: &str, out: &mut String) {
    push_linked(text, out);
    out.push('(');
    out.push_str(target);
    out.push(')');
}

/// Adds a link to a type of the client, whose definition follows the text.
pub(super) fn push_type_link(text: &str, target: &TypePath, out: &mut String) {
    push_linked(text, out);
    for piece in ["[", &target.module, "::", &target.name, "]"] {
        out.push_str(piece);
    }
}

/// Adds the text of a link in brackets.
fn push_linked(text: &str, out: &mut String) {
    // `!` before a link makes an image of it.
    if out.ends_with('!') {
        out.insert(out.len() - 1, '\\');
    }
    // Links do not nest: an address in the text stays text.
    out.push('[');
    for (at, word) in text.split_ascii_whitespace().enumerate() {
        out.extend((at > 0).then_some(GLUE));
        escape(word, out);
    }
    out.push(']');
}

/// An address as a link's target; only `http(s)` addresses are linked.
pub(super) fn link_target(address: &str) -> Option<String> {
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"))?;
    if rest.is_empty() {
        return None;
    }
    let mut target = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            ' ' => target.push_str("%20"),
            '(' => target.push_str("%28"),
            ')' => target.push_str("%29"),
            '<' => target.push_str("%3C"),
            '>' => target.push_str("%3E"),
            '\\' => target.push_str("%5C"),
            '`' => target.push_str("%60"),
            '*' => target.push_str("%2A"),
            '"' => target.push_str("%22"),
            '&' => target.push_str("&amp;"),
            c if c.is_whitespace() || c.is_control() => return None,
            c => target.push(c),
        }
    }
    Some(target)
}
