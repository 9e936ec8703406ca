//! Request builders and their methods.

use super::{Deprecated, Docs, TypePath, Value, ValueType};
use crate::docs::page;
use crate::lower::features::Gate;
use crate::model::{Member as ModelMember, OperationId};
use crate::select::Place;
use std::sync::Arc;

/// A request builder.
#[derive(Debug, Clone)]
pub struct Builder {
    /// The name.
    pub name: Arc<str>,
    /// What rustdoc shows.
    pub docs: Docs,
    /// What stands at its path.
    pub of: BuilderOf,
    /// Its methods.
    pub methods: Vec<Method>,
    /// The place.
    pub place: Place,
    /// With which features it is there.
    pub gate: Gate,
    /// With which of these what stands at its path is part of the client too.
    pub model_gate: Gate,
}

/// What stands at a builder's path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BuilderOf {
    /// One value of a model.
    One(TypePath),
    /// A collection of a model.
    Many(TypePath),
    /// Something on the way, whose own type is not part of the client.
    Way,
}

/// From which builders a method can be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// However it was reached.
    Any,
    /// Only by containment.
    Owned,
    /// Only by a reference.
    Referenced,
    /// Only by a reference for which the metadata grants writes.
    Granted,
}

/// A builder a method leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The builder.
    pub builder: TypePath,
    /// How it is reached from there.
    pub reach: TargetReach,
}

/// How a method's target is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetReach {
    /// By containment.
    Owned,
    /// By a reference.
    Referenced,
    /// By a reference for which the metadata grants writes.
    Granted,
    /// As the builder itself was.
    Same,
}

/// A method of a builder or of the root.
#[derive(Debug, Clone)]
pub struct Method {
    /// The name.
    pub name: Arc<str>,
    /// What rustdoc shows.
    pub docs: Docs,
    /// Set where what it calls is going away.
    pub deprecated: Option<Deprecated>,
    /// From which builders it can be called.
    pub reach: Reach,
    /// What it does.
    pub call: Call,
    /// Whose documented requests stand with it. They become part of `docs` when all methods are known, since they are
    /// shown as Rust too.
    pub documented: Documented,
    /// With which features it is there.
    pub gate: Gate,
}

/// Whose documented requests stand with a method.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Documented {
    /// None.
    #[default]
    Nothing,
    /// Those of a verb at a place.
    Verb(Place, page::Method),
    /// Those that end in a property.
    Member(ModelMember),
    /// The calls of an operation and its overloads.
    Operations(Vec<OperationId>),
}

/// What a method does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Call {
    /// A verb on the place itself, with the model there.
    Verb(Verb, TypePath),
    /// GET `…/$count`, with the model of the members.
    Count(TypePath),
    /// A member of the collection by its key; for a composite key the parts' names on the wire.
    Key(Vec<(Arc<str>, Arc<str>)>, Target),
    /// A member by an alternate key: parameter name and name in the URL.
    AlternateKey(Vec<(Arc<str>, Arc<str>)>, Target),
    /// A segment further: navigation property, complex property, container child.
    Segment {
        /// The segment.
        segment: String,
        /// The builder there.
        target: Target,
        /// Query options that must be given: parameter name and option.
        required_query: Vec<(Arc<str>, &'static str)>,
    },
    /// An item by something that is not its key.
    Addressed(Addressing, Target),
    /// The media stream or a stream property; `None` stands for `$value`.
    Stream(Option<String>),
    /// A `$ref` request.
    Reference(ReferenceVerb),
    /// An action or function.
    Operation(Operation),
}

/// Ways to address an item that the metadata does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Addressing {
    /// A drive item by its path below this one: `:/a/b:`.
    ItemPath,
    /// A site by host name and server-relative path: `host:/path:`.
    SitePath,
    /// A shared item by its sharing URL: `u!…`.
    SharingUrl,
}

/// The verbs on a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verb {
    /// GET one.
    Get,
    /// GET a collection.
    List,
    /// POST to a collection.
    Create,
    /// PATCH.
    Update,
    /// PUT.
    Replace,
    /// DELETE.
    Delete,
}

/// The requests on `$ref`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReferenceVerb {
    /// POST to a collection's `$ref`.
    Add,
    /// PUT to a single property's `$ref`.
    Set,
    /// GET a single property's reference.
    Get,
    /// DELETE of a single property's reference, or of one member's.
    Remove,
    /// DELETE from a collection, by `$id`.
    RemoveFrom,
    /// GET a collection's references.
    List,
}

/// A call of an action or function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// The path segment; qualified where the service wants it so.
    pub segment: String,
    /// POST with a body or GET with everything in the URL.
    pub kind: crate::csdl::OperationKind,
    /// Parameters that must be given, in order.
    pub positional: Vec<Argument>,
    /// The struct of all others.
    pub parameters: Option<TypePath>,
    /// A function's overloads as parameter sets; empty for an action.
    pub overloads: Vec<Vec<OverloadParameter>>,
    /// What comes back.
    pub returns: Returns,
}

/// A positional parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// The Rust name.
    pub name: Arc<str>,
    /// The name on the wire.
    pub wire: Arc<str>,
    /// The type.
    pub ty: ValueType,
}

/// A parameter in a function's overload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverloadParameter {
    /// The name on the wire.
    pub wire: Arc<str>,
    /// What an unset one becomes.
    pub unset: Unset,
}

/// What becomes of a function parameter that is not set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unset {
    /// `null` is written.
    Null,
    /// It is left out.
    Omit,
}

/// What an operation returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Returns {
    /// Nothing: 204.
    Nothing,
    /// One value.
    Value(Value),
    /// One value, or nothing.
    Optional(Value),
    /// A page of values.
    Page(Value),
    /// Bytes.
    Stream,
    /// A builder to go on with.
    Builder(Target),
}
