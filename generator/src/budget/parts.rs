//! Of which parts a selection is.

use crate::diagnostics::Diagnostics;
use crate::model::{EnumId, Model};
use crate::select::pattern::{Pattern, PatternSet};
use crate::select::{self, Selection};

/// A named selection.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// Its name.
    pub(crate) name: String,
    /// What it selects.
    pub(crate) patterns: Vec<Pattern>,
}

/// The part of everything that is below no child of the container.
const WITHOUT_PATH: &str = "types that no path leads to";

/// The parts of what patterns select: each include; where everything is selected, what is below each child of the container,
/// and the rest.
pub(crate) fn parts(model: &Model<'_>, patterns: &PatternSet, selection: &Selection) -> Vec<Part> {
    let of_pattern = |pattern: Pattern| Part {
        name: pattern.text().to_owned(),
        patterns: vec![pattern],
    };
    if !patterns.is_everything() {
        let includes = patterns.patterns().iter();
        return includes
            .map(|(pattern, _)| of_pattern(pattern.clone()))
            .collect();
    }
    let children = selection
        .children
        .iter()
        .map(|index| model.children[*index].name);
    let below = children.filter_map(|child| Pattern::parse(&format!("/{child}/**")).ok());
    let mut parts: Vec<_> = below.map(of_pattern).collect();
    let reached = patterns.with_patterns(parts.iter().flat_map(|part| part.patterns.clone()));
    let reached = select::select(model, &reached, &mut Diagnostics::new());
    let structured = selection.structured_ids(model);
    let structured = structured.filter(|id| !reached.has(*id));
    let enums = (0..model.enums.len()).map(EnumId::new);
    let enums = enums.filter(|id| selection.has_enum(*id) && !reached.has_enum(*id));
    let names = structured.map(|id| model.qualified(id));
    let names = names.chain(enums.map(|id| model.qualified_enum(id)));
    let patterns: Vec<_> = names
        .filter_map(|name| Pattern::parse(&name).ok())
        .collect();
    if !patterns.is_empty() {
        parts.push(Part {
            name: WITHOUT_PATH.to_owned(),
            patterns,
        });
    }
    parts
}
