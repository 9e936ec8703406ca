//! What `search` takes.
//!
//! Directory objects are searched by clauses, `"displayName:ann" AND "mail:contoso"`; messages, people and files by one string in the
//! Keyword Query Language (<https://learn.microsoft.com/graph/search-query-parameter>).

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{BitAnd, BitOr};

use super::operand::{IntoTerm, Term};
use super::path::PropertyPath;
use super::queried::HasProperties;
use crate::error::Error;
use crate::property::Property;

/// What is looked for in an `M`: `User::DISPLAY_NAME.search("ann") & User::MAIL.search("contoso")`.
///
/// It is written as the searched type wants it: as clauses in quotes with AND and OR between them for directory objects, as one string
/// of keywords for anything else.
#[must_use = "a search does nothing until it is given to a request"]
pub struct Search<M: ?Sized> {
    clauses: String,
    keywords: String,
    level: Level,
    fault: Option<Error>,
    model: PhantomData<fn(*const M)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Or,
    And,
    Clause,
}

/// How a search is written.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Clauses, each in quotes.
    Clauses,
    /// One string of keywords, in quotes.
    Keywords,
}

/// A search by a whole string of keywords, such as `from:ann AND subject:"annual report"`, for messages, people and files.
pub fn kql<M>(keywords: impl Into<String>) -> Search<M> {
    let keywords = keywords.into();
    Search {
        clauses: quoted(&keywords),
        keywords,
        level: Level::Or,
        fault: None,
        model: PhantomData,
    }
}

fn clause<D: ?Sized>(term: Term, text: &str) -> Search<D> {
    let name = term.shown();
    let is_word = !text.is_empty() && text.chars().all(char::is_alphanumeric);
    let keywords = if is_word {
        format!("{name}:{text}")
    } else {
        // A phrase has no way to write a quote.
        format!("{name}:\"{}\"", text.replace('"', " "))
    };
    Search {
        clauses: quoted(&format!("{name}:{text}")),
        keywords,
        level: Level::Clause,
        fault: term.fault,
        model: PhantomData,
    }
}

/// In double quotes, those inside and backslashes escaped.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}

macro_rules! searched {
    ($($operand:ident)*) => { $(
        impl<M, T> $operand<M, T> {
            /// `$search` for this text in the property.
            pub fn search<D: HasProperties<M>>(self, text: impl AsRef<str>) -> Search<D> {
                clause(self.into_term(), text.as_ref())
            }
        }
    )* };
}

searched!(Property PropertyPath);

impl<M: ?Sized> Search<M> {
    /// Both are there.
    pub fn and(self, other: Self) -> Self {
        self.joined(" AND ", Level::And, other)
    }

    /// At least one of them is there.
    pub fn or(self, other: Self) -> Self {
        self.joined(" OR ", Level::Or, other)
    }

    fn joined(self, operator: &str, level: Level, other: Self) -> Self {
        let bracketed = |text: String, own: Level| {
            if own < level {
                format!("({text})")
            } else {
                text
            }
        };
        let join = |mut left: String, right: String| {
            left.push_str(operator);
            left.push_str(&right);
            left
        };
        Self {
            clauses: join(
                bracketed(self.clauses, self.level),
                bracketed(other.clauses, other.level),
            ),
            keywords: join(
                bracketed(self.keywords, self.level),
                bracketed(other.keywords, other.level),
            ),
            level,
            fault: self.fault.or(other.fault),
            model: PhantomData,
        }
    }
}

impl<M: ?Sized> BitAnd for Search<M> {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        self.and(other)
    }
}

impl<M: ?Sized> BitOr for Search<M> {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.or(other)
    }
}

impl<M: ?Sized> Clone for Search<M> {
    fn clone(&self) -> Self {
        Self {
            clauses: self.clauses.clone(),
            keywords: self.keywords.clone(),
            level: self.level,
            fault: self.fault.clone(),
            model: PhantomData,
        }
    }
}

impl<M: ?Sized> fmt::Debug for Search<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Search").field(&self.clauses).finish()
    }
}

/// What is looked for in an `M`: a [`Search`], or a text as OData writes it, its quotes included.
#[diagnostic::on_unimplemented(
    message = "`{M}` cannot be searched for `{Self}`",
    note = "a search is made from property constants, `User::DISPLAY_NAME.search(\"ann\")`, or is a text as OData writes it"
)]
pub trait Searched<M> {
    /// The value of `$search`, and what is wrong with it.
    #[doc(hidden)]
    fn text(&self, dialect: Dialect) -> (Cow<'_, str>, Option<&Error>);
}

impl<M> Searched<M> for Search<M> {
    fn text(&self, dialect: Dialect) -> (Cow<'_, str>, Option<&Error>) {
        let text = match dialect {
            Dialect::Clauses => Cow::Borrowed(&*self.clauses),
            Dialect::Keywords => Cow::Owned(quoted(&self.keywords)),
        };
        (text, self.fault.as_ref())
    }
}

macro_rules! texts {
    ($($text:ty)*) => { $(
        impl<M> Searched<M> for $text {
            fn text(&self, _: Dialect) -> (Cow<'_, str>, Option<&Error>) {
                (Cow::Borrowed(self), None)
            }
        }
    )* };
}

texts!(str String Cow<'_, str>);

impl<M, S: Searched<M> + ?Sized> Searched<M> for &S {
    fn text(&self, dialect: Dialect) -> (Cow<'_, str>, Option<&Error>) {
        (**self).text(dialect)
    }
}
