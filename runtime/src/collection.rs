//! A list whose elements may be null or of another kind than declared, without losing either.

use std::fmt;
use std::ops::{Deref, DerefMut};

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use crate::field::{Field, Value};
use crate::json::Json;
use crate::slot::{Begun, ListView, Target, Token, View};

/// The value of a collection-valued property: a `Vec` of the elements that fit, and aside of it, with their positions,
/// the nulls and the elements that do not fit. Both are written back in place.
#[derive(Clone)]
pub struct Collection<T> {
    items: Vec<T>,
    // Boxed because almost always empty: 8 bytes in every collection instead of 24.
    #[allow(clippy::box_collection)]
    odd: Option<Box<Vec<Odd>>>,
}

/// An element that is null or does not fit the element type.
#[derive(Clone, Debug, PartialEq)]
pub struct Odd {
    position: usize,
    json: Json,
}

impl Odd {
    /// Position in the array as it was read.
    #[must_use]
    pub fn position(&self) -> usize {
        self.position
    }

    /// The element.
    #[must_use]
    pub fn json(&self) -> &Json {
        &self.json
    }
}

impl<T> Collection<T> {
    /// No elements.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            items: Vec::new(),
            odd: None,
        }
    }

    /// The nulls and the elements that do not fit, in order.
    pub fn odd(&self) -> impl ExactSizeIterator<Item = &Odd> {
        self.odd_slice().iter()
    }

    /// Forgets the nulls and the elements that do not fit, and gives them away.
    pub fn take_odd(&mut self) -> Vec<Odd> {
        self.odd.take().map_or_else(Vec::new, |odd| *odd)
    }

    /// The elements that fit.
    #[must_use]
    pub fn into_vec(self) -> Vec<T> {
        self.items
    }

    /// Adds the elements of another list behind these, those that do not fit with them.
    pub(crate) fn append(&mut self, mut other: Self) {
        let before = self.items.len() + self.odd_slice().len();
        let odd = other.take_odd().into_iter().map(|odd| Odd {
            position: before + odd.position,
            json: odd.json,
        });
        let odd: Vec<Odd> = odd.collect();
        if !odd.is_empty() {
            self.odd.get_or_insert_default().extend(odd);
        }
        self.items.append(&mut other.items);
    }

    fn odd_slice(&self) -> &[Odd] {
        self.odd.as_deref().map_or(&[], Vec::as_slice)
    }

    /// What stands at `index` of the whole array. The caller may have shortened the list of items; an odd element then moves
    /// towards the front, never out of the array.
    fn element(&self, index: usize) -> Element<'_, T> {
        let odd = self.odd_slice();
        let place = |(rank, odd): (usize, &Odd)| odd.position.min(self.items.len() + rank);
        let (mut low, mut high) = (0, odd.len());
        while low < high {
            let middle = low.midpoint(high);
            if place((middle, &odd[middle])) < index {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        match odd.get(low) {
            Some(odd) if place((low, odd)) == index => Element::Odd(odd),
            _ => index
                .checked_sub(low)
                .and_then(|index| self.items.get(index))
                .map_or(Element::Beyond, Element::Item),
        }
    }
}

enum Element<'a, T> {
    Item(&'a T),
    Odd(&'a Odd),
    Beyond,
}

impl<T> Default for Collection<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Deref for Collection<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.items
    }
}

impl<T> DerefMut for Collection<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.items
    }
}

impl<T> From<Vec<T>> for Collection<T> {
    fn from(items: Vec<T>) -> Self {
        Self { items, odd: None }
    }
}

impl<T> FromIterator<T> for Collection<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Vec::from_iter(items).into()
    }
}

impl<T> IntoIterator for Collection<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Collection<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<'a, T> IntoIterator for &'a mut Collection<T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter_mut()
    }
}

impl<T: Value> PartialEq for Collection<T> {
    fn eq(&self, other: &Self) -> bool {
        crate::codec::equal(View::List(self), View::List(other))
    }
}

impl<T: Value> fmt::Debug for Collection<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::codec::Shown(View::List(self)).fmt(f)
    }
}

impl<T: Value> Serialize for Collection<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        crate::codec::write_view(View::List(self), serializer)
    }
}

impl<'de, T: Value> Deserialize<'de> for Collection<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut list = Self::new();
        crate::codec::read_list(deserializer, &mut list)?;
        Ok(list)
    }
}

impl<T: Value> ListView for Collection<T> {
    fn len(&self) -> usize {
        self.items.len() + self.odd_slice().len()
    }

    fn at(&self, index: usize) -> View<'_> {
        if self.odd.is_none() {
            return self.items.get(index).map_or(View::Absent, T::view);
        }
        match self.element(index) {
            Element::Item(item) => item.view(),
            Element::Odd(odd) => View::Json(&odd.json),
            Element::Beyond => View::Absent,
        }
    }
}

/// A list being read, without its element type.
pub trait ListTarget {
    /// What the elements want.
    fn wants(&self) -> Wanted;
    /// Adds a scalar; `false` when it does not fit.
    fn push_token(&mut self, token: Token<'_>) -> bool;
    /// Adds any JSON; a misfit is kept as an odd element.
    fn push_json(&mut self, json: Json);
    /// Adds an empty object or list and lends it; `None` when elements are neither.
    fn push_fresh(&mut self) -> Option<Begun<'_>>;
    /// Adds an element that does not fit, or null.
    fn push_odd(&mut self, json: Json);
}

/// What the elements of a list are read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Wanted {
    /// Scalars.
    Token,
    /// JSON text.
    Json,
    /// Objects.
    Model,
    /// Lists.
    List,
}

impl<T: Value> ListTarget for Collection<T> {
    fn wants(&self) -> Wanted {
        // The kind is a property of the type; asking a field for it keeps `Value` free of a second way to say it.
        match T::target(&mut Field::Absent) {
            Target::Raw(_) => Wanted::Json,
            Target::Model(_) => Wanted::Model,
            Target::List(_) => Wanted::List,
            _ => Wanted::Token,
        }
    }

    fn push_token(&mut self, token: Token<'_>) -> bool {
        match T::read(token) {
            Some(item) => self.items.push(item),
            None => return false,
        }
        true
    }

    fn push_json(&mut self, json: Json) {
        match T::read_json(json) {
            Ok(item) => self.items.push(item),
            Err(json) => self.push_odd(json),
        }
    }

    fn push_fresh(&mut self) -> Option<Begun<'_>> {
        T::push_fresh(&mut self.items)
    }

    fn push_odd(&mut self, json: Json) {
        let position = self.items.len() + self.odd_slice().len();
        self.odd
            .get_or_insert_default()
            .push(Odd { position, json });
    }
}

impl<T: Value> Value for Collection<T> {
    const EXPECTED: &'static str = "an array";

    fn view(&self) -> View<'_> {
        View::List(self)
    }

    fn target(field: &mut Field<Self>) -> Target<'_> {
        Target::List(field)
    }

    fn fresh() -> Option<Self> {
        Some(Self::new())
    }

    fn begin(&mut self) -> Option<Begun<'_>> {
        Some(Begun::List(self))
    }
}

#[cfg(test)]
mod tests;
