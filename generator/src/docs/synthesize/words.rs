//! What stands for a type in tables and JSON representations: names of the Edm namespace in their spellings.

use super::names::bare;
use crate::model::Primitive;

/// How far a type can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Trust {
    /// The kind of JSON that stands there, as a string for anything that is a string on the wire.
    Kind,
    /// A word for this very type.
    Word,
}

/// What a primitive type is in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wire {
    Text,
    Number,
    Boolean,
    Any,
}

/// What a primitive type is in JSON.
pub(crate) fn wire(ty: Primitive) -> Wire {
    match ty {
        Primitive::Boolean => Wire::Boolean,
        Primitive::Byte
        | Primitive::SByte
        | Primitive::Int16
        | Primitive::Int32
        | Primitive::Int64
        | Primitive::Single
        | Primitive::Double
        | Primitive::Decimal => Wire::Number,
        Primitive::Binary
        | Primitive::Date
        | Primitive::DateTimeOffset
        | Primitive::Duration
        | Primitive::Guid
        | Primitive::Stream
        | Primitive::String
        | Primitive::TimeOfDay => Wire::Text,
        _ => Wire::Any,
    }
}

/// The type that a word stands for. `String` and its like say no more than that it is a string on the wire.
pub(crate) fn primitive(text: &str) -> Option<(Primitive, Trust)> {
    let text = bare(text).trim_end_matches('.');
    if text.len() > 64 {
        return None;
    }
    // As in `<Unknown Primitive Type Edm.Stream>`.
    if let Some((_, after)) = text.split_once("Edm.") {
        let end = after
            .find(|one: char| !one.is_ascii_alphanumeric())
            .unwrap_or(after.len());
        let ty = Primitive::parse(after.get(..end)?)?;
        return Some((ty, trust_in(ty)));
    }
    let mut word = text.to_ascii_lowercase();
    if let Some(inner) = word
        .strip_prefix("string (")
        .or_else(|| word.strip_prefix("string("))
        .and_then(|rest| rest.strip_suffix(')'))
    {
        word = inner.to_owned();
    }
    let ty = match word.as_str() {
        "string" | "identifier" | "url" | "uri" | "string-value" => Primitive::String,
        "boolean" | "bool" => Primitive::Boolean,
        "datetimeoffset" | "datetime" | "timestamp" => Primitive::DateTimeOffset,
        "date" => Primitive::Date,
        "timeofday" | "time of day" => Primitive::TimeOfDay,
        "duration" | "iso 8601 duration" => Primitive::Duration,
        "int32" | "int" | "integer" => Primitive::Int32,
        "int64" | "long" => Primitive::Int64,
        "int16" => Primitive::Int16,
        "byte" => Primitive::Byte,
        "double" => Primitive::Double,
        "single" | "float" => Primitive::Single,
        "decimal" => Primitive::Decimal,
        "guid" => Primitive::Guid,
        "binary" => Primitive::Binary,
        "stream" => Primitive::Stream,
        "json" => Primitive::Untyped,
        _ => return None,
    };
    // `Integer` is written for numbers of any size.
    let is_vague = matches!(word.as_str(), "int" | "integer");
    let trust = if is_vague { Trust::Kind } else { trust_in(ty) };
    Some((ty, trust))
}

fn trust_in(ty: Primitive) -> Trust {
    match ty {
        Primitive::String => Trust::Kind,
        _ => Trust::Word,
    }
}

/// Takes `Collection(x)`, `x collection` and `(x) collection` apart.
pub(crate) fn collection(text: &str) -> (&str, bool) {
    let text = bare(text);
    let starts = text
        .get(.."collection(".len())
        .is_some_and(|start| start.eq_ignore_ascii_case("collection("));
    if starts {
        let inner = &text["collection(".len()..];
        return (inner.strip_suffix(')').unwrap_or(inner), true);
    }
    let ends = text.len().checked_sub("collection".len());
    if let Some(at) = ends
        && text
            .get(at..)
            .is_some_and(|end| end.eq_ignore_ascii_case("collection"))
        && text[..at].ends_with(|one: char| one.is_whitespace() || one == ')')
    {
        let inner = text[..at].trim();
        let inner = inner.strip_prefix('(').unwrap_or(inner);
        return (inner.strip_suffix(')').unwrap_or(inner), true);
    }
    (text, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_for_types() {
        let cases = [
            ("String", Primitive::String, Trust::Kind),
            ("String (identifier)", Primitive::String, Trust::Kind),
            ("String (timestamp)", Primitive::DateTimeOffset, Trust::Word),
            ("string (time of day)", Primitive::TimeOfDay, Trust::Word),
            ("`Edm.Int64`", Primitive::Int64, Trust::Word),
            (
                "<Unknown Primitive Type Edm.Stream>",
                Primitive::Stream,
                Trust::Word,
            ),
            ("Integer", Primitive::Int32, Trust::Kind),
            ("**bool**", Primitive::Boolean, Trust::Word),
        ];
        for (text, ty, trust) in cases {
            assert_eq!(primitive(text), Some((ty, trust)), "{text}");
        }
        for none in ["Zeichenfolge", "Edm.Nothing", "", "vppToken", "Edm."] {
            assert_eq!(primitive(none), None, "{none}");
        }
    }

    #[test]
    fn collections_are_taken_apart() {
        assert_eq!(collection("String collection"), ("String", true));
        assert_eq!(collection("Collection(String)"), ("String", true));
        assert_eq!(collection("(user) Collection"), ("user", true));
        assert_eq!(collection("collection(x"), ("x", true));
        assert_eq!(collection("appCollection"), ("appCollection", false));
        assert_eq!(collection("collection"), ("collection", false));
        assert_eq!(collection("ü"), ("ü", false));
    }
}
