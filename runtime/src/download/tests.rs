use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::{Method, StatusCode};

use super::DownloadResponse;
use crate::fixture::TOKEN;
use crate::transport::BoxFuture;
use crate::{Body, Client, Error, Owned, Request, StaticToken, StreamRequestBuilder, Transport};

/// An answer in pieces.
struct Script {
    status: u16,
    headers: Vec<(&'static str, String)>,
    pieces: Vec<Result<Bytes, Error>>,
}

impl Script {
    fn new(status: u16, pieces: &[&'static str]) -> Self {
        Self {
            status,
            headers: Vec::new(),
            pieces: pieces.iter().map(|piece| Ok(Bytes::from(*piece))).collect(),
        }
    }

    fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    fn length(self, length: u64) -> Self {
        self.header("content-length", length.to_string())
    }

    fn etag(self) -> Self {
        self.header("etag", "\"1\"")
    }

    fn range(self, range: &str) -> Self {
        self.header("content-range", format!("bytes {range}"))
    }

    fn breaks(mut self) -> Self {
        self.pieces.push(Err(Error::transport("reset")));
        self
    }
}

struct Pieces(VecDeque<Result<Bytes, Error>>);

impl Stream for Pieces {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front())
    }
}

#[derive(Clone, Default)]
struct Server(Arc<Mutex<Log>>);

#[derive(Default)]
struct Log {
    scripts: VecDeque<Script>,
    requests: Vec<http::Request<Bytes>>,
}

impl Server {
    fn new(scripts: impl IntoIterator<Item = Script>) -> Self {
        let server = Self::default();
        server.0.lock().unwrap().scripts = scripts.into_iter().collect();
        server
    }

    fn request(&self) -> Request<Bytes> {
        let client = Client::builder()
            .transport(self.clone())
            .credential(StaticToken::new(TOKEN))
            .build()
            .unwrap();
        client.request(Method::GET, "/me/drive/items/1/content")
    }

    /// One header of each request so far.
    fn sent(&self, name: &str) -> Vec<Option<String>> {
        let requests = &self.0.lock().unwrap().requests;
        let header = |request: &http::Request<Bytes>| {
            Some(request.headers().get(name)?.to_str().unwrap().to_owned())
        };
        requests.iter().map(header).collect()
    }
}

impl Transport for Server {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, Error>> {
        let mut state = self.0.lock().unwrap();
        state.requests.push(request);
        let answer = state
            .scripts
            .pop_front()
            .ok_or_else(|| Error::not_sent("no answer is left"));
        Box::pin(std::future::ready(answer.map(|script| {
            let mut response = http::Response::new(Body::from_stream(Pieces(script.pieces.into())));
            *response.status_mut() = StatusCode::from_u16(script.status).unwrap();
            for (name, value) in script.headers {
                response.headers_mut().insert(name, value.parse().unwrap());
            }
            response
        })))
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }
}

