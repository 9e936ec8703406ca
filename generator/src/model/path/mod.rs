//! From a documented request line or a real URL to what it names in the model.

use super::{OperationId, StructuredId, TypeUse};
use crate::csdl::Cardinality;
use std::ops::Range;

/// A request line, resolved.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolution {
    /// The way from the container to the target, one entry per step; each with its range of bytes in the target text.
    pub steps: Vec<Step>,
    /// What the verb does there.
    pub request: RequestKind,
    /// Departures from the canonical form that were understood, in order.
    pub notes: Vec<Note>,
}

/// A step of a path.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What it is.
    pub kind: StepKind,
    /// The bytes of the request's target that it was read from.
    pub range: Range<usize>,
}

/// The kinds of steps.
#[derive(Debug, Clone, PartialEq)]
pub enum StepKind {
    /// A container child, by its position in the model.
    Child(usize),
    /// A key: the parts' names (none for a key in a segment of its own) and texts as written.
    Key(Vec<(Option<String>, String)>),
    /// An alternate key, or one in parentheses.
    AlternateKey(Vec<(String, String)>),
    /// A navigation property: who declares it, and its position there.
    Navigation(StructuredId, usize),
    /// A structural property: who declares it, and its position there.
    Property(StructuredId, usize),
    /// A cast to a derived type.
    Cast(StructuredId),
    /// An operation with the arguments in its parentheses, as written.
    Operation(OperationId, Vec<(String, String)>),
    /// An item by its path: `:/a/b:`, `root:/a/b`.
    ItemPath(String),
    /// A site by host and path: `host:/path:`.
    SitePath(String, String),
    /// `$count`, `$ref`, `$value`.
    System(SystemSegment),
}

/// A segment that OData defines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SystemSegment {
    /// `$count`.
    Count,
    /// `$ref`.
    Ref,
    /// `$value`.
    Value,
}

/// What a request does, as the model has it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum RequestKind {
    /// A verb on an entity or a complex value.
    Entity(StructuredId),
    /// A verb on a collection: list, create.
    Collection(StructuredId),
    /// A verb on a structural property that is no structured value.
    Property(TypeUse),
    /// A verb on a stream: a stream property, `$value`, `content`.
    Stream,
    /// `$count` of a collection.
    Count,
    /// A verb on references.
    Reference(StructuredId, Cardinality),
    /// A call of an action or function.
    Operation(OperationId),
}

/// A departure from the canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What, in kebab case: `case-differs`, `cast-left-out`, `parentheses-left-out`, `absolute-url`, `version-prefix`, …
    pub kind: &'static str,
    /// The bytes of the request's target.
    pub range: Range<usize>,
}

/// Where and why a request line does not resolve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    /// Why, in kebab case: `unknown-segment`, `key-left-out`, `verb-not-offered`, `foreign-host`, `ellipsis`, …
    pub kind: &'static str,
    /// What was expected there, for people; with the nearest names where there are some.
    pub message: String,
    /// The bytes of the request's target where it stops.
    pub range: Range<usize>,
}
