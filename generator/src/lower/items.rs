//! The client as Rust items, every decision made: final names, types, docs. `emit` prints them.

use super::features::{Feature, Gate};
use crate::docs::page;
use crate::model::{Member as ModelMember, OperationId};
use crate::select::Place;
use std::collections::BTreeSet;
use std::sync::Arc;

/// All that is to be printed.
#[derive(Debug, Clone, Default)]
pub struct Api {
    /// One module per namespace that has something in it, by name.
    pub modules: Vec<Module>,
    /// The client's entry.
    pub root: Root,
    /// Where the tree of modules stands.
    pub mount: Mount,
    /// The types that are known by name only, by name.
    pub type_table: Vec<KnownType>,
    /// What the reference says of requests; `None` without pages.
    pub routes: Option<Routes>,
    /// The answers that the reference shows; `None` where they are not wanted.
    pub examples: Option<Examples>,
    /// The features of the crate, the one that turns on all at the end; none where all is there always.
    pub features: Vec<Feature>,
}

impl Api {
    /// Adds the answers that the reference shows, each where its request is documented.
    pub fn show(&mut self, mut examples: Examples) {
        if let Some(routes) = &self.routes {
            for row in &mut examples.rows {
                let wanted = (&row.route, row.method);
                let at = routes
                    .rows
                    .binary_search_by_key(&wanted, |one| (&one.route, one.method));
                if let Some(route) = at.ok().and_then(|at| routes.rows.get(at)) {
                    row.gates.clone_from(&route.gates);
                }
            }
        }
        self.examples = Some(examples);
    }
}

/// A type that is known by name only.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct KnownType {
    /// Its qualified name.
    pub name: String,
    /// The qualified name of its base.
    pub base: String,
    /// With which features it is there.
    pub gate: Gate,
}

/// Where the tree of modules of a version stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mount {
    /// At the root: the only version, or the first of several.
    #[default]
    Root,
    /// In a module at the root of the first version's tree.
    Beside,
}

/// A version of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// `v1.0`.
    V1,
    /// `beta`.
    Beta,
}

/// A version of the service that a client has besides its first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Further {
    /// The version.
    pub version: Version,
    /// The module of its tree, and the method of the first version's client struct that leads to its own.
    pub name: Arc<str>,
}

/// The module of one namespace.
#[derive(Debug, Clone, Default)]
pub struct Module {
    /// The module's name.
    pub name: Arc<str>,
    /// The namespace.
    pub namespace: String,
    /// Entity types.
    pub entities: Vec<Struct>,
    /// Complex types.
    pub complex: Vec<Struct>,
    /// Parameter structs of operations.
    pub parameters: Vec<Parameters>,
    /// Enumerations and flag sets.
    pub enums: Vec<Enum>,
    /// Request builders.
    pub builders: Vec<Builder>,
    /// What stands in the module of the first version's tree, by name; it is part of this one too.
    pub shared: Vec<Arc<str>>,
    /// With which features it is there.
    pub gate: Gate,
}

/// The struct that a program starts from.
#[derive(Debug, Clone, Default)]
pub struct Root {
    /// Its name.
    pub name: Arc<str>,
    /// One method per container child.
    pub methods: Vec<Method>,
    /// The version that requests go to; `None` where it is the only one and not beta: then they go where the client goes by itself.
    pub version: Option<Version>,
    /// The other versions, at the root of the first.
    pub further: Vec<Further>,
}

/// What the reference says of requests, by route.
#[derive(Debug, Clone)]
pub struct Routes {
    /// The version of the reference.
    pub view: String,
    /// All permissions that some request wants, each combination once.
    pub permissions: Vec<Permissions>,
    /// The requests, by route and verb.
    pub rows: Vec<Route>,
}

/// Permissions per context: alternatives, each a list of what is wanted together.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Permissions {
    /// Of a program for a user with a work or school account.
    pub work: Vec<Vec<String>>,
    /// Of a program for a user with a personal account.
    pub personal: Vec<Vec<String>>,
    /// Of a program by itself.
    pub application: Vec<Vec<String>>,
}

/// What the reference says of one request.
#[derive(Debug, Clone)]
pub struct Route {
    /// The path with `{}` for keys and arguments.
    pub route: String,
    /// The verb.
    pub method: &'static str,
    /// Its permissions' position in the table.
    pub permissions: Option<usize>,
    /// The status codes of success.
    pub statuses: Vec<u16>,
    /// The special headers.
    pub headers: Vec<&'static str>,
    /// The query options.
    pub query_options: Vec<String>,
    /// The page.
    pub page: String,
    /// With which features the request can be made: with each of these open.
    pub gates: Vec<Gate>,
}

/// The answers that the reference shows.
#[derive(Debug, Clone)]
pub struct Examples {
    /// One for each route and verb that has one, by these.
    pub rows: Vec<ExampleAnswer>,
}

/// The answer that the reference shows to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleAnswer {
    /// The path with `{}` for keys and arguments.
    pub route: String,
    /// The verb.
    pub method: &'static str,
    /// The status.
    pub status: u16,
    /// The body, JSON; empty without one.
    pub body: String,
    /// The page.
    pub page: String,
    /// With which features the request can be made: with each of these open.
    pub gates: Vec<Gate>,
}

