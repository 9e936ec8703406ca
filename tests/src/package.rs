//! Packages that a test writes: a program over a generated client, built and run by cargo, offline.

use crate::workspace;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A package with one program.
#[derive(Debug)]
pub struct Package {
    folder: PathBuf,
}

impl Package {
    /// Writes a package that depends on the client in the folder `client` as `msgraph`, and on this package. `name` is for this
    /// package alone; `sources` are paths below `src` with their texts, `main.rs` among them.
    ///
    /// # Panics
    ///
    /// Where something cannot be written.
    pub fn write(name: &str, client: &Path, sources: &[(String, String)]) -> Self {
        let folder = workspace().join("target/packages").join(name);
        std::fs::create_dir_all(folder.join("src")).unwrap_or_else(|fault| panic!("{fault}"));
        let tests = workspace().join("tests");
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [dependencies]\nmsgraph = {{ path = {client:?}, default-features = false }}\n\
             msgraph-tests = {{ path = {tests:?} }}\n\n\
             [profile.dev]\ndebug = false\nincremental = false\n\n[workspace]\n"
        );
        write(&folder.join("Cargo.toml"), &manifest);
        for (path, text) in sources {
            write(&folder.join("src").join(path), text);
        }
        // The versions that the workspace has: they are there without a network.
        let lock = std::fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock"));
        lock.unwrap_or_else(|fault| panic!("Cargo.lock cannot be copied: {fault}"));
        Self { folder }
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Builds the program and runs it.
    ///
    /// # Panics
    ///
    /// Where cargo does not start.
    pub fn run(&self, arguments: &[&str]) -> Output {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .args(["run", "--quiet", "--offline", "--"])
            .args(arguments)
            .env(
                "CARGO_TARGET_DIR",
                workspace().join("target/packages/target"),
            )
            .current_dir(&self.folder)
            .output();
        output.unwrap_or_else(|fault| panic!("cargo does not run: {fault}"))
    }
}

/// Writes a file where its text differs: cargo builds anew what was written, even with the same text.
fn write(path: &Path, text: &str) {
    if std::fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    std::fs::write(path, text).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
}
