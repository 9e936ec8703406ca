use super::*;

fn sources() -> (Sources, SourceId, SourceId) {
    let mut sources = Sources::new();
    let short = sources.add(
        "specs/short.xml",
        "\u{feff}<Schema Namespace=\"graph\">\r\n  <Property Name=\"größe\" Type=\"Edm.Strin\"/>\r\n</Schema>\n",
    );
    let filler = "<Member Name=\"ä\"/>".repeat(200_000);
    let long = sources.add(
        "specs/long.xml",
        format!("{filler}<EntityType Nam=\"user\"/>{filler}"),
    );
    (sources, short, long)
}

/// The span of the first occurrence of a text.
fn find(sources: &Sources, source: SourceId, text: &str) -> Span {
    let start = sources
        .text(source)
        .find(text)
        .expect("the text is in the source");
    let [start, end] = [start, start + text.len()].map(|at| u32::try_from(at).expect("short"));
    Span { source, start, end }
}

#[test]
fn positions_count_characters_from_one() {
    let (sources, short, long) = sources();
    let position = |source, text| sources.position(find(&sources, source, text));
    assert_eq!(position(short, "<Schema"), Position { line: 1, column: 1 });
    assert_eq!(
        position(short, "Edm.Strin"),
        Position {
            line: 2,
            column: 32
        }
    );
    assert_eq!(
        position(short, "</Schema>"),
        Position { line: 3, column: 1 }
    );
    assert_eq!(
        position(long, "<EntityType"),
        Position {
            line: 1,
            column: 18 * 200_000 + 1
        }
    );
}

#[test]
fn a_span_outside_of_the_text_has_a_position() {
    let (sources, short, _) = sources();
    let beyond = Span {
        source: short,
        start: 5_000,
        end: 6_000,
    };
    assert_eq!(sources.position(beyond), Position { line: 4, column: 1 });
    let elsewhere = Span {
        source: SourceId(7),
        start: 1,
        end: 2,
    };
    assert_eq!(sources.position(elsewhere), Position { line: 1, column: 1 });
    let within_a_character = find(&sources, short, "röße");
    let odd = Span {
        start: within_a_character.start + 2,
        ..within_a_character
    };
    let mut diagnostics = Diagnostics::new();
    diagnostics.error("odd", "odd", odd);
    diagnostics.error("odd", "odd", beyond);
    diagnostics.error("odd", "odd", elsewhere);
    assert!(render(&diagnostics, &sources).ends_with("3 errors\n"));
}

#[test]
fn errors_come_first_and_then_the_order_of_the_text() {
    let (sources, short, _) = sources();
    let mut diagnostics = Diagnostics::new();
    diagnostics.warning(
        "unusual-name",
        "`größe` is an unusual Name",
        find(&sources, short, "größe"),
    );
    diagnostics
        .error(
            "undeclared-type",
            "`Edm.Strin` is not declared",
            find(&sources, short, "Edm.Strin"),
        )
        .label("no such type in the Edm namespace")
        .help("did you mean `Edm.String`?");
    diagnostics.error(
        "missing-attribute",
        "Schema has no Alias",
        find(&sources, short, "<Schema Namespace=\"graph\">"),
    );
    diagnostics
        .error("no-input", "no metadata file is given", None)
        .label("expected a file of CSDL");
    insta::assert_snapshot!(render(&diagnostics, &sources));
}

#[test]
fn long_lines_are_cut() {
    let (sources, _, long) = sources();
    let mut diagnostics = Diagnostics::new();
    diagnostics
        .error(
            "missing-attribute",
            "EntityType has no attribute `Name`",
            find(&sources, long, "<EntityType Nam=\"user\"/>"),
        )
        .label("`Name` is required here")
        .help("did you mean `Name`?");
    diagnostics.warning(
        "unusual-name",
        "`ä` is an unusual Name",
        find(&sources, long, "ä"),
    );
    insta::assert_snapshot!(render(&diagnostics, &sources));
}

