//! Actions and functions as methods: parameters, overloads, returns.

use super::Lowering;
use super::docs::{code, deprecated};
use super::features::Gate;
use super::held::operation_path;
use super::items::{
    self, Argument, Call, Documented, Method, Operation, OverloadParameter, Reach, Returns, Target,
    TargetReach, TypePath, Unset,
};
use super::names::{Kind, Scope, Wanted};
use crate::csdl::{Cardinality, OperationKind};
use crate::model::{OperationId, Parameter, Primitive, StructuredId, Type};
use crate::select::{Place, followed_result};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What is known of the operations lowered so far.
#[derive(Default)]
pub(super) struct Operations {
    /// The parameter struct of each overload group, by its first operation.
    parameters: HashMap<OperationId, Arc<Signature>>,
    called: HashSet<OperationId>,
}

/// Names that a method's body uses.
pub(super) const RESERVED_PARAMETERS: &[&str] = &["parameters"];

impl Operations {
    /// The operations that some method calls.
    pub(super) fn called(&self) -> &HashSet<OperationId> {
        &self.called
    }
}

/// How the parameters of an overload group are passed.
struct Signature {
    positional: Vec<(Arc<str>, Arc<str>, crate::model::TypeUse)>,
    parameters: Option<TypePath>,
    overloads: Vec<Vec<OverloadParameter>>,
}

