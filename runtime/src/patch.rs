//! Updates: what was set is sent, not what was read.

use std::fmt;
use std::marker::PhantomData;

use crate::additional::Additional;
use crate::body::{BodyError, BodyWriter, Purpose, check, is_sent, models_in, positioned_body};
use crate::cast::{IsA, ODATA_TYPE};
use crate::codec::{additional_of, equal};
use crate::collection::Collection;
use crate::error::Error;
use crate::json::Json;
use crate::model::Model;
use crate::property::Navigation;
use crate::reference::{Reference, bind};
use crate::slot::View;

/// How many references Graph takes in one request (<https://learn.microsoft.com/graph/api/group-post-members>).
pub const MOST_BINDINGS: usize = 20;

/// The body of an update of a `T`.
///
/// Made from a value built for the purpose (`VppToken { apple_id: …, ..Default::default() }.into()`), or from two versions of
/// a value that was read ([`changes_since`](Model::changes_since)). A value that shows that it was read is refused: it holds more than
/// what is to be changed.
pub struct Patch<T> {
    body: Result<Json, BodyError>,
    target: PhantomData<fn() -> T>,
}

impl<T> Patch<T> {
    /// The body.
    ///
    /// # Errors
    /// Why there is none.
    pub fn body(&self) -> Result<&Json, &BodyError> {
        self.body.as_ref()
    }

    /// The body, owned.
    ///
    /// # Errors
    /// Why there is none.
    pub fn into_body(self) -> Result<Json, BodyError> {
        self.body
    }

    /// Whether the body says nothing but perhaps its type. A refused patch is not empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names()
            .is_some_and(|names| names.iter().all(|name| name == ODATA_TYPE))
    }

    /// Patches that add references to a collection, [`MOST_BINDINGS`] in each, since Graph takes no more at once: `members@odata.bind`.
    /// They are independent, and what an earlier one added stays where a later one fails.
    ///
    /// # Errors
    /// The first reference that is none: a text that is no absolute URL, an empty key.
    pub fn bindings<Q, U>(
        navigation: Navigation<Q, Collection<U>>,
        references: impl IntoIterator<Item = impl Into<Reference>>,
    ) -> Result<Vec<Self>, Error>
    where
        T: IsA<Q>,
    {
        let name = bind::annotation(navigation.name());
        let mut references = references.into_iter().map(Into::into).peekable();
        let mut patches = Vec::new();
        while references.peek().is_some() {
            let list = bind::list(&mut references.by_ref().take(MOST_BINDINGS))?;
            let mut body = BodyWriter::new(Purpose::Update);
            // Texts have no marks.
            let written = body.member(&name, View::Json(&list), &[]);
            patches.push(Self {
                body: written.map(|()| body.finish()),
                target: PhantomData,
            });
        }
        Ok(patches)
    }

    fn names(&self) -> Option<Vec<String>> {
        let members = self.body.as_ref().ok()?.members()?;
        Some(members.iter().map(|(name, _)| name.to_owned()).collect())
    }
}

impl<T> Clone for Patch<T> {
    fn clone(&self) -> Self {
        Self {
            body: self.body.clone(),
            target: PhantomData,
        }
    }
}

impl<T> fmt::Debug for Patch<T> {
    /// Names only: the values may be secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.body {
            Ok(_) => f
                .debug_tuple("Patch")
                .field(&self.names().unwrap_or_default())
                .finish(),
            Err(error) => f.debug_tuple("Patch").field(error).finish(),
        }
    }
}

impl<T: Model, U: Model + IsA<T>> From<U> for Patch<T> {
    /// Of a value built for the purpose. A value of a derived type says so in the body.
    fn from(value: U) -> Self {
        let (model, shape) = (value.as_model(), U::shape());
        let read = additional_of(model, shape).and_then(|additional| {
            ["@odata.context", "@odata.etag"]
                .into_iter()
                .find(|name| additional.get(name).is_some())
        });
        let body = match read {
            Some(name) => Err(BodyError::WasRead(name)),
            None => positioned_body(model, shape, T::shape(), Purpose::Update),
        };
        Self {
            body,
            target: PhantomData,
        }
    }
}

pub(crate) fn changes<T: Model>(new: &T, old: &T) -> Patch<T> {
    Patch {
        body: changed_body(new, old),
        target: PhantomData,
    }
}

fn changed_body<T: Model>(new: &T, old: &T) -> Result<Json, BodyError> {
    let shape = T::shape();
    let (new, old) = (new.as_model(), old.as_model());
    let mut body = BodyWriter::new(Purpose::Update);
    let none = Additional::new();
    let after = additional_of(new, shape).unwrap_or(&none);
    let before = additional_of(old, shape).unwrap_or(&none);
    // A service that holds derived types wants to know which one is updated, changed or not.
    if let Some(json) = after.get(ODATA_TYPE) {
        body.member(ODATA_TYPE, View::Json(json), &[])?;
    }
    for (position, (name, bits)) in shape.properties().iter().enumerate() {
        let (now, was) = (new.slot(position).view(), old.slot(position).view());
        match (now, was) {
            (View::Absent, View::Absent | View::Null) => {}
            // What the service sets, nobody can remove: the newer version was read without it.
            (View::Absent, _) if check(Purpose::Update, name, *bits).is_err() => {}
            (View::Absent, _) => body.member(name, View::Null, &[])?,
            _ if equal(now, was) => {}
            _ => {
                check(Purpose::Update, name, *bits)?;
                body.member(name, now, &models_in(was))?;
            }
        }
    }
    for (name, json) in after
        .iter()
        .filter(|(name, _)| *name != ODATA_TYPE && is_sent(name))
    {
        if before.get(name) != Some(json) {
            body.member(name, View::Json(json), &[])?;
        }
    }
    for (name, json) in before
        .iter()
        .filter(|(name, _)| !name.contains('@') && after.get(name).is_none())
    {
        // An object or array may be an expanded navigation property, which the newer version was read without.
        if !json.is_null() && !json.as_str().starts_with(['{', '[']) {
            body.member(name, View::Null, &[])?;
        }
    }
    Ok(body.finish())
}

#[cfg(test)]
mod tests;
