//! What `select` takes.

use super::clause::{self, Clause};
use super::path::PropertyPath;
use super::queried::HasProperties;
use crate::property::{Navigation, Property};

/// Properties of the model `M`: constants, paths, tuples of up to 12 of them, or a text as OData writes it.
///
/// ```
/// use msgraph_runtime::{Link, Property, Request};
///
/// fn select(request: Request<Link>, property: Property<Link, String>) -> Request<Link> {
///     request.select((property, Link::URL))
/// }
/// ```
/// A constant of another type does not fit:
/// ```compile_fail,E0277
/// use msgraph_runtime::{Link, Property, Request};
///
/// struct Other;
///
/// fn select(request: Request<Link>, property: Property<Other, String>) -> Request<Link> {
///     request.select((property, Link::URL))
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` selects no properties of `{M}`",
    note = "a property constant belongs to a type, and fits requests for that type and for types derived from it"
)]
pub trait Selection<M> {
    /// Appends the names, with commas between.
    #[doc(hidden)]
    fn append(&self, clause: &mut Clause);
}

impl<M: HasProperties<B>, B, T> Selection<M> for Property<B, T> {
    fn append(&self, clause: &mut Clause) {
        clause.push(self.name());
    }
}

impl<M: HasProperties<B>, B, T> Selection<M> for Navigation<B, T> {
    fn append(&self, clause: &mut Clause) {
        clause.push(self.name());
    }
}

impl<M: HasProperties<B>, B, T> Selection<M> for PropertyPath<B, T> {
    fn append(&self, clause: &mut Clause) {
        self.term().append(clause);
    }
}

clause::parts!(Selection);
