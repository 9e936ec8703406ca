//! Names as pages write them: of types, of properties, of other pages.

use crate::docs::page::PageKey;
use std::borrow::Cow;

/// The namespace of what a page does not put into another one.
pub(super) const GRAPH: &str = "microsoft.graph";

/// The longest name that is taken for one.
const LONGEST: usize = 128;

/// A qualified name of a type.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct TypeName {
    /// `microsoft.graph`.
    pub(super) namespace: String,
    /// `vppToken`.
    pub(super) name: String,
}

impl TypeName {
    /// Reads `#microsoft.graph.vppToken`, `Collection(graph.vppToken)` or a bare name; `None` for what cannot
    /// be the name of a type of the service.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches('#');
        let inner = text.strip_prefix("Collection(");
        let text = inner.and_then(|one| one.strip_suffix(')')).unwrap_or(text);
        let (namespace, name) = text.rsplit_once('.').unwrap_or((GRAPH, text));
        let namespace = if namespace == "graph" {
            GRAPH
        } else {
            namespace
        };
        let is_namespace = namespace.split('.').all(is_identifier);
        let is_usual = is_namespace && namespace != "Edm" && is_identifier(name);
        is_usual.then(|| Self {
            namespace: namespace.to_owned(),
            name: name.to_owned(),
        })
    }

    /// A type of this name in the main namespace.
    pub(super) fn graph(name: &str) -> Self {
        Self {
            namespace: GRAPH.to_owned(),
            name: name.to_owned(),
        }
    }

    /// The whole name.
    pub(super) fn qualified(&self) -> String {
        format!("{}.{}", self.namespace, self.name)
    }

    /// What names that differ in case alone have in common.
    pub(super) fn folded(&self) -> String {
        self.qualified().to_ascii_lowercase()
    }
}

/// Whether this can be the name of a type, a property or a member: what CSDL calls a simple identifier, in
/// ASCII, which is all that the service uses.
pub(super) fn is_identifier(text: &str) -> bool {
    let starts = text.starts_with(|one: char| one.is_ascii_alphabetic() || one == '_');
    starts
        && text.len() <= LONGEST
        && text
            .bytes()
            .all(|one| one.is_ascii_alphanumeric() || one == b'_')
}

/// Letters and digits in lower case: equal for spellings of one name that differ in case, spaces and hyphens.
pub(super) fn letters(text: &str) -> String {
    let kept = text.chars().filter(|one| one.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// A name out of a cell or a heading, without emphasis and code marks.
pub(super) fn bare(text: &str) -> &str {
    let marks = |one: char| matches!(one, '*' | '`' | '_' | '\u{200b}') || one.is_whitespace();
    text.trim_matches(marks)
}

/// The page and the place in it that a link leads to; `None` where it leads out of the reference.
pub(super) fn linked_page(target: &str) -> Option<(PageKey, Option<&str>)> {
    if target.contains("://") {
        return None;
    }
    let (path, fragment) = match target.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment)),
        None => (target, None),
    };
    let key = PageKey::of_path(path);
    Some((key, fragment.filter(|one| !one.is_empty())))
}

/// What a heading's anchor is called.
pub(super) fn slug(heading: &str) -> String {
    let kept = heading.trim().chars().filter_map(|one| match one {
        ' ' | '-' => Some('-'),
        '_' => Some('_'),
        _ if one.is_alphanumeric() => Some(one),
        _ => None,
    });
    kept.flat_map(char::to_lowercase).collect()
}

/// A text of a page as a name, borrowed where it can be.
pub(super) fn taken<'s>(text: &Cow<'s, str>) -> Cow<'s, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(bare(text)),
        Cow::Owned(text) => Cow::Owned(bare(text).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_names_are_read_in_all_spellings() {
        let read = |text| TypeName::parse(text).map(|one| one.qualified());
        let token = Some("microsoft.graph.vppToken".to_owned());
        assert_eq!(read("#microsoft.graph.vppToken"), token);
        assert_eq!(read("Collection(graph.vppToken)"), token);
        assert_eq!(read(" vppToken "), token);
        let call = Some("microsoft.graph.callRecords.callRecord".to_owned());
        assert_eq!(read("microsoft.graph.callRecords.callRecord"), call);
        for none in [
            "Edm.String",
            "two words",
            "",
            "microsoft..graph",
            "übrig",
            "a.*/",
        ] {
            assert_eq!(read(none), None, "{none}");
        }
    }

    #[test]
    fn links_lead_to_pages_whatever_their_spelling() {
        let page = |target| linked_page(target).map(|(key, part)| (key.0, part));
        let token = "intune-onboarding-vpptoken".to_owned();
        assert_eq!(
            page("../resources/intune_onboarding_vppToken.md"),
            Some((token.clone(), None))
        );
        assert_eq!(
            page("intune-onboarding-vpptoken.md?view=x#properties"),
            Some((token, Some("properties")))
        );
        assert_eq!(
            page("#agegroup-values"),
            Some((String::new(), Some("agegroup-values")))
        );
        assert_eq!(page("https://example.org/a.md"), None);
        assert_eq!(slug("ageGroup values"), "agegroup-values");
    }
}
