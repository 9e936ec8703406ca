//! Doc text of items.

use super::items::{Deprecated, Docs};
use super::prose::{self, LinkTarget};
use super::{Lowering, address};
use crate::docs::join::page_key;
use crate::docs::page::Folder;
use crate::model::{Facts, Prose, Type};

impl Lowering<'_, '_> {
    /// The description that the metadata has, else that of the reference, in rustdoc's form; else the given sentence.
    pub(super) fn described(
        &self,
        facts: &Facts<'_>,
        prose: Option<&Prose<'_>>,
        otherwise: impl FnOnce() -> String,
    ) -> Docs {
        let mut docs = match facts.description() {
            Some(text) => prose::to_docs(text, &|_| None),
            None => Docs::default(),
        };
        if docs.lines.is_empty()
            && let Some(prose) = prose
        {
            docs = self.prose(prose);
        }
        if docs.lines.is_empty() {
            docs = Docs::line(otherwise());
        }
        if let Some(long) = facts.long_description()
            && facts.description() != Some(long)
        {
            docs.append(prose::to_docs(long, &|_| None));
        }
        docs
    }

    /// A text of the reference, its links leading to types of the client or to the public reference.
    pub(super) fn prose(&self, prose: &Prose<'_>) -> Docs {
        prose::to_docs(&prose.text.text, &|address| {
            self.link(prose.folder, address)
        })
    }

    fn link(&self, folder: Folder, address: &str) -> Option<LinkTarget> {
        let documentation = &self.model.documentation;
        let page = page_key(address);
        let about = page.as_ref().and_then(|page| documentation.pages.get(page));
        let path = match about {
            Some(Type::Structured(id)) => self.selected(*id),
            Some(Type::Enum(id)) if self.selection.has_enum(*id) => {
                Some(self.types.enumeration(*id))
            }
            _ => None,
        };
        match path.filter(|path| !path.module.starts_with("r#")) {
            Some(path) => Some(LinkTarget::Type(path)),
            None => address::of_link(folder, address, &documentation.view).map(LinkTarget::Address),
        }
    }
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
