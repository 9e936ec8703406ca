//! Sets of HTTP verbs.

use crate::docs::page::Method;

/// A set of HTTP verbs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Methods(u8);

impl Methods {
    /// No verb.
    pub const NONE: Self = Self(0);

    /// All verbs.
    pub const ALL: Self = Self((1 << Method::ALL.len()) - 1);

    /// One verb.
    pub const fn one(method: Method) -> Self {
        Self(1 << method as u8)
    }

    /// Whether a verb is among them.
    pub fn has(self, method: Method) -> bool {
        !self.and(Self::one(method)).is_empty()
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self == Self::NONE
    }

    /// Those of either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those that are not among the others.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The verbs, in the order of [`Method::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Method> {
        Method::ALL.into_iter().filter(move |one| self.has(*one))
    }
}

impl FromIterator<Method> for Methods {
    fn from_iter<T: IntoIterator<Item = Method>>(methods: T) -> Self {
        let all = methods.into_iter().map(Self::one);
        all.fold(Self::NONE, Self::or)
    }
}
