//! Single requests of each verb.

use crate::{LATE, MOST_TRIES, check_acts, outcome, start, table};
use msgraph::Graph;
use msgraph::graph::{EmailAddress, Message, Recipient, User, UserSendMailParameters};
use msgraph_runtime::Error;
use msgraph_runtime::http::Method;
use msgraph_tests::mock_graph::{Fault, ME, MockGraph, Rule};

const PLAN: &str = "01NKDM7HMOJTVYMDOSXFDK2QJDXCDI3WUK";

/// Faults by what the table calls them.
fn faults(elsewhere: &str) -> Vec<(&'static str, Rule)> {
    let status = |status, after: Option<&str>| Fault::Status(status, after.map(str::to_owned));
    let redirect = |status| Fault::Redirect(status, format!("{elsewhere}/users/{ME}"));
    vec![
        ("none", Rule::times(Fault::HangUp, 0)),
        ("hangs up, once", Rule::once(Fault::HangUp)),
        ("hangs up, always", Rule::always(Fault::HangUp)),
        ("loses the answer, once", Rule::once(Fault::LoseAnswer)),
        ("cuts the body, once", Rule::once(Fault::CutBody)),
        ("cuts the body, always", Rule::always(Fault::CutBody)),
        ("truncates the JSON", Rule::always(Fault::TruncateBody)),
        (
            "another content type",
            Rule::always(Fault::ContentType("text/html")),
        ),
        ("HTML of a proxy, 200", Rule::always(Fault::Html(200))),
        ("HTML of a proxy, 502, once", Rule::once(Fault::Html(502))),
        (
            "429 to come again at once, once",
            Rule::once(status(429, Some("0"))),
        ),
        (
            "429 to come again at once, always",
            Rule::always(status(429, Some("0"))),
        ),
        (
            "429 without Retry-After, once",
            Rule::once(status(429, None)),
        ),
        (
            "429 to come again in a day",
            Rule::always(status(429, Some("86400"))),
        ),
        (
            "429 with nonsense in Retry-After",
            Rule::once(status(429, Some("soon"))),
        ),
        (
            "503 to come again at once, once",
            Rule::once(status(503, Some("0"))),
        ),
        ("503, once", Rule::once(status(503, None))),
        ("500, once", Rule::once(status(500, None))),
        ("500, always", Rule::always(status(500, None))),
        ("504, once", Rule::once(status(504, None))),
        ("late, once", Rule::once(Fault::Delay(LATE))),
        ("redirect to another host, 302", Rule::always(redirect(302))),
        ("redirect to another host, 307", Rule::always(redirect(307))),
        (
            "redirect to itself",
            Rule::always(Fault::Redirect(302, format!("/v1.0/users/{ME}"))),
        ),
    ]
}

async fn send(graph: &Graph, verb: &Method) -> Result<(), Error> {
    match verb.as_str() {
        "GET" => graph.users().id(ME).get().await.map(drop),
        "PATCH" => {
            let change = User {
                job_title: "Florist".into(),
                ..Default::default()
            };
            graph.users().id(ME).update(change).await.map(drop)
        }
        "POST" => {
            let address = EmailAddress {
                address: "a@b.example".into(),
                ..Default::default()
            };
            let recipient = Recipient {
                email_address: address.into(),
                ..Default::default()
            };
            let mail = Message {
                to_recipients: vec![recipient].into(),
                ..Default::default()
            };
            graph
                .me()
                .send_mail(mail, UserSendMailParameters::default())
                .await
        }
        "PUT" => {
            let place = graph.me().drive().root().item_with_path("notes.txt");
            place.content().put("Beans.", "text/plain").await
        }
        "DELETE" => graph.me().drive().items().id(PLAN).delete().await,
        other => panic!("no request for {other}"),
    }
}

/// Whether the service is as it is once the request was done.
fn is_done(service: &MockGraph, verb: &Method) -> bool {
    match verb.as_str() {
        "POST" => service.sent().len() == 1,
        "PUT" => service
            .file("notes.txt")
            .is_some_and(|content| content == "Beans."),
        "DELETE" => service.file("Plans/garden-plan.pdf").is_none(),
        _ => true,
    }
}

#[tokio::test]
async fn single_requests() {
    let mut rows = Vec::new();
    for verb in [
        Method::GET,
        Method::PUT,
        Method::DELETE,
        Method::PATCH,
        Method::POST,
    ] {
        for (name, rule) in faults("http://127.0.0.1:9") {
            let (service, graph) = start().await;
            let (elsewhere, _) = start().await;
            let mut rule = rule;
            if let Fault::Redirect(_, location) = &mut rule.fault {
                *location = location.replace("http://127.0.0.1:9", &elsewhere.base_url());
            }
            service.rule(rule);
            let result = send(&graph, &verb).await;
            let seen = service.seen();
            let what = format!("{verb}, {name}");
            let acted = seen.iter().filter(|one| one.acted).count();
            check_acts(&seen, &what);
            assert!(seen.len() <= MOST_TRIES + 5, "{what}: {} tries", seen.len());
            // A request whose answer has nothing to read cannot know a proxy's 200 from the service's.
            let is_told = name != "HTML of a proxy, 200";
            if result.is_ok() && is_told {
                assert!(
                    acted >= 1 && is_done(&service, &verb),
                    "{what}: it was not done"
                );
            }
            if let Err(error) = &result {
                assert!(!error.to_string().is_empty(), "{what}");
            }
            for one in elsewhere.seen() {
                assert_eq!(
                    one.header("authorization"),
                    "",
                    "{what}: the token went elsewhere"
                );
            }
            let cells = [
                verb.as_str(),
                name,
                &seen.len().to_string(),
                &acted.to_string(),
                &outcome(&result),
            ];
            rows.push(cells.map(str::to_owned).to_vec());
        }
    }
    let text = table(&["verb", "fault", "tries", "acts", "outcome"], &rows);
    insta::assert_snapshot!(text);
}
