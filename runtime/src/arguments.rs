//! Arguments of actions and functions.

use std::borrow::Cow;
use std::fmt;

use crate::cast::IsA;
use crate::codec::push_string;
use crate::content;
use crate::delta::Latest;
use crate::error::Error;
use crate::field::Value;
use crate::model::Model;
use crate::parameters::{self, Parameters};
use crate::path::{Literal, Path, push_literal, push_quoted};
use crate::slot::{LiteralKind, View};

/// The arguments of an action or a function, in the order they were given.
///
/// An absent value is left out; null is an argument.
#[derive(Clone, Default)]
pub struct Arguments {
    /// `None` where the operation has no parameters at all.
    given: Option<Vec<Argument>>,
    fault: Option<Error>,
}

#[derive(Clone)]
struct Argument {
    name: Cow<'static, str>,
    /// The value as JSON.
    json: String,
    form: Form,
}

/// How the value is written in a URL.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As its JSON: numbers, Booleans, null, objects and lists.
    Json,
    /// The text of the JSON string, in quotes, after a prefix.
    Quoted(&'static str),
    /// The text of the JSON string, bare.
    Bare,
}

impl Arguments {
    /// For an operation without parameters.
    pub fn none() -> Self {
        Self::default()
    }

    /// What a parameter struct sets: unset fields are left out, null ones are null.
    pub fn of(parameters: impl Parameters) -> Self {
        Self::none().and(&parameters)
    }

    /// These arguments and what a parameter struct sets.
    pub fn and(mut self, parameters: &impl Parameters) -> Self {
        self.given.get_or_insert_default();
        let rest = parameters::each(parameters, &mut |name, view| {
            self.put(Cow::Borrowed(name), view);
        });
        for (name, json) in rest.iter().flat_map(|rest| rest.iter()) {
            if !name.contains('@') {
                self.put(Cow::Owned(name.to_owned()), View::Json(json));
            }
        }
        self
    }

    /// Adds an argument.
    pub fn set<V: Value>(&mut self, name: &'static str, value: impl Into<V>) {
        self.given.get_or_insert_default();
        self.put(Cow::Borrowed(name), value.into().view());
    }

    /// Adds a model. One of a type derived from `T` names its type.
    pub fn set_model<T: Model>(&mut self, name: &'static str, value: impl IsA<T>) {
        match content::positioned::<T, _>(&value) {
            Ok(json) => self.place(Argument {
                name: Cow::Borrowed(name),
                json: json.to_string(),
                form: Form::Json,
            }),
            Err(fault) => {
                self.fault.get_or_insert(fault);
            }
        }
    }

    fn place(&mut self, argument: Argument) {
        let given = self.given.get_or_insert_default();
        match given.iter_mut().find(|old| old.name == argument.name) {
            Some(old) => *old = argument,
            None => given.push(argument),
        }
    }

    /// These arguments and one more, which replaces one of the same name. An absent value is left out.
    pub fn with(mut self, name: &'static str, value: View<'_>) -> Self {
        self.given.get_or_insert_default();
        self.put(Cow::Borrowed(name), value);
        self
    }

    fn put(&mut self, name: Cow<'static, str>, value: View<'_>) {
        let form = match value {
            View::Absent => return,
            View::Text(_) => Form::Quoted(""),
            View::Literal(_, kind) => match kind {
                LiteralKind::Bare => Form::Bare,
                LiteralKind::Duration => Form::Quoted("duration"),
                LiteralKind::Binary => Form::Quoted("binary"),
                LiteralKind::Enumeration | LiteralKind::Flags => Form::Quoted(""),
            },
            View::I64Text(_) => Form::Bare,
            View::Json(json) if json.as_str().starts_with('"') => Form::Quoted(""),
            _ => Form::Json,
        };
        let json = match content::argument(value) {
            Ok(json) => json,
            Err(fault) => {
                self.fault.get_or_insert(fault);
                return;
            }
        };
        self.place(Argument { name, json, form });
    }

    /// The body of an action; `None` for one without parameters.
    pub(crate) fn into_body(self) -> Option<Result<Vec<u8>, Error>> {
        let given = self.given?;
        if let Some(fault) = self.fault {
            return Some(Err(fault));
        }
        let mut body = String::from("{");
        for (index, argument) in given.iter().enumerate() {
            if index > 0 {
                body.push(',');
            }
            push_string(&mut body, &argument.name);
            body.push(':');
            body.push_str(&argument.json);
        }
        body.push('}');
        Some(Ok(body.into_bytes()))
    }

    /// Appends the call of a function to a path.
    pub(crate) fn push_call(
        self,
        path: &mut Path,
        function: &str,
        overloads: &[&'static [&'static str]],
    ) {
        let given = self.given.as_deref().unwrap_or_default();
        let fits = |overload: &&&'static [&'static str]| {
            given.iter().all(|argument| {
                overload
                    .iter()
                    .any(|row| Parameter::of(row).name == argument.name)
            })
        };
        if let Some(fault) = self.fault {
            path.fail(fault);
        }
        let Some(overload) = overloads
            .iter()
            .filter(fits)
            .min_by_key(|overload| overload.len())
        else {
            path.fail(no_overload(function, overloads, given));
            return;
        };
        path.push_call(
            function,
            overload.iter().filter_map(|row| {
                let parameter = Parameter::of(row);
                match given
                    .iter()
                    .find(|argument| argument.name == parameter.name)
                {
                    Some(argument) => Some((parameter.name, argument as &dyn Literal)),
                    None if parameter.is_optional => None,
                    None => Some((parameter.name, &Null as &dyn Literal)),
                }
            }),
        );
        path.set_latest(Latest::of(function, overloads));
    }
}

/// A parameter of a function as an overload names it: `name`, or `name?` where it is optional.
struct Parameter {
    name: &'static str,
    is_optional: bool,
}

impl Parameter {
    fn of(row: &'static str) -> Self {
        match row.strip_suffix('?') {
            Some(name) => Self {
                name,
                is_optional: true,
            },
            None => Self {
                name: row,
                is_optional: false,
            },
        }
    }
}

fn no_overload(function: &str, overloads: &[&'static [&'static str]], given: &[Argument]) -> Error {
    let list = |names: &mut dyn Iterator<Item = &str>| names.collect::<Vec<_>>().join(", ");
    let set = list(&mut given.iter().map(|argument| &*argument.name));
    let forms: Vec<String> = overloads
        .iter()
        .map(|overload| format!("{function}({})", list(&mut overload.iter().copied())))
        .collect();
    Error::refused(format!(
        "no overload takes the arguments {set}; there are {}",
        forms.join(", ")
    ))
}

struct Null;

impl Literal for Null {
    fn push(&self, text: &mut String) {
        text.push_str("null");
    }
}

impl Literal for Argument {
    fn push(&self, text: &mut String) {
        let string = match self.form {
            Form::Json => None,
            Form::Quoted(_) | Form::Bare => serde_json::from_str::<String>(&self.json).ok(),
        };
        match (string, self.form) {
            (Some(string), Form::Quoted(prefix)) => {
                text.push_str(prefix);
                push_quoted(text, &string);
            }
            (Some(string), _) => push_literal(text, &string),
            (None, _) => push_literal(text, &self.json),
        }
    }
}

impl fmt::Debug for Arguments {
    /// The names alone: arguments may be passwords.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.given.iter().flatten().map(|argument| &argument.name);
        f.debug_set().entries(names).finish()
    }
}

#[cfg(test)]
mod tests;
