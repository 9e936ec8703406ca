//! Types: which there are, and what an entity type or complex type says of itself.

use super::change::{ChangeKind, Subject, Verdict};
use super::collect::{At, Collector, boolean};
use super::pair::{Side, TypeName};
use crate::diagnostics::Span;
use crate::model::{Kind, StructuredId, Type};
use std::collections::BTreeSet;

impl<'m> Collector<'_, 'm> {
    /// Compares all types.
    pub(super) fn types(&mut self) {
        for name in self.pair.type_names() {
            let old = self.pair.old.types.get(&name).copied();
            let new = self.pair.new.types.get(&name).copied();
            let at = self.type_at(name, old, new);
            match (old, new) {
                (Some(old), None) => {
                    let kind = kind_word(&self.pair.old, old);
                    self.note(&at, ChangeKind::TypeRemoved, Verdict::Breaking)
                        .texts(Some(kind.to_owned()), None);
                }
                (None, Some(new)) => {
                    let kind = kind_word(&self.pair.new, new);
                    self.note(&at, ChangeKind::TypeAdded, Verdict::Additive)
                        .texts(None, Some(kind.to_owned()));
                }
                (Some(old), Some(new)) => self.compare_types(&at, old, new),
                (None, None) => {}
            }
        }
    }

    fn type_at(&self, name: TypeName<'m>, old: Option<Type>, new: Option<Type>) -> At {
        let qualified = format!("{}.{}", name.0, name.1);
        At {
            namespace: name.0.to_owned(),
            owner: name.1.to_owned(),
            path: qualified.clone(),
            subject: Subject::Type(qualified),
            old: old.and_then(|ty| span(&self.pair.old, ty)),
            new: new.and_then(|ty| span(&self.pair.new, ty)),
        }
    }

    fn compare_types(&mut self, at: &At, old: Type, new: Type) {
        let words = [
            kind_word(&self.pair.old, old),
            kind_word(&self.pair.new, new),
        ];
        if words[0] != words[1] {
            self.note(at, ChangeKind::TypeKindChanged, Verdict::Breaking)
                .both(words[0], words[1])
                .because("what is generated for the two differs: members, request builders");
        }
        match (old, new) {
            (Type::Structured(old), Type::Structured(new)) => {
                self.compare_structured(at, old, new);
            }
            (Type::Enum(old), Type::Enum(new)) => self.compare_enums(at, old, new),
            _ => {}
        }
    }

    fn compare_structured(&mut self, at: &At, old: StructuredId, new: StructuredId) {
        self.compare_bases(at, old, new);
        self.compare_flags(at, old, new);
        self.compare_keys(at, old, new);
        self.compare_alternate_keys(at, old, new);
        self.compare_properties(at, old, new);
        self.compare_navigation(at, old, new);
        let (before, now) = (&self.pair.old.model[old], &self.pair.new.model[new]);
        self.annotations(at, &before.facts, &now.facts);
    }

    /// Properties of base types are compared with the type's own; what is left of a base type in
    /// Rust is the casts to it.
    fn compare_bases(&mut self, at: &At, old: StructuredId, new: StructuredId) {
        let (before, now) = (self.pair.old.model, self.pair.new.model);
        let base = |model: &crate::model::Model<'_>, id: StructuredId| {
            model[id].base.map(|base| model.qualified(base))
        };
        let texts = (base(before, old), base(now, new));
        if texts.0 == texts.1 {
            return;
        }
        let kept: BTreeSet<_> = now.bases(new).map(|base| now.qualified(base)).collect();
        let all = before.bases(old).map(|base| before.qualified(base));
        let lost: Vec<_> = all.filter(|base| !kept.contains(base)).collect();
        let none = || "none".to_owned();
        let verdict = if lost.is_empty() {
            Verdict::Additive
        } else {
            Verdict::Breaking
        };
        let note = if lost.is_empty() {
            "it is still of all types that it was of".to_owned()
        } else {
            format!("it cannot stand for {} any more", lost.join(", "))
        };
        let base = now[new].base.map(Type::Structured);
        let noted = self
            .note(at, ChangeKind::BaseTypeChanged, verdict)
            .both(texts.0.unwrap_or_else(none), texts.1.unwrap_or_else(none))
            .because(note);
        if let Some(base) = base {
            noted.bringing(base);
        }
    }

    fn compare_flags(&mut self, at: &At, old: StructuredId, new: StructuredId) {
        let models = (self.pair.old.model, self.pair.new.model);
        let (before, now) = (&models.0[old], &models.1[new]);
        if before.is_abstract != now.is_abstract {
            self.note(at, ChangeKind::AbstractChanged, Verdict::Data)
                .both(boolean(before.is_abstract), boolean(now.is_abstract));
        }
        if before.is_open != now.is_open {
            self.note(at, ChangeKind::OpenTypeChanged, Verdict::Data)
                .both(boolean(before.is_open), boolean(now.is_open))
                .because("every struct keeps undeclared properties");
        }
        if before.has_stream != now.has_stream {
            // A base type may say the same.
            let verdict = match (models.0.has_stream(old), models.1.has_stream(new)) {
                (true, false) => Verdict::Breaking,
                (false, true) => Verdict::Additive,
                (true, true) | (false, false) => Verdict::Data,
            };
            self.note(at, ChangeKind::HasStreamChanged, verdict)
                .both(boolean(before.has_stream), boolean(now.has_stream));
        }
    }

    fn compare_keys(&mut self, at: &At, old: StructuredId, new: StructuredId) {
        let (before, now) = (self.pair.old.model, self.pair.new.model);
        let (was, is) = (before.key(old), now.key(new));
        if was == is {
            return;
        }
        let inherited = before[old].key.is_empty() && now[new].key.is_empty();
        let base = before[old].base.and_then(|base| self.pair.new_of(base));
        let said = |base| now.is_a(new, base) && now.key(base) == is;
        if inherited && base.is_some_and(said) {
            return;
        }
        let (verdict, note) = match (was.len(), is.len()) {
            (0, _) => (
                Verdict::Additive,
                "members of collections can be addressed now",
            ),
            (_, 0) => (
                Verdict::Breaking,
                "members of collections cannot be addressed any more",
            ),
            (one, other) if one == other => (
                Verdict::Breaking,
                "it compiles as before, but the values mean something else",
            ),
            _ => (Verdict::Breaking, "a key has another number of parts"),
        };
        let text = |key: &[&str]| {
            if key.is_empty() {
                "none".to_owned()
            } else {
                key.join(", ")
            }
        };
        self.note(at, ChangeKind::KeyChanged, verdict)
            .both(text(was), text(is))
            .because(note);
    }

    /// Alternate keys are methods by their names; derived types have them too.
    fn compare_alternate_keys(&mut self, at: &At, old: StructuredId, new: StructuredId) {
        let (before, now) = (self.pair.old.model, self.pair.new.model);
        for key in &before[old].alternate_keys {
            let mut lineage = now.lineage(new).into_iter();
            if !lineage.any(|ty| now[ty].alternate_keys.contains(key)) {
                self.note(at, ChangeKind::AlternateKeyRemoved, Verdict::Breaking)
                    .texts(Some(key.names.join(", ")), None);
            }
        }
        for key in &now[new].alternate_keys {
            let mut lineage = before.lineage(old).into_iter();
            if !lineage.any(|ty| before[ty].alternate_keys.contains(key)) {
                self.note(at, ChangeKind::AlternateKeyAdded, Verdict::Additive)
                    .texts(None, Some(key.names.join(", ")));
            }
        }
    }
}

fn kind_word(side: &Side<'_>, ty: Type) -> &'static str {
    match ty {
        Type::Structured(id) => match side.model[id].kind {
            Kind::Entity => "entity type",
            Kind::Complex => "complex type",
        },
        Type::Enum(_) => "enumeration type",
        Type::Primitive(_) => "primitive type",
    }
}

fn span(side: &Side<'_>, ty: Type) -> Option<Span> {
    match ty {
        Type::Structured(id) => Some(side.model[id].span),
        Type::Enum(id) => Some(side.model[id].span),
        Type::Primitive(_) => None,
    }
}
