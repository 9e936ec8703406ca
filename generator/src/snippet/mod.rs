//! From a request line to the Rust expression that makes the request with the generated client.
//!
//! The expression follows the methods that were lowered, those that are printed: what no builder offers has no
//! expression, and a [`Gap`] says why.
//!
//! Expressions use the client as `graph`, types by their module (`graph::User`), and the runtime's prelude. What a
//! request line leaves open are variables: keys and arguments by the names of their placeholders, `value` and `patch`
//! for bodies.

mod arguments;
mod end;
mod index;
mod query;
#[cfg(test)]
mod tests;
mod walk;

use crate::docs::page::Method;
use crate::lower::items::{Api, TypePath, ValueType};
use crate::model::Model;
use crate::model::path::{Miss, Resolution, Resolver};
use arguments::VariableNames;
use index::Index;

/// Writes expressions against one lowered client.
pub struct Snippets<'s, 'a> {
    model: &'s Model<'a>,
    index: Index<'s>,
    names: VariableNames,
}

/// An expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    /// The Rust text: `graph.users().id(user_id).get()`.
    pub text: String,
    /// The variables in it, in order.
    pub variables: Vec<Variable>,
}

/// A variable that an expression leaves open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: VariableKind,
    /// The text that it stands for in the request line, without the quotes of an argument; `None` for what the line does
    /// not show.
    pub placeholder: Option<String>,
}

/// What a variable is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VariableKind {
    /// A key.
    Key,
    /// A text: a path, a host, a query option.
    Text,
    /// A number of items.
    Count,
    /// An argument of an operation.
    Argument(ValueType),
    /// A model, to be created or to replace one.
    Model(TypePath),
    /// A patch of a model.
    Patch(TypePath),
    /// A value of a property.
    Property(ValueType),
    /// What a reference is set to.
    Reference,
    /// The bytes of a stream.
    Content,
    /// Their media type.
    ContentType,
}

/// Why a request has no expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Why, in kebab case, equal for all that can be counted together.
    pub kind: &'static str,
    /// The reason, for people.
    pub message: String,
}

impl Gap {
    fn new(kind: &'static str, message: String) -> Self {
        Self { kind, message }
    }
}

impl From<Miss> for Gap {
    fn from(miss: Miss) -> Self {
        Self::new(miss.kind, miss.message)
    }
}

impl<'s, 'a> Snippets<'s, 'a> {
    /// For a client and the model it was lowered from.
    pub fn new(model: &'s Model<'a>, api: &'s Api) -> Self {
        Self {
            model,
            index: Index::new(api),
            names: VariableNames::default(),
        }
    }

    /// The expression for a request line; `target` is all after the verb.
    ///
    /// # Errors
    /// Where the line does not resolve, or no builder offers the request.
    pub fn of(
        &self,
        resolver: &Resolver<'_, '_>,
        method: Method,
        target: &str,
    ) -> Result<Expression, Gap> {
        let resolution = resolver.resolve(method, target)?;
        self.expression(method, target, &resolution)
    }

    /// The expression for a request line that was resolved against the same model.
    ///
    /// # Errors
    /// Where no builder offers the request.
    pub fn expression(
        &self,
        method: Method,
        target: &str,
        resolution: &Resolution,
    ) -> Result<Expression, Gap> {
        let mut options = query::options(target.get(resolution.query.clone()).unwrap_or_default());
        let walked = self.walk(method, resolution, &mut options)?;
        let (ended, variables) = self.end(method, walked)?;
        Ok(query::append(&self.index, ended, variables, &options))
    }
}
