//! The reference documentation of the API: Markdown pages into a typed picture, with no knowledge of any language.

mod anchors;
mod annotation;
mod bilingual;
mod blocks;
mod examples;
pub mod fit;
mod front;
pub mod join;
pub mod json;
pub mod library;
mod operation;
pub mod page;
mod permissions;
mod request_line;
mod resource;
mod response;
mod sections;
pub mod synthesize;
mod tables;
mod text;

#[cfg(test)]
mod tests;

pub use permissions::read_permission_include;

use crate::diagnostics::SourceId;
use blocks::{Document, Kind};
use page::{Body, Defect, Folder, Page, PageKey, Text};
use sections::Sections;
use std::borrow::Cow;
use std::ops::Range;
use text::Source;

/// Reads a page. `path` is where it lies: its folder says what it should be, its name what other pages call it. Whatever the text
/// is, there is a page; what could not be read is among its defects.
pub fn read<'s>(id: SourceId, path: &str, text: &'s str) -> Page<'s> {
    read_as(Extent::Whole, id, path, text)
}

/// As [`read`], but for what examples say that no client is made of: their bodies stay [unread](page::Content::Unread), and they
/// have no annotations.
pub fn outline<'s>(id: SourceId, path: &str, text: &'s str) -> Page<'s> {
    read_as(Extent::Outline, id, path, text)
}

/// How much of a page is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// All that a client is made of.
    Outline,
    /// All.
    Whole,
}

fn read_as<'s>(extent: Extent, id: SourceId, path: &str, text: &'s str) -> Page<'s> {
    let document = Document::read(Source { id, text });
    let folder = Folder::of_path(path);
    let mut defects = Vec::new();
    let sections = Sections::of(&document);
    let body = body(&sections, folder, extent, &mut defects);
    let intro = Intro::of(&document);
    let mut page = Page {
        source: id,
        key: PageKey::of_path(path),
        folder,
        front: Default::default(),
        has_anchors: document.has_anchors(),
        title: intro.title,
        description: intro.description,
        namespace: intro.namespace,
        body,
        defects,
    };
    page.front = document.front;
    page.defects.extend(document.defects);
    page.defects
        .sort_by_key(|defect| (defect.span, defect.kind));
    page
}

/// What the page is. The folder decides between a type that shows a request and an operation that shows a type.
fn body<'s>(
    sections: &Sections<'_, 's>,
    folder: Folder,
    extent: Extent,
    defects: &mut Vec<Defect>,
) -> Body<'s> {
    let operation = |defects: &mut Vec<Defect>| {
        let page = operation::read(sections, folder, extent, defects)?;
        Some(Body::Operation(Box::new(page)))
    };
    let ty = |defects: &mut Vec<Defect>| {
        let enumerations = resource::enumerations(sections);
        let page = resource::read(sections, defects);
        let is_described = |page: &page::ResourcePage<'_>| {
            page.representation.is_some()
                || !page.properties.is_empty()
                || !page.relationships.is_empty()
        };
        match page {
            Some(page) if is_described(&page) || enumerations.is_empty() => {
                Some(Body::Resource(Box::new(page)))
            }
            _ if !enumerations.is_empty() => Some(Body::Enumerations(enumerations)),
            _ => None,
        }
    };
    let body = match folder {
        Folder::Resources => ty(defects).or_else(|| operation(defects)),
        Folder::Api | Folder::Other => operation(defects).or_else(|| ty(defects)),
    };
    body.unwrap_or(Body::Other)
}

/// What stands before the first section.
#[derive(Default)]
struct Intro<'s> {
    title: Option<Text<'s>>,
    description: Option<Text<'s>>,
    namespace: Option<Text<'s>>,
}

impl<'s> Intro<'s> {
    fn of(document: &Document<'s>) -> Self {
        let source = document.source;
        let mut intro = Self::default();
        // Ranges that belong to the description, each with whether something else stands before it.
        let mut pieces: Vec<Range<usize>> = Vec::new();
        let mut is_joined = true;
        for block in &document.blocks {
            match &block.kind {
                Kind::Heading(heading) if heading.level == 1 && intro.title.is_none() => {
                    intro.title = Some(source.trimmed(&heading.text));
                }
                Kind::Heading(_) | Kind::Fence(_) => break,
                Kind::Paragraph | Kind::List => {
                    if intro.namespace.is_none()
                        && let Some(namespace) = namespace(source, &block.range)
                    {
                        intro.namespace = Some(namespace);
                        is_joined = false;
                        continue;
                    }
                    match pieces.last_mut() {
                        Some(last) if is_joined => last.end = block.range.end,
                        _ => pieces.push(block.range.clone()),
                    }
                    is_joined = true;
                }
                _ => is_joined = false,
            }
        }
        intro.description = join(source, &pieces);
        intro
    }
}

/// Pieces as one text.
fn join<'s>(source: Source<'s>, pieces: &[Range<usize>]) -> Option<Text<'s>> {
    match pieces {
        [] => None,
        [one] => Some(source.trimmed(one)).filter(|text| !text.text.is_empty()),
        [first, .., last] => {
            let texts: Vec<_> = pieces
                .iter()
                .map(|piece| source.slice(piece).trim())
                .collect();
            Some(Text {
                text: Cow::Owned(texts.join("\n\n")),
                span: source.span(&(first.start..last.end)),
            })
        }
    }
}

/// The namespace of a line as `Namespace: microsoft.graph`, whose first word is translated.
fn namespace<'s>(source: Source<'s>, range: &Range<usize>) -> Option<Text<'s>> {
    let slice = source.slice(range);
    let (before, after) = slice.split_once([':', '：'])?;
    let name = source.trimmed(&(range.end - after.len()..range.end));
    let is_name = name.text.starts_with("microsoft.graph")
        && name
            .text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'.');
    (is_name && before.split_whitespace().count() < 4).then_some(name)
}
