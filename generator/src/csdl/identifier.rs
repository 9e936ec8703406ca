//! Clause 15: Identifier and Path Values.

use super::Str;
use super::xml::{Reader, quote};

/// Clause 15.2: the longest simple identifier, in characters.
const LONGEST: usize = 128;

impl<'a> Reader<'a, '_> {
    /// Clause 15.2: the attribute `Name`, a simple identifier. Others are only warned about: Microsoft
    /// publishes names with hyphens, and later stages take any name as data.
    pub(super) fn name(&mut self) -> Option<Str<'a>> {
        self.checked(
            "Name",
            is_simple_identifier,
            "expected a letter or `_`, then letters, digits and `_`",
        )
    }

    /// The attribute `Alias`, a simple identifier where it is there.
    pub(super) fn alias(&mut self) -> Option<Str<'a>> {
        if !self.has("Alias") {
            return None;
        }
        self.checked(
            "Alias",
            is_simple_identifier,
            "expected a letter or `_`, then letters, digits and `_`",
        )
    }

    /// Clause 15.1: an attribute with a namespace, simple identifiers with dots between.
    pub(super) fn namespace_name(&mut self, attribute: &str) -> Option<Str<'a>> {
        let is_namespace = |text: &str| text.split('.').all(is_simple_identifier);
        self.checked(attribute, is_namespace, "expected names with dots between")
    }

    fn checked(
        &mut self,
        name: &str,
        is_usual: impl Fn(&str) -> bool,
        expected: &str,
    ) -> Option<Str<'a>> {
        let attribute = self.take_required(name)?;
        let value = self.value(attribute);
        if !is_usual(&value) {
            let problem = format!("`{}` is an unusual {name}", quote(&value));
            let span = self.value_span(attribute);
            self.diagnostics
                .warning("unusual-name", problem, span)
                .label(expected);
        }
        Some(value)
    }
}

/// Whether this is a simple identifier; Unicode's letters and digits stand for its categories L, Nl, Nd, Mn,
/// Mc, Pc and Cf.
fn is_simple_identifier(text: &str) -> bool {
    let mut bytes = text.bytes();
    let starts = bytes
        .next()
        .is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    if starts && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return text.len() <= LONGEST;
    }
    let mut characters = text.chars();
    characters
        .next()
        .is_some_and(|first| first.is_alphabetic() || first == '_')
        && characters.all(|character| character.is_alphanumeric() || character == '_')
        && text.chars().count() <= LONGEST
}
