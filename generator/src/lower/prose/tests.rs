use super::*;
use proptest::prelude::*;
use pulldown_cmark::{
    BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream,
};

/// What rustdoc switches on, but for smart punctuation, which changes texts only.
fn rustdoc() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
}

/// Reads lines as rustdoc would; fails on everything that text must not become. Answers the text.
fn read_back(lines: &[String]) -> Result<String, String> {
    let markdown: String = lines
        .iter()
        .flat_map(|line| [line.as_str(), "\n"])
        .collect();
    let mut broken = None;
    let mut on_broken = |link: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
        broken = Some(link.reference.into_string());
        None
    };
    let parser = Parser::new_with_broken_link_callback(&markdown, rustdoc(), Some(&mut on_broken));
    let mut text = String::new();
    let mut in_link = false;
    for event in TextMergeStream::new(parser) {
        match event {
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                ..
            }) => {
                in_link = true;
                let allowed = matches!(link_type, LinkType::Inline | LinkType::Autolink);
                let is_web = dest_url.starts_with("https://") || dest_url.starts_with("http://");
                if !allowed || !is_web {
                    return Err(format!("{link_type:?} to {dest_url:?}"));
                }
            }
            Event::End(TagEnd::Link) => in_link = false,
            Event::Start(Tag::Paragraph | Tag::List(_) | Tag::Item) => {}
            Event::End(_) => text.push(' '),
            Event::Text(piece) => {
                let bare = |scheme: &str| {
                    piece
                        .split(scheme)
                        .skip(1)
                        .any(|rest| rest.starts_with(char::is_alphanumeric))
                };
                if !in_link && (bare("https://") || bare("http://")) {
                    return Err(format!("bare address in {piece:?}"));
                }
                text.push_str(&piece);
            }
            Event::Code(code) => text.push_str(&code),
            Event::SoftBreak => text.push(' '),
            other => return Err(format!("{other:?}")),
        }
    }
    match broken {
        Some(link) => Err(format!("intra-doc link to {link:?}")),
        None => Ok(text),
    }
}

/// Lines stand in a struct as doc comments: nothing of them may get out.
fn stay_inside(lines: &[String]) -> Result<(), String> {
    let mut source: String = lines.iter().map(|line| format!("/// {line}\n")).collect();
    source.push_str("struct S;\n");
    let file = syn::parse_file(&source).map_err(|fault| format!("{fault}: {source}"))?;
    let [syn::Item::Struct(item)] = file.items.as_slice() else {
        return Err(source);
    };
    let docs = item
        .attrs
        .iter()
        .filter(|one| one.path().is_ident("doc"))
        .count();
    if docs == lines.len() && item.attrs.len() == docs && file.attrs.is_empty() {
        Ok(())
    } else {
        Err(source)
    }
}

/// Links of pages lead to types of the client, to the public reference, or nowhere.
#[test]
fn links_lead_where_they_are_said_to() {
    let user = TypePath {
        module: "graph".into(),
        name: "User".into(),
    };
    let links = |address: &str| match address {
        "user.md" => Some(LinkTarget::Type(user.clone())),
        "page.md" => Some(LinkTarget::Address("https://x.example/page".to_owned())),
        "evil.md" => Some(LinkTarget::Address("javascript:alert(1)".to_owned())),
        _ => None,
    };
    let table: &[(&str, &str)] = &[
        ("A [user](user.md).", "A [user][graph::User]."),
        ("[a *b* `c`](user.md)", "[a b c][graph::User]"),
        ("[a \\] b](user.md)", "[a \\] b][graph::User]"),
        ("[page](page.md)", "[page](https://x.example/page)"),
        ("[text](evil.md)", "text"),
        ("[text](none.md)", "text"),
        ("[](user.md)", ""),
        // Their definitions stand elsewhere in the page.
        ("A [site][] and [another][x].", "A site and another."),
        ("An array [0] and [x].", "An array \\[0\\] and \\[x\\]."),
    ];
    for (text, expected) in table {
        let docs = to_docs(text, &links);
        assert_eq!(
            docs.lines().collect::<Vec<_>>().join("\n"),
            *expected,
            "{text}"
        );
        let is_linked = expected.contains("[graph::User]");
        assert_eq!(docs.links.contains(&user), is_linked, "{text}");
    }
    assert_eq!(
        link("a [b]", "https://x.example/"),
        "[a \\[b\\]](https://x.example/)"
    );
    assert_eq!(link("", "https://x.example/"), "<https://x.example/>");
    assert_eq!(link("a\nb", "javascript:x"), "a b");
}

