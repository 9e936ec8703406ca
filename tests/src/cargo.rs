//! Cargo in packages as users have them: offline, with what the workspace has built of the dependencies.

use crate::workspace;
use std::path::Path;
use std::process::{Command, Output};

/// Gives a package the versions that the workspace has: they are there without a network.
///
/// # Panics
///
/// Where the file cannot be copied.
pub fn lock(folder: &Path) {
    let lock = std::fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock"));
    lock.unwrap_or_else(|fault| panic!("Cargo.lock cannot be copied: {fault}"));
}

/// Runs cargo in a package.
///
/// # Panics
///
/// Where it does not start.
pub fn output(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .arg("--offline")
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", workspace().join("target"))
        .env("CARGO_TERM_COLOR", "never")
        .env_remove("MSGRAPH_TOKEN")
        .envs(variables.iter().copied())
        .output();
    output.unwrap_or_else(|fault| panic!("cargo does not run: {fault}"))
}

/// Runs cargo in a package, as [`output`] does, and says nothing of what goes well; answers standard output.
///
/// # Panics
///
/// On any error or warning.
pub fn cargo(folder: &Path, arguments: &[&str]) -> String {
    cargo_with(folder, arguments, &[])
}

/// The same with variables of the environment.
///
/// # Panics
///
/// On any error or warning.
pub fn cargo_with(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let output = output(folder, &[&["--quiet"], arguments].concat(), variables);
    let said = String::from_utf8_lossy(&output.stderr);
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && !said.contains("warning"),
        "cargo {} in {}:\n{printed}{said}",
        arguments.join(" "),
        folder.display()
    );
    printed.into_owned()
}
