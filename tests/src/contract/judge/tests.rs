use super::*;
use crate::contract::case::Answered as Documented;
use msgraph_bindgen::docs::page::Method;
use msgraph_bindgen::lower::items::Api;
use msgraph_bindgen::model::Model;
use msgraph_bindgen::model::path::{Note, Resolution};

const ID: &str = "page#1";

/// An example that creates something, as a page shows it.
fn case(notes: &[&'static str]) -> Case {
    let notes = notes.iter().map(|kind| Note { kind, range: 0..0 });
    let resolution = Resolution {
        steps: Vec::new(),
        request: RequestKind::Stream,
        notes: notes.collect(),
        query: 0..0,
    };
    Case {
        id: ID.to_owned(),
        request: Some(Asked {
            method: Method::Post,
            target: "/v1.0/Users?$top=1".to_owned(),
            resolution: Ok(resolution),
            body: Some(r#"{"a": 1, "@odata.etag": "e"}"#.to_owned()),
            content: None,
            body_type: None,
        }),
        answer: Some(Documented {
            status: 200,
            body: Some(r#"{"@odata.context": "c", "value": {"id": "1"}}"#.to_owned()),
            ty: None,
        }),
    }
}

fn sent() -> Sent {
    Sent {
        method: "POST".to_owned(),
        url: "https://graph.microsoft.com/v1.0/Users?$top=1".to_owned(),
        body: Some(r#"{"a":1}"#.to_owned()),
    }
}

fn read(json: &str) -> Answered {
    Answered {
        ty: "User".to_owned(),
        json: json.to_owned(),
    }
}

/// The kind of failure of a part, or an empty text.
fn judged(case: &Case, part: Part, sent: Sent, read: Answered) -> String {
    let program = Program::write(&Model::default(), &Api::default(), &[]);
    let played = Played {
        id: ID.to_owned(),
        sent: Some(Ok(sent)),
        answer: Some(Ok(read)),
    };
    let played = HashMap::from([(ID.to_owned(), played)]);
    outcome(case, part, &program, &played)
        .err()
        .map_or(String::new(), |failure| failure.kind)
}

#[test]
fn what_is_sent_and_read_as_documented_passes() {
    let case = case(&[]);
    for json in [
        r#"{"id": "1", "@odata.context": "c"}"#,
        r#"{"@odata.context": "c", "value": {"id": "1"}}"#,
    ] {
        for part in Part::ALL {
            assert_eq!(judged(&case, part, sent(), read(json)), "", "{part}");
        }
    }
}

#[test]
fn another_request_does_not() {
    let case = case(&[]);
    let request = |sent: Sent| judged(&case, Part::Request, sent, read("{}"));
    let other = Sent {
        method: "PUT".to_owned(),
        ..sent()
    };
    assert_eq!(request(other), "other-verb");
    for url in [
        "https://x/v1.0/users?$top=1",
        "https://x/v1.0/Users",
        "https://x/v1.0/Users/1?$top=1",
    ] {
        let other = Sent {
            url: url.to_owned(),
            ..sent()
        };
        assert_eq!(request(other), "other-target", "{url}");
    }
    for body in [
        None,
        Some("{}"),
        Some(r#"{"a":2}"#),
        Some(r#"{"a":1,"b":2}"#),
    ] {
        let other = Sent {
            body: body.map(str::to_owned),
            ..sent()
        };
        assert_eq!(
            judged(&case, Part::Body, other, read("{}")),
            "differs",
            "{body:?}"
        );
    }
}

#[test]
fn another_answer_does_not() {
    let case = case(&[]);
    for json in [
        "{}",
        "null",
        r#"{"id": "2", "@odata.context": "c"}"#,
        r#"{"id": "1"}"#,
    ] {
        assert_eq!(
            judged(&case, Part::Response, sent(), read(json)),
            "differs",
            "{json}"
        );
    }
}

#[test]
fn a_departure_that_was_understood_is_none() {
    let case = case(&["case-differs"]);
    let other = Sent {
        url: "https://x/v1.0/users?$top=1".to_owned(),
        ..sent()
    };
    assert_eq!(judged(&case, Part::Request, other, read("{}")), "");
}

#[test]
fn an_error_is_told_by_its_code_and_message() {
    let mut case = case(&[]);
    case.answer = Some(Documented {
        status: 404,
        body: Some(r#"{"error": {"code": "c", "message": "m", "innerError": {}}}"#.to_owned()),
        ty: None,
    });
    let judged = |json: &str| judged(&case, Part::Response, sent(), read(json));
    assert_eq!(judged(r#"{"code": "c", "message": "m"}"#), "");
    assert_eq!(judged(r#"{"code": "c", "message": null}"#), "differs");
}
