//! The value of an option while it is put together from the parts that a tuple has.

use super::advanced::Consistency;
use crate::error::Error;

/// The value of `$select`, `$orderby` or `$expand`: parts with commas between them.
#[doc(hidden)]
#[derive(Debug, Default)]
pub struct Clause {
    pub(crate) text: String,
    pub(crate) consistency: Consistency,
    pub(crate) fault: Option<Error>,
}

impl Clause {
    /// What `append` appends.
    pub(crate) fn of(append: impl FnOnce(&mut Self)) -> Self {
        let mut clause = Self::default();
        append(&mut clause);
        clause
    }

    /// Begins another part with this text.
    pub(crate) fn push(&mut self, part: &str) {
        if !self.text.is_empty() {
            self.text.push(',');
        }
        self.text.push_str(part);
    }

    /// Takes over what is known of a part.
    pub(crate) fn join(&mut self, consistency: Consistency, fault: Option<&Error>) {
        self.consistency = self.consistency.max(consistency);
        if self.fault.is_none() {
            self.fault = fault.cloned();
        }
    }
}

/// Texts, lists and tuples of up to 12 as what a trait of the form `fn append(&self, clause: &mut Clause)` says.
macro_rules! parts {
    ($trait:ident) => {
        impl<M> $trait<M> for str {
            fn append(&self, clause: &mut $crate::query::clause::Clause) {
                clause.push(self);
            }
        }

        impl<M> $trait<M> for String {
            fn append(&self, clause: &mut $crate::query::clause::Clause) {
                clause.push(self);
            }
        }

        impl<M> $trait<M> for std::borrow::Cow<'_, str> {
            fn append(&self, clause: &mut $crate::query::clause::Clause) {
                clause.push(self);
            }
        }

        impl<M, S: $trait<M> + ?Sized> $trait<M> for &S {
            fn append(&self, clause: &mut $crate::query::clause::Clause) {
                (**self).append(clause);
            }
        }

        impl<M, S: $trait<M>> $trait<M> for [S] {
            fn append(&self, clause: &mut $crate::query::clause::Clause) {
                for one in self {
                    one.append(clause);
                }
            }
        }

        impl<M, S: $trait<M>> $trait<M> for Vec<S> {
            fn append(&self, clause: &mut $crate::query::clause::Clause) {
                self.as_slice().append(clause);
            }
        }

        impl<M, S: $trait<M>, const N: usize> $trait<M> for [S; N] {
            fn append(&self, clause: &mut $crate::query::clause::Clause) {
                self.as_slice().append(clause);
            }
        }

        $crate::query::clause::parts!(@tuple $trait A);
        $crate::query::clause::parts!(@tuple $trait A B);
        $crate::query::clause::parts!(@tuple $trait A B C);
        $crate::query::clause::parts!(@tuple $trait A B C D);
        $crate::query::clause::parts!(@tuple $trait A B C D E);
        $crate::query::clause::parts!(@tuple $trait A B C D E F);
        $crate::query::clause::parts!(@tuple $trait A B C D E F G);
        $crate::query::clause::parts!(@tuple $trait A B C D E F G H);
        $crate::query::clause::parts!(@tuple $trait A B C D E F G H I);
        $crate::query::clause::parts!(@tuple $trait A B C D E F G H I J);
        $crate::query::clause::parts!(@tuple $trait A B C D E F G H I J K);
        $crate::query::clause::parts!(@tuple $trait A B C D E F G H I J K L);
    };
    (@tuple $trait:ident $($name:ident)+) => {
        impl<Model, $($name: $trait<Model>),+> $trait<Model> for ($($name,)+) {
            fn append(&self, clause: &mut $crate::query::clause::Clause) {
                #[allow(non_snake_case)]
                let ($($name,)+) = self;
                $($name.append(clause);)+
            }
        }
    };
}

pub(super) use parts;
