//! What pages say, construct by construct.

use super::*;

fn resource(text: &str) -> ResourcePage<'_> {
    match read(SourceId(0), "docs/resources/thing.md", text).body {
        Body::Resource(page) => *page,
        other => panic!("no page of a type: {other:?}"),
    }
}

fn names(rows: &[PropertyRow<'_>]) -> Vec<String> {
    let show = |row: &PropertyRow<'_>| {
        let text = |text: &Option<Text<'_>>| {
            text.as_ref()
                .map_or(String::new(), |text| text.text.to_string())
        };
        let link = row.link.as_ref().map_or("", |link| link.target.as_ref());
        format!(
            "{}: {} <{link}> {}",
            row.name.text,
            text(&row.ty),
            text(&row.description)
        )
    };
    rows.iter().map(show).collect()
}

#[test]
fn templates_are_those_under_the_heading() {
    let page = operation(
        "# Get\n\n```http\nGET /intro\n```\n\n## <a name=\"http-request\"></a>Anforderung\n\n<!-- {\"blockType\": \"ignored\"} -->\n```http\nGET /things/{id | name}\nor\n# comment\nContent-type: x\nGET ~/things/<id>\n```\n## Example\n```\nGET https://graph.microsoft.com/v1.0/things/1\n```\n",
    );
    assert_eq!(
        targets(&page),
        ["GET /things/{id | name}", "GET ~/things/<id>"]
    );
    assert_eq!(page.templates_by, TemplatesBy::Heading);
    let requests = page
        .examples
        .iter()
        .filter_map(|example| example.request.as_ref());
    let requests: Vec<_> = requests
        .map(|request| request.line.target.text.as_ref())
        .collect();
    assert_eq!(
        requests,
        ["/intro", "https://graph.microsoft.com/v1.0/things/1"]
    );
}

#[test]
fn a_request_line_behind_the_marks_of_a_block_is_found() {
    let text = "# X\n## HTTP request\n```http GET /things\n```\n## Example\n```\nGET https://x.example/things/1\n```\n";
    let page = operation(text);
    assert_eq!(targets(&page), ["GET /things"]);
    assert_eq!(page.templates_by, TemplatesBy::Shape);
    let line = &page.templates[0];
    assert_eq!(
        &text[line.span.start as usize..line.span.end as usize],
        "GET /things"
    );
}

#[test]
fn pages_without_known_headings_are_read_by_their_shape() {
    let page = operation(
        "# Ding abrufen\n\nEin Ding.\n\n## Rechte\n|Art|Recht|\n|---|---|\n|K (a)|User.Read|\n|K (b)|nein|\n|A|nein|\n\n## Anforderung\n```\nGET /dinge/{id}\n```\n\n## Kopf\n|Name|Wert|\n|---|---|\n|Prefer|x|\n\n## Parameter\n|Name|Typ|Text|\n|---|---|---|\n|a|b|c|\n\n## Inhalt\n|Name|Typ|Text|\n|---|---|---|\n|d|e|f|\n\n## Antwort\n`200 OK` und ein [Ding](../resources/ding.md).\n\n## Beispiel\n```\nGET https://x.example/dinge/1\n```\n```\nHTTP/1.1 200 OK\n\n{}\n```\n",
    );
    assert_eq!(page.templates_by, TemplatesBy::Shape);
    assert_eq!(targets(&page), ["GET /dinge/{id}"]);
    assert_eq!(
        page.permissions.as_ref().map(|table| table.rows.len()),
        Some(3)
    );
    assert_eq!(page.headers[0].name.text, "Prefer");
    assert_eq!(names(&page.parameters), ["a: b <> c"]);
    assert_eq!(names(&page.request_body), ["d: e <> f"]);
    assert_eq!(page.statuses, [200]);
    assert_eq!(page.returns[0].target, "../resources/ding.md");
    assert_eq!(page.examples.len(), 1);
}