async fn text(response: DownloadResponse) -> String {
    let bytes = response.collect().await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[tokio::test]
async fn a_content_comes_in_pieces() {
    let script = Script::new(200, &["ab", "", "cd"])
        .length(4)
        .etag()
        .header("content-type", "text/csv");
    let server = Server::new([script]);
    let mut response = server.request().download().await.unwrap();
    assert_eq!(
        (response.status(), response.length(), response.total()),
        (StatusCode::OK, Some(4), Some(4))
    );
    assert_eq!(
        (response.content_type(), response.etag()),
        (Some("text/csv"), Some("\"1\""))
    );
    assert_eq!(response.next_piece().await.unwrap().unwrap(), "ab");
    assert_eq!(response.next_piece().await.unwrap().unwrap(), "cd");
    assert!(response.next_piece().await.is_none());
    assert_eq!(
        server.sent("accept-encoding"),
        [Some("identity".to_owned())]
    );
    assert_eq!(server.sent("range"), [None]);
}

#[tokio::test]
async fn a_redirect_is_followed_with_the_range_and_without_the_token() {
    let server = Server::new([
        Script::new(302, &[]).header("location", "https://files.example/1?tempauth=x"),
        Script::new(206, &["bcd"]).range("1-3/6"),
    ]);
    let response = server.request().download().range(1..4).await.unwrap();
    assert_eq!((response.length(), response.total()), (Some(3), Some(6)));
    assert_eq!(text(response).await, "bcd");
    assert_eq!(server.sent("range")[1].as_deref(), Some("bytes=1-3"));
    assert_eq!(server.sent("authorization")[1], None);
}

#[tokio::test]
async fn a_server_that_knows_no_ranges_is_cut() {
    let server = Server::new([Script::new(200, &["ab", "cde", "f"]).length(6)]);
    let response = server.request().download().range(1..4).await.unwrap();
    assert_eq!((response.length(), response.total()), (Some(3), Some(6)));
    assert_eq!(text(response).await, "bcd");
    let server = Server::new([Script::new(200, &["ab", "cde", "f"])]);
    let response = server.request().download().range(4..).await.unwrap();
    assert_eq!((response.length(), response.total()), (None, None));
    assert_eq!(text(response).await, "ef");
}

#[tokio::test]
async fn a_range_may_reach_beyond_the_end() {
    let server = Server::new([Script::new(206, &["ef"]).range("4-5/6")]);
    let response = server.request().download().range(4..100).await.unwrap();
    assert_eq!(text(response).await, "ef");
    let server = Server::new([Script::new(206, &["ef"]).range("4-5/*")]);
    assert_eq!(
        text(server.request().download().range(4..100).await.unwrap()).await,
        "ef"
    );
}

#[tokio::test]
async fn other_ranges_and_statuses_are_errors() {
    for script in [
        Script::new(206, &["ab"]).range("0-1/6"),
        Script::new(206, &["ab"]),
        Script::new(200, &["ab"]).length(2),
    ] {
        let error = Server::new([script])
            .request()
            .download()
            .range(3..)
            .await
            .unwrap_err();
        assert!(error.is_decode(), "{error}");
    }
    for status in [304, 404, 416] {
        let server = Server::new([Script::new(status, &[])]);
        let error = server
            .request()
            .if_none_match("\"1\"")
            .download()
            .await
            .unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), status);
    }
    let server = Server::new([]);
    let nothing = server.request().download().range(5..5).await;
    assert!(nothing.unwrap_err().is_refused());
    assert!(server.sent("range").is_empty());
}

#[tokio::test]
async fn reading_goes_on_after_a_break() {
    let server = Server::new([
        Script::new(200, &["ab"]).length(6).etag().breaks(),
        // The second try ends too early without saying so.
        Script::new(206, &["c"]).range("2-5/6").etag(),
        // The third one has no ranges.
        Script::new(200, &["abc", "def"]).length(6).etag(),
    ]);
    let response = server.request().download().await.unwrap();
    assert_eq!(text(response).await, "abcdef");
    let ranges = server.sent("range");
    assert_eq!(
        ranges,
        [
            None,
            Some("bytes=2-5".to_owned()),
            Some("bytes=3-5".to_owned())
        ]
    );
    assert_eq!(
        server.sent("if-range")[1..],
        [Some("\"1\"".to_owned()), Some("\"1\"".to_owned())]
    );
}

#[tokio::test]
async fn a_range_goes_on_too() {
    let server = Server::new([
        Script::new(206, &["bc"])
            .range("1-4/6")
            .header("etag", "W/\"1\"")
            .breaks(),
        Script::new(206, &["de"])
            .range("3-4/6")
            .header("etag", "W/\"1\""),
    ]);
    let response = server.request().download().range(1..5).await.unwrap();
    assert_eq!(text(response).await, "bcde");
    assert_eq!(server.sent("range")[1].as_deref(), Some("bytes=3-4"));
    // A weak etag is compared here, and cannot be a condition.
    assert_eq!(server.sent("if-range")[1], None);
}

#[tokio::test]
async fn a_content_without_an_etag_or_with_another_one_does_not_go_on() {
    let server = Server::new([Script::new(200, &["ab"]).length(6).breaks()]);
    let response = server.request().download().await.unwrap();
    assert!(response.collect().await.unwrap_err().is_transport());

    for second in [
        Script::new(200, &["xxxxxx"])
            .length(6)
            .header("etag", "\"2\""),
        Script::new(206, &["cdef"]).range("2-5/6"),
        Script::new(206, &["cdef"]).range("1-4/6").etag(),
        Script::new(206, &["cdef"]).range("2-5/7").etag(),
    ] {
        let server = Server::new([Script::new(200, &["ab"]).length(6).etag().breaks(), second]);
        let mut response = server.request().download().await.unwrap();
        assert_eq!(response.next_piece().await.unwrap().unwrap(), "ab");
        let error = response.next_piece().await.unwrap().unwrap_err();
        assert!(error.is_decode(), "{error}");
        assert!(response.next_piece().await.is_none());
    }
}

