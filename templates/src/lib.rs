//! Text of the files that are the same in every crate and program msgraph-bindgen writes, and [`fill`], which
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
/// | `default` | the features that are on unless a crate turns them off, as strings with commas between |
/// | `features` | whole lines with further features, or empty |
/// | `runtime` | the right-hand side of the dependency, with `default-features = false` so that the feature `reqwest` decides |
/// | `docs_rs` | whole lines on how docs.rs builds the documentation, or empty |
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
/// | `transport` | Markdown: how the crate comes to its transport |
/// | `features` | Markdown: the crate's features, or empty |
/// | `command` | the command that generates the crate again |
pub const README_MD: &str = include_str!("../files/README.md.tmpl");

/// The beginning of a generated crate's `src/lib.rs`: the mark, the crate's documentation and a
/// place for inner attributes. Modules and re-exports follow it.
///
/// | placeholder | what goes there |
/// |---|---|
/// | `inner_attributes` | whole lines such as `#![allow(clippy::all)]`, or empty |
pub const LIB_RS: &str = include_str!("../files/lib.rs.tmpl");

/// The manifest of a program that uses a generated client, `Cargo.toml`.
///
/// | placeholder | what goes there |
/// |---|---|
/// | `workspace` | a table `[workspace]` and an empty line, or empty |
/// | `name` | the package's name, the inside of a TOML basic string |
/// | `client` | the line of the dependency on the generated crate, or empty |
/// | `runtime`, `mock_runtime` | the right-hand sides of the dependency on the runtime, without and with its feature `mock` |
/// | `build_dependencies` | an empty line and a table `[build-dependencies]`, or empty |
pub const PROGRAM_CARGO_TOML: &str = include_str!("../files/program/Cargo.toml.tmpl");

/// The build script of such a program, `build.rs`: it generates the client from the slice in `specs/`. Nothing goes there.
pub const PROGRAM_BUILD_RS: &str = include_str!("../files/program/build.rs.tmpl");

/// The program itself, `src/main.rs`: one request, with a token from the environment.
///
/// | placeholder | what goes there |
/// |---|---|
/// | `include` | an empty line and the line that brings in what the build script generates, or empty |
/// | `uses` | an empty line and lines with imports, or empty |
/// | `root` | the name of the client struct |
/// | `version` | the statement that turns the client to another version than v1.0, or empty |
/// | `variables` | statements for the variables of the request, or empty |
/// | `request` | the request line, without what breaks a line |
/// | `permissions` | comments on the permissions that it needs, or empty |
/// | `statement` | the statement that makes `request` |
/// | `ending` | what is done with it: it is sent, or a comment says how |
pub const PROGRAM_MAIN_RS: &str = include_str!("../files/program/main.rs.tmpl");

/// What is said of such a program, `README.md`.
///
/// | placeholder | what goes there |
/// |---|---|
/// | `name` | the package's name |
/// | `run` | the command that runs it, with its arguments |
/// | `and_pages` | ` and the reference pages`, where there are some, or empty |
/// | `files` | rows of a table with further files |
/// | `more` | how to select more |
pub const PROGRAM_README_MD: &str = include_str!("../files/program/README.md.tmpl");

/// What version control leaves alone, `.gitignore`. Nothing goes there.
pub const PROGRAM_GITIGNORE: &str = include_str!("../files/program/gitignore.tmpl");
