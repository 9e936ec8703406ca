//! The derives that benchmarks compare with have the fields that the models have.
//!
//! `MSGRAPH_BLESS=1` writes `benches/codec/derived.rs` anew.

use msgraph_tests::api::{lowered, sources};
use msgraph_tests::workspace;
use msgraph_tests::yardstick::{Form, module_source};

const WANTED: &[&str] = &[
    "microsoft.graph.vppToken",
    "microsoft.graph.user",
    "microsoft.graph.message",
];

#[test]
fn the_derives_of_the_codec_benchmark_are_those_of_the_slice() {
    let api = lowered(&sources(&workspace().join("specs/v1.0.xml")));
    let mut text =
        "//! Serde derives with the fields of the models. Written by `tests/yardstick.rs`.\n\
        #![allow(dead_code, missing_docs, unreachable_pub)]\n\n\
        use msgraph_runtime::*;\nuse serde::{Deserialize, Serialize};\n"
            .to_owned();
    for (name, form) in [("plain", Form::Plain), ("flattened", Form::Flattened)] {
        let structs = module_source(&api, WANTED, form);
        text.push_str(&format!(
            "pub(crate) mod {name} {{ use super::*; {structs} }}\n"
        ));
    }
    let path = workspace().join("tests/benches/codec/derived.rs");
    if std::env::var_os("MSGRAPH_BLESS").is_some() {
        std::fs::write(&path, &text).expect("a file to write");
        let status = std::process::Command::new("rustfmt")
            .args(["--edition", "2024"])
            .arg(&path)
            .status();
        assert!(status.is_ok_and(|status| status.success()), "rustfmt");
    }
    let committed = std::fs::read_to_string(&path).expect("the committed derives");
    // rustfmt breaks lines, and adds commas where it does.
    let bare = |text: &str| text.replace([' ', '\n', ','], "");
    assert!(
        bare(&committed) == bare(&text),
        "the slice has changed: run this test with MSGRAPH_BLESS=1"
    );
}
