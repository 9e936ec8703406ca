//! JSON as pages write it: read leniently, every value with its place, every repair told.
//!
//! Valid JSON is read as it is, without repairs. Of the rest, [`read`] makes what its author most likely meant, and says so: the
//! defects are those that the published reference has. Reading takes time in proportion to the text and ends on any text.

mod brackets;
mod reader;
mod strings;
mod trivia;
mod write;

use super::page::Text;
use crate::diagnostics::Span;
use reader::Entities;
use std::borrow::Cow;

/// How deep values may nest: what serde_json takes by default.
pub const DEPTH_LIMIT: usize = 127;

/// A block of JSON.
#[derive(Debug, Clone)]
pub struct JsonBlock<'s> {
    /// The text as it stands in the page.
    pub text: Text<'s>,
    /// What it says.
    pub value: Node<'s>,
    /// What had to be repaired to read it, in order; empty for valid JSON.
    pub repairs: Vec<Repair>,
}

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node<'s> {
    /// The value.
    pub value: Value<'s>,
    /// Where it stands.
    pub span: Span,
}

/// A JSON value. Members keep their order, duplicates too; numbers keep their text.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'s> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as written.
    Number(Cow<'s, str>),
    /// A string, unescaped.
    String(Cow<'s, str>),
    /// An array.
    Array(Vec<Node<'s>>),
    /// An object.
    Object(Vec<Member<'s>>),
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Member<'s> {
    /// The name, unescaped.
    pub name: Cow<'s, str>,
    /// Where the name stands.
    pub span: Span,
    /// The value.
    pub value: Node<'s>,
}

/// A departure from JSON that was read all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repair {
    /// What it was, in kebab case: `trailing-comma`, `missing-comma`, `comment`, `raw-newline`, …
    pub kind: &'static str,
    /// Where.
    pub span: Span,
}

/// Why a text gives no JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Nothing stands there but spaces and comments.
    #[error("the block is empty")]
    Empty,
    /// It begins as no JSON does: a table, an image, a message.
    #[error("the block is no JSON")]
    NotJson,
    /// Words in brackets that stand for something else, as `{Raw bytes of the file}`.
    #[error("the block is a placeholder")]
    Placeholder,
    /// Values nest deeper than [`DEPTH_LIMIT`].
    #[error("the JSON nests deeper than {DEPTH_LIMIT} levels")]
    TooDeep,
}

/// Reads a block of JSON. Places are exact where the text is borrowed from the page; where it was put together of pieces, every value
/// has the place of the whole.
///
/// # Errors
/// Where the text is something else than damaged JSON.
pub fn read<'s>(text: &Text<'s>) -> Result<JsonBlock<'s>, Unreadable> {
    let (value, repairs) = match &text.text {
        Cow::Borrowed(json) => best(json, reader::Place::Exact(text.span))?,
        Cow::Owned(json) => {
            let (value, repairs) = best(json, reader::Place::Whole(text.span))?;
            (value.into_owned(), repairs)
        }
    };
    Ok(JsonBlock {
        text: text.clone(),
        value,
        repairs,
    })
}

/// Reads `&quot;` as text first, as JSON has it, and as a quotation mark only where that needs fewer repairs.
fn best(json: &str, place: reader::Place) -> Result<(Node<'_>, Vec<Repair>), Unreadable> {
    let plain = reader::document(json, place, Entities::Text);
    if matches!(&plain, Ok((_, repairs)) if repairs.is_empty()) || !json.contains("&quot;") {
        return plain;
    }
    let count = |read: &Result<(_, Vec<Repair>), _>| match read {
        Ok((_, repairs)) => repairs
            .iter()
            .filter(|repair| repair.kind != "entity-quote")
            .count(),
        Err(_) => usize::MAX,
    };
    let decoded = reader::document(json, place, Entities::Quotes);
    if count(&decoded) < count(&plain) {
        decoded
    } else {
        plain
    }
}

impl<'s> Node<'s> {
    /// The value of the first member with this name; `None` where it is no object.
    pub fn get(&self, name: &str) -> Option<&Self> {
        let members = self.members().iter();
        let mut found = members.filter(|member| member.name == name);
        found.next().map(|member| &member.value)
    }

    /// The members of an object; none of another value.
    pub fn members(&self) -> &[Member<'s>] {
        match &self.value {
            Value::Object(members) => members,
            _ => &[],
        }
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The same, borrowing nothing.
    fn into_owned<'o>(self) -> Node<'o> {
        let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        let value = match self.value {
            Value::Null => Value::Null,
            Value::Bool(value) => Value::Bool(value),
            Value::Number(text) => Value::Number(owned(text)),
            Value::String(text) => Value::String(owned(text)),
            Value::Array(elements) => {
                Value::Array(elements.into_iter().map(Node::into_owned).collect())
            }
            Value::Object(members) => {
                let members = members.into_iter().map(|member| Member {
                    name: owned(member.name),
                    span: member.span,
                    value: member.value.into_owned(),
                });
                Value::Object(members.collect())
            }
        };
        Node {
            value,
            span: self.span,
        }
    }
}

#[cfg(test)]
mod tests;
