//! Gates as conditions on features.

use super::layout::Lines;
use crate::lower::features::{Feature, FeatureSet, Gate};
use xxhash_rust::xxh3::xxh3_64;

/// rustfmt's `attr_fn_like_width`.
const WIDTH: usize = 70;
/// Folders with longer names are called after a digest of the features.
const LONGEST: usize = 40;

/// The lines of an attribute before an item; none for what is always there.
pub(super) fn attribute(gate: Gate, features: &[Feature]) -> Vec<String> {
    let conditions = match gate {
        Gate::Always => return Vec::new(),
        Gate::With(set) => conditions(&set, features),
    };
    let list = conditions.join(", ");
    if let [condition] = &*conditions {
        return vec![format!("#[cfg({condition})]")];
    }
    if list.len() <= WIDTH {
        return vec![format!("#[cfg(any({list}))]")];
    }
    let mut lines = vec!["#[cfg(any(".to_owned()];
    let last = conditions.len().saturating_sub(1);
    for (at, condition) in conditions.iter().enumerate() {
        let comma = if at == last { "" } else { "," };
        lines.push(format!("    {condition}{comma}"));
    }
    lines.push("))]".to_owned());
    lines
}

/// The attribute at the start of a table's row.
pub(super) fn row(gates: &[Gate], features: &[Feature]) -> String {
    let all: Vec<_> = gates
        .iter()
        .filter_map(|gate| match gate {
            Gate::Always => None,
            Gate::With(set) => Some(set),
        })
        .map(|set| match &*conditions(set, features) {
            [condition] => condition.clone(),
            several => format!("any({})", several.join(", ")),
        })
        .collect();
    match &*all {
        [] => String::new(),
        [one] => format!("#[cfg({one})] "),
        several => format!("#[cfg(all({}))] ", several.join(", ")),
    }
}

fn conditions(set: &FeatureSet, features: &[Feature]) -> Vec<String> {
    let name = |name: &str| format!("feature = {}", super::syntax::literal(name));
    names(set, features).map(name).collect()
}

fn names<'f>(set: &'f FeatureSet, features: &'f [Feature]) -> impl Iterator<Item = &'f str> {
    let named = features.iter().enumerate();
    let named = named.filter(|(at, _)| set.has(*at));
    named.map(|(_, feature)| feature.name.as_str())
}

/// The folder of what is there with the features of a set: `of_me_and_users`, or `of_12_` and a digest of their names.
pub(super) fn folder(set: &FeatureSet, features: &[Feature]) -> String {
    let names: Vec<_> = names(set, features)
        .map(|name| name.replace('-', "_").to_lowercase())
        .collect();
    let joined = format!("of_{}", names.join("_and_"));
    let is_clear = names.len() == 1 || !names.iter().any(|name| name.contains("_and_"));
    if joined.len() <= LONGEST && is_clear || names.len() == 1 {
        return joined;
    }
    let digest = xxh3_64(names.join("\n").as_bytes());
    format!("of_{}_{:08x}", names.len(), digest as u32)
}

impl Lines {
    /// The attribute of a gate.
    pub(super) fn gate(&mut self, gate: Gate, features: &[Feature]) {
        for line in attribute(gate, features) {
            self.line(&line);
        }
    }
}
