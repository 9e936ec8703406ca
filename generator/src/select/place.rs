//! A place: what stands at the end of a path, as far as its requests go.

use super::pattern::Methods;
use crate::csdl::Cardinality;
use crate::docs::page::Method;
use crate::model::{
    Facts, Grant, Model, NavigationProperty, OperationId, Restriction, StructuredId, Term,
};
use std::collections::BTreeSet;

/// A structured type, alone or as a collection: one request builder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The type that stands there.
    pub ty: StructuredId,
    /// One of it or a collection.
    pub cardinality: Cardinality,
}

/// What is wanted of a place, over all paths that lead to it.
#[derive(Debug, Clone, Default)]
pub struct Reached {
    /// The place's own verbs are wanted, not just the way through it.
    pub whole: bool,
    /// The verbs that are wanted, whether or not they are offered.
    pub methods: Methods,
    /// Some path leads here by containment.
    pub owned: bool,
    /// Some path leads here by a reference.
    pub referenced: bool,
    /// What paths by reference offer for which the metadata grants writes.
    pub granted: Granted,
    /// Some path leads here along which `$ref` can be used.
    pub referenceable: bool,
    /// Only a cast leads here: what the base type's builder offers need not be offered again.
    pub by_cast: bool,
    /// The verbs that some path by containment offers.
    pub verbs: Verbs,
    /// The wanted structural properties that lead further: the declaring type and the position.
    pub properties: BTreeSet<(StructuredId, usize)>,
    /// The wanted navigation properties: the declaring type and the position there.
    pub navigation: BTreeSet<(StructuredId, usize)>,
    /// The wanted operations, inherited ones included.
    pub operations: BTreeSet<OperationId>,
    /// Whether the way from the collection to one of its members is wanted.
    pub by_key: bool,
}

/// What a navigation property does with what it leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Along {
    /// It contains it.
    Contained,
    /// It refers to it.
    Referenced,
    /// Both: it refers and the metadata grants writes, or it contains and the metadata grants references.
    Granted,
}

impl Along {
    /// What the navigation property at this position of a type does.
    pub fn of(model: &Model<'_>, owner: StructuredId, index: usize) -> Self {
        Self::of_property(&model[owner].navigation[index], model.grant(owner, index))
    }

    /// What a navigation property does, with the writes that documented request lines grant.
    pub fn of_property(property: &NavigationProperty<'_>, grant: Grant) -> Self {
        let facts = &property.facts;
        let references = facts.restriction(Term::NavigationRestrictions, "Referenceable");
        let grants = || Verbs::of_referenced(facts, grant).writes();
        match property.contains_target {
            true if references == Restriction::Granted => Self::Granted,
            true => Self::Contained,
            false if grants() => Self::Granted,
            false => Self::Referenced,
        }
    }
}

/// What is offered where a reference leads for which the metadata grants writes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Granted {
    /// The verbs, over all such paths.
    pub verbs: Verbs,
    /// Whether `$ref` can be used along one of them.
    pub referenceable: bool,
}

/// The verbs a place offers; what one path offers is offered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Verbs {
    /// Read: GET.
    pub read: bool,
    /// Create in a collection: POST.
    pub create: bool,
    /// Update: PATCH.
    pub update: bool,
    /// Replace: PUT.
    pub replace: bool,
    /// Delete: DELETE.
    pub delete: bool,
}

impl Verbs {
    /// What a path by containment offers, as its annotations restrict it, or those of the type where these say nothing.
    pub fn of_contained(facts: &Facts<'_>, of_type: &Facts<'_>) -> Self {
        let allowed = |term, property| {
            let said = match facts.restriction(term, property) {
                Restriction::Unsaid => of_type.restriction(term, property),
                said => said,
            };
            said != Restriction::Denied
        };
        let method = |facts: &Facts<'_>| {
            facts
                .restriction_member(Term::UpdateRestrictions, "UpdateMethod")
                .map(|one| one == "PUT")
        };
        let by_put = method(facts)
            .or_else(|| method(of_type))
            .unwrap_or_default();
        let updatable = allowed(Term::UpdateRestrictions, "Updatable");
        Self {
            read: allowed(Term::ReadRestrictions, "Readable"),
            create: allowed(Term::InsertRestrictions, "Insertable"),
            update: updatable && !by_put,
            replace: updatable && by_put,
            delete: allowed(Term::DeleteRestrictions, "Deletable"),
        }
    }

    /// What a path by reference offers: reading, and the writes that an annotation or the reference grants.
    pub fn of_referenced(facts: &Facts<'_>, documented: Grant) -> Self {
        let granted = |term, property| facts.restriction(term, property) == Restriction::Granted;
        let updatable = granted(Term::UpdateRestrictions, "Updatable");
        Self {
            read: facts.restriction(Term::ReadRestrictions, "Readable") != Restriction::Denied,
            create: documented.create || granted(Term::InsertRestrictions, "Insertable"),
            update: documented.update || updatable,
            replace: documented.replace,
            delete: documented.delete || granted(Term::DeleteRestrictions, "Deletable"),
        }
    }

    /// What a singleton offers: it is there for good.
    pub fn of_singleton(facts: &Facts<'_>, of_type: &Facts<'_>) -> Self {
        Self {
            create: false,
            delete: false,
            ..Self::of_contained(facts, of_type)
        }
    }

    /// The same in HTTP.
    pub fn methods(self) -> Methods {
        let offered = [
            (self.read, Method::Get),
            (self.create, Method::Post),
            (self.update, Method::Patch),
            (self.replace, Method::Put),
            (self.delete, Method::Delete),
        ];
        let offered = offered.into_iter().filter(|(is_offered, _)| *is_offered);
        offered.map(|(_, method)| method).collect()
    }

    /// Those that are among these verbs of HTTP.
    #[must_use]
    pub fn within(self, methods: Methods) -> Self {
        Self {
            read: self.read && methods.has(Method::Get),
            create: self.create && methods.has(Method::Post),
            update: self.update && methods.has(Method::Patch),
            replace: self.replace && methods.has(Method::Put),
            delete: self.delete && methods.has(Method::Delete),
        }
    }

    /// Whether anything but reading is offered.
    pub fn writes(self) -> bool {
        self.create || self.update || self.replace || self.delete
    }

    /// What either offers.
    pub fn or(self, other: Self) -> Self {
        Self {
            read: self.read || other.read,
            create: self.create || other.create,
            update: self.update || other.update,
            replace: self.replace || other.replace,
            delete: self.delete || other.delete,
        }
    }
}
