//! Blocks that lines tell for sure, which are most of a page.
//!
//! Such a block begins at the first column, stands in no list, and looks like nothing else that Markdown knows. Where one line leaves
//! a doubt, its block is none of them.

use super::super::anchors;
use super::build::Depth;
use super::rows::{self, is_rule};
use super::{Document, Fence, Kind};
use memchr::{memchr, memchr_iter, memmem};
use std::ops::Range;

/// Characters that mean something within a heading.
const MARKS: [char; 7] = ['*', '_', '`', '<', '&', '\\', '['];

/// Reads blocks from an offset. Gives the range that wants another reader; behind it, lines tell again.
pub(super) fn read(document: &mut Document<'_>, from: usize) -> Option<Range<usize>> {
    let mut shapes = Shapes { document, at: from };
    while let Some(line) = shapes.line(shapes.at) {
        if shapes.block(line).is_none() {
            return Some(line.start..shapes.end_of_doubt(line));
        }
    }
    None
}

/// What a line at the first column can only be where a block begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    Blank,
    /// `---`: a rule, or the underline of what stands above it.
    Rule,
    Heading,
    Fence,
    Comment,
    /// A row of a table, if it is one.
    Row,
    Quote,
    /// Text of a paragraph.
    Words,
    /// A list, HTML, something indented, a definition of a label: anything else.
    Other,
}

impl Start {
    fn of(line: &str) -> Self {
        let Some(first) = line.chars().next() else {
            return Self::Blank;
        };
        let words_if = |is_words: bool| if is_words { Self::Words } else { Self::Other };
        match first {
            ' ' | '\t' if line.trim_ascii().is_empty() => Self::Blank,
            '#' => {
                let text = line.trim_start_matches('#');
                let is_heading = line.len() - text.len() <= 6
                    && (text.is_empty() || text.starts_with([' ', '\t']));
                if is_heading {
                    Self::Heading
                } else {
                    Self::Other
                }
            }
            '`' => match line.strip_prefix("```") {
                Some(info) if info.contains('`') => Self::Other,
                Some(_) => Self::Fence,
                None => Self::Words,
            },
            '<' if line.starts_with("<!--") => Self::Comment,
            '|' => Self::Row,
            '>' => Self::Quote,
            '-' => {
                let marks = line.trim_ascii_end();
                let is_rule = marks.len() > 2 && marks.bytes().all(|byte| byte == b'-');
                if is_rule { Self::Rule } else { Self::Other }
            }
            // Emphasis, but no mark of a list.
            '*' | '_' => {
                let inner = line.trim_start_matches(first);
                words_if(!inner.is_empty() && !inner.starts_with(|one: char| one.is_whitespace()))
            }
            '0'..='9' => {
                let inner = line.trim_start_matches(|one: char| one.is_ascii_digit());
                words_if(!inner.starts_with(['.', ')']))
            }
            '[' => words_if(!line.contains("]:")),
            '(' | '"' | '\'' | '$' | '{' | '&' | '!' | '/' => Self::Words,
            _ => words_if(first.is_ascii_alphabetic() || !first.is_ascii()),
        }
    }

    /// Whether a paragraph, table or quote ends before it, whatever its own text.
    fn ends_text(self) -> bool {
        use Start::{Blank, Comment, Fence, Heading, Rule};
        matches!(self, Blank | Rule | Heading | Fence | Comment)
    }
}

/// A line of a text.
#[derive(Debug, Clone, Copy)]
struct Line<'s> {
    /// Without its end.
    text: &'s str,
    start: usize,
    /// Where the next one begins.
    next: usize,
}

struct Shapes<'d, 's> {
    document: &'d mut Document<'s>,
    /// Where the next block begins.
    at: usize,
}

