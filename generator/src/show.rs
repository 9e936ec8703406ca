//! The API as a tree: by paths, or by types.
//!
//! What several paths lead to is told where a shortest one leads there; elsewhere a line says `as` which. So a tree is no larger
//! than the model, although paths are without number.

use crate::csdl::Cardinality;
use crate::docs::page::Method;
use crate::model::{ChildKind, EnumId, Model, OperationId, StructuredId, Type, TypeUse};
use crate::permissions::offered;
use crate::select::pattern::{PatternSet, Segment, State, TypePattern};
use crate::select::{Along, Place, Selection, followed_result, method_of};
use serde::Serialize;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};
use std::fmt;

/// One line of a tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// How deep it stands, from 0.
    pub depth: usize,
    /// Path, or type and member: unique but for overloads.
    pub item: String,
    /// What it is.
    pub kind: Kind,
    /// The verbs that are offered there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub verbs: Vec<&'static str>,
    /// The type that stands there, as the metadata writes it.
    #[serde(skip_serializing_if = "Option::is_none", rename = "type")]
    pub ty: Option<String>,
    /// The path or type that has what would follow here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_as: Option<String>,
    /// The last part of the item, as the tree shows it.
    #[serde(skip)]
    name: String,
}

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An entity set.
    EntitySet,
    /// A singleton.
    Singleton,
    /// A member of a collection, by key.
    Key,
    /// A navigation property that contains.
    Contained,
    /// A navigation property that refers.
    Reference,
    /// A structural property.
    Property,
    /// A navigation property of a type.
    Navigation,
    /// A cast.
    Cast,
    /// An action.
    Action,
    /// A function.
    Function,
    /// An entity type.
    EntityType,
    /// A complex type.
    ComplexType,
    /// An enumeration type.
    EnumType,
    /// A member of an enumeration.
    Member,
}

/// How deep a tree goes where nothing else is said, from a line that the filter names.
pub const USUAL_DEPTH: usize = 2;

/// A tree by paths: what a selection has, of that what the patterns of a filter select, and so many levels below.
pub fn by_path(
    model: &Model<'_>,
    selection: &Selection,
    filter: &PatternSet,
    depth: usize,
) -> Vec<Line> {
    let mut tree = Paths {
        model,
        selection,
        filter,
        depth,
        shown: HashMap::new(),
    };
    tree.lines()
}

struct Paths<'t, 'a> {
    model: &'t Model<'a>,
    selection: &'t Selection,
    filter: &'t PatternSet,
    depth: usize,
    /// Places that were told, each with the state of the filter, and by which path.
    shown: HashMap<(Place, State), String>,
}

/// A node that is to be told.
struct Node {
    line: Line,
    place: Option<Place>,
    state: State,
    /// How many levels of it are left, once the filter has selected something.
    left: usize,
    follows: bool,
}

