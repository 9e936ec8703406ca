//! What a name means at a place: property, operation, key.

use super::index::{Member, exact_first};
use super::walk::Walk;
use crate::csdl::{Cardinality, OperationKind};
use crate::model::{Operation, OperationId, StructuredId, Type};

impl<'m, 'a> Walk<'_, 'm, 'a> {
    /// The property of a type or of one of its bases.
    pub(super) fn member(&self, ty: StructuredId, name: &str) -> Option<Member> {
        let members = self.index.members(name).iter().copied();
        let own: Vec<_> = members
            .filter(|one| self.model.is_a(ty, owner(*one)))
            .collect();
        exact_first(&own, |one| self.member_name(*one) == name)
    }

    /// The property of a type that derives from this one: of the nearest generation, the first declared.
    pub(super) fn derived_member(
        &self,
        ty: StructuredId,
        name: &str,
    ) -> Option<(StructuredId, Member)> {
        let members = self.index.members(name).iter().copied();
        let derived = members.filter(|one| self.model.is_a(owner(*one), ty));
        derived
            .map(|one| (owner(one), one))
            .min_by_key(|(owner, _)| (self.model.bases(*owner).count(), owner.index()))
    }

    pub(super) fn member_name(&self, member: Member) -> &'a str {
        match member {
            Member::Navigation(owner, at) => self.model[owner].navigation[at].name,
            Member::Property(owner, at) => self.model[owner].properties[at].name,
        }
    }

    /// The operations of a name that can be called at a place; the most derived declaration wins,
    /// with all its overloads.
    pub(super) fn callable(
        &self,
        ty: StructuredId,
        cardinality: Cardinality,
        name: &str,
    ) -> Vec<OperationId> {
        let model = self.model;
        let distance = |id: &OperationId| {
            let bound = bound_to(&model[*id], cardinality)?;
            let is_bound = model.is_a(ty, bound) && model.binds(ty, *id);
            is_bound.then(|| model.bases(bound).count())
        };
        let found = self.named(name);
        let nearest = found.iter().filter_map(distance).max();
        found
            .into_iter()
            .filter(|id| nearest.is_some() && distance(id) == nearest)
            .collect()
    }

    /// The operations of a name that are bound to a type that derives from this one.
    pub(super) fn derived_call(
        &self,
        ty: StructuredId,
        cardinality: Cardinality,
        name: &str,
    ) -> Option<(StructuredId, Vec<OperationId>)> {
        let model = self.model;
        let bound = |id: &OperationId| {
            bound_to(&model[*id], cardinality).filter(|bound| model.is_a(*bound, ty))
        };
        let found = self.named(name);
        let first = found
            .iter()
            .filter_map(bound)
            .min_by_key(|one| (model.bases(*one).count(), one.index()))?;
        let group = found.into_iter().filter(|id| bound(id) == Some(first));
        Some((first, group.collect()))
    }

    /// Bound operations by a name with or without its namespace: spelled exactly so, or else all
    /// that differ in case.
    fn named(&self, written: &str) -> Vec<OperationId> {
        let model = self.model;
        let (prefix, name) = match written.rsplit_once('.') {
            Some((prefix, name)) => (Some(prefix), name),
            None => (None, written),
        };
        let of_namespace = |id: &OperationId| {
            prefix.is_none_or(|prefix| model.is_prefix_of(prefix, model[*id].namespace))
        };
        let all = self.index.operations(name).iter().copied();
        let all: Vec<_> = all.filter(of_namespace).collect();
        let exact = all.iter().filter(|id| model[**id].name == name);
        let exact: Vec<_> = exact.copied().collect();
        if exact.is_empty() { all } else { exact }
    }

    /// The overloads of an unbound operation that is imported.
    pub(super) fn imported(&self, first: OperationId) -> Vec<OperationId> {
        let of = &self.model[first];
        let is_overload = |id: &OperationId| {
            let other = &self.model[*id];
            other.binding.is_none()
                && (other.namespace, other.name, other.kind) == (of.namespace, of.name, of.kind)
        };
        match of.kind {
            OperationKind::Action => vec![first],
            OperationKind::Function => {
                let all = (0..self.model.operations.len()).map(OperationId::new);
                all.filter(is_overload).collect()
            }
        }
    }

    /// What can follow one value, for a hint.
    pub(super) fn names_at_one(&self, ty: StructuredId) -> Vec<&'a str> {
        let model = self.model;
        let mut names = Vec::new();
        for one in model.lineage(ty) {
            names.extend(model[one].navigation.iter().map(|property| property.name));
            names.extend(model[one].properties.iter().map(|property| property.name));
            let binding = crate::model::Binding {
                ty: Type::Structured(one),
                cardinality: Cardinality::One,
            };
            let bound = model.bound.get(&binding).into_iter().flatten();
            names.extend(bound.map(|id| model[*id].name));
        }
        names
    }
}

fn owner(member: Member) -> StructuredId {
    match member {
        Member::Navigation(owner, _) | Member::Property(owner, _) => owner,
    }
}

fn bound_to(operation: &Operation<'_>, cardinality: Cardinality) -> Option<StructuredId> {
    let binding = operation.binding?;
    match binding.ty {
        Type::Structured(ty) if binding.cardinality == cardinality => Some(ty),
        _ => None,
    }
}
