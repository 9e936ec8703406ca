//! Doc text of items.

use super::items::{Deprecated, Docs};
use super::prose::{self, LinkTarget};
use super::types::TypeNames;
use super::{Lowering, address};
use crate::diagnostics::Span;
use crate::docs::join::page_key;
use crate::docs::page::Folder;
use crate::model::{Facts, Model, Prose, Type};
use crate::parallel::map_beside;
use crate::select::Selection;
use std::collections::HashMap;
use std::num::NonZero;

/// Texts of the reference in rustdoc's form, by their places.
pub(super) type Rendered = HashMap<Span, Docs>;

/// What decides where links of the reference lead.
pub(super) struct Linking<'l, 'a> {
    pub(super) model: &'l Model<'a>,
    pub(super) selection: &'l Selection,
    pub(super) types: &'l TypeNames,
}

impl Linking<'_, '_> {
    /// Renders what a client shows of the reference, on so many threads, while this one does something else first.
    pub(super) fn render<R>(
        &self,
        threads: NonZero<usize>,
        beside: impl FnOnce() -> R,
    ) -> (Rendered, R) {
        let texts = self.shown();
        let render = |prose: &&Prose<'_>| (prose.text.span, self.prose(prose));
        let (rendered, beside) = map_beside(&texts, render, threads, beside);
        (rendered.into_iter().collect(), beside)
    }

    /// The texts of what is selected, as far as the metadata has none; of navigation properties, which show wherever a
    /// path leads along them, all.
    fn shown(&self) -> Vec<&Prose<'_>> {
        let (model, selection) = (self.model, self.selection);
        let documentation = &model.documentation;
        let is_silent = |facts: &Facts<'_>| facts.description().is_none();
        let types = documentation.types.iter();
        let types = types.filter(|(id, _)| selection.has(**id) && is_silent(&model[**id].facts));
        let enums = documentation.enums.iter();
        let enums =
            enums.filter(|(id, _)| selection.has_enum(**id) && is_silent(&model[**id].facts));
        let members = documentation.members.iter();
        let members = members.filter(|((id, at), _)| {
            let member = model[*id].members.get(*at);
            selection.has_enum(*id) && member.is_some_and(|one| is_silent(&one.facts))
        });
        let properties = documentation.properties.iter();
        let properties = properties.filter(|((id, at), _)| {
            let property = model[*id].properties.get(*at);
            selection.has(*id) && property.is_some_and(|one| is_silent(&one.facts))
        });
        let navigation = documentation.navigation.iter();
        let navigation = navigation.filter(|((id, at), _)| {
            let property = model[*id].navigation.get(*at);
            selection.has(*id) && property.is_some_and(|one| is_silent(&one.facts))
        });
        let texts = types.map(|(_, prose)| prose);
        let texts = texts.chain(enums.map(|(_, prose)| prose));
        let texts = texts.chain(members.map(|(_, prose)| prose));
        let texts = texts.chain(properties.map(|(_, prose)| prose));
        let mut texts: Vec<_> = texts.chain(navigation.map(|(_, prose)| prose)).collect();
        if selection.is_everything {
            let operations = documentation.operations.iter();
            let operations = operations.filter(|(id, _)| is_silent(&model[**id].facts));
            texts.extend(operations.map(|(_, prose)| prose));
            texts.extend(documentation.parameters.values());
        }
        texts.sort_unstable_by_key(|prose| prose.text.span);
        texts.dedup_by_key(|prose| prose.text.span);
        texts
    }

    /// A text of the reference, its links leading to types of the client or to the public reference.
    fn prose(&self, prose: &Prose<'_>) -> Docs {
        prose::to_docs(&prose.text.text, &|address| {
            self.link(prose.folder, address)
        })
    }

    fn link(&self, folder: Folder, address: &str) -> Option<LinkTarget> {
        let documentation = &self.model.documentation;
        let page = page_key(address);
        let about = page.as_ref().and_then(|page| documentation.pages.get(page));
        let path = match about {
            Some(Type::Structured(id)) if self.selection.has(*id) => {
                Some(self.types.structured(*id))
            }
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
        if docs.is_empty()
            && let Some(prose) = prose
        {
            docs = self.prose(prose);
        }
        if docs.is_empty() {
            docs = Docs::line(otherwise());
        }
        if let Some(long) = facts.long_description()
            && facts.description() != Some(long)
        {
            docs.append(&prose::to_docs(long, &|_| None));
        }
        docs
    }

    /// A text of the reference, which was rendered before unless it shows on an unusual way.
    fn prose(&self, prose: &Prose<'_>) -> Docs {
        let rendered = self.prose.get(&prose.text.span);
        rendered.cloned().unwrap_or_else(|| {
            let linking = Linking {
                model: self.model,
                selection: self.selection,
                types: &self.types,
            };
            linking.prose(prose)
        })
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
    let docs = prose::to_docs(text, &|_| None);
    let words: Vec<_> = docs.text().split_whitespace().collect();
    words.join(" ")
}

/// A wire name as code in a doc line. Names are data: a backtick or line break in one must not end
/// the code span, and rustc refuses what turns the direction of writing.
pub(crate) fn code(wire: &str) -> String {
    let mut code = String::with_capacity(wire.len() + 2);
    push_code(wire, &mut code);
    code
}

/// Adds a wire name as [`code`].
pub(super) fn push_code(wire: &str, code: &mut String) {
    let plain = |one: char| one != '`' && one != '\n' && prose::is_fine(one);
    code.push('`');
    let is_usual = |byte: u8| byte.is_ascii_graphic() && byte != b'`';
    if wire.bytes().all(is_usual) || wire.chars().all(plain) {
        code.push_str(wire);
    } else {
        code.extend(wire.chars().map(|one| if plain(one) { one } else { '_' }));
    }
    code.push('`');
}
