//! What can be wrong with the XML, in words.

use super::attributes::Attribute;
use super::names::is_csdl_element;
use super::{Namespace, Reader, Tag, unescape};
use crate::csdl::{MAX_DEPTH, Str};
use crate::diagnostics::Diagnostic;
use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::events::BytesDecl;
use std::borrow::Cow;

/// Texts of the input are quoted up to this length, in characters.
const QUOTED: usize = 60;

/// A text of the input, short enough for a message.
pub(in crate::csdl) fn quote(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => Cow::Owned(format!("{}...", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

impl<'a> Reader<'a, '_> {
    /// The element that was met last, for a message: its name, and what it is called if it says so.
    pub(in crate::csdl) fn described(&self) -> String {
        let element = self.attributes.tag.map_or("", |tag| tag.name);
        let calls = ["Name", "Namespace", "Term", "Property", "Target", "Path"];
        match calls.iter().find_map(|call| self.attributes.peek(call)) {
            Some(name) => format!("{} `{}`", quote(element), quote(name)),
            None => quote(element).into_owned(),
        }
    }

    pub(in crate::csdl) fn wrong_root(&mut self, tag: Tag<'a>) {
        let name = quote(tag.name);
        self.diagnostics
            .error(
                "not-csdl",
                format!("the root element is `{name}`, not `edmx:Edmx`"),
                tag.span,
            )
            .label("expected `Edmx` in the namespace `http://docs.oasis-open.org/odata/ns/edmx`");
    }

    pub(super) fn misplaced(&mut self, parent: Tag<'a>, tag: Tag<'a>) {
        let (parent, name) = (parent.name, quote(tag.name));
        if is_csdl_element(tag.name) {
            let problem = format!("`{name}` cannot stand in `{parent}`");
            self.diagnostics
                .error("misplaced-element", problem, tag.span);
        } else {
            let problem = format!("`{parent}` has an unknown element `{name}`, which is ignored");
            self.diagnostics
                .warning("unknown-element", problem, tag.span);
        }
    }

    /// `tag` is a second element of its kind in `parent`, which may have one.
    pub(in crate::csdl) fn second(&mut self, tag: Tag<'a>, parent: Tag<'a>) {
        let problem = format!("`{}` has a second `{}`", parent.name, tag.name);
        self.diagnostics
            .error("duplicate-element", problem, tag.span);
    }

    /// `tag` is an expression in `parent`, which has its value already.
    pub(in crate::csdl) fn second_value(&mut self, tag: Tag<'a>, parent: Tag<'a>) {
        let problem = format!("`{}` has a second value", parent.name);
        self.diagnostics
            .error("duplicate-element", problem, tag.span)
            .label("expected one expression, in an attribute or an element");
    }

    pub(super) fn check_namespace(&mut self, tag: Tag<'a>, prefix: &str) {
        if tag.namespace == Namespace::Undeclared {
            let problem = format!("the prefix `{}` is not declared", quote(prefix));
            self.diagnostics
                .error("undeclared-prefix", problem, tag.span)
                .help(format!(
                    "add `xmlns:{}=\"...\"` to the root element",
                    quote(prefix)
                ));
        } else if tag.name.is_empty() {
            self.diagnostics
                .error("malformed-xml", "a tag has no name", tag.span);
        }
    }

    pub(super) fn too_deep(&mut self, tag: Tag<'a>) {
        let problem = format!("elements are nested deeper than {MAX_DEPTH}");
        self.diagnostics.error("nested-too-deep", problem, tag.span);
    }

    pub(super) fn unexpected_text(&mut self, place: &str) {
        let end = self.offset();
        let text = self
            .text
            .get(self.event..end)
            .unwrap_or_default()
            .trim_start();
        let problem = match self.open.is_empty() {
            true => format!("text stands {place}"),
            false => format!("`{place}` has text, which means nothing there"),
        };
        self.diagnostics
            .warning("unexpected-text", problem, self.span(end - text.len(), end));
    }

    pub(super) fn unexpected_end_tag(&mut self, name: &str) {
        let end = self.offset();
        let problem = format!("the end tag `</{}>` has no start tag", quote(name));
        let label = self
            .open
            .last()
            .map(|open| format!("expected `</{}>`", quote(open.name)));
        self.diagnostics
            .error("unexpected-end-tag", problem, self.span(self.event, end))
            .label = label;
    }

    /// The innermost open element has no end tag before that of `outer`.
    pub(super) fn unclosed(&mut self, outer: &str) {
        let Some(open) = self.open.last() else {
            return;
        };
        let span = self.span(open.start as usize, open.end as usize);
        let name = quote(open.name);
        let problem = format!("`{name}` is not closed before `</{}>`", quote(outer));
        self.diagnostics
            .error("unclosed-element", problem, span)
            .label(format!("expected `</{name}>` after this"));
    }

    /// The text ends, and elements are open.
    pub(super) fn truncated(&mut self) {
        let Some(open) = self.open.last() else {
            return;
        };
        let span = self.span(open.start as usize, open.end as usize);
        let chain: Vec<_> = self
            .open
            .iter()
            .take(6)
            .map(|open| quote(open.name))
            .collect();
        let problem = format!("the file ends before `</{}>`", quote(open.name));
        let help = format!("is the file cut off? Still open: {}", chain.join(", "));
        self.diagnostics
            .error("unclosed-element", problem, span)
            .label("this element is not closed")
            .help(help);
    }

    /// What `quick_xml` refuses. After a syntax error nothing more can be read.
    pub(super) fn malformed(&mut self, error: &Error) {
        let offset = usize::try_from(self.xml.error_position()).unwrap_or(usize::MAX);
        let start = (self.origin + offset).min(self.text.len());
        let rest = &self.text[start..];
        let problem = match error {
            Error::IllFormed(IllFormedError::UnclosedReference) => {
                self.bad_reference(start, start + 1);
                return;
            }
            Error::Syntax(
                SyntaxError::UnclosedTag
                | SyntaxError::UnclosedDoubleQuotedAttributeValue
                | SyntaxError::UnclosedSingleQuotedAttributeValue,
            ) => {
                let name = rest
                    .split([' ', '\t', '\r', '\n', '>'])
                    .next()
                    .unwrap_or(rest);
                format!("the file ends inside the tag `{}`", quote(name))
            }
            Error::Syntax(SyntaxError::UnclosedComment) => {
                "the file ends inside a comment".to_owned()
            }
            Error::Syntax(SyntaxError::UnclosedCData) => {
                "the file ends inside a CDATA section".to_owned()
            }
            other => format!("this is not XML: {other}"),
        };
        let end = start + rest.find('\n').unwrap_or(rest.len());
        self.diagnostics
            .error("malformed-xml", problem, self.span(start, end));
        if matches!(error, Error::Syntax(_)) {
            self.open.clear();
        }
    }

    pub(super) fn declaration(&mut self, declaration: &BytesDecl<'_>) {
        let Some(Ok(encoding)) = declaration.encoding() else {
            return;
        };
        let same = ["utf-8", "utf8", "us-ascii"];
        if same.iter().any(|name| name.eq_ignore_ascii_case(&encoding)) {
            return;
        }
        self.diagnostics
            .error(
                "unsupported-encoding",
                format!(
                    "the XML declaration says that the file is in `{}`",
                    quote(&encoding)
                ),
                self.span(self.event, self.offset()),
            )
            .label("expected UTF-8");
    }

    pub(super) fn document_type(&mut self) {
        let (start, end) = (self.event, self.offset());
        let read = self.text.get(start..end).unwrap_or_default();
        let space = read.find('<').unwrap_or_default();
        self.diagnostics.error(
            "document-type",
            "CSDL has no document type declaration",
            self.span(start + space, end),
        );
    }

    /// The text of a reference between `&` and `;` that was just read.
    pub(super) fn reference(&mut self, name: &str) -> Str<'a> {
        match unescape::character(name) {
            Some(character) => Cow::Owned(character.to_string()),
            None => {
                let end = self.offset();
                self.bad_reference(end - name.len() - "&;".len(), end);
                Cow::Borrowed("")
            }
        }
    }

    pub(super) fn bad_reference(&mut self, start: usize, end: usize) {
        let text = self.text.get(start..end).unwrap_or_default();
        let problem = match text.ends_with(';') {
            true => format!("the entity `{}` is not one of XML's own", quote(text)),
            false => "`&` begins no entity reference".to_owned(),
        };
        self.diagnostics
            .error("bad-reference", problem, self.span(start, end))
            .help("write `&amp;` for an ampersand");
    }

    pub(super) fn bad_attribute(
        &mut self,
        start: usize,
        end: usize,
        problem: impl Into<String>,
    ) -> &mut Diagnostic {
        let span = self.span(start, end);
        self.diagnostics.error("malformed-xml", problem, span)
    }

    pub(super) fn unknown_attribute(&mut self, attribute: Attribute<'a>) {
        let element = self.described();
        let problem = format!(
            "{element} has an unknown attribute `{}`, which is ignored",
            quote(attribute.name)
        );
        self.diagnostics
            .warning("unknown-attribute", problem, self.value_span(attribute));
    }
}
