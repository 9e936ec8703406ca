//! Edm primitives that Rust has no type for, or whose Rust types would lose what was read. Each keeps the lexical form it was read in
//! and converts on request.

mod binary;
#[cfg(feature = "jiff")]
mod calendar;
mod date;
mod date_time_offset;
mod decimal;
mod duration;
mod guid;
mod int64;
mod lexical;
mod number;
mod primitive;
mod time_of_day;

pub use binary::Binary;
pub use date::Date;
pub use date_time_offset::DateTimeOffset;
pub use decimal::Decimal;
pub use duration::Duration;
pub use guid::Guid;
pub use int64::Int64;
pub use lexical::NotLexical;
pub use number::{Double, Single};
pub use time_of_day::TimeOfDay;

#[cfg(test)]
mod tests;
