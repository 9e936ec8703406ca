//! What has changed (delta-query-overview): rounds of pages, each round from one token to the next.

use super::call::Call;
use super::paging::{self, Style};
use super::query;
use super::reply::Reply;
use super::state::State;
use msgraph_runtime::Binary;
use serde_json::{Value, json};

/// What happened to an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    /// It was made or changed.
    Set,
    /// It is gone.
    Removed,
    /// It got a member.
    Added { member: String },
    /// It lost a member.
    Lost { member: String },
}

#[derive(Debug, Clone)]
struct Entry {
    set: &'static str,
    id: String,
    change: Change,
}

/// Every change so far, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Log {
    entries: Vec<Entry>,
    /// Tokens of earlier ages have expired.
    age: u64,
}

impl Log {
    pub(crate) fn note(&mut self, set: &'static str, id: &str, change: Change) {
        self.entries.push(Entry {
            set,
            id: id.to_owned(),
            change,
        });
    }

    /// Lets all tokens expire.
    pub(crate) fn expire(&mut self) {
        self.age += 1;
    }
}

/// How a resource does it.
pub(crate) struct Kind {
    /// The name in the log.
    pub(crate) set: &'static str,
    /// What an item is now; `None` where it is gone.
    pub(crate) current: fn(&State, &str) -> Option<Value>,
    /// What stands for an item that is gone.
    pub(crate) removed: fn(&str) -> Value,
    /// The option that holds a token in a delta link, the one in a next link.
    pub(crate) options: (&'static str, &'static str),
    /// The code of the error 410.
    pub(crate) expired: &'static str,
    pub(crate) style: Style,
}

/// `@removed` and its reason: `deleted` for good, `changed` where it can come back (delta-query-overview).
pub(crate) fn tombstone(id: &str) -> Value {
    json!({"id": id, "@removed": {"reason": "deleted"}})
}

/// Where a round is.
struct Position {
    age: u64,
    from: usize,
    end: usize,
    at: usize,
    /// Whether an empty page comes next.
    pauses: bool,
    /// How many items its pages have.
    size: usize,
    select: Option<String>,
}

impl Position {
    fn token(&self) -> String {
        let select = self.select.as_deref().unwrap_or_default();
        let Self {
            age,
            from,
            end,
            at,
            pauses,
            size,
            ..
        } = self;
        let pauses = u8::from(*pauses);
        let text = format!("{age} {from} {end} {at} {pauses} {size} {select}");
        let base64 = Binary::from_bytes(text.as_bytes()).to_string();
        base64
            .trim_end_matches('=')
            .replace('+', "-")
            .replace('/', "_")
    }

    fn of(token: &str) -> Option<Self> {
        let bytes = token.parse::<Binary>().ok()?.to_bytes();
        let text = String::from_utf8(bytes).ok()?;
        let mut words = text.splitn(7, ' ');
        let mut number = || words.next()?.parse::<usize>().ok();
        let (age, from, end, at) = (number()?, number()?, number()?, number()?);
        let (pauses, size) = (number()?, number()?);
        let select = words.next().filter(|select| !select.is_empty());
        Some(Self {
            age: age as u64,
            from,
            end,
            at,
            pauses: pauses == 1,
            size,
            select: select.map(str::to_owned),
        })
    }
}

/// A page of a round. `token` is what the call brought in its path, where the resource has it there.
pub(crate) fn page(state: &State, call: &Call, kind: &Kind, token: Option<&str>) -> Reply {
    let options = [kind.options.0, kind.options.1];
    let token = token.or_else(|| options.into_iter().find_map(|name| call.option(name)));
    let now = state.changes.entries.len();
    let size = match paging::size(call, kind.style) {
        Ok(size) => size,
        Err(refused) => return refused,
    };
    let start = Position {
        age: state.changes.age,
        from: 0,
        end: now,
        at: 0,
        pauses: false,
        size,
        select: call.option("$select").map(str::to_owned),
    };
    let position = match token {
        // An empty token is none: the Location of a 410 has it.
        None | Some("") => start,
        // Only what comes after now (delta-query-overview, driveitem-delta).
        Some("latest") => Position {
            from: now,
            at: now,
            ..start
        },
        Some(token) => match Position::of(token) {
            Some(position) if position.age == state.changes.age && position.end <= now => position,
            Some(_) => return expired(state, call, kind),
            None => return Reply::error(400, "Request_BadRequest", "Badly formed token."),
        },
    };
    // A delta link stands at its round's end: the next round begins there.
    let position = if position.at == usize::MAX {
        Position {
            from: position.end,
            end: now,
            at: position.end,
            ..position
        }
    } else {
        position
    };
    round(state, call, kind, position)
}

