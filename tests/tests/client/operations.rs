//! Operations that go on after their request was answered, over HTTP.

use crate::start;
use msgraph::Graph;
use msgraph::graph::{DriveItem, DriveItemCopyParameters, ItemReference};
use msgraph_runtime::{Error, Field, Monitor, Request};
use msgraph_tests::mock_graph::MockGraph;
use std::time::Duration;

/// The file of the reference's examples.
const FILE: &str = "01NKDM7HMOJTVYMDOSXFDK2QJDXCDI3WUK";

fn copy(graph: &Graph, folder: Option<&str>) -> Request<DriveItem> {
    let parent_reference = match folder {
        Some(id) => Field::from(ItemReference {
            id: id.into(),
            ..Default::default()
        }),
        None => Field::Absent,
    };
    let parameters = DriveItemCopyParameters {
        name: "copy.txt".into(),
        parent_reference,
        ..Default::default()
    };
    graph.me().drive().items().id(FILE).copy(parameters)
}

/// The requests for the state of an operation since the last call, none of which had a token.
fn asked(service: &MockGraph) -> usize {
    let seen = service.seen();
    service.forget();
    let asked = seen
        .iter()
        .filter(|seen| seen.target.starts_with("/monitor/"));
    asked
        .inspect(|seen| assert_eq!(seen.header("authorization"), ""))
        .count()
}

#[tokio::test]
async fn a_copy_is_watched_to_its_end() -> Result<(), Error> {
    let (service, graph) = start().await;
    service.forget();
    let poller = copy(&graph, None).begin().await?;
    let mut poller = poller.interval(Duration::from_millis(100));
    let mut percents = Vec::new();
    while let Some(operation) = poller.next().await {
        percents.push(operation?.percent_complete().expect("a progress"));
    }
    assert!(
        percents.is_sorted() && percents.last() == Some(&100.0),
        "{percents:?}"
    );
    assert_eq!(asked(&service), percents.len());
    let id = poller.operation().resource_id().expect("an id").to_owned();
    let made = graph.me().drive().items().id(id).get().await?;
    assert_eq!(made.name.ok().map(String::as_str), Some("copy.txt"));
    Ok(())
}

#[tokio::test]
async fn another_program_goes_on_watching() -> Result<(), Error> {
    let (service, graph) = start().await;
    let poller = copy(&graph, None).begin().await?;
    let kept = serde_json::to_string(&poller.monitor()).expect("JSON");
    drop(poller);
    assert_eq!(asked(&service), 0);
    let kept: Monitor = serde_json::from_str(&kept).expect("a monitor");
    let other = service.client_builder().build()?;
    let poller = other.monitor::<DriveItem>(&kept);
    let mut poller = poller.interval(Duration::from_millis(100));
    assert!(poller.wait().await?.resource_id().is_some());
    assert!(asked(&service) > 0);
    Ok(())
}

#[tokio::test]
async fn a_copy_that_fails_says_why() -> Result<(), Error> {
    let (_, graph) = start().await;
    let poller = copy(&graph, Some("nowhere")).begin().await?;
    let poller = poller.interval(Duration::from_millis(100));
    let error = poller.await.expect_err("a failed operation");
    assert!(error.is_operation(), "{error}");
    assert!(error.code().is_some(), "{error}");
    Ok(())
}
