//! The walk along the segments of a target, from the container to what the last one names.

use super::index::{Index, Member, exact_first};
use super::segment::Segment;
use super::{Miss, Note, Step, StepKind, SystemSegment};
use crate::csdl::Cardinality;
use crate::diagnostics::Span;
use crate::docs::page::Method;
use crate::model::{ChildKind, Model, OperationId, StructuredId, Type, TypeUse};
use std::ops::Range;

/// Where a walk stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum At {
    /// The service root.
    Root,
    /// One value: of a singleton, a single-valued property, a function.
    One(StructuredId, Way),
    /// One member of a collection.
    Member(StructuredId, Way),
    /// A collection.
    Many(StructuredId, Way),
    /// A structural property that is no structured value.
    Value(TypeUse),
    /// A stream.
    Stream,
    /// What comes back from an operation and cannot be followed.
    Result(OperationId),
    /// `$count`.
    Count,
    /// The references of what stands before: `$ref`.
    References(StructuredId, References),
}

/// How one arrives at a value or a collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// By an entity set.
    EntitySet,
    /// By a singleton.
    Singleton,
    /// By a navigation property.
    Navigation,
    /// By a structural property.
    Property,
    /// By calling a composable function.
    Result(OperationId),
    /// By a path in a drive or on a host.
    Address,
}

/// What `$ref` stands behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum References {
    /// A single-valued navigation property.
    Single,
    /// One member of a collection.
    Member,
    /// A collection.
    Collection,
}

/// A walk, with what it has found so far.
pub(super) struct Walk<'r, 'm, 'a> {
    pub model: &'m Model<'a>,
    pub index: &'r Index,
    pub addressed: Addressed,
    pub text: &'r str,
    pub method: Method,
    pub segments: &'r [Range<usize>],
    pub at: At,
    pub steps: Vec<Step>,
    pub notes: Vec<Note>,
}

/// The types that can be found by path.
#[derive(Debug, Clone, Copy)]
pub(super) struct Addressed {
    pub drive_item: Option<StructuredId>,
    pub site: Option<StructuredId>,
}

impl At {
    /// Where the metadata declares what stands there.
    pub(super) fn declared(self, model: &Model<'_>) -> Option<Span> {
        match self {
            Self::One(ty, _) | Self::Member(ty, _) | Self::Many(ty, _) => Some(model[ty].span),
            Self::References(ty, _) => Some(model[ty].span),
            Self::Value(ty) => Some(ty.span),
            Self::Result(id) => Some(model[id].span),
            Self::Root | Self::Stream | Self::Count => None,
        }
    }
}

impl<'a> Walk<'_, '_, 'a> {
    /// Walks all segments.
    pub(super) fn run(&mut self) -> Result<(), Miss> {
        let mut next = 0;
        while let Some(range) = self.segments.get(next).cloned() {
            next += 1;
            let written = &self.text[range.clone()];
            let Some(name) = written.strip_suffix(':').filter(|name| !name.is_empty()) else {
                self.segment(written, &range)?;
                continue;
            };
            let own = range.start..range.end - 1;
            let (path, after) = self.address(next, &range)?;
            next = after;
            self.addressed(name, &own, path)?;
        }
        Ok(())
    }

    pub(super) fn push(&mut self, kind: StepKind, range: Range<usize>) {
        self.steps.push(Step { kind, range });
    }

    pub(super) fn note(&mut self, kind: &'static str, range: &Range<usize>) {
        let range = range.clone();
        self.notes.push(Note { kind, range });
    }

    /// Notes where a name is spelled otherwise.
    pub(super) fn compare(&mut self, written: &str, name: &str, range: &Range<usize>) {
        if written != name {
            self.note("case-differs", range);
        }
    }

    pub(super) fn segment(&mut self, written: &str, range: &Range<usize>) -> Result<(), Miss> {
        let segment = Segment::read(written);
        if segment.is_ellipsis() && self.repeats() {
            self.note("ellipsis", range);
            return Ok(());
        }
        if segment.is_ellipsis() {
            let message = "an ellipsis stands for segments that are not said".to_owned();
            return Err(miss("ellipsis", message, range.clone()));
        }
        match self.at {
            At::Root => self.at_root(&segment, range),
            At::Many(ty, way) => self.at_many(ty, way, &segment, range),
            At::One(ty, _) | At::Member(ty, _) => self.at_one(ty, &segment, range),
            At::Value(ty) => self.at_value(ty, &segment, range),
            At::Stream | At::Result(_) | At::Count | At::References(..) => Err(miss(
                "after-the-end",
                format!(
                    "nothing can follow here: `{}` is one segment too many",
                    segment.text
                ),
                range.clone(),
            )),
        }
    }

    /// Whether the last two steps can be taken again and again: `childFolders/{id}` of a folder.
    fn repeats(&self) -> bool {
        let last = self.steps.iter().rev().map(|step| &step.kind);
        let mut last = last.skip_while(|kind| matches!(kind, StepKind::Key(_)));
        match (self.at, last.next()) {
            (At::Member(ty, _), Some(StepKind::Navigation(owner, _))) => {
                self.model.is_a(ty, *owner)
            }
            _ => false,
        }
    }