impl Paths<'_, '_> {
    /// The lines, in order. They are found breadth first, so that a shortest path tells what several lead to.
    fn lines(&mut self) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut below: Vec<Vec<usize>> = Vec::new();
        let mut roots = Vec::new();
        let mut open: VecDeque<(Option<usize>, Node)> = VecDeque::new();
        open.extend(self.roots().into_iter().map(|node| (None, node)));
        while let Some((parent, node)) = open.pop_front() {
            let at = lines.len();
            match parent.and_then(|parent| below.get_mut(parent)) {
                Some(siblings) => siblings.push(at),
                None => roots.push(at),
            }
            let (line, next) = self.tell(node);
            lines.push(Some(line));
            below.push(Vec::new());
            open.extend(next.into_iter().map(|node| (Some(at), node)));
        }
        let mut ordered = Vec::with_capacity(lines.len());
        roots.reverse();
        while let Some(at) = roots.pop() {
            ordered.extend(lines[at].take());
            roots.extend(below[at].iter().rev());
        }
        ordered
    }

    fn roots(&self) -> Vec<Node> {
        let start = self.filter.start();
        let mut roots = Vec::new();
        for at in &self.selection.children {
            let child = &self.model.children[*at];
            let place = |ty, cardinality| Some(Place { ty, cardinality });
            let (kind, place, import) = match child.kind {
                ChildKind::EntitySet(ty) => (Kind::EntitySet, place(ty, Cardinality::Many), None),
                ChildKind::Singleton(ty) => (Kind::Singleton, place(ty, Cardinality::One), None),
                ChildKind::OperationImport(id) => (self.operation_kind(id), None, Some(id)),
            };
            let node = self.node(&start, "", 0, self.depth, (child.name, kind, place));
            roots.extend(node.map(|node| match import {
                Some(id) => self.called(node, id),
                None => node,
            }));
        }
        roots
    }

    /// A node, if the filter lets through what it is or leads to.
    fn node(
        &self,
        state: &State,
        parent: &str,
        depth: usize,
        left: usize,
        (name, kind, place): (&str, Kind, Option<Place>),
    ) -> Option<Node> {
        let segment = match kind {
            Kind::Key => Segment::Key,
            _ => Segment::Name(name),
        };
        let state = self.filter.step(state, segment);
        let is_below = left < self.depth;
        if !is_below && !self.filter.leads_on(&state) {
            return None;
        }
        let reached = place.and_then(|place| Some((place, self.selection.places.get(&place)?)));
        let verbs = reached.map(|(place, reached)| offered(place.cardinality, reached));
        let ty = place.map(|place| self.written(place));
        let line = Line {
            depth,
            item: format!("{parent}/{name}"),
            kind,
            verbs: verbs.into_iter().flatten().map(Method::as_str).collect(),
            ty,
            same_as: None,
            name: name.to_owned(),
        };
        Some(Node {
            line,
            place: reached.map(|(place, _)| place),
            state,
            left,
            follows: kind != Kind::Reference,
        })
    }

    /// The same with what calling an operation means.
    fn called(&self, mut node: Node, id: OperationId) -> Node {
        let operation = &self.model[id];
        node.line.verbs = vec![method_of(operation).as_str()];
        node.line.ty = operation.returns.map(|one| written(self.model, one.ty));
        node.place = followed_result(self.model, operation)
            .filter(|place| self.selection.places.contains_key(place));
        node.follows = false;
        node
    }

    /// The line of a node, and what is below it.
    fn tell(&mut self, node: Node) -> (Line, Vec<Node>) {
        let Node {
            mut line,
            place,
            state,
            left,
            follows,
        } = node;
        let is_selected = self.filter.selects(&state) || left < self.depth;
        // What has been selected once goes on for some levels; until then the filter decides.
        let left = if is_selected {
            left.checked_sub(1)
        } else {
            Some(left)
        };
        let Some((place, left)) = place.zip(left) else {
            return (line, Vec::new());
        };
        // Below a reference only what the filter spells out.
        if !follows && is_selected && !self.filter.spells_out(&state) {
            return (line, Vec::new());
        }
        match self.shown.entry((place, state.clone())) {
            Entry::Occupied(first) => {
                line.same_as = Some(first.get().clone());
                (line, Vec::new())
            }
            Entry::Vacant(free) => {
                free.insert(line.item.clone());
                let below = self.below(&line, place, &state, left);
                (line, below)
            }
        }
    }

    fn below(&self, line: &Line, place: Place, state: &State, left: usize) -> Vec<Node> {
        let model = self.model;
        let Some(reached) = self.selection.places.get(&place) else {
            return Vec::new();
        };
        let depth = line.depth + 1;
        let node = |what| self.node(state, &line.item, depth, left, what);
        let mut below = Vec::new();
        for id in &reached.operations {
            let segment = model.operation_segment(*id);
            let named = node((model[*id].name, self.operation_kind(*id), None));
            below.extend(named.map(|mut one| {
                one.line.item = format!("{}/{segment}", line.item);
                one.line.name = segment;
                self.called(one, *id)
            }));
        }
        if reached.by_key {
            let one = Place {
                cardinality: Cardinality::One,
                ..place
            };
            below.extend(node(("{id}", Kind::Key, Some(one))));
        }
        for (owner, at) in &reached.properties {
            let property = &model[*owner].properties[*at];
            if let Type::Structured(ty) = property.ty.ty {
                let place = Place {
                    ty,
                    cardinality: Cardinality::One,
                };
                below.extend(node((property.name, Kind::Property, Some(place))));
            }
        }
        for (owner, at) in &reached.navigation {
            let property = &model[*owner].navigation[*at];
            let kind = match Along::of(model, *owner, *at) {
                Along::Contained | Along::Granted => Kind::Contained,
                Along::Referenced => Kind::Reference,
            };
            let place = Place {
                ty: property.target,
                cardinality: property.ty.cardinality,
            };
            below.extend(node((property.name, kind, Some(place))));
        }
        below
    }

    fn operation_kind(&self, id: OperationId) -> Kind {
        match self.model[id].kind {
            crate::csdl::OperationKind::Action => Kind::Action,
            crate::csdl::OperationKind::Function => Kind::Function,
        }
    }

    fn written(&self, place: Place) -> String {
        let name = self.model.qualified(place.ty);
        match place.cardinality {
            Cardinality::One => name,
            Cardinality::Many => format!("Collection({name})"),
        }
    }
}

/// A list of types: those of a selection that one of the patterns fits (all without any), each with so many levels below.
pub fn by_type(
    model: &Model<'_>,
    selection: &Selection,
    filter: &[TypePattern],
    depth: usize,
) -> Vec<Line> {
    let fits = |namespace: &str, name: &str| {
        filter.is_empty() || filter.iter().any(|one| one.matches(namespace, name))
    };
    let mut lines = Vec::new();
    for id in selection.structured_ids(model) {
        let ty = &model[id];
        if fits(model.namespace(ty.namespace).name, ty.name) {
            structured(model, selection, id, depth, &mut lines);
        }
    }
    let enums = (0..model.enums.len()).map(EnumId::new);
    for id in enums.filter(|id| selection.has_enum(*id)) {
        let ty = &model[id];
        if !fits(model.namespace(ty.namespace).name, ty.name) {
            continue;
        }
        let item = model.qualified_enum(id);
        lines.push(line(0, item.clone(), item.clone(), Kind::EnumType, None));
        for member in ty.members.iter().filter(|_| depth > 0) {
            let below = format!("{item}/{}", member.name);
            lines.push(line(1, below, member.name.to_owned(), Kind::Member, None));
        }
    }
    lines
}

