//! Runs from settings to a folder: reads, generates, writes or compares.

use crate::budget::BudgetSettings;
use crate::diagnostics::Sources;
use crate::emit::Layout;
use crate::error::{Error, Kind};
use crate::krate;
use crate::lower::names::{NamesLock, Pins};
use crate::model::repair::State;
#[cfg(feature = "cli")]
use crate::output;
use crate::output::{DifferenceKind, Digest, Digester, FileSet, STAMP, Stamp};
use crate::phases::{Phase, Watch};
use crate::pipeline::{self, Generated, Inputs};
use crate::place::Place;
use crate::report::{KindCount, Report};
#[cfg(feature = "cli")]
use crate::scaffold::{self, Plan, Scaffold};
use crate::settings::{Features, Settings};
use crate::slice::{self, Slice};
use crate::versions::{self, Version};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

mod budget;

pub(crate) use budget::budget;
#[cfg(feature = "cli")]
pub(crate) use budget::{check as check_budget, exceeded};

/// The file in the output that pins the names of the only version, or the first.
pub(crate) const NAMES_LOCK: &str = "names.lock";

/// What a run wrote.
#[derive(Debug)]
pub(crate) struct Written {
    /// The numbers.
    pub(crate) report: Report,
    /// The warnings, for people.
    pub(crate) warnings: String,
}

/// What a comparison found.
#[derive(Debug)]
#[cfg_attr(not(feature = "cli"), allow(dead_code))]
pub(crate) struct Checked {
    /// Files that would change, with how.
    pub(crate) differences: Vec<String>,
    /// Repair rules without anything to repair.
    pub(crate) expired: Vec<String>,
    /// Warnings, by kind.
    pub(crate) counts: Vec<KindCount>,
    /// The warnings, for people.
    pub(crate) warnings: String,
}

/// What the output is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A crate.
    Crate,
    /// A module tree.
    Tree,
}

impl Form {
    fn layout(self) -> Layout {
        match self {
            Self::Crate => Layout::Crate,
            Self::Tree => Layout::Tree,
        }
    }
}

/// Generates a module tree in memory.
pub(crate) fn generate(settings: &Settings, watch: &dyn Watch) -> Result<Generated, Error> {
    let started = Instant::now();
    let versions = versions::read(settings, None, watch)?;
    let mut generated = versions::generate(&versions, settings, Layout::Tree, watch)?;
    watch.ends();
    generated.report.elapsed_ms = elapsed(started);
    Ok(generated)
}

/// Generates into a folder and writes what differs.
pub(crate) fn write(
    settings: &Settings,
    out: &Path,
    form: Form,
    watch: &dyn Watch,
) -> Result<Written, Error> {
    let started = Instant::now();
    let versions = versions::read(settings, Some(out), watch)?;
    let locks = versions.iter().map(|one| lock_text(&one.inputs.sources));
    let locks = locks.map(|lock| lock.unwrap_or_default().to_owned());
    if Stamp::is_current(out, digest(settings, &versions, locks, out, form)) {
        watch.ends();
        return Ok(Written {
            report: report_of_current(out, started),
            warnings: String::new(),
        });
    }
    let mut generated = versions::generate(&versions, settings, form.layout(), watch)?;
    watch.begins(Phase::Write);
    let mut files = file_set(&generated, settings, out, form)?;
    let report = &mut generated.report;
    report.files = files.len();
    report.bytes = files.iter().map(|(_, text)| text.len()).sum();
    files.summarize(serde_json::to_string(report).unwrap_or_default());
    // The lock that was just made is an input of the next run.
    let made_of = digest(settings, &versions, locks_of(&generated), out, form);
    let written = files.write(out, made_of).map_err(Kind::from)?;
    watch.ends();
    let report = &mut generated.report;
    report.files_written = written.written.len();
    report.elapsed_ms = elapsed(started);
    Ok(Written {
        report: generated.report,
        warnings: generated.warnings,
    })
}

/// The numbers of the run that made the output, as far as its stamp has them.
fn report_of_current(out: &Path, started: Instant) -> Report {
    let stamp = Stamp::read(out);
    let noted = stamp.as_ref().map_or("", |stamp| stamp.summary());
    Report {
        up_to_date: true,
        files_written: 0,
        elapsed_ms: elapsed(started),
        ..serde_json::from_str(noted).unwrap_or_default()
    }
}

