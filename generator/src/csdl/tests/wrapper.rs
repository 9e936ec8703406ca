//! Clauses 2, 3 and 5.

use super::*;

#[test]
fn references_are_read() {
    let text = r#"<?xml version="1.0" encoding="utf-8"?>
<!-- a comment -->
<edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" xmlns="http://docs.oasis-open.org/odata/ns/edm" Version="4.0">
  <edmx:Reference Uri="https://example.org/core.xml?a=1&amp;b=2">
    <edmx:Include Namespace="Org.OData.Core.V1" Alias="Core">
      <Annotation Term="Core.Description" String="core"/>
    </edmx:Include>
    <edmx:Include Namespace="Org.OData.Other"/>
    <edmx:IncludeAnnotations TermNamespace="display" Qualifier="Tablet" TargetNamespace="person"/>
    <edmx:IncludeAnnotations TermNamespace="validation"/>
    <Annotation Term="Core.LongDescription" String="reference"/>
  </edmx:Reference>
  <edmx:DataServices>
    <Schema Namespace="a.b"><Annotation Term="Core.Description" String="schema"/></Schema>
    <Schema Namespace="c" Alias="d"/>
  </edmx:DataServices>
</edmx:Edmx>"#;
    let document = read(text).clean();
    assert_eq!(document.version, "4.0");
    assert!(
        at(text, document.span).starts_with("<edmx:Edmx "),
        "{:?}",
        document.span
    );
    assert!(at(text, document.span).ends_with("Version=\"4.0\">"));
    let [reference] = &document.references[..] else {
        panic!("{:?}", document.references)
    };
    assert_eq!(reference.uri, "https://example.org/core.xml?a=1&b=2");
    assert_eq!(
        at(text, reference.span),
        r#"<edmx:Reference Uri="https://example.org/core.xml?a=1&amp;b=2">"#
    );
    assert_eq!(reference.annotations[0].term, "Core.LongDescription");
    let [core, other] = &reference.includes[..] else {
        panic!("{:?}", reference.includes)
    };
    assert_eq!(
        (&*core.namespace, core.alias.as_deref()),
        ("Org.OData.Core.V1", Some("Core"))
    );
    assert_eq!(core.annotations.len(), 1);
    assert_eq!(
        (&*other.namespace, other.alias.as_deref()),
        ("Org.OData.Other", None)
    );
    assert_eq!(
        at(text, other.span),
        r#"<edmx:Include Namespace="Org.OData.Other"/>"#
    );
    let [display, validation] = &reference.include_annotations[..] else {
        panic!()
    };
    assert_eq!(display.term_namespace, "display");
    assert_eq!(display.qualifier.as_deref(), Some("Tablet"));
    assert_eq!(display.target_namespace.as_deref(), Some("person"));
    assert_eq!(validation.qualifier, None);
    let [first, second] = &document.schemas[..] else {
        panic!()
    };
    assert_eq!((&*first.namespace, first.alias.as_deref()), ("a.b", None));
    assert_eq!(first.annotations.len(), 1);
    assert_eq!(
        (&*second.namespace, second.alias.as_deref()),
        ("c", Some("d"))
    );
}

#[test]
fn any_prefix_stands_for_a_namespace() {
    let text = r#"<x:Edmx xmlns:x='http://docs.oasis-open.org/odata/ns/edmx' Version='4.01'>
<x:DataServices xmlns:y='http://docs.oasis-open.org/odata/ns/edm'>
<y:Schema Namespace='a'><EntityType Name='foreign'/><y:EntityType Name='own'/></y:Schema>
<Schema xmlns='http://docs.oasis-open.org/odata/ns/edm' Namespace='b'>
  <ComplexType Name='inner' xmlns=''/>
  <ComplexType Name='outer'/>
</Schema>
<Schema Namespace='not.in.the.namespace'/>
</x:DataServices></x:Edmx>"#;
    let document = read(text).clean();
    let [a, b] = &document.schemas[..] else {
        panic!("{:?}", document.schemas)
    };
    assert_eq!(a.entity_types.len(), 1);
    assert_eq!(a.entity_types[0].structured.name, "own");
    assert_eq!(b.complex_types.len(), 1);
    assert_eq!(b.complex_types[0].structured.name, "outer");
}

#[test]
fn a_byte_order_mark_counts_in_spans() {
    let text = format!("\u{feff}{}", schema_text("<EnumType Name=\"e\"/>"));
    let schema = read(&text).schema();
    assert_eq!(
        at(&text, schema.enum_types[0].span),
        "<EnumType Name=\"e\"/>"
    );
}

