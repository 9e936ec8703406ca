//! `explain`.

use super::args::{Client, Format};
use super::{Console, Found, print_json};
use crate::error::Error;
use crate::explain::Explain as Explaining;
use crate::run;

#[derive(Debug, clap::Args)]
pub(super) struct Explain {
    /// A type (`vppToken`), a member of one (`vppToken/appleId`), an operation (`syncLicenses`), or a path.
    #[arg(value_name = "ITEM")]
    item: String,
    #[command(flatten)]
    client: Client,
}

pub(super) fn run(args: &Explain, console: &Console) -> Result<Found, Error> {
    let settings = args.client.settings()?;
    run::with_selected(&settings, console, |selected| {
        let explaining = Explaining {
            sources: selected.sources,
            model: selected.model,
            repairs: &selected.repairs,
            patterns: selected.patterns,
            selection: selected.selection,
        };
        let found = explaining.explain(&args.item).map_err(Error::settings)?;
        match console.format {
            Format::Json => print_json(&found)?,
            Format::Human => found.iter().for_each(|one| say!("{one}")),
        }
        Ok(if found.iter().all(|one| one.selected) {
            Found::Nothing
        } else {
            Found::Something
        })
    })?
}
