use super::*;
use crate::diagnostics::Severity;
use std::path::{Path, PathBuf};

/// A folder with files, removed in the end.
struct Files(PathBuf);

impl Files {
    fn with(name: &str, files: &[(&str, &[u8])]) -> Self {
        let name = format!("msgraph-bindgen-library-{}-{name}", std::process::id());
        let folder = Self(std::env::temp_dir().join(name));
        for (path, bytes) in files {
            let path = folder.0.join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, bytes).expect("a file");
        }
        folder
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

fn load_all(folders: &[&Files]) -> (Sources, Vec<PageFile>, Diagnostics) {
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let folders: Vec<_> = folders.iter().map(|folder| folder.0.clone()).collect();
    let files = load(&folders, &mut sources, &mut diagnostics).expect("the folders are there");
    (sources, files, diagnostics)
}

const ONE: NonZero<usize> = NonZero::<usize>::MIN;

#[test]
fn markdown_is_found_below_folders_in_order() {
    let folder = Files::with(
        "walk",
        &[
            ("resources/b.md", b"# b"),
            ("api/c.MD", b"# c"),
            ("api/a.md", b"# a"),
            ("api/a.md.txt", b"no"),
            ("api/.a.md.swp", b"no"),
            (".git/d.md", b"no"),
        ],
    );
    let (sources, files, diagnostics) = load_all(&[&folder]);
    let paths: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["api/a.md", "api/c.MD", "resources/b.md"]);
    assert!(diagnostics.is_empty());
    let ids: Vec<_> = files.iter().map(|file| file.source).collect();
    assert_eq!(sources.pages().collect::<Vec<_>>(), ids);
    assert_eq!(sources.ids().count(), 0);
}

/// Files are read many at a time: each keeps its own name and text, whatever lies between.
#[test]
fn each_of_many_files_has_its_own_text() {
    let names: Vec<_> = (0..200).map(|at| format!("api/{at:03}.md")).collect();
    let texts: Vec<_> = names.iter().map(|name| format!("# {name}")).collect();
    let pages = names.iter().zip(&texts);
    let mut pages: Vec<_> = pages
        .map(|(name, text)| (&**name, text.as_bytes()))
        .collect();
    pages.push(("api/100a.md", b"# \xff"));
    let folder = Files::with("many", &pages);
    // A link to nothing cannot be read.
    #[cfg(unix)]
    std::os::unix::fs::symlink("nothing", folder.0.join("api/010a.md")).expect("a link");
    let (sources, files, diagnostics) = load_all(&[&folder]);
    let mut counts: Vec<_> = diagnostics
        .counts()
        .map(|(_, kind, count)| (kind, count))
        .collect();
    counts.retain(|(kind, _)| *kind != "page-unreadable");
    assert_eq!(counts, [("invalid-utf-8", 1)]);
    assert_eq!(files.len(), 201);
    for file in files.iter().filter(|file| file.path != "api/100a.md") {
        assert_eq!(sources.text(file.source), format!("# {}", file.path));
        assert!(sources.name(file.source).ends_with(&file.path));
    }
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    let mut sources = Sources::new();
    let folders = [Path::new("/there/is/none").to_owned()];
    let error = load(&folders, &mut sources, &mut Diagnostics::new()).expect_err("no folder");
    assert!(error.to_string().contains("/there/is/none"), "{error}");
}

#[test]
fn bytes_that_are_no_utf_8_are_a_warning_and_the_page_is_read() {
    let folder = Files::with(
        "utf8",
        &[(
            "api/a.md",
            b"# Get \xff\n\n## HTTP request\n```\nGET /a\n```\n",
        )],
    );
    let (sources, files, diagnostics) = load_all(&[&folder]);
    let counts: Vec<_> = diagnostics.counts().collect();
    assert_eq!(counts, [(Severity::Warning, "invalid-utf-8", 1)]);
    let library = Library::read(&sources, &files, ONE);
    assert!(matches!(library.pages()[0].body, Body::Operation(_)));
}

