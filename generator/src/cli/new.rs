//! `new`.

use super::args::{Client, Format};
use super::{Console, Found, print_json};
use crate::error::Error;
use crate::place;
use crate::run;
use crate::scaffold::{Kind, Plan, package_name, quoted};
use crate::slice::Size;
use serde::Serialize;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct New {
    /// The folder of the program; it must be empty or not there yet.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// How the program gets its client.
    #[arg(long, value_enum, default_value_t)]
    kind: Kind,
    /// The name of the package; without it, that of the folder.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// A checkout of msgraph-bindgen that its packages are taken from; without it, the one that this program was built from, if it
    /// is still there, else the registry.
    #[arg(long, value_name = "DIR")]
    local: Option<PathBuf>,
    #[command(flatten)]
    client: Client,
}

/// What was written.
#[derive(Serialize)]
struct Report<'r> {
    name: &'r str,
    files: usize,
    request: &'r str,
    expression: &'r str,
    command: &'r str,
    #[serde(flatten)]
    size: Size,
}

impl New {
    fn plan(&self) -> Result<Plan, Error> {
        let checkout = match &self.local {
            None => place::checkout(),
            Some(folder) => {
                if !place::is_checkout(folder) {
                    return Err(Error::usage(format!(
                        "{} is no checkout of msgraph-bindgen: `generator/Cargo.toml` or `runtime/Cargo.toml` is missing",
                        folder.display()
                    )));
                }
                let found = folder.canonicalize();
                Some(found.map_err(|source| Error::io("find", folder, source))?)
            }
        };
        Ok(Plan {
            folder: self.folder.clone(),
            name: package_name(&self.folder, self.name.as_deref())?,
            kind: self.kind,
            checkout,
        })
    }
}

pub(super) fn run(args: &New, console: &Console) -> Result<Found, Error> {
    let plan = args.plan()?;
    let settings = args.client.settings()?;
    let made = run::scaffold(&plan, settings, console)?;
    if plan.checkout.is_none() {
        console.warn(
            "warning: no checkout of msgraph-bindgen was found, so the program takes its packages from the registry, where \
             they are not yet; name a checkout with `--local DIR`",
        );
    }
    let (files, size) = (made.files.len(), made.size);
    match console.format {
        Format::Json => print_json(&Report {
            name: &plan.name,
            files,
            request: &made.request,
            expression: &made.expression,
            command: &made.command,
            size,
        })?,
        Format::Human => {
            let folder = plan.folder.display().to_string();
            say!("{files} files written to {folder}: {size}");
            say!("{} is {}", made.request, made.expression);
            say!("cd {} && MSGRAPH_TOKEN=… {}", quoted(&folder), made.command);
        }
    }
    Ok(Found::Nothing)
}
