//! What becomes of headings, paragraphs, tables and comments, whoever found them.

use super::super::anchors;
use super::super::text::{Source, is_blank};
use super::rows::{self, Table};
use super::{Document, Heading, Kind};
use std::cmp::Ordering;
use std::ops::Range;

/// How many characters of a cell a message shows.
const SHOWN: usize = 40;

/// Where a block stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// In nothing.
    Top,
    /// In a list or quote.
    Within,
}

impl<'s> Document<'s> {
    /// A heading that begins with `#`; `text` is what its marks, anchors and emphasis leave of it.
    pub(super) fn heading(&mut self, level: u8, range: Range<usize>, text: &str) {
        let source = self.source;
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

    /// A paragraph, or what should have been something else.
    pub(super) fn paragraph(&mut self, range: Range<usize>, depth: Depth) {
        let source = self.source;
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
        if depth == Depth::Top && slice.starts_with("##") {
            let line = source.lines(&range).next().unwrap_or(range.clone());
            let heading = source.slice(&line);
            let text = heading.trim_start_matches('#');
            let level = heading.len() - text.len();
            if level <= 6 && !text.is_empty() {
                let level = u8::try_from(level).unwrap_or(6);
                self.heading(level, line.clone(), text);
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
            if depth == Depth::Top && !before.is_empty() {
                self.push(Kind::Paragraph, before);
            }
            let table_range = table.range.clone();
            self.table(table, table_range);
            return;
        }
        if depth == Depth::Top {
            self.push(Kind::Paragraph, range);
        }
    }

    /// A table, and which rows do not fit its head.
    pub(super) fn table(&mut self, table: Table, range: Range<usize>) {
        let source = self.source;
        let columns = table.columns();
        if table.rows().len() == 0 {
            let message = "the table has no rows";
            self.defect("table-empty", message, &table.range);
        }
        if table.rule != columns {
            let message = format!(
                "the rule under the table's head has {} columns, the head {columns}",
                table.rule
            );
            self.defect("table-rule-differs", message, &table.head().range);
        }
        for row in table.rows() {
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
            self.defect(kind, message, &row.range);
        }
        self.push(Kind::Table(table), range);
    }

    /// The comments in a range; says where one begins that does not end.
    pub(super) fn comments(&mut self, range: &Range<usize>) -> Option<usize> {
        let source = self.source;
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
