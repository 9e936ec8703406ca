//! All errors and warnings of a run.

use super::{Diagnostic, Severity, Span};
use std::collections::BTreeMap;

/// How many diagnostics of one kind are kept; the rest are counted only, so that hostile input cannot
/// fill the memory with messages.
pub const STORED_PER_KIND: usize = 1000;

/// How many diagnostics of one kind [`render()`](super::render()) shows.
pub const RENDERED_PER_KIND: usize = 10;

/// All errors and warnings of a run.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    stored: Vec<Diagnostic>,
    counts: BTreeMap<(Severity, &'static str), usize>,
    /// Takes what is said about a diagnostic that is counted only.
    discarded: Option<Diagnostic>,
}

impl Diagnostics {
    /// Nothing to say yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an error; `kind` is in kebab case.
    pub fn error(
        &mut self,
        kind: &'static str,
        message: impl Into<String>,
        span: impl Into<Option<Span>>,
    ) -> &mut Diagnostic {
        self.push(Diagnostic::new(Severity::Error, kind, message, span))
    }

    /// Adds a warning; `kind` is in kebab case.
    pub fn warning(
        &mut self,
        kind: &'static str,
        message: impl Into<String>,
        span: impl Into<Option<Span>>,
    ) -> &mut Diagnostic {
        self.push(Diagnostic::new(Severity::Warning, kind, message, span))
    }

    /// Adds a diagnostic, and gives it back to say more about it. Past [`STORED_PER_KIND`] of one kind it
    /// is counted only.
    pub fn push(&mut self, diagnostic: Diagnostic) -> &mut Diagnostic {
        let count = self
            .counts
            .entry((diagnostic.severity, diagnostic.kind))
            .or_default();
        *count += 1;
        if *count > STORED_PER_KIND {
            return self.discarded.insert(diagnostic);
        }
        let index = self.stored.len();
        self.stored.push(diagnostic);
        &mut self.stored[index]
    }

    /// Adds all of another collection after those of this one.
    pub fn append(&mut self, other: Self) {
        let mut unstored = other.counts;
        for diagnostic in other.stored {
            if let Some(count) = unstored.get_mut(&(diagnostic.severity, diagnostic.kind)) {
                *count -= 1;
            }
            self.push(diagnostic);
        }
        for (key, count) in unstored {
            *self.counts.entry(key).or_default() += count;
        }
    }

    /// Whether anything forbids to go on to generate.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// The diagnostics in the order they were added, at most [`STORED_PER_KIND`] of each kind.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.stored.iter()
    }

    /// The number of errors, or of warnings; those that are not stored are counted.
    pub fn count(&self, severity: Severity) -> usize {
        self.counts()
            .filter(|(of, ..)| *of == severity)
            .map(|(.., count)| count)
            .sum()
    }

    /// The number of diagnostics of each kind, errors first, then by the kind's name.
    pub fn counts(&self) -> impl Iterator<Item = (Severity, &'static str, usize)> {
        self.counts
            .iter()
            .map(|((severity, kind), count)| (*severity, *kind, *count))
    }
}
