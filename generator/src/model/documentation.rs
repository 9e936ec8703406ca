//! What the reference says of the API. Every fact has the page and the place that it is from.

use super::path::RequestKind;
use super::{EnumId, OperationId, StructuredId, Type};
use crate::docs::page::{Folder, Method, PageKey, PermissionTable, Text};
use crate::diagnostics::Span;
use std::collections::BTreeMap;

/// A text of a page.
#[derive(Debug, Clone, Copy)]
pub struct Prose<'a> {
    /// The Markdown and its place.
    pub text: &'a Text<'a>,
    /// The folder of its page, which its links are relative to.
    pub folder: Folder,
}

/// What the pages of a run say, by what they say it of. Empty without pages.
#[derive(Debug, Default)]
pub struct Documentation<'a> {
    /// The version of the reference, as it stands in addresses of its pages: `graph-rest-1.0`.
    pub view: String,
    /// Descriptions of structured types.
    pub types: BTreeMap<StructuredId, Prose<'a>>,
    /// Descriptions of enumerations.
    pub enums: BTreeMap<EnumId, Prose<'a>>,
    /// Descriptions of structural properties: the declaring type and the position there.
    pub properties: BTreeMap<(StructuredId, usize), Prose<'a>>,
    /// Descriptions of navigation properties: the declaring type and the position there.
    pub navigation: BTreeMap<(StructuredId, usize), Prose<'a>>,
    /// Descriptions of members of enumerations, by position.
    pub members: BTreeMap<(EnumId, usize), Prose<'a>>,
    /// Descriptions of operations.
    pub operations: BTreeMap<OperationId, Prose<'a>>,
    /// Descriptions of parameters of operations, by position.
    pub parameters: BTreeMap<(OperationId, usize), Prose<'a>>,
    /// The documented requests: by the route with `{}` for keys, and the verb.
    pub requests: BTreeMap<(String, Method), RequestFacts<'a>>,
    /// The writes that a documented request line grants behind a navigation property that contains nothing.
    pub grants: BTreeMap<(StructuredId, usize), Grant>,
    /// Which type a page is about.
    pub pages: BTreeMap<&'a PageKey, Type>,
}

/// What a page says of one request.
#[derive(Debug, Clone)]
pub struct RequestFacts<'a> {
    /// The page.
    pub page: &'a PageKey,
    /// The page's title.
    pub title: Option<Prose<'a>>,
    /// What the request is for.
    pub description: Option<Prose<'a>>,
    /// The permissions, as the table has them; the least privileged alternatives first.
    pub permissions: Option<&'a PermissionTable<'a>>,
    /// The status codes of success, as the page orders them.
    pub statuses: Vec<u16>,
    /// The headers that mean something special, by their names in HTTP.
    pub headers: Vec<&'static str>,
    /// The query options that the page names.
    pub query_options: Vec<&'a str>,
    /// The type that the page says is returned.
    pub returns: Option<Type>,
    /// What the request does, as the model has it.
    pub kind: RequestKind,
    /// The navigation property that the path ends in, its key and OData's own segments apart.
    pub navigation: Option<(StructuredId, usize)>,
    /// The request line.
    pub span: Span,
}

/// Writes behind a navigation property.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Grant {
    /// POST to the collection.
    pub create: bool,
    /// PATCH.
    pub update: bool,
    /// PUT.
    pub replace: bool,
    /// DELETE.
    pub delete: bool,
}
