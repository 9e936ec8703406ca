//! Known findings: a file that is checked in, so that only what is new counts.
//!
//! One line per finding: kind, reason, page and subject, with tabs between. There are no line numbers, so that an entry holds as long
//! as what it is about. Lines that begin with `#` are for people.

use super::finding::{Finding, Kind};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// A known finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Entry {
    /// What it is about, as [`Kind::as_str`] has it; kinds that there are no more stay readable.
    pub kind: String,
    /// More precisely why; empty where the kind has one reason.
    pub reason: String,
    /// The page's key.
    pub page: String,
    /// What on the page.
    pub subject: String,
}

/// All known findings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeSet<Entry>,
}

/// A line of a baseline file that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: expected a kind, a reason, a page and a subject, with tabs between")]
pub struct NoEntry {
    /// The line, from 1.
    pub line: usize,
}

const HEAD: &str = "# Known findings of `msgraph-bindgen lint`: kind, reason, page, subject.\n\
                    # `--write-baseline` writes this file anew.\n";

impl Baseline {
    /// What these findings are known by.
    pub fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Self {
        Self {
            entries: findings.into_iter().map(Entry::of).collect(),
        }
    }

    /// Reads a file's text.
    ///
    /// # Errors
    /// Where a line is no entry.
    pub fn parse(text: &str) -> Result<Self, NoEntry> {
        let mut entries = BTreeSet::new();
        for (index, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let mut parts = line.splitn(4, '\t').map(str::to_owned);
            let mut part = || parts.next().ok_or(NoEntry { line: index + 1 });
            entries.insert(Entry {
                kind: part()?,
                reason: part()?,
                page: part()?,
                subject: part()?,
            });
        }
        Ok(Self { entries })
    }

    /// The file's text: sorted, so that its history is readable.
    pub fn write(&self) -> String {
        let mut text = HEAD.to_owned();
        for entry in &self.entries {
            // Writing to a String cannot fail.
            let _ = writeln!(
                text,
                "{}\t{}\t{}\t{}",
                entry.kind, entry.reason, entry.page, entry.subject
            );
        }
        text
    }

    /// Whether a finding is known.
    pub fn knows(&self, finding: &Finding) -> bool {
        self.entries.contains(&Entry::of(finding))
    }

    /// How many findings it knows.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries that none of these findings needs any more.
    pub fn stale(&self, findings: &[Finding]) -> Vec<Entry> {
        let current: BTreeSet<Entry> = findings.iter().map(Entry::of).collect();
        self.entries.difference(&current).cloned().collect()
    }
}

impl Entry {
    fn of(finding: &Finding) -> Self {
        let Finding {
            kind,
            page,
            subject,
            reason,
            ..
        } = finding;
        // Pages are named by files, whose names may hold anything.
        let page = page.0.replace(|one: char| one.is_control(), "\u{fffd}");
        Self {
            kind: kind.as_str().to_owned(),
            reason: reason.unwrap_or_default().to_owned(),
            page,
            subject: subject.clone(),
        }
    }
}

impl Kind {
    /// The kind with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == name)
    }
}
