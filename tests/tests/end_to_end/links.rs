//! Links that the service gives, as they come over the wire.

use crate::start;
use msgraph_runtime::Error;

/// The links that come as they were given, and what the URL type of the transport (that of the `url` crate) makes of others.
#[tokio::test]
async fn links_are_followed_as_they_came_but_for_what_a_url_escapes() -> Result<(), Error> {
    let (server, graph) = start().await;
    let unchanged = [
        "/users?$skiptoken=X%274453707%27&$top=1",
        "/users?$skiptoken=a+b&x=%2B%2b%20&y=(z)",
        "/users?$filter=startswith(displayName,%27A%27)&$select=id,displayName",
        "/me/drive/root/delta(token='a%3Db;c')?$top=1",
        "/users/?a=1&&b=&=c&a=1",
        "/users//x",
        "/users?a=b%zz%",
        "/users?x=a:b@c!d*e~f_g.h-i[j]k/l?m",
    ];
    let changed = [
        ("/users?a=b c", "/users?a=b%20c"),
        ("/users?a=\"b\"", "/users?a=%22b%22"),
        ("/users?a=<b>", "/users?a=%3Cb%3E"),
        ("/users?a={b}|^`", "/users?a=%7Bb%7D%7C%5E%60"),
        ("/users?a=ü€", "/users?a=%C3%BC%E2%82%AC"),
        ("/users?a='b'", "/users?a=%27b%27"),
        ("/users/x/%2e%2e/y/./z", "/users/y/z"),
    ];
    let same = unchanged.into_iter().map(|link| (link, link));
    for (link, sent) in same.chain(changed) {
        let link = format!("{}{link}", server.base_url());
        let page = serde_json::json!({"value": [], "@odata.nextLink": link});
        server.json(200, page.to_string());
        server.json(200, r#"{"value": []}"#);
        let mut pages = graph.users().list().pages();
        pages.next().await.expect("a page")?;
        server.seen();
        pages.next().await.expect("a page")?;
        assert_eq!(server.seen().line, format!("GET /v1.0{sent}"));
    }
    Ok(())
}
