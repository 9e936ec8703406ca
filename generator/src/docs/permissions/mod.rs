//! Tables of permissions.
//!
//! Who asks is told by position, and by the shape of labels: those of delegated permissions have a remark in parentheses, in every
//! language. What is asked for is told by the shape of scopes.

mod cell;
mod order;
mod scopes;
#[cfg(test)]
mod tests;

use super::blocks::{Document, Kind, Row, Table};
use super::page::{Defect, PermissionContext, PermissionRow, PermissionTable, Text};
use super::sections::{Role, Sections};
use super::text::Source;
use crate::diagnostics::SourceId;
use PermissionContext::{Application, DelegatedPersonal, DelegatedWork, Unstated};
use std::ops::Range;

/// Reads a file that holds nothing but a table of permissions, as newer pages include it.
pub fn read_permission_include<'s>(
    id: SourceId,
    text: &'s str,
) -> (Option<PermissionTable<'s>>, Vec<Defect>) {
    let document = Document::read(Source { id, text });
    let mut defects = Vec::new();
    let tables = document
        .blocks
        .iter()
        .filter_map(|block| match &block.kind {
            Kind::Table(table) => Some((None, table)),
            _ => None,
        });
    (read_tables(&document, tables, &mut defects), defects)
}

/// Reads the permissions of a page: the tables of the section on permissions, else the first table with scopes before any code.
pub(super) fn read<'s>(
    sections: &Sections<'_, 's>,
    defects: &mut Vec<Defect>,
) -> Option<PermissionTable<'s>> {
    let document = sections.document;
    let in_section = sections.with(Role::Permissions).flat_map(|section| {
        let heading = sections
            .heading(section)
            .filter(|heading| heading.level > 2);
        let case = heading.map(|heading| document.source.trimmed(&heading.text));
        let blocks = sections.blocks(section).iter();
        blocks.filter_map(move |block| match &block.kind {
            Kind::Table(table) if table.columns() > 1 => Some((case.clone(), table)),
            _ => None,
        })
    });
    let tables: Vec<_> = in_section.collect();
    if !tables.is_empty() {
        return read_tables(document, tables.into_iter(), defects);
    }
    let listed = read_lists(sections, defects);
    if listed.is_some() {
        return listed;
    }
    let before_code = document
        .blocks
        .iter()
        .take_while(|block| !matches!(block.kind, Kind::Fence(_)));
    let table = before_code.into_iter().find_map(|block| match &block.kind {
        Kind::Table(table) if has_scopes(document.source, table) => Some(table),
        _ => None,
    });
    read_tables(
        document,
        table.map(|table| (None, table)).into_iter(),
        defects,
    )
}

/// Reads a list with scopes in the section on permissions, which tells cases apart but not who asks.
fn read_lists<'s>(
    sections: &Sections<'_, 's>,
    defects: &mut Vec<Defect>,
) -> Option<PermissionTable<'s>> {
    let source = sections.document.source;
    let mut rows = Vec::new();
    let mut range: Option<Range<usize>> = None;
    for block in sections.blocks_with(Role::Permissions) {
        if !matches!(block.kind, Kind::List) {
            continue;
        }
        for line in source.lines(&block.range) {
            let slice = source.slice(&line);
            if !cell::has_scopes(slice) {
                continue;
            }
            let marks = slice.len() - slice.trim_start_matches(['-', '*', '+', ' ', '\t']).len();
            let item = line.start + marks..line.end;
            for part in cell::read(source, &item, defects) {
                rows.push(PermissionRow {
                    context: Unstated,
                    case: part.case,
                    alternatives: part.alternatives,
                    span: source.span(&item),
                });
            }
            match &mut range {
                Some(range) => range.end = item.end,
                None => range = Some(item),
            }
        }
    }
    let span = source.span(&range?);
    Some(PermissionTable { rows, span })
}

/// Whether a table holds scopes.
pub(super) fn has_scopes(source: Source<'_>, table: &Table) -> bool {
    let mut cells = table.rows().flat_map(|row| row.cells.iter().skip(1));
    cells.any(|cell| cell::has_scopes(source.slice(cell)))
}

/// Reads tables one after the other as one. The first says what is permitted; more of them count where they hold scopes, too.
fn read_tables<'s, 't>(
    document: &Document<'s>,
    tables: impl Iterator<Item = (Option<Text<'s>>, &'t Table)>,
    defects: &mut Vec<Defect>,
) -> Option<PermissionTable<'s>> {
    let source = document.source;
    let mut read: Option<PermissionTable<'s>> = None;
    for (case, table) in tables {
        if read.is_some() && !has_scopes(source, table) {
            continue;
        }
        let mut reader = Reader {
            source,
            case,
            rows: Vec::new(),
            defects,
        };
        reader.table(table);
        let mut rows = reader.rows;
        order::least_first(&mut rows);
        let span = source.span(&table.range);
        match &mut read {
            Some(read) => {
                read.rows.extend(rows);
                read.span.end = span.end;
            }
            None => read = Some(PermissionTable { rows, span }),
        }
    }
    read
}

struct Reader<'r, 's> {
    source: Source<'s>,
    /// The case that the whole table is about.
    case: Option<Text<'s>>,
    rows: Vec<PermissionRow<'s>>,
    defects: &'r mut Vec<Defect>,
}

