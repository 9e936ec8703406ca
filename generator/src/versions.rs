//! A run over the versions of the service that its settings describe: mostly one, of which nothing here shows.

use crate::emit::Layout;
use crate::error::Error;
use crate::lower::items::{self, Api};
use crate::lower::{Shared, side_by_side};
use crate::phases::{Phase, Watch};
use crate::pipeline::{self, Generated, Inputs, Made};
use crate::report::VersionReport;
use crate::run::{NAMES_LOCK, pins, read_lock};
use crate::settings::Settings;
use std::path::Path;

/// A version of the service.
pub(crate) struct Version {
    /// Its settings by themselves.
    pub(crate) settings: Settings,
    /// What it is made of.
    pub(crate) inputs: Inputs,
}

impl Version {
    /// The version, where there are several.
    fn named(&self) -> Option<items::Version> {
        items::Version::named(&self.settings.krate.api_version)
    }
}

/// Reads the files of all versions, and the locks that are in the output folder or named.
pub(crate) fn read(
    settings: &Settings,
    out: Option<&Path>,
    watch: &dyn Watch,
) -> Result<Vec<Version>, Error> {
    watch.begins(Phase::Read);
    settings.check()?;
    let mut versions: Vec<Version> = Vec::new();
    for settings in settings.by_version() {
        let mut inputs = pipeline::read(&settings)?;
        let name = items::Version::named(&settings.krate.api_version);
        let further = name.filter(|_| !versions.is_empty());
        let file = further.map_or(NAMES_LOCK.to_owned(), items::Version::lock_file);
        read_lock(&settings, out, &file, &mut inputs.sources)?;
        versions.push(Version { settings, inputs });
    }
    Ok(versions)
}

/// Generates the client.
pub(crate) fn generate(
    versions: &[Version],
    settings: &Settings,
    layout: Layout,
    watch: &dyn Watch,
) -> Result<Generated, Error> {
    let mut clients = Vec::with_capacity(versions.len());
    for version in versions {
        let Version { settings, inputs } = version;
        let pins = pins(&inputs.sources)?;
        clients.push(pipeline::make(inputs, settings, pins, watch)?);
    }
    let reports = match versions {
        [_] => Vec::new(),
        _ => beside(versions, &mut clients, settings)?,
    };
    watch.begins(Phase::Print);
    let threads = pipeline::threads(settings);
    let mut printed = versions.iter().zip(clients);
    let mut generated = match printed.next() {
        Some((_, first)) => first.print(layout, threads)?,
        None => return Err(Error::settings("there is no version")),
    };
    for (version, client) in printed {
        if let Some(version) = version.named() {
            add(&mut generated, version, client.print(layout, threads)?);
        }
    }
    generated.sources.sort();
    generated.report.versions = reports;
    Ok(generated)
}

/// Puts the clients side by side; answers the numbers of each.
fn beside(
    versions: &[Version],
    clients: &mut [Made],
    settings: &Settings,
) -> Result<Vec<VersionReport>, Error> {
    let numbers = |(version, client): (&Version, &Made)| {
        let report = &client.report;
        VersionReport {
            version: version.settings.krate.api_version.clone(),
            entity_types: report.entity_types,
            complex_types: report.complex_types,
            enum_types: report.enum_types,
            operations: report.operations,
            builders: report.builders,
            shared: Shared::default(),
        }
    };
    let mut reports: Vec<_> = versions.iter().zip(&*clients).map(numbers).collect();
    let apis = clients.iter_mut().map(|client| &mut client.api);
    let named = versions.iter().filter_map(Version::named);
    let mut apis: Vec<(items::Version, &mut Api)> = named.zip(apis).collect();
    let shared = side_by_side(&mut apis, settings.share.sharing())
        .map_err(|fault| Error::settings(fault.to_string()))?;
    let further = reports.iter_mut().zip(&mut *clients).skip(1);
    for ((report, client), shared) in further.zip(shared) {
        report.shared = shared;
        client.report.counts_elsewhere(&shared);
    }
    for client in clients {
        client.report.count_items(&client.api);
    }
    Ok(reports)
}

/// Adds a further version, in its folder.
fn add(generated: &mut Generated, version: items::Version, further: Generated) {
    let below = |(path, text)| (format!("{}/{path}", version.module()), text);
    generated
        .sources
        .extend(further.sources.into_iter().map(below));
    generated
        .further_locks
        .push((version.lock_file(), further.lock));
    generated.report.add(further.report);
    generated.warnings.push_str(&further.warnings);
}
