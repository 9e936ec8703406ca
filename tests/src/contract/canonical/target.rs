//! Targets of requests.

use std::collections::{BTreeMap, BTreeSet};

/// A request's target in its canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    segments: Vec<String>,
    query: BTreeSet<(String, String)>,
}

/// Whether letters of different case are different.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// They are.
    Counts,
    /// They are not.
    Ignored,
}

impl Target {
    /// The canonical form of a target: a path or an absolute URL, as documented or as sent.
    pub fn of(text: &str, case: Case) -> Self {
        let folded = match case {
            Case::Counts => text.to_owned(),
            Case::Ignored => text.to_lowercase(),
        };
        let (path, query) = split_query(without_host(folded.trim()));
        let mut segments = Vec::new();
        for segment in split(path, '/') {
            segments.extend(canonical_segments(segment));
        }
        let versions = segments.iter().take_while(|one| is_version(one)).count();
        segments.drain(..versions);
        let options = query.split('&').filter(|option| !option.trim().is_empty());
        Self {
            segments,
            query: options.map(option).collect(),
        }
    }

    /// The path.
    pub fn path(&self) -> String {
        self.segments.iter().flat_map(|one| ["/", one]).collect()
    }

    /// The same target without the arguments of functions.
    #[must_use]
    pub fn without_arguments(mut self) -> Self {
        for segment in &mut self.segments {
            if segment.ends_with(')')
                && let Some(at) = segment.find('(')
            {
                segment.truncate(at);
            }
        }
        self
    }

    /// Whether this is the other without some of its segments, as a line that leaves casts out is.
    pub fn is_without_casts(&self, other: &Self) -> bool {
        let mut rest = other.segments.iter();
        self.query == other.query
            && self
                .segments
                .iter()
                .all(|one| rest.any(|other| one == other))
    }

    /// Whether the path ends as the other's.
    pub fn ends_with(&self, other: &Self) -> bool {
        self.segments.ends_with(&other.segments) && self.query == other.query
    }
}

impl std::fmt::Display for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.path())?;
        for (index, (name, value)) in self.query.iter().enumerate() {
            let before = if index == 0 { '?' } else { '&' };
            write!(f, "{before}{name}={value}")?;
        }
        Ok(())
    }
}

fn without_host(text: &str) -> &str {
    let text = text.strip_prefix('~').unwrap_or(text);
    let schemes = ["https://", "http://"];
    let rest = schemes.iter().find_map(|scheme| {
        let head = text.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme)
            .then(|| &text[scheme.len()..])
    });
    let is_bare_host = text.to_ascii_lowercase().starts_with("graph.microsoft.");
    match rest.or(is_bare_host.then_some(text)) {
        Some(rest) => rest.find(['/', '?']).map_or("", |at| &rest[at..]),
        None => text,
    }
}

fn is_version(segment: &str) -> bool {
    ["v1.0", "v1", "beta", "{version}"].contains(&&*segment.to_ascii_lowercase())
}

/// The path and what follows its question mark.
fn split_query(text: &str) -> (&str, &str) {
    match split(text, '?').as_slice() {
        [path] => (path, ""),
        [path, ..] => (path, &text[path.len() + 1..]),
        [] => ("", ""),
    }
}

fn option(text: &str) -> (String, String) {
    const SYSTEM: &[&str] = &[
        "count", "expand", "filter", "format", "orderby", "search", "select", "skip", "top",
    ];
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    let name = plain(name).to_lowercase();
    let name = match SYSTEM.contains(&&*name) {
        true => format!("${name}"),
        false => name,
    };
    (name, plain(&value.replace('+', " ")))
}

/// What one segment of a path is in the canonical form: nothing, one segment, or a name and a key.
fn canonical_segments(segment: &str) -> Vec<String> {
    let segment = segment.trim();
    let call = segment.find('(').filter(|at| *at > 0);
    let call = call.and_then(|at| Some((&segment[..at], segment[at + 1..].strip_suffix(')')?)));
    let Some((name, inside)) = call else {
        let bare = unqualified(&plain(segment));
        return if bare.is_empty() {
            Vec::new()
        } else {
            vec![bare]
        };
    };
    let name = unqualified(&plain(name));
    let mut named = BTreeMap::new();
    for part in arguments(inside) {
        let quote = part.find('\'').unwrap_or(part.len());
        match part[..quote].split_once('=') {
            Some((argument, _)) => {
                named.insert(plain(argument), unquoted(&part[argument.len() + 1..]));
            }
            None => return vec![name, unquoted(part)],
        }
    }
    named.retain(|_, value| value != "null");
    if named.is_empty() {
        return vec![name];
    }
    let arguments: Vec<_> = named
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    vec![format!("{name}({})", arguments.join(","))]
}

/// The last part of a name that a namespace stands before.
fn unqualified(name: &str) -> String {
    let is_word = |part: &str| part.chars().all(|one| one.is_alphanumeric() || one == '_');
    let is_qualified = name.len() > 16
        && name
            .get(..16)
            .is_some_and(|head| head.eq_ignore_ascii_case("microsoft.graph."))
        && name.split('.').all(is_word);
    match name.rsplit_once('.') {
        Some((_, last)) if is_qualified => last.to_owned(),
        _ => name.to_owned(),
    }
}

/// Without white space and percent-encoding.
fn plain(text: &str) -> String {
    let decoded = percent_decoded(text);
    decoded.chars().filter(|one| !one.is_whitespace()).collect()
}

fn unquoted(text: &str) -> String {
    let text = plain(text);
    let inner = ["duration'", "binary'", "'"]
        .iter()
        .find_map(|open| text.strip_prefix(open)?.strip_suffix('\''));
    inner.map_or_else(|| text.clone(), |inner| inner.replace("''", "'"))
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).filter(|_| *first == b'%');
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Splits where a character stands outside of parentheses and braces.
fn split(text: &str, separator: char) -> Vec<&str> {
    split_from(text, separator, &[])
}

/// The parts of a list that stood in parentheses: a comma in quotes is none.
fn arguments(inside: &str) -> Vec<&str> {
    let parts = split_from(inside, ',', &[')']).into_iter();
    parts.filter(|part| !part.trim().is_empty()).collect()
}

/// Splits a text that stands inside of what `around` closes.
fn split_from<'t>(text: &'t str, separator: char, around: &[char]) -> Vec<&'t str> {
    let mut open = around.to_vec();
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, next) in text.char_indices() {
        match (open.last(), next) {
            _ if next == separator && open.len() == around.len() => {
                parts.push(&text[from..at]);
                from = at + next.len_utf8();
            }
            (Some(close), _) if *close == next => {
                open.pop();
            }
            // Quotes mean something in parentheses only: a key may have an apostrophe.
            (Some(')'), '\'') => open.push('\''),
            (Some('\''), _) => {}
            (_, '(') => open.push(')'),
            (_, '{') => open.push('}'),
            _ => {}
        }
    }
    parts.push(&text[from..]);
    parts
}