#[test]
fn text_becomes_lines() {
    let table: &[(&str, &[&str])] = &[
        ("", &[]),
        (" \r\n\t ", &[]),
        ("The id.", &["The id."]),
        (
            "The id. Read-only. Supports $filter (eq, ne).",
            &["The id.", "", "Read-only. Supports $filter (eq, ne)."],
        ),
        (
            "Names, e.g. Bob, or No. 5 of etc. Use it! Now.",
            &["Names, e.g. Bob, or No. 5 of etc. Use it!", "", "Now."],
        ),
        ("Last updated.\r\n", &["Last updated."]),
        ("12. is a number", &["1. is a number"]),
        ("12+, age 12", &["12+, age 12"]),
        ("# not a heading", &["not a heading"]),
        ("Minimum # of letters", &["Minimum # of letters"]),
        (
            "[Deprecated] Has no effect.",
            &["\\[Deprecated\\] Has no effect."],
        ),
        ("In PCR[0]", &["In PCR\\[0\\]"]),
        (
            "Format <server>[“:”<port>], **bold**, a<br/>b",
            &["Format \\<server\\>\\[“:”\\<port\\>\\], bold, a b"],
        ),
        ("0 <= X <= 16", &["0 \\<= X \\<= 16"]),
        ("A name (*.cer | *.crt)", &["A name (\\*.cer | \\*.crt)"]),
        (
            "domain\\user and remote_Control_x and _y",
            &["domain\\\\user and remote_Control_x and \\_y"],
        ),
        (
            "Q&A, T&amp;C, &lt;b&gt;, &copy",
            &["Q\\&A, T\\&C, \\<b\\>, \\&copy"],
        ),
        ("Values are `a` and `b`.", &["Values are `a` and `b`."]),
        ("Open ` backtick", &["Open \\` backtick"]),
        ("``a`b``", &["``a`b``"]),
        (
            "See https://a.example/x_y?a=b&c. Or (http://b.example).",
            &[
                "See <https://a.example/x_y?a=b&c>.",
                "",
                "Or (<http://b.example>).",
            ],
        ),
        (
            "See [the docs](https://a.example/x(1)?q=a b) and [this](other.md) and [foo].",
            &["See \\[the docs\\](<https://a.example/x(1)?q=a> b) and this and \\[foo\\]."],
        ),
        (
            "Look\\![x](https://a.example/x)",
            &["Look\\![x](https://a.example/x)"],
        ),
        ("    let x = 1;", &["let x = 1;"]),
        (
            "A:\n\n    let x = 1;\n\nB",
            &["A:", "", "`let x = 1;`", "", "B"],
        ),
        ("A:\n```\nlet x = `1`;\n", &["A:", "", "``let x = `1`;``"]),
        (
            "Types:\n- one\n- two\n  1. inner\n\n> **Note:** end",
            &[
                "Types:",
                "",
                "-  one",
                "-  two",
                "   1. inner",
                "",
                "Note: end",
            ],
        ),
        ("<!-- gone -->kept <tenant id>", &["kept \\<tenant id\\>"]),
        ("a\u{202e}b\u{200b}c\u{a0}d", &["abc d"]),
        ("a &#x202e;b&#9;c", &["a b c"]),
        ("*/ } fn main() {}", &["\\*/ } fn main() {}"]),
        ("#[doc = \"x\"]", &["\\#\\[doc = \"x\"\\]"]),
        ("- ", &[]),
    ];
    for (text, lines) in table {
        assert_eq!(to_doc_lines(text), *lines, "{text:?}");
        read_back(&to_doc_lines(text)).unwrap();
    }
}

