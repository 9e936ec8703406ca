//! What an item costs: how much less a client would be without it.

use super::Explain;
use crate::diagnostics::Diagnostics;
use crate::emit::Layout;
use crate::lower::names::Pins;
use crate::model::{EnumId, Type};
use crate::select::pattern::Pattern;
use crate::select::{Item, Selection};
use crate::{lower, pipeline, select};
use serde::Serialize;
use std::fmt;
use std::num::NonZero;

/// What a client would not have without an item.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Cost {
    /// Types.
    pub types: usize,
    /// Request builders.
    pub builders: usize,
    /// Methods of request builders.
    pub methods: usize,
    /// Lines of generated code.
    pub lines: usize,
}

/// The cost of an item that is selected; `None` where nothing goes without it.
pub(super) fn of(explain: &Explain<'_, '_>, item: Item) -> Option<Cost> {
    let pattern = Pattern::parse(&pattern(explain, item)?).ok()?;
    let patterns = explain.patterns.clone().and_except(pattern);
    let mut diagnostics = Diagnostics::new();
    let without = select::select(explain.model, &patterns, &mut diagnostics);
    // A pattern that is emptied is no matter here.
    let stays = ["excluded-base", "excluded-key"];
    if diagnostics.iter().any(|one| stays.contains(&one.kind)) {
        return None;
    }
    let (all, left) = (size(explain, explain.selection)?, size(explain, &without)?);
    Some(Cost {
        types: all.types.saturating_sub(left.types),
        builders: all.builders.saturating_sub(left.builders),
        methods: all.methods.saturating_sub(left.methods),
        lines: all.lines.saturating_sub(left.lines),
    })
}

/// The pattern that excludes an item.
fn pattern(explain: &Explain<'_, '_>, item: Item) -> Option<String> {
    let model = explain.model;
    let member = |owner, name: &str| format!("{}/{name}", model.qualified(owner));
    Some(match item {
        Item::Structured(id) => model.qualified(id),
        Item::Enum(id) => model.qualified_enum(id),
        Item::Property(owner, at) => member(owner, model[owner].properties[at].name),
        Item::Navigation(owner, at) => member(owner, model[owner].navigation[at].name),
        Item::Operation(id) => match model[id].binding?.ty {
            Type::Structured(owner) => member(owner, model[id].name),
            Type::Enum(_) | Type::Primitive(_) => return None,
        },
        Item::Child(at) => format!("/{}", model.children[at].name),
        Item::Place(_) => return None,
    })
}

fn size(explain: &Explain<'_, '_>, selection: &Selection) -> Option<Cost> {
    let model = explain.model;
    let api = lower::lower(
        model,
        selection,
        Pins::default(),
        "Graph",
        NonZero::<usize>::MIN,
    )
    .api;
    let enums = (0..model.enums.len()).map(EnumId::new);
    let enums = enums.filter(|id| selection.has_enum(*id)).count();
    let printed = pipeline::print(&api, Layout::Crate, NonZero::<usize>::MIN).ok()?;
    let builders = || api.modules.iter().flat_map(|module| &module.builders);
    Some(Cost {
        types: selection.structured_ids(model).count() + enums,
        builders: builders().count(),
        methods: builders().map(|one| one.methods.len()).sum(),
        lines: printed.iter().map(|(_, text)| text.lines().count()).sum(),
    })
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = [
            (self.types, "type"),
            (self.builders, "builder"),
            (self.methods, "method"),
            (self.lines, "line"),
        ];
        let counts = counts.map(|(count, what)| match count {
            1 => format!("1 {what}"),
            _ => format!("{count} {what}s"),
        });
        write!(f, "{} of generated code", counts.join(", "))
    }
}