impl<'a> Lowering<'_, 'a> {
    /// The methods for the operations wanted at a place, overloads together.
    pub(super) fn operation_methods(
        &mut self,
        place: Place,
        wanted: impl IntoIterator<Item = OperationId>,
        scope: &mut Scope,
    ) -> Vec<Method> {
        let mut groups: Vec<Vec<OperationId>> = Vec::new();
        let mut at: HashMap<(&str, OperationKind, Option<Type>), usize> = HashMap::new();
        for id in wanted {
            let operation = &self.model[id];
            let returns = operation.returns.map(|one| one.ty.ty);
            // Overloads are a matter of functions; a second action of a name stands by itself.
            let key = (operation.name, operation.kind, returns);
            match at.get(&key) {
                Some(index) if operation.kind == OperationKind::Function => groups[*index].push(id),
                _ => {
                    at.insert(key, groups.len());
                    groups.push(vec![id]);
                }
            }
        }
        groups
            .iter()
            .map(|group| self.operation_method(Some(place), group, scope))
            .collect()
    }

    /// The method for the import of an unbound operation; a function is imported with all its
    /// overloads (OData CSDL 4.01, clause 13.6).
    pub(super) fn import_method(
        &mut self,
        segment: &str,
        id: OperationId,
        scope: &mut Scope,
    ) -> Method {
        let first = &self.model[id];
        let is_overload = |other: &OperationId| {
            let other = &self.model[*other];
            let declared = (other.namespace, other.name, other.kind);
            other.binding.is_none() && declared == (first.namespace, first.name, first.kind)
        };
        let group = match first.kind {
            OperationKind::Action => vec![id],
            OperationKind::Function => {
                let all = (0..self.model.operations.len()).map(OperationId::new);
                all.filter(is_overload).collect()
            }
        };
        let mut method = self.operation_method(None, &group, scope);
        let wanted = Wanted {
            path: segment,
            wire: segment,
        };
        method.name = self.pins.assign_one(scope, Kind::Operation, wanted);
        if let Call::Operation(operation) = &mut method.call {
            segment.clone_into(&mut operation.segment);
        }
        method
    }

    fn operation_method(
        &mut self,
        place: Option<Place>,
        group: &[OperationId],
        scope: &mut Scope,
    ) -> Method {
        let model = self.model;
        let first = &model[group[0]];
        self.operations.called.extend(group.iter().copied());
        let declared_on = match first.binding.map(|binding| binding.ty) {
            Some(Type::Structured(ty)) => Some(ty),
            _ => None,
        };
        let name = match place {
            Some(place) => {
                let path = operation_path(model, place, first);
                let wanted = Wanted {
                    path: &path,
                    wire: first.name,
                };
                self.pins.assign_one(scope, Kind::Operation, wanted)
            }
            None => Arc::from(""),
        };
        let described = group.iter();
        let prose = described
            .filter_map(|id| model.documentation.operations.get(id))
            .next();
        let mut docs = self.described(&first.facts, prose, || {
            let kind = match first.kind {
                OperationKind::Action => "action",
                OperationKind::Function => "function",
            };
            format!("Calls the {kind} {}.", code(first.name))
        });
        if let (Some(place), Some(owner)) = (place, declared_on)
            && owner != place.ty
        {
            let owner = code(&model.qualified(owner));
            docs.paragraph(format!("Inherited from {owner}."));
        }
        let signature = self.signature(group, declared_on);
        let positional = signature.positional.iter();
        let positional = positional.map(|(name, wire, ty)| Argument {
            name: Arc::clone(name),
            wire: Arc::clone(wire),
            ty: self.value_type(*ty),
        });
        let operation = Operation {
            segment: self.operation_segment(first),
            kind: first.kind,
            positional: positional.collect(),
            parameters: signature.parameters.clone(),
            overloads: signature.overloads.clone(),
            returns: self.returns(first),
        };
        Method {
            name,
            docs,
            deprecated: deprecated(&first.facts),
            reach: Reach::Any,
            call: Call::Operation(operation),
            documented: Documented::Operations(group.to_vec()),
            gate: Gate::Always,
        }
    }

    /// Operations of `microsoft.graph` (of another service: of the shortest namespace) stand by their
    /// names; those of others are qualified.
    fn operation_segment(&self, operation: &crate::model::Operation<'_>) -> String {
        let namespace = self.model.namespace(operation.namespace).name;
        if self.types.is_root_namespace(operation.namespace) {
            operation.name.to_owned()
        } else {
            format!("{namespace}.{}", operation.name)
        }
    }

    fn returns(&self, operation: &crate::model::Operation<'_>) -> Returns {
        let Some(returns) = operation.returns else {
            return Returns::Nothing;
        };
        if let Some(place) = followed_result(self.model, operation)
            && self.selection.places.contains_key(&place)
        {
            return Returns::Builder(Target {
                builder: self.types.builder(place),
                reach: TargetReach::Referenced,
            });
        }
        if returns.ty.ty == Type::Primitive(Primitive::Stream) {
            return Returns::Stream;
        }
        let value = self.value(returns.ty.ty);
        match (returns.ty.cardinality, returns.nullable) {
            (Cardinality::Many, _) => Returns::Page(value),
            // The metadata leaves Nullable out nearly everywhere; only where it is said, an answer
            // without a value is part of the type. `Request::optional` serves the rest.
            (Cardinality::One, Some(true)) => Returns::Optional(value),
            (Cardinality::One, _) => Returns::Value(value),
        }
    }

    fn signature(&mut self, group: &[OperationId], owner: Option<StructuredId>) -> Arc<Signature> {
        if let Some(known) = self.operations.parameters.get(&group[0]) {
            return Arc::clone(known);
        }
        let made = Arc::new(self.make_signature(group, owner));
        self.operations
            .parameters
            .insert(group[0], Arc::clone(&made));
        made
    }

    fn make_signature(&mut self, group: &[OperationId], owner: Option<StructuredId>) -> Signature {
        let model = self.model;
        let mut union: Vec<&Parameter<'a>> = Vec::new();
        for id in group {
            for parameter in &model[*id].parameters {
                if !union.iter().any(|one| one.name == parameter.name) {
                    union.push(parameter);
                }
            }
        }
        let required = |wanted: &Parameter<'_>| {
            group.iter().all(|id| {
                let mut all = model[*id].parameters.iter();
                all.any(|one| one.name == wanted.name && !one.nullable && !one.optional)
            })
        };
        let mut scope = Scope::with_reserved(RESERVED_PARAMETERS);
        let mut positional = Vec::new();
        let mut others = Vec::new();
        for parameter in union {
            if required(parameter) {
                let name = scope.allocate(Kind::Parameter, parameter.name);
                positional.push((name, parameter.name.into(), parameter.ty));
            } else {
                others.push(parameter);
            }
        }
        let parameters = (!others.is_empty()).then(|| self.parameter_struct(group, owner, &others));
        let first = &model[group[0]];
        let overloads = match first.kind {
            OperationKind::Action => Vec::new(),
            OperationKind::Function => group.iter().map(|id| overload(&model[*id])).collect(),
        };
        Signature {
            positional,
            parameters,
            overloads,
        }
    }

    /// What is said of a parameter, by any of the overloads that have it.
    fn parameter_docs(&self, group: &[OperationId], parameter: &Parameter<'_>) -> items::Docs {
        let model = self.model;
        let said = group.iter().find_map(|id| {
            let mut all = model[*id].parameters.iter();
            let at = all.position(|one| one.name == parameter.name)?;
            model.documentation.parameters.get(&(*id, at))
        });
        self.described(&parameter.facts, said, || {
            format!("The parameter {}.", code(parameter.name))
        })
    }

    /// The struct of the parameters that need not be given.
    fn parameter_struct(
        &mut self,
        group: &[OperationId],
        owner: Option<StructuredId>,
        parameters: &[&Parameter<'a>],
    ) -> TypePath {
        let model = self.model;
        let first = &model[group[0]];
        let wires: Vec<_> = parameters.iter().map(|one| one.name).collect();
        let names = Scope::of_fields().allocate_all(Kind::Field, &wires);
        let fields = parameters
            .iter()
            .zip(names)
            .map(|(parameter, name)| items::Parameter {
                name,
                ty: self.value_type(parameter.ty),
                wire: parameter.name.into(),
                docs: self.parameter_docs(group, parameter),
            });
        let fields = fields.collect();
        let operation = Kind::Type.rust_name(first.name);
        let binding = first.binding.map(|binding| binding.cardinality);
        let many = match binding {
            Some(Cardinality::Many) => "Collection",
            Some(Cardinality::One) | None => "",
        };
        let path = match owner {
            Some(owner) => {
                let ty = self.types.structured(owner).name;
                self.types
                    .unused_once(owner, format!("{ty}{many}{operation}Parameters"))
            }
            None => self
                .types
                .unused_in(first.namespace, format!("{operation}Parameters")),
        };
        let namespace = owner.map_or(first.namespace, |owner| model[owner].namespace);
        let kind = match first.kind {
            OperationKind::Action => "action",
            OperationKind::Function => "function",
        };
        let lowered = items::Parameters {
            name: Arc::clone(&path.name),
            docs: items::Docs::line(format!(
                "The parameters of the {kind} {} that need not be given.",
                code(first.name)
            )),
            fields,
            gate: Gate::Always,
        };
        self.module(namespace).parameters.push(lowered);
        path
    }
}

fn overload(operation: &crate::model::Operation<'_>) -> Vec<OverloadParameter> {
    let parameters = operation.parameters.iter();
    parameters
        .map(|parameter| OverloadParameter {
            wire: parameter.name.into(),
            unset: if parameter.optional {
                Unset::Omit
            } else {
                Unset::Null
            },
        })
        .collect()
}
