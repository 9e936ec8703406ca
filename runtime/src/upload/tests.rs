mod service;

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{Method, StatusCode};
use proptest::prelude::*;
use serde_json::json;

use self::service::{Fault, Kind, Service, URL};
use super::slices::STEP;
use super::{Upload, UploadTicket};
use crate::fixture::{User, users};
use crate::transport::BoxFuture;
use crate::{Error, Json, Request, RequestBuilder};

fn content(length: usize) -> Bytes {
    let pattern: Vec<u8> = (0..251).collect();
    let mut content = pattern.repeat(length / pattern.len() + 1);
    content.truncate(length);
    content.into()
}

async fn upload(service: &Service, length: usize) -> Result<Json, Error> {
    let small = |upload: Upload| upload.slice_size(STEP);
    small(service.session().upload(content(length)))
        .returning()
        .await
}

const THREE: usize = 2 * STEP as usize + 1;

#[tokio::test]
async fn a_file_is_sent_slice_by_slice() {
    let service = Service::default();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let progress = Arc::clone(&seen);
    let item: Json = service
        .session()
        .upload(content(THREE))
        .slice_size(STEP + 5)
        .on_progress(move |progress_now| {
            progress
                .lock()
                .unwrap()
                .push((progress_now.sent, progress_now.total))
        })
        .returning()
        .await
        .unwrap();
    assert_eq!(item.to_value()["id"], "1");
    assert_eq!(service.state().content, content(THREE));
    assert_eq!(
        service.log(),
        [
            "POST https://graph.microsoft.com/v1.0/me/drive/root:/a%20b:/createUploadSession",
            "PUT bytes 0-327679/655361",
            "PUT bytes 327680-655359/655361",
            "PUT bytes 655360-655360/655361",
        ]
    );
    let total = THREE as u64;
    assert_eq!(
        *seen.lock().unwrap(),
        [(STEP, total), (2 * STEP, total), (total, total)]
    );
}

#[tokio::test]
async fn an_attachment_is_answered_with_its_place() {
    let service = Service::new(Kind::Outlook, []);
    let length = 9_000_001;
    let done = service
        .session()
        .upload(content(length))
        .slice_size(u64::MAX)
        .send_full()
        .await
        .unwrap();
    assert_eq!(done.status(), StatusCode::CREATED);
    assert!(
        done.header("location")
            .unwrap()
            .ends_with("Attachments('AAMk=')")
    );
    assert_eq!(service.state().content, content(length));
    assert_eq!(service.log().len(), 4);
}

#[tokio::test]
async fn an_empty_file_is_put() {
    let service = Service::default();
    let session = service.session().with_body(
        "application/json",
        r#"{"item": {"@microsoft.graph.conflictBehavior": "rename"}}"#,
    );
    let item: Json = session.upload(Vec::new()).returning().await.unwrap();
    assert_eq!(item.to_value(), json!({"id": "empty", "size": 0}));
    assert_eq!(
        service.log(),
        [
            "PUT https://graph.microsoft.com/v1.0/me/drive/root:/a%20b:/content?@microsoft.graph.conflictBehavior=rename"
        ]
    );
    let service = Service::new(Kind::Outlook, []);
    assert!(upload(&service, 0).await.unwrap_err().is_refused());
    assert!(service.log().is_empty());
}

#[tokio::test]
async fn what_goes_wrong_on_the_way_is_tried_again() {
    let faults = [
        Fault::Unsent,
        Fault::AnswerLost,
        Fault::Broken,
        Fault::Status(429),
        Fault::Status(500),
        Fault::Status(503),
        Fault::Status(416),
        Fault::Partly,
        Fault::Silent,
        Fault::Forgotten,
    ];
    for kind in [Kind::Drive, Kind::Outlook] {
        for fault in faults {
            for place in 0..3 {
                if place == 2 && matches!(fault, Fault::AnswerLost) {
                    continue;
                }
                let service = Service::new(kind, (0..place).map(|_| None).chain([Some(fault)]));
                let outcome = service
                    .session()
                    .upload(content(THREE))
                    .slice_size(STEP)
                    .await;
                outcome.unwrap_or_else(|error| panic!("{fault:?} at {place}: {error}"));
                assert_eq!(
                    service.state().content,
                    content(THREE),
                    "{fault:?} at {place}"
                );
                assert_eq!(service.state().completed, 1);
                assert_eq!(
                    service
                        .log()
                        .iter()
                        .filter(|line| line.starts_with("POST"))
                        .count(),
                    1
                );
            }
        }
    }
}

#[tokio::test]
async fn a_lost_answer_to_the_last_slice_is_not_repaired_by_a_second_file() {
    let service = Service::new(Kind::Drive, [None, None, Some(Fault::AnswerLost)]);
    let error = upload(&service, THREE).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert_eq!(service.state().completed, 1);
    assert_eq!(
        service
            .log()
            .iter()
            .filter(|line| line.starts_with("POST"))
            .count(),
        1
    );
}

