//! From a documented request line or a real URL to what it names in the model.

mod address;
mod call;
mod index;
mod keys;
mod names;
mod route;
mod segment;
mod target;
#[cfg(test)]
pub(crate) mod tests;
mod verb;
mod walk;

use super::{Model, OperationId, StructuredId, TypeUse};
use crate::csdl::Cardinality;
use crate::diagnostics::Span;
use crate::docs::page::Method;
use index::Index;
use std::ops::Range;
use target::Target;
pub(crate) use target::decode;
use walk::{Addressed, At, Walk};

/// Resolves request lines against one model.
///
/// It understands what the service does and what people write: `/v1.0`, absolute URLs, another case, casts
/// without namespace or left out, functions without parentheses, keys in parentheses, items by path. Each
/// departure from the canonical form is a [`Note`].
pub struct Resolver<'m, 'a> {
    model: &'m Model<'a>,
    index: Index,
    addressed: Addressed,
}

impl<'m, 'a> Resolver<'m, 'a> {
    /// Indexes a model by name.
    pub fn new(model: &'m Model<'a>) -> Self {
        Self {
            model,
            index: Index::new(model),
            addressed: Addressed {
                drive_item: model.find_structured("microsoft.graph.driveItem"),
                site: model.find_structured("microsoft.graph.site"),
            },
        }
    }

    /// The model.
    pub fn model(&self) -> &'m Model<'a> {
        self.model
    }

    /// What a request line names; `target` is all after the verb.
    ///
    /// # Errors
    /// Where the target leads nowhere, or the verb does nothing there: [`Miss`] says why and at which bytes.
    pub fn resolve(&self, method: Method, target: &str) -> Result<Resolution, Miss> {
        let model = self.model;
        let Target {
            segments,
            query,
            notes,
        } = Target::read(target)?;
        let mut walk = Walk {
            model,
            index: &self.index,
            addressed: self.addressed,
            text: target,
            method,
            segments: &segments,
            at: At::Root,
            steps: Vec::with_capacity(segments.len()),
            notes,
        };
        let end = segments.last().map_or(0..target.len(), Range::clone);
        let request = walk.run().and_then(|()| walk.request(end));
        let request = request.map_err(|miss| Miss {
            declared: walk.at.declared(model),
            ..miss
        })?;
        Ok(Resolution {
            steps: walk.steps,
            request,
            notes: walk.notes,
            query,
        })
    }
}

/// A request line, resolved.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolution {
    /// The way from the container to the target, one entry per step; each with its range of bytes in the target text.
    pub steps: Vec<Step>,
    /// What the verb does there.
    pub request: RequestKind,
    /// Departures from the canonical form that were understood, in order.
    pub notes: Vec<Note>,
    /// The bytes of the request's target that are its query, without the `?`.
    pub query: Range<usize>,
}

impl Resolution {
    /// Where the metadata declares what was read from these bytes of the request's target.
    pub fn declared(&self, model: &Model<'_>, range: &Range<usize>) -> Option<Span> {
        let overlaps = |one: &Range<usize>| one.start < range.end && range.start < one.end;
        let steps = self.steps.iter().filter(|step| overlaps(&step.range));
        steps.filter_map(|step| step.kind.declared(model)).last()
    }
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
    /// A key: the parts' names (none for a key in a segment of its own) and texts, quotes and percent-encoding taken
    /// away.
    Key(Vec<(Option<String>, String)>),
    /// A key other than the type's own, in the same form.
    AlternateKey(Vec<(String, String)>),
    /// A navigation property: who declares it, and its position there.
    Navigation(StructuredId, usize),
    /// A structural property: who declares it, and its position there.
    Property(StructuredId, usize),
    /// A cast to a derived type.
    Cast(StructuredId),
    /// An operation with the arguments in its parentheses, in the same form. That of an import follows the step of the
    /// container child.
    Operation(OperationId, Vec<(String, String)>),
    /// An item by its path: `:/a/b:`, `root:/a/b`.
    ItemPath(String),
    /// A site by host and path: `host:/path:`.
    SitePath(String, String),
    /// `$count`, `$ref`, `$value`.
    System(SystemSegment),
}

impl StepKind {
    fn declared(&self, model: &Model<'_>) -> Option<Span> {
        match self {
            Self::Child(at) => Some(model.children[*at].span),
            Self::Navigation(owner, at) => Some(model[*owner].navigation[*at].span),
            Self::Property(owner, at) => Some(model[*owner].properties[*at].span),
            Self::Cast(ty) => Some(model[*ty].span),
            Self::Operation(id, _) => Some(model[*id].span),
            Self::Key(_)
            | Self::AlternateKey(_)
            | Self::ItemPath(_)
            | Self::SitePath(..)
            | Self::System(_) => None,
        }
    }
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
    /// Where the metadata declares what stands before that: a type, an operation. `None` at the beginning of a path.
    pub declared: Option<Span>,
}
