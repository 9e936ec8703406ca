//! What an item costs: how much less a client would be without it.

use super::Explain;
use crate::budget::{Measure, Size};
use crate::diagnostics::Diagnostics;
use crate::lower::names::NamesLock;
use crate::model::Type;
use crate::select;
use crate::select::Item;
use crate::select::pattern::Pattern;

/// The client struct counts as any name does.
const ROOT: &str = "Graph";

/// The cost of an item that is selected; `None` where nothing goes without it.
pub(super) fn of(explain: &Explain<'_, '_>, item: Item) -> Option<Size<i64>> {
    let pattern = Pattern::parse(&pattern(explain, item)?).ok()?;
    let patterns = explain.patterns.clone().and_except(pattern);
    let mut diagnostics = Diagnostics::new();
    let without = select::select(explain.model, &patterns, &mut diagnostics);
    // A pattern that is emptied is no matter here.
    let stays = ["excluded-base", "excluded-key"];
    if diagnostics.iter().any(|one| stays.contains(&one.kind)) {
        return None;
    }
    let measure = Measure {
        model: explain.model,
        lock: &NamesLock::new(),
        root: ROOT,
    };
    let all = measure.size(explain.selection).ok()?;
    Some(all.beyond(measure.size(&without).ok()?))
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
