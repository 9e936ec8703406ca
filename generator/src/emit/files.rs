//! Which item stands in which file.

use super::imports::{self, Table};
use super::layout::Lines;
use super::syntax::{Here, Named};
use super::{Chunk, builders, enums, examples, gates, models, root, routes};
use crate::lower::features::{Feature, Gate};
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
    Folder(Vec<Entry>),
    Namespace(Vec<Entry>, &'f Module),
    Models(&'f str, Vec<&'f Struct>),
    Parameters(&'f str, Vec<&'f Parameters>),
    Enums(Vec<&'f Enum>),
    Builders(&'f str, Vec<&'f Builder>, builders::Of<'f>),
}

/// A module of a folder.
struct Entry {
    module: String,
    gate: Gate,
}

impl Entry {
    fn always(module: &str) -> Self {
        Self {
            module: module.to_owned(),
            gate: Gate::Always,
        }
    }
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
        namespace(module, of, &api.features, &mut files);
    }
    files
}

/// The items of a module that are there with the same features.
#[derive(Default)]
struct Group<'f> {
    entities: Vec<&'f Struct>,
    complex: Vec<&'f Struct>,
    parameters: Vec<&'f Parameters>,
    enums: Vec<&'f Enum>,
    builders: Vec<&'f Builder>,
}

/// What is always there stands in the module's folder, the rest in folders below it, one for each set of features, so that the
/// compiler does not read what it leaves out.
fn namespace<'f>(
    module: &'f Module,
    of: builders::Of<'f>,
    features: &[Feature],
    files: &mut Vec<SourceFile<'f>>,
) {
    let mut groups: BTreeMap<Gate, Group<'f>> = BTreeMap::new();
    for one in &module.entities {
        groups.entry(one.gate).or_default().entities.push(one);
    }
    for one in &module.complex {
        groups.entry(one.gate).or_default().complex.push(one);
    }
    for one in &module.parameters {
        groups.entry(one.gate).or_default().parameters.push(one);
    }
    for one in &module.enums {
        groups.entry(one.gate).or_default().enums.push(one);
    }
    for one in &module.builders {
        groups.entry(one.gate).or_default().builders.push(one);
    }
    let name = &*module.name;
    let path = folder(name);
    let mut entries = Vec::new();
    for (gate, group) in groups {
        match gate {
            Gate::Always => entries.extend(kinds(name, path, group, of, files)),
            Gate::With(set) => {
                let below = gates::folder(&set, features);
                let path = format!("{path}/{below}");
                let kinds = kinds(name, &path, group, of, files);
                files.push(SourceFile {
                    path: format!("{path}/mod.rs"),
                    content: Content::Folder(kinds),
                });
                entries.push(Entry {
                    module: below,
                    gate,
                });
            }
        }
    }
    files.push(SourceFile {
        path: format!("{path}/mod.rs"),
        content: Content::Namespace(entries, module),
    });
}

/// The files of a group, by kinds.
fn kinds<'f>(
    module: &'f str,
    path: &str,
    group: Group<'f>,
    of: builders::Of<'f>,
    files: &mut Vec<SourceFile<'f>>,
) -> Vec<Entry> {
    let mut split = Split {
        path,
        files,
        kinds: Vec::new(),
    };
    let models = |items| Content::Models(module, items);
    split.kind("entities", group.entities, |one| &one.name, models);
    split.kind("complex_types", group.complex, |one| &one.name, models);
    let parameters = |items| Content::Parameters(module, items);
    split.kind("parameters", group.parameters, |one| &one.name, parameters);
    split.kind("enums", group.enums, |one| &one.name, Content::Enums);
    let builders = |items| Content::Builders(module, items, of);
    split.kind("builders", group.builders, |one| &one.name, builders);
    split.kinds
}

/// The files of a folder, as they come.
struct Split<'s, 'f> {
    path: &'s str,
    files: &'s mut Vec<SourceFile<'f>>,
    kinds: Vec<Entry>,
}

impl<'f> Split<'_, 'f> {
    /// One file for a kind, or, where there are many items, a folder with a file per first letter.
    fn kind<T>(
        &mut self,
        kind: &str,
        items: Vec<&'f T>,
        name: impl Fn(&T) -> &str,
        content: impl Fn(Vec<&'f T>) -> Content<'f>,
    ) {
        if items.is_empty() {
            return;
        }
        let path = self.path;
        self.kinds.push(Entry::always(kind));
        if items.len() < SPLIT {
            self.files.push(SourceFile {
                path: format!("{path}/{kind}.rs"),
                content: content(items),
            });
            return;
        }
        let mut letters: BTreeMap<String, Vec<&'f T>> = BTreeMap::new();
        for item in items {
            letters.entry(letter(name(item))).or_default().push(item);
        }
        let entries = letters.keys().map(|letter| Entry::always(letter));
        self.files.push(SourceFile {
            path: format!("{path}/{kind}/mod.rs"),
            content: Content::Folder(entries.collect()),
        });
        for (letter, items) in letters {
            self.files.push(SourceFile {
                path: format!("{path}/{kind}/{letter}.rs"),
                content: content(items),
            });
        }
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
    pub fn chunks(&self, features: &[Feature]) -> (String, Vec<Chunk>) {
        let marker = super::MARKER;
        let named = Named::default();
        // The depth of the module that the file is.
        let depth = self.path.matches('/').count() + 1;
        let here = |module| Here {
            module,
            depth,
            named: &named,
            gate: Gate::Always,
            features,
        };
        let header = |own: HashSet<&str>, table: Option<Table>| {
            let imports = imports::lines(&named, &own, depth, table);
            let gated = imports::gated(&named, &own, depth, features);
            format!("{marker}\n{imports}{RUNTIME}{gated}")
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
            Content::Routes(routes) => (
                format!("{marker}\n{RUNTIME}"),
                vec![routes::table(routes, features)],
            ),
            Content::Examples(all) => (
                format!("{marker}\n{RUNTIME}"),
                vec![examples::table(all, features)],
            ),
            Content::Folder(entries) => (folder_lines(entries, features, ""), Vec::new()),
            Content::Namespace(entries, namespace) => {
                let shared = imports::shared(&namespace.name, &namespace.shared);
                (folder_lines(entries, features, &shared), Vec::new())
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
fn folder_lines(entries: &[Entry], features: &[Feature], elsewhere: &str) -> String {
    let mut entries: Vec<_> = entries.iter().collect();
    entries.sort_by(|one, other| one.module.cmp(&other.module));
    let mut lines = Lines::default();
    for Entry { module, gate } in &entries {
        lines.gate(*gate, features);
        lines.line(&format!("mod {module};"));
    }
    if !entries.is_empty() {
        lines.line("");
    }
    let modules = lines.into_text();
    let mut lines = Lines::default();
    // rustfmt orders imports otherwise than modules.
    entries.sort_by(|one, other| imports::order(&one.module, &other.module));
    for Entry { module, gate } in &entries {
        lines.gate(*gate, features);
        lines.line(&format!("pub use {module}::*;"));
    }
    let uses = lines.into_text();
    format!("{}\n{modules}{elsewhere}{uses}", super::MARKER)
}
