//! What is said to a person about the input.
//!
//! Stages put errors and warnings into one [`Diagnostics`] and go on. [`render()`] shows them with file,
//! line, column and an excerpt of the source.

mod collection;
mod decode;
mod diagnostic;
mod render;
mod source;

pub use collection::{Diagnostics, RENDERED_PER_KIND, STORED_PER_KIND};
pub(crate) use decode::Decoded;
pub use diagnostic::{Diagnostic, Severity};
pub use render::render;
pub use source::{Position, SourceId, Sources, Span};

#[cfg(test)]
mod tests;
