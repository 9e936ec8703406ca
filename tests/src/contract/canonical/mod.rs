//! What two request targets and two JSON texts have in common although they are written differently: the canonical form in which
//! documented examples and what the client makes of them are compared.
//!
//! # Targets
//!
//! 1. Scheme and host go, and so do version prefixes (`/v1.0`, `/beta`, doubled ones too), `~` and a slash at the end.
//! 2. Percent-encoding is taken away, and all white space: `{id | name}` is `{id|name}`, `a, b` is `a,b`.
//! 3. `delta()` is `delta`, and an argument that is `null` is none, as functions are told apart by the arguments that are given.
//!    Arguments stand in the order of their names, without the quotes around strings.
//! 4. A namespace before a name says nothing: `microsoft.graph.delta` is `delta`, `microsoft.graph.user` is `user`.
//! 5. A key in parentheses is a segment: `users('ann')` is `users/ann`. An alternate key stays as it is: `users(userPrincipalName='ann')`.
//! 6. Query options have no order, and their names no case. `$` before the name of a system option is put where it is left out. A `+` in
//!    a value is a space.
//! 7. Where the documented line was resolved in spite of a departure, that departure is no difference: letters of another case, a cast
//!    that is left out, arguments that are left out, `/workbook` for the workbook of an item.
//!
//! # JSON
//!
//! 1. White space, the order of members and the way characters are escaped say nothing; of members with one name the last counts.
//! 2. Numbers are equal when their values are: `1`, `1.0` and `1e0` are, `0.1` and `0.10` too. All digits are compared of those
//!    that no double holds; others that are the same double are equal.
//! 3. The `#` before the name in `@odata.type` says nothing, as half of the examples leave it out.
//! 4. An answer's single entity may stand in `value` (see [`unwrapped`]); what is read then is the entity, with the control information
//!    from around it. A value that is no entity stands in `value` always, and is read without it.
//! 5. Control information that a request never carries is not compared in a request's body: of what begins with `@odata.` only `type`,
//!    `id` and `bind` are sent.
//! 6. The names of an action's arguments have no case: pages write `comment` where the metadata declares `Comment`. An object without
//!    members is no body, and an argument that is `null` is none.
//! 7. Bytes that are JSON are compared as that.

mod json;
mod target;
#[cfg(test)]
mod tests;

pub use json::{Json, difference, parse, unwrapped};
pub use target::{Case, Target};
