//! Names over two runs: what was named keeps its name, whatever comes beside it.

use super::names::{InvalidPin, Kind, NamesLock, Pins};
use super::{Lowered, lower};
use crate::csdl;
use crate::diagnostics::{Diagnostics, Sources};
use crate::model;
use crate::select;
use crate::select::pattern::PatternSet;
use std::num::NonZero;

const START: &str = "<EntityType Name='thing'><Key><PropertyRef Name='id'/></Key>\
    <Property Name='id' Type='Edm.String'/>";
const BASE: &str = "<EntityType Name='special' BaseType='test.thing'>";

fn run(content: &str, pins: NamesLock) -> Lowered {
    let text = format!(
        "<edmx:Edmx Version='4.0' xmlns:edmx='http://docs.oasis-open.org/odata/ns/edmx'><edmx:DataServices>\
         <Schema Namespace='test' xmlns='http://docs.oasis-open.org/odata/ns/edm'>{content}</Schema>\
         </edmx:DataServices></edmx:Edmx>"
    );
    let mut sources = Sources::new();
    let id = sources.add("test.xml", text);
    let mut diagnostics = Diagnostics::new();
    let document = csdl::parse(id, sources.text(id), &mut diagnostics).expect("a document");
    let documents = [document];
    let model = model::link(&documents, &mut diagnostics);
    let everything = PatternSet::parse(&[] as &[String], &mut diagnostics);
    let selection = select::select(&model, &everything, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    lower(
        &model,
        &selection,
        Pins::new(pins),
        "Graph",
        NonZero::<usize>::MIN,
    )
}

/// Names `before`, then `after` with these names; what is asked for is the name of each item.
fn grown(before: &str, after: &str, expected: &[(Kind, &str, &str)]) {
    let first = run(before, NamesLock::new());
    let second = run(after, first.lock.clone());
    assert_eq!(second.invalid_pins, [] as [InvalidPin; 0]);
    for (kind, path, name) in expected {
        let found = second.lock.get(*kind, path).map(|name| &**name);
        assert_eq!(found, Some(*name), "{path}");
    }
    for entry in first.lock.iter() {
        let now = second.lock.get(entry.kind, entry.path).map(|name| &**name);
        assert_eq!(now, Some(entry.name), "{}", entry.path);
    }
}

#[test]
fn a_new_accessor_leaves_an_operation_its_name() {
    let schema = |property: &str| {
        format!(
            "{START}{property}</EntityType>{BASE}</EntityType>\
             <Action Name='doIt' IsBound='true'><Parameter Name='this' Type='test.thing'/></Action>\
             <Action Name='stop' IsBound='true'><Parameter Name='this' Type='test.special'/></Action>\
             <EntityContainer Name='all'><EntitySet Name='things' EntityType='test.thing'/></EntityContainer>"
        )
    };
    let property = "<NavigationProperty Name='do_it' Type='test.thing' ContainsTarget='true'/>\
                    <NavigationProperty Name='stop' Type='test.thing' ContainsTarget='true'/>";
    grown(
        &schema(""),
        &schema(property),
        &[
            (Kind::Operation, "test.thing/doIt action", "do_it"),
            (Kind::Operation, "test.special/stop action", "stop"),
            (Kind::Accessor, "test.thing/do_it", "do_it_2"),
            (Kind::Accessor, "test.thing/stop", "stop_2"),
        ],
    );
}

#[test]
fn a_new_property_of_a_base_leaves_those_of_derived_types_their_names() {
    let schema = |base: &str| {
        format!(
            "{START}{base}</EntityType>{BASE}<Property Name='_size' Type='Edm.String'/>\
             <NavigationProperty Name='_parts' Type='test.thing' ContainsTarget='true'/></EntityType>\
             <EntityContainer Name='all'><EntitySet Name='all' EntityType='test.special'/></EntityContainer>"
        )
    };
    let base = "<Property Name='size' Type='Edm.String'/>\
                <NavigationProperty Name='parts' Type='test.thing' ContainsTarget='true'/>";
    grown(
        &schema(""),
        &schema(base),
        &[
            (Kind::Field, "test.special/_size", "size"),
            (Kind::Field, "test.thing/size", "size_2"),
            (Kind::Accessor, "test.special/_parts", "parts"),
            (Kind::Accessor, "test.thing/parts", "parts_2"),
        ],
    );
}

/// A name is held for what is there only.
#[test]
fn a_property_that_moves_to_a_base_keeps_its_name() {
    let members = "<Property Name='size' Type='Edm.String'/>\
                   <NavigationProperty Name='parts' Type='test.thing' ContainsTarget='true'/>";
    let schema = |of_base: &str, of_derived: &str| {
        format!(
            "{START}{of_base}</EntityType>{BASE}{of_derived}</EntityType>\
             <EntityContainer Name='all'><EntitySet Name='all' EntityType='test.special'/></EntityContainer>"
        )
    };
    grown(
        &schema("", members),
        &schema(members, ""),
        &[
            (Kind::Field, "test.thing/size", "size"),
            (Kind::Accessor, "test.thing/parts", "parts"),
        ],
    );
}

/// Names are held for what stands in the same scope only.
#[test]
fn a_sibling_may_have_the_same_name() {
    let schema = |sibling: &str| {
        format!(
            "{START}</EntityType>{BASE}<Property Name='size' Type='Edm.String'/></EntityType>\
             <Action Name='stop' IsBound='true'><Parameter Name='this' Type='test.special'/></Action>\
             <EntityType Name='sibling' BaseType='test.thing'>{sibling}</EntityType>"
        )
    };
    let sibling = "<Property Name='size' Type='Edm.String'/><NavigationProperty Name='stop' Type='test.thing'/>";
    let container = "<EntityContainer Name='all'><EntitySet Name='things' EntityType='test.thing'/>\
                     <EntitySet Name='others' EntityType='test.sibling'/></EntityContainer>";
    grown(
        &format!("{}{container}", schema("")),
        &format!("{}{container}", schema(sibling)),
        &[
            (Kind::Field, "test.sibling/size", "size"),
            (Kind::Accessor, "test.sibling/stop", "stop"),
        ],
    );
}

#[test]
fn what_comes_earlier_in_the_document_leaves_the_names_of_what_comes_later() {
    let schema = |key: &str, operations: &str, children: &str| {
        format!(
            "{START}{key}</EntityType>{operations}\
             <Action Name='doIt' IsBound='true'><Parameter Name='this' Type='test.thing'/></Action>\
             <Function Name='byName' IsBound='true'><Parameter Name='this' Type='Collection(test.thing)'/>\
             <ReturnType Type='Edm.Int32'/></Function>\
             <Action Name='run'/>\
             <EntityContainer Name='all'>{children}<EntitySet Name='things' EntityType='test.thing'/>\
             <ActionImport Name='run' Action='test.run'/></EntityContainer>"
        )
    };
    let key = "<Property Name='name' Type='Edm.String'/><Annotation Term='Org.OData.Core.V1.AlternateKeys'><Collection>\
               <Record><PropertyValue Property='Key'><Collection><Record><PropertyValue Property='Name' PropertyPath='name'/>\
               <PropertyValue Property='Alias' String='name'/></Record></Collection></PropertyValue></Record>\
               </Collection></Annotation>";
    let operation =
        "<Action Name='do_it' IsBound='true'><Parameter Name='this' Type='test.thing'/></Action>";
    let children =
        "<Singleton Name='Things' Type='test.thing'/><Singleton Name='Run' Type='test.thing'/>";
    let after = schema(key, operation, children);
    grown(
        &schema("", "", ""),
        &after,
        &[
            (Kind::Operation, "test.thing/doIt action", "do_it"),
            (Kind::Operation, "test.thing/do_it action", "do_it_2"),
            (
                Kind::Operation,
                "Collection(test.thing)/byName function",
                "by_name",
            ),
            (Kind::Accessor, "things", "things"),
            (Kind::Accessor, "Things", "things_2"),
            (Kind::Operation, "run", "run"),
            (Kind::Accessor, "Run", "run_2"),
        ],
    );
    // The alternate key has no pin, and is called otherwise.
    let first = run(&schema("", "", ""), NamesLock::new());
    let lowered = run(&after, first.lock);
    let builders = lowered
        .api
        .modules
        .iter()
        .flat_map(|module| &module.builders);
    let methods: Vec<_> = builders
        .flat_map(|builder| &builder.methods)
        .filter(|method| method.name.starts_with("by_"))
        .map(|method| &*method.name)
        .collect();
    assert_eq!(methods, ["by_name_2", "by_name"]);
}
