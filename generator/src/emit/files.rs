//! Which item stands in which file.

use super::imports::{self, Table};
use super::syntax::{Here, Named};
use super::{Chunk, builders, enums, examples, models, root, routes};
use crate::lower::items::{
    Api, Builder, Enum, Examples, Module, Mount, Parameters, Routes, Struct,
};
use std::collections::{BTreeMap, HashSet};

/// From how many items on a kind is split over files by the items' first letters.
const SPLIT: usize = 120;

/// How the root of the tree is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// A crate's `src/lib.rs`, with a head before the modules.
    Crate,
    /// A module tree to be included: `mod.rs`.
    Tree,
}

impl Layout {
    /// The root file's name.
    pub fn root(self) -> &'static str {
        match self {
            Self::Crate => "lib.rs",
            Self::Tree => "mod.rs",
        }
    }
}

/// A file before it is printed. Files are independent of each other.
pub struct SourceFile<'f> {
    /// The path below the root, with `/`.
    pub path: String,
    content: Content<'f>,
}

enum Content<'f> {
    Root(&'f Api, Layout),
    Client(&'f Api),
    Types(&'f Api),
    Routes(&'f Routes),
    Examples(&'f Examples),
    Folder(Vec<String>),
    Namespace(Vec<String>, &'f Module),
    Models(&'f str, Vec<&'f Struct>),
    Parameters(&'f str, Vec<&'f Parameters>),
    Enums(Vec<&'f Enum>),
    Builders(&'f str, Vec<&'f Builder>, builders::Of<'f>),
}

/// The files of a client.
pub fn files(api: &Api, layout: Layout) -> Vec<SourceFile<'_>> {
    let root = match api.mount {
        Mount::Root => layout.root(),
        Mount::Beside => Layout::Tree.root(),
    };
    let mut files = vec![
        SourceFile {
            path: root.to_owned(),
            content: Content::Root(api, layout),
        },
        SourceFile {
            path: "client.rs".to_owned(),
            content: Content::Client(api),
        },
        SourceFile {
            path: "types.rs".to_owned(),
            content: Content::Types(api),
        },
    ];
    files.extend(api.routes.as_ref().map(|routes| SourceFile {
        path: "routes.rs".to_owned(),
        content: Content::Routes(routes),
    }));
    files.extend(api.examples.as_ref().map(|examples| SourceFile {
        path: "examples.rs".to_owned(),
        content: Content::Examples(examples),
    }));
    let of = match api.mount {
        Mount::Root => builders::Of::First,
        Mount::Beside => builders::Of::Further(&api.root),
    };
    for module in &api.modules {
        namespace(module, of, &mut files);
    }
    files
}

fn namespace<'f>(module: &'f Module, of: builders::Of<'f>, files: &mut Vec<SourceFile<'f>>) {
    let mut kinds = Vec::new();
    let name = &*module.name;
    let models = |items| Content::Models(name, items);
    let parameters = |items| Content::Parameters(name, items);
    split(
        name,
        "entities",
        &module.entities,
        |one| &one.name,
        models,
        files,
        &mut kinds,
    );
    split(
        name,
        "complex_types",
        &module.complex,
        |one| &one.name,
        models,
        files,
        &mut kinds,
    );
    split(
        name,
        "parameters",
        &module.parameters,
        |one| &one.name,
        parameters,
        files,
        &mut kinds,
    );
    split(
        name,
        "enums",
        &module.enums,
        |one| &one.name,
        Content::Enums,
        files,
        &mut kinds,
    );
    let builders = |items| Content::Builders(name, items, of);
    split(
        name,
        "builders",
        &module.builders,
        |one| &one.name,
        builders,
        files,
        &mut kinds,
    );
    files.push(SourceFile {
        path: format!("{}/mod.rs", folder(name)),
        content: Content::Namespace(kinds, module),
    });
}

/// One file for a kind, or, where there are many items, a folder with a file per first letter.
fn split<'f, T>(
    module: &str,
    kind: &str,
    items: &'f [T],
    name: impl Fn(&T) -> &str,
    content: impl Fn(Vec<&'f T>) -> Content<'f>,
    files: &mut Vec<SourceFile<'f>>,
    kinds: &mut Vec<String>,
) {
    if items.is_empty() {
        return;
    }
    kinds.push(kind.to_owned());
    let module = folder(module);
    if items.len() < SPLIT {
        files.push(SourceFile {
            path: format!("{module}/{kind}.rs"),
            content: content(items.iter().collect()),
        });
        return;
    }
    let mut letters: BTreeMap<String, Vec<&'f T>> = BTreeMap::new();
    for item in items {
        letters.entry(letter(name(item))).or_default().push(item);
    }
    files.push(SourceFile {
        path: format!("{module}/{kind}/mod.rs"),
        content: Content::Folder(letters.keys().cloned().collect()),
    });
    for (letter, items) in letters {
        files.push(SourceFile {
            path: format!("{module}/{kind}/{letter}.rs"),
            content: content(items),
        });
    }
}

/// A module's folder: raw identifiers go without their mark.
fn folder(module: &str) -> &str {
    module.strip_prefix("r#").unwrap_or(module)
}

fn letter(name: &str) -> String {
    let first = name.trim_start_matches("r#").chars().next();
    match first.map(|one| one.to_ascii_lowercase()) {
        Some(one) if one.is_ascii_lowercase() => one.to_string(),
        _ => "other".to_owned(),
    }
}

const RUNTIME: &str = "use msgraph_runtime::vocabulary::*;\n";

impl SourceFile<'_> {
    /// The lines before the items, and the items.
    pub fn chunks(&self) -> (String, Vec<Chunk>) {
        let marker = super::MARKER;
        let named = Named::default();
        // The depth of the module that the file is.
        let depth = self.path.matches('/').count() + 1;
        let here = |module| Here {
            module,
            depth,
            named: &named,
        };
        let header = |own: HashSet<&str>, table: Option<Table>| {
            let imports = imports::lines(&named, &own, depth, table);
            format!("{marker}\n{imports}{RUNTIME}")
        };
        match &self.content {
            Content::Root(api, layout) => (marker.to_owned(), vec![root::modules(api, *layout)]),
            Content::Client(api) => {
                // The root lives in no namespace's module: every path is qualified.
                let chunks = root::client(api, here(""));
                let routes = api.routes.as_ref().map(|_| Table::Routes);
                (header(HashSet::new(), routes), chunks)
            }
            Content::Types(api) => (format!("{marker}\n{RUNTIME}"), vec![root::types(api)]),
            Content::Routes(routes) => {
                (format!("{marker}\n{RUNTIME}"), vec![routes::table(routes)])
            }
            Content::Examples(all) => (format!("{marker}\n{RUNTIME}"), vec![examples::table(all)]),
            Content::Folder(modules) => (folder_lines(modules, ""), Vec::new()),
            Content::Namespace(modules, namespace) => {
                let shared = imports::shared(&namespace.name, &namespace.shared);
                (folder_lines(modules, &shared), Vec::new())
            }
            Content::Models(module, items) => {
                let own = items.iter().map(|item| &*item.name).collect();
                let models = items.iter().map(|item| models::model(item, here(module)));
                let chunks = models.flatten().collect();
                (header(own, Some(Table::Types)), chunks)
            }
            Content::Parameters(module, items) => {
                let structs = items.iter();
                let structs = structs.map(|item| models::parameters(item, here(module)));
                let chunks = structs.flatten().collect();
                (header(HashSet::new(), None), chunks)
            }
            Content::Enums(items) => {
                let chunks = items
                    .iter()
                    .flat_map(|item| enums::enumeration(item, here("")));
                (format!("{marker}\n{RUNTIME}"), chunks.collect())
            }
            Content::Builders(module, items, of) => {
                let own = items.iter().map(|item| &*item.name).collect();
                let chunks = builders::chunks(items, *of, here(module));
                (header(own, None), chunks)
            }
        }
    }
}

/// A module that has nothing but the modules below it, and what it has from elsewhere.
fn folder_lines(modules: &[String], elsewhere: &str) -> String {
    let mut modules = modules.to_vec();
    modules.sort();
    let mut lines = format!("{}\n", super::MARKER);
    for module in &modules {
        lines.push_str(&format!("mod {module};\n"));
    }
    if !modules.is_empty() {
        lines.push('\n');
    }
    lines.push_str(elsewhere);
    for module in &modules {
        lines.push_str(&format!("pub use {module}::*;\n"));
    }
    lines
}
