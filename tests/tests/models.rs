//! Every model reads and writes whatever may come. The checks are [`msgraph_tests::models`]; here
//! programs that name all models are written, built and run.

use msgraph_bindgen::Builder;
use msgraph_tests::api::{lowered, sources};
use msgraph_tests::models::program;
use msgraph_tests::package::Package;
use msgraph_tests::{corpus, workspace};
use std::path::Path;
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
    let client = workspace().join("target/packages/all-client");
    std::fs::create_dir_all(&client).expect("a folder");
    Builder::new()
        .metadata(&metadata)
        .write_crate_to(&client)
        .expect("a whole run");
    run("all", &client, &metadata);
}

fn run(name: &str, client: &Path, metadata: &Path) {
    let started = Instant::now();
    let source = program(&lowered(&sources(metadata)), metadata);
    let main = [("main.rs".to_owned(), source)];
    let output = Package::write(&format!("models-{name}"), client, &main).run(&[]);
    let (shown, faults) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{shown}\n{faults}");
    println!("{name}: {} in {:.0?}", shown.trim(), started.elapsed());
}
