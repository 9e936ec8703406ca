//! Keys: as a segment, in parentheses, with and without names.

use super::index::{Member, exact_first};
use super::segment::{Segment, arguments};
use super::walk::{At, Walk, Way, miss, perhaps};
use super::{Miss, StepKind};
use crate::csdl::Cardinality;
use crate::model::{Kind, StructuredId};
use std::ops::Range;

/// Members that people address by a name that a property has too: the key wins.
const NAMED_MEMBERS: &[(&str, &str)] = &[("driveItem", "root")];

impl<'a> Walk<'_, '_, 'a> {
    pub(super) fn key_segment(
        &mut self,
        ty: StructuredId,
        way: Way,
        segment: &Segment<'_>,
        range: &Range<usize>,
    ) -> Result<(), Miss> {
        if self.model[ty].kind == Kind::Complex && self.model.key(ty).is_empty() {
            let message = format!(
                "members of a collection of `{}` have no keys",
                self.model[ty].name
            );
            return Err(miss("no-key", message, range.clone()));
        }
        if !segment.is_placeholder && self.leaves_key_out(ty, &segment.name) {
            let message = format!(
                "the key of one `{}` is expected before `{}`",
                self.model[ty].name, segment.name
            );
            return Err(miss("key-left-out", message, range.clone()));
        }
        if !segment.is_placeholder
            && let [(Some(name), value)] = arguments(&segment.text).as_slice()
            && self.is_key_name(ty, name)
        {
            self.note("key-with-name", range);
            return self.key(ty, way, &[(Some(name.clone()), value.clone())], range);
        }
        let parts = [(None, segment.text.clone().into_owned())];
        self.push(StepKind::Key(parts.to_vec()), range.clone());
        self.at = At::Member(ty, way);
        Ok(())
    }

    /// Whether a segment names something of one member, so that the member's key was forgotten.
    pub(super) fn leaves_key_out(&self, ty: StructuredId, name: &str) -> bool {
        if NAMED_MEMBERS.contains(&(self.model[ty].name, name)) {
            return false;
        }
        self.member(ty, name).is_some()
            || self.derived_member(ty, name).is_some()
            || !self.callable(ty, Cardinality::One, name).is_empty()
            || self.derived_call(ty, Cardinality::One, name).is_some()
    }

    /// What stands in parentheses behind a name: a key.
    pub(super) fn in_parentheses(
        &mut self,
        segment: &Segment<'_>,
        range: &Range<usize>,
    ) -> Result<(), Miss> {
        let Some(inside) = segment.inside else {
            return Ok(());
        };
        let range = range.end - inside.len() - 2..range.end;
        match (self.at, arguments(inside)) {
            (_, parts) if parts.is_empty() => {
                self.note("empty-parentheses", &range);
                Ok(())
            }
            (At::Many(ty, way), parts) => self.key(ty, way, &parts, &range),
            _ => {
                let message = "a key in parentheses follows a collection only".to_owned();
                Err(miss("not-a-collection", message, range))
            }
        }
    }

    pub(super) fn key(
        &mut self,
        ty: StructuredId,
        way: Way,
        parts: &[(Option<String>, String)],
        range: &Range<usize>,
    ) -> Result<(), Miss> {
        let kind = if parts.iter().all(|(name, _)| name.is_none()) {
            self.note("key-in-parentheses", range);
            StepKind::Key(parts.to_vec())
        } else {
            self.named_key(ty, parts, range)?
        };
        self.push(kind, range.clone());
        self.at = At::Member(ty, way);
        Ok(())
    }

    pub(super) fn named_key(
        &mut self,
        ty: StructuredId,
        parts: &[(Option<String>, String)],
        range: &Range<usize>,
    ) -> Result<StepKind, Miss> {
        let mut named = Vec::with_capacity(parts.len());
        for (name, value) in parts {
            let name = name.as_deref().unwrap_or_default();
            let Some(known) = self.key_name(ty, name) else {
                let names = self.key_names(ty);
                let near = crate::nearest::nearest(name, names.iter().copied());
                let message = format!(
                    "`{name}` is no part of a key of `{}`{}",
                    self.model[ty].name,
                    perhaps(&near)
                );
                return Err(miss("unknown-key", message, range.clone()));
            };
            self.compare(name, known, range);
            named.push((known.to_owned(), value.clone()));
        }
        let key = self.model.key(ty);
        let is_own = named.len() == key.len()
            && key
                .iter()
                .all(|one| named.iter().any(|(name, _)| name == one));
        Ok(if is_own {
            let parts = named.into_iter().map(|(name, value)| (Some(name), value));
            StepKind::Key(parts.collect())
        } else {
            if !self.is_alternate_key(ty, &named) {
                self.note("undeclared-key", range);
            }
            StepKind::AlternateKey(named)
        })
    }

    /// The names that the keys of a type are made of, alternate ones included.
    pub(super) fn key_names(&self, ty: StructuredId) -> Vec<&'a str> {
        let mut names = self.model.key(ty).to_vec();
        for one in self.model.lineage(ty) {
            let alternate = &self.model[one].alternate_keys;
            names.extend(alternate.iter().flat_map(|key| key.names.iter().copied()));
        }
        names
    }

    /// The part of a key with this name; a property that no key declares will do, since the metadata
    /// does not know all alternate keys.
    pub(super) fn key_name(&self, ty: StructuredId, name: &str) -> Option<&'a str> {
        let names = self.key_names(ty);
        let same: Vec<_> = names
            .into_iter()
            .filter(|one| one.eq_ignore_ascii_case(name))
            .collect();
        exact_first(&same, |one| *one == name).or_else(|| match self.member(ty, name)? {
            member @ Member::Property(..) => Some(self.member_name(member)),
            Member::Navigation(..) => None,
        })
    }

    pub(super) fn is_key_name(&self, ty: StructuredId, name: &str) -> bool {
        self.key_name(ty, name).is_some()
    }

    pub(super) fn is_alternate_key(&self, ty: StructuredId, parts: &[(String, String)]) -> bool {
        let lineage = self.model.lineage(ty);
        let mut keys = lineage
            .iter()
            .flat_map(|one| &self.model[*one].alternate_keys);
        keys.any(|key| {
            let names = |(name, _): &(String, String)| key.names.contains(&&**name);
            key.names.len() == parts.len() && parts.iter().all(names)
        })
    }
}
