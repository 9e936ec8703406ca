//! `lint`.

use super::args::{Format, Given};
use super::{Console, Found, print_json};
use crate::config;
use crate::diagnostics::{self, Diagnostics};
use crate::docs::library::Library;
use crate::error::{Error, Kind};
use crate::lint::{Baseline, Finding, Report, lint};
use crate::model;
use crate::output;
use crate::phases::{Phase, Watch};
use crate::pipeline;
use crate::settings::Settings;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(super) struct Lint {
    #[command(flatten)]
    given: Given,
    /// The version that is meant, of a config file with several: `v1.0` or `beta`; without it the first.
    #[arg(long, value_name = "NAME")]
    api_version: Option<String>,
    /// A file of known findings: only others count.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Writes all findings to the baseline instead.
    #[arg(long, requires = "baseline")]
    write_baseline: bool,
}

impl Lint {
    /// The settings: the config file's, with the flags on top.
    pub(super) fn settings(&self) -> Result<Settings, Error> {
        // Pages alone are nothing to compare: the usual config file has the metadata.
        let usual = Path::new(config::FILE_NAME);
        let usual = Some(usual).filter(|usual| self.given.metadata.is_empty() && usual.is_file());
        let config = self.given.config.as_deref().or(usual);
        let settings = self.given.settings_above(config)?;
        let settings = settings.of_version(self.api_version.as_deref())?;
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

pub(super) fn run(args: &Lint, console: &Console) -> Result<Found, Error> {
    let settings = args.settings()?;
    console.begins(Phase::Read);
    let inputs = pipeline::read(&settings)?;
    let sources = &inputs.sources;
    if !inputs.diagnostics.is_empty() {
        // Files that are no text, or cannot be read.
        let rendered = diagnostics::render(&inputs.diagnostics, sources);
        console.warn(&rendered);
    }
    console.begins(Phase::Parse);
    let mut found = Diagnostics::new();
    let documents = pipeline::parse(sources, &mut found);
    let mut model = model::link(&documents, &mut found);
    if found.has_errors() {
        return Err(Error::input(diagnostics::render(&found, sources)));
    }
    model::repair::repair(&mut model);
    let library = Library::read(sources, &inputs.pages, pipeline::threads(&settings));
    console.begins(Phase::Compare);
    let findings = lint(&model, &library);
    let baseline = match &args.baseline {
        None => Baseline::default(),
        Some(path) if args.write_baseline => write_baseline(path, &findings)?,
        Some(path) => read_baseline(path)?,
    };
    let report = Report::new(&findings, &baseline, sources);
    console.ends();
    match console.format {
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
