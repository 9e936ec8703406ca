//! Attribute values of the kinds that CSDL has.

use super::Reader;
use super::attributes::Attribute;
use super::errors::quote;
use crate::csdl::{Cardinality, Str, TypeRef};
use crate::diagnostics::{Diagnostic, Span};
use std::borrow::Cow;

impl<'a> Reader<'a, '_> {
    /// The value of an attribute that need not be there.
    pub(in crate::csdl) fn optional(&mut self, name: &str) -> Option<Str<'a>> {
        let attribute = self.take(name)?;
        Some(self.value(attribute))
    }

    /// The value of an attribute that must be there.
    pub(in crate::csdl) fn required(&mut self, name: &str) -> Option<Str<'a>> {
        let attribute = self.take_required(name)?;
        Some(self.value(attribute))
    }

    /// Whether nobody took an attribute of this name yet.
    pub(in crate::csdl) fn has(&self, name: &str) -> bool {
        self.attributes.has(name)
    }

    pub(in crate::csdl) fn take_required(&mut self, name: &str) -> Option<Attribute<'a>> {
        let attribute = self.take(name);
        if attribute.is_none() {
            let element = self.described();
            let span = self.tag_span();
            self.diagnostics
                .error(
                    "missing-attribute",
                    format!("{element} has no attribute `{name}`"),
                    span,
                )
                .label(format!("`{name}` is required here"));
        }
        attribute
    }

    /// `true` or `false`.
    pub(in crate::csdl) fn boolean(&mut self, name: &str) -> Option<bool> {
        let attribute = self.take(name)?;
        match &*self.value(attribute) {
            "true" => Some(true),
            "false" => Some(false),
            other => {
                self.bad_value(attribute, other)
                    .label("expected `true` or `false`");
                None
            }
        }
    }

    /// A whole number.
    pub(in crate::csdl) fn integer(&mut self, name: &str) -> Option<i64> {
        self.parsed(name, "expected a whole number of at most 64 bits", |text| {
            text.parse().ok()
        })
    }

    /// A value that `parse` understands; `expected` says which.
    pub(in crate::csdl) fn parsed<T>(
        &mut self,
        name: &str,
        expected: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let attribute = self.take(name)?;
        self.parse_value(attribute, expected, parse)
    }

    /// The value of an attribute, if `parse` understands it.
    pub(in crate::csdl) fn parse_value<T>(
        &mut self,
        attribute: Attribute<'a>,
        expected: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = self.value(attribute);
        let parsed = parse(&value);
        if parsed.is_none() {
            self.bad_value(attribute, &value).label(expected);
        }
        parsed
    }

    /// A type that must be there.
    pub(in crate::csdl) fn required_type(&mut self, name: &str) -> Option<TypeRef<'a>> {
        let attribute = self.take_required(name)?;
        self.type_ref(attribute)
    }

    /// A type that need not be there.
    pub(in crate::csdl) fn optional_type(&mut self, name: &str) -> Option<TypeRef<'a>> {
        let attribute = self.take(name)?;
        self.type_ref(attribute)
    }

    fn type_ref(&mut self, attribute: Attribute<'a>) -> Option<TypeRef<'a>> {
        let span = self.value_span(attribute);
        let value = self.value(attribute);
        let parsed = match &value {
            Cow::Borrowed(text) => split_type(text).map(|(name, many)| (Cow::Borrowed(name), many)),
            Cow::Owned(text) => {
                split_type(text).map(|(name, many)| (Cow::Owned(name.to_owned()), many))
            }
        };
        let Some((name, cardinality)) = parsed else {
            self.bad_value(attribute, &value)
                .label("expected the qualified name of a type, or `Collection(...)` around it");
            return None;
        };
        Some(TypeRef {
            span,
            name,
            cardinality,
        })
    }

    pub(in crate::csdl) fn bad_value(
        &mut self,
        attribute: Attribute<'a>,
        value: &str,
    ) -> &mut Diagnostic {
        let element = self.described();
        let name = attribute.name;
        let problem = format!(
            "{element} has `{}` for its attribute `{name}`",
            quote(value)
        );
        let span = self.value_span(attribute);
        self.diagnostics.error("bad-value", problem, span)
    }

    /// The place of the tag that was met last.
    pub(in crate::csdl) fn tag_span(&self) -> Option<Span> {
        self.attributes.tag.map(|tag| tag.span)
    }
}

/// A type's name, and whether it stands in `Collection()`.
fn split_type(text: &str) -> Option<(&str, Cardinality)> {
    let text = text.trim_ascii();
    let (name, cardinality) = match text.strip_prefix("Collection(") {
        Some(rest) => (rest.strip_suffix(')')?.trim_ascii(), Cardinality::Many),
        None => (text, Cardinality::One),
    };
    let is_name = !name.is_empty() && !name.contains(['(', ')']);
    is_name.then_some((name, cardinality))
}
