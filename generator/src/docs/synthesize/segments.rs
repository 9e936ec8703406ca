//! A request line as segments of a path.

use super::names::{TypeName, is_identifier};

/// Longer paths are taken for damaged ones.
const MOST_SEGMENTS: usize = 40;

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Segment<'t> {
    /// Something that stands for a key, with what it is called.
    Key(&'t str),
    /// A name.
    Name(&'t str),
    /// A name with parentheses and the names of the arguments in them.
    Call(&'t str, Vec<&'t str>),
    /// A qualified name: a type, or an operation of another namespace.
    Qualified(TypeName),
    /// A qualified name with parentheses.
    QualifiedCall(TypeName, Vec<&'t str>),
    /// `$count`.
    Count,
    /// `$ref`.
    Ref,
    /// `$value`.
    Value,
}

/// Takes the target of a request line apart; `Err` says why it is no path.
pub(super) fn segments(target: &str) -> Result<Vec<Segment<'_>>, &'static str> {
    let path = path_of(target.trim())?;
    if path.contains("...") || path.contains('…') {
        return Err("part of the path is left out");
    }
    let mut segments = Vec::new();
    let mut is_addressed = false;
    for (index, text) in split(path)?.into_iter().enumerate() {
        let text = text.trim();
        // As in `root:/{path}:/children` and `sites/{host}:/{path}`.
        let ends = text.ends_with(':');
        let text = text.strip_suffix(':').unwrap_or(text);
        if is_addressed {
            is_addressed = !ends;
            continue;
        }
        is_addressed = ends;
        if index == 0 && is_version(text) {
            continue;
        }
        push(text, &mut segments)?;
        if segments.len() > MOST_SEGMENTS {
            return Err("the path is longer than any of the service");
        }
    }
    if segments.is_empty() {
        return Err("there is no path");
    }
    Ok(segments)
}

/// The path alone: without host, query and fragment.
fn path_of(target: &str) -> Result<&str, &'static str> {
    let path = match target.split_once("://") {
        Some((scheme, rest)) if scheme.len() <= 5 => {
            let (host, path) = rest.split_once('/').ok_or("there is no path")?;
            if !host.eq_ignore_ascii_case("graph.microsoft.com") {
                return Err("the request goes to another host");
            }
            path
        }
        _ => target.strip_prefix('~').unwrap_or(target),
    };
    let end = path.find(['?', '#']).unwrap_or(path.len());
    let path = path.get(..end).unwrap_or(path);
    Ok(path.trim_matches('/'))
}

fn is_version(text: &str) -> bool {
    matches!(text, "v1.0" | "V1.0" | "v1" | "beta")
}

/// Splits at slashes outside braces, parentheses and quotes.
fn split(path: &str) -> Result<Vec<&str>, &'static str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut depth = 0usize;
    let mut is_quoted = false;
    for (at, byte) in path.bytes().enumerate() {
        match byte {
            b'\'' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            b'{' | b'(' | b'<' => depth += 1,
            b'}' | b')' | b'>' => {
                depth = depth.checked_sub(1).ok_or("the parentheses do not match")?;
            }
            b'/' if depth == 0 => {
                parts.push(path.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
    }
    if depth > 0 || is_quoted {
        return Err("the parentheses or quotes do not match");
    }
    parts.push(path.get(start..).unwrap_or_default());
    Ok(parts)
}

fn push<'t>(text: &'t str, segments: &mut Vec<Segment<'t>>) -> Result<(), &'static str> {
    match text {
        "" => return Err("a segment is empty"),
        "$count" => segments.push(Segment::Count),
        "$ref" => segments.push(Segment::Ref),
        "$value" => segments.push(Segment::Value),
        _ if is_placeholder(text) => {
            segments.push(Segment::Key(&text[1..text.len() - 1]));
        }
        _ if text.contains('(') => call(text, segments)?,
        // An alternate key: `roleTemplateId={id}`.
        _ if text.contains('=') => segments.push(Segment::Key("")),
        _ if is_identifier(text) => segments.push(Segment::Name(text)),
        _ if is_literal_key(text) => segments.push(Segment::Key("")),
        _ => segments.push(Segment::Qualified(qualified(text)?)),
    }
    Ok(())
}

fn is_placeholder(text: &str) -> bool {
    let pairs = [('{', '}'), ('<', '>'), ('(', ')')];
    text.len() > 2
        && pairs.iter().any(|(open, close)| {
            text.starts_with(*open)
                && text.ends_with(*close)
                && !text[1..text.len() - 1].contains(['{', '}', '<', '>', '(', ')'])
        })
}

fn qualified(text: &str) -> Result<TypeName, &'static str> {
    let name = TypeName::parse(text).filter(|_| is_qualified(text));
    name.ok_or("a segment is neither a name nor a key")
}

/// All namespaces of the service begin so.
fn is_qualified(text: &str) -> bool {
    text.starts_with("microsoft.") || text.starts_with("graph.")
}

/// A Guid, a number or a name of a host.
fn is_literal_key(text: &str) -> bool {
    let is_host = text.contains('.')
        && !is_qualified(text)
        && text
            .split('.')
            .all(|part| is_identifier(&part.replace('-', "")));
    is_host
        || text.starts_with(|one: char| one.is_ascii_digit())
            && text
                .bytes()
                .all(|one| one.is_ascii_alphanumeric() || one == b'-')
        || text.len() == 36 && text.bytes().filter(|one| *one == b'-').count() == 4
}

/// `name(a={a},b='{b}')`; a single argument without a name is a key: `worksheets({id|name})`.
fn call<'t>(text: &'t str, segments: &mut Vec<Segment<'t>>) -> Result<(), &'static str> {
    let odd = "the parentheses do not match";
    let (name, inner) = text.split_once('(').ok_or(odd)?;
    let inner = inner.strip_suffix(')').ok_or(odd)?;
    let inner = inner.trim();
    let mut names = Vec::new();
    if !inner.is_empty() {
        if !inner.contains('=') {
            let key = inner.trim_matches(['{', '}', '\'']);
            push(name, segments)?;
            segments.push(Segment::Key(key));
            return Ok(());
        }
        for part in arguments(inner) {
            let argument = part.split('=').next().unwrap_or(part).trim();
            if !is_identifier(argument) || names.contains(&argument) {
                return Err("an argument has no name");
            }
            names.push(argument);
        }
    }
    if is_identifier(name) {
        segments.push(Segment::Call(name, names));
        return Ok(());
    }
    segments.push(Segment::QualifiedCall(qualified(name)?, names));
    Ok(())
}

/// Splits at commas outside braces and quotes.
fn arguments(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut depth = 0usize;
    let mut is_quoted = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\'' => is_quoted = !is_quoted,
            b'{' | b'[' | b'<' => depth += 1,
            b'}' | b']' | b'>' => depth = depth.saturating_sub(1),
            b',' if depth == 0 && !is_quoted => {
                parts.push(text.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use Segment::{Call, Count, Key, Name, Qualified, Ref};

    #[test]
    fn all_styles_are_taken_apart() {
        let user = TypeName::graph("user");
        let cases = [
            (
                "/deviceAppManagement/vppTokens/{vppTokenId}/syncLicenses",
                vec![
                    Name("deviceAppManagement"),
                    Name("vppTokens"),
                    Key("vppTokenId"),
                    Name("syncLicenses"),
                ],
            ),
            (
                "https://graph.microsoft.com/v1.0/users/{id | name}/messages?$top=1",
                vec![Name("users"), Key("id | name"), Name("messages")],
            ),
            (
                "groups/<id>/members/microsoft.graph.user/$count",
                vec![
                    Name("groups"),
                    Key("id"),
                    Name("members"),
                    Qualified(user),
                    Count,
                ],
            ),
            (
                "~/groups/(team-id)/owners/$ref",
                vec![Name("groups"), Key("team-id"), Name("owners"), Ref],
            ),
            (
                "/me/drive/root:/{item-path}:/children",
                vec![Name("me"), Name("drive"), Name("root"), Name("children")],
            ),
            (
                "/drive/root/search(q='{a/b,c}',x={y})",
                vec![Name("drive"), Name("root"), Call("search", vec!["q", "x"])],
            ),
            (
                "/workbook/worksheets({id|name})/",
                vec![Name("workbook"), Name("worksheets"), Key("id|name")],
            ),
            (
                "/directoryRoles/roleTemplateId={id}",
                vec![Name("directoryRoles"), Key("")],
            ),
            (
                "/domains/contoso.com/verify",
                vec![Name("domains"), Key(""), Name("verify")],
            ),
        ];
        for (target, wanted) in cases {
            assert_eq!(segments(target), Ok(wanted), "{target}");
        }
    }

    #[test]
    fn what_is_no_path_is_refused() {
        let refused = [
            "/users/.../messages",
            "** Collection URI for x not found",
            "/users/{id/messages",
            "/users//messages",
            "https://example.org/users",
            "/",
            "",
            "/a/../b",
            "/x(a=1,a=2)",
        ];
        for target in refused {
            assert!(segments(target).is_err(), "{target}");
        }
    }
}
