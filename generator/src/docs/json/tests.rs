use super::*;
use crate::diagnostics::SourceId;
use proptest::prelude::*;

mod corpus;
mod repairs;

const SOURCE: SourceId = SourceId(3);

/// A text that begins at byte 100 of its page.
fn placed(text: &str) -> Text<'_> {
    let start = 100;
    let length = u32::try_from(text.len()).expect("a short text");
    Text {
        text: Cow::Borrowed(text),
        span: Span {
            source: SOURCE,
            start,
            end: start + length,
        },
    }
}

/// What a span covers.
fn covered(text: &str, span: Span) -> &str {
    &text[span.start as usize - 100..span.end as usize - 100]
}

#[test]
fn every_value_knows_its_place() {
    let text = r#" {"a": [1, "zwei\n", {}], "ü": null} "#;
    let block = read(&placed(text)).expect("JSON");
    assert_eq!(block.repairs, []);
    assert_eq!(covered(text, block.value.span), text.trim());
    let [a, u] = block.value.members() else {
        panic!("{:?}", block.value)
    };
    assert_eq!(covered(text, a.span), "\"a\"");
    assert_eq!(covered(text, a.value.span), r#"[1, "zwei\n", {}]"#);
    assert_eq!(covered(text, u.span), "\"ü\"");
    assert_eq!(covered(text, u.value.span), "null");
    let Value::Array(elements) = &a.value.value else {
        panic!("{:?}", a.value)
    };
    let places: Vec<_> = elements.iter().map(|one| covered(text, one.span)).collect();
    assert_eq!(places, ["1", r#""zwei\n""#, "{}"]);
    assert_eq!(elements[1].as_str(), Some("zwei\n"));
}

#[test]
fn text_put_together_has_the_place_of_the_whole() {
    let whole = placed(r#"{"a": [1,]}"#);
    let owned = Text {
        text: Cow::Owned(whole.text.to_string()),
        span: whole.span,
    };
    let block = read(&owned).expect("JSON");
    assert_eq!(block.value.get("a").map(|a| a.span), Some(whole.span));
    assert_eq!(block.repairs[0].span, whole.span);
    let borrowed = read(&whole).expect("JSON");
    assert_eq!(block.value.to_json(), borrowed.value.to_json());
}

#[test]
fn members_keep_order_duplicates_and_the_text_of_numbers() {
    let text = r#"{"b":1.50,"a":12345678901234567890123,"b":-0e+1}"#;
    let block = read(&placed(text)).expect("JSON");
    assert_eq!(block.value.to_string(), text);
    assert_eq!(
        block.value.get("b").map(Node::to_string).as_deref(),
        Some("1.50")
    );
}

#[test]
fn what_is_no_json_is_refused() {
    let cases = [
        ("", Unreadable::Empty),
        (" \n\u{a0}// nothing\n", Unreadable::Empty),
        ("Name,Size\nA,1", Unreadable::NotJson),
        ("1,2,3", Unreadable::NotJson),
        ("\"Name\",\"Size\"\n1,2", Unreadable::NotJson),
        ("<binary data>", Unreadable::NotJson),
        ("\"never closed", Unreadable::NotJson),
        ("{the bytes of the file}", Unreadable::Placeholder),
        ("[a package in ZIP form]", Unreadable::Placeholder),
    ];
    for (text, expected) in cases {
        assert_eq!(read(&placed(text)).map(|_| ()), Err(expected), "{text}");
    }
}

#[test]
fn depth_is_limited() {
    for (open, inner, close) in [("[", "", "]"), ("{\"a\":", "1", "}"), ("[\"a\":", "1", "]")] {
        let nested = |depth: usize| open.repeat(depth) + inner + &close.repeat(depth);
        assert!(read(&placed(&nested(DEPTH_LIMIT / 2))).is_ok(), "{open}");
        let text = nested(100_000);
        assert_eq!(
            read(&placed(&text)).map(|_| ()),
            Err(Unreadable::TooDeep),
            "{open}"
        );
    }
    let deepest = "[".repeat(DEPTH_LIMIT) + &"]".repeat(DEPTH_LIMIT);
    assert!(serde_json::from_str::<serde_json::Value>(&deepest).is_ok());
    assert!(read(&placed(&deepest)).is_ok());
}

/// What takes time in proportion to its square would take minutes here.
#[test]
fn long_texts_of_anything_end() {
    let pieces = [
        "\"",
        "\"a",
        "\"a\n",
        "'",
        "'a\n",
        "“",
        "“a”b",
        "\"a” b",
        "\"a: ",
        "{\"a: ",
        "[1 a}",
        "a:",
        ",",
        ":",
        "...",
        "/*",
        "//",
        "<!--",
        "<",
        "&quot;",
        "\"a&quot;",
        "\\",
        "\"\\",
        " ",
        "\u{a0}",
        "{}",
        "]",
        "}",
        "\"a\" \"",
        "\"a\"b",
        "\"a\" : ",
        "1 ",
        "-",
        "#\n",
    ];
    for piece in pieces {
        for prefix in ["{", "[", "{\"a\":\"", "{\"a\":'"] {
            let text = prefix.to_owned() + &piece.repeat(100_000 / piece.len());
            let _ = read(&placed(&text));
        }
    }
}

/// Any JSON value that serde_json holds.
fn value() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        any::<f64>().prop_map(serde_json::Value::from),
        any::<String>().prop_map(serde_json::Value::from),
        r#"["'“”:,{}\[\]&quot;/\\ \n]{0,12}"#.prop_map(serde_json::Value::from),
    ];
    leaf.prop_recursive(6, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(serde_json::Value::from),
            prop::collection::btree_map(r#"[a-z@.#"': ]{0,8}"#, inner, 0..6)
                .prop_map(|map| map.into_iter().collect()),
        ]
    })
}

fn json_text() -> impl Strategy<Value = String> {
    (value(), any::<bool>()).prop_map(|(value, pretty)| {
        let write = if pretty {
            serde_json::to_string_pretty
        } else {
            serde_json::to_string
        };
        write(&value).expect("JSON")
    })
}

proptest! {
    #[test]
    fn valid_json_is_read_as_it_is(text in json_text()) {
        let block = read(&placed(&text)).expect("valid JSON");
        prop_assert_eq!(&block.repairs, &[]);
        let expected: serde_json::Value = serde_json::from_str(&text).expect("valid JSON");
        prop_assert_eq!(block.value.to_json(), expected.clone());
        let again: serde_json::Value = serde_json::from_str(&block.value.to_string()).expect("valid JSON");
        prop_assert_eq!(again, expected);
    }

    /// No repairs means valid, and valid means no repairs: serde_json is the judge of any damaged text.
    #[test]
    fn damaged_json_is_told_from_valid(
        text in json_text(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), 0..3_usize, r#"[\[\]{}:,"'“”a0.\-/\\ \n\u{a0}\u{200b}]{0,3}"#), 1..5),
    ) {
        let mut characters: Vec<char> = text.chars().collect();
        for (place, removed, inserted) in damage {
            let start = place.index(characters.len() + 1);
            let end = (start + removed).min(characters.len());
            characters.splice(start..end, inserted.chars());
        }
        let damaged: String = characters.into_iter().collect();
        let is_valid = serde_json::from_str::<serde_json::Value>(&damaged).is_ok();
        match read(&placed(&damaged)) {
            Ok(block) => {
                prop_assert_eq!(block.repairs.is_empty(), is_valid, "{} {:?}", damaged, block.repairs);
                let end = block.text.span.end;
                prop_assert!(block.repairs.iter().all(|repair| repair.span.end <= end));
                prop_assert!(block.value.span.end <= end);
                serde_json::from_str::<serde_json::Value>(&block.value.to_string()).expect("valid JSON");
            }
            Err(_) => prop_assert!(!is_valid, "{}", damaged),
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in r#"[\PC\n\t"{}\[\]:,&;quot/*<!>\\-]{0,80}"#) {
        let _ = read(&placed(&text));
    }
}
