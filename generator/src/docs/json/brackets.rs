//! Arrays and objects.

use super::reader::Reader;
use super::{DEPTH_LIMIT, Member, Node, Unreadable, Value};
use crate::diagnostics::Span;
use std::borrow::Cow;
use std::ops::Range;

/// Whether the bracket before the members of an object stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    Written,
    LeftOut,
}

impl<'s> Reader<'s> {
    pub(super) fn array(&mut self) -> Result<Node<'s>, Unreadable> {
        let start = self.at;
        self.check_depth()?;
        self.at += 1;
        self.open_arrays += 1;
        let mut elements: Vec<Node<'s>> = Vec::new();
        let mut comma = None;
        let mut before = self.at;
        loop {
            self.trivia();
            let at = self.at;
            match self.peek() {
                None => {
                    self.repair("missing-bracket", at..at);
                    break;
                }
                Some(b'}') if self.open_objects > 0 => {
                    self.repair("missing-bracket", at..at);
                    break;
                }
                Some(b']') => {
                    self.at += 1;
                    self.trailing(comma);
                    break;
                }
                Some(b'}') => self.skip("mismatched-bracket"),
                Some(b',' | b';') => comma = Some(self.comma(comma, elements.len())),
                Some(_) => {
                    if comma.take().is_none() && !elements.is_empty() {
                        if self.is_stray(before) {
                            self.stray();
                            before = self.at;
                            continue;
                        }
                        self.repair("missing-comma", before..before);
                    }
                    if let Some(element) = self.element()? {
                        elements.push(element);
                    }
                    before = self.at;
                }
            }
        }
        self.open_arrays -= 1;
        let value = Value::Array(elements);
        let span = self.span(start..self.at);
        Ok(Node { value, span })
    }

    /// A value in an array; where a colon follows, the members of an object that lacks its bracket.
    fn element(&mut self) -> Result<Option<Node<'s>>, Unreadable> {
        let start = self.at;
        let Some(element) = self.value()? else {
            return Ok(None);
        };
        let end = self.at;
        if let Value::String(name) = &element.value {
            self.trivia();
            if self.peek() == Some(b':') {
                let object = self.unopened_object(name.clone(), start, element.span)?;
                return Ok(Some(object));
            }
            self.at = end;
        }
        Ok(Some(element))
    }

    /// Whether words on the line of the value before stand here.
    fn is_stray(&self, before: usize) -> bool {
        let is_value = matches!(self.peek(), Some(b'{' | b'[')) || self.mark(self.at).is_some();
        !is_value && !self.text[before..self.at].contains('\n')
    }

    pub(super) fn object(&mut self) -> Result<Node<'s>, Unreadable> {
        let start = self.at;
        self.at += 1;
        let members = self.members(Vec::new(), Opening::Written)?;
        let value = Value::Object(members);
        let span = self.span(start..self.at);
        Ok(Node { value, span })
    }

    /// An object whose bracket is missing, and whose first name has been read.
    pub(super) fn unopened_object(
        &mut self,
        name: Cow<'s, str>,
        start: usize,
        span: Span,
    ) -> Result<Node<'s>, Unreadable> {
        let is_root = self.open_arrays + self.open_objects == 0;
        let kind = if is_root {
            "missing-bracket"
        } else {
            "pair-in-array"
        };
        self.repair(kind, start..start);
        self.check_depth()?;
        let value = self.member_value(self.at)?;
        let members = self.members(vec![Member { name, span, value }], Opening::LeftOut)?;
        let value = Value::Object(members);
        let span = self.span(start..self.at);
        Ok(Node { value, span })
    }

    /// The members of an object from here to its end.
    fn members(
        &mut self,
        mut members: Vec<Member<'s>>,
        opening: Opening,
    ) -> Result<Vec<Member<'s>>, Unreadable> {
        self.check_depth()?;
        self.open_objects += 1;
        let mut comma = None;
        let mut before = self.at;
        loop {
            self.trivia();
            let at = self.at;
            match self.peek() {
                Some(b']') if self.open_arrays == 0 => self.skip("mismatched-bracket"),
                None | Some(b']') => {
                    if opening == Opening::Written {
                        self.repair("missing-bracket", at..at);
                    }
                    break;
                }
                Some(b'}') => {
                    self.at += 1;
                    self.trailing(comma);
                    break;
                }
                Some(b',' | b';') => comma = Some(self.comma(comma, members.len())),
                Some(b':') => self.skip("extra-colon"),
                Some(b'{' | b'[') => {
                    self.value()?;
                    self.repair("stray-value", at..self.at);
                }
                Some(_) => {
                    let Some((name, range)) = self.member_name() else {
                        continue;
                    };
                    if comma.take().is_none() && !members.is_empty() {
                        self.repair("missing-comma", before..before);
                    }
                    let span = self.span(range);
                    let value = self.member_value(self.at)?;
                    members.push(Member { name, span, value });
                    before = self.at;
                }
            }
        }
        self.open_objects -= 1;
        Ok(members)
    }

    /// The name that stands here; `None` where it was stray text.
    fn member_name(&mut self) -> Option<(Cow<'s, str>, Range<usize>)> {
        let start = self.at;
        if let Some(mark) = self.mark(start) {
            let name = self.name(mark);
            return Some((name, start..self.at));
        }
        let end = self.words_end(start + self.character().map_or(1, char::len_utf8));
        let Some(colon) = self.text[start..end].find(':') else {
            self.stray();
            return None;
        };
        let name = self.text[start..start + colon].trim_end();
        self.at = start + name.len();
        self.repair("unquoted-name", start..self.at);
        Some((Cow::Borrowed(name), start..self.at))
    }

    /// The value of a member whose name ends at `name_end`.
    fn member_value(&mut self, name_end: usize) -> Result<Node<'s>, Unreadable> {
        self.trivia();
        let at = self.at;
        let text = self.text;
        let same_line = || !text[name_end..at].contains('\n');
        let value = match self.peek() {
            Some(b':') => {
                self.at += 1;
                self.trivia();
                while self.peek() == Some(b':') {
                    self.skip("extra-colon");
                    self.trivia();
                }
                self.value()?
            }
            Some(b'=') => {
                self.skip("missing-colon");
                self.value()?
            }
            Some(b'{' | b'[') => {
                self.repair("missing-colon", name_end..name_end);
                self.value()?
            }
            Some(b',' | b';' | b'}' | b']') | None => None,
            Some(_) if same_line() => {
                self.repair("missing-colon", name_end..name_end);
                self.value()?
            }
            Some(_) => None,
        };
        if let Some(value) = value {
            return Ok(value);
        }
        let end = self.at.min(at.max(name_end));
        self.repair("missing-value", end..end);
        let span = self.span(end..end);
        Ok(Node {
            value: Value::Null,
            span,
        })
    }

    /// A comma, or what stands in its place.
    fn comma(&mut self, before: Option<Range<usize>>, values: usize) -> Range<usize> {
        let range = self.at..self.at + 1;
        if before.is_some() || values == 0 {
            self.repair("extra-comma", range.clone());
        }
        if self.peek() == Some(b';') {
            self.repair("semicolon", range.clone());
        }
        self.at += 1;
        range
    }

    fn trailing(&mut self, comma: Option<Range<usize>>) {
        if let Some(range) = comma {
            self.repair("trailing-comma", range);
        }
    }

    fn stray(&mut self) {
        let start = self.at;
        self.at = self.words_end(start + self.character().map_or(1, char::len_utf8));
        let text = self.text[start..self.at].trim_end();
        self.repair("stray-text", start..start + text.len());
    }

    fn skip(&mut self, kind: &'static str) {
        self.at += 1;
        self.repair(kind, self.at - 1..self.at);
    }

    fn check_depth(&self) -> Result<(), Unreadable> {
        if self.open_arrays + self.open_objects < DEPTH_LIMIT {
            Ok(())
        } else {
            Err(Unreadable::TooDeep)
        }
    }
}
