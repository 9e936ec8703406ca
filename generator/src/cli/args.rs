//! Flags, and the settings they make.

use super::budget::Measuring;
use super::completions::Completions;
use super::diff::Diff;
use super::explain::Explain;
use super::features::SplitInto;
use super::lint::Lint;
use super::man::Man;
use super::new::New;
use super::permissions::Permissions;
use super::show::Show;
use super::slice::Slice;
use super::snippet::Snippet;
use crate::config;
use crate::error::Error;
use crate::run::Form;
use crate::select::pattern::Pattern;
use crate::settings::{DerivedTypes, Examples, Settings};
use clap::{Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Typed Microsoft Graph clients for Rust, from CSDL metadata and reference pages.
#[derive(Debug, Parser)]
#[command(
    name = "msgraph-bindgen",
    version,
    about,
    arg_required_else_help = true,
    after_help = EXIT_STATUS
)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) verb: Verb,
    #[command(flatten)]
    pub(super) reporting: Reporting,
}

/// What the exit status says, the same for all verbs.
const EXIT_STATUS: &str = "\
Exit status:
  0  The run succeeded, and a verb that looks for something found nothing to complain of.
  1  The input is at fault, a file cannot be read or written, or a verb found something:
     `check` that the output is out of date, a repair has nothing to repair or a limit is
     exceeded, `diff` a breaking change, `lint` what the baseline lacks, `snippet` a request
     without an expression, `explain` what is not part of the selection, `permissions` a
     request that no page documents, `show` nothing.
  2  The command line makes no sense; nothing was tried.";

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Makes a program that calls the service, ready to be built, with what it needs of metadata and pages.
    New(New),
    /// Generates a client crate and writes what differs.
    Generate(Run),
    /// Tells whether the output is what `generate` would write, and whether all repairs still apply.
    Check(Run),
    /// Compares two metadata files by what the difference does to generated code.
    Diff(Diff),
    /// Finds where reference pages and metadata disagree.
    Lint(Lint),
    /// Shows the API as a tree, by paths or by types.
    Show(Show),
    /// Tells why something is part of the client, where it is from, and what it costs.
    Explain(Explain),
    /// Tells which permissions a selection, or some requests, need.
    Permissions(Permissions),
    /// Writes what a selection needs of metadata and pages, to be kept in a repository.
    Slice(Slice),
    /// Prints the Rust expression that makes a documented request.
    Snippet(Snippet),
    /// Prints what lets a shell complete verbs and flags.
    Completions(Completions),
    /// Prints the manual page, or writes those of all verbs into a folder.
    Man(Man),
}

/// How results are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    #[default]
    Human,
    /// JSON.
    Json,
}

/// Which module layout is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Output {
    /// A whole crate.
    #[default]
    Crate,
    /// A module tree, as build scripts use it.
    Tree,
}

impl Output {
    pub(super) fn form(self) -> Form {
        match self {
            Self::Crate => Form::Crate,
            Self::Tree => Form::Tree,
        }
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Run {
    #[command(flatten)]
    given: Given,
    /// The answers that the reference shows go into the client, behind its feature `mock`.
    #[arg(long)]
    with_examples: bool,
    #[command(flatten)]
    features: SplitInto,
    /// The folder of the output.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// A whole crate or a module tree.
    #[arg(long, value_enum, default_value_t)]
    pub(super) output: Output,
    /// Tells what the client and each include come to; with `=check` also what `cargo check` of each takes.
    #[arg(
        long,
        value_enum,
        value_name = "WHAT",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "sizes"
    )]
    pub(super) budget: Option<Measuring>,
    #[command(flatten)]
    patterns: Patterns,
}

impl Run {
    /// The settings: the config file's, with the flags on top.
    pub(super) fn settings(&self) -> Result<Settings, Error> {
        let mut settings = self.given.settings()?;
        self.patterns.apply(&mut settings)?;
        if self.with_examples {
            settings.examples = Examples::Answers;
        }
        self.features.apply(&mut settings)?;
        if let Some(out) = &self.out {
            settings.out = Some(out.clone());
        }
        Ok(settings)
    }
}

