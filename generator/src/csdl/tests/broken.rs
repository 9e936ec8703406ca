//! What is wrong is named, and the rest is read.

use super::*;

/// The names of the entity types that were read.
fn entity_types<'a>(read: &'a Read<'_>) -> Vec<&'a str> {
    let schemas = read.document.iter().flat_map(|document| &document.schemas);
    schemas
        .flat_map(|schema| &schema.entity_types)
        .map(|ty| &*ty.structured.name)
        .collect()
}

#[test]
fn missing_attributes_are_named() {
    let text = schema_text(
        r#"<EntityType><Property Name="p"/></EntityType>
<EntityType Name="ok"><Property Type="Edm.String"/><NavigationProperty Name="n"/><Key><PropertyRef/></Key></EntityType>
<EnumType Name="e"><Member/></EnumType>
<Action/>
<Annotation/>
<Annotations/>
<EntityContainer Name="c"><EntitySet Name="s"/><EntitySet/><Singleton Name="t"/><ActionImport Name="a"/><FunctionImport Name="f"/>
</EntityContainer>"#,
    );
    let read = read(&text);
    read.says(&[
        "missing-attribute: EntityType has no attribute `Name` @ <EntityType>",
        "missing-attribute: Property `p` has no attribute `Type` @ <Property Name=\"p\"/>",
        "missing-attribute: Property has no attribute `Name` @ <Property Type=\"Edm.String\"/>",
        "missing-attribute: NavigationProperty `n` has no attribute `Type` @ <NavigationProperty Name=\"n\"/>",
        "missing-attribute: PropertyRef has no attribute `Name` @ <PropertyRef/>",
        "missing-element: `Key` has no element `PropertyRef` @ <Key>",
        "missing-attribute: Member has no attribute `Name` @ <Member/>",
        "missing-attribute: Action has no attribute `Name` @ <Action/>",
        "missing-attribute: Annotation has no attribute `Term` @ <Annotation/>",
        "missing-attribute: Annotations has no attribute `Target` @ <Annotations/>",
        "missing-attribute: EntitySet `s` has no attribute `EntityType` @ <EntitySet Name=\"s\"/>",
        "missing-attribute: EntitySet has no attribute `Name` @ <EntitySet/>",
        "missing-attribute: EntitySet has no attribute `EntityType` @ <EntitySet/>",
        "missing-attribute: Singleton `t` has no attribute `Type` @ <Singleton Name=\"t\"/>",
        "missing-attribute: ActionImport `a` has no attribute `Action` @ <ActionImport Name=\"a\"/>",
        "missing-attribute: FunctionImport `f` has no attribute `Function` @ <FunctionImport Name=\"f\"/>",
    ]);
    assert_eq!(entity_types(&read), ["ok"]);
}

#[test]
fn bad_values_are_named() {
    let text = schema_text(
        r#"<EntityType Name="t" Abstract="yes" OpenType="True">
<Property Name="a" Type="Edm.String" Nullable="0" MaxLength="-1" Precision="x" Scale="1.5" SRID="" Unicode="no"/>
<Property Name="b" Type="Collection(Collection(Edm.String))"/>
<Property Name="c" Type=""/>
<Property Name="d" Type="Collection(Edm.String"/>
<NavigationProperty Name="n" Type="self.t"><OnDelete Action="Explode"/><OnDelete/></NavigationProperty>
</EntityType>
<EnumType Name="e"><Member Name="m" Value="9223372036854775808"/></EnumType>"#,
    );
    read(&text).says(&[
        "bad-value: EntityType `t` has `yes` for its attribute `Abstract` @ yes",
        "bad-value: EntityType `t` has `True` for its attribute `OpenType` @ True",
        "bad-value: Property `a` has `0` for its attribute `Nullable` @ 0",
        "bad-value: Property `a` has `-1` for its attribute `MaxLength` @ -1",
        "bad-value: Property `a` has `x` for its attribute `Precision` @ x",
        "bad-value: Property `a` has `1.5` for its attribute `Scale` @ 1.5",
        "bad-value: Property `a` has `` for its attribute `SRID` @ ",
        "bad-value: Property `a` has `no` for its attribute `Unicode` @ no",
        "bad-value: Property `b` has `Collection(Collection(Edm.String))` for its attribute `Type` @ Collection(Collection(Edm.String))",
        "bad-value: Property `c` has `` for its attribute `Type` @ ",
        "bad-value: Property `d` has `Collection(Edm.String` for its attribute `Type` @ Collection(Edm.String",
        "bad-value: OnDelete has `Explode` for its attribute `Action` @ Explode",
        "missing-attribute: OnDelete has no attribute `Action` @ <OnDelete/>",
        "bad-value: Member `m` has `9223372036854775808` for its attribute `Value` @ 9223372036854775808",
    ]);
}

