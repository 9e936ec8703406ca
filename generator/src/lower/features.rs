//! Features of a crate, and which of them bring an item.

use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// The most features that a crate may have. The registry takes no more than 300.
pub const MOST_FEATURES: usize = 200;

/// The most letters of a feature's name, as the registry has it.
pub const LONGEST_FEATURE: usize = 64;

/// A feature of the crate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feature {
    /// The name.
    pub name: String,
    /// What it is for, as Markdown.
    pub about: String,
    /// What it brings when no other feature is on.
    #[serde(flatten)]
    pub brings: Brings,
}

/// How much a feature brings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brings {
    /// Entity types, complex types and enumerations.
    pub types: usize,
    /// Request builders.
    pub builders: usize,
    /// Their methods.
    pub methods: usize,
}

/// A set of features, by their positions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct FeatureSet([u64; MOST_FEATURES.div_ceil(64)]);

impl FeatureSet {
    /// The set with no feature.
    pub const EMPTY: Self = Self([0; MOST_FEATURES.div_ceil(64)]);

    /// Adds the feature at this position, which is below [`MOST_FEATURES`].
    pub fn insert(&mut self, feature: usize) {
        if let Some(word) = self.0.get_mut(feature / 64) {
            *word |= 1 << (feature % 64);
        }
    }

    /// Takes away the feature at this position.
    pub fn remove(&mut self, feature: usize) {
        if let Some(word) = self.0.get_mut(feature / 64) {
            *word &= !(1 << (feature % 64));
        }
    }

    /// Whether the feature at this position is part of the set.
    pub fn has(&self, feature: usize) -> bool {
        let word = self.0.get(feature / 64);
        word.is_some_and(|word| word >> (feature % 64) & 1 == 1)
    }

    /// Whether there is no feature in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::EMPTY
    }

    /// The features of both sets together.
    #[must_use]
    pub fn or(mut self, other: Self) -> Self {
        for (word, other) in self.0.iter_mut().zip(other.0) {
            *word |= other;
        }
        self
    }

    /// Whether every feature of this set is in the other.
    pub fn is_within(&self, other: &Self) -> bool {
        let mut words = self.0.iter().zip(other.0);
        words.all(|(word, other)| word & !other == 0)
    }

    /// The positions, in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        (0..MOST_FEATURES).filter(|feature| self.has(*feature))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }
}

/// By the features, the first ones first.
impl Ord for FeatureSet {
    fn cmp(&self, other: &Self) -> Ordering {
        let reversed = |set: &Self| set.0.map(u64::reverse_bits);
        reversed(other).cmp(&reversed(self))
    }
}

impl PartialOrd for FeatureSet {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// With which features an item is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gate {
    /// With any, and with none.
    #[default]
    Always,
    /// With each of these.
    With(FeatureSet),
}

impl Gate {
    /// With which features one of two items is there.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::With(one), Self::With(other)) => Self::With(one.or(other)),
            _ => Self::Always,
        }
    }

    /// The same gate, where the feature at this position turns on all others and so says nothing beside another one.
    #[must_use]
    pub fn beside_full(self, full: usize) -> Self {
        match self {
            Self::With(mut set) if set.len() > 1 => {
                set.remove(full);
                Self::With(set)
            }
            other => other,
        }
    }

    /// Whether an item of this gate is there wherever one of the other is.
    pub fn holds_within(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Always, _) => true,
            (Self::With(_), Self::Always) => false,
            (Self::With(own), Self::With(other)) => other.is_within(own),
        }
    }

    /// Whether an item is there where only this feature is on.
    pub fn is_open(&self, feature: usize) -> bool {
        match self {
            Self::Always => true,
            Self::With(features) => features.has(feature),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(features: &[usize]) -> FeatureSet {
        let mut set = FeatureSet::EMPTY;
        features.iter().for_each(|one| set.insert(*one));
        set
    }

    #[test]
    fn sets_and_gates() {
        let (one, both) = (set(&[3, 64]), set(&[3, 64, MOST_FEATURES - 1]));
        assert!(one.is_within(&both) && !both.is_within(&one));
        assert_eq!(both.iter().collect::<Vec<_>>(), [3, 64, MOST_FEATURES - 1]);
        assert_eq!((both.len(), one.or(both)), (3, both));
        let (narrow, wide) = (Gate::With(one), Gate::With(both));
        assert!(wide.holds_within(&narrow) && !narrow.holds_within(&wide));
        assert!(Gate::Always.holds_within(&wide) && !wide.holds_within(&Gate::Always));
        assert_eq!(narrow.or(Gate::Always), Gate::Always);
        let (full, of_full) = (MOST_FEATURES - 1, Gate::With(set(&[MOST_FEATURES - 1])));
        assert_eq!(wide.beside_full(full), narrow);
        assert_eq!(of_full.beside_full(full), of_full);
        assert_eq!(Gate::Always.beside_full(full), Gate::Always);
        assert!(wide.is_open(64) && !narrow.is_open(65) && Gate::Always.is_open(0));
        let mut sorted = [set(&[2]), set(&[0, 5]), set(&[0]), set(&[70])];
        sorted.sort();
        let firsts: Vec<_> = sorted.iter().map(|one| one.iter().next()).collect();
        assert_eq!(firsts, [Some(0), Some(0), Some(2), Some(70)]);
    }
}
