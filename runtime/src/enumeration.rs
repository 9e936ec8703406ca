//! What generated enumerations share.

use crate::field::Value;
use crate::slot::View;

/// An enumeration type: a Rust enum that keeps names it does not know, or a set of flags.
///
/// Implemented by [`enumeration!`](crate::enumeration) and [`flags!`](crate::flags) only.
pub trait Enumeration: Value {
    /// Names and numbers of the members that the metadata declares. Names rule; numbers are renumbered now and then.
    const MEMBERS: &'static [(&'static str, i64)];

    /// The name on the wire; of a set, the names joined by commas.
    fn name(&self) -> &str {
        match self.view() {
            View::Literal(name, _) => name,
            _ => "",
        }
    }

    /// The number that the metadata declares for the name; `None` for another name and for several.
    fn number(&self) -> Option<i64> {
        number(Self::MEMBERS, self.name())
    }
}

/// The number of the member with this name.
pub(crate) fn number(members: &[(&str, i64)], name: &str) -> Option<i64> {
    let found = members.iter().find(|(member, _)| *member == name);
    found.map(|(_, number)| *number)
}

#[cfg(test)]
mod tests;