    fn at_root(&mut self, segment: &Segment<'_>, range: &Range<usize>) -> Result<(), Miss> {
        if let Some(at) = self.index.child(self.model, &segment.name) {
            return self.child(at, segment, range);
        }
        if segment.name.eq_ignore_ascii_case("workbook") && self.short_workbook(range) {
            return Ok(());
        }
        let names = self.model.children.iter().map(|child| child.name);
        Err(self.unknown(segment, "the service root", names, range))
    }

    pub(super) fn child(
        &mut self,
        at: usize,
        segment: &Segment<'_>,
        range: &Range<usize>,
    ) -> Result<(), Miss> {
        let child = &self.model.children[at];
        self.compare(&segment.name, child.name, range);
        self.push(StepKind::Child(at), range.clone());
        self.at = match child.kind {
            ChildKind::EntitySet(ty) => At::Many(ty, Way::EntitySet),
            ChildKind::Singleton(ty) => At::One(ty, Way::Singleton),
            ChildKind::OperationImport(id) => {
                let group = self.imported(id);
                return self.call(&group, segment, range);
            }
        };
        self.in_parentheses(segment, range)
    }

    fn at_value(
        &mut self,
        ty: TypeUse,
        segment: &Segment<'_>,
        range: &Range<usize>,
    ) -> Result<(), Miss> {
        let (system, at) = match (&*segment.text, ty.cardinality) {
            ("$value", Cardinality::One) => (SystemSegment::Value, At::Stream),
            ("$count", Cardinality::Many) => (SystemSegment::Count, At::Count),
            _ => {
                let message = format!(
                    "`{}` follows a property that is no structured value",
                    segment.text
                );
                return Err(miss("after-the-end", message, range.clone()));
            }
        };
        self.push(StepKind::System(system), range.clone());
        self.at = at;
        Ok(())
    }

    pub(super) fn at_one(
        &mut self,
        ty: StructuredId,
        segment: &Segment<'_>,
        range: &Range<usize>,
    ) -> Result<(), Miss> {
        if segment.text.starts_with('$') {
            return self.system_of_one(ty, segment, range);
        }
        if segment.is_placeholder {
            let message = format!(
                "`{}` stands where a property or an operation of `{}` is expected",
                segment.text, self.model[ty].name
            );
            return Err(miss("placeholder-for-a-name", message, range.clone()));
        }
        if let Some(member) = self.member(ty, &segment.name) {
            return self.go(member, segment, range);
        }
        if self.cast(ty, segment, range)? {
            return Ok(());
        }
        let group = self.callable(ty, Cardinality::One, &segment.name);
        if !group.is_empty() {
            return self.call(&group, segment, range);
        }
        if let Some((derived, member)) = self.derived_member(ty, &segment.name) {
            self.cast_left_out(derived, range);
            return self.go(member, segment, range);
        }
        if let Some((derived, group)) = self.derived_call(ty, Cardinality::One, &segment.name) {
            self.cast_left_out(derived, range);
            return self.call(&group, segment, range);
        }
        if !self
            .callable(ty, Cardinality::Many, &segment.name)
            .is_empty()
        {
            let message = format!(
                "`{}` is bound to a collection of `{}`, not to one",
                segment.name, self.model[ty].name
            );
            return Err(miss("wrong-binding", message, range.clone()));
        }
        let names = self.names_at_one(ty);
        Err(self.unknown(segment, &format!("`{}`", self.model[ty].name), names, range))
    }

    fn cast_left_out(&mut self, derived: StructuredId, range: &Range<usize>) {
        self.note("cast-left-out", range);
        self.push(StepKind::Cast(derived), range.start..range.start);
    }

    fn system_of_one(
        &mut self,
        ty: StructuredId,
        segment: &Segment<'_>,
        range: &Range<usize>,
    ) -> Result<(), Miss> {
        let references = match self.at {
            At::One(_, Way::Navigation) => Some(References::Single),
            At::Member(_, Way::Navigation) => Some(References::Member),
            _ => None,
        };
        let (system, at) = match (&*segment.text, references) {
            ("$value", _) if self.model.has_stream(ty) => (SystemSegment::Value, At::Stream),
            ("$value", _) => {
                let message = format!("`{}` has no media stream", self.model[ty].name);
                return Err(miss("no-stream", message, range.clone()));
            }
            ("$ref", Some(references)) => (SystemSegment::Ref, At::References(ty, references)),
            ("$ref", None) => return Err(no_references(range)),
            ("$count", _) => {
                let message = "`$count` follows a collection, and this is one value".to_owned();
                return Err(miss("not-a-collection", message, range.clone()));
            }
            _ => return Err(self.unknown(segment, "OData", ["$count", "$ref", "$value"], range)),
        };
        self.push(StepKind::System(system), range.clone());
        self.at = at;
        Ok(())
    }

