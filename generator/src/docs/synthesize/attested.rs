//! Names that stand where translation does not reach: in JSON and in request lines. A name out of a table of a
//! translated page counts only if it is one of them.

use super::names::is_identifier;
use crate::docs::json::{JsonBlock, Node, Value};
use crate::docs::page::{Body, Content, FrontMatter, Page};
use std::collections::HashSet;

/// The names that are attested.
#[derive(Debug, Default)]
pub(super) struct Attested<'s> {
    /// Names of members of objects, and segments of paths.
    names: HashSet<&'s str>,
    /// Strings, those with commas or bars between taken apart.
    values: HashSet<&'s str>,
}

impl<'s> Attested<'s> {
    pub(super) fn collect(pages: &[&'s Page<'s>]) -> Self {
        let mut attested = Self::default();
        for page in pages {
            match &page.body {
                Body::Operation(operation) => {
                    for line in &operation.templates {
                        attested.names_in(&line.target.text);
                    }
                    for example in &operation.examples {
                        let request = example.request.as_ref();
                        if let Some(request) = request {
                            attested.names_in(&request.line.target.text);
                        }
                        let response = example.response.as_ref();
                        attested.content(request.and_then(|one| one.content.as_ref()));
                        attested.content(response.and_then(|one| one.content.as_ref()));
                    }
                }
                Body::Resource(resource) => {
                    if let Some(block) = &resource.representation {
                        attested.json(block);
                    }
                }
                Body::Enumerations(_) | Body::Other => {}
            }
        }
        attested
    }

    /// Whether a name stands in some JSON or path, or is no word of any language.
    pub(super) fn has_name(&self, name: &str) -> bool {
        is_camel_case(name) || self.names.contains(name)
    }

    /// Whether a string stands in some JSON, or is no word of any language.
    pub(super) fn has_value(&self, value: &str) -> bool {
        is_camel_case(value) || self.values.contains(value)
    }

    fn content(&mut self, content: Option<&'s Content<'s>>) {
        if let Some(Content::Json(block)) = content {
            self.json(block);
        }
    }

    fn json(&mut self, block: &'s JsonBlock<'s>) {
        let mut open: Vec<&'s Node<'s>> = vec![&block.value];
        while let Some(node) = open.pop() {
            match &node.value {
                Value::Object(members) => {
                    for member in members {
                        self.names.insert(&member.name);
                        open.push(&member.value);
                    }
                }
                Value::Array(items) => open.extend(items),
                Value::String(text) => self.values_in(text),
                Value::Null | Value::Bool(_) | Value::Number(_) => {}
            }
        }
    }

    fn values_in(&mut self, text: &'s str) {
        let parts = text.split([',', '|']).map(str::trim);
        self.values.extend(parts.filter(|one| is_identifier(one)));
    }

    fn names_in(&mut self, target: &'s str) {
        let path = target.split('?').next().unwrap_or(target);
        let parts = path.split(['/', '(', ',', '=', ')']);
        self.names.extend(parts.filter(|one| is_identifier(one)));
    }
}

/// Whether a name has capitals inside, as `registeredOwners`: no translation writes words so.
fn is_camel_case(name: &str) -> bool {
    let mut letters = name.bytes();
    letters.next().is_some_and(|one| one.is_ascii_lowercase())
        && letters.any(|one| one.is_ascii_uppercase())
        && is_identifier(name)
}

/// Whether the words of a page, names in tables among them, may be translated: a translated page says so at its
/// top, or has anchors of its own in headings.
pub(super) fn is_translated(page: &Page<'_>) -> bool {
    page.has_anchors || names_language(&page.front)
}

fn names_language(front: &FrontMatter<'_>) -> bool {
    let mut entries = front.entries.iter();
    entries.any(|(key, value)| match key.as_ref() {
        "ms.translationtype" => true,
        "ms.contentlocale" => !value.text.to_ascii_lowercase().starts_with("en"),
        _ => false,
    })
}
