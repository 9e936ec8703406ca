//! Names and strings, with whatever quotation marks they have.

use super::reader::{Entities, Reader};
use super::trivia::is_odd_space;
use std::borrow::Cow;
use std::ops::Range;

/// The kinds of quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quote {
    /// `"`.
    Double,
    /// `'` and what word processors make of it.
    Single,
    /// What word processors make of `"`.
    Smart,
    /// `&quot;`.
    Entity,
}

/// A quotation mark in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    quote: Quote,
    /// Whether it is the character that JSON, or programs in its place, would use.
    repair: Option<&'static str>,
    at: usize,
    end: usize,
}

impl Mark {
    /// Whether it may be an apostrophe.
    pub(super) fn is_single(self) -> bool {
        self.quote == Quote::Single
    }
}

/// Where the search for a closing mark ends.
enum Stop {
    Mark(Mark),
    LineEnd(usize),
}

const ENTITY: &str = "&quot;";

impl<'s> Reader<'s> {
    /// The quotation mark at a place.
    pub(super) fn mark(&self, at: usize) -> Option<Mark> {
        let mark = |quote, repair, length| {
            Some(Mark {
                quote,
                repair,
                at,
                end: at + length,
            })
        };
        match self.bytes.get(at)? {
            b'"' => mark(Quote::Double, None, 1),
            b'\'' => mark(Quote::Single, Some("single-quotes"), 1),
            b'&' if self.entities == Entities::Quotes && self.text[at..].starts_with(ENTITY) => {
                mark(Quote::Entity, Some("entity-quote"), ENTITY.len())
            }
            0xe2 => match self.bytes.get(at + 1..at + 3)? {
                [0x80, 0x98..=0x9b] => mark(Quote::Single, Some("smart-quotes"), 3),
                [0x80, 0x9c..=0x9f] => mark(Quote::Smart, Some("smart-quotes"), 3),
                _ => None,
            },
            _ => None,
        }
    }

