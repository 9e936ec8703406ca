//! Delta queries over HTTP.

use crate::start;
use msgraph::Graph;
use msgraph::graph::{DriveItem, DriveItemDeltaParameters, Group, User};
use msgraph_runtime::{Change, Error, Model, Preference, Reason, Resync, Round};
use msgraph_tests::mock_graph::ME;
use serde_json::json;

/// The ids of a round's items, each once, and whether it is gone.
fn told<T: Model + Clone + Default>(round: &Round<T>) -> Vec<(String, bool)> {
    let latest = round.clone().latest();
    let ids = latest.changes.iter().map(|change| {
        let id = change.id().expect("an id").into_owned();
        (id, change.is_removed())
    });
    ids.collect()
}

#[tokio::test]
async fn rounds_follow_one_another() -> Result<(), Error> {
    let (service, graph) = start().await;
    service.add_users(30);
    let request = graph.users().delta().select((User::ID, User::DISPLAY_NAME));
    let preference = Preference::max_page_size(7);
    let first = request.prefer(preference).round().await?;
    let all = graph.users().list().all().await?;
    assert_eq!(told(&first).len(), all.len());
    let gone = all
        .last()
        .and_then(|user| user.id.ok())
        .expect("an id")
        .clone();

    service.change("users", ME, &json!({"displayName": "Megan"}));
    graph.users().id(&*gone).delete().await?;
    service.forget();
    let second: Round<User> = graph.client().resume(&first.link).round().await?;
    let mut expected = vec![(ME.to_owned(), false), (gone.clone(), true)];
    let mut found = told(&second);
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
    for request in service.seen() {
        assert_eq!(request.header("prefer"), "odata.maxpagesize=7");
    }
    let removed = second.changes.iter().find(|change| change.is_removed());
    let Some(Change::Removed { id, reason, .. }) = removed else {
        panic!("{second:?}");
    };
    assert_eq!((id, reason), (&gone, &Reason::Deleted));

    let third: Round<User> = graph.client().resume(&second.link).round().await?;
    assert!(third.changes.is_empty());
    Ok(())
}

#[tokio::test]
async fn members_come_and_go_with_their_group() -> Result<(), Error> {
    let (service, graph) = start().await;
    service.add_users(1);
    let groups = graph.groups().list().all().await?;
    let group = groups
        .first()
        .and_then(|group| group.id.ok())
        .expect("a group")
        .clone();
    let user = graph
        .users()
        .list()
        .filter("displayName eq 'Gardener 1'")
        .first()
        .await?;
    let user = user.and_then(|mut user| user.id.take()).expect("a user");

    let start = graph.groups().delta().from_latest().round().await?;
    assert!(start.changes.is_empty());
    let members = || graph.groups().id(&*group).members();
    members().add_ref(("directoryObjects", &*user)).await?;
    members().id(&*user).remove_ref().await?;
    let round: Round<Group> = graph.client().resume(&start.link).round().await?;
    let latest = round.latest();
    let [Change::Changed(changed)] = &latest.changes[..] else {
        panic!("{latest:?}");
    };
    let members = changed.changes_of(Group::MEMBERS)?;
    let all: Vec<_> = members
        .iter()
        .map(|change| (change.id(), change.is_removed()))
        .collect();
    assert_eq!(
        all,
        [
            (Some((&*user).into()), false),
            (Some((&*user).into()), true)
        ]
    );
    assert!(members[0].item().clone().downcast::<User>().is_ok());
    Ok(())
}

fn drive(graph: &Graph) -> msgraph_runtime::Request<msgraph_runtime::Page<DriveItem>> {
    graph
        .me()
        .drive()
        .root()
        .delta(DriveItemDeltaParameters::default())
}

#[tokio::test]
async fn items_of_a_drive_are_removed_by_their_facet_and_a_link_that_has_ended_says_what_to_do()
-> Result<(), Error> {
    let (service, graph) = start().await;
    let first = drive(&graph).round().await?;
    assert!(first.changes.iter().all(|change| !change.is_removed()));
    let now = drive(&graph).from_latest().round().await?;
    assert!(now.changes.is_empty());
    let file = first
        .changes
        .iter()
        .map(Change::item)
        .find(|item| item.file.is_set());
    let file = file.and_then(|item| item.id.ok()).expect("a file").clone();
    graph.me().drive().items().id(&*file).delete().await?;
    for link in [&first.link, &now.link] {
        let round: Round<DriveItem> = graph.client().resume(link).round().await?;
        assert!(told(&round).contains(&(file.clone(), true)), "{round:?}");
    }

    service.expire_deltas();
    let mut changes = graph.client().resume::<DriveItem>(&now.link).changes();
    let error = changes
        .next()
        .await
        .expect("an answer")
        .expect_err("an error");
    assert!(error.is_gone());
    assert_eq!(error.resync(), Some(Resync::ApplyDifferences));
    let anew = changes.resync_link().expect("a place to begin");
    let whole: Round<DriveItem> = graph.client().resume(&anew).round().await?;
    assert_eq!(told(&whole).len() + 1, told(&first).len());
    Ok(())
}
