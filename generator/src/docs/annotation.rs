//! Comments of JSON before a block: what the authors' own tools go by.

use super::blocks::Document;
use super::json::{self, Node, Value};
use super::page::{Annotation, Text};
use crate::diagnostics::Span;
use std::borrow::Cow;
use std::ops::Range;

/// What the comments above a block say of it: the last one counts that says something.
pub(super) fn last<'s>(document: &Document<'s>, above: &[&Range<usize>]) -> Option<Annotation<'s>> {
    let mut comments = above.iter().rev();
    comments.find_map(|comment| read(document, comment))
}

/// Reads a comment; `None` where it says nothing of a block.
fn read<'s>(document: &Document<'s>, comment: &Range<usize>) -> Option<Annotation<'s>> {
    let text = document.source.trimmed(comment);
    if !text.text.starts_with('{') {
        return None;
    }
    let span = text.span;
    let block = json::read(&text).ok()?;
    let Value::Object(members) = block.value.value else {
        return None;
    };
    let mut annotation = empty(span);
    let mut is_annotation = false;
    for member in members {
        let value = member.value;
        is_annotation |= matches!(member.name.as_ref(), "blockType" | "@odata.type" | "@type");
        match member.name.as_ref() {
            "blockType" => annotation.block_type = string(value).map(|text| text.text),
            "name" => annotation.name = string(value).map(|text| text.text),
            "@odata.type" => annotation.odata_type = string(value),
            "@type" => annotation.odata_type = annotation.odata_type.or(string(value)),
            "keyProperty" => annotation.key_property = string(value).map(|text| text.text),
            "baseType" => annotation.base_type = string(value),
            "isCollection" => annotation.is_collection = is_true(&value),
            "truncated" => annotation.is_truncated = is_true(&value),
            "openType" => annotation.is_open = is_true(&value),
            "abstract" => annotation.is_abstract = is_true(&value),
            _ => {}
        }
    }
    is_annotation.then_some(annotation)
}

fn empty<'s>(span: Span) -> Annotation<'s> {
    Annotation {
        block_type: None,
        name: None,
        odata_type: None,
        is_collection: false,
        is_truncated: false,
        key_property: None,
        base_type: None,
        is_open: false,
        is_abstract: false,
        span,
    }
}

/// A string, or the first of a list of strings.
fn string(node: Node<'_>) -> Option<Text<'_>> {
    let span = node.span;
    match node.value {
        Value::String(text) => Some(Text { text, span }),
        Value::Array(nodes) => nodes.into_iter().find_map(|node| match node.value {
            Value::String(text) => Some(Text {
                text,
                span: node.span,
            }),
            _ => None,
        }),
        _ => None,
    }
}

/// `true`, which is written as a string now and then.
fn is_true(node: &Node<'_>) -> bool {
    match &node.value {
        Value::Bool(value) => *value,
        Value::String(text) => Cow::as_ref(text).eq_ignore_ascii_case("true"),
        _ => false,
    }
}
