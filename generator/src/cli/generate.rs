//! `generate`.

use super::args::{Format, Run};
use super::{Console, Found, budget, print_json};
use crate::budget::Budget;
use crate::error::Error;
use crate::phases::Watch;
use crate::report::Report;
use crate::run::{self, Written};
use serde::Serialize;

pub(super) fn run(args: &Run, console: &Console) -> Result<Found, Error> {
    let settings = args.settings()?;
    let measure = |measuring| budget::measure(&settings, measuring, console);
    let budget = args.budget.map(measure).transpose()?;
    let Some(out) = settings.out.clone() else {
        if let Some(budget) = &budget {
            console.ends();
            return tell(budget, console.format);
        }
        return Err(Error::usage(
            "no output folder is given: name one with `--out DIR`, or `out` in the config file",
        ));
    };
    let written = run::write(&settings, &out, args.output.form(), console)?;
    if !written.warnings.is_empty() {
        warn!("{}", written.warnings.trim_end());
    }
    match console.format {
        Format::Json => print_json(&Told {
            report: &written.report,
            budget: budget.as_ref(),
        })?,
        Format::Human => {
            print(&written, &out.display().to_string());
            if let Some(budget) = &budget {
                tell(budget, Format::Human)?;
            }
        }
    }
    Ok(Found::Nothing)
}

/// What is told of a run.
#[derive(Serialize)]
struct Told<'r> {
    #[serde(flatten)]
    report: &'r Report,
    /// What the client and its parts come to, where that is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    budget: Option<&'r Budget>,
}

/// Tells a budget by itself.
fn tell(budget: &Budget, format: Format) -> Result<Found, Error> {
    match format {
        Format::Json => print_json(&serde_json::json!({ "budget": budget }))?,
        Format::Human => {
            say!("{budget}");
            for one in &budget.exceeded {
                say!("{one}");
            }
        }
    }
    Ok(Found::Nothing)
}

fn print(written: &Written, out: &str) {
    let report = &written.report;
    if report.up_to_date {
        say!(
            "{out} is up to date ({} files, {} ms)",
            report.files,
            report.elapsed_ms
        );
        return;
    }
    say!(
        "{} entity types, {} complex types, {} enumeration types with {} members",
        report.entity_types,
        report.complex_types,
        report.enum_types,
        report.enum_members
    );
    say!(
        "{} properties, {} navigation properties, {} operations",
        report.properties,
        report.navigation_properties,
        report.operations
    );
    if report.pages > 0 {
        say!(
            "{} pages, {} documented requests",
            report.pages,
            report.documented_requests
        );
    }
    say!(
        "{} request builders with {} methods",
        report.builders,
        report.methods
    );
    for one in &report.versions {
        let shared = one.shared;
        say!(
            "{}: {} entity types ({} shared), {} complex types ({}), {} enumeration types ({}), {} request builders ({})",
            one.version,
            one.entity_types,
            shared.entity_types,
            one.complex_types,
            shared.complex_types,
            one.enum_types,
            shared.enum_types,
            one.builders,
            shared.builders
        );
    }
    if let [parts @ .., full] = report.features.as_slice() {
        say!("{} features, and `{}` for all", parts.len(), full.name);
    }
    for (what, count) in &report.repaired {
        say!("repaired: {what}: {count}");
    }
    for (reason, count) in &report.omitted {
        say!("omitted: {reason}: {count}");
    }
    say!(
        "{} of {} files written to {out}, {} bytes in all, {} ms",
        report.files_written,
        report.files,
        report.bytes,
        report.elapsed_ms
    );
}
