//! What is said to a person about the input.
//!
//! Stages put errors and warnings into one [`Diagnostics`] and go on. [`render()`] shows them with file,
//! line, column and an excerpt of the source.

mod collection;
mod decode;
mod diagnostic;
mod plain;
mod render;
mod source;

pub use collection::{Diagnostics, RENDERED_PER_KIND, STORED_PER_KIND};
pub(crate) use decode::{Decoded, Undecodable};
pub use diagnostic::{Diagnostic, Severity};
pub(crate) use plain::Plain;
pub use render::render;
pub use source::{Location, Position, SourceId, Sources, Span};

#[cfg(test)]
mod tests;
