//! What a page of the reference says, typed and placed. Nothing is resolved: names, types and request lines stand as the page has
//! them. Everything borrows from the text of the page.

use super::json::JsonBlock;
use crate::diagnostics::{SourceId, Span};
use std::borrow::Cow;

/// A piece of a page: Markdown as it stands there, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text<'s> {
    /// The Markdown, trimmed; borrowed unless it was put together of several pieces.
    pub text: Cow<'s, str>,
    /// Where it stands.
    pub span: Span,
}

/// One page of the reference.
#[derive(Debug, Clone)]
pub struct Page<'s> {
    /// The file.
    pub source: SourceId,
    /// What other pages and other languages call this page.
    pub key: PageKey,
    /// The folder that the file lies in, which tells what the page should be.
    pub folder: Folder,
    /// The block between `---` at the top.
    pub front: FrontMatter<'s>,
    /// Whether headings carry anchors of their own, as those of translated pages do: words of the page, names in tables among
    /// them, may then be translated.
    pub has_anchors: bool,
    /// The first heading of level 1.
    pub title: Option<Text<'s>>,
    /// The paragraphs between title and first section that describe the subject: alerts, includes and the namespace line left out.
    pub description: Option<Text<'s>>,
    /// The namespace that a line after the title names, as `microsoft.graph.callRecords`.
    pub namespace: Option<Text<'s>>,
    /// What the page is, and what such a page says.
    pub body: Body<'s>,
    /// What could not be read, and what was read in spite of damage.
    pub defects: Vec<Defect>,
}

/// A page's name apart from folder, language and spelling: the file's stem in lower case, `_` as `-`, as
/// `intune-onboarding-vpptoken-synclicenses`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PageKey(pub String);

impl PageKey {
    /// The key of the page at a path, or of the page that a link leads to: `../resources/intune_shared_user.md#properties`.
    pub fn of_path(path: &str) -> Self {
        let file = path.rsplit(['/', '\\']).next().unwrap_or_default();
        let file = file.split(['#', '?']).next().unwrap_or_default();
        let mut key = Self::of_stem(file);
        if key.0.ends_with(".md") {
            key.0.truncate(key.0.len() - ".md".len());
        }
        key
    }

    /// The key of the page of a file without its ending.
    pub(crate) fn of_stem(stem: &str) -> Self {
        let mut key = stem.replace('_', "-");
        match key.is_ascii() {
            true => key.make_ascii_lowercase(),
            false => key = key.to_lowercase(),
        }
        Self(key)
    }
}

/// The folders of the reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Folder {
    /// `api`: operations.
    Api,
    /// `resources`: types and enumerations.
    Resources,
    /// Another one.
    Other,
}

impl Folder {
    /// The folder that a page lies in, or that a link leads to.
    pub fn of_path(path: &str) -> Self {
        match path.rsplit(['/', '\\']).nth(1) {
            Some(folder) if folder.eq_ignore_ascii_case("api") => Self::Api,
            Some(folder) if folder.eq_ignore_ascii_case("resources") => Self::Resources,
            _ => Self::Other,
        }
    }
}

/// What a page is.
#[derive(Debug, Clone)]
pub enum Body<'s> {
    /// How something is requested: the page has request lines.
    Operation(Box<OperationPage<'s>>),
    /// A structured type.
    Resource(Box<ResourcePage<'s>>),
    /// Enumerations: one by itself, or many by their headings.
    Enumerations(Vec<EnumTable<'s>>),
    /// Something to read: an overview, a concept.
    Other,
}

/// The block between `---` at the top: keys in lower case, values without quotes, in order. Keys are now and then translated.
#[derive(Debug, Clone, Default)]
pub struct FrontMatter<'s> {
    /// Keys and values.
    pub entries: Vec<(Cow<'s, str>, Text<'s>)>,
}

/// A page that shows how something is requested.
#[derive(Debug, Clone, Default)]
pub struct OperationPage<'s> {
    /// The request lines of the section of templates, in order.
    pub templates: Vec<RequestLine<'s>>,
    /// How the section of templates was found.
    pub templates_by: TemplatesBy,
    /// Which permissions the request wants.
    pub permissions: Option<PermissionTable<'s>>,
    /// The file that holds the permissions, where the page has them in an include.
    pub permission_include: Option<Link<'s>>,
    /// Names of the query options that the page speaks of, with `$` where they have one, each once.
    pub query_options: Vec<Text<'s>>,
    /// Rows of the tables of request headers.
    pub headers: Vec<HeaderRow<'s>>,
    /// Rows of the tables of function, path and query parameters.
    pub parameters: Vec<PropertyRow<'s>>,
    /// Rows of the tables of the request body.
    pub request_body: Vec<PropertyRow<'s>>,
    /// The status codes that the section on the response names, in order, each once.
    pub statuses: Vec<u16>,
    /// Links of the section on the response to pages of resources, in order.
    pub returns: Vec<Link<'s>>,
    /// The examples, each request with the response that follows it.
    pub examples: Vec<Example<'s>>,
}

