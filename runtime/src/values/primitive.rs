//! Edm primitives that Rust's own types hold without loss.

use crate::field::{Field, Value};
use crate::slot::{Target, Token, View};

impl Value for String {
    const EXPECTED: &'static str = "an Edm.String";

    fn view(&self) -> View<'_> {
        View::Text(self)
    }

    fn read(token: Token<'_>) -> Option<Self> {
        token.text().map(str::to_owned)
    }

    fn target(field: &mut Field<Self>) -> Target<'_> {
        Target::Text(field)
    }
}

impl Value for bool {
    const EXPECTED: &'static str = "an Edm.Boolean";

    fn view(&self) -> View<'_> {
        View::Bool(*self)
    }

    fn read(token: Token<'_>) -> Option<Self> {
        match token {
            Token::Bool(value) => Some(value),
            _ => None,
        }
    }

    fn target(field: &mut Field<Self>) -> Target<'_> {
        Target::Bool(field)
    }
}

macro_rules! integers {
    ($($type:ty, $expected:literal;)*) => { $(
        impl Value for $type {
            const EXPECTED: &'static str = $expected;

            fn view(&self) -> View<'_> {
                View::I64(i64::from(*self))
            }

            fn read(token: Token<'_>) -> Option<Self> {
                match token {
                    Token::I64(value) => value.try_into().ok(),
                    _ => None,
                }
            }
        }
    )* };
}

integers! {
    i8, "an Edm.SByte (-128 to 127)";
    u8, "an Edm.Byte (0 to 255)";
    i16, "an Edm.Int16";
    i32, "an Edm.Int32";
}
