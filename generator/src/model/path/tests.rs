//! Each form of a request line on a model that has what it needs.

mod corpus;

use super::{Miss, Resolution, Resolver};
use crate::csdl;
use crate::diagnostics::{Diagnostics, Sources};
use crate::docs::page::Method;
use crate::model::{self, Model};
use proptest::prelude::*;

const SCHEMA: &str = r#"
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="microsoft.graph" Alias="graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">
  <EntityType Name="entity" Abstract="true"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/></EntityType>
  <EntityType Name="directoryObject" BaseType="graph.entity"/>
  <EntityType Name="user" BaseType="graph.directoryObject">
    <Property Name="displayName" Type="Edm.String"/>
    <Property Name="tags" Type="Collection(Edm.String)"/>
    <Property Name="mailboxSettings" Type="graph.mailboxSettings"/>
    <NavigationProperty Name="manager" Type="graph.directoryObject"/>
    <NavigationProperty Name="messages" Type="Collection(graph.message)" ContainsTarget="true"/>
    <NavigationProperty Name="drive" Type="graph.drive" ContainsTarget="true"/>
    <NavigationProperty Name="photo" Type="graph.profilePhoto" ContainsTarget="true"/>
    <Annotation Term="Org.OData.Core.V1.AlternateKeys"><Collection><Record><PropertyValue Property="Key"><Collection><Record>
      <PropertyValue Property="Alias" String="userPrincipalName"/><PropertyValue Property="Name" PropertyPath="userPrincipalName"/>
    </Record></Collection></PropertyValue></Record></Collection></Annotation>
  </EntityType>
  <EntityType Name="group" BaseType="graph.directoryObject">
    <NavigationProperty Name="members" Type="Collection(graph.directoryObject)"/>
  </EntityType>
  <ComplexType Name="mailboxSettings"><Property Name="language" Type="graph.localeInfo"/><Property Name="notes" Type="Collection(graph.localeInfo)"/></ComplexType>
  <ComplexType Name="localeInfo"><Property Name="locale" Type="Edm.String"/></ComplexType>
  <EntityType Name="message" BaseType="graph.entity"/>
  <EntityType Name="eventMessage" BaseType="graph.message"><NavigationProperty Name="event" Type="graph.entity"/></EntityType>
  <EntityType Name="profilePhoto" BaseType="graph.entity" HasStream="true"/>
  <EntityType Name="drive" BaseType="graph.entity">
    <NavigationProperty Name="root" Type="graph.driveItem" ContainsTarget="true"/>
    <NavigationProperty Name="items" Type="Collection(graph.driveItem)" ContainsTarget="true"/>
  </EntityType>
  <EntityType Name="driveItem" BaseType="graph.entity">
    <Property Name="content" Type="Edm.Stream"/>
    <NavigationProperty Name="children" Type="Collection(graph.driveItem)" ContainsTarget="true"/>
    <NavigationProperty Name="workbook" Type="graph.workbook" ContainsTarget="true"/>
  </EntityType>
  <EntityType Name="workbook" BaseType="graph.entity"><NavigationProperty Name="worksheets" Type="Collection(graph.workbookWorksheet)" ContainsTarget="true"/></EntityType>
  <EntityType Name="workbookWorksheet" BaseType="graph.entity"/>
  <EntityType Name="workbookRange" BaseType="graph.entity"><NavigationProperty Name="format" Type="graph.entity" ContainsTarget="true"/></EntityType>
  <EntityType Name="site" BaseType="graph.entity"><NavigationProperty Name="lists" Type="Collection(graph.entity)" ContainsTarget="true"/></EntityType>
  <Function Name="range" IsBound="true" IsComposable="true"><Parameter Name="it" Type="graph.workbookWorksheet"/><ReturnType Type="graph.workbookRange"/></Function>
  <Function Name="range" IsBound="true" IsComposable="true"><Parameter Name="it" Type="graph.workbookWorksheet"/><Parameter Name="address" Type="Edm.String"/><ReturnType Type="graph.workbookRange"/></Function>
  <Function Name="delta" IsBound="true"><Parameter Name="it" Type="Collection(graph.message)"/><ReturnType Type="Collection(graph.message)"/></Function>
  <Function Name="recent" IsBound="true" IsComposable="true"><Parameter Name="it" Type="graph.drive"/><ReturnType Type="Collection(graph.driveItem)"/></Function>
  <Action Name="send" IsBound="true"><Parameter Name="it" Type="graph.message"/></Action>
  <Action Name="restore" IsBound="true"><Parameter Name="it" Type="graph.directoryObject"/></Action>
  <Action Name="restore" IsBound="true"><Parameter Name="it" Type="graph.user"/><Parameter Name="name" Type="Edm.String"/></Action>
  <Action Name="ping"/>
  <Function Name="now"><Parameter Name="zone" Type="Edm.String"/><ReturnType Type="Edm.String"/></Function>
  <EntityContainer Name="service">
    <EntitySet Name="users" EntityType="graph.user"/><EntitySet Name="groups" EntityType="graph.group"/>
    <EntitySet Name="drives" EntityType="graph.drive"/><EntitySet Name="sites" EntityType="graph.site"/>
    <Singleton Name="me" Type="graph.user"/>
    <ActionImport Name="ping" Action="graph.ping"/><FunctionImport Name="now" Function="graph.now"/>
  </EntityContainer>
