//! Builders: what generated ones have in common, and those that are the same for every API.

use bytes::Bytes;
use http::Method;

use crate::cast::IsA;
use crate::collection::Collection;
use crate::content;
use crate::download::Download;
use crate::field::Value;
use crate::model::Model;
use crate::node::{Node, Owned};
use crate::page::Page;
use crate::patch::Patch;
use crate::property::Property;
use crate::request::Request;

/// A generated builder: a place in the API that is one entity or complex value, or many of them.
///
/// Implemented by [`one_builder!`](crate::one_builder) and [`many_builder!`](crate::many_builder).
pub trait RequestBuilder: Sized {
    /// The type of the entity, or of each of the entities.
    type Model: Model;
    /// How the place was reached: [`Owned`](crate::Owned), [`Referenced`](crate::Referenced) or [`Granted`](crate::Granted).
    type Reach;
    /// [`One`] or [`Many`].
    type Cardinality: Cardinality;
    /// Whose builders a cast leads to: the client struct of a further version of the service, `()` of the first or only one.
    type Root;

    /// The builder of a place.
    fn from_node(node: Node<Self::Reach>) -> Self;

    /// The place without its type, lent.
    fn node(&self) -> &Node<Self::Reach>;

    /// The place without its type.
    fn into_node(self) -> Node<Self::Reach> {
        self.node().clone()
    }

    /// The path below the service root: `/users/a%40b.com/messages`.
    fn path(&self) -> &str {
        self.node().path()
    }

    /// The path with each key replaced by `{}`: `/users/{}/messages`.
    fn route(&self) -> String {
        self.node().route()
    }

    /// The same place seen as a derived type, with that type's builder: `…/microsoft.graph.user`. Of many, those that are of the type.
    fn cast<T>(self) -> T::Builder<Self::Reach>
    where
        T: IsA<Self::Model> + HasBuilder<Self::Cardinality, Self::Root>,
    {
        T::Builder::from_node(self.into_node().cast::<T, Self::Cardinality>())
    }

    /// The same place with a derived type in its path, `…/microsoft.graph.user`, and the builder that it had: for what the type
    /// inherits, where its own builder has only what it adds.
    fn narrow<T>(self) -> Self
    where
        T: IsA<Self::Model> + Model,
    {
        Self::from_node(self.into_node().cast::<T, Self::Cardinality>())
    }

    /// `GET` of the one entity as a derived type.
    fn get_as<T>(self) -> Request<T>
    where
        T: IsA<Self::Model> + Model,
        Self: RequestBuilder<Cardinality = One>,
    {
        self.into_node().cast::<T, One>().get()
    }

    /// `GET` of those of the entities that are of a derived type.
    fn list_as<T>(self) -> Request<Page<T>>
    where
        T: IsA<Self::Model> + Model,
        Self: RequestBuilder<Cardinality = Many>,
    {
        self.into_node().cast::<T, Many>().list()
    }

    /// `PATCH` of a whole entity that is created where there is none with this key, and changed where there is one: by
    /// `Prefer: create-if-missing` (<https://learn.microsoft.com/graph/api/application-upsert>). The key is an alternate one as a rule,
    /// `applications().by_unique_name("…").upsert(…)`; few types allow it. The answer is the entity where it was created.
    fn upsert(self, value: impl IsA<Self::Model>) -> Request<Option<Self::Model>>
    where
        Self: RequestBuilder<Reach = Owned, Cardinality = One>,
    {
        self.into_node().upsert(value)
    }

    /// One property of the entity, as a place of its own.
    fn property<M, T>(self, property: Property<M, T>) -> PropertyRequestBuilder<T, Self::Reach>
    where
        Self::Model: IsA<M>,
        Self: RequestBuilder<Cardinality = One>,
    {
        PropertyRequestBuilder::from_node(self.into_node().child(property.name()))
    }
}

/// How many entities a place is: [`One`] or [`Many`].
pub trait Cardinality {
    /// The same as a value.
    #[doc(hidden)]
    const NUMBER: Number;
}

/// How many entities a place is.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Number {
    /// One.
    One,
    /// Many.
    Many,
}

impl Cardinality for One {
    const NUMBER: Number = Number::One;
}

impl Cardinality for Many {
    const NUMBER: Number = Number::Many;
}

/// One entity or complex value.
#[derive(Clone, Copy, Debug)]
pub struct One;

/// Many entities.
#[derive(Clone, Copy, Debug)]
pub struct Many;

/// A model for which the generated crate has a builder, of [`One`] or of [`Many`]. Versions of the service that share a model may each have
/// a builder of it: `Root` is the client struct of a further version.
#[diagnostic::on_unimplemented(
    message = "the crate has no builder of `{Self}` for this place",
    note = "select a path that leads to it when the crate is generated; `get_as` and `list_as` need no builder"
)]
pub trait HasBuilder<C: Cardinality, Root = ()>: Model + Sized {
    /// The builder.
    type Builder<R>: RequestBuilder<Model = Self, Reach = R, Cardinality = C, Root = Root>;
}