impl<'s> Shapes<'_, 's> {
    /// The line that begins at an offset.
    fn line(&self, start: usize) -> Option<Line<'s>> {
        line(self.document.source.text, start)
    }

    /// The lines from an offset.
    fn lines(&self, from: usize) -> impl Iterator<Item = Line<'s>> + use<'s> {
        let text = self.document.source.text;
        std::iter::successors(line(text, from), |before| line(text, before.next))
    }

    /// The rule under the head of a table; `None` where that is followed by another one.
    fn rule(&self, head: Line<'s>) -> Option<Line<'s>> {
        let mut below = self.lines(head.next);
        let rule = below
            .next()
            .filter(|line| line.text.starts_with('|') && is_rule(line.text))?;
        let is_alone = !below.next().is_some_and(|line| is_rule(line.text));
        is_alone.then_some(rule)
    }

    /// Reads the block that begins with a line; `None` where there is a doubt.
    fn block(&mut self, line: Line<'s>) -> Option<()> {
        self.at = match Start::of(line.text) {
            Start::Blank | Start::Rule => line.next,
            Start::Heading => self.heading(line)?,
            Start::Fence => self.fence(line)?,
            Start::Comment => self.comment(line)?,
            Start::Row => self.table(line)?,
            Start::Quote => self.quote(line)?,
            Start::Words => self.paragraph(line)?,
            Start::Other => return None,
        };
        Some(())
    }

    fn heading(&mut self, line: Line<'s>) -> Option<usize> {
        let text = line.text.trim_start_matches('#');
        let level = u8::try_from(line.text.len() - text.len()).ok()?;
        let range = line.start..line.next;
        let text = text.trim_ascii();
        if is_tab(text) {
            self.document.push(Kind::Tab, range);
            return Some(line.next);
        }
        // The text is of no interest where there is an anchor.
        let has_anchor = || anchors::anchor(text).is_some_and(|anchor| !anchor.is_empty());
        let is_plain = !text.contains(MARKS) || (has_anchor() && !text.contains(['[', '\\', '`']));
        if !is_plain || text.ends_with('#') {
            return None;
        }
        self.document.heading(level, range, text);
        Some(line.next)
    }

    fn fence(&mut self, line: Line<'s>) -> Option<usize> {
        let info = line.text.strip_prefix("```")?.trim();
        let rest = self.document.source.text.get(line.next..)?;
        let close = line.next + memmem::find(rest.as_bytes(), b"```")?;
        let closing = self.line(close)?;
        let begins = self
            .document
            .source
            .slice(&(line.start..close))
            .ends_with('\n');
        if !begins || closing.text.trim_ascii_end() != "```" {
            return None;
        }
        let fence = Fence {
            info,
            body: line.next..close,
        };
        let range = line.start..closing.next;
        self.document.push(Kind::Fence(fence), range);
        Some(closing.next)
    }

    fn comment(&mut self, line: Line<'s>) -> Option<usize> {
        let start = line.start + "<!--".len();
        let rest = self.document.source.text.get(start..)?;
        // `<!-->` ends where it begins, for some.
        if rest.starts_with(['-', '>']) {
            return None;
        }
        let end = start + memmem::find(rest.as_bytes(), b"-->")?;
        let last = self.line(end)?;
        if has_comment(last.text) {
            return None;
        }
        let range = line.start..end + "-->".len();
        self.document.push(Kind::Comment(start..end), range);
        Some(last.next)
    }

    fn table(&mut self, line: Line<'s>) -> Option<usize> {
        if has_comment(line.text) {
            return None;
        }
        let rule = self.rule(line)?;
        let mut end = rule.next;
        for row in self.lines(rule.next) {
            match Start::of(row.text) {
                Start::Row if !has_comment(row.text) && !is_rule(row.text) => end = row.next,
                start if start.ends_text() => break,
                _ => return None,
            }
        }
        let range = line.start..end;
        let (_, table) = rows::find_table(self.document.source, &range)?;
        self.document.table(table, range);
        Some(end)
    }

    /// A quote of nothing but text.
    fn quote(&mut self, line: Line<'s>) -> Option<usize> {
        let mut end = line.start;
        for line in self.lines(line.start) {
            match Start::of(line.text) {
                Start::Quote => {}
                start if start.ends_text() => break,
                _ => return None,
            }
            let quoted = line.text.trim_start_matches('>').trim_ascii_start();
            let is_text = matches!(Start::of(quoted), Start::Blank | Start::Words);
            let may_be_include = quoted.starts_with("[!") && quoted.contains('(');
            if !is_text || may_be_include || quoted.contains('|') || has_comment(quoted) {
                return None;
            }
            end = line.next;
        }
        self.document.push(Kind::Quote, line.start..end);
        Some(end)
    }

    fn paragraph(&mut self, first: Line<'s>) -> Option<usize> {
        let mut end = first.start;
        for line in self.lines(first.start) {
            match Start::of(line.text) {
                Start::Words if !has_comment(line.text) => end = line.next,
                // An underline.
                Start::Rule => {
                    end = line.next;
                    break;
                }
                // A table, if the line above is no head; whether it ends what may be an include depends on its columns.
                Start::Row if !is_rule(line.text) && !first.text.starts_with("[!") => {
                    self.rule(line)?;
                    break;
                }
                start if start.ends_text() => break,
                _ => return None,
            }
        }
        self.document.paragraph(first.start..end, Depth::Top);
        Some(end)
    }

    /// Where a doubt ends that begins with a line: where the next block begins at the latest. That is known behind an empty line, if
    /// something at the first column is no further item of a list. Code and HTML may have empty lines in them: there it is not
    /// known.
    fn end_of_doubt(&self, first: Line<'s>) -> usize {
        let end = self.document.source.text.len();
        match Start::of(first.text) {
            Start::Heading => return first.next,
            Start::Fence | Start::Comment => return end,
            _ => {}
        }
        let mut is_after_blank = false;
        for line in self.lines(first.start) {
            let start = Start::of(line.text);
            let begins = match start {
                Start::Heading | Start::Fence | Start::Comment => true,
                Start::Words | Start::Row | Start::Rule => is_after_blank,
                Start::Blank | Start::Quote | Start::Other => false,
            };
            if begins {
                return line.start;
            }
            let text = line.text.trim_ascii_start();
            let has_no_end = ["```", "~~~", "<"]
                .iter()
                .any(|mark| text.starts_with(mark));
            if start == Start::Other && has_no_end {
                return end;
            }
            is_after_blank = start == Start::Blank;
        }
        end
    }
}

fn line(text: &str, start: usize) -> Option<Line<'_>> {
    let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
    let end = memchr(b'\n', rest.as_bytes());
    let text = rest.get(..end.unwrap_or(rest.len()))?;
    Some(Line {
        text: text.strip_suffix('\r').unwrap_or(text),
        start,
        next: start + end.map_or(rest.len(), |end| end + 1),
    })
}

/// Whether a comment begins in a text.
fn has_comment(text: &str) -> bool {
    let mut begins = memchr_iter(b'<', text.as_bytes());
    begins.any(|at| text.get(at..).is_some_and(|rest| rest.starts_with("<!--")))
}

/// Whether a heading's text is nothing but a link to a tab: `[HTTP](#tab/http)`.
fn is_tab(text: &str) -> bool {
    let inner = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(')'));
    let Some((name, tab)) = inner.and_then(|inner| inner.split_once("](#tab/")) else {
        return false;
    };
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'/');
    !name.contains(MARKS) && !name.contains(']') && tab.bytes().all(is_plain)
}
