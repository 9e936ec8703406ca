//! A page as a flat list of blocks with their places.
//!
//! Pages are Markdown, and mostly of a few shapes that lines tell for sure: `shapes` reads those. pulldown-cmark reads what is left,
//! in `markdown`, and what stands within lines, in `inline`. What it reads otherwise than the publisher's own tools do is put right:
//! fences that are not closed, tables whose rule does not fit, tabs and underlines that look like headings, code spans with pipes.

mod build;
mod inline;
mod markdown;
mod rows;
mod shapes;
#[cfg(test)]
mod tests;

use super::front;
use super::page::Defect;
use super::text::Source;
use inline::Definitions;
use std::borrow::Cow;
use std::ops::Range;

pub(super) use rows::{Row, Table};

/// How often reading starts anew behind a damaged fence or comment. What is damaged more often is read as it comes.
const RESTARTS: usize = 8;

/// The blocks of a page.
pub(super) struct Document<'s> {
    pub(super) source: Source<'s>,
    /// The front matter.
    pub(super) front: super::page::FrontMatter<'s>,
    /// All blocks, in order. Blocks in lists and quotes stand after the list or quote.
    pub(super) blocks: Vec<Block<'s>>,
    /// What labels of links stand for.
    definitions: Definitions<'s>,
    /// Damage.
    pub(super) defects: Vec<Defect>,
}

/// A block.
pub(super) struct Block<'s> {
    pub(super) kind: Kind<'s>,
    pub(super) range: Range<usize>,
}

/// What a block is.
pub(super) enum Kind<'s> {
    Heading(Heading<'s>),
    Paragraph,
    List,
    /// A quote: an alert, mostly.
    Quote,
    /// A line that takes in another file: `[!INCLUDE [text](target)]`.
    Include,
    /// A tab of several with the same content: `# [HTTP](#tab/http)`.
    Tab,
    Table(Table),
    Fence(Fence<'s>),
    /// What stands between `<!--` and `-->`.
    Comment(Range<usize>),
}

/// A heading.
pub(super) struct Heading<'s> {
    /// From 1.
    pub(super) level: u8,
    /// The anchor, or the slug of the text.
    pub(super) slug: Cow<'s, str>,
    /// The text, without marks of heading and anchor.
    pub(super) text: Range<usize>,
}

/// A block of code.
pub(super) struct Fence<'s> {
    /// What stands behind the opening marks.
    pub(super) info: &'s str,
    /// The lines between the marks.
    pub(super) body: Range<usize>,
}

impl<'s> Document<'s> {
    /// Reads all blocks of a page.
    pub(super) fn read(source: Source<'s>) -> Self {
        let (front, mut from) = front::read(source);
        let mut document = Self {
            source,
            front,
            blocks: Vec::with_capacity(32),
            definitions: Definitions::default(),
            defects: Vec::new(),
        };
        let mut left = RESTARTS;
        while let Some(unsure) = shapes::read(&mut document, from) {
            from = unsure.end;
            if let Some(restart) = markdown::read(&mut document, unsure, left > 0) {
                from = restart;
                left = left.saturating_sub(1);
            }
        }
        document
    }

    /// Whether some heading carries an anchor.
    pub(super) fn has_anchors(&self) -> bool {
        let mut blocks = self.blocks.iter();
        // A slug that is put together of the text is owned.
        blocks.any(|block| match &block.kind {
            Kind::Heading(heading) => matches!(heading.slug, Cow::Borrowed(_)),
            _ => false,
        })
    }

    fn push(&mut self, kind: Kind<'s>, range: Range<usize>) {
        self.blocks.push(Block { kind, range });
    }

    /// Reports something about the page.
    fn defect(&mut self, kind: &'static str, message: impl Into<String>, range: &Range<usize>) {
        self.defects.push(Defect {
            kind,
            message: message.into(),
            span: self.source.span(range),
        });
    }
}
