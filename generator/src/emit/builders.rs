//! Request builders.

use super::calls::{Receiver, method};
use super::layout::Lines;
use super::syntax::Here;
use super::{Chunk, Section, Table, gates};
use crate::lower::features::Gate;
use crate::lower::items::{Builder, BuilderOf, Method, Reach, Root};
use std::collections::BTreeMap;

/// Room for a method: its code, and the indentation of what is said of it.
const USUAL: usize = 320;

/// Which version's builders a file has.
#[derive(Clone, Copy)]
pub(super) enum Of<'b> {
    /// Those of the only version, or the first of several.
    First,
    /// Those of a further version, by its client struct.
    Further(&'b Root),
}

/// A builder's struct and its methods, by how they are reached.
fn builder(item: &Builder, here: Here<'_>) -> String {
    let methods = item.methods.iter();
    let docs = methods.map(|one| one.docs.text().len() + USUAL);
    let mut lines = Lines::with_capacity(USUAL + docs.sum::<usize>());
    lines.docs(&here.doc_lines(&item.docs));
    lines.skip_where_long(&item.name);
    let before = format!("pub struct {}<R = Owned>", item.name);
    lines.list(&before, &["pub(crate) Node<R>".to_owned()], "", ";");
    block(
        item,
        Reach::Any,
        &format!("impl<R> {}<R> {{", item.name),
        here,
        &mut lines,
    );
    block(
        item,
        Reach::Owned,
        &format!("impl {}<Owned> {{", item.name),
        here,
        &mut lines,
    );
    let referenced = format!("impl {}<Referenced> {{", item.name);
    block(item, Reach::Referenced, &referenced, here, &mut lines);
    let granted = format!("impl {}<Granted> {{", item.name);
    block(item, Reach::Granted, &granted, here, &mut lines);
    lines.into_text()
}

fn block(item: &Builder, reach: Reach, head: &str, here: Here<'_>, lines: &mut Lines) {
    let wanted = |one: &&Method| one.reach == reach;
    let methods = item.methods.iter().filter(wanted);
    let mut by_gate: BTreeMap<Gate, Vec<&Method>> = BTreeMap::new();
    for method in methods {
        // The builder's own gate stands with its file.
        let gate = match method.gate == item.gate {
            true => Gate::Always,
            false => method.gate,
        };
        by_gate.entry(gate).or_default().push(method);
    }
    for (gate, methods) in by_gate {
        lines.line("");
        lines.gate(gate, here.features);
        lines.skip_where_long(head);
        lines.open(head);
        for (index, one) in methods.into_iter().enumerate() {
            if index > 0 {
                lines.line("");
            }
            method(one, here.with(gate), Receiver::Builder, lines);
        }
        lines.close("}");
    }
}

/// The tables that tell the runtime which builders there are.
fn tables(builders: &[&Builder], of: Of<'_>, here: Here<'_>) -> Vec<Chunk> {
    let mut one = Vec::new();
    let mut many = Vec::new();
    let mut ways = Vec::new();
    for builder in builders {
        let name = &builder.name;
        // With other features it is no more than a way.
        let gate = match builder.model_gate.holds_within(&builder.gate) {
            true => Gate::Always,
            false => builder.model_gate,
        };
        let row = |model| {
            let attribute = gates::row(&[gate], here.features);
            format!("{attribute}{name}, {};", here.with(gate).path_text(model))
        };
        match &builder.of {
            BuilderOf::One(model) => one.push(row(model)),
            BuilderOf::Many(model) => many.push(row(model)),
            BuilderOf::Way => ways.push(format!("{name};")),
        }
    }
    let head = match of {
        Of::First => Vec::new(),
        Of::Further(root) => {
            let to_root = "super::".repeat(here.depth);
            vec![format!("in {to_root}client::{};", root.name)]
        }
    };
    let all = [
        ("one_builder", head.clone(), one),
        ("many_builder", head, many),
        ("way_builder", Vec::new(), ways),
    ];
    let table = |(name, head, rows)| {
        Chunk::Table(Table {
            name,
            head,
            sections: vec![Section { name: None, rows }],
        })
    };
    let filled = all.into_iter().filter(|(_, _, rows)| !rows.is_empty());
    filled.map(table).collect()
}

/// The chunks of a file of builders.
pub(super) fn chunks(builders: &[&Builder], of: Of<'_>, here: Here<'_>) -> Vec<Chunk> {
    let structs = builders.iter().map(|one| Chunk::Lines(builder(one, here)));
    let mut chunks: Vec<_> = structs.collect();
    chunks.extend(tables(builders, of, here));
    chunks
}