#[tokio::test]
async fn going_on_has_an_end() {
    let endless = (1..100).map(|at| {
        Script::new(206, &["x"])
            .range(&format!("{at}-999/1000"))
            .etag()
            .breaks()
    });
    let server = Server::new(endless);
    let response = server.request().download().range(1..).await.unwrap();
    assert!(response.collect().await.unwrap_err().is_transport());
    assert!(server.sent("range").len() < 10);
}

#[tokio::test]
async fn a_content_is_written() {
    let server = Server::new([
        Script::new(200, &["ab", "cd"]),
        Script::new(200, &["ab"]).length(3),
    ]);
    let mut file = Vec::new();
    let response = server.request().download().await.unwrap();
    assert_eq!(response.write_to(&mut file).await.unwrap(), 4);
    assert_eq!(file, b"abcd");
    let error = server
        .request()
        .download()
        .await
        .unwrap()
        .write_to(&mut file)
        .await
        .unwrap_err();
    let error = error.get_ref().unwrap().downcast_ref::<Error>().unwrap();
    assert!(error.is_transport(), "{error}");
}

#[cfg(feature = "tokio-fs")]
#[tokio::test]
async fn a_file_has_its_name_when_it_is_complete() {
    let folder = std::env::temp_dir().join(format!("msgraph-download-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("film.mp4");
    let server = Server::new([
        Script::new(200, &["ab"]).length(3),
        Script::new(200, &["ab", "cd"]),
    ]);
    let cut = server.request().download().await.unwrap();
    assert!(cut.save_to(&path).await.is_err());
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
    let whole = server.request().download().await.unwrap();
    assert_eq!(whole.save_to(&path).await.unwrap(), 4);
    assert_eq!(std::fs::read(&path).unwrap(), b"abcd");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn a_stream_of_a_builder_is_downloaded() {
    let server = Server::new([Script::new(200, &["ab"])]);
    let client = Client::builder().transport(server.clone()).build().unwrap();
    let photo: StreamRequestBuilder =
        StreamRequestBuilder::from_node(client.root::<Owned>("photo"));
    let download = photo.download();
    assert!(format!("{download:?}").contains("/photo"));
    let response = download.await.unwrap();
    assert!(!format!("{response:?}").contains("ab"));
    assert_eq!(response.into_body().collect().await.unwrap(), "ab");
}

#[cfg(feature = "reqwest")]
#[tokio::test]
async fn a_connection_that_breaks_is_survived() {
    use std::io::{Read, Write};

    let content: Vec<u8> = (0..200_000_u32).map(|at| (at % 251) as u8).collect();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let whole = content.clone();
    let server = std::thread::spawn(move || {
        let mut requests = Vec::new();
        for part in 0..2 {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = Vec::new();
            while !request.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                stream.read_exact(&mut byte).unwrap();
                request.extend_from_slice(&byte);
            }
            let request = String::from_utf8(request).unwrap().to_ascii_lowercase();
            let range = request
                .lines()
                .find_map(|line| line.strip_prefix("range: bytes="));
            let start: usize =
                range.map_or(0, |range| range.split('-').next().unwrap().parse().unwrap());
            let end = if part == 0 { 120_000 } else { whole.len() };
            let status = if part == 0 {
                "200 OK"
            } else {
                "206 Partial Content"
            };
            let (last, total) = (whole.len() - 1, whole.len());
            let left = total - start;
            let head = format!(
                "HTTP/1.1 {status}\r\netag: \"1\"\r\ncontent-range: bytes {start}-{last}/{total}\r\ncontent-length: {left}\r\n\r\n"
            );
            stream.write_all(head.as_bytes()).unwrap();
            stream.write_all(&whole[start..end]).unwrap();
            requests.push((start, request.contains("if-range: \"1\"")));
        }
        requests
    });
    let client = Client::builder()
        .base_url(format!("http://{address}/v1.0"))
        .build()
        .unwrap();
    let request: Request<Bytes> = client.request(Method::GET, "/x/$value");
    let response = request.download().await.unwrap();
    assert_eq!(response.length(), Some(200_000));
    assert!(response.collect().await.unwrap() == content);
    let requests = server.join().unwrap();
    assert_eq!(requests[0], (0, false));
    assert!(
        requests[1].0 > 0 && requests[1].0 <= 120_000 && requests[1].1,
        "{requests:?}"
    );
}
