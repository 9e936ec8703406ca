use super::join;
use crate::diagnostics::{Diagnostics, SourceId, Sources, Span};
use crate::docs::library::{Library, PageFile};
use crate::docs::page::{Method, PageKey, PermissionContext, Text};
use crate::model::{self, Grant, Model, Prose, Type};
use std::num::NonZero;

/// A text without a place.
pub(super) fn text(text: &str) -> Text<'_> {
    Text {
        text: text.into(),
        span: Span {
            source: SourceId(0),
            start: 0,
            end: 0,
        },
    }
}

const METADATA: &str = r#"
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="microsoft.graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">
  <EnumType Name="tokenState"><Member Name="unknown" Value="0"/><Member Name="valid" Value="1"/></EnumType>
  <EntityType Name="entity" Abstract="true"><Key><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>
  <EntityType Name="token" BaseType="microsoft.graph.entity">
    <Property Name="appleId" Type="Edm.String"/>
    <Property Name="state" Type="microsoft.graph.tokenState"/>
    <Property Name="note" Type="Edm.String"/>
    <NavigationProperty Name="owner" Type="microsoft.graph.person"/>
    <NavigationProperty Name="parts" Type="Collection(microsoft.graph.part)" ContainsTarget="true"/>
    <NavigationProperty Name="lists" Type="Collection(microsoft.graph.list)"/>
    <NavigationProperty Name="links" Type="Collection(microsoft.graph.list)"/>
  </EntityType>
  <EntityType Name="person" BaseType="microsoft.graph.entity"/>
  <EntityType Name="part" BaseType="microsoft.graph.entity"/>
  <EntityType Name="list" BaseType="microsoft.graph.entity"/>
  <Action Name="sync" IsBound="true"><Parameter Name="bindingParameter" Type="microsoft.graph.token"/>
    <Parameter Name="force" Type="Edm.Boolean"/><Parameter Name="reason" Type="Edm.String"/></Action>
  <EntityContainer Name="c">
    <EntitySet Name="tokens" EntityType="microsoft.graph.token"/>
    <EntitySet Name="people" EntityType="microsoft.graph.person"/>
  </EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>"#;

/// Joins pages, each the number of its folder, its path and its text, with the metadata.
fn joined(pages: &[(usize, &str, &str)], check: impl FnOnce(&Model<'_>, &Diagnostics)) {
    let mut sources = Sources::new();
    sources.add("metadata.xml", METADATA);
    let files: Vec<_> = pages
        .iter()
        .map(|(folder, path, text)| PageFile {
            source: sources.add_page(*path, *text),
            folder: *folder,
            path: (*path).to_owned(),
        })
        .collect();
    let mut diagnostics = Diagnostics::new();
    let documents = crate::pipeline::parse(&sources, &mut diagnostics);
    let library = Library::read(&sources, &files, NonZero::<usize>::MIN);
    let mut model = model::link(&documents, &mut diagnostics);
    assert!(diagnostics.is_empty());
    join(
        &mut model,
        &library,
        "graph-rest-1.0",
        NonZero::<usize>::MIN,
        &mut diagnostics,
    );
    check(&model, &diagnostics);
}

fn kinds(diagnostics: &Diagnostics) -> Vec<(&'static str, usize)> {
    let counts = diagnostics.counts();
    counts.map(|(_, kind, count)| (kind, count)).collect()
}

/// The description of a property, structural or not.
fn property<'m>(model: &'m Model<'_>, ty: &str, name: &str) -> Option<&'m str> {
    let documentation = &model.documentation;
    let id = model.find_structured(ty).unwrap();
    let structural = model[id].properties.iter().position(|one| one.name == name);
    let found: Option<&Prose<'_>> = match structural {
        Some(at) => documentation.properties.get(&(id, at)),
        None => {
            let at = model[id].navigation.iter().position(|one| one.name == name);
            documentation.navigation.get(&(id, at.unwrap()))
        }
    };
    found.map(|prose| &*prose.text.text)
}

const TOKEN_EN: &str = r##"# token resource type

Namespace: microsoft.graph

Pays for apps.

## Properties
|Property|Type|Description|
|:---|:---|:---|
|id|String|Tells it from others.|
|appleId|String|Who bought it.|
|state|[tokenState](../resources/tokenstate.md)||
|colour|String|Is no property any more.|

## Relationships
|Relationship|Type|Description|
|:---|:---|:---|
|owner|[person](../resources/person.md)|Whose it is.|

## JSON representation
<!-- {"blockType": "resource", "@odata.type": "microsoft.graph.token"} -->
``` json
{"@odata.type": "#microsoft.graph.token", "id": "String", "appleId": "String", "state": "String", "colour": "String"}
```
"##;

