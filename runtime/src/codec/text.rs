//! JSON text of views, for the commonest target by far: serde_json writing without spaces. Knowing what it writes to, it copies names
//! with their quotes, and looks for characters to escape by sixteen bytes at once.

use std::any::type_name;
use std::fmt::Write;

use crate::additional::Additional;
use crate::model::Model;
use crate::shape::Shape;
use crate::slot::{ListView, View};

use super::write::Place;

/// Whether a serializer is that of `serde_json::to_string` and its like, which writes JSON text as this module does.
pub(super) fn is_compact_json<S>() -> bool {
    // The formatter is the second argument, and not named when it is the default one. A writer with a comma in its name is not known for
    // what it is, and gets the same text by the longer way.
    type_name::<S>()
        .strip_prefix("&mut serde_json::ser::Serializer<")
        .is_some_and(|arguments| !arguments.contains(','))
}

/// The JSON text of a view, byte for byte as serde_json writes it.
pub(super) fn text_of(view: View<'_>) -> String {
    let mut text = String::with_capacity(FIRST);
    push(&mut text, view);
    text
}

/// Bytes that most objects do with.
const FIRST: usize = 1024;

fn push(text: &mut String, view: View<'_>) {
    match view {
        View::Text(value) | View::Literal(value, _) => push_string(text, value),
        View::Bool(value) => text.push_str(if value { "true" } else { "false" }),
        View::I64(value) => push_shown(text, value),
        View::U64(value) => push_shown(text, value),
        // A view's doubles are finite. How many digits they need, serde_json knows.
        View::F64(value) => push_shown(text, serde_json::Value::from(value)),
        View::I64Text(value) => {
            text.push('"');
            push_shown(text, value);
            text.push('"');
        }
        View::Number(number) => text.push_str(number),
        View::Json(json) => text.push_str(json.as_str()),
        View::Model(model, shape) => push_model(text, model, shape),
        View::List(list) => push_list(text, list),
        View::Additional(additional) => {
            text.push('{');
            let start = text.len();
            push_members(text, additional, |_| true);
            close(text, start, '}');
        }
        View::Absent | View::Null => text.push_str("null"),
    }
}

fn push_shown(text: &mut String, value: impl std::fmt::Display) {
    // A `String` takes everything.
    let _ = write!(text, "{value}");
}

/// In the order of [`write`](super::write).
fn push_model(text: &mut String, model: &dyn Model, shape: &'static Shape) {
    let names = shape.index().quoted();
    let mut kept = None;
    text.push('{');
    let start = text.len();
    model.visit(&mut |index, view, _| match (view, names.get(index)) {
        (View::Additional(additional), _) => {
            kept = Some(additional);
            push_members(text, additional, |name| Place::of(name) == Place::Before);
        }
        (view, Some(name)) => {
            text.push_str(name);
            push(text, view);
            text.push(',');
        }
        (_, None) => {}
    });
    if let Some(additional) = kept {
        push_members(text, additional, |name| Place::of(name) == Place::Behind);
    }
    close(text, start, '}');
}

fn push_members(text: &mut String, additional: &Additional, wanted: impl Fn(&str) -> bool) {
    for (name, json) in additional.iter().filter(|(name, _)| wanted(name)) {
        push_string(text, name);
        text.push(':');
        text.push_str(json.as_str());
        text.push(',');
    }
}

fn push_list(text: &mut String, list: &dyn ListView) {
    text.push('[');
    let start = text.len();
    for index in 0..list.len() {
        push(text, list.at(index));
        text.push(',');
    }
    close(text, start, ']');
}

/// Puts `end` in place of the comma behind the last of the members that begin at `start`.
fn close(text: &mut String, start: usize, end: char) {
    if text.len() > start {
        text.pop();
    }
    text.push(end);
}

/// A JSON string (RFC 8259, section 7).
pub(crate) fn push_string(text: &mut String, value: &str) {
    text.push('"');
    let mut rest = value;
    while let Some((run, special, behind)) = split_at_special(rest) {
        text.push_str(run);
        match special {
            b'"' => text.push_str("\\\""),
            b'\\' => text.push_str("\\\\"),
            b'\n' => text.push_str("\\n"),
            b'\r' => text.push_str("\\r"),
            b'\t' => text.push_str("\\t"),
            0x08 => text.push_str("\\b"),
            0x0C => text.push_str("\\f"),
            control => push_shown(text, format_args!("\\u{control:04x}")),
        }
        rest = behind;
    }
    text.push_str(rest);
    text.push('"');
}

