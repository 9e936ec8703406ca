//! Text of the files that are the same in every crate msgraph-bindgen writes, and [`fill`], which
//! puts values into it.
//!
//! A template is plain text with placeholders of the form `{{name}}`. What each template
//! needs stands with its constant. Values go in as they are: whoever fills a template
//! escapes them for the language of the file.
//!
//! ```
//! let text = msgraph_templates::fill("name = \"{{name}}\"\n", &[("name", "my-graph")])?;
//! assert_eq!(text, "name = \"my-graph\"\n");
//! # Ok::<(), msgraph_templates::FillError>(())
//! ```

mod fill;

pub use fill::{FillError, fill};

/// The manifest of a generated crate, `Cargo.toml`.
///
/// | placeholder | what goes there |
/// |---|---|
/// | `workspace` | `[workspace]` and a line break, for a crate that stands alone; else empty |
/// | `name`, `version`, `description` | the inside of a TOML basic string |
/// | `license` | a whole line such as `license = "MIT"`, or empty |
/// | `features` | whole lines with further features, or empty |
/// | `runtime` | the right-hand side of the dependency, with `default-features = false` so that the feature `reqwest` decides |
pub const CARGO_TOML: &str = include_str!("../files/Cargo.toml.tmpl");

/// What a generated crate says about itself, `README.md`. It is the documentation of the crate's
/// root too, so its example is compiled with the crate's tests.
///
/// | placeholder | what goes there |
/// |---|---|
/// | `name` | the package's name |
/// | `crate` | the name by which Rust knows the crate, with underscores |
/// | `api_version` | such as `v1.0` |
/// | `contents` | Markdown: what was selected, or empty |
/// | `command` | the command that generates the crate again |
pub const README_MD: &str = include_str!("../files/README.md.tmpl");

/// The beginning of a generated crate's `src/lib.rs`: the mark, the crate's documentation and a
/// place for inner attributes. Modules and re-exports follow it.
///
/// | placeholder | what goes there |
/// |---|---|
/// | `inner_attributes` | whole lines such as `#![allow(clippy::all)]`, or empty |
pub const LIB_RS: &str = include_str!("../files/lib.rs.tmpl");
