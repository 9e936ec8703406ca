//! Which elements of the metadata a selection needs.

use super::pages::Pages;
use crate::csdl::Cardinality;
use crate::diagnostics::{SourceId, Sources, Span};
use crate::model::path::StepKind;
use crate::model::{
    ChildKind, EnumId, Facts, Model, NavigationProperty, OperationId, Property, StructuredId, Type,
    TypeUse,
};
use crate::select::Selection;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Where an element begins: the `<` of its start tag.
type Place = (SourceId, u32);

/// How much of an element is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Extent {
    /// Its start tag: something names it, and nothing looks into it.
    Head,
    /// The element, with those of its children that are kept.
    Whole,
}

/// What is kept, by where it begins.
#[derive(Debug, Default)]
pub(super) struct Kept<'m> {
    elements: HashMap<Place, Extent>,
    /// Annotations of what is kept, wherever they stand.
    annotations: HashSet<Place>,
    /// The names of navigation properties.
    navigation: HashSet<&'m str>,
    /// The names of children of the container.
    children: HashSet<&'m str>,
}

impl<'m> Kept<'m> {
    /// What a selection needs, and what its pages are about.
    pub(super) fn find(
        model: &'m Model<'m>,
        selection: &Selection,
        pages: &Pages,
        sources: &Sources,
    ) -> Self {
        let mut keeping = Keeping {
            model,
            selection,
            pages,
            sources,
            kept: Self::default(),
            extents: vec![None; model.structured.len()],
            waiting: Vec::new(),
        };
        keeping.run();
        keeping.kept
    }

    /// How much is kept of the element that begins here.
    pub(super) fn extent(&self, place: Place) -> Option<Extent> {
        self.elements.get(&place).copied()
    }

    /// Whether the annotation that begins here is one of something that is kept.
    pub(super) fn annotates(&self, place: Place) -> bool {
        self.annotations.contains(&place)
    }

    /// Whether a navigation property binding joins what is kept, as far as names tell.
    pub(super) fn binds(&self, path: &str, target: &str) -> bool {
        let last = |path: &'_ str| path.rsplit('/').next().map(str::to_owned);
        let knows = |names: &HashSet<&str>, path| {
            last(path).is_some_and(|name| names.contains(name.as_str()))
        };
        knows(&self.navigation, path) && knows(&self.children, target)
    }
}

struct Keeping<'k, 'm> {
    model: &'m Model<'m>,
    selection: &'k Selection,
    pages: &'k Pages,
    sources: &'k Sources,
    kept: Kept<'m>,
    extents: Vec<Option<Extent>>,
    /// Types of which more is kept than was looked at.
    waiting: Vec<StructuredId>,
}

