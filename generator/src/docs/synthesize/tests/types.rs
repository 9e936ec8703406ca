//! Pages of types, in their source language and translated.

use super::*;

/// A page of a resource: anchors in headings are what translated pages have.
fn key_page(anchors: &str, rows: &str) -> String {
    let anchor = |name: &str| match anchors {
        "" => String::new(),
        _ => format!("<a name=\"{name}\"></a>"),
    };
    format!(
        "# {}doorKey Seite

Ein Schlüssel.

## {}Eigenschaften

|Eigenschaft|Typ|Beschreibung|
|:---|:---|:---|
{rows}

## {}Darstellung

<!-- {{
  \"blockType\": \"resource\",
  \"keyProperty\": \"id\",
  \"baseType\": \"microsoft.graph.entity\",
  \"@odata.type\": \"microsoft.graph.doorKey\"
}} -->
``` json
{{
  \"@odata.type\": \"#microsoft.graph.doorKey\",
  \"id\": \"String (identifier)\",
  \"cutDateTime\": \"String (timestamp)\",
  \"isSpare\": true,
  \"state\": \"String\",
  \"teeth\": [ 1024 ],
  \"weight\": 4.2
}}
```
",
        anchor("doorkey-resource-type"),
        anchor("properties"),
        anchor("json-representation")
    )
}

const GERMAN_ROWS: &str = "\
|ID|Zeichenfolge|Nummer.|
|cutDateTime|DateTimeOffset|Wann.|
|isSpare|boolesch|Ob.|
|Zustand|[keyState](../resources/door_keystate.md)|Möglich sind: `lost`, `kept`, `lent`.|
|teeth|Int32-Sammlung|Zähne.|
|weight|Doppelt|Gewicht.|
|Farbe|Zeichenfolge|Farbe.|";

const GERMAN_STATES: &str = "# <a name=\"keystate-enum-type\"></a>KeyState Aufzählung

Zustände.

## <a name=\"members\"></a>Elemente

|Element|Wert|Beschreibung|
|:---|:---|:---|
|verloren|0|Weg.|
|behalten|1|Da.|
|lent|2|Bei anderen.|
";

fn door(rows: &str, states: &str) -> Made {
    let page = key_page("yes", rows);
    make(&[
        ("de/resources/door_key.md", &page),
        ("de/resources/door_keystate.md", states),
    ])
}

#[test]
fn a_translated_page_gives_the_names_of_its_json() {
    // `Zustand` and `Farbe` are left over for `state`: which is it?
    let made = door(GERMAN_ROWS, GERMAN_STATES);
    has(&made, "microsoft.graph.doorKey/state: String");
    has_not(&made, "Zustand");
    has_not(&made, "Farbe");
    assert!(
        made.said.contains("the row `Farbe` is left out"),
        "{}",
        made.said
    );

    let rows = GERMAN_ROWS.replace("\n|Farbe|Zeichenfolge|Farbe.|", "");
    let made = door(&rows, GERMAN_STATES);
    let wanted = [
        "Entity microsoft.graph.doorKey : microsoft.graph.entity",
        "Entity microsoft.graph.entity key id",
        "Enum keyState lost=0 kept=1 lent=2",
        "microsoft.graph.doorKey/cutDateTime: DateTimeOffset",
        "microsoft.graph.doorKey/isSpare: Boolean",
        "microsoft.graph.doorKey/state: keyState",
        "microsoft.graph.doorKey/teeth: [Int32]",
        "microsoft.graph.doorKey/weight: Double",
        "microsoft.graph.entity/id: String",
    ];
    assert_eq!(made.model, wanted.join("\n"));
    assert_eq!(made.said, "");
}

#[test]
fn a_list_of_another_length_or_order_names_no_member() {
    let rows = GERMAN_ROWS.replace("\n|Farbe|Zeichenfolge|Farbe.|", "");
    // `lent` is between code marks all the same.
    let longer = rows.replace("`lent`", "`lent`, `copied`");
    let made = door(&longer, GERMAN_STATES);
    has(&made, "Enum keyState lent=2");
    assert!(
        made.said.contains("the member `verloren` is left out"),
        "{}",
        made.said
    );

    let turned = rows.replace("`lost`, `kept`, `lent`", "`lent`, `kept`, `lost`");
    has(&door(&turned, GERMAN_STATES), "Enum keyState lent=2");

    let none = rows.replace("`lost`, `kept`, `lent`", "drei");
    let made = door(&none, GERMAN_STATES);
    has(&made, "microsoft.graph.doorKey/state: String");
    has_not(&made, "Enum");
    assert!(
        made.said
            .contains("no member of `microsoft.graph.keyState` is known")
    );
}

