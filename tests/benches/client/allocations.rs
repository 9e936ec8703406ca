//! How many allocations building a request takes, beside formatting the same URL.

use crate::by_hand;
use allocation_counter::{AllocationInfo, measure};
use msgraph::Graph;
use msgraph::graph::Message;
use msgraph_runtime::{Client, StaticToken};
use msgraph_tests::measure::{Goal, report};
use std::hint::black_box;

/// So many more than by hand are allowed.
const MORE: f64 = 4.0;

const FOLDER: &str = "AAMkAGVmMDEzMQ=";
const FILTER: &str = "isRead eq false and subject eq 'Frost tonight'";

pub(super) fn compare() {
    let client = Client::builder()
        .credential(StaticToken::new("token"))
        .build();
    let graph = Graph::with_client(client.expect("a client"));
    let ours = || {
        let messages = graph.me().mail_folders().id(FOLDER).messages();
        messages
            .list()
            .select((Message::SUBJECT, Message::IS_READ))
            .filter(FILTER)
    };
    let typed = || {
        let messages = graph.me().mail_folders().id(FOLDER).messages();
        let filter = Message::IS_READ.eq(false) & Message::SUBJECT.eq("Frost tonight");
        messages
            .list()
            .select((Message::SUBJECT, Message::IS_READ))
            .filter(filter)
    };
    let base = graph.client().base_url();
    let hand = || by_hand::messages_url(base, FOLDER, FILTER);
    assert_eq!(ours().url(), hand(), "both make the same URL");
    assert_eq!(typed().url(), hand(), "a typed filter makes it, too");
    let ours = measure(|| drop(black_box(ours())));
    let typed = measure(|| drop(black_box(typed())));
    let hand = measure(|| drop(black_box(hand())));
    let show = |what, info: &AllocationInfo| {
        report(what, info.count_total as f64, "allocs", Goal::None);
        report(
            "  bytes of these",
            info.bytes_total as f64,
            "bytes",
            Goal::None,
        );
    };
    show(
        "a request of four segments, select and filter: built",
        &ours,
    );
    show("the same with a typed filter: built", &typed);
    show("its URL: formatted by hand", &hand);
    for (what, info) in [("allocations", &ours), ("with a typed filter", &typed)] {
        let more = info.count_total as f64 - hand.count_total as f64;
        let what = format!("{what}: more than by hand");
        report(&what, more, "allocs", Goal::AtMost(MORE));
    }
}
