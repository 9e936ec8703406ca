use super::*;
use crate::csdl;
use crate::diagnostics::{Diagnostics, SourceId, Sources, Span};
use crate::docs::json;
use crate::docs::page::Text;
use crate::model::link;
use std::borrow::Cow;

const SCHEMA: &str = "\
<EnumType Name='state'><Member Name='unknown' Value='0'/><Member Name='valid' Value='1'/></EnumType>
<EnumType Name='rights' IsFlags='true'><Member Name='read' Value='1'/><Member Name='write' Value='2'/></EnumType>
<EnumType Name='empty'/>
<ComplexType Name='place' OpenType='true'><Property Name='city' Type='Edm.String'/></ComplexType>
<ComplexType Name='point'><Property Name='value' Type='Edm.Double'/></ComplexType>
<EntityType Name='thing'>
  <Key><PropertyRef Name='id'/></Key>
  <Property Name='id' Type='Edm.String' Nullable='false'/>
  <Property Name='state' Type='test.state'/>
  <Property Name='rights' Type='test.rights'/>
  <Property Name='empty' Type='test.empty'/>
  <Property Name='count' Type='Edm.Int32'/>
  <Property Name='size' Type='Edm.Int64'/>
  <Property Name='ratio' Type='Edm.Double'/>
  <Property Name='price' Type='Edm.Decimal'/>
  <Property Name='isOn' Type='Edm.Boolean'/>
  <Property Name='uid' Type='Edm.Guid'/>
  <Property Name='at' Type='Edm.DateTimeOffset'/>
  <Property Name='day' Type='Edm.Date'/>
  <Property Name='hour' Type='Edm.TimeOfDay'/>
  <Property Name='length' Type='Edm.Duration'/>
  <Property Name='bytes' Type='Edm.Binary'/>
  <Property Name='any' Type='Edm.Untyped'/>
  <Property Name='place' Type='test.place'/>
  <Property Name='tags' Type='Collection(Edm.String)'/>
  <NavigationProperty Name='parts' Type='Collection(test.thing)'/>
</EntityType>
<EntityType Name='special' BaseType='test.thing'><Property Name='extra' Type='Edm.String'/></EntityType>
<EntityType Name='other'><Key><PropertyRef Name='id'/></Key><Property Name='id' Type='Edm.String'/></EntityType>
<Action Name='share' IsBound='true'>
  <Parameter Name='this' Type='test.thing'/>
  <Parameter Name='With' Type='Collection(test.thing)'/>
  <Parameter Name='count' Type='Edm.Int32'/>
</Action>";