/// A type's place in the generated tree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypePath {
    /// The module.
    pub module: Arc<str>,
    /// The type's name there.
    pub name: Arc<str>,
}

/// Lines of documentation, already safe to print.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Docs {
    /// The lines.
    pub lines: Vec<String>,
    /// The types that the lines link to, as `[text][module::Type]`.
    pub links: BTreeSet<TypePath>,
}

impl Docs {
    /// One line.
    pub fn line(text: impl Into<String>) -> Self {
        Self {
            lines: vec![text.into()],
            links: BTreeSet::new(),
        }
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, text: impl Into<String>) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.push(text.into());
    }

    /// Adds all of another text as paragraphs of its own.
    pub fn append(&mut self, other: Self) {
        if !self.lines.is_empty() && !other.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.extend(other.lines);
        self.links.extend(other.links);
    }
}

/// The text of `#[deprecated]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deprecated {
    /// `note`; there is no `since`, which would have to be a version of the crate.
    pub note: String,
}

/// The Rust type of one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A type of std or of the runtime.
    Builtin(&'static str),
    /// An entity type or complex type.
    Model(TypePath),
    /// An enumeration or flag set.
    Enum(TypePath),
}

/// A value or a collection of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueType {
    /// The (element) value.
    pub value: Value,
    /// Whether it is a collection.
    pub many: Many,
}

/// Whether there is one value or a collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Many {
    /// One value.
    One,
    /// A collection.
    Collection,
}

/// A model: an entity type or a complex type.
#[derive(Debug, Clone)]
pub struct Struct {
    /// The name.
    pub name: Arc<str>,
    /// What rustdoc shows.
    pub docs: Docs,
    /// Set where the type is going away.
    pub deprecated: Option<Deprecated>,
    /// The qualified name on the wire.
    pub wire: String,
    /// The base types, nearest first.
    pub bases: Vec<TypePath>,
    /// All fields, inherited ones first; the position is the slot.
    pub fields: Vec<Field>,
    /// Navigation properties whose target is part of the client.
    pub navigation: Vec<Navigation>,
    /// All others.
    pub other_navigation: Vec<Navigation>,
    /// With which features it is there.
    pub gate: Gate,
}

/// The arguments of an operation that need not be given.
#[derive(Debug, Clone)]
pub struct Parameters {
    /// The name.
    pub name: Arc<str>,
    /// What rustdoc shows.
    pub docs: Docs,
    /// The fields.
    pub fields: Vec<Parameter>,
    /// With which features it is there.
    pub gate: Gate,
}

/// A parameter in a struct.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// The field's name.
    pub name: Arc<str>,
    /// The type.
    pub ty: ValueType,
    /// The name on the wire.
    pub wire: Arc<str>,
    /// What rustdoc shows.
    pub docs: Docs,
}

/// A structural property in a struct.
#[derive(Debug, Clone)]
pub struct Field {
    /// The field's name.
    pub name: Arc<str>,
    /// The constant's name.
    pub constant: Arc<str>,
    /// The type.
    pub ty: ValueType,
    /// The name on the wire.
    pub wire: Arc<str>,
    /// Who declares it.
    pub origin: Origin,
    /// What a client may do with it.
    pub access: Access,
    /// Whether its value must not show in `Debug`.
    pub secrecy: Secrecy,
    /// What rustdoc shows.
    pub docs: Docs,
    /// Set where the property is going away.
    pub deprecated: Option<Deprecated>,
}

/// Who declares a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A base type.
    Inherited,
    /// The type itself.
    Own,
}

/// What a client may do with a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Set it any time.
    Any,
    /// Set it on create.
    CreateOnly,
    /// Read it.
    ReadOnly,
}

/// Whether a property's value is a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secrecy {
    /// It may be shown.
    Public,
    /// `Debug` hides it.
    Secret,
}

/// A navigation property's constant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Navigation {
    /// The constant's name.
    pub constant: Arc<str>,
    /// The type reached.
    pub target: TypePath,
    /// One or many.
    pub many: Many,
    /// The name on the wire.
    pub wire: Arc<str>,
    /// Set where it is going away.
    pub deprecated: Option<Deprecated>,
    /// With which features the type reached is there.
    pub gate: Gate,
}

/// An enumeration type.
#[derive(Debug, Clone)]
pub struct Enum {
    /// The name.
    pub name: Arc<str>,
    /// What rustdoc shows.
    pub docs: Docs,
    /// Set where the type is going away.
    pub deprecated: Option<Deprecated>,
    /// The qualified name on the wire.
    pub wire: String,
    /// A single member or a set of them.
    pub form: EnumForm,
    /// The members.
    pub members: Vec<Member>,
    /// With which features it is there.
    pub gate: Gate,
}

/// How values of an enumeration look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnumForm {
    /// One member: a Rust enum with a variant `Unrecognized` for names it does not know.
    Open,
    /// A set of members.
    Flags,
}

/// A member of an enumeration.
#[derive(Debug, Clone)]
pub struct Member {
    /// The variant's or constant's name.
    pub name: Arc<str>,
    /// The name on the wire.
    pub wire: String,
    /// The number in the metadata.
    pub number: i64,
    /// What rustdoc shows.
    pub docs: Docs,
    /// Set where the member is going away.
    pub deprecated: Option<Deprecated>,
}

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
