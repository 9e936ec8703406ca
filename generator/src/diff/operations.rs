//! Actions and functions: which there are, by name, kind and binding.

mod overloads;

use super::change::{ChangeKind, Subject, Verdict};
use super::collect::{At, Collector};
use super::pair::{Side, collection};
use crate::csdl::{Cardinality, OperationKind};
use crate::model::{OperationId, StructuredId, Type};
use std::collections::{BTreeMap, BTreeSet};

/// What makes an operation what it is; overloads share it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Identity<'m> {
    /// Namespace and name of the binding type, and whether it is a collection.
    binding: Option<(&'m str, &'m str, Cardinality)>,
    namespace: &'m str,
    name: &'m str,
    kind: OperationKind,
}

/// The operations of one model; of each identity its overloads in document order.
struct Groups<'m>(BTreeMap<Identity<'m>, Vec<OperationId>>);

impl<'m> Groups<'m> {
    fn of(side: &Side<'m>) -> Self {
        let model = side.model;
        let mut groups: BTreeMap<Identity<'m>, Vec<OperationId>> = BTreeMap::new();
        for (index, operation) in model.operations.iter().enumerate() {
            let binding = operation.binding.map(|binding| {
                let (namespace, name) = name_of(side, binding.ty);
                (namespace, name, binding.cardinality)
            });
            let identity = Identity {
                binding,
                namespace: model.namespace(operation.namespace).name,
                name: operation.name,
                kind: operation.kind,
            };
            groups
                .entry(identity)
                .or_default()
                .push(OperationId::new(index));
        }
        Self(groups)
    }

    fn get(&self, identity: &Identity<'m>) -> Option<&[OperationId]> {
        self.0.get(identity).map(Vec::as_slice)
    }

    /// The same operation, bound to the nearest base type that has it.
    fn inherited(
        &self,
        side: &Side<'m>,
        identity: &Identity<'m>,
    ) -> Option<(Identity<'m>, &[OperationId])> {
        let id = binding_type(side, identity)?;
        let (_, _, cardinality) = identity.binding?;
        side.model.bases(id).find_map(|base| {
            let (namespace, name) = name_of(side, Type::Structured(base));
            let identity = Identity {
                binding: Some((namespace, name, cardinality)),
                ..*identity
            };
            Some((identity, self.get(&identity)?))
        })
    }
}

