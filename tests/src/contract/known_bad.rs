//! The examples that are known to be bad: a committed list, each with its reason.
//!
//! A line is `page-key#number part kind: reason`, as `user-get#2 request foreign-host: not a request to Graph`. Lines that begin with `#`
//! and empty ones say nothing. An example that is listed must fail, and for the kind of reason that is listed.

use super::Failure;
use super::case::Part;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The list of one set of pages.
#[derive(Debug, Default)]
pub struct KnownBad {
    path: PathBuf,
    entries: BTreeMap<(String, String), Reason>,
}

/// Why an example is bad.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Reason {
    kind: String,
    text: String,
}

impl KnownBad {
    /// Reads the list of a set of pages; it is empty where there is no file.
    ///
    /// # Panics
    ///
    /// Where a line is none.
    pub fn read(reference: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("contract/known_bad");
        let path = folder.join(format!("{reference}.txt"));
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let mut list = Self {
            path,
            entries: BTreeMap::new(),
        };
        for line in text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            let entry = entry(line);
            let (key, reason) = entry.unwrap_or_else(|| panic!("{}: {line}", list.path.display()));
            let old = list.entries.insert(key, reason);
            assert!(old.is_none(), "{}: twice: {line}", list.path.display());
        }
        list
    }

    /// What the list makes of an outcome.
    ///
    /// # Errors
    /// A failure that is not listed, or listed for another kind of reason; a success that is listed.
    pub fn judge(&self, id: &str, part: Part, outcome: &Result<(), Failure>) -> Result<(), String> {
        let listed = self.entries.get(&(id.to_owned(), part.to_string()));
        match (outcome, listed) {
            (Ok(()), None) => Ok(()),
            (Ok(()), Some(reason)) => Err(format!(
                "this passes now, and is listed as bad ({}): take it off {}",
                reason.kind,
                self.path.display()
            )),
            (Err(failure), Some(reason)) if failure.kind == reason.kind => Ok(()),
            (Err(failure), Some(reason)) => Err(format!("{failure}\nlisted as {}", reason.kind)),
            (Err(failure), None) => Err(failure.to_string()),
        }
    }

    /// The entries, as page and part.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries
            .keys()
            .map(|(id, part)| (id.as_str(), part.as_str()))
    }

    /// Writes the list anew from what failed. Reasons that are written down already stay where the kind is the same.
    ///
    /// # Panics
    ///
    /// Where it cannot be written.
    pub fn bless(&self, failures: &BTreeMap<(String, String), Failure>) {
        let mut text = String::new();
        for ((id, part), failure) in failures {
            let old = self.entries.get(&(id.clone(), part.clone()));
            let old = old.filter(|reason| reason.kind == failure.kind);
            let reason = old.map_or_else(|| failure.reason(), |reason| reason.text.clone());
            text.push_str(&format!("{id} {part} {}: {reason}\n", failure.kind));
        }
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder).unwrap_or_else(|fault| panic!("{fault}"));
        }
        let written = std::fs::write(&self.path, text);
        written.unwrap_or_else(|fault| panic!("{}: {fault}", self.path.display()));
    }
}

fn entry(line: &str) -> Option<((String, String), Reason)> {
    let (id, rest) = line.split_once(' ')?;
    let (part, rest) = rest.split_once(' ')?;
    let (kind, text) = rest.split_once(':')?;
    let is_part = Part::ALL.iter().any(|one| one.to_string() == part);
    let reason = Reason {
        kind: kind.to_owned(),
        text: text.trim().to_owned(),
    };
    let is_told = is_part && id.contains('#') && !kind.is_empty() && !reason.text.is_empty();
    is_told.then(|| ((id.to_owned(), part.to_owned()), reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(lines: &[&str]) -> KnownBad {
        let entries = lines.iter().filter_map(|line| entry(line)).collect();
        KnownBad {
            path: PathBuf::from("list.txt"),
            entries,
        }
    }

    #[test]
    fn a_line_has_a_place_a_kind_and_a_reason() {
        assert!(entry("user-get#2 request foreign-host: not Graph").is_some());
        for line in [
            "user-get request foreign-host: no number",
            "user-get#2 title foreign-host: no part",
            "user-get#2 request: no kind",
            "user-get#2 request foreign-host:",
            "user-get#2 request foreign-host",
        ] {
            assert_eq!(entry(line), None, "{line}");
        }
    }

    #[test]
    fn what_is_listed_must_fail_as_it_is_listed() {
        let known = list(&["a#1 request foreign-host: not Graph"]);
        let fails = |kind: &str| Err(Failure::new(kind, "text"));
        let passes =
            |id, part, outcome: &Result<(), Failure>| known.judge(id, part, outcome).is_ok();
        assert!(passes("a#1", Part::Request, &fails("foreign-host")));
        assert!(!passes("a#1", Part::Request, &fails("no-key")));
        assert!(!passes("a#1", Part::Request, &Ok(())));
        assert!(!passes("a#1", Part::Body, &fails("foreign-host")));
        assert!(passes("a#1", Part::Body, &Ok(())));
        assert!(!passes("a#2", Part::Request, &fails("foreign-host")));
    }
}
