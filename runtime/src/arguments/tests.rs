use serde_json::json;

use crate::fixture::{Color, Parameters, User, serving};
use crate::generated::*;

type Overloads = &'static [&'static [&'static str]];

fn body(arguments: Arguments) -> serde_json::Value {
    let body = arguments.into_body().expect("a body").expect("no fault");
    serde_json::from_slice(&body).expect("JSON")
}

fn call(overloads: Overloads, arguments: Arguments) -> Result<String, String> {
    let (client, _) = serving([]);
    let request: Request<()> = client
        .root::<Owned>("x")
        .function("f", overloads, arguments);
    match request.fault() {
        None => Ok(request
            .path()
            .strip_prefix("/x/")
            .unwrap_or_default()
            .to_owned()),
        Some(fault) => Err(fault.to_string()),
    }
}

fn all() -> Parameters {
    Parameters {
        name: "O'Neil & co".into(),
        since: "2026-01-01T00:00:00+01:00"
            .parse::<DateTimeOffset>()
            .unwrap()
            .into(),
        duration: "P1DT2H".parse::<Duration>().unwrap().into(),
        color: Color::Red.into(),
        count: 7.into(),
        exact: "12345678901234567890.5".parse::<Decimal>().unwrap().into(),
        id: "6f9619ff-8b86-d011-b42d-00cf4fc964ff"
            .parse::<Guid>()
            .unwrap()
            .into(),
        ids: vec!["a".to_owned(), "b\"c".to_owned()].into(),
        ..Parameters::default()
    }
}

const ALL: Overloads = &[&[
    "name", "since", "duration", "color", "count", "exact", "id", "ids",
]];

#[test]
fn a_parameter_struct_leaves_out_what_is_unset_and_writes_null() {
    let mut parameters = Parameters {
        name: "x".into(),
        ..Parameters::default()
    };
    parameters.count.set_null();
    parameters.additional.insert("extra", 1.to_json());
    parameters.additional.insert("@odata.context", "c");
    assert_eq!(
        body(Arguments::none().and(&parameters)),
        json!({"name": "x", "count": null, "extra": 1})
    );
    assert_eq!(body(Arguments::of(Parameters::default())), json!({}));
    assert!(Arguments::none().into_body().is_none());
}

trait ToJson {
    fn to_json(self) -> Json;
}

impl ToJson for i32 {
    fn to_json(self) -> Json {
        serde_json::Value::from(self).into()
    }
}

#[test]
fn an_action_has_its_arguments_as_json() {
    let parameters = Parameters {
        user: User {
            display_name: "Ann".into(),
            ..User::default()
        }
        .into(),
        ..all()
    };
    let body = body(
        Arguments::none()
            .with("first", View::Bool(true))
            .and(&parameters),
    );
    assert_eq!(body["first"], json!(true));
    assert_eq!(body["name"], json!("O'Neil & co"));
    assert_eq!(body["since"], json!("2026-01-01T00:00:00+01:00"));
    assert_eq!(body["ids"], json!(["a", "b\"c"]));
    assert_eq!(body["user"], json!({"displayName": "Ann"}));
    assert_eq!(body["color"], json!("red"));
}

#[test]
fn values_in_actions_carry_no_control_information() {
    let mut user = User {
        display_name: "Ann".into(),
        ..User::default()
    };
    user.additional.insert("@odata.etag", "W/1");
    let parameters = Parameters {
        user: user.into(),
        ..Parameters::default()
    };
    assert_eq!(
        body(Arguments::of(parameters)),
        json!({"user": {"displayName": "Ann"}})
    );
}

#[test]
fn a_function_has_its_arguments_as_literals() {
    assert_eq!(
        call(ALL, Arguments::of(all())).unwrap(),
        "f(name='O''Neil%20%26%20co',since=2026-01-01T00:00:00%2B01:00,duration=duration'P1DT2H',color='red',count=7,\
         exact=12345678901234567890.5,id=6f9619ff-8b86-d011-b42d-00cf4fc964ff,ids=%5B%22a%22,%22b%5C%22c%22%5D)"
    );
}

#[test]
fn the_smallest_overload_that_has_every_argument_is_called() {
    const OVERLOADS: Overloads = &[&["a", "b", "c"], &["a", "b"], &[], &["a", "d?"]];
    let given = |names: &[&'static str]| {
        names.iter().fold(Arguments::none(), |arguments, name| {
            arguments.with(name, View::I64(1))
        })
    };
    assert_eq!(call(OVERLOADS, given(&[])).unwrap(), "f()");
    assert_eq!(call(OVERLOADS, given(&["b"])).unwrap(), "f(a=null,b=1)");
    assert_eq!(
        call(OVERLOADS, given(&["c"])).unwrap(),
        "f(a=null,b=null,c=1)"
    );
    assert_eq!(call(OVERLOADS, given(&["a"])).unwrap(), "f(a=1,b=null)");
    assert_eq!(call(OVERLOADS, given(&["d"])).unwrap(), "f(a=null,d=1)");
    assert_eq!(call(&[&["a?", "b?"]], given(&[])).unwrap(), "f()");
    let error = call(OVERLOADS, given(&["c", "d"])).unwrap_err();
    assert!(
        error.contains("c, d") && error.contains("f(a, b, c), f(a, b), f(), f(a, d?)"),
        "{error}"
    );
}

#[test]
fn null_is_an_argument_and_absent_is_none() {
    const OVERLOADS: Overloads = &[&[], &["a?"]];
    assert_eq!(
        call(OVERLOADS, Arguments::none().with("a", View::Null)).unwrap(),
        "f(a=null)"
    );
    assert_eq!(
        call(OVERLOADS, Arguments::none().with("a", View::Absent)).unwrap(),
        "f()"
    );
}

#[test]
fn a_route_hides_arguments() {
    let (client, _) = serving([]);
    let arguments = Arguments::none().with("period", View::Text("D7"));
    let request: Request<()> =
        client
            .root::<Owned>("reports")
            .function("usage", &[&["period"]], arguments);
    assert_eq!(request.path(), "/reports/usage(period='D7')");
    assert_eq!(request.route(), "/reports/usage(period={})");
}

#[test]
fn debug_shows_names_alone() {
    assert_eq!(
        format!(
            "{:?}",
            Arguments::none().with("password", View::Text("hunter2"))
        ),
        r#"{"password"}"#
    );
}

#[test]
fn a_second_value_replaces_the_first() {
    let arguments = Arguments::none()
        .with("a", View::I64(1))
        .with("b", View::Null)
        .with("a", View::I64(2));
    assert_eq!(body(arguments), json!({"a": 2, "b": null}));
}