    /// Reads a string that begins with this mark.
    pub(super) fn string(&mut self, open: Mark) -> Cow<'s, str> {
        self.told(open);
        let mut start = open.end;
        let mut stop = self.closing(open.quote, start);
        if let Stop::Mark(mark) = stop
            && mark.at == start
            && self.begins_word(mark.end)
        {
            self.repair("doubled-quote", mark.at..mark.end);
            start = mark.end;
            stop = self.closing(open.quote, start);
        }
        let end = match stop {
            Stop::Mark(mark) if self.ends_value(mark.end) => self.close(mark),
            Stop::Mark(mark) => match self.smart_closing(open, start..mark.at, Self::ends_value) {
                Some(smart) => self.close(smart),
                None => self.later_closing(open, mark),
            },
            Stop::LineEnd(line_end) => {
                match self.smart_closing(open, start..line_end, Self::ends_value) {
                    Some(smart) => self.close(smart),
                    None => self.next_line_closing(open, start, line_end),
                }
            }
        };
        self.unescape(start..end)
    }

    /// Reads a member's name that begins with this mark.
    pub(super) fn name(&mut self, open: Mark) -> Cow<'s, str> {
        self.told(open);
        let mut start = open.end;
        let mut stop = self.closing(open.quote, start);
        if let Stop::Mark(mark) = stop
            && mark.at == start
            && self.begins_word(mark.end)
        {
            self.repair("doubled-quote", mark.at..mark.end);
            start = mark.end;
            stop = self.closing(open.quote, start);
        }
        let (line_end, closing) = match stop {
            Stop::Mark(mark) => (mark.at, Some(mark)),
            Stop::LineEnd(line_end) => (line_end, None),
        };
        let end = match closing {
            Some(mark) if self.precedes_colon(mark.end) => self.close(mark),
            _ => match self.smart_closing(open, start..line_end, Self::precedes_colon) {
                Some(smart) => self.close(smart),
                None => match (self.text[start..line_end].find(':'), closing) {
                    (Some(colon), _) => self.break_off(open, start + colon),
                    (None, Some(mark)) => self.close(mark),
                    (None, None) => self.break_off(open, line_end),
                },
            },
        };
        self.unescape(start..end)
    }

    fn told(&mut self, mark: Mark) {
        if let Some(kind) = mark.repair {
            self.repair(kind, mark.at..mark.end);
        }
    }

    /// Ends a string before a mark, and goes on after it.
    fn close(&mut self, mark: Mark) -> usize {
        self.told(mark);
        self.at = mark.end;
        mark.at
    }

    /// Ends a string that nothing closes, without the comma that it ran over.
    fn break_off(&mut self, open: Mark, end: usize) -> usize {
        let text = self.text[open.end.min(end)..end].trim_end();
        let text = text.strip_suffix(',').unwrap_or(text).trim_end();
        self.at = open.end.min(end) + text.len();
        self.repair("unterminated-string", open.at..self.at);
        self.at
    }

    /// The next mark on this line that can close a string.
    fn closing(&self, quote: Quote, from: usize) -> Stop {
        let mut at = from;
        while let Some(byte) = self.bytes.get(at) {
            match byte {
                b'\n' => return Stop::LineEnd(at),
                b'\\' if self.bytes.get(at + 1).is_some_and(|next| *next != b'\n') => at += 2,
                b'"' | b'\'' | b'&' | 0xe2 => match self.mark(at) {
                    Some(mark) if closes(quote, mark) => return Stop::Mark(mark),
                    Some(mark) => at = mark.end,
                    None => at += 1,
                },
                b'\\' => at += 1,
                _ => {
                    let rest = self.bytes[at..].iter();
                    let plain = rest.take_while(|byte| {
                        !matches!(byte, b'\n' | b'\\' | b'"' | b'\'' | b'&' | 0xe2)
                    });
                    at += plain.count();
                }
            }
        }
        Stop::LineEnd(self.bytes.len())
    }

    /// A typographic mark that closes what a plain one opened.
    fn smart_closing(
        &self,
        open: Mark,
        within: Range<usize>,
        ends: fn(&Self, usize) -> bool,
    ) -> Option<Mark> {
        if open.quote != Quote::Double {
            return None;
        }
        let places = self.text.get(within.clone())?.match_indices(['“', '”']);
        let marks = places.filter_map(|(offset, _)| self.mark(within.start + offset));
        marks.into_iter().find(|mark| ends(self, mark.end))
    }

    /// The mark that closes a string with unescaped marks inside; the first one where there is none on this line.
    fn later_closing(&mut self, open: Mark, first: Mark) -> usize {
        if let Some(second) = self
            .mark(first.end)
            .filter(|mark| closes(open.quote, *mark))
            && self.ends_value(second.end)
        {
            self.repair("doubled-quote", second.at..second.end);
            self.close(first);
            self.at = second.end;
            return first.at;
        }
        let next = self.skip_blanks(first.end);
        if first.at >= self.unclosed_until && self.mark(next).is_none() {
            let mut from = first.end;
            while let Stop::Mark(mark) = self.closing(open.quote, from) {
                if self.ends_value(mark.end) {
                    self.repair("unescaped-quote", first.at..first.end);
                    return self.close(mark);
                }
                if self.precedes_colon(mark.end) {
                    break;
                }
                from = mark.end;
            }
            self.unclosed_until = self.line_end(first.end);
        }
        self.close(first)
    }

    /// Decides of a string that its line does not close: it goes on in the next lines if the next mark ends a value there.
    fn next_line_closing(&mut self, open: Mark, start: usize, line_end: usize) -> usize {
        let mut from = line_end;
        while from < self.bytes.len() {
            match self.closing(open.quote, from) {
                Stop::Mark(mark) if self.ends_value(mark.end) => return self.close(mark),
                Stop::Mark(_) => break,
                Stop::LineEnd(next) => from = next + 1,
            }
        }
        let open = Mark { end: start, ..open };
        self.break_off(open, line_end)
    }

    pub(super) fn skip_blanks(&self, from: usize) -> usize {
        let blanks = self.bytes[from..]
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r'));
        from + blanks.count()
    }

    /// Whether a value may end here: a separator, a bracket, the end of the line or a comment follows.
    pub(super) fn ends_value(&self, at: usize) -> bool {
        let next = self.skip_blanks(at);
        let rest = &self.text[next..];
        match self.bytes.get(next) {
            None | Some(b',' | b';' | b'}' | b']' | b'\n') => true,
            Some(b'/' | b'<') => self.begins_comment(next),
            Some(b'.') => rest.starts_with(".."),
            Some(0x80..) => rest
                .chars()
                .next()
                .is_some_and(|next| next == '…' || is_odd_space(next)),
            Some(_) => false,
        }
    }

    fn precedes_colon(&self, at: usize) -> bool {
        let spaces = self.bytes[at..]
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace());
        self.bytes.get(at + spaces.count()) == Some(&b':')
    }

    fn begins_word(&self, at: usize) -> bool {
        let next = self.text.get(at..).and_then(|rest| rest.chars().next());
        next.is_some_and(|next| next.is_alphanumeric() || matches!(next, '@' | '#' | '$' | '_'))
    }

    /// The text of a string without its escapes.
    fn unescape(&mut self, range: Range<usize>) -> Cow<'s, str> {
        let raw = &self.text[range.start.min(range.end)..range.end];
        if !raw.bytes().any(|byte| byte == b'\\' || byte < 0x20) {
            return Cow::Borrowed(raw);
        }
        let mut text = String::with_capacity(raw.len());
        let mut first_newline = None;
        let mut at = range.start;
        while let Some(character) = self.text[at..range.end].chars().next() {
            let next = at + character.len_utf8();
            match character {
                '\\' => {
                    let (escaped, length) = escape(&self.text[at..range.end]);
                    match escaped {
                        Escaped::Character(one) => text.push(one),
                        Escaped::Wrong => {
                            text.push_str(&self.text[at..at + length]);
                            self.repair("bad-escape", at..at + length);
                        }
                        Escaped::Replaced(one) => {
                            text.push(one);
                            self.repair("bad-escape", at..at + length);
                        }
                    }
                    at += length;
                    continue;
                }
                '\n' => first_newline = first_newline.or(Some(at..next)),
                '\r' if self.text[next..range.end].starts_with('\n') => {
                    at = next;
                    continue;
                }
                '\0'..='\x1f' => self.repair("raw-control", at..next),
                _ => {}
            }
            text.push(character);
            at = next;
        }
        if let Some(newline) = first_newline {
            self.repair("raw-newline", newline);
        }
        Cow::Owned(text)
    }
}

