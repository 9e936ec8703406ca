//! Filters, operands and paths as text.

use std::borrow::Cow;

use crate::fixture::{DirectoryObject, User};
use crate::query::{Filter, Null, it};
use crate::sample::{Entity, Everything, IosVppApp, Licensing, MobileApp, State, Tips};
use crate::{
    Binary, Date, DateTimeOffset, Decimal, Double, Duration, Guid, Int64, Json, Single, TimeOfDay,
};

fn shown(filter: Filter<Everything>) -> String {
    filter.to_string()
}

fn parsed<T: std::str::FromStr>(text: &str) -> T {
    text.parse().ok().expect("is lexical")
}

#[test]
fn comparisons_are_spelled_as_odata_spells_them() {
    assert_eq!(shown(Everything::INT32.eq(5)), "int32 eq 5");
    assert_eq!(shown(Everything::INT32.ne(-5)), "int32 ne -5");
    assert_eq!(shown(Everything::INT32.gt(5)), "int32 gt 5");
    assert_eq!(shown(Everything::INT32.ge(5)), "int32 ge 5");
    assert_eq!(shown(Everything::INT32.lt(5)), "int32 lt 5");
    assert_eq!(shown(Everything::INT32.le(5)), "int32 le 5");
    assert_eq!(shown(Everything::TEXT.is_null()), "text eq null");
    assert_eq!(shown(Everything::TEXT.is_not_null()), "text ne null");
    assert_eq!(shown(Everything::TEXT.eq(Null)), "text eq null");
    assert_eq!(shown(Everything::LICENSING.eq(Null)), "licensing eq null");
    assert_eq!(
        shown(Everything::TEXT.in_(["a", "b'c"])),
        "text in ('a','b''c')"
    );
    assert_eq!(
        shown(Everything::TEXT.in_(vec!["a".to_owned()])),
        "text in ('a')"
    );
}

#[test]
fn every_type_has_its_literals() {
    let text = String::from("O'Neil");
    for filter in [
        Everything::TEXT.eq("O'Neil"),
        Everything::TEXT.eq(&text),
        Everything::TEXT.eq(text.clone()),
        Everything::TEXT.eq(Cow::Borrowed("O'Neil")),
    ] {
        assert_eq!(shown(filter), "text eq 'O''Neil'");
    }
    assert_eq!(shown(Everything::FLAG.eq(true)), "flag eq true");
    assert_eq!(shown(Everything::SBYTE.eq(-1)), "sbyte eq -1");
    assert_eq!(shown(Everything::BYTE.eq(255)), "byte eq 255");
    assert_eq!(shown(Everything::INT16.eq(1)), "int16 eq 1");
    // Wide enough without a suffix.
    assert_eq!(
        shown(Everything::INT64.eq(5_000_000_000)),
        "int64 eq 5000000000"
    );
    assert_eq!(shown(Everything::INT64.eq(Int64::from(5))), "int64 eq 5");
    assert_eq!(shown(Everything::SINGLE.eq(1.5_f32)), "single eq 1.5");
    assert_eq!(
        shown(Everything::SINGLE.eq(Single::from(2.5_f32))),
        "single eq 2.5"
    );
    assert_eq!(shown(Everything::DOUBLE.eq(1e300)), "double eq 1e300");
    assert_eq!(
        shown(Everything::DOUBLE.eq(f64::NEG_INFINITY)),
        "double eq -INF"
    );
    assert_eq!(
        shown(Everything::DOUBLE.eq(parsed::<Double>("0.5"))),
        "double eq 0.5"
    );
    assert_eq!(shown(Everything::DECIMAL.eq(7)), "decimal eq 7");
    assert_eq!(
        shown(Everything::DECIMAL.eq(parsed::<Decimal>("12345678901234567890.12"))),
        "decimal eq 12345678901234567890.12"
    );
    let guid: Guid = parsed("8e881353-1735-45af-af21-ee1344582a4d");
    assert_eq!(
        shown(Everything::GUID.eq(&guid)),
        "guid eq 8e881353-1735-45af-af21-ee1344582a4d"
    );
    assert_eq!(shown(Everything::GUID.eq(parsed::<Guid>(""))), "guid eq ''");
    assert_eq!(
        shown(Everything::AT.ge(parsed::<DateTimeOffset>("2026-11-26T01:02:03+02:00"))),
        "at ge 2026-11-26T01:02:03+02:00"
    );
    assert_eq!(
        shown(Everything::AT.ge(jiff::Timestamp::UNIX_EPOCH)),
        "at ge 1970-01-01T00:00:00Z"
    );
    assert_eq!(
        shown(Everything::DATE.lt(parsed::<Date>("2026-11-26"))),
        "date lt 2026-11-26"
    );
    assert_eq!(
        shown(Everything::DATE.lt(jiff::civil::date(2026, 1, 2))),
        "date lt 2026-01-02"
    );
    assert_eq!(
        shown(Everything::TIME.eq(parsed::<TimeOfDay>("07:59:59.999"))),
        "time eq 07:59:59.999"
    );
    assert_eq!(
        shown(Everything::DURATION.eq(parsed::<Duration>("P30D"))),
        "duration eq duration'P30D'"
    );
    assert_eq!(
        shown(Everything::BINARY.eq(Binary::from(vec![1, 2, 3]))),
        "binary eq binary'AQID'"
    );
    assert_eq!(
        shown(Everything::STATE.eq(State::Valid)),
        "state eq 'valid'"
    );
    assert_eq!(
        shown(Everything::STATE.in_([State::Valid, State::from("it's new")])),
        "state in ('valid','it''s new')"
    );
    assert_eq!(
        shown(Everything::TIPS.has(Tips::REPLIES | Tips::MEMBERS)),
        "tips has 'replies,members'"
    );
    assert_eq!(shown(Everything::UNTYPED.eq("a'b")), "untyped eq 'a''b'");
    let json: Json = serde_json::from_str("1.10").expect("is JSON");
    assert_eq!(shown(Everything::UNTYPED.eq(json)), "untyped eq 1.10");
}

