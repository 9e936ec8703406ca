//! The lowered client by name.

use crate::lower::items::{
    Api, Builder, BuilderOf, Many, Method, Parameter, Parameters, Struct, TypePath,
};
use std::collections::HashMap;

/// The builders and models of a client.
pub(super) struct Index<'s> {
    /// The methods of the client struct.
    pub root: &'s [Method],
    builders: HashMap<TypePath, &'s Builder>,
    models: HashMap<TypePath, &'s Struct>,
    parameters: HashMap<TypePath, &'s Parameters>,
    by_wire: HashMap<&'s str, TypePath>,
    of_model: HashMap<(TypePath, Many), &'s Builder>,
}

impl std::fmt::Debug for Index<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index")
            .field("builders", &self.builders.len())
            .field("models", &self.models.len())
            .finish_non_exhaustive()
    }
}

impl<'s> Index<'s> {
    pub(super) fn new(api: &'s Api) -> Self {
        let mut index = Self {
            root: &api.root.methods,
            builders: HashMap::new(),
            models: HashMap::new(),
            parameters: HashMap::new(),
            by_wire: HashMap::new(),
            of_model: HashMap::new(),
        };
        for module in &api.modules {
            let path = |name: &std::sync::Arc<str>| TypePath {
                module: module.name.clone(),
                name: name.clone(),
            };
            for one in module.entities.iter().chain(&module.complex) {
                index.by_wire.insert(&one.wire, path(&one.name));
                index.models.insert(path(&one.name), one);
            }
            for one in &module.parameters {
                index.parameters.insert(path(&one.name), one);
            }
            for one in &module.builders {
                index.builders.insert(path(&one.name), one);
                match &one.of {
                    BuilderOf::One(of) => index.of_model.insert((of.clone(), Many::One), one),
                    BuilderOf::Many(of) => {
                        index.of_model.insert((of.clone(), Many::Collection), one)
                    }
                    BuilderOf::Way => None,
                };
            }
        }
        index
    }

    pub(super) fn builder(&self, path: &TypePath) -> Option<&'s Builder> {
        self.builders.get(path).copied()
    }

    /// The builder that a cast to a model leads to.
    pub(super) fn builder_of(&self, model: &TypePath, many: Many) -> Option<&'s Builder> {
        self.of_model.get(&(model.clone(), many)).copied()
    }

    /// The model with this qualified name on the wire.
    pub(super) fn model_named(&self, wire: &str) -> Option<&TypePath> {
        self.by_wire.get(wire)
    }

    /// A field of a parameter struct, by its name on the wire.
    pub(super) fn parameter(&self, path: &TypePath, wire: &str) -> Option<&'s Parameter> {
        let fields = &self.parameters.get(path)?.fields;
        fields.iter().find(|field| *field.wire == *wire)
    }

    pub(super) fn model(&self, path: &TypePath) -> Option<&'s Struct> {
        self.models.get(path).copied()
    }
}

/// A type as expressions name it: `graph::User`.
pub(super) fn shown(path: &TypePath) -> String {
    format!("{}::{}", path.module, path.name)
}
