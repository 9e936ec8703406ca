//! How a method passes an operation's parameters and what it answers.

use super::pair::Side;
use super::rust::same_type;
use crate::csdl::{Cardinality, OperationKind};
use crate::model::{Model, Operation, OperationId, Parameter, Type};
use crate::select::followed_result;

/// Where a parameter stands in the method that calls an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// It must be given.
    Positional,
    /// It is a field of the parameter struct.
    Named,
}

/// The parameters of a method: of an action, or of all overloads of a function together.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Signature<'m> {
    /// Those that must be given, in order.
    pub(super) positional: Vec<&'m str>,
    /// The fields of the parameter struct; there is none where this is empty.
    pub(super) named: Vec<&'m str>,
}

impl<'m> Signature<'m> {
    /// The method for one operation among those of its name, kind and binding.
    pub(super) fn of(model: &'m Model<'m>, group: &[OperationId], id: OperationId) -> Self {
        let returns = |id: OperationId| model[id].returns.map(|returns| returns.ty.ty);
        let together: Vec<&Operation<'_>> = match model[id].kind {
            OperationKind::Action => vec![&model[id]],
            OperationKind::Function => {
                let same = group.iter().filter(|one| returns(**one) == returns(id));
                same.map(|one| &model[*one]).collect()
            }
        };
        let is_required = |name: &str| {
            together.iter().all(|operation| {
                let mut parameters = operation.parameters.iter();
                parameters.any(|one| one.name == name && must_be_given(one))
            })
        };
        let mut signature = Self {
            positional: Vec::new(),
            named: Vec::new(),
        };
        for parameter in together.iter().flat_map(|operation| &operation.parameters) {
            let name = parameter.name;
            if signature.place(name).is_some() {
                continue;
            }
            if is_required(name) {
                signature.positional.push(name);
            } else {
                signature.named.push(name);
            }
        }
        signature
    }

    /// Where a parameter stands.
    pub(super) fn place(&self, name: &str) -> Option<Place> {
        if self.positional.contains(&name) {
            Some(Place::Positional)
        } else if self.named.contains(&name) {
            Some(Place::Named)
        } else {
            None
        }
    }

    /// Whether calls of `before` fit this signature too.
    pub(super) fn accepts(&self, before: &Signature<'_>) -> bool {
        let kept = before.named.iter().all(|name| self.named.contains(name));
        self.positional == before.positional
            && kept
            && before.named.is_empty() == self.named.is_empty()
    }
}

fn must_be_given(parameter: &Parameter<'_>) -> bool {
    !parameter.nullable && !parameter.optional
}

/// What a method answers.
#[derive(Debug, Clone, Copy)]
pub(super) enum Answer {
    /// A request without a value.
    Nothing,
    /// A request for one value.
    Value(Type),
    /// A request for one value or none.
    Optional(Type),
    /// A request for a page of values.
    Page(Type),
    /// A request for bytes.
    Stream,
    /// A builder to go on with.
    Builder(Type, Cardinality),
}

impl Answer {
    pub(super) fn of(model: &Model<'_>, operation: &Operation<'_>) -> Self {
        let Some(returns) = operation.returns else {
            return Self::Nothing;
        };
        if let Some(place) = followed_result(model, operation) {
            return Self::Builder(Type::Structured(place.ty), place.cardinality);
        }
        let ty = returns.ty.ty;
        match (returns.ty.cardinality, returns.nullable) {
            _ if ty.is_stream() => Self::Stream,
            (Cardinality::Many, _) => Self::Page(ty),
            (Cardinality::One, Some(true)) => Self::Optional(ty),
            (Cardinality::One, Some(false) | None) => Self::Value(ty),
        }
    }

    /// Whether the two are one Rust type.
    pub(super) fn is_same(self, old: &Side<'_>, other: Self, new: &Side<'_>) -> bool {
        match (self, other) {
            (Self::Nothing, Self::Nothing) | (Self::Stream, Self::Stream) => true,
            (Self::Value(one), Self::Value(other))
            | (Self::Optional(one), Self::Optional(other))
            | (Self::Page(one), Self::Page(other)) => same_type(old, one, new, other),
            (Self::Builder(one, many), Self::Builder(other, as_many)) => {
                many == as_many && same_type(old, one, new, other)
            }
            _ => false,
        }
    }
}
