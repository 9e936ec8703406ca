//! Typed queries (OData URL Conventions 4.01, clause 5.1): what `select`, `filter`, `orderby`, `expand` and `search` take besides text.
//!
//! They are built from property constants, so that what is asked for fits the type that is asked for, and that names, quotes and
//! brackets come out right. A text as OData writes it goes everywhere, too.
//!
//! ```
//! use msgraph_runtime::query::Filter;
//! use msgraph_runtime::{Link, Page, Request};
//!
//! fn some(request: Request<Page<Link>>) -> Request<Page<Link>> {
//!     let wanted = Link::URL.startswith("https://") & !Link::URL.in_(["https://a/", "https://b/"]);
//!     request.select(Link::URL).filter(wanted).orderby(Link::URL.desc()).top(5)
//! }
//!
//! // A filter is of a type as soon as it is used, or says so.
//! let filter: Filter<Link> = Link::URL.eq("O'Neil");
//! assert_eq!(filter.to_string(), "@odata.id eq 'O''Neil'");
//! ```

mod advanced;
mod clause;
mod expand;
mod filter;
mod functions;
mod lambda;
mod literal;
mod operand;
mod orderby;
mod path;
mod queried;
mod search;
mod select;

pub(crate) use self::advanced::{Advanced, Consistency, is_directory_object};
pub(crate) use self::clause::Clause;
pub(crate) use self::search::Dialect;

pub use self::expand::{Expand, Expansion, Levels};
pub use self::filter::{Condition, Filter};
pub use self::functions::EdmPrimitive;
pub use self::lambda::Element;
pub use self::literal::{Comparand, Null};
pub use self::operand::Operand;
pub use self::orderby::{Order, Sorted};
pub use self::path::{Place, PropertyPath, it};
pub use self::queried::{HasProperties, Queried, Untyped};
pub use self::search::{Search, Searched, kql};
pub use self::select::Selection;

#[cfg(test)]
mod tests;
