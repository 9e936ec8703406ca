//! Requests that go on: pages, rounds of changes, uploads, batches.

use crate::{check_acts, outcome, start, table};
use msgraph::Graph;
use msgraph::graph::{DriveItem, DriveItemCreateUploadSessionParameters, User};
use msgraph_runtime::http::Method;
use msgraph_runtime::{Batch, Error};
use msgraph_tests::mock_graph::{Fault, ME, MockGraph, Rule};
use std::collections::BTreeSet;

/// Users besides the two that there are.
const USERS: usize = 248;

const SLICE: u64 = 320 * 1024;

/// Not a multiple of the slices.
const LENGTH: usize = 4 * SLICE as usize + 17;

fn content() -> Vec<u8> {
    (0..LENGTH).map(|at| (at % 251) as u8).collect()
}

/// All users; `Err` also where one came twice.
async fn all_users(graph: &Graph, service: &MockGraph) -> Result<usize, Error> {
    service.add_users(USERS);
    let mut users = graph.users().list().top(50).items();
    let mut ids = BTreeSet::new();
    while let Some(user) = users.next().await {
        let user: User = user?;
        let id = user.id.ok().cloned().unwrap_or_default();
        assert!(ids.insert(id), "a user came twice");
    }
    assert_eq!(ids.len(), USERS + 2, "a user is lost");
    Ok(ids.len())
}

/// Uploads, and compares what is there.
async fn upload(graph: &Graph, service: &MockGraph) -> Result<usize, Error> {
    let place = graph.me().drive().root().item_with_path("Plans/big.bin");
    let item = place
        .create_upload_session(DriveItemCreateUploadSessionParameters::default())
        .upload(content())
        .slice_size(SLICE)
        .returning::<DriveItem>()
        .await?;
    assert_eq!(item.name.ok().map(String::as_str), Some("big.bin"));
    let there = service.file("Plans/big.bin").expect("the file");
    assert!(there == content(), "the file is another");
    Ok(there.len())
}

/// Reads and one write in a batch.
async fn batch(graph: &Graph) -> Result<usize, Error> {
    let mut batch = Batch::new(graph.client());
    let users: Vec<_> = (0..25)
        .map(|_| batch.add(graph.users().id(ME).get()))
        .collect();
    let count = users.len();
    let mut answers = batch.send().await?;
    for user in users {
        answers.take(user)?;
    }
    Ok(count)
}

/// A batch that writes.
async fn writing_batch(graph: &Graph) -> Result<usize, Error> {
    let mut batch = Batch::new(graph.client());
    let change = User {
        job_title: "Florist".into(),
        ..Default::default()
    };
    let change = batch.add(graph.users().id(ME).update(change));
    let me = batch.add(graph.users().id(ME).get());
    let mut answers = batch.send().await?;
    answers.take(change)?;
    answers.take(me)?;
    Ok(2)
}

/// A round of changes.
async fn changes(graph: &Graph, service: &MockGraph) -> Result<usize, Error> {
    service.add_users(USERS);
    let request = graph
        .client()
        .request::<msgraph_runtime::Page<User>>(Method::GET, "/users/delta?$top=50");
    let mut changes = request.changes();
    let mut count = 0;
    while let Some(change) = changes.next().await {
        change?;
        count += 1;
    }
    assert!(changes.delta_link().is_some(), "the round has no end");
    assert_eq!(count, USERS + 2, "a change is lost");
    Ok(count)
}

