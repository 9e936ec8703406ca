//! Tables, cut into rows and cells. A pipe within a code span is no end of a cell, as the publisher's tools have it.

use super::super::text::Source;
use memchr::memchr3;
use std::ops::Range;

/// Room for the cells of most tables.
const USUAL: usize = 24;

/// A table.
pub(in crate::docs) struct Table {
    /// The cells of all rows, one row after the other.
    cells: Vec<Range<usize>>,
    /// The row above the rule.
    head: Line,
    /// How many columns the rule has.
    pub(in crate::docs) rule: usize,
    /// The other rows that say something.
    rows: Vec<Line>,
    /// From the head's first byte to the last row's end.
    pub(in crate::docs) range: Range<usize>,
}

/// A line of a table.
struct Line {
    /// Its cells among all.
    cells: Range<usize>,
    range: Range<usize>,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub(in crate::docs) struct Row<'t> {
    /// The cells, trimmed.
    pub(in crate::docs) cells: &'t [Range<usize>],
    /// The line.
    pub(in crate::docs) range: Range<usize>,
}

impl Table {
    /// The row above the rule.
    pub(in crate::docs) fn head(&self) -> Row<'_> {
        self.row(&self.head)
    }

    /// How many columns the head has.
    pub(in crate::docs) fn columns(&self) -> usize {
        self.head.cells.len()
    }

    /// The other rows that say something.
    pub(in crate::docs) fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> {
        self.rows.iter().map(|line| self.row(line))
    }

    fn row(&self, line: &Line) -> Row<'_> {
        Row {
            cells: self.cells.get(line.cells.clone()).unwrap_or_default(),
            range: line.range.clone(),
        }
    }
}

impl<'t> Row<'t> {
    /// A cell; `None` where the row is too short.
    pub(in crate::docs) fn cell(&self, index: usize) -> Option<&'t Range<usize>> {
        self.cells.get(index)
    }
}

/// Finds a table in a range: a line with pipes, a rule under it. Gives what stands before it, too. The number of columns need not
/// be the same in both.
pub(super) fn find_table(
    source: Source<'_>,
    range: &Range<usize>,
) -> Option<(Range<usize>, Table)> {
    let mut lines = source.lines(range);
    let mut above = lines.next()?;
    let rule = loop {
        let line = lines.next()?;
        if is_rule(source.slice(&line)) && source.slice(&above).contains('|') {
            break line;
        }
        above = line;
    };
    let mut cells = Vec::with_capacity(USUAL);
    let columns = cut(source, &rule, &mut cells);
    cells.clear();
    let head = Line {
        cells: 0..cut(source, &above, &mut cells),
        range: above.clone(),
    };
    let mut end = above.end;
    let mut rows = Vec::with_capacity(USUAL / head.cells.len().max(1));
    for line in lines {
        if !source.slice(&line).contains('|') {
            continue;
        }
        end = line.end;
        let from = cells.len();
        let row = from..from + cut(source, &line, &mut cells);
        let says_something = |cells: &[Range<usize>]| cells.iter().any(|cell| !cell.is_empty());
        if cells.get(row.clone()).is_some_and(says_something) {
            rows.push(Line {
                cells: row,
                range: line,
            });
        } else {
            cells.truncate(from);
        }
    }
    let table = Table {
        cells,
        head,
        rule: columns,
        rows,
        range: above.start..end,
    };
    Some((source.trim(&(range.start..above.start)), table))
}

/// Whether a line is the rule under a table's head: `|:---|---|`.
pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim_start_matches(['>', ' ', '\t']).trim();
    let is_mark = |byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t');
    line.bytes().all(is_mark) && line.contains('|') && line.contains('-')
}

/// Cuts a line into cells, and says into how many.
fn cut(source: Source<'_>, line: &Range<usize>, cells: &mut Vec<Range<usize>>) -> usize {
    let before = cells.len();
    let slice = source.slice(line);
    let quote = slice.len() - slice.trim_start_matches(['>', ' ', '\t']).len();
    let text = source.trim(&(line.start + quote..line.end));
    let slice = source.slice(&text);
    let bytes = slice.as_bytes();
    let mut start = usize::from(bytes.first() == Some(&b'|'));
    let mut at = start;
    // Runs of marks that nothing closes are found once, not once each.
    let mut unclosed = [false; 4];
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'|' => {
                cells.push(source.trim(&(text.start + start..text.start + at)));
                at += 1;
                start = at;
            }
            b'`' => {
                let marks = bytes[at..].iter().take_while(|byte| **byte == b'`').count();
                let known = unclosed.get_mut(marks);
                let may_close = known.as_ref().is_some_and(|unclosed| !**unclosed);
                match may_close
                    .then(|| closing(&bytes[at + marks..], marks))
                    .flatten()
                {
                    Some(length) => at += marks + length,
                    None => {
                        if let Some(unclosed) = known {
                            *unclosed = true;
                        }
                        at += marks;
                    }
                }
            }
            _ => {
                let rest = &bytes[at..];
                at += memchr3(b'\\', b'|', b'`', rest).unwrap_or(rest.len());
            }
        }
    }
    if start < bytes.len() {
        cells.push(source.trim(&(text.start + start..text.end)));
    }
    cells.len() - before
}

/// How far behind an opening run of marks the code span ends, closing run included.
fn closing(bytes: &[u8], marks: usize) -> Option<usize> {
    let mut at = 0;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == b'`')?;
        let run = bytes[at..].iter().take_while(|byte| **byte == b'`').count();
        at += run;
        if run == marks {
            return Some(at);
        }
    }
}
