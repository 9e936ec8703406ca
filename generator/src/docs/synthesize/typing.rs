//! The type of a property or parameter, from what its JSON and its row in a table say together.

use super::draft::{Catalog, Type, Use};
use super::names::{TypeName, linked_page};
use super::words::{self, Trust, Wire};
use crate::csdl::Cardinality;
use crate::diagnostics::{Diagnostics, Span};
use crate::docs::json::{Node, Value};
use crate::docs::page::{Link, PageKey, PropertyRow};
use crate::model::Primitive;

/// Where a type is asked for.
#[derive(Clone, Copy)]
pub(super) struct Asked<'q, 's> {
    /// The page, which links of a section alone lead into.
    pub(super) page: &'q PageKey,
    /// The JSON that stands for the type, or is a value of it.
    pub(super) json: Option<&'s Node<'s>>,
    /// The row of the table.
    pub(super) row: Option<&'s PropertyRow<'s>>,
    /// Where to point without either.
    pub(super) span: Span,
}

/// What one source says.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Said {
    Primitive(Primitive, Trust),
    Described(Type),
    /// An object of a type that no page describes, or that is not named.
    Object,
    Nothing,
}

impl<'s> Catalog<'s> {
    /// The type of what is asked for. An object whose type no page describes is untyped, with a warning.
    pub(super) fn type_of(&self, asked: Asked<'_, 's>, diagnostics: &mut Diagnostics) -> Use {
        let (json, in_array) = asked.json.map_or((Said::Nothing, false), |json| {
            let (element, in_array) = element(json);
            (self.json_says(element), in_array)
        });
        let (cell, in_words) = asked.row.map_or((Said::Nothing, false), |row| {
            self.cell_says(row, asked.page)
        });
        let many = in_array || in_words || asked.json.is_some_and(says_collection);
        let span = asked.json.map_or(asked.span, |json| json.span);
        let ty = self.usable(self.decide(json, cell, asked, span, diagnostics));
        Use {
            ty,
            cardinality: if many {
                Cardinality::Many
            } else {
                Cardinality::One
            },
            span,
        }
    }

    fn decide(
        &self,
        json: Said,
        cell: Said,
        asked: Asked<'_, 's>,
        span: Span,
        diagnostics: &mut Diagnostics,
    ) -> Type {
        match (json, cell) {
            // What a value says it is may derive from what the link leads to.
            (Said::Described(Type::Structured(one)), Said::Described(Type::Structured(linked)))
                if self.is_a(one, linked) =>
            {
                Type::Structured(linked)
            }
            (Said::Described(ty), _) => ty,
            (Said::Object | Said::Nothing, Said::Described(ty)) => ty,
            (Said::Primitive(primitive, _), Said::Described(ty)) => {
                if fits(primitive, ty) {
                    ty
                } else {
                    Type::Primitive(primitive)
                }
            }
            (Said::Primitive(json, sure), Said::Primitive(cell, words)) => {
                Type::Primitive(if counts((cell, words), (json, sure), asked.json) {
                    cell
                } else {
                    json
                })
            }
            (Said::Primitive(primitive, _), _) | (Said::Nothing, Said::Primitive(primitive, _)) => {
                Type::Primitive(primitive)
            }
            (Said::Object, _) => {
                let name = asked.json.map(|json| element(json).0).and_then(type_named);
                let problem = match name {
                    Some(name) => {
                        format!("no page describes `{name}`: values of it are read as any JSON")
                    }
                    None => "no page names the type of this object: it is read as any JSON".into(),
                };
                diagnostics.warning("type-not-described", problem, span);
                Type::Primitive(Primitive::Untyped)
            }
            (Said::Nothing, _) => {
                let problem = "no page says of which type this is: it is read as any JSON";
                diagnostics.warning("type-not-described", problem, span);
                Type::Primitive(Primitive::Untyped)
            }
        }
    }

    /// An enumeration of which no member is known is a string.
    fn usable(&self, ty: Type) -> Type {
        match ty {
            Type::Enum(index) if self.enums[index].members.is_empty() => {
                Type::Primitive(Primitive::String)
            }
            _ => ty,
        }
    }

    /// The type that a link leads to.
    pub(super) fn linked(&self, link: &Link<'_>, page: &PageKey) -> Option<Type> {
        let (key, section) = linked_page(&link.target)?;
        let key = if key.0.is_empty() { page } else { &key };
        self.on_page(key, section)
    }

