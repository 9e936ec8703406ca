//! What the reference says of the API. Every fact has the page and the place that it is from.

use super::path::{Resolution, StepKind};
use super::{EnumId, OperationId, StructuredId, Type};
use crate::diagnostics::Span;
use crate::docs::page::{Example, Folder, FrontMatter, Method, PageKey, PermissionTable, Text};
use std::collections::BTreeMap;
use std::sync::Arc;

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
    /// The documented requests, by the route with `{}` for keys and the verb.
    pub requests: BTreeMap<(String, Method), RequestFacts<'a>>,
    /// The writes that a documented request line grants behind a navigation property that contains nothing.
    pub grants: BTreeMap<(StructuredId, usize), Grant>,
    /// Which type a page is about.
    pub pages: BTreeMap<&'a PageKey, Type>,
}

/// What a page says of the requests that it shows, in whatever language has it.
#[derive(Debug)]
pub struct PageFacts<'a> {
    /// The page.
    pub key: &'a PageKey,
    /// What stands at the top of the page, in all its languages.
    pub front: Vec<&'a FrontMatter<'a>>,
    /// The page's title.
    pub title: Option<Prose<'a>>,
    /// What the requests are for.
    pub description: Option<Prose<'a>>,
    /// The permissions, as the table has them; the least privileged alternatives first.
    pub permissions: Option<&'a PermissionTable<'a>>,
    /// The status codes of success, in the page's order.
    pub statuses: Vec<u16>,
    /// The headers that mean something special, by their names in HTTP.
    pub headers: Vec<&'static str>,
    /// The query options that the page names.
    pub query_options: Vec<&'a str>,
    /// The examples, in the page's order.
    pub examples: &'a [Example<'a>],
    /// The type that the page says is returned.
    pub returns: Option<Type>,
}

/// A documented request.
#[derive(Debug, Clone)]
pub struct RequestFacts<'a> {
    /// What its page says.
    pub page: Arc<PageFacts<'a>>,
    /// What its line names.
    pub resolution: Resolution,
    /// The request line.
    pub span: Span,
}

impl RequestFacts<'_> {
    /// The property that the path ends in, a key, a cast and OData's own segments apart.
    pub fn member(&self) -> Option<Member> {
        Member::last(&self.resolution)
    }
}

/// A property of a type: who declares it, and its position there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Member {
    /// A navigation property.
    Navigation(StructuredId, usize),
    /// A structural property.
    Structural(StructuredId, usize),
}

impl Member {
    /// The one that a path ends in, a key, a cast and OData's own segments apart.
    pub fn last(resolution: &Resolution) -> Option<Self> {
        let mut steps = resolution.steps.iter().rev();
        steps
            .find_map(|step| match step.kind {
                StepKind::Navigation(owner, at) => Some(Some(Self::Navigation(owner, at))),
                StepKind::Property(owner, at) => Some(Some(Self::Structural(owner, at))),
                StepKind::Key(_)
                | StepKind::AlternateKey(_)
                | StepKind::Cast(_)
                | StepKind::System(_) => None,
                _ => Some(None),
            })
            .flatten()
    }
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

impl Grant {
    /// What either grants.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            create: self.create || other.create,
            update: self.update || other.update,
            replace: self.replace || other.replace,
            delete: self.delete || other.delete,
        }
    }
}
