//! Percent-encoding (RFC 3986) and literals (OData ABNF Construction Rules 4.01, section 7 "Literal Data Values").

/// Appends `text` with everything but unreserved characters percent-encoded.
pub(crate) fn push_percent_encoded(out: &mut String, text: &str) {
    push_encoded(out, text, is_unreserved);
}

/// Appends a string literal: in quotes, `'` doubled, the rest percent-encoded.
pub(crate) fn push_quoted(out: &mut String, text: &str) {
    out.push('\'');
    for (index, part) in text.split('\'').enumerate() {
        if index > 0 {
            out.push_str("''");
        }
        push_percent_encoded(out, part);
    }
    out.push('\'');
}

/// Appends a literal that needs no quotes, percent-encoded: a number, a date, a guid, JSON.
pub(crate) fn push_literal(out: &mut String, text: &str) {
    push_encoded(out, text, |byte| {
        is_unreserved(byte) || matches!(byte, b':' | b',' | b'=')
    });
}

/// Appends the value of a query option. What OData's own syntax is made of stays readable, as far as no URL library rewrites it.
pub(super) fn push_query_value(out: &mut String, text: &str) {
    push_encoded(out, text, |byte| {
        is_unreserved(byte) || matches!(byte, b',' | b'(' | b')' | b'/' | b'$' | b'*' | b':')
    });
}

/// Appends the name of a query option: `$select`, `@parameter`, `startDateTime`.
pub(super) fn push_query_name(out: &mut String, text: &str) {
    push_encoded(out, text, |byte| {
        is_unreserved(byte) || matches!(byte, b'$' | b'@')
    });
}

/// A link as it is, except for what no URL can hold: spaces, quotes, brackets and what is not ASCII.
pub(super) fn link(text: &str) -> std::borrow::Cow<'_, str> {
    let stands = |byte: u8| {
        !matches!(
            byte,
            b' ' | b'"' | b'<' | b'>' | b'^' | b'`' | b'{' | b'|' | b'}'
        ) && byte.is_ascii()
    };
    if text.bytes().all(stands) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 16);
    push_encoded(&mut out, text, stands);
    out.into()
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn push_encoded(out: &mut String, text: &str, keep: impl Fn(u8) -> bool) {
    const HEX: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F',
    ];
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| !keep(byte)) {
        // Only ASCII is kept, so what comes before is whole characters.
        let (kept, odd) = rest.split_at(at);
        out.push_str(kept);
        let mut odd = odd.chars();
        if let Some(c) = odd.next() {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                out.push('%');
                out.push(HEX[usize::from(byte >> 4)]);
                out.push(HEX[usize::from(byte & 15)]);
            }
        }
        rest = odd.as_str();
    }
    out.push_str(rest);
}