const TOKEN_DE: &str = r##"# <a name="token-resource-type"></a>Tokenressourcentyp

Bezahlt Apps.

## <a name="properties"></a>Eigenschaften
|Eigenschaft|Typ|Beschreibung|
|:---|:---|:---|
|ID|Zeichenfolge|Unterscheidet es.|
|Apple Id|Zeichenfolge|Wer es kaufte.|
|Zustand|[Tokenstatus](../resources/tokenstate.md)|Wie es ihm geht.|

## <a name="json-representation"></a>JSON-Darstellung
<!-- {"blockType": "resource", "@odata.type": "microsoft.graph.token"} -->
``` json
{"@odata.type": "#microsoft.graph.token", "id": "String", "appleId": "String", "state": "String"}
```
"##;

#[test]
fn tables_describe_properties_and_what_is_unknown_is_told() {
    joined(
        &[(0, "resources/token.md", TOKEN_EN)],
        |model, diagnostics| {
            let of = |name| property(model, "microsoft.graph.token", name);
            assert_eq!(of("appleId"), Some("Who bought it."));
            assert_eq!(of("owner"), Some("Whose it is."));
            assert_eq!((of("state"), of("note")), (None, None));
            assert_eq!(
                property(model, "microsoft.graph.entity", "id"),
                Some("Tells it from others.")
            );
            assert_eq!(kinds(diagnostics), [("documented-name-unknown", 1)]);
            let id = model.find_structured("microsoft.graph.token").unwrap();
            assert_eq!(model.documentation.types[&id].text.text, "Pays for apps.");
            let page = PageKey("token".to_owned());
            assert_eq!(model.documentation.pages[&page], Type::Structured(id));
        },
    );
}

/// A name is translated, its place in the metadata is not; the first folder wins where it has something.
#[test]
fn languages_fill_each_others_gaps() {
    let en = (0, "resources/token.md", TOKEN_EN);
    let de = (1, "resources/token.md", TOKEN_DE);
    joined(&[en, de], |model, diagnostics| {
        let of = |name| property(model, "microsoft.graph.token", name);
        assert_eq!(of("appleId"), Some("Who bought it."));
        assert_eq!(of("state"), Some("Wie es ihm geht."));
        assert_eq!(kinds(diagnostics), [("documented-name-unknown", 1)]);
    });
    joined(&[(0, de.1, de.2), (1, en.1, en.2)], |model, _| {
        let of = |name| property(model, "microsoft.graph.token", name);
        assert_eq!(of("appleId"), Some("Wer es kaufte."));
        assert_eq!(of("owner"), Some("Whose it is."));
        assert_eq!(
            property(model, "microsoft.graph.entity", "id"),
            Some("Unterscheidet es.")
        );
    });
}

#[test]
fn pages_of_enumerations_describe_members() {
    let page = "# <a name=\"tokenstate-enum-type\"></a>Tokenstatus\n\nWie es geht.\n\n## <a name=\"members\"></a>Elemente\n\
        |Element|Wert|Beschreibung|\n|:---|:---|:---|\n|Gültig|1|Gilt.|\n|unbekannt|0|Nichts bekannt.|\n";
    joined(
        &[(0, "resources/x-tokenstate.md", page)],
        |model, diagnostics| {
            let Some(Type::Enum(id)) = model.find("microsoft.graph.tokenState") else {
                panic!("no enumeration")
            };
            let documentation = &model.documentation;
            assert_eq!(documentation.enums[&id].text.text, "Wie es geht.");
            assert_eq!(documentation.members[&(id, 0)].text.text, "Nichts bekannt.");
            assert_eq!(documentation.members[&(id, 1)].text.text, "Gilt.");
            assert!(diagnostics.is_empty());
        },
    );
}

/// A page of operations with request lines, and more sections after them.
fn operation(title: &str, lines: &str, more: &str) -> String {
    format!(
        "# {title}\n\nDoes something.\n\n## Permissions\n\
         |Permission type|Permissions (from least to most privileged)|\n|:---|:---|\n\
         |Delegated (work or school account)|User.Read, User.ReadWrite|\n\
         |Delegated (personal Microsoft account)|Not supported.|\n|Application|User.Read.All|\n\n\
         ## HTTP request\n``` http\n{lines}\n```\n\n{more}"
    )
}

