//! Enumerations whose values are sets of members.

use std::borrow::Cow;

/// The set of names behind a generated flags enumeration: the text as it was read or built, `"a,b"` or `"a, b"`.
///
/// Kept as text because names rule: an unknown name is a member like any other.
#[derive(Clone, Debug)]
pub struct FlagSet(Cow<'static, str>);

/// Rows of (name, number) of a flags enumeration.
type Members = &'static [(&'static str, i64)];

impl FlagSet {
    /// The set of one name, or of several joined by commas.
    #[must_use]
    pub const fn of(names: &'static str) -> Self {
        Self(Cow::Borrowed(names))
    }

    /// The set that a text spells.
    #[must_use]
    pub fn read(text: &str) -> Self {
        Self(Cow::Owned(text.to_owned()))
    }

    /// The set without members: the name whose number is 0 if there is one, else no text.
    #[must_use]
    #[inline]
    pub fn empty(members: Members) -> Self {
        Self(Cow::Borrowed(
            members
                .iter()
                .find(|(_, number)| *number == 0)
                .map_or("", |(name, _)| name),
        ))
    }

    /// The text as it goes over the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The names, in the order of the text, each once.
    #[inline]
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let text = self.as_str();
        names(text)
            .enumerate()
            .filter(move |(at, name)| !names(text).take(*at).any(|before| before == *name))
            .map(|(_, name)| name)
    }

    /// Whether every name of `other` that stands for a bit is in this set.
    #[must_use]
    #[inline]
    pub fn contains(&self, other: &Self, members: Members) -> bool {
        names(&other.0)
            .filter(|name| is_bit(name, members))
            .all(|wanted| names(&self.0).any(|name| name == wanted))
    }

    /// Whether no name stands for a bit.
    #[must_use]
    #[inline]
    pub fn is_empty(&self, members: Members) -> bool {
        !names(&self.0).any(|name| is_bit(name, members))
    }

    /// Adds the names of `other`; a name whose number is 0 goes when a bit comes.
    #[inline]
    pub fn insert(&mut self, other: &Self, members: Members) {
        if !self.contains(other, members) {
            let added = names(&other.0)
                .filter(|name| is_bit(name, members) && !names(&self.0).any(|own| own == *name));
            let joined = names(&self.0)
                .filter(|name| is_bit(name, members))
                .chain(added);
            self.0 = Cow::Owned(joined.collect::<Vec<_>>().join(","));
        }
    }

    /// Takes the names of `other` away.
    #[inline]
    pub fn remove(&mut self, other: &Self, members: Members) {
        let gone = |name: &str| is_bit(name, members) && names(&other.0).any(|other| other == name);
        if names(&self.0).any(gone) {
            let left = names(&self.0)
                .filter(|name| !gone(name))
                .collect::<Vec<_>>()
                .join(",");
            *self = if left.is_empty() {
                Self::empty(members)
            } else {
                Self(Cow::Owned(left))
            };
        }
    }

    /// The same for every spelling of one set.
    #[must_use]
    #[inline]
    pub fn fingerprint(&self) -> u64 {
        self.names().fold(0, |sum, name| {
            sum.wrapping_add(name.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
            }))
        })
    }
}

impl PartialEq for FlagSet {
    fn eq(&self, other: &Self) -> bool {
        same_set(&self.0, &other.0)
    }
}

impl Eq for FlagSet {}

fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
}

/// A name that is not declared is taken for a bit.
fn is_bit(name: &str, members: Members) -> bool {
    crate::enumeration::number(members, name) != Some(0)
}

/// Whether two texts spell the same set.
pub(crate) fn same_set(one: &str, other: &str) -> bool {
    one == other
        || (names(one).all(|name| names(other).any(|candidate| candidate == name))
            && names(other).all(|name| names(one).any(|candidate| candidate == name)))
}

#[cfg(test)]
mod tests;
