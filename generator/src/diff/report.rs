//! Changes with file and line, as JSON or as text.

use super::change::{Change, ChangeKind, Changes, Counts, Extent, Semver, Verdict};
use super::scope::Rename;
use crate::diagnostics::{Location, Sources};
use serde::Serialize;
use std::fmt::{self, Write};

/// Longer texts are cut where a person reads them.
const SHOWN: usize = 120;

/// A change with its places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Located {
    /// What has changed.
    pub kind: ChangeKind,
    /// What that does to generated Rust.
    pub verdict: Verdict,
    /// Whether the item was generated.
    pub extent: Extent,
    /// The namespace; empty for children of the container.
    pub namespace: String,
    /// The type it belongs to; empty for children of the container and unbound operations.
    pub owner: String,
    /// The item in the words of the metadata.
    pub path: String,
    /// What the old text says.
    pub old: Option<String>,
    /// What the new text says.
    pub new: Option<String>,
    /// Where in the old text.
    pub old_location: Option<Location>,
    /// Where in the new text.
    pub new_location: Option<Location>,
    /// Why the verdict is what it is, where that is not plain.
    pub note: Option<String>,
    /// The Rust item, where a `names.lock` was given and has it.
    pub rust: Option<String>,
}

/// All that a comparison tells, without reference to its inputs. Its [`Display`](fmt::Display) is
/// the text for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// What the version number has to say.
    pub semver: Semver,
    /// How many changes there are to what is generated.
    pub generated: Counts,
    /// How many there are to the rest.
    pub outside: Counts,
    /// All changes, by namespace, type and path.
    pub changes: Vec<Located>,
    /// Pinned names that would be decided otherwise today.
    pub renames: Vec<Rename>,
}

impl Changes {
    /// Adds file and line. Each model has its own sources.
    pub fn report(&self, old: &Sources, new: &Sources) -> Report {
        let located = |change: &Change| Located {
            kind: change.kind,
            verdict: change.verdict,
            extent: change.extent,
            namespace: change.namespace.clone(),
            owner: change.owner.clone(),
            path: change.path.clone(),
            old: change.old.clone(),
            new: change.new.clone(),
            old_location: change.old_span.map(|span| old.location(span)),
            new_location: change.new_span.map(|span| new.location(span)),
            note: change.note.as_deref().map(str::to_owned),
            rust: change.rust.clone(),
        };
        Report {
            semver: self.semver(),
            generated: self.counts(Extent::Generated),
            outside: self.counts(Extent::Outside),
            changes: self.changes.iter().map(located).collect(),
            renames: self.renames.clone(),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sections = [
            (Verdict::Breaking, "Breaking"),
            (Verdict::Additive, "Additive"),
            (Verdict::Data, "Documentation or data"),
        ];
        for (verdict, title) in sections {
            let changes = self.changes.iter();
            let shown = changes.filter(|one| {
                one.verdict == verdict && one.extent == Extent::Generated && !is_prose(one)
            });
            section(f, title, shown)?;
        }
        if !self.renames.is_empty() {
            writeln!(f, "Pinned names that would be decided otherwise today")?;
            for rename in &self.renames {
                writeln!(
                    f,
                    "  {} {}: {}, not {}",
                    rename.kind,
                    Plain(&rename.path),
                    Plain(&rename.pinned),
                    Plain(&rename.decided)
                )?;
            }
            writeln!(f)?;
        }
        let mut generated = self
            .changes
            .iter()
            .filter(|one| one.extent == Extent::Generated);
        let prose = generated.by_ref().filter(|one| is_prose(one)).count();
        if prose > 0 {
            writeln!(f, "descriptions that read otherwise, not listed: {prose}")?;
        }
        if self.outside.total() > 0 {
            writeln!(
                f,
                "outside of what is generated, not listed: {}",
                self.outside
            )?;
        }
        writeln!(f, "{}", self.generated)?;
        writeln!(f, "semver: {}", self.semver)
    }
}

/// Descriptions are too many and too long to be read as a list.
fn is_prose(change: &Located) -> bool {
    change.kind == ChangeKind::DescriptionChanged
}

/// Changes of one verdict, by namespace and type.
fn section<'c>(
    f: &mut fmt::Formatter<'_>,
    title: &str,
    changes: impl Iterator<Item = &'c Located>,
) -> fmt::Result {
    let mut within: Option<(&str, &str)> = None;
    for change in changes {
        if within.is_none() {
            writeln!(f, "{title}")?;
        }
        let namespace = change.namespace.as_str();
        if within.is_none_or(|(before, _)| before != namespace) {
            let shown = if namespace.is_empty() {
                "entity container"
            } else {
                namespace
            };
            writeln!(f, "  {}", Plain(shown))?;
        }
        let owner = change.owner.as_str();
        if within != Some((namespace, owner)) && !owner.is_empty() {
            writeln!(f, "    {}", Plain(owner))?;
        }
        within = Some((namespace, owner));
        entry(f, change)?;
    }
    if within.is_some() {
        writeln!(f)?;
    }
    Ok(())
}

fn entry(f: &mut fmt::Formatter<'_>, change: &Located) -> fmt::Result {
    write!(f, "      {}", change.kind.words())?;
    let ty = format!("{}.{}", change.namespace, change.owner);
    let item = match change.path.strip_prefix(&ty) {
        Some(rest) => rest.trim_start_matches('/'),
        None => &change.path,
    };
    if !item.is_empty() {
        write!(f, " `{}`", Plain(item))?;
    }
    match (&change.old, &change.new) {
        (Some(old), Some(new)) => write!(f, ": {} -> {}", Plain(old), Plain(new))?,
        (Some(text), None) | (None, Some(text)) => write!(f, ": {}", Plain(text))?,
        (None, None) => {}
    }
    if let Some(note) = &change.note {
        write!(f, " ({})", Plain(note))?;
    }
    writeln!(f)?;
    let place = |place: &Location| format!("{}:{}", place.file, place.line);
    let places = [&change.old_location, &change.new_location];
    let places: Vec<String> = places.into_iter().flatten().map(place).collect();
    write!(f, "        {}", Plain(&places.join(" -> ")))?;
    if let Some(rust) = &change.rust {
        write!(f, ", {}", Plain(rust))?;
    }
    writeln!(f)
}

/// A text of the input, cut to a line and without characters that a terminal would obey.
struct Plain<'t>(&'t str);

impl fmt::Display for Plain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0.chars();
        for c in rest.by_ref().take(SHOWN) {
            if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') {
                write!(f, "{}", c.escape_default())?;
            } else {
                f.write_char(c)?;
            }
        }
        if rest.next().is_some() {
            f.write_str("...")?;
        }
        Ok(())
    }
}
