//! What the reference says of requests: paragraphs of rustdoc on the methods that make them, and the table
//! of routes.

use super::docs::{code, push_code};
use super::gates::RequestGates;
use super::items::{self, Api, Docs, Documented, Permissions, Route, Routes};
use super::permissions::{combined, table};
use super::{address, prose};
use crate::docs::page::Method;
use crate::model::path::RequestKind;
use crate::model::{Documentation, Member, Model, OperationId, PageFacts, RequestFacts};
use crate::parallel::map_beside;
use crate::select::{self, Place, Selection};
use crate::snippet::Snippets;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::num::NonZero;
use std::sync::OnceLock;

/// At most so many pages are shown with a method; a few methods have dozens.
const MOST_PAGES: usize = 8;

/// So many pages are shown in full wherever they matter.
const FEW_PAGES: usize = 2;

/// At most so many requests of a page are shown.
const MOST_REQUESTS: usize = 6;

/// At most so many requests of a page are shown in Rust.
const MOST_EXPRESSIONS: usize = 2;

/// Room for the requests of most pages.
const USUAL: usize = 256;

/// A documented request.
#[derive(Debug, Clone, Copy)]
struct Request<'l, 'a> {
    /// Its position among all.
    at: usize,
    route: &'l str,
    method: Method,
    facts: &'l RequestFacts<'a>,
}

/// The documented requests of a selection, by the methods that make them. Those that end in a property stand on
/// the method that leads there, since methods of the place behind it are shared by all paths that lead to it.
pub(super) struct Requests<'l, 'a> {
    documentation: &'l Documentation<'a>,
    all: Vec<Request<'l, 'a>>,
    verbs: HashMap<(Place, Method), Vec<Request<'l, 'a>>>,
    members: HashMap<Member, Vec<Request<'l, 'a>>>,
    operations: HashMap<OperationId, Vec<Request<'l, 'a>>>,
}

/// What stands in the docs of methods, now that all methods are known.
struct Telling<'t, 'l, 'a> {
    requests: &'t Requests<'l, 'a>,
    snippets: Snippets<'t, 'a>,
    /// The requests in Rust that were shown so far, by position; several methods show the same.
    expressions: Vec<OnceLock<Option<String>>>,
    said: Pages<'l>,
}

/// What each page says of all its requests, since several methods say it.
pub(super) struct Pages<'l>(HashMap<&'l str, Said>);

/// What a page says of all its requests.
struct Said {
    /// The link to the page.
    link: String,
    /// Statuses, headers, query options.
    facts: String,
    /// The table of permissions.
    table: Docs,
}

/// How much is said of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// Where it is documented.
    Place,
    /// All that is known.
    All,
}

impl<'l, 'a> Requests<'l, 'a> {
    pub(super) fn find(model: &'l Model<'a>, selection: &Selection) -> Self {
        let documentation = &model.documentation;
        let mut found = Self {
            documentation,
            all: Vec::new(),
            verbs: HashMap::new(),
            members: HashMap::new(),
            operations: HashMap::new(),
        };
        let wanted = select::Requests::of(selection);
        for ((route, method), facts) in &documentation.requests {
            if wanted.has(model, *method, &facts.resolution) {
                found.add(Request {
                    at: found.all.len(),
                    route,
                    method: *method,
                    facts,
                });
            }
        }
        found
    }

    fn add(&mut self, request: Request<'l, 'a>) {
        self.all.push(request);
        if let RequestKind::Operation(id) = request.facts.resolution.request {
            self.operations.entry(id).or_default().push(request);
            return;
        }
        if let Some(place) = select::place(&request.facts.resolution) {
            let verb = (place, request.method);
            self.verbs.entry(verb).or_default().push(request);
        }
        if let Some(member) = request.facts.member() {
            self.members.entry(member).or_default().push(request);
        }
    }

