//! Where changes are gathered, and what all kinds of items have in common.

use super::change::{Change, ChangeKind, Changes, Extent, Subject, Verdict};
use super::pair::Pair;
use crate::diagnostics::Span;
use crate::model::{Facts, Type};
use std::borrow::Cow;

/// An item that is looked at: what a change to it is called by.
#[derive(Clone)]
pub(super) struct At {
    pub(super) namespace: String,
    pub(super) owner: String,
    pub(super) path: String,
    pub(super) subject: Subject,
    pub(super) old: Option<Span>,
    pub(super) new: Option<Span>,
}

/// Gathers the changes.
pub(super) struct Collector<'p, 'm> {
    pub(super) pair: &'p Pair<'m>,
    changes: Vec<Change>,
}

impl<'p, 'm> Collector<'p, 'm> {
    pub(super) fn new(pair: &'p Pair<'m>) -> Self {
        Self {
            pair,
            changes: Vec::new(),
        }
    }

    /// Notes a change; the rest of it is said by the methods of [`Noted`].
    pub(super) fn note(&mut self, at: &At, kind: ChangeKind, verdict: Verdict) -> Noted<'_> {
        let index = self.changes.len();
        self.changes.push(Change {
            kind,
            verdict,
            extent: Extent::Generated,
            namespace: at.namespace.clone(),
            owner: at.owner.clone(),
            path: at.path.clone(),
            old: None,
            new: None,
            old_span: at.old,
            new_span: at.new,
            note: None,
            rust: None,
            subject: at.subject.clone(),
            brings: Vec::new(),
        });
        Noted(&mut self.changes[index])
    }

    /// Compares what annotations say of an item in words.
    pub(super) fn annotations(&mut self, at: &At, old: &Facts<'_>, new: &Facts<'_>) {
        match (old.deprecation(), new.deprecation()) {
            (None, Some(now)) => {
                self.note(at, ChangeKind::Deprecated, Verdict::Additive)
                    .texts(None, now.description.map(str::to_owned))
                    .because("using it is a warning");
            }
            (Some(before), None) => {
                self.note(at, ChangeKind::Undeprecated, Verdict::Data)
                    .texts(before.description.map(str::to_owned), None);
            }
            (None, None) | (Some(_), Some(_)) => {}
        }
        let text = |facts: &Facts<'_>| {
            let parts = [facts.description(), facts.long_description()];
            let parts: Vec<_> = parts.into_iter().flatten().collect();
            (!parts.is_empty()).then(|| parts.join("\n"))
        };
        let (before, now) = (text(old), text(new));
        if before != now {
            self.note(at, ChangeKind::DescriptionChanged, Verdict::Data)
                .texts(before, now);
        }
    }

    /// All changes in their order.
    pub(super) fn finish(mut self) -> Changes {
        // A sort by keys that borrow is not possible with `sort_by_key`.
        self.changes.sort_by(|one, other| {
            let key = |change: &Change| (change.kind, change.verdict);
            one.namespace
                .cmp(&other.namespace)
                .then_with(|| one.owner.cmp(&other.owner))
                .then_with(|| one.path.cmp(&other.path))
                .then_with(|| key(one).cmp(&key(other)))
        });
        Changes {
            changes: self.changes,
            renames: Vec::new(),
        }
    }
}

/// A change that was noted.
pub(super) struct Noted<'c>(&'c mut Change);

impl Noted<'_> {
    /// What the two texts say.
    pub(super) fn texts(self, old: Option<String>, new: Option<String>) -> Self {
        self.0.old = old;
        self.0.new = new;
        self
    }

    /// What both texts say.
    pub(super) fn both(self, old: impl Into<String>, new: impl Into<String>) -> Self {
        self.texts(Some(old.into()), Some(new.into()))
    }

    /// Why the verdict is what it is.
    pub(super) fn because(self, note: impl Into<Cow<'static, str>>) -> Self {
        self.0.note = Some(note.into());
        self
    }

    /// A type of the new model that is used here.
    pub(super) fn bringing(self, ty: Type) -> Self {
        self.0.brings.push(ty);
        self
    }
}

/// `true` and `false` as attributes have them.
pub(super) fn boolean(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}
