//! Generated crates that cargo compiles, offline and without a single warning.

use crate::workspace;
use msgraph_bindgen::{Builder, Report, Settings};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A crate that was generated to be compiled.
#[derive(Debug)]
pub struct Golden {
    folder: PathBuf,
    /// What the run that made it did.
    pub report: Report,
}

impl Golden {
    /// Generates a crate into a folder of this name, which no other test may use. The folder is
    /// below `target`, so that cargo compiles afresh only what has changed.
    ///
    /// # Panics
    ///
    /// Where the run fails.
    pub fn generate(name: &str, settings: Settings) -> Self {
        let folder = workspace().join("target/golden/crates").join(name);
        remove(&folder);
        let written = Builder::from_settings(settings).write_crate_to(&folder);
        let report = written.unwrap_or_else(|fault| panic!("{name} is not generated:\n{fault}"));
        // The versions that the workspace has: they are there without a network.
        let lock = std::fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock"));
        lock.unwrap_or_else(|fault| panic!("Cargo.lock cannot be copied: {fault}"));
        Self { folder, report }
    }

    /// Generates another client into the crate, as a module of this name.
    ///
    /// # Panics
    ///
    /// Where the run fails.
    pub fn mount(&self, name: &str, settings: Settings) {
        let sources = self.folder.join("src");
        let written = Builder::from_settings(settings).write_to(sources.join(name));
        written.unwrap_or_else(|fault| panic!("{name} is not generated:\n{fault}"));
        let root = sources.join("lib.rs");
        let mounted = format!("{}\npub mod {name};\n", self.text("src/lib.rs"));
        std::fs::write(&root, mounted)
            .unwrap_or_else(|fault| panic!("{}: {fault}", root.display()));
    }

    /// Lets its programs use another of these crates, by the name of its package.
    ///
    /// # Panics
    ///
    /// Where the manifest cannot be written.
    pub fn beside(self, name: &str, other: &Self) -> Self {
        let manifest = self.text("Cargo.toml");
        let more = format!(
            "\n[dev-dependencies]\n{name} = {{ path = {:?} }}\n",
            other.folder
        );
        let written = std::fs::write(self.folder.join("Cargo.toml"), manifest + &more);
        written.unwrap_or_else(|fault| panic!("the manifest of {name}'s user: {fault}"));
        self
    }

    /// The text of one of its files.
    ///
    /// # Panics
    ///
    /// Where there is no such file.
    pub fn text(&self, path: &str) -> String {
        let read = std::fs::read_to_string(self.folder.join(path));
        read.unwrap_or_else(|fault| panic!("{path}: {fault}"))
    }

    /// Every Rust file's path and text, sorted by path.
    pub fn sources(&self) -> Vec<(String, String)> {
        let mut sources = Vec::new();
        let all = crate::tree(&self.folder);
        for (path, bytes) in all.into_iter().filter(|(path, _)| path.ends_with(".rs")) {
            sources.push((path, String::from_utf8_lossy(&bytes).into_owned()));
        }
        sources
    }

    /// `cargo check`.
    ///
    /// # Panics
    ///
    /// On any error or warning.
    pub fn check(&self) {
        self.cargo(&["check"]);
    }

    /// `cargo check` with these features.
    ///
    /// # Panics
    ///
    /// On any error or warning.
    pub fn check_with(&self, features: &[&str]) {
        self.cargo(&["check", "--features", &features.join(",")]);
    }

    /// `cargo doc` with these features.
    ///
    /// # Panics
    ///
    /// On any error or warning.
    pub fn doc_with(&self, features: &[&str]) {
        self.cargo(&["doc", "--no-deps", "--features", &features.join(",")]);
    }

    /// `cargo package`, without building what was packed; answers the packed file. Dependencies need not be in a registry.
    ///
    /// # Panics
    ///
    /// On any error or warning.
    pub fn package(&self) -> PathBuf {
        let flags = ["--no-verify", "--allow-dirty", "--exclude-lockfile"];
        self.cargo(&[&["package"], &flags[..]].concat());
        let manifest = self.text("Cargo.toml");
        let value = |key: &str| {
            let line = manifest.lines().find_map(|line| line.strip_prefix(key));
            line.map_or("", |value| value.trim_matches(|one| " =\"".contains(one)))
        };
        let file = format!("{}-{}.crate", value("name"), value("version"));
        target().join("package").join(file)
    }

    /// `cargo clippy` and `cargo doc` with these features, and `cargo fmt --check`.
    ///
    /// # Panics
    ///
    /// On any error or warning.
    pub fn polish_with(&self, features: &[&str]) {
        self.cargo(&["clippy", "--features", &features.join(",")]);
        self.doc_with(features);
        let formatted = Command::new("rustfmt")
            .args(["--check", "--edition", "2024", "src/lib.rs"])
            .current_dir(&self.folder)
            .output()
            .unwrap_or_else(|fault| panic!("rustfmt does not run: {fault}"));
        let differs = String::from_utf8_lossy(&formatted.stdout);
        assert!(formatted.status.success(), "{differs}");
    }

    /// `cargo clippy`.
    ///
    /// # Panics
    ///
    /// On any error or warning.
    pub fn clippy(&self) {
        self.cargo(&["clippy"]);
    }

    /// `cargo doc`: what a text does to its page shows here.
    ///
    /// # Panics
    ///
    /// On any error or warning.
    pub fn doc(&self) {
        self.cargo(&["doc", "--no-deps"]);
    }

    /// Builds a program of these files (paths below its folder, `main.rs` among them) against the crate and runs it;
    /// answers its standard output.
    ///
    /// # Panics
    ///
    /// On any error or warning.
    pub fn run(&self, program: &str, files: &[(String, String)]) -> String {
        let folder = self.folder.join("examples").join(program);
        for (path, text) in files {
            let path = folder.join(path);
            let parent = path.parent().unwrap_or(&folder);
            let written =
                std::fs::create_dir_all(parent).and_then(|()| std::fs::write(&path, text));
            written.unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        }
        // Programs talk to a transport in memory.
        self.cargo(&[
            "run",
            "--example",
            program,
            "--features",
            "msgraph-runtime/mock",
        ])
    }

    fn cargo(&self, arguments: &[&str]) -> String {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .args(arguments)
            .args(["--quiet", "--offline", "--no-default-features"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", target())
            // Nobody debugs these.
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("RUSTFLAGS", "-D warnings")
            .env("RUSTDOCFLAGS", "-D warnings")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .output()
            .unwrap_or_else(|fault| panic!("cargo does not run: {fault}"));
        let said = String::from_utf8_lossy(&output.stderr);
        let is_clean = output.status.success() && said.trim().is_empty();
        assert!(
            is_clean,
            "cargo {} in {}:\n{said}",
            arguments.join(" "),
            self.folder.display()
        );
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

/// Where cargo builds generated crates.
pub fn target() -> PathBuf {
    workspace().join("target/golden/target")
}

/// Removes what an earlier run of the test left.
fn remove(folder: &Path) {
    match std::fs::remove_dir_all(folder) {
        Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => {
            panic!("{} cannot be removed: {fault}", folder.display())
        }
        _ => {}
    }
}