#[test]
fn statuses_and_types_are_those_of_the_section_on_the_response() {
    let page = operation(
        "# X\n## HTTP request\n```\nGET /x\n```\n## Response\nA `200 OK` with a [thing](../resources/thing.md) of at most 404 bytes, or `202 Accepted`; `200`.\n### Error response\n`404 Not Found` [error](../resources/error.md)\n## Example\n## Response\n`201 Created` [other](../resources/other.md)\n",
    );
    assert_eq!(page.statuses, [200, 202]);
    let returns: Vec<_> = page
        .returns
        .iter()
        .map(|link| link.target.as_ref())
        .collect();
    assert_eq!(returns, ["../resources/thing.md"]);
    let page = operation(
        "# X\n## HTTP request\n```\nGET /x\n```\n## Response\nIt answers 204 No Content, within 999 ms.\n",
    );
    assert_eq!(page.statuses, [204]);
}

#[test]
fn options_headers_and_parameters_are_read() {
    let page = operation(
        "# X\n## HTTP request\n```\nGET /x\n```\n## Optional query parameters\nSupports `$select`, [$top](x.md) and `$select`.\n\n|Name|Type|Text|\n|---|---|---|\n|**startDateTime**|String|When.|\n|$filter|String|Which.|\n## Function parameters\n|Name|Description|\n|---|---|\n|_period_|How long.|\n## Request headers\n|Header|Type|Text|\n|---|---|---|\n|Prefer|String|x|\n|`If-Match`|||\n## Request body\n|Name|Type|Req|Description|\n|---|---|---|---|\n|a|[b](../resources/b.md) collection|yes|d|\n",
    );
    let options: Vec<_> = page
        .query_options
        .iter()
        .map(|option| option.text.as_ref())
        .collect();
    assert_eq!(options, ["$select", "$top", "$filter", "startDateTime"]);
    assert_eq!(
        names(&page.parameters),
        [
            "startDateTime: String <> When.",
            "$filter: String <> Which.",
            "period:  <> How long."
        ]
    );
    let headers: Vec<_> = page
        .headers
        .iter()
        .map(|row| (row.name.text.as_ref(), row.value.text.as_ref()))
        .collect();
    assert_eq!(headers, [("Prefer", "String"), ("If-Match", "")]);
    assert_eq!(
        names(&page.request_body),
        ["a: [b](../resources/b.md) collection <../resources/b.md> d"]
    );
}

/// Each example as `target headers body -> status headers body`.
fn exchanges(text: &str) -> Vec<String> {
    let text = format!("# X\n## HTTP request\n```\nGET /x\n```\n## Example\n{text}");
    let page = operation(&text);
    let content = |content: &Option<Content<'_>>| match content {
        None => "-".to_owned(),
        Some(Content::Json(block)) => format!("json {}", block.text.text.replace('\n', "")),
        Some(Content::Other(text)) => format!("other {:?}", text.text),
        Some(Content::Unread(text)) => format!("unread {:?}", text.text),
    };
    let headers = |headers: &[(Text<'_>, Text<'_>)]| {
        let headers = headers
            .iter()
            .map(|(name, value)| format!("{}={}", name.text, value.text));
        headers.collect::<Vec<_>>().join(",")
    };
    let show = |example: &Example<'_>| {
        let request = example.request.as_ref().map_or("none".to_owned(), |it| {
            format!(
                "{} [{}] {}",
                it.line.target.text,
                headers(&it.headers),
                content(&it.content)
            )
        });
        let response = example.response.as_ref().map_or("none".to_owned(), |it| {
            format!(
                "{} [{}] {}",
                it.status,
                headers(&it.headers),
                content(&it.content)
            )
        });
        format!("{request} -> {response}")
    };
    page.examples.iter().map(show).collect()
}

