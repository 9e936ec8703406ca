//! What headings are called in every language: the anchor that translated pages carry, which is the slug of the English heading;
//! else the slug of the heading itself.

use std::borrow::Cow;

/// The name in the first `<a name="…">` (or `id`) of a heading.
pub(super) fn anchor(heading: &str) -> Option<&str> {
    // Most headings have no tag at all, which is seen at once.
    let at = heading.find('<')?;
    let at = at + heading.get(at..)?.find("<a ")?;
    let tag = heading.get(at..)?;
    let tag = tag.split('>').next()?;
    ["name", "id"].into_iter().find_map(|attribute| {
        let value = tag.split_once(attribute)?.1.trim_start();
        let value = value.strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        value.get(1..)?.split(quote).next()
    })
}

/// The slug of a heading's text: lower case, blanks as hyphens, punctuation dropped.
pub(super) fn slug(text: &str) -> String {
    let text = text.trim();
    let is_usual = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'-' | b'_');
    if text.bytes().all(is_usual) {
        let mut slug = text.replace(' ', "-");
        slug.make_ascii_lowercase();
        return slug;
    }
    let mut slug = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            'a'..='z' | '0'..='9' => slug.push(character),
            'A'..='Z' => slug.push(character.to_ascii_lowercase()),
            ' ' | '\t' | '\u{a0}' => slug.push('-'),
            '-' | '_' => slug.push(character),
            _ if character.is_alphanumeric() => slug.extend(character.to_lowercase()),
            _ => {}
        }
    }
    slug
}

/// The slug of a heading, given its source and its text without marks.
pub(super) fn of_heading<'s>(source: &'s str, text: &str) -> Cow<'s, str> {
    match anchor(source) {
        Some(anchor) if !anchor.is_empty() => Cow::Borrowed(anchor),
        _ => Cow::Owned(slug(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_come_before_texts() {
        let heading = "<a name=\"http-request\"></a>Anforderung über HTTP";
        assert_eq!(of_heading(heading, "Anforderung über HTTP"), "http-request");
        assert_eq!(of_heading("<a id='x'>Text</a>", "Text"), "x");
        assert_eq!(of_heading("<a name=\"\"></a>Text", "Text"), "text");
        assert_eq!(of_heading("<a href=\"x\">Text", "Text"), "text");
    }

    #[test]
    fn slugs_of_english_headings_are_the_anchors_of_translated_ones() {
        for (text, expected) in [
            ("HTTP request", "http-request"),
            ("JSON representation", "json-representation"),
            ("What's new", "whats-new"),
            ("Example 1: Get all users", "example-1-get-all-users"),
            (" Request\u{a0}body ", "request-body"),
            ("Größe", "größe"),
        ] {
            assert_eq!(slug(text), expected);
        }
    }
}