#[test]
fn of_several_folders_the_first_that_has_a_text_wins() {
    let german = Files::with(
        "de",
        &[
            ("resources/my_thing.md", b"# Ding\n"),
            ("resources/x.md", b"# X\n"),
        ],
    );
    let english = Files::with("en", &[("resources/My-Thing.md", b"# thing\n\nA thing.\n")]);
    let (sources, files, _) = load_all(&[&german, &english]);
    let library = Library::read(&sources, &files, ONE);
    assert_eq!(library.entries().count(), 2);
    let from = library.pages().last().expect("a page");
    let entry = library
        .linked(from, "../Resources/MY_THING.md#properties")
        .expect("the page");
    let text = |says: fn(&Page<'_>) -> Option<String>| entry.first(says);
    assert_eq!(
        text(|page| Some(page.title.as_ref()?.text.to_string())).as_deref(),
        Some("Ding")
    );
    let description = text(|page| Some(page.description.as_ref()?.text.to_string()));
    assert_eq!(description.as_deref(), Some("A thing."));
    assert!(library.linked(from, "x.md").is_some());
    assert!(library.linked(from, "../api/x.md").is_none());
}

#[test]
fn permissions_are_read_from_includes() {
    let page = "# Get\n\n## Permissions\n<!-- { \"blockType\": \"permissions\", \"name\": \"x\" } -->\n[!INCLUDE [t](../includes/permissions/X_permissions.md)]\n\n## HTTP request\n```\nGET /x\n```\n";
    let table =
        "|T|L|H|\n|---|---|---|\n|D (w)|User.Read|User.ReadWrite|\n|D (p)|no|no|\n|A|no|no|\n";
    let folder = Files::with(
        "includes",
        &[
            ("v1.0/api/x.md", page.as_bytes()),
            (
                "v1.0/includes/permissions/x-permissions.md",
                table.as_bytes(),
            ),
            ("beta/api/x.md", page.as_bytes()),
        ],
    );
    let (sources, files, _) = load_all(&[&folder]);
    let library = Library::read(&sources, &files, ONE);
    let tables: Vec<_> = library
        .pages()
        .iter()
        .map(|page| match &page.body {
            Body::Operation(operation) => {
                operation.permissions.as_ref().map(|table| table.rows.len())
            }
            other => panic!("no page of an operation: {other:?}"),
        })
        .collect();
    assert_eq!(tables, [None, Some(3)]);
    let mut diagnostics = Diagnostics::new();
    library.report(&mut diagnostics);
    let counts: Vec<_> = diagnostics.counts().collect();
    assert_eq!(counts, [(Severity::Warning, "include-missing", 1)]);
}

#[test]
fn bilingual_pages_show_what_they_were_translated_from() {
    let page = "# <a name=\"x\"></a><span data-ttu-id=\"1\">Ding</span><span class=\"sxs-lookup\"><span data-stu-id=\"1\">Thing</span></span>\n";
    let folder = Files::with("sxs", &[("api/x.md", page.as_bytes())]);
    let (sources, files, _) = load_all(&[&folder]);
    let library = Library::read(&sources, &files, ONE);
    let title = library.pages()[0].title.as_ref().expect("a title");
    assert_eq!(title.text, "Thing");
}

#[test]
fn the_order_of_pages_does_not_depend_on_threads() {
    let names: Vec<_> = (0..200)
        .map(|index| format!("api/p{index:03}.md"))
        .collect();
    let files: Vec<_> = names
        .iter()
        .map(|name| (name.as_str(), b"# p".as_slice()))
        .collect();
    let folder = Files::with("threads", &files);
    let (sources, files, _) = load_all(&[&folder]);
    for threads in [1, 2, 7] {
        let threads = NonZero::new(threads).expect("some");
        let library = Library::read(&sources, &files, threads);
        let read: Vec<_> = library.pages().iter().map(|page| page.source).collect();
        assert_eq!(read, sources.pages().collect::<Vec<_>>());
    }
}

#[test]
fn links_lead_upwards_but_not_out() {
    for (target, expected) in [
        ("../includes/x.md", Some("v1.0/includes/x.md")),
        ("./y.md?z#a", Some("v1.0/api/y.md")),
        ("../../x.md", Some("x.md")),
        ("../../../x.md", None),
    ] {
        assert_eq!(
            resolve("v1.0/api/p.md", target).as_deref(),
            expected,
            "{target}"
        );
    }
}
