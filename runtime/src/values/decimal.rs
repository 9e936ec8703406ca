//! `Edm.Decimal`.

use std::fmt;
use std::str::FromStr;

use super::NotLexical;
use super::lexical::Cursor;
use crate::field::{Field, Value};
use crate::json::Json;
use crate::slot::{LiteralKind, Target, View};

/// An `Edm.Decimal` with all its digits: a JSON number, or a JSON string under `IEEE754Compatible=true` (OData JSON 4.01, clause 7.1).
///
/// The text and the form that were read are written again. Equality is that of text and form: `1.0` differs from `1.00`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Decimal {
    text: Box<str>,
    form: Form,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Form {
    Number,
    Text,
}

impl Decimal {
    const EXPECTED: &'static str = "an Edm.Decimal (a number, or a string that spells one)";

    /// The text, digit by digit.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The nearest double; infinite or not a number where the text says so.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        // Rust reads `INF` and `NaN` in any case too.
        self.text.parse().unwrap_or(f64::NAN)
    }

    /// The value, if it is an integer within `i64` that is spelled as one.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        self.text.parse().ok()
    }
}

/// `[ SIGN ] 1*DIGIT [ "." 1*DIGIT ] [ "e" [ SIGN ] 1*DIGIT ]`, or not finite.
fn is_lexical(text: &str) -> bool {
    if matches!(text, "INF" | "-INF" | "NaN") {
        return true;
    }
    let mut cursor = Cursor(text.as_bytes());
    let _ = cursor.byte(b'-') || cursor.byte(b'+');
    cursor.digits() > 0
        && (!cursor.byte(b'.') || cursor.digits() > 0)
        && (!cursor.byte(b'e') || {
            let _ = cursor.byte(b'-') || cursor.byte(b'+');
            cursor.digits() > 0
        })
        && cursor.at_end()
}

/// JSON's numbers are the lexical forms without a plus sign and leading zeros.
fn is_json_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text).as_bytes();
    is_lexical(text)
        && matches!(
            digits,
            [b'0'] | [b'0', b'.' | b'e' | b'E', ..] | [b'1'..=b'9', ..]
        )
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self {
            text: value.to_string().into(),
            form: Form::Number,
        }
    }
}

impl FromStr for Decimal {
    type Err = NotLexical;

    /// Written as a JSON number where JSON can spell it so.
    fn from_str(text: &str) -> Result<Self, NotLexical> {
        match (is_lexical(text), is_json_number(text)) {
            (true, true) => Ok(Self {
                text: text.into(),
                form: Form::Number,
            }),
            (true, false) => Ok(Self {
                text: text.into(),
                form: Form::Text,
            }),
            (false, _) => Err(NotLexical::new(Self::EXPECTED, text)),
        }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Value for Decimal {
    const EXPECTED: &'static str = Self::EXPECTED;

    fn view(&self) -> View<'_> {
        match self.form {
            Form::Number => View::Number(&self.text),
            Form::Text => View::Literal(&self.text, LiteralKind::Bare),
        }
    }

    fn read_json(json: Json) -> Result<Self, Json> {
        let text = json.as_str();
        let read = match text.strip_prefix('"') {
            // An escaped digit is no reason to be strict, but none to be fast either.
            Some(_) => json
                .parse::<String>()
                .ok()
                .filter(|text| is_lexical(text))
                .map(|text| (text, Form::Text)),
            None => is_json_number(text).then(|| (text.to_owned(), Form::Number)),
        };
        match read {
            Some((text, form)) => Ok(Self {
                text: text.into(),
                form,
            }),
            None => Err(json),
        }
    }

    fn target(field: &mut Field<Self>) -> Target<'_> {
        Target::Raw(field)
    }
}

super::lexical::serde_by_value!(Decimal);
