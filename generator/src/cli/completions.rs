//! `completions`.

use super::args::{Args, Format};
use super::{Console, Found, print_json};
use crate::error::Error;
use clap::CommandFactory;
use clap_complete::Shell;
use serde::Serialize;

#[derive(Debug, clap::Args)]
pub(super) struct Completions {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

/// What was printed.
#[derive(Serialize)]
struct Script {
    shell: String,
    script: String,
}

pub(super) fn run(args: &Completions, console: &Console) -> Result<Found, Error> {
    let mut command = Args::command();
    let name = command.get_name().to_owned();
    // Into memory: nobody may be there to read it, which is no fault of the run.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, name, &mut script);
    let script = String::from_utf8_lossy(&script).into_owned();
    match console.format {
        Format::Json => print_json(&Script {
            shell: args.shell.to_string(),
            script,
        })?,
        Format::Human => say!("{}", script.trim_end()),
    }
    Ok(Found::Nothing)
}