/// Generates in memory and compares with a folder.
#[cfg_attr(not(feature = "cli"), allow(dead_code))]
pub(crate) fn check(
    settings: &Settings,
    out: &Path,
    form: Form,
    watch: &dyn Watch,
) -> Result<Checked, Error> {
    let versions = versions::read(settings, Some(out), watch)?;
    let generated = versions::generate(&versions, settings, form.layout(), watch)?;
    watch.begins(Phase::Write);
    let files = file_set(&generated, settings, out, form)?;
    let made_of = digest(settings, &versions, locks_of(&generated), out, form);
    let found = files.check(out, made_of).map_err(Kind::from)?;
    watch.ends();
    // The stamp is no part of the output: a fresh checkout has none.
    let found = found.iter().filter(|one| one.path != STAMP);
    let differences = found.map(|one| match one.kind {
        DifferenceKind::Missing => format!("missing: {}", one.path),
        DifferenceKind::Differs => format!("differs: {}", one.path),
        DifferenceKind::Extra => format!("no longer generated: {}", one.path),
    });
    let differences = differences.collect();
    let repairs = generated.report.repairs.iter();
    let expired = repairs
        .filter(|repair| repair.state == State::Expired)
        .map(|repair| repair.rule.clone())
        .filter(|rule| !settings.expired_repairs.contains(rule))
        .collect();
    Ok(Checked {
        differences,
        expired,
        counts: generated.report.warnings,
        warnings: generated.warnings,
    })
}

/// Goes as far as lowering and lends the model and the client.
#[cfg(feature = "cli")]
pub(crate) fn with_client<T>(
    settings: &Settings,
    watch: &dyn Watch,
    look: impl FnOnce(&crate::model::Model<'_>, &crate::lower::Lowered) -> T,
) -> Result<T, Error> {
    let inputs = read(settings, settings.out.as_deref(), watch)?;
    let pins = pins(&inputs.sources)?;
    pipeline::with_selected(&inputs, settings, watch, |selected| {
        let lowered = pipeline::lower(&selected, settings, pins, watch);
        watch.ends();
        look(selected.model, &lowered)
    })
}

/// Takes what the selection needs of the inputs.
pub(crate) fn slice(settings: &Settings, watch: &dyn Watch) -> Result<Slice, Error> {
    if settings.metadata.is_empty() {
        return Err(Error::settings(
            "a slice is one of metadata, and none is given: pages that describe an API by themselves are copied as they are",
        ));
    }
    let inputs = read(settings, settings.out.as_deref(), watch)?;
    let pins = pins(&inputs.sources)?;
    pipeline::with_selected(&inputs, settings, watch, |selected| {
        let lowered = pipeline::lower(&selected, settings, pins, watch);
        watch.begins(Phase::Slice);
        slice::slice(&inputs, settings, &selected, &lowered.lock)
    })?
}

/// Writes a slice into a folder, what differs.
pub(crate) fn write_slice(
    settings: &Settings,
    out: &Path,
    watch: &dyn Watch,
) -> Result<(Slice, usize), Error> {
    let slice = slice(settings, watch)?;
    watch.begins(Phase::Write);
    let written = slice.files.write(out, slice.digest());
    let written = written.map_err(Kind::from)?.written.len();
    watch.ends();
    Ok((slice, written))
}

/// Makes a program and writes it into a folder in which there is nothing yet.
#[cfg(feature = "cli")]
pub(crate) fn scaffold(
    plan: &Plan,
    mut settings: Settings,
    watch: &dyn Watch,
) -> Result<Scaffold, Error> {
    output::check_free(&plan.folder).map_err(Kind::from)?;
    let lock_of = settings.out.take();
    settings.krate.runtime_path = plan.runtime_path();
    let mut inputs = read(&settings, lock_of.as_deref(), watch)?;
    // A program has what it calls, and nobody to choose parts of that.
    inputs.filter = inputs.filter.without_features();
    settings.features = Features::None;
    let pins = pins(&inputs.sources)?;
    let made = pipeline::with_selected(&inputs, &settings, watch, |selected| {
        scaffold::scaffold(plan, &inputs, &settings, selected, pins, watch)
    })??;
    watch.begins(Phase::Write);
    made.files.write_new(&plan.folder).map_err(Kind::from)?;
    watch.ends();
    Ok(made)
}

/// Goes as far as the selection and lends what is known then.
#[cfg(feature = "cli")]
pub(crate) fn with_selected<T>(
    settings: &Settings,
    watch: &dyn Watch,
    look: impl FnOnce(&pipeline::Selected<'_, '_>) -> T,
) -> Result<T, Error> {
    watch.begins(Phase::Read);
    let inputs = pipeline::read(settings)?;
    pipeline::with_selected(&inputs, settings, watch, |selected| {
        watch.ends();
        look(&selected)
    })
}

/// Reads the files of a run, the `names.lock` among them.
fn read(settings: &Settings, out: Option<&Path>, watch: &dyn Watch) -> Result<Inputs, Error> {
    watch.begins(Phase::Read);
    let mut inputs = pipeline::read(settings)?;
    read_lock(settings, out, NAMES_LOCK, &mut inputs.sources)?;
    Ok(inputs)
}

fn file_set(
    generated: &Generated,
    settings: &Settings,
    out: &Path,
    form: Form,
) -> Result<FileSet, Error> {
    let mut files = FileSet::new();
    match form {
        Form::Crate => {
            let place = Place::of(&settings.krate, out);
            for (path, text) in krate::files(generated, settings, &place)? {
                files.insert(path, text).map_err(Kind::from)?;
            }
        }
        Form::Tree => {
            for (path, text) in &generated.sources {
                files.insert(path, text).map_err(Kind::from)?;
            }
        }
    }
    Ok(files)
}

/// Reads the `names.lock` that counts: the one named, else the file of this name in a crate's folder.
pub(crate) fn read_lock(
    settings: &Settings,
    out: Option<&Path>,
    file: &str,
    sources: &mut Sources,
) -> Result<(), Error> {
    let named = settings.names_lock.clone();
    let Some(path) = named.or_else(|| out.map(|out| out.join(file))) else {
        return Ok(());
    };
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            sources.add_names_lock(path.display().to_string(), text);
            Ok(())
        }
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(fault) => Err(Error::io("read", &path, fault)),
    }
}

