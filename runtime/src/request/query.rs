//! System query options (OData URL Conventions 4.01, clause 5.1). They are typed where property constants make them, and texts as OData
//! writes them go everywhere; encoding them is done here.

use super::Request;
use crate::error::Error;
use crate::query::{
    Clause, Condition, Consistency, Dialect, Expansion, Order, Queried, Searched, Selection,
    is_directory_object,
};

impl<T> Request<T> {
    /// Sets any query option. Name and value are percent-encoded here; a value that the option had before is replaced.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.parts.path.set_query(name, value);
        self
    }

    /// `$top`: at most so many items (per page, where the service pages).
    pub fn top(self, items: u32) -> Self {
        self.query("$top", &items.to_string())
    }

    /// `$skip`: without the first so many items.
    pub fn skip(self, items: u32) -> Self {
        self.query("$skip", &items.to_string())
    }

    /// Makes this what Graph calls an advanced query: sets `ConsistencyLevel: eventual` and `$count=true`, whatever is asked for. That
    /// is done without being asked for, too, where the answer is of a type derived from `directoryObject` and the request has
    ///
    /// - `$search`, `$count`, or `$filter` together with `$orderby`, typed or as text;
    /// - a typed filter with `ne`, `not`, `endswith` or the `$count` of a collection, or `$levels` in a typed `$expand`;
    /// - a cast of a collection in its path.
    ///
    /// A text is not looked into: one that has `ne` in it wants this method. Which properties can be filtered in other ways in advanced
    /// queries only is told by the reference, not by this crate. [`basic_query`](Self::basic_query) refuses all of it.
    pub fn advanced_query(mut self) -> Self {
        self.parts.advance();
        self
    }

    /// Never an advanced query: takes back what was set without being asked for, and keeps it from being set.
    pub fn basic_query(mut self) -> Self {
        self.parts.refuse_advanced();
        self
    }

    fn fault_of_query(&mut self, fault: Option<&Error>) {
        if let Some(fault) = fault {
            self.parts.refuse(fault.clone());
        }
    }
}

impl<T: Queried> Request<T> {
    /// `$filter`: which items. Takes a filter made of property constants, or a text such as `startswith(displayName,'A')`, in which a
    /// quote inside a string is doubled by the caller.
    pub fn filter(mut self, condition: impl Condition<T::Model>) -> Self {
        let condition = condition.parts();
        self.parts.path.set_query("$filter", condition.text);
        self.fault_of_query(condition.fault);
        self.settle(condition.consistency)
    }

    /// `$orderby`: in which order. Takes a property constant, `User::CITY.desc()`, a tuple of them, or a text such as
    /// `displayName desc`.
    pub fn orderby(self, order: impl Order<T::Model>) -> Self {
        self.clause("$orderby", Clause::of(|clause| order.append(clause)))
    }

    /// `$search`: free text. Takes `User::DISPLAY_NAME.search("ann")`, several of them joined by `&` and `|`, or a text such as
    /// `"displayName:ann"`, its quotes included.
    pub fn search(mut self, text: impl Searched<T::Model>) -> Self {
        let dialect = match T::queried_shape() {
            Some(shape) if is_directory_object(shape) => Dialect::Clauses,
            _ => Dialect::Keywords,
        };
        let (text, fault) = text.text(dialect);
        self.parts.path.set_query("$search", &text);
        self.fault_of_query(fault);
        self.settle(Consistency::Eventual)
    }

    /// `$expand`: related entities in the same answer, to be read by [`expanded`](crate::Model::expanded). Takes a constant, one with
    /// options, `User::MANAGER.expand().select(…)`, a tuple of them, or a text such as `manager($select=id)`.
    pub fn expand(self, properties: impl Expansion<T::Model>) -> Self {
        self.clause("$expand", Clause::of(|clause| properties.append(clause)))
    }

    /// `$count=true`: the answer says how many items there are over all pages.
    pub fn count(mut self) -> Self {
        self.parts.count();
        self.settle(Consistency::Eventual)
    }

    /// `$select`: only these properties. Takes a tuple of property constants, `(User::ID, User::DISPLAY_NAME)`, of the type that is
    /// asked for or of its bases; one constant; or a text.
    pub fn select(self, properties: impl Selection<T::Model>) -> Self {
        self.clause("$select", Clause::of(|clause| properties.append(clause)))
    }

    fn clause(mut self, option: &'static str, clause: Clause) -> Self {
        self.parts.path.set_query(option, &clause.text);
        self.fault_of_query(clause.fault.as_ref());
        self.settle(clause.consistency)
    }

    fn settle(mut self, wanted: Consistency) -> Self {
        self.parts.settle_consistency(wanted, T::queried_shape());
        self
    }
}
