//! A program that calls Microsoft Graph for a selection, ready to be built: a folder with what the selection needs of metadata and
//! pages, and either a build script that generates the client or the generated crate.

mod name;
mod program;
mod request;

use crate::config;
use crate::emit::Layout;
use crate::error::{Error, Kind as Fault};
use crate::krate;
use crate::lower::names::Pins;
use crate::output::{Digest, FileSet, STAMP};
use crate::phases::{Phase, Watch};
use crate::pipeline::{self, Inputs, Selected};
use crate::place::{self, Around, Place};
use crate::settings::Settings;
use crate::slice::{self, Size, Slice};
use clap::ValueEnum;
use msgraph_templates::{
    PROGRAM_BUILD_RS, PROGRAM_CARGO_TOML, PROGRAM_GITIGNORE, PROGRAM_MAIN_RS, PROGRAM_README_MD,
    fill,
};
pub(crate) use name::package_name;
use program::Program;
use request::Request;
use std::path::PathBuf;

/// The folder of the slice.
const SPECS: &str = "specs";

/// The folder of the generated crate, and the name by which the program knows the client.
const CLIENT: &str = "msgraph";

/// How a program gets its client.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// A build script generates it when what it is made of changes.
    #[default]
    BuildScript,
    /// It is a generated crate below the program, to be checked in.
    Crate,
}

/// What is to be scaffolded.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The folder.
    pub(crate) folder: PathBuf,
    /// The name of the package.
    pub(crate) name: String,
    /// How it gets its client.
    pub(crate) kind: Kind,
    /// The checkout of the project that its packages come from, in place of the registry.
    pub(crate) checkout: Option<PathBuf>,
}

impl Plan {
    /// Where the generated crate finds the runtime, for the runs that come after: where the checkout is the generator's own, they
    /// find it by themselves.
    pub(crate) fn runtime_path(&self) -> Option<String> {
        let checkout = self.checkout.as_ref();
        let foreign = checkout.filter(|folder| place::checkout().as_ref() != Some(folder))?;
        let client = self.folder.join(CLIENT);
        Some(place::path_between(&client, &foreign.join("runtime")))
    }
}

/// A program that is ready to be written.
#[derive(Debug)]
pub(crate) struct Scaffold {
    /// Its files.
    pub(crate) files: FileSet,
    /// The request line that it calls.
    pub(crate) request: String,
    /// The expression that makes the request.
    pub(crate) expression: String,
    /// How it is run.
    pub(crate) command: String,
    /// How much was taken of metadata and pages.
    pub(crate) size: Size,
}

/// Makes the files of a program.
pub(crate) fn scaffold(
    plan: &Plan,
    inputs: &Inputs,
    settings: &Settings,
    selected: Selected<'_, '_>,
    pins: Pins,
    watch: &dyn Watch,
) -> Result<Scaffold, Error> {
    let lowered = pipeline::lower(&selected, settings, pins, watch);
    let request = Request::first(&selected, &lowered.api)?;
    let program = Program::of(&request, selected.model, &lowered.api)?;
    watch.begins(Phase::Slice);
    let slice = match settings.metadata.is_empty() {
        true => slice::whole_pages(inputs, settings, &lowered.lock)?,
        false => slice::slice(inputs, settings, &selected, &lowered.lock)?,
    };
    let command = match program.arguments.as_slice() {
        [] => "cargo run".to_owned(),
        some => format!("cargo run -- {}", some.join(" ")),
    };
    let mut files = Files(FileSet::new());
    files.add("Cargo.toml", manifest(plan, settings)?)?;
    files.add(".gitignore", PROGRAM_GITIGNORE)?;
    files.add(
        "README.md",
        readme(plan, settings, inputs, &slice, &command)?,
    )?;
    files.add("src/main.rs", main_rs(plan, settings, &request, &program)?)?;
    files.add_made(SPECS, &slice.files, slice.digest())?;
    match plan.kind {
        Kind::BuildScript => files.add("build.rs", PROGRAM_BUILD_RS)?,
        Kind::Crate => {
            let generated = pipeline::generated(selected, lowered, settings, Layout::Crate, watch)?;
            let place = Place {
                workspace: "",
                ..Place::of(&settings.krate, &plan.folder.join(CLIENT))
            };
            let mut client = Files(FileSet::new());
            for (path, text) in krate::files(&generated, settings, &place)? {
                client.add(&path, text)?;
            }
            // Of the slice and not of what the next run reads: that run finds all as it should be, and remembers it.
            files.add_made(CLIENT, &client.0, slice.digest())?;
        }
    }
    Ok(Scaffold {
        files: files.0,
        request: request.line(),
        expression: request.expression.text,
        command,
        size: slice.size,
    })
}

