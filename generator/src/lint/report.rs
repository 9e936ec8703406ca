//! Findings with file and line, as JSON or as text.

use super::baseline::{Baseline, Entry};
use super::finding::{Finding, Kind};
use crate::diagnostics::{Location, Plain, Sources};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// A finding with its places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Located {
    /// What it is about.
    pub kind: Kind,
    /// More precisely why.
    pub reason: Option<&'static str>,
    /// The page's key.
    pub page: String,
    /// What on the page.
    pub subject: String,
    /// What is wrong.
    pub message: String,
    /// Where it is documented.
    pub documented: Location,
    /// Where the metadata says otherwise.
    pub declared: Option<Location>,
    /// Whether the baseline lacks it.
    pub is_new: bool,
}

/// How many findings of a kind there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The kind.
    pub kind: Kind,
    /// All of it.
    pub count: usize,
    /// Those that the baseline lacks.
    pub new: usize,
}

/// All that a comparison tells. Its [`Display`](fmt::Display) is the text for a person: what is new, by kind, and how much is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// How many findings the baseline lacks; all of them without one.
    pub new: usize,
    /// How many it knows.
    pub known: usize,
    /// The kinds that there are findings of.
    pub counts: Vec<Count>,
    /// All findings, by kind, page and subject.
    pub findings: Vec<Located>,
    /// Entries of the baseline that no finding needs any more.
    pub stale: Vec<Entry>,
}

impl Report {
    /// Adds file and line, and what the baseline knows. Pages and metadata share the sources.
    pub fn new(findings: &[Finding], baseline: &Baseline, sources: &Sources) -> Self {
        let located: Vec<Located> = findings
            .iter()
            .map(|finding| Located {
                kind: finding.kind,
                reason: finding.reason,
                page: finding.page.0.clone(),
                subject: finding.subject.clone(),
                message: finding.message.clone(),
                documented: sources.location(finding.documented),
                declared: finding.declared.map(|span| sources.location(span)),
                is_new: !baseline.knows(finding),
            })
            .collect();
        let mut counts: BTreeMap<Kind, Count> = BTreeMap::new();
        for one in &located {
            let count = counts.entry(one.kind).or_insert(Count {
                kind: one.kind,
                count: 0,
                new: 0,
            });
            count.count += 1;
            count.new += usize::from(one.is_new);
        }
        let new = located.iter().filter(|one| one.is_new).count();
        Self {
            new,
            known: located.len() - new,
            counts: counts.into_values().collect(),
            findings: located,
            stale: baseline.stale(findings),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for count in self.counts.iter().filter(|count| count.new > 0) {
            writeln!(f, "{}: {}", count.kind.as_str(), count.new)?;
            let findings = self.findings.iter();
            for one in findings.filter(|one| one.is_new && one.kind == count.kind) {
                writeln!(f, "  {}: {}", one.documented, Plain(&one.subject))?;
                // The subject of a defect is its message.
                match (one.message == one.subject, one.reason) {
                    (true, None) => {}
                    (true, Some(reason)) => writeln!(f, "    ({reason})")?,
                    (false, None) => writeln!(f, "    {}", Plain(&one.message))?,
                    (false, Some(reason)) => {
                        writeln!(f, "    {} ({reason})", Plain(&one.message))?;
                    }
                }
                if let Some(declared) = &one.declared {
                    writeln!(f, "    {declared}")?;
                }
            }
            writeln!(f)?;
        }
        if !self.stale.is_empty() {
            writeln!(
                f,
                "entries of the baseline that nothing needs any more: {}",
                self.stale.len()
            )?;
            for entry in &self.stale {
                writeln!(
                    f,
                    "  {} {}: {}",
                    Plain(&entry.kind),
                    Plain(&entry.page),
                    Plain(&entry.subject)
                )?;
            }
            writeln!(f)?;
        }
        if self.known > 0 {
            write!(f, "{} new findings, {} known", self.new, self.known)
        } else {
            write!(f, "{} findings", self.new)
        }
    }
}
