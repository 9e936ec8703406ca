//! The text of a request's target: what stands around the path, and the path's segments.

use super::{Miss, Note};
use std::ops::Range;

/// The hosts of Graph: worldwide, and the national clouds.
const HOSTS: &[&str] = &[
    "dod-graph.microsoft.us",
    "graph.microsoft.com",
    "graph.microsoft.de",
    "graph.microsoft.us",
    "microsoftgraph.chinacloudapi.cn",
];

/// First segments that say the version of the service.
const VERSIONS: &[&str] = &["beta", "v1", "v1.0", "{version}"];

/// A target, taken apart.
#[derive(Debug, Default)]
pub(super) struct Target {
    /// The segments of the path.
    pub segments: Vec<Range<usize>>,
    /// The query, without its `?`.
    pub query: Range<usize>,
    /// What was left out in front.
    pub notes: Vec<Note>,
}

impl Target {
    /// Takes a target apart. Braces, angle brackets, parentheses and quotes hide what is inside them.
    pub(super) fn read(text: &str) -> Result<Self, Miss> {
        let mut notes = Vec::new();
        let start = after_host(text, &mut notes)?;
        let end = end_of_path(text, start)?;
        let mut target = Self {
            segments: Vec::new(),
            query: query(text, end),
            notes,
        };
        let mut from = start;
        for at in separators(text, start..end) {
            target.segment(text, from..at, at == end);
            from = at + 1;
        }
        target.drop_versions(text);
        let after = text[target.query.clone()].trim();
        let is_query = text[end..].starts_with(['?', '{']);
        if !is_query && !after.is_empty() && !after.starts_with("HTTP/") {
            target.note("text-after-the-path", end..text.len());
        }
        Ok(target)
    }

    fn segment(&mut self, text: &str, range: Range<usize>, is_last: bool) {
        if !range.is_empty() {
            self.segments.push(range);
        } else if is_last && !self.segments.is_empty() {
            self.note("trailing-slash", range.start.saturating_sub(1)..range.start);
        } else if !self.segments.is_empty() || text[..range.start].ends_with('/') {
            self.note("empty-segment", range);
        }
    }

    fn drop_versions(&mut self, text: &str) {
        let is_version = |range: &&Range<usize>| {
            let segment = &text[(*range).clone()];
            VERSIONS.iter().any(|one| one.eq_ignore_ascii_case(segment))
        };
        let count = self.segments.iter().take_while(is_version).count();
        let versions: Vec<_> = self.segments.drain(..count).collect();
        for range in versions {
            self.note("version-prefix", range);
        }
    }

    fn note(&mut self, kind: &'static str, range: Range<usize>) {
        self.notes.push(Note { kind, range });
    }
}

/// Where the path begins: after the host of an absolute URL, after a `~`.
fn after_host(text: &str, notes: &mut Vec<Note>) -> Result<usize, Miss> {
    let begin = text.len() - text.trim_start().len();
    let rest = &text[begin..];
    if rest.starts_with("~/") {
        notes.push(Note {
            kind: "home-prefix",
            range: begin..begin + 1,
        });
        return Ok(begin + 1);
    }
    let scheme = ["https://", "http://"]
        .iter()
        .find(|one| starts_with(rest, one))
        .map_or(0, |one| one.len());
    let host = &rest[scheme..];
    let host = &host[..host.find(['/', '?']).unwrap_or(host.len())];
    let is_known = HOSTS.iter().any(|one| one.eq_ignore_ascii_case(host));
    if scheme == 0 && !is_known {
        if !rest.is_empty() && !rest.starts_with('/') {
            notes.push(Note {
                kind: "leading-slash-left-out",
                range: begin..begin,
            });
        }
        return Ok(begin);
    }
    let range = begin..begin + scheme + host.len();
    if !is_known {
        return Err(Miss {
            kind: "foreign-host",
            message: format!("`{host}` is no host of Graph"),
            range,
            declared: None,
        });
    }
    let end = range.end;
    notes.push(Note {
        kind: "absolute-url",
        range,
    });
    Ok(end)
}

fn starts_with(text: &str, prefix: &str) -> bool {
    let start = text.get(..prefix.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// What a scan is inside of.
#[derive(Default)]
pub(super) struct Nesting {
    /// The closing characters that are still to come.
    open: Vec<char>,
}

impl Nesting {
    /// Takes the next character; whether it stands outside of everything.
    pub(super) fn takes(&mut self, next: char) -> bool {
        match (self.open.last(), next) {
            (Some(close), _) if *close == next => {
                self.open.pop();
                false
            }
            // A quote hides everything, placeholders excepted: `'{name}'`.
            (Some('\''), '{') => {
                self.open.push('}');
                false
            }
            (Some('\''), _) => false,
            (_, '{') => self.opens('}'),
            (_, '<') => self.opens('>'),
            (_, '(') => self.opens(')'),
            (Some(')'), '\'') => self.opens('\''),
            (Some(_), _) => false,
            (None, _) => true,
        }
    }

    fn opens(&mut self, close: char) -> bool {
        self.open.push(close);
        false
    }

    /// Whether something is open.
    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }
}

/// Where the path ends: at its query, at a template's list of query options, at a space.
fn end_of_path(text: &str, start: usize) -> Result<usize, Miss> {
    let mut nesting = Nesting::default();
    for (at, next) in text[start..].char_indices() {
        // Most of a target, and never of interest.
        if next.is_ascii_alphanumeric() {
            continue;
        }
        let at = start + at;
        let is_options = next == '{' && text[at..].starts_with("{?");
        let is_space = next.is_whitespace() && !is_alternative(&text[start..at], &text[at..]);
        if !nesting.is_open() && (is_options || next == '?' || is_space) {
            return Ok(at);
        }
        nesting.takes(next);
    }
    if nesting.is_open() {
        return Err(Miss {
            kind: "unbalanced",
            message: "a parenthesis, brace or quote is not closed".to_owned(),
            range: start..text.len(),
            declared: None,
        });
    }
    Ok(text.len())
}

/// Whether a space stands beside the bar between two names for one key: `{id} | name`.
fn is_alternative(before: &str, after: &str) -> bool {
    before.ends_with('|') || after.trim_start().starts_with('|')
}

fn query(text: &str, end: usize) -> Range<usize> {
    let start = if text[end..].starts_with('?') {
        end + 1
    } else {
        end
    };
    start..text.len()
}

/// The positions of the slashes between segments, and the end.
fn separators(text: &str, range: Range<usize>) -> impl Iterator<Item = usize> + '_ {
    let mut nesting = Nesting::default();
    let start = range.start;
    let slashes = text[range.clone()].char_indices().filter(move |(_, next)| {
        !next.is_ascii_alphanumeric() && nesting.takes(*next) && *next == '/'
    });
    slashes.map(move |(at, _)| start + at).chain([range.end])
}

/// Text with its percent-encoding taken away; as it is where that would be no text.
pub(crate) fn decode(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains('%') {
        return text.into();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = match (first, tail) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)),
            _ => None,
        };
        match code {
            Some((high, low)) => {
                bytes.push(high << 4 | low);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).map_or(text.into(), Into::into)
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|digit| digit.try_into().ok())
}
