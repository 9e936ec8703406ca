//! Entity types and complex types as structs.

use super::docs::{code, deprecated};
use super::held::Held;
use super::items::{
    Access, Field, Many, Navigation, Origin, Secrecy, Struct, TypePath, Value, ValueType,
};
use super::names::{Kind as NameKind, Pins, Scope, Wanted};
use super::{Lowering, secrets};
use crate::csdl::Cardinality;
use crate::model::{Kind, Model, StructuredId, Type, TypeUse};
use crate::select::Selection;
use std::collections::HashMap;
use std::sync::Arc;

/// The members of types, each type's own; derived types take their bases' over as they are.
#[derive(Default)]
pub(super) struct Members {
    names: HashMap<StructuredId, MemberNames>,
    fields: HashMap<StructuredId, Arc<Vec<Field>>>,
}

/// The names of what a type declares itself.
struct MemberNames {
    /// Structural properties but streams, in document order: the position, the field's name, the constant's.
    fields: Vec<(usize, Arc<str>, Arc<str>)>,
    /// Navigation properties by position: the constant's name.
    navigation: Vec<Arc<str>>,
    /// The names taken so far, the bases' included.
    scope: Scope,
    constants: Scope,
}

impl Members {
    /// Names the members of all selected types and of their bases.
    pub(super) fn name(
        model: &Model<'_>,
        selection: &Selection,
        held: &Held,
        pins: &mut Pins,
    ) -> Self {
        let mut members = Self::default();
        for id in model.structured_ids().filter(|id| selection.has(*id)) {
            for ty in model.lineage(id) {
                if !members.names.contains_key(&ty) {
                    let names = members.names_of(model, ty, held, pins);
                    members.names.insert(ty, names);
                }
            }
        }
        members
    }

    /// The names of a type's own members, so that they fit in with the bases'.
    fn names_of(
        &self,
        model: &Model<'_>,
        id: StructuredId,
        held: &Held,
        pins: &mut Pins,
    ) -> MemberNames {
        let ty = &model[id];
        let (mut scope, mut constants) = match ty.base.and_then(|base| self.names.get(&base)) {
            Some(base) => (base.scope.clone(), base.constants.clone()),
            None => (Scope::of_fields(), Scope::new()),
        };
        scope.hold(held.fields(id));
        let qualified = model.qualified(id);
        let structural: Vec<_> = ty
            .properties
            .iter()
            .enumerate()
            .filter(|(_, one)| !one.ty.ty.is_stream())
            .collect();
        let paths: Vec<_> = structural
            .iter()
            .map(|(_, one)| format!("{qualified}/{}", one.name))
            .collect();
        let wanted = structural.iter().zip(&paths);
        let wanted: Vec<_> = wanted
            .map(|((_, one), path)| Wanted {
                path,
                wire: one.name,
            })
            .collect();
        let names = pins.assign(&mut scope, NameKind::Field, &wanted);
        let navigation = ty.navigation.iter().map(|one| one.name);
        let wires: Vec<_> = structural
            .iter()
            .map(|(_, one)| one.name)
            .chain(navigation)
            .collect();
        let mut constant_names = constants
            .allocate_all(NameKind::Constant, &wires)
            .into_iter();
        let named = structural.iter().zip(names).zip(&mut constant_names);
        let fields = named.map(|(((at, _), name), constant)| (*at, name, constant));
        MemberNames {
            fields: fields.collect(),
            navigation: constant_names.collect(),
            scope,
            constants,
        }
    }
}

impl Lowering<'_, '_> {
    pub(super) fn models(&mut self) {
        let model = self.model;
        for id in model.structured_ids() {
            if !self.selection.has(id) {
                continue;
            }
            let lowered = self.model_struct(id);
            let namespace = model[id].namespace;
            let module = self.module(namespace);
            match model[id].kind {
                Kind::Entity => module.entities.push(lowered),
                Kind::Complex => module.complex.push(lowered),
            }
        }
    }

