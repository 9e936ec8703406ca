//! The input texts, and places in them.

use super::Plain;
use serde::Serialize;
use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

/// Which input a [`Span`] lies in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub struct SourceId(pub u32);

/// A range of bytes in one input.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The input.
    pub source: SourceId,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

/// A place as editors count it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub struct Position {
    /// Line number, from 1.
    pub line: usize,
    /// Column in characters, from 1. A byte order mark is no character.
    pub column: usize,
}

/// A place in one of the inputs, without reference to them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Location {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", Plain(&self.file), self.line, self.column)
    }
}

/// The name and text of every input.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<File>,
    /// What the texts of files are pieces of: there are thousands of small pages.
    texts: Vec<String>,
}

#[derive(Debug)]
struct File {
    role: Role,
    name: String,
    /// The text that its own is a piece of.
    of: usize,
    piece: Range<usize>,
    /// Offset of each line's first byte; found when first asked for.
    lines: OnceLock<Vec<usize>>,
}

/// What an input is to a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Metadata,
    NamesLock,
    Page,
    Filter,
}

/// One line of an input, without its line end.
pub(super) struct Line<'a> {
    /// Line number, from 1.
    pub(super) number: usize,
    /// Offset of the first byte.
    pub(super) start: usize,
    /// The characters; a byte order mark is left out.
    pub(super) text: &'a str,
}

const BYTE_ORDER_MARK: char = '\u{feff}';

impl Sources {
    /// No inputs yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text of metadata. `name` is shown to people: a path, usually.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        self.push(Role::Metadata, name.into(), text.into())
    }

    /// Adds the text of a `names.lock`, so that places in it can be shown.
    pub fn add_names_lock(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        self.push(Role::NamesLock, name.into(), text.into())
    }

    /// Adds the text of a page of the reference documentation.
    pub fn add_page(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        self.push(Role::Page, name.into(), text.into())
    }

    /// Adds the texts of pages, which are pieces of one text, each with its name.
    pub(crate) fn add_pages(
        &mut self,
        text: String,
        pages: impl IntoIterator<Item = (String, Range<usize>)>,
    ) -> Vec<SourceId> {
        let of = self.texts.len();
        self.texts.push(text);
        let pages = pages.into_iter();
        pages
            .map(|(name, piece)| self.push_piece(Role::Page, name, of, piece))
            .collect()
    }

    /// Adds the text of a file of patterns, so that places in it can be shown.
    pub fn add_filter(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        self.push(Role::Filter, name.into(), text.into())
    }

    fn push(&mut self, role: Role, name: String, text: String) -> SourceId {
        let (of, piece) = (self.texts.len(), 0..text.len());
        self.texts.push(text);
        self.push_piece(role, name, of, piece)
    }

    fn push_piece(&mut self, role: Role, name: String, of: usize, piece: Range<usize>) -> SourceId {
        let id = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
        self.files.push(File {
            role,
            name,
            of,
            piece,
            lines: OnceLock::new(),
        });
        SourceId(id)
    }

    /// The name of an input; empty for an id of other `Sources`.
    pub fn name(&self, id: SourceId) -> &str {
        self.file(id).map_or("", |file| &file.name)
    }

    /// The text of an input; empty for an id of other `Sources`.
    pub fn text(&self, id: SourceId) -> &str {
        self.file(id).map_or("", |file| self.text_of(file))
    }

    fn text_of(&self, file: &File) -> &str {
        let text = self.texts.get(file.of);
        text.and_then(|text| text.get(file.piece.clone()))
            .unwrap_or_default()
    }

    fn file(&self, id: SourceId) -> Option<&File> {
        self.files.get(usize::try_from(id.0).ok()?)
    }

    /// All metadata in the order it was added.
    pub fn ids(&self) -> impl Iterator<Item = SourceId> {
        self.with_role(Role::Metadata)
    }

    /// The `names.lock`, if there is one.
    pub fn names_lock(&self) -> Option<SourceId> {
        self.with_role(Role::NamesLock).next()
    }

    /// All pages of the reference documentation in the order they were added.
    pub fn pages(&self) -> impl Iterator<Item = SourceId> {
        self.with_role(Role::Page)
    }

    fn with_role(&self, role: Role) -> impl Iterator<Item = SourceId> {
        let files = self.files.iter().zip(0..=u32::MAX);
        let wanted = files.filter(move |(file, _)| file.role == role);
        wanted.map(|(_, index)| SourceId(index))
    }

    /// Line and column of a span's first byte.
    pub fn position(&self, span: Span) -> Position {
        let line = self.line(span);
        let offset = (span.start as usize).saturating_sub(line.start);
        let before = line.text.char_indices().take_while(|(at, _)| *at < offset);
        Position {
            line: line.number,
            column: before.count() + 1,
        }
    }

    /// A span's first byte, with the name of its input.
    pub fn location(&self, span: Span) -> Location {
        let Position { line, column } = self.position(span);
        Location {
            file: self.name(span.source).to_owned(),
            line,
            column,
        }
    }

    /// The line that a span starts in.
    pub(super) fn line(&self, span: Span) -> Line<'_> {
        let Some(file) = self.file(span.source) else {
            return Line {
                number: 1,
                start: 0,
                text: "",
            };
        };
        let whole = self.text_of(file);
        let lines = file.lines.get_or_init(|| {
            let ends = memchr::memchr_iter(b'\n', whole.as_bytes());
            std::iter::once(0).chain(ends.map(|at| at + 1)).collect()
        });
        let number = lines
            .partition_point(|start| *start <= span.start as usize)
            .max(1);
        let mut start = lines[number - 1];
        let end = lines.get(number).map_or(whole.len(), |next| next - 1);
        let mut text = whole.get(start..end).unwrap_or_default();
        if number == 1 && text.starts_with(BYTE_ORDER_MARK) {
            start = BYTE_ORDER_MARK.len_utf8();
            text = &text[start..];
        }
        Line {
            number,
            start,
            text: text.strip_suffix('\r').unwrap_or(text),
        }
    }
}
