//! What stands between the parentheses of a call: literals as far as the request line has them, else variables.

use super::index::{Index, shown};
use super::{Variable, VariableKind};
use crate::csdl::OperationKind;
use crate::lower::items::{Many, Operation, TypePath, Value, ValueType};
use crate::lower::names::Kind;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

/// The names of variables that were made so far, by what they are made of. Making one takes longer than the rest of an expression,
/// and most expressions want the same few.
#[derive(Debug, Default)]
pub(super) struct VariableNames(Mutex<HashMap<String, Arc<str>>>);

impl VariableNames {
    fn of(&self, words: &str) -> Arc<str> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(name) = known.get(words) {
            return Arc::clone(name);
        }
        let name: Arc<str> = Kind::Parameter.rust_name(words).into();
        known.insert(words.to_owned(), Arc::clone(&name));
        name
    }
}

/// The variables of an expression while it is written.
#[derive(Debug)]
pub(super) struct Variables<'n> {
    list: Vec<Variable>,
    taken: HashSet<String>,
    names: &'n VariableNames,
}

/// Names that expressions use otherwise.
const RESERVED: &[&str] = &["graph"];

impl<'n> Variables<'n> {
    pub(super) fn new(names: &'n VariableNames) -> Self {
        Self {
            list: Vec::new(),
            taken: HashSet::new(),
            names,
        }
    }

    pub(super) fn into_list(self) -> Vec<Variable> {
        self.list
    }

    /// A variable for something that the request line does not show.
    pub(super) fn declare(&mut self, name: &str, kind: VariableKind) -> String {
        self.add(name, kind, None)
    }

    fn add(&mut self, name: &str, kind: VariableKind, placeholder: Option<&str>) -> String {
        let mut unique = name.to_owned();
        let mut count = 1;
        while RESERVED.contains(&&*unique) || !self.taken.insert(unique.clone()) {
            count += 1;
            unique = format!("{}_{count}", name.trim_start_matches("r#"));
        }
        self.list.push(Variable {
            name: unique.clone(),
            kind,
            placeholder: placeholder.map(str::to_owned),
        });
        unique
    }

    /// A text: a literal, or a variable where the line has a placeholder.
    pub(super) fn text(&mut self, name: &str, written: &str) -> String {
        self.open(name, written, VariableKind::Text)
            .unwrap_or_else(|| literal(written))
    }

    /// A key: `{id}` is named after the type, any other placeholder as it is.
    pub(super) fn key(&mut self, word: &str, part: &str, written: &str) -> String {
        let Some(inner) = placeholder(written) else {
            return literal(written);
        };
        let name = match inner {
            Some(inner) => self.names.of(inner),
            None => self.names.of(&[word, "-", part].concat()),
        };
        self.add(&name, VariableKind::Key, Some(written))
    }

    /// A number of items.
    pub(super) fn count(&mut self, name: &str, written: &str) -> Option<String> {
        match written.parse::<u32>() {
            Ok(number) => Some(number.to_string()),
            Err(_) => self.open(name, written, VariableKind::Count),
        }
    }

    /// A variable, if the text is a placeholder.
    fn open(&mut self, name: &str, written: &str, kind: VariableKind) -> Option<String> {
        let inner = placeholder(written)?;
        let name = match inner {
            Some(inner) => self.names.of(inner),
            None => name.into(),
        };
        Some(self.add(&name, kind, Some(written)))
    }

    /// The arguments of a call in the order of the method: positional ones, then the struct of the others.
    pub(super) fn arguments(
        &mut self,
        operation: &Operation,
        given: &[(String, String)],
        index: &Index<'_>,
    ) -> Vec<String> {
        let written = |wire: &str| {
            let found = given.iter().find(|(name, _)| name == wire);
            found.map(|(_, text)| text.as_str())
        };
        let mut arguments = Vec::new();
        for one in &operation.positional {
            let text = written(&one.wire);
            arguments.push(self.argument(&one.name, text, &one.ty));
        }
        if let Some(path) = &operation.parameters {
            let fields = match operation.kind {
                OperationKind::Action => Vec::new(),
                OperationKind::Function => self.fields(path, given, operation, index),
            };
            arguments.push(if fields.is_empty() {
                format!("{}::default()", shown(path))
            } else {
                let fields = fields.join(", ");
                format!("{} {{ {fields}, ..Default::default() }}", shown(path))
            });
        }
        arguments
    }

    fn fields(
        &mut self,
        path: &TypePath,
        given: &[(String, String)],
        operation: &Operation,
        index: &Index<'_>,
    ) -> Vec<String> {
        let others = given.iter().filter(|(wire, _)| {
            let mut positional = operation.positional.iter();
            !positional.any(|one| *one.wire == **wire)
        });
        let mut fields = Vec::new();
        for (wire, text) in others {
            let Some(field) = index.parameter(path, wire) else {
                continue;
            };
            if text == "null" {
                fields.push(format!("{}: Field::Null", field.name));
                continue;
            }
            let value = self.argument(&field.name, Some(text), &field.ty);
            let value = match &field.ty.value {
                Value::Enum(path) if value.starts_with('"') => {
                    format!("{}::from({value})", shown(path))
                }
                _ => value,
            };
            fields.push(format!("{}: {value}.into()", field.name));
        }
        fields
    }

    fn argument(&mut self, name: &str, written: Option<&str>, ty: &ValueType) -> String {
        let text = written.filter(|text| !text.starts_with('@'));
        let literal = text.filter(|text| placeholder(text).is_none());
        let literal = literal.and_then(|text| typed_literal(text, ty));
        if let Some(literal) = literal {
            return literal;
        }
        let kind = VariableKind::Argument(ty.clone());
        let named = text.and_then(placeholder).flatten();
        let name = named.map_or_else(|| name.into(), |inner| self.names.of(inner));
        self.add(&name, kind, written)
    }
}

/// Whether a text is a stand-in for a value; and its name, where it says more than `id`.
fn placeholder<'s>(written: &'s str) -> Option<Option<&'s str>> {
    let written = written.trim();
    let first = written.split_once(" |").map_or(written, |(first, _)| first);
    let pairs = [('{', '}'), ('<', '>'), ('(', ')')];
    let inside = |text: &'s str| {
        let mut pairs = pairs.iter();
        pairs.find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close))
    };
    let inner = inside(written).or_else(|| inside(first))?;
    if inner.contains(['{', '}', '/', '"']) {
        return None;
    }
    let name = inner.split('|').next().unwrap_or(inner).trim();
    let says_little = name.is_empty() || name.eq_ignore_ascii_case("id");
    Some((!says_little).then_some(name))
}

fn literal(text: &str) -> String {
    format!("{text:?}")
}

/// A literal of a type, where the text can be one.
fn typed_literal(text: &str, ty: &ValueType) -> Option<String> {
    if ty.many == Many::Collection {
        return None;
    }
    let Value::Builtin(name) = ty.value else {
        return matches!(ty.value, Value::Enum(_)).then(|| literal(text));
    };
    match name {
        "String" => Some(literal(text)),
        "bool" => text.parse::<bool>().ok().map(|value| value.to_string()),
        "i8" | "u8" | "i16" | "i32" => text.parse::<i32>().ok().map(|value| value.to_string()),
        "Int64" => text.parse::<i64>().ok().map(|value| format!("{value}_i64")),
        "Bytes" | "Json" => None,
        lexical => Some(format!("{text:?}.parse::<msgraph_runtime::{lexical}>()?")),
    }
}
