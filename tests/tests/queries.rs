//! Typed queries and writes of the generated client, as they go out.

use msgraph::Graph;
use msgraph::graph::{
    AssignedLicense, Device, DirectoryObject, EmailAddress, EmployeeOrgData, Entity, Event,
    Extension, FileAttachment, Group, IosVppApp, Message, MobileApp, ObjectIdentity, PlannerTask,
    Recipient, User, VppToken, VppTokenState,
};
use msgraph_runtime::prelude::*;
use msgraph_runtime::query::{Levels, PropertyPath, kql};
use msgraph_runtime::{Answer, DateTimeOffset, Filter, MemoryTransport};
use serde_json::{Value, json};

const BASE: &str = "https://graph.microsoft.com/v1.0";

/// A client, and the memory that it talks to.
fn client() -> (Graph, MemoryTransport) {
    let transport = MemoryTransport::answering(|_| Answer::json(200, r#"{"value": []}"#));
    let client = Client::builder()
        .transport(transport.clone())
        .credential(StaticToken::new("a token"))
        .build()
        .expect("a client");
    (Graph::with_client(client), transport)
}

/// What went out: path and query with the query decoded, and whether the index of the directory was asked for.
async fn sent<T: msgraph_runtime::Payload>(
    request: Request<T>,
    server: &MemoryTransport,
) -> (String, bool) {
    request.send().await.expect("an answer");
    let requests = server.requests();
    let request = requests.last().expect("a request");
    let (path, query) = request.url().split_once('?').unwrap_or((request.url(), ""));
    let options = query.split('&').map(|pair| {
        let text = pair.replace('+', " ");
        percent_decoded(&text)
    });
    let path = path.strip_prefix(BASE).expect("begins with the base");
    let query = options.collect::<Vec<_>>().join("&");
    let level = request.headers().get("ConsistencyLevel");
    (
        format!("{path}?{query}"),
        level.is_some_and(|level| level == "eventual"),
    )
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after
            .get(..2)
            .and_then(|code| std::str::from_utf8(code).ok());
        match (
            first,
            code.and_then(|code| u8::from_str_radix(code, 16).ok()),
        ) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).expect("is text")
}

#[tokio::test]
async fn users_are_filtered_sorted_and_expanded() {
    let (graph, server) = client();
    let request = graph
        .users()
        .list()
        .select((User::ID, User::DISPLAY_NAME, DirectoryObject::ID))
        .filter(
            User::ACCOUNT_ENABLED.eq(true)
                & (User::CITY.in_(["Bonn", "Köln"]) | User::DISPLAY_NAME.startswith("O'"))
                & User::EMPLOYEE_ORG_DATA
                    .then(EmployeeOrgData::DIVISION)
                    .eq("R&D"),
        )
        .expand(
            User::MANAGER
                .expand_as::<User>()
                .select((User::ID, User::DISPLAY_NAME)),
        )
        .top(5);
    assert_eq!(
        sent(request, &server).await,
        (
            "/users?$select=id,displayName,id\
             &$filter=accountEnabled eq true and (city in ('Bonn','Köln') or startswith(displayName,'O''')) \
             and employeeOrgData/division eq 'R&D'\
             &$expand=manager($select=id,displayName)&$top=5"
                .to_owned(),
            false
        )
    );
    let licensed = User::ASSIGNED_LICENSES.any(|license| {
        let sku = "8e881353-1735-45af-af21-ee1344582a4d".parse::<msgraph_runtime::Guid>();
        license
            .then(AssignedLicense::SKU_ID)
            .eq(sku.expect("a guid"))
    });
    let local = User::IDENTITIES.any(|identity| {
        identity.clone().then(ObjectIdentity::ISSUER).eq("contoso")
            & identity.then(ObjectIdentity::ISSUER_ASSIGNED_ID).eq("ann")
    });
    let request = graph.users().list().filter(licensed | local);
    assert_eq!(
        sent(request, &server).await,
        (
            "/users?$filter=assignedLicenses/any(a:a/skuId eq 8e881353-1735-45af-af21-ee1344582a4d) \
             or identities/any(a:a/issuer eq 'contoso' and a/issuerAssignedId eq 'ann')"
                .to_owned(),
            false
        )
    );
}

#[tokio::test]
async fn advanced_queries_say_so_by_themselves() {
    let (graph, server) = client();
    let request = graph
        .users()
        .list()
        .filter(User::MAIL.endswith("@contoso.example"));
    let request = request.orderby(User::DISPLAY_NAME.desc());
    assert_eq!(
        sent(request, &server).await,
        (
            "/users?$filter=endswith(mail,'@contoso.example')&$count=true&$orderby=displayName desc"
                .to_owned(),
            true
        )
    );
    let request = graph.groups().list().filter(Group::MEMBERS.count().eq(0));
    assert_eq!(
        sent(request, &server).await,
        (
            "/groups?$filter=members/$count eq 0&$count=true".to_owned(),
            true
        )
    );
    let members = graph.groups().id("g").members();
    assert_eq!(
        sent(members.cast::<User>().list(), &server).await,
        (
            "/groups/g/members/microsoft.graph.user?$count=true".to_owned(),
            true
        )
    );
    let chain = User::MANAGER
        .expand()
        .levels(Levels::Max)
        .select(DirectoryObject::ID);
    let request = graph
        .users()
        .id("u")
        .get()
        .expand(chain)
        .returning::<Json>();
    assert_eq!(
        sent(request, &server).await,
        (
            "/users/u?$expand=manager($levels=max;$select=id)&$count=true".to_owned(),
            true
        )
    );
    // Nothing of it for other types, and none where it is refused.
    let tokens = graph.device_app_management().vpp_tokens().list();
    let request = tokens
        .filter(VppToken::STATE.ne(VppTokenState::Valid))
        .count();
    assert_eq!(
        sent(request, &server).await,
        (
            "/deviceAppManagement/vppTokens?$filter=state ne 'valid'&$count=true".to_owned(),
            false
        )
    );
    let request = graph
        .users()
        .list()
        .filter(User::CITY.ne("Bonn"))
        .basic_query();
    assert_eq!(
        sent(request, &server).await,
        ("/users?$filter=city ne 'Bonn'".to_owned(), false)
    );
}

#[tokio::test]
async fn counts_of_directory_objects_want_the_header() {
    let (graph, _) = client();
    let count = graph.users().count().filter(User::ACCOUNT_ENABLED.eq(true));
    assert_eq!(
        count.path_and_query(),
        "/users/$count?$filter=accountEnabled%20eq%20true"
    );
    assert!(count.headers().contains_key("ConsistencyLevel"));
    let count = graph.me().messages().count();
    assert!(!count.headers().contains_key("ConsistencyLevel"));
}

#[tokio::test]
async fn messages_are_searched_by_keywords_and_directory_objects_by_clauses() {
    let (graph, server) = client();
    let users = User::DISPLAY_NAME.search("ann") & User::MAIL.search("contoso");
    assert_eq!(
        sent(graph.users().list().search(users), &server).await,
        (
            r#"/users?$search="displayName:ann" AND "mail:contoso"&$count=true"#.to_owned(),
            true
        )
    );
    let messages = Message::SUBJECT.search("pizza") | kql("from:ann");
    assert_eq!(
        sent(graph.me().messages().list().search(messages), &server).await,
        (
            r#"/me/messages?$search="subject:pizza OR from:ann""#.to_owned(),
            false
        )
    );
    let from = Message::FROM
        .then(Recipient::EMAIL_ADDRESS)
        .then(EmailAddress::ADDRESS);
    let since: DateTimeOffset = "2026-11-26T00:00:00Z".parse().expect("a time");
    let request = graph.me().messages().list();
    let request =
        request.filter(from.eq("ann@contoso.example") & Message::RECEIVED_DATE_TIME.ge(since));
    assert_eq!(
        sent(request, &server).await,
        (
            "/me/messages?$filter=from/emailAddress/address eq 'ann@contoso.example' \
             and receivedDateTime ge 2026-11-26T00:00:00Z"
                .to_owned(),
            false
        )
    );
}

#[tokio::test]
async fn derived_types_and_undeclared_properties_are_reached() {
    let (graph, server) = client();
    let apps = graph.device_app_management().mobile_apps();
    let free = IosVppApp::USED_LICENSE_COUNT
        .from_base::<MobileApp>()
        .lt(10);
    let request = apps
        .list()
        .filter(Filter::is_of::<IosVppApp>() & free & Entity::ID.is_not_null());
    assert_eq!(
        sent(request, &server).await,
        (
            "/deviceAppManagement/mobileApps?$filter=isof('microsoft.graph.iosVppApp') \
             and microsoft.graph.iosVppApp/usedLicenseCount lt 10 and id ne null"
                .to_owned(),
            false
        )
    );
    let level = PropertyPath::<User, String>::named("extension_0a1b_level");
    let request = graph
        .users()
        .list()
        .filter(level.clone().eq("high"))
        .select((User::ID, level));
    assert_eq!(
        sent(request, &server).await,
        (
            "/users?$filter=extension_0a1b_level eq 'high'&$select=id,extension_0a1b_level"
                .to_owned(),
            false
        )
    );
    let request = graph.me().events().list().expand(
        Event::EXTENSIONS
            .expand()
            .filter(Extension::ID.eq("Com.Contoso.Referral")),
    );
    assert_eq!(
        sent(request, &server).await,
        (
            "/me/events?$expand=extensions($filter=id eq 'Com.Contoso.Referral')".to_owned(),
            false
        )
    );
}

fn body<T>(request: &Request<T>) -> Value {
    assert!(request.fault().is_none(), "{request:?}");
    serde_json::from_slice(request.body().expect("a body")).expect("is JSON")
}

#[test]
fn groups_are_created_with_members_and_filled_up_twenty_at_a_time() {
    let (graph, _) = client();
    let ids: Vec<String> = (0..45).map(|number| number.to_string()).collect();
    let references = |ids: &[String]| -> Vec<Reference> {
        ids.iter()
            .map(|id| ("directoryObjects", id).into())
            .collect()
    };
    let mut group = Group {
        display_name: "All".into(),
        ..Group::default()
    };
    let (first, rest) = ids.split_at(20);
    group
        .bind_all(Group::MEMBERS, references(first))
        .expect("references");
    group
        .bind_all(Group::OWNERS, [Reference::to(graph.users().id("o"))])
        .expect("references");
    let created = body(&graph.groups().create(group));
    assert_eq!(created["displayName"], "All");
    assert_eq!(
        created["owners@odata.bind"],
        json!([format!("{BASE}/users/o")])
    );
    assert_eq!(
        created["members@odata.bind"].as_array().map(Vec::len),
        Some(20)
    );
    let patches = Patch::bindings(Group::MEMBERS, references(rest)).expect("references");
    let sizes = patches.into_iter().map(|patch| {
        let body = body(&graph.groups().id("g").update(patch));
        let members = body["members@odata.bind"]
            .as_array()
            .expect("a list")
            .clone();
        (members.len(), members[0].clone())
    });
    let expected = [(20, "20"), (5, "40")];
    let expected =
        expected.map(|(size, id)| (size, json!(format!("{BASE}/directoryObjects/{id}"))));
    assert_eq!(sizes.collect::<Vec<_>>(), expected);
}

#[test]
fn updates_can_be_bound_to_the_version_that_was_read() {
    let (graph, _) = client();
    let task: PlannerTask =
        serde_json::from_str(r#"{"@odata.etag": "W/\"5\"", "title": "a"}"#).expect("decodes");
    let mut new = task.clone();
    new.title.set("b");
    let place = || graph.planner().tasks().id("t");
    let request = place().update(new.changes_since(&task)).if_match_of(&task);
    assert_eq!(request.headers()["if-match"], r#"W/"5""#);
    assert_eq!(body(&request), json!({"title": "b"}));
    let request = place().get().if_none_match_of(&task);
    assert_eq!(request.headers()["if-none-match"], r#"W/"5""#);
    let request = place().delete().if_match_of(&PlannerTask::default());
    let fault = request.fault().map(ToString::to_string).unwrap_or_default();
    assert!(fault.contains("@odata.etag"), "{fault}");
}

#[test]
fn an_upsert_goes_by_the_alternate_key() {
    let (graph, _) = client();
    let device = Device {
        display_name: "Ann".into(),
        ..Device::default()
    };
    let request = graph.devices().by_device_id("d").upsert(device);
    assert_eq!(request.method().as_str(), "PATCH");
    assert_eq!(request.path_and_query(), "/devices(deviceId='d')");
    assert_eq!(request.headers()["prefer"], "create-if-missing");
    assert_eq!(body(&request), json!({"displayName": "Ann"}));
}

#[test]
fn a_message_is_created_with_its_attachments() {
    let (graph, _) = client();
    let attachment = FileAttachment {
        name: "a.txt".into(),
        content_bytes: msgraph_runtime::Binary::from(b"abc".to_vec()).into(),
        ..FileAttachment::default()
    };
    let mut message = Message {
        subject: "s".into(),
        ..Message::default()
    };
    message.set_expanded(Message::ATTACHMENTS, &vec![attachment.upcast()].into());
    assert_eq!(
        body(&graph.me().messages().create(message)),
        json!({"subject": "s", "attachments": [
            {"@odata.type": "#microsoft.graph.fileAttachment", "name": "a.txt", "contentBytes": "YWJj"},
        ]})
    );
}