    /// What each page says of all its requests.
    pub(super) fn said(&self) -> Pages<'l> {
        let pages = self.all.iter().map(|request| &*request.facts.page);
        let pages: HashMap<&'l str, _> = pages.map(|page| (&*page.key.0, page)).collect();
        let say = |(key, page): (&'l str, &PageFacts<'a>)| {
            let title = page.title.as_ref().map_or("", |title| &*title.text.text);
            let address = address::of_page(key, &self.documentation.view);
            let said = Said {
                link: prose::link(title, &address),
                facts: facts(page),
                table: table(page),
            };
            (key, said)
        };
        Pages(pages.into_iter().map(say).collect())
    }

    /// Puts the documented requests into the docs of the methods that make them, on so many threads, while this one does
    /// something else first.
    pub(super) fn describe<R>(
        &self,
        model: &Model<'a>,
        api: &mut Api,
        said: Pages<'l>,
        threads: NonZero<usize>,
        beside: impl FnOnce() -> R,
    ) -> R {
        if self.all.is_empty() {
            return beside();
        }
        let telling = Telling {
            requests: self,
            snippets: Snippets::new(model, api),
            expressions: self.all.iter().map(|_| OnceLock::new()).collect(),
            said,
        };
        let builders = api.modules.iter().flat_map(|one| &one.builders);
        let methods = builders.flat_map(|one| &one.methods);
        let documented = methods
            .chain(&api.root.methods)
            .filter(|one| !matches!(one.documented, Documented::Nothing));
        let documented: Vec<_> = documented.collect();
        let (told, beside) = map_beside(&documented, |one| telling.of(one), threads, beside);
        let builders = api.modules.iter_mut().flat_map(|one| &mut one.builders);
        let methods = builders.flat_map(|one| &mut one.methods);
        let methods = methods
            .chain(&mut api.root.methods)
            .filter(|method| !matches!(method.documented, Documented::Nothing));
        for (method, docs) in methods.zip(told) {
            method.docs = docs;
        }
        beside
    }

    /// All requests: route, verb, and what their page says.
    pub(super) fn all(&self) -> impl Iterator<Item = (&'l str, Method, &'l PageFacts<'a>)> {
        let all = self.all.iter();
        all.map(|one| (one.route, one.method, &*one.facts.page))
    }

    /// The table of routes; `None` where nothing of the client is documented.
    pub(super) fn routes(&self, gates: &mut RequestGates<'_, '_>) -> Option<Routes> {
        if self.all.is_empty() {
            return None;
        }
        let mut permissions: Vec<Permissions> = Vec::new();
        let mut known: BTreeMap<Permissions, usize> = BTreeMap::new();
        let mut of_pages: HashMap<&str, Option<usize>> = HashMap::new();
        let mut rows: Vec<Route> = Vec::with_capacity(self.all.len());
        for request in &self.all {
            let page = &request.facts.page;
            let position = *of_pages.entry(&page.key.0).or_insert_with(|| {
                let wanted = page.permissions.map(combined);
                let wanted = wanted.filter(|one| *one != Permissions::default());
                wanted.map(|one| {
                    *known.entry(one).or_insert_with_key(|one| {
                        permissions.push(one.clone());
                        permissions.len() - 1
                    })
                })
            });
            rows.push(Route {
                route: request.route.to_owned(),
                method: request.method.as_str(),
                permissions: position,
                statuses: page.statuses.clone(),
                headers: page.headers.clone(),
                query_options: page
                    .query_options
                    .iter()
                    .map(|&one| one.to_owned())
                    .collect(),
                page: page.key.0.clone(),
                gates: gates.of(request.method, &request.facts.resolution),
            });
        }
        // As the runtime looks for them.
        rows.sort_by(|a, b| (&a.route, a.method).cmp(&(&b.route, b.method)));
        Some(Routes {
            view: self.documentation.view.clone(),
            permissions,
            rows,
        })
    }
}

