//! What stands between values: spaces, comments, ellipses.

use super::reader::Reader;

impl Reader<'_> {
    /// Goes on to the next byte that is part of a value, a bracket or a separator.
    pub(super) fn trivia(&mut self) {
        loop {
            let rest = self.bytes[self.at..].iter();
            let blanks = rest.take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'));
            self.at += blanks.count();
            let start = self.at;
            match self.peek() {
                Some(b'/') if self.sees("//") => self.line_comment(start),
                Some(b'/') if self.sees("/*") => self.block_comment(start, "*/"),
                Some(b'<') if self.sees("<!--") => self.block_comment(start, "-->"),
                Some(b'#') => self.line_comment(start),
                Some(b'.') if self.sees("..") => self.ellipsis(start),
                Some(0x00..=0x1f | 0x7f) => {
                    self.at += 1;
                    self.repair("odd-space", start..self.at);
                }
                Some(0x80..) => {
                    let Some(character) = self.character() else {
                        return;
                    };
                    if character == '…' {
                        self.ellipsis(start);
                    } else if is_odd_space(character) {
                        self.at += character.len_utf8();
                        self.repair("odd-space", start..self.at);
                    } else {
                        return;
                    }
                }
                _ => return,
            }
        }
    }

    fn line_comment(&mut self, start: usize) {
        self.at = self.line_end(start);
        self.repair("comment", start..self.at);
    }

    /// A comment that is never closed ends with the text.
    fn block_comment(&mut self, start: usize, end: &str) {
        let length = self.text[start..].find(end);
        self.at = length.map_or(self.text.len(), |length| start + length + end.len());
        self.repair("comment", start..self.at);
    }

    /// Dots in place of more of the same, with the words that follow them: `... more members ...`.
    fn ellipsis(&mut self, start: usize) {
        let dots = self.text[start..].trim_start_matches(['.', '…']);
        self.at = self.text.len() - dots.len();
        self.at = self.words_end(self.at);
        self.repair("ellipsis", start..self.at);
    }
}

/// Whether a character looks like a space or like nothing, but is no space to JSON.
pub(super) fn is_odd_space(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
        )
}
