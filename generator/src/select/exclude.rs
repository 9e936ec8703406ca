//! What excludes leave out: members of types, whatever path leads to them.

use super::pattern::{Methods, PatternSet};
use super::{Item, Link, Members, Place, Selection, calls, unmatched, walk, ways};
use crate::diagnostics::Diagnostics;
use crate::model::{Model, OperationId, StructuredId, Type};
use std::collections::{BTreeMap, BTreeSet};

/// What is left out.
#[derive(Debug, Default)]
pub(super) struct Excluded {
    /// Children of the container.
    pub(super) children: BTreeSet<usize>,
    /// Navigation properties: the declaring type and the position there.
    pub(super) navigation: BTreeSet<(StructuredId, usize)>,
    /// Structural properties: the declaring type and the position there.
    properties: BTreeSet<(StructuredId, usize)>,
    /// Operations.
    pub(super) operations: BTreeSet<OperationId>,
    /// Types whose collections lead to no member.
    pub(super) keys: BTreeSet<StructuredId>,
    /// Types that no cast leads to.
    pub(super) casts: BTreeSet<StructuredId>,
    /// Verbs of places.
    pub(super) methods: BTreeMap<Place, Methods>,
    /// Types.
    pub(super) types: BTreeSet<Type>,
}

impl Excluded {
    /// Finds what the excludes of a set select. One that selects nothing is an error.
    pub(super) fn find(
        model: &Model<'_>,
        patterns: &PatternSet,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut found = Self::default();
        let Some(patterns) = patterns.excluded() else {
            return found;
        };
        let members = Members::find(model, patterns, diagnostics);
        let ways = ways::documented(model, patterns, diagnostics).without_tails();
        let mut selection = Selection::nothing(model);
        walk::walk(
            model,
            &ways,
            &Self::default(),
            walk::Roots::All,
            &mut selection,
        );
        for step in selection.reasons.steps() {
            found.path(model, step.link, step.methods, step.place);
        }
        found.members(model, patterns, &members, diagnostics);
        found.types = unmatched::types(model, patterns, diagnostics)
            .into_iter()
            .map(|(ty, _)| ty)
            .collect();
        unmatched::paths(model, patterns, &selection.matched, None, diagnostics);
        found
    }

    pub(super) fn is_nothing(&self) -> bool {
        let Self {
            children,
            navigation,
            properties,
            operations,
            keys,
            casts,
            methods,
            types,
        } = self;
        children.is_empty()
            && navigation.is_empty()
            && properties.is_empty()
            && operations.is_empty()
            && keys.is_empty()
            && casts.is_empty()
            && methods.is_empty()
            && types.is_empty()
    }

    /// Whether a structural property is left out.
    pub(super) fn has_property(&self, owner: StructuredId, index: usize) -> bool {
        self.properties.contains(&(owner, index))
    }

    /// Whether a member of a type is left out.
    pub(super) fn has(&self, item: Item) -> bool {
        match item {
            Item::Property(owner, index) => self.has_property(owner, index),
            Item::Navigation(owner, index) => self.navigation.contains(&(owner, index)),
            Item::Operation(id) => self.operations.contains(&id),
            Item::Child(index) => self.children.contains(&index),
            Item::Structured(id) => self.types.contains(&Type::Structured(id)),
            Item::Enum(id) => self.types.contains(&Type::Enum(id)),
            Item::Place(_) => false,
        }
    }

    /// Takes members; of a type's key nothing can be left out.
    fn members(
        &mut self,
        model: &Model<'_>,
        patterns: &PatternSet,
        members: &Members,
        diagnostics: &mut Diagnostics,
    ) {
        let is_key = |item: &Item| match *item {
            Item::Property(owner, index) => {
                let name = model[owner].properties[index].name;
                let mut key = model.key(owner).iter();
                key.any(|path| path.split('/').next() == Some(name))
            }
            _ => false,
        };
        let mut nothing_but_keys = BTreeSet::new();
        let mut others = BTreeSet::new();
        for (pattern, _, item) in &members.items {
            match is_key(item) {
                true => nothing_but_keys.insert(*pattern),
                false => {
                    self.item(*item);
                    others.insert(*pattern)
                }
            };
        }
        for pattern in nothing_but_keys.difference(&others) {
            let (pattern, span) = &patterns.patterns()[*pattern];
            let message = format!("`{}` is a key, which cannot be left out", pattern.text());
            diagnostics
                .error("excluded-key", message, *span)
                .help("exclude the type instead");
        }
    }

    fn item(&mut self, item: Item) {
        match item {
            Item::Property(owner, index) => {
                self.properties.insert((owner, index));
            }
            Item::Navigation(owner, index) => {
                self.navigation.insert((owner, index));
            }
            Item::Operation(id) => {
                self.operations.insert(id);
            }
            Item::Child(index) => {
                self.children.insert(index);
            }
            Item::Structured(_) | Item::Enum(_) | Item::Place(_) => {}
        }
    }

    /// A path that ends in this link is selected with these verbs.
    fn path(&mut self, model: &Model<'_>, link: Link, methods: Methods, place: Option<Place>) {
        match (link, methods) {
            (_, Methods::NONE) => {}
            (Link::Operation(id), methods) => {
                if methods.has(calls::method_of(&model[id])) {
                    self.operations.insert(id);
                }
            }
            (Link::Child(index), Methods::ALL) => self.item(Item::Child(index)),
            (Link::Navigation(owner, index), Methods::ALL) => {
                self.item(Item::Navigation(owner, index));
            }
            (Link::Resource(owner, index), Methods::ALL) => {
                self.item(Item::Property(owner, index));
            }
            (Link::Key, Methods::ALL) => {
                self.keys.extend(place.map(|place| place.ty));
            }
            (Link::Cast(ty), Methods::ALL) => {
                self.casts.insert(ty);
            }
            (Link::Child(index), methods) if place.is_none() => {
                // An import has no place of its own.
                if let crate::model::ChildKind::OperationImport(id) = model.children[index].kind
                    && methods.has(calls::method_of(&model[id]))
                {
                    self.item(Item::Child(index));
                }
            }
            (_, methods) => {
                if let Some(place) = place {
                    let known = self.methods.entry(place).or_default();
                    *known = known.or(methods);
                }
            }
        }
    }
}
