//! `man`.

use super::args::{Args, Format};
use super::{Console, Found, print_json};
use crate::error::{Error, Kind};
use crate::output;
use clap::{Command, CommandFactory};
use clap_mangen::Man as Printer;
use serde::Serialize;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct Man {
    /// The folder that the pages are written into, one for each verb; without it, the page of the program is printed.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// A page.
#[derive(Serialize)]
struct Page {
    file: String,
    text: String,
}

/// What was printed.
#[derive(Serialize)]
struct Pages {
    pages: Vec<Page>,
}

pub(super) fn run(args: &Man, console: &Console) -> Result<Found, Error> {
    let mut command = Args::command().disable_help_subcommand(true);
    command.build();
    let mut pages = vec![page(&command)?];
    let Some(folder) = &args.out else {
        match console.format {
            Format::Json => print_json(&Pages { pages })?,
            Format::Human => pages
                .iter()
                .for_each(|page| say!("{}", page.text.trim_end())),
        }
        return Ok(Found::Nothing);
    };
    for verb in command.get_subcommands() {
        pages.push(page(verb)?);
    }
    for page in &pages {
        output::write_file(&folder.join(&page.file), &page.text).map_err(Kind::from)?;
    }
    match console.format {
        Format::Json => print_json(&Pages { pages })?,
        Format::Human => say!("{} pages written to {}", pages.len(), folder.display()),
    }
    Ok(Found::Nothing)
}

fn page(command: &Command) -> Result<Page, Error> {
    let page = Printer::new(command.clone());
    let mut text = Vec::new();
    page.render(&mut text)
        .map_err(|fault| Error::settings(fault.to_string()))?;
    Ok(Page {
        file: page.get_filename(),
        text: String::from_utf8_lossy(&text).into_owned(),
    })
}
