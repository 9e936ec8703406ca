//! What the reference says of requests, as a table.

use super::syntax::literal;
use super::{Chunk, Section, Table, gates};
use crate::lower::features::Feature;
use crate::lower::items::{Permissions, Route, Routes};
use std::fmt::Write;

/// The table of routes.
pub(super) fn table(routes: &Routes, features: &[Feature]) -> Chunk {
    let section = |name, rows| Section {
        name: Some(name),
        rows,
    };
    Chunk::Table(Table {
        name: "route_table",
        head: vec![format!("ROUTES, {};", literal(&routes.view))],
        sections: vec![
            section(
                "permissions",
                routes.permissions.iter().map(permissions).collect(),
            ),
            section(
                "requests",
                routes.rows.iter().map(|one| row(one, features)).collect(),
            ),
        ],
    })
}

fn permissions(item: &Permissions) -> String {
    let mut row = String::with_capacity(256);
    for (at, context) in [&item.work, &item.personal, &item.application]
        .into_iter()
        .enumerate()
    {
        row.push_str(if at == 0 { "[" } else { " [" });
        separated(context, " ", &mut row, |all, row| {
            list(all, row, |one, row| push_literal(one, row));
        });
        row.push(']');
    }
    row.push(';');
    row
}

fn row(item: &Route, features: &[Feature]) -> String {
    let mut row = String::with_capacity(128);
    row.push_str(&gates::row(&item.gates, features));
    row.push_str(item.method);
    row.push(' ');
    push_literal(&item.route, &mut row);
    row.push(' ');
    // Writing to a `String` cannot fail.
    list(&item.permissions, &mut row, |one, row| {
        let _ = write!(row, "{one}");
    });
    row.push(' ');
    list(&item.statuses, &mut row, |one, row| {
        let _ = write!(row, "{one}");
    });
    row.push(' ');
    list(&item.headers, &mut row, |one, row| push_literal(one, row));
    row.push(' ');
    list(&item.query_options, &mut row, |one, row| {
        push_literal(one, row);
    });
    row.push(' ');
    push_literal(&item.page, &mut row);
    row.push(';');
    row
}

fn list<T>(items: impl IntoIterator<Item = T>, row: &mut String, push: impl Fn(T, &mut String)) {
    row.push('[');
    separated(items, ", ", row, push);
    row.push(']');
}

fn separated<T>(
    items: impl IntoIterator<Item = T>,
    between: &str,
    row: &mut String,
    push: impl Fn(T, &mut String),
) {
    for (at, item) in items.into_iter().enumerate() {
        if at > 0 {
            row.push_str(between);
        }
        push(item, row);
    }
}

/// Adds a string literal. Nearly all texts are plain.
fn push_literal(text: &str, row: &mut String) {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\';
    if text.bytes().all(is_plain) {
        row.push('"');
        row.push_str(text);
        row.push('"');
    } else {
        let _ = write!(row, "{}", literal(text));
    }
}
