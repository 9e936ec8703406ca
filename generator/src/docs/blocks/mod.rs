//! A page as a flat list of blocks with their places.
//!
//! pulldown-cmark reads the Markdown. What it reads otherwise than the publisher's own tools do is put right here: fences that are
//! not closed, tables whose rule does not fit, tabs and underlines that look like headings, code spans with pipes.

mod rows;
#[cfg(test)]
mod tests;

use super::page::{Defect, Link};
use super::text::{Source, is_blank};
use super::{anchors, front};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;

pub(super) use rows::{Row, Table};

/// How often reading starts anew behind a damaged fence or comment. What is damaged more often is read as it comes.
const RESTARTS: usize = 8;

/// How many characters of a cell a message shows.
const SHOWN: usize = 40;

/// The blocks of a page.
pub(super) struct Document<'s> {
    pub(super) source: Source<'s>,
    /// The front matter.
    pub(super) front: super::page::FrontMatter<'s>,
    /// All blocks, in order. Blocks in lists and quotes stand after the list or quote.
    pub(super) blocks: Vec<Block<'s>>,
    /// All links, in order.
    links: Vec<Link<'s>>,
    /// All code spans, without their marks, in order.
    code: Vec<Range<usize>>,
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
    /// Whether some heading carries an anchor.
    pub(super) fn has_anchors(&self) -> bool {
        let mut blocks = self.blocks.iter();
        // A slug that is put together of the text is owned.
        blocks.any(|block| match &block.kind {
            Kind::Heading(heading) => matches!(heading.slug, Cow::Borrowed(_)),
            _ => false,
        })
    }

    /// Reads all blocks of a page.
    pub(super) fn read(source: Source<'s>) -> Self {
        let (front, start) = front::read(source);
        let mut document = Self {
            source,
            front,
            blocks: Vec::with_capacity(32),
            links: Vec::with_capacity(32),
            code: Vec::new(),
            defects: Vec::new(),
        };
        let mut start = Some(start);
        let mut left = RESTARTS;
        while let Some(from) = start {
            start = Reader::new(&mut document, from, left > 0).read();
            left = left.saturating_sub(1);
        }
        document
    }

    /// The links that begin in a range.
    pub(super) fn links_in(&self, range: &Range<usize>) -> &[Link<'s>] {
        let at = |offset: usize| {
            let before = |link: &Link<'_>| (link.span.start as usize) < offset;
            self.links.partition_point(before)
        };
        let (start, end) = (at(range.start), at(range.end));
        self.links.get(start..end).unwrap_or_default()
    }

    /// The code spans that begin in a range.
    pub(super) fn code_in(&self, range: &Range<usize>) -> &[Range<usize>] {
        let at = |offset: usize| self.code.partition_point(|code| code.start < offset);
        let (start, end) = (at(range.start), at(range.end));
        self.code.get(start..end).unwrap_or_default()
    }

    /// Reports something about the page.
    pub(super) fn defect(
        &mut self,
        kind: &'static str,
        message: impl Into<String>,
        range: &Range<usize>,
    ) {
        self.defects.push(Defect {
            kind,
            message: message.into(),
            span: self.source.span(range),
        });
    }
}

/// The heading that is being read.
struct OpenHeading {
    level: u8,
    range: Range<usize>,
    text: String,
    is_tab: bool,
}

/// The link that is being read.
struct OpenLink<'s> {
    target: Cow<'s, str>,
    range: Range<usize>,
    /// From the first to the last event in it.
    text: Option<Range<usize>>,
}

/// The block of code that is being read.
struct OpenCode<'s> {
    kind: CodeBlockKind<'s>,
    range: Range<usize>,
    body: Option<Range<usize>>,
}

/// One pass of the parser from an offset.
struct Reader<'d, 's> {
    document: &'d mut Document<'s>,
    /// Where the pass began: what the parser counts from.
    from: usize,
    may_restart: bool,
    /// How many lists and quotes are open.
    depth: usize,
    heading: Option<OpenHeading>,
    link: Option<OpenLink<'s>>,
    code: Option<OpenCode<'s>>,
}

impl<'d, 's> Reader<'d, 's> {
    fn new(document: &'d mut Document<'s>, from: usize, may_restart: bool) -> Self {
        Self {
            document,
            from,
            may_restart,
            depth: 0,
            heading: None,
            link: None,
            code: None,
        }
    }

