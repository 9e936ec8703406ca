//! Enumerations that stay open: a member added to the service later keeps its name.

use crate::field::Value;

/// A generated enumeration. Implemented by [`enumeration!`](crate::enumeration) and [`flags!`](crate::flags) only.
pub trait Enumeration: Value {
    /// Qualified name, as in `microsoft.graph.importance`.
    const NAME: &'static str;

    /// Names and numbers of the members that the metadata declares. Names rule; numbers are renumbered now and then.
    const MEMBERS: &'static [(&'static str, i64)];

    /// The name on the wire.
    fn as_str(&self) -> &str;

    /// The member's declared number; `None` for an unknown member and for a combination of flags.
    fn number(&self) -> Option<i64> {
        number(Self::MEMBERS, self.as_str())
    }
}

pub(crate) fn number(members: &[(&str, i64)], name: &str) -> Option<i64> {
    members
        .iter()
        .find(|(member, _)| *member == name)
        .map(|(_, number)| *number)
}

#[cfg(test)]
mod tests;
