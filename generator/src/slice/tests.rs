//! Small metadata, cut.

use super::cut::cut;
use super::kept::Kept;
use super::pages::Pages;
use crate::csdl;
use crate::diagnostics::{Diagnostics, Sources};
use crate::model;
use crate::select::{self, pattern::PatternSet};

/// The text that is left of metadata for a selection.
fn slice(text: &str, include: &[&str]) -> String {
    let mut sources = Sources::new();
    let id = sources.add("test.xml", text);
    let mut diagnostics = Diagnostics::new();
    let documents = [csdl::parse(id, sources.text(id), &mut diagnostics).expect("a document")];
    let model = model::link(&documents, &mut diagnostics);
    let patterns = PatternSet::parse(include, &mut diagnostics);
    let selection = select::select(&model, &patterns, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let kept = Kept::find(&model, &selection, &Pages::default(), &sources);
    cut(id, sources.text(id), &kept)
}

/// A service around a schema.
fn service(schema: &str) -> String {
    format!(
        "\u{feff}<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\
         <Schema Namespace=\"a\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">{schema}</Schema>\
         <Schema Namespace=\"b\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"><ComplexType Name=\"unused\"/></Schema>\
         </edmx:DataServices></edmx:Edmx>"
    )
}

#[test]
fn what_a_selection_needs_stands_as_it_was() {
    let text = service(
        "<EnumType Name=\"kind\"><Member Name=\"one\"/></EnumType><EnumType Name=\"unused\"/>\
         <EntityType Name=\"base\" Abstract=\"true\"><Key><PropertyRef Name=\"id\"/></Key>\
         <Property Name=\"id\" Type=\"Edm.String\" Nullable=\"false\"/></EntityType>\
         <EntityType Name=\"thing\" BaseType=\"a.base\" >\n<!-- a comment --><Property Name=\"kind\" Type=\"a.kind\">\
         <Annotation Term=\"Org.OData.Core.V1.Description\"><String>  a &lt; b\n &amp;&#32;more  </String></Annotation></Property>\
         <NavigationProperty Name=\"others\" Type=\"Collection(a.other)\" ContainsTarget=\"true\"/></EntityType>\
         <EntityType Name=\"other\" BaseType=\"a.base\"><Property Name=\"size\" Type=\"Edm.Int32\"/></EntityType>\
         <Action Name=\"run\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"a.thing\"/></Action>\
         <Action Name=\"run\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"a.other\"/></Action>\
         <EntityContainer Name=\"all\"><EntitySet Name=\"things\" EntityType=\"a.thing\">\
         <NavigationPropertyBinding Path=\"others\" Target=\"others\"/></EntitySet>\
         <EntitySet Name=\"others\" EntityType=\"a.other\"/></EntityContainer>\
         <Annotations Target=\"a.thing/kind\"><Annotation Term=\"x.y\" Bool=\"true\"/></Annotations>\
         <Annotations Target=\"a.other/size\"><Annotation Term=\"x.y\"/></Annotations>\
         <Annotations Target=\"a.run(a.other)\"><Annotation Term=\"x.y\"/></Annotations>",
    );
    insta::assert_snapshot!("everything_below", slice(&text, &["/things/**"]));
    insta::assert_snapshot!("along_a_path", slice(&text, &["/things/{id}/others/{id}"]));
}

#[test]
fn types_between_are_known_by_name() {
    let text = service(
        "<ComplexType Name=\"a\"/><ComplexType Name=\"b\" BaseType=\"a.a\"/>\
         <ComplexType Name=\"c\" BaseType=\"a.b\"><Property Name=\"p\" Type=\"a.a\"/></ComplexType>\
         <ComplexType Name=\"d\" BaseType=\"a.c\"><Property Name=\"q\" Type=\"a.e\"/></ComplexType><ComplexType Name=\"e\"/>",
    );
    insta::assert_snapshot!("types_between", slice(&text, &["a.b"]));
}
