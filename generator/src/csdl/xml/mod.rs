//! XML as the clauses see it: elements with a namespace, attributes by name, text without entity references.
//!
//! [`quick_xml`] finds the tags. Everything else is done here, since it must borrow from the text, name the
//! place of each problem, go on after it, and neither recurse nor allocate for each element.

mod attributes;
mod errors;
mod names;
mod namespaces;
mod unescape;
mod values;

use self::attributes::Attributes;
pub(super) use self::errors::quote;
pub(super) use self::namespaces::Namespace;
use self::namespaces::Namespaces;
use super::{Annotation, MAX_DEPTH, Str};
use crate::diagnostics::{Diagnostics, SourceId, Span};
use quick_xml::events::Event as Markup;
use std::borrow::Cow;

/// Reads the elements of one document.
pub(super) struct Reader<'a, 'd> {
    text: &'a str,
    source: SourceId,
    xml: quick_xml::Reader<&'a [u8]>,
    /// Offset of what `xml` calls 0: after the byte order mark.
    origin: usize,
    /// Where what was read last begins, white space before text included.
    event: usize,
    /// The elements that are open, outermost first.
    open: Vec<Open<'a>>,
    namespaces: Namespaces<'a>,
    /// Those of the element that was met last.
    attributes: Attributes<'a>,
    pub(super) diagnostics: &'d mut Diagnostics,
}

/// An element whose end tag is still to come.
struct Open<'a> {
    /// The name as it is written, with its prefix.
    name: &'a str,
    start: u32,
    end: u32,
    /// How many namespace declarations there were before it.
    declared: usize,
}

/// A start tag or an empty-element tag.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tag<'a> {
    pub(super) namespace: Namespace,
    /// The name without prefix.
    pub(super) name: &'a str,
    pub(super) span: Span,
    content: Content,
}

/// Where an element's content is.
#[derive(Debug, Clone, Copy)]
enum Content {
    /// `<Name/>`.
    Empty,
    /// The content is read while at least so many elements are open.
    Depth(usize),
}

/// What comes next in the document.
enum Event<'a> {
    Start(Tag<'a>),
    End,
    /// A piece of text: never only white space between elements.
    Text(Str<'a>),
    Eof,
}

/// What became of a child element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Child {
    /// It belongs here; whatever is unread of it can be skipped.
    Known,
    /// It does not belong here.
    Misplaced,
}

/// An end tag is looked for among so many open elements.
const RECOVERY_DEPTH: usize = 256;

impl<'a, 'd> Reader<'a, 'd> {
    /// `None`, after an error, if the text is too long for 32-bit offsets.
    pub(super) fn new(
        source: SourceId,
        text: &'a str,
        diagnostics: &'d mut Diagnostics,
    ) -> Option<Self> {
        if u32::try_from(text.len()).is_err() {
            diagnostics.error("file-too-long", "the file is longer than 4 GiB", None);
            return None;
        }
        let content = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut xml = quick_xml::Reader::from_str(content);
        let config = xml.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.trim_text_start = true;
        Some(Self {
            text,
            source,
            xml,
            origin: text.len() - content.len(),
            event: 0,
            open: Vec::new(),
            namespaces: Namespaces::default(),
            attributes: Attributes::default(),
            diagnostics,
        })
    }

    /// The offset after what was read last.
    fn offset(&self) -> usize {
        self.origin + usize::try_from(self.xml.buffer_position()).unwrap_or(usize::MAX)
    }

    fn span(&self, start: usize, end: usize) -> Span {
        // `new` refuses texts that do not fit.
        let [start, end] = [start, end].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        Span {
            source: self.source,
            start,
            end,
        }
    }

