//! A property that may be absent, null, a value, or JSON that does not fit its type.

use std::any::Any;
use std::fmt;

use crate::collection::Collection;
use crate::json::Json;
use crate::model::{Model, Visit};
use crate::slot::{Begun, Exchange, Input, Slot, Target, Token, View};

/// A property's value in its four states.
///
/// Any property may be null on the wire and absent under `$select`, whatever the metadata says; a value of another kind than
/// declared is kept as [`Misfit`], so that the rest of the answer still decodes and nothing is lost when it is sent back.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Field<T> {
    /// Not in the JSON; not sent.
    #[default]
    Absent,
    /// JSON `null`.
    Null,
    /// A value.
    Value(T),
    /// JSON that does not fit the type.
    Misfit(Box<Misfit>),
}

impl<T> Field<T> {
    /// The value; `None` when absent or null.
    ///
    /// # Errors
    /// The kept JSON, with the property's name, when it does not fit the type.
    pub fn get(&self) -> Result<Option<&T>, &Misfit> {
        match self {
            Self::Value(value) => Ok(Some(value)),
            Self::Misfit(misfit) => Err(misfit),
            Self::Absent | Self::Null => Ok(None),
        }
    }

    /// The value, if there is one that fits.
    pub fn ok(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }

    /// Like [`ok`](Self::ok), for writing.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }

    /// Takes the value out and leaves the field absent; anything but a value stays where it is.
    pub fn take(&mut self) -> Option<T> {
        match std::mem::take(self) {
            Self::Value(value) => Some(value),
            other => {
                *self = other;
                None
            }
        }
    }

    /// Whether nothing was read or set.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the field is JSON `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether anything was read or set: a value, null or a misfit.
    pub fn is_set(&self) -> bool {
        !self.is_absent()
    }

    /// Sets a value.
    pub fn set(&mut self, value: impl Into<T>) {
        *self = Self::Value(value.into());
    }

    /// Makes the field absent: an encoded value does not mention it.
    pub fn clear(&mut self) {
        *self = Self::Absent;
    }

    /// Makes the field JSON `null`.
    pub fn set_null(&mut self) {
        *self = Self::Null;
    }
}

impl<T> From<T> for Field<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T> From<Option<T>> for Field<T> {
    /// `None` becomes absent; for JSON `null` say [`Field::Null`].
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }
}

impl<T> From<T> for Field<Box<T>> {
    fn from(value: T) -> Self {
        Self::Value(Box::new(value))
    }
}

impl From<&str> for Field<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

impl<T> From<Vec<T>> for Field<Collection<T>> {
    fn from(value: Vec<T>) -> Self {
        Self::Value(value.into())
    }
}

/// JSON that does not fit the type of its property; also the error that says so.
#[derive(Clone, Debug, PartialEq)]
pub struct Misfit {
    property: &'static str,
    expected: &'static str,
    json: Json,
    secrecy: Secrecy,
}

/// Whether an error may show the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Secrecy {
    Open,
    Secret,
}

impl Misfit {
    pub(crate) fn new(
        property: &'static str,
        expected: &'static str,
        json: Json,
        secrecy: Secrecy,
    ) -> Self {
        Self {
            property,
            expected,
            json,
            secrecy,
        }
    }

    /// Wire name of the property; empty for a value that stands in none.
    #[must_use]
    pub fn property(&self) -> &'static str {
        self.property
    }

    /// What would have fitted, for people.
    #[must_use]
    pub fn expected(&self) -> &'static str {
        self.expected
    }

    /// The JSON as it was read.
    #[must_use]
    pub fn json(&self) -> &Json {
        &self.json
    }
}

/// Longest JSON text, in bytes, that an error shows whole.
const SHOWN: usize = 200;

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.property.is_empty() {
            write!(f, "property `{}`: ", self.property)?;
        }
        write!(f, "expected {}, found ", self.expected)?;
        let text = self.json.as_str();
        match (self.secrecy, text.len()) {
            (Secrecy::Secret, _) => {
                f.write_str("something else (not shown, the property is secret)")
            }
            (Secrecy::Open, 0..=SHOWN) => f.write_str(text),
            (Secrecy::Open, length) => {
                let cut = text
                    .char_indices()
                    .map(|(at, _)| at)
                    .take_while(|at| *at <= SHOWN)
                    .last()
                    .unwrap_or(0);
                write!(f, "{}… ({length} bytes)", &text[..cut])
            }
        }
    }
}

