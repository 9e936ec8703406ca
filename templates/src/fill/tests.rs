use super::{FillError, fill};
use crate::{CARGO_TOML, LIB_RS, README_MD};

#[test]
fn every_occurrence_is_replaced() {
    let text = fill("{{a}}-{{b}}-{{a}}", &[("a", "1"), ("b", "2")]);
    assert_eq!(text.as_deref(), Ok("1-2-1"));
}

#[test]
fn text_without_placeholders_stays() {
    let text = "one { brace }, two closing }}\r\n\n  three";
    assert_eq!(fill(text, &[]).as_deref(), Ok(text));
}

#[test]
fn a_line_of_one_empty_value_disappears() {
    let template = "a\n{{x}}\nb\n";
    assert_eq!(fill(template, &[("x", "")]).as_deref(), Ok("a\nb\n"));
    assert_eq!(
        fill(template, &[("x", "1\n2")]).as_deref(),
        Ok("a\n1\n2\nb\n")
    );
    assert_eq!(fill("a\r\n{{x}}\r\n", &[("x", "")]).as_deref(), Ok("a\r\n"));
}

#[test]
fn an_empty_value_beside_text_leaves_the_text() {
    assert_eq!(
        fill("a = {{x}}\n\n", &[("x", "")]).as_deref(),
        Ok("a = \n\n")
    );
}

#[test]
fn values_are_not_searched_for_placeholders() {
    let text = fill("{{a}}{{b}}", &[("a", "{{b}}"), ("b", "{{")]);
    assert_eq!(text.as_deref(), Ok("{{b}}{{"));
}

#[test]
fn a_placeholder_without_a_value_is_an_error() {
    let error = fill("\n{{a}} {{b}}", &[("a", "1")]);
    assert_eq!(
        error,
        Err(FillError::Unfilled {
            name: "b".into(),
            line: 2
        })
    );
}

#[test]
fn a_value_without_a_placeholder_is_an_error() {
    let error = fill("{{a}}", &[("a", "1"), ("b", "2")]);
    assert_eq!(error, Err(FillError::Unknown { name: "b".into() }));
}

#[test]
fn two_values_of_one_name_are_an_error() {
    let error = fill("{{a}}", &[("a", "1"), ("a", "1")]);
    assert_eq!(error, Err(FillError::Repeated { name: "a".into() }));
}

#[test]
fn braces_that_begin_no_placeholder_are_an_error() {
    for template in [
        "{{", "{{a", "{{}}", "{{ a }}", "{{A}}", "{{a\n}}", "{{{a}}}",
    ] {
        let error = fill(template, &[("a", "1")]);
        assert_eq!(error, Err(FillError::Malformed { line: 1 }), "{template}");
    }
}

#[test]
fn errors_name_the_placeholder() {
    let shown = FillError::Unfilled {
        name: "a".into(),
        line: 3,
    }
    .to_string();
    assert_eq!(shown, "the placeholder {{a}} in line 3 was given no value");
    let shown = FillError::Malformed { line: 7 }.to_string();
    assert_eq!(
        shown,
        "{{ in line 7 begins no placeholder of the form {{name}}"
    );
}

#[test]
fn a_manifest_without_options_has_no_gaps() {
    let text = fill(
        CARGO_TOML,
        &[
            ("workspace", ""),
            ("name", "my-graph"),
            ("version", "0.1.0"),
            ("description", "Mine"),
            ("license", ""),
            ("default", "\"reqwest\""),
            ("features", ""),
            ("runtime", "{ version = \"0.1\", default-features = false }"),
            ("docs_rs", ""),
        ],
    )
    .expect("all placeholders are given");
    assert!(text.contains("description = \"Mine\"\nreadme = "), "{text}");
    assert!(text.contains("msgraph-runtime = { version = \"0.1\", default-features = false }\n"));
    assert!(
        !text.contains("[workspace]") && !text.contains("\n\n\n"),
        "{text}"
    );
}

#[test]
fn a_manifest_with_options_keeps_its_sections_apart() {
    let text = fill(
        CARGO_TOML,
        &[
            ("workspace", "[workspace]\n"),
            ("name", "my-graph"),
            ("version", "0.1.0"),
            ("description", "Mine"),
            ("license", "license = \"MIT\""),
            ("default", ""),
            ("features", "mail = []\nfiles = []"),
            ("runtime", "\"0.1\""),
            ("docs_rs", "rustdoc-args = [\"--cfg\", \"docsrs\"]"),
        ],
    )
    .expect("all placeholders are given");
    assert!(text.contains("\n\n[workspace]\n\n[package]\n"), "{text}");
    assert!(text.contains("\nlicense = \"MIT\"\nreadme"), "{text}");
    assert!(
        text.contains("/gzip\"]\nmail = []\nfiles = []\n\n[dependencies]\n"),
        "{text}"
    );
    assert!(text.contains("default = []\n"), "{text}");
    assert!(text.ends_with("all-features = true\nrustdoc-args = [\"--cfg\", \"docsrs\"]\n"));
}

#[test]
fn the_readme_names_the_crate() {
    let text = fill(
        README_MD,
        &[
            ("name", "my-graph"),
            ("crate", "my_graph"),
            ("api_version", "v1.0"),
            ("contents", "Mail."),
            ("transport", "It has one."),
            ("features", "\n## Features"),
            ("command", "msgraph-bindgen generate"),
        ],
    )
    .expect("all placeholders are given");
    assert!(
        text.contains("# my-graph\n") && text.contains("use my_graph::Graph;"),
        "{text}"
    );
    assert!(
        text.contains("```sh\nmsgraph-bindgen generate\n```"),
        "{text}"
    );
    assert!(text.contains("\nIt has one.\n\n## Features\n\n## Made"));
}

#[test]
fn the_head_of_lib_rs_begins_with_the_mark() {
    let text = fill(LIB_RS, &[("inner_attributes", "#![no_std]")]).expect("it has one placeholder");
    assert!(text.starts_with("// @generated"), "{text}");
    assert!(text.ends_with("#![no_std]\n\n"), "{text}");
    let text = fill(LIB_RS, &[("inner_attributes", "")]).expect("it has one placeholder");
    assert!(text.ends_with("README.md\")]\n\n"), "{text}");
}
