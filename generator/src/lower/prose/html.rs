//! HTML in descriptions.

/// Tags whose place is between words or lines; a space must stay where they were.
const BREAKING: &[&str] = &[
    "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p",
    "pre", "table", "tbody", "td", "th", "thead", "tr", "ul",
];

/// Tags that stand within words.
const INLINE: &[&str] = &[
    "a", "b", "code", "em", "font", "i", "img", "kbd", "s", "small", "span", "strong", "sub",
    "sup", "tt", "u",
];

/// The text of a piece of HTML: known tags and comments go, all else is text.
pub(super) fn text_of(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        rest = &rest[start..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        match rest.find('>').map(|end| (&rest[1..end], &rest[end + 1..])) {
            Some((tag, after)) if is_one_of(tag, BREAKING) => {
                text.push(' ');
                rest = after;
            }
            Some((tag, after)) if is_one_of(tag, INLINE) => rest = after,
            _ => {
                text.push('<');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
    text
}

fn is_one_of(tag: &str, names: &[&str]) -> bool {
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let end = tag
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(tag.len());
    let name = tag[..end].to_ascii_lowercase();
    names.binary_search(&name.as_str()).is_ok()
}
