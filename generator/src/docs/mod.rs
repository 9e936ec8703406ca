//! The reference documentation of the API: Markdown pages into a typed picture, with no knowledge of any language.

pub mod fit;
pub mod json;
pub mod page;