#[tokio::test]
async fn a_session_that_is_gone_is_opened_anew_a_few_times() {
    let service = Service::new(Kind::Drive, [None, Some(Fault::Gone)]);
    upload(&service, THREE).await.unwrap();
    assert_eq!(service.state().content, content(THREE));
    assert_eq!(
        service
            .log()
            .iter()
            .filter(|line| line.starts_with("POST"))
            .count(),
        2
    );

    let service = Service::new(Kind::Drive, [Some(Fault::Gone); 50]);
    assert!(upload(&service, THREE).await.unwrap_err().is_not_found());
    assert_eq!(
        service
            .log()
            .iter()
            .filter(|line| line.starts_with("POST"))
            .count(),
        3
    );
}

#[tokio::test]
async fn every_upload_has_an_end() {
    for fault in [
        Fault::Forgotten,
        Fault::Broken,
        Fault::Status(500),
        Fault::Status(416),
        Fault::Status(429),
    ] {
        let service = Service::new(Kind::Drive, [Some(fault); 1000]);
        assert!(upload(&service, THREE).await.is_err(), "{fault:?}");
        assert!(service.log().len() < 40, "{fault:?}");
    }
}

#[tokio::test]
async fn other_errors_are_not_tried_again() {
    for status in [400, 401, 403, 409, 412, 507] {
        let service = Service::new(Kind::Drive, [None, Some(Fault::Status(status))]);
        let error = upload(&service, THREE).await.unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert!(
            !format!("{error} {error:?}").contains("secret-1"),
            "{error}"
        );
        assert_eq!(service.log().len(), 3);
    }
}

#[tokio::test]
async fn an_upload_goes_on_from_a_ticket() {
    let service = Service::new(Kind::Drive, [None, Some(Fault::Status(403))]);
    let kept = Arc::new(Mutex::new(None));
    let keep = Arc::clone(&kept);
    let first = service.session().upload(content(THREE)).slice_size(STEP);
    let first = first.on_session(move |ticket| {
        *keep.lock().unwrap() = Some(serde_json::to_string(ticket).unwrap())
    });
    assert!(first.await.unwrap_err().is_forbidden());

    let saved = kept.lock().unwrap().clone().unwrap();
    let ticket: UploadTicket = serde_json::from_str(&saved).unwrap();
    assert_eq!(
        (ticket.size(), ticket.expires()),
        (THREE as u64, Some("2015-01-29T09:21:55.523Z"))
    );
    assert!(!format!("{ticket:?}").contains("secret-1"));
    let sent_at_first = Arc::new(Mutex::new(Vec::new()));
    let progress = Arc::clone(&sent_at_first);
    let second = service
        .session()
        .upload(content(THREE))
        .resume(ticket.clone());
    assert!(!format!("{second:?}").contains("secret-1"));
    second
        .on_progress(move |now| progress.lock().unwrap().push(now.sent))
        .await
        .unwrap();
    assert_eq!(service.state().content, content(THREE));
    assert_eq!(sent_at_first.lock().unwrap()[0], STEP);
    assert_eq!(
        service.log()[3..],
        [
            format!("GET {URL}"),
            "PUT bytes 327680-655360/655361".to_owned()
        ]
    );

    // Gone by now, so a new one is opened.
    service
        .session()
        .upload(content(THREE))
        .resume(ticket.clone())
        .await
        .unwrap();
    assert_eq!(service.state().completed, 2);
    let other = service
        .session()
        .upload(content(5))
        .resume(ticket.clone())
        .await;
    assert!(other.unwrap_err().is_refused());
    assert!(
        ticket
            .cancel(&service.client())
            .await
            .unwrap_err()
            .is_not_found()
    );
}

#[tokio::test]
async fn a_gap_is_filled() {
    let service = Service::default();
    let end = STEP + 5;
    service.state().gap = Some(0..end);
    let length = (end + STEP + 3) as usize;
    let state_before = service.state().kind;
    assert!(state_before == Kind::Drive);
    // The session is opened without ranges, so the first word on the gap is with the first slice.
    upload(&service, length).await.unwrap();
    let log = service.log();
    assert_eq!(log[2], format!("PUT bytes {STEP}-{}/{length}", end - 1));
    assert_eq!(
        log[3],
        format!("PUT bytes {}-{}/{length}", end + STEP, length - 1)
    );
}

#[tokio::test]
async fn a_session_is_cancelled_by_its_ticket() {
    let service = Service::new(Kind::Drive, [Some(Fault::Status(403))]);
    let kept = Arc::new(Mutex::new(None));
    let keep = Arc::clone(&kept);
    let upload = service.session().upload(content(5));
    let upload = upload.on_session(move |ticket| *keep.lock().unwrap() = Some(ticket.clone()));
    upload.await.unwrap_err();
    let ticket = kept.lock().unwrap().clone().unwrap();
    ticket.cancel(&service.client()).await.unwrap();
    assert!(!service.state().is_open);
}