#[test]
fn brackets_stand_where_they_are_needed_and_nowhere_else() {
    let (a, b, c) = (
        || Everything::INT32.eq(1),
        || Everything::BYTE.eq(2),
        || Everything::TEXT.startswith("x"),
    );
    let (x, y, z) = ("int32 eq 1", "byte eq 2", "startswith(text,'x')");
    assert_eq!(shown(a() & b() & c()), format!("{x} and {y} and {z}"));
    assert_eq!(shown(a() & (b() & c())), format!("{x} and {y} and {z}"));
    assert_eq!(shown(a() | b() | c()), format!("{x} or {y} or {z}"));
    assert_eq!(shown(a() & b() | c()), format!("{x} and {y} or {z}"));
    assert_eq!(shown(a() | b() & c()), format!("{x} or {y} and {z}"));
    assert_eq!(shown((a() | b()) & c()), format!("({x} or {y}) and {z}"));
    assert_eq!(shown(a() & (b() | c())), format!("{x} and ({y} or {z})"));
    assert_eq!(shown(!a()), format!("not ({x})"));
    assert_eq!(shown(!c()), format!("not {z}"));
    assert_eq!(shown(!!c()), format!("not (not {z})"));
    assert_eq!(
        shown(!(a() | b()) & c()),
        format!("not ({x} or {y}) and {z}")
    );
    assert_eq!(
        shown(a().and(b()).or(c()).negated()),
        format!("not ({x} and {y} or {z})")
    );
    assert_eq!(
        shown(Filter::raw("a eq 1 or b eq 2") & c()),
        format!("(a eq 1 or b eq 2) and {z}")
    );
}

#[test]
fn functions_nest() {
    assert_eq!(
        shown(Everything::TEXT.endswith("x") | Everything::TEXT.contains("y'")),
        "endswith(text,'x') or contains(text,'y''')"
    );
    assert_eq!(
        shown(Everything::TEXT.trim().tolower().toupper().eq("x")),
        "toupper(tolower(trim(text))) eq 'x'"
    );
    assert_eq!(shown(Everything::TEXT.length().gt(3)), "length(text) gt 3");
    assert_eq!(
        shown(
            Everything::TEXT
                .substring(1)
                .concat("b")
                .indexof("c")
                .eq(-1)
        ),
        "indexof(concat(substring(text,1),'b'),'c') eq -1"
    );
    assert_eq!(shown(Everything::AT.year().eq(2026)), "year(at) eq 2026");
    assert_eq!(
        shown(Everything::AT.date().eq(parsed::<Date>("2026-11-26"))),
        "date(at) eq 2026-11-26"
    );
    assert_eq!(shown(Everything::DATE.month().eq(2)), "month(date) eq 2");
    assert_eq!(
        shown(Everything::TEXT.cast_to::<i32>().eq(12)),
        "cast(text,Edm.Int32) eq 12"
    );
    let is_of: Filter<MobileApp> = Filter::is_of::<IosVppApp>();
    assert_eq!(is_of.to_string(), "isof('microsoft.graph.iosVppApp')");
}

