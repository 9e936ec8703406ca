//! From paths to what they lead along: entity sets, singletons, navigation properties, operations. Types go down
//! the tree of request lines, from the root to the leaves.

use super::draft::{Catalog, Navigation, Property, Root, Type};
use super::names::TypeName;
use super::operations::{Called, Sources, operation};
use super::tree::{Edge, Tree};
use crate::csdl::{Cardinality, OperationKind};
use crate::diagnostics::Diagnostics;
use crate::docs::page::Method;
use crate::model::Primitive;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

/// The function that every set may have; pages write it without parentheses now and then.
const DELTA: &str = "delta";

/// What stands at a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Site {
    ty: usize,
    cardinality: Cardinality,
}

/// The walk down the tree.
pub(super) struct Walk<'w, 's> {
    pub(super) catalog: &'w mut Catalog<'s>,
    pub(super) tree: &'w Tree<'s>,
    pub(super) sources: Sources<'w, 's>,
    open: Vec<(usize, Site)>,
    members: Members<'s>,
    pub(super) diagnostics: &'w mut Diagnostics,
}

/// A member of a type by its name.
#[derive(Debug, Clone, Copy)]
enum Member {
    /// Position among the navigation properties.
    Navigation(usize),
    /// Position among the structural properties.
    Property(usize),
}

/// The members of all types, so that each is found at once.
#[derive(Debug, Default)]
struct Members<'s> {
    /// By type and name in lower case.
    by_name: HashMap<(usize, String), Member>,
    /// Structural properties that have become navigation properties.
    replaced: HashSet<(usize, usize)>,
    operations: HashSet<Signature<'s>>,
}

/// What tells the operations of a type apart: the names of the parameters do for functions.
type Signature<'s> = (
    usize,
    OperationKind,
    Cow<'s, str>,
    Cardinality,
    Vec<Cow<'s, str>>,
);

impl Members<'_> {
    fn of(catalog: &Catalog<'_>) -> Self {
        let mut members = Self::default();
        for (index, ty) in catalog.structured.iter().enumerate() {
            let key = |name: &str| (index, name.to_ascii_lowercase());
            for (at, one) in ty.properties.iter().enumerate() {
                members.by_name.insert(key(&one.name), Member::Property(at));
            }
            for (at, one) in ty.navigation.iter().enumerate() {
                members
                    .by_name
                    .insert(key(&one.name), Member::Navigation(at));
            }
        }
        members
    }
}

/// Adds to the catalog what the tree leads along.
pub(super) fn walk<'s>(
    catalog: &mut Catalog<'s>,
    tree: &Tree<'s>,
    sources: Sources<'_, 's>,
    diagnostics: &mut Diagnostics,
) {
    let members = Members::of(catalog);
    let mut walk = Walk {
        catalog,
        tree,
        sources,
        open: Vec::new(),
        members,
        diagnostics,
    };
    walk.roots();
    while let Some((step, site)) = walk.open.pop() {
        walk.visit(step, site);
    }
    let replaced = walk.members.replaced;
    let owners: HashSet<usize> = replaced.iter().map(|(owner, _)| *owner).collect();
    for owner in owners {
        let mut at = 0..;
        let keep = |_: &Property<'_>| at.next().is_some_and(|at| !replaced.contains(&(owner, at)));
        catalog.structured[owner].properties.retain(keep);
    }
}

