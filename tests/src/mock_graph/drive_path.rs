//! Which item of the drive a path names: by identifier, or by the names of folders between colons (onedrive-addressing-driveitems).

use super::seed::ROOT;
use super::state::{State, id};
use serde_json::{Value, json};

/// The one drive.
pub(crate) const DRIVE: &str = "b!garden";

/// What a path names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The item, where it is there.
    pub(crate) item: Option<String>,
    /// Where it is, or would be: the folder and the name.
    pub(crate) parent: Option<(String, String)>,
    /// What follows.
    pub(crate) rest: Vec<String>,
}

/// Reads what follows the drive: `root:`, `Plans`, `notes.txt:`, `content`. `None` where it names no item at all.
pub(crate) fn place(state: &State, path: &[&str]) -> Option<Place> {
    let (start, rest) = match path {
        ["root" | "root:", rest @ ..] => (ROOT, rest),
        ["items", key, rest @ ..] => (key.trim_end_matches(':'), rest),
        _ => return None,
    };
    let marks = match path {
        ["items", key, ..] => key.ends_with(':'),
        [root, ..] => root.ends_with(':'),
        [] => false,
    };
    let owned = |rest: &[&str]| rest.iter().map(|one| (*one).to_owned()).collect();
    if !marks {
        let found = state.items.get(start);
        let parent = found.map(|item| {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            (text(&item["parentReference"]["id"]), text(&item["name"]))
        });
        return Some(Place {
            item: found.map(|_| start.to_owned()),
            parent,
            rest: owned(rest),
        });
    }
    let end = rest.iter().position(|name| name.ends_with(':'));
    let (names, rest) = match end {
        Some(end) => (&rest[..=end], &rest[end + 1..]),
        None => (rest, &[][..]),
    };
    let mut item = Some(start.to_owned());
    let mut parent = None;
    for name in names {
        let name = name.trim_end_matches(':');
        // A folder on the way that is not there ends it.
        let folder = item?;
        item = child(state, &folder, name);
        parent = Some((folder, name.to_owned()));
    }
    Some(Place {
        item,
        parent,
        rest: owned(rest),
    })
}

/// The child of a folder with this name; names do not differ in case alone.
pub(crate) fn child(state: &State, folder: &str, name: &str) -> Option<String> {
    let found = state.items.iter().find(|item| {
        let own = item["name"].as_str().unwrap_or_default();
        item["parentReference"]["id"] == *folder && own.eq_ignore_ascii_case(name)
    });
    found.map(|item| id(item).to_owned())
}

/// A new folder.
pub(crate) fn folder(id: &str, name: &str, parent: &str, path: &str) -> Value {
    json!({
        "id": id,
        "name": name,
        "folder": {"childCount": 0},
        "parentReference": {"driveId": DRIVE, "driveType": "business", "id": parent, "path": path},
    })
}
