//! URLs of function calls, media and counts as they arrive, and answers that are no JSON object.

use crate::{TOKEN, start};
use msgraph::call_records::CallRecordCollectionGetPstnCallsParameters as PstnCalls;
use msgraph::graph::{
    DriveItemDeltaParameters, DriveSearchParameters,
    ReportRootGetEmailActivityUserDetailParameters as UserDetail,
};

#[tokio::test]
async fn functions_without_parameters_keep_their_parentheses() {
    let (server, graph) = start().await;
    let link = format!("{}/users/delta()?$deltatoken=x", server.base_url());
    server.json(
        200,
        format!("{{\"@odata.deltaLink\": \"{link}\", \"value\": [{{\"id\": \"1\"}}]}}"),
    );
    let page = graph.users().delta().await.expect("a page");
    assert_eq!(server.seen().line, "GET /v1.0/users/delta()");
    assert_eq!(page.delta_link.as_deref(), Some(&*link));
    assert_eq!(page.items.len(), 1);
}

#[tokio::test]
async fn parameters_of_a_function_stand_in_the_url() {
    let (server, graph) = start().await;
    let empty = r#"{"value": []}"#;

    server.json(200, empty);
    let search = DriveSearchParameters {
        q: "it's 100% a/b?".into(),
        ..DriveSearchParameters::default()
    };
    graph.me().drive().search(search).await.expect("a page");
    assert_eq!(
        server.seen().line,
        "GET /v1.0/me/drive/search(q='it''s%20100%25%20a%2Fb%3F')"
    );

    // Other namespaces than `microsoft.graph` are spelled out.
    server.json(200, empty);
    let calls = PstnCalls {
        from_date_time: "2026-11-01T00:00:00Z"
            .parse::<msgraph_runtime::DateTimeOffset>()
            .expect("a time")
            .into(),
        to_date_time: "2026-11-02T00:00:00Z"
            .parse::<msgraph_runtime::DateTimeOffset>()
            .expect("a time")
            .into(),
        ..PstnCalls::default()
    };
    let records = graph.communications().call_records();
    records.get_pstn_calls(calls).await.expect("a page");
    let line = server.seen().line.replace("%3A", ":");
    assert_eq!(
        line,
        "GET /v1.0/communications/callRecords/microsoft.graph.callRecords.getPstnCalls\
         (fromDateTime=2026-11-01T00:00:00Z,toDateTime=2026-11-02T00:00:00Z)"
    );
}

#[tokio::test]
async fn the_overload_follows_from_what_is_set() {
    let (server, graph) = start().await;
    let item = || graph.me().drive().root();
    for (token, line) in [
        (None, "GET /v1.0/me/drive/root/delta()"),
        (
            Some("latest"),
            "GET /v1.0/me/drive/root/delta(token='latest')",
        ),
    ] {
        server.json(200, r#"{"value": []}"#);
        let parameters = DriveItemDeltaParameters {
            token: token.map(str::to_owned).into(),
            ..DriveItemDeltaParameters::default()
        };
        item().delta(parameters).await.expect("a page");
        assert_eq!(server.seen().line, line);
    }
}

#[tokio::test]
async fn reports_are_downloads_and_redirects_carry_no_token() {
    let (server, graph) = start().await;
    let (download, _) = start().await;
    let csv = "\u{feff}Report Refresh Date,User\r\n2026-11-01,\"a, b\"\r\n";
    let day = UserDetail {
        date: "2026-11-01"
            .parse::<msgraph_runtime::Date>()
            .expect("a day")
            .into(),
        ..UserDetail::default()
    };
    server.redirect(&format!("{}/blob?sig=1%2F2", download.base_url()));
    download.answer(200, "application/octet-stream", csv);
    let request = graph.reports().get_email_activity_user_detail(day);
    assert_eq!(request.await.expect("a report"), csv.as_bytes());

    let seen = server.seen();
    assert_eq!(
        seen.line,
        "GET /v1.0/reports/getEmailActivityUserDetail(date=2026-11-01)"
    );
    assert_eq!(seen.header("accept"), "*/*");
    assert_eq!(seen.header("authorization"), format!("Bearer {TOKEN}"));
    let seen = download.seen();
    assert_eq!(seen.line, "GET /v1.0/blob?sig=1%2F2");
    assert_eq!(seen.header("authorization"), "");
}

#[tokio::test]
async fn counts_are_plain_text() {
    let (server, graph) = start().await;
    server.answer(200, "text/plain", "\u{feff}4711");
    let count = graph.groups().count().await.expect("a count");
    assert_eq!(count, 4711);
    let seen = server.seen();
    assert_eq!(seen.line, "GET /v1.0/groups/$count");
    assert!(seen.header("accept").starts_with("text/plain"));
}

#[tokio::test]
async fn required_query_options_and_paths_with_colons_arrive() {
    let (server, graph) = start().await;
    server.json(200, r#"{"value": []}"#);
    let view = graph
        .me()
        .calendar_view("2026-11-01T00:00:00+01:00", "2026-11-02T00:00:00Z");
    view.list().top(5).await.expect("a page");
    assert_eq!(
        server.seen().line.replace("%3A", ":"),
        "GET /v1.0/me/calendarView?startDateTime=2026-11-01T00:00:00%2B01:00&endDateTime=2026-11-02T00:00:00Z&$top=5"
    );

    server.answer(200, "application/octet-stream", vec![0_u8, 255, 1]);
    let root = graph.me().drive().root();
    let bytes = root
        .item_with_path("Über uns/50%.txt")
        .content()
        .get()
        .await
        .expect("bytes");
    assert_eq!(*bytes, [0, 255, 1]);
    assert_eq!(
        server.seen().line,
        "GET /v1.0/me/drive/root:/%C3%9Cber%20uns/50%25.txt:/content"
    );
}
