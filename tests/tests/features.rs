//! What features bring along. `MSGRAPH_FEATURES=1` also checks that each of them compiles alone.

use std::collections::BTreeSet;
use std::process::Command;

/// Packages that speak HTTP, or TLS under it.
const HTTP_STACK: [&str; 11] = [
    "curl",
    "h2",
    "hyper",
    "hyper-rustls",
    "hyper-util",
    "native-tls",
    "openssl",
    "reqwest",
    "rustls",
    "tower-http",
    "ureq",
];

const PACKAGES: [&str; 2] = ["msgraph-runtime", "msgraph"];

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()
        .expect("cargo runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {arguments:?}: {errors}");
    String::from_utf8(output.stdout).expect("text")
}

/// The features of a package but `default`, as its manifest names them.
fn features(package: &str) -> Vec<String> {
    let metadata = cargo(&["metadata", "--no-deps", "--format-version", "1"]);
    let metadata: serde_json::Value = serde_json::from_str(&metadata).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let found = packages.iter().find(|found| found["name"] == package);
    let features = found.and_then(|found| found["features"].as_object());
    let names = features.expect("features").keys();
    names.filter(|name| *name != "default").cloned().collect()
}

/// What a package depends on with these features and no default ones.
fn dependencies(package: &str, features: &str) -> BTreeSet<String> {
    let tree = cargo(&[
        "tree",
        "--edges",
        "normal",
        "--prefix",
        "none",
        "--no-default-features",
        "--features",
        features,
        "--package",
        package,
    ]);
    assert!(tree.starts_with(package), "{tree}");
    let names = tree.lines().filter_map(|line| line.split(' ').next());
    names.map(str::to_owned).collect()
}

#[test]
fn nothing_but_the_transport_brings_an_http_stack() {
    for package in PACKAGES {
        let features = features(package);
        assert!(
            features.iter().any(|name| name == "reqwest"),
            "{features:?}"
        );
        for feature in &features {
            let found = dependencies(package, feature);
            let stack: Vec<_> = HTTP_STACK
                .iter()
                .filter(|name| found.contains(**name))
                .collect();
            if matches!(feature.as_str(), "reqwest" | "gzip") {
                let expected = ["hyper", "reqwest", "rustls"];
                assert!(
                    expected.iter().all(|name| stack.contains(&name)),
                    "{stack:?}"
                );
            } else {
                assert!(stack.is_empty(), "{package} with `{feature}`: {stack:?}");
            }
        }
        // Without any feature there is no async runtime either.
        let bare = dependencies(package, "");
        let odd = HTTP_STACK.iter().chain(&["tokio"]);
        let odd: Vec<_> = odd.filter(|name| bare.contains(**name)).collect();
        assert!(odd.is_empty(), "{package}: {odd:?}");
    }
}

#[test]
fn every_feature_compiles_alone() {
    if std::env::var_os("MSGRAPH_FEATURES").is_none() {
        eprintln!("SKIPPED: set MSGRAPH_FEATURES=1 to compile every feature alone");
        return;
    }
    for package in PACKAGES {
        let mut sets: Vec<Vec<String>> = vec![
            vec!["--no-default-features".to_owned()],
            vec!["--all-features".to_owned()],
        ];
        for feature in features(package) {
            sets.push(vec![
                "--no-default-features".to_owned(),
                "--features".to_owned(),
                feature,
            ]);
        }
        for set in sets {
            let mut arguments = vec!["clippy", "--quiet", "--lib", "--package", package];
            arguments.extend(set.iter().map(String::as_str));
            arguments.extend(["--", "--deny", "warnings"]);
            cargo(&arguments);
        }
    }
}