#[test]
fn responses_follow_their_requests() {
    for (text, expected) in [
        (
            "```\nPOST /a HTTP/1.1\nPrefer: x: y\nIf-Match: W/\"1\"\n\n{\"a\": 1}\n```\ntext\n```\nHTTP/1.1 201 Created\nLocation: /b\n\n{}\n```\n",
            vec!["/a [Prefer=x: y,If-Match=W/\"1\"] json {\"a\": 1} -> 201 [Location=/b] json {}"],
        ),
        // No empty line before the body; one before the headers; none of either.
        (
            "```\nPOST /a\nA: b\n{\"a\": 1}\n```\n",
            vec!["/a [A=b] json {\"a\": 1} -> none"],
        ),
        (
            "```\nPOST /a\n\nA: b\n\n[1]\n```\n",
            vec!["/a [A=b] json [1] -> none"],
        ),
        ("```\nGET /a\n```\n", vec!["/a [] - -> none"]),
        // Several in one block, and a response that follows a response.
        (
            "```\nGET /a\n\nGET /b\nHTTP/1.1 200 OK\n\n1,2\n```\n```\nHTTP/1.1 302 Found\n```\n",
            vec![
                "/a [] - -> none",
                "/b [] - -> 200 [] other \"1,2\"",
                "none -> 302 [] -",
            ],
        ),
        // Words that only look like request lines in a body.
        (
            "```\nPOST /a\n\nGET ready\nPUT it there\n```\n",
            vec!["/a [] other \"GET ready\\nPUT it there\" -> none"],
        ),
        (
            "```\nPUT /a\n\n{Raw bytes of the file}\n```\n",
            vec!["/a [] other \"{Raw bytes of the file}\" -> none"],
        ),
        ("```json\n{\"only\": \"json\"}\n```\n", vec![]),
    ] {
        assert_eq!(exchanges(text), expected, "{text}");
    }
}

#[test]
fn annotations_belong_to_the_next_block() {
    let page = operation(
        "# X\n## HTTP request\n```\nGET /x\n```\n## Example\n# [HTTP](#tab/http)\n<!-- {\n \"blockType\": \"request\",\n \"name\": [\"get_x\", \"y\"],\n} -->\n\n```\nGET /x/1\n```\n---\n\n<!-- { \"blockType&quot;: \"response\", \"@odata.type\": \"microsoft.graph.x\", \"isCollection\": true, \"truncated\": \"true\" } -->\n```\nHTTP/1.1 200 OK\n\n{}\n```\n<!-- { \"type\": \"#page.annotation\" } -->\n<!-- { \"blockType\": \"request\" } -->\ntext\n```\nGET /x/2\n```\n",
    );
    let request = |index: usize| page.examples[index].request.as_ref().expect("a request");
    let annotation = request(0).annotation.as_ref().expect("an annotation");
    assert_eq!(annotation.block_type.as_deref(), Some("request"));
    assert_eq!(annotation.name.as_deref(), Some("get_x"));
    let response = page.examples[0].response.as_ref().expect("a response");
    let annotation = response.annotation.as_ref().expect("an annotation");
    let ty = annotation.odata_type.as_ref().map(|ty| ty.text.as_ref());
    assert_eq!(ty, Some("microsoft.graph.x"));
    assert!(annotation.is_collection && annotation.is_truncated);
    assert!(request(1).annotation.is_none());
}

