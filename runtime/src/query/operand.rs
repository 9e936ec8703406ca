//! What a comparison has on its left: a property, a path to one, or a function of one.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use super::advanced::Consistency;
use super::clause::Clause;
use super::filter::{Filter, Level};
use super::literal::Comparand;
use super::orderby::{Direction, Sorted};
use super::path::PropertyPath;
use super::queried::HasProperties;
use crate::error::Error;
use crate::property::{Navigation, Property};

/// An expression as text, with what else is known of it.
#[derive(Clone, Debug)]
pub(super) struct Term {
    /// Empty for the entity that is asked about.
    pub(super) text: Cow<'static, str>,
    /// How many `any` and `all` it stands in.
    pub(super) depth: usize,
    pub(super) consistency: Consistency,
    pub(super) fault: Option<Error>,
}

impl Term {
    pub(super) const fn named(name: &'static str) -> Self {
        Self {
            text: Cow::Borrowed(name),
            depth: 0,
            consistency: Consistency::Any,
            fault: None,
        }
    }

    /// The text as an expression writes it.
    pub(super) fn shown(&self) -> &str {
        if self.text.is_empty() {
            "$it"
        } else {
            &self.text
        }
    }

    /// The same with another text.
    pub(super) fn with_text(self, text: String) -> Self {
        Self {
            text: text.into(),
            ..self
        }
    }

    /// A call of a function over it; `rest` appends further arguments.
    pub(super) fn call(self, function: &str, rest: impl FnOnce(&mut String)) -> Self {
        let mut text = String::with_capacity(function.len() + self.shown().len() + ROOM);
        text.push_str(function);
        text.push('(');
        text.push_str(self.shown());
        rest(&mut text);
        text.push(')');
        self.with_text(text)
    }

    /// A Boolean expression that is the term and what `rest` appends.
    pub(super) fn condition<M>(self, level: Level, rest: impl FnOnce(&mut String)) -> Filter<M> {
        let mut text = String::with_capacity(self.shown().len() + ROOM);
        text.push_str(self.shown());
        rest(&mut text);
        Filter::new(text, level, self.consistency, self.fault)
    }

    fn comparison<M, T, V: Comparand<T>>(self, operator: &str, value: &V) -> Filter<M> {
        self.condition(Level::Comparison, |text| {
            text.push_str(operator);
            value.append(text);
        })
    }

    fn in_list<M, T, V: Comparand<T>>(mut self, values: impl IntoIterator<Item = V>) -> Filter<M> {
        let mut values = values.into_iter().peekable();
        if values.peek().is_none() && self.fault.is_none() {
            self.fault = Some(Error::refused(format!(
                "`{}` is to be in a list that is empty: nothing is",
                self.shown()
            )));
        }
        self.condition(Level::Comparison, |text| {
            text.push_str(" in (");
            for (index, value) in values.enumerate() {
                if index > 0 {
                    text.push(',');
                }
                value.append(text);
            }
            text.push(')');
        })
    }

    pub(super) fn append(&self, clause: &mut Clause) {
        clause.push(&self.text);
        clause.join(self.consistency, self.fault.as_ref());
    }
}

/// Room for an operator and a short value.
const ROOM: usize = 48;

/// A value that is worked out of properties of `M`: the result of a function, a count. It is compared and sorted by, not selected.
pub struct Operand<M: ?Sized, T: ?Sized> {
    term: Term,
    types: PhantomData<fn(*const M) -> *const T>,
}

impl<M: ?Sized, T: ?Sized> Operand<M, T> {
    pub(super) fn new(term: Term) -> Self {
        Self {
            term,
            types: PhantomData,
        }
    }
}

impl<M: ?Sized, T: ?Sized> Clone for Operand<M, T> {
    fn clone(&self) -> Self {
        Self::new(self.term.clone())
    }
}

impl<M: ?Sized, T: ?Sized> fmt::Debug for Operand<M, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Operand").field(&self.term.shown()).finish()
    }
}

/// What can be turned into a term.
pub(super) trait IntoTerm {
    fn into_term(self) -> Term;
}

impl<M: ?Sized, T: ?Sized> IntoTerm for Property<M, T> {
    fn into_term(self) -> Term {
        Term::named(self.name())
    }
}

impl<M: ?Sized, T: ?Sized> IntoTerm for Navigation<M, T> {
    fn into_term(self) -> Term {
        Term::named(self.name())
    }
}

impl<M: ?Sized, T: ?Sized> IntoTerm for Operand<M, T> {
    fn into_term(self) -> Term {
        self.term
    }
}

macro_rules! comparisons {
    ($($operand:ident)*) => { $(
        /// Comparisons (OData URL Conventions 4.01, clause 5.1.1.1).
        impl<M, T> $operand<M, T> {
            /// `eq`: is the same.
            pub fn eq<D: HasProperties<M>, V: Comparand<T>>(self, value: V) -> Filter<D> {
                self.into_term().comparison(" eq ", &value)
            }

            /// `ne`: is not the same. An advanced query where the type derives from `directoryObject`.
            pub fn ne<D: HasProperties<M>, V: Comparand<T>>(self, value: V) -> Filter<D> {
                self.into_term().comparison(" ne ", &value).advanced()
            }

            /// `gt`: is greater, or later.
            pub fn gt<D: HasProperties<M>, V: Comparand<T>>(self, value: V) -> Filter<D> {
                self.into_term().comparison(" gt ", &value)
            }

            /// `ge`: is greater or the same.
            pub fn ge<D: HasProperties<M>, V: Comparand<T>>(self, value: V) -> Filter<D> {
                self.into_term().comparison(" ge ", &value)
            }

            /// `lt`: is less, or earlier.
            pub fn lt<D: HasProperties<M>, V: Comparand<T>>(self, value: V) -> Filter<D> {
                self.into_term().comparison(" lt ", &value)
            }

            /// `le`: is less or the same.
            pub fn le<D: HasProperties<M>, V: Comparand<T>>(self, value: V) -> Filter<D> {
                self.into_term().comparison(" le ", &value)
            }

            /// `in`: is one of these. An empty list is refused when the request is sent.
            pub fn in_<D: HasProperties<M>, V: Comparand<T>>(
                self,
                values: impl IntoIterator<Item = V>,
            ) -> Filter<D> {
                self.into_term().in_list(values)
            }

            /// `eq null`.
            pub fn is_null<D: HasProperties<M>>(self) -> Filter<D> {
                self.into_term()
                    .condition(Level::Comparison, |text| text.push_str(" eq null"))
            }

            /// `ne null`. An advanced query where the type derives from `directoryObject`.
            pub fn is_not_null<D: HasProperties<M>>(self) -> Filter<D> {
                self.into_term()
                    .condition(Level::Comparison, |text| text.push_str(" ne null"))
                    .advanced()
            }

            /// `$orderby` by it, the least first.
            pub fn asc(self) -> Sorted<M> {
                Sorted::new(self.into_term(), Direction::Ascending)
            }

            /// `$orderby` by it, the greatest first.
            pub fn desc(self) -> Sorted<M> {
                Sorted::new(self.into_term(), Direction::Descending)
            }
        }
    )* };
}

comparisons!(Property PropertyPath Operand);

impl<M, T> Navigation<M, T> {
    /// `eq null`: refers to nothing.
    pub fn is_null<D: HasProperties<M>>(self) -> Filter<D> {
        PropertyPath::from(self).is_null()
    }

    /// `ne null`: refers to something. An advanced query where the type derives from `directoryObject`.
    pub fn is_not_null<D: HasProperties<M>>(self) -> Filter<D> {
        PropertyPath::from(self).is_not_null()
    }
}
