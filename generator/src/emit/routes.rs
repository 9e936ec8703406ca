//! What the reference says of requests, as a table.

use super::syntax::literal;
use super::{Chunk, Section, Table};
use crate::lower::items::{Permissions, Route, Routes};
use std::fmt::Display;

/// The table of routes.
pub(super) fn table(routes: &Routes) -> Chunk {
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
            section("requests", routes.rows.iter().map(row).collect()),
        ],
    })
}

fn permissions(item: &Permissions) -> String {
    let context = |alternatives: &[Vec<String>]| {
        let lists = alternatives.iter();
        let lists = lists.map(|all| list(all.iter().map(|one| literal(one))));
        format!("[{}]", lists.collect::<Vec<_>>().join(" "))
    };
    format!(
        "{} {} {};",
        context(&item.work),
        context(&item.personal),
        context(&item.application)
    )
}

fn row(item: &Route) -> String {
    format!(
        "{} {} {} {} {} {} {};",
        item.method,
        literal(&item.route),
        list(item.permissions.iter()),
        list(item.statuses.iter()),
        list(item.headers.iter().map(|one| literal(one))),
        list(item.query_options.iter().map(|one| literal(one))),
        literal(&item.page),
    )
}

fn list(items: impl Iterator<Item = impl Display>) -> String {
    let items: Vec<_> = items.map(|one| one.to_string()).collect();
    format!("[{}]", items.join(", "))
}
