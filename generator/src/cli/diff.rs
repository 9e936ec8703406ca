//! `diff`.

use super::args::{Format, configured};
use super::{Console, Found, print_json};
use crate::diagnostics::{self, Diagnostics, Sources};
use crate::diff::{Scope, diff};
use crate::error::Error;
use crate::lower::names::NamesLock;
use crate::model::{self, Model};
use crate::phases::{Phase, Watch};
use crate::pipeline;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(super) struct Diff {
    /// The metadata before.
    old: PathBuf,
    /// The metadata after.
    new: PathBuf,
    /// The `names.lock` of generated code: only what it names counts as breaking.
    #[arg(long, value_name = "FILE")]
    lock: Option<PathBuf>,
    /// The config file of the generated code, for the name of its client struct; without it
    /// `msgraph-bindgen.toml` in this folder, if it is there.
    #[arg(long, value_name = "FILE", requires = "lock")]
    config: Option<PathBuf>,
}

impl Diff {
    /// The name of the client struct.
    pub(super) fn root(&self) -> Result<String, Error> {
        let settings = configured(self.config.as_deref())?;
        settings.check()?;
        Ok(settings.root)
    }
}

pub(super) fn run(args: &Diff, console: &Console) -> Result<Found, Error> {
    console.begins(Phase::Read);
    let old_sources = read(&args.old)?;
    let new_sources = read(&args.new)?;
    let lock = args.lock.as_deref().map(read_lock).transpose()?;
    let root = lock.as_ref().map(|_| args.root()).transpose()?;
    let scope = match (&lock, &root) {
        (Some(lock), Some(root)) => Scope::generated(lock, root),
        _ => Scope::everything(),
    };
    console.begins(Phase::Link);
    let report = with_model(&old_sources, |old| {
        with_model(&new_sources, |new| {
            console.begins(Phase::Compare);
            diff(old, new, &scope).report(&old_sources, &new_sources)
        })
    })??;
    console.ends();
    match console.format {
        Format::Json => print_json(&report)?,
        Format::Human => say!("{}", report.to_string().trim_end()),
    }
    Ok(if report.generated.breaking > 0 {
        Found::Something
    } else {
        Found::Nothing
    })
}

fn read(path: &Path) -> Result<Sources, Error> {
    pipeline::read_files(&[PathBuf::from(path)])
}

fn read_lock(path: &Path) -> Result<NamesLock, Error> {
    let text = std::fs::read_to_string(path).map_err(|source| Error::io("read", path, source))?;
    NamesLock::parse(&text).map_err(|fault| Error::settings(format!("{}: {fault}", path.display())))
}

/// Links and repairs one side; its errors end the comparison.
fn with_model<T>(sources: &Sources, use_it: impl FnOnce(&Model<'_>) -> T) -> Result<T, Error> {
    let mut found = Diagnostics::new();
    let documents = pipeline::parse(sources, &mut found);
    let mut model = model::link(&documents, &mut found);
    if found.has_errors() {
        return Err(Error::input(diagnostics::render(&found, sources)));
    }
    model::repair::repair(&mut model);
    Ok(use_it(&model))
}