/// Asks about the model of [`SCHEMA`].
fn with_model<R>(ask: impl FnOnce(&Model<'_>, &Sources) -> R) -> R {
    let text = format!(
        "<edmx:Edmx Version='4.0' xmlns:edmx='http://docs.oasis-open.org/odata/ns/edmx'><edmx:DataServices>\
         <Schema Namespace='test' xmlns='http://docs.oasis-open.org/odata/ns/edm'>{SCHEMA}</Schema>\
         </edmx:DataServices></edmx:Edmx>"
    );
    let mut sources = Sources::new();
    let id = sources.add("test.xml", text);
    let mut diagnostics = Diagnostics::new();
    let documents = [csdl::parse(id, sources.text(id), &mut diagnostics).expect("a document")];
    let model = link(&documents, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    ask(&model, &sources)
}

fn node(text: &str) -> Node<'_> {
    let span = Span {
        source: SourceId(9),
        start: 0,
        end: u32::try_from(text.len()).expect("a short text"),
    };
    let text = Text {
        text: Cow::Borrowed(text),
        span,
    };
    json::read(&text).expect("JSON").value
}

/// A use of a type by its name, as `test.thing` or `Collection(test.thing)`.
fn type_use(model: &Model<'_>, name: &str) -> TypeUse {
    let inner = name
        .strip_prefix("Collection(")
        .and_then(|rest| rest.strip_suffix(')'));
    TypeUse {
        ty: model.find(inner.unwrap_or(name)).expect("a type"),
        cardinality: match inner {
            Some(_) => Cardinality::Many,
            None => Cardinality::One,
        },
        span: Span {
            source: SourceId(0),
            start: 0,
            end: 0,
        },
    }
}

/// Kinds and paths of misfits, as `other-type count`.
fn told(misfits: &[Misfit]) -> Vec<String> {
    let words = misfits
        .iter()
        .map(|misfit| format!("{} {}", misfit.kind, misfit.path));
    words.collect()
}

fn check(cases: &[(&str, &[&str])], judge: impl Fn(&Model<'_>, &Node<'_>) -> Vec<Misfit>) {
    with_model(|model, _| {
        for (text, expected) in cases {
            let misfits = judge(model, &node(text));
            assert_eq!(told(&misfits), *expected, "{text}\n{misfits:#?}");
        }
    });
}

#[test]
fn members_fit_the_properties_of_their_type() {
    let cases: &[(&str, &[&str])] = &[
        ("{}", &[]),
        ("null", &[]),
        ("[]", &["other-type "]),
        (r#"{"id":null,"place":null,"parts":null,"count":null}"#, &[]),
        (
            r#"{"@odata.context":1,"parts@odata.bind":["x"],"@x.y":{}}"#,
            &[],
        ),
        (
            r#"{"size2":1,"id":1}"#,
            &["unknown-property size2", "other-type id"],
        ),
        (
            r#"{"COUNT":"x"}"#,
            &["case-differs COUNT", "other-type COUNT"],
        ),
        (
            r#"{"extra":1}"#,
            &["derived-type-property extra", "other-type extra"],
        ),
        (r#"{"place":{"city":"x","zip":1}}"#, &[]),
        (
            r#"{"place":{"City":1}}"#,
            &["case-differs place.City", "other-type place.City"],
        ),
        (
            r#"{"parts":[{"id":"a"},null,{"parts":[{"x":1}]}]}"#,
            &["unknown-property parts[2].parts[0].x"],
        ),
        (r#"{"parts":{"id":"a"}}"#, &["other-type parts"]),
        (r#"{"tags":["a",1,null]}"#, &["other-type tags[1]"]),
        (r#"{"any":[{"a":1}]}"#, &[]),
    ];
    check(cases, |model, node| {
        fit(model, type_use(model, "test.thing"), node)
    });
}

#[test]
fn odata_type_names_a_derived_type() {
    let cases: &[(&str, &[&str])] = &[
        (
            r##"{"@odata.type":"#test.special","extra":"x","more":1}"##,
            &["unknown-property more"],
        ),
        (
            r#"{"@odata.type":"test.special","extra":1}"#,
            &["other-type extra"],
        ),
        (r##"{"@odata.type":"#test.thing","id":"x"}"##, &[]),
        (
            r##"{"@odata.type":"#test.Special","extra":"x"}"##,
            &["case-differs @odata.type"],
        ),
        (
            r##"{"@odata.type":"#test.other","count":1}"##,
            &["other-type @odata.type"],
        ),
        (
            r##"{"@odata.type":"#test.nothing","count":1}"##,
            &["unknown-type @odata.type"],
        ),
        (
            r#"{"parts":[{"@odata.type":"test.special","extra":"x"}]}"#,
            &[],
        ),
    ];
    check(cases, |model, node| {
        fit(model, type_use(model, "test.thing"), node)
    });
}

#[test]
fn members_of_enumerations_go_by_name() {
    let cases: &[(&str, &[&str])] = &[
        (r#"{"state":"valid"}"#, &[]),
        (r#"{"state":"Valid"}"#, &["case-differs state"]),
        (r#"{"state":"invalid"}"#, &["unknown-member state"]),
        (r#"{"state":"unknown,valid"}"#, &["unknown-member state"]),
        (r#"{"state":1}"#, &["other-type state"]),
        (r#"{"rights":"read, write"}"#, &[]),
        (r#"{"rights":"read,delete"}"#, &["unknown-member rights"]),
        (r#"{"empty":"anything"}"#, &[]),
    ];
    check(cases, |model, node| {
        fit(model, type_use(model, "test.thing"), node)
    });
}

#[test]
fn primitive_values_have_their_forms() {
    let fits = [
        ("count", "2147483647"),
        ("size", "9223372036854775807"),
        ("size", "\"-1\""),
        ("ratio", "1"),
        ("ratio", "\"-INF\""),
        ("price", "12345678901234567890.5"),
        ("price", "\"-1.50\""),
        ("isOn", "false"),
        ("uid", "\"00000000-0000-0000-0000-00000000000A\""),
        ("at", "\"9999-12-31T23:59:59.9999999Z\""),
        ("at", "\"2020-01-01T00:00:00+05:30\""),
        ("at", "\"2020-01-01T00:00Z\""),
        ("day", "\"0001-01-01\""),
        ("hour", "\"23:59\""),
        ("hour", "\"23:59:59.123\""),
        ("length", "\"P30D\""),
        ("length", "\"-PT1H30M0.5S\""),
        ("length", "\"P1Y2M3DT4H\""),
        ("bytes", "\"ab-_+/==\""),
    ];
    let wrong = [
        ("bad-format", "count", "1.5"),
        ("bad-format", "count", "2147483648"),
        ("other-type", "count", "\"1\""),
        ("bad-format", "size", "\"one\""),
        ("other-type", "ratio", "\"1.5\""),
        ("bad-format", "price", "\"1,5\""),
        ("other-type", "isOn", "\"true\""),
        ("bad-format", "uid", "\"x\""),
        (
            "bad-format",
            "uid",
            "\"00000000-0000-0000-0000-00000000000A-0\"",
        ),
        ("other-type", "uid", "1"),
        ("no-offset", "at", "\"2020-01-01T00:00:00\""),
        ("bad-format", "at", "\"2020-01-01\""),
        ("bad-format", "at", "\"2020-13-01T00:00:00Z\""),
        ("bad-format", "at", "\"a timestamp\""),
        ("bad-format", "at", "\"2020-01-01T00:00:00+1\""),
        ("bad-format", "day", "\"20-1-1\""),
        ("bad-format", "hour", "\"noon\""),
        ("bad-format", "hour", "\"12:3é\""),
        ("bad-format", "length", "\"P\""),
        ("bad-format", "length", "\"PT\""),
        ("bad-format", "length", "\"P1H\""),
        ("bad-format", "length", "\"3 days\""),
        ("bad-format", "bytes", "\"the bytes\""),
    ];
    with_model(|model, _| {
        let ty = type_use(model, "test.thing");
        for (name, value) in fits {
            let text = format!(r#"{{"{name}":{value}}}"#);
            assert_eq!(fit(model, ty, &node(&text)), [], "{text}");
        }
        for (kind, name, value) in wrong {
            let text = format!(r#"{{"{name}":{value}}}"#);
            let misfits = fit(model, ty, &node(&text));
            assert_eq!(told(&misfits), [format!("{kind} {name}")], "{text}");
        }
    });
}

#[test]
fn a_misfit_stands_in_both_inputs() {
    with_model(|model, sources| {
        let text = r#"{"count":"x"}"#;
        let misfits = fit(model, type_use(model, "test.thing"), &node(text));
        let [misfit] = misfits.as_slice() else {
            panic!("{misfits:?}")
        };
        let covered =
            |text: &str, span: Span| text[span.start as usize..span.end as usize].to_owned();
        assert_eq!(covered(text, misfit.span), "\"x\"");
        let declared = misfit.declared.expect("a declaration");
        let csdl = sources.text(declared.source);
        assert!(csdl[declared.start as usize..].starts_with("Edm.Int32"));
        assert_eq!(misfit.weight(), Weight::Hard);
    });
}

#[test]
fn an_answer_holds_its_value_in_one_of_four_ways() {
    let cases: &[(&str, &str, Shape, &[&str])] = &[
        (
            "test.thing",
            r#"{"@odata.context":"c","id":"x"}"#,
            Shape::Bare,
            &[],
        ),
        (
            "test.thing",
            r#"{"@odata.context":"c","value":{"id":1}}"#,
            Shape::Wrapped,
            &["other-type value.id"],
        ),
        (
            "test.thing",
            r#"{"id":"x","value":{"id":"x"}}"#,
            Shape::Bare,
            &["unknown-property value"],
        ),
        (
            "test.thing",
            r#"{"value":[{"id":"x"}]}"#,
            Shape::Collection,
            &["other-shape value"],
        ),
        (
            "test.thing",
            r#"{"value":"x"}"#,
            Shape::Bare,
            &["unknown-property value"],
        ),
        (
            "test.point",
            r#"{"value":{"value":1}}"#,
            Shape::Bare,
            &["other-type value"],
        ),
        ("test.point", r#"{"value":1.5}"#, Shape::Bare, &[]),
        (
            "test.place",
            r#"{"value":{"city":"x"}}"#,
            Shape::Wrapped,
            &[],
        ),
        (
            "Collection(test.thing)",
            r#"{"@odata.nextLink":"l","value":[{"id":1}]}"#,
            Shape::Collection,
            &["other-type value[0].id"],
        ),
        (
            "Collection(test.thing)",
            r#"{"value":[],"nextLink":"l"}"#,
            Shape::Collection,
            &["unknown-property nextLink"],
        ),
        (
            "Collection(test.thing)",
            r#"[{"id":"x"}]"#,
            Shape::Collection,
            &["bare-array "],
        ),
        (
            "Collection(test.thing)",
            r#"{"id":"x"}"#,
            Shape::Collection,
            &["other-shape "],
        ),
        (
            "Collection(Edm.String)",
            r#"{"value":["x",1]}"#,
            Shape::Collection,
            &["other-type value[1]"],
        ),
        (
            "Edm.Int32",
            r#"{"@odata.context":"c","value":1}"#,
            Shape::Primitive,
            &[],
        ),
        ("Edm.Int32", "1", Shape::Bare, &[]),
        (
            "Edm.Boolean",
            r#"{"value":"x"}"#,
            Shape::Primitive,
            &["other-type value"],
        ),
        ("test.state", r#"{"value":"valid"}"#, Shape::Primitive, &[]),
    ];
    with_model(|model, _| {
        for (name, text, shape, misfits) in cases {
            let answer = fit_answer(model, type_use(model, name), &node(text));
            assert_eq!(answer.shape, *shape, "{name} {text}");
            assert_eq!(told(&answer.misfits), *misfits, "{name} {text}");
        }
    });
}

#[test]
fn the_body_of_an_action_holds_its_parameters() {
    let cases: &[(&str, &[&str])] = &[
        ("{}", &[]),
        (r#"{"With":[{"id":"x"}],"count":1}"#, &[]),
        (
            r#"{"with":[{"id":1}]}"#,
            &["case-differs with", "other-type with[0].id"],
        ),
        (r#"{"by":1}"#, &["unknown-parameter by"]),
        ("[]", &["other-type "]),
    ];
    check(cases, |model, node| {
        let share = (0..model.operations.len())
            .map(OperationId::new)
            .find(|id| model[*id].name == "share");
        fit_parameters(model, share.expect("the action"), node)
    });
}

#[test]
fn long_names_are_cut() {
    with_model(|model, _| {
        let name = "ü".repeat(10_000);
        let text = format!(r#"{{"{name}":1}}"#);
        let misfits = fit(model, type_use(model, "test.thing"), &node(&text));
        assert_eq!(misfits.len(), 1);
        assert!(misfits[0].path.len() < 200 && misfits[0].message.len() < 200);
    });
}
