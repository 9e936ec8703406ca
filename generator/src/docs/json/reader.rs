//! The text as a whole, and values without brackets.

use super::strings::Mark;
use super::{Node, Repair, Unreadable, Value};
use crate::diagnostics::Span;
use std::borrow::Cow;
use std::ops::Range;

/// Where the text stands in its page.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    /// As one piece: offsets count from its start.
    Exact(Span),
    /// Put together of pieces: there is only the place of the whole.
    Whole(Span),
}

/// What `&quot;` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entities {
    /// Six characters, as everywhere in JSON.
    Text,
    /// A quotation mark that a translator's tool has broken.
    Quotes,
}

pub(super) struct Reader<'s> {
    pub(super) text: &'s str,
    pub(super) bytes: &'s [u8],
    pub(super) at: usize,
    pub(super) entities: Entities,
    /// No string that begins before this place is closed by a later mark of its line: that has been looked for.
    pub(super) unclosed_until: usize,
    place: Place,
    repairs: Vec<Repair>,
    pub(super) open_arrays: usize,
    pub(super) open_objects: usize,
}

/// Reads a whole text.
pub(super) fn document(
    text: &str,
    place: Place,
    entities: Entities,
) -> Result<(Node<'_>, Vec<Repair>), Unreadable> {
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        at: 0,
        entities,
        unclosed_until: 0,
        place,
        repairs: Vec::new(),
        open_arrays: 0,
        open_objects: 0,
    };
    let node = reader.root()?;
    let mut repairs = reader.repairs;
    // A repair is told when it is certain, which may be after a later one.
    repairs.sort_by_key(|repair| (repair.span.start, repair.span.end));
    Ok((node, repairs))
}

