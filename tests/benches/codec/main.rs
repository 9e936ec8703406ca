//! Reading and writing pages of 100 entities: generated models beside serde derives over the same
//! field types, once dropping and once keeping unknown properties.
//!
//! `cargo bench -p msgraph-tests --bench codec`

mod golden;

use golden::{flattened, plain};
use msgraph::graph;
use msgraph_tests::measure::{Candidate, Goal, interleave, ratio, report};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::hint::black_box;

/// Rounds of each interleaved run.
const ROUNDS: usize = 101;

/// Calls in a row that are timed as one.
const CALLS: usize = 10;

#[derive(Deserialize, Serialize)]
struct Page<T> {
    value: Vec<T>,
}

fn main() {
    compare::<graph::VppToken, plain::VppToken, flattened::VppToken>("vppTokens", vpp_token);
    compare::<graph::User, plain::User, flattened::User>("users", user);
    compare::<graph::Message, plain::Message, flattened::Message>("messages", message);
}

fn compare<M, P, F>(name: &str, entity: fn(usize) -> String)
where
    M: DeserializeOwned + Serialize,
    P: DeserializeOwned + Serialize,
    F: DeserializeOwned + Serialize,
{
    let entities: Vec<_> = (0..100).map(entity).collect();
    let text = format!(
        "{{\"@odata.context\":\"https://x/$metadata\",\"value\":[{}]}}",
        entities.join(",")
    );
    let sent: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let written = serde_json::to_value(parsed::<M>(&text)).expect("JSON");
    assert!(
        written["value"] == sent["value"],
        "{name}: models lose something"
    );

    let mut reading = [
        Candidate::new("models", || repeat(|| parsed::<M>(&text))),
        Candidate::new("derives", || repeat(|| parsed::<P>(&text))),
        Candidate::new("derives with a map", || repeat(|| parsed::<F>(&text))),
    ];
    interleave(ROUNDS, &mut reading);
    show(name, "reading", text.len(), &reading, [0.95, 1.1]);

    let (models, derives, maps) = (parsed::<M>(&text), parsed::<P>(&text), parsed::<F>(&text));
    let mut writing = [
        Candidate::new("models", || {
            repeat(|| serde_json::to_vec(black_box(&models)))
        }),
        Candidate::new("derives", || {
            repeat(|| serde_json::to_vec(black_box(&derives)))
        }),
        Candidate::new("derives with a map", || {
            repeat(|| serde_json::to_vec(black_box(&maps)))
        }),
    ];
    interleave(ROUNDS, &mut writing);
    show(name, "writing", text.len(), &writing, [0.9, 0.9]);
}

fn parsed<T: DeserializeOwned>(text: &str) -> Page<T> {
    serde_json::from_str(black_box(text)).expect("a page")
}

fn repeat<T>(mut call: impl FnMut() -> T) {
    for _ in 0..CALLS {
        drop(black_box(call()));
    }
}

/// Speeds: how much faster than each of the derives.
fn show(name: &str, verb: &str, bytes: usize, candidates: &[Candidate<'_>; 3], goals: [f64; 2]) {
    let [models, derives, map] = candidates;
    let speed = (bytes * CALLS) as f64 / 1e6 / models.median().as_secs_f64();
    report(&format!("{verb} {name}"), speed, "MB/s", Goal::None);
    let [plain, flattened] = goals.map(Goal::AtLeast);
    let what = format!("{verb} {name}, of the speed of plain derives");
    report(&what, ratio(derives, models), "times", plain);
    let what = format!("{verb} {name}, of the speed of derives with a map");
    report(&what, ratio(map, models), "times", flattened);
}

fn vpp_token(n: usize) -> String {
    format!(
        r##"{{"@odata.type":"#microsoft.graph.vppToken","id":"7f3a90c4-90c4-7f3a-c490-3a7fc4903a{n:02}","organizationName":"Contoso School {n}","vppTokenAccountType":"education","appleId":"vpp{n}@contoso.example","expirationDateTime":"2026-12-31T23:58:21.6459442-08:00","lastSyncDateTime":"2026-11-01T00:02:49.3205976-08:00","token":"bm90IGEgc2VjcmV0","lastModifiedDateTime":"2026-11-01T00:00:35.1329464-08:00","state":"valid","lastSyncStatus":"inProgress","automaticallyUpdateApps":true,"countryOrRegion":"Germany"}}"##
    )
}

fn user(n: usize) -> String {
    format!(
        r#"{{"businessPhones":["+49 30 555 01{n:02}"],"displayName":"Ann Example {n}","givenName":"Ann","jobTitle":"Cook","mail":"ann{n}@contoso.example","mobilePhone":null,"officeLocation":"3/141","preferredLanguage":"de-DE","surname":"Example {n}","userPrincipalName":"ann{n}@contoso.example","id":"1d0c49ed-55d7-4ae1-8b83-5f2406dee5{n:02}"}}"#
    )
}

fn message(n: usize) -> String {
    let person = |who: &str| {
        format!(r#"{{"emailAddress":{{"name":"{who} {n}","address":"{who}{n}@contoso.example"}}}}"#)
    };
    let (sender, receiver) = (person("ann"), person("ben"));
    let text = "<p>A paragraph of a mail, neither long nor short.</p>".repeat(10);
    format!(
        r#"{{"@odata.etag":"W/\"AbCdEfGhIjKlMnOpQrStUvWxYz0123456789{n}\"","id":"AbCdEfGhIjKlMnOpQrStUvWx={n}","createdDateTime":"2026-11-04T19:22:18Z","lastModifiedDateTime":"2026-11-04T19:22:21Z","changeKey":"AbCdEfGhIjKlMnOpQrStUvWxYz0123","categories":[],"receivedDateTime":"2026-11-04T19:22:19Z","sentDateTime":"2026-11-04T19:22:15Z","hasAttachments":false,"internetMessageId":"<{n}@contoso.example>","subject":"Lunch {n}","bodyPreview":"A paragraph of a mail, neither long nor short. A paragraph of a mail, neither long nor short.","importance":"normal","parentFolderId":"AbCdEfGhIjKlMnOp=","conversationId":"AbCdEfGhIjKlMnOpQrStUvWxYz0123=","conversationIndex":"AQHUvLFmo6l1EO9plZkOoxZXp3wZgQ==","isDeliveryReceiptRequested":null,"isReadReceiptRequested":false,"isRead":true,"isDraft":false,"webLink":"https://outlook.example/owa/?ItemID=AbCdEfGh%3D&viewmodel=ReadMessageItem","inferenceClassification":"focused","body":{{"contentType":"html","content":"<html><head>\r\n<meta charset=\"utf-8\"></head><body>{text}</body></html>"}},"sender":{sender},"from":{sender},"toRecipients":[{receiver},{sender}],"ccRecipients":[],"bccRecipients":[],"replyTo":[],"flag":{{"flagStatus":"notFlagged"}}}}"#
    )
}
