//! What `expand` takes.

use std::fmt;
use std::marker::PhantomData;

use super::advanced::{Consistency, is_directory_object};
use super::clause::{self, Clause};
use super::filter::Condition;
use super::operand::{IntoTerm, Term};
use super::orderby::Order;
use super::path::PropertyPath;
use super::queried::{HasProperties, Queried};
use super::search::{Dialect, Searched};
use super::select::Selection;
use crate::cast::IsA;
use crate::error::Error;
use crate::model::Model;
use crate::property::Navigation;

/// A navigation property of `M` whose target `T` comes in the same answer, with options of its own
/// (OData URL Conventions 4.01, clause 5.1.3): `User::MANAGER.expand().select(DirectoryObject::ID)`.
///
/// An option that is set twice has the second value.
#[must_use = "it does nothing until it is given to a request"]
pub struct Expand<M: ?Sized, T: ?Sized> {
    term: Term,
    options: Vec<(&'static str, String)>,
    types: PhantomData<fn(*const M) -> *const T>,
}

/// How many levels `$levels` expands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Levels {
    /// So many.
    Of(u32),
    /// As many as there are.
    Max,
}

impl From<u32> for Levels {
    fn from(levels: u32) -> Self {
        Self::Of(levels)
    }
}

impl<M, T> Navigation<M, T> {
    /// The property in `$expand`, to be given options.
    pub fn expand(self) -> Expand<M, T> {
        Expand::new(self.into_term())
    }

    /// The property in `$expand`, its target taken for a type that derives from the declared one: a manager is declared as a directory
    /// object, and has the properties of a user.
    pub fn expand_as<D>(self) -> Expand<M, D>
    where
        T: Queried,
        D: Model + IsA<T::Model>,
    {
        Expand::new(self.into_term())
    }
}

impl<M, T> PropertyPath<M, T> {
    /// The path in `$expand`, to be given options: `microsoft.graph.itemAttachment/item`.
    pub fn expand(self) -> Expand<M, T> {
        Expand::new(self.into_term())
    }
}

impl<M: ?Sized, T: ?Sized> Expand<M, T> {
    fn new(term: Term) -> Self {
        Self {
            term,
            options: Vec::new(),
            types: PhantomData,
        }
    }

    fn option(mut self, name: &'static str, value: String) -> Self {
        match self.options.iter_mut().find(|(set, _)| *set == name) {
            Some((_, old)) => *old = value,
            None => self.options.push((name, value)),
        }
        self
    }

    fn clause(mut self, name: &'static str, clause: Clause) -> Self {
        self.join(clause.consistency, clause.fault.as_ref());
        self.option(name, clause.text)
    }

    fn join(&mut self, consistency: Consistency, fault: Option<&Error>) {
        self.term.consistency = self.term.consistency.max(consistency);
        if self.term.fault.is_none() {
            self.term.fault = fault.cloned();
        }
    }

    /// `$top`: at most so many of them.
    pub fn top(self, items: u32) -> Self {
        self.option("$top", items.to_string())
    }

    /// `$skip`: without the first so many.
    pub fn skip(self, items: u32) -> Self {
        self.option("$skip", items.to_string())
    }

    /// `$count=true`: the answer says how many there are.
    pub fn count(self) -> Self {
        self.option("$count", "true".to_owned())
    }

    /// `$levels`: the target's own target too, and so on. An advanced query where the type derives from `directoryObject`.
    pub fn levels(mut self, levels: impl Into<Levels>) -> Self {
        self.join(Consistency::Eventual, None);
        let levels = match levels.into() {
            Levels::Of(levels) => levels.to_string(),
            Levels::Max => "max".to_owned(),
        };
        self.option("$levels", levels)
    }
}

impl<M, T: Queried> Expand<M, T> {
    /// `$select`: only these properties.
    pub fn select(self, properties: impl Selection<T::Model>) -> Self {
        self.clause("$select", Clause::of(|clause| properties.append(clause)))
    }

    /// `$filter`: only those for which this holds.
    pub fn filter(mut self, condition: impl Condition<T::Model>) -> Self {
        let parts = condition.parts();
        self.join(parts.consistency, parts.fault);
        self.option("$filter", parts.text.to_owned())
    }

    /// `$orderby`: in this order.
    pub fn orderby(self, order: impl Order<T::Model>) -> Self {
        self.clause("$orderby", Clause::of(|clause| order.append(clause)))
    }

    /// `$expand`: with what belongs to them.
    pub fn expand(self, properties: impl Expansion<T::Model>) -> Self {
        self.clause("$expand", Clause::of(|clause| properties.append(clause)))
    }

    /// `$search`: only those with this text.
    pub fn search(mut self, text: impl Searched<T::Model>) -> Self {
        let dialect = match T::queried_shape() {
            Some(shape) if is_directory_object(shape) => Dialect::Clauses,
            _ => Dialect::Keywords,
        };
        let (text, fault) = text.text(dialect);
        self.join(Consistency::Eventual, fault);
        let text = text.into_owned();
        self.option("$search", text)
    }
}

impl<M: ?Sized, T: ?Sized> Clone for Expand<M, T> {
    fn clone(&self) -> Self {
        Self {
            term: self.term.clone(),
            options: self.options.clone(),
            types: PhantomData,
        }
    }
}

impl<M: ?Sized, T: ?Sized> fmt::Debug for Expand<M, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expand")
            .field(&self.term.shown())
            .field(&self.options)
            .finish()
    }
}

/// What of the model `M` comes in the same answer: constants of navigation properties, what their `expand` makes of them, tuples of up
/// to 12 of these, or a text as OData writes it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nothing that can be expanded in `{M}`",
    note = "navigation properties are expanded, `User::MANAGER`, with options where wanted, `User::MANAGER.expand().select(…)`"
)]
pub trait Expansion<M> {
    /// Appends the properties, with commas between.
    #[doc(hidden)]
    fn append(&self, clause: &mut Clause);
}

impl<M: HasProperties<B>, B, T> Expansion<M> for Navigation<B, T> {
    fn append(&self, clause: &mut Clause) {
        clause.push(self.name());
    }
}

impl<M: HasProperties<B>, B, T> Expansion<M> for PropertyPath<B, T> {
    fn append(&self, clause: &mut Clause) {
        self.term().append(clause);
    }
}

impl<M: HasProperties<B>, B, T> Expansion<M> for Expand<B, T> {
    fn append(&self, clause: &mut Clause) {
        self.term.append(clause);
        for (index, (name, value)) in self.options.iter().enumerate() {
            clause.text.push(if index == 0 { '(' } else { ';' });
            clause.text.push_str(name);
            clause.text.push('=');
            clause.text.push_str(value);
        }
        if !self.options.is_empty() {
            clause.text.push(')');
        }
    }
}

clause::parts!(Expansion);
