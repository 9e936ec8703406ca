//! A small API with its pages, which agree.

use super::*;

pub(super) const METADATA: &str = "\
<edmx:Edmx Version='4.0' xmlns:edmx='http://docs.oasis-open.org/odata/ns/edmx'><edmx:DataServices>
<Schema Namespace='microsoft.graph' xmlns='http://docs.oasis-open.org/odata/ns/edm'>
<EnumType Name='state'><Member Name='unknown' Value='0'/><Member Name='valid' Value='1'/></EnumType>
<EntityType Name='thing'>
  <Key><PropertyRef Name='id'/></Key>
  <Property Name='id' Type='Edm.String' Nullable='false'/>
  <Property Name='state' Type='microsoft.graph.state'/>
  <Property Name='size' Type='Edm.Int64'/>
  <Property Name='tags' Type='Collection(Edm.String)'/>
  <NavigationProperty Name='parts' Type='Collection(microsoft.graph.thing)' ContainsTarget='true'/>
</EntityType>
<EntityType Name='special' BaseType='microsoft.graph.thing'><Property Name='extra' Type='Edm.String'/></EntityType>
<EntityType Name='other'><Key><PropertyRef Name='id'/></Key><Property Name='id' Type='Edm.String'/></EntityType>
<Action Name='share' IsBound='true'>
  <Parameter Name='this' Type='microsoft.graph.thing'/>
  <Parameter Name='Days' Type='Edm.Int32'/>
  <Parameter Name='with' Type='Collection(Edm.String)'/>
  <ReturnType Type='microsoft.graph.thing'/>
</Action>
<EntityContainer Name='service'><EntitySet Name='things' EntityType='microsoft.graph.thing'/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>";

pub(super) const TYPE: (&str, &str) = (
    "resources/thing.md",
    r##"# thing resource type

A thing.

## Properties
|Property|Type|Description|
|:---|:---|:---|
|id|String|Its key.|
|state|[state](../resources/state.md)|How it is.|
|size|Int64|How much of it there is.|
|tags|String collection|What it is called.|

## Relationships
|Relationship|Type|Description|
|:---|:---|:---|
|parts|[thing](thing.md) collection|What it is made of.|

## JSON representation
<!-- { "blockType": "resource", "keyProperty": "id", "@odata.type": "microsoft.graph.thing" } -->
``` json
{
  "@odata.type": "#microsoft.graph.thing",
  "id": "String (identifier)",
  "state": "String",
  "size": 1024,
  "tags": ["String"]
}
```
"##,
);

pub(super) const ENUMERATION: (&str, &str) = (
    "resources/state.md",
    "# state enum type

How a thing is.

## Members
|Member|Value|Description|
|:---|:---|:---|
|unknown|0|Nobody knows.|
|valid|1|It holds.|
",
);

pub(super) const CREATE: (&str, &str) = (
    "api/thing-create.md",
    r##"# Create thing

Makes a thing.

## Permissions
|Permission type|Permissions (from least to most privileged)|
|:---|:---|
|Delegated (work or school account)|User.ReadWrite.All|
|Delegated (personal Microsoft account)|Not supported.|
|Application|User.ReadWrite.All|

## HTTP request
``` http
POST /things
```

## Request body
|Property|Type|Description|
|:---|:---|:---|
|state|[state](../resources/state.md)|How it is.|
|size|Int64|How much of it there is.|

## Response
If successful, this method returns a `201 Created` response code and a [thing](../resources/thing.md) object.

## Example
### Request
<!-- { "blockType": "request", "name": "create_thing" } -->
``` http
POST https://graph.microsoft.com/v1.0/things
Content-type: application/json

{
  "state": "valid",
  "size": 12
}
```
### Response
<!-- { "blockType": "response", "@odata.type": "microsoft.graph.thing" } -->
``` http
HTTP/1.1 201 Created
Content-Type: application/json

{
  "id": "a",
  "state": "valid",
  "size": 12
}
```
"##,
);

pub(super) const SHARE: (&str, &str) = (
    "api/thing-share.md",
    r##"# thing: share

Shares a thing.

## HTTP request
``` http
POST /things/{id}/share
```

## Request body
|Parameter|Type|Description|
|:---|:---|:---|
|Days|Int32|For how long.|
|with|String collection|With whom.|

## Response
If successful, this action returns a `200 OK` response code and a [thing](../resources/thing.md).

## Example
### Request
``` http
POST https://graph.microsoft.com/v1.0/things/a/share

{ "Days": 3, "with": ["b"] }
```
### Response
``` http
HTTP/1.1 200 OK

{ "id": "a" }
```
"##,
);

/// The pages with one text in place of another, in the page of this path.
pub(super) fn changed(path: &str, from: &str, to: &str) -> Vec<(&'static str, String)> {
    let pages = [TYPE, ENUMERATION, CREATE, SHARE];
    let change = |(name, text): (&'static str, &str)| match name == path {
        true => {
            assert!(text.contains(from), "{path} has no {from}");
            (name, text.replacen(from, to, 1))
        }
        false => (name, text.to_owned()),
    };
    pages.map(change).into()
}

/// The name in a start tag; another text as it is.
pub(super) fn named(text: &str) -> String {
    let name = text
        .split_once("Name='")
        .and_then(|(_, rest)| rest.split_once('\''));
    name.map_or(text, |(name, _)| name).to_owned()
}

/// What is found in these pages, as `kind reason subject @ what stands there | what the metadata has there`.
pub(super) fn told(pages: &[(&'static str, String)]) -> Vec<String> {
    let pages: Vec<(&str, &str)> = pages
        .iter()
        .map(|(path, text)| (*path, text.as_str()))
        .collect();
    let (found, sources) = findings(METADATA, &pages);
    let excerpt = |span: Span| {
        let text = sources.text(span.source);
        let text = text
            .get(span.start as usize..span.end as usize)
            .expect("a place in the text");
        one_line(text)
    };
    let tell = |one: &Finding| {
        assert!(!one.message.is_empty(), "{one:?}");
        let declared = one
            .declared
            .map_or_else(|| "-".to_owned(), |span| named(&excerpt(span)));
        format!(
            "{} {} {} @ {} | {declared}",
            one.kind.as_str(),
            one.reason.unwrap_or("-"),
            one.subject,
            excerpt(one.documented),
        )
    };
    found.iter().map(tell).collect()
}

/// A page, a text in it, what stands there instead, and the beginnings of what is found.
pub(super) type Case<'c> = (&'c str, &'c str, &'c str, &'c [&'c str]);

pub(super) fn check(cases: &[Case<'_>]) {
    let mut wrong = Vec::new();
    for (path, from, to, expected) in cases {
        let found = told(&changed(path, from, to));
        let fits = found.len() == expected.len()
            && found
                .iter()
                .zip(*expected)
                .all(|(found, expected)| found == expected);
        if !fits {
            wrong.push(format!("{from:?} -> {to:?}\n  {}", found.join("\n  ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
