//! The packages that `README.md` makes: its files and its commands, as they stand there, are put into a folder, built and
//! tested.

use msgraph_tests::cargo::{cargo, lock};
use msgraph_tests::{program, workspace};
use std::path::{Path, PathBuf};

/// Where the README has the checkout of this repository.
const CHECKOUT: &str = "../msgraph-bindgen";

fn readme() -> String {
    let path = workspace().join("README.md");
    std::fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

fn checkout() -> String {
    workspace().to_string_lossy().replace('\\', "/")
}

/// The files that the README shows of a package: a line with the path alone, in backticks and with a
/// colon, then a block.
fn files<'r>(readme: &'r str, package: &str) -> Vec<(&'r str, String)> {
    let mut found = Vec::new();
    let mut lines = readme.lines();
    while let Some(line) = lines.next() {
        let path = line
            .strip_prefix('`')
            .and_then(|rest| rest.strip_suffix("`:"));
        let Some(path) = path.and_then(|path| path.strip_prefix(package)?.strip_prefix('/')) else {
            continue;
        };
        let block = lines.by_ref().skip_while(|line| !line.starts_with("```"));
        let block = block.skip(1).take_while(|line| !line.starts_with("```"));
        let text: Vec<_> = block.collect();
        found.push((path, text.join("\n").replace(CHECKOUT, &checkout()) + "\n"));
    }
    found
}

/// Writes the files that the README shows of a package into a fresh folder.
fn package(name: &str, expected: &[&str]) -> PathBuf {
    let folder = workspace().join("target/readme").join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("an old run's folder");
    }
    let readme = readme();
    let files = files(&readme, name);
    let paths: Vec<_> = files.iter().map(|(path, _)| *path).collect();
    assert_eq!(paths, expected, "files of {name}");
    for (path, text) in files {
        // A package below the workspace says that it stands alone, or with what is generated in it.
        let text = match path {
            "Cargo.toml" if text.contains("path = \"msgraph\"") => {
                format!("{text}\n[workspace]\nmembers = [\"msgraph\"]\n")
            }
            "Cargo.toml" => format!("{text}\n[workspace]\n"),
            _ => text,
        };
        write(&folder.join(path), &text);
    }
    lock(&folder);
    folder
}

fn write(path: &Path, text: &str) {
    let folder = path.parent().expect("a file in a folder");
    std::fs::create_dir_all(folder).expect("a folder");
    std::fs::write(path, text).expect("a file");
}

#[test]
fn the_shortest_way() {
    let folder = workspace().join("target/readme/my-graph");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("an old run's folder");
    }
    let readme = readme();
    let mut commands = readme.lines();
    let command = commands.find_map(|line| line.strip_prefix("cargo run --release -- new "));
    let arguments = command.expect("the command that makes a program");
    let words = arguments.split(' ').map(|word| word.trim_matches('\''));
    let words: Vec<_> = words.collect();
    let (place, flags) = words.split_first().expect("a folder");
    assert!(place.ends_with("my-graph"), "{arguments}");
    let place = folder.to_str().expect("the path is Unicode");
    let ran = program::run(&workspace(), &[&["new", place], flags].concat());
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    lock(&folder);
    cargo(&folder, &["build"]);
}

#[test]
fn the_way_with_a_build_script() {
    let folder = package("hello-graph", &["Cargo.toml", "build.rs", "src/main.rs"]);
    std::fs::create_dir(folder.join("specs")).expect("a folder");
    let metadata = folder.join("specs/v1.0.xml");
    std::fs::copy(workspace().join("specs/v1.0.xml"), metadata).expect("the metadata");
    cargo(&folder, &["build"]);
}

#[test]
fn the_way_with_a_checked_in_crate() {
    let expected = ["Cargo.toml", "src/main.rs", "tests/sync.rs"];
    let folder = package("hello-crate", &expected);
    let readme = readme();
    let command = readme
        .lines()
        .find_map(|line| line.strip_prefix("cargo run --release --manifest-path "))
        .expect("the command that generates");
    let (_, arguments) = command.split_once(" -- ").expect("arguments");
    let arguments = arguments.replace(CHECKOUT, &checkout());
    let words = arguments.split(' ').map(|word| word.trim_matches('\''));
    let ran = program::run(&folder, &words.collect::<Vec<_>>());
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    cargo(&folder, &["test"]);
}
