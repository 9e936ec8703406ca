//! Conditions: what `$filter` takes.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{BitAnd, BitOr, Not};

use super::advanced::Consistency;
use super::queried::HasProperties;
use crate::cast::IsA;
use crate::error::Error;
use crate::model::Model;

/// A condition on an `M`, made from its property constants: `User::ACCOUNT_ENABLED.eq(true) & User::CITY.in_(["Bonn", "Köln"])`.
///
/// Conditions are joined by `&`, `|` and `!` (or [`and`](Self::and), [`or`](Self::or), [`negated`](Self::negated)), and as many as one
/// likes by [`all_of`](Self::all_of) and [`any_of`](Self::any_of). `Display` shows the expression as OData writes it, with the brackets
/// that it needs.
///
/// The constants of a base type make filters of the types derived from it, too. Which of them a filter is of shows where it is used;
/// where it is only kept, its type is written down: `let filter: Filter<User> = …`.
#[must_use = "a filter does nothing until it is given to a request"]
pub struct Filter<M: ?Sized> {
    text: String,
    level: Level,
    consistency: Consistency,
    fault: Option<Error>,
    model: PhantomData<fn(*const M)>,
}

/// How tightly the outermost operator of an expression binds, the loosest first (OData URL Conventions 4.01, clause 5.1.1.17).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Or,
    And,
    Comparison,
    Not,
    /// A call of a function, a lambda, brackets.
    Primary,
}

impl<M: ?Sized> Filter<M> {
    pub(super) fn new(
        text: String,
        level: Level,
        consistency: Consistency,
        fault: Option<Error>,
    ) -> Self {
        Self {
            text,
            level,
            consistency,
            fault,
            model: PhantomData,
        }
    }

    /// A condition as OData writes it, to be joined with others. Quotes in it are the caller's own concern, and whether it makes the
    /// query an advanced one is not looked at.
    pub fn raw(expression: impl Into<String>) -> Self {
        // In brackets wherever it is joined, since nobody knows what it consists of.
        Self::new(expression.into(), Level::Or, Consistency::Any, None)
    }

    /// The expression, not percent-encoded.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Both hold.
    pub fn and(self, other: Self) -> Self {
        self.joined(" and ", Level::And, other)
    }

    /// At least one of them holds.
    pub fn or(self, other: Self) -> Self {
        self.joined(" or ", Level::Or, other)
    }

    /// It does not hold. An advanced query where the type derives from `directoryObject`.
    pub fn negated(self) -> Self {
        // `not` binds tighter than comparisons.
        let text = match self.level {
            Level::Primary => ["not ", &self.text].concat(),
            _ => ["not (", &self.text, ")"].concat(),
        };
        Self::new(text, Level::Not, self.consistency, self.fault).advanced()
    }

    /// All of them hold; `None` where there are none.
    #[must_use]
    pub fn all_of(filters: impl IntoIterator<Item = Self>) -> Option<Self> {
        filters.into_iter().reduce(Self::and)
    }

    /// At least one of them holds; `None` where there are none.
    #[must_use]
    pub fn any_of(filters: impl IntoIterator<Item = Self>) -> Option<Self> {
        filters.into_iter().reduce(Self::or)
    }

    /// The same condition on a type derived from `M`.
    pub fn derived<D: HasProperties<M>>(self) -> Filter<D> {
        Filter::new(self.text, self.level, self.consistency, self.fault)
    }

    /// The same condition, which makes the query over a directory object an advanced one.
    pub(super) fn advanced(mut self) -> Self {
        self.consistency = Consistency::Eventual;
        self
    }

    /// The same condition, with what is known of another besides its text.
    pub(super) fn with_concerns_of<N: ?Sized>(mut self, other: Filter<N>) -> Self {
        self.consistency = self.consistency.max(other.consistency);
        self.fault = self.fault.or(other.fault);
        self
    }

    fn joined(mut self, operator: &str, level: Level, other: Self) -> Self {
        self.bracket(level);
        self.text.push_str(operator);
        if other.level < level {
            self.text.push('(');
            self.text.push_str(&other.text);
            self.text.push(')');
        } else {
            self.text.push_str(&other.text);
        }
        self.level = level;
        self.with_concerns_of(other)
    }

    /// Puts an expression that binds less tightly in brackets.
    fn bracket(&mut self, level: Level) {
        if self.level < level {
            self.text.insert(0, '(');
            self.text.push(')');
        }
    }
}

impl<M: Model> Filter<M> {
    /// `isof`: is of the derived type `D`.
    pub fn is_of<D: Model + IsA<M>>() -> Self {
        let text = ["isof('", D::shape().name(), "')"].concat();
        Self::new(text, Level::Primary, Consistency::Any, None)
    }
}

impl<M: ?Sized> BitAnd for Filter<M> {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        self.and(other)
    }
}

impl<M: ?Sized> BitOr for Filter<M> {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.or(other)
    }
}

impl<M: ?Sized> Not for Filter<M> {
    type Output = Self;

    fn not(self) -> Self {
        self.negated()
    }
}

impl<M: ?Sized> Clone for Filter<M> {
    fn clone(&self) -> Self {
        Self::new(
            self.text.clone(),
            self.level,
            self.consistency,
            self.fault.clone(),
        )
    }
}

impl<M: ?Sized> fmt::Display for Filter<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<M: ?Sized> fmt::Debug for Filter<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Filter").field(&self.text).finish()
    }
}

/// A condition on `M`: a [`Filter`], or a text as OData writes it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no condition on `{M}`",
    note = "a condition is made from property constants, `User::CITY.eq(\"Bonn\")`, or is a text as OData writes it",
    note = "a filter that was made for a base type becomes one of a derived type by `.derived()`"
)]
pub trait Condition<M> {
    /// The expression with what is known of it.
    #[doc(hidden)]
    fn parts(&self) -> ConditionParts<'_>;
}

/// A condition without its type.
#[doc(hidden)]
#[derive(Debug)]
pub struct ConditionParts<'a> {
    pub(crate) text: &'a str,
    pub(crate) consistency: Consistency,
    pub(crate) fault: Option<&'a Error>,
}

impl<M> Condition<M> for Filter<M> {
    fn parts(&self) -> ConditionParts<'_> {
        ConditionParts {
            text: &self.text,
            consistency: self.consistency,
            fault: self.fault.as_ref(),
        }
    }
}

macro_rules! texts {
    ($($text:ty)*) => { $(
        impl<M> Condition<M> for $text {
            fn parts(&self) -> ConditionParts<'_> {
                ConditionParts {
                    text: self,
                    consistency: Consistency::Any,
                    fault: None,
                }
            }
        }
    )* };
}

texts!(str String Cow<'_, str>);

impl<M, C: Condition<M> + ?Sized> Condition<M> for &C {
    fn parts(&self) -> ConditionParts<'_> {
        (**self).parts()
    }
}
