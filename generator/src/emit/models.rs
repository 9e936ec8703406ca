//! Structs and their slot tables.

use super::layout::Lines;
use super::syntax::{Here, deprecated_row, literal};
use super::{Chunk, Section, Table, gates};
use crate::lower::features::Gate;
use crate::lower::items::{
    Access, Field, Many, Navigation, Origin, Parameters, Secrecy, Struct, ValueType,
};
use std::fmt::Write;

/// Room for a field: its code, and the indentation of what is said of it.
const USUAL: usize = 96;

/// A struct: its definition, then its table.
pub(super) fn model(item: &Struct, here: Here<'_>) -> [Chunk; 2] {
    let fields = item.fields.iter();
    let docs = fields.map(|one| one.docs.text().len() + USUAL);
    let mut lines = Lines::with_capacity(item.docs.text().len() + USUAL + docs.sum::<usize>());
    lines.docs(&here.doc_lines(&item.docs));
    lines.deprecated(item.deprecated.as_ref());
    lines.skip_where_long(&item.name);
    lines.open(&format!("pub struct {} {{", item.name));
    for field in &item.fields {
        lines.docs(&here.doc_lines(&field.docs));
        lines.deprecated(field.deprecated.as_ref());
        lines.field(&field.name, &here.field(&field.ty));
    }
    lines.line("/// Annotations, and properties that the type does not declare.");
    lines.field("additional", "Additional");
    lines.close("}");
    [
        Chunk::Lines(lines.into_text()),
        Chunk::Table(table(item, here)),
    ]
}

/// The struct of an operation's arguments that need not be given, then its table.
pub(super) fn parameters(item: &Parameters, here: Here<'_>) -> [Chunk; 2] {
    let mut lines = Lines::default();
    lines.docs(&here.doc_lines(&item.docs));
    lines.skip_where_long(&item.name);
    lines.line("#[derive(Clone, Default)]");
    lines.open(&format!("pub struct {} {{", item.name));
    for field in &item.fields {
        lines.docs(&here.doc_lines(&field.docs));
        lines.field(&field.name, &here.field(&field.ty));
    }
    lines.line("/// Arguments that the metadata does not declare.");
    lines.field("additional", "Additional");
    lines.close("}");
    let row = |field: &crate::lower::items::Parameter| {
        format!("{} = {};", field.name, literal(&field.wire))
    };
    let table = Table {
        name: "parameters",
        head: vec![format!("{};", item.name)],
        sections: vec![Section {
            name: None,
            rows: item.fields.iter().map(row).collect(),
        }],
    };
    [Chunk::Lines(lines.into_text()), Chunk::Table(table)]
}

fn table(item: &Struct, here: Here<'_>) -> Table {
    let bases: Vec<_> = item.bases.iter().map(|base| here.path_text(base)).collect();
    let head = format!(
        "{}, {}, TYPES, [{}];",
        item.name,
        literal(&item.wire),
        bases.join(", ")
    );
    let rows = |origin: Origin| {
        let fields = item.fields.iter().enumerate();
        let fields = fields.filter(|(_, field)| field.origin == origin);
        fields.map(|(slot, field)| row(slot, field, here)).collect()
    };
    let section = |name, rows| Section {
        name: Some(name),
        rows,
    };
    Table {
        name: "model",
        head: vec![head],
        sections: vec![
            section("inherited", rows(Origin::Inherited)),
            section("own", rows(Origin::Own)),
            section(
                "navigation",
                item.navigation
                    .iter()
                    .map(|one| navigation(one, item.gate, here))
                    .collect(),
            ),
        ],
    }
}

fn row(slot: usize, field: &Field, here: Here<'_>) -> String {
    let mut row = format!(
        "{slot} {}{} {}: {} = {}",
        deprecated_row(field.deprecated.as_ref()),
        field.name,
        field.constant,
        here.text(&field.ty),
        literal(&field.wire),
    );
    match field.access {
        Access::Any => {}
        Access::CreateOnly => row.push_str(", create_only"),
        Access::ReadOnly => row.push_str(", read_only"),
    }
    if field.secrecy == Secrecy::Secret {
        row.push_str(", secret");
    }
    row.push(';');
    row
}

/// A row of a navigation property, in the table of a struct with this gate.
fn navigation(item: &Navigation, within: Gate, here: Here<'_>) -> String {
    let gate = match item.gate.holds_within(&within) {
        true => Gate::Always,
        false => item.gate,
    };
    let here = here.with(gate);
    let target = ValueType {
        value: crate::lower::items::Value::Model(item.target.clone()),
        many: Many::One,
    };
    let mut row = gates::row(&[gate], here.features);
    row.push_str(&deprecated_row(item.deprecated.as_ref()));
    let target = here.text(&target);
    // Writing to a `String` cannot fail.
    let _ = match item.many {
        Many::One => write!(
            row,
            "{}: {target} = {};",
            item.constant,
            literal(&item.wire)
        ),
        Many::Collection => write!(
            row,
            "{}: Collection<{target}> = {};",
            item.constant,
            literal(&item.wire)
        ),
    };
    row
}
