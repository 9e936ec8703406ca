//! Pages of operations.

use super::*;

/// A page about requests, with an example of the answer.
fn page(title: &str, lines: &str, returns: &str, answer: &str) -> String {
    format!(
        "# {title}\n\nDoes it.\n\n## HTTP request\n\n```http\n{lines}\n```\n\n## Response\n\nIf successful, \
         `200 OK` {returns}\n\n## Example\n\n### Response\n\n```http\nHTTP/1.1 200 OK\n\
         Content-type: application/json\n\n{answer}\n```\n"
    )
}

fn ty(name: &str, more: &str) -> String {
    format!(
        "# {name} resource type\n\nA thing.\n\n{more}## JSON representation\n\n<!-- {{ \"blockType\": \"resource\", \
         \"keyProperty\": \"id\", \"@odata.type\": \"microsoft.graph.{name}\" }} -->\n```json\n{{\"id\": \
         \"String (identifier)\", \"name\": \"String\"}}\n```\n"
    )
}

#[test]
fn sets_singletons_and_what_is_below_follow_from_request_lines() {
    let rooms = "## Relationships\n\n|Relationship|Type|Description|\n|:---|:---|:---|\n\
                 |rooms|[room](room.md) collection|Rooms.|\n|owner|[person](person.md)|Owner.|\n\n";
    let house = ty("house", rooms);
    let room = ty("room", "");
    let person = ty("person", "");
    let list = page(
        "List houses",
        "GET /houses",
        "[house](../resources/house.md)",
        "{\"value\": [{\"id\": \"1\"}]}",
    );
    let get = page(
        "Get house",
        "GET /houses/{id}\nPATCH /houses/{id | name}",
        "[house](../resources/house.md)",
        "{\"value\": {\"@odata.type\": \"#microsoft.graph.house\", \"id\": \"1\"}}",
    );
    let add = page(
        "Add room",
        "POST /houses/{id}/rooms\nDELETE /town/mayor/houses/{id}/rooms/{roomId}",
        "[room](../resources/room.md)",
        "{\"id\": \"1\"}",
    );
    let owner = page(
        "Owner",
        "GET /houses/{id}/owner\nPUT /houses/{id}/owner/$ref",
        "a [person](../resources/person.md)",
        "{\"id\": \"1\"}",
    );
    let made = make(&[
        ("resources/house.md", &house),
        ("resources/room.md", &room),
        ("resources/person.md", &person),
        ("api/house-list.md", &list),
        ("api/house-get.md", &get),
        ("api/house-post-rooms.md", &add),
        ("api/house-owner.md", &owner),
    ]);
    has(&made, "/houses: [house]");
    has(&made, "/town: town");
    has(&made, "Entity microsoft.graph.house key id");
    has(&made, "microsoft.graph.house/rooms contains [room]");
    has(&made, "microsoft.graph.house/owner refers to person");
    // No page says what these are.
    has(
        &made,
        "Entity microsoft.graph.town : microsoft.graph.entity",
    );
    has(&made, "microsoft.graph.town/mayor contains mayor");
    has(&made, "microsoft.graph.mayor/houses contains [houses]");
    assert!(
        made.said.contains("no page says of which type `town` is"),
        "{}",
        made.said
    );
}

#[test]
fn what_is_only_referred_to_cannot_be_written_through() {
    let owners = "## Relationships\n\n|Relationship|Type|Description|\n|:---|:---|:---|\n\
                  |owners|[person](person.md) collection|Owners.|\n\n";
    let house = ty("house", owners);
    let person = ty("person", "");
    let lines = "GET /houses/{id}/owners\nPOST /houses/{id}/owners/$ref\nDELETE /houses/{id}/owners/{id}/$ref\n\
                 DELETE /people/{id}\nGET /houses/{id}/owners/{id}/name";
    let all = page(
        "Owners",
        lines,
        "[person](../resources/person.md)",
        "{\"value\": []}",
    );
    let made = make(&[
        ("resources/house.md", &house),
        ("resources/person.md", &person),
        ("api/house-owners.md", &all),
    ]);
    has(&made, "microsoft.graph.house/owners refers to [person]");
}