/// What stands before the first byte that a JSON string must escape, the byte, and what stands behind it.
fn split_at_special(text: &str) -> Option<(&str, u8, &str)> {
    let special = |byte: &u8| *byte < b' ' || *byte == b'"' || *byte == b'\\';
    let (blocks, _) = text.as_bytes().as_chunks::<16>();
    // Without a way out of the inner loop, rustc makes one comparison of it.
    let any = |block: &[u8; 16]| block.iter().fold(false, |any, byte| any | special(byte));
    let clean = blocks.iter().take_while(|block| !any(block)).count() * 16;
    let at = clean + text.as_bytes().get(clean..)?.iter().position(special)?;
    Some((
        text.get(..at)?,
        *text.as_bytes().get(at)?,
        text.get(at + 1..)?,
    ))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::Serialize;
    use serde_json::json;

    use super::{is_compact_json, push_string};
    use crate::sample::{Everything, read};

    /// Writes what the compact formatter writes, and is another.
    struct Other;

    impl serde_json::ser::Formatter for Other {}

    /// The text as the format-independent driver has serde_json write it.
    fn member_by_member<T: Serialize>(value: &T) -> String {
        let mut bytes = Vec::new();
        value
            .serialize(&mut serde_json::Serializer::with_formatter(
                &mut bytes, Other,
            ))
            .expect("encodes");
        String::from_utf8(bytes).expect("text")
    }

    fn quoted(value: &str) -> String {
        let mut text = String::new();
        push_string(&mut text, value);
        text
    }

    #[test]
    fn only_the_compact_formatter_of_serde_json_is_taken_for_it() {
        use serde_json::Serializer;
        use serde_json::ser::PrettyFormatter;
        assert!(is_compact_json::<&mut Serializer<Vec<u8>>>());
        assert!(is_compact_json::<&mut Serializer<&mut Vec<u8>>>());
        assert!(!is_compact_json::<&mut Serializer<Vec<u8>, Other>>());
        assert!(!is_compact_json::<
            &mut Serializer<Vec<u8>, PrettyFormatter<'static>>,
        >());
        assert!(!is_compact_json::<serde_json::value::Serializer>());
    }

    #[test]
    fn spaces_are_left_to_the_formatter_that_wants_them() {
        let value: Everything = read(&json!({"text": "a", "licensing": {"used": 1}}));
        assert_eq!(
            serde_json::to_string_pretty(&value).expect("encodes"),
            "{\n  \"text\": \"a\",\n  \"licensing\": {\n    \"used\": 1\n  }\n}"
        );
    }

    #[test]
    fn objects_and_lists_are_those_of_the_other_driver() {
        for json in [
            json!({}),
            json!({"licensing": {}, "licensings": [], "nested": {"nested": {}}}),
            json!({"@odata.type": "#microsoft.graph.everything", "a\"b\u{1}": [1.0, {}], "text": "é\n\"", "flag": false, "int64": "12",
                "double": 1e-7, "single": 0.1, "decimal": 1.5, "numbers": [1, "2", null], "licensings": [{"used": 2, "x": 1}, null, 5],
                "state": "neverSeen", "tips": "a, b", "int32": "a misfit", "byte": null}),
            json!({"double": -0.0, "int64": i64::MIN, "decimal": u64::MAX, "single": "INF"}),
        ] {
            let value: Everything = read(&json);
            let text = serde_json::to_string(&value).expect("encodes");
            assert_eq!(text, member_by_member(&value));
            assert_eq!(
                serde_json::from_str::<serde_json::Value>(&text).expect("JSON"),
                json
            );
        }
    }

    #[test]
    fn every_ascii_character_is_escaped_as_serde_json_does() {
        let all: String = (0..=0x7F_u8).map(char::from).collect();
        assert_eq!(quoted(&all), serde_json::to_string(&all).expect("encodes"));
    }

    proptest! {
        #[test]
        fn strings_are_those_of_serde_json(value in "([a-z]{0,40}|[\u{0}-\u{7F}]{0,3}|.{0,3}){0,4}") {
            prop_assert_eq!(quoted(&value), serde_json::to_string(&value).expect("encodes"));
        }

        #[test]
        fn doubles_are_those_of_serde_json(value: f64) {
            prop_assume!(value.is_finite());
            let json = json!({ "double": value });
            let model: Everything = read(&json);
            prop_assert_eq!(serde_json::to_string(&model).expect("encodes"), member_by_member(&model));
        }
    }
}
