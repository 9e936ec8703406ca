//! What generated enumerations share.

/// The number of the member with this name.
#[must_use]
pub fn number(members: &[(&str, i64)], name: &str) -> Option<i64> {
    members
        .iter()
        .find(|(member, _)| *member == name)
        .map(|(_, number)| *number)
}

#[cfg(test)]
mod tests;
