//! What the service knows.

use super::delta::Log;
use super::fault::Rule;
use super::transfers::{Monitor, Session};
use super::{Seen, seed};
use msgraph_runtime::bytes::Bytes;
use serde_json::Value;
use std::collections::BTreeMap;

/// Entities of one kind, in the order in which they were made.
#[derive(Debug, Clone, Default)]
pub(crate) struct Store {
    items: BTreeMap<u64, Value>,
    places: BTreeMap<String, u64>,
    next: u64,
}

impl Store {
    pub(crate) fn get(&self, id: &str) -> Option<&Value> {
        self.items.get(self.places.get(id)?)
    }

    pub(crate) fn get_mut(&mut self, id: &str) -> Option<&mut Value> {
        self.items.get_mut(self.places.get(id)?)
    }

    /// Adds an entity, or replaces the one with this identifier.
    pub(crate) fn put(&mut self, id: &str, item: Value) {
        let next = self.next;
        let place = *self.places.entry(id.to_owned()).or_insert(next);
        self.next = next.max(place + 1);
        self.items.insert(place, item);
    }

    pub(crate) fn remove(&mut self, id: &str) -> Option<Value> {
        self.items.remove(&self.places.remove(id)?)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Value> {
        self.items.values()
    }

    pub(crate) fn all(&self) -> Vec<Value> {
        self.iter().cloned().collect()
    }
}

/// The whole state.
#[derive(Default)]
pub(crate) struct State {
    /// The service root, as `http://127.0.0.1:8080/v1.0`.
    pub(crate) root: String,
    /// The origin of uploads, downloads and monitors.
    pub(crate) files_url: String,

    pub(crate) users: Store,
    pub(crate) groups: Store,
    pub(crate) devices: Store,
    /// Members and owners of groups, by the group and the name of the relationship.
    pub(crate) references: BTreeMap<(String, &'static str), Vec<String>>,
    /// Managers, by user.
    pub(crate) managers: BTreeMap<String, String>,
    pub(crate) vpp_tokens: Store,
    pub(crate) messages: Store,
    /// What was sent, as it was given.
    pub(crate) sent: Vec<Value>,
    pub(crate) items: Store,
    pub(crate) contents: BTreeMap<String, Bytes>,
    pub(crate) sessions: BTreeMap<String, Session>,
    pub(crate) monitors: BTreeMap<String, Monitor>,
    pub(crate) tasks: Store,
    pub(crate) subscriptions: Store,
    pub(crate) changes: Log,

    /// Users besides those in the store, made up as they are asked for.
    pub(crate) crowd: usize,
    /// Whether every next link leads to where it was found.
    pub(crate) links_loop: bool,
    /// How long upload sessions live, in bytes that they take: `None` for good.
    pub(crate) session_bytes: Option<u64>,
    /// The items of a batch that are throttled: how often, and after how many seconds to come again.
    pub(crate) batch_throttle: Option<(usize, u64)>,
    /// Whether the next request with a token is challenged for claims.
    pub(crate) challenge: bool,

    pub(crate) rules: Vec<Rule>,
    pub(crate) seen: Vec<Seen>,
    serial: u64,
}

impl State {
    /// The state that the documented examples show.
    pub(crate) fn new(root: String, files_url: String) -> Self {
        let mut state = Self {
            root,
            files_url,
            ..Self::default()
        };
        seed::plant(&mut state);
        state
    }

    /// A number that no entity has yet.
    pub(crate) fn number(&mut self) -> u64 {
        self.serial += 1;
        self.serial
    }

    /// An identifier in the form of a guid.
    pub(crate) fn guid(&mut self) -> String {
        let number = self.number();
        format!("00000000-0000-4000-8000-{number:012x}")
    }
}

/// Sets the members of a change on an entity: null is a value like any other.
pub(crate) fn merge(item: &mut Value, change: &Value) {
    if let (Value::Object(own), Value::Object(new)) = (item, change) {
        for (name, value) in new {
            own.insert(name.clone(), value.clone());
        }
    }
}

/// The identifier of an entity; empty where it has none.
pub(crate) fn id(item: &Value) -> &str {
    item["id"].as_str().unwrap_or_default()
}
