//! What the reference says of requests: paragraphs of rustdoc on the methods that make them, and the table
//! of routes.

use super::docs::code;
use super::items::{Docs, Permissions, Route, Routes};
use super::{address, prose};
use crate::csdl::Cardinality;
use crate::docs::page::{Method, PermissionContext, PermissionRow, PermissionTable};
use crate::model::path::{RequestKind, StepKind};
use crate::model::{Documentation, Member, Model, OperationId, PageFacts, RequestFacts};
use crate::select::{Place, Selection};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// At most so many pages are shown with a method; a few methods have dozens.
const MOST_PAGES: usize = 8;

/// So many pages are shown in full wherever they matter.
const FEW_PAGES: usize = 2;

/// At most so many requests of a page are shown.
const MOST_REQUESTS: usize = 6;

/// How the contexts are called in tables.
const CONTEXTS: [(PermissionContext, &str); 4] = [
    (PermissionContext::DelegatedWork, "work account"),
    (PermissionContext::DelegatedPersonal, "personal account"),
    (PermissionContext::Application, "application"),
    (PermissionContext::Unstated, "any"),
];

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

    /// What is said of a verb at a place. All is said where a page or two say it; else, of requests that end in a
    /// property, only where it is said.
    pub(super) fn of_verb(&self, place: Place, method: Method) -> Docs {
        let requests = self.verbs.get(&(place, method));
        let requests = requests.map_or(&[][..], Vec::as_slice);
        let pages: BTreeSet<_> = requests.iter().map(|one| one.facts.page.key).collect();
        if pages.len() <= FEW_PAGES {
            return self.documented(requests, |_| Detail::All);
        }
        self.documented(requests, |request| match request.facts.member() {
            Some(_) => Detail::Place,
            None => Detail::All,
        })
    }

    /// What is said of requests that end in a property.
    pub(super) fn of_member(&self, member: Member) -> Docs {
        let requests = self.members.get(&member).map_or(&[][..], Vec::as_slice);
        self.documented(requests, |_| Detail::All)
    }

    /// What is said of the calls of an operation and its overloads.
    pub(super) fn of_operations(&self, group: &[OperationId]) -> Docs {
        let requests = group.iter().filter_map(|id| self.operations.get(id));
        let requests: Vec<_> = requests.flatten().copied().collect();
        self.documented(&requests, |_| Detail::All)
    }

    /// A paragraph per page, with the requests that it shows.
    fn documented(
        &self,
        requests: &[Request<'l, 'a>],
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
            docs.append(self.page(shown, if all { Detail::All } else { Detail::Place }));
        }
        let more = pages.len().saturating_sub(MOST_PAGES);
        if more > 0 {
            docs.paragraph(format!("The reference has {more} more pages on it."));
        }
        docs
    }

    fn page(&self, requests: &[Request<'l, 'a>], detail: Detail) -> Docs {
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

/// The permissions of a page as a table: a row per context, or per case of one; nothing where none is known.
fn table(page: &PageFacts<'_>) -> Vec<String> {
    let rows = page.permissions.map_or(&[][..], |table| &table.rows);
    if !rows.iter().any(|row| alternatives(row).next().is_some()) {
        return Vec::new();
    }
    let mut lines = vec![
        "| | least privileged | more |".to_owned(),
        "|---|---|---|".to_owned(),
    ];
    for (context, name) in CONTEXTS {
        let rows = rows.iter().filter(|row| row.context == context);
        lines.extend(rows.map(|row| table_row(name, row)));
    }
    lines
}

fn table_row(context: &str, row: &PermissionRow<'_>) -> String {
    let mut name = context.to_owned();
    if let Some(case) = &row.case {
        let case = prose::to_doc_lines(&case.text)
            .join(" ")
            .replace('|', "\\|");
        if !case.is_empty() {
            name.push_str(&format!(", {case}"));
        }
    }
    let together = |scopes: Vec<String>| {
        let scopes: Vec<_> = scopes.iter().map(|one| code(one)).collect();
        scopes.join(" and ")
    };
    let mut alternatives = alternatives(row).map(together);
    match alternatives.next() {
        Some(least) => {
            let more: Vec<_> = alternatives.collect();
            format!("| {name} | {least} | {} |", more.join(", ")).replace(" |  |", " | |")
        }
        None => format!("| {name} | not supported | |"),
    }
}

/// The alternatives of a row, as far as they can be some.
fn alternatives(row: &PermissionRow<'_>) -> impl Iterator<Item = Vec<String>> {
    let is_scope = |name: &str| {
        let plain = |one: u8| one.is_ascii_alphanumeric() || matches!(one, b'.' | b'-' | b'_');
        !name.is_empty() && name.len() <= 256 && name.bytes().all(plain)
    };
    let alternatives = row.alternatives.iter().filter(move |scopes| {
        !scopes.is_empty() && scopes.iter().all(|scope| is_scope(&scope.text))
    });
    alternatives.map(|scopes| scopes.iter().map(|scope| scope.text.to_string()).collect())
}

/// The permissions of a table, cases of a context together.
fn combined(table: &PermissionTable<'_>) -> Permissions {
    let mut combined = Permissions::default();
    for row in &table.rows {
        let known = match row.context {
            PermissionContext::DelegatedWork => &mut combined.work,
            PermissionContext::DelegatedPersonal => &mut combined.personal,
            PermissionContext::Application => &mut combined.application,
            // Whose permissions they are is not known.
            PermissionContext::Unstated => continue,
        };
        for scopes in alternatives(row) {
            if !known.contains(&scopes) {
                known.push(scopes);
            }
        }
    }
    combined
}
