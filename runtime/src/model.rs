//! What every generated struct is to the runtime.

use std::any::Any;

use crate::cast::IsA;
use crate::collection::Collection;
use crate::error::Error;
use crate::field::Field;
use crate::property::Navigation;
use crate::reference::{Reference, bind};
use crate::shape::Shape;
use crate::slot::{Slot, View};

/// The index of the slot that keeps the undeclared members.
pub const ADDITIONAL: usize = usize::MAX;

/// What [`Model::each`] calls.
// A struct, so that rustc need not try to coerce one trait object to another wherever it is handed on.
pub struct Visit<'v, 'a>(pub(crate) &'v mut dyn FnMut(usize, View<'a>, &'a dyn Slot));

impl dyn Model + '_ {
    /// Calls `visit` with the index, the content and the slot itself for every slot that is not absent, as [`each`](Model::each) does.
    /// (The content comes along because it is at hand where the slot's type is known; to ask the slot is another call.)
    pub fn visit<'a>(&'a self, visit: &mut dyn FnMut(usize, View<'a>, &'a dyn Slot)) {
        self.each(&mut Visit(visit));
    }

    /// The slot at `index`; an absent one where nothing was read or set.
    pub fn slot(&self, index: usize) -> &dyn Slot {
        static ABSENT: Field<bool> = Field::Absent;
        let mut found: &dyn Slot = &ABSENT;
        self.visit(&mut |at, _, slot| {
            if at == index {
                found = slot;
            }
        });
        found
    }
}

/// A structured type (entity or complex type). Implemented by [`model!`](crate::model) only.
pub trait Model: Any {
    /// Type name, properties and marks.
    fn shape() -> &'static Shape
    where
        Self: Sized;

