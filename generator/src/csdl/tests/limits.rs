//! Input that is made to hurt.

use super::*;
use std::time::{Duration, Instant};

/// Far above what a debug build on a busy machine needs, far below what quadratic work would take.
const PATIENCE: Duration = Duration::from_secs(60);

/// How many elements are many; a debug build takes ten times as long.
const MANY: usize = if cfg!(debug_assertions) {
    200_000
} else {
    2_000_000
};

fn annotation(content: &str) -> String {
    schema_text(&format!("<Annotation Term='t'>{content}</Annotation>"))
}

/// `Edmx`, `DataServices`, `Schema` and `Annotation` are open around the content.
const OUTER: usize = 4;

#[test]
fn nesting_up_to_the_limit_is_read() {
    let depth = MAX_DEPTH - OUTER;
    let cases = [
        ("<Collection>", "</Collection>", 1),
        ("<Not>", "</Not>", 1),
        ("<If><Path>a</Path>", "</If>", 1),
        ("<Cast Type='Edm.String'>", "</Cast>", 1),
        ("<LabeledElement Name='l'>", "</LabeledElement>", 1),
        ("<Apply Function='f'>", "</Apply>", 1),
        (
            "<Record><PropertyValue Property='p'>",
            "</PropertyValue></Record>",
            2,
        ),
    ];
    for (start, end, levels) in cases {
        let times = (depth - 1) / levels;
        let content = format!("{}<Int>1</Int>{}", start.repeat(times), end.repeat(times));
        let text = annotation(&content);
        let schema = read(&text).schema();
        assert!(schema.annotations[0].value.is_some(), "{start}");
        drop(schema.clone());
    }
    let times = MAX_DEPTH - OUTER;
    let text = annotation(&format!(
        "{}{}",
        "<Annotation Term='u'>".repeat(times),
        "</Annotation>".repeat(times)
    ));
    read(&text).schema();
}

#[test]
fn nesting_past_the_limit_is_an_error() {
    let depth = MAX_DEPTH - OUTER + 1;
    let text = annotation(&format!(
        "{}{}",
        "<Annotation Term='u'>".repeat(depth),
        "</Annotation>".repeat(depth)
    ));
    read(&text)
        .says(&["nested-too-deep: elements are nested deeper than 200 @ <Annotation Term='u'>"]);
    let text = annotation(&format!(
        "{}<Int/>{}",
        "<Collection>".repeat(depth - 1),
        "</Collection>".repeat(depth - 1)
    ));
    read(&text).says(&["nested-too-deep: elements are nested deeper than 200 @ <Int/>"]);
    for name in ["Collection", "Record", "Foo", "Annotation", "EntityType"] {
        let times = 100_000;
        let (start, end) = (
            format!("<{name}>").repeat(times),
            format!("</{name}>").repeat(times),
        );
        for text in [
            annotation(&format!("{start}{end}")),
            annotation(&start),
            annotation(&end),
            schema_text(&start),
        ] {
            let started = Instant::now();
            assert!(!read(&text).diagnostics.is_empty());
            assert!(started.elapsed() < PATIENCE, "{name}");
        }
    }
}

#[test]
fn a_great_many_elements_are_read_in_seconds() {
    let cases = [
        "<Property/>",
        "<x/>",
        "</x>",
        "<Annotation Term='t'/>",
        "<EntityType Name='&x;'/>",
        "&lt;",
        "text<!-- -->",
        "<!DOCTYPE x>",
    ];
    for element in cases {
        let text = schema_text(&element.repeat(MANY));
        let started = Instant::now();
        let read = read(&text);
        assert!(read.diagnostics.iter().count() <= 4 * crate::diagnostics::STORED_PER_KIND);
        assert!(read.rendered().len() < 20_000, "{element}");
        assert!(
            started.elapsed() < PATIENCE,
            "{element}: {:?}",
            started.elapsed()
        );
    }
}

#[test]
fn many_attributes_or_namespaces_are_read_in_seconds() {
    use std::fmt::Write;
    let mut attributes = String::new();
    let mut declarations = String::new();
    for index in 0..200_000 {
        let _ = write!(attributes, " a{index}='x'");
        let _ = write!(declarations, " xmlns:p{index}='u' p{index}:a='x'");
    }
    for attributes in [
        attributes,
        declarations,
        " xmlns='u'".repeat(200_000),
        " a".repeat(200_000),
        "a".repeat(2_000_000),
    ] {
        let text = schema_text(&format!("<EntityType Name='t' {attributes}/>"));
        let started = Instant::now();
        let read = read(&text);
        assert!(!read.diagnostics.is_empty());
        assert!(started.elapsed() < PATIENCE);
        assert!(read.rendered().len() < 20_000);
    }
}

#[test]
fn damage_anywhere_is_survived() {
    let whole = schema_text(
        "<EntityType Name='größe'><Key><PropertyRef Name='id'/></Key><Property Name='a' Type='Collection(Edm.String)'/></EntityType>\
         <Annotation Term='t'><Record><PropertyValue Property='p'><If><Path>a</Path><Int>1</Int></If></PropertyValue></Record></Annotation>",
    );
    let places: Vec<_> = whole.char_indices().map(|(at, _)| at).collect();
    for replacement in [
        "",
        "<",
        ">",
        "/",
        "\"",
        "'",
        "=",
        " ",
        "&",
        "&#1;",
        "\0",
        "<!--",
        "]]>",
        "<![CDATA[",
        "<?",
        "</",
        "</Schema>",
        "<a:b>",
        "ü",
        "\u{feff}",
        "\r\n",
    ] {
        for at in &places {
            let rest = whole[*at..]
                .chars()
                .next()
                .map_or("", |first| &whole[at + first.len_utf8()..]);
            let text = format!("{}{replacement}{rest}", &whole[..*at]);
            let read = read(&text);
            assert!(
                read.document.is_some() || read.diagnostics.has_errors(),
                "{text}"
            );
            let length = u32::try_from(text.len()).expect("short");
            for span in read.diagnostics.iter().filter_map(|one| one.span) {
                assert!(
                    span.start <= span.end && span.end <= length,
                    "{span:?} {text}"
                );
            }
        }
    }
}
