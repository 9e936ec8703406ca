//! What stands within lines: links and code spans. They are looked for where somebody asks for them, since most are of no interest.

use super::super::page::Link;
use super::super::text::Source;
use super::Document;
use memchr::{memchr, memchr2};
use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// What labels of links stand for: the first definition of a label counts.
#[derive(Debug, Default)]
pub(super) struct Definitions<'s>(HashMap<String, &'s str>);

impl<'s> Definitions<'s> {
    /// Adds one, as it is written. A target with escapes in it is none of a page.
    pub(super) fn add(&mut self, written: &'s str, label: &str, target: &str) {
        let target = written
            .find(target)
            .and_then(|at| written.get(at..at + target.len()));
        if let Some(target) = target {
            self.0.entry(label.to_lowercase()).or_insert(target);
        }
    }

    fn target(&self, label: &str) -> Option<&'s str> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&label.to_lowercase()).copied()
    }
}

impl<'s> Document<'s> {
    /// The links in a range of whole blocks or cells, in order.
    pub(in crate::docs) fn links_in(&self, range: &Range<usize>) -> Vec<Link<'s>> {
        let slice = self.source.slice(range);
        if memchr2(b'[', b'<', slice.as_bytes()).is_none() {
            return Vec::new();
        }
        plain_links(self.source, range, &self.definitions)
            .unwrap_or_else(|| self.inlines(range).links)
    }

    /// The code spans in a range of whole blocks or cells, without their marks, in order.
    pub(in crate::docs) fn code_in(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let slice = self.source.slice(range);
        if memchr(b'`', slice.as_bytes()).is_none() {
            return Vec::new();
        }
        plain_code(self.source, range).unwrap_or_else(|| self.inlines(range).code)
    }

    /// All links and code in a range, as pulldown-cmark reads them.
    pub(super) fn inlines(&self, range: &Range<usize>) -> Inlines<'s> {
        let text = self.source.slice(range);
        let mut undefined = |link: BrokenLink<'s>| {
            let target = self.definitions.target(&link.reference)?;
            Some((CowStr::Borrowed(target), CowStr::Borrowed("")))
        };
        let parser = Parser::new_with_broken_link_callback(
            text,
            Options::ENABLE_TABLES,
            Some(&mut undefined),
        );
        let mut inlines = Inlines {
            source: self.source,
            links: Vec::new(),
            code: Vec::new(),
            open: None,
        };
        for (event, at) in parser.into_offset_iter() {
            inlines.event(event, range.start + at.start..range.start + at.end);
        }
        inlines
    }
}

/// The link that is being read.
struct OpenLink<'s> {
    target: Cow<'s, str>,
    range: Range<usize>,
    /// From the first to the last event in it.
    text: Option<Range<usize>>,
}

/// What stands within lines.
pub(super) struct Inlines<'s> {
    source: Source<'s>,
    pub(super) links: Vec<Link<'s>>,
    pub(super) code: Vec<Range<usize>>,
    open: Option<OpenLink<'s>>,
}

impl<'s> Inlines<'s> {
    fn event(&mut self, event: Event<'s>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.open = Some(OpenLink {
                    target: match dest_url {
                        CowStr::Borrowed(target) => Cow::Borrowed(target),
                        other => Cow::Owned(other.into_string()),
                    },
                    range,
                    text: None,
                });
            }
            Event::End(TagEnd::Link) => {
                if let Some(link) = self.open.take() {
                    let text = link.text.map_or("", |range| self.source.slice(&range));
                    self.links.push(Link {
                        text: Cow::Borrowed(text),
                        target: link.target,
                        span: self.source.span(&link.range),
                    });
                }
            }
            Event::Text(_) => self.text(range),
            Event::Code(_) => {
                let slice = self.source.slice(&range);
                let marks = slice.len() - slice.trim_start_matches('`').len();
                let end = range.end.saturating_sub(marks).max(range.start + marks);
                self.code.push(range.start + marks..end);
                self.text(range);
            }
            _ => {}
        }
    }

    fn text(&mut self, range: Range<usize>) {
        if let Some(link) = &mut self.open {
            match &mut link.text {
                Some(text) => text.end = range.end,
                None => link.text = Some(range),
            }
        }
    }
}

