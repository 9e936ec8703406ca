//! Pages that Microsoft published. They are not part of the repository.

use super::*;
use crate::diagnostics::{Diagnostics, Sources};
use crate::docs::json::Value;
use crate::docs::library::{Library, load};
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// The pages of one language, if the corpus is there. Read once for all tests.
fn library(name: &'static str) -> Option<&'static Library<'static>> {
    type Read = Mutex<BTreeMap<&'static str, Option<&'static Library<'static>>>>;
    static READ: Read = Mutex::new(BTreeMap::new());
    let mut read = READ.lock().expect("no test fails while it reads");
    *read.entry(name).or_insert_with(|| read_corpus(name))
}

fn read_corpus(name: &str) -> Option<&'static Library<'static>> {
    let folder = std::env::var_os("MSGRAPH_CORPUS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus"),
        PathBuf::from,
    );
    let folder = folder.join("docs").join(name).join("v1.0");
    if !folder.is_dir() {
        eprintln!(
            "SKIPPED: {} is not there; set MSGRAPH_CORPUS",
            folder.display()
        );
        return None;
    }
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let files = load(&[folder], &mut sources, &mut diagnostics).expect("the folder can be read");
    assert!(diagnostics.is_empty(), "the corpus is UTF-8");
    let sources = Box::leak(Box::new(sources));
    let threads = NonZero::new(2).expect("some");
    Some(Box::leak(Box::new(Library::read(sources, &files, threads))))
}

