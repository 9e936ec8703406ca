//! Which changes are to something that was generated, and by what Rust name.

use super::change::{Change, ChangeKind, Changes, Extent, Subject};
use super::pair::{Pair, Side, collection};
use crate::csdl::{Cardinality, OperationKind};
use crate::diagnostics::Diagnostics;
use crate::lower;
use crate::lower::names::{Kind, NamesLock, Pins};
use crate::model::{ChildKind, Model, Type};
use crate::select;
use crate::select::pattern::PatternSet;
use serde::Serialize;
use std::collections::HashSet;
use std::num::NonZero;

/// What of the metadata counts: all of it, or what was generated.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scope<'l> {
    lock: Option<(&'l NamesLock, &'l str)>,
}

/// A pinned name that would be decided otherwise without its pin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rename {
    /// What the name is for, as in the file: `type`, `field`, ...
    pub kind: &'static str,
    /// The item's path in the metadata.
    pub path: String,
    /// The name that stays.
    pub pinned: String,
    /// The name that the new metadata would get.
    pub decided: String,
}

impl<'l> Scope<'l> {
    /// Everything counts as generated.
    pub fn everything() -> Self {
        Self::default()
    }

    /// What stands in the `names.lock` of the generated code was generated. `root` is the name of
    /// the client struct, such as `Graph`.
    ///
    /// The file does not say which patterns were given. An item that is new counts as generated
    /// where what it belongs to was; a type that is new, where a change that counts makes use of
    /// it, or where all old types were generated.
    pub fn generated(lock: &'l NamesLock, root: &'l str) -> Self {
        Self {
            lock: Some((lock, root)),
        }
    }

    pub(super) fn apply(&self, pair: &Pair<'_>, mut changes: Changes) -> Changes {
        let Some((lock, root)) = self.lock else {
            return changes;
        };
        let generated = Generated::new(lock, pair);
        for change in &mut changes.changes {
            change.extent = generated.extent(change);
            change.rust = generated.rust(change);
        }
        let brought = generated.brought(&changes.changes);
        for change in &mut changes.changes {
            if change.kind == ChangeKind::TypeAdded && brought.contains(change.path.as_str()) {
                change.extent = Extent::Generated;
            }
        }
        changes.renames = renames(lock, &decided(pair.new.model, root));
        changes
    }
}

/// What was generated, asked by the words of the metadata.
struct Generated<'g, 'm> {
    lock: &'g NamesLock,
    pair: &'g Pair<'m>,
    /// All old types were.
    is_everything: bool,
}

impl<'g, 'm> Generated<'g, 'm> {
    fn new(lock: &'g NamesLock, pair: &'g Pair<'m>) -> Self {
        let mut types = pair.old.types.keys();
        let has = |(namespace, name): &(&str, &str)| {
            lock.get(Kind::Type, &format!("{namespace}.{name}"))
                .is_some()
        };
        Self {
            lock,
            pair,
            is_everything: types.all(has),
        }
    }

    fn name(&self, kind: Kind, path: &str) -> Option<&str> {
        self.lock.get(kind, path).map(|name| &**name)
    }

    fn has_type(&self, qualified: &str) -> bool {
        self.name(Kind::Type, qualified).is_some()
    }

    fn extent(&self, change: &Change) -> Extent {
        let is_generated = match &change.subject {
            Subject::Type(ty) => {
                self.has_type(ty) || (change.kind == ChangeKind::TypeAdded && self.is_everything)
            }
            Subject::Property { ty, .. } | Subject::Member { ty, .. } => self.has_type(ty),
            Subject::Navigation {
                ty,
                declared_by,
                name,
                target,
            } => {
                let accessor = format!("{declared_by}/{name}");
                let is_new = change.kind == ChangeKind::NavigationPropertyAdded;
                self.name(Kind::Accessor, &accessor).is_some()
                    || (self.has_type(ty) && (is_new || self.has_type(target)))
            }
            Subject::Operation { name, binding, .. } => {
                if change.kind == ChangeKind::OperationAdded {
                    let types = self.bound_to(binding.as_ref());
                    self.is_everything || types.iter().any(|(ty, _)| self.has_type(ty))
                } else {
                    self.method(binding.as_ref(), name).is_some()
                }
            }
            Subject::Child(name) => {
                let method = [Kind::Accessor, Kind::Operation];
                let mut named = method.into_iter().map(|kind| self.name(kind, name));
                let is_new = change.kind == ChangeKind::ChildAdded;
                named.any(|name| name.is_some()) || (is_new && self.is_everything)
            }
        };
        if is_generated {
            Extent::Generated
        } else {
            Extent::Outside
        }
    }

    /// The binding type of an operation and all that derive from it, in either version: their
    /// qualified names, and the places as the lock writes them.
    fn bound_to(&self, binding: Option<&(String, String, Cardinality)>) -> Vec<(String, String)> {
        let Some((namespace, name, cardinality)) = binding else {
            return Vec::new();
        };
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        for side in [&self.pair.old, &self.pair.new] {
            let Some(Type::Structured(id)) = side.types.get(&(namespace, name)) else {
                continue;
            };
            let derived = side.model.descendants(*id).into_iter();
            for ty in std::iter::once(*id).chain(derived) {
                let qualified = side.model.qualified(ty);
                if seen.insert(qualified.clone()) {
                    let place = collection(qualified.clone(), *cardinality);
                    found.push((qualified, place));
                }
            }
        }
        found
    }

