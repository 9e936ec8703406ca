//! What one request needs in one context, as its page has it.

use super::Context;
use crate::docs::page::{PermissionContext, PermissionRow, PermissionTable};

/// Alternatives, the least privileged first; the scopes of each are wanted together.
pub type Alternatives<'p> = Vec<Vec<&'p str>>;

/// A case that a page tells apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case<'p> {
    /// What the page calls it: Markdown.
    pub name: &'p str,
    /// What is needed then; nothing where it cannot be had.
    pub alternatives: Alternatives<'p>,
}

/// What a request needs in a context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need<'p> {
    /// The page does not say.
    Unknown,
    /// It cannot be had in this context.
    Unsupported,
    /// One of these.
    OneOf(Alternatives<'p>),
    /// It depends on what exactly is asked for.
    Cases(Vec<Case<'p>>),
}

impl<'p> Need<'p> {
    /// All alternatives, those of cases in their order.
    pub fn alternatives(&self) -> Alternatives<'p> {
        match self {
            Self::Unknown | Self::Unsupported => Vec::new(),
            Self::OneOf(alternatives) => alternatives.clone(),
            Self::Cases(cases) => {
                let mut all = Alternatives::new();
                for alternative in cases.iter().flat_map(|case| &case.alternatives) {
                    if !all.contains(alternative) {
                        all.push(alternative.clone());
                    }
                }
                all
            }
        }
    }
}

/// What a page's table says of a context.
pub fn need<'p>(table: &'p PermissionTable<'_>, context: Context) -> Need<'p> {
    of_rows(table, context.of_page())
}

/// What a page says without saying who asks.
pub(super) fn unstated<'p>(table: &'p PermissionTable<'_>) -> Need<'p> {
    of_rows(table, PermissionContext::Unstated)
}

fn of_rows<'p>(table: &'p PermissionTable<'_>, context: PermissionContext) -> Need<'p> {
    let rows = table.rows.iter().filter(|row| row.context == context);
    let mut cases: Vec<Case<'p>> = Vec::new();
    for row in rows {
        let alternatives: Alternatives<'p> = alternatives(row).collect();
        let name = row.case.as_ref().map_or("", |case| &*case.text);
        if !cases
            .iter()
            .any(|case| case.name == name && case.alternatives == alternatives)
        {
            cases.push(Case { name, alternatives });
        }
    }
    let same = |case: &Case<'_>| case.alternatives == cases[0].alternatives;
    match cases.as_slice() {
        [] => Need::Unknown,
        all if all.iter().all(|case| case.alternatives.is_empty()) => Need::Unsupported,
        all if all.iter().all(same) => Need::OneOf(cases.swap_remove(0).alternatives),
        _ => Need::Cases(cases),
    }
}

/// The alternatives of a row, as far as they can be some: names come from the input.
pub(crate) fn alternatives<'p>(row: &'p PermissionRow<'_>) -> impl Iterator<Item = Vec<&'p str>> {
    let is_scope = |name: &str| {
        let plain = |one: u8| one.is_ascii_alphanumeric() || matches!(one, b'.' | b'-' | b'_');
        !name.is_empty() && name.len() <= 256 && name.bytes().all(plain)
    };
    let alternatives = row.alternatives.iter().filter(move |scopes| {
        !scopes.is_empty() && scopes.iter().all(|scope| is_scope(&scope.text))
    });
    alternatives.map(|scopes| scopes.iter().map(|scope| &*scope.text).collect())
}
