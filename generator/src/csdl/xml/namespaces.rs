//! Clause 2: XML namespaces, under whatever prefix.

/// What an element belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::csdl) enum Namespace {
    /// Clause 2.1: the wrapper.
    Edmx,
    /// Clause 2.2: schemas and what is in them.
    Edm,
    /// Anything else, which is to be ignored.
    Foreign,
    /// The prefix is not declared.
    Undeclared,
}

impl Namespace {
    /// Whether the names in it mean something to CSDL.
    pub(super) fn is_csdl(self) -> bool {
        matches!(self, Self::Edmx | Self::Edm)
    }

    fn named(uri: &str) -> Self {
        match uri {
            "http://docs.oasis-open.org/odata/ns/edm" => Self::Edm,
            "http://docs.oasis-open.org/odata/ns/edmx" => Self::Edmx,
            _ if is_before_4(uri) && uri.ends_with("/edm") => Self::Edm,
            _ if is_before_4(uri) && uri.ends_with("/edmx") => Self::Edmx,
            _ => Self::Foreign,
        }
    }
}

/// Whether this is a namespace of CSDL 1 to 3, 2006 to 2009.
pub(super) fn is_before_4(uri: &str) -> bool {
    uri.starts_with("http://schemas.microsoft.com/ado/200")
}

/// The namespace declarations that are in force.
#[derive(Debug, Default)]
pub(super) struct Namespaces<'a> {
    /// Prefix (empty for the default namespace) and namespace, innermost last.
    declared: Vec<(&'a str, Namespace)>,
}

impl<'a> Namespaces<'a> {
    pub(super) fn declare(&mut self, prefix: &'a str, uri: &str) {
        self.declared.push((prefix, Namespace::named(uri)));
    }

    pub(super) fn resolve(&self, prefix: &str) -> Namespace {
        let found = self
            .declared
            .iter()
            .rev()
            .find(|(declared, _)| *declared == prefix);
        match (found, prefix) {
            (Some((_, namespace)), _) => *namespace,
            (None, "" | "xml") => Namespace::Foreign,
            (None, _) => Namespace::Undeclared,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.declared.len()
    }

    pub(super) fn truncate(&mut self, len: usize) {
        self.declared.truncate(len);
    }
}
