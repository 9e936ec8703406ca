//! Clauses 14.2 to 14.4.

use super::*;

/// A short notation of expressions.
fn shown(expression: &Expression<'_>) -> String {
    use ExpressionKind as Kind;
    let all = |expressions: &[Expression<'_>]| {
        expressions.iter().map(shown).collect::<Vec<_>>().join(", ")
    };
    let text = match &expression.kind {
        Kind::Binary(text) => format!("binary {text}"),
        Kind::Bool(value) => value.to_string(),
        Kind::Date(text) => format!("date {text}"),
        Kind::DateTimeOffset(text) => format!("time {text}"),
        Kind::Decimal(text) => format!("decimal {text}"),
        Kind::Duration(text) => format!("duration {text}"),
        Kind::EnumMember(text) => format!("member {text}"),
        Kind::Float(text) => format!("float {text}"),
        Kind::Guid(text) => format!("guid {text}"),
        Kind::Int(value) => value.to_string(),
        Kind::String(text) => format!("{text:?}"),
        Kind::TimeOfDay(text) => format!("time of day {text}"),
        Kind::AnnotationPath(text) => format!("annotation path {text}"),
        Kind::ModelElementPath(text) => format!("model element path {text}"),
        Kind::NavigationPropertyPath(text) => format!("navigation property path {text}"),
        Kind::PropertyPath(text) => format!("property path {text}"),
        Kind::Path(text) => format!("path {text}"),
        Kind::Logical { op, operands } => format!("{op:?}({})", all(operands)),
        Kind::Comparison { op, operands } => format!("{op:?}({})", all(operands)),
        Kind::Arithmetic { op, operands } => format!("{op:?}({})", all(operands)),
        Kind::Apply {
            function,
            arguments,
        } => format!("{function}({})", all(arguments)),
        Kind::Cast { ty, facets, value } => {
            format!(
                "cast({}, {:?}, {})",
                ty.name,
                facets.max_length,
                shown(value)
            )
        }
        Kind::IsOf { ty, facets, value } => {
            format!("is({}, {:?}, {})", ty.name, facets.precision, shown(value))
        }
        Kind::Collection(items) => format!("[{}]", all(items)),
        Kind::If(branches) => format!("if({})", all(branches)),
        Kind::LabeledElement { name, value } => format!("{name}: {}", shown(value)),
        Kind::LabeledElementReference(name) => format!("&{name}"),
        Kind::Null => "null".to_owned(),
        Kind::Record(record) => {
            let properties = record.properties.iter().map(|one| {
                let value = one.value.as_ref().map_or("default".to_owned(), shown);
                format!(
                    "{}{}: {value}",
                    one.property,
                    "!".repeat(one.annotations.len())
                )
            });
            let properties: Vec<_> = properties.collect();
            let ty = record.ty.as_deref().unwrap_or_default();
            format!(
                "{ty}{}{{{}}}",
                "!".repeat(record.annotations.len()),
                properties.join(", ")
            )
        }
        Kind::UrlRef(url) => format!("url({})", shown(url)),
    };
    format!("{text}{}", "!".repeat(expression.annotations.len()))
}

/// The value of an annotation with this content.
fn value(content: &str) -> String {
    let text = schema_text(content);
    let schema = read(&text).schema();
    let [annotation] = &schema.annotations[..] else {
        panic!("{schema:?}")
    };
    annotation
        .value
        .as_ref()
        .map_or("default".to_owned(), shown)
}

fn in_attribute(attribute: &str) -> String {
    value(&format!("<Annotation Term='t' {attribute}/>"))
}

fn in_element(element: &str) -> String {
    value(&format!(
        "<Annotation Term='t'>\n  {element}\n</Annotation>"
    ))
}