fn closes(open: Quote, mark: Mark) -> bool {
    match open {
        Quote::Double | Quote::Entity => matches!(mark.quote, Quote::Double | Quote::Entity),
        Quote::Single => mark.quote == Quote::Single,
        Quote::Smart => matches!(mark.quote, Quote::Smart | Quote::Double),
    }
}

enum Escaped {
    /// What a valid escape stands for.
    Character(char),
    /// What an escape that JSON does not have stands for.
    Replaced(char),
    /// No escape: a lone backslash, to be kept.
    Wrong,
}

/// Reads the escape that a text begins with: what it stands for, and its length.
fn escape(text: &str) -> (Escaped, usize) {
    let simple = |one| (Escaped::Character(one), 2);
    match text.as_bytes().get(1) {
        Some(b'"') => simple('"'),
        Some(b'\\') => simple('\\'),
        Some(b'/') => simple('/'),
        Some(b'b') => simple('\u{8}'),
        Some(b'f') => simple('\u{c}'),
        Some(b'n') => simple('\n'),
        Some(b'r') => simple('\r'),
        Some(b't') => simple('\t'),
        Some(b'\'') => (Escaped::Replaced('\''), 2),
        Some(b'u') => unicode_escape(text),
        _ => (Escaped::Wrong, 1),
    }
}

fn unicode_escape(text: &str) -> (Escaped, usize) {
    let unit = |from: usize| {
        let digits = text.get(from..from + 4)?;
        let all_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        all_hex
            .then(|| u32::from_str_radix(digits, 16).ok())
            .flatten()
    };
    let Some(first) = unit(2) else {
        return (Escaped::Wrong, 1);
    };
    if let Some(character) = char::from_u32(first) {
        return (Escaped::Character(character), 6);
    }
    let low = text.get(6..8).filter(|next| *next == "\\u");
    match low.and_then(|_| unit(8)) {
        Some(second @ 0xdc00..=0xdfff) if first < 0xdc00 => {
            let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
            let character = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
            (Escaped::Character(character), 12)
        }
        _ => (Escaped::Replaced(char::REPLACEMENT_CHARACTER), 6),
    }
}