/// Makes a newtype over [`Node`](crate::Node) the builder of one entity: `one_builder! { UserRequestBuilder, User; }`. Those of a
/// further version begin with its client struct: `one_builder! { in super::client::Graph; … }`. A row may begin with conditions under
/// which the model is there; without it the place has none.
#[macro_export]
macro_rules! one_builder {
    (in $root:ty; $($(#[$attr:meta])* $builder:ident, $model:ty;)*) => {
        $($crate::__builder!($(#[$attr])* $builder, $model, $crate::generated::One, $root);)*
    };
    ($($(#[$attr:meta])* $builder:ident, $model:ty;)*) => {
        $($crate::__builder!($(#[$attr])* $builder, $model, $crate::generated::One, ());)*
    };
}

/// Makes a newtype over [`Node`](crate::Node) the builder of many entities: `many_builder! { UserCollectionRequestBuilder, User; }`. Those
/// of a further version begin with its client struct: `many_builder! { in super::client::Graph; … }`. A row may begin as one of
/// [`one_builder!`](crate::one_builder).
#[macro_export]
macro_rules! many_builder {
    (in $root:ty; $($(#[$attr:meta])* $builder:ident, $model:ty;)*) => {
        $($crate::__builder!($(#[$attr])* $builder, $model, $crate::generated::Many, $root);)*
    };
    ($($(#[$attr:meta])* $builder:ident, $model:ty;)*) => {
        $($crate::__builder!($(#[$attr])* $builder, $model, $crate::generated::Many, ());)*
    };
}

/// Makes a newtype over [`Node`](crate::Node) the builder of a place that has no model: `way_builder! { ReportsRequestBuilder; }`.
#[macro_export]
macro_rules! way_builder {
    ($($builder:ident;)*) => { $(
        impl<R> Clone for $builder<R> {
            fn clone(&self) -> Self {
                Self(self.0.clone())
            }
        }

        impl<R> Debug for $builder<R> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )* };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __builder {
    ($(#[$attr:meta])* $builder:ident, $model:ty, $cardinality:ty, $root:ty) => {
        $crate::way_builder!($builder;);

        $(#[$attr])*
        impl<R> RequestBuilder for $builder<R> {
            type Model = $model;
            type Reach = R;
            type Cardinality = $cardinality;
            type Root = $root;
            fn from_node(node: Node<R>) -> Self {
                Self(node)
            }
            fn node(&self) -> &Node<R> {
                &self.0
            }
        }

        $(#[$attr])*
        impl HasBuilder<$cardinality, $root> for $model {
            type Builder<R> = $builder<R>;
        }
    };
}

/// One property of an entity, as a place of its own (OData URL Conventions 4.01, clause 4.6).
#[must_use = "a builder does nothing until a request is made of it and sent"]
pub struct PropertyRequestBuilder<T, R = Owned> {
    node: Node<R>,
    value: std::marker::PhantomData<fn() -> T>,
}

impl<T, R> PropertyRequestBuilder<T, R> {
    pub(crate) fn from_node(node: Node<R>) -> Self {
        Self {
            node,
            value: std::marker::PhantomData,
        }
    }

    /// The path below the service root.
    pub fn path(&self) -> &str {
        self.node.path()
    }

    /// `GET`. A property that is null has no answer; `.optional()` makes that `None`.
    pub fn get(self) -> Request<T> {
        self.node.get()
    }

    /// The property's text or bytes: `GET …/$value`.
    pub fn get_raw(self) -> Request<Bytes> {
        self.node.system("$value").get()
    }
}

impl<T: Value, R> PropertyRequestBuilder<T, R> {
    /// `PUT`: sets the property. A complex value is sent as it is, any other in `value`.
    pub fn put(self, value: T) -> Request<()> {
        self.node
            .request(Method::PUT)
            .with_json(content::property(value.view()))
    }

    /// `DELETE`: makes the property null.
    pub fn delete(self) -> Request<()> {
        self.node.delete()
    }
}

impl<T: Model, R> PropertyRequestBuilder<T, R> {
    /// `PATCH`: changes a complex value.
    pub fn update(self, patch: impl Into<Patch<T>>) -> Request<Option<T>> {
        self.node.update(patch)
    }
}

impl<T: Value, R> PropertyRequestBuilder<Collection<T>, R> {
    /// How many values the property has: `GET …/$count`.
    pub fn count(self) -> Request<i64> {
        self.node.system("$count").get()
    }

    /// `POST`: adds a value (OData Protocol 4.01, clause 11.4.9.4).
    pub fn insert(self, value: T) -> Request<()> {
        self.node
            .request(Method::POST)
            .with_json(content::property(value.view()))
    }
}

impl<T, R> Clone for PropertyRequestBuilder<T, R> {
    fn clone(&self) -> Self {
        Self::from_node(self.node.clone())
    }
}

impl<T, R> std::fmt::Debug for PropertyRequestBuilder<T, R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("PropertyRequestBuilder")
            .field(&self.path())
            .finish()
    }
}

/// The content of a media entity or of a stream property.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until a request is made of it and sent"]
pub struct StreamRequestBuilder<R = Owned>(Node<R>);

impl<R> StreamRequestBuilder<R> {
    /// The builder of a place that is a stream.
    pub fn from_node(node: Node<R>) -> Self {
        Self(node)
    }

    /// The path below the service root.
    pub fn path(&self) -> &str {
        self.0.path()
    }

    /// `GET`. Where the service redirects to a download, that is followed, without the client's token.
    pub fn get(self) -> Request<Bytes> {
        self.0.get()
    }

    /// `GET`, read piece by piece: see [`Request::download`].
    pub fn download(self) -> Download {
        self.get().download()
    }

    /// `PUT`: sets the content. Where the answer is the changed entity, `.returning::<DriveItem>()` reads it.
    pub fn put(self, content: impl Into<Bytes>, content_type: &str) -> Request<()> {
        self.0.request(Method::PUT).with_body(content_type, content)
    }

    /// `DELETE`.
    pub fn delete(self) -> Request<()> {
        self.0.delete()
    }
}

#[cfg(test)]
mod tests;
