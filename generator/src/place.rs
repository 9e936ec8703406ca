//! Where a crate stands: the workspace around it, and the project's own packages that it needs.

use crate::settings::CrateSettings;
use std::path::{Component, Path, PathBuf};

/// The generator's own folder, which stands beside the runtime's in a checkout of the project.
const GENERATOR: &str = env!("CARGO_MANIFEST_DIR");

/// What of a crate's place shows in its manifest.
#[derive(Debug)]
pub(crate) struct Place {
    /// `[workspace]` and a line break, for a crate that stands alone; else empty.
    pub(crate) workspace: &'static str,
    /// The right-hand side of the dependency on the runtime.
    pub(crate) runtime: String,
}

impl Place {
    /// The place of a generated crate in the folder `out`. Its runtime is at the path that the settings give; in a checkout of
    /// the project beside the generator; else it is the registry's of the same version.
    pub(crate) fn of(krate: &CrateSettings, out: &Path) -> Self {
        let beside = || Some(path_between(out, &checkout()?.join("runtime")));
        let path = krate.runtime_path.clone().or_else(beside);
        Self {
            workspace: workspace(out),
            runtime: dependency(path.as_deref(), &["default-features = false"]),
        }
    }
}

/// The checkout of the project that this generator was built from, if it is still there.
pub(crate) fn checkout() -> Option<PathBuf> {
    let folder = Path::new(GENERATOR).parent()?.canonicalize().ok()?;
    is_checkout(&folder).then_some(folder)
}

/// Whether a folder is a checkout of the project.
pub(crate) fn is_checkout(folder: &Path) -> bool {
    let mut packages = ["generator", "runtime"].iter();
    packages.all(|package| folder.join(package).join("Cargo.toml").is_file())
}

/// The right-hand side of a dependency on one of the project's packages, all of which have one version.
pub(crate) fn dependency(path: Option<&str>, more: &[&str]) -> String {
    let path = path.map(|path| format!("path = {}", basic_string(path)));
    let version = format!("version = {}", basic_string(env!("CARGO_PKG_VERSION")));
    let more = more.iter().map(|one| (*one).to_owned());
    let parts: Vec<_> = path.into_iter().chain([version]).chain(more).collect();
    format!("{{ {} }}", parts.join(", "))
}

/// A TOML string, in its quotes.
pub(crate) fn basic_string(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A path from one folder to another, with `/`: relative, where both are below one that is more than the root.
pub(crate) fn path_between(from: &Path, to: &Path) -> String {
    let between = relative(from, to).unwrap_or_else(|| to.to_owned());
    between.to_string_lossy().replace('\\', "/")
}

fn relative(from: &Path, to: &Path) -> Option<PathBuf> {
    let from = absolute(from)?;
    let shared = from.components().zip(to.components());
    let shared = shared.take_while(|(a, b)| a == b).count();
    // Two folders that share only the root have nothing to do with each other.
    if shared < 2 {
        return None;
    }
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    Some(up.chain(to.components().skip(shared)).collect())
}

/// An absolute path of a folder that may not be there yet.
pub(crate) fn absolute(path: &Path) -> Option<PathBuf> {
    if let Ok(path) = path.canonicalize() {
        return Some(path);
    }
    let parent = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => absolute(parent)?,
        _ => std::env::current_dir().ok()?,
    };
    Some(parent.join(path.file_name()?))
}

/// A crate below another workspace that does not know it says that it stands alone.
pub(crate) fn workspace(out: &Path) -> &'static str {
    match around(out) {
        Around::Foreign => "[workspace]\n",
        Around::Nothing | Around::Own => "",
    }
}

/// What workspace is around a crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Around {
    /// None, or one that leaves it out.
    Nothing,
    /// One that has the crate among its members.
    Own,
    /// One that does not know it.
    Foreign,
}

/// The workspace around the crate in a folder, which may not be there yet.
pub(crate) fn around(out: &Path) -> Around {
    let Some(out) = absolute(out) else {
        return Around::Nothing;
    };
    for folder in out.ancestors().skip(1) {
        let Ok(text) = std::fs::read_to_string(folder.join("Cargo.toml")) else {
            continue;
        };
        let Ok(manifest) = text.parse::<toml::Table>() else {
            continue;
        };
        let Some(workspace) = manifest.get("workspace") else {
            continue;
        };
        let own = out.strip_prefix(folder).unwrap_or(&out);
        let entries = |key: &str| {
            let entries = workspace.get(key).and_then(toml::Value::as_array);
            let entries = entries.into_iter().flatten();
            entries.filter_map(toml::Value::as_str).map(Path::new)
        };
        // As cargo has it: an entry is for all that is below it, members go before, and a workspace further up may have the crate.
        let is_below = |key: &str| entries(key).any(|one| own.starts_with(one));
        if is_below("exclude") && !is_below("members") {
            continue;
        }
        return match entries("members").any(|one| is_named(one, own)) {
            true => Around::Own,
            false => Around::Foreign,
        };
    }
    Around::Nothing
}

/// Whether a member of a workspace is a folder: by its path, or with `*` for the last part of it.
fn is_named(entry: &Path, folder: &Path) -> bool {
    match entry.file_name().is_some_and(|last| last == "*") {
        true => folder.parent() == entry.parent(),
        false => entry == folder,
    }
}