    /// Reads to the end, or says where to begin anew.
    fn read(mut self) -> Option<usize> {
        let text = self.document.source.text.get(self.from..)?;
        let parser = Parser::new_ext(text, Options::ENABLE_TABLES);
        for (event, range) in parser.into_offset_iter() {
            let range = self.from + range.start..self.from + range.end;
            if let Some(restart) = self.event(event, range) {
                return Some(restart);
            }
        }
        None
    }

    fn event(&mut self, event: Event<'s>, range: Range<usize>) -> Option<usize> {
        match event {
            Event::Start(tag) => return self.start(tag, range),
            Event::End(TagEnd::List(_) | TagEnd::BlockQuote(_)) => {
                self.depth = self.depth.saturating_sub(1);
            }
            Event::End(TagEnd::Heading(_)) => self.end_heading(),
            Event::End(TagEnd::Link) => self.end_link(),
            Event::End(TagEnd::CodeBlock) => return self.end_code(),
            Event::Text(text) => {
                if let Some(code) = &mut self.code {
                    extend(&mut code.body, range);
                    return None;
                }
                self.text(&text, range);
            }
            Event::Code(text) => {
                let slice = self.document.source.slice(&range);
                let marks = slice.len() - slice.trim_start_matches('`').len();
                let end = range.end.saturating_sub(marks).max(range.start + marks);
                self.document.code.push(range.start + marks..end);
                self.text(&text, range);
            }
            Event::InlineHtml(html) if html.starts_with("<!--") => {
                self.comments(&range);
            }
            _ => {}
        }
        None
    }

