use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use http::Method;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::{Answer, Client, Json, MemoryTransport, StaticToken};

type Fields = BTreeMap<&'static str, String>;

/// Keeps what it is told: the fields of each span by its number, and the events with the span that they were in.
#[derive(Clone, Default)]
struct Listener(Arc<Mutex<Heard>>);

#[derive(Default)]
struct Heard {
    spans: Vec<(&'static str, Fields)>,
    entered: Vec<usize>,
    events: Vec<(usize, Fields)>,
}

struct Told<'a>(&'a mut Fields);

impl Visit for Told<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
}

fn index(id: &Id) -> usize {
    usize::try_from(id.into_u64() - 1).expect("a small number")
}

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("msgraph_runtime")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut heard = self.0.lock().expect("nobody has panicked");
        let mut fields = Fields::new();
        span.record(&mut Told(&mut fields));
        heard.spans.push((span.metadata().name(), fields));
        Id::from_u64(heard.spans.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut heard = self.0.lock().expect("nobody has panicked");
        values.record(&mut Told(&mut heard.spans[index(span)].1));
    }

    fn record_follows_from(&self, _span: &Id, _follows: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut heard = self.0.lock().expect("nobody has panicked");
        let mut fields = Fields::new();
        event.record(&mut Told(&mut fields));
        let within = *heard.entered.last().expect("events are within spans");
        heard.events.push((within, fields));
    }

    fn enter(&self, span: &Id) {
        let mut heard = self.0.lock().expect("nobody has panicked");
        heard.entered.push(index(span));
    }

    fn exit(&self, _span: &Id) {
        self.0.lock().expect("nobody has panicked").entered.pop();
    }
}

/// What is told of `GET /users/{id}` with these answers.
async fn heard_of(answers: impl IntoIterator<Item = Answer>) -> Heard {
    let server = answers
        .into_iter()
        .fold(MemoryTransport::new(), MemoryTransport::answer);
    let client = Client::builder()
        .transport(server)
        .credential(StaticToken::new("the secret token"))
        .build()
        .expect("a client");
    let listener = Listener::default();
    let guard = tracing::subscriber::set_default(listener.clone());
    let request = client.request::<Json>(Method::GET, "/users/ann@example.com?$select=id");
    let _ = request.await;
    drop(guard);
    std::mem::take(&mut *listener.0.lock().expect("nobody has panicked"))
}

#[tokio::test]
async fn a_request_is_one_span_with_its_tries_as_events() {
    let throttled = Answer::empty(429).header("retry-after", "7");
    let heard = heard_of([throttled, Answer::json(200, r#"{"id": "1"}"#)]).await;

    let [(name, fields)] = &heard.spans[..] else {
        panic!("{} spans", heard.spans.len());
    };
    assert_eq!(*name, "graph request");
    let of = |name: &str| fields.get(name).map(String::as_str);
    assert_eq!(of("http.request.method"), Some("GET"));
    assert_eq!(of("server.address"), Some("graph.microsoft.com"));
    assert_eq!(of("http.response.status_code"), Some("200"));
    assert_eq!(of("http.request.resend_count"), Some("1"));
    assert_eq!(of("client_request_id").map(str::len), Some(36));

    let [(within, waited)] = &heard.events[..] else {
        panic!("{} events", heard.events.len());
    };
    assert_eq!(*within, 0);
    let told = |name: &str| waited.get(name).map(String::as_str);
    assert_eq!(told("http.response.status_code"), Some("429"));
    assert_eq!(told("error.type"), Some("service"));
    let wait: u64 = told("wait_ms")
        .and_then(|text| text.parse().ok())
        .expect("a wait");
    assert!(wait >= 7_000, "{wait}");
}

#[tokio::test]
async fn a_failure_is_told_by_its_kind_and_nothing_secret_is() {
    let refused = Answer::json(
        403,
        r#"{"error": {"code": "Forbidden", "message": "ann@example.com may not"}}"#,
    );
    let heard = heard_of([refused]).await;
    let (_, fields) = &heard.spans[0];
    assert_eq!(fields["http.response.status_code"], "403");
    assert_eq!(fields["error.type"], "service");
    assert!(heard.events.is_empty());
    for (name, value) in fields {
        let is_told = ["secret", "example.com", "select", "may not"]
            .into_iter()
            .find(|part| value.contains(part));
        assert_eq!(is_told, None, "{name}");
    }
}
