//! An upload service in memory, with what can go wrong on the way to it.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use bytes::Bytes;
use http::{Method, StatusCode};
use serde_json::json;

use crate::fixture::TOKEN;
use crate::transport::BoxFuture;
use crate::upload::slices::STEP;
use crate::{Body, Client, Error, Json, Request, StaticToken, Transport};

pub(super) const URL: &str = "https://sn3302.up.1drv.example/secret-1";

/// What happens to a request for the upload URL.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fault {
    /// Nothing arrives.
    Unsent,
    /// The request arrives, and its answer does not.
    AnswerLost,
    /// The connection breaks before all of the slice has arrived: none of it counts.
    Broken,
    /// An answer of this status, and nothing is done.
    Status(u16),
    /// The session is gone with all that it had.
    Gone,
    /// Only the first 320 KiB are kept.
    Partly,
    /// The slice is answered without a word on what is next.
    Silent,
    /// The slice is taken, and the service forgets it.
    Forgotten,
}

/// A service that keeps one file at a time, as the pages on upload sessions describe it.
#[derive(Clone, Default)]
pub(super) struct Service(Arc<Mutex<State>>);

#[derive(Default)]
pub(super) struct State {
    pub(super) kind: Kind,
    pub(super) content: Vec<u8>,
    pub(super) total: u64,
    pub(super) is_open: bool,
    pub(super) faults: VecDeque<Option<Fault>>,
    pub(super) log: Vec<String>,
    pub(super) slept: Vec<Duration>,
    /// What of a file was there when its session was opened.
    pub(super) gap: Option<Range<u64>>,
    pub(super) completed: usize,
}

#[derive(Clone, Copy, Default, PartialEq)]
pub(super) enum Kind {
    #[default]
    Drive,
    Outlook,
}

impl Service {
    pub(super) fn new(kind: Kind, faults: impl IntoIterator<Item = Option<Fault>>) -> Self {
        let service = Self::default();
        service.state().kind = kind;
        service.state().faults = faults.into_iter().collect();
        service
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    pub(super) fn client(&self) -> Client {
        Client::builder()
            .transport(self.clone())
            .credential(StaticToken::new(TOKEN))
            .build()
            .unwrap()
    }

    pub(super) fn session(&self) -> Request<Json> {
        let path = match self.state().kind {
            Kind::Drive => "/me/drive/root:/a%20b:/createUploadSession",
            Kind::Outlook => "/me/messages/1/attachments/createUploadSession",
        };
        self.client().request(Method::POST, path)
    }

    pub(super) fn log(&self) -> Vec<String> {
        self.state().log.clone()
    }
}

impl State {
    fn answer(&mut self, request: &http::Request<Bytes>) -> Result<(u16, String), Error> {
        let url = request.uri().to_string();
        let header = |name: &str| {
            request
                .headers()
                .get(name)
                .map(|value| value.to_str().unwrap())
        };
        self.log.push(format!(
            "{} {}",
            request.method(),
            header("content-range").unwrap_or(&url)
        ));
        if url.starts_with("https://graph.microsoft.com/v1.0/") {
            assert_eq!(header("authorization"), Some(&*format!("Bearer {TOKEN}")));
            if request.method() == Method::PUT {
                return Ok((
                    201,
                    json!({"id": "empty", "size": request.body().len()}).to_string(),
                ));
            }
            self.content.clear();
            self.is_open = true;
            let session =
                json!({"uploadUrl": URL, "expirationDateTime": "2015-01-29T09:21:55.523Z"});
            return Ok((200, session.to_string()));
        }
        assert_eq!(url, URL);
        assert_eq!(header("authorization"), None);
        let fault = self.faults.pop_front().flatten();
        match fault {
            Some(Fault::Unsent) => return Err(Error::not_sent("no route")),
            Some(Fault::Broken) => return Err(Error::transport("reset")),
            Some(Fault::Status(status)) => return Ok((status, "{}".to_owned())),
            Some(Fault::Gone) => self.is_open = false,
            _ => {}
        }
        if !self.is_open {
            return Ok((404, r#"{"error": {"code": "itemNotFound"}}"#.to_owned()));
        }
        let answer = match *request.method() {
            Method::GET => (200, self.session().to_string()),
            Method::DELETE => {
                self.is_open = false;
                (204, String::new())
            }
            Method::PUT => self.take(header("content-range").unwrap(), request.body(), fault),
            _ => panic!("{}", request.method()),
        };
        match fault {
            Some(Fault::AnswerLost) => Err(Error::timeout("no answer")),
            _ => Ok(answer),
        }
    }

    fn take(&mut self, range: &str, body: &Bytes, fault: Option<Fault>) -> (u16, String) {
        let (range, total) = range
            .strip_prefix("bytes ")
            .unwrap()
            .split_once('/')
            .unwrap();
        let (start, last) = range.split_once('-').unwrap();
        let (start, last): (u64, u64) = (start.parse().unwrap(), last.parse().unwrap());
        let total: u64 = total.parse().unwrap();
        if self.content.is_empty() {
            self.total = total;
        }
        assert_eq!((last + 1 - start, self.total), (body.len() as u64, total));
        let fills_gap = self.gap.as_ref().is_some_and(|gap| gap.end == last + 1);
        assert!((body.len() as u64).is_multiple_of(STEP) || last + 1 == total || fills_gap);
        if start != self.content.len() as u64 {
            return (416, r#"{"error": {"code": "invalidRange"}}"#.to_owned());
        }
        match fault {
            Some(Fault::Partly) => self
                .content
                .extend_from_slice(&body[..body.len().min(STEP as usize)]),
            Some(Fault::Forgotten) => {}
            _ => self.content.extend_from_slice(body),
        }
        if let Some(gap) = self.gap.take_if(|gap| gap.end == self.content.len() as u64) {
            self.content.resize((gap.end + STEP) as usize, 7);
        }
        if self.content.len() as u64 == total {
            self.is_open = false;
            self.completed += 1;
            return match self.kind {
                Kind::Drive => (201, json!({"id": "1", "size": total}).to_string()),
                Kind::Outlook => (201, String::new()),
            };
        }
        match (fault, self.kind) {
            (Some(Fault::Silent), _) => (202, String::new()),
            (_, Kind::Drive) => (202, self.session().to_string()),
            (_, Kind::Outlook) => (200, json!({"ExpirationDateTime": "2019-09-25T01:09:30.7671707Z", "nextExpectedRanges": [self.content.len().to_string()]}).to_string()),
        }
    }

    fn session(&self) -> serde_json::Value {
        let start = self.content.len();
        let range = match &self.gap {
            Some(gap) => format!("{start}-{}", gap.end - 1),
            None => format!("{start}-"),
        };
        json!({"expirationDateTime": "2015-01-29T09:21:55.523Z", "nextExpectedRanges": [range]})
    }
}

impl Transport for Service {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, Error>> {
        let kind = self.state().kind;
        let response = self.state().answer(&request).map(|(status, body)| {
            let mut response = http::Response::new(Body::from(body));
            *response.status_mut() = StatusCode::from_u16(status).unwrap();
            if status == 201 && kind == Kind::Outlook {
                let location = "https://outlook.office.com/api/v2.0/Users('u')/Messages('1')/Attachments('AAMk=')";
                response.headers_mut().insert("location", location.parse().unwrap());
            }
            response
        });
        Box::pin(std::future::ready(response))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.state().slept.push(duration);
        Box::pin(std::future::ready(()))
    }
}
