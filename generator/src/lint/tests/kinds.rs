//! Pages without fault, and with one fault of each kind.

use super::pages::*;

#[test]
fn pages_that_agree_have_no_findings() {
    assert_eq!(told(&changed(TYPE.0, "", "")), [] as [String; 0]);
}

#[test]
fn request_lines() {
    check(&[
        (
            CREATE.0,
            "POST /things",
            "POST /thing",
            &["unresolved-request unknown-segment POST /thing @ thing | -"],
        ),
        (
            SHARE.0,
            "/{id}/share",
            "/{id}/shared",
            &["unresolved-request unknown-segment POST /things/{id}/shared @ shared | thing"],
        ),
        (
            CREATE.0,
            "POST /things\n",
            "DELETE /things\n",
            &["unresolved-request verb-not-offered DELETE /things @ things | thing"],
        ),
        (
            CREATE.0,
            "POST /things\n",
            "POST /Things\n",
            &["request-differs case-differs POST /Things @ Things | things"],
        ),
        // How an address is written is no disagreement, and what Graph sends to others none either.
        (
            CREATE.0,
            "POST /things\n",
            "POST https://graph.microsoft.com/v1.0/things/\n",
            &[],
        ),
        (
            SHARE.0,
            "POST https://graph.microsoft.com/v1.0/things/a/share",
            "POST https://example.com/hook",
            &[],
        ),
    ]);
}

#[test]
fn rows_of_properties() {
    check(&[
        (
            TYPE.0,
            "|size|Int64|How much of it there is.|\n",
            "|size|Int64|How much of it there is.|\n|weight|Int64|How heavy it is.|\n",
            &["unknown-property undeclared microsoft.graph.thing/weight @ weight | thing"],
        ),
        (
            TYPE.0,
            "|size|Int64|How much of it there is.|\n",
            "|size|Int64|How much of it there is.|\n|extra|String|More.|\n",
            &["unknown-property derived-type-property microsoft.graph.thing/extra @ extra | extra"],
        ),
        (
            TYPE.0,
            "|size|Int64|How much of it there is.|\n",
            "",
            &[
                "undocumented-property no-row microsoft.graph.thing/size @ thing resource type | size",
            ],
        ),
        (
            TYPE.0,
            "|parts|[thing](thing.md) collection",
            "|tags|String collection",
            &[
                "undocumented-property navigation-property microsoft.graph.thing/parts @ thing resource type | parts",
            ],
        ),
        (
            TYPE.0,
            "|size|Int64",
            "|Size|Int64",
            &["property-name-differs case-differs microsoft.graph.thing/size @ Size | size"],
        ),
        // A translation: it is the only row left, and the JSON of the page has one property left.
        (
            TYPE.0,
            "|size|Int64",
            "|Größe|Int64",
            &["property-name-differs other-name microsoft.graph.thing/size @ Größe | size"],
        ),
        (
            CREATE.0,
            "|size|Int64",
            "|weight|Int64",
            &["property-name-differs other-name microsoft.graph.thing/size @ weight | size"],
        ),
    ]);
}

#[test]
fn types_of_rows() {
    check(&[
        (
            TYPE.0,
            "|size|Int64",
            "|size|Double",
            &["other-type primitive microsoft.graph.thing/size @ Double | Edm.Int64"],
        ),
        (
            TYPE.0,
            "|state|[state](../resources/state.md)",
            "|state|String",
            &[
                "other-type string-for-enumeration microsoft.graph.thing/state @ String | microsoft.graph.state",
            ],
        ),
        (
            TYPE.0,
            "|tags|String collection",
            "|tags|String",
            &["other-type collection microsoft.graph.thing/tags @ String | Collection(Edm.String)"],
        ),
        (
            TYPE.0,
            "|state|[state](../resources/state.md)",
            "|state|[thing](thing.md)",
            &[
                "other-type type microsoft.graph.thing/state @ [thing](thing.md) | microsoft.graph.state",
            ],
        ),
        (
            TYPE.0,
            "|state|[state](../resources/state.md)",
            "|state|[state](thing.md)",
            &[
                "other-type link microsoft.graph.thing/state @ [state](thing.md) | microsoft.graph.state",
            ],
        ),
        // Words of any language say nothing.
        (TYPE.0, "|size|Int64", "|size|Ganzzahl", &[]),
        (
            TYPE.0,
            "|tags|String collection",
            "|tags|Zeichenfolgenauflistung",
            &[],
        ),
        (
            TYPE.0,
            "[thing](thing.md) collection",
            "[Ding](thing.md)-Sammlung",
            &[],
        ),
        (TYPE.0, "|size|Int64", "|size|Integer", &[]),
    ]);
}

