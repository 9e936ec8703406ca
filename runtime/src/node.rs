//! A place in the API, untyped: what every generated builder wraps, and where the bodies of all verbs stand once.

use std::fmt;
use std::marker::PhantomData;

use http::Method;

use crate::arguments::Arguments;
use crate::builder::{Cardinality, StreamRequestBuilder};
use crate::cast::IsA;
use crate::client::Client;
use crate::content;
use crate::error::Error;
use crate::model::Model;
use crate::page::Page;
use crate::patch::Patch;
use crate::path::{Key, Path};
use crate::query::is_directory_object;
use crate::reference::{Link, Reference};
use crate::request::Request;

/// Reached through containment: an entity set, a singleton or a contained navigation property. Here things are created and deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owned;

/// Reached through a navigation property that contains nothing: here references are added and removed, and the thing itself stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Referenced;

/// Reached through a navigation property that does both: it refers, and the metadata grants some writes; or it contains, and the
/// metadata grants references.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Granted;

/// A client and a path. Generated builders wrap it and offer the verbs that the place supports.
///
/// Accessors take the node and append to its path. What is wrong with a key is kept, and returned when a request is sent.
#[must_use = "a node does nothing until a request is made of it and sent"]
pub struct Node<R = Owned> {
    client: Client,
    path: Path,
    reach: PhantomData<fn() -> R>,
}

impl<R> Node<R> {
    /// The service root.
    pub(crate) fn new(client: Client) -> Self {
        let path = Path::new(client.base_url());
        Self {
            client,
            path,
            reach: PhantomData,
        }
    }

    /// The path below the service root.
    pub fn path(&self) -> &str {
        self.path.path()
    }

    /// The path with each key replaced by `{}`.
    pub fn route(&self) -> String {
        self.path.route()
    }

    /// What was wrong with the path first, if anything.
    pub(crate) fn fault(&self) -> Option<&Error> {
        self.path.fault()
    }

    /// The client that requests are sent by.
    pub fn client(&self) -> &Client {
        &self.client
    }

    pub(crate) fn with<C>(mut self, change: impl FnOnce(&mut Path)) -> Node<C> {
        change(&mut self.path);
        Node {
            client: self.client,
            path: self.path,
            reach: PhantomData,
        }
    }

    pub(crate) fn request<T>(self, method: Method) -> Request<T> {
        Request::new(self.client, method, self.path)
    }

    /// The node of a navigation property, a complex property or a type cast. The segment is a name of the metadata: it is encoded here,
    /// and an empty one, `.` and `..` are refused when a request is sent.
    pub fn child<C>(self, segment: &'static str) -> Node<C> {
        self.with(|path| path.push_segment(segment))
    }

    /// The node seen as the derived type `T`: one entity, or those of many that are of it.
    pub(crate) fn cast<T: Model, C: Cardinality>(self) -> Node<R> {
        let shape = T::shape();
        self.with(|path| path.push_cast(shape, C::NUMBER))
    }

    /// The node of what OData itself has at every place: `$count`, `$ref`, `$value`.
    pub(crate) fn system(self, segment: &'static str) -> Node<R> {
        self.with(|path| path.push_system_segment(segment))
    }

    /// The node of one entity of this collection. An empty key, `.` and `..` are refused when a request is sent.
    pub fn key<K: Key>(self, key: K) -> Node<R> {
        self.with(|path| path.push_key(key.value()))
    }

