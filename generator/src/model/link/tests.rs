//! What the linker leaves out.

use crate::csdl;
use crate::diagnostics::{Diagnostics, Sources};
use crate::model::{self, Model};

/// Links the content of a schema; answers each warning as `kind: message @ line`.
fn linked(content: &str, look: impl Fn(&Model<'_>)) -> Vec<String> {
    let text = format!(
        "<edmx:Edmx Version='4.0' xmlns:edmx='http://docs.oasis-open.org/odata/ns/edmx'><edmx:DataServices>\
         <Schema Namespace='test' xmlns='http://docs.oasis-open.org/odata/ns/edm'>\n{content}\n</Schema>\
         </edmx:DataServices></edmx:Edmx>"
    );
    let mut sources = Sources::new();
    let id = sources.add("test.xml", text);
    let mut diagnostics = Diagnostics::new();
    let document = csdl::parse(id, sources.text(id), &mut diagnostics).expect("a document");
    let documents = [document];
    let model = model::link(&documents, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    look(&model);
    let said = diagnostics.iter().filter(|one| one.kind != "unusual-name");
    said.map(|one| {
        let line = one.span.map_or(0, |span| sources.position(span).line);
        format!("{}: {} @ {line}", one.kind, one.message)
    })
    .collect()
}

/// The names by which URL libraries leave a path.
#[test]
fn items_whose_names_no_path_can_have_are_left_out() {
    for name in ["", ".", ".."] {
        let content = format!(
            "<EntityType Name='thing'><Key><PropertyRef Name='id'/></Key><Property Name='id' Type='Edm.String'/>\n\
             <Property Name='{name}' Type='test.part'/>\n\
             <NavigationProperty Name='{name}' Type='test.thing'/></EntityType>\n\
             <ComplexType Name='part'>\n\
             <Property Name='{name}' Type='Edm.Stream'/></ComplexType>\n\
             <ComplexType Name='text'><Property Name='{name}' Type='Edm.String'/></ComplexType>\n\
             <Action Name='{name}' IsBound='true'><Parameter Name='it' Type='test.thing'/></Action>\n\
             <Function Name='now'><ReturnType Type='Edm.Date'/></Function><EntityContainer Name='container'>\n\
             <EntitySet Name='{name}' EntityType='test.thing'/>\n\
             <Singleton Name='{name}' Type='test.thing'/>\n\
             <FunctionImport Name='{name}' Function='test.now'/></EntityContainer>"
        );
        let said = linked(&content, |model| {
            let counts = model.structured.iter();
            let counts: Vec<_> = counts
                .map(|ty| (ty.properties.len(), ty.navigation.len()))
                .collect();
            // In JSON any name will do.
            assert_eq!(counts, [(1, 0), (0, 0), (1, 0)]);
            assert_eq!(model.operations.len(), 1);
            assert!(model.children.is_empty() && model.bound.is_empty());
        });
        let expected = [
            format!("Property `thing/{name}`, 3"),
            format!("NavigationProperty `thing/{name}`, 4"),
            format!("Property `part/{name}`, 6"),
            format!("Action `{name}`, 8"),
            format!("EntitySet `{name}`, 10"),
            format!("Singleton `{name}`, 11"),
            format!("FunctionImport `{name}`, 12"),
        ];
        let expected = expected.map(|one| {
            let (subject, line) = one.rsplit_once(", ").unwrap_or_default();
            format!(
                "no-path-segment: {subject} is left out: no path can have a segment `{name}` @ {line}"
            )
        });
        assert_eq!(said, expected);
    }
}

/// They are encoded where a URL is made of them.
#[test]
fn other_odd_names_stay() {
    for name in ["...", "a/b", "../../etc/passwd", "x?y", "#z", "%2e%2e"] {
        let content = format!(
            "<EntityType Name='thing'><NavigationProperty Name='{name}' Type='test.thing'/></EntityType>\
             <EntityContainer Name='container'><Singleton Name='{name}' Type='test.thing'/></EntityContainer>"
        );
        let said = linked(&content, |model| {
            assert_eq!(model.structured[0].navigation[0].name, name);
            assert_eq!(model.children[0].name, name);
        });
        assert_eq!(said, [] as [&str; 0]);
    }
}

#[test]
fn an_operation_that_is_bound_to_nothing_is_left_out() {
    let said = linked(
        "<Action Name='lost' IsBound='true'><Parameter Name='it' Type='test.nowhere'/></Action>",
        |model| assert!(model.operations.is_empty()),
    );
    let expected = "undeclared-target: Action `lost` is left out: the type `test.nowhere` of its \
                    binding parameter is not declared @ 2";
    assert_eq!(said, [expected]);
}
