//! Structural properties and navigation properties.

use super::change::{ChangeKind, Subject, Verdict};
use super::collect::{At, Collector, boolean};
use super::members::{Event, events};
use super::pair::Found;
use super::rust::same_type;
use crate::csdl::Cardinality;
use crate::model::{
    Facts, Grant, Model, NavigationProperty, Property, Restriction, StructuredId, Term, TypeUse,
};
use crate::select::{Along, Verbs};

impl<'m> Collector<'_, 'm> {
    pub(super) fn compare_properties(&mut self, ty: &At, old: StructuredId, new: StructuredId) {
        let pair = self.pair;
        for event in events::<Property<'m>>(pair, old, new) {
            match event {
                Event::Removed(was) => {
                    let declared_by = pair.old.model.qualified(was.owner);
                    let at = property_at(ty, declared_by, Some(was.member), None);
                    let text = pair.old.text_of(was.member.ty);
                    let inherited = was.owner != old;
                    let noted = self
                        .note(&at, ChangeKind::PropertyRemoved, Verdict::Breaking)
                        .texts(Some(text), None);
                    if inherited {
                        noted.because("it was inherited");
                    }
                }
                Event::Added(is) => {
                    let declared_by = pair.new.model.qualified(is.owner);
                    let at = property_at(ty, declared_by, None, Some(is.member));
                    let text = pair.new.text_of(is.member.ty);
                    let inherited = is.owner != new;
                    let noted = self
                        .note(&at, ChangeKind::PropertyAdded, Verdict::Additive)
                        .texts(None, Some(text))
                        .bringing(is.member.ty.ty);
                    if inherited {
                        noted.because("it is inherited");
                    }
                }
                Event::Kept(was, is) => {
                    let declared_by = pair.new.model.qualified(is.owner);
                    let at = property_at(ty, declared_by, Some(was.member), Some(is.member));
                    self.moved(&at, (old, was), (new, is), ChangeKind::PropertyMoved);
                    self.compare_property(&at, was.member, is.member);
                }
            }
        }
    }

    fn compare_property(&mut self, at: &At, was: &Property<'m>, is: &Property<'m>) {
        let kinds = UseKinds {
            ty: ChangeKind::PropertyTypeChanged,
            collection: ChangeKind::PropertyCollectionChanged,
        };
        self.compare_use(at, was.ty, is.ty, kinds);
        if was.nullable != is.nullable {
            self.note(at, ChangeKind::PropertyNullableChanged, Verdict::Data)
                .both(boolean(was.nullable), boolean(is.nullable))
                .because("every field can be null or absent");
        }
        let (before, now) = (Access::of(&was.facts), Access::of(&is.facts));
        if before != now {
            let (verdict, note) = if now > before {
                (
                    Verdict::Breaking,
                    "it compiles as before, but the client refuses to send it",
                )
            } else {
                (Verdict::Additive, "the client refused to send it")
            };
            self.note(at, ChangeKind::PropertyAccessChanged, verdict)
                .both(before.words(), now.words())
                .because(note);
        }
        self.annotations(at, &was.facts, &is.facts);
    }

    /// Compares the type of a property or parameter.
    pub(super) fn compare_use(&mut self, at: &At, was: TypeUse, is: TypeUse, kinds: UseKinds) {
        let (old, new) = (&self.pair.old, &self.pair.new);
        let texts = (old.text_of(was), new.text_of(is));
        if texts.0 == texts.1 {
            return;
        }
        let same = same_type(old, was.ty, new, is.ty);
        let as_many = was.cardinality == is.cardinality;
        let kind = if old.text(was.ty) == new.text(is.ty) {
            kinds.collection
        } else {
            kinds.ty
        };
        if same && as_many {
            self.note(at, kind, Verdict::Data)
                .both(texts.0, texts.1)
                .because("both are untyped JSON in Rust");
        } else {
            self.note(at, kind, Verdict::Breaking)
                .both(texts.0, texts.1)
                .bringing(is.ty);
        }
    }

    /// Says where a property that was the type's own, or is now, is declared otherwise.
    fn moved<M>(
        &mut self,
        at: &At,
        (old, was): (StructuredId, Found<'m, M>),
        (new, is): (StructuredId, Found<'m, M>),
        kind: ChangeKind,
    ) {
        if (was.owner == old) == (is.owner == new) {
            return;
        }
        let before = self.pair.old.model.qualified(was.owner);
        let now = self.pair.new.model.qualified(is.owner);
        self.note(at, kind, Verdict::Data)
            .both(before, now)
            .because("the struct has it as before");
    }

    pub(super) fn compare_navigation(&mut self, ty: &At, old: StructuredId, new: StructuredId) {
        let pair = self.pair;
        for event in events::<NavigationProperty<'m>>(pair, old, new) {
            match event {
                Event::Removed(was) => {
                    let at = self.navigation_at(ty, Some(was), None);
                    let text = pair.old.text_of(was.member.ty);
                    let inherited = was.owner != old;
                    let noted = self
                        .note(
                            &at,
                            ChangeKind::NavigationPropertyRemoved,
                            Verdict::Breaking,
                        )
                        .texts(Some(text), None);
                    if inherited {
                        noted.because("it was inherited");
                    }
                }
                Event::Added(is) => {
                    let at = self.navigation_at(ty, None, Some(is));
                    let text = pair.new.text_of(is.member.ty);
                    let inherited = is.owner != new;
                    let noted = self
                        .note(&at, ChangeKind::NavigationPropertyAdded, Verdict::Additive)
                        .texts(None, Some(text));
                    if inherited {
                        noted.because("it is inherited");
                    }
                }
                Event::Kept(was, is) => {
                    let at = self.navigation_at(ty, Some(was), Some(is));
                    let kind = ChangeKind::NavigationPropertyMoved;
                    self.moved(&at, (old, was), (new, is), kind);
                    self.compare_navigation_property(&at, was.member, is.member);
                }
            }
        }
    }

    fn compare_navigation_property(
        &mut self,
        at: &At,
        was: &NavigationProperty<'m>,
        is: &NavigationProperty<'m>,
    ) {
        let kinds = UseKinds {
            ty: ChangeKind::NavigationTargetChanged,
            collection: ChangeKind::NavigationCollectionChanged,
        };
        self.compare_use(at, was.ty, is.ty, kinds);
        if was.required_query != is.required_query {
            let text = |one: &NavigationProperty<'_>| match one.required_query {
                [] => "none".to_owned(),
                options => options.join(", "),
            };
            self.note(at, ChangeKind::RequiredQueryChanged, Verdict::Breaking)
                .both(text(was), text(is))
                .because("the accessor has a parameter for each");
        }
        if was.contains_target == is.contains_target {
            let (old, new) = (self.pair.old.model, self.pair.new.model);
            let (before, now) = (verbs(old, was), verbs(new, is));
            self.compare_verbs(at, before, now);
        } else {
            let (verdict, note) = containment(was, is);
            self.note(at, ChangeKind::ContainsTargetChanged, verdict)
                .both(boolean(was.contains_target), boolean(is.contains_target))
                .because(note);
            if [along(was), along(is)].contains(&Along::Granted) {
                let (old, new) = (self.pair.old.model, self.pair.new.model);
                self.compare_verbs(at, verbs(old, was), verbs(new, is));
            }
        }
        self.annotations(at, &was.facts, &is.facts);
    }

    /// Compares what can be done along a path.
    pub(super) fn compare_verbs(&mut self, at: &At, before: Verbs, now: Verbs) {
        if before == now {
            return;
        }
        let lost = words(before).iter().any(|verb| !words(now).contains(verb));
        let noted = if lost {
            self.note(at, ChangeKind::VerbsChanged, Verdict::Breaking)
                .because("unless another path to the same type offers what is gone")
        } else {
            self.note(at, ChangeKind::VerbsChanged, Verdict::Additive)
        };
        let text = |verbs| {
            let words = words(verbs);
            if words.is_empty() {
                "none".to_owned()
            } else {
                words.join(", ")
            }
        };
        noted.both(text(before), text(now));
    }

    fn navigation_at(
        &self,
        ty: &At,
        was: Option<Found<'m, NavigationProperty<'m>>>,
        is: Option<Found<'m, NavigationProperty<'m>>>,
    ) -> At {
        let (side, found) = match (was, is) {
            (_, Some(is)) => (&self.pair.new, is),
            (Some(was), None) => (&self.pair.old, was),
            (None, None) => return ty.clone(),
        };
        let name = found.member.name;
        At {
            path: format!("{}/{name}", ty.path),
            subject: Subject::Navigation {
                ty: ty.path.clone(),
                declared_by: side.model.qualified(found.owner),
                name: name.to_owned(),
                target: side.model.qualified(found.member.target),
            },
            old: was.map(|one| one.member.span),
            new: is.map(|one| one.member.span),
            ..ty.clone()
        }
    }
}