    /// Shows every slot that is not absent, with its index: the [`Additional`](crate::Additional) one (as [`ADDITIONAL`]) if it is not
    /// empty, then the base's properties, then the own ones. (Most properties of most objects are absent, so the test for it stands
    /// here, where the type is known, and not behind a call.)
    fn each<'a>(&'a self, visit: &mut Visit<'_, 'a>);

    /// The slot at `index`; beyond the declared properties, the [`Additional`](crate::Additional) one.
    fn slot_mut(&mut self, index: usize) -> &mut dyn Slot;

    /// The value without its type; a box lends what is inside it.
    #[doc(hidden)]
    fn as_model(&self) -> &dyn Model
    where
        Self: Sized,
    {
        self
    }

    /// Like [`as_model`](Model::as_model), for writing.
    #[doc(hidden)]
    fn as_model_mut(&mut self) -> &mut dyn Model
    where
        Self: Sized,
    {
        self
    }

    /// The value of `@odata.type` as read or set, with its `#` if it has one.
    fn odata_type(&self) -> Option<String>
    where
        Self: Sized,
    {
        crate::codec::additional_of(self.as_model(), Self::shape())
            .and_then(|additional| additional.odata_type())
    }

    /// The value as the type that `@odata.type` names (with or without `#`), or as one of that type's bases.
    ///
    /// Nothing is lost: properties that the base type did not know are decoded from the kept JSON.
    ///
    /// # Errors
    /// The value itself, unchanged, when `@odata.type` is missing, unknown, or no type derived from `T`.
    fn downcast<T: Model + Default + IsA<Self>>(self) -> Result<T, Self>
    where
        Self: Sized,
    {
        crate::cast::downcast(self)
    }

    /// The value as its base type `B`; what `B` does not declare is kept as JSON, and `@odata.type` is added if missing.
    fn upcast<B: Model + Default>(self) -> B
    where
        Self: Sized + IsA<B>,
    {
        crate::cast::upcast(self)
    }

    /// The value of an expanded navigation property; `None` when it is absent or null.
    ///
    /// # Errors
    /// The kept JSON, when it does not fit the target's type.
    fn expanded<Q, T>(&self, navigation: Navigation<Q, T>) -> Result<Option<T>, Box<crate::Misfit>>
    where
        Self: Sized + IsA<Q>,
        T: crate::Value,
    {
        crate::property::expanded(self.as_model(), Self::shape(), navigation.name())
    }

    /// The pages of an expanded collection: first what came with this value, then, asked for with the client's headers, what its
    /// `@odata.nextLink` leads to. A collection that was not expanded has one page, which is empty.
    ///
    /// # Errors
    /// The kept JSON, when it does not fit the target's type.
    fn expanded_pages<Q, T>(
        &self,
        client: &crate::Client,
        navigation: Navigation<Q, crate::Collection<T>>,
    ) -> Result<crate::Pages<T>, Box<crate::Misfit>>
    where
        Self: Sized + IsA<Q>,
        T: crate::Value,
    {
        crate::page::expanded::pages(self.as_model(), Self::shape(), navigation.name(), client)
    }

    /// The changes of a navigation property that a delta query tells with its owner, as `members@delta` of a group: references that were
    /// added, and those that were removed. None where it tells nothing of it.
    ///
    /// # Errors
    /// JSON that does not fit the target's type.
    fn changes_of<Q, T>(
        &self,
        navigation: Navigation<Q, crate::Collection<T>>,
    ) -> Result<Vec<crate::Change<T>>, crate::Error>
    where
        Self: Sized + IsA<Q>,
        T: crate::Value,
    {
        crate::delta::changes_of(self.as_model(), Self::shape(), navigation.name())
    }

    /// Sets an expanded navigation property, as a deep insert wants it: what is created comes with what belongs to it. Children of a
    /// derived type are given as [`upcast`](Self::upcast) makes them, which names their type.
    fn set_expanded<Q, T>(&mut self, navigation: Navigation<Q, T>, value: &T)
    where
        Self: Sized + IsA<Q>,
        T: crate::Value,
    {
        crate::property::set_expanded(
            self.as_model_mut(),
            Self::shape(),
            navigation.name(),
            value.view(),
        );
    }

    /// Makes a single-valued navigation property refer to an entity that is there already, in the body that creates or updates the value:
    /// `manager@odata.bind`. A reference to a place of the same service becomes a URL of the client's service when a request is made.
    ///
    /// # Errors
    /// What is no reference: a text that is no absolute URL, an empty key.
    fn bind<Q, T>(
        &mut self,
        navigation: Navigation<Q, T>,
        to: impl Into<Reference>,
    ) -> Result<(), Error>
    where
        Self: Sized + IsA<Q>,
        T: Model,
    {
        bind::bind(
            self.as_model_mut(),
            Self::shape(),
            navigation.name(),
            to.into(),
        )
    }

    /// As [`bind`](Self::bind), for a collection: `members@odata.bind`. Graph takes 20 references in one request;
    /// [`Patch::bindings`](crate::Patch::bindings) adds more.
    ///
    /// # Errors
    /// What is no reference: a text that is no absolute URL, an empty key.
    fn bind_all<Q, T>(
        &mut self,
        navigation: Navigation<Q, Collection<T>>,
        to: impl IntoIterator<Item = impl Into<Reference>>,
    ) -> Result<(), Error>
    where
        Self: Sized + IsA<Q>,
    {
        bind::bind_all(
            self.as_model_mut(),
            Self::shape(),
            navigation.name(),
            &mut to.into_iter().map(Into::into),
        )
    }

    /// The value of `@odata.etag`: the version that was read, for [`if_match`](crate::Request::if_match).
    fn etag(&self) -> Option<String>
    where
        Self: Sized,
    {
        crate::codec::additional_of(self.as_model(), Self::shape())
            .and_then(|additional| additional.etag())
    }

    /// What must be sent to turn `old` into `self`: changed properties, complex values whole, removed properties as `null`.
    fn changes_since(&self, old: &Self) -> crate::Patch<Self>
    where
        Self: Sized,
    {
        crate::patch::changes(self, old)
    }
}

impl<T: Model> Model for Box<T> {
    fn shape() -> &'static Shape {
        T::shape()
    }

    fn each<'a>(&'a self, visit: &mut Visit<'_, 'a>) {
        (**self).each(visit);
    }

    fn slot_mut(&mut self, index: usize) -> &mut dyn Slot {
        (**self).slot_mut(index)
    }

    fn as_model(&self) -> &dyn Model {
        &**self
    }

    fn as_model_mut(&mut self) -> &mut dyn Model {
        &mut **self
    }
}
