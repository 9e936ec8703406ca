//! A million users over pages of a thousand: memory that does not grow, and how fast.

use crate::by_hand;
use msgraph::Graph;
use msgraph::graph::User;
use msgraph_tests::measure::{Candidate, Goal, interleave, ratio, report, resident_memory};
use msgraph_tests::mock_graph::MockGraph;
use std::hint::black_box;
use tokio::runtime::{Builder, Runtime};

/// Users of the run that memory is looked at in.
const MANY: usize = 1_000_000;

/// Users of each round of the comparison, and rounds: a million for each of both.
const SOME: usize = 100_000;
const ROUNDS: usize = 9;

const PAGE: usize = 1000;

/// After so many pages the client has what it needs.
const WARM: usize = 50;

pub(super) fn compare() {
    // The server has a thread of its own, as it is elsewhere in truth.
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        runtime().block_on(async {
            let _ = tell.send(MockGraph::start().await);
            std::future::pending::<()>().await;
        });
    });
    let service = told.recv().expect("the server has started");
    let graph = Graph::with_client(service.client_builder().build().expect("a client"));
    memory(&service, &graph);
    speed(&service, &graph);
}

fn runtime() -> Runtime {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime")
}

fn memory(service: &MockGraph, graph: &Graph) {
    service.crowd(MANY);
    let mut warm = None;
    let mut count = 0;
    runtime().block_on(async {
        let mut users = graph.users().list().top(PAGE as u32).items();
        while let Some(user) = users.next().await {
            let user: User = user.expect("a user");
            black_box(&user);
            count += 1;
            if count % PAGE == 0 {
                // What the server remembers of requests is no cost of the client.
                service.forget();
            }
            if count == WARM * PAGE {
                warm = resident_memory();
            }
        }
    });
    assert_eq!(count, MANY, "users are lost");
    match (warm, resident_memory()) {
        (Some(warm), Some(end)) => {
            report(
                "a million users: memory after 50 pages",
                warm,
                "MB",
                Goal::None,
            );
            report("  more at the end", end - warm, "MB", Goal::AtMost(8.0));
        }
        _ => println!("the system does not tell how much memory is in use"),
    }
}

fn speed(service: &MockGraph, graph: &Graph) {
    service.crowd(SOME);
    let base = service.base_url();
    let ours = runtime();
    let hand = runtime();
    let mut both = [
        Candidate::new("items()", || {
            service.forget();
            ours.block_on(async {
                let mut users = graph.users().list().top(PAGE as u32).items();
                while let Some(user) = users.next().await {
                    let user: User = user.expect("a user");
                    black_box(&user);
                }
            });
        }),
        Candidate::new("by hand", || {
            service.forget();
            hand.block_on(by_hand::all_users(&base, |user| {
                black_box(&user);
            }));
        }),
    ];
    interleave(ROUNDS, &mut both);
    for one in &both {
        let rate = SOME as f64 / one.median().as_secs_f64() / 1000.0;
        report(
            &format!("users read by {}", one.name()),
            rate,
            "1000/s",
            Goal::None,
        );
    }
    let [ours, hand] = &both;
    report(
        "throughput of items() to that by hand",
        ratio(hand, ours),
        "x",
        Goal::AtLeast(0.9),
    );
}