/// Files that are collected.
struct Files(FileSet);

impl Files {
    fn add(&mut self, path: &str, text: impl Into<String>) -> Result<(), Error> {
        let added = self.0.insert(path, text);
        added.map_err(|fault| Fault::from(fault).into())
    }

    /// Adds a folder as `slice` or `generate` leaves it, so that their next run knows which of its files are theirs.
    fn add_made(&mut self, folder: &str, made: &FileSet, made_of: Digest) -> Result<(), Error> {
        for (path, text) in made.iter() {
            self.add(&format!("{folder}/{path}"), text)?;
        }
        let stamp = made.stamp(made_of).to_string();
        self.add(&format!("{folder}/{STAMP}"), stamp)
    }
}

fn manifest(plan: &Plan, settings: &Settings) -> Result<String, Error> {
    if plan.kind == Kind::Crate && settings.krate.name == plan.name {
        return Err(Error::settings(format!(
            "the program and the client cannot both be called `{}`: name the program with `--name NAME`",
            plan.name
        )));
    }
    let package = |folder: &str| {
        let checkout = plan.checkout.as_ref()?;
        Some(place::path_between(&plan.folder, &checkout.join(folder)))
    };
    let runtime = package("runtime");
    let generator = package("generator");
    let client = match (plan.kind, &*settings.krate.name) {
        (Kind::BuildScript, _) => String::new(),
        (Kind::Crate, CLIENT) => format!("{CLIENT} = {{ path = \"{CLIENT}\" }}"),
        (Kind::Crate, other) => {
            format!("{CLIENT} = {{ path = \"{CLIENT}\", package = \"{other}\" }}")
        }
    };
    let build_dependencies = match plan.kind {
        Kind::BuildScript => {
            let generator = place::dependency(generator.as_deref(), &["default-features = false"]);
            format!("\n[build-dependencies]\nmsgraph-bindgen = {generator}")
        }
        Kind::Crate => String::new(),
    };
    let mock = place::dependency(runtime.as_deref(), &["features = [\"mock\"]"]);
    filled(
        PROGRAM_CARGO_TOML,
        &[
            ("workspace", &workspace(plan)?),
            ("name", &plan.name),
            ("client", &client),
            ("runtime", &place::dependency(runtime.as_deref(), &[])),
            ("mock_runtime", &mock),
            ("build_dependencies", &build_dependencies),
        ],
    )
}

/// What the manifest says of a workspace: the program is one with its crate, if it is not part of another.
fn workspace(plan: &Plan) -> Result<String, Error> {
    let client = plan.folder.join(CLIENT);
    match (plan.kind, place::around(&plan.folder)) {
        (Kind::BuildScript, Around::Nothing | Around::Own) => Ok(String::new()),
        (Kind::BuildScript, Around::Foreign) => Ok("[workspace]\n".to_owned()),
        (Kind::Crate, Around::Nothing | Around::Foreign) => {
            Ok(format!("[workspace]\nmembers = [\"{CLIENT}\"]\n"))
        }
        (Kind::Crate, Around::Own) if place::around(&client) == Around::Own => Ok(String::new()),
        (Kind::Crate, Around::Own) => Err(Error::settings(format!(
            "{} is a member of the workspace around it, which must know the crate in it, too: list {} among its members",
            plan.folder.display(),
            client.display()
        ))),
    }
}

