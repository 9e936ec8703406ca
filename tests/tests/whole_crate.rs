//! All of v1.0 with the reference as one crate with features: that a registry takes it, and that its documentation is built.
//! `MSGRAPH_WHOLE=1` turns this on; it takes minutes.

use msgraph_bindgen::{CrateSettings, Features, Settings};
use msgraph_tests::golden::{Golden, target};
use msgraph_tests::{corpus, tree};

/// The most that crates.io takes.
const MOST_BYTES: u64 = 10 << 20;

#[test]
fn a_registry_takes_the_whole_and_shows_its_documentation() {
    if std::env::var_os("MSGRAPH_WHOLE").is_none() {
        eprintln!("SKIPPED: set MSGRAPH_WHOLE=1 to package and document all of v1.0");
        return;
    }
    let (Some(metadata), Some(docs)) = (corpus("csdl/v1.0-2026-08.xml"), corpus("docs/en-2021"))
    else {
        return;
    };
    let made = Golden::generate(
        "whole",
        Settings {
            metadata: vec![metadata],
            docs: vec![docs],
            features: Features::RootSegments,
            krate: CrateSettings {
                name: "msgraph-whole".to_owned(),
                ..CrateSettings::default()
            },
            ..Settings::default()
        },
    );
    assert!(made.report.documented_requests > 2000, "{:?}", made.report);
    let packed = std::fs::metadata(made.package()).expect("a packed crate");
    println!("{} bytes, packed", packed.len());
    assert!(packed.len() < MOST_BYTES, "{} bytes", packed.len());
    // Without a warning.
    made.doc_with(&["full"]);
    let pages = tree(&target().join("doc/msgraph_whole"));
    let bytes: usize = pages.iter().map(|(_, page)| page.len()).sum();
    println!("{} pages of documentation, {bytes} bytes", pages.len());
}
