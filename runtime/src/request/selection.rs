//! What `select` takes.

use crate::cast::IsA;
use crate::model::Model;
use crate::page::Page;
use crate::property::Property;

/// An answer whose properties can be chosen: a model, a page of them, or either where it may be missing.
pub trait Queried {
    /// The type whose properties are meant.
    type Model: Model;
}

impl<T: Model> Queried for T {
    type Model = T;
}

impl<T: Model> Queried for Page<T> {
    type Model = T;
}

impl<Q: Queried> Queried for Option<Q> {
    type Model = Q::Model;
}

/// Properties of the model `M`: constants, tuples of up to 12 of them, or a text as OData writes it.
///
/// ```
/// use msgraph_runtime::{Link, Property, Request};
///
/// fn select(request: Request<Link>, property: Property<Link, String>) -> Request<Link> {
///     request.select((property, Link::URL))
/// }
/// ```
/// A constant of another type does not fit:
/// ```compile_fail,E0277
/// use msgraph_runtime::{Link, Property, Request};
///
/// struct Other;
///
/// fn select(request: Request<Link>, property: Property<Other, String>) -> Request<Link> {
///     request.select((property, Link::URL))
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` selects no properties of `{M}`",
    note = "a property constant belongs to a type, and fits requests for that type and for types derived from it"
)]
pub trait Selection<M> {
    /// Appends the names, with commas between.
    fn append(&self, names: &mut String);
}

fn push(names: &mut String, name: &str) {
    if !names.is_empty() {
        names.push(',');
    }
    names.push_str(name);
}

impl<M: IsA<B>, B, T> Selection<M> for Property<B, T> {
    fn append(&self, names: &mut String) {
        push(names, self.name());
    }
}

impl<M> Selection<M> for str {
    fn append(&self, names: &mut String) {
        push(names, self);
    }
}

impl<M> Selection<M> for String {
    fn append(&self, names: &mut String) {
        push(names, self);
    }
}

impl<M, S: Selection<M> + ?Sized> Selection<M> for &S {
    fn append(&self, names: &mut String) {
        (**self).append(names);
    }
}

impl<M, S: Selection<M>> Selection<M> for [S] {
    fn append(&self, names: &mut String) {
        for one in self {
            one.append(names);
        }
    }
}

impl<M, S: Selection<M>, const N: usize> Selection<M> for [S; N] {
    fn append(&self, names: &mut String) {
        self.as_slice().append(names);
    }
}

macro_rules! tuples {
    ($($name:ident)+) => {
        impl<Model, $($name: Selection<Model>),+> Selection<Model> for ($($name,)+) {
            #[allow(non_snake_case, reason = "the variables are named as their types")]
            fn append(&self, names: &mut String) {
                let ($($name,)+) = self;
                $($name.append(names);)+
            }
        }
    };
}

tuples!(A);
tuples!(A B);
tuples!(A B C);
tuples!(A B C D);
tuples!(A B C D E);
tuples!(A B C D E F);
tuples!(A B C D E F G);
tuples!(A B C D E F G H);
tuples!(A B C D E F G H I);
tuples!(A B C D E F G H I J);
tuples!(A B C D E F G H I J K);
tuples!(A B C D E F G H I J K L);