/// How the section of templates was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TemplatesBy {
    /// By its heading's anchor or slug.
    #[default]
    Heading,
    /// By the shape and order of what stands in the page: less sure.
    Shape,
}

/// A request line as a page writes it: `GET /users/{id | userPrincipalName}/messages?$top=10`.
#[derive(Debug, Clone)]
pub struct RequestLine<'s> {
    /// The verb, in capitals.
    pub method: Method,
    /// All after the verb, without `HTTP/1.1`: a path, an absolute URL or a `~/` form, with query and fragments of prose as written.
    pub target: Text<'s>,
    /// The whole line.
    pub span: Span,
}

/// An HTTP verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each variant is the verb of the same name")]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    /// All verbs.
    pub const ALL: [Self; 5] = [Self::Get, Self::Post, Self::Put, Self::Patch, Self::Delete];

    /// The verb as it stands in a request line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// Who asks: a column of a permission table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PermissionContext {
    /// A program for a signed-in user with a work or school account.
    DelegatedWork,
    /// A program for a signed-in user with a personal account.
    DelegatedPersonal,
    /// A program by itself.
    Application,
    /// The table does not say: it tells cases apart by what is requested.
    Unstated,
}

/// The permissions of an operation.
#[derive(Debug, Clone)]
pub struct PermissionTable<'s> {
    /// One entry per row (or per cell, where the contexts are columns); several of one context where the table tells cases apart.
    pub rows: Vec<PermissionRow<'s>>,
    /// The whole table.
    pub span: Span,
}

/// What one context needs.
#[derive(Debug, Clone)]
pub struct PermissionRow<'s> {
    /// Who asks.
    pub context: PermissionContext,
    /// Where the table tells cases apart, the case: a resource, a workflow.
    pub case: Option<Text<'s>>,
    /// Alternatives, the least privileged first; each is a list of scopes that are wanted together. Empty: not supported.
    pub alternatives: Vec<Vec<Text<'s>>>,
    /// The cell.
    pub span: Span,
}

/// A row of a table of headers. Names are translated in many pages.
#[derive(Debug, Clone)]
pub struct HeaderRow<'s> {
    /// The first cell.
    pub name: Text<'s>,
    /// The second cell.
    pub value: Text<'s>,
}

/// A row of a table of properties or parameters.
#[derive(Debug, Clone)]
pub struct PropertyRow<'s> {
    /// The name, without emphasis; possibly translated.
    pub name: Text<'s>,
    /// The cell of the type; `None` where the table has no such column.
    pub ty: Option<Text<'s>>,
    /// The link in the cell of the type: it survives translation where words do not.
    pub link: Option<Link<'s>>,
    /// The cell of the description.
    pub description: Option<Text<'s>>,
}

/// A link.
#[derive(Debug, Clone)]
pub struct Link<'s> {
    /// The text between the brackets.
    pub text: Cow<'s, str>,
    /// The target, reference definitions resolved: `../resources/user.md#properties`.
    pub target: Cow<'s, str>,
    /// Where the link stands.
    pub span: Span,
}