    /// The node of one entity of this collection by a key other than its own: `(appId='…')`.
    pub fn alternate_key(self, parts: &[(&'static str, &dyn Key)]) -> Node<R> {
        self.with(|path| path.push_alternate_key(parts))
    }

    /// The node that `path` leads to from here: `:/a/b:`. Each of its segments is encoded here.
    pub fn addressed(self, path: &str) -> Node<R> {
        self.with(|own| own.push_address(path))
    }

    /// `GET`.
    pub fn get<T>(self) -> Request<T> {
        self.request(Method::GET)
    }

    /// `GET` of a collection.
    pub fn list<T>(self) -> Request<Page<T>> {
        self.request(Method::GET)
    }

    /// `GET …/$count` of a collection of `T`; of directory objects, the count is an advanced query.
    pub fn count<T: Model>(self) -> Request<i64> {
        let request = self.system("$count").request(Method::GET);
        if is_directory_object(T::shape()) {
            request.advanced_query()
        } else {
            request
        }
    }

    /// `POST` of a new entity, of the collection's type or one derived from it, whose type is then named in the body.
    pub fn create<T: Model>(self, value: impl IsA<T>) -> Request<T> {
        self.request(Method::POST)
            .with_json(content::created::<T, _>(&value))
    }

    /// `PATCH` with what a patch sets.
    pub fn update<T: Model>(self, patch: impl Into<Patch<T>>) -> Request<Option<T>> {
        self.request(Method::PATCH)
            .with_json(content::patched(patch.into()))
    }

    /// `PATCH` of a whole value that is created where there is none with this key, by `Prefer: create-if-missing`.
    pub fn upsert<T: Model>(self, value: impl IsA<T>) -> Request<Option<T>> {
        self.request(Method::PATCH)
            .with_json(content::created::<T, _>(&value))
            .prefer("create-if-missing")
    }

    /// `PUT` of a whole value.
    pub fn replace<T: Model>(self, value: impl IsA<T>) -> Request<Option<T>> {
        self.request(Method::PUT)
            .with_json(content::created::<T, _>(&value))
    }

    /// `DELETE`.
    pub fn delete(self) -> Request<()> {
        self.request(Method::DELETE)
    }

    /// The content of a media entity: `…/$value`.
    pub fn media(self) -> StreamRequestBuilder<R> {
        StreamRequestBuilder::from_node(self.system("$value"))
    }

    /// The content of a property of type `Edm.Stream`.
    pub fn stream(self, property: &'static str) -> StreamRequestBuilder<R> {
        StreamRequestBuilder::from_node(self.child(property))
    }

    /// `POST …/$ref`: adds a reference to a collection.
    pub fn add_ref(self, reference: impl Into<Reference>) -> Request<()> {
        self.send_ref(Method::POST, reference.into())
    }

    /// `PUT …/$ref`: makes a single-valued navigation property refer to something else.
    pub fn set_ref(self, reference: impl Into<Reference>) -> Request<()> {
        let fault = self.path.ends_in_key().then(|| {
            Error::refused(format!(
                "`{}` ends in a key: a reference is set on a single-valued navigation property, and added to a collection",
                self.path()
            ))
        });
        let request = self.send_ref(Method::PUT, reference.into());
        match fault {
            Some(fault) => request.refuse(fault),
            None => request,
        }
    }

    fn send_ref(self, method: Method, reference: Reference) -> Request<()> {
        let body = reference.body(self.client.base_url());
        self.system("$ref").request(method).with_json(body)
    }

    /// `DELETE …/$ref`: removes the reference, not what it refers to.
    pub fn remove_ref(self) -> Request<()> {
        self.system("$ref").request(Method::DELETE)
    }

    /// `DELETE …/$ref?$id=…` of a collection: removes the reference to one entity (OData Protocol 4.01, clause 11.4.6.2).
    pub fn remove_ref_from(self, reference: impl Into<Reference>) -> Request<()> {
        let url = reference.into().url(self.client.base_url());
        let request = self.system("$ref").request(Method::DELETE);
        match url {
            Ok(url) => request.query("$id", &url),
            Err(fault) => request.refuse(fault),
        }
    }

    /// `GET …/$ref` of a collection.
    pub fn list_refs(self) -> Request<Page<Link>> {
        self.system("$ref").request(Method::GET)
    }

    /// `GET …/$ref` of a single-valued navigation property.
    pub fn get_ref(self) -> Request<Link> {
        self.system("$ref").request(Method::GET)
    }

    /// `POST` of an action. The arguments are the body; without parameters there is none.
    pub fn action<T>(self, segment: &'static str, arguments: Arguments) -> Request<T> {
        let request = self.child::<R>(segment).request(Method::POST);
        match arguments.into_body() {
            Some(body) => request.with_json(body),
            None => request,
        }
    }

    /// `GET` of a function; see [`function_node`](Node::function_node).
    pub fn function<T>(
        self,
        segment: &'static str,
        overloads: &'static [&'static [&'static str]],
        arguments: Arguments,
    ) -> Request<T> {
        self.function_node::<R>(segment, overloads, arguments)
            .request(Method::GET)
    }

    /// The node of a composable function's result.
    ///
    /// `overloads` names the parameters of each overload; a trailing `?` marks one that is optional. The smallest overload that
    /// has every argument is called; those of its parameters that have no argument are `null`, or left out where they are optional.
    pub fn function_node<C>(
        self,
        segment: &'static str,
        overloads: &'static [&'static [&'static str]],
        arguments: Arguments,
    ) -> Node<C> {
        self.with(|path| arguments.push_call(path, segment, overloads))
    }
}

impl<R> Clone for Node<R> {
    fn clone(&self) -> Self {
        Self {
            client: self.client.clone(),
            path: self.path.clone(),
            reach: PhantomData,
        }
    }
}

impl<R> fmt::Debug for Node<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Node").field(&self.path()).finish()
    }
}

#[cfg(test)]
mod tests;
