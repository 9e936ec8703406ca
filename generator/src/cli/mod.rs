//! The command line: verbs over the same settings as the [`Builder`](crate::Builder).
//!
//! Exit status: 0 for success, 1 where something is wrong with the input or was found by `check`, `diff`,
//! `lint` and other verbs that look for something, 2 for a command line that makes no sense.

/// Prints a line for whoever still listens: a reader that has gone (`| head`) is no fault of the run.
macro_rules! say {
    ($($text:tt)*) => {{
        use std::io::Write;
        let _ = writeln!(std::io::stdout(), $($text)*);
    }};
}

/// The same on standard error.
macro_rules! warn {
    ($($text:tt)*) => {{
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), $($text)*);
    }};
}

pub mod args;
mod budget;
mod check;
mod completions;
mod console;
mod diff;
mod explain;
mod features;
mod generate;
mod lint;
mod man;
mod new;
mod permissions;
mod show;
mod slice;
mod snippet;

use crate::phases::Watch;
use args::{Args, Format, Verb};
use clap::Parser;
use console::Console;
use std::process::ExitCode;

/// What a verb found.
enum Found {
    /// Nothing to complain of.
    Nothing,
    /// Something that the exit status must tell.
    Something,
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(fault) => return refuse(&fault),
    };
    let console = Console::new(args.reporting);
    let found = match &args.verb {
        Verb::New(verb) => new::run(verb, &console),
        Verb::Generate(verb) => generate::run(verb, &console),
        Verb::Check(verb) => check::run(verb, &console),
        Verb::Diff(verb) => diff::run(verb, &console),
        Verb::Lint(verb) => lint::run(verb, &console),
        Verb::Show(verb) => show::run(verb, &console),
        Verb::Explain(verb) => explain::run(verb, &console),
        Verb::Permissions(verb) => permissions::run(verb, &console),
        Verb::Slice(verb) => slice::run(verb, &console),
        Verb::Snippet(verb) => snippet::run(verb, &console),
        Verb::Completions(verb) => completions::run(verb, &console),
        Verb::Man(verb) => man::run(verb, &console),
    };
    match found {
        Ok(Found::Nothing) => ExitCode::SUCCESS,
        Ok(Found::Something) => ExitCode::from(1),
        Err(fault) => {
            console.ends();
            report_fault(console.format, &fault);
            ExitCode::from(if fault.is_usage() { 2 } else { 1 })
        }
    }
}

/// Answers flags that make no sense, and those that ask for help.
fn refuse(fault: &clap::Error) -> ExitCode {
    if fault.use_stderr() && args::asks_for_json(std::env::args_os().skip(1)) {
        let text = fault.to_string();
        report_fault(Format::Json, &crate::Error::usage(text.trim_end()));
    } else {
        // Nobody may be there to read it; that is no fault of the run.
        let _ = fault.print();
    }
    ExitCode::from(if fault.use_stderr() { 2 } else { 0 })
}

fn report_fault(format: Format, fault: &crate::Error) {
    if format == Format::Json {
        let object = serde_json::json!({ "error": fault.to_string() });
        say!("{object}");
    }
    warn!("{}", fault.to_string().trim_end());
}

/// Prints a value as one line of JSON.
fn print_json(value: &impl serde::Serialize) -> Result<(), crate::Error> {
    let text =
        serde_json::to_string(value).map_err(|fault| crate::Error::settings(fault.to_string()))?;
    say!("{text}");
    Ok(())
}