    /// The type and the method through which an operation can be called.
    fn method(
        &self,
        binding: Option<&(String, String, Cardinality)>,
        name: &str,
    ) -> Option<(Option<String>, &str)> {
        let kinds = [OperationKind::Action, OperationKind::Function];
        if binding.is_none() {
            return self.imported(name).map(|method| (None, method));
        }
        let mut types = self.bound_to(binding).into_iter();
        types.find_map(|(ty, place)| {
            let mut named = kinds.iter().filter_map(|kind| {
                let kind = match kind {
                    OperationKind::Action => "action",
                    OperationKind::Function => "function",
                };
                self.name(Kind::Operation, &format!("{place}/{name} {kind}"))
            });
            named.next().map(|method| (Some(ty), method))
        })
    }

    /// The method for an import of an unbound operation.
    fn imported(&self, operation: &str) -> Option<&str> {
        let imports = |side: &Side<'m>, kind: ChildKind| match kind {
            ChildKind::OperationImport(id) => side.model[id].name == operation,
            ChildKind::EntitySet(_) | ChildKind::Singleton(_) => false,
        };
        [&self.pair.old, &self.pair.new]
            .into_iter()
            .find_map(|side| {
                let mut children = side.model.children.iter();
                let child = children.find(|child| imports(side, child.kind))?;
                self.name(Kind::Operation, child.name)
            })
    }

    /// The Rust item of a change.
    fn rust(&self, change: &Change) -> Option<String> {
        match &change.subject {
            Subject::Type(ty) => self.rust_type(ty),
            Subject::Property {
                ty,
                declared_by,
                name,
            } => {
                let path = format!("{declared_by}/{name}");
                let owner = self.rust_type(ty)?;
                if let Some(field) = self.name(Kind::Field, &path) {
                    return Some(format!("{owner}::{field}"));
                }
                let method = self.name(Kind::Accessor, &path)?;
                Some(format!("{owner}RequestBuilder::{method}"))
            }
            Subject::Navigation {
                ty,
                declared_by,
                name,
                ..
            } => {
                let method = self.name(Kind::Accessor, &format!("{declared_by}/{name}"))?;
                Some(format!("{}RequestBuilder::{method}", self.rust_type(ty)?))
            }
            Subject::Member { ty, name } => {
                let path = format!("{ty}/{name}");
                let member = self.name(Kind::Variant, &path);
                let member = member.or_else(|| self.name(Kind::Constant, &path))?;
                Some(format!("{}::{member}", self.rust_type(ty)?))
            }
            Subject::Operation { binding, name } => {
                let (ty, method) = self.method(binding.as_ref(), name)?;
                let many = match binding {
                    Some((_, _, Cardinality::Many)) => "Collection",
                    _ => "",
                };
                match ty {
                    Some(ty) => Some(format!(
                        "{}{many}RequestBuilder::{method}",
                        self.rust_type(&ty)?
                    )),
                    None => Some(method.to_owned()),
                }
            }
            Subject::Child(name) => {
                let method = self.name(Kind::Accessor, name);
                let method = method.or_else(|| self.name(Kind::Operation, name))?;
                Some(method.to_owned())
            }
        }
    }

    fn rust_type(&self, qualified: &str) -> Option<String> {
        let name = self.name(Kind::Type, qualified)?;
        let namespace = qualified
            .rsplit_once('.')
            .map_or("", |(namespace, _)| namespace);
        let module = self.name(Kind::Module, namespace)?;
        Some(format!("{module}::{name}"))
    }

    /// The types that were not generated and will be, since a change that counts uses them.
    fn brought(&self, changes: &[Change]) -> HashSet<String> {
        let model = self.pair.new.model;
        let counted = changes.iter().filter(|one| one.extent == Extent::Generated);
        let mut open: Vec<Type> = counted.flat_map(|one| one.brings.iter().copied()).collect();
        let mut brought = HashSet::new();
        while let Some(ty) = open.pop() {
            let name = match ty {
                Type::Structured(id) => model.qualified(id),
                Type::Enum(id) => model.qualified_enum(id),
                Type::Primitive(_) => continue,
            };
            if self.has_type(&name) || !brought.insert(name) {
                continue;
            }
            if let Type::Structured(id) = ty {
                open.extend(model[id].base.map(Type::Structured));
                open.extend(model[id].properties.iter().map(|one| one.ty.ty));
            }
        }
        brought
    }
}

/// The names that the whole model gets where nothing is pinned.
fn decided(model: &Model<'_>, root: &str) -> NamesLock {
    let mut diagnostics = Diagnostics::new();
    let everything = PatternSet::parse(&[] as &[String], &mut diagnostics);
    let selection = select::select(model, &everything, &mut diagnostics);
    lower::lower(
        model,
        &selection,
        Pins::default(),
        root,
        NonZero::<usize>::MIN,
    )
    .lock
}

fn renames(lock: &NamesLock, decided: &NamesLock) -> Vec<Rename> {
    let renamed = lock.iter().filter_map(|entry| {
        let name = decided.get(entry.kind, entry.path)?;
        (**name != *entry.name).then(|| Rename {
            kind: entry.kind.word(),
            path: entry.path.to_owned(),
            pinned: entry.name.to_owned(),
            decided: name.to_string(),
        })
    });
    renamed.collect()
}
