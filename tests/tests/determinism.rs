//! The same input gives the same bytes, whoever prints what and however often; and a run writes only
//! what differs.

use msgraph_bindgen::{Builder, Report, Settings};
use msgraph_tests::{fixture, tree};
use std::path::Path;

fn settings(files: &[&str]) -> Settings {
    Settings {
        metadata: files.iter().map(|file| fixture(file)).collect(),
        ..Settings::default()
    }
}

fn write(settings: &Settings, folder: &Path) -> Report {
    let written = Builder::from_settings(settings.clone()).write_crate_to(folder);
    written.unwrap_or_else(|fault| panic!("{fault}"))
}

/// What a first run writes, without the stamp, which says how long the run took.
fn written(settings: &Settings) -> Vec<(String, Vec<u8>)> {
    let folder = tempfile::tempdir().expect("a folder");
    // The manifest names the runtime's path from here.
    let folder = folder.path().join("out");
    write(&with_runtime(settings), &folder);
    files(&folder)
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = tree(folder);
    files.retain(|(path, _)| !path.ends_with(".stamp"));
    files
}

/// Temporary folders are not all as far from the runtime.
fn with_runtime(settings: &Settings) -> Settings {
    let mut settings = settings.clone();
    settings.krate.runtime_path = Some("/runtime".to_owned());
    settings
}

#[test]
fn runs_and_threads_do_not_show() {
    for file in ["naming.xml", "vpp_token_beta.xml"] {
        let mut settings = settings(&[file]);
        let first = written(&settings);
        for threads in [0, 1, 2, 7] {
            settings.threads = threads;
            assert!(written(&settings) == first, "{file} with {threads} threads");
        }
    }
}

#[test]
fn the_order_of_patterns_does_not_show() {
    let mut settings = settings(&["vpp_token_beta.xml"]);
    let patterns = [
        "/deviceAppManagement/vppTokens/*",
        "microsoft.graph.actionState",
        "/deviceAppManagement",
    ];
    settings.include = patterns.map(str::to_owned).to_vec();
    let first = written(&settings);
    settings.include.reverse();
    assert!(written(&settings) == first);
    settings.include.push("/deviceAppManagement".to_owned());
    assert!(written(&settings) == first, "a pattern that is given twice");
}

/// Where a file lies and when it was read is no part of the output.
#[test]
fn the_place_of_the_input_does_not_show() {
    let settings = settings(&["naming.xml"]);
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("other name.xml");
    std::fs::copy(fixture("naming.xml"), &copy).expect("the fixture is there");
    let moved = Settings {
        metadata: vec![copy],
        ..settings.clone()
    };
    assert!(written(&moved) == written(&settings));
}

/// The names that a run pins are the names it gave: with the lock of a run, the next one (of a new
/// generator, without a stamp) gives the same.
#[test]
fn a_lock_gives_the_names_it_was_made_of() {
    for file in ["naming.xml", "vpp_token_beta.xml"] {
        let settings = with_runtime(&settings(&[file]));
        let folder = tempfile::tempdir().expect("a folder");
        write(&settings, folder.path());
        let first = files(folder.path());
        std::fs::remove_file(folder.path().join(".msgraph-bindgen.stamp")).expect("a stamp");
        let report = write(&settings, folder.path());
        assert!(!report.up_to_date);
        for ((path, first), (again_path, again)) in first.iter().zip(files(folder.path())) {
            assert_eq!(*path, again_path);
            let (first, again) = (
                String::from_utf8_lossy(first),
                String::from_utf8_lossy(&again),
            );
            let differs = first.lines().zip(again.lines()).find(|(a, b)| a != b);
            assert_eq!(differs, None, "{file}: {path}");
        }
        assert_eq!(report.files_written, 0);
    }
}

#[test]
fn a_second_run_writes_nothing() {
    let settings = settings(&["vpp_token.xml"]);
    let folder = tempfile::tempdir().expect("a folder");
    let first = write(&settings, folder.path());
    assert_eq!(first.files_written, first.files);
    let times = |folder: &Path| -> Vec<_> {
        let modified =
            |path: &str| std::fs::metadata(folder.join(path)).and_then(|one| one.modified());
        let all = tree(folder).into_iter();
        all.map(|(path, _)| (modified(&path).expect("a time"), path))
            .collect()
    };
    let before = times(folder.path());
    std::thread::sleep(std::time::Duration::from_millis(20));
    let second = write(&settings, folder.path());
    assert!(second.up_to_date);
    assert_eq!(second.files_written, 0);
    assert_eq!(second.files, first.files);
    assert_eq!(times(folder.path()), before);
}

