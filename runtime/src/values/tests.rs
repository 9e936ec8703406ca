use serde_json::{Value as Tree, json};

use super::*;
use crate::sample::{Everything, read, write};
use crate::{Field, Model};

/// JSON in, the same JSON out; and whether it fits the type of the property.
fn check(name: &str, rows: &[(Tree, bool)]) {
    let position = Everything::shape().position(name).expect("a property");
    for (json, fits) in rows {
        let object = json!({ name: json });
        let value: Everything = read(&object);
        let kept = matches!(
            value.as_model().slot(position).view(),
            crate::slot::View::Json(_)
        );
        assert_eq!(kept, !fits, "{name}: {json}");
        assert_eq!(write(&value), object, "{name}: {json}");
    }
}

fn fits(values: Tree) -> Vec<(Tree, bool)> {
    values
        .as_array()
        .expect("rows")
        .iter()
        .map(|value| (value.clone(), true))
        .collect()
}

fn odd(values: Tree) -> Vec<(Tree, bool)> {
    values
        .as_array()
        .expect("rows")
        .iter()
        .map(|value| (value.clone(), false))
        .collect()
}

#[test]
fn points_in_time() {
    check(
        "at",
        &fits(json!([
            "2026-11-23T21:18:14Z",
            "2026-11-23T21:18:14.1234567Z",
            "9999-12-31T23:59:59.9999999Z",
            "0001-01-01T00:00:00Z",
            "2026-11-23T21:18:14",
            "2026-11-23T21:18",
            "2026-11-23T21:18Z",
            "2026-11-23T21:18:14+05:30",
            "2026-11-23T21:18:14-08:00",
            "2016-12-31T23:59:60Z",
            "-0044-03-15T12:00:00Z",
            "2026-02-30T00:00:00Z",
            "2026-11-23t21:18:14z",
            "12026-11-23T21:18:14Z",
        ])),
    );
    check(
        "at",
        &odd(json!([
            "soon",
            "",
            "2026-11-23",
            "2026-13-01T00:00:00Z",
            "2026-11-23T24:00:00Z",
            "2026-11-23T21:60:00Z",
            "2026-11-23T21:18:14.Z",
            "2026-11-23T21:18:14+0530",
            "2026-11-23 21:18:14Z",
            "2026-11-23T21:18:14ZZ",
            "26-11-23T21:18:14Z",
            " 2026-11-23T21:18:14Z",
            "２026-11-23T21:18:14Z",
            1,
            true,
            {},
            [],
        ])),
    );
    let at = |text: &str| text.parse::<DateTimeOffset>().expect("lexical");
    assert_eq!(
        at("2026-11-23T21:18:14.5Z")
            .to_timestamp()
            .expect("in reach")
            .to_string(),
        "2026-11-23T21:18:14.5Z"
    );
    assert_eq!(
        at("2026-11-23T21:18:14+01:00")
            .to_timestamp()
            .expect("in reach")
            .as_second(),
        1_795_465_094
    );
    assert_eq!(
        at("0001-01-01T00:00:00Z")
            .to_timestamp()
            .expect("in reach")
            .to_string(),
        "0001-01-01T00:00:00Z"
    );
    let error = at("9999-12-31T23:59:59.9999999Z")
        .to_timestamp()
        .expect_err("beyond jiff");
    assert!(
        error.to_string().contains("9999-12-31T23:59:59.9999999Z"),
        "{error}"
    );
    assert_eq!(
        at("9999-12-31T23:59:59.9999999Z")
            .to_date_time()
            .expect("in reach")
            .to_string(),
        "9999-12-31T23:59:59.9999999"
    );
    assert_eq!(
        at("2026-11-23T21:18:14-08:00")
            .to_date_time()
            .expect("in reach")
            .to_string(),
        "2026-11-23T21:18:14"
    );
    assert!(at("2026-11-23T21:18:14").to_timestamp().is_err());
    assert!(
        !at("2026-11-23T21:18:14").has_offset() && at("2026-11-23T21:18:14-08:00").has_offset()
    );
    assert!(at("2026-02-30T00:00:00Z").to_timestamp().is_err());
    assert_eq!(
        DateTimeOffset::from(jiff::Timestamp::UNIX_EPOCH).as_str(),
        "1970-01-01T00:00:00Z"
    );
}