#[test]
fn constants_and_paths_stand_in_attributes_or_elements() {
    let cases = [
        ("Binary", "T0RhdGE", "binary T0RhdGE"),
        ("Bool", "true", "true"),
        ("Bool", "False", "false"),
        ("Date", "2000-01-01", "date 2000-01-01"),
        (
            "DateTimeOffset",
            "2000-01-01T16:00:00.000Z",
            "time 2000-01-01T16:00:00.000Z",
        ),
        ("Decimal", "3.14", "decimal 3.14"),
        ("Duration", "P7D", "duration P7D"),
        (
            "EnumMember",
            "a.b/Red a.b/Striped",
            "member a.b/Red a.b/Striped",
        ),
        ("Float", "-INF", "float -INF"),
        ("Float", "2.718e3", "float 2.718e3"),
        (
            "Guid",
            "21EC2020-3AEA-1069-A2DD-08002B30309D",
            "guid 21EC2020-3AEA-1069-A2DD-08002B30309D",
        ),
        ("Int", "-42", "-42"),
        ("String", "Product Catalog", "\"Product Catalog\""),
        ("TimeOfDay", "21:45:00", "time of day 21:45:00"),
        (
            "AnnotationPath",
            "supplier/@t.c",
            "annotation path supplier/@t.c",
        ),
        (
            "ModelElementPath",
            "/self.user/id",
            "model element path /self.user/id",
        ),
        (
            "NavigationPropertyPath",
            "a/b",
            "navigation property path a/b",
        ),
        ("PropertyPath", "a/b", "property path a/b"),
        ("Path", "@t#q/a", "path @t#q/a"),
    ];
    for (name, text, expected) in cases {
        assert_eq!(in_attribute(&format!("{name}='{text}'")), expected);
        assert_eq!(in_element(&format!("<{name}>{text}</{name}>")), expected);
    }
}

#[test]
fn white_space_around_constants_means_nothing_but_in_strings() {
    assert_eq!(in_element("<Bool>\n true\n </Bool>"), "true");
    assert_eq!(in_element("<EnumMember> a/b </EnumMember>"), "member a/b");
    assert_eq!(
        in_element("<String> a <!-- comment -->b </String>"),
        "\" a b \""
    );
    assert_eq!(in_element("<String/>"), "\"\"");
    assert_eq!(in_element("<String></String>"), "\"\"");
}