    fn json_says(&self, node: &Node<'_>) -> Said {
        match &node.value {
            Value::Null | Value::Array(_) => Said::Nothing,
            Value::Bool(_) => Said::Primitive(Primitive::Boolean, Trust::Word),
            Value::Number(text) => Said::Primitive(number(text), Trust::Kind),
            Value::Object(_) => match type_named(node) {
                // `{"@odata.type": "Edm.Stream"}`.
                Some(name) if name.contains("Edm.") => self.string_says(name),
                Some(name) => TypeName::parse(name)
                    .and_then(|name| self.find(&name))
                    .map_or(Said::Object, Said::Described),
                None => Said::Object,
            },
            Value::String(text) => self.string_says(text),
        }
    }

    fn string_says(&self, text: &str) -> Said {
        let (text, _) = words::collection(text);
        if let Some((ty, trust)) = words::primitive(text) {
            return Said::Primitive(ty, trust);
        }
        let name = text.trim_start_matches('#');
        if name.starts_with("microsoft.")
            && let Some(name) = TypeName::parse(name)
        {
            return self.find(&name).map_or(Said::Object, Said::Described);
        }
        if is_timestamp(text) {
            return Said::Primitive(Primitive::DateTimeOffset, Trust::Word);
        }
        // As in `"4.2"`.
        if text.contains('.') && text.parse::<f64>().is_ok() {
            return Said::Primitive(Primitive::Double, Trust::Kind);
        }
        Said::Primitive(Primitive::String, Trust::Kind)
    }

    fn cell_says(&self, row: &PropertyRow<'_>, page: &PageKey) -> (Said, bool) {
        let Some(cell) = &row.ty else {
            return (Said::Nothing, false);
        };
        let (text, many) = words::collection(&cell.text);
        if let Some(link) = &row.link
            && let Some(ty) = self.linked(link, page)
        {
            return (Said::Described(ty), many);
        }
        // The text of a link to a page that is not there, in the source language, is the name all the same.
        let text = row.link.as_ref().map_or(text, |link| link.text.as_ref());
        let (text, inner_many) = words::collection(text);
        let many = many || inner_many;
        if let Some((ty, trust)) = words::primitive(text) {
            return (Said::Primitive(ty, trust), many);
        }
        let named = TypeName::parse(text).and_then(|name| self.find(&name));
        (named.map_or(Said::Nothing, Said::Described), many)
    }
}

/// What stands in an array, however deep: that is rare, and one level is all that types have.
fn element<'n, 's>(json: &'n Node<'s>) -> (&'n Node<'s>, bool) {
    match &json.value {
        Value::Array(items) => (items.first().unwrap_or(json), true),
        _ => (json, false),
    }
}

/// `"String collection"`.
fn says_collection(json: &Node<'_>) -> bool {
    matches!(&element(json).0.value, Value::String(text) if words::collection(text).1)
}

/// Whether the word of a table counts more than the JSON. A string in JSON stands for anything now and then; a
/// number or a boolean is one.
fn counts(word: (Primitive, Trust), json: (Primitive, Trust), node: Option<&Node<'_>>) -> bool {
    if words::wire(word.0) == words::wire(json.0) {
        return word.1 >= json.1;
    }
    let is_string = node.is_some_and(|node| matches!(element(node).0.value, Value::String(_)));
    is_string && json.1 == Trust::Kind
}

/// Whether a value of this kind can be of that type.
fn fits(primitive: Primitive, ty: Type) -> bool {
    match ty {
        Type::Enum(_) => primitive == Primitive::String,
        Type::Structured(_) => {
            primitive == Primitive::String || words::wire(primitive) == Wire::Any
        }
        Type::Primitive(_) => true,
    }
}

/// The value of `@odata.type`.
pub(super) fn type_named<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    let Value::Object(members) = &node.value else {
        return None;
    };
    let named = members.iter().find(|one| one.name == "@odata.type")?;
    match &named.value.value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// The type of a number that is an example.
fn number(text: &str) -> Primitive {
    if text.contains(['.', 'e', 'E']) {
        Primitive::Double
    } else if text.parse::<i32>().is_ok() {
        Primitive::Int32
    } else {
        Primitive::Int64
    }
}

/// Whether a text begins as `2016-12-31T`.
fn is_timestamp(text: &str) -> bool {
    let pattern = b"dddd-dd-ddT";
    text.len() > pattern.len()
        && text.bytes().zip(pattern).all(|(one, want)| match want {
            b'd' => one.is_ascii_digit(),
            _ => one == *want,
        })
}