#[test]
fn the_source_language_names_the_members_of_a_translated_page() {
    let rows = GERMAN_ROWS
        .replace("`lost`, `kept`, `lent`", "drei")
        .replace("\n|Farbe|Zeichenfolge|Farbe.|", "");
    let page = key_page("yes", &rows);
    let english = "# keyState enum type\n\nStates.\n\n## Members\n\n|Member|Value|Description|\n\
                   |:---|:---|:---|\n|lost|0|Gone.|\n|kept|1|Here.|\n|lent|2|Away.|\n";
    let made = make(&[
        ("de/resources/door_key.md", &page),
        ("de/resources/door_keystate.md", GERMAN_STATES),
        ("en/resources/door-keystate.md", english),
    ]);
    has(&made, "Enum keyState lost=0 kept=1 lent=2");
    has(&made, "microsoft.graph.doorKey/state: keyState");
}

#[test]
fn a_page_in_its_source_language_is_taken_at_its_word() {
    let rows = "|id|String|Number.|\n|state|[keyState](door-keystate.md)|State.|\n\
                |weight|Single|Weight.|\n|colour|String collection|Colours.|\n\
                |made by|String|No name.|";
    let page = key_page("", rows);
    let made = make(&[("en/resources/door-key.md", &page)]);
    has(&made, "microsoft.graph.doorKey/colour: [String]");
    has(&made, "microsoft.graph.doorKey/weight: Single");
    // The page of the state is not there.
    has(&made, "microsoft.graph.doorKey/state: String");
    assert!(
        made.said.contains("the row `made by` is left out"),
        "{}",
        made.said
    );
}

#[test]
fn nested_types_are_found_by_name_and_link_and_are_untyped_otherwise() {
    let lock = "# lock resource type\n\nA lock.\n\n## Properties\n\n|Property|Type|Description|\n\
                |:---|:---|:---|\n|plate|[plate](plate.md)|Plate.|\n|bolts|[bolt](bolt.md) collection|Bolts.|\n\
                |size|lockSize|Size.|\n|other|[thing](thing.md)|Other.|\n\n## JSON representation\n\n\
                <!-- { \"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.lock\" } -->\n```json\n\
                {\"plate\": {\"@odata.type\": \"microsoft.graph.brassPlate\"}, \"bolts\": [{}],\n\
                \"size\": \"small | large\", \"other\": {\"a\": 1}}\n```\n";
    let ty = |name: &str, base: &str| {
        format!(
            "# {name} resource type\n\nA part.\n\n## JSON representation\n\n<!-- {{ \"blockType\": \
             \"resource\", \"@odata.type\": \"microsoft.graph.{name}\"{base} }} -->\n```json\n{{\"name\": \
             \"String\"}}\n```\n"
        )
    };
    let based = ty("brassPlate", ", \"baseType\": \"microsoft.graph.plate\"");
    let made = make(&[
        ("resources/lock.md", lock),
        ("resources/plate.md", &ty("plate", "")),
        ("resources/brassplate.md", &based),
        ("resources/bolt.md", &ty("bolt", "")),
    ]);
    // The page shows one kind of plate; the link says what there may be.
    has(&made, "microsoft.graph.lock/plate: plate");
    has(&made, "microsoft.graph.lock/bolts: [bolt]");
    has(&made, "microsoft.graph.lock/size: lockSize");
    has(&made, "Enum lockSize small=0 large=1");
    has(&made, "microsoft.graph.lock/other: Untyped");
    has(
        &made,
        "Complex microsoft.graph.brassPlate : microsoft.graph.plate",
    );
    assert!(
        made.said.contains("no page names the type of this object"),
        "{}",
        made.said
    );
}

#[test]
fn every_property_points_to_its_name_in_the_page() {
    let page = key_page("yes", GERMAN_ROWS);
    let sources = sources(&[("de/resources/door_key.md", &page)]);
    let pages = pages(&sources);
    let pages: Vec<_> = pages.iter().collect();
    let document = document(&pages, &mut Diagnostics::new());
    let found = properties(&document);
    assert_eq!(found.len(), 6);
    for (name, span) in found {
        let text = sources.text(span.source);
        let text = &text[span.start as usize..span.end as usize];
        // The base type stands for its key.
        let wanted = if name == "id" { "entity" } else { name };
        assert!(text.contains(wanted), "{name}: {text}");
    }
}