fn kind(page: &Page<'_>) -> &'static str {
    match page.body {
        Body::Operation(_) => "operation",
        Body::Resource(_) => "resource",
        Body::Enumerations(_) => "enumeration",
        Body::Other => "other",
    }
}

fn operations<'l, 's>(library: &'l Library<'s>) -> Vec<(&'l str, &'l OperationPage<'s>)> {
    let pages = library.pages().iter();
    let operations = pages.filter_map(|page| match &page.body {
        Body::Operation(operation) => Some((page.key.0.as_str(), operation.as_ref())),
        _ => None,
    });
    operations.collect()
}

/// What the authors call a page, where the folder does not say it. Endings are misspelt now and then.
fn claimed(page: &Page<'_>) -> Option<&'static str> {
    if page.folder == Folder::Api {
        return Some("operation");
    }
    let doc_type = page.front.entries.iter().find(|(key, _)| key == "doc_type");
    let claims = [
        ("resourcePageType", "resource"),
        ("enumPageType", "enumeration"),
        ("conceptualPageType", "other"),
    ];
    let (_, text) = doc_type?;
    let claim = claims
        .iter()
        .find(|(claim, _)| text.text.starts_with(claim));
    // A type under `resources` that says `apiPageType` says nothing.
    claim.map(|(_, kind)| *kind)
}

/// Pages that are something else than their authors say, or said of the page in 2021: all are prose and links alone.
const OTHER_THAN_CLAIMED: [(&str, &[(&str, &str)]); 2] = [
    (
        "en-2021",
        &[
            ("identityprotectionroot", "other"),
            ("search", "other"),
            ("search-api-overview", "other"),
            ("teamscatalogapp", "other"),
            ("threatassessment-api-overview", "other"),
        ],
    ),
    ("de-2018", &[]),
];

#[test]
fn pages_are_what_their_folder_and_their_authors_say() {
    let Some(english) = library("en-2021") else {
        return;
    };
    let english = english_claims(english);
    for (name, expected) in OTHER_THAN_CLAIMED {
        let Some(library) = library(name) else { return };
        let mut judged = 0;
        let mut wrong = BTreeSet::new();
        for page in library.pages() {
            // Pages of 2018 do not say what they are, but most were still there in 2021.
            let claim = claimed(page).or_else(|| english.get(&page.key).copied());
            if let Some(claim) = claim {
                judged += 1;
                if kind(page) != claim {
                    wrong.insert((page.key.0.as_str(), kind(page)));
                }
            }
        }
        eprintln!(
            "{name}: {judged} of {} pages judged, {} of another kind",
            library.pages().len(),
            wrong.len()
        );
        assert!(wrong.len() * 1000 <= judged * 5, "{wrong:?}");
        let expected: BTreeSet<_> = expected.iter().copied().collect();
        assert_eq!(wrong, expected, "{name}");
    }
}

fn english_claims(library: &Library<'_>) -> BTreeMap<PageKey, &'static str> {
    let resources = library
        .pages()
        .iter()
        .filter(|page| page.folder == Folder::Resources);
    let claims = resources.filter_map(|page| Some((page.key.clone(), claimed(page)?)));
    claims.collect()
}

/// Template lines and pages whose templates were found by their shape, as the survey of the corpus has them.
const TEMPLATES: [(&str, usize, &[&str]); 2] = [
    ("en-2021", 3747, &["chat-post-members", "site-get"]),
    ("de-2018", 2497, &["educationroot-list-schools", "site-get"]),
];

#[test]
fn all_templates_are_found() {
    for (name, expected, by_shape) in TEMPLATES {
        let Some(library) = library(name) else { return };
        let operations = operations(library);
        let with = |by: TemplatesBy| {
            operations
                .iter()
                .filter(move |(_, page)| page.templates_by == by)
        };
        let lines: usize = with(TemplatesBy::Heading)
            .map(|(_, page)| page.templates.len())
            .sum();
        assert_eq!(lines, expected, "{name}");
        let shaped: Vec<_> = with(TemplatesBy::Shape).map(|(key, _)| *key).collect();
        assert_eq!(shaped, by_shape, "{name}");
        assert!(
            operations
                .iter()
                .all(|(_, page)| !page.templates.is_empty())
        );
    }
}

#[test]
fn permissions_are_read() {
    for name in ["en-2021", "de-2018"] {
        let Some(library) = library(name) else { return };
        let operations = operations(library);
        let is_read = |page: &OperationPage<'_>| {
            page.permissions
                .as_ref()
                .is_some_and(|table| !table.rows.is_empty())
        };
        let missing: Vec<_> = operations
            .iter()
            .filter(|(_, page)| !is_read(page))
            .map(|(key, _)| key)
            .collect();
        eprintln!(
            "{name}: no permissions on {} of {} pages: {missing:?}",
            missing.len(),
            operations.len()
        );
        assert!(missing.len() * 1000 <= operations.len() * 5);
        // Every scope is a scope: damage is a defect, not a name.
        let kinds = defects(library);
        eprintln!("{name}: {kinds:?}");
        for kind in ["json-unreadable", "comment-unclosed", "include-missing"] {
            assert_eq!(kinds.get(kind), None, "{name}");
        }
    }
}

fn defects(library: &Library<'_>) -> BTreeMap<&'static str, usize> {
    let mut kinds = BTreeMap::new();
    for defect in library.pages().iter().flat_map(|page| &page.defects) {
        *kinds.entry(defect.kind).or_default() += 1;
    }
    kinds
}

/// Of responses: how many have an object as `value`, and in how many that is all there is.
const WRAPPED: [(&str, usize, usize); 2] = [("en-2021", 205, 203), ("de-2018", 160, 158)];

#[test]
fn bodies_are_read() {
    for (name, with_object, alone) in WRAPPED {
        let Some(library) = library(name) else { return };
        let operations = operations(library);
        let examples = || operations.iter().flat_map(|(_, page)| &page.examples);
        let requests = examples().filter_map(|example| example.request.as_ref()?.content.as_ref());
        let responses =
            || examples().filter_map(|example| example.response.as_ref()?.content.as_ref());
        let is_json = |content: &&Content<'_>| matches!(content, Content::Json(_));
        let all = requests.chain(responses());
        let read = all.filter(is_json).count();
        let unread = defects(library).get("json-unreadable").copied();
        let unread = unread.unwrap_or_default();
        eprintln!("{name}: {read} bodies of JSON, {unread} more that cannot be read");
        assert!(unread * 1000 <= read + unread);
        let mut objects = 0;
        let mut wrapped = 0;
        for content in responses() {
            let Content::Json(block) = content else {
                continue;
            };
            let value = block.value.get("value").map(|node| &node.value);
            if let Some(Value::Object(_)) = value {
                objects += 1;
                let others = block
                    .value
                    .members()
                    .iter()
                    .filter(|member| !member.name.starts_with('@'));
                wrapped += usize::from(others.count() == 1);
            }
        }
        assert_eq!((objects, wrapped), (with_object, alone), "{name}");
    }
}

/// The pages that belong to volume-purchase tokens say the same in German of 2018 and English of 2021, but for what had changed.
#[test]
fn the_pages_on_one_type_are_read_alike_in_two_languages() {
    let (Some(german), Some(english)) = (library("de-2018"), library("en-2021")) else {
        return;
    };
    let mut compared = 0;
    for entry in german.entries() {
        let page = entry.first(Some).expect("a page");
        let is_meant = page.key.0.contains("vpptoken");
        let Some(other) = english.get(page.folder, &page.key).filter(|_| is_meant) else {
            continue;
        };
        let other = other.first(Some).expect("a page");
        compared += 1;
        assert_eq!(outline(page), outline(other), "{}", page.key.0);
    }
    assert_eq!(compared, 10);
}

/// What does not change with the language.
fn outline(page: &Page<'_>) -> Vec<String> {
    let targets = |links: &[Link<'_>]| {
        links
            .iter()
            .map(|link| PageKey::of_path(&link.target).0)
            .collect::<Vec<_>>()
            .join(" ")
    };
    match &page.body {
        Body::Operation(operation) => {
            let mut lines: Vec<_> = operation
                .templates
                .iter()
                .map(|line| format!("{} {}", line.method.as_str(), line.target.text))
                .collect();
            lines.push(format!(
                "{:?} -> {}",
                operation.statuses,
                targets(&operation.returns)
            ));
            lines.push(format!(
                "{} headers, {} in the body",
                operation.headers.len(),
                operation.request_body.len()
            ));
            for example in &operation.examples {
                let request = example.request.as_ref().expect("a request");
                let response = example.response.as_ref().expect("a response");
                lines.push(format!(
                    "{} -> {}",
                    request.line.target.text, response.status
                ));
                if let Some(Content::Json(block)) = &response.content {
                    lines.push(block.text.text.to_string());
                }
            }
            lines
        }
        Body::Resource(resource) => {
            let json = resource.representation.as_ref().expect("JSON");
            vec![
                json.text.text.to_string(),
                format!("{} properties", resource.properties.len()),
                targets(&resource.methods),
            ]
        }
        Body::Enumerations(enums) => {
            let members = enums.iter().flat_map(|one| &one.members);
            members
                .map(|member| format!("{:?}", member.value))
                .collect()
        }
        Body::Other => panic!("{} is of another kind", page.key.0),
    }
}
