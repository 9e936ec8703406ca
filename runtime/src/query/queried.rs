//! What a query is about.

use bytes::Bytes;

use crate::cast::IsA;
use crate::collection::Collection;
use crate::json::Json;
use crate::model::Model;
use crate::page::Page;
use crate::query::Element;
use crate::shape::Shape;
use crate::values::{
    Binary, Date, DateTimeOffset, Decimal, Double, Duration, Guid, Int64, Single, TimeOfDay,
};

/// An answer that options of a query say something about: a model, a page or a collection of them, or either where it may be missing;
/// and answers without a model, such as a count and raw JSON, about which anything can be said.
pub trait Queried {
    /// The type whose properties are meant: a model, or [`Untyped`].
    type Model;

    /// The shape of the model, if there is one.
    #[doc(hidden)]
    fn queried_shape() -> Option<&'static Shape>;
}

/// What is queried where the type of the answer does not tell: properties of any type fit.
#[derive(Clone, Copy, Debug)]
pub struct Untyped;

impl<T: Model> Queried for T {
    type Model = T;

    fn queried_shape() -> Option<&'static Shape> {
        Some(T::shape())
    }
}

macro_rules! wrappers {
    ($($wrapper:ident)*) => { $(
        impl<Q: Queried> Queried for $wrapper<Q> {
            type Model = Q::Model;

            fn queried_shape() -> Option<&'static Shape> {
                Q::queried_shape()
            }
        }
    )* };
}

wrappers!(Page Collection Option);

macro_rules! untyped {
    ($($answer:ty)*) => { $(
        impl Queried for $answer {
            type Model = Untyped;

            fn queried_shape() -> Option<&'static Shape> {
                None
            }
        }
    )* };
}

untyped! {
    () Bytes Json String bool i8 u8 i16 i32 i64 Int64 Single Double Decimal Guid DateTimeOffset Date TimeOfDay Duration Binary
}

/// Says that the properties of `B` are there in a query over this type: it is `B` or derived from it, or anything is.
#[diagnostic::on_unimplemented(
    message = "a query over `{Self}` has no properties of `{B}`",
    note = "a property constant belongs to a type, and fits queries over that type and over types derived from it",
    note = "inside `any` and `all` properties are reached from the element: `|element| element.then(…)`"
)]
pub trait HasProperties<B: ?Sized> {}

impl<M: Model + IsA<B>, B: ?Sized> HasProperties<B> for M {}

impl<B: ?Sized> HasProperties<B> for Untyped {}

impl<T> HasProperties<Element<T>> for Element<T> {}
