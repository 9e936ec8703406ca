//! Documented requests, by what their lines resolve to.

use super::grants::Writes;
use super::headers::special;
use super::names::fold;
use super::{Joining, Types};
use crate::diagnostics::Span;
use crate::docs::library;
use crate::docs::page::{Body, Method, OperationPage, Page, PageKey, RequestLine, Text};
use crate::model::path::{Miss, RequestKind, Resolution, Resolver};
use crate::model::{Member, Model, OperationId, PageFacts, Prose, RequestFacts};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// Status codes that say that a request was done.
const SUCCESS: std::ops::Range<u16> = 200..400;

/// How near a request is to a page, and which of the page's lines shows it; the least is taken.
type Rank = (Closeness, usize);

/// Whether a page is called after what a request is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Closeness {
    /// Its name begins with it: `user-list`.
    First,
    /// Its name has it: `intune-devices-user-list`.
    Within,
    /// It is called after something else.
    Elsewhere,
}

/// A page in all its languages, in the order of the folders.
type Editions<'a> = Vec<(&'a Page<'a>, &'a OperationPage<'a>)>;

/// What reading request lines goes by.
pub(super) struct Reading<'r, 'a> {
    pub(super) model: &'r Model<'a>,
    pub(super) types: &'r Types<'a>,
    pub(super) resolver: Resolver<'r, 'a>,
}

/// What the pages of a name show.
pub(super) struct Shown<'a> {
    editions: Editions<'a>,
    facts: Arc<PageFacts<'a>>,
    /// Their lines, each with what it names.
    lines: Vec<(&'a RequestLine<'a>, Result<Named, Miss>)>,
}

/// What a line names.
struct Named {
    resolution: Resolution,
    route: String,
    closeness: Closeness,
}

impl<'a> Reading<'_, 'a> {
    /// Reads what the pages of a name show; `None` where they show no request.
    pub(super) fn shown(&self, entry: library::Entry<'a, 'a>) -> Option<Shown<'a>> {
        let editions: Editions<'a> = entry
            .pages()
            .filter_map(|page| match &page.body {
                Body::Operation(body) => Some((page, &**body)),
                _ => None,
            })
            .collect();
        let (first, _) = editions.first()?;
        let key = &first.key;
        let folded = fold(&key.0);
        let named = |line: &'a RequestLine<'a>| {
            let resolved = self.resolver.resolve(line.method, &line.target.text);
            let named = resolved.map(|resolution| Named {
                route: resolution.route(self.model),
                closeness: self.closeness(&folded, resolution.request),
                resolution,
            });
            (line, named)
        };
        let lines = lines(&editions).into_iter().map(named).collect();
        let facts = Arc::new(self.facts(key, &editions));
        Some(Shown {
            editions,
            facts,
            lines,
        })
    }

    /// What all requests of a page share. The first language that has something wins.
    fn facts(&self, key: &'a PageKey, editions: &Editions<'a>) -> PageFacts<'a> {
        let prose = |page: &'a Page<'a>, text: &'a Option<Text<'a>>| {
            let text = text.as_ref()?;
            let folder = page.folder;
            Some(Prose { text, folder })
        };
        let bodies = || editions.iter().map(|(_, body)| *body);
        let statuses = bodies().map(statuses).find(|list| !list.is_empty());
        let headers = bodies().map(special).find(|list| !list.is_empty());
        let options = bodies().map(query_options).find(|list| !list.is_empty());
        let examples = bodies().map(|body| body.examples.as_slice());
        let returns = bodies().flat_map(|body| &body.returns);
        PageFacts {
            key,
            front: editions.iter().map(|(page, _)| &page.front).collect(),
            title: editions
                .iter()
                .find_map(|(page, _)| prose(page, &page.title)),
            description: editions
                .iter()
                .find_map(|(page, _)| prose(page, &page.description)),
            permissions: bodies().find_map(|body| body.permissions.as_ref()),
            statuses: statuses.unwrap_or_default(),
            headers: headers.unwrap_or_default(),
            query_options: options.unwrap_or_default(),
            examples: examples
                .into_iter()
                .find(|all| !all.is_empty())
                .unwrap_or_default(),
            returns: returns
                .filter_map(|link| self.types.linked(&link.target))
                .next(),
        }
    }

    fn closeness(&self, folded: &str, request: RequestKind) -> Closeness {
        let named = match request {
            RequestKind::Entity(ty) | RequestKind::Collection(ty) => self.model[ty].name,
            RequestKind::Operation(id) => self.model[id].name,
            _ => return Closeness::Elsewhere,
        };
        match folded.find(&fold(named)) {
            Some(0) => Closeness::First,
            Some(_) => Closeness::Within,
            None => Closeness::Elsewhere,
        }
    }
}

