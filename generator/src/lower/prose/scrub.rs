//! Characters that have no place in a comment.

use std::borrow::Cow;

/// Leaves out control characters, invisible ones and those that turn the direction of writing
/// (rustc refuses these in comments); other white space becomes a space, line breaks a `\n`.
pub(super) fn scrub(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~' | b'\n');
    if text.bytes().all(is_plain) || text.chars().all(is_fine) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        if is_fine(c) {
            clean.push(c);
        } else if c.is_whitespace() && c != '\r' {
            clean.push(if matches!(c, '\u{2028}' | '\u{2029}') {
                '\n'
            } else {
                ' '
            });
        }
    }
    Cow::Owned(clean.trim().to_owned())
}

/// Whether a character shows as itself in a comment.
pub(in crate::lower) fn is_fine(c: char) -> bool {
    match c {
        ' '..='~' | '\n' => true,
        '\0'..='\u{9f}' => false,
        // Soft hyphen; marks and embeddings of direction; joiners and other invisible characters.
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' => false,
        '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => false,
        '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}' => false,
        // Private use: nobody can tell what would be shown.
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. => false,
        _ => !c.is_whitespace(),
    }
}