/// How a change of a type's use is called.
pub(super) struct UseKinds {
    pub(super) ty: ChangeKind,
    pub(super) collection: ChangeKind,
}

fn property_at(
    ty: &At,
    declared_by: String,
    was: Option<&Property<'_>>,
    is: Option<&Property<'_>>,
) -> At {
    let name = is.or(was).map_or("", |one| one.name);
    At {
        path: format!("{}/{name}", ty.path),
        subject: Subject::Property {
            ty: ty.path.clone(),
            declared_by,
            name: name.to_owned(),
        },
        old: was.map(|one| one.span),
        new: is.map(|one| one.span),
        ..ty.clone()
    }
}

/// When a client may set a property; each allows less than the one before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Access {
    Any,
    CreateOnly,
    ReadOnly,
}

impl Access {
    fn of(facts: &Facts<'_>) -> Self {
        if facts.is_read_only() {
            Self::ReadOnly
        } else if facts.is_create_only() {
            Self::CreateOnly
        } else {
            Self::Any
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Any => "any time",
            Self::CreateOnly => "on create only",
            Self::ReadOnly => "read-only",
        }
    }
}

/// What the accessor answers: a builder with writes, one with `$ref` requests, or one with both.
fn along(property: &NavigationProperty<'_>) -> Along {
    Along::of_property(property, Grant::default())
}

