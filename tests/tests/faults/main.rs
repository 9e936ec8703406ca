//! What goes wrong on the way, and what becomes of it: connections that end, answers that are lost, late, cut or of another type,
//! throttling, redirects, links that lead in circles.
//!
//! Each run is a row of a table: `cargo test -p msgraph-tests --test faults -- --nocapture` prints it. The tables are
//! snapshots, and of every row it is asserted besides that nothing was done twice that must not be, that what succeeded was done, and
//! that the number of tries is bounded.

mod requests;
mod streams;

use msgraph::Graph;
use msgraph_runtime::http::Method;
use msgraph_runtime::{Error, RetryPolicy};
use msgraph_tests::mock_graph::{MockGraph, Seen};
use std::collections::HashMap;
use std::fmt::Write;
use std::time::Duration;

/// No request is tried more often.
const MOST_TRIES: usize = 4;

/// How long a try may take: shorter than what [`LATE`] does.
const LIMIT: Duration = Duration::from_millis(1500);

/// How late an answer is that comes late.
const LATE: Duration = Duration::from_secs(60);

/// The service, and a client that waits as little as it may.
async fn start() -> (MockGraph, Graph) {
    let service = MockGraph::start().await;
    let policy = RetryPolicy::new()
        .tries(MOST_TRIES as u32)
        .first_wait(Duration::from_millis(1));
    let client = service
        .client_builder()
        .retry(policy)
        .attempt_timeout(LIMIT)
        .build();
    (service, Graph::with_client(client.expect("a client")))
}

/// What kind of end a request came to.
fn outcome<T>(result: &Result<T, Error>) -> String {
    let error = match result {
        Ok(_) => return "done".to_owned(),
        Err(error) => error,
    };
    let kinds = [
        (error.is_refused(), "refused"),
        (error.is_link_loop(), "a circle of links"),
        (error.is_timeout(), "too late"),
        (error.is_not_sent(), "not sent"),
        (error.is_transport(), "no answer"),
        (error.is_decode(), "another answer than expected"),
        (error.is_throttled(), "throttled"),
    ];
    let kind = kinds.into_iter().find(|(holds, _)| *holds);
    match (kind, error.status(), error.code()) {
        (Some((_, kind)), _, _) => kind.to_owned(),
        (None, Some(status), Some(code)) => format!("{} {code}", status.as_u16()),
        (None, Some(status), None) => status.as_u16().to_string(),
        (None, None, _) => panic!("an error of no kind: {error:?}"),
    }
}

/// How often a request that must not be repeated was acted on, by verb and `client-request-id`.
fn check_acts(seen: &[Seen], what: &str) {
    let mut acts: HashMap<(&Method, &str), usize> = HashMap::new();
    for one in seen {
        let id = one.header("client-request-id");
        assert!(
            !id.is_empty(),
            "{what}: {} has no client-request-id",
            one.line()
        );
        if one.acted && matches!(one.method, Method::POST | Method::PATCH) {
            *acts.entry((&one.method, id)).or_default() += 1;
        }
    }
    for ((method, id), times) in acts {
        assert_eq!(times, 1, "{what}: {method} {id} was done {times} times");
    }
}

/// Rows in columns.
fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].len());
        cells.chain([head[column].len()]).max().unwrap_or_default()
    };
    let widths: Vec<_> = (0..head.len()).map(width).collect();
    let mut text = String::new();
    let mut line = |cells: &mut dyn Iterator<Item = &str>| {
        let cells = cells
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:width$}"));
        let cells: Vec<_> = cells.collect();
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "{}", cells.join(" | ").trim_end());
    };
    line(&mut head.iter().copied());
    for row in rows {
        line(&mut row.iter().map(String::as_str));
    }
    println!("{text}");
    text
}
