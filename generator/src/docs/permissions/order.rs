//! Which end of a list of scopes is the least privileged: told by scopes that differ in what they permit.

use super::super::page::PermissionRow;
use std::collections::BTreeMap;

/// Puts the least privileged alternatives first in all rows of a table.
pub(super) fn least_first(rows: &mut [PermissionRow<'_>]) {
    let balance: i64 = rows.iter().map(balance).sum();
    if balance < 0 {
        rows.iter_mut().for_each(|row| row.alternatives.reverse());
    }
}

/// Above 0 where lesser scopes come before greater ones, below 0 for the reverse.
fn balance(row: &PermissionRow<'_>) -> i64 {
    // What is common to scopes of one kind, as `Mail.*.All`: the last rank that was seen.
    let mut ranks: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    let mut balance = 0;
    for scope in row.alternatives.iter().flatten() {
        if let Some((kind, rank)) = rank(&scope.text)
            && let Some(before) = ranks.insert(kind, rank)
        {
            balance += (rank - before).signum();
        }
    }
    balance
}

/// The kind of a scope, and what it permits: `Mail.ReadWrite.All` is `Mail.*.All` with rank 2.
fn rank(scope: &str) -> Option<((&str, &str), i64)> {
    let (subject, rest) = scope.split_once('.')?;
    let (verb, rest) = rest.split_once('.').unwrap_or((rest, ""));
    let rank = match verb {
        "ReadBasic" => 0,
        "Read" => 1,
        "ReadWriteBasic" => 2,
        "ReadWrite" => 3,
        _ => return None,
    };
    Some(((subject, rest), rank))
}
