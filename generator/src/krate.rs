//! A whole crate around the generated sources: manifest, readme, `lib.rs` head, `names.lock`.

use crate::error::Error;
use crate::pipeline::Generated;
use crate::report::Report;
use crate::settings::{CrateSettings, Examples, Settings};
use msgraph_templates::{CARGO_TOML, LIB_RS, README_MD, fill};
use std::path::{Component, Path, PathBuf};

/// The runtime's sources beside the generator's own, as in a checkout of the project.
const RUNTIME_BESIDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime");

/// The files of a crate in `out`, by path.
pub(crate) fn files(
    generated: &Generated,
    settings: &Settings,
    out: &Path,
) -> Result<Vec<(String, String)>, Error> {
    let mut files = vec![
        ("Cargo.toml".to_owned(), manifest(settings, out)?),
        ("README.md".to_owned(), readme(&generated.report, settings)?),
        ("names.lock".to_owned(), generated.lock.to_string()),
    ];
    for (path, text) in &generated.sources {
        let text = if path == "lib.rs" {
            let head = filled(LIB_RS, &[("inner_attributes", "")])?;
            // The head brings its own marker.
            let items = text.split_once('\n').map_or("", |(_, items)| items);
            format!("{}\n{}", head.trim_end(), items)
        } else {
            text.clone()
        };
        files.push((format!("src/{path}"), text));
    }
    Ok(files)
}

fn manifest(settings: &Settings, out: &Path) -> Result<String, Error> {
    let krate = &settings.krate;
    let license = match &krate.license {
        Some(license) => format!("license = {}", basic_string(license)),
        None => String::new(),
    };
    let inside = |text: &str| {
        let quoted = basic_string(text);
        quoted[1..quoted.len() - 1].to_owned()
    };
    filled(
        CARGO_TOML,
        &[
            ("workspace", workspace(out)),
            ("name", &inside(&krate.name)),
            ("version", &inside(&krate.version)),
            ("description", &inside(&krate.description)),
            ("license", &license),
            ("features", features(settings)),
            ("runtime", &runtime(krate, out)),
        ],
    )
}

/// The features that not every crate has.
fn features(settings: &Settings) -> &'static str {
    match settings.examples {
        Examples::None => "",
        Examples::Answers => {
            "# For tests: the transport in memory, and the answers that the reference shows.\n\
             mock = [\"msgraph-runtime/mock\"]"
        }
    }
}

/// What of the output folder's place shows in the crate.
pub(crate) fn place(settings: &Settings, out: &Path) -> String {
    format!("{}{}", workspace(out), runtime(&settings.krate, out))
}

/// The runtime dependency: the path that the settings give; in a checkout of the project the one
/// beside the generator; else the registry's version of the same number.
fn runtime(krate: &CrateSettings, out: &Path) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let path = krate.runtime_path.clone().or_else(|| {
        let beside = Path::new(RUNTIME_BESIDE).canonicalize().ok()?;
        beside.join("Cargo.toml").is_file().then(|| {
            let relative = relative(out, &beside).unwrap_or(beside);
            relative.to_string_lossy().replace('\\', "/")
        })
    });
    match path {
        Some(path) => format!(
            "{{ path = {}, version = \"{version}\", default-features = false }}",
            basic_string(&path)
        ),
        None => format!("{{ version = \"{version}\", default-features = false }}"),
    }
}

/// The way from one folder to another, where both are below one that is more than the root.
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
fn absolute(path: &Path) -> Option<PathBuf> {
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
fn workspace(out: &Path) -> &'static str {
    let Some(out) = absolute(out) else { return "" };
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
        let own = out.strip_prefix(folder).ok().and_then(Path::to_str);
        let listed = |key: &str| {
            let members = workspace.get(key).and_then(toml::Value::as_array);
            members.is_some_and(|all| all.iter().any(|one| one.as_str() == own))
        };
        return if listed("members") || listed("exclude") {
            ""
        } else {
            "[workspace]\n"
        };
    }
    ""
}

fn readme(report: &Report, settings: &Settings) -> Result<String, Error> {
    let krate = &settings.krate;
    let contents = format!(
        "It holds {} entity types, {} complex types and {} enumeration types, \
         with {} operations and {} request builders.",
        report.entity_types,
        report.complex_types,
        report.enum_types,
        report.operations,
        report.builders
    );
    filled(
        README_MD,
        &[
            ("name", &krate.name),
            ("crate", &krate.name.replace('-', "_")),
            ("api_version", &krate.api_version),
            ("contents", &contents),
            ("command", "msgraph-bindgen generate"),
        ],
    )
}

fn basic_string(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn filled(template: &str, values: &[(&str, &str)]) -> Result<String, Error> {
    fill(template, values).map_err(|fault| Error::settings(fault.to_string()))
}
