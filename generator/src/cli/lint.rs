//! `lint`.

use super::args::{Format, Lint};
use super::{Found, print_json};
use crate::diagnostics::{self, Diagnostics};
use crate::docs::library::Library;
use crate::error::{Error, Kind};
use crate::lint::{Baseline, Finding, Report, lint};
use crate::model;
use crate::output;
use crate::pipeline;
use std::path::Path;

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
