//! Several versions of the service in one client.

use msgraph_bindgen::{
    Builder, Features, Generated, Settings, Share, VersionReport, VersionSettings,
};
use msgraph_tests::definitions::{Definition, definitions};
use msgraph_tests::golden::Golden;
use msgraph_tests::{corpus, program, tree, workspace};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const WANTED: [&str; 2] = ["/deviceAppManagement/vppTokens/**", "/me/messages/**"];

/// The embedded metadata as another version of it: `mailTips` and all that leads to it are as they were, a token has a property more,
/// and an enumeration a member more.
fn beta(folder: &Path) -> PathBuf {
    let text = std::fs::read_to_string(workspace().join("specs/v1.0.xml")).expect("the metadata");
    let with = |text: String, at: &str, more: &str| {
        assert_eq!(text.matches(at).count(), 1, "{at}");
        text.replace(at, &format!("{at}{more}"))
    };
    let text = with(
        text,
        "<EntityType Name=\"vppToken\" BaseType=\"graph.entity\">",
        "<Property Name=\"displayName\" Type=\"Edm.String\" />",
    );
    let text = with(
        text,
        "<EnumType Name=\"followupFlagStatus\">",
        "<Member Name=\"postponed\" Value=\"9\" />",
    );
    let path = folder.join("beta.xml");
    std::fs::write(&path, text).expect("the copy is written");
    path
}

fn single(metadata: &Path, include: &[&str]) -> Builder {
    let builder = Builder::new().metadata(metadata);
    include
        .iter()
        .fold(builder, |builder, one| builder.include(*one))
}

/// Both versions of the same selection.
fn both(v1: &Path, beta: &Path, include: &[&str]) -> Builder {
    let further = VersionSettings::new("beta").metadata(beta);
    let further = include
        .iter()
        .fold(further, |further, one| further.include(*one));
    single(v1, include).version(further)
}

fn generate(builder: &Builder) -> Generated {
    builder.generate().unwrap_or_else(|fault| panic!("{fault}"))
}

/// The definitions of the module of `microsoft.graph` below a path.
fn graph(generated: &Generated, below: &str) -> BTreeMap<String, Definition> {
    let folder = format!("{below}graph/");
    let files = generated.sources.iter();
    let files = files.filter(|(path, _)| path.starts_with(&folder));
    definitions(files.map(|(_, text)| text.as_str()))
}

/// What two clients of one module each have in common, by their texts alone: what is defined in the same words and names nothing that
/// is not. Of builders the documentation counts too, and a builder names those of types derived from its own.
fn common(
    first: &BTreeMap<String, Definition>,
    further: &BTreeMap<String, Definition>,
) -> BTreeSet<String> {
    let is_builder = |name: &str| name.ends_with("RequestBuilder");
    let derived = derived_builders(further);
    let mut common: BTreeSet<&String> = further.keys().collect();
    loop {
        let before = common.len();
        let kept = |name: &&String| {
            let (Some(one), other) = (first.get(*name), &further[*name]) else {
                return false;
            };
            let is_same = match is_builder(name) {
                true => one.documented == other.documented,
                false => one.code == other.code,
            };
            let mut named = other
                .words
                .iter()
                .chain(derived.get(*name).into_iter().flatten());
            is_same && named.all(|word| common.contains(word) || !further.contains_key(word))
        };
        let next: BTreeSet<&String> = common.iter().copied().filter(kept).collect();
        common = next;
        if common.len() == before {
            return common.into_iter().cloned().collect();
        }
    }
}

/// The builders of derived types by those of their bases, as the tables of both say.
fn derived_builders(all: &BTreeMap<String, Definition>) -> BTreeMap<String, Vec<String>> {
    let mut builders = BTreeMap::new();
    for (name, found) in all {
        for (table, mark) in [("one_builder", 1), ("many_builder", 2)] {
            let row = format!("\"{table}\" {name} , ");
            if let Some((_, rest)) = found.code.split_once(&row) {
                let model = rest.split_whitespace().next().unwrap_or_default();
                builders.insert((mark, model.to_owned()), name.clone());
            }
        }
    }
    let mut derived = BTreeMap::<String, Vec<String>>::new();
    for ((mark, model), name) in &builders {
        let code = all.get(model).map_or("", |found| &found.code);
        let bases = code.split_once("TYPES , [").map_or("", |(_, rest)| rest);
        let bases = bases.split_once(']').map_or("", |(bases, _)| bases);
        for base in bases.split(',').map(str::trim) {
            if let Some(of) = builders.get(&(*mark, base.to_owned())) {
                derived.entry(of.clone()).or_default().push(name.clone());
            }
        }
    }
    derived
}

