//! Tables of permissions: as rustdoc shows them, and as the table of routes has them.

use super::docs::push_code;
use super::items::{Docs, Permissions};
use super::prose;
use crate::docs::page::{PermissionContext, PermissionRow, PermissionTable};
use crate::model::PageFacts;
use crate::permissions::alternatives;

/// How the contexts are called in tables.
const CONTEXTS: [(PermissionContext, &str); 4] = [
    (PermissionContext::DelegatedWork, "work account"),
    (PermissionContext::DelegatedPersonal, "personal account"),
    (PermissionContext::Application, "application"),
    (PermissionContext::Unstated, "any"),
];

/// The permissions of a page as a table: a row per context, or per case of one; nothing where none is known.
pub(super) fn table(page: &PageFacts<'_>) -> Docs {
    let rows = page.permissions.map_or(&[][..], |table| &table.rows);
    if !rows.iter().any(|row| alternatives(row).next().is_some()) {
        return Docs::default();
    }
    let mut table = Docs::with_capacity(256);
    table.push("| | least privileged | more |");
    table.push("|---|---|---|");
    for (context, name) in CONTEXTS {
        let rows = rows.iter().filter(|row| row.context == context);
        rows.for_each(|row| table_row(name, row, &mut table));
    }
    table
}

/// Adds the row of a context, or of a case of one.
fn table_row(context: &str, row: &PermissionRow<'_>, table: &mut Docs) {
    let text = table.text_mut();
    text.push_str("| ");
    text.push_str(context);
    if let Some(case) = &row.case {
        let case = prose::to_doc_lines(&case.text).join(" ");
        if !case.is_empty() {
            text.push_str(", ");
            text.push_str(&case.replace('|', "\\|"));
        }
    }
    let mut all = alternatives(row);
    match all.next() {
        Some(least) => {
            text.push_str(" | ");
            push_together(&least, text);
            text.push_str(" |");
            for (at, more) in all.enumerate() {
                text.push_str(if at == 0 { " " } else { ", " });
                push_together(&more, text);
            }
            text.push_str(" |\n");
        }
        None => text.push_str(" | not supported | |\n"),
    }
}

/// Adds scopes that are wanted together.
fn push_together(scopes: &[&str], text: &mut String) {
    for (at, scope) in scopes.iter().enumerate() {
        if at > 0 {
            text.push_str(" and ");
        }
        push_code(scope, text);
    }
}

/// The permissions of a table, cases of a context together.
pub(super) fn combined(table: &PermissionTable<'_>) -> Permissions {
    let mut combined = Permissions::default();
    for row in &table.rows {
        let known = match row.context {
            PermissionContext::DelegatedWork => &mut combined.work,
            PermissionContext::DelegatedPersonal => &mut combined.personal,
            PermissionContext::Application => &mut combined.application,
            // Whose permissions they are is not known.
            PermissionContext::Unstated => continue,
        };
        for scopes in alternatives(row) {
            let scopes = scopes.into_iter().map(str::to_owned).collect();
            if !known.contains(&scopes) {
                known.push(scopes);
            }
        }
    }
    combined
}
