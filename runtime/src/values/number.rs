//! `Edm.Double` and `Edm.Single`.

use std::fmt;
use std::str::FromStr;

use super::NotLexical;
use crate::field::Value;
use crate::slot::{LiteralKind, Token, View};

/// A number as it stood in JSON.
#[derive(Clone, Copy)]
enum Form {
    I64(i64),
    U64(u64),
    F64(f64),
    NotFinite(NotFinite),
}

#[derive(Clone, Copy)]
enum NotFinite {
    Infinity,
    MinusInfinity,
    NotANumber,
}

impl NotFinite {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Infinity => "INF",
            Self::MinusInfinity => "-INF",
            Self::NotANumber => "NaN",
        }
    }

    fn read(text: &str) -> Option<Self> {
        [Self::Infinity, Self::MinusInfinity, Self::NotANumber]
            .into_iter()
            .find(|form| form.as_str() == text)
    }
}

impl Form {
    #[allow(clippy::cast_precision_loss)] // What a double is.
    const fn get(self) -> f64 {
        match self {
            Self::I64(value) => value as f64,
            Self::U64(value) => value as f64,
            Self::F64(value) => value,
            Self::NotFinite(NotFinite::Infinity) => f64::INFINITY,
            Self::NotFinite(NotFinite::MinusInfinity) => f64::NEG_INFINITY,
            Self::NotFinite(NotFinite::NotANumber) => f64::NAN,
        }
    }

    fn of(value: f64) -> Self {
        if value.is_nan() {
            Self::NotFinite(NotFinite::NotANumber)
        } else if value == f64::INFINITY {
            Self::NotFinite(NotFinite::Infinity)
        } else if value == f64::NEG_INFINITY {
            Self::NotFinite(NotFinite::MinusInfinity)
        } else {
            Self::F64(value)
        }
    }

    fn view(self) -> View<'static> {
        match self {
            Self::I64(value) => View::I64(value),
            Self::U64(value) => View::U64(value),
            Self::F64(value) => View::F64(value),
            Self::NotFinite(form) => View::Literal(form.as_str(), LiteralKind::Bare),
        }
    }

    fn read(token: Token<'_>) -> Option<Self> {
        match token {
            Token::I64(value) => Some(Self::I64(value)),
            Token::U64(value) => Some(Self::U64(value)),
            Token::F64(value) => Some(Self::F64(value)),
            Token::Text(text) => NotFinite::read(text).map(Self::NotFinite),
            Token::Bool(_) => None,
        }
    }
}

macro_rules! float {
    ($(#[$doc:meta])* $name:ident, $type:ty, $expected:literal) => {
        $(#[$doc])*
        ///
        /// A JSON number, or one of the strings `INF`, `-INF`, `NaN` (OData JSON 4.01, clause 7.1). `1` is written as `1` again.
        /// Equality is that of the number, but NaN equals NaN.
        #[derive(Clone, Copy)]
        pub struct $name(Form);

        impl $name {
            /// The number; one read from an integer of more digits than the type holds is rounded.
            #[must_use]
            pub const fn get(self) -> $type {
                self.0.get() as $type
            }
        }

        impl From<$type> for $name {
            fn from(value: $type) -> Self {
                // By the shortest text that spells the value, so that a `Single` of 0.1 does not become 0.10000000149.
                Self(Form::of(if value.is_finite() { value.to_string().parse().unwrap_or(value.into()) } else { value.into() }))
            }
        }

        impl From<i32> for $name {
            fn from(value: i32) -> Self {
                Self(Form::I64(value.into()))
            }
        }

        impl From<$name> for $type {
            fn from(value: $name) -> Self {
                value.get()
            }
        }

        impl FromStr for $name {
            type Err = NotLexical;

            fn from_str(text: &str) -> Result<Self, NotLexical> {
                if let Some(form) = NotFinite::read(text) {
                    return Ok(Self(Form::NotFinite(form)));
                }
                match text.parse::<i64>() {
                    Ok(value) => Ok(Self(Form::I64(value))),
                    Err(_) => match text.parse::<$type>() {
                        Ok(value) if value.is_finite() => Ok(value.into()),
                        _ => Err(NotLexical::new($expected, text)),
                    },
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self.0 {
                    Form::I64(value) => value.fmt(f),
                    Form::U64(value) => value.fmt(f),
                    Form::F64(value) => value.fmt(f),
                    Form::NotFinite(form) => f.pad(form.as_str()),
                }
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                let (one, other) = (self.get(), other.get());
                one == other || (one.is_nan() && other.is_nan())
            }
        }

        impl PartialEq<$type> for $name {
            fn eq(&self, other: &$type) -> bool {
                self.get() == *other
            }
        }

        impl Value for $name {
            const EXPECTED: &'static str = $expected;

            fn view(&self) -> View<'_> {
                self.0.view()
            }

            fn read(token: Token<'_>) -> Option<Self> {
                Form::read(token).map(Self)
            }
        }

        super::lexical::serde_by_value!($name);
    };
}

float! {
    /// An `Edm.Double`.
    Double, f64, "an Edm.Double (a number, \"INF\", \"-INF\" or \"NaN\")"
}

float! {
    /// An `Edm.Single`.
    Single, f32, "an Edm.Single (a number, \"INF\", \"-INF\" or \"NaN\")"
}
