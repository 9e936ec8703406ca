//! What the wrappers over a text share, and a cursor over the ABNF of OData's literals.

use std::fmt;

/// A text that is no lexical form of the type it should be of, or a lexical form that the wanted Rust type cannot express.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotLexical {
    pub(crate) expected: &'static str,
    pub(crate) text: String,
    pub(crate) reason: Option<String>,
}

impl NotLexical {
    pub(crate) fn new(expected: &'static str, text: &str) -> Self {
        Self {
            expected,
            text: text.to_owned(),
            reason: None,
        }
    }

    pub(crate) fn because(expected: &'static str, text: &str, reason: impl fmt::Display) -> Self {
        Self {
            expected,
            text: text.to_owned(),
            reason: Some(reason.to_string()),
        }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for NotLexical {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not {}", self.text, self.expected)?;
        match &self.reason {
            Some(reason) => write!(f, ": {reason}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for NotLexical {}

/// Walks over the bytes of a text; every step says whether it could be made.
pub(super) struct Cursor<'t>(pub(super) &'t [u8]);

impl Cursor<'_> {
    /// Steps over one byte that is `wanted`, in either case.
    pub(super) fn byte(&mut self, wanted: u8) -> bool {
        match self.0.split_first() {
            Some((first, rest)) if first.eq_ignore_ascii_case(&wanted) => {
                self.0 = rest;
                true
            }
            _ => false,
        }
    }

    /// Steps over digits and says how many there were.
    pub(super) fn digits(&mut self) -> usize {
        let count = self
            .0
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        self.0 = &self.0[count..];
        count
    }

    /// Steps over two digits that stand for a number from `low` to `high`.
    pub(super) fn two_digits(&mut self, low: u8, high: u8) -> bool {
        match self.0 {
            [tens @ b'0'..=b'9', ones @ b'0'..=b'9', rest @ ..] => {
                self.0 = rest;
                (low..=high).contains(&((tens - b'0') * 10 + (ones - b'0')))
            }
            _ => false,
        }
    }

    /// `year "-" month "-" day`
    pub(super) fn date(&mut self) -> bool {
        self.byte(b'-');
        self.digits() >= 4
            && self.byte(b'-')
            && self.two_digits(1, 12)
            && self.byte(b'-')
            && self.two_digits(1, 31)
    }

    /// `hour ":" minute [ ":" second [ "." fractionalSeconds ] ]`
    pub(super) fn time(&mut self) -> bool {
        self.two_digits(0, 23)
            && self.byte(b':')
            && self.two_digits(0, 59)
            && (!self.byte(b':')
                || (self.two_digits(0, 60) && (!self.byte(b'.') || self.digits() > 0)))
    }

    pub(super) fn at_end(&self) -> bool {
        self.0.is_empty()
    }
}

/// Writes what a wrapper over a text has in common: `struct $name(pub(super) Box<str>)` with an inherent
/// `fn is_lexical(&str) -> bool`.
macro_rules! lexical {
    ($(#[$doc:meta])* $name:ident, $expected:literal, $kind:ident) => {
        $(#[$doc])*
        ///
        /// Equality is that of the text; two spellings of one value differ.
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub struct $name(pub(super) Box<str>);

        impl $name {
            /// The text as it was read or made.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::values::NotLexical;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                if Self::is_lexical(text) {
                    Ok(Self(text.into()))
                } else {
                    Err($crate::values::NotLexical::new($expected, text))
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Debug::fmt(&self.0, f)
            }
        }

        impl $crate::field::Value for $name {
            const EXPECTED: &'static str = $expected;

            fn view(&self) -> $crate::slot::View<'_> {
                $crate::slot::View::Literal(&self.0, $crate::slot::LiteralKind::$kind)
            }

            fn read(token: $crate::slot::Token<'_>) -> Option<Self> {
                token.text().filter(|text| Self::is_lexical(text)).map(|text| Self(text.into()))
            }
        }

        $crate::values::lexical::serde_by_value!($name);
    };
}
pub(super) use lexical;

/// Serde impls over the drivers.
macro_rules! serde_by_value {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::codec::write_view($crate::field::Value::view(self), serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::codec::read_scalar(deserializer)
            }
        }
    };
}
pub(super) use serde_by_value;
