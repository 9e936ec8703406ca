//! Request lines as pages write them. Nothing is resolved here.

use super::page::{Method, RequestLine};
use super::text::Source;
use std::ops::Range;

/// How sure it must be that a line is a request line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    /// A verb and anything: where request lines are expected.
    Verb,
    /// A verb and what looks like a path or URL: after a body has begun.
    Path,
}

/// Reads one line: `GET /users/{id | userPrincipalName}?$top=10 HTTP/1.1`. `None` for `or`, for headers and for comments.
pub(super) fn read<'s>(
    source: Source<'s>,
    line: &Range<usize>,
    strictness: Strictness,
) -> Option<RequestLine<'s>> {
    // Most lines are JSON.
    let begins = source.slice(line).trim_ascii_start();
    if matches!(begins.bytes().next(), Some(byte) if byte.is_ascii() && !b"GPD".contains(&byte)) {
        return None;
    }
    let line = source.trim(line);
    let text = source.slice(&line);
    let (method, rest) = Method::ALL.into_iter().find_map(|method| {
        let rest = text.strip_prefix(method.as_str())?;
        rest.starts_with(super::text::is_blank)
            .then_some((method, rest))
    })?;
    let start = line.end - rest.len();
    let target = without_version(rest);
    let target = source.trim(&(start..start + target.len()));
    let first = source.slice(&target);
    let is_path = ["/", "http://", "https://", "~/", "{"]
        .into_iter()
        .any(|begin| first.starts_with(begin));
    let is_damaged = first.is_empty() || first.starts_with("**");
    if is_damaged || (strictness == Strictness::Path && !is_path) {
        return None;
    }
    Some(RequestLine {
        method,
        target: source.trimmed(&target),
        span: source.span(&line),
    })
}

/// Reads the first line of a response: the status of `HTTP/1.1 200 OK`.
pub(super) fn read_status(line: &str) -> Option<u16> {
    let rest = super::text::trim(line).strip_prefix("HTTP")?;
    let rest = match rest.strip_prefix('/') {
        Some(version) => version.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.'),
        None => rest,
    };
    let rest = rest.strip_prefix(super::text::is_blank)?;
    let code = rest.trim_start_matches(super::text::is_blank);
    let code = code.split(|c: char| !c.is_ascii_digit()).next()?;
    let status = code.parse().ok().filter(|_| code.len() == 3)?;
    (100..600).contains(&status).then_some(status)
}

/// A target without the protocol's version behind it.
fn without_version(target: &str) -> &str {
    let trimmed = target.trim_end();
    let Some(at) = trimmed.rfind(char::is_whitespace) else {
        return target;
    };
    let (before, last) = trimmed.split_at(at);
    match last.trim_start().starts_with("HTTP/") {
        true => before,
        false => target,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::SourceId;

    fn target(text: &str, strictness: Strictness) -> Option<(Method, String)> {
        let id = SourceId(0);
        let line = read(Source { id, text }, &(0..text.len()), strictness)?;
        Some((line.method, line.target.text.into_owned()))
    }

    #[test]
    fn all_styles_of_targets_are_kept_as_written() {
        for style in [
            "/users/{id | userPrincipalName}/messages?$top=10&$filter=a eq 'b c'",
            "/me/drive/root:/{item-path}:/content",
            "https://graph.microsoft.com/v1.0/users",
            "~/onPremisesPublishingProfiles/{id}",
            "users/<id>/photo",
            "/teams/(team-id)/channels",
            "/reports/getThing(period='{period_value}')",
            "{resource}/extensions",
        ] {
            for text in [
                format!("PATCH {style}"),
                format!("  PATCH  {style} HTTP/1.1  "),
                format!("PATCH\u{a0}{style}"),
            ] {
                assert_eq!(
                    target(&text, Strictness::Verb),
                    Some((Method::Patch, style.to_owned())),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn other_lines_are_no_request_lines() {
        for text in [
            "or",
            "",
            "GET",
            "GET ",
            "GETS /x",
            "get /x",
            "Content-type: x",
            "# GET /x",
            "GET ** URI not found",
        ] {
            assert_eq!(target(text, Strictness::Verb), None, "{text}");
        }
        assert_eq!(target("GET to work", Strictness::Path), None);
        assert!(target("GET /work", Strictness::Path).is_some());
    }

    #[test]
    fn statuses_have_three_digits() {
        for (line, expected) in [
            ("HTTP/1.1 200 OK", Some(200)),
            ("HTTP/1.1 204", Some(204)),
            ("HTTP/2 302 Found", Some(302)),
            (" HTTP 201 Created", Some(201)),
            ("HTTP/1.1 2000", None),
            ("HTTP/1.1 20x", None),
            ("HTTP/1.1 999", None),
            ("HTTPS 200", None),
            ("HTTP", None),
        ] {
            assert_eq!(read_status(line), expected, "{line}");
        }
    }
}
