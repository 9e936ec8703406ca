//! The two models side by side: what is called the same is the same.

use crate::csdl::Cardinality;
use crate::model::{Model, NavigationProperty, Property, Structured, StructuredId, Type, TypeUse};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Namespace and unqualified name.
pub(super) type TypeName<'m> = (&'m str, &'m str);

/// One of the two models, with what the comparison looks up in it.
pub(super) struct Side<'m> {
    pub(super) model: &'m Model<'m>,
    /// All types but those that a repair has put something else in place of.
    pub(super) types: BTreeMap<TypeName<'m>, Type>,
    properties: HashMap<(StructuredId, &'m str), usize>,
    navigation: HashMap<(StructuredId, &'m str), usize>,
}

/// A structural property or a navigation property.
pub(super) trait Member<'m>: Sized + 'm {
    /// The members that a type declares itself.
    fn own(ty: &'m Structured<'m>) -> &'m [Self];
    /// The name on the wire.
    fn name(&self) -> &'m str;
    /// Positions by type and name.
    fn index<'s>(side: &'s Side<'m>) -> &'s HashMap<(StructuredId, &'m str), usize>;
}

impl<'m> Member<'m> for Property<'m> {
    fn own(ty: &'m Structured<'m>) -> &'m [Self] {
        &ty.properties
    }

    fn name(&self) -> &'m str {
        self.name
    }

    fn index<'s>(side: &'s Side<'m>) -> &'s HashMap<(StructuredId, &'m str), usize> {
        &side.properties
    }
}

impl<'m> Member<'m> for NavigationProperty<'m> {
    fn own(ty: &'m Structured<'m>) -> &'m [Self] {
        &ty.navigation
    }

    fn name(&self) -> &'m str {
        self.name
    }

    fn index<'s>(side: &'s Side<'m>) -> &'s HashMap<(StructuredId, &'m str), usize> {
        &side.navigation
    }
}

/// A member and the type that declares it: the one asked for, or a base.
pub(super) struct Found<'m, M> {
    pub(super) owner: StructuredId,
    pub(super) member: &'m M,
}

impl<M> Clone for Found<'_, M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Found<'_, M> {}

impl<'m> Side<'m> {
    fn new(model: &'m Model<'m>) -> Self {
        let mut side = Self {
            model,
            types: BTreeMap::new(),
            properties: HashMap::new(),
            navigation: HashMap::new(),
        };
        for id in model.structured_ids() {
            let ty = &model[id];
            if !ty.is_replaced {
                let namespace = model.namespace(ty.namespace).name;
                side.types
                    .insert((namespace, ty.name), Type::Structured(id));
            }
            let properties = ty.properties.iter().enumerate();
            side.properties
                .extend(properties.map(|(index, one)| ((id, one.name), index)));
            let navigation = ty.navigation.iter().enumerate();
            side.navigation
                .extend(navigation.map(|(index, one)| ((id, one.name), index)));
        }
        for (index, ty) in model.enums.iter().enumerate() {
            let namespace = model.namespace(ty.namespace).name;
            let id = crate::model::EnumId::new(index);
            side.types.insert((namespace, ty.name), Type::Enum(id));
        }
        side
    }

    /// A member of a type, its own or inherited.
    pub(super) fn find<M: Member<'m>>(&self, id: StructuredId, name: &str) -> Option<Found<'m, M>> {
        let index = M::index(self);
        std::iter::once(id)
            .chain(self.model.bases(id))
            .find_map(|owner| {
                let at = index.get(&(owner, name))?;
                let member = M::own(&self.model[owner]).get(*at)?;
                Some(Found { owner, member })
            })
    }

    /// The names of a type's members, its own and the inherited ones.
    pub(super) fn names<M: Member<'m>>(&self, id: StructuredId, into: &mut BTreeSet<&'m str>) {
        for owner in std::iter::once(id).chain(self.model.bases(id)) {
            into.extend(M::own(&self.model[owner]).iter().map(Member::name));
        }
    }

    /// A type as the metadata writes it.
    pub(super) fn text(&self, ty: Type) -> String {
        match ty {
            Type::Primitive(primitive) => format!("Edm.{}", primitive.name()),
            Type::Structured(id) => self.model.qualified(id),
            Type::Enum(id) => self.model.qualified_enum(id),
        }
    }

    /// A use of a type as the metadata writes it.
    pub(super) fn text_of(&self, ty: TypeUse) -> String {
        collection(self.text(ty.ty), ty.cardinality)
    }
}

/// `Collection(...)` around a name where there are many.
pub(super) fn collection(name: String, cardinality: Cardinality) -> String {
    match cardinality {
        Cardinality::One => name,
        Cardinality::Many => format!("Collection({name})"),
    }
}

/// Both models.
pub(super) struct Pair<'m> {
    pub(super) old: Side<'m>,
    pub(super) new: Side<'m>,
    new_of: Vec<Option<StructuredId>>,
    old_of: Vec<Option<StructuredId>>,
}

impl<'m> Pair<'m> {
    pub(super) fn new(old: &'m Model<'m>, new: &'m Model<'m>) -> Self {
        let (old, new) = (Side::new(old), Side::new(new));
        Self {
            new_of: counterparts(&old, &new),
            old_of: counterparts(&new, &old),
            old,
            new,
        }
    }

    /// The new type of the same name.
    pub(super) fn new_of(&self, old: StructuredId) -> Option<StructuredId> {
        self.new_of[old.index()]
    }

    /// The old type of the same name.
    pub(super) fn old_of(&self, new: StructuredId) -> Option<StructuredId> {
        self.old_of[new.index()]
    }

    /// All type names of both, sorted.
    pub(super) fn type_names(&self) -> BTreeSet<TypeName<'m>> {
        let old = self.old.types.keys().copied();
        old.chain(self.new.types.keys().copied()).collect()
    }
}

fn counterparts(from: &Side<'_>, to: &Side<'_>) -> Vec<Option<StructuredId>> {
    let mut found = vec![None; from.model.structured.len()];
    for (name, ty) in &from.types {
        if let (Type::Structured(id), Some(Type::Structured(other))) = (ty, to.types.get(name)) {
            found[id.index()] = Some(*other);
        }
    }
    found
}