/// The settings of the config file: the one named, else the usual one if it is in this folder.
pub(super) fn configured(named: Option<&Path>) -> Result<Settings, Error> {
    let usual = Path::new(config::FILE_NAME);
    match named.or_else(|| usual.is_file().then_some(usual)) {
        Some(path) => config::read(path),
        None => Ok(Settings::default()),
    }
}

/// Whether flags that could not be understood ask for JSON all the same.
pub(super) fn asks_for_json(flags: impl IntoIterator<Item = OsString>) -> bool {
    let mut is_format = false;
    flags
        .into_iter()
        .take_while(|flag| flag != "--")
        .any(|flag| {
            let asks = flag == "--format=json" || (is_format && flag == "json");
            is_format = flag == "--format";
            asks
        })
}

/// The settings as the flags that make them, as far as there are flags for them.
#[must_use]
pub fn to_flags(settings: &Settings) -> Vec<String> {
    let mut flags = Vec::new();
    let mut add = |flag: &str, value: String| {
        if value.starts_with('-') {
            flags.push(format!("{flag}={value}"));
        } else {
            flags.extend([flag.to_owned(), value]);
        }
    };
    for path in &settings.metadata {
        add("--metadata", path.display().to_string());
    }
    for path in &settings.docs {
        add("--docs", path.display().to_string());
    }
    for pattern in &settings.include {
        add("--include", pattern.clone());
    }
    for pattern in &settings.exclude {
        add("--exclude", pattern.clone());
    }
    for file in &settings.filter {
        add("--filter", file.display().to_string());
    }
    if let Some(out) = &settings.out {
        add("--out", out.display().to_string());
    }
    if settings.derived_types == DerivedTypes::All {
        flags.push("--with-derived-types".to_owned());
    }
    if settings.examples == Examples::Answers {
        flags.push("--with-examples".to_owned());
    }
    flags.extend(super::features::to_flags(&settings.features));
    flags
}

/// The settings that flags make, as `generate` reads them.
///
/// # Errors
///
/// Where the flags make no sense or a config file cannot be read.
pub fn from_flags<'f>(flags: impl IntoIterator<Item = &'f str>) -> Result<Settings, Error> {
    let program = ["msgraph-bindgen", "generate"];
    let args = Args::try_parse_from(program.into_iter().chain(flags))
        .map_err(|fault| Error::usage(fault.to_string()))?;
    match args.verb {
        Verb::Generate(run) | Verb::Check(run) => run.settings(),
        _ => Err(Error::usage("these are flags of another verb")),
    }
}

/// What is wanted.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Selection")]
pub(super) struct Patterns {
    /// A pattern of what is wanted; may be repeated: paths (`/users/**`, `GET,POST /users`), types (`microsoft.graph.user`),
    /// members of types (`vppToken/{appleId,state}`), or `@FILE` for the patterns of a file. Without any, everything is wanted.
    #[arg(long, value_name = "PATTERN")]
    include: Vec<String>,
    /// A wanted type that no path leads to, or a pattern of types; may be repeated.
    #[arg(long, value_name = "TYPE")]
    include_type: Vec<String>,
    /// The documented requests that a permission allows; may be repeated. Wants pages.
    #[arg(long, value_name = "PERMISSION")]
    with_permission: Vec<String>,
    /// The documented requests of pages with this entry at their top, as `ms.prod=intune`, or `intune` for the same; may be
    /// repeated. Wants pages.
    #[arg(long, value_name = "TAG")]
    with_tag: Vec<String>,
    /// Types that derive from wanted ones are wanted too.
    #[arg(long)]
    with_derived_types: bool,
    /// A pattern of what is left out; may be repeated. Paths go with all that is below them.
    #[arg(long, value_name = "PATTERN")]
    exclude: Vec<String>,
    /// A file of patterns; may be repeated: one per line, those after a `!` exclude, and `#` begins a comment.
    #[arg(long, value_name = "FILE")]
    filter: Vec<PathBuf>,
}

