//! The name of a package.

use crate::error::Error;
use crate::lower::names::is_identifier;
use crate::place;
use std::path::Path;

/// Names that cargo has other uses for, and those of the packages that a program depends on.
const TAKEN: &[&str] = &[
    "alloc",
    "build",
    "core",
    "deps",
    "examples",
    "incremental",
    "msgraph",
    "msgraph_bindgen",
    "msgraph_runtime",
    "proc_macro",
    "std",
    "test",
    "tokio",
];

/// The name of the package in a folder: the one that is given, else the folder's own.
///
/// # Errors
///
/// Where a package cannot be called so.
pub(crate) fn package_name(folder: &Path, given: Option<&str>) -> Result<String, Error> {
    let own = place::absolute(folder);
    let own = own.as_deref().and_then(Path::file_name);
    let own = own.map(|name| name.to_string_lossy());
    let name = given.or(own.as_deref()).unwrap_or_default();
    match fault(name) {
        None => Ok(name.to_owned()),
        Some(fault) => Err(Error::usage(format!(
            "a package cannot be called `{}`, {fault}; name it with `--name NAME`",
            name.escape_debug()
        ))),
    }
}

/// Why a package cannot be called so.
fn fault(name: &str) -> Option<&'static str> {
    let is_plain = |one: char| one.is_ascii_alphanumeric() || matches!(one, '_' | '-');
    let crate_name = name.replace('-', "_");
    if !name.starts_with(|one: char| one.is_ascii_alphabetic()) {
        Some("since a name begins with an ASCII letter")
    } else if !name.chars().all(is_plain) || name.len() > MOST {
        Some("since a name is made of at most 64 ASCII letters, digits, `-` and `_`")
    } else if TAKEN.contains(&&*crate_name.to_ascii_lowercase()) {
        Some("since that name is taken")
    } else if !is_identifier(&crate_name) {
        Some("since that is a keyword of Rust")
    } else {
        None
    }
}

/// The most characters that a registry takes.
const MOST: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_from_the_folder_unless_given() {
        let name = |folder: &str, given| package_name(Path::new(folder), given).ok();
        assert_eq!(name("some/my-graph", None).as_deref(), Some("my-graph"));
        assert_eq!(name("some/my-graph", Some("x_1")).as_deref(), Some("x_1"));
        assert_eq!(name("some/..", Some("ok")).as_deref(), Some("ok"));
        let long = "x".repeat(MOST + 1);
        let bad = [
            "",
            "1a",
            "-a",
            "_a",
            "a b",
            "a\"]\nb",
            "größe",
            "a/b",
            "fn",
            "self",
            "Test",
            "msgraph-runtime",
            "tokio",
            &long,
        ];
        for bad in bad {
            let fault = package_name(Path::new("good"), Some(bad)).expect_err(bad);
            assert!(fault.is_usage(), "{fault}");
        }
        assert_eq!(name("some/a b", None), None);
    }
}
