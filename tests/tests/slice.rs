//! What is generated from a slice is what is generated from the whole.

use msgraph_bindgen::{Builder, Generated, config};
use msgraph_tests::{corpus, program, tree, workspace};
use std::path::{Path, PathBuf};

fn generate(builder: &Builder) -> Generated {
    builder.generate().unwrap_or_else(|fault| panic!("{fault}"))
}

/// Slices, generates from the slice, and compares.
fn compare(builder: &Builder) {
    let what = &builder.settings().include;
    let folder = tempfile::tempdir().expect("a folder");
    let size = builder.write_slice_to(folder.path());
    let size = size.unwrap_or_else(|fault| panic!("{what:?}: {fault}"));
    assert!(
        size.metadata_bytes < size.of_metadata_bytes,
        "{what:?}: {size:?}"
    );
    let small = Builder::from_config(folder.path().join(config::FILE_NAME)).expect("settings");
    let (whole, small) = (generate(builder), generate(&small));
    let paths = |generated: &Generated| {
        let paths = generated.sources.iter().map(|(path, _)| path.clone());
        paths.collect::<Vec<_>>()
    };
    assert_eq!(paths(&whole), paths(&small), "{what:?}");
    for ((path, whole), (_, small)) in whole.sources.iter().zip(&small.sources) {
        let differs = whole.lines().zip(small.lines()).find(|(a, b)| a != b);
        assert!(whole == small, "{what:?}: {path}: {differs:#?}");
    }
    assert_eq!(whole.report.methods, small.report.methods, "{what:?}");
}

fn embedded(include: &[&str]) -> Builder {
    let builder = Builder::new()
        .metadata(workspace().join("specs/v1.0.xml"))
        .docs(workspace().join("specs/docs/en"))
        .docs(workspace().join("specs/docs/de"));
    include
        .iter()
        .fold(builder, |builder, one| builder.include(*one))
}

#[test]
fn slices_of_the_embedded_metadata() {
    compare(&embedded(&["/deviceAppManagement/vppTokens/**"]));
    compare(&embedded(&["/me/messages/**", "GET /users"]).exclude("DELETE /me/messages/**"));
    compare(&embedded(&[
        "/groups/{id}/members/**",
        "/drives/{id}/root/**",
    ]));
    compare(&embedded(&["/users/{id}/*", "vppToken/{appleId,state}"]).with_derived_types());
    compare(&embedded(&["permission:Mail.Read"]));
    compare(&embedded(&["microsoft.graph.callRecords.callRecord"]));
}

/// A selection of the newest metadata, without pages.
fn newest(include: &[&str]) -> Option<Builder> {
    let builder = Builder::new().metadata(corpus("csdl/v1.0-2026-08.xml")?);
    Some(
        include
            .iter()
            .fold(builder, |builder, one| builder.include(*one)),
    )
}

#[test]
fn slices_of_published_metadata() {
    let selections: [&[&str]; 6] = [
        &["/deviceAppManagement/vppTokens/**"],
        &["/me/messages/**"],
        &["/communications/callRecords/**"],
        &["/reports/**"],
        &["/drives/{id}/items/**", "/drives/{id}/root/**"],
        &["microsoft.graph.user", "chatMessage"],
    ];
    for include in selections {
        let Some(builder) = newest(include) else {
            return;
        };
        compare(&builder);
    }
    let Some(access) = newest(&["/identity/conditionalAccess/**"]) else {
        return;
    };
    compare(&access.with_derived_types());
}

/// A selection of metadata with pages of its time.
fn documented(metadata: &str, docs: &[&str]) -> Option<Builder> {
    let builder = Builder::new().metadata(corpus(metadata)?);
    docs.iter()
        .try_fold(builder, |builder, one| Some(builder.docs(corpus(one)?)))
}

#[test]
fn slices_of_published_pages() {
    let Some(english) = documented("csdl/v1.0-2021-07.xml", &["docs/en-2021"]) else {
        return;
    };
    compare(
        &english
            .clone()
            .include("/groups/{id}/members/**")
            .include("/deviceAppManagement/**"),
    );
    compare(&english.clone().include("permission:User.Read"));
    compare(&english.include("/users/**").exclude("DELETE /users/**"));
    let Some(both) = documented("csdl/v1.0-2018-09.xml", &["docs/de-2018", "docs/en-2021"]) else {
        return;
    };
    compare(
        &both
            .include("/deviceAppManagement/vppTokens/**")
            .include("/users/{id}/messages/**"),
    );
}

#[test]
fn a_slice_is_small_and_says_what_it_is_of() {
    let folder = tempfile::tempdir().expect("a folder");
    embedded(&["/deviceAppManagement/vppTokens/**"])
        .write_slice_to(folder.path())
        .expect("a slice");
    let metadata = std::fs::read_to_string(folder.path().join("v1.0.xml")).expect("metadata");
    insta::assert_snapshot!(metadata);
    let settings = config::read(&folder.path().join(config::FILE_NAME)).expect("settings");
    let below = |path: &PathBuf| path.strip_prefix(folder.path()).map(Path::to_owned);
    let below = |path| below(path).expect("a path in the slice");
    assert_eq!(
        settings.metadata.iter().map(below).collect::<Vec<_>>(),
        [Path::new("v1.0.xml")]
    );
    let languages: Vec<_> = settings.docs.iter().map(below).collect();
    assert_eq!(languages, [Path::new("en"), Path::new("de")]);
    let files = tree(folder.path());
    let pages = files.iter().filter(|(path, _)| path.ends_with(".md"));
    let shown = pages.map(|(path, _)| path.as_str()).collect::<Vec<_>>();
    insta::assert_snapshot!("pages", shown.join("\n"));
}

#[test]
fn the_command_line_slices() {
    let folder = tempfile::tempdir().expect("a folder");
    let (metadata, out) = (
        workspace().join("specs/v1.0.xml"),
        folder.path().join("slice"),
    );
    let (metadata, out) = (metadata.display().to_string(), out.display().to_string());
    let flags = [
        "slice",
        "--metadata",
        &metadata,
        "--include",
        "/reports/**",
        "--out",
        &out,
    ];
    let done = program::run(folder.path(), &[&flags[..], &["--format", "json"]].concat());
    assert_eq!(done.status, Some(0), "{}", done.stderr);
    let report: serde_json::Value = serde_json::from_str(&done.stdout).expect("JSON");
    assert_eq!(report["files"], report["files_written"]);
    assert_eq!(report["pages"], 0);
    // Nothing differs the second time.
    let again = program::run(folder.path(), &[&flags[..], &["--format", "json"]].concat());
    let report: serde_json::Value = serde_json::from_str(&again.stdout).expect("JSON");
    assert_eq!(report["files_written"], 0);
}

#[test]
fn pages_alone_are_not_sliced() {
    let builder = Builder::new().docs(workspace().join("specs/docs/de"));
    let folder = tempfile::tempdir().expect("a folder");
    let fault = builder
        .write_slice_to(folder.path())
        .expect_err("no metadata");
    assert!(
        fault.to_string().contains("a slice is one of metadata"),
        "{fault}"
    );
    assert!(tree(folder.path()).is_empty());
}
