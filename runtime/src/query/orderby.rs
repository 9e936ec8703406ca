//! What `orderby` takes.

use std::fmt;
use std::marker::PhantomData;

use super::clause::{self, Clause};
use super::operand::{IntoTerm, Operand, Term};
use super::path::PropertyPath;
use super::queried::HasProperties;
use crate::property::Property;

/// One criterion of `$orderby`: an expression over `M` and a direction.
pub struct Sorted<M: ?Sized> {
    term: Term,
    direction: Direction,
    model: PhantomData<fn(*const M)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Ascending,
    Descending,
}

impl<M: ?Sized> Sorted<M> {
    pub(super) fn new(term: Term, direction: Direction) -> Self {
        Self {
            term,
            direction,
            model: PhantomData,
        }
    }
}

impl<M: ?Sized> Clone for Sorted<M> {
    fn clone(&self) -> Self {
        Self::new(self.term.clone(), self.direction)
    }
}

impl<M: ?Sized> fmt::Debug for Sorted<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Sorted")
            .field(&self.term.shown())
            .field(&self.direction)
            .finish()
    }
}

/// In which order things of the model `M` come: constants (the least first), what their `desc` and `asc` make of them, tuples of up to
/// 12 of these, or a text as OData writes it.
#[diagnostic::on_unimplemented(
    message = "`{M}` cannot be ordered by `{Self}`",
    note = "an order is a property constant, `User::CITY`, or `User::CITY.desc()`, or a tuple of them"
)]
pub trait Order<M> {
    /// Appends the criteria, with commas between.
    #[doc(hidden)]
    fn append(&self, clause: &mut Clause);
}

impl<M: HasProperties<B>, B> Order<M> for Sorted<B> {
    fn append(&self, clause: &mut Clause) {
        self.term.append(clause);
        if self.direction == Direction::Descending {
            clause.text.push_str(" desc");
        }
    }
}

impl<M: HasProperties<B>, B, T> Order<M> for Property<B, T> {
    fn append(&self, clause: &mut Clause) {
        clause.push(self.name());
    }
}

impl<M: HasProperties<B>, B, T> Order<M> for PropertyPath<B, T> {
    fn append(&self, clause: &mut Clause) {
        self.term().append(clause);
    }
}

impl<M: HasProperties<B>, B, T> Order<M> for Operand<B, T> {
    fn append(&self, clause: &mut Clause) {
        self.clone().into_term().append(clause);
    }
}

clause::parts!(Order);