#[test]
fn dates_and_times() {
    check(
        "date",
        &fits(json!([
            "2026-11-23",
            "0001-01-01",
            "9999-12-31",
            "-0001-01-01"
        ])),
    );
    check(
        "date",
        &odd(json!([
            "2026-11-23T00:00:00Z",
            "2026-1-1",
            "today",
            "",
            20_261_123
        ])),
    );
    check(
        "time",
        &fits(json!([
            "08:30:00.0000000",
            "08:30",
            "23:59:59",
            "00:00:00.000000000000"
        ])),
    );
    check(
        "time",
        &odd(json!(["24:00", "8:30", "08:30:00.", "08", "", 8])),
    );
    assert_eq!(
        "2026-11-23"
            .parse::<Date>()
            .expect("lexical")
            .to_date()
            .expect("a day"),
        jiff::civil::date(2026, 11, 23)
    );
    assert!(
        "2026-02-30"
            .parse::<Date>()
            .expect("lexical")
            .to_date()
            .is_err()
    );
    assert_eq!(
        "08:30"
            .parse::<TimeOfDay>()
            .expect("lexical")
            .to_time()
            .expect("a time"),
        jiff::civil::time(8, 30, 0, 0)
    );
    assert_eq!(
        Date::from(jiff::civil::date(2026, 1, 2)).as_str(),
        "2026-01-02"
    );
    assert_eq!(
        TimeOfDay::from(jiff::civil::time(8, 30, 0, 0)).as_str(),
        "08:30:00"
    );
}

#[test]
fn durations() {
    check(
        "duration",
        &fits(json!([
            "P30D",
            "P0D",
            "PT0S",
            "PT1H30M",
            "-P1DT12H",
            "P1Y2M3W4DT5H6M7.89S",
            "PT1.5S",
            "P1M",
            "+P1D",
            "p1d",
            "P99999999999D",
        ])),
    );
    check(
        "duration",
        &odd(json!([
            "", "P", "PT", "P1DT", "30 days", "P1.5D", "PT1.S", "P1D2Y", "PT1M1H", "P-1D", "1D",
            30, "P1H"
        ])),
    );
    let duration = |text: &str| text.parse::<Duration>().expect("lexical");
    assert_eq!(
        duration("P30D")
            .to_signed_duration()
            .expect("exact")
            .as_hours(),
        720
    );
    assert_eq!(duration("P30D").to_span().expect("a span").get_days(), 30);
    assert_eq!(duration("P0D").as_str(), "P0D");
    assert_eq!(
        duration("-PT1.5S")
            .to_signed_duration()
            .expect("exact")
            .as_millis(),
        -1500
    );
    assert!(duration("P1M").to_signed_duration().is_err());
    assert_eq!(duration("P1M").to_span().expect("a span").get_months(), 1);
    assert!(duration("P99999999999D").to_span().is_err());
    assert_eq!(
        Duration::from(std::time::Duration::from_millis(1500))
            .to_signed_duration()
            .expect("exact")
            .as_millis(),
        1500
    );
    assert_eq!(
        Duration::from(jiff::SignedDuration::from_hours(36)).as_str(),
        "PT36H"
    );
}

#[test]
fn numbers() {
    check(
        "double",
        &fits(json!([
            1,
            1.0,
            1.5,
            -0.0,
            1e300,
            "INF",
            "-INF",
            "NaN",
            18_446_744_073_709_551_615_u64
        ])),
    );
    check("double", &odd(json!(["1.5", "inf", "nan", "", true, {}])));
    check("single", &fits(json!([0.1, 1, "NaN"])));
    check(
        "int64",
        &fits(json!([
            1,
            -9_223_372_036_854_775_808_i64,
            "9223372036854775807",
            "0",
            "-5"
        ])),
    );
    check(
        "int64",
        &odd(json!([
            9_223_372_036_854_775_808_u64,
            1.0,
            "1.0",
            "007",
            "+7",
            "-0",
            "",
            "9223372036854775808"
        ])),
    );
    check("int32", &odd(json!([2_147_483_648_i64, 1.0, "1"])));
    check("byte", &odd(json!([256, -1])));
    check("sbyte", &odd(json!([128])));
    check("flag", &odd(json!([0, "true"])));
    check("text", &odd(json!([0, true, {}, []])));
    let value: Everything = read(&json!({"double": 1, "single": 0.1, "int64": "12"}));
    assert_eq!(value.double, Field::Value(1.0.into()));
    assert_eq!(value.single.ok().expect("fits").get(), 0.1_f32);
    assert_eq!(value.int64, Field::Value(12.into()));
    assert!("NaN".parse::<Double>().expect("lexical").get().is_nan());
    assert_eq!("INF".parse::<Double>().expect("lexical"), f64::INFINITY);
    assert!("1e999".parse::<Double>().is_err());
    assert_eq!(write(&Single::from(0.1)), json!(0.1));
    assert_eq!(write(&Double::from(f64::NEG_INFINITY)), json!("-INF"));
    assert!("9223372036854775808".parse::<Int64>().is_err());
}