#[test]
fn paths_lead_through_values_entities_and_derived_types() {
    assert_eq!(
        shown(Everything::LICENSING.then(Licensing::NAME).eq("x")),
        "licensing/name eq 'x'"
    );
    let deep = Everything::NESTED.then(Everything::NESTED.then(Everything::LICENSING));
    assert_eq!(
        shown(deep.clone().then(Licensing::DEVICE).eq(true)),
        "nested/nested/licensing/device eq true"
    );
    assert_eq!(deep.to_string(), "nested/nested/licensing");
    let owner: Filter<IosVppApp> = IosVppApp::OWNER.then(Entity::ID).eq("1");
    assert_eq!(owner.to_string(), "owner/id eq '1'");
    let owner: Filter<IosVppApp> = IosVppApp::OWNER.is_null() | IosVppApp::OWNER.is_not_null();
    assert_eq!(owner.to_string(), "owner eq null or owner ne null");
    let expected = "microsoft.graph.iosVppApp/appleId eq 'x'";
    let cast: Filter<MobileApp> = IosVppApp::APPLE_ID.from_base::<MobileApp>().eq("x");
    assert_eq!(cast.to_string(), expected);
    let cast: Filter<MobileApp> = it::<MobileApp>()
        .cast::<IosVppApp>()
        .then(IosVppApp::APPLE_ID)
        .eq("x");
    assert_eq!(cast.to_string(), expected);
    let within: Filter<IosVppApp> = IosVppApp::OWNER
        .cast::<MobileApp>()
        .then(MobileApp::PUBLISHER)
        .eq("x");
    assert_eq!(
        within.to_string(),
        "owner/microsoft.graph.mobileApp/publisher eq 'x'"
    );
    let itself: Filter<Entity> = it::<Entity>().eq(Null);
    assert_eq!(itself.to_string(), "$it eq null");
}

#[test]
fn lambdas_ask_elements_and_their_variables_differ() {
    assert_eq!(
        shown(Everything::TEXTS.any(|text| text.clone().startswith("+") | text.eq("x"))),
        "texts/any(a:startswith(a,'+') or a eq 'x')"
    );
    assert_eq!(
        shown(Everything::STATES.all(|state| state.ne(State::Valid))),
        "states/all(a:a ne 'valid')"
    );
    assert_eq!(
        shown(!Everything::LICENSINGS.any(|one| {
            one.clone().then(Licensing::NAME).eq("x") & one.then(Licensing::USED).gt(1)
        })),
        "not licensings/any(a:a/name eq 'x' and a/used gt 1)"
    );
    assert_eq!(
        shown(Everything::NUMBERS.is_not_empty() & Everything::NUMBERS.count().le(3)),
        "numbers/any() and numbers/$count le 3"
    );
    let nested: Filter<IosVppApp> = IosVppApp::ASSIGNMENTS.any(|app| {
        let apps = app.cast::<IosVppApp>();
        apps.clone()
            .then(IosVppApp::KINDS)
            .any(|kind| kind.then(Licensing::DEVICE).eq(true))
            & apps
                .then(IosVppApp::ASSIGNMENTS)
                .all(|inner| inner.then(MobileApp::PUBLISHER).eq("p"))
    });
    assert_eq!(
        nested.to_string(),
        "assignments/any(a:a/microsoft.graph.iosVppApp/kinds/any(b:b/device eq true) \
         and a/microsoft.graph.iosVppApp/assignments/all(b:b/publisher eq 'p'))"
    );
}

#[test]
fn variables_do_not_run_out() {
    let variables = [0, 1, 25, 26, 300].map(crate::query::lambda::variable);
    assert_eq!(variables, ["a", "b", "z", "v26", "v300"]);
}

#[test]
fn constants_of_bases_make_filters_of_derived_types() {
    // The base's constant makes what is wanted, alone, joined from either side, and within a choice.
    let first: Filter<User> = DirectoryObject::ID.eq("1") & User::AGE.gt(3);
    let last: Filter<User> = User::AGE.gt(3) & DirectoryObject::ID.eq("1");
    assert_eq!(first.to_string(), "id eq '1' and age gt 3");
    assert_eq!(last.to_string(), "age gt 3 and id eq '1'");
    let base: Filter<DirectoryObject> = DirectoryObject::ID.eq("1");
    let derived: Filter<User> = base.derived();
    assert_eq!(derived.as_str(), "id eq '1'");
}

#[test]
fn many_are_joined_in_one_text() {
    let all = Filter::all_of((0..10_000).map(|number| Everything::INT32.ne(number)));
    let text = shown(all.expect("there are some"));
    assert_eq!(text.matches(" and ").count(), 9_999);
    let any = Filter::any_of((0..10_000).map(|number| Everything::INT32.eq(number)));
    assert!(shown(any.expect("there are some")).ends_with("int32 eq 9998 or int32 eq 9999"));
    assert!(Filter::<Everything>::all_of([]).is_none());
    // Alternating, so that each level is in brackets.
    let mixed = (0..10_000).fold(Everything::FLAG.eq(true), |filter, number| {
        let one = Everything::INT32.eq(number);
        if number % 2 == 0 {
            filter & one
        } else {
            filter | one
        }
    });
    assert_eq!(shown(mixed).matches('(').count(), 4_999);
}
