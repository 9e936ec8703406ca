//! Every model reads and writes whatever may come. The checks are [`msgraph_tests::models`]; here
//! programs that name all models are written, built and run.

use msgraph_bindgen::Builder;
use msgraph_tests::api::{lowered, sources};
use msgraph_tests::models::program;
use msgraph_tests::{corpus, workspace};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

#[test]
fn models_of_the_slice_lose_nothing() {
    let metadata = workspace().join("specs/v1.0.xml");
    run("slice", &workspace().join("generated"), &metadata);
}

/// Three thousand structs to compile: about a minute.
#[test]
fn models_of_the_whole_of_v1_lose_nothing() {
    let Some(metadata) = corpus("csdl/v1.0-2026-08.xml") else {
        return;
    };
    let client = workspace().join("target/models/all-client");
    std::fs::create_dir_all(&client).expect("a folder");
    Builder::new()
        .metadata(&metadata)
        .write_crate_to(&client)
        .expect("a whole run");
    run("all", &client, &metadata);
}

fn run(name: &str, client: &Path, metadata: &Path) {
    let started = Instant::now();
    let folder = workspace().join("target/models").join(name);
    std::fs::create_dir_all(folder.join("src")).expect("a folder");
    let tests = workspace().join("tests");
    let manifest = format!(
        "[package]\nname = \"models-{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nmsgraph = {{ path = {client:?}, default-features = false }}\n\
         msgraph-tests = {{ path = {tests:?} }}\n\n\
         [profile.dev]\ndebug = false\nincremental = false\n\n[workspace]\n"
    );
    write(&folder.join("Cargo.toml"), &manifest);
    write(
        &folder.join("src/main.rs"),
        &program(&lowered(&sources(metadata)), metadata),
    );
    std::fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");
    let output = Command::new("cargo")
        .args(["run", "--quiet", "--offline"])
        .env("CARGO_TARGET_DIR", workspace().join("target/models/target"))
        .current_dir(&folder)
        .output()
        .expect("cargo");
    let (shown, faults) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{shown}\n{faults}");
    println!("{name}: {} in {:.0?}", shown.trim(), started.elapsed());
}

/// Cargo builds anew what was written, even with the same text.
fn write(path: &Path, text: &str) {
    if std::fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    std::fs::write(path, text).expect("a file to write");
}
