//! Tables of properties, parameters, headers and members: rows by columns.

use super::blocks::{Document, Row, Table};
use super::page::{HeaderRow, Link, MemberRow, PropertyRow};
use super::text::Source;

/// Rows of a table of properties or parameters: name, type, description, with columns between the last two passed over. Two columns
/// are name and description.
pub(super) fn properties<'s>(document: &Document<'s>, table: &Table) -> Vec<PropertyRow<'s>> {
    let columns = table.columns();
    let row = |row: Row<'_>| {
        let source = document.source;
        let name = source.name(row.cell(0)?);
        let ty = row.cell(1).filter(|_| columns > 2);
        let last = row.cells.len().min(columns).saturating_sub(1);
        let first = usize::from(ty.is_some()) + 1;
        let description = row
            .cell(last)
            .filter(|cell| last >= first && !cell.is_empty());
        (!name.text.is_empty()).then(|| PropertyRow {
            name,
            ty: ty.map(|cell| source.trimmed(cell)),
            link: ty.and_then(|cell| document.links_in(cell).into_iter().next()),
            description: description.map(|cell| source.trimmed(cell)),
        })
    };
    table.rows().filter_map(row).collect()
}

/// Rows of a table of headers.
pub(super) fn headers<'s>(document: &Document<'s>, table: &Table) -> Vec<HeaderRow<'s>> {
    let row = |row: Row<'_>| {
        let name = document.source.name(row.cell(0)?);
        let value = row.cell(1).map(|cell| document.source.trimmed(cell));
        let value =
            value.unwrap_or_else(|| document.source.trimmed(&(row.range.end..row.range.end)));
        (!name.text.is_empty()).then_some(HeaderRow { name, value })
    };
    table.rows().filter_map(row).collect()
}

/// Rows of a table of members: name, value, description; the value may have no column.
pub(super) fn members<'s>(document: &Document<'s>, table: &Table) -> Vec<MemberRow<'s>> {
    let source = document.source;
    let has_values = is_numbered(source, table) || table.columns() > 2;
    let row = |row: Row<'_>| {
        let name = source.name(row.cell(0)?);
        let value = row.cell(1).filter(|_| has_values);
        let description = row.cell(1 + usize::from(has_values));
        let description = description.filter(|cell| !cell.is_empty());
        (!name.text.is_empty()).then(|| MemberRow {
            name,
            value: value.and_then(|cell| number(source.slice(cell))),
            description: description.map(|cell| source.trimmed(cell)),
        })
    };
    table.rows().filter_map(row).collect()
}

/// Whether the second column is all whole numbers and the first one is not: so are tables of members, and hardly others.
pub(super) fn is_numbered(source: Source<'_>, table: &Table) -> bool {
    let is_number = |row: &Row<'_>, index: usize| {
        row.cell(index)
            .is_some_and(|cell| number(source.slice(cell)).is_some())
    };
    table.rows().len() > 0
        && table
            .rows()
            .all(|row| is_number(&row, 1) && !is_number(&row, 0))
}

/// Whether the first column links to pages of operations.
pub(super) fn has_operations(document: &Document<'_>, table: &Table) -> bool {
    operations(document, table).next().is_some()
}

/// The links of the first column to pages of operations.
pub(super) fn operations<'d, 's>(
    document: &'d Document<'s>,
    table: &'d Table,
) -> impl Iterator<Item = Link<'s>> {
    let cells = table.rows().filter_map(|row| row.cell(0));
    let links = cells.flat_map(|cell| document.links_in(cell));
    links.filter(|link| link.is_to("api"))
}

fn number(text: &str) -> Option<i64> {
    text.trim_matches(['*', '`']).parse().ok()
}

impl Link<'_> {
    /// Whether it leads to a page in a folder of this name: `../api/user-get.md#example`.
    pub(super) fn is_to(&self, folder: &str) -> bool {
        let path = self.target.split(['#', '?']).next().unwrap_or_default();
        let mut segments = path.rsplit('/');
        let is_page = segments
            .next()
            .is_some_and(|file| file.to_ascii_lowercase().ends_with(".md"));
        is_page && segments.next() == Some(folder)
    }
}
