//! The attributes of the element that was met last.

use super::namespaces::{Namespace, is_before_4};
use super::unescape::{self, BadReference};
use super::{Reader, Tag};
use crate::csdl::Str;
use crate::csdl::xml::quote;
use crate::diagnostics::Span;
use std::borrow::Cow;

/// Elements with more attributes than this are an error: none in CSDL has a dozen.
const MAX_ATTRIBUTES: usize = 64;

/// Those of one element. Whoever reads the element takes them out one by one.
#[derive(Debug, Default)]
pub(super) struct Attributes<'a> {
    pub(super) tag: Option<Tag<'a>>,
    list: Vec<Attribute<'a>>,
    /// A bit for each of `list` that nobody took yet.
    untaken: u64,
}

/// An attribute as it is written.
#[derive(Debug, Clone, Copy)]
pub(in crate::csdl) struct Attribute<'a> {
    pub(in crate::csdl) name: &'a str,
    raw: &'a str,
    /// Offset of `raw`.
    start: usize,
    /// Whether `raw` is the value, for there is nothing in it to replace.
    is_plain: bool,
}

/// What a byte means to an attribute's value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Plain,
    Quote,
    /// `&`, or white space other than a blank.
    Special,
    /// `<`.
    Markup,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Plain; 256];
    classes[b'"' as usize] = Class::Quote;
    classes[b'\'' as usize] = Class::Quote;
    classes[b'&' as usize] = Class::Special;
    classes[b'\t' as usize] = Class::Special;
    classes[b'\n' as usize] = Class::Special;
    classes[b'\r' as usize] = Class::Special;
    classes[b'<' as usize] = Class::Markup;
    classes
};

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

impl<'a> Attributes<'a> {
    fn clear(&mut self) {
        self.list.clear();
        self.untaken = 0;
    }

    /// The untaken one of this name.
    fn take(&mut self, name: &str) -> Option<Attribute<'a>> {
        self.take_where(|attribute| attribute.name == name)
    }

    /// The first untaken one that is wanted.
    fn take_where(&mut self, wanted: impl Fn(&Attribute<'a>) -> bool) -> Option<Attribute<'a>> {
        let mut rest = self.untaken;
        while rest != 0 {
            let index = rest.trailing_zeros();
            let attribute = self.list.get(index as usize)?;
            if wanted(attribute) {
                self.untaken &= !(1 << index);
                return Some(*attribute);
            }
            rest &= rest - 1;
        }
        None
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.untaken != 0 && self.list.iter().any(|one| one.name == name)
    }

    /// The text of an attribute, taken or not, to tell a person which element is meant.
    pub(super) fn peek(&self, name: &str) -> Option<&'a str> {
        self.list
            .iter()
            .find(|one| one.name == name)
            .map(|one| one.raw)
    }
}

