//! The client as Rust items, every decision made: final names, types, docs. `emit` prints them.

mod builders;
mod docs;
mod models;
mod reference;

pub use builders::*;
pub use docs::*;
pub use models::*;
pub use reference::*;

use super::features::{Feature, Gate};
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