    fn model_struct(&mut self, id: StructuredId) -> Struct {
        let model = self.model;
        let ty = &model[id];
        let path = self.types.structured(id);
        let wire = model.qualified(id);
        let prose = model.documentation.types.get(&id);
        let mut docs = self.described(&ty.facts, prose, || {
            let kind = match ty.kind {
                Kind::Entity => "entity type",
                Kind::Complex => "complex type",
            };
            format!("The {kind} {}.", code(ty.name))
        });
        let mut about = code(&wire);
        if let Some(base) = ty.base {
            let base = self.types.structured(base);
            if base.module == path.module {
                about = format!("{about}, derived from [`{}`]", base.name);
            }
        }
        if ty.is_abstract {
            about.push_str(", abstract");
        }
        if ty.is_open {
            about.push_str("; open: values may carry undeclared properties");
        }
        about.push('.');
        docs.paragraph(about);
        let mut fields = Vec::new();
        let (mut navigation, mut other_navigation) = (Vec::new(), Vec::new());
        for owner in model.lineage(id) {
            let own = self.own_fields(owner);
            let origin = if owner == id {
                Origin::Own
            } else {
                Origin::Inherited
            };
            fields.extend(own.iter().map(|field| Field {
                origin,
                ..field.clone()
            }));
            let names = self.members.names.get(&owner);
            let constants = names.map_or(&[][..], |names| &names.navigation);
            let declared = model[owner].navigation.iter().enumerate();
            for ((at, property), constant) in declared.zip(constants) {
                if !self.selection.knows_navigation(owner, at) {
                    continue;
                }
                let all = match self.selection.has(property.target) {
                    true => &mut navigation,
                    false => &mut other_navigation,
                };
                all.push(Navigation {
                    constant: Arc::clone(constant),
                    target: self.types.structured(property.target),
                    many: many(property.ty.cardinality),
                    wire: property.name.into(),
                    deprecated: deprecated(&property.facts),
                    gate: self.gates.structured(property.target),
                });
            }
        }
        Struct {
            name: path.name,
            docs,
            deprecated: deprecated(&ty.facts),
            wire,
            bases: model
                .bases(id)
                .map(|base| self.types.structured(base))
                .collect(),
            fields,
            navigation,
            other_navigation,
            gate: self.gates.structured(id),
        }
    }

    /// The wanted fields of what a type declares itself.
    fn own_fields(&mut self, id: StructuredId) -> Arc<Vec<Field>> {
        if let Some(known) = self.members.fields.get(&id) {
            return Arc::clone(known);
        }
        let qualified = self.model.qualified(id);
        let named = self.members.names.get(&id);
        let named = named.map_or(&[][..], |names| &names.fields);
        let wanted = named.iter();
        let wanted = wanted.filter(|(at, ..)| self.selection.has_property(id, *at));
        let fields = wanted.map(|(at, name, constant)| {
            let (name, constant) = (Arc::clone(name), Arc::clone(constant));
            self.field((id, *at), name, constant, &qualified)
        });
        let fields: Arc<Vec<Field>> = Arc::new(fields.collect());
        self.members.fields.insert(id, Arc::clone(&fields));
        fields
    }

    fn field(
        &self,
        (owner, at): (StructuredId, usize),
        name: Arc<str>,
        constant: Arc<str>,
        qualified: &str,
    ) -> Field {
        let property = &self.model[owner].properties[at];
        let access = if property.facts.is_read_only() {
            Access::ReadOnly
        } else if property.facts.is_create_only() {
            Access::CreateOnly
        } else {
            Access::Any
        };
        let prose = self.model.documentation.properties.get(&(owner, at));
        let mut docs = self.described(&property.facts, prose, || {
            format!("The property {}.", code(property.name))
        });
        match access {
            Access::Any => {}
            Access::CreateOnly => docs.paragraph("Can be set on create only."),
            Access::ReadOnly => docs.paragraph("Read-only."),
        }
        let secrecy = if secrets::is_secret(qualified, property.name) {
            Secrecy::Secret
        } else {
            Secrecy::Public
        };
        Field {
            name,
            constant,
            ty: self.value_type(property.ty),
            wire: property.name.into(),
            origin: Origin::Own,
            access,
            secrecy,
            docs: Arc::new(docs),
            deprecated: deprecated(&property.facts),
        }
    }

    /// The Rust type of a use. A type that a selection leaves out (a stream, a replaced type) is
    /// untyped JSON where it stands as a value.
    pub(super) fn value_type(&self, ty: TypeUse) -> ValueType {
        ValueType {
            value: self.value(ty.ty),
            many: many(ty.cardinality),
        }
    }

    pub(super) fn value(&self, ty: Type) -> Value {
        match ty {
            Type::Structured(id) if !self.selection.has(id) => Value::Builtin("Json"),
            Type::Enum(id) if !self.selection.has_enum(id) => Value::Builtin("Json"),
            _ => self.types.value(ty),
        }
    }

    /// The model struct of a type, where it is part of the client.
    pub(super) fn selected(&self, id: StructuredId) -> Option<TypePath> {
        self.selection.has(id).then(|| self.types.structured(id))
    }
}

pub(super) fn many(cardinality: Cardinality) -> Many {
    match cardinality {
        Cardinality::One => Many::One,
        Cardinality::Many => Many::Collection,
    }
}
