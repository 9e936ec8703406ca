use futures_core::Stream;
use http::Method;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Change, Changes, Reason, Resync, Round};
use crate::Value as Item;
use crate::fixture::{DirectoryObject, Parameters, User, client, serving, users};
use crate::generated::*;
use crate::vocabulary::*;
use crate::{Additional, Answer, MemoryTransport, Preference, SavedLink};

const ROOT: &str = "https://graph.microsoft.com/v1.0";

const MEMBERS: Navigation<User, Collection<DirectoryObject>> = Navigation::new("members");

struct Deleted {
    state: Field<String>,
    additional: Additional,
}

struct DriveItem {
    id: Field<String>,
    name: Field<String>,
    deleted: Field<Box<Deleted>>,
    additional: Additional,
}

static TYPES: TypeTable = TypeTable::new(&[]);

crate::model! {
    Deleted, "microsoft.graph.deleted", TYPES, [];
    inherited {}
    own { 0 state STATE: String = "state"; }
    navigation {}
}

crate::model! {
    DriveItem, "microsoft.graph.driveItem", TYPES, [];
    inherited {}
    own { 0 id ID: String = "id"; 1 name NAME: String = "name"; 2 deleted DELETED: Deleted = "deleted"; }
    navigation {}
}

/// An answer of these items, with a link by its name.
fn answer(items: Value, name: &str, link: &str) -> Answer {
    let mut body = json!({"value": items});
    body[format!("@odata.{name}")] = link.into();
    Answer::json(200, body.to_string())
}

fn link(token: &str) -> String {
    format!("{ROOT}/users/delta()?$token={token}")
}

fn delta(client: &Client) -> Request<Page<User>> {
    users(client)
        .into_node()
        .function("delta", &[&[]], Arguments::none())
}

fn read<T: serde::de::DeserializeOwned>(json: Value) -> T {
    serde_json::from_value(json).expect("decodes")
}

/// What a change says, in short.
fn told<T: Item>(change: &Change<T>) -> String {
    let id = change.id().map_or_else(|| "?".into(), |id| id.into_owned());
    match change {
        Change::Changed(_) => id,
        Change::Removed { reason, .. } => format!("{id} {reason}"),
    }
}

#[tokio::test]
async fn a_round_goes_over_empty_pages_to_its_delta_link() {
    let (client, server) = serving([
        answer(json!([{"id": "a"}, {"id": "b"}]), "nextLink", &link("1")),
        answer(json!([]), "nextLink", &link("2")),
        answer(
            json!([
                {"id": "c", "@removed": {"reason": "changed"}},
                {"id": "d", "@removed": {"reason": "deleted"}},
                {"id": "e", "@removed": {"reason": "new"}},
                {"id": "f", "@removed": {}},
                {"id": "g", "@removed": null},
            ]),
            "deltaLink",
            &link("3"),
        ),
        answer(json!([]), "deltaLink", &link("4")),
    ]);
    let request =
        delta(&client).prefer([Preference::return_minimal(), Preference::immutable_ids()]);
    let round = request.round().await.unwrap();
    let all: Vec<_> = round.changes.iter().map(told).collect();
    assert_eq!(
        all,
        ["a", "b", "c changed", "d deleted", "e new", "f ", "g"]
    );
    // The link is kept as text, with the preferences that made it.
    let kept = serde_json::to_string(&round.link).unwrap();
    let kept: SavedLink = serde_json::from_str(&kept).unwrap();
    assert_eq!(kept.link(), link("3"));
    let round: Round<User> = client.resume(&kept).round().await.unwrap();
    assert!(round.changes.is_empty());
    assert_eq!(round.link.link(), link("4"));
    let requests = server.requests();
    let preferences: Vec<_> = requests
        .iter()
        .map(|request| request.header("prefer").unwrap())
        .collect();
    assert_eq!(preferences, ["return=minimal, IdType=\"ImmutableId\""; 4]);
    assert_eq!(requests[3].url(), link("3"));
}

