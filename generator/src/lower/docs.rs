//! Doc text of items.

use super::items::{Deprecated, Docs};
use super::prose;
use crate::model::Facts;

/// The description that the metadata has, in rustdoc's form; else the given sentence.
pub(super) fn described(facts: &Facts<'_>, otherwise: impl FnOnce() -> String) -> Docs {
    let mut lines = match facts.description() {
        Some(text) => prose::to_doc_lines(text),
        None => Vec::new(),
    };
    if lines.is_empty() {
        lines.push(otherwise());
    }
    if let Some(long) = facts.long_description()
        && facts.description() != Some(long)
    {
        lines.push(String::new());
        lines.extend(prose::to_doc_lines(long));
    }
    Docs(lines)
}

/// Adds a paragraph.
pub(super) fn paragraph(docs: &mut Docs, text: String) {
    docs.0.push(String::new());
    docs.0.push(text);
}

/// The text of `#[deprecated]`, from `Core.Revisions`.
pub(super) fn deprecated(facts: &Facts<'_>) -> Option<Deprecated> {
    let said = facts.deprecation()?;
    let mut note = String::new();
    if let Some(text) = said.description {
        note.push_str(&plain(text));
    }
    let mut when = Vec::new();
    when.extend(
        said.date
            .map(|date| format!("deprecated since {}", plain(date))),
    );
    when.extend(
        said.removal
            .map(|date| format!("to be removed on {}", plain(date))),
    );
    when.extend(
        said.version
            .map(|version| format!("revision {}", plain(version))),
    );
    if !when.is_empty() {
        if !note.is_empty() {
            note.push(' ');
        }
        note.push('(');
        note.push_str(&when.join(", "));
        note.push(')');
    }
    Some(Deprecated { note })
}

/// A text as one line. rustdoc reads the note of a deprecation as Markdown too.
fn plain(text: &str) -> String {
    let lines = prose::to_doc_lines(text).join(" ");
    lines.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A wire name as code in a doc line. Names are data: a backtick or line break in one must not end
/// the code span, and rustc refuses what turns the direction of writing.
pub(crate) fn code(wire: &str) -> String {
    let plain = |one: char| one != '`' && one != '\n' && prose::is_fine(one);
    if wire.chars().all(plain) {
        format!("`{wire}`")
    } else {
        let cleaned: String = wire
            .chars()
            .map(|one| if plain(one) { one } else { '_' })
            .collect();
        format!("`{cleaned}`")
    }
}
