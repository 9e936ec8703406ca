//! System query options (OData URL Conventions 4.01, clause 5.1). Values are given as OData writes them; encoding them is done here.

use super::{Queried, Request, Selection};

impl<T> Request<T> {
    /// Sets any query option. Name and value are percent-encoded here; a value that the option had before is replaced.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.parts.path.set_query(name, value);
        self
    }

    /// `$filter`: which items, such as `startswith(displayName,'A')`. A quote inside a string is doubled by the caller.
    pub fn filter(self, expression: impl AsRef<str>) -> Self {
        self.query("$filter", expression.as_ref())
    }

    /// `$orderby`: in which order, such as `displayName desc`.
    pub fn orderby(self, expression: impl AsRef<str>) -> Self {
        self.query("$orderby", expression.as_ref())
    }

    /// `$search`: free text, such as `"displayName:ann"`, its quotes included.
    pub fn search(self, expression: impl AsRef<str>) -> Self {
        self.query("$search", expression.as_ref())
    }

    /// `$expand`: related entities in the same answer, such as `manager($select=id)`.
    pub fn expand(self, expression: impl AsRef<str>) -> Self {
        self.query("$expand", expression.as_ref())
    }

    /// `$top`: at most so many items (per page, where the service pages).
    pub fn top(self, items: u32) -> Self {
        self.query("$top", &items.to_string())
    }

    /// `$skip`: without the first so many items.
    pub fn skip(self, items: u32) -> Self {
        self.query("$skip", &items.to_string())
    }

    /// `$count=true`: the answer says how many items there are over all pages.
    pub fn count(self) -> Self {
        self.query("$count", "true")
    }

    /// `$select`: only these properties. Takes a tuple of property constants, `(User::ID, User::DISPLAY_NAME)`, of the type that is
    /// asked for or of its bases; one constant; or a text.
    pub fn select<S>(self, properties: S) -> Self
    where
        T: Queried,
        S: Selection<T::Model>,
    {
        let mut names = String::new();
        properties.append(&mut names);
        self.query("$select", &names)
    }
}