#[tokio::test]
async fn changes_come_one_by_one_and_a_round_can_be_left_in_the_middle() {
    let pages = || {
        [
            answer(json!([{"id": "a"}]), "nextLink", &link("1")),
            answer(json!([{"id": "b"}]), "deltaLink", &link("2")),
        ]
    };
    let (client, server) = serving(pages());
    let mut changes = delta(&client).changes().max_pages(1);
    assert!(server.requests().is_empty());
    assert_eq!(told(&changes.next().await.unwrap().unwrap()), "a");
    assert!(changes.next().await.is_none());
    assert!(changes.delta_link().is_none());
    let rest = changes.resume_link().unwrap();
    assert_eq!(rest.link(), link("1"));
    let mut changes = client.resume::<User>(&rest).changes();
    assert_eq!(told(&changes.next().await.unwrap().unwrap()), "b");
    assert!(changes.next().await.is_none());
    assert_eq!(changes.delta_link().unwrap().link(), link("2"));
    assert!(changes.resume_link().is_none());
}

#[tokio::test]
async fn what_is_no_delta_function_has_no_delta_link() {
    let list = Answer::json(200, r#"{"value": [{"id": "a"}]}"#);
    let (client, _) = serving([list.clone(), list]);
    let mut changes = users(&client).list().changes();
    assert!(changes.next().await.unwrap().is_ok());
    let error = changes.next().await.unwrap().unwrap_err();
    assert!(error.is_no_delta_link(), "{error}");
    assert!(changes.next().await.is_none());
    let error = users(&client).list().round().await.unwrap_err();
    assert!(error.is_no_delta_link());
}

#[tokio::test]
async fn drive_items_are_removed_by_their_facet() {
    let items = json!([
        {"id": "1", "name": "folder", "deleted": {"state": "softDeleted"}},
        {"id": "2", "name": "file", "deleted": {}},
        {"id": "3", "name": "file", "deleted": null},
        {"id": "4", "deleted": 7},
        {"id": "5", "deleted": {}, "@removed": {"reason": "changed"}},
    ]);
    let expected = ["1 deleted", "2 deleted", "3", "4", "5 changed"];
    let page = || answer(items.clone(), "deltaLink", &link("1"));
    let (client, _) = serving([page(), page(), page()]);
    let request = || client.request::<Page<DriveItem>>(Method::GET, "/me/drive/root/delta");
    let round = request().round().await.unwrap();
    assert_eq!(round.changes.iter().map(told).collect::<Vec<_>>(), expected);
    let Change::Removed { item, .. } = &round.changes[0] else {
        panic!("{round:?}");
    };
    let state = item.deleted.ok().and_then(|deleted| deleted.state.ok());
    assert_eq!(state.map(String::as_str), Some("softDeleted"));
    // It needs no type that declares the facet, nor any type.
    let round = request().returning::<Page<User>>().round().await.unwrap();
    assert_eq!(round.changes.iter().map(told).collect::<Vec<_>>(), expected);
    let round = request().returning::<Page<Json>>().round().await.unwrap();
    assert_eq!(round.changes.iter().map(told).collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn a_removal_without_id_is_told_and_the_stream_goes_on() {
    let items = json!([{"@removed": {"reason": "deleted"}}, null, {"id": "a"}]);
    let (client, _) = serving([answer(items, "deltaLink", &link("1"))]);
    let mut changes = delta(&client).changes();
    for _ in 0..2 {
        assert!(changes.next().await.unwrap().unwrap_err().is_decode());
    }
    assert_eq!(told(&changes.next().await.unwrap().unwrap()), "a");
    assert!(changes.next().await.is_none());
    assert!(changes.delta_link().is_some());
}

#[test]
fn members_that_came_and_went_are_read_with_their_types() {
    let group: User = read(json!({
        "id": "g",
        "members@delta": [
            {"@odata.type": "#microsoft.graph.user", "id": "a"},
            {"@odata.type": "#microsoft.graph.user", "id": "b", "@removed": {"reason": "deleted"}},
        ],
    }));
    let members = group.changes_of(MEMBERS).unwrap();
    assert_eq!(
        members.iter().map(told).collect::<Vec<_>>(),
        ["a", "b deleted"]
    );
    let first = members.into_iter().next().unwrap().into_item();
    assert!(first.downcast::<User>().is_ok());
    assert!(User::default().changes_of(MEMBERS).unwrap().is_empty());
    for odd in [json!("text"), json!([7]), json!([{"@removed": {}}])] {
        let group: User = read(json!({"members@delta": odd}));
        assert!(group.changes_of(MEMBERS).unwrap_err().is_decode());
    }
}

fn round<T: Item + Model + Default>(items: Value) -> Round<T> {
    let items: Collection<T> = read(items);
    Round {
        changes: items
            .into_iter()
            .map(|item| Change::of(item).unwrap())
            .collect(),
        link: SavedLink::new("x"),
    }
}

#[test]
fn of_items_that_repeat_the_last_one_counts_where_it_stands() {
    let round = round::<DriveItem>(json!([
        {"id": "1", "name": "a", "shared": {}},
        {"id": "2", "name": "b"},
        {"id": "1", "name": "c"},
        {"id": "3", "deleted": {}},
        {"name": "without id"},
        {"id": "2", "deleted": {}},
        {"id": "3", "name": "back"},
        {"name": "without id"},
    ]));
    let latest = round.latest();
    let told: Vec<_> = latest.changes.iter().map(told).collect();
    assert_eq!(told, ["1", "?", "2 deleted", "3", "?"]);
    // What the last one does not have is gone.
    let first: Value = serde_json::to_value(latest.changes[0].item()).unwrap();
    assert_eq!(first, json!({"id": "1", "name": "c"}));
}

#[test]
fn parts_of_a_group_become_one() {
    let member = |id: &str| json!({"@odata.type": "#microsoft.graph.user", "id": id});
    let round = round::<User>(json!([
        {"id": "g", "displayName": "old", "age": 1, "members@delta": [member("a"), member("b")]},
        {"id": "h"},
        {"id": "g", "displayName": "new", "members@delta": [member("c")], "owners@delta": [member("o")]},
        {"id": "g", "members@delta": [{"id": "a", "@removed": {"reason": "deleted"}}]},
    ]));
    let latest = round.latest();
    assert_eq!(
        latest.changes.iter().map(told).collect::<Vec<_>>(),
        ["h", "g"]
    );
    let group = latest.changes[1].item();
    let members = group.changes_of(MEMBERS).unwrap();
    assert_eq!(
        members.iter().map(told).collect::<Vec<_>>(),
        ["a", "b", "c", "a deleted"]
    );
    let json = serde_json::to_value(group).unwrap();
    assert_eq!(
        (&json["displayName"], &json["age"]),
        (&json!("new"), &json!(1))
    );
    assert_eq!(json["owners@delta"], json!([member("o")]));
}

#[test]
fn a_round_starts_from_now_as_its_function_knows_it() {
    let (client, _) = serving([]);
    let from = |request: Request<Page<User>>| {
        let request = request.from_latest();
        match request.fault() {
            Some(fault) => fault.to_string(),
            None => request.path_and_query().to_owned(),
        }
    };
    let call = |overloads, arguments| {
        from(
            users(&client)
                .into_node()
                .function("delta", overloads, arguments),
        )
    };
    let none = Arguments::none;
    assert_eq!(call(&[&[]], none()), "/users/delta()?$deltatoken=latest");
    assert_eq!(
        call(&[&[], &["token"]], none()),
        "/users/delta()?token=latest"
    );
    assert_eq!(call(&[&["token?"]], none()), "/users/delta()?token=latest");
    let raw = |path| from(client.request(Method::GET, path));
    assert_eq!(raw("/users/delta"), "/users/delta?$deltatoken=latest");
    assert_eq!(
        raw("/users/microsoft.graph.delta()?$select=id"),
        "/users/microsoft.graph.delta()?$select=id&$deltatoken=latest"
    );
    assert!(raw("/users").contains("no call of a delta function"));
    let other = users(&client).into_node();
    let other = other.function(
        "recent",
        &[&["token"]],
        Arguments::of(Parameters::default()),
    );
    assert!(from(other).contains("no call"));
}

fn gone(status: u16, body: Value, location: Option<&str>) -> Answer {
    let answer = Answer::json(status, body.to_string());
    match location {
        Some(location) => answer.header("location", location),
        None => answer,
    }
}

#[tokio::test]
async fn a_link_that_has_ended_says_how_to_begin_anew() {
    let code = |code: &str| json!({"error": {"code": code, "message": "m"}});
    let nested = json!({"error": {
        "code": "resyncRequired",
        "message": "m",
        "innerError": {"date": "d", "innererror": {"code": "resyncChangesUploadDifferences"}},
    }});
    let cases = [
        (410, code("resyncRequired"), Some(Resync::Required)),
        (
            410,
            code("resyncChangesApplyDifferences"),
            Some(Resync::ApplyDifferences),
        ),
        (410, nested, Some(Resync::UploadDifferences)),
        (410, code("SyncStateNotFound"), Some(Resync::StateNotFound)),
        (400, code("syncStateNotFound"), Some(Resync::StateNotFound)),
        (
            410,
            code("itemGone"),
            Some(Resync::Other("itemGone".to_owned())),
        ),
        (410, json!("text"), Some(Resync::Other(String::new()))),
        (400, code("BadRequest"), None),
        (404, json!({}), None),
    ];
    let fresh = format!("{ROOT}/users/delta()?$skiptoken=fresh");
    for (status, body, expected) in cases {
        let (client, server) = serving([
            gone(status, body, Some(&fresh)),
            answer(json!([{"id": "a"}]), "deltaLink", &link("1")),
        ]);
        let request = client.resume::<User>(&SavedLink::new(link("0")));
        let mut changes = request.return_minimal().changes();
        let error = changes.next().await.unwrap().unwrap_err();
        assert_eq!(error.resync(), expected, "{error}");
        assert!(changes.next().await.is_none());
        let Some(anew) = changes.resync_link() else {
            assert!(expected.is_none());
            continue;
        };
        assert!(client.resume::<User>(&anew).round().await.is_ok());
        let sent = &server.requests()[1];
        assert_eq!(
            (sent.url(), sent.header("prefer")),
            (&*fresh, Some("return=minimal"))
        );
    }
}

#[tokio::test]
async fn a_new_beginning_is_on_the_host_of_the_old() {
    let kept = SavedLink::new(link("0"));
    for (location, expected) in [
        (None, None),
        (Some("https://evil.example/v1.0/users/delta"), None),
        (Some("http://graph.microsoft.com/v1.0/users/delta"), None),
        (Some("//evil.example/x"), None),
        (Some("delta"), None),
        (
            Some("https://GRAPH.microsoft.com:443/x?a='b'"),
            Some("https://GRAPH.microsoft.com:443/x?a='b'"),
        ),
        (
            Some("/v1.0/users/delta?a"),
            Some("https://graph.microsoft.com/v1.0/users/delta?a"),
        ),
    ] {
        let (client, _) = serving([gone(410, json!({}), location)]);
        let error = client.resume::<User>(&kept).send().await.unwrap_err();
        let anew = kept.resync(&error);
        assert_eq!(anew.as_ref().map(SavedLink::link), expected);
    }
}

#[test]
fn streams_are_send() {
    fn check<S: Stream + Send + Unpin + 'static>(_: &S) {}
    let changes: Changes<User> = delta(&client(&MemoryTransport::new())).changes();
    check(&changes);
    assert!(format!("{changes:?}").contains("users/delta()"));
}

proptest! {
    /// Whatever repeats, each id is there once, in the order of its last place, in the state that it had there.
    #[test]
    fn the_latest_of_a_round_is_what_replaying_it_gives(items in proptest::collection::vec((0u8..6, 0u8..9, any::<bool>()), 0..30)) {
        let list: Vec<Value> = items
            .iter()
            .map(|(id, name, is_removed)| {
                let mut item = json!({"id": id.to_string(), "name": name.to_string()});
                if *is_removed {
                    item["deleted"] = json!({});
                }
                item
            })
            .collect();
        let latest = round::<DriveItem>(list.clone().into()).latest();
        let expected: Vec<&Value> = list
            .iter()
            .enumerate()
            .filter(|(at, item)| list[at + 1..].iter().all(|later| later["id"] != item["id"]))
            .map(|(_, item)| item)
            .collect();
        let found: Vec<Value> = latest
            .changes
            .iter()
            .map(|change| serde_json::to_value(change.item()).unwrap())
            .collect();
        prop_assert_eq!(found.iter().collect::<Vec<_>>(), expected);
        for change in &latest.changes {
            let Change::Removed { reason, .. } = change else { continue };
            prop_assert_eq!(reason, &Reason::Deleted);
        }
    }
}