impl std::error::Error for Misfit {}

/// What may stand in a [`Field`] or a [`Collection`]: Edm primitives, enumerations, models, collections.
pub trait Value: Any + Clone {
    /// What fits, for people: `an Edm.Guid (a string)`.
    const EXPECTED: &'static str = "a string";

    /// The value for a driver.
    fn view(&self) -> View<'_>;

    /// The value of a scalar; `None` when it does not fit.
    fn read(_token: Token<'_>) -> Option<Self> {
        None
    }

    /// The value of any JSON, for types that take the text itself ([`Target::Raw`]).
    ///
    /// # Errors
    /// The JSON, when it does not fit.
    fn read_json(json: Json) -> Result<Self, Json> {
        Err(json)
    }

    /// Where a field of this type wants its value put.
    fn target(field: &mut Field<Self>) -> Target<'_> {
        Target::Scalar(field)
    }

    /// An empty object or list; `None` for anything else.
    fn fresh() -> Option<Self> {
        None
    }

    /// Adds an empty object or list and lends it to be filled; `None` for anything else.
    fn push_fresh(items: &mut Vec<Self>) -> Option<Begun<'_>> {
        items.push(Self::fresh()?);
        items.last_mut()?.begin()
    }

    /// The object or list itself, to be filled; `None` for anything else.
    fn begin(&mut self) -> Option<Begun<'_>> {
        None
    }
}

impl<T: Model + Clone + Default> Value for T {
    const EXPECTED: &'static str = "an object";

    fn view(&self) -> View<'_> {
        View::Model(self.as_model(), T::shape())
    }

    fn target(field: &mut Field<Self>) -> Target<'_> {
        Target::Model(field)
    }

    fn fresh() -> Option<Self> {
        Some(T::default())
    }

    fn push_fresh(items: &mut Vec<Self>) -> Option<Begun<'_>> {
        // Made in its place: models are large, and each hand that one goes through is a copy.
        items.resize_with(items.len() + 1, T::default);
        items.last_mut()?.begin()
    }

    fn begin(&mut self) -> Option<Begun<'_>> {
        Some(Begun::Model(self.as_model_mut(), T::shape()))
    }
}

impl<T: Value> Field<T> {
    /// Shows itself unless absent.
    #[doc(hidden)]
    #[inline]
    pub fn offer<'a>(&'a self, index: usize, visit: &mut Visit<'_, 'a>) {
        if self.is_set() {
            (visit.0)(index, Slot::view(self), self);
        }
    }
}

impl<T: Value> Slot for Field<T> {
    fn view(&self) -> View<'_> {
        match self {
            Self::Absent => View::Absent,
            Self::Null => View::Null,
            Self::Value(value) => value.view(),
            Self::Misfit(misfit) => View::Json(&misfit.json),
        }
    }

    fn target(&mut self) -> Target<'_> {
        T::target(self)
    }

    fn put(&mut self, input: Input<'_>) -> bool {
        *self = match input {
            Input::Absent => Self::Absent,
            Input::Null => Self::Null,
            Input::Misfit(mut misfit) => {
                misfit.expected = T::EXPECTED;
                Self::Misfit(misfit)
            }
            Input::Token(token) => match T::read(token) {
                Some(value) => Self::Value(value),
                None => return false,
            },
            Input::Json(misfit) => match T::read_json(misfit.json) {
                Ok(value) => Self::Value(value),
                Err(json) => Self::Misfit(Box::new(Misfit {
                    expected: T::EXPECTED,
                    json,
                    ..misfit
                })),
            },
        };
        true
    }

    fn begin(&mut self) -> Option<Begun<'_>> {
        *self = Self::Value(T::fresh()?);
        self.get_mut()?.begin()
    }

    fn exchange(&mut self, with: Exchange<'_>) {
        match with {
            Exchange::Copy(other) => {
                if let Some(other) = (other as &dyn Any).downcast_ref::<Self>() {
                    *self = match other {
                        Self::Absent => Self::Absent,
                        Self::Null => Self::Null,
                        Self::Value(value) => Self::Value(value.clone()),
                        Self::Misfit(misfit) => Self::Misfit(misfit.clone()),
                    };
                }
            }
            Exchange::Swap(other) => {
                if let Some(other) = (other as &mut dyn Any).downcast_mut::<Self>() {
                    // Less to compile than `swap`, for every type of a field.
                    *other = std::mem::replace(self, std::mem::take(other));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