fn main_rs(
    plan: &Plan,
    settings: &Settings,
    request: &Request,
    program: &Program,
) -> Result<String, Error> {
    let include = match plan.kind {
        Kind::BuildScript => format!("\nmsgraph_runtime::include_client!({CLIENT});"),
        Kind::Crate => String::new(),
    };
    let uses = match program.uses.trim_end() {
        "" => String::new(),
        uses => format!("\n{uses}"),
    };
    let root = &settings.root;
    filled(
        PROGRAM_MAIN_RS,
        &[
            ("include", &include),
            ("uses", &uses),
            ("root", root),
            ("variables", &program.variables),
            ("request", &request.line().escape_debug().to_string()),
            ("permissions", &program.permissions),
            ("statement", &program.statement),
            ("ending", program.ending),
        ],
    )
}

fn readme(
    plan: &Plan,
    settings: &Settings,
    inputs: &Inputs,
    slice: &Slice,
    command: &str,
) -> Result<String, Error> {
    let files = match plan.kind {
        Kind::BuildScript => {
            "| `build.rs` | generates the client from that when it changes |".to_owned()
        }
        Kind::Crate => format!("| `{CLIENT}/` | the client, generated from that |"),
    };
    let and_pages = match slice.size.pages {
        0 => "",
        _ => " and the reference pages",
    };
    filled(
        PROGRAM_README_MD,
        &[
            ("name", &plan.name),
            ("run", command),
            ("and_pages", and_pages),
            ("files", &files),
            ("more", &more(plan, settings, inputs)),
        ],
    )
}

/// How to select more.
fn more(plan: &Plan, settings: &Settings, inputs: &Inputs) -> String {
    let config = format!("{SPECS}/{}", config::FILE_NAME);
    let generate = match plan.kind {
        Kind::BuildScript => String::new(),
        Kind::Crate => format!("msgraph-bindgen generate --config {config} --out {CLIENT}\n"),
    };
    if settings.metadata.is_empty() {
        let then = match plan.kind {
            Kind::BuildScript => ".".to_owned(),
            Kind::Crate => format!(", and generate again:\n\n```sh\n{generate}```"),
        };
        return format!(
            "`{SPECS}/` holds all pages. To select more of what they describe, add patterns to `include` in `{config}`{then}"
        );
    }
    let mut flags = String::new();
    let mut flag = |name: &str, value: &str| {
        flags.push_str(&format!(" --{name} {}", quoted(value)));
    };
    settings
        .metadata
        .iter()
        .for_each(|path| flag("metadata", &slice::name_of(path)));
    settings
        .docs
        .iter()
        .for_each(|path| flag("docs", &slice::name_of(path)));
    let included = inputs.filter.included();
    included.iter().for_each(|pattern| flag("include", pattern));
    if !included.is_empty() {
        flag("include", "/another/path/**");
    }
    format!(
        "`{SPECS}/` holds what was selected and nothing else. To select more, take it from the whole again, with all that is \
         wanted:\n\n```sh\nmsgraph-bindgen slice --config {config}{flags} --out {SPECS}\n{generate}```"
    )
}

/// A word of a command, for a shell.
pub(crate) fn quoted(word: &str) -> String {
    let is_plain = |one: char| one.is_ascii_alphanumeric() || matches!(one, '.' | '-' | '_' | '/');
    match !word.is_empty() && word.chars().all(is_plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', "'\\''")),
    }
}

fn filled(template: &str, values: &[(&str, &str)]) -> Result<String, Error> {
    fill(template, values).map_err(|fault| Error::settings(fault.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_for_a_shell() {
        let words = ["my-graph/a_1.b", "", "a b", "it's", "/users/**", "$x"];
        let expected = [
            "my-graph/a_1.b",
            "''",
            "'a b'",
            "'it'\\''s'",
            "'/users/**'",
            "'$x'",
        ];
        assert_eq!(words.map(quoted), expected);
    }
}