impl Patterns {
    /// Puts what is asked for in place of what a config file asks for.
    fn apply(&self, settings: &mut Settings) -> Result<(), Error> {
        for ty in &self.include_type {
            if !matches!(Pattern::parse(ty), Ok(Pattern::Type(_)) | Err(_)) {
                return Err(Error::usage(format!(
                    "`--include-type {ty}` names no type: expected a name such as `microsoft.graph.user`; \
                     other patterns go with `--include`"
                )));
            }
        }
        let permissions = self
            .with_permission
            .iter()
            .map(|one| format!("permission:{one}"));
        let tags = self.with_tag.iter().map(|one| format!("tag:{one}"));
        let include = self.include.iter().chain(&self.include_type).cloned();
        let include: Vec<_> = include.chain(permissions).chain(tags).collect();
        if !include.is_empty() || !self.filter.is_empty() {
            settings.include = include;
            settings.filter.clone_from(&self.filter);
        }
        if !self.exclude.is_empty() {
            settings.exclude.clone_from(&self.exclude);
        }
        if self.with_derived_types {
            settings.derived_types = DerivedTypes::All;
        }
        Ok(())
    }
}

/// A client that is not written.
#[derive(Debug, clap::Args)]
pub(super) struct Client {
    #[command(flatten)]
    given: Given,
    /// The names that are pinned; without it, the `names.lock` in the output folder of the config file.
    #[arg(long, value_name = "FILE")]
    names_lock: Option<PathBuf>,
    /// The version that is meant, of a config file with several: `v1.0` or `beta`; without it the first.
    #[arg(long, value_name = "NAME")]
    api_version: Option<String>,
    #[command(flatten)]
    patterns: Patterns,
}

impl Client {
    /// The settings: the config file's, with the flags on top.
    pub(super) fn settings(&self) -> Result<Settings, Error> {
        let settings = self.given.settings()?;
        let mut settings = settings.of_version(self.api_version.as_deref())?;
        self.patterns.apply(&mut settings)?;
        if let Some(path) = &self.names_lock {
            settings.names_lock = Some(path.clone());
        }
        Ok(settings)
    }
}

/// What is read.
#[derive(Debug, clap::Args)]
pub(super) struct Given {
    /// A CSDL file; may be repeated, includes resolve among them.
    #[arg(long, value_name = "FILE")]
    pub(super) metadata: Vec<PathBuf>,
    /// A folder of reference pages (Markdown, any language); may be repeated. Of several languages of a
    /// page, the first that has a text wins.
    #[arg(long, value_name = "DIR")]
    docs: Vec<PathBuf>,
    /// The config file; without it `msgraph-bindgen.toml` in this folder, if it is there and what is read is not given.
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
}

impl Given {
    /// The settings of the config file, with the flags on top.
    pub(super) fn settings(&self) -> Result<Settings, Error> {
        self.settings_above(self.config.as_deref())
    }

    /// The settings of this config file, with the flags on top.
    pub(super) fn settings_above(&self, config: Option<&Path>) -> Result<Settings, Error> {
        let mut settings = match config {
            None if !self.metadata.is_empty() || !self.docs.is_empty() => Settings::default(),
            config => configured(config)?,
        };
        if !self.metadata.is_empty() {
            settings.metadata.clone_from(&self.metadata);
        }
        if !self.docs.is_empty() {
            settings.docs.clone_from(&self.docs);
        }
        if settings.metadata.is_empty() && settings.docs.is_empty() && settings.versions.is_empty()
        {
            return Err(Error::usage(
                "no metadata is given: name a CSDL file with `--metadata FILE`, a folder of reference pages \
                 with `--docs DIR`, or a config file with `--config FILE`; the metadata of all of Graph is what \
                 `curl -Lo v1.0.xml 'https://graph.microsoft.com/v1.0/$metadata'` gets",
            ));
        }
        Ok(settings)
    }
}

/// How a run reports.
#[derive(Debug, Clone, Copy, clap::Args)]
#[command(next_help_heading = "Reporting")]
pub(super) struct Reporting {
    /// How the result is printed. As JSON it is one object, of `show` one per line.
    #[arg(long, global = true, value_enum, default_value_t)]
    pub(super) format: Format,
    /// Says nothing of what is being done. Without it, a terminal shows that of runs longer than a second.
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    /// Prints how long each phase took, on standard error.
    #[arg(long, global = true)]
    pub(super) timings: bool,
}