/// A page about a structured type.
#[derive(Debug, Clone, Default)]
pub struct ResourcePage<'s> {
    /// What the comment before the JSON representation says.
    pub annotation: Option<Annotation<'s>>,
    /// Rows of the table of properties.
    pub properties: Vec<PropertyRow<'s>>,
    /// Rows of the table of relationships.
    pub relationships: Vec<PropertyRow<'s>>,
    /// Links of the table of methods to pages of operations.
    pub methods: Vec<Link<'s>>,
    /// The JSON representation.
    pub representation: Option<JsonBlock<'s>>,
    /// Enumerations that the page describes in sections of its own.
    pub enums: Vec<EnumTable<'s>>,
}

/// A table of an enumeration's members.
#[derive(Debug, Clone)]
pub struct EnumTable<'s> {
    /// The heading over the table: the name of the enumeration, possibly with more words.
    pub heading: Option<Text<'s>>,
    /// The rows.
    pub members: Vec<MemberRow<'s>>,
}

/// A member of an enumeration.
#[derive(Debug, Clone)]
pub struct MemberRow<'s> {
    /// The name; possibly translated.
    pub name: Text<'s>,
    /// The number; `None` where the table has none or it is damaged.
    pub value: Option<i64>,
    /// The description.
    pub description: Option<Text<'s>>,
}

/// A comment of JSON before a block: what the authors' own tools go by.
#[derive(Debug, Clone)]
pub struct Annotation<'s> {
    /// `blockType`: `request`, `response`, `resource`, `example`, `ignored`, `permissions`, …
    pub block_type: Option<Cow<'s, str>>,
    /// `name`.
    pub name: Option<Cow<'s, str>>,
    /// `@odata.type` or `@type`, as written.
    pub odata_type: Option<Text<'s>>,
    /// `isCollection`.
    pub is_collection: bool,
    /// `truncated`.
    pub is_truncated: bool,
    /// `keyProperty`.
    pub key_property: Option<Cow<'s, str>>,
    /// `baseType`.
    pub base_type: Option<Text<'s>>,
    /// `openType`.
    pub is_open: bool,
    /// `abstract`.
    pub is_abstract: bool,
    /// The comment.
    pub span: Span,
}

/// A documented exchange.
#[derive(Debug, Clone)]
pub struct Example<'s> {
    /// The request; `None` where a response stands alone.
    pub request: Option<ExampleRequest<'s>>,
    /// The response; `None` where a request stands alone.
    pub response: Option<ExampleResponse<'s>>,
}

/// A documented request.
#[derive(Debug, Clone)]
pub struct ExampleRequest<'s> {
    /// The first line.
    pub line: RequestLine<'s>,
    /// The headers, names as written.
    pub headers: Vec<(Text<'s>, Text<'s>)>,
    /// The body; `None` without one.
    pub content: Option<Content<'s>>,
    /// The comment before the block.
    pub annotation: Option<Annotation<'s>>,
    /// The whole block.
    pub span: Span,
}

/// A documented response.
#[derive(Debug, Clone)]
pub struct ExampleResponse<'s> {
    /// The status code.
    pub status: u16,
    /// The headers, names as written.
    pub headers: Vec<(Text<'s>, Text<'s>)>,
    /// The body; `None` without one.
    pub content: Option<Content<'s>>,
    /// The comment before the block.
    pub annotation: Option<Annotation<'s>>,
    /// The whole block.
    pub span: Span,
}

/// A documented body. In a page that is read as a whole it is JSON or something else.
#[derive(Debug, Clone)]
pub enum Content<'s> {
    /// What looks like JSON, in an [outline](super::outline): nothing of it is read.
    Unread(Text<'s>),
    /// JSON, read leniently.
    Json(JsonBlock<'s>),
    /// Anything else: CSV, MIME, a placeholder for bytes.
    Other(Text<'s>),
}

/// Something about a page that is not as it should be. Never fatal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defect {
    /// What it is about, in kebab case, as `permission-cell-dropped`; equal for all that can be counted together.
    pub kind: &'static str,
    /// What is wrong and what was done about it.
    pub message: String,
    /// Where.
    pub span: Span,
}
