//! Clients from reference pages without metadata: what the pages describe, in any language, and as
//! the metadata of the same day has it.

use msgraph_bindgen::{Builder, Report, Settings};
use msgraph_tests::golden::Golden;
use msgraph_tests::{corpus, program, workspace};
use std::fs;
use std::path::{Path, PathBuf};

const TOKENS: &str = "/deviceAppManagement/vppTokens/**";

/// The embedded pages of a language.
fn embedded(language: &str) -> PathBuf {
    workspace().join("specs/docs").join(language)
}

fn settings(docs: Vec<PathBuf>, include: &[&str]) -> Settings {
    Settings {
        docs,
        include: include.iter().map(|one| (*one).to_owned()).collect(),
        ..Settings::default()
    }
}

/// All sources one after the other.
fn code(golden: &Golden) -> String {
    let parts = golden.sources().into_iter();
    let parts = parts.map(|(path, text)| format!("======== {path} ========\n{text}"));
    parts.collect::<Vec<_>>().join("\n")
}

/// Code without comments.
fn bare(code: &str) -> String {
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    code.lines().filter(is_code).collect::<Vec<_>>().join("\n")
}

fn counts(report: &Report) -> [usize; 5] {
    [
        report.entity_types,
        report.complex_types,
        report.enum_types,
        report.properties,
        report.operations,
    ]
}

#[test]
fn translated_pages_give_a_client() {
    let golden = Golden::generate("pages-alone", settings(vec![embedded("de")], &[TOKENS]));
    // Doc text is the same as with metadata, and has tests of its own.
    insta::assert_snapshot!(bare(&code(&golden)));
    golden.check();
    golden.clippy();
    golden.doc();
}

#[test]
fn the_language_of_the_pages_makes_no_difference_but_in_doc_text() {
    let generate = |languages: &[&str]| {
        let docs = languages.iter().map(|one| embedded(one)).collect();
        let generated = Builder::from_settings(settings(docs, &[TOKENS])).generate();
        let generated = generated.unwrap_or_else(|fault| panic!("{fault}"));
        let mut sources = generated.sources;
        // Titles of pages stand in the table of requests.
        sources.retain(|(path, _)| path.starts_with("graph/"));
        let sources = sources.into_iter();
        let sources = sources.map(|(path, text)| (path, bare(&text)));
        sources.collect::<Vec<_>>()
    };
    let german = generate(&["de"]);
    assert_eq!(german, generate(&["en"]));
    assert_eq!(german, generate(&["de", "en"]));
    assert!(
        german
            .iter()
            .any(|(_, text)| text.contains("fn sync_licenses"))
    );
}

#[test]
fn all_that_the_embedded_pages_describe_compiles() {
    for language in ["de", "en"] {
        let name = format!("pages-alone-{language}");
        let golden = Golden::generate(&name, settings(vec![embedded(language)], &[]));
        assert_eq!(golden.report.errors, [], "{language}");
        golden.check();
    }
}