impl<'m> Keeping<'_, 'm> {
    fn run(&mut self) {
        let (model, selection) = (self.model, self.selection);
        let wanted = model.structured_ids().filter(|id| selection.has(*id));
        let places = selection.places.keys().map(|place| place.ty);
        let ways = selection.navigation().into_iter().map(|(owner, _)| owner);
        let about = self.pages.types.iter().copied();
        for id in wanted
            .chain(places)
            .chain(ways)
            .chain(about)
            .collect::<Vec<_>>()
        {
            for one in model.lineage(id) {
                self.structured(one, Extent::Whole);
            }
        }
        for id in (0..model.enums.len()).map(EnumId::new) {
            if selection.has_enum(id) {
                self.enumeration(id);
            }
        }
        self.ways();
        let children = self.selection.children.iter();
        for at in children {
            self.child(*at);
        }
        let operations = (0..model.operations.len()).map(OperationId::new);
        let bound = selection.bound_operations();
        for id in operations {
            if selection.is_everything || bound.contains(&id) {
                self.operation(id);
            }
        }
        self.close();
        self.between();
        self.close();
    }

    /// What requests go through by which a page is understood.
    fn ways(&mut self) {
        let model = self.model;
        for step in self.pages.ways.iter().flat_map(|way| &way.steps) {
            match step.kind {
                StepKind::Child(at) => self.child(at),
                StepKind::Navigation(owner, at) => {
                    self.structured(owner, Extent::Whole);
                    self.navigation(&model[owner].navigation[at]);
                }
                StepKind::Property(owner, at) => {
                    self.structured(owner, Extent::Whole);
                    self.property(&model[owner].properties[at]);
                }
                StepKind::Cast(ty) => self.structured(ty, Extent::Whole),
                StepKind::Operation(id, _) => self.operation(id),
                _ => {}
            }
        }
    }

    /// What stands on the root.
    fn child(&mut self, at: usize) {
        let model = self.model;
        let child = &model.children[at];
        self.element(child.span, Extent::Whole, &child.facts);
        self.kept.children.insert(child.name);
        match child.kind {
            ChildKind::EntitySet(id) | ChildKind::Singleton(id) => {
                self.structured(id, Extent::Head);
            }
            ChildKind::OperationImport(id) => {
                let import = &model[id];
                let overloads = model.operations.iter().enumerate().filter(|(_, one)| {
                    one.binding.is_none()
                        && (one.namespace, one.name) == (import.namespace, import.name)
                });
                for (at, _) in overloads {
                    self.operation(OperationId::new(at));
                }
            }
        }
    }

    /// Types that are known by name alone, so that a value can be cast to a base of theirs.
    fn between(&mut self) {
        let model = self.model;
        let selected = |id: &StructuredId| self.selection.has(*id);
        let is_between = |id: &StructuredId| {
            let mut bases = model.bases(*id);
            bases.any(|base| selected(&base) && model.bases(base).any(|above| selected(&above)))
        };
        let found: Vec<_> = model.structured_ids().filter(is_between).collect();
        for id in found {
            self.structured(id, Extent::Head);
        }
    }

    fn close(&mut self) {
        while let Some(id) = self.waiting.pop() {
            if let Some(base) = self.model[id].base {
                self.structured(base, Extent::Head);
            }
            if self.extents[id.index()] == Some(Extent::Whole) {
                self.members(id);
            }
        }
    }

    fn structured(&mut self, id: StructuredId, extent: Extent) {
        let known = &mut self.extents[id.index()];
        if known.is_some_and(|known| known >= extent) {
            return;
        }
        *known = Some(extent);
        let ty = &self.model[id];
        let none = Facts::default();
        let facts = match extent {
            Extent::Whole => &ty.facts,
            Extent::Head => &none,
        };
        self.element(ty.span, extent, facts);
        self.waiting.push(id);
    }

    /// Properties and navigation properties of a type that is kept.
    fn members(&mut self, id: StructuredId) {
        let model = self.model;
        let ty = &model[id];
        let is_way: BTreeSet<_> = self
            .selection
            .places
            .values()
            .flat_map(|reached| &reached.properties)
            .filter(|(owner, _)| *owner == id)
            .map(|(_, at)| *at)
            .collect();
        // All that its page has rows for, so that each is told from the others.
        let is_about = self.pages.types.contains(&id);
        let keys = ty.key.iter().filter_map(|path| path.split('/').next());
        let alternate = ty.alternate_keys.iter().flat_map(|key| &key.names);
        let keys: BTreeSet<_> = keys.chain(alternate.copied()).collect();
        for (at, property) in ty.properties.iter().enumerate() {
            let is_field = self.selection.has(id) && self.selection.has_property(id, at);
            if is_field || is_about || is_way.contains(&at) || keys.contains(property.name) {
                self.property(property);
            }
        }
        let ways = self.selection.navigation();
        for (at, property) in ty.navigation.iter().enumerate() {
            let is_constant = self.selection.has(id)
                && self.selection.has(property.target)
                && self.selection.knows_navigation(id, at);
            if is_constant || is_about || ways.contains(&(id, at)) {
                self.navigation(property);
            }
        }
    }

    fn property(&mut self, property: &Property<'m>) {
        self.element(property.span, Extent::Whole, &property.facts);
        self.used(&property.ty);
    }

    fn navigation(&mut self, property: &NavigationProperty<'m>) {
        self.element(property.span, Extent::Whole, &property.facts);
        self.kept.navigation.insert(property.name);
        self.used(&property.ty);
    }

    fn operation(&mut self, id: OperationId) {
        let operation = &self.model[id];
        self.element(operation.span, Extent::Whole, &operation.facts);
        if let Some(binding) = operation.binding {
            self.ty(binding.ty);
        }
        for parameter in &operation.parameters {
            self.annotations(&parameter.facts);
            self.used(&parameter.ty);
        }
        if let Some(returns) = &operation.returns {
            self.used(&returns.ty);
        }
    }

    /// Keeps what a use of a type names in the input, where a repair may have put another in its place.
    fn used(&mut self, used: &TypeUse) {
        self.ty(used.ty);
        let text = self.sources.text(used.span.source);
        let written = usize::try_from(used.span.start)
            .ok()
            .zip(usize::try_from(used.span.end).ok())
            .and_then(|(start, end)| text.get(start..end))
            .unwrap_or_default();
        let name = match used.cardinality {
            Cardinality::Many => written.strip_prefix("Collection(").unwrap_or(written),
            Cardinality::One => written,
        };
        if let Some(ty) = self.model.find(name.trim_end_matches(')').trim()) {
            self.ty(ty);
        }
    }

    fn ty(&mut self, ty: Type) {
        match ty {
            Type::Primitive(_) => {}
            Type::Enum(id) => self.enumeration(id),
            Type::Structured(id) => self.structured(id, Extent::Head),
        }
    }

    fn enumeration(&mut self, id: EnumId) {
        let ty = &self.model[id];
        self.element(ty.span, Extent::Whole, &ty.facts);
        for member in &ty.members {
            self.annotations(&member.facts);
        }
    }

    fn element(&mut self, span: Span, extent: Extent, facts: &Facts<'_>) {
        let known = self.kept.elements.entry((span.source, span.start));
        let known = known.or_insert(extent);
        *known = extent.max(*known);
        self.annotations(facts);
    }

    fn annotations(&mut self, facts: &Facts<'_>) {
        let places = facts.iter().map(|fact| fact.annotation.span);
        self.kept
            .annotations
            .extend(places.map(|span| (span.source, span.start)));
    }
}
