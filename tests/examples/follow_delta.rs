//! Follows what changes among groups: once all of them, then what has changed since, from a link that a program would keep.
//!
//! `cargo run -p msgraph-tests --example follow_delta`; with `MSGRAPH_TOKEN` (`Group.Read.All`) the two rounds follow each other at once,
//! so that the second is most likely empty.

use msgraph::Graph;
use msgraph::graph::Group;
use msgraph_runtime::{Change, SavedLink};
use msgraph_tests::example;
use std::error::Error;

/// Tells one round, and returns the link to the next.
async fn round(graph: &Graph, kept: Option<SavedLink>) -> Result<SavedLink, Box<dyn Error>> {
    let request = match &kept {
        Some(link) => graph.client().resume::<Group>(link),
        None => graph.groups().delta(),
    };
    let mut changes = request.changes();
    while let Some(change) = changes.next().await {
        match change? {
            Change::Changed(group) => {
                println!("  {:?} {:?}", group.id.ok(), group.display_name.ok())
            }
            Change::Removed { id, reason, .. } => println!("  {id} is gone: {reason}"),
        }
    }
    changes
        .delta_link()
        .ok_or_else(|| "the round has no end".into())
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn Error>> {
    let graph = Graph::with_client(example::client().await?);
    println!("All groups:");
    let link = round(&graph, None).await?;
    // What a program keeps on disk until the next time.
    let kept = serde_json::to_string(&link)?;
    if std::env::var_os(example::TOKEN).is_none() {
        let new = Group {
            display_name: "Florists".into(),
            mail_nickname: "florists".into(),
            ..Default::default()
        };
        graph.groups().create(new).await?;
    }
    println!("What has changed since:");
    round(&graph, Some(serde_json::from_str(&kept)?)).await?;
    Ok(())
}
