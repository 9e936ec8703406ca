//! The derives that benchmarks compare with have the fields that the models have.
//!
//! `MSGRAPH_BLESS=1` writes `benches/codec/golden/` anew.

use msgraph_bindgen::lower::items::Api;
use msgraph_tests::api::{lowered, sources};
use msgraph_tests::workspace;
use msgraph_tests::yardstick::{Form, module_source};
use std::path::Path;
use std::process::Command;

const WANTED: &[&str] = &[
    "microsoft.graph.vppToken",
    "microsoft.graph.user",
    "microsoft.graph.message",
];

#[test]
fn the_derives_of_the_codec_benchmark_are_those_of_the_slice() {
    let api = lowered(&sources(&workspace().join("specs/v1.0.xml")));
    let folder = workspace().join("tests/benches/codec/golden");
    for (name, form) in [("plain.rs", Form::Plain), ("flattened.rs", Form::Flattened)] {
        holds(&folder.join(name), &derives(&api, form));
    }
}

fn derives(api: &Api, form: Form) -> String {
    let structs = module_source(api, WANTED, form);
    format!(
        "//! Serde derives with the fields of the models. Written by `tests/yardstick.rs`.\n\
        #![allow(dead_code, missing_docs, unreachable_pub)]\n\n\
        use msgraph_runtime::*;\nuse serde::{{Deserialize, Serialize}};\n{structs}"
    )
}

/// Fails where the committed file says something else; writes it where that is asked for.
fn holds(path: &Path, text: &str) {
    if std::env::var_os("MSGRAPH_BLESS").is_some() {
        std::fs::write(path, text).expect("a file to write");
        let mut rustfmt = Command::new("rustfmt");
        let status = rustfmt.args(["--edition", "2024"]).arg(path).status();
        assert!(status.is_ok_and(|status| status.success()), "rustfmt");
    }
    let committed = std::fs::read_to_string(path).expect("the committed derives");
    // rustfmt breaks lines, and adds commas where it does.
    let bare = |text: &str| text.replace([' ', '\n', ','], "");
    assert!(
        bare(&committed) == bare(text),
        "the slice has changed: run this test with MSGRAPH_BLESS=1"
    );
}