impl<'l, 'a> Telling<'_, 'l, 'a> {
    /// The docs of a method, with what is said of its requests.
    fn of(&self, method: &items::Method) -> Docs {
        let mut docs = method.docs.clone();
        match &method.documented {
            Documented::Nothing => {}
            Documented::Verb(place, verb) => self.of_verb(*place, *verb, &mut docs),
            Documented::Member(member) => self.of_member(*member, &mut docs),
            Documented::Operations(group) => self.of_operations(group, &mut docs),
        }
        docs
    }

    /// The request in Rust, if some method makes it.
    fn expression(&self, request: &Request<'l, 'a>) -> Option<&str> {
        let write = || {
            let resolution = &request.facts.resolution;
            // Query options are a matter of their own: the bare request is shown.
            let found = self.snippets.expression(request.method, "", resolution);
            Some(found.ok()?.text)
        };
        self.expressions
            .get(request.at)?
            .get_or_init(write)
            .as_deref()
    }

    /// What is said of a verb at a place. All is said where a page or two say it; else, of requests that end in a
    /// property, only where it is said.
    fn of_verb(&self, place: Place, method: Method, docs: &mut Docs) {
        let requests = self.requests.verbs.get(&(place, method));
        let requests = requests.map_or(&[][..], Vec::as_slice);
        let pages: BTreeSet<_> = requests.iter().map(|one| one.facts.page.key).collect();
        if pages.len() <= FEW_PAGES {
            return self.documented(requests, |_| Detail::All, docs);
        }
        let detail = |request: &Request<'l, 'a>| match request.facts.member() {
            Some(_) => Detail::Place,
            None => Detail::All,
        };
        self.documented(requests, detail, docs);
    }

    /// What is said of requests that end in a property.
    fn of_member(&self, member: Member, docs: &mut Docs) {
        let requests = self
            .requests
            .members
            .get(&member)
            .map_or(&[][..], Vec::as_slice);
        self.documented(requests, |_| Detail::All, docs);
    }

    /// What is said of the calls of an operation and its overloads.
    fn of_operations(&self, group: &[OperationId], docs: &mut Docs) {
        let requests = group
            .iter()
            .filter_map(|id| self.requests.operations.get(id));
        let requests: Vec<_> = requests.flatten().copied().collect();
        self.documented(&requests, |_| Detail::All, docs);
    }

    /// A paragraph per page, with the requests that it shows.
    fn documented(
        &self,
        requests: &[Request<'l, 'a>],
        detail: fn(&Request<'l, 'a>) -> Detail,
        docs: &mut Docs,
    ) {
        let mut pages: BTreeMap<&str, Vec<Request<'l, 'a>>> = BTreeMap::new();
        for request in requests {
            let page = &*request.facts.page.key.0;
            pages.entry(page).or_default().push(*request);
        }
        if pages.is_empty() {
            return;
        }
        docs.paragraph("# Documented requests");
        for shown in pages.values().take(MOST_PAGES) {
            // A page that says all of one request says it of all.
            let all = shown.iter().any(|one| detail(one) == Detail::All);
            let detail = if all { Detail::All } else { Detail::Place };
            self.page(shown, detail, docs);
        }
        let more = pages.len().saturating_sub(MOST_PAGES);
        if more > 0 {
            docs.paragraph(format!("The reference has {more} more pages on it."));
        }
    }

    fn page(&self, requests: &[Request<'l, 'a>], detail: Detail, docs: &mut Docs) {
        let Some(first) = requests.first() else {
            return;
        };
        let Some(said) = self.said.0.get(&*first.facts.page.key.0) else {
            return;
        };
        let text = docs.new_paragraph();
        text.reserve(said.link.len() + said.facts.len() + said.table.text().len() + USUAL);
        text.push_str(&said.link);
        text.push_str(": ");
        for (at, one) in requests.iter().take(MOST_REQUESTS).enumerate() {
            text.push_str(if at == 0 { "" } else { ", " });
            push_code(&[one.method.as_str(), " ", one.route].concat(), text);
        }
        let more = requests.len().saturating_sub(MOST_REQUESTS);
        if more > 0 {
            text.push_str(&format!(" and {more} more"));
        }
        text.push('.');
        if detail == Detail::Place {
            return text.push('\n');
        }
        text.push_str(&said.facts);
        text.push('\n');
        let rust = requests.iter().filter_map(|one| self.expression(one));
        let mut rust: Vec<_> = rust.take(MOST_EXPRESSIONS).collect();
        rust.dedup();
        if !rust.is_empty() {
            let text = docs.new_paragraph();
            text.push_str("In Rust: ");
            for (at, one) in rust.into_iter().enumerate() {
                text.push_str(if at == 0 { "" } else { ", " });
                push_code(one, text);
            }
            text.push_str(".\n");
        }
        docs.append(&said.table);
    }
}

/// Statuses, headers and query options as sentences.
fn facts(page: &PageFacts<'_>) -> String {
    let mut sentences = String::new();
    let statuses = page.statuses.iter().map(u16::to_string);
    tell("Answers", statuses, &mut sentences);
    let headers = page.headers.iter().map(|one| code(one));
    tell("Headers:", headers, &mut sentences);
    let options = page.query_options.iter().map(|one| code(one));
    tell("Query options:", options, &mut sentences);
    sentences
}

/// Adds a sentence that lists items, if there are some.
fn tell(what: &str, items: impl Iterator<Item = String>, sentences: &mut String) {
    let before = sentences.len();
    for item in items {
        if sentences.len() == before {
            sentences.push(' ');
            sentences.push_str(what);
        } else {
            sentences.push(',');
        }
        sentences.push(' ');
        sentences.push_str(&item);
    }
    if sentences.len() > before {
        sentences.push('.');
    }
}
