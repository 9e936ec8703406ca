//! `Edm.Int64`.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use super::NotLexical;
use crate::field::Value;
use crate::slot::{Token, View};

/// An `Edm.Int64`: a JSON number, or a JSON string under `IEEE754Compatible=true` (OData JSON 4.01, clause 7.1). The form that
/// was read is written again; equality is that of the number.
#[derive(Clone, Copy)]
pub struct Int64 {
    value: i64,
    form: Form,
}

#[derive(Clone, Copy)]
enum Form {
    Number,
    Text,
}

impl Int64 {
    const EXPECTED: &'static str = "an Edm.Int64 (a number, or a string that spells one)";

    /// The number.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.value
    }
}

impl From<i64> for Int64 {
    fn from(value: i64) -> Self {
        Self {
            value,
            form: Form::Number,
        }
    }
}

impl From<Int64> for i64 {
    fn from(value: Int64) -> Self {
        value.value
    }
}

impl FromStr for Int64 {
    type Err = NotLexical;

    /// Written as a JSON number.
    fn from_str(text: &str) -> Result<Self, NotLexical> {
        text.parse::<i64>()
            .map(Self::from)
            .map_err(|error| NotLexical::because(Self::EXPECTED, text, error))
    }
}

impl fmt::Display for Int64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl fmt::Debug for Int64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl PartialEq for Int64 {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for Int64 {}

impl PartialOrd for Int64 {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Int64 {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl Hash for Int64 {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl PartialEq<i64> for Int64 {
    fn eq(&self, other: &i64) -> bool {
        self.value == *other
    }
}

/// Whether `i64` prints exactly as this text: no plus sign, no leading zeros.
fn is_plain(text: &str) -> bool {
    match text.strip_prefix('-').unwrap_or(text).as_bytes() {
        [b'0'] => text.len() == 1,
        [b'1'..=b'9', ..] => true,
        _ => false,
    }
}

impl Value for Int64 {
    const EXPECTED: &'static str = Self::EXPECTED;

    fn view(&self) -> View<'_> {
        match self.form {
            Form::Number => View::I64(self.value),
            Form::Text => View::I64Text(self.value),
        }
    }

    fn read(token: Token<'_>) -> Option<Self> {
        match token {
            Token::I64(value) => Some(Self {
                value,
                form: Form::Number,
            }),
            Token::Text(text) if is_plain(text) => text.parse().ok().map(|value| Self {
                value,
                form: Form::Text,
            }),
            _ => None,
        }
    }
}

super::lexical::serde_by_value!(Int64);
