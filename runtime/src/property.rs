//! Typed names of properties.

use std::fmt;
use std::marker::PhantomData;

use crate::codec::{additional_of, additional_of_mut, read_slot};
use crate::field::{Field, Misfit, Value};
use crate::json::Json;
use crate::model::Model;
use crate::shape::Shape;
use crate::slot::View;

macro_rules! typed_name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        pub struct $name<M: ?Sized, T: ?Sized> {
            name: &'static str,
            // A function pointer, so that the name is Send and Sync whatever the types are.
            types: PhantomData<fn(*const M) -> *const T>,
        }

        impl<M: ?Sized, T: ?Sized> $name<M, T> {
            /// The property called `name` on the wire.
            #[must_use]
            pub const fn new(name: &'static str) -> Self {
                Self { name, types: PhantomData }
            }

            /// The name on the wire.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                self.name
            }
        }

        impl<M: ?Sized, T: ?Sized> Clone for $name<M, T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<M: ?Sized, T: ?Sized> Copy for $name<M, T> {}

        impl<M: ?Sized, T: ?Sized> PartialEq for $name<M, T> {
            fn eq(&self, other: &Self) -> bool {
                self.name == other.name
            }
        }

        impl<M: ?Sized, T: ?Sized> Eq for $name<M, T> {}

        impl<M: ?Sized, T: ?Sized> fmt::Debug for $name<M, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.name).finish()
            }
        }

        impl<M: ?Sized, T: ?Sized> fmt::Display for $name<M, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name)
            }
        }
    };
}

typed_name! {
    /// The name of a structural property of the model `M` whose values are of type `T`.
    Property
}

typed_name! {
    /// The name of a navigation property of the model `M`; `T` is its target, or a [`Collection`](crate::Collection) of it.
    Navigation
}

/// A property's constant. A free function: rustc resolves it faster than an associated one, and there are thousands of constants.
#[must_use]
pub const fn property<M: ?Sized, T: ?Sized>(name: &'static str) -> Property<M, T> {
    Property::new(name)
}

/// A navigation property's constant, as [`property`] makes a property's.
#[must_use]
pub const fn navigation<M: ?Sized, T: ?Sized>(name: &'static str) -> Navigation<M, T> {
    Navigation::new(name)
}

pub(crate) fn expanded<T: Value>(
    model: &dyn Model,
    shape: &Shape,
    name: &'static str,
) -> Result<Option<T>, Box<Misfit>> {
    let Some(json) = additional_of(model, shape).and_then(|additional| additional.get(name)) else {
        return Ok(None);
    };
    let mut field = Field::Absent;
    let mut deserializer = serde_json::Deserializer::from_str(json.as_str());
    if read_slot(&mut deserializer, &mut field, name).is_err() {
        let nesting = "JSON that is nested less deeply";
        return Err(Box::new(Misfit::new(
            name,
            nesting,
            json.clone(),
            crate::field::Secrecy::Open,
        )));
    }
    match field {
        Field::Value(value) => Ok(Some(value)),
        Field::Misfit(misfit) => Err(misfit),
        Field::Absent | Field::Null => Ok(None),
    }
}

pub(crate) fn set_expanded(
    model: &mut dyn Model,
    shape: &Shape,
    name: &'static str,
    value: View<'_>,
) {
    if let Some(additional) = additional_of_mut(model, shape) {
        additional.insert(name, Json::from_view(value));
    }
}

#[cfg(test)]
mod tests;