#[test]
fn foreign_markup_is_ignored() {
    let text = schema_text(
        r#"<f:extra xmlns:f="urn:f" f:a="1" b="2"><f:b><EntityType Nonsense="x"><Key>text</Key></EntityType></f:b>text</f:extra>
        <EntityType xmlns:m="urn:m" Name="user" m:HasStream="true" xml:lang="en" m:Name="other">
          <m:documentation>text</m:documentation>
        </EntityType>"#,
    );
    let schema = read(&text).schema();
    let [user] = &schema.entity_types[..] else {
        panic!("{schema:?}")
    };
    assert_eq!(user.structured.name, "user");
    assert!(!user.has_stream);
}

#[test]
fn unknown_markup_of_csdl_is_warned_about() {
    let text = schema_text(
        r#"<EntityType Name="user" Colour="red"><Documentation>x</Documentation></EntityType>"#,
    );
    let read = read(&text);
    read.says(&[
        "unknown-attribute: EntityType `user` has an unknown attribute `Colour`, which is ignored @ red",
        "unknown-element: `EntityType` has an unknown element `Documentation`, which is ignored @ <Documentation>",
    ]);
    assert!(!read.diagnostics.has_errors());
    assert_eq!(
        read.document.expect("a document").schemas[0]
            .entity_types
            .len(),
        1
    );
}

#[test]
fn namespaces_of_older_versions_are_warned_about() {
    let text = r#"<edmx:Edmx xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx" Version="1.0"><edmx:DataServices>
<Schema xmlns="http://schemas.microsoft.com/ado/2009/11/edm" Namespace="a"/></edmx:DataServices></edmx:Edmx>"#;
    let read = read(text);
    read.says(&[
        "old-namespace: `http://schemas.microsoft.com/ado/2007/06/edmx` is a namespace of CSDL before version 4.0 @ http://schemas.microsoft.com/ado/2007/06/edmx",
        "unsupported-version: the version of CSDL is `1.0` @ 1.0",
        "old-namespace: `http://schemas.microsoft.com/ado/2009/11/edm` is a namespace of CSDL before version 4.0 @ http://schemas.microsoft.com/ado/2009/11/edm",
    ]);
    assert!(!read.diagnostics.has_errors());
    assert_eq!(read.document.expect("a document").schemas[0].namespace, "a");
}

#[test]
fn entity_references_are_replaced() {
    let text = schema_text(
        "<Annotation Term=\"a&#46;b\" String=\"&lt;&gt;&amp;&apos;&quot;&#65;&#x42; \t\n-\r\n-\"/>\
         <Annotation Term='c'><String> a&lt;b<![CDATA[<&amp;>]]>\r\n &#x1F600; </String></Annotation>",
    );
    let schema = read(&text).schema();
    let [first, second] = &schema.annotations[..] else {
        panic!("{schema:?}")
    };
    assert_eq!(first.term, "a.b");
    let text_of =
        |annotation: &Annotation<'_>| match &annotation.value.as_ref().expect("a value").kind {
            ExpressionKind::String(text) => text.to_string(),
            other => panic!("{other:?}"),
        };
    assert_eq!(text_of(first), "<>&'\"AB   - -");
    assert_eq!(text_of(second), " a<b<&amp;>\n \u{1f600} ");
}

#[test]
fn unusual_names_are_warned_about_and_kept() {
    let text = schema_text(
        "<ComplexType Name='request-id'/><ComplexType Name='größe_1'/><ComplexType Name='1st'/><ComplexType Name=''/>\
         <ComplexType Name='a\n&quot;; x'/><ComplexType Name='_'/>",
    );
    let read = read(&text);
    read.says(&[
        "unusual-name: `request-id` is an unusual Name @ request-id",
        "unusual-name: `1st` is an unusual Name @ 1st",
        "unusual-name: `` is an unusual Name @ ",
        "unusual-name: `a \"; x` is an unusual Name @ a\n&quot;; x",
    ]);
    assert!(!read.diagnostics.has_errors());
    let schema = &read.document.expect("a document").schemas[0];
    let names: Vec<_> = schema
        .complex_types
        .iter()
        .map(|ty| &*ty.structured.name)
        .collect();
    assert_eq!(names, ["request-id", "größe_1", "1st", "", "a \"; x", "_"]);
    let long = "x".repeat(129);
    let text = schema_text(&format!("<ComplexType Name='{long}'/>"));
    assert_eq!(super::read(&text).diagnostics.count(Severity::Warning), 1);
}
