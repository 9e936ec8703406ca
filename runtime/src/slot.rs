//! The object-safe door to one property of a model: what the shared drivers (encode, decode, `Debug`, `PartialEq`, `Clone`)
//! see instead of a Rust type, so that each driver is compiled once and not once per struct.

use std::any::Any;

use crate::additional::Additional;
use crate::collection::ListTarget;
use crate::field::{Field, Misfit};
use crate::json::Json;
use crate::model::Model;
use crate::shape::Shape;

/// One property of a model, without its type.
pub trait Slot: Any {
    /// What the slot holds, for reading.
    fn view(&self) -> View<'_>;
    /// Where a decoded value goes: names the concrete type for the commonest ones, so that they are filled without a second call.
    fn target(&mut self) -> Target<'_>;
    /// Takes a value; `false` when it does not fit (the slot is unchanged then).
    fn put(&mut self, input: Input<'_>) -> bool;
    /// Makes the slot hold an empty object or list and lends it; `None` when the slot's type is neither.
    fn begin(&mut self) -> Option<Begun<'_>>;
    /// Copies from or swaps with a slot of the same type; slots of different types are left alone.
    fn exchange(&mut self, with: Exchange<'_>);
}

/// What a slot or a value holds, borrowed.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum View<'a> {
    /// Nothing was read and nothing was set.
    Absent,
    /// JSON `null`.
    Null,
    /// A Boolean.
    Bool(bool),
    /// A JSON number that is an integer.
    I64(i64),
    /// A JSON number beyond `i64`.
    U64(u64),
    /// A JSON number with a fraction or an exponent. Finite.
    F64(f64),
    /// An integer that is written as a JSON string.
    I64Text(i64),
    /// An `Edm.String`.
    Text(&'a str),
    /// A value whose JSON form is a string, but which is no `Edm.String`.
    Literal(&'a str, LiteralKind),
    /// A JSON number by its text; always a valid one.
    Number(&'a str),
    /// Any JSON, also the JSON of a value that does not fit its type.
    Json(&'a Json),
    /// An object with declared properties.
    Model(&'a dyn Model, &'static Shape),
    /// An array.
    List(&'a dyn ListView),
    /// The undeclared members of a model; stands in its last slot.
    Additional(&'a Additional),
}

/// How a literal is spelled in a URL (in JSON all of them are strings).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LiteralKind {
    /// Bare: guids, dates, times, and the numbers `INF`, `-INF`, `NaN` or decimals that came as strings.
    Bare,
    /// `duration'…'`.
    Duration,
    /// `binary'…'`.
    Binary,
    /// A member of an enumeration, quoted.
    Enumeration,
    /// A set of members, joined by commas, quoted; the order says nothing.
    Flags,
}

/// An array, element by element, without the element's type.
pub trait ListView {
    /// Number of elements, nulls and misfits included.
    fn len(&self) -> usize;
    /// The element at `index`; [`View::Absent`] beyond the end.
    fn at(&self, index: usize) -> View<'_>;
    /// Whether there is no element.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Where a decoded value goes.
#[non_exhaustive]
pub enum Target<'a> {
    /// An `Edm.String`.
    Text(&'a mut Field<String>),
    /// An `Edm.Boolean`.
    Bool(&'a mut Field<bool>),
    /// Takes a [`Token`] through [`Slot::put`].
    Scalar(&'a mut dyn Slot),
    /// Wants the JSON text itself, as [`Input::Json`].
    Raw(&'a mut dyn Slot),
    /// Lends an object through [`Slot::begin`].
    Model(&'a mut dyn Slot),
    /// Lends a list through [`Slot::begin`].
    List(&'a mut dyn Slot),
    /// The undeclared members.
    Additional(&'a mut Additional),
}

/// A scalar as a decoder meets it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Token<'a> {
    /// A string.
    Text(&'a str),
    /// A Boolean.
    Bool(bool),
    /// An integer.
    I64(i64),
    /// An integer beyond `i64`.
    U64(u64),
    /// A number with a fraction or an exponent.
    F64(f64),
}

impl<'a> Token<'a> {
    /// The string, if it is one.
    #[must_use]
    pub fn text(self) -> Option<&'a str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// What [`Slot::put`] takes.
#[non_exhaustive]
pub enum Input<'a> {
    /// Forget what is there.
    Absent,
    /// JSON `null`.
    Null,
    /// A scalar.
    Token(Token<'a>),
    /// Any JSON, with what is needed to say that it does not fit.
    Json(Misfit),
    /// JSON that does not fit.
    Misfit(Box<Misfit>),
}

/// What [`Slot::begin`] and [`Value::begin`](crate::field::Value::begin) lend.
#[non_exhaustive]
pub enum Begun<'a> {
    /// An empty model.
    Model(&'a mut dyn Model, &'static Shape),
    /// An empty list.
    List(&'a mut dyn ListTarget),
}

/// What [`Slot::exchange`] does.
#[non_exhaustive]
pub enum Exchange<'a> {
    /// Becomes a copy of the other slot.
    Copy(&'a dyn Slot),
    /// Changes places with the other slot.
    Swap(&'a mut dyn Slot),
}