impl<'a> Joining<'_, 'a> {
    /// Takes what pages say of requests. A request that several pages show belongs to the one that is called after its
    /// type, else to the one that shows it first among its own lines.
    pub(super) fn requests(&mut self, shown: Vec<Option<Shown<'a>>>) {
        let mut found: BTreeMap<(String, Method), (Rank, RequestFacts<'a>)> = BTreeMap::new();
        let mut writes = Writes::default();
        for Shown {
            editions,
            facts,
            lines,
        } in shown.into_iter().flatten()
        {
            let mut requests = Vec::new();
            for (rank, (line, named)) in lines.into_iter().enumerate() {
                let named = match named {
                    Ok(named) => named,
                    Err(miss) => {
                        self.unresolved(line, &miss);
                        continue;
                    }
                };
                if let Some(Member::Navigation(owner, at)) = Member::last(&named.resolution) {
                    let request = named.resolution.request;
                    writes.take((owner, at), line.method, request, line.span);
                }
                requests.push((rank, line, named));
            }
            let mut described = HashSet::new();
            for (rank, line, named) in requests {
                if let RequestKind::Operation(id) = named.resolution.request
                    && described.insert(id)
                {
                    self.operation(id, &editions);
                }
                let rank = (named.closeness, rank);
                let key = (named.route, line.method);
                let facts = || RequestFacts {
                    page: Arc::clone(&facts),
                    resolution: named.resolution,
                    span: line.span,
                };
                match found.entry(key) {
                    Entry::Occupied(known) if known.get().0 <= rank => {}
                    Entry::Occupied(mut known) => {
                        known.insert((rank, facts()));
                    }
                    Entry::Vacant(free) => {
                        free.insert((rank, facts()));
                    }
                }
            }
        }
        let found = found.into_iter();
        self.documentation.requests = found.map(|(key, (_, facts))| (key, facts)).collect();
        self.grants(writes);
    }

    /// Takes the descriptions of an operation and its parameters.
    fn operation(&mut self, id: OperationId, editions: &Editions<'a>) {
        for (page, body) in editions {
            let folder = page.folder;
            if let Some(text) = &page.description {
                let prose = Prose { text, folder };
                self.documentation.operations.entry(id).or_insert(prose);
            }
            self.parameters(id, body, folder);
        }
    }

    fn unresolved(&mut self, line: &RequestLine<'_>, miss: &Miss) {
        let offset = |at: usize| {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            line.target
                .span
                .start
                .saturating_add(at)
                .min(line.target.span.end)
        };
        let span = Span {
            start: offset(miss.range.start),
            end: offset(miss.range.end),
            ..line.target.span
        };
        self.diagnostics
            .warning("request-line-unresolved", miss.message.clone(), span)
            .label("what the page says of this request is left out");
    }
}

/// The lines of a page, each once, in the order of the languages.
fn lines<'a>(editions: &Editions<'a>) -> Vec<&'a RequestLine<'a>> {
    let mut seen = HashSet::new();
    let all = editions.iter().flat_map(|(_, body)| &body.templates);
    all.filter(|line| seen.insert((line.method, &*line.target.text)))
        .collect()
}

/// The status codes of success: those of the text, else those of the examples.
fn statuses(page: &OperationPage<'_>) -> Vec<u16> {
    let of_text = success(page.statuses.iter().copied());
    if !of_text.is_empty() {
        return of_text;
    }
    let examples = page.examples.iter().filter_map(|one| one.response.as_ref());
    success(examples.map(|response| response.status))
}

fn success(statuses: impl Iterator<Item = u16>) -> Vec<u16> {
    let mut found = Vec::new();
    for status in statuses.filter(|status| SUCCESS.contains(status)) {
        if !found.contains(&status) {
            found.push(status);
        }
    }
    found
}

/// The query options that a page names, as far as they can be some.
fn query_options<'a>(page: &'a OperationPage<'a>) -> Vec<&'a str> {
    let names = page.query_options.iter().map(|option| &*option.text);
    names.filter(|name| is_option(name)).collect()
}

fn is_option(name: &str) -> bool {
    let own = name.strip_prefix('$').unwrap_or(name);
    let starts = own.starts_with(|one: char| one.is_ascii_alphabetic());
    starts
        && own.len() < 64
        && own
            .bytes()
            .all(|one| one.is_ascii_alphanumeric() || one == b'-')
}
