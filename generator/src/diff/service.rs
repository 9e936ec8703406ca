//! The children of the entity container.

use super::change::{ChangeKind, Subject, Verdict};
use super::collect::{At, Collector};
use super::pair::Side;
use crate::model::{Child, ChildKind, StructuredId};
use crate::select::Verbs;
use std::collections::BTreeMap;

impl<'m> Collector<'_, 'm> {
    /// Compares all children of the container.
    pub(super) fn children(&mut self) {
        let pair = self.pair;
        let mut children: BTreeMap<&str, (Option<&Child<'m>>, Option<&Child<'m>>)> =
            BTreeMap::new();
        for child in &pair.old.model.children {
            children.entry(child.name).or_default().0 = Some(child);
        }
        for child in &pair.new.model.children {
            children.entry(child.name).or_default().1 = Some(child);
        }
        for (name, (was, is)) in children {
            let at = At {
                namespace: String::new(),
                owner: String::new(),
                path: format!("/{name}"),
                subject: Subject::Child(name.to_owned()),
                old: was.map(|child| child.span),
                new: is.map(|child| child.span),
            };
            match (was, is) {
                (Some(was), None) => {
                    let text = described(&pair.old, was);
                    self.note(&at, ChangeKind::ChildRemoved, Verdict::Breaking)
                        .texts(Some(text), None);
                }
                (None, Some(is)) => {
                    let text = described(&pair.new, is);
                    self.note(&at, ChangeKind::ChildAdded, Verdict::Additive)
                        .texts(None, Some(text));
                }
                (Some(was), Some(is)) => self.compare_children(&at, was, is),
                (None, None) => {}
            }
        }
    }

    fn compare_children(&mut self, at: &At, was: &Child<'m>, is: &Child<'m>) {
        let (old, new) = (&self.pair.old, &self.pair.new);
        let kinds = (kind_word(was.kind), kind_word(is.kind));
        let types = (type_text(old, was.kind), type_text(new, is.kind));
        if kinds.0 != kinds.1 {
            self.note(at, ChangeKind::ChildKindChanged, Verdict::Breaking)
                .both(kinds.0, kinds.1);
        }
        if types.0 != types.1 {
            self.note(at, ChangeKind::ChildTypeChanged, Verdict::Breaking)
                .both(types.0, types.1);
        }
        if let (Some(before), Some(now)) = (verbs(old, was), verbs(new, is))
            && kinds.0 == kinds.1
        {
            self.compare_verbs(at, before, now);
        }
        self.annotations(at, &was.facts, &is.facts);
    }
}

fn described(side: &Side<'_>, child: &Child<'_>) -> String {
    format!(
        "{} of {}",
        kind_word(child.kind),
        type_text(side, child.kind)
    )
}

fn kind_word(kind: ChildKind) -> &'static str {
    match kind {
        ChildKind::EntitySet(_) => "entity set",
        ChildKind::Singleton(_) => "singleton",
        ChildKind::OperationImport(_) => "operation import",
    }
}

fn type_text(side: &Side<'_>, kind: ChildKind) -> String {
    match kind {
        ChildKind::EntitySet(id) | ChildKind::Singleton(id) => side.model.qualified(id),
        ChildKind::OperationImport(id) => {
            let operation = &side.model[id];
            let namespace = side.model.namespace(operation.namespace).name;
            format!("{namespace}.{}", operation.name)
        }
    }
}

fn verbs(side: &Side<'_>, child: &Child<'_>) -> Option<Verbs> {
    let of_type = |id: StructuredId| &side.model[id].facts;
    match child.kind {
        ChildKind::EntitySet(id) => Some(Verbs::of_contained(&child.facts, of_type(id))),
        ChildKind::Singleton(id) => Some(Verbs::of_singleton(&child.facts, of_type(id))),
        ChildKind::OperationImport(_) => None,
    }
}