#[test]
fn json_representations_and_their_comments() {
    check(&[
        (
            TYPE.0,
            "\"size\": 1024",
            "\"size\": 1024, \"weight\": 1",
            &[
                "representation-differs unknown-property microsoft.graph.thing/weight @ \"weight\" | thing",
            ],
        ),
        (
            TYPE.0,
            "\"state\": \"String\"",
            "\"state\": {\"@odata.type\": \"microsoft.graph.thing\"}",
            &[
                "representation-differs type microsoft.graph.thing/state @ {\"@odata.type\": \"microsoft.graph.thing\"} | microsoft.graph.state",
            ],
        ),
        (
            TYPE.0,
            "\"size\": 1024,",
            "\"size\": 1024,,",
            &["damaged-json extra-comma representation @ , | -"],
        ),
        (
            TYPE.0,
            "\"keyProperty\": \"id\"",
            "\"keyProperty\": \"name\"",
            &[
                "annotation-contradicts key microsoft.graph.thing @ { \"blockType\": \"resource\", \"keyProperty\": \"name\", \"@odata.type\": \"microsoft.graph.thing\" } | thing",
            ],
        ),
        (
            TYPE.0,
            "\"keyProperty\": \"id\"",
            "\"keyProperty\": \"id\", \"baseType\": \"microsoft.graph.other\"",
            &[
                "annotation-contradicts base-type microsoft.graph.thing @ \"microsoft.graph.other\" | thing",
            ],
        ),
        (
            TYPE.0,
            "\"@odata.type\": \"microsoft.graph.thing\" }",
            "\"@odata.type\": \"microsoft.graph.Thing\" }",
            &[
                "annotation-contradicts case-differs microsoft.graph.Thing @ \"microsoft.graph.Thing\" | thing",
            ],
        ),
    ]);
}

#[test]
fn a_type_that_is_not_in_the_metadata() {
    let found = told(&changed(
        TYPE.0,
        "\"@odata.type\": \"microsoft.graph.thing\" }",
        "\"@odata.type\": \"microsoft.graph.nothing\" }",
    ));
    assert_eq!(
        found,
        ["unknown-type - microsoft.graph.nothing @ \"microsoft.graph.nothing\" | -"]
    );
}

#[test]
fn members() {
    check(&[
        (
            ENUMERATION.0,
            "|valid|1",
            "|valid|2",
            &["other-member-value - microsoft.graph.state/valid @ valid | valid"],
        ),
        (
            ENUMERATION.0,
            "|valid|1|It holds.|\n",
            "",
            &["undocumented-member - microsoft.graph.state/valid @ state enum type | valid"],
        ),
        (
            ENUMERATION.0,
            "|valid|1|It holds.|\n",
            "|valid|1|It holds.|\n|lost|2|It is gone.|\n",
            &["unknown-member - microsoft.graph.state/lost @ lost | state"],
        ),
        // A translation, told by the number.
        (
            ENUMERATION.0,
            "|valid|1",
            "|Gültig|1",
            &["member-name-differs other-name microsoft.graph.state/valid @ Gültig | valid"],
        ),
        (
            ENUMERATION.0,
            "|valid|1",
            "|valid|1-d",
            &["damaged-table member-value microsoft.graph.state/valid @ valid | valid"],
        ),
    ]);
}

#[test]
fn parameters() {
    check(&[
        (
            SHARE.0,
            "|Days|Int32",
            "|days|Int32",
            &["parameter-name-differs case-differs share(Days) @ days | Days"],
        ),
        (
            SHARE.0,
            "|Days|Int32",
            "|Days|String",
            &["other-type primitive share(Days) @ String | Edm.Int32"],
        ),
        (
            SHARE.0,
            "|Days|Int32|For how long.|\n",
            "",
            &["undocumented-parameter no-row share(Days) @ POST /things/{id}/share | Days"],
        ),
        (
            SHARE.0,
            "|Days|Int32|For how long.|\n",
            "|Days|Int32|For how long.|\n|why|String|What for.|\n",
            &["unknown-parameter - share(why) @ why | share"],
        ),
    ]);
}