/// What the further version's module takes from the first.
fn shared(generated: &Generated) -> BTreeSet<String> {
    let file = generated.sources.iter();
    let mut file = file.filter(|(path, _)| path == "beta/graph/mod.rs");
    let (_, text) = file.next().expect("the module");
    let from = text.split_once("pub use super::super::graph::{");
    let names = from.map_or("", |(_, rest)| rest.split_once('}').map_or("", |one| one.0));
    let names = names
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}

/// Generates both versions with and without sharing, and holds the result against two clients of one version each.
fn compare(v1: &Path, beta: &Path, include: &[&str]) -> Generated {
    let (of_v1, of_beta) = (
        generate(&single(v1, include)),
        generate(&single(beta, include)),
    );
    let apart = generate(&both(v1, beta, include));
    let together = generate(&both(v1, beta, include).share_types());
    for (path, text) in &of_v1.sources {
        let found = |all: &Generated| {
            let mut found = all.sources.iter().filter(|(other, _)| other == path);
            found
                .next()
                .map(|(_, text)| text.clone())
                .expect("the file")
        };
        // What tells of the versions: the modules, and the client struct; where types are shared, the bases of those of both.
        if !["mod.rs", "client.rs"].contains(&path.as_str()) {
            assert_eq!(found(&apart), *text, "{path}");
            assert!(path == "types.rs" || found(&together) == *text, "{path}");
        }
    }
    let (first, further) = (graph(&of_v1, ""), graph(&of_beta, ""));
    assert!(graph(&apart, "beta/") == further);
    assert!(shared(&apart).is_empty());
    let common = common(&first, &further);
    assert_eq!(shared(&together), common);
    let rest = graph(&together, "beta/");
    for (name, definition) in &further {
        let found = rest.get(name);
        match common.contains(name) {
            true => assert_eq!(found, None, "{name} is there twice"),
            false => assert!(found == Some(definition), "{name}"),
        }
    }
    let counted = together.report.versions.iter().map(|one| one.shared);
    let counted: Vec<_> = counted
        .map(|one| {
            one.entity_types + one.complex_types + one.enum_types + one.parameters + one.builders
        })
        .collect();
    assert_eq!(counted, [0, common.len()]);
    // Both versions together have what they share once.
    let report = &together.report;
    let [first, further] = report.versions.as_slice() else {
        panic!("{:?}", report.versions);
    };
    let types = |one: &VersionReport| [one.entity_types, one.complex_types, one.enum_types];
    let shared = further.shared;
    let shared = [shared.entity_types, shared.complex_types, shared.enum_types];
    let (first, further) = (types(first), types(further));
    assert_eq!(
        [report.entity_types, report.complex_types, report.enum_types],
        [0, 1, 2].map(|kind| first[kind] + further[kind] - shared[kind])
    );
    together
}

#[test]
fn what_a_copy_has_in_common() {
    let folder = tempfile::tempdir().expect("a folder");
    let (v1, beta) = (workspace().join("specs/v1.0.xml"), beta(folder.path()));
    let together = compare(&v1, &beta, &WANTED);
    let names = shared(&together);
    let has = |name: &str| names.contains(name);
    assert!(has("ItemBody") && has("Attachment") && has("AttachmentRequestBuilder"));
    // By itself, by a member, by a field, by a navigation property, by the model.
    for name in [
        "VppToken",
        "FollowupFlagStatus",
        "FollowupFlag",
        "Message",
        "MessageRequestBuilder",
    ] {
        assert!(!has(name), "{name}");
    }
    let same = compare(&v1, &v1, &WANTED);
    let only: Vec<_> = same.sources.iter().map(|(path, _)| path.as_str()).collect();
    let only: Vec<_> = only
        .into_iter()
        .filter(|path| path.starts_with("beta/graph/"))
        .collect();
    assert_eq!(only, ["beta/graph/mod.rs"], "everything is the same");
}

/// A further version that is wanted for two calls only has the types of the first all the same, though it lacks what they lead to.
#[test]
fn a_small_selection_shares_what_a_large_one_has() {
    let v1 = workspace().join("specs/v1.0.xml");
    let further = VersionSettings::new("beta").metadata(&v1);
    let further = further.include("GET,PATCH /me/messages/{id}");
    let builder = single(&v1, &["/me/messages/**"]).version(further);
    let names = shared(&generate(&builder.share_types()));
    assert!(names.contains("Message"), "{names:?}");
    assert!(
        !names.contains("MessageRequestBuilder"),
        "it has more methods there"
    );
}

