//! `lint`.

use super::args::{Format, asked};
use super::{Found, print_json};
use crate::config;
use crate::diagnostics::{self, Diagnostics};
use crate::docs::library::Library;
use crate::error::{Error, Kind};
use crate::lint::{Baseline, Finding, Report, lint};
use crate::model;
use crate::output;
use crate::pipeline;
use crate::settings::Settings;
use std::path::{Path, PathBuf};

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
    baseline: Option<PathBuf>,
    /// Writes all findings to the baseline instead.
    #[arg(long, requires = "baseline")]
    write_baseline: bool,
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

pub(super) fn run(args: &Lint) -> Result<Found, Error> {
    let settings = args.settings()?;
    let inputs = pipeline::read(&settings)?;
    let sources = &inputs.sources;
    if !inputs.diagnostics.is_empty() {
        // Files that are no text, or cannot be read.
        let rendered = diagnostics::render(&inputs.diagnostics, sources);
        warn!("{}", rendered.trim_end());
    }
    let mut found = Diagnostics::new();
    let documents = pipeline::parse(sources, &mut found);
    let mut model = model::link(&documents, &mut found);
    if found.has_errors() {
        return Err(Error::input(diagnostics::render(&found, sources)));
    }
    model::repair::repair(&mut model);
    let library = Library::read(sources, &inputs.pages, pipeline::threads(&settings));
    let findings = lint(&model, &library);
    let baseline = match &args.baseline {
        None => Baseline::default(),
        Some(path) if args.write_baseline => write_baseline(path, &findings)?,
        Some(path) => read_baseline(path)?,
    };
    let report = Report::new(&findings, &baseline, sources);
    match args.format {
        Format::Json => print_json(&report)?,
        Format::Human => say!("{}", report.to_string().trim_end()),
    }
    Ok(match report.new {
        0 => Found::Nothing,
        _ => Found::Something,
    })
}

fn read_baseline(path: &Path) -> Result<Baseline, Error> {
    let text = std::fs::read_to_string(path).map_err(|source| Error::io("read", path, source))?;
    Baseline::parse(&text).map_err(|fault| Error::settings(format!("{}: {fault}", path.display())))
}

fn write_baseline(path: &Path, findings: &[Finding]) -> Result<Baseline, Error> {
    let baseline = Baseline::of(findings);
    output::write_file(path, &baseline.write()).map_err(Kind::from)?;
    Ok(baseline)
}