#[test]
fn annotations_are_read() {
    let text = schema_text(
        r#"<Annotations Target="test.model.user/id" Qualifier="q">
  <Annotation Term="a.tag"/>
  <Annotation Term="a.text" Qualifier="r" String="x"><Annotation Term="a.inner" Bool="true"/></Annotation>
  <Annotation Term="a.nested"><Annotation Term="a.before"/><Int>1</Int><Annotation Term="a.after"/></Annotation>
</Annotations>"#,
    );
    let schema = read(&text).schema();
    let [block] = &schema.targets[..] else {
        panic!("{schema:?}")
    };
    assert_eq!(
        (&*block.target, block.qualifier.as_deref()),
        ("test.model.user/id", Some("q"))
    );
    let [tag, string, nested] = &block.annotations[..] else {
        panic!("{block:?}")
    };
    assert!(tag.value.is_none() && tag.qualifier.is_none());
    assert_eq!(at(&text, tag.span), r#"<Annotation Term="a.tag"/>"#);
    assert_eq!(string.qualifier.as_deref(), Some("r"));
    let value = string.value.as_ref().expect("a value");
    assert_eq!(at(&text, value.span), "x");
    assert!(matches!(
        &value.kind,
        ExpressionKind::String(Str::Borrowed("x"))
    ));
    assert_eq!(string.annotations[0].term, "a.inner");
    let terms: Vec<_> = nested.annotations.iter().map(|one| &*one.term).collect();
    assert_eq!(terms, ["a.before", "a.after"]);
    assert_eq!(
        at(&text, nested.value.as_ref().expect("a value").span),
        "<Int>"
    );
}

#[test]
fn operators_are_read() {
    for name in [
        "And", "Or", "Eq", "Ne", "Gt", "Ge", "Lt", "Le", "Has", "In", "Add", "Sub", "Mul", "Div",
        "DivBy", "Mod",
    ] {
        let text = format!("<{name}><Path>a</Path><Annotation Term='x'/><Int>1</Int></{name}>");
        assert_eq!(in_element(&text), format!("{name}(path a, 1)!"));
    }
    for name in ["Not", "Neg"] {
        assert_eq!(
            in_element(&format!("<{name}><Path>a</Path></{name}>")),
            format!("{name}(path a)")
        );
    }
}

#[test]
fn dynamic_expressions_are_read() {
    let cases = [
        (
            "<Apply Function='odata.concat'><String>a</String><Path>b</Path><Annotation Term='x'/></Apply>",
            "odata.concat(\"a\", path b)!",
        ),
        ("<Apply Function='odata.now'/>", "odata.now()"),
        (
            "<Cast Type='Edm.String' MaxLength='5'><Path>a</Path></Cast>",
            "cast(Edm.String, Some(Limit(5)), path a)",
        ),
        (
            "<IsOf Type='Edm.Decimal' Precision='3'><Path>a</Path><Annotation Term='x'/></IsOf>",
            "is(Edm.Decimal, Some(3), path a)!",
        ),
        ("<Collection/>", "[]"),
        (
            "<Collection><String>a</String><String>b</String></Collection>",
            "[\"a\", \"b\"]",
        ),
        (
            "<Collection><Record><PropertyValue Property='p' Int='1'/></Record></Collection>",
            "[{p: 1}]",
        ),
        ("<If><Path>a</Path><Int>1</Int></If>", "if(path a, 1)"),
        (
            "<If><Path>a</Path><Int>1</Int><Null/><Annotation Term='x'/></If>",
            "if(path a, 1, null)!",
        ),
        ("<LabeledElement Name='l' Path='a'/>", "l: path a"),
        (
            "<LabeledElement Name='l'><Path>a</Path><Annotation Term='x'/></LabeledElement>",
            "l: path a!",
        ),
        (
            "<LabeledElementReference> self.l </LabeledElementReference>",
            "&self.l",
        ),
        ("<LabeledElementReference Name='self.l'/>", "&self.l"),
        ("<Null/>", "null"),
        ("<Null><Annotation Term='x'/></Null>", "null!"),
        ("<Record/>", "{}"),
        (
            "<Record Type='self.r'><Annotation Term='x'/><PropertyValue Property='a' String='s'><Annotation Term='y'/></PropertyValue>\
             <PropertyValue Property='b'><Record><PropertyValue Property='c'/></Record></PropertyValue></Record>",
            "self.r!{a!: \"s\", b: {c: default}}",
        ),
        (
            "<UrlRef><String>https://example.org/</String></UrlRef>",
            "url(\"https://example.org/\")",
        ),
        (
            "<UrlRef><Apply Function='f'><Path>a</Path></Apply></UrlRef>",
            "url(f(path a))",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(in_element(text), expected, "{text}");
    }
    assert_eq!(
        in_attribute("UrlRef='https://example.org/?a&amp;b'"),
        "url(\"https://example.org/?a&b\")"
    );
    assert_eq!(in_attribute(""), "default");
}

#[test]
fn bad_values_are_named() {
    let text = schema_text(
        "<Annotation Term='a' Bool='yes'/><Annotation Term='b' Int='1.5'/><Annotation Term='c'><Float>one</Float></Annotation>\
         <Annotation Term='d'><Int>99999999999999999999</Int></Annotation>",
    );
    let read = read(&text);
    read.says(&[
        "bad-value: the expression `Bool` has `yes` for its value @ yes",
        "bad-value: the expression `Int` has `1.5` for its value @ 1.5",
        "bad-value: the expression `Float` has `one` for its value @ <Float>",
        "bad-value: the expression `Int` has `99999999999999999999` for its value @ <Int>",
    ]);
    assert_eq!(
        read.document.expect("a document").schemas[0]
            .annotations
            .len(),
        4
    );
}

#[test]
fn the_number_of_operands_is_checked() {
    let text = schema_text(
        "<Annotation Term='a'><Not><Path>a</Path><Path>b</Path></Not></Annotation>\
         <Annotation Term='b'><If><Path>a</Path></If></Annotation>\
         <Annotation Term='c'><And><Path>a</Path><Int>x</Int></And></Annotation>\
         <Annotation Term='d'><LabeledElement Name='l'/></Annotation>\
         <Annotation Term='e' Int='1' String='x'/>\
         <Annotation Term='f' Int='1'><Int>2</Int><Int>3</Int></Annotation>\
         <Annotation Term='g'><Cast/></Annotation>",
    );
    read(&text).says(&[
        "wrong-operand-count: `Not` has a wrong number of expressions: 2 @ <Not>",
        "wrong-operand-count: `If` has a wrong number of expressions: 1 @ <If>",
        "bad-value: the expression `Int` has `x` for its value @ <Int>",
        "wrong-operand-count: `LabeledElement` has a wrong number of expressions: 0 @ <LabeledElement Name='l'/>",
        "duplicate-element: Annotation `e` has a second value `String` @ x",
        "duplicate-element: `Annotation` has a second value @ <Int>",
        "duplicate-element: `Annotation` has a second value @ <Int>",
        "missing-attribute: Cast has no attribute `Type` @ <Cast/>",
        "wrong-operand-count: `Cast` has a wrong number of expressions: 0 @ <Cast/>",
    ]);
}
