//! Documented exchanges: requests and responses in blocks of code, and which response follows which request.

use super::Extent;
use super::annotation;
use super::blocks::{Document, Fence, Kind};
use super::json;
use super::page::{Content, Defect, Example, ExampleRequest, ExampleResponse, RequestLine, Text};
use super::request_line::{self, Strictness};
use super::sections::{Role, Sections};
use super::text::Source;
use memchr::memchr_iter;
use std::cell::LazyCell;
use std::ops::Range;

/// Whether a block of code has a request line.
pub(super) fn has_request_line(source: Source<'_>, fence: &Fence<'_>) -> bool {
    request_lines(source, fence).next().is_some()
}

/// The request lines of a block.
pub(super) fn request_lines<'s>(
    source: Source<'s>,
    fence: &Fence<'s>,
) -> impl Iterator<Item = RequestLine<'s>> {
    let lines = source.lines(&fence.body);
    lines.filter_map(move |line| request_line::read(source, &line, Strictness::Verb))
}

/// Reads the exchanges of a page: all requests and responses but the templates. A request of the section of templates counts where
/// a comment names it as one.
pub(super) fn read<'s>(
    sections: &Sections<'_, 's>,
    extent: Extent,
    is_template: impl Fn(&RequestLine<'s>) -> bool,
    defects: &mut Vec<Defect>,
) -> Vec<Example<'s>> {
    let document = sections.document;
    // Most pages have one, and room for more is kilobytes.
    let mut examples: Vec<Example<'s>> = Vec::with_capacity(1);
    // The comments above a block, of which the last says what it is.
    let mut above = Vec::new();
    for block in &document.blocks {
        match &block.kind {
            Kind::Comment(comment) => above.push(comment),
            Kind::Tab => {}
            Kind::Fence(fence) => {
                let comments = std::mem::take(&mut above);
                let read = LazyCell::new(|| annotation::last(document, &comments));
                let is_request = || {
                    let block_type = read.as_ref().and_then(|it| it.block_type.as_deref());
                    block_type == Some("request")
                };
                let annotation = || match extent {
                    Extent::Whole => (*read).clone(),
                    Extent::Outline => None,
                };
                for message in Messages::of(document.source, &fence.body) {
                    match message.start {
                        Start::Request(line) if !is_template(&line) || is_request() => {
                            examples.push(Example {
                                request: Some(ExampleRequest {
                                    line,
                                    headers: message.headers,
                                    content: content(document, &message.body, extent, defects),
                                    annotation: annotation(),
                                    span: document.source.span(&message.range),
                                }),
                                response: None,
                            });
                        }
                        Start::Request(_) => {}
                        Start::Response(status) => {
                            let response = ExampleResponse {
                                status,
                                headers: message.headers,
                                content: content(document, &message.body, extent, defects),
                                annotation: annotation(),
                                span: document.source.span(&message.range),
                            };
                            match examples.last_mut() {
                                Some(example) if example.response.is_none() => {
                                    example.response = Some(response);
                                }
                                _ => examples.push(Example {
                                    request: None,
                                    response: Some(response),
                                }),
                            }
                        }
                    }
                }
            }
            _ => above.clear(),
        }
    }
    examples
}

/// A request or response in a block.
struct Message<'s> {
    start: Start<'s>,
    headers: Vec<(Text<'s>, Text<'s>)>,
    body: Range<usize>,
    range: Range<usize>,
}

enum Start<'s> {
    Request(RequestLine<'s>),
    Response(u16),
}

/// Cuts a block into messages: a new one begins with each first line.
struct Messages<'s> {
    source: Source<'s>,
    body: Range<usize>,
    /// The first line of the next message.
    next: Option<(Start<'s>, Range<usize>)>,
}

impl<'s> Messages<'s> {
    fn of(source: Source<'s>, body: &Range<usize>) -> Self {
        let mut messages = Self {
            source,
            body: body.clone(),
            next: None,
        };
        let found = source.lines(body).find_map(|line| {
            let start = messages.start(&line, Strictness::Verb)?;
            Some((start, line))
        });
        messages.next = found;
        messages
    }