/// Links that are all of the plainest form, `[text](target)`, and not in code; `None` where something in the text may be read
/// otherwise.
fn plain_links<'s>(
    source: Source<'s>,
    range: &Range<usize>,
    definitions: &Definitions<'_>,
) -> Option<Vec<Link<'s>>> {
    let slice = source.slice(range);
    if slice.contains(['\\', '<']) || has_indented_line(slice) {
        return None;
    }
    let bytes = slice.as_bytes();
    let mut links = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr2(b'[', b'`', bytes.get(at..)?) {
        let open = at + found;
        if bytes.get(open) == Some(&b'`') {
            at = open + plain_span(bytes.get(open..)?)?;
            continue;
        }
        let close = open + memchr(b']', bytes.get(open..)?)?;
        let text = slice.get(open + 1..close)?;
        let Some(rest) = slice.get(close + 1..)?.strip_prefix('(') else {
            // Brackets by themselves: a link only where a label is defined.
            if !definitions.0.is_empty() || text.contains(['[', '`']) {
                return None;
            }
            at = close + 1;
            continue;
        };
        let target = rest.get(..memchr(b')', rest.as_bytes())?)?;
        let is_plain_text = |byte: u8| !matches!(byte, b'[' | b'*' | b'_' | b'`' | b'|' | b'\n');
        let is_plain_target =
            |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'(' | b'&' | b'|' | b'`');
        let is_plain = !text.is_empty()
            && text.trim_ascii() == text
            && text.bytes().all(is_plain_text)
            && !target.is_empty()
            && target.bytes().all(is_plain_target)
            && !slice.get(..open)?.ends_with('!');
        if !is_plain {
            return None;
        }
        at = close + 1 + target.len() + 2;
        links.push(Link {
            text: Cow::Borrowed(text),
            target: Cow::Borrowed(target),
            span: source.span(&(range.start + open..range.start + at)),
        });
    }
    Some(links)
}

/// Code spans that each stand in one line between two single marks; `None` where something in the text may be read otherwise.
fn plain_code(source: Source<'_>, range: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let slice = source.slice(range);
    if slice.contains(['\\', '<']) || has_indented_line(slice) {
        return None;
    }
    let mut spans = Vec::new();
    let mut at = 0;
    // How many parentheses are open in the target of a link, where marks are no marks.
    let mut depth = 0_usize;
    while let Some(found) = memchr(b'`', slice.as_bytes().get(at..)?) {
        let mut last = 0;
        for &byte in slice.as_bytes().get(at..at + found)? {
            match byte {
                b'(' if depth > 0 || last == b']' => depth += 1,
                b')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            last = byte;
        }
        if depth > 0 {
            return None;
        }
        let open = at + found;
        at = open + plain_span(slice.as_bytes().get(open..)?)?;
        spans.push(range.start + open + 1..range.start + at - 1);
    }
    Some(spans)
}

/// How long the code span is that begins here with a single mark; `None` where it does not end within its line, or cell.
fn plain_span(bytes: &[u8]) -> Option<usize> {
    let inner = bytes.get(1..)?;
    let length = inner
        .iter()
        .position(|byte| matches!(byte, b'`' | b'\n' | b'|'))?;
    let is_single = inner.get(length) == Some(&b'`') && inner.get(length + 1) != Some(&b'`');
    (length > 0 && is_single).then_some(length + 2)
}

/// Whether a line may be code because it is indented.
fn has_indented_line(slice: &str) -> bool {
    let is_indented = |line: &str| line.starts_with("    ") || line.starts_with('\t');
    is_indented(slice) || slice.contains("\n    ") || slice.contains("\n\t")
}