#[test]
fn published_versions_have_in_common() {
    let (Some(v1), Some(beta)) = (
        corpus("csdl/v1.0-2021-07.xml"),
        corpus("csdl/beta-2021-07.xml"),
    ) else {
        return;
    };
    for include in [
        &WANTED[..],
        &["/me/**"],
        &["/identity/conditionalAccess/**", "/planner/**"],
    ] {
        let together = compare(&v1, &beta, include);
        println!("{include:?}: {:?}", together.report.versions);
    }
}

/// A program that uses both versions of the client as one.
const MAIN: &str = r#"
use msgraph::graph::{ItemBody, Message};
use msgraph::{Graph, beta};
use msgraph_runtime::{Client, MemoryTransport, RequestBuilder, StaticToken};

fn main() {
    let server = MemoryTransport::new();
    let client = Client::builder().transport(server).credential(StaticToken::new("t"));
    let graph = Graph::with_client(client.build().expect("a client"));
    let read = ItemBody { content: "text".into(), ..Default::default() };
    let message = Message { body: read.clone().into(), ..Default::default() };
    let sent = beta::graph::Message { body: read.into(), ..Default::default() };
    let first = graph.me().messages().create(message);
    let further = graph.beta().me().messages().create(sent);
    println!("{} {}", first.method(), first.url());
    println!("{} {}", further.method(), further.url());
    // Shared builders go on where they come from.
    let attachment = graph.beta().me().messages().id("1").attachments().id("2");
    println!("{}", attachment.clone().get().url());
    println!("{}", attachment.narrow::<beta::graph::Attachment>().get().url());
    let sync = graph.beta().device_app_management().vpp_tokens().id("3").sync_licenses();
    println!("{}", sync.url());
    // Whatever the client was of, each client struct is of its version.
    println!("{}", Graph::with_client(graph.beta().client().clone()).me().messages().list().url());
}
"#;