#[tokio::test]
async fn what_opens_no_session_is_refused() {
    let service = Service::default();
    let user: Request<User> = users(&service.client()).id("1").into_node().get();
    assert!(user.upload(content(5)).await.unwrap_err().is_refused());
    let bad: Request<Json> = service
        .client()
        .root::<crate::Owned>("drives")
        .key("")
        .get();
    assert!(bad.upload(content(5)).await.unwrap_err().is_refused());
    assert!(service.log().is_empty());
}

#[tokio::test]
async fn an_answer_that_is_no_item_is_none() {
    // With `deferCommit`, the last slice is answered as the others are.
    let (client, server) = crate::fixture::serving([
        crate::Answer::json(200, format!(r#"{{"uploadUrl": "{URL}"}}"#)),
        crate::Answer::json(202, r#"{"nextExpectedRanges": []}"#),
        crate::Answer::json(
            200,
            format!(r#"{{"value": {{"uploadUrl": "{URL}", "nextExpectedRanges": ["0-"]}}}}"#),
        ),
        crate::Answer::json(202, r#"{"nextExpectedRanges": []}"#),
        crate::Answer::json(200, r#"{"id": "1"}"#),
    ]);
    let session: Request<Json> =
        client.request(Method::POST, "/me/drive/items/1/createUploadSession");
    let kept = Arc::new(Mutex::new(None));
    let keep = Arc::clone(&kept);
    let upload = session.clone().upload(content(5));
    let upload = upload.on_session(move |ticket| *keep.lock().unwrap() = Some(ticket.clone()));
    upload.await.unwrap();
    let item = session.upload(content(5)).returning::<Json>().await;
    assert!(item.unwrap_err().is_decode());
    let ticket = kept.lock().unwrap().clone().unwrap();
    let item: Json = ticket.complete(&client).await.unwrap();
    assert_eq!(item.to_value()["id"], "1");
    let last = server.requests().pop().unwrap();
    assert_eq!(
        (last.method(), last.url(), last.header("authorization")),
        (&Method::POST, URL, None)
    );
}

#[tokio::test]
async fn a_session_without_a_url_or_beyond_the_end_is_an_error() {
    for answers in [
        vec!["{}"],
        vec![r#"{"uploadUrl": ""}"#],
        vec![r#"{"uploadUrl": "https://up.example/1", "nextExpectedRanges": ["9-"]}"#],
    ] {
        let answers = answers
            .into_iter()
            .map(|text| crate::Answer::json(200, text));
        let (client, _) = crate::fixture::serving(answers);
        let session: Request<Json> = client.request(Method::POST, "/x/createUploadSession");
        assert!(session.upload(content(5)).await.unwrap_err().is_decode());
    }
    for url in [
        "http://up.example/1",
        "ftp://up.example",
        "/relative",
        "https://user@up.example/",
    ] {
        let (client, server) = crate::fixture::serving([crate::Answer::json(
            200,
            json!({"uploadUrl": url}).to_string(),
        )]);
        let session: Request<Json> = client.request(Method::POST, "/x/createUploadSession");
        assert!(
            session.upload(content(5)).await.unwrap_err().is_refused(),
            "{url}"
        );
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_source_that_shrinks_is_an_error() {
    struct Short;
    impl super::UploadSource for Short {
        fn size(&mut self) -> BoxFuture<'_, std::io::Result<u64>> {
            Box::pin(std::future::ready(Ok(10)))
        }
        fn read_at(&mut self, _: u64, _: usize) -> BoxFuture<'_, std::io::Result<Bytes>> {
            Box::pin(std::future::ready(Ok(Bytes::from("short"))))
        }
    }
    let service = Service::default();
    let error = service.session().upload(Short).await.unwrap_err();
    assert!(
        error.to_string().contains("source cannot be read"),
        "{error}"
    );
}

fn faults() -> impl Strategy<Value = Vec<Option<Fault>>> {
    let fault = prop_oneof![
        4 => Just(None),
        1 => prop::sample::select(vec![
            Fault::Unsent, Fault::AnswerLost, Fault::Broken, Fault::Status(429), Fault::Status(502),
            Fault::Status(416), Fault::Gone, Fault::Partly, Fault::Silent, Fault::Forgotten,
        ]).prop_map(Some),
    ];
    proptest::collection::vec(fault, 0..30)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever happens, the file is complete and once there where the upload says so, and every upload ends.
    #[test]
    fn what_is_said_to_be_uploaded_is(faults in faults(), length in 1..3 * STEP as usize, steps in 1..3_u64, is_outlook in any::<bool>()) {
        let kind = if is_outlook { Kind::Outlook } else { Kind::Drive };
        let service = Service::new(kind, faults);
        let upload = service.session().upload(content(length)).slice_size(steps * STEP);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let outcome = runtime.block_on(upload.send());
        let state = service.state();
        prop_assert!(state.completed <= 1, "{:?}", state.log);
        if outcome.is_ok() {
            prop_assert_eq!(state.completed, 1);
            prop_assert!(state.content == content(length));
        }
        prop_assert!(state.log.len() < 300);
    }
}
