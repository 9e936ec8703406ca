//! What permissions allow, and which of them a program needs.
//!
//! A page of the reference has, for each context, alternatives of which one is enough; each is a list of scopes that are wanted
//! together, and the least privileged stands first. [`cover`] finds for many requests together as few scopes as will do, of
//! those that are the least privileged for one of them.

mod cover;
mod needs;
mod report;
#[cfg(test)]
mod tests;

pub use cover::{Cover, cover};
pub(crate) use needs::alternatives;
pub use needs::{Alternatives, Case, Need, need};
pub(crate) use report::offered;
pub use report::{Dates, Enough, Forced, Needed, Report, Requirement, Stated, StatedCase, Unknown};

use crate::docs::page::PermissionContext;
use serde::Serialize;

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Context {
    /// A program for a signed-in user with a work or school account.
    DelegatedWork,
    /// A program for a signed-in user with a personal account.
    DelegatedPersonal,
    /// A program by itself.
    Application,
}

impl Context {
    /// All contexts, in the order of the reference.
    pub const ALL: [Self; 3] = [
        Self::DelegatedWork,
        Self::DelegatedPersonal,
        Self::Application,
    ];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::DelegatedWork => "delegated, work or school account",
            Self::DelegatedPersonal => "delegated, personal account",
            Self::Application => "application",
        }
    }

    fn of_page(self) -> PermissionContext {
        match self {
            Self::DelegatedWork => PermissionContext::DelegatedWork,
            Self::DelegatedPersonal => PermissionContext::DelegatedPersonal,
            Self::Application => PermissionContext::Application,
        }
    }
}

/// Whether whoever holds a permission may do what another one is needed for: the same, or `ReadWrite` where `Read` is needed.
pub fn allows(held: &str, needed: &str) -> bool {
    held == needed || swallows(held, needed)
}

/// Whether a permission is the `ReadWrite` to a `Read` of the same things: `Mail.ReadWrite.Shared` to `Mail.Read.Shared`.
fn swallows(held: &str, needed: &str) -> bool {
    let (Some((held, held_verb)), Some((needed, needed_verb))) =
        (held.split_once('.'), needed.split_once('.'))
    else {
        return false;
    };
    let writes = after(held_verb, "ReadWrite");
    held == needed && writes.is_some() && writes == after(needed_verb, "Read")
}

/// What follows a word that stands by itself.
fn after<'v>(verb: &'v str, word: &str) -> Option<&'v str> {
    let rest = verb.strip_prefix(word)?;
    (rest.is_empty() || rest.starts_with('.')).then_some(rest)
}
