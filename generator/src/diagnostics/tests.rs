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
    let mut sources = Sources::new();
    let id = sources
        .add_bytes("a.xml", b"\xef\xbb\xbf<a/>".to_vec())
        .expect("UTF-8");
    assert_eq!(sources.text(id), "\u{feff}<a/>");

    let fault = |bytes: &[u8]| {
        let mut sources = Sources::new();
        let added = sources.add_bytes("a.xml", bytes.to_vec());
        let fault = added.expect_err("not UTF-8");
        let place = sources.position(fault.span.expect("a place"));
        (fault.message, place.line, place.column)
    };
    let bad = |byte: &str, offset: usize| {
        format!("`a.xml` is not UTF-8: byte {byte} at offset {offset} begins no character")
    };
    assert_eq!(fault(b"<a b='\xff'/>"), (bad("0xff", 6), 1, 7));
    assert_eq!(
        fault(b"\xef\xbb\xbf<a>\r\n\n gr\xc3\xb6\xff \xfe\n</a>"),
        (bad("0xff", 14), 3, 5)
    );
    assert_eq!(
        fault("größe".as_bytes().split_at(3).0),
        (bad("0xc3", 2), 1, 3)
    );
    for (bytes, encoding) in [
        (&b"\xff\xfe<\0"[..], "little endian"),
        (b"\xfe\xff\0<", "big endian"),
        (b"<\0a\0", "little endian, without byte order mark"),
        (b"\0<\0", "big endian, without byte order mark"),
    ] {
        let message = format!("`a.xml` is UTF-16 ({encoding}), not UTF-8");
        assert_eq!(fault(bytes), (message, 1, 1));
    }
}

#[test]
fn what_can_be_read_is_shown_with_the_bytes_that_cannot() {
    for (bytes, excerpt) in [
        (&b"<a>\n<b c='\xff\xfe'/>\n"[..], "a.xml:2:7\n"),
        (b"\xff\xfe<\0a\0/\0>\0\n\0", "1 | <a/>\n"),
    ] {
        let mut sources = Sources::new();
        let mut diagnostics = Diagnostics::new();
        let added = sources.add_bytes("a.xml", bytes.to_vec());
        diagnostics.push(added.expect_err("not UTF-8"));
        let text = render(&diagnostics, &sources);
        assert!(text.contains(excerpt), "{text}");
        assert!(text.contains("^ expected UTF-8"), "{text}");
    }
}
