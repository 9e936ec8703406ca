//! `names.lock`: the names of earlier runs, as text that merges and diffs well.

use super::case::Kind;
use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::ops::Range;
use std::sync::Arc;

const HEADER: &str = "\
# Rust names of everything in the metadata, by wire name. Written by msgraph-bindgen; commit it.
# A name stays as it is here, whatever comes later. One item per line: kind, wire path, Rust name.
";

const KINDS: [(Kind, &str); 8] = [
    (Kind::Accessor, "accessor"),
    (Kind::Constant, "constant"),
    (Kind::Field, "field"),
    (Kind::Module, "module"),
    (Kind::Operation, "operation"),
    (Kind::Parameter, "parameter"),
    (Kind::Type, "type"),
    (Kind::Variant, "variant"),
];

/// The pinned names: for each kind of item, wire path to Rust name.
///
/// A wire path is whatever tells the item from all others of its kind, in the metadata's words:
/// `microsoft.graph.vppToken`, `microsoft.graph.vppToken/appleId`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NamesLock {
    kinds: [BTreeMap<Box<str>, Arc<str>>; KINDS.len()],
}

/// One line of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LockEntry<'l> {
    /// What the name is for.
    pub kind: Kind,
    /// The item's path in the metadata.
    pub path: &'l str,
    /// Its Rust name.
    pub name: &'l str,
}

/// Why a `names.lock` cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct LockError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub fault: String,
}

impl NamesLock {
    /// A lock with nothing in it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads the text of the file.
    ///
    /// # Errors
    /// The first line that is no comment and not kind, path and name between tabs, or that names
    /// an item a second time. Whether the names are usable is checked when they are.
    pub fn parse(text: &str) -> Result<Self, LockError> {
        let mut lock = Self::default();
        for (index, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let fail = |fault: String| LockError {
                line: index + 1,
                fault,
            };
            let [kind, path, name] = fields(line).ok_or_else(|| {
                fail("expected kind, wire path and Rust name, with one tab between".to_owned())
            })?;
            let Some((kind, _)) = KINDS.iter().find(|(_, word)| *word == kind) else {
                return Err(fail(format!("unknown kind `{}`", kind.escape_debug())));
            };
            let (Some(path), Some(name)) = (unescape(path), unescape(name)) else {
                return Err(fail("bad escape: expected `\\\\` or `\\u{…}`".to_owned()));
            };
            if lock.get(*kind, &path).is_some() {
                return Err(fail(format!("`{}` is named twice", path.escape_debug())));
            }
            lock.insert(*kind, &path, &name);
        }
        Ok(lock)
    }

    /// Where names stand in the text of a file, in bytes: kind, wire path and place. Lines that
    /// cannot be read are passed over.
    pub fn places(text: &str) -> impl Iterator<Item = (Kind, String, Range<usize>)> {
        let mut offset = 0;
        text.split_inclusive('\n').filter_map(move |line| {
            let start = offset;
            offset += line.len();
            let line = line.trim_end_matches(['\r', '\n']);
            let [kind, path, name] = fields(line)?;
            let (kind, _) = KINDS.iter().find(|(_, word)| *word == kind)?;
            let end = start + line.len();
            Some((*kind, unescape(path)?, end - name.len()..end))
        })
    }

    /// The name of an item.
    pub fn get(&self, kind: Kind, path: &str) -> Option<&Arc<str>> {
        self.kinds[position(kind)].get(path)
    }

    /// Gives an item a name, instead of the one it has.
    pub fn insert(&mut self, kind: Kind, path: &str, name: &str) {
        self.insert_shared(kind, path, Arc::from(name));
    }

    pub(super) fn insert_shared(&mut self, kind: Kind, path: &str, name: Arc<str>) {
        self.kinds[position(kind)].insert(Box::from(path), name);
    }

    /// All entries, sorted by kind, then path.
    pub fn iter(&self) -> impl Iterator<Item = LockEntry<'_>> {
        KINDS
            .iter()
            .zip(&self.kinds)
            .flat_map(|((kind, _), names)| {
                names.iter().map(|(path, name)| LockEntry {
                    kind: *kind,
                    path,
                    name,
                })
            })
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.kinds.iter().map(BTreeMap::len).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The text of the file.
impl fmt::Display for NamesLock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HEADER)?;
        for ((_, word), names) in KINDS.iter().zip(&self.kinds) {
            for (path, name) in names {
                write!(f, "{word}\t")?;
                escape(path, f)?;
                f.write_char('\t')?;
                escape(name, f)?;
                f.write_char('\n')?;
            }
        }
        Ok(())
    }
}

fn fields(line: &str) -> Option<[&str; 3]> {
    let mut fields = line.split('\t');
    let three = [fields.next()?, fields.next()?, fields.next()?];
    fields.next().is_none().then_some(three)
}

impl Kind {
    /// The kind as a word, as it stands in a `names.lock`.
    pub fn word(self) -> &'static str {
        KINDS[position(self)].1
    }
}

fn position(kind: Kind) -> usize {
    match kind {
        Kind::Accessor => 0,
        Kind::Constant => 1,
        Kind::Field => 2,
        Kind::Module => 3,
        Kind::Operation => 4,
        Kind::Parameter => 5,
        Kind::Type => 6,
        Kind::Variant => 7,
    }
}

/// Everything that is not a plain visible character is written as `\u{…}`, so that a line is one
/// line, to every reader and in every editor.
fn escape(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for c in text.chars() {
        match c {
            '\\' => f.write_str("\\\\")?,
            '!'..='~' => f.write_char(c)?,
            _ if c.is_alphanumeric() => f.write_char(c)?,
            _ => write!(f, "\\u{{{:x}}}", u32::from(c))?,
        }
    }
    Ok(())
}

fn unescape(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        plain.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('\\') {
            plain.push('\\');
            rest = after;
        } else {
            let (digits, after) = rest.strip_prefix("u{")?.split_once('}')?;
            let code = u32::from_str_radix(digits, 16).ok()?;
            plain.push(char::from_u32(code)?);
            rest = after;
        }
    }
    plain.push_str(rest);
    Some(plain)
}