#[test]
fn a_change_of_the_input_rewrites_what_differs() {
    let folder = tempfile::tempdir().expect("a folder");
    let metadata = folder.path().join("metadata.xml");
    let out = folder.path().join("out");
    let text = std::fs::read_to_string(fixture("vpp_token.xml")).expect("the fixture is there");
    std::fs::write(&metadata, &text).expect("written");
    let settings = Settings {
        metadata: vec![metadata.clone()],
        ..Settings::default()
    };
    write(&settings, &out);
    let before = files(&out);
    let changed = text.replace("\"inProgress\"", "\"underWay\"");
    assert_ne!(text, changed);
    std::fs::write(&metadata, changed).expect("written");
    let report = write(&settings, &out);
    let after = files(&out);
    let differs = before
        .iter()
        .zip(&after)
        .filter(|(before, after)| before != after);
    let differs: Vec<_> = differs.map(|(before, _)| &*before.0).collect();
    assert_eq!(differs, ["names.lock", "src/graph/enums.rs"]);
    assert_eq!(report.files_written, 2);
    // A comment in the input changes nothing.
    let commented = std::fs::read_to_string(&metadata).expect("read");
    std::fs::write(&metadata, commented + "<!-- new -->").expect("written");
    assert_eq!(write(&settings, &out).files_written, 0);
}

#[test]
fn what_is_no_longer_wanted_is_removed() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut settings = settings(&["vpp_token_beta.xml"]);
    settings.include = vec!["/deviceAppManagement/vppTokens/**".to_owned()];
    write(&settings, folder.path());
    let has = |path: &str| files(folder.path()).iter().any(|(one, _)| one == path);
    assert!(has("src/graph/parameters.rs") && has("src/graph/builders.rs"));
    std::fs::write(folder.path().join("src/own.rs"), "// a person's").expect("written");
    settings.include = vec!["microsoft.graph.actionState".to_owned()];
    write(&settings, folder.path());
    assert!(!has("src/graph/parameters.rs") && !has("src/graph/builders.rs"));
    assert!(has("src/graph/enums.rs"));
    assert!(has("src/own.rs"), "what the generator did not write stays");
}

/// A name that was given once stays, whatever comes beside it later.
#[test]
fn a_pinned_name_survives_a_change_of_the_input() {
    let folder = tempfile::tempdir().expect("a folder");
    let metadata = folder.path().join("metadata.xml");
    let out = folder.path().join("out");
    let text = |members: &str| {
        let whole = std::fs::read_to_string(fixture("vpp_token.xml")).expect("the fixture");
        let at = "<Property Name=\"appleId\" Type=\"Edm.String\"/>";
        assert!(whole.contains(at));
        whole.replace(at, members)
    };
    let settings = Settings {
        metadata: vec![metadata.clone()],
        ..Settings::default()
    };
    let field = |wire: &str| {
        let sources = std::fs::read_to_string(out.join("src/graph/entities.rs")).expect("read");
        let row = sources
            .lines()
            .find(|line| line.contains(&format!("= \"{wire}\"")));
        let row = row.unwrap_or_else(|| panic!("no property {wire}"));
        row.split_whitespace().nth(1).expect("a name").to_owned()
    };
    let odd = "<Property Name=\"_appleId\" Type=\"Edm.String\"/>";
    let usual = "<Property Name=\"appleId\" Type=\"Edm.String\"/>";
    std::fs::write(&metadata, text(odd)).expect("written");
    write(&settings, &out);
    assert_eq!(field("_appleId"), "apple_id");
    // Without a lock the usual one would get the name.
    std::fs::write(&metadata, text(&format!("{usual}{odd}"))).expect("written");
    write(&settings, &out);
    assert_eq!(field("_appleId"), "apple_id");
    assert_eq!(field("appleId"), "apple_id_2");
    // Gone for a while, and back.
    std::fs::write(&metadata, text(usual)).expect("written");
    write(&settings, &out);
    assert_eq!(field("appleId"), "apple_id_2");
    std::fs::write(&metadata, text(&format!("{usual}{odd}"))).expect("written");
    write(&settings, &out);
    assert_eq!(field("_appleId"), "apple_id");
    let fresh = folder.path().join("fresh");
    write(&settings, &fresh);
    let sources = std::fs::read_to_string(fresh.join("src/graph/entities.rs")).expect("read");
    assert!(
        sources.contains("apple_id_2 APPLE_ID_2: String = \"_appleId\""),
        "{sources}"
    );
}
