//! Flags, and the settings they make.

use crate::config;
use crate::error::Error;
use crate::run::Form;
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
    arg_required_else_help = true
)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) verb: Verb,
}

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Generates a client crate and writes what differs.
    Generate(Run),
    /// Tells whether the output is what `generate` would write, and whether all repairs still apply.
    Check(Run),
    /// Compares two metadata files by what the difference does to generated code.
    Diff(Diff),
    /// Finds where reference pages and metadata disagree.
    Lint(Lint),
    /// Prints the Rust expression that makes a documented request.
    Snippet(Snippet),
}

impl Verb {
    pub(super) fn format(&self) -> Format {
        match self {
            Self::Generate(run) | Self::Check(run) => run.format,
            Self::Diff(diff) => diff.format,
            Self::Lint(lint) => lint.format,
            Self::Snippet(snippet) => snippet.format,
        }
    }
}

/// How results are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    #[default]
    Human,
    /// One JSON object.
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
    /// A CSDL file; may be repeated, includes resolve among them.
    #[arg(long, value_name = "FILE")]
    metadata: Vec<PathBuf>,
    /// A folder of reference pages (Markdown, any language); may be repeated. Of several languages of a
    /// page, the first that has a text wins.
    #[arg(long, value_name = "DIR")]
    docs: Vec<PathBuf>,
    /// A pattern of wanted paths (`/users/**`) or types (`microsoft.graph.user`); may be repeated.
    /// Without any, everything is wanted.
    #[arg(long, value_name = "PATTERN")]
    include: Vec<String>,
    /// Types that derive from wanted ones are wanted too.
    #[arg(long)]
    with_derived_types: bool,
    /// The answers that the reference shows go into the client, behind its feature `mock`.
    #[arg(long)]
    with_examples: bool,
    /// The folder of the output.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The config file; without it `msgraph-bindgen.toml` in this folder, if it is there and neither
    /// metadata nor pages are given.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// A whole crate or a module tree.
    #[arg(long, value_enum, default_value_t)]
    pub(super) output: Output,
    /// How the result is printed.
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
}

impl Run {
    /// The settings: the config file's, with the flags on top.
    pub(super) fn settings(&self) -> Result<Settings, Error> {
        let mut settings = asked(self.config.as_deref(), &self.metadata, &self.docs)?;
        if !self.include.is_empty() {
            settings.include.clone_from(&self.include);
        }
        if self.with_derived_types {
            settings.derived_types = DerivedTypes::All;
        }
        if self.with_examples {
            settings.examples = Examples::Answers;
        }
        if let Some(out) = &self.out {
            settings.out = Some(out.clone());
        }
        Ok(settings)
    }
}

