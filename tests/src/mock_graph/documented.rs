//! The documented examples' answers, read from `specs/docs` as the contract tests read them.

use crate::reference::Reference;
use msgraph_bindgen::docs::page::{Body, Content, Page};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::OnceLock;

/// A documented exchange.
#[derive(Debug, Clone)]
pub struct Documented {
    /// The verb.
    pub method: String,
    /// What follows it, as written.
    pub target: String,
    /// The request's body, where it is JSON.
    pub request: Option<Value>,
    /// The request's body, where it is anything else.
    pub content: Option<String>,
    /// The status of the answer.
    pub status: u16,
    /// The body of the answer, where it is JSON.
    pub answer: Option<Value>,
}

/// The examples of a page, in its order.
///
/// # Panics
///
/// Where there is no such page, or it has no example with request and answer.
pub fn of_page(page: &str) -> &'static [Documented] {
    static ALL: OnceLock<HashMap<String, Vec<Documented>>> = OnceLock::new();
    let found = ALL
        .get_or_init(read)
        .get(page)
        .filter(|all| !all.is_empty());
    found.unwrap_or_else(|| panic!("specs/docs/en has no examples of `{page}`"))
}

/// The body that a page's example answers with; the first example is 0.
///
/// # Panics
///
/// Where there is none.
pub fn answer(page: &str, example: usize) -> Value {
    let found = of_page(page).get(example);
    let found = found.and_then(|one| one.answer.clone());
    found.unwrap_or_else(|| panic!("`{page}` has no answer of JSON in example {example}"))
}

fn read() -> HashMap<String, Vec<Documented>> {
    let references = Reference::own();
    let texts = references[0].texts();
    let pages = texts.read();
    let named = |page: &Page<'_>| (page.key.0.to_string(), examples(page));
    pages.iter().map(named).collect()
}

fn examples(page: &Page<'_>) -> Vec<Documented> {
    let Body::Operation(page) = &page.body else {
        return Vec::new();
    };
    let json = |content: &Option<Content<'_>>| match content {
        Some(Content::Json(block)) => Some(block.value.to_json()),
        _ => None,
    };
    let whole = page.examples.iter().filter_map(|one| {
        let (request, answer) = (one.request.as_ref()?, one.response.as_ref()?);
        Some(Documented {
            method: request.line.method.as_str().to_owned(),
            target: request.line.target.text.to_string(),
            request: json(&request.content),
            content: match &request.content {
                Some(Content::Other(text)) => Some(text.text.to_string()),
                _ => None,
            },
            status: answer.status,
            answer: json(&answer.content),
        })
    });
    whole.collect()
}
