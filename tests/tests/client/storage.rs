//! The storage, which is another host: sizes of files, and that no token goes there.

use crate::start;
use msgraph::graph::{DriveItem, DriveItemCreateUploadSessionParameters};
use msgraph_runtime::Json;
use msgraph_runtime::http::Method;
use msgraph_tests::mock_graph::MockGraph;

/// Whether a request went to the storage.
fn is_stored(target: &str) -> bool {
    let below = ["/up/", "/d/", "/monitor/"];
    target == "/report" || below.iter().any(|start| target.starts_with(start))
}

fn check_storage(service: &MockGraph) {
    let mut seen = service.seen();
    seen.retain(|one| is_stored(&one.target));
    assert!(!seen.is_empty(), "nothing went to the storage");
    for one in seen {
        assert_eq!(one.header("authorization"), "", "{}", one.target);
    }
}

#[tokio::test]
async fn files_of_any_size_arrive_whole() {
    const SLICE: usize = 320 * 1024;
    for length in [0, 1, SLICE - 1, SLICE, SLICE + 1, 3 * SLICE, 3 * SLICE + 7] {
        let (service, graph) = start().await;
        let content: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
        let place = graph.me().drive().root().item_with_path("Plans/new.bin");
        let item = place
            .create_upload_session(DriveItemCreateUploadSessionParameters::default())
            .upload(content.clone())
            .slice_size(SLICE as u64)
            .returning::<DriveItem>()
            .await
            .unwrap_or_else(|fault| panic!("{length}: {fault}"));
        assert_eq!(item.name.ok().map(String::as_str), Some("new.bin"));
        assert!(
            service
                .file("Plans/new.bin")
                .is_some_and(|there| there == content),
            "{length}"
        );
        if length > 0 {
            check_storage(&service);
        }
    }
}

#[tokio::test]
async fn content_and_reports_are_downloaded_without_the_token() {
    let (service, graph) = start().await;
    let place = graph
        .me()
        .drive()
        .root()
        .item_with_path("Plans/garden-plan.pdf");
    let content = place.content().get().await.expect("the content");
    assert_eq!(content.len(), 48_213);
    let report = graph
        .reports()
        .get_office365_active_user_counts("D7")
        .await
        .expect("the report");
    assert!(report.starts_with(b"Report Refresh Date"));
    check_storage(&service);
}

#[tokio::test]
async fn a_file_that_is_there_can_be_renamed_or_refused() {
    let (service, graph) = start().await;
    let put = |behavior: &str| {
        let body = format!(r#"{{"item": {{"@microsoft.graph.conflictBehavior": "{behavior}"}}}}"#);
        let path = "/me/drive/root:/Plans/garden-plan.pdf:/createUploadSession";
        let session = graph
            .client()
            .request::<Json>(Method::POST, path)
            .with_body("application/json", body);
        session.upload(b"new".to_vec()).returning::<DriveItem>()
    };
    let error = put("fail").await.expect_err("it is there");
    assert!(error.is_conflict(), "{error}");
    let renamed = put("rename").await.expect("renamed");
    assert_eq!(
        renamed.name.ok().map(String::as_str),
        Some("garden-plan 1.pdf")
    );
    put("replace").await.expect("replaced");
    assert_eq!(
        service.file("Plans/garden-plan.pdf").expect("the file"),
        "new"
    );
}
