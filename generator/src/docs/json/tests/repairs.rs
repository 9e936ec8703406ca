//! What is made of each defect.

use super::*;

/// Reads a damaged text; answers its value as JSON and the kinds of repairs.
fn repaired(text: &str) -> (String, Vec<&'static str>) {
    let block = read(&placed(text)).unwrap_or_else(|error| panic!("{text}: {error}"));
    let kinds = block.repairs.iter().map(|repair| repair.kind);
    (block.value.to_string(), kinds.collect())
}

#[test]
fn every_defect_is_repaired() {
    let cases: &[(&str, &str, &[&str])] = &[
        (r#"{"a":1,}"#, r#"{"a":1}"#, &["trailing-comma"]),
        (r#"[1,2,]"#, "[1,2]", &["trailing-comma"]),
        (r#"[1,,2]"#, "[1,2]", &["extra-comma"]),
        (
            "{\"a\":\"one\n two\"}",
            r#"{"a":"one\n two"}"#,
            &["raw-newline"],
        ),
        (
            "{\"a\":\"one\r\n two\",\"b\":1}",
            r#"{"a":"one\n two","b":1}"#,
            &["raw-newline"],
        ),
        ("{\"a\":\"x\ty\"}", r#"{"a":"x\ty"}"#, &["raw-control"]),
        ("{\"a\":1\n\"b\":2}", r#"{"a":1,"b":2}"#, &["missing-comma"]),
        (
            r#"{"a":"x" "b":"y"}"#,
            r#"{"a":"x","b":"y"}"#,
            &["missing-comma"],
        ),
        (
            "[{\"a\":1}\n{\"a\":2}]",
            r#"[{"a":1},{"a":2}]"#,
            &["missing-comma"],
        ),
        (r#"{"a":1; "b":2}"#, r#"{"a":1,"b":2}"#, &["semicolon"]),
        (
            r#"{"a":"x" (see below), "b":1}"#,
            r#"{"a":"x","b":1}"#,
            &["stray-text"],
        ),
        (r#"["x" or so, 1]"#, r#"["x",1]"#, &["stray-text"]),
        (
            "{\"a\":1, // why\n\"b\":2}",
            r#"{"a":1,"b":2}"#,
            &["comment"],
        ),
        (
            r#"{/* all */"a":"http://x/*"}"#,
            r#"{"a":"http://x/*"}"#,
            &["comment"],
        ),
        (r#"{"a":1 <!-- why -->}"#, r#"{"a":1}"#, &["comment"]),
        (
            "{a:1, b :\"x\"}",
            r#"{"a":1,"b":"x"}"#,
            &["unquoted-name", "unquoted-name"],
        ),
        (
            r#"{"a":String, "b":1}"#,
            r#"{"a":"String","b":1}"#,
            &["unquoted-value"],
        ),
        (
            r#"{"a":true | false}"#,
            r#"{"a":"true | false"}"#,
            &["unquoted-value"],
        ),
        (r#"{"a":True}"#, r#"{"a":true}"#, &["literal-case"]),
        (
            "{\nLocation: https://host/path\n\"a\":1}",
            r#"{"Location":"https://host/path","a":1}"#,
            &["unquoted-name", "unquoted-value", "missing-comma"],
        ),
        (r#"{ - "a": 1}"#, r#"{"a":1}"#, &["stray-text"]),
        (
            "{\"a\":\"x,\n\"b\":1}",
            r#"{"a":"x","b":1}"#,
            &["unterminated-string"],
        ),
        (
            "{\"a: 200,\n\"b\":1}",
            r#"{"a":200,"b":1}"#,
            &["unterminated-string"],
        ),
        (
            "{\"a: : null,\n\"b\":1}",
            r#"{"a":null,"b":1}"#,
            &["unterminated-string", "extra-colon"],
        ),
        (r#"{"a: "x"}"#, r#"{"a":"x"}"#, &["unterminated-string"]),
        (r#"{"a" "x"}"#, r#"{"a":"x"}"#, &["missing-colon"]),
        (r#"{"a" {"b":1}}"#, r#"{"a":{"b":1}}"#, &["missing-colon"]),
        (r#"{"a" = 1}"#, r#"{"a":1}"#, &["missing-colon"]),
        (r#"{"a":,"b":1}"#, r#"{"a":null,"b":1}"#, &["missing-value"]),
        (r#"{"a","b":1}"#, r#"{"a":null,"b":1}"#, &["missing-value"]),
        (
            r#"{"a":""x y","b":1}"#,
            r#"{"a":"x y","b":1}"#,
            &["doubled-quote"],
        ),
        (
            r#"{"a":"x y"","b":1}"#,
            r#"{"a":"x y","b":1}"#,
            &["doubled-quote"],
        ),
        (r#"{""a":1}"#, r#"{"a":1}"#, &["doubled-quote"]),
        (
            r#"{"a":"the "odd" one","b":1}"#,
            r#"{"a":"the \"odd\" one","b":1}"#,
            &["unescaped-quote"],
        ),
        ("{“a”: “x”}", r#"{"a":"x"}"#, &["smart-quotes"; 4]),
        (
            "{\"a\": \"x”, \"b\": \"y\"}",
            r#"{"a":"x","b":"y"}"#,
            &["smart-quotes"],
        ),
        ("{\"a\": \"x”\n}", r#"{"a":"x"}"#, &["smart-quotes"]),
        (
            "{'a': 'don\\'t'}",
            r#"{"a":"don't"}"#,
            &[
                "single-quotes",
                "single-quotes",
                "single-quotes",
                "bad-escape",
                "single-quotes",
            ],
        ),
        (
            "{\"a\":\u{a0}1,\u{200b}\"b\":2}",
            r#"{"a":1,"b":2}"#,
            &["odd-space", "odd-space"],
        ),
        (
            r#"{"a":1, ...}"#,
            r#"{"a":1}"#,
            &["trailing-comma", "ellipsis"],
        ),
        (
            r#"[{"a":1}, ... more of them ...]"#,
            r#"[{"a":1}]"#,
            &["trailing-comma", "ellipsis"],
        ),
        ("{…}", "{}", &["ellipsis"]),
        (
            r#"{"a":2018-04-01T12:39:16Z}"#,
            r#"{"a":"2018-04-01T12:39:16Z"}"#,
            &["bare-time"],
        ),
        (
            r#"{"a":00:00:00,"b":1}"#,
            r#"{"a":"00:00:00","b":1}"#,
            &["bare-time"],
        ),
        ("{\"a\":1}\n{\"b\":2}", r#"{"a":1}"#, &["second-document"]),
        (r#"{"a":[1,2}"#, r#"{"a":[1,2]}"#, &["missing-bracket"]),
        (r#"[{"a":1]"#, r#"[{"a":1}]"#, &["missing-bracket"]),
        (
            r#"{"a":[{"b":1},"c":2}]"#,
            r#"{"a":[{"b":1},{"c":2}]}"#,
            &["pair-in-array", "missing-bracket"],
        ),
        (r#"["a":1,"b":2]"#, r#"[{"a":1,"b":2}]"#, &["pair-in-array"]),
        (r#"{"a":1]}"#, r#"{"a":1}"#, &["mismatched-bracket"]),
        (r#"{"a":1}}"#, r#"{"a":1}"#, &["mismatched-bracket"]),
        (
            r#"{"a":[1]],"b":2}"#,
            r#"{"a":[1],"b":2}"#,
            &["mismatched-bracket"],
        ),
        (
            r#"{"a":{"b":1"#,
            r#"{"a":{"b":1}}"#,
            &["missing-bracket", "missing-bracket"],
        ),
        (r#""a":1,"b":2}"#, r#"{"a":1,"b":2}"#, &["missing-bracket"]),
        (
            r#"{"a&quot;: &quot;x", "b":1}"#,
            r#"{"a":"x","b":1}"#,
            &["entity-quote", "entity-quote"],
        ),
        (
            r#"{&quot;a&quot;:1,}"#,
            r#"{"a":1}"#,
            &["entity-quote", "entity-quote", "trailing-comma"],
        ),
        (
            r#"{"a":"x &quot;y&quot;",}"#,
            r#"{"a":"x &quot;y&quot;"}"#,
            &["trailing-comma"],
        ),
        (
            r#"{"a":"DOMAIN\user"}"#,
            r#"{"a":"DOMAIN\\user"}"#,
            &["bad-escape"],
        ),
        (r#"{"a":"\ud800"}"#, "{\"a\":\"\u{fffd}\"}", &["bad-escape"]),
        (
            r#"{"a":1,{"b":2}}"#,
            r#"{"a":1}"#,
            &["trailing-comma", "stray-value"],
        ),
    ];
    let mut wrong = Vec::new();
    for (text, value, kinds) in cases {
        let (read, told) = repaired(text);
        if (read.as_str(), told.as_slice()) != (*value, *kinds) {
            wrong.push(format!(
                "{text}\n  is {read} {told:?}\n  not {value} {kinds:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_repair_has_the_place_of_the_defect() {
    let text = "{\"a\": 1,\n \"b\": x,\n}";
    let block = read(&placed(text)).expect("JSON");
    let places = block
        .repairs
        .iter()
        .map(|repair| covered(text, repair.span));
    assert_eq!(places.collect::<Vec<_>>(), ["x", ","]);
}

/// As bad as it gets in published pages.
#[test]
fn many_defects_at_once_leave_what_can_be_read() {
    let text = "{\n \"answers\": [\n {\n  \"body\": {\n   \"one\",\n   \"two\"\n }\n  \"id\": \"{key}\",\n  \"verb\": \"GET”,\n  \
                \"status: 200,\n  \"rest\": {\n   \"data\": [{key}, {key}...]\n   \"error\": null\n  }\n ]\n}";
    let (value, kinds) = repaired(text);
    assert_eq!(
        value,
        r#"{"answers":[{"body":{"one":null,"two":null},"id":"{key}","verb":"GET","status":200,"rest":{"data":[{},{}],"error":null}}]}"#
    );
    assert_eq!(
        kinds,
        [
            "missing-value",
            "missing-value",
            "missing-comma",
            "smart-quotes",
            "unterminated-string",
            "stray-text",
            "stray-text",
            "ellipsis",
            "missing-comma",
            "missing-bracket",
        ]
    );
}

#[test]
fn entities_stay_in_valid_json() {
    let text = r#"{"a":"&quot;x&quot;"}"#;
    assert_eq!(repaired(text), (text.to_owned(), vec![]));
}
