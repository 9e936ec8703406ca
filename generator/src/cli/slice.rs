//! `slice`.

use super::args::{Client, Format};
use super::{Console, Found, print_json};
use crate::error::Error;
use crate::run;
use crate::slice::Size;
use serde::Serialize;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct Slice {
    #[command(flatten)]
    pub(super) client: Client,
    /// The folder that the slice is written into.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// What was written.
#[derive(Serialize)]
struct Report {
    files: usize,
    files_written: usize,
    #[serde(flatten)]
    size: Size,
}

pub(super) fn run(args: &Slice, console: &Console) -> Result<Found, Error> {
    let settings = args.client.settings()?;
    let (slice, files_written) = run::write_slice(&settings, &args.out, console)?;
    let size = slice.size;
    match console.format {
        Format::Json => print_json(&Report {
            files: slice.files.len(),
            files_written,
            size,
        })?,
        Format::Human => {
            say!("{size}");
            say!(
                "{files_written} of {} files written to {}",
                slice.files.len(),
                args.out.display()
            );
        }
    }
    Ok(Found::Nothing)
}