impl<'a> Reader<'a, '_> {
    /// Reads what follows the name in a tag; `offset` is where that is.
    pub(super) fn read_attributes(&mut self, text: &'a str, offset: usize) {
        self.attributes.clear();
        let bytes = text.as_bytes();
        let skip_spaces = |mut at: usize| {
            while bytes.get(at).is_some_and(|byte| is_space(*byte)) {
                at += 1;
            }
            at
        };
        let mut has_prefix = false;
        let mut at = 0;
        loop {
            let name_start = skip_spaces(at);
            if name_start == bytes.len() {
                break;
            }
            if name_start == at {
                self.bad_attribute(
                    offset + at,
                    offset + at + 1,
                    "attributes are not parted by a space",
                );
            }
            at = name_start;
            while bytes
                .get(at)
                .is_some_and(|byte| *byte != b'=' && !is_space(*byte))
            {
                has_prefix |= bytes[at] == b':';
                at += 1;
            }
            let name = &text[name_start..at];
            let equals = skip_spaces(at);
            let quote_at = skip_spaces(equals + 1);
            let mark = match (bytes.get(equals), bytes.get(quote_at)) {
                (Some(b'='), Some(mark @ (b'"' | b'\''))) if !name.is_empty() => *mark,
                _ => {
                    let end = at.max(name_start + 1);
                    let problem = format!(
                        "the attribute `{}` has no value in quotation marks",
                        quote(name)
                    );
                    self.bad_attribute(offset + name_start, offset + end, problem);
                    if bytes.get(equals) == Some(&b'=') {
                        // The value goes up to the next blank.
                        at = quote_at;
                        while bytes.get(at).is_some_and(|byte| !is_space(*byte)) {
                            at += 1;
                        }
                    }
                    continue;
                }
            };
            let start = quote_at + 1;
            let mut is_plain = true;
            let mut end = start;
            loop {
                let Some(byte) = bytes.get(end) else {
                    let problem =
                        format!("the value of the attribute `{}` has no end", quote(name));
                    self.bad_attribute(offset + quote_at, offset + end, problem);
                    return;
                };
                match CLASSES[usize::from(*byte)] {
                    Class::Plain => {}
                    Class::Quote if *byte == mark => break,
                    Class::Quote => {}
                    Class::Special => is_plain = false,
                    Class::Markup => {
                        let problem =
                            format!("the value of the attribute `{}` contains `<`", quote(name));
                        self.bad_attribute(offset + end, offset + end + 1, problem)
                            .help("write `&lt;`");
                    }
                }
                end += 1;
            }
            at = end + 1;
            let raw = &text[start..end];
            self.add(Attribute {
                name,
                raw,
                start: offset + start,
                is_plain,
            });
        }
        if has_prefix {
            self.set_prefixed_aside();
        }
    }

    fn add(&mut self, attribute: Attribute<'a>) {
        let name = attribute.name;
        let count = self.attributes.list.len();
        if self.attributes.list.iter().any(|other| other.name == name) {
            let problem = format!("the attribute `{}` is given a second time", quote(name));
            self.diagnostics
                .error("duplicate-attribute", problem, self.value_span(attribute));
        } else if count == MAX_ATTRIBUTES {
            let problem = format!("the element has more than {MAX_ATTRIBUTES} attributes");
            self.diagnostics
                .error("too-many-attributes", problem, self.value_span(attribute));
        } else {
            self.attributes.list.push(attribute);
            if name == "xmlns" {
                self.declare("", attribute);
            } else {
                self.attributes.untaken |= 1 << count;
            }
        }
    }

    fn declare(&mut self, prefix: &'a str, attribute: Attribute<'a>) {
        let uri = self.value(attribute);
        self.namespaces.declare(prefix, &uri);
        if is_before_4(&uri) {
            self.diagnostics
                .warning(
                    "old-namespace",
                    format!(
                        "`{}` is a namespace of CSDL before version 4.0",
                        quote(&uri)
                    ),
                    self.value_span(attribute),
                )
                .label("read as if it were CSDL 4.0");
        }
    }

    /// Declarations take effect; other attributes with a prefix mean nothing to CSDL.
    fn set_prefixed_aside(&mut self) {
        for index in 0..self.attributes.list.len() {
            let attribute = self.attributes.list[index];
            if let Some(prefix) = attribute.name.strip_prefix("xmlns:") {
                self.attributes.untaken &= !(1 << index);
                self.declare(prefix, attribute);
            }
        }
        for index in 0..self.attributes.list.len() {
            let attribute = self.attributes.list[index];
            let Some((prefix, _)) = attribute.name.split_once(':') else {
                continue;
            };
            self.attributes.untaken &= !(1 << index);
            if prefix != "xmlns" && self.namespaces.resolve(prefix) == Namespace::Undeclared {
                self.diagnostics.error(
                    "undeclared-prefix",
                    format!(
                        "the prefix of the attribute `{}` is not declared",
                        quote(attribute.name)
                    ),
                    self.value_span(attribute),
                );
            }
        }
    }

    /// Takes the attribute of this name.
    pub(in crate::csdl) fn take(&mut self, name: &str) -> Option<Attribute<'a>> {
        self.attributes.take(name)
    }

    /// Takes the first attribute that is wanted.
    pub(in crate::csdl) fn take_where(
        &mut self,
        wanted: impl Fn(&str) -> bool,
    ) -> Option<Attribute<'a>> {
        self.attributes
            .take_where(|attribute| wanted(attribute.name))
    }

    /// Warns about the attributes that nobody took.
    pub(in crate::csdl) fn finish_attributes(&mut self) {
        while let Some(attribute) = self.attributes.take_where(|_| true) {
            self.unknown_attribute(attribute);
        }
    }

    /// The value of an attribute, without references.
    pub(in crate::csdl) fn value(&mut self, attribute: Attribute<'a>) -> Str<'a> {
        if attribute.is_plain {
            return Cow::Borrowed(attribute.raw);
        }
        let mut problems = Vec::new();
        let value = unescape::attribute(attribute.raw, |problem| problems.push(problem));
        for problem in problems {
            let (start, end) = match problem {
                BadReference::Unterminated(at) => (at, at + 1),
                BadReference::Unknown(start, end) => (start, end),
            };
            self.bad_reference(attribute.start + start, attribute.start + end);
        }
        Cow::Owned(value)
    }

    /// The place of an attribute's value.
    pub(in crate::csdl) fn value_span(&self, attribute: Attribute<'a>) -> Span {
        self.span(attribute.start, attribute.start + attribute.raw.len())
    }
}
