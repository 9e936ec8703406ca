//! The cluster of types that the project started from, in its two shapes: the model that is linked
//! from the metadata, and the code that comes out.

use msgraph_bindgen::diagnostics::{self, Diagnostics, Sources};
use msgraph_bindgen::model::{self, repair};
use msgraph_bindgen::{DerivedTypes, Settings, pipeline};
use msgraph_tests::dump::dump;
use msgraph_tests::fixture;
use msgraph_tests::golden::Golden;

fn model(file: &str) -> String {
    let mut sources = Sources::new();
    let text = std::fs::read_to_string(fixture(file)).expect("the fixture is there");
    sources.add(file, text);
    let mut diagnostics = Diagnostics::new();
    let documents = pipeline::parse(&sources, &mut diagnostics);
    let mut model = model::link(&documents, &mut diagnostics);
    repair::repair(&mut model);
    assert_eq!(diagnostics::render(&diagnostics, &sources), "");
    dump(&model)
}

fn golden(file: &str, derived_types: DerivedTypes, folder: &str) -> Golden {
    let settings = Settings {
        metadata: vec![fixture(file)],
        include: vec!["/deviceAppManagement/vppTokens/**".to_owned()],
        derived_types,
        ..Settings::default()
    };
    Golden::generate(folder, settings)
}

/// All sources one after the other.
fn code(golden: &Golden) -> String {
    let parts = golden.sources().into_iter();
    let parts = parts.map(|(path, text)| format!("======== {path} ========\n{text}"));
    parts.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_model_of_v1_0() {
    insta::assert_snapshot!(model("vpp_token.xml"));
}

#[test]
fn the_model_of_beta() {
    insta::assert_snapshot!(model("vpp_token_beta.xml"));
}

#[test]
fn the_code_of_v1_0() {
    let golden = golden("vpp_token.xml", DerivedTypes::OnDemand, "vpp-token");
    insta::assert_snapshot!(code(&golden));
    golden.check();
    golden.clippy();
    golden.doc();
}

#[test]
fn the_code_of_beta() {
    // A result of an action may be of a derived type.
    let golden = golden("vpp_token_beta.xml", DerivedTypes::All, "vpp-token-beta");
    insta::assert_snapshot!(code(&golden));
    golden.check();
    golden.clippy();
    golden.doc();
}