#[test]
fn requests_are_known_by_route_and_verb() {
    let more = "## Request headers\n|Header|Value|\n|:---|:---|\n|Prefer|return=minimal|\n|Annehmen|x|\n\n\
        ## Response\nIf successful, it answers `200 OK` and a [token](../resources/token.md). `404 Not Found` says that there is none.\n";
    let get = operation(
        "Get token",
        "GET /tokens/{id}\nGET /people/{x}/nowhere",
        more,
    );
    let pages = [
        (0, "api/token-get.md", &*get),
        (0, "resources/token.md", TOKEN_EN),
    ];
    joined(&pages, |model, diagnostics| {
        let documentation = &model.documentation;
        assert_eq!(documentation.requests.len(), 1);
        let facts = &documentation.requests[&("/tokens/{}".to_owned(), Method::Get)];
        let page = &facts.page;
        assert_eq!(
            (page.statuses.as_slice(), page.headers.as_slice()),
            (&[200][..], &["Prefer"][..])
        );
        let token = model.find("microsoft.graph.token");
        assert_eq!(page.returns, token);
        assert_eq!(page.title.map(|title| &*title.text.text), Some("Get token"));
        let rows = &page.permissions.unwrap().rows;
        let work = rows
            .iter()
            .find(|row| row.context == PermissionContext::DelegatedWork);
        let least = work
            .and_then(|row| row.alternatives.first())
            .map(|all| &*all[0].text);
        assert_eq!(least, Some("User.Read"));
        let unresolved = kinds(diagnostics).contains(&("request-line-unresolved", 1));
        assert!(unresolved, "{diagnostics:?}");
    });
}

/// A request belongs to the page that is called after its type, else to the page that shows it first.
#[test]
fn a_request_has_one_page() {
    let other = operation(
        "Get other",
        "GET /people/{id}\nGET /tokens/{id}\nGET /people",
        "",
    );
    let own = operation("Get token", "GET /people\nGET /tokens/{id}", "");
    let pages = [
        (0, "api/other-get.md", &*other),
        (0, "api/token-get.md", &*own),
    ];
    joined(&pages, |model, _| {
        let page = |route: &str| {
            let facts = &model.documentation.requests[&(route.to_owned(), Method::Get)];
            facts.page.key.0.clone()
        };
        assert_eq!(page("/tokens/{}"), "token-get");
        assert_eq!(page("/people"), "token-get");
        assert_eq!(page("/people/{}"), "other-get");
    });
}

#[test]
fn operations_and_their_parameters_are_described() {
    let more = "## Request body\n|Parameter|Type|Description|\n|:---|:---|:---|\n\
        |Force|Boolean|Even if it was just done.|\n|Grund|String|Why.|\n";
    let sync = operation("token: sync", "POST /tokens/{id}/sync", more);
    joined(&[(0, "api/token-sync.md", &sync)], |model, diagnostics| {
        let documentation = &model.documentation;
        let (id, prose) = documentation.operations.first_key_value().unwrap();
        assert_eq!(prose.text.text, "Does something.");
        assert_eq!(
            documentation.parameters[&(*id, 0)].text.text,
            "Even if it was just done."
        );
        assert_eq!(documentation.parameters[&(*id, 1)].text.text, "Why.");
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
    });
}

/// What a line grants is what it shows, and nothing where references are written or the target lives elsewhere.
#[test]
fn lines_grant_writes_behind_references() {
    let lines = "POST /tokens/{id}/lists\nDELETE /tokens/{id}/lists/{id}\nGET /tokens/{id}/links\n\
        POST /tokens/{id}/links\nPOST /tokens/{id}/links/$ref\nDELETE /tokens/{id}/owner\nPOST /tokens/{id}/parts";
    let page = operation("Write", lines, "");
    joined(&[(0, "api/token-write.md", &page)], |model, diagnostics| {
        let token = model.find_structured("microsoft.graph.token").unwrap();
        let at = |name: &str| {
            model[token]
                .navigation
                .iter()
                .position(|one| one.name == name)
                .unwrap()
        };
        let grant = |name| model.grant(token, at(name));
        let expected = Grant {
            create: true,
            delete: true,
            ..Grant::default()
        };
        assert_eq!(grant("lists"), expected);
        for name in ["links", "owner", "parts"] {
            assert_eq!(grant(name), Grant::default(), "{name}");
        }
        assert_eq!(kinds(diagnostics), [("write-behind-reference", 2)]);
    });
}

#[test]
fn a_page_that_fits_nothing_is_told() {
    let page = TOKEN_EN.replace("microsoft.graph.token\"", "microsoft.graph.gone\"");
    joined(&[(0, "resources/gone.md", &page)], |model, diagnostics| {
        assert!(model.documentation.properties.is_empty());
        assert_eq!(kinds(diagnostics), [("page-of-no-type", 1)]);
    });
}

#[test]
fn without_pages_there_is_nothing() {
    joined(&[], |model, diagnostics| {
        assert!(model.documentation.requests.is_empty() && model.documentation.types.is_empty());
        assert!(diagnostics.is_empty());
    });
}