#[test]
fn many_of_a_kind_are_counted() {
    let (sources, short, _) = sources();
    let mut diagnostics = Diagnostics::new();
    let total = STORED_PER_KIND + 34;
    for index in 0..total {
        diagnostics.warning(
            "unusual-name",
            format!("name {index}"),
            find(&sources, short, "größe"),
        );
    }
    diagnostics.error("undeclared-type", "one", find(&sources, short, "Edm.Strin"));
    assert_eq!(diagnostics.iter().count(), STORED_PER_KIND + 1);
    assert_eq!(diagnostics.count(Severity::Warning), total);
    let counts: Vec<_> = diagnostics.counts().collect();
    let expected = [
        (Severity::Error, "undeclared-type", 1),
        (Severity::Warning, "unusual-name", total),
    ];
    assert_eq!(counts, expected);
    let text = render(&diagnostics, &sources);
    assert_eq!(
        text.matches("is an unusual").count() + text.matches("]: name ").count(),
        RENDERED_PER_KIND
    );
    let rest = format!(
        "... and {} more of this kind (unusual-name)",
        total - RENDERED_PER_KIND
    );
    assert!(text.contains(&rest), "{text}");
    assert!(
        text.ends_with(&format!("1 error, {total} warnings\n")),
        "{text}"
    );
}

#[test]
fn appended_ones_are_counted_even_if_not_stored() {
    let mut many = Diagnostics::new();
    for _ in 0..STORED_PER_KIND + 5 {
        many.warning("odd", "odd", None);
    }
    let mut both = Diagnostics::new();
    both.warning("odd", "odd", None);
    both.append(many);
    assert_eq!(both.count(Severity::Warning), STORED_PER_KIND + 6);
    assert_eq!(both.iter().count(), STORED_PER_KIND);
    assert!(!both.has_errors());
    both.error("bad", "bad", None);
    assert!(both.has_errors());
}

#[test]
fn nothing_to_say_is_an_empty_text() {
    assert!(Diagnostics::new().is_empty());
    assert_eq!(render(&Diagnostics::new(), &Sources::new()), "");
}

#[test]
fn control_characters_of_the_input_do_not_reach_the_terminal() {
    let mut sources = Sources::new();
    let source = sources.add("a\u{1b}[31m.xml", "<a\u{1b}[2J\u{7}/>");
    let mut diagnostics = Diagnostics::new();
    let span = find(&sources, source, "a");
    diagnostics
        .error("odd", "\u{1b}[31mred", span)
        .label("\u{1b}[31mlabel")
        .help("\u{1b}[31mhelp");
    let text = render(&diagnostics, &sources);
    assert!(!text.contains(['\u{1b}', '\u{7}']), "{text:?}");
}

#[test]
fn bytes_that_are_not_utf_8_are_refused() {
    assert_eq!(
        decode("a.xml", b"\xef\xbb\xbf<a/>".to_vec()).expect("UTF-8"),
        "\u{feff}<a/>"
    );
    let message = |bytes: &[u8]| {
        decode("a.xml", bytes.to_vec())
            .expect_err("not UTF-8")
            .message
    };
    assert_eq!(
        message(b"<a b='\xff'/>"),
        "`a.xml` is not UTF-8: byte 0xff at offset 6 begins no character"
    );
    assert_eq!(
        message(b"\xff\xfe<\0"),
        "`a.xml` is UTF-16 (little endian), not UTF-8"
    );
    assert_eq!(
        message(b"\xfe\xff\0<"),
        "`a.xml` is UTF-16 (big endian), not UTF-8"
    );
    assert_eq!(
        message(b"<\0a\0"),
        "`a.xml` is UTF-16 (little endian, without byte order mark), not UTF-8"
    );
    assert_eq!(
        message("größe".as_bytes().split_at(3).0),
        "`a.xml` is not UTF-8: byte 0xc3 at offset 2 begins no character"
    );
}
