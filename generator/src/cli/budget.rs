//! `--budget` of `generate` and `check`.

use super::Console;
use crate::budget::{Budget, Exceeded};
use crate::error::Error;
use crate::run;
use crate::settings::Settings;
use clap::ValueEnum;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Measuring {
    /// Types, fields, builders, methods and lines.
    Sizes,
    /// Also the seconds and megabytes of `cargo check`.
    Check,
}

/// What the client of settings and its parts come to.
pub(super) fn measure(
    settings: &Settings,
    measuring: Measuring,
    console: &Console,
) -> Result<Budget, Error> {
    let mut budget = run::budget(settings, console)?;
    if measuring == Measuring::Check {
        run::check_budget(settings, &mut budget, console)?;
    }
    Ok(budget)
}

/// What is to be told of a budget, and the limits that are exceeded, whether it is wanted or not.
pub(super) fn findings(
    settings: &Settings,
    measuring: Option<Measuring>,
    console: &Console,
) -> Result<(Option<Budget>, Vec<Exceeded>), Error> {
    match measuring {
        Some(measuring) => {
            let budget = measure(settings, measuring, console)?;
            let exceeded = budget.exceeded.clone();
            Ok((Some(budget), exceeded))
        }
        None => Ok((None, run::exceeded(settings, console)?)),
    }
}
