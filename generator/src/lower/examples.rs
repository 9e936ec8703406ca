//! Documented answers as a table, for tests of programs that use the client.

use super::items::{ExampleAnswer, Examples};
use super::requests::Requests;
use crate::docs::json::{Node, Value};
use crate::docs::page::{Content, Example, ExampleResponse, Method, PageKey};
use crate::model::path::Resolver;
use crate::model::{Model, PageFacts};
use crate::select::Selection;
use std::collections::HashMap;

/// Status codes that say that a request was done.
const SUCCESS: std::ops::Range<u16> = 200..300;

/// The link to a page that no reference shows.
const NEXT_LINK: &str = "@odata.nextLink";

/// The answers that pages show to the requests of a selection: one for each route and verb that has one.
#[must_use]
pub fn examples(model: &Model<'_>, selection: &Selection) -> Examples {
    let requests = Requests::find(model, selection);
    let resolver = Resolver::new(model);
    // What the examples of a page ask for: a page shows several requests.
    let mut asked: HashMap<&PageKey, Vec<Option<String>>> = HashMap::new();
    let mut rows = Vec::new();
    for (route, method, page) in requests.all() {
        let routes = asked.entry(page.key).or_insert_with(|| {
            let examples = page.examples.iter();
            examples.map(|one| route_of(&resolver, one)).collect()
        });
        let Some(response) = shown(page, routes, route, method) else {
            continue;
        };
        rows.push(ExampleAnswer {
            route: route.to_owned(),
            method: method.as_str(),
            status: response.status,
            body: body(response),
            page: page.key.0.clone(),
            gates: Vec::new(),
        });
    }
    // As the runtime looks for them.
    rows.sort_by(|a, b| (&a.route, a.method).cmp(&(&b.route, b.method)));
    Examples { rows }
}

fn route_of(resolver: &Resolver<'_, '_>, example: &Example<'_>) -> Option<String> {
    let line = &example.request.as_ref()?.line;
    let resolution = resolver.resolve(line.method, &line.target.text).ok()?;
    Some(resolution.route(resolver.model()))
}

/// The answer of the example that shows this very request, else of the first one with its verb: pages show one way to a place for all.
fn shown<'p, 'a>(
    page: &'p PageFacts<'a>,
    routes: &[Option<String>],
    route: &str,
    method: Method,
) -> Option<&'p ExampleResponse<'a>> {
    let answers = page.examples.iter().zip(routes).filter_map(|(one, own)| {
        let (request, response) = (one.request.as_ref()?, one.response.as_ref()?);
        let fits = request.line.method == method && SUCCESS.contains(&response.status);
        // What is no JSON is a placeholder, or for people.
        let is_json = !matches!(response.content, Some(Content::Other(_)));
        (fits && is_json).then_some((own, response))
    });
    let answers: Vec<_> = answers.collect();
    let same = answers
        .iter()
        .find(|(own, _)| own.as_deref() == Some(route));
    same.or(answers.first()).map(|(_, response)| *response)
}

/// The body, without the link to a next page.
fn body(response: &ExampleResponse<'_>) -> String {
    let Some(Content::Json(block)) = &response.content else {
        return String::new();
    };
    let Value::Object(members) = &block.value.value else {
        return block.value.to_string();
    };
    if members.iter().all(|member| member.name != NEXT_LINK) {
        return block.value.to_string();
    }
    let kept = members.iter().filter(|member| member.name != NEXT_LINK);
    let value = Value::Object(kept.cloned().collect());
    Node {
        value,
        span: block.value.span,
    }
    .to_string()
}
