//! A user's crate with a build script builds, is left alone when nothing changes, and makes no
//! lint speak up.

use msgraph_tests::workspace;
use std::process::Command;

/// Runs cargo in the consumer's folder and answers what it said on standard error.
fn cargo(arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let output = Command::new("cargo")
        .args(arguments)
        .arg("--offline")
        .env("CARGO_TARGET_DIR", workspace().join("target/consumer"))
        .env("CARGO_TERM_COLOR", "never")
        .env_remove("MSGRAPH_BINDGEN_TIMINGS")
        .envs(variables.iter().copied())
        .current_dir(workspace().join("tests/consumer"))
        .output()
        .expect("cargo");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "cargo {arguments:?}:\n{said}");
    said
}

/// Whether the build script was run, and not only found up to date.
fn ran_build_script(said: &str) -> bool {
    let mut lines = said.lines().map(str::trim_start);
    lines.any(|line| {
        line.starts_with("Running")
            && line.contains("/consumer-")
            && line.ends_with("build-script-build`")
    })
}

#[test]
fn a_client_made_by_a_build_script_builds_once_and_without_a_warning() {
    // The versions that the workspace has: they are there without a network.
    let lock = workspace().join("tests/consumer/Cargo.lock");
    std::fs::copy(workspace().join("Cargo.lock"), lock).expect("a lock file");

    // With another value of a variable that counts, so that the build script has work to do.
    cargo(&["build", "--quiet"], &[("MSGRAPH_BINDGEN_TIMINGS", "1")]);
    let said = cargo(&["build", "--verbose"], &[]);
    assert!(
        ran_build_script(&said),
        "the build script does not run when it must:\n{said}"
    );
    assert!(!said.contains("warning"), "{said}");

    let said = cargo(&["build", "--verbose"], &[]);
    assert!(
        !ran_build_script(&said),
        "the build script runs again:\n{said}"
    );
    assert!(said.contains("Fresh consumer v"), "{said}");

    let said = cargo(&["clippy", "--quiet"], &[]);
    assert_eq!(said, "");
}
