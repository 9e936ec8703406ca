//! What the reference says of requests: paragraphs of rustdoc on the methods that make them, and the table
//! of routes.

use super::docs::code;
use super::items::{Api, Docs, Documented, Permissions, Route, Routes};
use super::permissions::{combined, table};
use super::{address, prose};
use crate::csdl::Cardinality;
use crate::docs::page::Method;
use crate::model::path::{RequestKind, StepKind};
use crate::model::{Documentation, Member, Model, OperationId, PageFacts, RequestFacts};
use crate::select::{Place, Selection};
use crate::snippet::Snippets;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// At most so many pages are shown with a method; a few methods have dozens.
const MOST_PAGES: usize = 8;

/// So many pages are shown in full wherever they matter.
const FEW_PAGES: usize = 2;

/// At most so many requests of a page are shown.
const MOST_REQUESTS: usize = 6;

/// At most so many requests of a page are shown in Rust.
const MOST_EXPRESSIONS: usize = 2;

/// A documented request.
#[derive(Debug, Clone, Copy)]
struct Request<'l, 'a> {
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
    /// What is said of each page's requests, since several methods say it.
    said: RefCell<HashMap<&'l str, Rc<Said>>>,
}

/// Requests in Rust, by route and verb.
type Expressions<'l> = HashMap<(&'l str, Method), String>;

