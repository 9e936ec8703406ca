//! What a verb does where a path ends (OData Protocol 4.01, clause 11).

use super::walk::{At, References, Walk, Way, miss};
use super::{Miss, RequestKind};
use crate::csdl::{Cardinality, OperationKind};
use crate::docs::page::Method;
use crate::model::{OperationId, StructuredId, TypeUse};
use std::ops::Range;

use Method::{Delete, Get, Patch, Post, Put};

impl Walk<'_, '_, '_> {
    /// What the request does, or why there is no such request.
    pub(super) fn request(&mut self, end: Range<usize>) -> Result<RequestKind, Miss> {
        match self.at {
            At::Root => {
                let message = "the target has no path".to_owned();
                Err(miss("no-path", message, end))
            }
            At::One(ty, way) => self.on_one(ty, way, end),
            At::Member(ty, _) => {
                self.offers(&[Get, Patch, Put, Delete], RequestKind::Entity(ty), end)
            }
            At::Many(ty, way) => self.on_many(ty, way, end),
            At::Value(ty) => self.on_value(ty, end),
            At::Stream => self.on_stream(end),
            At::Result(id) => self.on_operation(id, end),
            At::Count => self.offers(&[Get], RequestKind::Count, end),
            At::References(ty, references) => {
                let (verbs, cardinality): (&[_], _) = match references {
                    References::Single => (&[Get, Put, Delete], Cardinality::One),
                    References::Member => (&[Get, Delete], Cardinality::One),
                    // A reference is removed by `?$id=`.
                    References::Collection => (&[Get, Post, Delete], Cardinality::Many),
                };
                self.offers(verbs, RequestKind::Reference(ty, cardinality), end)
            }
        }
    }

    fn on_one(
        &mut self,
        ty: StructuredId,
        way: Way,
        end: Range<usize>,
    ) -> Result<RequestKind, Miss> {
        let entity = RequestKind::Entity(ty);
        match (way, self.method) {
            (Way::Result(id), Get | Post) => self.on_operation(id, end),
            (Way::Singleton, _) => self.offers(&[Get, Patch, Put], entity, end),
            _ => self.offers(&[Get, Patch, Put, Delete], entity, end),
        }
    }

    fn on_many(
        &mut self,
        ty: StructuredId,
        way: Way,
        end: Range<usize>,
    ) -> Result<RequestKind, Miss> {
        let collection = RequestKind::Collection(ty);
        match way {
            Way::Result(id) => self.on_operation(id, end),
            Way::Property => self.offers(&[Get, Post, Put, Delete], collection, end),
            _ => self.offers(&[Get, Post], collection, end),
        }
    }

    fn on_value(&mut self, ty: TypeUse, end: Range<usize>) -> Result<RequestKind, Miss> {
        let verbs: &[_] = match ty.cardinality {
            Cardinality::One => &[Get, Put, Delete],
            Cardinality::Many => &[Get, Post, Put, Delete],
        };
        self.offers(verbs, RequestKind::Property(ty), end)
    }

    fn on_stream(&mut self, end: Range<usize>) -> Result<RequestKind, Miss> {
        if self.method == Patch {
            // OneNote changes the content of a page in parts.
            self.note("patch-of-a-stream", &end);
        }
        self.offers(&[Get, Put, Patch, Delete], RequestKind::Stream, end)
    }

    fn on_operation(&mut self, id: OperationId, end: Range<usize>) -> Result<RequestKind, Miss> {
        let kind = self.model[id].kind;
        if (kind, self.method) == (OperationKind::Function, Post) && self.acts(id) {
            self.note("post-of-a-function", &end);
            return Ok(RequestKind::Operation(id));
        }
        let verb = match kind {
            OperationKind::Action => Post,
            OperationKind::Function => Get,
        };
        self.offers(&[verb], RequestKind::Operation(id), end)
    }

    /// Whether an operation can be an action by another name. Functions of workbooks are called by POST too, and some
    /// actions are declared as functions; those that answer with a collection are queries.
    fn acts(&self, id: OperationId) -> bool {
        let returns = self.model[id].returns.map(|one| one.ty.cardinality);
        returns != Some(Cardinality::Many)
    }

    fn offers(
        &self,
        verbs: &[Method],
        request: RequestKind,
        end: Range<usize>,
    ) -> Result<RequestKind, Miss> {
        if verbs.contains(&self.method) {
            return Ok(request);
        }
        let names: Vec<_> = verbs.iter().map(|one| one.as_str()).collect();
        let message = format!(
            "{} has no {}; there is {}",
            what(request),
            self.method.as_str(),
            names.join(", ")
        );
        Err(miss("verb-not-offered", message, end))
    }
}

fn what(request: RequestKind) -> &'static str {
    match request {
        RequestKind::Entity(_) => "one entity",
        RequestKind::Collection(_) => "a collection",
        RequestKind::Property(_) => "a property",
        RequestKind::Stream => "a stream",
        RequestKind::Count => "`$count`",
        RequestKind::Reference(..) => "`$ref` here",
        RequestKind::Operation(_) => "the operation",
    }
}
