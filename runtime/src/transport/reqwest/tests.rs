use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread::JoinHandle;
use std::time::Duration;

use bytes::Bytes;

use super::ReqwestTransport;
use crate::client::open;
use crate::fixture::{TOKEN, User, users};
use crate::{Accepted, Client, Error, RequestBuilder, RetryPolicy, StaticToken};

/// A server that gives each connection one of these answers, and returns what it was asked.
fn server(answers: &'static [&'static str]) -> (SocketAddr, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let thread = std::thread::spawn(move || {
        answers
            .iter()
            .map(|answer| {
                let (mut stream, _) = listener.accept().unwrap();
                let request = read(&stream);
                stream.write_all(answer.as_bytes()).unwrap();
                request
            })
            .collect()
    });
    (address, thread)
}

/// Reads head and body of one request.
fn read(stream: &TcpStream) -> String {
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    let mut reader = BufReader::new(stream);
    let mut request = String::new();
    let mut length = 0;
    loop {
        let from = request.len();
        reader.read_line(&mut request).unwrap();
        let line = request[from..].trim();
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line.is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    request.push_str(std::str::from_utf8(&body).unwrap());
    request
}

fn client(address: SocketAddr) -> Client {
    let transport = ReqwestTransport::from_builder(
        reqwest::Client::builder().timeout(Duration::from_millis(500)),
    )
    .unwrap();
    Client::builder()
        .base_url(format!("http://{address}/v1.0"))
        .transport(transport)
        .credential(StaticToken::new(TOKEN))
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_request_reaches_the_server_as_it_was_built() {
    let (address, server) = server(&[
        "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\nrequest-id: r-1\r\ncontent-length: 13\r\nconnection: close\r\n\r\n{\"id\": \"a b\"}",
    ]);
    let user = User {
        display_name: "Ann".into(),
        ..User::default()
    };
    let request = users(&client(address))
        .into_node()
        .create::<User>(user)
        .query("$filter", "a eq 'b c'");
    let expected = request
        .url()
        .strip_prefix(&format!("http://{address}"))
        .unwrap()
        .to_owned();
    let response = request.send_full().await.unwrap();
    assert_eq!(response.status().as_u16(), 201);
    assert_eq!(response.header("request-id"), Some("r-1"));
    assert_eq!(response.value().id.ok().map(String::as_str), Some("a b"));

    let seen = &server.join().unwrap()[0];
    assert!(
        seen.starts_with(&format!("POST {expected} HTTP/1.1\r\n")),
        "{seen}"
    );
    assert!(
        seen.contains(&format!("authorization: Bearer {TOKEN}\r\n")),
        "{seen}"
    );
    assert!(
        seen.contains("content-type: application/json\r\n"),
        "{seen}"
    );
    assert!(
        seen.ends_with("\r\n\r\n{\"displayName\":\"Ann\"}"),
        "{seen}"
    );
}

#[tokio::test]
async fn odd_keys_survive_the_url_library() {
    let (address, server) = server(&["HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n"]);
    let request = users(&client(address))
        .id("a#EXT#@b'c/%2e%2e/..")
        .get()
        .optional();
    let path = request.path().to_owned();
    assert!(request.await.unwrap().is_none());
    let seen = &server.join().unwrap()[0];
    assert!(
        seen.starts_with(&format!("GET /v1.0{path} HTTP/1.1\r\n")),
        "{seen}"
    );
}

#[tokio::test]
async fn a_redirect_is_an_answer() {
    let (other, _) = server(&[]);
    let answer = format!(
        "HTTP/1.1 302 Found\r\nlocation: http://{other}/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    );
    let (address, server) = server(Box::leak(Box::new([&*answer.leak()])));
    let error = users(&client(address)).id("1").get().await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(302));
    assert_eq!(server.join().unwrap().len(), 1);
}

#[tokio::test]
async fn failures_say_whether_the_server_saw_anything() {
    let gone = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let refused = users(&client(gone))
        .id("secret-key")
        .get()
        .await
        .unwrap_err();
    assert!(refused.is_transport() && refused.is_not_sent(), "{refused}");

    let (address, cut) = server(&["HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nx"]);
    let broken = users(&client(address))
        .id("secret-key")
        .get()
        .await
        .unwrap_err();
    assert!(broken.is_transport() && !broken.is_not_sent(), "{broken}");
    cut.join().unwrap();

    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let late = users(&client(silent.local_addr().unwrap()))
        .id("secret-key")
        .get()
        .await
        .unwrap_err();
    assert!(late.is_timeout() && !late.is_not_sent(), "{late}");

    let shown = |error: &Error| format!("{error} {error:?}");
    for error in [&refused, &broken, &late] {
        assert!(
            !shown(error).contains(TOKEN) && !shown(error).contains("secret-key"),
            "{error}"
        );
    }
}

/// A gzip file with one stored block of `{"id": "z"}`.
#[cfg(feature = "gzip")]
const ZIPPED: &[u8] =
    b"\x1f\x8b\x08\0\0\0\0\0\0\xff\x01\x0b\0\xf4\xff{\"id\": \"z\"}\xe0\xcc\x14\xbf\x0b\0\0\0";

#[cfg(feature = "gzip")]
#[tokio::test]
async fn an_answer_may_come_compressed() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let request = read(&stream);
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
            ZIPPED.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(ZIPPED).unwrap();
        request
    });
    let user = users(&client(address)).id("z").get().await.unwrap();
    assert_eq!(user.id.ok().map(String::as_str), Some("z"));
    let seen = server.join().unwrap();
    assert!(seen.contains("accept-encoding: gzip\r\n"), "{seen}");
}

#[tokio::test]
async fn a_body_is_read_as_it_comes() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (go_on, wait) = std::sync::mpsc::channel();
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        read(&stream);
        let chunk = |stream: &mut TcpStream, text: &[u8]| stream.write_all(text).unwrap();
        chunk(
            &mut stream,
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\none\r\n",
        );
        // The rest is sent when the reader has seen the first part.
        wait.recv().unwrap();
        chunk(&mut stream, b"3\r\ntwo\r\n0\r\n\r\n");
    });
    let request = client(address).request::<Bytes>(http::Method::GET, "/x");
    let response = open(request.into_parts(), Accepted::Bytes).await.unwrap();
    let mut body = response.into_body();
    assert_eq!(body.next_piece().await.unwrap().unwrap(), "one");
    go_on.send(()).unwrap();
    assert_eq!(body.collect().await.unwrap(), "two");
    server.join().unwrap();
}

#[tokio::test]
async fn a_lost_answer_is_asked_for_again_by_a_read_alone() {
    const CUT: &str = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nx";
    const WHOLE: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}";
    let quickly = RetryPolicy::new().first_wait(Duration::from_millis(1));
    let (address, server) = server(&[CUT, CUT, WHOLE]);
    let get = users(&client(address)).id("1").get().retry(quickly);
    get.await.unwrap();
    assert_eq!(server.join().unwrap().len(), 3);

    let (address, server) = self::server(&[CUT]);
    let post = client(address).request::<User>(http::Method::POST, "/users");
    let error = post.retry(quickly).await.unwrap_err();
    assert!(error.is_transport() && error.tries() == 1, "{error}");
    server.join().unwrap();
}

#[tokio::test]
async fn a_silent_server_is_given_up_by_the_clock_of_the_transport() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let get = users(&client(silent.local_addr().unwrap())).id("1").get();
    let error = get.timeout(Duration::from_millis(20)).await.unwrap_err();
    assert!(
        error.is_timeout() && error.to_string().contains("20ms"),
        "{error}"
    );
}
