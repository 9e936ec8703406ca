use super::*;
use crate::diagnostics::SourceId;
use crate::docs::page::Link;
use proptest::prelude::*;
use proptest::sample::select;

fn document(text: &str) -> Document<'_> {
    let id = SourceId(0);
    Document::read(Source { id, text })
}

/// The blocks, one line each.
fn shown(text: &str) -> Vec<String> {
    blocks_of(&document(text))
}

fn blocks_of(document: &Document<'_>) -> Vec<String> {
    let source = document.source;
    let cells = |row: Row<'_>| {
        let cells = row.cells.iter().map(|cell| source.slice(cell));
        cells.collect::<Vec<_>>().join(" / ")
    };
    let show = |block: &Block<'_>| match &block.kind {
        Kind::Heading(heading) => {
            let text = source.slice(&heading.text);
            format!("h{} {} {text:?}", heading.level, heading.slug)
        }
        Kind::Paragraph => format!("text {:?}", source.slice(&source.trim(&block.range))),
        Kind::List => "list".to_owned(),
        Kind::Quote => "quote".to_owned(),
        Kind::Include => "include".to_owned(),
        Kind::Tab => "tab".to_owned(),
        Kind::Table(table) => {
            let rows = std::iter::once(table.head()).chain(table.rows());
            format!("table {}", rows.map(cells).collect::<Vec<_>>().join(" // "))
        }
        Kind::Fence(fence) => format!("fence {:?} {:?}", fence.info, source.slice(&fence.body)),
        Kind::Comment(inner) => format!("comment {:?}", source.slice(inner)),
    };
    document.blocks.iter().map(show).collect()
}

fn kinds(text: &str) -> Vec<&'static str> {
    document(text)
        .defects
        .iter()
        .map(|defect| defect.kind)
        .collect()
}

#[test]
fn headings_have_slugs_of_their_anchors_or_texts() {
    assert_eq!(
        shown(
            "---\ntitle: x\n---\n# <a name=\"get-x\"></a>X abrufen\n## HTTP `request` ##\n### <a name=\"y\"></a>\n##Foo bar\ntext\n"
        ),
        [
            "h1 get-x \"X abrufen\"",
            "h2 http-request \"HTTP `request`\"",
            "h3 y \"\"",
            "h2 foo-bar \"Foo bar\"",
            "text \"text\"",
        ]
    );
}

#[test]
fn tabs_includes_and_rules_are_no_headings() {
    assert_eq!(
        shown(
            "# [HTTP](#tab/http)\n```\nx\n```\n# [C#](#tab/csharp)\n[!INCLUDE [sample-code](../includes/a.md)]\n[!INCLUDE [b](b.md)]\n---\nText\n---\n"
        ),
        [
            "tab",
            "fence \"\" \"x\\n\"",
            "tab",
            "include",
            "text \"Text\\n---\""
        ]
    );
}

#[test]
fn a_fence_ends_before_the_next_one_opens() {
    let text = "```http\nGET /a\n```json\n{}\n```\ntext\n";
    assert_eq!(
        shown(text),
        [
            "fence \"http\" \"GET /a\\n\"",
            "fence \"json\" \"{}\\n\"",
            "text \"text\""
        ]
    );
    assert_eq!(kinds(text), ["fence-unclosed"]);
}

#[test]
fn a_fence_that_nothing_closes_ends_at_a_heading_or_comment() {
    let text = "```http\nGET /a\n\n## Response\ntext\n";
    assert_eq!(
        shown(text),
        [
            "fence \"http\" \"GET /a\\n\\n\"",
            "h2 response \"Response\"",
            "text \"text\""
        ]
    );
    assert_eq!(kinds(text), ["fence-unclosed"]);
    assert_eq!(shown("```\nGET /a"), ["fence \"\" \"GET /a\""]);
}