#[tokio::test]
async fn requests_that_go_on() {
    let status = |status, after: &str| Fault::Status(status, Some(after.to_owned()));
    let next = "skiptoken";
    let mut rows = Vec::new();
    let cases: Vec<(&str, &str, Vec<Rule>)> = vec![
        ("pages", "none", vec![]),
        (
            "pages",
            "hangs up on page 3",
            vec![Rule::once(Fault::HangUp).containing(next).after(1)],
        ),
        (
            "pages",
            "cuts page 3",
            vec![Rule::once(Fault::CutBody).containing(next).after(1)],
        ),
        (
            "pages",
            "429 on every page but the first",
            vec![Rule::times(status(429, "0"), 2).containing(next)],
        ),
        (
            "pages",
            "429 from page 3 on",
            vec![Rule::always(status(429, "0")).containing(next).after(1)],
        ),
        (
            "pages",
            "truncates page 3",
            vec![Rule::always(Fault::TruncateBody).containing(next).after(1)],
        ),
        (
            "pages",
            "HTML instead of page 2",
            vec![Rule::once(Fault::Html(502)).containing(next)],
        ),
        ("pages", "links lead in a circle", vec![]),
        ("changes", "none", vec![]),
        (
            "changes",
            "cuts page 2",
            vec![Rule::once(Fault::CutBody).containing(next)],
        ),
        (
            "changes",
            "503 on page 2",
            vec![Rule::times(Fault::Status(503, None), 2).containing(next)],
        ),
        ("upload", "none", vec![]),
        (
            "upload",
            "hangs up in slice 3",
            vec![Rule::once(Fault::HangUp).containing("/up/").after(2)],
        ),
        (
            "upload",
            "loses the answer to slice 3",
            vec![Rule::once(Fault::LoseAnswer).containing("/up/").after(2)],
        ),
        (
            "upload",
            "cuts the answer to slice 2",
            vec![Rule::once(Fault::CutBody).containing("/up/").after(1)],
        ),
        (
            "upload",
            "503 on slice 2",
            vec![Rule::times(status(503, "0"), 2).containing("/up/").after(1)],
        ),
        (
            "upload",
            "429 on slice 2",
            vec![Rule::once(status(429, "0")).containing("/up/").after(1)],
        ),
        ("upload", "the session ends after slice 2", vec![]),
        (
            "upload",
            "loses the answer to the last slice",
            vec![Rule::once(Fault::LoseAnswer).containing("/up/").after(4)],
        ),
        (
            "upload",
            "503 on all slices",
            vec![Rule::always(status(503, "0")).containing("/up/")],
        ),
        ("batch of reads", "none", vec![]),
        (
            "batch of reads",
            "loses the answer, once",
            vec![Rule::once(Fault::LoseAnswer).containing("$batch")],
        ),
        (
            "batch of reads",
            "429 on the batch, once",
            vec![Rule::once(status(429, "0")).containing("$batch")],
        ),
        ("batch of reads", "429 on 3 of its requests", vec![]),
        ("batch with a write", "none", vec![]),
        (
            "batch with a write",
            "loses the answer, once",
            vec![Rule::once(Fault::LoseAnswer).containing("$batch")],
        ),
        (
            "batch with a write",
            "503 to come again at once",
            vec![Rule::once(status(503, "0")).containing("$batch")],
        ),
    ];
    for (what, fault, rules) in cases {
        let (service, graph) = start().await;
        rules.into_iter().for_each(|rule| service.rule(rule));
        match fault {
            "links lead in a circle" => service.loop_links(),
            "the session ends after slice 2" => service.end_session_after(2 * SLICE),
            "429 on 3 of its requests" => service.throttle_batched(3, 0),
            _ => {}
        }
        let result = match what {
            "pages" => all_users(&graph, &service).await,
            "changes" => changes(&graph, &service).await,
            "upload" => upload(&graph, &service).await,
            "batch of reads" => batch(&graph).await,
            _ => writing_batch(&graph).await,
        };
        let seen = service.seen();
        if what != "upload" && what != "batch of reads" {
            check_acts(&seen, &format!("{what}, {fault}"));
        }
        for one in seen.iter().filter(|one| one.target.starts_with("/up/")) {
            assert_eq!(
                one.header("authorization"),
                "",
                "{fault}: the token went to the storage"
            );
        }
        let got = result
            .as_ref()
            .map_or_else(|_| String::new(), ToString::to_string);
        let cells = [
            what,
            fault,
            &seen.len().to_string(),
            &outcome(&result),
            &got,
        ];
        rows.push(cells.map(str::to_owned).to_vec());
    }
    let text = table(&["what", "fault", "requests", "outcome", "got"], &rows);
    insta::assert_snapshot!(text);
}
