//! Documented requests, by what their lines resolve to.

use super::Joining;
use super::grants::Writes;
use super::headers::special;
use crate::diagnostics::Span;
use crate::docs::page::{
    Body, Method, OperationPage, Page, PageKey, PermissionTable, RequestLine,
};
use crate::model::path::{Miss, Resolution, Resolver, StepKind};
use crate::model::{Prose, RequestFacts, StructuredId, Type};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Status codes that say that a request was done.
const SUCCESS: std::ops::Range<u16> = 200..400;

/// A page in all its languages, in the order of the folders.
type Editions<'a> = Vec<(&'a Page<'a>, &'a OperationPage<'a>)>;

impl<'a> Joining<'_, 'a> {
    /// Takes what pages say of requests. A request that several pages show belongs to the one that shows it first
    /// among its own lines.
    pub(super) fn requests(&mut self, pages: &'a [Page<'a>]) {
        let mut editions: BTreeMap<&'a PageKey, Editions<'a>> = BTreeMap::new();
        for page in pages {
            if let Body::Operation(body) = &page.body {
                editions.entry(&page.key).or_default().push((page, body));
            }
        }
        let resolver = Resolver::new(self.model);
        let mut ranks: BTreeMap<(String, Method), usize> = BTreeMap::new();
        let mut writes = Writes::default();
        for (key, editions) in &editions {
            let facts = self.facts(key, editions);
            let mut requests = Vec::new();
            for (rank, line) in lines(editions).into_iter().enumerate() {
                let resolution = match resolver.resolve(line.method, &line.target.text) {
                    Ok(resolution) => resolution,
                    Err(miss) => {
                        self.unresolved(line, &miss);
                        continue;
                    }
                };
                let navigation = last_navigation(&resolution);
                if let Some(navigation) = navigation {
                    writes.take(navigation, line.method, resolution.request, line.span);
                }
                requests.push((rank, line, resolution, navigation));
            }
            for (rank, line, resolution, navigation) in requests {
                if let crate::model::path::RequestKind::Operation(id) = resolution.request {
                    self.operation(id, editions);
                }
                let key = (resolution.route(self.model), line.method);
                match ranks.entry(key.clone()) {
                    Entry::Occupied(known) if *known.get() <= rank => continue,
                    Entry::Occupied(mut known) => {
                        known.insert(rank);
                    }
                    Entry::Vacant(free) => {
                        free.insert(rank);
                    }
                }
                let facts = RequestFacts {
                    kind: resolution.request,
                    navigation,
                    span: line.span,
                    ..facts.clone()
                };
                self.documentation.requests.insert(key, facts);
            }
        }
        self.grants(writes);
    }
}
