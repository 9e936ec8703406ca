//! Patterns of types.

use super::glob;

/// A pattern of types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypePattern {
    pub(super) text: String,
    pub(super) scope: Scope,
    /// The glob for the name without namespace.
    pub(super) name: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Scope {
    /// The name was given without one.
    Unqualified,
    /// One namespace.
    Namespace(String),
    /// A namespace and those below it.
    Below(String),
}

/// What a type pattern selects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeMatch<T> {
    /// Nothing.
    None,
    /// These, in the order of the candidates.
    Types(Vec<T>),
    /// A name without namespace stands for several types; the user must say which one is meant.
    Ambiguous(Vec<T>),
}

impl TypePattern {
    /// The pattern as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it selects one type at most, by its name.
    pub fn is_exact(&self) -> bool {
        !self.name.contains('*')
    }

    /// Whether a type fits, given its namespace and its name there. A name without namespace fits
    /// in any; [`TypePattern::select`] is what finds out whether that is ambiguous.
    pub fn matches(&self, namespace: &str, name: &str) -> bool {
        let in_scope = match &self.scope {
            Scope::Unqualified => true,
            Scope::Namespace(wanted) => wanted == namespace,
            Scope::Below(top) => namespace
                .strip_prefix(top.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.')),
        };
        in_scope && glob::matches(&self.name, name)
    }

    /// Selects among candidates: namespace, name, and what to return.
    pub fn select<'n, T>(
        &self,
        candidates: impl IntoIterator<Item = (&'n str, &'n str, T)>,
    ) -> TypeMatch<T> {
        let mut found = Vec::new();
        let mut namespaces: Vec<&str> = Vec::new();
        for (namespace, name, item) in candidates {
            if self.matches(namespace, name) {
                if !namespaces.contains(&namespace) {
                    namespaces.push(namespace);
                }
                found.push(item);
            }
        }
        match (&self.scope, namespaces.len()) {
            (_, 0) => TypeMatch::None,
            (Scope::Unqualified, 2..) => TypeMatch::Ambiguous(found),
            _ => TypeMatch::Types(found),
        }
    }
}
