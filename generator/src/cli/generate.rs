//! `generate`.

use super::args::{Format, Run};
use super::{Console, Found, print_json};
use crate::error::Error;
use crate::run::{self, Written};

pub(super) fn run(args: &Run, console: &Console) -> Result<Found, Error> {
    let settings = args.settings()?;
    let Some(out) = settings.out.clone() else {
        return Err(Error::usage(
            "no output folder is given: name one with `--out DIR`, or `out` in the config file",
        ));
    };
    let written = run::write(&settings, &out, args.output.form(), console)?;
    if !written.warnings.is_empty() {
        warn!("{}", written.warnings.trim_end());
    }
    match console.format {
        Format::Json => print_json(&written.report)?,
        Format::Human => print(&written, &out.display().to_string()),
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
