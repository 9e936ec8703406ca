//! Entity references and line ends (XML 1.0, 2.11, 3.3.3 and 4.6).

use std::borrow::Cow;

/// A reference that stands for no character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BadReference {
    /// `&` without `;`, at this offset.
    Unterminated(usize),
    /// An entity that is not predefined, from `&` to after `;`.
    Unknown(usize, usize),
}

/// Line ends of text: `\r\n` and `\r` mean `\n`.
pub(super) fn line_ends(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        text
    }
}

/// An attribute's value: references replaced, white space turned into spaces. Bad references stay as they
/// are, and are given to `report`.
pub(super) fn attribute(raw: &str, mut report: impl FnMut(BadReference)) -> String {
    let mut value = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find(['&', '\r', '\n', '\t']) {
        let (before, special) = rest.split_at(at);
        value.push_str(before);
        let offset = raw.len() - special.len();
        let used = if let Some(after) = special.strip_prefix('&') {
            match after.find([';', '&', '<', ' ']) {
                Some(end) if after[end..].starts_with(';') => {
                    let used = end + "&;".len();
                    match character(&after[..end]) {
                        Some(character) => value.push(character),
                        None => {
                            report(BadReference::Unknown(offset, offset + used));
                            value.push_str(&special[..used]);
                        }
                    }
                    used
                }
                _ => {
                    report(BadReference::Unterminated(offset));
                    value.push('&');
                    1
                }
            }
        } else {
            value.push(' ');
            if special.starts_with("\r\n") { 2 } else { 1 }
        };
        rest = &special[used..];
    }
    value.push_str(rest);
    value
}

/// The character that a reference stands for: `name` is what is between `&` and `;`.
pub(super) fn character(name: &str) -> Option<char> {
    let number = match name {
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "amp" => return Some('&'),
        "apos" => return Some('\''),
        "quot" => return Some('"'),
        _ => name.strip_prefix('#')?,
    };
    let (digits, radix) = match number.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    if digits.starts_with('+') {
        return None;
    }
    let character = u32::from_str_radix(digits, radix)
        .ok()
        .and_then(char::from_u32)?;
    (character != '\0').then_some(character)
}
