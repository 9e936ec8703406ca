//! Values as expressions write them (OData ABNF Construction Rules 4.01, section 7 "Literal Data Values").

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::enumeration::Enumeration;
use crate::field::Value;
use crate::json::Json;
use crate::slot::{LiteralKind, View};
use crate::values::{
    Binary, Date, DateTimeOffset, Decimal, Double, Duration, Guid, Int64, Single, TimeOfDay,
};

/// A value that a property of type `T` can be compared with: a value of the type itself, or of a Rust type that says the same
/// (`&str` for a text, `i64` for an `Int64`, `f64` for a `Double`, with the feature `jiff` a `jiff::Timestamp` for a `DateTimeOffset`); and [`Null`].
#[diagnostic::on_unimplemented(
    message = "a property of type `{T}` cannot be compared with `{Self}`",
    label = "no value of type `{T}`",
    note = "a text is compared with `&str`, an enumeration with one of its members, a date or a guid with a value of that type, which a text can be parsed into",
    note = "a collection is asked by `any`, `all` and `count`; a complex value by its properties, `User::NAME.then(Name::FIRST)`"
)]
pub trait Comparand<T: ?Sized> {
    /// Appends the literal, not percent-encoded.
    #[doc(hidden)]
    fn append(&self, text: &mut String);
}

/// The literal `null`, which any property can be compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Null;

impl<T: ?Sized> Comparand<T> for Null {
    fn append(&self, text: &mut String) {
        text.push_str("null");
    }
}

impl<E: Enumeration> Comparand<E> for E {
    fn append(&self, text: &mut String) {
        push_view(text, self.view());
    }
}

impl<E: Enumeration> Comparand<E> for &E {
    fn append(&self, text: &mut String) {
        push_view(text, self.view());
    }
}

/// Types that are compared with values of their own, owned and lent.
macro_rules! own_values {
    ($($type:ty)*) => { $(
        impl Comparand<$type> for $type {
            fn append(&self, text: &mut String) {
                push_view(text, self.view());
            }
        }

        impl Comparand<$type> for &$type {
            fn append(&self, text: &mut String) {
                push_view(text, self.view());
            }
        }
    )* };
}

own_values! {
    String bool i8 u8 i16 i32 Int64 Single Double Decimal Guid DateTimeOffset Date TimeOfDay Duration Binary Json
}

/// Rust types whose values say the same as those of an Edm type.
macro_rules! same_values {
    ($($type:ty: $($rust:ty => |$value:ident| $view:expr),+;)*) => { $($(
        impl Comparand<$type> for $rust {
            fn append(&self, text: &mut String) {
                let $value = self;
                push_view(text, $view);
            }
        }
    )+)* };
}

same_values! {
    String: &str => |text| View::Text(text), &&str => |text| View::Text(text), Cow<'_, str> => |text| View::Text(text);
    Int64: i64 => |number| View::I64(*number);
    Single: f32 => |number| Single::from(*number).view();
    Double: f64 => |number| Double::from(*number).view();
    Decimal: i64 => |number| View::I64(*number);
    Duration: std::time::Duration => |span| Duration::from(*span).view();
    Json: &str => |text| View::Text(text), String => |text| View::Text(text), bool => |value| View::Bool(*value),
        i64 => |number| View::I64(*number), f64 => |number| Double::from(*number).view();
}

#[cfg(feature = "jiff")]
same_values! {
    DateTimeOffset: jiff::Timestamp => |time| DateTimeOffset::from(*time).view();
    Date: jiff::civil::Date => |date| Date::from(*date).view();
    TimeOfDay: jiff::civil::Time => |time| TimeOfDay::from(*time).view();
    Duration: jiff::SignedDuration => |span| Duration::from(*span).view();
}

#[cfg(feature = "uuid")]
same_values! { Guid: uuid::Uuid => |uuid| Guid::from(*uuid).view(); }

fn push_view(text: &mut String, view: View<'_>) {
    // Writing to a String cannot fail.
    let _ = match view {
        View::Text(value) => return push_quoted(text, value),
        View::Literal(value, kind) => return push_literal(text, value, kind),
        View::Bool(value) => write!(text, "{value}"),
        View::I64(number) | View::I64Text(number) => write!(text, "{number}"),
        View::U64(number) => write!(text, "{number}"),
        View::F64(number) => write!(text, "{number:?}"),
        View::Number(number) => text.write_str(number),
        View::Json(json) => match json.parse::<String>() {
            Ok(value) => return push_quoted(text, &value),
            Err(_) => text.write_str(json.as_str()),
        },
        View::Absent | View::Null | View::Model(..) | View::List(_) | View::Additional(_) => {
            text.write_str("null")
        }
    };
}

fn push_literal(text: &mut String, value: &str, kind: LiteralKind) {
    match kind {
        // Graph knows empty guids.
        LiteralKind::Bare if value.is_empty() => text.push_str("''"),
        LiteralKind::Bare => text.push_str(value),
        LiteralKind::Duration => push_prefixed(text, "duration", value),
        LiteralKind::Binary => push_prefixed(text, "binary", value),
        LiteralKind::Enumeration | LiteralKind::Flags => push_quoted(text, value),
    }
}

fn push_prefixed(text: &mut String, prefix: &str, value: &str) {
    text.push_str(prefix);
    push_quoted(text, value);
}

/// Appends a string literal: in quotes, `'` doubled.
pub(super) fn push_quoted(text: &mut String, value: &str) {
    text.push('\'');
    for (index, part) in value.split('\'').enumerate() {
        if index > 0 {
            text.push_str("''");
        }
        text.push_str(part);
    }
    text.push('\'');
}