#[test]
fn types_are_read_with_their_json() {
    let page = resource(
        "# <a name=\"thing-resource-type\"></a>Ding\n\n## <a name=\"methods\"></a>Methoden\n|M|R|\n|---|---|\n|[Get](../api/thing_get.md)|[thing](thing.md)|\n\n## <a name=\"properties\"></a>Eigenschaften\n|E|T|B|\n|---|---|---|\n|**ID**|Zeichenfolge|Der Schlüssel.|\n|owner|[other][]|Wem.|\n\n### <a name=\"kind-values\"></a>Arten\n|Wert|Text|\n|---|---|\n|a|Eins.|\n\n### <a name=\"notes\"></a>Notizen\n|x|y|\n|---|---|\n|1|2|\n\n## <a name=\"relationships\"></a>Beziehungen\n|B|T|B|\n|---|---|---|\n|parts|[part](part.md)|Teile.|\n\n## <a name=\"json-representation\"></a>JSON\n<!-- { \"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.thing\", \"keyProperty\": \"id\", \"baseType\": \"microsoft.graph.entity\", \"openType\": true, \"abstract\": \"true\" } -->\n```json\n{ \"id\": \"String\", }\n```\n\n[other]: ../resources/other.md\n",
    );
    assert_eq!(
        names(&page.properties),
        [
            "ID: Zeichenfolge <> Der Schlüssel.",
            "owner: [other][] <../resources/other.md> Wem."
        ]
    );
    assert_eq!(
        names(&page.relationships),
        ["parts: [part](part.md) <part.md> Teile."]
    );
    assert_eq!(page.methods.len(), 1);
    assert_eq!(page.methods[0].target, "../api/thing_get.md");
    let annotation = page.annotation.as_ref().expect("an annotation");
    assert_eq!(annotation.key_property.as_deref(), Some("id"));
    assert!(annotation.is_open && annotation.is_abstract);
    let json = page.representation.as_ref().expect("JSON");
    assert_eq!(json.repairs.len(), 1);
    assert_eq!(page.enums.len(), 1);
    let heading = page.enums[0].heading.as_ref().expect("a heading");
    assert_eq!(heading.text, "Arten");
    let member = &page.enums[0].members[0];
    assert_eq!((member.name.text.as_ref(), member.value), ("a", None));
}

#[test]
fn types_without_anchors_are_read_by_their_shape() {
    let page = resource(
        "# Ding\n\n## Methoden\n|M|R|B|\n|---|---|---|\n|[x](../api/x.md)|y|z|\n\n## Eigenschaften\n|E|T|B|\n|---|---|---|\n|id|T|B|\n\n## Beziehungen\n|E|T|B|\n|---|---|---|\n|parts|T|B|\n\n## Darstellung\n```json\n{\"id\": \"String\"}\n```\n",
    );
    assert_eq!(names(&page.properties), ["id: T <> B"]);
    assert_eq!(names(&page.relationships), ["parts: T <> B"]);
    assert!(page.representation.is_some());
}

fn enums(text: &str) -> Vec<String> {
    let Body::Enumerations(enums) = read(SourceId(0), "resources/kind.md", text).body else {
        panic!("no page of enumerations");
    };
    let show = |one: &EnumTable<'_>| {
        let members = one.members.iter().map(|member| {
            let value = member
                .value
                .map_or(String::new(), |value| format!("={value}"));
            let text = member
                .description
                .as_ref()
                .map_or(String::new(), |text| format!(" {}", text.text));
            format!("{}{value}{text}", member.name.text)
        });
        let heading = one
            .heading
            .as_ref()
            .map_or("", |heading| heading.text.as_ref());
        format!("{heading}: {}", members.collect::<Vec<_>>().join("; "))
    };
    enums.iter().map(show).collect()
}

#[test]
fn enumerations_are_told_by_heading_or_by_numbers() {
    assert_eq!(
        enums(
            "# kind\n## Members\n|Member|Value|Description|\n|---|---|---|\n|a|0|One.|\n|`b`|1-d|Two.|\n"
        ),
        ["kind: a=0 One.; b Two."]
    );
    assert_eq!(
        enums("# Art\n|M|W|B|\n|---|---|---|\n|Gültig|1|Ja.|\n|ungültig|-2||\n"),
        ["Art: Gültig=1 Ja.; ungültig=-2"]
    );
    assert_eq!(
        enums(
            "### color values\n|Member|\n|:---|\n|red|\n|blue|\n### size values\n|Member|Value|\n|---|---|\n|s|0|\n"
        ),
        ["color values: red; blue", "size values: s=0"]
    );
}

