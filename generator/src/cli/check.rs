//! `check`.

use super::args::{Format, Run};
use super::{Console, Found, budget, print_json};
use crate::budget::{Budget, Exceeded};
use crate::error::Error;
use crate::report::KindCount;
use crate::run;
use serde::Serialize;

#[derive(Serialize)]
struct Findings {
    /// Files of the output that `generate` would change, with how.
    files: Vec<String>,
    /// Repair rules that find nothing to repair any more.
    expired_repairs: Vec<String>,
    /// Limits of the config file that the client exceeds.
    over_budget: Vec<Exceeded>,
    /// What the client and its parts come to, where that is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    budget: Option<Budget>,
    /// Warnings, by kind.
    warnings: Vec<KindCount>,
}

pub(super) fn run(args: &Run, console: &Console) -> Result<Found, Error> {
    let settings = args.settings()?;
    let Some(out) = settings.out.clone() else {
        return Err(Error::usage(
            "no output folder is given: name one with `--out DIR`, or `out` in the config file",
        ));
    };
    let (budget, over_budget) = budget::findings(&settings, args.budget, console)?;
    let checked = run::check(&settings, &out, args.output.form(), console)?;
    let findings = Findings {
        files: checked.differences,
        expired_repairs: checked.expired,
        over_budget,
        budget,
        warnings: checked.counts,
    };
    if !checked.warnings.is_empty() {
        warn!("{}", checked.warnings.trim_end());
    }
    let is_current = findings.files.is_empty();
    let clean =
        is_current && findings.expired_repairs.is_empty() && findings.over_budget.is_empty();
    match console.format {
        Format::Json => print_json(&findings)?,
        Format::Human => {
            for line in &findings.files {
                say!("{line}");
            }
            for rule in &findings.expired_repairs {
                say!(
                    "repair expired: `{rule}` finds nothing to repair; drop the rule, or list it \
                     under `expired-repairs` in the config file"
                );
            }
            if let Some(budget) = &findings.budget {
                say!("{budget}");
            }
            for one in &findings.over_budget {
                say!("{one}");
            }
            if clean {
                say!("{} is up to date", out.display());
            } else if !is_current {
                say!("{} is out of date; run `generate`", out.display());
            }
        }
    }
    Ok(if clean {
        Found::Nothing
    } else {
        Found::Something
    })
}