#[test]
fn fences_and_tables_may_be_indented_and_stand_in_lists() {
    for (text, expected) in [
        (
            "1. one\n\n   ```http\n   GET /a\n   ```\n",
            ["list", "fence \"http\" \"GET /a\\n\""],
        ),
        (
            "x\n\n    ```json\n    {}\n    ```\n",
            ["text \"x\"", "fence \"json\" \"\\n    {}\\n\""],
        ),
        (
            "x\n\n    | a | b |\n    |---|---|\n    | 1 | 2 |\n",
            ["text \"x\"", "table a / b // 1 / 2"],
        ),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn tables_are_read_as_the_publisher_reads_them() {
    for (text, expected) in [
        ("|a|b|\n|---|---|\n|1|2|\n", "table a / b // 1 / 2"),
        ("a | b\n---|---\n1 | 2\n", "table a / b // 1 / 2"),
        // The rule is shorter or longer than the head.
        ("|a|b|\n|---|\n|1|2|\n", "table a / b // 1 / 2"),
        ("|a|b|\n|---|---|---|\n|1|2|\n", "table a / b // 1 / 2"),
        // Pipes in code are no ends of cells; escaped ones neither.
        ("|a|b|\n|---|---|\n|`x|y`|2|\n", "table a / b // `x|y` / 2"),
        (
            "|a|b|\n|---|---|\n|x\\|y|``a|`b``|\n",
            "table a / b // x\\|y / ``a|`b``",
        ),
        ("|a|b|\n|---|---|\n|`x|2|\n", "table a / b // `x / 2"),
        // Rows too long, too short, without their last pipe, empty, or broken in two.
        (
            "|a|b|\n|---|---|\n|1|2|3|\n|1|\n|1|2\n||\n|4|5\n|\n",
            "table a / b // 1 / 2 / 3 // 1 // 1 / 2 // 4 / 5",
        ),
        // The rest of a broken row ends no table.
        (
            "|a|b|\n|---|---|\n|1|2\n|\n|3|4|\n",
            "table a / b // 1 / 2 // 3 / 4",
        ),
        ("|a|b|\n|---|---|\n", "table a / b"),
        ("|a|\n|:---|\n|1|\n", "table a // 1"),
    ] {
        assert_eq!(shown(text), [expected], "{text}");
    }
    assert_eq!(
        shown("text\n|a|b|\n|---|---|\n|1|2|\nmore\n"),
        ["text \"text\"", "table a / b // 1 / 2"]
    );
}

#[test]
fn comments_are_found_in_and_between_texts() {
    assert_eq!(
        shown("<!-- {\n  \"a\": 1 }\n-->\ntext <!-- b --> more\n\n<!-- c --><!-- d -->\n"),
        [
            "comment \" {\\n  \\\"a\\\": 1 }\\n\"",
            "text \"text <!-- b --> more\"",
            "comment \" b \"",
            "comment \" c \"",
            "comment \" d \"",
        ]
    );
    let text = "<!-- never closed\n\n# Title\n";
    assert_eq!(shown(text), ["h1 title \"Title\""]);
    assert_eq!(kinds(text), ["comment-unclosed"]);
}

#[test]
fn links_are_found_by_place_with_their_definitions_resolved() {
    let text = "[a](x.md) and [b][] and [c][d]\n\n[b]: ../resources/b.md\n[d]: d.md\n";
    let document = document(text);
    let targets = |range| {
        let links = document.links_in(&range);
        let links = links.iter();
        links
            .map(|link| format!("{}={}", link.text, link.target))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        targets(0..text.len()),
        ["a=x.md", "b=../resources/b.md", "c=d.md"]
    );
    assert_eq!(targets(5..20), ["b=../resources/b.md"]);
}

#[test]
fn line_ends_and_byte_order_marks_of_all_kinds_are_read() {
    assert_eq!(
        shown(
            "\u{feff}# A\r\n\r\n```http\r\nGET /a\r\n\r\n{}\r\n```\r\n|a|b|\r\n|---|---|\r\n|1|2|\r\n"
        ),
        [
            "h1 a \"A\"",
            "fence \"http\" \"GET /a\\r\\n\\r\\n{}\\r\\n\"",
            "table a / b // 1 / 2"
        ]
    );
}

/// A page of nothing but doubts.
fn without_shapes(text: &str) -> Document<'_> {
    let id = SourceId(0);
    let source = Source { id, text };
    let (front, start) = front::read(source);
    let mut document = Document {
        source,
        front,
        blocks: Vec::new(),
        definitions: Definitions::default(),
        defects: Vec::new(),
    };
    let mut from = Some(start);
    let mut left = RESTARTS;
    while let Some(start) = from {
        from = markdown::read(&mut document, start..text.len(), left > 0);
        left = left.saturating_sub(1);
    }
    document
}

/// Lines of pages, and others that leave doubts or begin what does not end.
const LINES: [&str; 66] = [
    "",
    "",
    "",
    "# Title",
    "## <a name=\"x\"></a>Abschnitt",
    "### C#",
    "##Foo",
    "# [HTTP](#tab/http)",
    "# `code` and *more*",
    "#",
    "Text of a paragraph.",
    "more `code` and a [link](a.md)",
    "**bold** text",
    "*",
    "***",
    "_a_ b",
    "a | b",
    "---|---",
    "2 is a number",
    "2) two",
    "1. one",
    "- item",
    "* item",
    "+ item",
    "  indented",
    "    code",
    "\tcode",
    "   ```",
    "```",
    "```http",
    "``` json",
    "```` four",
    "~~~",
    "GET /users",
    "{ \"a\": 1 }",
    "> quoted",
    "> - item",
    "> [!NOTE]",
    "> [!INCLUDE [a](b.md)]",
    "> |a|b|",
    ">",
    "[!INCLUDE [a](../includes/b.md)]",
    "[x]: y.md",
    "[x][]",
    "|a|b|",
    "|:---|:---|",
    "|---|",
    "- |---|---|",
    "| `a|b` | c",
    "|a|<!-- b -->|",
    "---",
    "----",
    "--",
    "===",
    "<!-- comment -->",
    "<!-- { \"a\":",
    "-->",
    "<!-- a --><!-- b -->",
    "<!-->",
    "text <!-- inline --> more",
    "<br/>",
    "<details>",
    "<script>",
    "\u{a0}blank",
    "größer",
    "text\\",
];

/// Pieces of text with links, code and what looks like them.
const PIECES: [&str; 25] = [
    "word ",
    "[a](b.md)",
    "[a b](../api/c.md#d)",
    "[`c`](d.md)",
    "[**e**](f.md)",
    "[g](h.md \"title\")",
    "[i][]",
    "[j]",
    "![k](l.png)",
    "!",
    "`m`",
    "``n`o``",
    "`",
    "[",
    "]",
    "(",
    ")",
    "\\",
    "<p>",
    "<https://q.com>",
    "&amp;",
    "_",
    "\n",
    "\n\n",
    "\n    r",
];

fn shown_links(links: &[Link<'_>]) -> Vec<String> {
    let show = |link: &Link<'_>| format!("{}={} {:?}", link.text, link.target, link.span);
    links.iter().map(show).collect()
}

proptest! {
    /// What lines tell, Markdown tells as well.
    #[test]
    fn shapes_are_what_markdown_reads(lines in prop::collection::vec(select(&LINES[..]), 0..12)) {
        let text = lines.join("\n");
        let (read, expected) = (document(&text), without_shapes(&text));
        prop_assert_eq!(blocks_of(&read), blocks_of(&expected), "{}", text);
        let kinds = |document: &Document<'_>| {
            document.defects.iter().map(|defect| (defect.kind, defect.span.start)).collect::<Vec<_>>()
        };
        prop_assert_eq!(kinds(&read), kinds(&expected), "{}", text);
    }

    /// Links and code that are told by their shape are those that Markdown reads.
    #[test]
    fn plain_links_and_code_are_what_markdown_reads(
        pieces in prop::collection::vec(select(&PIECES[..]), 0..10),
        definition in select(&["", "\n\n[i]: s.md\n"][..]),
    ) {
        let page = format!("{}{definition}", pieces.concat());
        let document = document(&page);
        let range = 0..page.len();
        let inlines = document.inlines(&range);
        let told = document.links_in(&range);
        prop_assert_eq!(shown_links(&told), shown_links(&inlines.links), "{}", page);
        prop_assert_eq!(document.code_in(&range), inlines.code, "{}", page);
    }
}