    fn start(&self, line: &Range<usize>, strictness: Strictness) -> Option<Start<'s>> {
        let begins = self.source.slice(line).trim_ascii_start().bytes().next()?;
        if !can_begin(begins) {
            return None;
        }
        if let Some(line) = request_line::read(self.source, line, strictness) {
            return Some(Start::Request(line));
        }
        request_line::read_status(self.source.slice(line)).map(Start::Response)
    }

    /// The message that begins on a line after the first of a body.
    fn after_body(&self, from: usize) -> Option<(Start<'s>, Range<usize>)> {
        let body = from..self.body.end;
        let bytes = self.source.slice(&body).as_bytes();
        memchr_iter(b'\n', bytes).find_map(|at| {
            // Seen before the line's end is looked for.
            let mut rest = bytes.iter().skip(at + 1);
            let begins = rest.find(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\x0c'))?;
            if !can_begin(*begins) {
                return None;
            }
            let line = self.source.lines(&(from + at + 1..body.end)).next()?;
            let start = self.start(&line, Strictness::Path)?;
            Some((start, line))
        })
    }
}

/// Whether a line with this first byte can begin a message, with a verb or `HTTP`; what is not ASCII may be a blank. Most
/// lines are JSON.
fn can_begin(byte: u8) -> bool {
    !byte.is_ascii() || b"GPDH".contains(&byte)
}

impl<'s> Iterator for Messages<'s> {
    type Item = Message<'s>;

    fn next(&mut self) -> Option<Message<'s>> {
        let (start, first) = self.next.take()?;
        let mut headers = Vec::new();
        let mut body: Option<usize> = None;
        let mut had_gap = false;
        for line in self.source.lines(&(first.end..self.body.end)).skip(1) {
            let strictness = match had_gap {
                true => Strictness::Path,
                false => Strictness::Verb,
            };
            if let Some(start) = self.start(&line, strictness) {
                self.next = Some((start, line));
                break;
            }
            match header(self.source, &line) {
                Some(header) => headers.push(header),
                // An empty line directly after the first one ends no headers where there are some after it.
                None if headers.is_empty() && self.source.trim(&line).is_empty() => had_gap = true,
                None => {
                    body = Some(line.start);
                    self.next = self.after_body(line.start);
                    break;
                }
            }
        }
        let next = self.next.as_ref();
        let end = next.map_or(self.body.end, |(_, line)| line.start);
        let body = self.source.trim(&(body.unwrap_or(end)..end));
        Some(Message {
            start,
            headers,
            body,
            range: self.source.trim(&(first.start..end)),
        })
    }
}

/// Reads `Name: value`. Names are ASCII words, so that no JSON is taken for a header.
fn header<'s>(source: Source<'s>, line: &Range<usize>) -> Option<(Text<'s>, Text<'s>)> {
    let slice = source.slice(line);
    let colon = slice.find(':')?;
    let name = source.trimmed(&(line.start..line.start + colon));
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let is_name = !name.text.is_empty() && name.text.bytes().all(is_token);
    let value = source.trimmed(&(line.start + colon + 1..line.end));
    is_name.then_some((name, value))
}

/// A body, and whether it looks like JSON.
fn content<'s>(
    document: &Document<'s>,
    body: &Range<usize>,
    extent: Extent,
    defects: &mut Vec<Defect>,
) -> Option<Content<'s>> {
    if body.is_empty() {
        return None;
    }
    let text = document.source.trimmed(body);
    let is_json = text.text.starts_with(['{', '['])
        || text.text.starts_with("//")
        || text.text.starts_with("/*");
    Some(match (is_json, extent) {
        (true, Extent::Whole) => read_content(text, defects),
        (true, Extent::Outline) => Content::Unread(text),
        (false, _) => Content::Other(text),
    })
}

fn read_content<'s>(text: Text<'s>, defects: &mut Vec<Defect>) -> Content<'s> {
    match json::read(&text) {
        Ok(block) => Content::Json(block),
        Err(error) => {
            if error != json::Unreadable::Placeholder {
                defects.push(Defect {
                    kind: "json-unreadable",
                    message: error.to_string(),
                    span: text.span,
                });
            }
            Content::Other(text)
        }
    }
}

/// The request lines of the templates of a page: those of its sections on the request.
pub(super) fn templates<'s>(sections: &Sections<'_, 's>) -> Vec<RequestLine<'s>> {
    let blocks = sections.blocks_with(Role::HttpRequest);
    let fences = blocks.filter_map(|block| match &block.kind {
        Kind::Fence(fence) => Some(fence),
        _ => None,
    });
    fences
        .flat_map(|fence| request_lines(sections.document.source, fence))
        .collect()
}