    pub(super) fn at_many(
        &mut self,
        ty: StructuredId,
        way: Way,
        segment: &Segment<'_>,
        range: &Range<usize>,
    ) -> Result<(), Miss> {
        let system = match (&*segment.text, way) {
            ("$count", _) => Some((SystemSegment::Count, At::Count)),
            ("$ref", Way::Navigation) => {
                let at = At::References(ty, References::Collection);
                Some((SystemSegment::Ref, at))
            }
            ("$ref", _) => return Err(no_references(range)),
            (other, _) if other.starts_with('$') => {
                return Err(self.unknown(segment, "OData", ["$count", "$ref"], range));
            }
            _ => None,
        };
        if let Some((system, at)) = system {
            self.push(StepKind::System(system), range.clone());
            self.at = at;
            return Ok(());
        }
        if !segment.is_placeholder {
            if self.cast(ty, segment, range)? {
                return Ok(());
            }
            let group = self.callable(ty, Cardinality::Many, &segment.name);
            if !group.is_empty() {
                return self.call(&group, segment, range);
            }
            if let Some((derived, group)) = self.derived_call(ty, Cardinality::Many, &segment.name)
            {
                self.cast_left_out(derived, range);
                return self.call(&group, segment, range);
            }
        }
        self.key_segment(ty, way, segment, range)
    }

    /// Goes along a property.
    fn go(
        &mut self,
        member: Member,
        segment: &Segment<'_>,
        range: &Range<usize>,
    ) -> Result<(), Miss> {
        let (kind, name, ty, way) = match member {
            Member::Navigation(owner, at) => {
                let one = &self.model[owner].navigation[at];
                let kind = StepKind::Navigation(owner, at);
                (kind, one.name, one.ty, Way::Navigation)
            }
            Member::Property(owner, at) => {
                let one = &self.model[owner].properties[at];
                (
                    StepKind::Property(owner, at),
                    one.name,
                    one.ty,
                    Way::Property,
                )
            }
        };
        self.compare(&segment.name, name, range);
        self.push(kind, range.clone());
        self.at = match (ty.ty, ty.cardinality) {
            (Type::Structured(id), Cardinality::One) => At::One(id, way),
            (Type::Structured(id), Cardinality::Many) => At::Many(id, way),
            (stream, _) if stream.is_stream() => At::Stream,
            _ => At::Value(ty),
        };
        self.in_parentheses(segment, range)
    }

    /// A cast, if the segment names a type; an error where that type is none of these.
    fn cast(
        &mut self,
        ty: StructuredId,
        segment: &Segment<'_>,
        range: &Range<usize>,
    ) -> Result<bool, Miss> {
        let (prefix, name) = match segment.name.rsplit_once('.') {
            Some((prefix, name)) => (Some(prefix), name),
            None => (None, &*segment.name),
        };
        let model = self.model;
        let found = self.index.types(name).to_vec();
        let found: Vec<_> = match prefix {
            Some(prefix) => {
                let fits = |id: &StructuredId| model.is_prefix_of(prefix, model[*id].namespace);
                found.into_iter().filter(fits).collect()
            }
            None => found,
        };
        let (fitting, others): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|id| model.is_a(*id, ty));
        let is_exact = |id: &StructuredId| model[*id].name == name;
        let Some(to) = exact_first(&fitting, is_exact) else {
            return match (prefix, others.first()) {
                (Some(_), Some(other)) => {
                    let message = format!(
                        "`{}` does not derive from `{}`",
                        model[*other].name, model[ty].name
                    );
                    Err(miss("not-derived", message, range.clone()))
                }
                _ => Ok(false),
            };
        };
        // A bare name is a cast only to a type that derives; the type's own name can be a key.
        if prefix.is_none() && to == ty {
            return Ok(false);
        }
        if prefix.is_none() {
            self.note("cast-without-namespace", range);
        }
        self.compare(name, model[to].name, range);
        self.push(StepKind::Cast(to), range.clone());
        self.at = match self.at {
            At::Many(_, way) => At::Many(to, way),
            At::Member(_, way) => At::Member(to, way),
            At::One(_, way) => At::One(to, way),
            other => other,
        };
        self.in_parentheses(segment, range)?;
        Ok(true)
    }

    fn unknown<'n>(
        &self,
        segment: &Segment<'_>,
        place: &str,
        names: impl IntoIterator<Item = &'n str>,
        range: &Range<usize>,
    ) -> Miss {
        let near = crate::nearest::nearest(&segment.name, names);
        let message = format!("{place} has no `{}`{}", segment.name, perhaps(&near));
        miss("unknown-segment", message, range.clone())
    }
}

/// The sentence about the nearest names.
pub(super) fn perhaps(near: &[&str]) -> String {
    if near.is_empty() {
        return String::new();
    }
    let names: Vec<_> = near.iter().map(|one| format!("`{one}`")).collect();
    format!("; there is {}", names.join(", "))
}

pub(super) fn miss(kind: &'static str, message: String, range: Range<usize>) -> Miss {
    Miss {
        kind,
        message,
        range,
        declared: None,
    }
}

fn no_references(range: &Range<usize>) -> Miss {
    let message = "`$ref` follows a navigation property, or a member of one".to_owned();
    miss("no-references", message, range.clone())
}
