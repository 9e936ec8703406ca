//! `cargo run --release -p msgraph-tests --bin docs_report [-- --misses] [--format json]`: what is understood of the reference pages of
//! the corpus, in numbers beside totals and goals. Ends with 1 where a goal is missed.

use msgraph_tests::docs_report::{Detail, Report, print};
use msgraph_tests::reference::Reference;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut detail = Detail::Kinds;
    let mut is_json = false;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match (&*argument, argument.strip_prefix("--format=")) {
            ("--misses", _) => detail = Detail::Each,
            (_, Some("json")) => is_json = true,
            (_, Some("text")) => is_json = false,
            ("--format", _) => match arguments.next().as_deref() {
                Some("json") => is_json = true,
                Some("text") => is_json = false,
                _ => return usage(),
            },
            _ => return usage(),
        }
    }
    let references = Reference::corpora();
    if references.is_empty() {
        // Said on standard error already.
        return ExitCode::SUCCESS;
    }
    let reports: Vec<_> = references.iter().map(Report::of).collect();
    if is_json {
        println!(
            "{}",
            serde_json::to_string_pretty(&reports).unwrap_or_default()
        );
    } else {
        for report in &reports {
            println!("{}", print(report, detail));
        }
    }
    let missed: usize = reports.iter().map(|report| report.missed().count()).sum();
    if missed == 0 {
        return ExitCode::SUCCESS;
    }
    eprintln!("{missed} goals are missed");
    ExitCode::FAILURE
}

fn usage() -> ExitCode {
    eprintln!("usage: docs_report [--misses] [--format text|json]");
    ExitCode::from(2)
}
