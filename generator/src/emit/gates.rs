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
    let folded = |name: &str| name.replace('-', "_").to_lowercase();
    let names: Vec<_> = names(set, features).map(folded).collect();
    let joined = format!("of_{}", names.join("_and_"));
    // Where a name has an `and` of its own, or ends or begins with one, several sets would have the same folder.
    let has_and = |one: &Feature| format!("_{}_", folded(&one.name)).contains("_and_");
    let is_short = joined.len() <= LONGEST;
    if names.len() == 1 || is_short && !features.iter().any(has_and) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::features::Brings;
    use std::collections::BTreeSet;

    /// The folders of all sets of features but the one with none.
    fn folders(names: &[&str]) -> Vec<String> {
        let feature = |name: &&str| Feature {
            name: (*name).to_owned(),
            about: String::new(),
            brings: Brings::default(),
        };
        let features: Vec<_> = names.iter().map(feature).collect();
        let set = |bits: usize| {
            let mut set = FeatureSet::EMPTY;
            let wanted = (0..names.len()).filter(|at| bits >> at & 1 == 1);
            wanted.for_each(|at| set.insert(at));
            set
        };
        let sets = (1..1 << names.len()).map(set);
        sets.map(|set| folder(&set, &features)).collect()
    }

    #[test]
    fn every_set_of_features_has_a_folder_of_its_own() {
        assert_eq!(folders(&["a", "b-c"]), ["of_a", "of_b_c", "of_a_and_b_c"]);
        let ambiguous = [
            &["a", "b", "a-and-b", "full"][..],
            &["a", "b", "aAndB", "A_and_b_and_c", "c"],
            &["a", "a-and", "and-b", "b"],
        ];
        for names in ambiguous {
            let folders = folders(names);
            let distinct: BTreeSet<_> = folders.iter().map(|one| one.to_lowercase()).collect();
            assert_eq!(distinct.len(), folders.len(), "{folders:?}");
        }
    }
}