#[test]
fn elements_in_the_wrong_place_are_named() {
    let text = schema_text(
        r#"<Property Name="p" Type="Edm.String"/>
<EntityType Name="a"><Member Name="m"/><Key><PropertyRef Name="id"><Key/></PropertyRef></Key><Key><PropertyRef Name="id"/></Key></EntityType>
<ComplexType Name="c"><Key/></ComplexType>
<Function Name="f" IsBound="true"><ReturnType Type="Edm.String"/><ReturnType Type="Edm.String"/></Function>
<Function Name="g"/>
<Annotation Term="t"><PropertyValue Property="p"/></Annotation>
<Annotation Term="t"><String>a<Int>1</Int>b</String></Annotation>
<EntityType Name="b">text</EntityType>"#,
    );
    let read = read(&text);
    read.says(&[
        "misplaced-element: `Property` cannot stand in `Schema` @ <Property Name=\"p\" Type=\"Edm.String\"/>",
        "misplaced-element: `Member` cannot stand in `EntityType` @ <Member Name=\"m\"/>",
        "misplaced-element: `Key` cannot stand in `PropertyRef` @ <Key/>",
        "duplicate-element: `EntityType` has a second `Key` @ <Key>",
        "misplaced-element: `Key` cannot stand in `ComplexType` @ <Key/>",
        "duplicate-element: `Function` has a second `ReturnType` @ <ReturnType Type=\"Edm.String\"/>",
        "missing-element: Function `g` returns nothing @ <Function Name=\"g\"/>",
        "misplaced-element: `PropertyValue` cannot stand in `Annotation` @ <PropertyValue Property=\"p\"/>",
        "misplaced-element: `Int` cannot stand in `String` @ <Int>",
        "unexpected-text: `EntityType` has text, which means nothing there @ text",
    ]);
    assert_eq!(entity_types(&read), ["a", "b"]);
}

#[test]
fn what_is_not_csdl_is_refused() {
    let cases = [
        ("", "not-csdl: the file has no element @ "),
        ("  \n", "not-csdl: the file has no element @ "),
        ("hello", "not-csdl: the file begins with text @ hello"),
        (
            "{\"value\": []}",
            "not-csdl: the file begins with text @ {\"value\": []}",
        ),
        (
            "<html><body/></html>",
            "not-csdl: the root element is `html`, not `edmx:Edmx` @ <html>",
        ),
        (
            "<Schema xmlns='http://docs.oasis-open.org/odata/ns/edm' Namespace='a'/>",
            "not-csdl: the root element is `Schema`, not `edmx:Edmx` @ <Schema xmlns='http://docs.oasis-open.org/odata/ns/edm' Namespace='a'/>",
        ),
        (
            "<Edmx Version='4.0'/>",
            "not-csdl: the root element is `Edmx`, not `edmx:Edmx` @ <Edmx Version='4.0'/>",
        ),
    ];
    for (text, expected) in cases {
        let read = read(text);
        read.says(&[expected]);
        assert!(read.document.is_none(), "{text}");
    }
    let edmx = "<e:Edmx xmlns:e='http://docs.oasis-open.org/odata/ns/edmx'>";
    let text = format!("{edmx}<e:DataServices/><e:DataServices/></e:Edmx><more/>text");
    read(&text).says(&[
        &format!("missing-attribute: Edmx has no attribute `Version` @ {edmx}"),
        "duplicate-element: `Edmx` has a second `DataServices` @ <e:DataServices/>",
        "misplaced-element: `more` stands after the end of the root element @ <more/>",
        "unexpected-text: text stands after the end of the root element @ text",
    ]);
    let text = "<e:Edmx xmlns:e='http://docs.oasis-open.org/odata/ns/edmx' Version='4.0'/>";
    read(text).says(&[&format!(
        "missing-element: `Edmx` has no element `DataServices` @ {text}"
    )]);
}

#[test]
fn unclosed_elements_are_named_and_the_rest_is_read() {
    let text = schema_text(
        r#"<EntityType Name="a"><Property Name="p" Type="Edm.String"></EntityType>
<EntityType Name="b"></Property></EntityType>
<EntityType Name="c"></EntityTyp>
<EntityType Name="d"><Property Name="p" Type="Edm.String"></Properti><Property Name="q" Type="Edm.String"/></EntityType>
<EntityType Name="e"><Property Name="p" Type="Edm.String" /></EntityType >"#,
    );
    let read = read(&text);
    read.says(&[
        "unclosed-element: `Property` is not closed before `</EntityType>` @ <Property Name=\"p\" Type=\"Edm.String\">",
        "unexpected-end-tag: the end tag `</Property>` has no start tag @ </Property>",
        "unexpected-end-tag: the end tag `</EntityTyp>` has no start tag @ </EntityTyp>",
        "unexpected-end-tag: the end tag `</Properti>` has no start tag @ </Properti>",
    ]);
    assert_eq!(entity_types(&read), ["a", "b", "c", "d", "e"]);
    let document = read.document.expect("a document");
    let counts: Vec<_> = document.schemas[0]
        .entity_types
        .iter()
        .map(|ty| ty.structured.properties.len())
        .collect();
    assert_eq!(counts, [1, 0, 0, 2, 1]);
}

