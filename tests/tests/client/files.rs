//! Files up and down.

use msgraph::Graph;
use msgraph::graph::{
    AttachmentItem, AttachmentType, DriveItem, DriveItemCreateUploadSessionParameters,
    DriveItemRequestBuilder,
};
use msgraph_runtime::bytes::Bytes;
use msgraph_runtime::http::{Method, StatusCode};
use msgraph_runtime::{Error, Int64, Request, RetryPolicy, Upload, UploadTicket};
use msgraph_tests::mock_graph::{Fault, MockGraph, Rule};
use std::fs::File;
use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const KIB: usize = 1024;

/// The service, and a client that does not wait long.
async fn start() -> (MockGraph, Graph) {
    let service = MockGraph::start().await;
    let policy = RetryPolicy::new().first_wait(Duration::from_millis(5));
    let client = service.client_builder().retry(policy).build();
    (service, Graph::with_client(client.expect("a client")))
}

fn content(length: usize) -> Bytes {
    let pattern: Vec<u8> = (0..251).collect();
    let mut content = pattern.repeat(length / pattern.len() + 1);
    content.truncate(length);
    content.into()
}

fn film(graph: &Graph) -> DriveItemRequestBuilder {
    graph.drive().root().item_with_path("Plans/film.mp4")
}

fn upload(graph: &Graph, length: usize) -> Upload {
    film(graph)
        .create_upload_session(DriveItemCreateUploadSessionParameters::default())
        .upload(content(length))
        .slice_size(320 * KIB as u64)
}

#[tokio::test]
async fn a_large_file_goes_up_and_comes_down() {
    let (service, graph) = start().await;
    let length = 1000 * KIB + 1;
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(&content(length)).expect("written");
    let file: File = file;
    let item = film(&graph)
        .create_upload_session(DriveItemCreateUploadSessionParameters::default())
        .upload(file)
        .slice_size(320 * KIB as u64)
        .returning::<DriveItem>()
        .await
        .expect("an item");
    assert_eq!(item.name.ok().map(String::as_str), Some("film.mp4"));
    assert!(service.file("Plans/film.mp4") == Some(content(length)));

    let response = film(&graph).content().download().await.expect("a content");
    assert_eq!(response.length(), Some(length as u64));
    assert!(response.collect().await.expect("all of it") == content(length));
    let part = film(&graph).content().download().range(1000..2000);
    let part = part.await.expect("a part");
    assert_eq!(
        (part.status(), part.total()),
        (StatusCode::PARTIAL_CONTENT, Some(length as u64))
    );
    assert!(part.collect().await.expect("the part") == content(length).slice(1000..2000));
    let beyond = film(&graph)
        .content()
        .download()
        .range(length as u64..)
        .await;
    let beyond = beyond.expect_err("no such range").status();
    assert_eq!(beyond, Some(StatusCode::RANGE_NOT_SATISFIABLE));
    // The service's storage refuses whoever brings a token.
    let elsewhere = service.seen();
    assert!(
        elsewhere
            .iter()
            .any(|request| request.header("authorization").is_empty())
    );
}

#[tokio::test]
async fn an_upload_survives_what_happens_on_the_way() {
    let length = 1000 * KIB + 1;
    for fault in [
        Fault::HangUp,
        Fault::LoseAnswer,
        Fault::CutBody,
        Fault::Status(503, Some("0".to_owned())),
        Fault::Status(429, Some("0".to_owned())),
    ] {
        let (service, graph) = start().await;
        service.rule(
            Rule::once(fault.clone())
                .method(Method::PUT)
                .containing("/up/")
                .after(1),
        );
        upload(&graph, length)
            .await
            .unwrap_or_else(|error| panic!("{fault:?}: {error}"));
        assert!(
            service.file("Plans/film.mp4") == Some(content(length)),
            "{fault:?}"
        );
    }
}

#[tokio::test]
async fn a_session_that_expires_is_opened_anew() {
    let (service, graph) = start().await;
    service.end_session_after(320 * KIB as u64);
    upload(&graph, 1000 * KIB).await.expect("uploaded");
    assert!(service.file("Plans/film.mp4") == Some(content(1000 * KIB)));
}

#[tokio::test]
async fn an_upload_goes_on_in_another_run() {
    let (service, graph) = start().await;
    service.rule(
        Rule::once(Fault::Status(403, None))
            .method(Method::PUT)
            .containing("/up/")
            .after(2),
    );
    let kept: Arc<Mutex<Option<UploadTicket>>> = Arc::default();
    let keep = Arc::clone(&kept);
    let first = upload(&graph, 1000 * KIB);
    let first =
        first.on_session(move |ticket| *keep.lock().expect("no panic") = Some(ticket.clone()));
    assert!(first.await.expect_err("refused").is_forbidden());
    service.forget();
    let ticket = kept.lock().expect("no panic").take().expect("a ticket");
    upload(&graph, 1000 * KIB)
        .resume(ticket)
        .await
        .expect("uploaded");
    let slices = service
        .seen()
        .iter()
        .filter(|request| request.method == Method::PUT)
        .count();
    assert_eq!(slices, 2);
    assert!(service.file("Plans/film.mp4") == Some(content(1000 * KIB)));
}

#[tokio::test]
async fn an_empty_file_is_put() {
    let (service, graph) = start().await;
    let item = upload(&graph, 0)
        .returning::<DriveItem>()
        .await
        .expect("an item");
    assert_eq!(item.name.ok().map(String::as_str), Some("film.mp4"));
    assert_eq!(service.file("Plans/film.mp4"), Some(Bytes::new()));
}

#[tokio::test]
async fn an_attachment_is_uploaded_in_slices_that_outlook_takes() {
    let (service, graph) = start().await;
    let messages = graph.me().messages().list().await.expect("messages");
    let message = messages
        .iter()
        .next()
        .and_then(|message| message.id.ok().cloned())
        .expect("a message");
    let length = 5_000 * KIB;
    let item = AttachmentItem {
        attachment_type: AttachmentType::File.into(),
        name: "film.mp4".into(),
        size: Int64::from(i64::try_from(length).expect("a length")).into(),
        ..AttachmentItem::default()
    };
    let session = graph
        .me()
        .messages()
        .id(message.as_str())
        .attachments()
        .create_upload_session(item);
    let done = session
        .upload(content(length))
        .slice_size(u64::MAX)
        .send_full()
        .await
        .expect("uploaded");
    assert_eq!(done.status(), StatusCode::CREATED);
    assert!(
        done.header("location")
            .is_some_and(|place| place.contains("attachments("))
    );
    assert!(service.attachment(&message, "film.mp4") == Some(content(length)));
}

#[tokio::test]
async fn a_report_is_read_piece_by_piece() {
    let (_service, graph) = start().await;
    let report: Request<Bytes> = graph.reports().get_office365_active_user_counts("D7");
    let mut csv = Vec::new();
    let response = report.download().await.expect("a report");
    response.write_to(&mut csv).await.expect("written");
    assert!(String::from_utf8_lossy(&csv).starts_with("Report Refresh Date"));
}

#[tokio::test]
async fn a_download_goes_on_after_the_connection_broke() -> Result<(), Error> {
    let (service, graph) = start().await;
    let length = 600 * KIB;
    upload(&graph, length).await?;
    service.rule(
        Rule::once(Fault::CutBody)
            .method(Method::GET)
            .containing("/d/"),
    );
    let response = film(&graph).content().download().await?;
    assert!(response.collect().await? == content(length));
    Ok(())
}
