//! What lines do not tell for sure, read by pulldown-cmark.

use super::build::Depth;
use super::{Document, Fence, Kind, rows};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Reads a range, or as far as something in it is so damaged that reading begins anew behind it: there, where it may.
pub(super) fn read(
    document: &mut Document<'_>,
    range: Range<usize>,
    may_restart: bool,
) -> Option<usize> {
    Reader {
        document,
        may_restart,
        depth: 0,
        heading: None,
        code: None,
    }
    .read(range)
}

/// The heading that is being read.
struct OpenHeading {
    level: u8,
    range: Range<usize>,
    text: String,
    is_tab: bool,
}

/// The block of code that is being read.
struct OpenCode<'s> {
    kind: CodeBlockKind<'s>,
    range: Range<usize>,
    body: Option<Range<usize>>,
}

/// One pass of the parser.
struct Reader<'d, 's> {
    document: &'d mut Document<'s>,
    may_restart: bool,
    /// How many lists and quotes are open.
    depth: usize,
    heading: Option<OpenHeading>,
    code: Option<OpenCode<'s>>,
}

impl<'s> Reader<'_, 's> {
    fn read(mut self, range: Range<usize>) -> Option<usize> {
        let from = range.start;
        let text = self.document.source.slice(&range);
        let parser = Parser::new_ext(text, Options::ENABLE_TABLES);
        for (label, definition) in parser.reference_definitions().iter() {
            let written = text.get(definition.span.clone()).unwrap_or_default();
            let definitions = &mut self.document.definitions;
            definitions.add(written, label, &definition.dest);
        }
        for (event, range) in parser.into_offset_iter() {
            let range = from + range.start..from + range.end;
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
            Event::End(TagEnd::CodeBlock) => return self.end_code(),
            Event::Text(text) => match (&mut self.code, &mut self.heading) {
                (Some(code), _) => match &mut code.body {
                    Some(body) => body.end = range.end,
                    None => code.body = Some(range),
                },
                (None, Some(heading)) => heading.text.push_str(&text),
                (None, None) => {}
            },
            Event::Code(text) => {
                if let Some(heading) = &mut self.heading {
                    heading.text.push_str(&text);
                }
            }
            Event::InlineHtml(html) if html.starts_with("<!--") => {
                self.document.comments(&range);
            }
            _ => {}
        }
        None
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
                    self.document.paragraph(range, self.depth());
                }
            }
            Tag::Paragraph => self.document.paragraph(range, self.depth()),
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
            }
            _ => {}
        }
        None
    }

    fn depth(&self) -> Depth {
        match self.depth {
            0 => Depth::Top,
            _ => Depth::Within,
        }
    }

    fn enclosing(&mut self, kind: Kind<'s>, range: Range<usize>) {
        if self.depth == 0 {
            self.document.push(kind, range);
        }
        self.depth += 1;
    }

    fn end_heading(&mut self) {
        let Some(open) = self.heading.take() else {
            return;
        };
        if open.is_tab {
            self.document.push(Kind::Tab, open.range);
        } else if self.depth == 0 {
            self.document.heading(open.level, open.range, &open.text);
        }
    }

    fn table(&mut self, range: &Range<usize>) {
        if let Some((_, table)) = rows::find_table(self.document.source, range) {
            self.document.table(table, range.clone());
        }
    }

    /// A block of HTML: its comments. One without an end ends at the next empty line.
    fn html(&mut self, range: &Range<usize>) -> Option<usize> {
        let end = self.document.comments(range)?;
        let slice = self.document.source.slice(&(end..range.end));
        let empty = slice.find("\n\n").or_else(|| slice.find("\n\r\n"));
        let message = "the comment has no end; taken to end at the next empty line";
        self.document
            .defect("comment-unclosed", message, &(end..range.end));
        empty.filter(|_| self.may_restart).map(|at| end + at + 1)
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
                self.document.push(Kind::Fence(Fence { info, body }), range);
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
            self.document.push(Kind::Fence(fence), range);
        } else if let Some((_, table)) = rows::find_table(source, &body) {
            self.document.table(table, range);
        }
    }
}