</Schema>
<Schema Namespace="microsoft.graph.callRecords" xmlns="http://docs.oasis-open.org/odata/ns/edm">
  <Action Name="archive" IsBound="true"><Parameter Name="it" Type="microsoft.graph.user"/></Action>
</Schema></edmx:DataServices></edmx:Edmx>"#;

pub(crate) fn with_model<T>(look: impl FnOnce(&Model<'_>) -> T) -> T {
    let mut sources = Sources::new();
    let id = sources.add("test.xml", SCHEMA.trim().to_owned());
    let mut diagnostics = Diagnostics::new();
    let document = csdl::parse(id, sources.text(id), &mut diagnostics).expect("a document");
    let documents = [document];
    let model = model::link(&documents, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    look(&model)
}

fn resolve(model: &Model<'_>, line: &str) -> Result<Resolution, Miss> {
    let (verb, target) = line.split_once(' ').expect("a verb");
    let method = Method::ALL.into_iter().find(|one| one.as_str() == verb);
    Resolver::new(model).resolve(method.expect("a verb"), target)
}

/// Request line, route, notes.
const LINES: &[(&str, &str, &[&str])] = &[
    ("GET /users", "/users", &[]),
    ("POST /users", "/users", &[]),
    ("PATCH /users/{id}", "/users/{}", &[]),
    ("GET /users/{id | userPrincipalName}", "/users/{}", &[]),
    ("GET /users/{id} | name/messages", "/users/{}/messages", &[]),
    ("GET /users/<id>", "/users/{}", &[]),
    ("GET /users/(id)", "/users/{}", &[]),
    ("GET /users/a%40b.com", "/users/{}", &[]),
    ("GET /users('a/b')", "/users/{}", &["key-in-parentheses"]),
    (
        "GET /users({id|name})",
        "/users/{}",
        &["key-in-parentheses"],
    ),
    ("GET /users(id='a')", "/users/{}", &[]),
    (
        "GET /users(userPrincipalName='a''b')",
        "/users(userPrincipalName={})",
        &[],
    ),
    (
        "GET /users/userPrincipalName={name}",
        "/users(userPrincipalName={})",
        &["key-with-name"],
    ),
    (
        "GET /users(displayName='a')",
        "/users(displayName={})",
        &["undeclared-key"],
    ),
    (
        "GET /Users/{id}/MESSAGES",
        "/users/{}/messages",
        &["case-differs", "case-differs"],
    ),
    ("GET /v1.0/me", "/me", &["version-prefix"]),
    (
        "GET /v1.0/V1.0/beta/me",
        "/me",
        &["version-prefix", "version-prefix", "version-prefix"],
    ),
    (
        "GET https://graph.microsoft.com/v1.0/me?$select=id",
        "/me",
        &["absolute-url", "version-prefix"],
    ),
    ("GET graph.microsoft.com/me", "/me", &["absolute-url"]),
    ("GET ~/me", "/me", &["home-prefix"]),
    (
        "GET me/",
        "/me",
        &["leading-slash-left-out", "trailing-slash"],
    ),
    ("GET /me//photo", "/me/photo", &["empty-segment"]),
    ("GET /me HTTP/1.1", "/me", &[]),
    ("GET /me and more", "/me", &["text-after-the-path"]),
    ("GET /users{?%24count,%24filter}", "/users", &[]),
    (
        "GET /groups/{id}/members/microsoft.graph.user",
        "/groups/{}/members/microsoft.graph.user",
        &[],
    ),
    (
        "GET /groups/{id}/members/graph.user/$count",
        "/groups/{}/members/microsoft.graph.user/$count",
        &[],
    ),
    (
        "GET /groups/{id}/members/user",
        "/groups/{}/members/microsoft.graph.user",
        &["cast-without-namespace"],
    ),
    (
        "GET /users/{id}/manager/graph.user/messages",
        "/users/{}/manager/microsoft.graph.user/messages",
        &[],
    ),
    (
        "GET /me/messages/{id}/event",
        "/me/messages/{}/microsoft.graph.eventMessage/event",
        &["cast-left-out"],
    ),
    (
        "POST /groups/{id}/members/$ref",
        "/groups/{}/members/$ref",
        &[],
    ),
    (
        "DELETE /groups/{id}/members/{id}/$ref",
        "/groups/{}/members/{}/$ref",
        &[],
    ),
    (
        "PUT /users/{id}/manager/$ref",
        "/users/{}/manager/$ref",
        &[],
    ),
    ("GET /users/$count", "/users/$count", &[]),
    ("PUT /me/photo/$value", "/me/photo/$value", &[]),
    ("GET /me/displayName/$value", "/me/displayName/$value", &[]),
    ("GET /me/tags/$count", "/me/tags/$count", &[]),
    (
        "PATCH /me/mailboxSettings/language",
        "/me/mailboxSettings/language",
        &[],
    ),
    (
        "GET /me/mailboxSettings/language/locale",
        "/me/mailboxSettings/language/locale",
        &[],
    ),
    ("GET /me/messages/delta()", "/me/messages/delta()", &[]),
    (
        "GET /me/messages/microsoft.graph.delta",
        "/me/messages/delta()",
        &["parentheses-left-out"],
    ),
    ("POST /me/messages/{id}/send", "/me/messages/{}/send", &[]),
    (
        "POST /me/messages/{id}/send()",
        "/me/messages/{}/send",
        &["parentheses-of-an-action"],
    ),
    ("POST /me/restore", "/me/restore", &[]),
    (
        "POST /me/graph.callRecords.archive",
        "/me/microsoft.graph.callRecords.archive",
        &[],
    ),
    (
        "GET /drives/{id}/items/{id}/children/{id}/.../content",
        "/drives/{}/items/{}/children/{}/content",
        &["ellipsis"],
    ),
    (
        "POST /me/archive",
        "/me/microsoft.graph.callRecords.archive",
        &[],
    ),
    ("POST /ping", "/ping", &[]),
    ("GET /now(zone='UTC')", "/now(zone={})", &[]),
    (
        "GET /drives/{id}/root:/a/b.txt:/content",
        "/drives/{}/root:/{}:/content",
        &[],
    ),
    (
        "PUT /drives/{id}/items/{id}:/{name}:/content",
        "/drives/{}/items/{}:/{}:/content",
        &[],
    ),
    (
        "GET /drives/{id}/root:/{item-path}",
        "/drives/{}/root:/{}",
        &[],
    ),
    (
        "GET /drives/{id}/items/root/children",
        "/drives/{}/items/{}/children",
        &[],
    ),
    (
        "GET /sites/{host}:/{path}:/lists",
        "/sites/{}:/{}:/lists",
        &[],
    ),
    ("GET /sites/contoso.com:/teams/hr", "/sites/{}:/{}", &[]),
    (
        "GET /drives/{id}/recent()/{id}/children",
        "/drives/{}/recent()/{}/children",
        &[],
    ),
    (
        "GET /workbook/worksheets/{id}",
        "/me/drive/items/{}/workbook/worksheets/{}",
        &["workbook-short-form"],
    ),
    (
        "GET /workbook/worksheets/{id}/range(address='A1:B2')/format",
        "/me/drive/items/{}/workbook/worksheets/{}/range(address={})/format",
        &["workbook-short-form"],
    ),
    (
        "POST /workbook/worksheets/{id}/range",
        "/me/drive/items/{}/workbook/worksheets/{}/range()",
        &[
            "workbook-short-form",
            "parentheses-left-out",
            "post-of-a-function",
        ],
    ),
    (
        "PATCH /workbook/worksheets/{id}/range(Address='A1')",
        "/me/drive/items/{}/workbook/worksheets/{}/range(address={})",
        &["workbook-short-form", "case-differs"],
    ),
];

#[test]
fn lines_resolve() {
    with_model(|model| {
        for (line, route, notes) in LINES {
            let found = resolve(model, line);
            let found = found.unwrap_or_else(|miss| panic!("{line}: {miss:?}"));
            assert_eq!(found.route(model), *route, "{line}");
            let kinds: Vec<_> = found.notes.iter().map(|note| note.kind).collect();
            assert_eq!(kinds, *notes, "{line}");
        }
    });
}

/// Request line, kind of the miss, the text where it stops, what the message names.
const MISSES: &[(&str, &str, &str, &str)] = &[
    ("GET /", "no-path", "/", "path"),
    (
        "GET https://contoso.com/me",
        "foreign-host",
        "https://contoso.com",
        "contoso.com",
    ),
    ("GET /usres", "unknown-segment", "usres", "`users`"),
    (
        "GET /me/mesages",
        "unknown-segment",
        "mesages",
        "`messages`",
    ),
    ("GET /me/{id}", "placeholder-for-a-name", "{id}", "`user`"),
    ("GET /users/messages", "key-left-out", "messages", "`user`"),
    ("GET /users/manager", "key-left-out", "manager", "`user`"),
    (
        "GET /users/$entity",
        "unknown-segment",
        "$entity",
        "`$entity`",
    ),
    (
        "GET /users(colour='a')",
        "unknown-key",
        "(colour='a')",
        "`colour`",
    ),
    ("GET /me/messages/.../send", "ellipsis", "...", "ellipsis"),
    (
        "GET /me/messages/{id}/graph.user",
        "not-derived",
        "graph.user",
        "`message`",
    ),
    (
        "GET /me/messages/{id}/delta()",
        "wrong-binding",
        "delta()",
        "collection",
    ),
    (
        "GET /me/messages/{id}/$value",
        "no-stream",
        "$value",
        "`message`",
    ),
    ("GET /me/$count", "not-a-collection", "$count", "collection"),
    (
        "GET /users/{id}/$ref",
        "no-references",
        "$ref",
        "navigation",
    ),
    (
        "GET /me/mailboxSettings/notes/{id}",
        "no-key",
        "{id}",
        "`localeInfo`",
    ),
    (
        "GET /me/displayName/first",
        "after-the-end",
        "first",
        "`first`",
    ),
    ("GET /users/$count/x", "after-the-end", "x", "`x`"),
    (
        "GET /me/photo:/a:/x",
        "not-addressed-by-path",
        "a",
        "drive items",
    ),
    ("GET /drives/{id}/root:", "path-left-out", "root:", "colon"),
    (
        "GET /workbook/worksheets/{id}/range(adress='A1')",
        "unknown-argument",
        "range(adress='A1')",
        "`address`",
    ),
    ("GET /users/{id", "unbalanced", "/users/{id", "closed"),
    ("POST /users/{id}", "verb-not-offered", "{id}", "GET, PATCH"),
    ("PATCH /users", "verb-not-offered", "users", "GET, POST"),
    ("DELETE /me", "verb-not-offered", "me", "GET, PATCH"),
    ("PUT /users/$count", "verb-not-offered", "$count", "GET"),
    (
        "PUT /groups/{id}/members/$ref",
        "verb-not-offered",
        "$ref",
        "POST",
    ),
    (
        "GET /me/messages/{id}/send",
        "verb-not-offered",
        "send",
        "POST",
    ),
    (
        "POST /me/messages/delta()",
        "verb-not-offered",
        "delta()",
        "GET",
    ),
    (
        "PATCH /me/displayName",
        "verb-not-offered",
        "displayName",
        "PUT",
    ),
];

#[test]
fn misses_say_where_and_why() {
    with_model(|model| {
        for (line, kind, place, word) in MISSES {
            let miss = resolve(model, line).expect_err(line);
            assert_eq!(miss.kind, *kind, "{line}: {}", miss.message);
            let target = line.split_once(' ').map_or("", |(_, target)| target);
            assert_eq!(&target[miss.range], *place, "{line}");
            assert!(miss.message.contains(word), "{line}: {}", miss.message);
        }
    });
}

#[test]
fn steps_and_query_stand_in_the_text() {
    with_model(|model| {
        let target = "/v1.0/users/{id}/messages/delta()?$top=1";
        let found = Resolver::new(model)
            .resolve(Method::Get, target)
            .expect("a path");
        let texts: Vec<_> = found
            .steps
            .iter()
            .map(|step| &target[step.range.clone()])
            .collect();
        assert_eq!(texts, ["users", "{id}", "messages", "delta()"]);
        assert_eq!(&target[found.query], "$top=1");
    });
}

proptest! {
    /// Whatever the text, an answer, and its ranges can be shown.
    #[test]
    fn any_text_has_an_answer(target in "(/|users|me|root|drives|:|\\{|\\}|'|\\(|\\)|=|,|%2F|%|\\?|é|\\$ref| |<|>|\\||a){0,24}") {
        with_model(|model| {
            let resolver = Resolver::new(model);
            for method in Method::ALL {
                let ranges: Vec<_> = match resolver.resolve(method, &target) {
                    Ok(found) => {
                        found.route(model);
                        let notes = found.notes.into_iter().map(|one| one.range);
                        let steps = found.steps.into_iter().map(|one| one.range);
                        steps.chain(notes).chain([found.query]).collect()
                    }
                    Err(miss) => vec![miss.range],
                };
                for range in ranges {
                    assert!(target.get(range.clone()).is_some(), "{target}: {range:?}");
                }
            }
        });
    }
}