/// What a page says of all its requests.
struct Said {
    /// The link to the page.
    link: String,
    /// Statuses, headers, query options.
    facts: String,
    /// The table of permissions.
    table: Vec<String>,
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
            said: RefCell::default(),
        };
        let wanted = Wanted::of(selection);
        for ((route, method), facts) in &documentation.requests {
            if wanted.has(facts) {
                found.add(Request {
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
        if let Some(place) = place(request.facts) {
            let verb = (place, request.method);
            self.verbs.entry(verb).or_default().push(request);
        }
        if let Some(member) = request.facts.member() {
            self.members.entry(member).or_default().push(request);
        }
    }

    /// Puts the documented requests into the docs of the methods that make them, now that all methods are known.
    pub(super) fn describe(&self, model: &Model<'a>, api: &mut Api) {
        if self.all.is_empty() {
            return;
        }
        let expressions = self.expressions(model, api);
        let builders = api.modules.iter_mut().flat_map(|one| &mut one.builders);
        let methods = builders.flat_map(|one| &mut one.methods);
        for method in methods.chain(&mut api.root.methods) {
            let docs = match &method.documented {
                Documented::Nothing => continue,
                Documented::Verb(place, verb) => self.of_verb(*place, *verb, &expressions),
                Documented::Member(member) => self.of_member(*member, &expressions),
                Documented::Operations(group) => self.of_operations(group, &expressions),
            };
            method.docs.append(docs);
        }
    }

    /// The requests in Rust, as far as some method makes them.
    fn expressions(&self, model: &Model<'a>, api: &Api) -> Expressions<'l> {
        let snippets = Snippets::new(model, api);
        let expression = |request: &Request<'l, 'a>| {
            let resolution = &request.facts.resolution;
            // Query options are a matter of their own: the bare request is shown.
            let found = snippets.expression(request.method, "", resolution).ok()?;
            Some(((request.route, request.method), found.text))
        };
        self.all.iter().filter_map(expression).collect()
    }

    /// What is said of a verb at a place. All is said where a page or two say it; else, of requests that end in a
    /// property, only where it is said.
    fn of_verb(&self, place: Place, method: Method, expressions: &Expressions<'l>) -> Docs {
        let requests = self.verbs.get(&(place, method));
        let requests = requests.map_or(&[][..], Vec::as_slice);
        let pages: BTreeSet<_> = requests.iter().map(|one| one.facts.page.key).collect();
        if pages.len() <= FEW_PAGES {
            return self.documented(requests, expressions, |_| Detail::All);
        }
        self.documented(requests, expressions, |request| {
            match request.facts.member() {
                Some(_) => Detail::Place,
                None => Detail::All,
            }
        })
    }

    /// What is said of requests that end in a property.
    fn of_member(&self, member: Member, expressions: &Expressions<'l>) -> Docs {
        let requests = self.members.get(&member).map_or(&[][..], Vec::as_slice);
        self.documented(requests, expressions, |_| Detail::All)
    }

    /// What is said of the calls of an operation and its overloads.
    fn of_operations(&self, group: &[OperationId], expressions: &Expressions<'l>) -> Docs {
        let requests = group.iter().filter_map(|id| self.operations.get(id));
        let requests: Vec<_> = requests.flatten().copied().collect();
        self.documented(&requests, expressions, |_| Detail::All)
    }

    /// A paragraph per page, with the requests that it shows.
    fn documented(
        &self,
        requests: &[Request<'l, 'a>],
        expressions: &Expressions<'l>,
        detail: fn(&Request<'l, 'a>) -> Detail,
    ) -> Docs {
        let mut pages: BTreeMap<&str, Vec<Request<'l, 'a>>> = BTreeMap::new();
        for request in requests {
            let page = &*request.facts.page.key.0;
            pages.entry(page).or_default().push(*request);
        }
        let mut docs = Docs::default();
        if pages.is_empty() {
            return docs;
        }
        docs.paragraph("# Documented requests");
        for shown in pages.values().take(MOST_PAGES) {
            // A page that says all of one request says it of all.
            let all = shown.iter().any(|one| detail(one) == Detail::All);
            let detail = if all { Detail::All } else { Detail::Place };
            docs.append(self.page(shown, expressions, detail));
        }
        let more = pages.len().saturating_sub(MOST_PAGES);
        if more > 0 {
            docs.paragraph(format!("The reference has {more} more pages on it."));
        }
        docs
    }

    fn page(
        &self,
        requests: &[Request<'l, 'a>],
        expressions: &Expressions<'l>,
        detail: Detail,
    ) -> Docs {
        let Some(first) = requests.first() else {
            return Docs::default();
        };
        let said = self.said(&first.facts.page);
        let shown = requests.iter().take(MOST_REQUESTS);
        let shown = shown.map(|one| code(&format!("{} {}", one.method.as_str(), one.route)));
        let mut line = format!("{}: ", said.link);
        line.push_str(&shown.collect::<Vec<_>>().join(", "));
        let more = requests.len().saturating_sub(MOST_REQUESTS);
        if more > 0 {
            line.push_str(&format!(" and {more} more"));
        }
        line.push('.');
        if detail == Detail::Place {
            return Docs::line(line);
        }
        line.push_str(&said.facts);
        let mut docs = Docs::line(line);
        let rust = requests
            .iter()
            .filter_map(|one| expressions.get(&(one.route, one.method)));
        let mut rust: Vec<_> = rust.take(MOST_EXPRESSIONS).map(|one| code(one)).collect();
        rust.dedup();
        if !rust.is_empty() {
            docs.paragraph(format!("In Rust: {}.", rust.join(", ")));
        }
        if !said.table.is_empty() {
            docs.lines.push(String::new());
            docs.lines.extend_from_slice(&said.table);
        }
        docs
    }

    fn said(&self, page: &'l PageFacts<'a>) -> Rc<Said> {
        let mut all = self.said.borrow_mut();
        let said = all.entry(&page.key.0).or_insert_with(|| {
            let title = page.title.as_ref().map_or("", |title| &*title.text.text);
            let address = address::of_page(&page.key.0, &self.documentation.view);
            Rc::new(Said {
                link: prose::link(title, &address),
                facts: facts(page),
                table: table(page),
            })
        });
        Rc::clone(said)
    }

    /// All requests: route, verb, and what their page says.
    pub(super) fn all(&self) -> impl Iterator<Item = (&'l str, Method, &'l PageFacts<'a>)> {
        let all = self.all.iter();
        all.map(|one| (one.route, one.method, &*one.facts.page))
    }

    /// The table of routes; `None` where nothing is documented.
    pub(super) fn routes(&self) -> Option<Routes> {
        if self.documentation.requests.is_empty() {
            return None;
        }
        let mut permissions: Vec<Permissions> = Vec::new();
        let mut known: BTreeMap<Permissions, usize> = BTreeMap::new();
        let mut rows: Vec<Route> = Vec::new();
        for request in &self.all {
            let page = &request.facts.page;
            let wanted = page.permissions.map(combined);
            let wanted = wanted.filter(|one| *one != Permissions::default());
            let position = wanted.map(|one| {
                *known.entry(one).or_insert_with_key(|one| {
                    permissions.push(one.clone());
                    permissions.len() - 1
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

/// The place whose verb a request is.
fn place(facts: &RequestFacts<'_>) -> Option<Place> {
    let (ty, cardinality) = match facts.resolution.request {
        RequestKind::Entity(ty) => (ty, Cardinality::One),
        RequestKind::Collection(ty) => (ty, Cardinality::Many),
        _ => return None,
    };
    Some(Place { ty, cardinality })
}

/// What of a selection a path can go through.
struct Wanted<'s> {
    selection: &'s Selection,
    children: BTreeSet<usize>,
    navigation: BTreeSet<(crate::model::StructuredId, usize)>,
    operations: BTreeSet<OperationId>,
}

impl<'s> Wanted<'s> {
    fn of(selection: &'s Selection) -> Self {
        Self {
            selection,
            children: selection.children.iter().copied().collect(),
            navigation: selection.navigation(),
            operations: selection.bound_operations(),
        }
    }

    /// Whether the client can make a request.
    fn has(&self, facts: &RequestFacts<'_>) -> bool {
        if self.selection.is_everything {
            return true;
        }
        let mut steps = facts.resolution.steps.iter();
        let mut before = None;
        let leads = steps.all(|step| {
            let is_import = matches!(before.replace(&step.kind), Some(StepKind::Child(_)));
            match &step.kind {
                StepKind::Child(at) => self.children.contains(at),
                StepKind::Navigation(owner, at) => self.navigation.contains(&(*owner, *at)),
                StepKind::Operation(id, _) => is_import || self.operations.contains(id),
                _ => true,
            }
        });
        let reached = place(facts).map(|place| self.selection.places.get(&place));
        leads && reached.is_none_or(|reached| reached.is_some_and(|one| one.whole))
    }
}

/// Statuses, headers and query options as sentences.
fn facts(page: &PageFacts<'_>) -> String {
    let mut sentences = String::new();
    let mut tell = |what: &str, items: Vec<String>| {
        if !items.is_empty() {
            sentences.push_str(&format!(" {what} {}.", items.join(", ")));
        }
    };
    let statuses = page.statuses.iter();
    tell("Answers", statuses.map(u16::to_string).collect());
    let headers = page.headers.iter();
    tell("Headers:", headers.map(|one| code(one)).collect());
    let options = page.query_options.iter();
    tell("Query options:", options.map(|one| code(one)).collect());
    sentences
}