#[test]
fn a_file_that_was_cut_off_is_an_error_wherever_the_cut_is() {
    let whole = schema_text(
        "<EntityType Name=\"user\"><!-- größe --><Annotation Term='t'><String>a&amp;<![CDATA[b]]></String></Annotation></EntityType>",
    );
    let end = whole.trim_end().len();
    for cut in (0..end).filter(|cut| whole.is_char_boundary(*cut)) {
        let read = read(&whole[..cut]);
        assert!(
            read.diagnostics.has_errors(),
            "cut at {cut}: {}",
            &whole[..cut]
        );
        read.rendered();
    }
    let cut = whole.find("</EntityType>").expect("an end tag");
    let text = &whole[..cut];
    insta::assert_snapshot!(read(text).rendered());
    let cut = whole.find(" Name=\"user\"").expect("an attribute");
    read(&whole[..cut + 4])
        .says(&["malformed-xml: the file ends inside the tag `<EntityType` @ <EntityType Nam"]);
}

#[test]
fn malformed_attributes_are_named() {
    let text = schema_text(
        "<EntityType Name=\"a\" Name=\"b\"/>\n<EntityType Name=c/>\n<EntityType Abstract Name=\"d\"/>\n<EntityType Name=\"e\"Abstract=\"true\"/>\n\
         <EntityType Name = 'f' \n Abstract\t=\t'true' />\n<EntityType Name=\"g<h\"/>\n<EntityType =\"x\" Name=\"i\"/>\n<x:EntityType Name=\"j\"/>\n<EntityType Name=\"k\" y:z=\"\"/>",
    );
    let read = read(&text);
    read.says(&[
        "duplicate-attribute: the attribute `Name` is given a second time @ b",
        "malformed-xml: the attribute `Name` has no value in quotation marks @ Name",
        "missing-attribute: EntityType has no attribute `Name` @ <EntityType Name=c/>",
        "malformed-xml: the attribute `Abstract` has no value in quotation marks @ Abstract",
        "malformed-xml: attributes are not parted by a space @ A",
        "malformed-xml: the value of the attribute `Name` contains `<` @ <",
        "unusual-name: `g<h` is an unusual Name @ g<h",
        "malformed-xml: the attribute `` has no value in quotation marks @ =",
        "undeclared-prefix: the prefix `x` is not declared @ <x:EntityType Name=\"j\"/>",
        "undeclared-prefix: the prefix of the attribute `y:z` is not declared @ ",
    ]);
    assert_eq!(entity_types(&read), ["a", "d", "e", "f", "g<h", "i", "k"]);
}

#[test]
fn bad_references_are_named() {
    let text = schema_text(
        "<Annotation Term='a' String='&nbsp; &#0; &#xD800; &#+65; a & b &amp'/><Annotation Term='b'><String>&eacute; a & b</String></Annotation>",
    );
    let read = read(&text);
    read.says(&[
        "bad-reference: the entity `&nbsp;` is not one of XML's own @ &nbsp;",
        "bad-reference: the entity `&#0;` is not one of XML's own @ &#0;",
        "bad-reference: the entity `&#xD800;` is not one of XML's own @ &#xD800;",
        "bad-reference: the entity `&#+65;` is not one of XML's own @ &#+65;",
        "bad-reference: `&` begins no entity reference @ &",
        "bad-reference: `&` begins no entity reference @ &",
        "bad-reference: the entity `&eacute;` is not one of XML's own @ &eacute;",
        "bad-reference: `&` begins no entity reference @ &",
    ]);
}

#[test]
fn document_types_and_other_encodings_are_refused() {
    let whole = schema_text("<EnumType Name='e'/>");
    let text = format!("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>{whole}");
    let read_one = read(&text);
    read_one.says(&["unsupported-encoding: the XML declaration says that the file is in `ISO-8859-1` @ <?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>"]);
    assert!(read_one.diagnostics.has_errors());
    let doctype = "<!DOCTYPE x [<!ENTITY a \"b\"><!ENTITY c \"&a;&a;\">]>";
    let text = format!("{doctype}{}", whole.replace("'e'", "'&c;'"));
    read(&text).says(&[
        &format!("document-type: CSDL has no document type declaration @ {doctype}"),
        "bad-reference: the entity `&c;` is not one of XML's own @ &c;",
        "unusual-name: `&c;` is an unusual Name @ &c;",
    ]);
}

#[test]
fn errors_show_the_place() {
    let text = schema_text(
        r#"  <EntityType Name="user" BaseType="graph.directoryObject" Abstract="maybe">
    <Property Name="id"/>
    <NavigationProperty
        Name="manager"
        Type="Collection(graph.user"
        ContainsTarget="true"/>
    <Member Name="m"/>
  </EntityType>"#,
    );
    insta::assert_snapshot!(read(&text).rendered());
}