#[test]
fn operations_have_the_parameters_of_their_pages() {
    let house = ty("house", "");
    let list = page(
        "List houses",
        "GET /houses\nGET /houses/{id}",
        "[house](../resources/house.md)",
        "{\"value\": [{\"id\": \"1\"}]}",
    );
    let paint = "# paint\n\nPaints.\n\n## HTTP request\n\n```http\nPOST /houses/{id}/paint\n```\n\n## Request body\n\n\
                 |Parameter|Type|Description|\n|:---|:---|:---|\n|colour|String|Colour.|\n|coats|Int64|Coats.|\n\
                 |on|DateTimeOffset|When.|\n\n## Response\n\n`204 No Content`\n\n## Example\n\n### Request\n\n```http\n\
                 POST https://graph.microsoft.com/v1.0/houses/{id}/paint\nContent-type: application/json\n\n\
                 {\"colour\": \"red\", \"coats\": 2, \"on\": \"2016-12-31T00:00:00Z\"}\n```\n\n### Response\n\n\
                 ```http\nHTTP/1.1 204 No Content\n```\n";
    let near = "# near\n\nNear ones.\n\n## HTTP request\n\n```http\nGET /houses/near(street='{street}',within={within})\n```\n\n\
                ## Function parameters\n\n|Parameter|Type|Description|\n|:---|:---|:---|\n|street|String|Street.|\n\
                |within|Int32|Metres.|\n\n## Response\n\n`200 OK` and [house](../resources/house.md)\n\n## Example\n\n\
                ### Response\n\n```http\nHTTP/1.1 200 OK\n\n{\"value\": [{\"id\": \"1\"}]}\n```\n";
    let worth = page(
        "worth",
        "GET /houses/{id}/getWorth()",
        "a number",
        "{\"value\": 12.5}",
    );
    let delta = page(
        "delta",
        "GET /houses/delta",
        "[house](../resources/house.md)",
        "{\"value\": [{\"id\": \"1\"}]}",
    );
    let plan = "# Plan\n\nThe plan.\n\n## HTTP request\n\n```http\nGET /houses/{id}/plan\n```\n\n## Response\n\n`200 OK`\n\n\
                ## Example\n\n### Response\n\n```http\nHTTP/1.1 200 OK\nContent-type: image/png\n\nbytes of a picture\n```\n";
    let made = make(&[
        ("resources/house.md", &house),
        ("api/house-list.md", &list),
        ("api/house-paint.md", paint),
        ("api/house-near.md", near),
        ("api/house-getworth.md", &worth),
        ("api/house-delta.md", &delta),
        ("api/house-plan.md", plan),
    ]);
    has(
        &made,
        "Action house.paint(colour: String, coats: Int64, on: DateTimeOffset)",
    );
    has(
        &made,
        "Function [house].near(street: String, within: Int32) -> [house]",
    );
    has(&made, "Function house.getWorth() -> Double");
    has(&made, "Function [house].delta() -> [house]");
    has(&made, "microsoft.graph.house/plan: Stream");
}

#[test]
fn the_order_of_the_pages_makes_no_difference() {
    let house = ty("house", "");
    let list = page(
        "List houses",
        "GET /houses",
        "[house](../resources/house.md)",
        "{\"value\": [{\"id\": \"1\"}]}",
    );
    let paint = page("paint", "POST /houses/{id}/paint", "", "{\"value\": true}");
    let mut files = [
        ("resources/house.md", house.as_str()),
        ("api/house-list.md", list.as_str()),
        ("api/house-paint.md", paint.as_str()),
    ];
    let first = make(&files);
    files.reverse();
    assert_eq!(make(&files).model, first.model);
    has(&first, "Action house.paint() -> Boolean");
}
