use proptest::prelude::*;

use super::{BodyFormat, Preference, Preferences};
use crate::fixture::{TOKEN, serving, users};
use crate::{Answer, Client, MemoryTransport, StaticToken};

fn prefer<T>(request: &crate::Request<T>) -> &str {
    let lines: Vec<_> = request.headers().get_all("prefer").iter().collect();
    assert!(lines.len() < 2, "{lines:?}");
    lines.first().map_or("", |line| line.to_str().unwrap())
}

#[test]
fn each_is_written_as_the_reference_shows_it() {
    for (preference, expected) in [
        (Preference::immutable_ids(), r#"IdType="ImmutableId""#),
        (
            Preference::unknown_enum_members(),
            "include-unknown-enum-members",
        ),
        (
            Preference::time_zone("Pacific Standard Time"),
            r#"outlook.timezone="Pacific Standard Time""#,
        ),
        (
            Preference::body_content_type(BodyFormat::Text),
            r#"outlook.body-content-type="text""#,
        ),
        (
            Preference::body_content_type(BodyFormat::Html),
            r#"outlook.body-content-type="html""#,
        ),
        (Preference::allow_unsafe_html(), "outlook.allow-unsafe-html"),
        (Preference::max_page_size(2), "odata.maxpagesize=2"),
        (Preference::return_minimal(), "return=minimal"),
        (Preference::return_representation(), "return=representation"),
        (Preference::respond_async(), "respond-async"),
        (Preference::new("a", "b"), "a=b"),
        (Preference::new("a", "b c"), r#"a="b c""#),
        (Preference::new("a", r#"b"\"#), r#"a="b\"\\""#),
        (Preference::new("a", ""), r#"a="""#),
    ] {
        assert_eq!(preference.to_string(), expected);
        assert!(preference.is_sound(), "{expected}");
    }
}

#[test]
fn names_and_values_are_read() {
    for (text, name, value) in [
        ("respond-async", "respond-async", None),
        ("wait=10", "wait", Some("10")),
        ("a = \"b, c\"", "a", Some("b, c")),
        ("a=\"b\\\"c\";d=e", "a", Some("b\"c")),
        ("a=b; c", "a", Some("b")),
        ("a; c=d", "a", None),
        ("a=", "a", None),
        ("a=\"\"", "a", None),
    ] {
        let all = Preferences::from(text);
        let [one] = &all.all[..] else {
            panic!("{text}: {all:?}");
        };
        assert_eq!((one.name(), one.value().as_deref()), (name, value));
        assert_eq!(one.to_string(), text);
    }
}

#[test]
fn each_name_stands_once_and_the_last_counts() {
    let (client, _) = serving([]);
    let request = users(&client)
        .list()
        .prefer(Preference::max_page_size(10))
        .prefer("outlook.timezone=\"UTC\", respond-async")
        .prefer([
            Preference::time_zone("Tokyo Standard Time"),
            Preference::immutable_ids(),
        ])
        // The same name by OData 4.01, and in another case.
        .prefer("MaxPageSize=20");
    assert_eq!(
        prefer(&request),
        "MaxPageSize=20, outlook.timezone=\"Tokyo Standard Time\", respond-async, IdType=\"ImmutableId\""
    );
    let preferences = request.preferences();
    let size = preferences.get("odata.maxpagesize").unwrap();
    assert_eq!(size.value().as_deref(), Some("20"));
    assert!(preferences.get("wait").is_none());
}

#[test]
fn those_of_the_client_stand_under_those_of_the_request() {
    let build = |preferences: &str| {
        Client::builder()
            .transport(MemoryTransport::new())
            .credential(StaticToken::new(TOKEN))
            .prefer(Preference::immutable_ids())
            .prefer(preferences)
            .build()
    };
    let client = build("return=minimal").unwrap();
    let request = users(&client).list();
    assert_eq!(prefer(&request), "IdType=\"ImmutableId\", return=minimal");
    let request = request.return_representation();
    assert_eq!(
        prefer(&request),
        "IdType=\"ImmutableId\", return=representation"
    );
    // A header is a header: it replaces all of them.
    assert_eq!(prefer(&request.header("Prefer", "wait=1")), "wait=1");
    // A URL of its own permission leads to a host that is told nothing.
    let request = client.external::<()>(http::Method::GET, "https://other.example/");
    assert_eq!(prefer(&request), "");
    assert!(build("\"").is_err_and(|error| error.is_refused()));
}

#[tokio::test]
async fn a_batch_has_them_with_each_of_its_requests() {
    let server = MemoryTransport::new().answer(Answer::json(
        200,
        r#"{"responses": [{"id": "0", "status": 204}, {"id": "1", "status": 204}]}"#,
    ));
    let client = Client::builder()
        .transport(server.clone())
        .prefer(Preference::immutable_ids())
        .build()
        .unwrap();
    let mut batch = crate::Batch::new(&client);
    let _ = batch.add(users(&client).id("a").get());
    let _ = batch.add(users(&client).id("b").get().return_minimal());
    let _ = batch.send().await;
    let sent = server.requests()[0].json();
    let preferences: Vec<_> = (0..2)
        .map(|at| sent["requests"][at]["headers"]["prefer"].as_str())
        .collect();
    assert_eq!(
        preferences,
        [
            Some("IdType=\"ImmutableId\""),
            Some("IdType=\"ImmutableId\", return=minimal")
        ]
    );
}

#[test]
fn what_is_no_preference_is_refused() {
    let (client, _) = serving([]);
    for text in [
        "a=\"b",
        "a b",
        "=b",
        "\"a\"",
        "a=b\nHost: evil",
        "ü=1",
        "a=ü",
        "a=\"\\",
    ] {
        let request = users(&client).list().prefer("wait=1").prefer(text);
        assert!(
            request.fault().is_some_and(crate::Error::is_refused),
            "{text}"
        );
        assert_eq!(prefer(&request), "wait=1");
    }
    let request = users(&client).list().prefer(Preference::new("a b", "c"));
    assert!(request.fault().is_some());
    let request = users(&client).list().prefer(", ,");
    assert!(request.fault().is_none() && request.headers().is_empty());
}

#[tokio::test]
async fn an_answer_says_what_was_obeyed() {
    let answer = Answer::json(200, "{}")
        .header("preference-applied", "outlook.body-content-type=\"text\"")
        .header("Preference-Applied", "odata.maxpagesize=5, return=minimal");
    let (client, _) = serving([answer]);
    let response = users(&client).id("a").get().send_full().await.unwrap();
    let applied = response.preferences_applied();
    let names: Vec<_> = applied.iter().map(Preference::name).collect();
    assert_eq!(
        names,
        ["outlook.body-content-type", "odata.maxpagesize", "return"]
    );
}

proptest! {
    #[test]
    fn any_value_comes_back(name in "[a-z.-]{1,12}", value in "[ -~]{1,20}", before in "[a-z]{1,5}=[a-z]{0,5}") {
        let one = Preference::new(&name, &value);
        prop_assert!(one.is_sound());
        let read = one.value().map(String::from);
        prop_assert_eq!(read.as_ref(), Some(&value));
        let mut all = Preferences::from(&before);
        all.add(one);
        let read = Preferences::from(&all.to_string());
        prop_assert_eq!(&read, &all);
        let found = read.get(&name).unwrap().value();
        prop_assert_eq!(found.as_deref(), Some(&*value));
    }

    #[test]
    fn any_text_is_taken_or_refused(text in any::<String>()) {
        let all = Preferences::from(&text);
        if let Ok(Some(header)) = all.header() {
            let read = Preferences::from(header.to_str().unwrap());
            prop_assert_eq!(read, all);
        }
    }
}
