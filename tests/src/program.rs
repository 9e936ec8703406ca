//! The binary `msgraph-bindgen`, as a person runs it.

use crate::workspace;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// What a run of the binary left behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ran {
    /// The exit status; `None` where a signal ended it.
    pub status: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

/// Runs the binary in a folder.
///
/// # Panics
///
/// Where it cannot be built or started.
pub fn run(folder: &Path, arguments: &[&str]) -> Ran {
    let output = Command::new(binary())
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap_or_else(|fault| panic!("the binary does not start: {fault}"));
    Ran {
        status: output.status.code(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Runs the binary in a folder with nobody to read what it says; answers the exit status.
///
/// # Panics
///
/// Where it cannot be built or started.
pub fn run_unheard(folder: &Path, arguments: &[&str]) -> Option<i32> {
    let (reader, writer) = std::io::pipe().unwrap_or_else(|fault| panic!("no pipe: {fault}"));
    drop(reader);
    let mut command = Command::new(binary());
    command.args(arguments).current_dir(folder).stdout(writer);
    let status = command.status();
    let status = status.unwrap_or_else(|fault| panic!("the binary does not start: {fault}"));
    status.code()
}

/// The binary, built on first use: cargo tells its path to tests of its own package only.
fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        // A test's own file is target/PROFILE/deps/NAME.
        let own = std::env::current_exe();
        let own = own.unwrap_or_else(|fault| panic!("a test without a file: {fault}"));
        let profile = own.ancestors().nth(2);
        let profile = profile.unwrap_or_else(|| panic!("{} is no test", own.display()));
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(["build", "--quiet", "--package", "msgraph-bindgen"]);
        if profile.ends_with("release") {
            cargo.arg("--release");
        }
        if let Some(target) = profile.parent() {
            cargo.arg("--target-dir").arg(target);
        }
        let status = cargo.current_dir(workspace()).status();
        assert!(
            status.is_ok_and(|status| status.success()),
            "the binary cannot be built"
        );
        profile.join(format!("msgraph-bindgen{}", std::env::consts::EXE_SUFFIX))
    })
}
