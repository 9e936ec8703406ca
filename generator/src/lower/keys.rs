//! From a collection to its members: by key and by alternate keys.

use super::Lowering;
use super::docs::code;
use super::items::{Call, Method, Reach, Target, TargetReach};
use super::names::{Kind, Scope};
use super::operations::RESERVED_PARAMETERS;
use super::verbs::simple;
use crate::csdl::Cardinality;
use crate::select::{Place, Reached};
use std::collections::HashSet;
use std::sync::Arc;

impl<'a> Lowering<'_, 'a> {
    pub(super) fn many_methods(
        &mut self,
        place: Place,
        reached: &Reached,
        scope: &mut Scope,
        methods: &mut Vec<Method>,
    ) {
        if !reached.by_key {
            return;
        }
        let target = || Target {
            builder: self.types.builder(Place {
                cardinality: Cardinality::One,
                ..place
            }),
            reach: TargetReach::Same,
        };
        let key = self.model.key(place.ty);
        if !key.is_empty() {
            let call = Call::Key(self.key_parts(key), target());
            methods.push(simple("id", "The member with this key.", Reach::Any, call));
        }
        let lineage = self.model.lineage(place.ty);
        let alternate = lineage
            .iter()
            .flat_map(|ty| &self.model[*ty].alternate_keys);
        let mut seen = HashSet::new();
        for key in alternate {
            let parts = self.key_parts(&key.names);
            let names: Vec<&str> = parts.iter().map(|(name, _)| &**name).collect();
            let name = format!("by_{}", names.join("_and_").replace("r#", ""));
            let wire: Vec<String> = parts.iter().map(|(_, wire)| code(wire)).collect();
            let docs = format!("The member with this alternate key: {}.", wire.join(", "));
            // A key that a base declares too is one method.
            if !seen.insert(name.clone()) {
                continue;
            }
            let name = if scope.claim(&name) {
                Arc::from(name)
            } else {
                scope.allocate(Kind::Accessor, &name)
            };
            let call = Call::AlternateKey(parts, target());
            methods.push(simple(&name, &docs, Reach::Any, call));
        }
    }

    fn key_parts(&self, key: &[&'a str]) -> Vec<(Arc<str>, Arc<str>)> {
        let mut scope = Scope::with_reserved(RESERVED_PARAMETERS);
        let part = |wire: &&str| (scope.allocate(Kind::Parameter, wire), Arc::from(*wire));
        key.iter().map(part).collect()
    }
}