#[test]
fn the_command_line_needs_no_metadata() {
    let folder = tempfile::tempdir().expect("a folder");
    let docs = embedded("de").display().to_string();
    let flags = [
        "generate",
        "--docs",
        &docs,
        "--include",
        TOKENS,
        "--out",
        "client",
    ];
    let ran = program::run(folder.path(), &flags);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let entities = fs::read_to_string(folder.path().join("client/src/graph/entities.rs"));
    let entities = entities.expect("the file is written");
    assert!(
        entities.contains("pub country_or_region: Field<String>,"),
        "{entities}"
    );

    let ran = program::run(folder.path(), &["generate", "--out", "client"]);
    assert_ne!(ran.status, Some(0));
    assert!(
        ran.stderr.contains("no metadata is given"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("--docs DIR"), "{}", ran.stderr);

    let empty = folder.path().join("empty");
    fs::create_dir(&empty).expect("a folder can be made");
    let ran = program::run(
        folder.path(),
        &["generate", "--docs", "empty", "--out", "client"],
    );
    assert_ne!(ran.status, Some(0));
    assert!(ran.stderr.contains("there is no page"), "{}", ran.stderr);
}

/// Copies the pages about a type.
fn copy(from: &Path, part: &str, to: &Path) {
    for folder in ["api", "resources"] {
        fs::create_dir_all(to.join(folder)).expect("a folder can be made");
        let entries = fs::read_dir(from.join(folder)).expect("a folder of the corpus");
        for entry in entries {
            let name = entry.expect("an entry").file_name();
            if name.to_string_lossy().contains(part) {
                let copied = fs::copy(from.join(folder).join(&name), to.join(folder).join(&name));
                copied.expect("a page can be copied");
            }
        }
    }
}

/// The items of a file that begin with one of these lines, up to the line that closes them.
fn items(text: &str, starts: &[&str]) -> Vec<String> {
    let text = bare(text);
    let mut items = Vec::new();
    for start in starts {
        let mut lines = text.lines().skip_while(|line| !line.starts_with(start));
        let mut item: Vec<&str> = lines.by_ref().take_while(|line| *line != "}").collect();
        assert!(!item.is_empty(), "no `{start}` in\n{text}");
        item.push("}");
        items.push(item.join("\n"));
    }
    items
}

#[test]
fn the_founding_page_and_its_siblings_give_what_the_metadata_gives() {
    let Some(docs) = corpus("docs/de-2018/v1.0") else {
        return;
    };
    let Some(metadata) = corpus("csdl/v1.0-2018-09.xml") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    copy(&docs, "vpptoken", folder.path());
    let pages = vec![folder.path().to_owned()];
    let described = Golden::generate("founding-page", settings(pages, &[TOKENS]));
    described.check();
    let declared = Golden::generate(
        "founding-metadata",
        Settings {
            metadata: vec![metadata],
            ..settings(Vec::new(), &[TOKENS])
        },
    );
    let models = ["pub struct VppToken {"];
    let enums = [
        "pub enum VppTokenState {",
        "pub enum VppTokenSyncStatus {",
        "pub enum VppTokenAccountType {",
    ];
    let builders = [
        "impl<R> VppTokenRequestBuilder<R> {",
        "impl VppTokenRequestBuilder<Owned> {",
        "impl<R> VppTokenCollectionRequestBuilder<R> {",
        "impl VppTokenCollectionRequestBuilder<Owned> {",
        "impl<R> DeviceAppManagementRequestBuilder<R> {",
    ];
    let same = |path: &str, starts: &[&str]| {
        let described = items(&described.text(path), starts);
        let declared = items(&declared.text(path), starts);
        for (described, declared) in described.iter().zip(&declared) {
            assert_eq!(described, declared, "{path}");
        }
    };
    same("src/graph/entities.rs", &models);
    same("src/graph/enums.rs", &enums);
    same("src/graph/builders.rs", &builders);
    let fields = items(&described.text("src/graph/entities.rs"), &models);
    let fields = fields[0].matches(": Field<").count();
    assert_eq!(fields, 12);
}

#[test]
fn whole_references_give_clients_that_compile() {
    for reference in ["de-2018", "en-2021"] {
        let Some(docs) = corpus(&format!("docs/{reference}/v1.0")) else {
            return;
        };
        let name = format!("pages-alone-{reference}");
        let golden = Golden::generate(&name, settings(vec![docs], &[]));
        let [entities, complex, enums, properties, operations] = counts(&golden.report);
        eprintln!(
            "{reference}: {} pages: {entities} entity types, {complex} complex types, {enums} \
             enumerations, {properties} properties, {operations} operations",
            golden.report.pages
        );
        assert_eq!(golden.report.errors, [], "{reference}");
        assert!(entities > 200 && operations > 200, "{reference}");
        golden.check();
    }
}