impl<'s> Reader<'_, 's> {
    fn table(&mut self, table: &Table) {
        match table.columns() {
            0 | 1 => {}
            4.. if self.is_paired(table) => self.paired(table),
            4.. => self.contexts_as_columns(table),
            _ => self.contexts_as_rows(table),
        }
    }

    /// Whether four columns are twice the same two: what, scope, what, scope.
    fn is_paired(&self, table: &Table) -> bool {
        let head = |index: usize| table.head().cell(index).map(|cell| self.source.slice(cell));
        table.columns() == 4 && head(0) == head(2) && head(1) == head(3)
    }

    fn paired(&mut self, table: &Table) {
        for row in table.rows() {
            for pair in row.cells.chunks(2) {
                if let [label, cell] = pair
                    && !(label.is_empty() && cell.is_empty())
                {
                    let case = self.source.name(label);
                    self.cells(Unstated, Some(case), [cell]);
                }
            }
        }
    }

    fn contexts_as_columns(&mut self, table: &Table) {
        for row in table.rows() {
            let case = row.cell(0).map(|cell| self.source.name(cell));
            let contexts = [DelegatedWork, DelegatedPersonal, Application];
            for (context, cell) in contexts.into_iter().zip(row.cells.iter().skip(1)) {
                self.cells(context, case.clone(), [cell]);
            }
        }
    }

    fn contexts_as_rows(&mut self, table: &Table) {
        let bases = table.rows().filter(|row| !self.is_sub_row(row));
        let labels: Vec<Label> = bases.map(|row| self.label(&row)).collect();
        let has_sub_rows = labels.len() < table.rows().len();
        let contexts = contexts(&labels, has_sub_rows);
        let mut contexts = contexts.into_iter().peekable();
        let mut context = Unstated;
        let mut rows = table.rows().peekable();
        while let Some(row) = rows.next() {
            let is_sub = self.is_sub_row(&row);
            if !is_sub {
                context = contexts.next().unwrap_or(Unstated);
            }
            let has_cases = !is_sub && rows.peek().is_some_and(|next| self.is_sub_row(next));
            let cells = row.cells.get(1..).unwrap_or_default();
            if has_cases
                && !cells
                    .iter()
                    .any(|cell| cell::has_scopes(self.source.slice(cell)))
            {
                continue;
            }
            let case = match is_sub || context == Unstated {
                true => row.cell(0).map(|cell| self.case_name(cell)),
                false => None,
            };
            self.cells(context, case, cells);
        }
    }

    /// Rows that tell cases apart are indented under that of their context.
    fn is_sub_row(&self, row: &Row<'_>) -> bool {
        row.cell(0).is_some_and(|cell| {
            let label = self.source.slice(cell);
            let before = self.source.slice(&(row.range.start..cell.start));
            label.starts_with("&nbsp;") || label.starts_with("&emsp;") || before.contains('\u{a0}')
        })
    }

    /// A label without the blanks before it.
    fn case_name(&self, cell: &Range<usize>) -> Text<'s> {
        let mut start = cell.start;
        loop {
            let rest = self.source.slice(&(start..cell.end));
            let trimmed = rest.trim_start_matches(super::text::is_blank);
            let blank = ["&nbsp;", "&emsp;"]
                .iter()
                .find(|blank| trimmed.starts_with(**blank));
            start += rest.len() - trimmed.len();
            match blank {
                Some(blank) => start += blank.len(),
                None => return self.source.name(&(start..cell.end)),
            }
        }
    }

    fn label(&self, row: &Row<'_>) -> Label {
        let label = row.cell(0).map_or("", |cell| self.source.slice(cell));
        Label {
            has_remark: label.contains(['(', '（']),
            has_brand: label.contains("Microsoft"),
        }
    }

    /// The cells of one context: one, or the least privileged scopes and the higher ones.
    fn cells<'c>(
        &mut self,
        context: PermissionContext,
        case: Option<Text<'s>>,
        cells: impl IntoIterator<Item = &'c Range<usize>>,
    ) {
        let mut row: Option<PermissionRow<'s>> = None;
        for range in cells {
            let read = cell::read(self.source, range, self.defects);
            for part in read {
                let case = part
                    .case
                    .or_else(|| case.clone())
                    .or_else(|| self.case.clone());
                match &mut row {
                    // The next column goes on with the same alternatives.
                    Some(row) if row.case == case => row.alternatives.extend(part.alternatives),
                    _ => {
                        let next = PermissionRow {
                            context,
                            case,
                            alternatives: part.alternatives,
                            span: self.source.span(range),
                        };
                        self.rows.extend(row.replace(next));
                    }
                }
            }
        }
        self.rows.extend(row);
    }
}

/// What a label looks like.
#[derive(Debug, Clone, Copy)]
struct Label {
    /// It has something in parentheses.
    has_remark: bool,
    /// It names the company, whose name is not translated.
    has_brand: bool,
}

/// The contexts of rows that are not indented.
fn contexts(labels: &[Label], has_sub_rows: bool) -> Vec<PermissionContext> {
    let remarks: Vec<_> = labels.iter().map(|label| label.has_remark).collect();
    match (labels.len(), remarks.as_slice()) {
        (3, [true, true, false]) if labels[0].has_brand && !labels[1].has_brand => {
            vec![DelegatedPersonal, DelegatedWork, Application]
        }
        (3, [false, true, true]) => vec![Application, DelegatedWork, DelegatedPersonal],
        (3, [true, false, true]) => vec![DelegatedWork, Application, DelegatedPersonal],
        (3, _) => vec![DelegatedWork, DelegatedPersonal, Application],
        (1 | 2, _) => {
            let mut has_work = false;
            let context = |label: &Label| {
                let is_personal = label.has_brand || has_work;
                match label.has_remark {
                    true if is_personal => DelegatedPersonal,
                    true => {
                        has_work = true;
                        DelegatedWork
                    }
                    false => Application,
                }
            };
            labels.iter().map(context).collect()
        }
        (count, _) if has_sub_rows => [DelegatedWork, DelegatedPersonal, Application]
            .into_iter()
            .chain(std::iter::repeat(Unstated))
            .take(count)
            .collect(),
        (count, _) => vec![Unstated; count],
    }
}
