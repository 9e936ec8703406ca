//! The imports of a file: just what it names, laid out and ordered as rustfmt would.
//!
//! A glob of the whole module would be shorter, but rustc gives every name of a glob an entry of its
//! own in every file, and a large client has thousands of names and hundreds of files.

use super::gates;
use super::syntax::Named;
use crate::lower::features::{Feature, Gate};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

/// rustfmt's `max_width`.
const WIDTH: usize = 100;

/// A table at the root that a file's items refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Table {
    /// That of types: models do.
    Types,
    /// That of routes: the client struct does.
    Routes,
}

/// The `use` lines of a file that is `depth` modules below the root and declares the types `own`: those of what it names however
/// it is there.
pub(super) fn lines(
    named: &Named,
    own: &HashSet<&str>,
    depth: usize,
    table: Option<Table>,
) -> String {
    let root = "super::".repeat(depth);
    let mut lines = String::new();
    let modules = named.modules.borrow();
    let modules: Vec<&str> = with(Gate::Always, &modules).collect();
    // Single names come before lists, in the order of the alphabet.
    let mut singles = Vec::new();
    if let [module] = &*modules {
        singles.push(format!("use {root}{module};\n"));
    }
    singles.extend(table.map(|table| match table {
        Table::Types => format!("use {root}types::TYPES;\n"),
        Table::Routes => format!("use {root}routes::ROUTES;\n"),
    }));
    singles.sort();
    lines.extend(singles);
    if modules.len() > 1 {
        list(&root, modules, &mut lines);
    }
    let types = named.types.borrow();
    let types = with(Gate::Always, &types);
    let types: Vec<&str> = types.filter(|name| !own.contains(*name)).collect();
    some(
        &"super::".repeat(depth.saturating_sub(1)),
        types,
        &mut lines,
    );
    lines
}

/// The `use` lines of what the file names only with some features, each behind an empty line, so that it stays in its place.
pub(super) fn gated(
    named: &Named,
    own: &HashSet<&str>,
    depth: usize,
    features: &[Feature],
) -> String {
    let (types, modules) = (named.types.borrow(), named.modules.borrow());
    let gates = types.values().chain(modules.values());
    let gates: BTreeSet<Gate> = gates
        .filter(|gate| **gate != Gate::Always)
        .copied()
        .collect();
    let mut lines = String::new();
    for gate in gates {
        let attribute = gates::attribute(gate, features).join("\n");
        let types = with(gate, &types).filter(|name| !own.contains(*name));
        let places = [
            (depth, with(gate, &modules).collect::<Vec<_>>()),
            (depth.saturating_sub(1), types.collect()),
        ];
        for (depth, names) in places.into_iter().filter(|(_, names)| !names.is_empty()) {
            lines.push_str(&format!("\n{attribute}\n"));
            some(&"super::".repeat(depth), names, &mut lines);
        }
    }
    lines
}

fn with(gate: Gate, named: &BTreeMap<Arc<str>, Gate>) -> impl Iterator<Item = &str> {
    let named = named.iter().filter(move |(_, one)| **one == gate);
    named.map(|(name, _)| &**name)
}

/// The `use` line of some names, if there are any.
fn some(before: &str, names: Vec<&str>, lines: &mut String) {
    match &*names {
        [] => {}
        [name] => lines.push_str(&format!("use {before}{name};\n")),
        _ => list(before, names, lines),
    }
}

/// The `pub use` lines of a namespace's module in a tree beside the first, for what the same module of that has as well.
pub(super) fn shared(module: &str, names: &[Arc<str>]) -> String {
    let mut lines = String::new();
    let from = format!("pub use super::super::{module}::");
    match names {
        [] => {}
        [name] => lines.push_str(&format!("{from}{name};\n")),
        _ => braced(&from, names.iter().map(|one| &**one).collect(), &mut lines),
    }
    lines
}

/// `use before{a, b, …};`.
fn list(before: &str, names: Vec<&str>, lines: &mut String) {
    braced(&format!("use {before}"), names, lines);
}

/// `before{a, b, …};`, in one line or in as few as will do.
fn braced(before: &str, mut names: Vec<&str>, lines: &mut String) {
    names.sort_by(|one, other| order(one, other));
    let whole = format!("{before}{{{}}};\n", names.join(", "));
    if whole.len() <= WIDTH + 1 {
        lines.push_str(&whole);
        return;
    }
    lines.push_str(&format!("{before}{{\n"));
    let mut line = String::new();
    let last = names.len().saturating_sub(1);
    for (at, name) in names.into_iter().enumerate() {
        // The comma counts; rustfmt leaves the last column free, but to the last name.
        let most = if at == last { WIDTH } else { WIDTH - 1 };
        if !line.is_empty() && 4 + line.len() + 1 + name.len() + 1 > most {
            lines.push_str(&format!("    {line}\n"));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(name);
        line.push(',');
    }
    lines.push_str(&format!("    {line}\n}};\n"));
}

/// The order of names in rustfmt's style edition 2024: runs of digits by their number, all else by the alphabet.
pub(super) fn order(one: &str, other: &str) -> Ordering {
    let plain = |name: &str| name.trim_start_matches("r#").to_owned();
    let (one, other) = (plain(one), plain(other));
    let mut pieces = (Pieces(&one), Pieces(&other));
    loop {
        let order = match (pieces.0.next(), pieces.1.next()) {
            (None, None) => return one.cmp(&other),
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(Piece::Number(a)), Some(Piece::Number(b))) => number(a).cmp(&number(b)),
            (Some(a), Some(b)) => a.text().cmp(b.text()),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// By length first: the runs are of any length.
fn number(digits: &str) -> (usize, &str) {
    let digits = digits.trim_start_matches('0');
    (digits.len(), digits)
}

/// A name in runs of digits and of other characters.
struct Pieces<'n>(&'n str);

enum Piece<'n> {
    Number(&'n str),
    Text(&'n str),
}

impl<'n> Piece<'n> {
    fn text(&self) -> &'n str {
        match self {
            Self::Number(text) | Self::Text(text) => text,
        }
    }
}

impl<'n> Iterator for Pieces<'n> {
    type Item = Piece<'n>;

    fn next(&mut self) -> Option<Piece<'n>> {
        let is_digit = self.0.chars().next()?.is_ascii_digit();
        let end = self.0.find(|one: char| one.is_ascii_digit() != is_digit);
        let (piece, rest) = self.0.split_at(end.unwrap_or(self.0.len()));
        self.0 = rest;
        Some(if is_digit {
            Piece::Number(piece)
        } else {
            Piece::Text(piece)
        })
    }
}
