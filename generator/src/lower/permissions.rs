//! Tables of permissions: as rustdoc shows them, and as the table of routes has them.

use super::docs::code;
use super::items::Permissions;
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
pub(super) fn table(page: &PageFacts<'_>) -> Vec<String> {
    let rows = page.permissions.map_or(&[][..], |table| &table.rows);
    if !rows.iter().any(|row| alternatives(row).next().is_some()) {
        return Vec::new();
    }
    let mut lines = vec![
        "| | least privileged | more |".to_owned(),
        "|---|---|---|".to_owned(),
    ];
    for (context, name) in CONTEXTS {
        let rows = rows.iter().filter(|row| row.context == context);
        lines.extend(rows.map(|row| table_row(name, row)));
    }
    lines
}

fn table_row(context: &str, row: &PermissionRow<'_>) -> String {
    let mut name = context.to_owned();
    if let Some(case) = &row.case {
        let case = prose::to_doc_lines(&case.text)
            .join(" ")
            .replace('|', "\\|");
        if !case.is_empty() {
            name.push_str(&format!(", {case}"));
        }
    }
    let together = |scopes: Vec<&str>| {
        let scopes: Vec<_> = scopes.iter().map(|one| code(one)).collect();
        scopes.join(" and ")
    };
    let mut alternatives = alternatives(row).map(together);
    match alternatives.next() {
        Some(least) => {
            let more: Vec<_> = alternatives.collect();
            format!("| {name} | {least} | {} |", more.join(", ")).replace(" |  |", " | |")
        }
        None => format!("| {name} | not supported | |"),
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