    /// The document's root element, if it is in one of the namespaces of OData.
    pub(super) fn root(&mut self) -> Option<Tag<'a>> {
        loop {
            match self.next() {
                Event::Start(tag) if tag.namespace.is_csdl() => return Some(tag),
                Event::Start(tag) => {
                    self.wrong_root(tag);
                    return None;
                }
                Event::Text(_) => {
                    let span = self.span(self.event, self.offset());
                    self.diagnostics
                        .error("not-csdl", "the file begins with text", span)
                        .label("expected `<edmx:Edmx>`");
                    return None;
                }
                Event::End => {}
                Event::Eof => {
                    self.diagnostics
                        .error("not-csdl", "the file has no element", self.span(0, 0))
                        .label("expected `<edmx:Edmx>`");
                    return None;
                }
            }
        }
    }

    /// Reports what follows the root element.
    pub(super) fn finish(&mut self) {
        loop {
            match self.next() {
                Event::Start(tag) => {
                    self.diagnostics.error(
                        "misplaced-element",
                        format!(
                            "`{}` stands after the end of the root element",
                            quote(tag.name)
                        ),
                        tag.span,
                    );
                    self.skip_to(0);
                }
                Event::Text(_) => {
                    self.unexpected_text("after the end of the root element");
                    return;
                }
                Event::End => {}
                Event::Eof => return,
            }
        }
    }

    /// Gives the children that are in the CSDL namespaces to `child`, and skips what it leaves unread. Others
    /// are ignored (clause 2.1).
    pub(super) fn wrapper_children(
        &mut self,
        parent: Tag<'a>,
        mut child: impl FnMut(&mut Self, Tag<'a>) -> Child,
    ) {
        let Content::Depth(depth) = parent.content else {
            return;
        };
        while self.open.len() >= depth {
            match self.next() {
                Event::Start(tag) => {
                    if tag.namespace.is_csdl() && child(self, tag) == Child::Misplaced {
                        self.misplaced(parent, tag);
                    }
                    self.skip_to(depth);
                }
                Event::Text(_) => self.unexpected_text(parent.name),
                Event::End => {}
                Event::Eof => return,
            }
        }
    }

    /// Gives the children that are in the `edm` namespace to `child`.
    pub(super) fn children(
        &mut self,
        parent: Tag<'a>,
        mut child: impl FnMut(&mut Self, Tag<'a>) -> Child,
    ) {
        self.wrapper_children(parent, |reader, tag| match tag.namespace {
            Namespace::Edm => child(reader, tag),
            _ => Child::Misplaced,
        });
    }

    /// The annotations in an element that has no other children.
    pub(super) fn annotations_in(&mut self, parent: Tag<'a>) -> Vec<Annotation<'a>> {
        let mut annotations = Vec::new();
        self.children(parent, |reader, child| match child.name {
            "Annotation" => {
                annotations.extend(reader.annotation(child));
                Child::Known
            }
            _ => Child::Misplaced,
        });
        annotations
    }

    /// Reports the children of an element that has none.
    pub(super) fn no_children(&mut self, parent: Tag<'a>) {
        self.children(parent, |_, _| Child::Misplaced);
    }

    /// The text in an element that has no children.
    pub(super) fn text_in(&mut self, parent: Tag<'a>) -> Str<'a> {
        let mut text = Cow::Borrowed("");
        let Content::Depth(depth) = parent.content else {
            return text;
        };
        self.xml.config_mut().trim_text_start = false;
        while self.open.len() >= depth {
            match self.next() {
                Event::Start(tag) => {
                    if tag.namespace.is_csdl() {
                        self.misplaced(parent, tag);
                    }
                    self.skip_to(depth);
                }
                Event::Text(piece) if text.is_empty() => text = piece,
                Event::Text(piece) => text.to_mut().push_str(&piece),
                Event::End => {}
                Event::Eof => break,
            }
        }
        self.xml.config_mut().trim_text_start = true;
        text
    }

    fn next(&mut self) -> Event<'a> {
        loop {
            self.event = self.offset();
            match self.xml.read_event() {
                Ok(Markup::Start(tag)) => {
                    let tag = self.start(tag.len(), tag.name().0.len());
                    if self.open.len() <= MAX_DEPTH {
                        return Event::Start(tag);
                    }
                    self.too_deep(tag);
                    self.skip_to(MAX_DEPTH);
                }
                Ok(Markup::Empty(tag)) => {
                    let tag = self.empty(tag.len(), tag.name().0.len());
                    if self.open.len() < MAX_DEPTH {
                        return Event::Start(tag);
                    }
                    self.too_deep(tag);
                }
                Ok(Markup::End(tag)) => {
                    self.end(tag.name().0);
                    return Event::End;
                }
                Ok(Markup::Text(text)) => {
                    return Event::Text(unescape::line_ends(text.into_inner()));
                }
                Ok(Markup::CData(text)) => {
                    return Event::Text(unescape::line_ends(text.into_inner()));
                }
                Ok(Markup::GeneralRef(reference)) => {
                    return Event::Text(self.reference(&reference.into_inner()));
                }
                Ok(Markup::Eof) => {
                    self.eof();
                    return Event::Eof;
                }
                Ok(Markup::Decl(declaration)) => self.declaration(&declaration),
                Ok(Markup::DocType(_)) => self.document_type(),
                Ok(Markup::Comment(_) | Markup::PI(_)) => {}
                Err(error) => self.malformed(&error),
            }
        }
    }

    /// Skips what is unread of the elements deeper than `depth`, whatever it is.
    fn skip_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            self.event = self.offset();
            match self.xml.read_event() {
                Ok(Markup::Start(tag)) => {
                    let end = self.offset();
                    self.push(end - tag.len() - 2, end, tag.name().0.len());
                }
                Ok(Markup::End(tag)) => self.end(tag.name().0),
                Ok(Markup::Eof) => self.eof(),
                Ok(Markup::DocType(_)) => self.document_type(),
                Ok(_) => {}
                Err(error) => self.malformed(&error),
            }
        }
    }

    /// Opens the element whose start tag was just read; `length` is that of the tag's content.
    fn start(&mut self, length: usize, name: usize) -> Tag<'a> {
        let end = self.offset();
        let start = end - length - "<>".len();
        self.push(start, end, name);
        let tag = self.tag(start, end, length, name);
        Tag {
            content: Content::Depth(self.open.len()),
            ..tag
        }
    }

    fn empty(&mut self, length: usize, name: usize) -> Tag<'a> {
        let end = self.offset();
        let declared = self.namespaces.len();
        let tag = self.tag(end - length - "</>".len(), end, length, name);
        self.namespaces.truncate(declared);
        tag
    }

    fn push(&mut self, start: usize, end: usize, name: usize) {
        let Span { start, end, .. } = self.span(start, end);
        let at = start as usize + 1;
        let name = self.text.get(at..at + name).unwrap_or_default();
        self.open.push(Open {
            name,
            start,
            end,
            declared: self.namespaces.len(),
        });
    }

    fn tag(&mut self, start: usize, end: usize, length: usize, name: usize) -> Tag<'a> {
        let at = start + 1;
        let content = self.text.get(at..at + length).unwrap_or_default();
        let (qualified, attributes) = content.split_at_checked(name).unwrap_or_default();
        self.read_attributes(attributes, at + name);
        let (prefix, name) = qualified.split_once(':').unwrap_or(("", qualified));
        let span = self.span(start, end);
        let namespace = self.namespaces.resolve(prefix);
        let tag = Tag {
            namespace,
            name,
            span,
            content: Content::Empty,
        };
        self.attributes.tag = Some(tag);
        if namespace != Namespace::Edm {
            self.check_namespace(tag, prefix);
        }
        tag
    }

    /// Closes elements up to the one that an end tag names.
    fn end(&mut self, name: &str) {
        let Some(last) = self.open.last() else {
            self.unexpected_end_tag(name);
            return;
        };
        if last.name == name {
            self.pop();
            return;
        }
        let candidates = self.open.iter().rev().take(RECOVERY_DEPTH);
        let unclosed = candidates.take_while(|open| open.name != name).count();
        if unclosed == self.open.len().min(RECOVERY_DEPTH) {
            self.unexpected_end_tag(name);
            // A misspelled name closes the element; a stray end tag of CSDL closes nothing.
            if !names::is_csdl_element(name) {
                self.pop();
            }
            return;
        }
        for _ in 0..unclosed {
            self.unclosed(name);
            self.pop();
        }
        self.pop();
    }

    fn pop(&mut self) {
        if let Some(open) = self.open.pop() {
            self.namespaces.truncate(open.declared);
        }
    }

    /// Reports elements that are open at the end of the text, and closes them.
    fn eof(&mut self) {
        self.truncated();
        self.open.clear();
    }
}