fn round(state: &State, call: &Call, kind: &Kind, mut position: Position) -> Reply {
    let is_first = position.from == 0;
    let mut items = Vec::new();
    let was_first_page = position.at == position.from;
    if !position.pauses {
        while position.at < position.end && items.len() < position.size {
            let entry = &state.changes.entries[position.at];
            position.at += 1;
            if entry.set == kind.set {
                items.extend(item(state, kind, entry, is_first));
            }
        }
    }
    let rest = state
        .changes
        .entries
        .get(position.at..position.end)
        .unwrap_or_default();
    let has_more = rest.iter().any(|entry| entry.set == kind.set);
    // A page may be empty and yet have a next one.
    position.pauses = !position.pauses && was_first_page && has_more;
    let select = position.select.clone();
    let items: Vec<_> = items
        .into_iter()
        .map(|one| selected(one, select.as_deref()))
        .collect();
    let path = call.target.split(['?', '(']).next().unwrap_or_default();
    let (name, option) = if has_more {
        ("@odata.nextLink", kind.options.1)
    } else {
        position.at = usize::MAX;
        ("@odata.deltaLink", kind.options.0)
    };
    let link = format!("{}{path}?{option}={}", state.root, position.token());
    Reply::json(
        200,
        json!({
            "@odata.context": format!("{}/$metadata#{}", state.root, kind.set),
            name: link,
            "value": items,
        }),
    )
}

/// What a page says of a change. Items may come more than once in a round, each time as they are now; the last one counts
/// (driveitem-delta).
fn item(state: &State, kind: &Kind, entry: &Entry, is_first: bool) -> Option<Value> {
    let current = (kind.current)(state, &entry.id);
    match (&entry.change, current) {
        // The first round has only what is there.
        (_, None) if is_first => None,
        (_, None) => Some((kind.removed)(&entry.id)),
        (Change::Removed, Some(_)) => None,
        (Change::Set, Some(mut item)) => {
            if is_first && kind.set == "groups" {
                let members = state.references.get(&(entry.id.clone(), "members"));
                let members = members.into_iter().flatten();
                let all: Vec<_> = members
                    .map(|id| super::directory::reference(state, id))
                    .collect();
                if !all.is_empty() {
                    item["members@delta"] = all.into();
                }
            }
            Some(item)
        }
        // The first round has members with their group.
        (Change::Added { .. } | Change::Lost { .. }, Some(_)) if is_first => None,
        (Change::Added { member }, Some(_)) => {
            let member = super::directory::reference(state, member);
            Some(json!({"id": entry.id, "members@delta": [member]}))
        }
        (Change::Lost { member }, Some(_)) => {
            let mut member = super::directory::reference(state, member);
            member["@removed"] = json!({"reason": "deleted"});
            Some(json!({"id": entry.id, "members@delta": [member]}))
        }
    }
}

fn selected(item: Value, select: Option<&str>) -> Value {
    match (select, item.get("@removed")) {
        (Some(select), None) => {
            let call = Call::new(
                http::Method::GET,
                &format!("?$select=id,deleted,members@delta,{select}"),
                http::HeaderMap::new(),
                Default::default(),
            );
            query::select(&call, item)
        }
        _ => item,
    }
}

/// The token has expired: begin anew where `Location` says (delta-query-overview, driveitem-delta).
fn expired(state: &State, call: &Call, kind: &Kind) -> Reply {
    let path = call.target.split(['?', '(']).next().unwrap_or_default();
    let location = format!("{}{path}?{}=", state.root, kind.options.0);
    Reply::error(410, kind.expired, "The token has expired: begin anew.")
        .header("location", location)
}
