//! JSON as pages write it: read leniently, every value with its place, every repair told.

use super::page::Text;
use crate::diagnostics::Span;
use std::borrow::Cow;

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