impl<'m> Collector<'_, 'm> {
    /// Compares all operations.
    pub(super) fn operations(&mut self) {
        let pair = self.pair;
        let (old, new) = (Groups::of(&pair.old), Groups::of(&pair.new));
        let identities: BTreeSet<_> = old.0.keys().chain(new.0.keys()).copied().collect();
        for identity in identities {
            match (old.get(&identity), new.get(&identity)) {
                (Some(was), Some(is)) => {
                    let at = self.operation_at(&identity, Some(was), Some(is));
                    self.compare_overloads(&at, was, is);
                }
                (Some(was), None) => self.lost(&identity, was, &old, &new),
                (None, Some(is)) => self.gained(&identity, is, &old, &new),
                (None, None) => {}
            }
        }
    }

    fn lost(
        &mut self,
        identity: &Identity<'m>,
        was: &[OperationId],
        old: &Groups<'m>,
        new: &Groups<'m>,
    ) {
        let turned = identity.turned();
        if let (None, Some(is)) = (old.get(&turned), new.get(&turned)) {
            let at = self.operation_at(identity, Some(was), Some(is));
            self.note(&at, ChangeKind::OperationKindChanged, Verdict::Data)
                .both(kind_word(identity.kind), kind_word(turned.kind))
                .because("the method stays; it is sent by another verb");
            self.compare_overloads(&at, was, is);
        } else if let Some((base, is)) = new.inherited(&self.pair.new, identity) {
            let at = self.operation_at(identity, Some(was), Some(is));
            self.note(&at, ChangeKind::OperationMoved, Verdict::Data)
                .both(
                    identity.place().unwrap_or_default(),
                    base.place().unwrap_or_default(),
                )
                .because("builders of derived types have it as before");
            self.compare_overloads(&at, was, is);
        } else {
            let at = self.operation_at(identity, Some(was), None);
            self.note(&at, ChangeKind::OperationRemoved, Verdict::Breaking)
                .texts(Some(kind_word(identity.kind).to_owned()), None);
        }
    }

    fn gained(
        &mut self,
        identity: &Identity<'m>,
        is: &[OperationId],
        old: &Groups<'m>,
        new: &Groups<'m>,
    ) {
        let turned = identity.turned();
        if old.get(&turned).is_some() && new.get(&turned).is_none() {
            // Said where the old one is met.
        } else if let Some((base, was)) = old.inherited(&self.pair.old, identity) {
            let at = self.operation_at(identity, Some(was), Some(is));
            self.note(&at, ChangeKind::OperationMoved, Verdict::Data)
                .both(
                    base.place().unwrap_or_default(),
                    identity.place().unwrap_or_default(),
                )
                .because("it stands in the place of the inherited one");
            self.compare_overloads(&at, was, is);
        } else {
            let at = self.operation_at(identity, None, Some(is));
            let overloads = is.iter().map(|id| &self.pair.new.model[*id]);
            let uses = overloads.flat_map(|one| {
                let parameters = one.parameters.iter().map(|one| one.ty.ty);
                parameters.chain(one.returns.map(|returns| returns.ty.ty))
            });
            let brings: Vec<_> = uses.collect();
            let mut noted = self
                .note(&at, ChangeKind::OperationAdded, Verdict::Additive)
                .texts(None, Some(kind_word(identity.kind).to_owned()));
            for ty in brings {
                noted = noted.bringing(ty);
            }
        }
    }

    fn operation_at(
        &self,
        identity: &Identity<'m>,
        was: Option<&[OperationId]>,
        is: Option<&[OperationId]>,
    ) -> At {
        let pair = self.pair;
        let (namespace, owner) = match identity.binding {
            Some((namespace, name, _)) => (namespace, name),
            None => (identity.namespace, ""),
        };
        let first = |side: &Side<'m>, ids: Option<&[OperationId]>| {
            let id = ids.and_then(|ids| ids.first())?;
            Some(side.model[*id].span)
        };
        // An operation of another namespace than its binding type's is called by its full name.
        let name = if namespace == identity.namespace && identity.binding.is_some() {
            identity.name.to_owned()
        } else {
            format!("{}.{}", identity.namespace, identity.name)
        };
        let place = identity.place();
        let path = match place {
            Some(place) => format!("{place}/{name}()"),
            None => format!("{name}()"),
        };
        At {
            namespace: namespace.to_owned(),
            owner: owner.to_owned(),
            path,
            subject: Subject::Operation {
                binding: identity.binding.map(|(namespace, name, cardinality)| {
                    (namespace.to_owned(), name.to_owned(), cardinality)
                }),
                name: identity.name.to_owned(),
            },
            old: first(&pair.old, was),
            new: first(&pair.new, is),
        }
    }
}

impl Identity<'_> {
    /// An action as a function, and the other way round.
    fn turned(self) -> Self {
        let kind = match self.kind {
            OperationKind::Action => OperationKind::Function,
            OperationKind::Function => OperationKind::Action,
        };
        Self { kind, ..self }
    }

    /// What it is bound to, as the metadata writes it.
    fn place(&self) -> Option<String> {
        let (namespace, name, cardinality) = self.binding?;
        Some(collection(format!("{namespace}.{name}"), cardinality))
    }
}

fn binding_type<'m>(side: &Side<'m>, identity: &Identity<'m>) -> Option<StructuredId> {
    let (namespace, name, _) = identity.binding?;
    match side.types.get(&(namespace, name))? {
        Type::Structured(id) => Some(*id),
        Type::Enum(_) | Type::Primitive(_) => None,
    }
}

/// Namespace and name of a type.
fn name_of<'m>(side: &Side<'m>, ty: Type) -> (&'m str, &'m str) {
    let model = side.model;
    match ty {
        Type::Structured(id) => (model.namespace(model[id].namespace).name, model[id].name),
        Type::Enum(id) => (model.namespace(model[id].namespace).name, model[id].name),
        Type::Primitive(primitive) => ("Edm", primitive.name()),
    }
}

fn kind_word(kind: OperationKind) -> &'static str {
    match kind {
        OperationKind::Action => "action",
        OperationKind::Function => "function",
    }
}