impl<'s> Reader<'s> {
    fn root(&mut self) -> Result<Node<'s>, Unreadable> {
        self.trivia();
        let start = self.at;
        let node = match (self.peek(), self.mark(start)) {
            (None, _) => return Err(Unreadable::Empty),
            (Some(b'{' | b'['), _) => self.value()?.ok_or(Unreadable::NotJson)?,
            (Some(_), Some(mark)) => self.quoted_root(mark)?,
            (Some(_), None) => self.plain().ok_or(Unreadable::NotJson)?,
        };
        let bracketed = matches!(node.value, Value::Object(_) | Value::Array(_));
        if !bracketed && !self.repairs.is_empty() {
            return Err(Unreadable::NotJson);
        }
        if bracketed && self.is_placeholder(&node) {
            return Err(Unreadable::Placeholder);
        }
        self.trivia();
        let rest = self.at..self.text.trim_end().len();
        match self.peek() {
            None => {}
            Some(_) if !bracketed => return Err(Unreadable::NotJson),
            Some(b'{' | b'[') => self.repair("second-document", rest),
            Some(b'}' | b']') => self.repair("mismatched-bracket", rest),
            Some(_) => self.repair("stray-text", rest),
        }
        Ok(node)
    }

    /// A string, or an object without its opening bracket.
    fn quoted_root(&mut self, mark: Mark) -> Result<Node<'s>, Unreadable> {
        let start = self.at;
        let text = self.string(mark);
        let span = self.span(start..self.at);
        self.trivia();
        if self.peek() == Some(b':') {
            return self.unopened_object(text, start, span);
        }
        let value = Value::String(text);
        Ok(Node { value, span })
    }

    /// Whether a bracket holds words only, none of them in quotation marks.
    fn is_placeholder(&self, node: &Node<'_>) -> bool {
        let told = |kind| {
            self.repairs
                .iter()
                .filter(|repair| repair.kind == kind)
                .count()
        };
        match &node.value {
            Value::Object(members) => members.is_empty() && told("stray-text") > 0,
            Value::Array(elements) => {
                !elements.is_empty()
                    && elements.iter().all(|element| element.as_str().is_some())
                    && told("unquoted-value") == elements.len()
            }
            _ => false,
        }
    }

    /// The value that stands here; `None` before a separator, a closing bracket or the end.
    pub(super) fn value(&mut self) -> Result<Option<Node<'s>>, Unreadable> {
        self.trivia();
        let start = self.at;
        match self.peek() {
            None | Some(b',' | b';' | b'}' | b']') => return Ok(None),
            Some(b'{') => return self.object().map(Some),
            Some(b'[') => return self.array().map(Some),
            Some(_) => {}
        }
        if let Some(mark) = self.mark(start) {
            let value = Value::String(self.string(mark));
            let span = self.span(start..self.at);
            return Ok(Some(Node { value, span }));
        }
        Ok(Some(self.plain().unwrap_or_else(|| self.words())))
    }

    /// A number, `true`, `false` or `null`, with nothing else beside it.
    fn plain(&mut self) -> Option<Node<'s>> {
        let rest = &self.text[self.at..];
        let (value, length) = match rest.as_bytes().first()? {
            b't' if rest.starts_with("true") => (Value::Bool(true), 4),
            b'f' if rest.starts_with("false") => (Value::Bool(false), 5),
            b'n' if rest.starts_with("null") => (Value::Null, 4),
            _ => {
                let length = number_length(rest.as_bytes())?;
                (Value::Number(Cow::Borrowed(&rest[..length])), length)
            }
        };
        let (start, end) = (self.at, self.at + length);
        let quoted_next = self.mark(self.skip_blanks(end)).is_some();
        if !self.ends_value(end) && !quoted_next {
            return None;
        }
        self.at = end;
        let span = self.span(start..end);
        Some(Node { value, span })
    }

    /// Words without quotation marks, as a string.
    fn words(&mut self) -> Node<'s> {
        let start = self.at;
        self.at = self.words_end(start + self.character().map_or(1, char::len_utf8));
        let text = self.text[start..self.at].trim_end();
        self.at = start + text.len();
        let range = start..self.at;
        let is_time = text.starts_with(|first: char| first.is_ascii_digit()) && text.contains(':');
        let (kind, value) = match text.to_ascii_lowercase().as_str() {
            "true" => ("literal-case", Value::Bool(true)),
            "false" => ("literal-case", Value::Bool(false)),
            "null" => ("literal-case", Value::Null),
            _ if is_time => ("bare-time", Value::String(Cow::Borrowed(text))),
            _ => ("unquoted-value", Value::String(Cow::Borrowed(text))),
        };
        self.repair(kind, range.clone());
        let span = self.span(range);
        Node { value, span }
    }

    /// Where words end: before a separator, a bracket, a quotation mark, a comment or the end of the line.
    pub(super) fn words_end(&self, from: usize) -> usize {
        let mut at = from;
        while let Some(byte) = self.bytes.get(at) {
            match byte {
                b',' | b';' | b'{' | b'}' | b'[' | b']' | b'"' | b'\n' => return at,
                b' ' | b'\t' if self.begins_comment(at + 1) => return at,
                b'&' | 0xe2 => match self.mark(at) {
                    Some(mark) if !mark.is_single() => return at,
                    _ => {}
                },
                _ => {}
            }
            at += 1;
        }
        self.bytes.len()
    }

    pub(super) fn begins_comment(&self, at: usize) -> bool {
        let rest = self.bytes.get(at..).unwrap_or_default();
        rest.starts_with(b"//") || rest.starts_with(b"/*") || rest.starts_with(b"<!--")
    }

    pub(super) fn line_end(&self, from: usize) -> usize {
        let length = self.bytes[from..].iter().position(|byte| *byte == b'\n');
        length.map_or(self.bytes.len(), |length| from + length)
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn character(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    pub(super) fn sees(&self, text: &str) -> bool {
        self.bytes[self.at..].starts_with(text.as_bytes())
    }

    pub(super) fn repair(&mut self, kind: &'static str, range: Range<usize>) {
        let span = self.span(range);
        self.repairs.push(Repair { kind, span });
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        match self.place {
            Place::Whole(span) => span,
            Place::Exact(whole) => {
                let place = |offset: usize| {
                    let offset = u32::try_from(offset).unwrap_or(u32::MAX);
                    whole.start.saturating_add(offset)
                };
                Span {
                    source: whole.source,
                    start: place(range.start),
                    end: place(range.end),
                }
            }
        }
    }
}

/// The length of the JSON number that a text begins with.
fn number_length(text: &[u8]) -> Option<usize> {
    let digits = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
    };
    let sign = usize::from(text.first() == Some(&b'-'));
    let whole = match digits(sign) {
        0 => return None,
        // A number does not begin with 0, unless it is all.
        _ if text.get(sign) == Some(&b'0') => 1,
        count => count,
    };
    let mut end = sign + whole;
    if text.get(end) == Some(&b'.') {
        let fraction = digits(end + 1);
        if fraction == 0 {
            return Some(end);
        }
        end += 1 + fraction;
    }
    if matches!(text.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(text.get(end + 1), Some(b'+' | b'-')));
        let exponent = digits(end + 1 + sign);
        if exponent > 0 {
            end += 1 + sign + exponent;
        }
    }
    Some(end)
}