fn structured(
    model: &Model<'_>,
    selection: &Selection,
    id: StructuredId,
    depth: usize,
    lines: &mut Vec<Line>,
) {
    let ty = &model[id];
    let kind = match ty.kind {
        crate::model::Kind::Entity => Kind::EntityType,
        crate::model::Kind::Complex => Kind::ComplexType,
    };
    let item = model.qualified(id);
    let base = ty.base.map(|base| model.qualified(base));
    lines.push(line(0, item.clone(), item.clone(), kind, base));
    if depth == 0 {
        return;
    }
    let mut below = |name: &str, kind, ty| {
        lines.push(line(
            1,
            format!("{item}/{name}"),
            name.to_owned(),
            kind,
            Some(ty),
        ));
    };
    for (at, property) in ty.properties.iter().enumerate() {
        if selection.has_property(id, at) {
            below(property.name, Kind::Property, written(model, property.ty));
        }
    }
    for (at, property) in ty.navigation.iter().enumerate() {
        if selection.knows_navigation(id, at) && selection.has(property.target) {
            below(property.name, Kind::Navigation, written(model, property.ty));
        }
    }
}

fn line(depth: usize, item: String, name: String, kind: Kind, ty: Option<String>) -> Line {
    Line {
        depth,
        item,
        kind,
        verbs: Vec::new(),
        ty,
        same_as: None,
        name,
    }
}

/// A type as the metadata writes it.
pub(crate) fn written(model: &Model<'_>, ty: TypeUse) -> String {
    let name = match ty.ty {
        Type::Primitive(primitive) => format!("Edm.{}", primitive.name()),
        Type::Structured(id) => model.qualified(id),
        Type::Enum(id) => model.qualified_enum(id),
    };
    match ty.cardinality {
        Cardinality::One => name,
        Cardinality::Many => format!("Collection({name})"),
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let indent = self.depth * 2;
        let slash = match self.item.starts_with('/') {
            true => "/",
            false => "",
        };
        write!(f, "{:indent$}{slash}{}", "", self.name)?;
        let is_type = matches!(self.kind, Kind::EntityType | Kind::ComplexType);
        let is_reference = self.kind == Kind::Reference;
        match &self.ty {
            Some(base) if is_type => write!(f, " : {base}")?,
            Some(ty) if is_reference => write!(f, " -> {ty}")?,
            Some(ty) => write!(f, "  {ty}")?,
            None => {}
        }
        if !self.verbs.is_empty() {
            write!(f, "  {}", self.verbs.join(" "))?;
        }
        match &self.same_as {
            Some(other) => write!(f, "  (as {other})"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::select::tests::with_selection;
    use std::collections::BTreeSet;

    fn tree(include: &[&str], filter: &[&str], depth: usize) -> Vec<String> {
        with_selection(include, |_, model, _, selection| {
            let mut diagnostics = crate::diagnostics::Diagnostics::new();
            let filter = PatternSet::parse(filter, &mut diagnostics);
            let lines = by_path(model, selection, &filter, depth);
            lines
                .iter()
                .map(|line| line.to_string().replace("microsoft.graph.", ""))
                .collect()
        })
    }

    #[test]
    fn what_was_shown_is_not_shown_again() {
        let shown = tree(&["/me/messages/**", "/users/{id}/messages"], &[], 9);
        let expected = [
            "/users  Collection(user)",
            "  /{id}  user  (as /me)",
            "/me  user",
            "  /messages  Collection(message)  GET POST",
            "    /{id}  message  GET PATCH DELETE",
            "      /send  POST",
            "      /attachments  Collection(attachment)  GET POST",
            "        /{id}  attachment  GET PATCH DELETE",
        ];
        assert_eq!(
            shown
                .iter()
                .map(String::as_str)
                .collect::<BTreeSet<_>>()
                .len(),
            shown.len()
        );
        assert_eq!(shown, expected);
    }

    #[test]
    fn filters_and_depths_cut() {
        let all = tree(&[], &[], 9);
        assert!(
            all.contains(&"  /delta  Collection(user)  GET".to_owned()),
            "{all:?}"
        );
        assert!(
            all.iter()
                .any(|line| line.contains("/manager -> directoryObject")),
            "{all:?}"
        );
        assert_eq!(tree(&[], &[], 0).len(), 3);
        let some = tree(&[], &["/me/messages/{id}/attachments"], 0);
        let items: Vec<_> = some
            .iter()
            .map(|line| line.split("  ").find(|one| !one.is_empty()))
            .collect();
        assert_eq!(
            items,
            [
                Some("/me"),
                Some("/messages"),
                Some("/{id}"),
                Some("/attachments")
            ]
        );
        assert!(tree(&["/me/**"], &["/users/**"], 9).is_empty());
    }
}