fn lock_text(sources: &Sources) -> Option<&str> {
    sources.names_lock().map(|id| sources.text(id))
}

/// The locks that a run made, those of all versions.
fn locks_of(generated: &Generated) -> impl Iterator<Item = String> {
    let further = generated.further_locks.iter().map(|(_, lock)| lock);
    std::iter::once(&generated.lock)
        .chain(further)
        .map(NamesLock::to_string)
}

pub(crate) fn pins(sources: &Sources) -> Result<Pins, Error> {
    names_lock(sources).map(Pins::new)
}

fn names_lock(sources: &Sources) -> Result<NamesLock, Error> {
    let Some(id) = sources.names_lock() else {
        return Ok(NamesLock::new());
    };
    NamesLock::parse(sources.text(id))
        .map_err(|fault| Error::settings(format!("{}: {fault}", sources.name(id))))
}

/// A digest of everything the output depends on. Of paths only what shows in the output counts.
fn digest(
    settings: &Settings,
    versions: &[Version],
    locks: impl IntoIterator<Item = String>,
    out: &Path,
    form: Form,
) -> Digest {
    let mut digester = Digester::new();
    digester.add("generator", env!("MSGRAPH_BINDGEN_BUILD").as_bytes());
    digester.add("form", format!("{form:?}").as_bytes());
    if form == Form::Crate {
        let place = Place::of(&settings.krate, out);
        digester.add("place", place.workspace.as_bytes());
        digester.add("runtime", place.runtime.as_bytes());
    }
    for (version, lock) in versions.iter().zip(locks) {
        add_version(version, &lock, form, &mut digester);
    }
    digester.finish()
}

/// Adds what the output depends on of one version.
fn add_version(version: &Version, lock: &str, form: Form, digester: &mut Digester) {
    let Version { settings, inputs } = version;
    let sources = &inputs.sources;
    let shown = Settings {
        metadata: Vec::new(),
        docs: Vec::new(),
        include: Vec::new(),
        exclude: Vec::new(),
        filter: Vec::new(),
        out: None,
        names_lock: None,
        threads: 0,
        budget: BudgetSettings::default(),
        features: match &settings.features {
            Features::Table(_) => Features::Table(BTreeMap::new()),
            other => other.clone(),
        },
        ..settings.clone()
    };
    digester.add("settings", format!("{shown:?}").as_bytes());
    for id in sources.ids() {
        digester.add("metadata", sources.text(id).as_bytes());
    }
    for (what, pattern) in inputs.filter.texts() {
        digester.add(what, pattern.as_bytes());
    }
    for page in &inputs.pages {
        let place = format!("{} {}", page.folder, page.path);
        digester.add("page", place.as_bytes());
        digester.add("page", sources.text(page.source).as_bytes());
    }
    // A tree has no lock of its own: only one that is named counts.
    if form == Form::Crate || settings.names_lock.is_some() {
        digester.add("lock", lock.as_bytes());
    }
}

fn elapsed(started: Instant) -> u64 {
    u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX)
}