impl<'s> Walk<'_, 's> {
    fn roots(&mut self) {
        let tree = self.tree;
        for (edge, step) in &tree.steps[0].children {
            let Edge::Name(_) = edge else {
                self.left_out(*step, "expected the name of an entity set or a singleton");
                continue;
            };
            let verbs = tree.verbs(*step);
            let creates_only = verbs.len() == 1 && verbs.contains(&Method::Post);
            let is_many = self.is_many(*step) || creates_only && !tree.leads_on(*step);
            let cardinality = many(is_many);
            let name = tree.steps[*step].name();
            let ty = self
                .signed_in(name)
                .or_else(|| self.evident(*step, cardinality))
                .unwrap_or_else(|| self.minimal(name, *step));
            self.catalog.structured[ty].is_entity = true;
            self.catalog.roots.push(Root {
                name: Cow::Borrowed(name),
                span: tree.steps[*step].span,
                ty,
                cardinality,
                verbs: tree.verbs_with_members(*step),
            });
            self.open.push((*step, Site { ty, cardinality }));
        }
    }

    fn visit(&mut self, step: usize, site: Site) {
        let tree = self.tree;
        for (edge, child) in &tree.steps[step].children {
            match edge {
                Edge::Count | Edge::Ref => {}
                Edge::Value => {
                    if site.cardinality == Cardinality::One {
                        self.catalog.structured[site.ty].has_stream = true;
                    }
                }
                Edge::Key if site.cardinality == Cardinality::Many => {
                    self.open.push((*child, one(site.ty)));
                }
                Edge::Key => self.left_out(
                    *child,
                    "expected a name: what stands before is no collection",
                ),
                Edge::Name(_) => match site.cardinality {
                    Cardinality::Many => self.below_many(*child, site),
                    Cardinality::One => self.below_one(*child, site),
                },
                Edge::Call(..) => self.call(*child, site, None),
                Edge::Qualified(name) => self.qualified(*child, site, name),
                Edge::QualifiedCall(name, _) => self.call(*child, site, Some(name)),
            }
        }
    }

    /// A name after a collection: an operation, or a key that is a word.
    fn below_many(&mut self, step: usize, site: Site) {
        let verbs = self.tree.verbs(step);
        let changes = verbs.contains(&Method::Patch)
            || verbs.contains(&Method::Delete)
            || verbs.contains(&Method::Put);
        let name = self.tree.steps[step].name();
        if self.tree.leads_on(step) || changes {
            self.open.push((step, one(site.ty)));
        } else if verbs.contains(&Method::Post) {
            self.operation(step, site, OperationKind::Action, None);
        } else if name == DELTA || self.answers_many(step) {
            self.operation(step, site, OperationKind::Function, None);
        } else if self.evident(step, Cardinality::One) == Some(site.ty) {
            self.open.push((step, one(site.ty)));
        } else if verbs.contains(&Method::Get) {
            self.operation(step, site, OperationKind::Function, None);
        }
    }

    /// A name after a single value: a property of whatever kind, or an operation.
    fn below_one(&mut self, step: usize, site: Site) {
        let tree = self.tree;
        let name = tree.steps[step].name();
        if let Some(next) = self.known(step, site.ty, name) {
            if let Some(next) = next {
                self.open.push((step, next));
            }
            return;
        }
        let verbs = tree.verbs(step);
        let has_key = tree.below(step, &Edge::Key).is_some();
        let is_leaf = !tree.leads_on(step);
        let posts_only = verbs.len() == 1 && verbs.contains(&Method::Post);
        let reads_only = verbs.len() == 1 && verbs.contains(&Method::Get);
        let is_called = self.is_called(step, name);
        if is_leaf && posts_only && !tree.is_referenced(step) {
            self.operation(step, site, OperationKind::Action, None);
        } else if is_leaf && reads_only && (is_called || name == DELTA) {
            self.operation(step, site, OperationKind::Function, None);
        } else if is_leaf && !has_key && self.is_content(step, &verbs) {
            self.property(step, site.ty, name, Primitive::Stream);
        } else if is_leaf && reads_only && self.answers_value(step) {
            self.operation(step, site, OperationKind::Function, None);
        } else {
            let cardinality = many(self.is_many(step));
            let target = self
                .evident(step, cardinality)
                .unwrap_or_else(|| self.minimal(name, step));
            let next = Site {
                ty: target,
                cardinality,
            };
            self.navigate(step, site.ty, Cow::Borrowed(name), next);
            self.open.push((step, next));
        }
    }

    /// What a name is that the type or a base has already; `Some(None)` where paths end there.
    fn known(&mut self, step: usize, ty: usize, name: &str) -> Option<Option<Site>> {
        let has_key = self.tree.below(step, &Edge::Key).is_some();
        let folded = name.to_ascii_lowercase();
        for owner in self.catalog.lineage(ty) {
            match self.members.by_name.get(&(owner, folded.clone())) {
                Some(Member::Navigation(at)) => {
                    let found = &mut self.catalog.structured[owner].navigation[*at];
                    if has_key {
                        found.cardinality = Cardinality::Many;
                    }
                    found.verbs.extend(self.tree.verbs_with_members(step));
                    found.is_referenced |= self.tree.is_referenced(step);
                    found.leads_on |= self.tree.leads_on_by_name(step);
                    return Some(Some(Site {
                        ty: found.target,
                        cardinality: found.cardinality,
                    }));
                }
                Some(Member::Property(at)) => return self.structural(step, owner, *at),
                None => {}
            }
        }
        None
    }

    /// A structural property that a path goes along. Where the path shows that it is a navigation property after
    /// all, it becomes one.
    fn structural(&mut self, step: usize, owner: usize, at: usize) -> Option<Option<Site>> {
        let has_key = self.tree.below(step, &Edge::Key).is_some();
        let property = &self.catalog.structured[owner].properties[at];
        let target = match property.ty.ty {
            Type::Structured(ty) => Some(ty),
            Type::Primitive(Primitive::Untyped) => None,
            Type::Primitive(_) | Type::Enum(_) => return Some(None),
        };
        let is_entity = target.is_some_and(|ty| self.catalog.structured[ty].is_entity);
        if let (Some(ty), false, false) = (target, is_entity, has_key) {
            let cardinality = property.ty.cardinality;
            let verbs = self.tree.verbs(step);
            let property = &mut self.catalog.structured[owner].properties[at];
            property.verbs.get_or_insert_default().extend(verbs);
            let is_one = cardinality == Cardinality::One;
            return Some(is_one.then_some(Site { ty, cardinality }));
        }
        let is_many = has_key || property.ty.cardinality == Cardinality::Many;
        let name = property.name.clone();
        self.members.replaced.insert((owner, at));
        let cardinality = many(is_many);
        let target = target
            .or_else(|| self.evident(step, cardinality))
            .unwrap_or_else(|| self.minimal(&name, step));
        let next = Site {
            ty: target,
            cardinality,
        };
        self.navigate(step, owner, name, next);
        Some(Some(next))
    }

    fn navigate(&mut self, step: usize, owner: usize, name: Cow<'s, str>, next: Site) {
        self.catalog.structured[next.ty].is_entity = true;
        let navigation = &mut self.catalog.structured[owner].navigation;
        let member = Member::Navigation(navigation.len());
        let key = (owner, name.to_ascii_lowercase());
        self.members.by_name.insert(key, member);
        navigation.push(Navigation {
            name,
            span: self.tree.steps[step].span,
            target: next.ty,
            cardinality: next.cardinality,
            verbs: self.tree.verbs_with_members(step),
            is_referenced: self.tree.is_referenced(step),
            leads_on: self.tree.leads_on_by_name(step),
        });
    }

    fn property(&mut self, step: usize, owner: usize, name: &'s str, primitive: Primitive) {
        let span = self.tree.steps[step].span;
        let properties = &mut self.catalog.structured[owner].properties;
        let member = Member::Property(properties.len());
        let key = (owner, name.to_ascii_lowercase());
        self.members.by_name.insert(key, member);
        properties.push(Property {
            name: Cow::Borrowed(name),
            span,
            ty: super::draft::Use {
                ty: Type::Primitive(primitive),
                cardinality: Cardinality::One,
                span,
            },
            verbs: None,
        });
    }

    /// A cast, or an operation with the namespace before its name.
    fn qualified(&mut self, step: usize, site: Site, name: &TypeName) {
        if let Some(ty) = self.catalog.find_structured(name) {
            if self.catalog.is_a(ty, site.ty) || self.catalog.is_a(site.ty, ty) {
                self.open.push((step, Site { ty, ..site }));
            } else {
                self.left_out(
                    step,
                    "the type of the cast does not derive from what is cast",
                );
            }
            return;
        }
        let verbs = self.tree.verbs(step);
        if verbs.is_empty() {
            self.left_out(step, "no page describes the type of the cast");
            return;
        }
        let kind = kind(&verbs);
        self.operation(step, site, kind, Some(name));
    }

    fn call(&mut self, step: usize, site: Site, name: Option<&TypeName>) {
        let verbs = self.tree.verbs(step);
        let kind = kind(&verbs);
        self.operation(step, site, kind, name);
    }

    fn operation(
        &mut self,
        step: usize,
        site: Site,
        kind: OperationKind,
        qualified: Option<&TypeName>,
    ) {
        let tree = self.tree;
        let namespace = qualified.map(|one| one.namespace.clone());
        let name: Cow<'s, str> = match qualified {
            Some(name) => Cow::Owned(name.name.clone()),
            None => Cow::Borrowed(tree.steps[step].name()),
        };
        let goes_on = kind == OperationKind::Function && tree.leads_on(step);
        let called = Called {
            kind,
            namespace: namespace.filter(|one| one != super::names::GRAPH),
            name,
            binding: site.cardinality,
            is_composable: goes_on,
        };
        let mut made = operation(
            self.catalog,
            &self.sources,
            &tree.steps[step],
            called,
            self.diagnostics,
        );
        let result = made.returns.and_then(|returns| match returns.ty {
            Type::Structured(ty) => Some(Site {
                ty,
                cardinality: returns.cardinality,
            }),
            Type::Primitive(_) | Type::Enum(_) => None,
        });
        made.is_composable &= result.is_some();
        if goes_on && let Some(result) = result {
            self.open.push((step, result));
        }
        // Several paths call it; the first that does counts.
        let parameters = match made.kind {
            OperationKind::Action => Vec::new(),
            OperationKind::Function => made.parameters.iter().map(|one| one.name.clone()).collect(),
        };
        let signature = (
            site.ty,
            made.kind,
            made.name.clone(),
            made.binding,
            parameters,
        );
        if self.members.operations.insert(signature) {
            self.catalog.structured[site.ty].operations.push(made);
        }
    }

    fn left_out(&mut self, step: usize, why: &str) {
        self.diagnostics
            .warning(
                "request-line-left-out",
                "the end of this path and what follows it are left out",
                self.tree.steps[step].span,
            )
            .label(why);
    }
}

fn one(ty: usize) -> Site {
    Site {
        ty,
        cardinality: Cardinality::One,
    }
}

fn many(is_many: bool) -> Cardinality {
    if is_many {
        Cardinality::Many
    } else {
        Cardinality::One
    }
}

/// What is called by these verbs.
fn kind(verbs: &BTreeSet<Method>) -> OperationKind {
    if verbs.contains(&Method::Post) && !verbs.contains(&Method::Get) {
        OperationKind::Action
    } else {
        OperationKind::Function
    }
}