fn calls(golden: &Golden) {
    golden.check();
    golden.clippy();
    golden.doc();
    let said = golden.run("both", &[("main.rs".to_owned(), MAIN.to_owned())]);
    let root = "https://graph.microsoft.com";
    let expected = [
        format!("POST {root}/v1.0/me/messages"),
        format!("POST {root}/beta/me/messages"),
        format!("{root}/beta/me/messages/1/attachments/2"),
        format!("{root}/beta/me/messages/1/attachments/2/microsoft.graph.attachment"),
        format!("{root}/beta/deviceAppManagement/vppTokens/3/syncLicenses"),
        format!("{root}/v1.0/me/messages"),
    ];
    assert_eq!(said.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn one_client_calls_both_versions() {
    let folder = tempfile::tempdir().expect("a folder");
    let builder = both(
        &workspace().join("specs/v1.0.xml"),
        &beta(folder.path()),
        &WANTED,
    );
    let settings = builder.share_types().settings().clone();
    calls(&Golden::generate("versions-embedded", settings));
}

/// With reference pages each version has tables of its own, of which requests know the right one.
#[test]
fn each_version_knows_its_own_pages() {
    let folder = tempfile::tempdir().expect("a folder");
    let docs = workspace().join("specs/docs/en");
    let further = VersionSettings::new("beta")
        .metadata(beta(folder.path()))
        .docs(&docs)
        .include("GET,POST /me/messages");
    let builder = single(&workspace().join("specs/v1.0.xml"), &["/me/messages/**"]);
    let builder = builder.docs(&docs).version(further).share_types();
    let builder = builder.with_examples();
    let golden = Golden::generate("versions-documented", builder.settings().clone());
    golden.check();
    golden.clippy();
    golden.doc();
    let main = r#"
use msgraph::Graph;
use msgraph_runtime::{Client, MemoryTransport, Request, StaticToken};

fn show<T>(request: &Request<T>) {
    println!("{} {}", request.url(), request.facts().expect("a page").docs_url());
}

fn main() {
    let client = Client::builder().transport(MemoryTransport::new()).credential(StaticToken::new("t"));
    let graph = Graph::with_client(client.build().expect("a client"));
    show(&graph.me().messages().list());
    show(&graph.beta().me().messages().list());
    let table = |client: &Client| client.routes().map_or(0, |table| table.rows().len());
    println!("{}", table(graph.client()) > table(graph.beta().client()));
}
"#;
    let said = golden.run("documented", &[("main.rs".to_owned(), main.to_owned())]);
    let page = "https://learn.microsoft.com/graph/api/user-list-messages?view=graph-rest";
    let expected = [
        format!("https://graph.microsoft.com/v1.0/me/messages {page}-1.0"),
        format!("https://graph.microsoft.com/beta/me/messages {page}-beta"),
        "true".to_owned(),
    ];
    assert_eq!(said.lines().collect::<Vec<_>>(), expected);
}

/// Two crates by two runs: their types are different, their client may be the same.
#[test]
fn two_crates_share_a_client() {
    let folder = tempfile::tempdir().expect("a folder");
    let wanted = ["/me/messages"];
    let mut settings = single(&beta(folder.path()), &wanted).settings().clone();
    settings.krate.name = "msgraph-beta".to_owned();
    settings.krate.api_version = "beta".to_owned();
    let further = Golden::generate("versions-of-two-beta", settings);
    let settings = single(&workspace().join("specs/v1.0.xml"), &wanted);
    let first = Golden::generate("versions-of-two", settings.settings().clone());
    let main = r#"
use msgraph_runtime::{Client, MemoryTransport, StaticToken};

fn main() {
    let client = Client::builder().transport(MemoryTransport::new()).credential(StaticToken::new("t"));
    let graph = msgraph::Graph::with_client(client.build().expect("a client"));
    let beta = msgraph_beta::Graph::with_client(graph.client().clone());
    println!("{}", graph.me().messages().list().url());
    println!("{}", beta.me().messages().list().url());
}
"#;
    let first = first.beside("msgraph-beta", &further);
    let said = first.run("two", &[("main.rs".to_owned(), main.to_owned())]);
    let root = "https://graph.microsoft.com";
    assert_eq!(
        said.lines().collect::<Vec<_>>(),
        [
            format!("{root}/v1.0/me/messages"),
            format!("{root}/beta/me/messages")
        ]
    );
}

#[test]
fn one_client_calls_both_published_versions() {
    let (Some(v1), Some(beta)) = (
        corpus("csdl/v1.0-2021-07.xml"),
        corpus("csdl/beta-2021-07.xml"),
    ) else {
        return;
    };
    let settings = both(&v1, &beta, &WANTED).share_types().settings().clone();
    calls(&Golden::generate("versions-published", settings));
}

/// The stamp, the locks and `check` know all versions.
#[test]
fn a_crate_of_two_versions_is_kept_up_to_date() {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = beta(folder.path());
    let embedded = workspace().join("specs/v1.0.xml");
    let config = format!(
        "out = \"out\"\nshare = \"identical\"\n[[version]]\nname = \"v1.0\"\nmetadata = [{embedded:?}]\ninclude = [\"/me/messages/**\"]\n\
         [[version]]\nname = \"beta\"\nmetadata = [\"beta.xml\"]\ninclude = [\"/me/messages/**\"]\n"
    );
    std::fs::write(folder.path().join("msgraph-bindgen.toml"), config).expect("written");
    let run = |arguments: &[&str]| program::run(folder.path(), arguments);
    let ran = run(&["generate"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.contains("beta: "), "{}", ran.stdout);
    let ran = run(&["generate"]);
    assert!(ran.stdout.contains("up to date"), "{}", ran.stdout);
    assert_eq!(run(&["check"]).status, Some(0));
    let files = tree(&folder.path().join("out"));
    let has = |path: &str| files.iter().any(|(one, _)| one == path);
    assert!(has("names.lock") && has("names.beta.lock") && has("src/beta/mod.rs"));
    let readme = files
        .iter()
        .find(|(path, _)| path == "README.md")
        .expect("a readme");
    assert!(String::from_utf8_lossy(&readme.1).contains("v1.0 and beta"));
    // The lock of the further version pins its names.
    let lock = folder.path().join("out/names.beta.lock");
    let text = std::fs::read_to_string(&lock).expect("a lock");
    assert!(text.contains("\tAttachment\n"), "{text}");
    std::fs::write(&lock, text.replace("\tAttachment\n", "\tEnclosure\n")).expect("written");
    let ran = run(&["generate"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let entities = std::fs::read_to_string(folder.path().join("out/src/beta/graph/entities.rs"));
    assert!(entities.expect("a file").contains("pub struct Enclosure {"));
    // A change of either input is one.
    let text = std::fs::read_to_string(&copy).expect("the copy");
    std::fs::write(
        &copy,
        text.replace("Name=\"bodyPreview\"", "Name=\"preview\""),
    )
    .expect("written");
    let ran = run(&["check"]);
    assert_eq!(ran.status, Some(1), "{}", ran.stderr);
    assert!(
        ran.stdout.contains("differs: src/beta/graph/entities.rs"),
        "{}",
        ran.stdout
    );
    // Verbs that look at one version look at the one that is named, else at the first.
    let shown = |more: &[&str]| {
        let ran = run(&[&["show", "--by", "type", "microsoft.graph.message"], more].concat());
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
        ran.stdout.contains("bodyPreview")
    };
    assert!(shown(&[]) && !shown(&["--api-version", "beta"]));
    let ran = run(&["show", "--api-version", "v2.0"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("v1.0 and beta"), "{}", ran.stderr);
}

#[test]
fn versions_that_make_no_sense_together_are_refused() {
    let v1 = workspace().join("specs/v1.0.xml");
    let refused = |settings: Settings, hint: &str| {
        let fault = Builder::from_settings(settings).generate().expect_err(hint);
        assert!(fault.to_string().contains(hint), "{fault}");
    };
    let of = |name: &str| VersionSettings::new(name).metadata(&v1);
    let with = |versions: Vec<VersionSettings>| Settings {
        metadata: vec![v1.clone()],
        versions,
        ..Settings::default()
    };
    refused(with(vec![of("v1.0")]), "described twice");
    refused(with(vec![of("beta"), of("beta")]), "described twice");
    refused(with(vec![of("v2.0")]), "one of `v1.0` and `beta`");
    refused(
        with(vec![VersionSettings::new("beta")]),
        "no metadata is given for the version `beta`",
    );
    let patterns = Settings {
        metadata: Vec::new(),
        include: vec!["/me".to_owned()],
        ..with(vec![of("v1.0"), of("beta")])
    };
    refused(patterns, "patterns belong to one version");
    let split = Settings {
        features: Features::RootSegments,
        ..with(vec![of("beta")])
    };
    refused(split, "several versions with features");
    let slice = Builder::from_settings(with(vec![of("beta")]));
    let folder = tempfile::tempdir().expect("a folder");
    let fault = slice
        .write_slice_to(folder.path())
        .expect_err("two versions");
    assert!(fault.to_string().contains("v1.0 and beta"), "{fault}");
    // Further versions may be all there are, in any order.
    let swapped = Settings {
        metadata: Vec::new(),
        share: Share::Identical,
        ..with(vec![of("beta"), of("v1.0")])
    };
    let generated = generate(&Builder::from_settings(swapped));
    let client = generated
        .sources
        .iter()
        .find(|(path, _)| path == "client.rs")
        .expect("a client");
    assert!(client.1.contains("Version::Beta") && client.1.contains("pub fn v1_0(&self)"));
}

/// One table is a version by itself: beta goes to beta, and v1.0 is as without a table.
#[test]
fn a_single_table_is_a_client_of_that_version() {
    let metadata = workspace().join("specs/v1.0.xml");
    let client = |settings: Settings| {
        let generated = generate(&Builder::from_settings(settings));
        assert!(generated.report.versions.is_empty());
        let mut sources = generated.sources.into_iter();
        let client = sources.find(|(path, _)| path == "client.rs");
        client.expect("a client").1
    };
    let table = |name: &str| {
        client(Settings {
            versions: vec![VersionSettings::new(name).metadata(&metadata)],
            ..Settings::default()
        })
    };
    let plain = |name: &str| {
        let mut settings = Builder::new().metadata(&metadata).settings().clone();
        settings.krate.api_version = name.to_owned();
        client(settings)
    };
    assert!(table("beta").contains("Version::Beta"));
    assert_eq!(table("beta"), plain("beta"));
    assert!(!table("v1.0").contains("Version::"));
    assert_eq!(table("v1.0"), plain("v1.0"));
}

/// A namespace may be called as a version is.
#[test]
fn a_name_of_a_version_that_is_taken_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("v1.0.xml");
    let text = std::fs::read_to_string(workspace().join("specs/v1.0.xml")).expect("the metadata");
    let text = text.replace(
        "Namespace=\"microsoft.graph.callRecords\"",
        "Namespace=\"microsoft.graph.beta\"",
    );
    std::fs::write(
        &path,
        text.replace("microsoft.graph.callRecords.", "microsoft.graph.beta."),
    )
    .expect("written");
    let further = VersionSettings::new("beta").metadata(&path);
    let fault = Builder::new().metadata(&path).version(further).generate();
    let fault = fault.expect_err("the module is there").to_string();
    assert!(
        fault.contains("names.lock") && fault.contains("microsoft.graph.beta"),
        "{fault}"
    );
}