/// The settings of the config file: the one named, else the usual one if it is in this folder.
fn configured(named: Option<&Path>) -> Result<Settings, Error> {
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
    if let Some(out) = &settings.out {
        add("--out", out.display().to_string());
    }
    if settings.derived_types == DerivedTypes::All {
        flags.push("--with-derived-types".to_owned());
    }
    if settings.examples == Examples::Answers {
        flags.push("--with-examples".to_owned());
    }
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
        Verb::Diff(_) | Verb::Lint(_) | Verb::Snippet(_) => {
            Err(Error::usage("these are flags of another verb"))
        }
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Diff {
    /// The metadata before.
    pub(super) old: PathBuf,
    /// The metadata after.
    pub(super) new: PathBuf,
    /// The `names.lock` of generated code: only what it names counts as breaking.
    #[arg(long, value_name = "FILE")]
    pub(super) lock: Option<PathBuf>,
    /// The config file of the generated code, for the name of its client struct; without it
    /// `msgraph-bindgen.toml` in this folder, if it is there.
    #[arg(long, value_name = "FILE", requires = "lock")]
    config: Option<PathBuf>,
    /// How the result is printed.
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
}

impl Diff {
    /// The name of the client struct.
    pub(super) fn root(&self) -> Result<String, Error> {
        let settings = configured(self.config.as_deref())?;
        settings.check()?;
        Ok(settings.root)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Lint {
    /// A CSDL file; may be repeated, includes resolve among them.
    #[arg(long, value_name = "FILE")]
    metadata: Vec<PathBuf>,
    /// A folder of reference pages (Markdown, any language); may be repeated.
    #[arg(long, value_name = "DIR")]
    docs: Vec<PathBuf>,
    /// The config file; without it `msgraph-bindgen.toml` in this folder, if it is there and no
    /// metadata is given.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// A file of known findings: only others count.
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Writes all findings to the baseline instead.
    #[arg(long, requires = "baseline")]
    pub(super) write_baseline: bool,
    /// How the result is printed.
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
}

impl Lint {
    /// The settings: the config file's, with the flags on top.
    pub(super) fn settings(&self) -> Result<Settings, Error> {
        // Pages alone are nothing to compare: the usual config file has the metadata.
        let usual = Path::new(config::FILE_NAME);
        let usual = Some(usual).filter(|usual| self.metadata.is_empty() && usual.is_file());
        let config = self.config.as_deref().or(usual);
        let settings = asked(config, &self.metadata, &self.docs)?;
        if settings.metadata.is_empty() {
            return Err(Error::usage(
                "no metadata is given to compare the pages with: name a CSDL file with `--metadata FILE`, \
                 or a config file with `--config FILE`",
            ));
        }
        if settings.docs.is_empty() {
            return Err(Error::usage(
                "no reference pages are given: name a folder with `--docs DIR`, or `docs` in the config \
                 file",
            ));
        }
        Ok(settings)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Snippet {
    /// A request line, as in `POST /me/sendMail`, or a URL to be read.
    #[arg(value_name = "REQUEST")]
    pub(super) request: Option<String>,
    /// A table of requests instead: tabs between its columns, which the first line names; the column `url_template` has the
    /// targets, the column `methods` the verbs, with spaces between.
    #[arg(long, value_name = "FILE", conflicts_with = "request")]
    pub(super) from: Option<PathBuf>,
    #[command(flatten)]
    pub(super) client: Client,
    /// How the result is printed.
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
}

/// A client that is not written.
#[derive(Debug, clap::Args)]
pub(super) struct Client {
    /// A CSDL file; may be repeated, includes resolve among them.
    #[arg(long, value_name = "FILE")]
    metadata: Vec<PathBuf>,
    /// A folder of reference pages (Markdown, any language); may be repeated. What they grant is offered.
    #[arg(long, value_name = "DIR")]
    docs: Vec<PathBuf>,
    /// A pattern of wanted paths (`/users/**`) or types (`microsoft.graph.user`); may be repeated.
    /// Without any, everything is wanted.
    #[arg(long, value_name = "PATTERN")]
    include: Vec<String>,
    /// Types that derive from wanted ones are wanted too.
    #[arg(long)]
    with_derived_types: bool,
    /// The config file; without it `msgraph-bindgen.toml` in this folder, if it is there and neither
    /// metadata nor pages are given.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The names that are pinned; without it, the `names.lock` in the output folder of the config file.
    #[arg(long, value_name = "FILE")]
    names_lock: Option<PathBuf>,
}

impl Client {
    /// The settings: the config file's, with the flags on top.
    pub(super) fn settings(&self) -> Result<Settings, Error> {
        let mut settings = asked(self.config.as_deref(), &self.metadata, &self.docs)?;
        if !self.include.is_empty() {
            settings.include.clone_from(&self.include);
        }
        if self.with_derived_types {
            settings.derived_types = DerivedTypes::All;
        }
        if let Some(path) = &self.names_lock {
            settings.names_lock = Some(path.clone());
        }
        Ok(settings)
    }
}

/// The settings of the config file, with the flags that say what is read on top.
fn asked(config: Option<&Path>, metadata: &[PathBuf], docs: &[PathBuf]) -> Result<Settings, Error> {
    let mut settings = match config {
        None if !metadata.is_empty() || !docs.is_empty() => Settings::default(),
        config => configured(config)?,
    };
    if !metadata.is_empty() {
        metadata.clone_into(&mut settings.metadata);
    }
    if !docs.is_empty() {
        docs.clone_into(&mut settings.docs);
    }
    if settings.metadata.is_empty() && settings.docs.is_empty() {
        return Err(Error::usage(
            "no metadata is given: name a CSDL file with `--metadata FILE`, a folder of reference pages \
             with `--docs DIR`, or a config file with `--config FILE`",
        ));
    }
    Ok(settings)
}