    /// Text in a heading or link.
    fn text(&mut self, text: &str, range: Range<usize>) {
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(text);
        }
        if let Some(link) = &mut self.link {
            extend(&mut link.text, range);
        }
    }

    fn start(&mut self, tag: Tag<'s>, range: Range<usize>) -> Option<usize> {
        match tag {
            Tag::Heading { level, .. } => {
                // Only lines that begin with `#`: a rule under a paragraph is the end of tabs.
                if self.document.source.slice(&range).starts_with('#') {
                    self.heading = Some(OpenHeading {
                        level: level as u8,
                        range,
                        text: String::new(),
                        is_tab: false,
                    });
                } else {
                    self.paragraph(range);
                }
            }
            Tag::Paragraph => self.paragraph(range),
            Tag::Table(_) => self.table(&range),
            Tag::List(_) => self.enclosing(Kind::List, range),
            Tag::BlockQuote(_) => self.enclosing(Kind::Quote, range),
            Tag::CodeBlock(kind) => {
                self.code = Some(OpenCode {
                    kind,
                    range,
                    body: None,
                });
            }
            Tag::HtmlBlock => return self.html(&range),
            Tag::Link { dest_url, .. } => {
                if let Some(heading) = &mut self.heading {
                    heading.is_tab |= dest_url.starts_with("#tab/");
                }
                self.link = Some(OpenLink {
                    target: borrowed(dest_url),
                    range,
                    text: None,
                });
            }
            _ => {}
        }
        None
    }

    fn push(&mut self, kind: Kind<'s>, range: Range<usize>) {
        self.document.blocks.push(Block { kind, range });
    }

    fn enclosing(&mut self, kind: Kind<'s>, range: Range<usize>) {
        if self.depth == 0 {
            self.push(kind, range);
        }
        self.depth += 1;
    }

    fn end_heading(&mut self) {
        let Some(open) = self.heading.take() else {
            return;
        };
        if open.is_tab {
            self.push(Kind::Tab, open.range);
        } else if self.depth == 0 {
            self.push_heading(open.level, open.range, &open.text);
        }
    }

    fn push_heading(&mut self, level: u8, range: Range<usize>, text: &str) {
        let source = self.document.source;
        let slice = source.slice(&range);
        let marks = slice.len() - slice.trim_start_matches('#').len();
        let mut inner = range.start + marks..range.end;
        // Closing marks.
        let trimmed = slice.trim_end();
        let open = trimmed.trim_end_matches('#');
        if open.len() < trimmed.len() && open.ends_with(is_blank) && open.len() > marks {
            inner.end = range.start + open.len();
        }
        let slug = anchors::of_heading(source.slice(&inner), text);
        let inner = without_anchor(source, source.trim(&inner));
        let heading = Heading {
            level,
            slug,
            text: inner,
        };
        self.push(Kind::Heading(heading), range);
    }

    fn end_link(&mut self) {
        let Some(link) = self.link.take() else {
            return;
        };
        let source = self.document.source;
        let text = link.text.map_or("", |range| source.slice(&range));
        self.document.links.push(Link {
            text: Cow::Borrowed(text),
            target: link.target,
            span: source.span(&link.range),
        });
    }

    /// A paragraph, or what should have been something else.
    fn paragraph(&mut self, range: Range<usize>) {
        let source = self.document.source;
        let slice = source.slice(&range);
        let is_include = slice
            .get(..10)
            .is_some_and(|start| start.eq_ignore_ascii_case("[!INCLUDE "));
        if is_include {
            self.push(Kind::Include, range);
            return;
        }
        // What is left of a row that was broken in two.
        if slice
            .bytes()
            .all(|byte| matches!(byte, b'|' | b' ' | b'\r' | b'\n'))
        {
            return;
        }
        if self.depth == 0 && slice.starts_with("##") {
            let line = source.lines(&range).next().unwrap_or(range.clone());
            let heading = source.slice(&line);
            let text = heading.trim_start_matches('#');
            let level = heading.len() - text.len();
            if level <= 6 && !text.is_empty() {
                let level = u8::try_from(level).unwrap_or(6);
                self.push_heading(level, line.clone(), text);
                let rest = source.trim(&(line.end..range.end));
                if !rest.is_empty() {
                    self.push(Kind::Paragraph, rest);
                }
                return;
            }
        }
        if slice.contains('|')
            && let Some((before, table)) = rows::find_table(source, &range)
        {
            if self.depth == 0 && !before.is_empty() {
                self.push(Kind::Paragraph, before);
            }
            let table_range = table.range.clone();
            self.push_table(table, table_range);
            return;
        }
        if self.depth == 0 {
            self.push(Kind::Paragraph, range);
        }
    }

    fn table(&mut self, range: &Range<usize>) {
        if let Some((_, table)) = rows::find_table(self.document.source, range) {
            self.push_table(table, range.clone());
        }
    }

    /// Pushes a table, and says which rows do not fit its head.
    fn push_table(&mut self, table: Table, range: Range<usize>) {
        let source = self.document.source;
        let columns = table.head.cells.len();
        if table.rows.is_empty() {
            let message = "the table has no rows";
            self.document.defect("table-empty", message, &table.range);
        }
        if table.rule != columns {
            let message = format!(
                "the rule under the table's head has {} columns, the head {columns}",
                table.rule
            );
            self.document
                .defect("table-rule-differs", message, &table.head.range);
        }
        for row in &table.rows {
            let kind = match row.cells.len().cmp(&columns) {
                Ordering::Less => "table-row-short",
                Ordering::Equal => continue,
                Ordering::Greater => "table-row-long",
            };
            let name = row.cell(0).map(|cell| source.slice(cell));
            let name: String = name.unwrap_or_default().chars().take(SHOWN).collect();
            let message = format!(
                "the row of `{name}` has {} cells, the table {columns} columns",
                row.cells.len()
            );
            self.document.defect(kind, message, &row.range);
        }
        self.push(Kind::Table(table), range);
    }

    /// A block of HTML: its comments. One without an end ends at the next empty line.
    fn html(&mut self, range: &Range<usize>) -> Option<usize> {
        let end = self.comments(range)?;
        let slice = self.document.source.slice(&(end..range.end));
        let empty = slice.find("\n\n").or_else(|| slice.find("\n\r\n"));
        let message = "the comment has no end; taken to end at the next empty line";
        self.document
            .defect("comment-unclosed", message, &(end..range.end));
        empty.filter(|_| self.may_restart).map(|at| end + at + 1)
    }

    /// Pushes the comments in a range, and says where one begins that does not end.
    fn comments(&mut self, range: &Range<usize>) -> Option<usize> {
        let source = self.document.source;
        let mut at = range.start;
        loop {
            let rest = source.slice(&(at..range.end));
            let start = at + rest.find("<!--")?;
            let inner = start + "<!--".len();
            let Some(length) = source.slice(&(inner..range.end)).find("-->") else {
                return Some(start);
            };
            let end = inner + length;
            at = end + "-->".len();
            self.push(Kind::Comment(inner..end), start..at);
        }
    }

    fn end_code(&mut self) -> Option<usize> {
        let OpenCode { kind, range, body } = self.code.take()?;
        let source = self.document.source;
        let body = body.unwrap_or(range.end..range.end);
        match kind {
            CodeBlockKind::Indented => {
                self.indented(range, body);
                None
            }
            CodeBlockKind::Fenced(_) => {
                let first = source.lines(&range).next().unwrap_or(range.clone());
                let opening = source.slice(&first);
                let marks = opening.len() - opening.trim_start_matches('`').len();
                let info = opening.trim_start_matches(['`', '~']).trim();
                let cut = match marks {
                    3 => self.damage(&range, &body),
                    _ => None,
                };
                let end = cut.unwrap_or(body.end);
                let body = body.start..end;
                let range = range.start..cut.unwrap_or(range.end);
                self.push(Kind::Fence(Fence { info, body }), range);
                cut.filter(|_| self.may_restart)
            }
        }
    }

    /// Where a fence should have been closed: before another one opens, or, where nothing closes it, before a heading or comment.
    fn damage(&mut self, range: &Range<usize>, body: &Range<usize>) -> Option<usize> {
        if !self.may_restart {
            return None;
        }
        let source = self.document.source;
        let opens = |line: &Range<usize>| {
            let slice = source.slice(line).trim_start();
            let info = slice.strip_prefix("```").unwrap_or_default();
            !info.trim_start_matches('`').trim().is_empty()
        };
        let after = source.slice(&(body.end..range.end));
        let is_closed = after.trim().starts_with("```");
        // Most bodies have no such mark at all, which is seen at once.
        let inside = source.slice(body);
        if is_closed && !(inside.contains('`') && inside.contains("```")) {
            return None;
        }
        let looks_outside = |line: &Range<usize>| {
            let slice = source.slice(line);
            !is_closed
                && (slice.starts_with("## ")
                    || slice.starts_with("### ")
                    || slice.starts_with("<!--"))
        };
        let cut = source
            .lines(body)
            .find(|line| opens(line) || looks_outside(line))?;
        let message = "the block of code is not closed; taken to end here";
        self.document.defect("fence-unclosed", message, &cut);
        Some(cut.start)
    }

    /// Text that is indented by four or more: a fence, a table, or code.
    fn indented(&mut self, range: Range<usize>, body: Range<usize>) {
        let source = self.document.source;
        let first = source.lines(&body).next().unwrap_or(body.clone());
        let opening = source.slice(&first).trim_start();
        if let Some(info) = opening.strip_prefix("```") {
            let inner = first.end..body.end;
            let close = source
                .lines(&inner)
                .find(|line| source.slice(line).trim_start().starts_with("```"));
            let end = close.map_or(inner.end, |line| line.start);
            let fence = Fence {
                info: info.trim(),
                body: inner.start..end,
            };
            self.push(Kind::Fence(fence), range);
        } else if let Some((_, table)) = rows::find_table(source, &body) {
            self.push_table(table, range);
        }
    }
}

/// A heading's text without the anchor before it.
fn without_anchor(source: Source<'_>, range: Range<usize>) -> Range<usize> {
    let slice = source.slice(&range);
    if !slice.starts_with("<a ") {
        return range;
    }
    let Some(open) = slice.find('>') else {
        return range;
    };
    let rest = slice.get(open + 1..).unwrap_or_default();
    let close = match rest.strip_prefix("</a>") {
        Some(_) => "</a>".len(),
        None => 0,
    };
    source.trim(&(range.start + open + 1 + close..range.end))
}

fn extend(range: &mut Option<Range<usize>>, by: Range<usize>) {
    match range {
        Some(range) => range.end = by.end,
        None => *range = Some(by),
    }
}

fn borrowed(text: CowStr<'_>) -> Cow<'_, str> {
    match text {
        CowStr::Borrowed(text) => Cow::Borrowed(text),
        other => Cow::Owned(other.into_string()),
    }
}