#[test]
fn overviews_are_neither() {
    for text in [
        "",
        "# Overview\n\nText.\n",
        "# Overview\n## Reports\n|F|R|\n|---|---|\n|[x](../api/x.md)|y|\n",
        "# Overview\n## Use\n|A|B|C|\n|---|---|---|\n|a|b|c|\n",
        "# Overview\n```\nGET /x\n```\n",
        "# Sizes\n|Page|From|\n|---|---|\n|1|0|\n|2|25|\n",
    ] {
        let page = read(SourceId(0), "resources/overview.md", text);
        assert!(matches!(page.body, Body::Other), "{text}: {:?}", page.body);
    }
}

#[test]
fn the_description_is_what_stands_before_the_first_section() {
    let intro = |text: &str| {
        let page = read(SourceId(0), "resources/x.md", text);
        [page.title, page.namespace, page.description]
            .map(|text| text.map(|text| text.text.into_owned()))
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        intro(
            "# Get <thing>\n\n命名空间：microsoft.graph.callRecords\n\n> [!NOTE]\n> Beware.\n\n[!INCLUDE [x](y.md)]\n\nFirst. See: microsoft.graph.\n\n* a\n* b\n\n<!-- hidden -->\nLast.\n\n## Properties\nNot this.\n"
        ),
        [
            some("Get <thing>"),
            some("microsoft.graph.callRecords"),
            some("First. See: microsoft.graph.\n\n* a\n* b\n\nLast."),
        ]
    );
    assert_eq!(intro("Text."), [None, None, some("Text.")]);
    assert_eq!(intro("# X\n## Y\nz"), [some("X"), None, None]);
}

#[test]
fn an_outline_differs_in_nothing_but_bodies_and_annotations_of_examples() {
    let text = "# X\n## HTTP request\n```\nGET /x\n```\n## Example\n```\nGET /x/1\n```\n<!-- {\"blockType\": \"response\"} -->\n```\nHTTP/1.1 200 OK\n\n{ \"id\": 1 }\n```\n```\nGET /x/2\n```\n```\nHTTP/1.1 200 OK\n\n// nothing\n```\n";
    let id = SourceId(0);
    let (outline, whole) = (
        crate::docs::outline(id, "api/x-get.md", text),
        crate::docs::read(id, "api/x-get.md", text),
    );
    let contents = |page: &Page<'_>| -> Vec<String> {
        let Body::Operation(operation) = &page.body else {
            panic!("no operation");
        };
        let responses = operation.examples.iter().map(|one| &one.response);
        let responses = responses.map(|one| one.as_ref().expect("a response"));
        let shown = responses.map(|one| match &one.content {
            Some(Content::Unread(text)) => format!("unread {}", text.text),
            Some(Content::Json(block)) => format!("json {}", block.value),
            other => format!("{other:?}"),
        });
        shown.collect()
    };
    assert_eq!(
        contents(&outline),
        ["unread { \"id\": 1 }", "unread // nothing"]
    );
    assert_eq!(contents(&whole)[0], "json {\"id\":1}");
    let is_annotated = |page: &Page<'_>| {
        let Body::Operation(operation) = &page.body else {
            panic!("no operation");
        };
        let response = operation.examples[0].response.as_ref();
        response.is_some_and(|one| one.annotation.is_some())
    };
    assert_eq!(
        (is_annotated(&outline), is_annotated(&whole)),
        (false, true)
    );
    let kinds = |page: &Page<'_>| -> Vec<_> { page.defects.iter().map(|one| one.kind).collect() };
    assert_eq!(kinds(&outline), [""; 0]);
    assert_eq!(kinds(&whole), ["json-unreadable"]);
    assert!(contents(&whole)[1].contains("Other"), "{whole:?}");
}