/// What another way along a navigation property does to the builder behind it.
fn containment(
    was: &NavigationProperty<'_>,
    is: &NavigationProperty<'_>,
) -> (Verdict, &'static str) {
    let referenceable = was
        .facts
        .restriction(Term::NavigationRestrictions, "Referenceable")
        != Restriction::Denied;
    match (along(was), along(is)) {
        (Along::Contained, Along::Referenced) => {
            (Verdict::Breaking, "create, update and delete are gone")
        }
        (Along::Granted, Along::Referenced) => (Verdict::Breaking, "the granted writes are gone"),
        (Along::Granted, Along::Contained) => (Verdict::Breaking, "the `$ref` requests are gone"),
        (Along::Referenced, Along::Contained) if referenceable => (
            Verdict::Breaking,
            "there are create, update and delete, but the `$ref` requests are gone",
        ),
        (Along::Referenced, Along::Contained) => {
            (Verdict::Additive, "there are create, update and delete")
        }
        (Along::Referenced, Along::Granted) => (Verdict::Additive, "writes are granted"),
        (Along::Contained, Along::Granted) => (Verdict::Additive, "there are `$ref` requests too"),
        (Along::Contained, Along::Contained)
        | (Along::Referenced, Along::Referenced)
        | (Along::Granted, Along::Granted) => {
            (Verdict::Data, "annotations grant the same as before")
        }
    }
}

fn verbs(model: &Model<'_>, property: &NavigationProperty<'_>) -> Verbs {
    let all = if property.contains_target {
        Verbs::of_contained(&property.facts, &model[property.target].facts)
    } else {
        Verbs::of_referenced(&property.facts, Grant::default())
    };
    match property.ty.cardinality {
        Cardinality::Many => all,
        Cardinality::One => Verbs {
            create: false,
            ..all
        },
    }
}

fn words(verbs: Verbs) -> Vec<&'static str> {
    let all = [
        (verbs.read, "read"),
        (verbs.create, "create"),
        (verbs.update, "update"),
        (verbs.replace, "replace"),
        (verbs.delete, "delete"),
    ];
    all.into_iter()
        .filter(|(has, _)| *has)
        .map(|(_, word)| word)
        .collect()
}