#[test]
fn lines_are_wrapped_and_never_start_anything() {
    for word in [
        "-", "+", "#", "1.", "22)", "=", "---", "|", ":--", ">", "~~~", "```", "___", "***",
    ] {
        for before in 90..100 {
            let text = format!("{} {word} {word} after it", "x".repeat(before));
            let lines = to_doc_lines(&text);
            assert!(lines.len() <= 2, "{lines:?}");
            let back = read_back(&lines).unwrap();
            if word != "```" {
                assert_eq!(
                    back.split_whitespace().collect::<Vec<_>>(),
                    text.split(' ').collect::<Vec<_>>()
                );
            }
        }
    }
    let long = "word ".repeat(100);
    assert!(to_doc_lines(&long).iter().all(|line| line.len() <= WIDTH));
    assert!(
        to_doc_lines(&"x".repeat(1 << 20))
            .iter()
            .map(String::len)
            .sum::<usize>()
            <= LONGEST
    );
}

#[test]
fn hostile_nesting_is_flat_and_quick() {
    for text in [
        ">".repeat(20_000),
        "- ".repeat(20_000) + "x",
        "[".repeat(20_000),
        "*a_".repeat(9_000),
    ] {
        let lines = to_doc_lines(&text);
        read_back(&lines).unwrap();
        stay_inside(&lines).unwrap();
    }
}

#[test]
fn plain_text_is_not_parsed() {
    assert!(is_plain(
        "Read-only. Supports $filter (eq, ne, not, ge, le)."
    ));
    assert!(is_plain("The customer's 5 | # + = items!"));
    for text in [
        "a\nb",
        "`a`",
        "- a",
        "a & b",
        "https://a",
        "5 apples",
        "a_b",
    ] {
        assert!(!is_plain(text), "{text}");
    }
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "word",
        "Word.",
        " ",
        " ",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "`",
        "```",
        "~~~",
        "*",
        "**",
        "_",
        "__",
        "[",
        "]",
        "](",
        "(",
        ")",
        "[x]",
        "[x]: ",
        "<",
        ">",
        "<T>",
        "<br>",
        "<!--",
        "-->",
        "</",
        "&",
        "&lt;",
        "&#96;",
        "&#10;",
        "&#x5b;",
        "\\",
        "#",
        "# ",
        "- ",
        "+ ",
        "1. ",
        "2) ",
        "---",
        "===",
        "| a | b |\n",
        "|---|---|\n",
        ":--",
        "> ",
        "https://a.example",
        "http://",
        "https://a.b/*x*_y_",
        "!",
        "!\\[",
        "$",
        "{",
        "}",
        "*/",
        "/*",
        "\"",
        "'",
        "\u{202e}",
        "é",
        "日本。",
        "~",
        "~~",
        "^",
        "[^1]",
        "[ ]",
        "<https://a.b>",
        "<a@b.c>",
        "[t](https://a.b/c)",
        "[t](javascript:x)",
        "![i](https://a.b)",
    ]);
    prop_oneof![
        prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat()),
        any::<String>(),
        "\\PC{0,60}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn nothing_breaks_out(text in pieces()) {
        let lines = to_doc_lines(&text);
        for line in &lines {
            prop_assert!(!line.contains(|c: char| c.is_control()), "{line:?}");
            prop_assert!(!line.contains('\u{202e}'), "{line:?}");
        }
        if let Err(fault) = read_back(&lines).and_then(|_| stay_inside(&lines)) {
            return Err(TestCaseError::fail(format!("{fault}\n{lines:#?}")));
        }
    }

    /// Nothing that can be read is lost: letters come out as they went in.
    #[test]
    fn text_survives(words in prop::collection::vec("[a-zA-Z0-9_*~.,$#+=()|:-]{1,8}", 1..40)) {
        let text = words.join(" ");
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let markdown: String = TextMergeStream::new(Parser::new_ext(&text, Options::empty()))
            .map(|event| match event {
                Event::Text(text) | Event::Code(text) => text.into_string(),
                _ => String::new(),
            })
            .collect();
        let back = read_back(&to_doc_lines(&text)).map_err(TestCaseError::fail)?;
        let plain = is_plain(&text);
        prop_assert_eq!(letters(&back), letters(if plain { &text } else { &markdown }));
    }
}
