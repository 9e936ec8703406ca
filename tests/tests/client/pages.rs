//! Pages over HTTP.

use crate::start;
use msgraph::graph::User;
use msgraph_runtime::{Error, Preference, SavedLink};
use msgraph_tests::mock_graph::{Fault, Rule};
use std::collections::BTreeSet;

const COUNT: usize = 250;

/// The numbers of the users that the test has added.
fn numbers<'a>(users: impl IntoIterator<Item = &'a User>) -> BTreeSet<usize> {
    let names = users.into_iter().filter_map(|user| user.display_name.ok());
    names
        .filter_map(|name| name.strip_prefix("Gardener ")?.parse().ok())
        .collect()
}

#[tokio::test]
async fn all_users_come_with_the_preferences_on_every_page() -> Result<(), Error> {
    let (service, graph) = start().await;
    service.add_users(COUNT);
    let list = graph.users().list().select((User::ID, User::DISPLAY_NAME));
    let all = list.prefer(Preference::max_page_size(40)).all().await?;
    assert_eq!(numbers(all.iter()), (1..=COUNT).collect());
    let ids: BTreeSet<_> = all.iter().filter_map(|user| user.id.ok()).collect();
    assert_eq!(ids.len(), all.len());
    let seen = service.seen();
    assert_eq!(seen.len(), all.len().div_ceil(40));
    for request in seen {
        assert_eq!(request.header("prefer"), "odata.maxpagesize=40");
    }
    Ok(())
}

#[tokio::test]
async fn a_walk_goes_on_behind_a_broken_answer_in_another_program() -> Result<(), Error> {
    let (service, graph) = start().await;
    service.add_users(COUNT);
    let mut broken = Rule::once(Fault::TruncateBody);
    broken.after = 2;
    service.rule(broken);
    let mut items = graph.users().list().top(50).items();
    let mut users = Vec::new();
    let error = loop {
        match items.next().await.expect("an error before the end") {
            Ok(user) => users.push(user),
            Err(error) => break error,
        }
    };
    assert!(error.is_decode(), "{error}");
    assert_eq!(users.len(), 100);
    let kept = serde_json::to_string(&items.resume_link()).expect("JSON");
    drop(items);
    let kept: SavedLink = serde_json::from_str(&kept).expect("a saved link");
    let other = service.client_builder().build()?;
    let rest = other.resume::<User>(&kept).all().await?;
    users.extend(rest.into_vec());
    assert_eq!(numbers(&users), (1..=COUNT).collect());
    Ok(())
}

#[tokio::test]
async fn a_walk_waits_where_the_service_is_busy_and_goes_on_where_a_connection_ends()
-> Result<(), Error> {
    for fault in [
        Fault::Status(429, Some("0".to_owned())),
        Fault::Status(503, None),
        Fault::HangUp,
        Fault::CutBody,
    ] {
        let (service, graph) = start().await;
        service.add_users(COUNT);
        let mut rule = Rule::once(fault.clone());
        rule.after = 3;
        service.rule(rule);
        let all = graph.users().list().top(50).all().await?;
        assert_eq!(numbers(all.iter()), (1..=COUNT).collect(), "{fault:?}");
        let seen = service.seen();
        // The page that did not come was asked for once more, and no other.
        assert_eq!(seen.len(), all.len().div_ceil(50) + 1, "{fault:?}");
        assert_eq!(seen[3].line(), seen[4].line());
    }
    Ok(())
}

#[tokio::test]
async fn links_that_lead_in_a_circle_end() {
    let (service, graph) = start().await;
    service.loop_links();
    let error = graph.users().list().all().await.expect_err("a circle");
    assert!(error.is_link_loop(), "{error}");
    assert!(service.seen().len() <= 2);
}
