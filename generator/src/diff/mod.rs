//! Comparing two versions of the metadata, and what the difference does to generated Rust.
//!
//! [`diff()`] takes two linked models, one of the old and one of the new text, and answers
//! [`Changes`]. Each has a [`Verdict`] on the *generated code*, not on the wire: a struct has all
//! inherited properties itself, so that a property which moves to a base type changes nothing; a
//! parameter that need not be given is a field of the parameter struct, so that one more is no
//! break; and so on. Repair rules change what is generated: apply them to both models first.
//!
//! [`Changes::report`] adds file and line; the report is what is printed or written as JSON.

mod change;
mod collect;
mod enums;
mod members;
mod operations;
mod pair;
mod properties;
mod report;
mod rust;
mod scope;
mod service;
mod signature;
mod structured;

#[cfg(test)]
mod tests;

pub use change::{Change, ChangeKind, Changes, Counts, Extent, Semver, Verdict};
pub use report::{Located, Report};
pub use scope::{Rename, Scope};

use crate::model::Model;
use collect::Collector;
use pair::Pair;

/// Compares two models item by item.
///
/// The order of the result depends on the names alone: by namespace, type, member, kind of change.
pub fn diff(old: &Model<'_>, new: &Model<'_>, scope: &Scope<'_>) -> Changes {
    let pair = Pair::new(old, new);
    let mut collector = Collector::new(&pair);
    collector.types();
    collector.operations();
    collector.children();
    scope.apply(&pair, collector.finish())
}