#[test]
fn examples() {
    check(&[
        (
            CREATE.0,
            "\"state\": \"valid\",\n  \"size\": 12\n}\n```\n### Response",
            "\"state\": \"lost\",\n  \"size\": 12\n}\n```\n### Response",
            &["example-misfit unknown-member request POST /things: state @ \"lost\" | state"],
        ),
        (
            CREATE.0,
            "\"id\": \"a\"",
            "\"id\": \"a\", \"parts\": [{\"id\": 1}, {\"id\": 2}]",
            &["example-misfit other-type response 201 POST /things: parts[].id @ 1 | Edm.String"],
        ),
        (
            CREATE.0,
            "\"id\": \"a\"",
            "\"id\": \"a\", \"extra\": \"x\"",
            &[
                "example-differs derived-type-property response 201 POST /things: extra @ \"extra\" | extra",
            ],
        ),
        (
            SHARE.0,
            "\"Days\": 3",
            "\"days\": 3",
            &["example-differs case-differs request POST /things/{}/share: days @ \"days\" | Days"],
        ),
        (
            SHARE.0,
            "{ \"id\": \"a\" }",
            "{ \"value\": { \"id\": \"a\" } }",
            &[
                "boilerplate-wrapper - response 200 POST /things/{}/share @ { \"value\": { \"id\": \"a\" } } | microsoft.graph.thing",
            ],
        ),
        (
            CREATE.0,
            "\"blockType\": \"response\", \"@odata.type\": \"microsoft.graph.thing\"",
            "\"blockType\": \"response\", \"@odata.type\": \"microsoft.graph.other\"",
            &[
                "annotation-contradicts other-type response 201 POST /things @ \"microsoft.graph.other\" | thing",
            ],
        ),
        (
            CREATE.0,
            "\"blockType\": \"response\", \"@odata.type\": \"microsoft.graph.thing\"",
            "\"blockType\": \"response\", \"@odata.type\": \"Edm.String\"",
            &["boilerplate-annotation - response 201 POST /things @ \"Edm.String\" | thing"],
        ),
        (
            CREATE.0,
            "and a [thing](../resources/thing.md) object",
            "and a [state](../resources/state.md) object",
            &[],
        ),
    ]);
}

#[test]
fn pages_about_derived_types_have_their_properties() {
    let derived = "and a [special](../resources/special.md) object";
    let mut pages = changed(
        CREATE.0,
        "and a [thing](../resources/thing.md) object",
        derived,
    );
    pages.push((
        "resources/special.md",
        "# special resource type\n\n## Properties\n|Property|Type|Description|\n|:---|:---|:---|\n|extra|String|More.|\n".to_owned(),
    ));
    for (path, text) in &mut pages {
        if *path == CREATE.0 {
            *text = text.replace("|size|Int64|", "|extra|String|");
        }
    }
    let expected = "example-differs type-left-out request POST /things @ { \"state\": \"valid\", \"size\": 12 } | special";
    assert_eq!(told(&pages), [expected]);
}

#[test]
fn other_returns() {
    let link = "and a [other](../resources/other.md) object";
    let mut pages = changed(
        CREATE.0,
        "and a [thing](../resources/thing.md) object",
        link,
    );
    pages.push((
        "resources/other.md",
        "# other resource type\n\n## Properties\n|Property|Type|Description|\n|:---|:---|:---|\n|id|String|Its key.|\n".to_owned(),
    ));
    let expected = "other-return - POST /things @ [other](../resources/other.md) | thing";
    assert_eq!(told(&pages), [expected]);
}

#[test]
fn boilerplate_of_what_is_required() {
    let rows = "|state|[state](../resources/state.md)|How it is.|\n|size|Int64|How much of it there is.|\n";
    let all = "|id|String|Its key.|\n|state|[state](../resources/state.md)|How it is.|\n|size|Int64|How much of it there is.|\n|tags|String collection|What it is called.|\n";
    check(&[(
        CREATE.0,
        rows,
        all,
        &["boilerplate-required - POST /things @ id | thing"],
    )]);
}

#[test]
fn permissions_and_damage() {
    check(&[
        (
            CREATE.0,
            "|Application|User.ReadWrite.All|",
            "|Application|User.ReadWriet.All|",
            &[
                "unknown-permission permission-unknown `User.ReadWriet.All` is no known permission @ User.ReadWriet.All | -",
            ],
        ),
        (
            CREATE.0,
            "|size|Int64|How much of it there is.|",
            "|size|Int64|",
            &[
                "damaged-table table-row-short the row of `size` has 2 cells, the table 3 columns @ |size|Int64| | -",
            ],
        ),
        (
            CREATE.0,
            "  \"size\": 12\n}\n```\n### Response",
            "  \"size\": 12,\n}\n```\n### Response",
            &["damaged-json trailing-comma request POST /things @ , | -"],
        ),
        (
            SHARE.0,
            "[\"b\"] }\n```\n### Response",
            "[\"b\"] }\n### Response",
            // The heading after it is taken for a part of the body.
            &[
                "damaged-json comment request POST /things/{}/share @ ### Response | -",
                "damaged-page fence-unclosed the block of code is not closed; taken to end here @ ``` http | -",
            ],
        ),
    ]);
}
