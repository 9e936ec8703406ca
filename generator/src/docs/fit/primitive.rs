//! Values of the `Edm` types in JSON (OData JSON 4.01, clause 7.1).

use super::format;
use crate::docs::json::{Node, Value};
use crate::model::Primitive;

/// How a value stands to a primitive type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is one of its values.
    Fits,
    /// It has the form of another type.
    OtherType,
    /// It is a string or number as such values are, but none of them. The kind of misfit.
    Format(&'static str),
}

/// Judges a value that is not null.
pub(super) fn check(primitive: Primitive, node: &Node<'_>) -> Verdict {
    use Primitive as P;
    match (primitive, &node.value) {
        (P::Boolean, Value::Bool(_)) | (P::String, Value::String(_)) => Verdict::Fits,
        (P::Byte, Value::Number(text)) => integer(text, 0, u8::MAX.into()),
        (P::SByte, Value::Number(text)) => integer(text, i8::MIN.into(), i8::MAX.into()),
        (P::Int16, Value::Number(text)) => integer(text, i16::MIN.into(), i16::MAX.into()),
        (P::Int32, Value::Number(text)) => integer(text, i32::MIN.into(), i32::MAX.into()),
        (P::Int64, Value::Number(text) | Value::String(text)) => integer(text, i64::MIN, i64::MAX),
        (P::Double | P::Single | P::Decimal, Value::Number(_)) => Verdict::Fits,
        (P::Double | P::Single, Value::String(text)) => match text.as_ref() {
            "INF" | "-INF" | "NaN" => Verdict::Fits,
            _ => Verdict::OtherType,
        },
        (P::Decimal, Value::String(text)) => verdict(format::is_decimal(text)),
        (P::Guid, Value::String(text)) => verdict(format::is_guid(text)),
        (P::Date, Value::String(text)) => verdict(format::is_date(text)),
        (P::TimeOfDay, Value::String(text)) => verdict(format::is_time_of_day(text)),
        (P::Duration, Value::String(text)) => verdict(format::is_duration(text)),
        (P::Binary, Value::String(text)) => verdict(format::is_base64(text)),
        (P::DateTimeOffset, Value::String(text)) => match format::date_time_offset(text) {
            format::Offset::Written => Verdict::Fits,
            format::Offset::LeftOut => Verdict::Format("no-offset"),
            format::Offset::NoDateTime => Verdict::Format("bad-format"),
        },
        (
            P::Boolean
            | P::String
            | P::Byte
            | P::SByte
            | P::Int16
            | P::Int32
            | P::Int64
            | P::Double
            | P::Single
            | P::Decimal
            | P::Guid
            | P::Date
            | P::TimeOfDay
            | P::Duration
            | P::Binary
            | P::DateTimeOffset,
            _,
        ) => Verdict::OtherType,
        // Anything may stand for what says nothing of its form.
        _ => Verdict::Fits,
    }
}

/// The text of a string or number; empty for another value.
pub(super) fn text<'n>(node: &'n Node<'_>) -> &'n str {
    match &node.value {
        Value::String(text) | Value::Number(text) => text,
        _ => "",
    }
}

fn verdict(fits: bool) -> Verdict {
    if fits {
        Verdict::Fits
    } else {
        Verdict::Format("bad-format")
    }
}

fn integer(text: &str, min: i64, max: i64) -> Verdict {
    verdict(
        text.parse::<i64>()
            .is_ok_and(|value| (min..=max).contains(&value)),
    )
}
