//! `permissions`.

use super::args::{Client, Format};
use super::snippet::parse_request;
use super::{Console, Found, print_json};
use crate::docs::page::Method;
use crate::error::Error;
use crate::permissions::Report;
use crate::run;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct Permissions {
    /// Request lines, as in `POST /me/sendMail`, or URLs to be read; without any, all that the selection can request.
    #[arg(value_name = "REQUEST")]
    requests: Vec<String>,
    /// A file of request lines, one per line; `#` begins a comment.
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    #[command(flatten)]
    client: Client,
}

pub(super) fn run(args: &Permissions, console: &Console) -> Result<Found, Error> {
    let settings = args.client.settings()?;
    if settings.docs.is_empty() {
        return Err(Error::usage(
            "no reference pages are given, and only they know permissions: name a folder with `--docs DIR`, or `docs` \
             in the config file",
        ));
    }
    let mut lines = args.requests.clone();
    if let Some(path) = &args.from {
        let text = std::fs::read_to_string(path).map_err(|fault| Error::io("read", path, fault))?;
        let kept = text.lines().map(str::trim);
        let kept = kept.filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.extend(kept.map(str::to_owned));
    }
    let is_asked = !args.requests.is_empty() || args.from.is_some();
    run::with_selected(&settings, console, |selected| {
        let asked: Vec<_> = lines.iter().map(|line| parse_request(line)).collect();
        let report = match is_asked {
            false => Report::of_selection(selected.model, selected.selection),
            true => {
                let method = |verb: &str| Method::ALL.into_iter().find(|one| one.as_str() == verb);
                let lines = asked
                    .iter()
                    .map(|one| (method(&one.method), &*one.method, &*one.template));
                Report::of_lines(selected.model, lines)
            }
        };
        match console.format {
            Format::Json => print_json(&report)?,
            Format::Human => say!("{report}"),
        }
        let is_unknown = match is_asked {
            true => !report.undocumented.is_empty(),
            false => report.requests.is_empty(),
        };
        Ok(if is_unknown {
            Found::Something
        } else {
            Found::Nothing
        })
    })?
}
