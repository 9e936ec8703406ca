//! What tests do with the service besides calling it.

use super::fault::Rule;
use super::server;
use super::state::{State, id, merge};
use super::{TOKEN, delta, drive_path};
use http::{HeaderMap, Method};
use msgraph_runtime::bytes::Bytes;
use msgraph_runtime::{Client, ClientBuilder, StaticToken};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A request as it came, and what became of it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The verb.
    pub method: Method,
    /// Path and query below the service root; those at the storage begin with `/up/`, `/d/`, `/monitor/` or `/report`.
    pub target: String,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
    /// Whether it was acted on: a fault may have come before.
    pub acted: bool,
    /// The status that was answered; `None` where the connection ended before.
    pub status: Option<u16>,
}

impl Seen {
    /// A header's text; empty where the request had none.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// Verb and target: `GET /users?$top=2`.
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.target)
    }

    /// The body as JSON; null where it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// The service. It runs as long as the tokio runtime that it was started in.
#[derive(Clone)]
pub struct MockGraph {
    state: Arc<Mutex<State>>,
}

impl MockGraph {
    /// Starts the service at ports of the system's choice.
    ///
    /// # Panics
    ///
    /// Where the loopback host has no free port, or `specs/docs` cannot be read.
    pub async fn start() -> Self {
        let state = server::start().await;
        Self { state }
    }

    /// The service root.
    pub fn base_url(&self) -> String {
        self.state().root.clone()
    }

    /// The origin of uploads, downloads and monitors.
    pub fn files_url(&self) -> String {
        self.state().files_url.clone()
    }

    /// Settings for a client of this service, with its token.
    pub fn client_builder(&self) -> ClientBuilder {
        Client::builder()
            .base_url(self.base_url())
            .credential(StaticToken::new(TOKEN))
    }

    /// The requests so far, in order.
    pub fn seen(&self) -> Vec<Seen> {
        self.state().seen.clone()
    }

    /// Forgets the requests so far.
    pub fn forget(&self) {
        self.state().seen.clear();
    }

    /// Lets something go wrong. Of several rules that fit a request, the first counts.
    pub fn rule(&self, rule: Rule) {
        self.state().rules.push(rule);
    }

    /// Takes all rules away.
    pub fn clear_rules(&self) {
        self.state().rules.clear();
    }

    /// Adds users with names and identifiers of their number, from 1.
    pub fn add_users(&self, count: usize) {
        let mut state = self.state();
        for number in 1..=count {
            let key = state.guid();
            let user = json!({
                "id": key,
                "displayName": format!("Gardener {number}"),
                "mail": format!("gardener.{number}@contoso.example"),
                "userPrincipalName": format!("gardener.{number}@contoso.example"),
                "accountEnabled": number % 3 != 0,
                "jobTitle": if number % 2 == 0 { "Gardener" } else { "Florist" },
            });
            state.users.put(&key, user);
            state.changes.note("users", &key, delta::Change::Set);
        }
    }

    /// Lists this many users who are made up as they are asked for, instead of those that there are.
    pub fn crowd(&self, count: usize) {
        self.state().crowd = count;
    }

    /// Changes an entity behind the service's back, as another program would: `users`, `groups`, `messages` or `items`.
    ///
    /// # Panics
    ///
    /// Where there is no such set or entity.
    pub fn change(&self, set: &'static str, key: &str, change: &Value) {
        let mut state = self.state();
        let store = match set {
            "users" => &mut state.users,
            "groups" => &mut state.groups,
            "messages" => &mut state.messages,
            "items" => &mut state.items,
            other => panic!("no entities are called {other}"),
        };
        let item = store.get_mut(key);
        merge(item.unwrap_or_else(|| panic!("no {key} in {set}")), change);
        state.changes.note(set, key, delta::Change::Set);
    }

    /// Lets all tokens of delta links expire.
    pub fn expire_deltas(&self) {
        self.state().changes.expire();
    }

    /// Lets every next link lead back to the page that it stands on.
    pub fn loop_links(&self) {
        self.state().links_loop = true;
    }

    /// Lets the next upload session end once it has this many bytes.
    pub fn end_session_after(&self, bytes: u64) {
        self.state().session_bytes = Some(bytes);
    }

    /// Throttles the next requests that come in batches, each for itself.
    pub fn throttle_batched(&self, times: usize, seconds: u64) {
        self.state().batch_throttle = (times > 0).then_some((times, seconds));
    }

    /// Challenges the next request for claims.
    pub fn challenge(&self) {
        self.state().challenge = true;
    }

    /// The messages that were sent, as they were given.
    pub fn sent(&self) -> Vec<Value> {
        self.state().sent.clone()
    }

    /// The content of a file by its path below the root folder, as `Plans/notes.txt`.
    pub fn file(&self, path: &str) -> Option<Bytes> {
        let state = self.state();
        let mut segments = vec!["root:"];
        segments.extend(path.split('/'));
        let place = drive_path::place(&state, &segments)?;
        state.contents.get(&place.item?).cloned()
    }

    /// The content of an attachment that was uploaded to a message, by its name.
    pub fn attachment(&self, message: &str, name: &str) -> Option<Bytes> {
        let state = self.state();
        let all = state.messages.get(message)?["attachments"].as_array()?;
        let found = all.iter().find(|one| one["name"] == name)?;
        state.contents.get(id(found)).cloned()
    }

    /// Members or owners of a group, by identifier.
    pub fn related(&self, group: &str, relationship: &'static str) -> Vec<String> {
        let key = (group.to_owned(), relationship);
        self.state()
            .references
            .get(&key)
            .cloned()
            .unwrap_or_default()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No handler panics half-way; where one does, its test fails by the answer that does not come.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
