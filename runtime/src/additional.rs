//! The members of an object that its type does not declare.

use std::any::Any;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use crate::json::Json;
use crate::model::Visit;
use crate::slot::{Begun, Exchange, Input, Slot, Target, View};

/// Everything an object carries beyond its declared properties, in order: unknown properties, control information
/// (`@odata.type`, `@odata.etag`, `manager@odata.bind`), expanded navigation properties. 8 bytes when empty.
#[derive(Clone, Default)]
pub struct Additional {
    // Boxed: a model without undeclared members pays for a pointer only. Most that have one have no other, and pay for one allocation.
    members: Option<Box<Members>>,
}

#[derive(Clone)]
struct Members {
    first: Member,
    others: Vec<Member>,
}

type Member = (Cow<'static, str>, Json);

impl Additional {
    /// Nothing, for generated code: rustc checks a constant for less than a call.
    #[doc(hidden)]
    pub const NONE: Self = Self { members: None };

    /// Nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self::NONE
    }

    /// Number of members.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members
            .as_deref()
            .map_or(0, |members| 1 + members.others.len())
    }

    /// Whether there is no member.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_none()
    }

    /// The member with this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.iter()
            .find(|(key, _)| *key == name)
            .map(|(_, json)| json)
    }

    /// Sets a member and gives back what stood there.
    pub fn insert(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        json: impl Into<Json>,
    ) -> Option<Json> {
        let (name, json) = (name.into(), json.into());
        if let Some(members) = self.members.as_deref_mut() {
            let mut members = std::iter::once(&mut members.first).chain(&mut members.others);
            if let Some((_, old)) = members.find(|(key, _)| *key == name) {
                return Some(std::mem::replace(old, json));
            }
        }
        self.push((name, json));
        None
    }

    /// Takes a member out.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        let position = self.iter().position(|(key, _)| key == name)?;
        let mut members = self.drain();
        let (_, json) = members.remove(position);
        *self = Self::of(members);
        Some(json)
    }

    /// The members, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        let (first, others) = match self.members.as_deref() {
            Some(members) => (Some(&members.first), &*members.others),
            None => (None, &[][..]),
        };
        first
            .into_iter()
            .chain(others)
            .map(|(name, json)| (name.as_ref(), json))
    }

    /// The value of `@odata.type`, with its `#` if it has one.
    #[must_use]
    pub fn odata_type(&self) -> Option<String> {
        self.text("@odata.type")
    }

    /// The value of `@odata.etag`.
    #[must_use]
    pub fn etag(&self) -> Option<String> {
        self.text("@odata.etag")
    }

    /// The value of `@odata.context`.
    #[must_use]
    pub fn context(&self) -> Option<String> {
        self.text("@odata.context")
    }

    fn text(&self, name: &str) -> Option<String> {
        self.get(name).and_then(|json| json.parse().ok())
    }

    fn of(members: Vec<Member>) -> Self {
        let mut members = members.into_iter();
        let members = members.next().map(|first| {
            Box::new(Members {
                first,
                others: members.collect(),
            })
        });
        Self { members }
    }

    pub(crate) fn drain(&mut self) -> Vec<Member> {
        let mut drained = Vec::new();
        if let Some(members) = self.members.take() {
            let Members { first, mut others } = *members;
            drained.reserve_exact(1 + others.len());
            drained.push(first);
            drained.append(&mut others);
        }
        drained
    }

    /// Adds a member as it was read, be there another with this name or not.
    pub(crate) fn push(&mut self, member: Member) {
        match &mut self.members {
            Some(members) => members.others.push(member),
            None => {
                self.members = Some(Box::new(Members {
                    first: member,
                    others: Vec::new(),
                }))
            }
        }
    }

    /// Of members with the same name, only the last one stays.
    pub(crate) fn keep_last(&mut self) {
        if self.len() > 1 {
            let mut members = self.drain();
            keep_last(&mut members);
            *self = Self::of(members);
        }
    }

    /// Adds members; of those with the same name the last one stays.
    pub(crate) fn extend(&mut self, members: Vec<Member>) {
        for member in members {
            self.push(member);
        }
        self.keep_last();
    }

    /// Shows itself unless empty.
    #[doc(hidden)]
    #[inline]
    pub fn offer<'a>(&'a self, index: usize, visit: &mut Visit<'_, 'a>) {
        if !self.is_empty() {
            (visit.0)(index, View::Additional(self), self);
        }
    }
}

/// Up to this many members, comparing each with each is cheaper than hashing.
const FEW: usize = 16;

fn keep_last(members: &mut Vec<Member>) {
    if members.len() <= FEW {
        let mut at = 0;
        while at < members.len() {
            if members[at + 1..]
                .iter()
                .any(|(name, _)| *name == members[at].0)
            {
                members.remove(at);
            } else {
                at += 1;
            }
        }
        return;
    }
    let mut last = HashMap::with_capacity(members.len());
    for (at, (name, _)) in members.iter().enumerate() {
        last.insert(name.clone(), at);
    }
    if last.len() < members.len() {
        let mut at = 0;
        members.retain(|(name, _)| {
            at += 1;
            last.get(name) == Some(&(at - 1))
        });
    }
}

/// A member's name as kept: the control information that every answer carries is not allocated again.
pub(crate) fn kept_name(name: &str) -> Cow<'static, str> {
    for known in ["@odata.type", "@odata.etag", "@odata.context", "@odata.id"] {
        if name == known {
            return Cow::Borrowed(known);
        }
    }
    Cow::Owned(name.to_owned())
}

impl PartialEq for Additional {
    /// Order says nothing.
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self
                .iter()
                .all(|(name, json)| other.get(name) == Some(json))
    }
}

impl fmt::Debug for Additional {
    /// Names, and the values of some control information. Other values are not shown: an unknown property may be a password
    /// or a pre-authenticated URL; print [`get`](Additional::get) to see it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        for (name, json) in self.iter() {
            match name {
                "@odata.type" | "@odata.etag" | "@odata.context" => map.entry(&name, json),
                _ => map.entry(&name, &format_args!("_")),
            };
        }
        map.finish()
    }
}

impl<N: Into<Cow<'static, str>>, J: Into<Json>> FromIterator<(N, J)> for Additional {
    fn from_iter<I: IntoIterator<Item = (N, J)>>(members: I) -> Self {
        let mut additional = Self::new();
        additional.extend(
            members
                .into_iter()
                .map(|(name, json)| (name.into(), json.into()))
                .collect(),
        );
        additional
    }
}

impl Slot for Additional {
    fn view(&self) -> View<'_> {
        View::Additional(self)
    }

    fn target(&mut self) -> Target<'_> {
        Target::Additional(self)
    }

    fn put(&mut self, _input: Input<'_>) -> bool {
        false
    }

    fn begin(&mut self) -> Option<Begun<'_>> {
        None
    }

    fn exchange(&mut self, with: Exchange<'_>) {
        match with {
            Exchange::Copy(other) => {
                if let Some(other) = (other as &dyn Any).downcast_ref::<Self>() {
                    self.clone_from(other);
                }
            }
            Exchange::Swap(other) => {
                if let Some(other) = (other as &mut dyn Any).downcast_mut::<Self>() {
                    std::mem::swap(self, other);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