#[test]
fn decimals() {
    check(
        "decimal",
        &fits(json!([
            1,
            1.5,
            "1.5",
            "12345678901234567890.12",
            "-0.10",
            "INF",
            "NaN",
            "+1",
            "007",
            "1E+5",
            -1e-7
        ])),
    );
    check(
        "decimal",
        &odd(json!([
            "",
            "1.",
            ".5",
            "1e",
            "one",
            true,
            {},
            [],
            "0x1",
            "1 "
        ])),
    );
    for text in [
        "1",
        "1.50",
        "-0",
        "0.1e-5",
        "12345678901234567890.1234567890",
        "1E400",
        "\"00.10\"",
    ] {
        let json = format!("{{\"decimal\":{text}}}");
        let value: Everything = serde_json::from_str(&json).expect("decodes");
        assert_eq!(serde_json::to_string(&value).expect("encodes"), json);
        assert!(value.decimal.get().is_ok(), "{text}");
    }
    assert_eq!(
        serde_json::to_string(&"007".parse::<Decimal>().expect("lexical")).expect("encodes"),
        "\"007\""
    );
    assert_eq!("2.5".parse::<Decimal>().expect("lexical").to_f64(), 2.5);
    assert_eq!(Decimal::from(5).to_i64(), Some(5));
}

#[test]
fn guids() {
    check(
        "guid",
        &fits(json!([
            "",
            "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
            "3F2504E0-4F89-11D3-9A0C-0305E82C3301"
        ])),
    );
    check(
        "guid",
        &odd(json!([
            "{3f2504e0-4f89-11d3-9a0c-0305e82c3301}",
            "3f2504e04f8911d39a0c0305e82c3301",
            "x",
            1
        ])),
    );
    assert!("".parse::<Guid>().expect("lexical").is_empty());
    #[cfg(feature = "uuid")]
    {
        let guid: Guid = "3f2504e0-4f89-11d3-9a0c-0305e82c3301"
            .parse()
            .expect("lexical");
        assert_eq!(Guid::from(guid.to_uuid().expect("a uuid")), guid);
        assert!("".parse::<Guid>().expect("lexical").to_uuid().is_err());
    }
}

#[test]
fn binaries() {
    check(
        "binary",
        &fits(json!([
            "", "AA==", "AAE=", "AAEC", "-_-_", "+/+/", "AA", "AAE"
        ])),
    );
    check(
        "binary",
        &odd(json!(["A", "AA=", "A===", "AA==AA==", "A A=", "é", 1])),
    );
    for bytes in [
        &b""[..],
        b"\0",
        b"\0\x01",
        b"\xFF\xFE\xFD",
        b"Graph says hello",
    ] {
        let binary = Binary::from_bytes(bytes);
        assert_eq!(binary.to_bytes(), bytes);
        assert_eq!(
            binary
                .as_str()
                .trim_end_matches('=')
                .parse::<Binary>()
                .expect("lexical")
                .to_bytes(),
            bytes
        );
    }
    assert_eq!(Binary::from_bytes(b"hello").as_str(), "aGVsbG8=");
    assert_eq!(
        "-_-_".parse::<Binary>().expect("lexical").to_bytes(),
        "+/+/".parse::<Binary>().expect("lexical").to_bytes()
    );
}

#[test]
fn null_is_null_for_every_type() {
    let names = || Everything::shape().properties().iter().map(|row| row.0);
    let object: Tree = names()
        .map(|name| (name.to_owned(), Tree::Null))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let value: Everything = read(&object);
    assert!(
        value.at.is_null()
            && value.untyped.is_null()
            && value.decimal.is_null()
            && value.texts.is_null()
    );
    assert_eq!(write(&value), object);
}

#[test]
fn a_text_that_does_not_parse_says_what_was_expected() {
    let error = "soon".parse::<DateTimeOffset>().expect_err("not lexical");
    assert_eq!(error.text(), "soon");
    assert!(
        error
            .to_string()
            .starts_with("`soon` is not an Edm.DateTimeOffset"),
        "{error}"
    );
    assert!(
        serde_json::from_str::<Guid>("\"x\"")
            .expect_err("not lexical")
            .to_string()
            .contains("Edm.Guid")
    );
    assert!(serde_json::from_str::<Guid>("null").is_err());
}
