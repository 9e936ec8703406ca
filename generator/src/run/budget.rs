//! Runs that measure a client and write nothing, or nothing that stays.

use super::{names_lock, read};
#[cfg(feature = "cli")]
use crate::budget::Exceeded;
use crate::budget::{Budget, Measure, Measured, PartOf, Size};
use crate::error::Error;
use crate::phases::{Phase, Watch};
use crate::pipeline::{self, Selected};
use crate::settings::Settings;

/// What the client and its parts come to.
pub(crate) fn budget(settings: &Settings, watch: &dyn Watch) -> Result<Budget, Error> {
    measured(settings, watch, |measuring| {
        let total = measuring.total()?;
        let parts = measuring.parts(total.size)?;
        let exceeded = settings.budget.exceeded(&total, &parts)?;
        Ok(Budget {
            total,
            empty: None,
            parts,
            exceeded,
        })
    })
}

/// The limits of the settings that are exceeded. Parts are measured only where that tells more.
#[cfg(feature = "cli")]
pub(crate) fn exceeded(settings: &Settings, watch: &dyn Watch) -> Result<Vec<Exceeded>, Error> {
    if !settings.budget.is_set() {
        return Ok(Vec::new());
    }
    measured(settings, watch, |measuring| {
        let total = measuring.total()?;
        let parts = match settings.budget.asks_for_parts(total.size) {
            true => measuring.parts(total.size)?,
            false => Vec::new(),
        };
        settings.budget.exceeded(&total, &parts)
    })
}

/// A selection that is being measured.
struct Measuring<'m, 'r, 'a> {
    selected: &'m Selected<'r, 'a>,
    measure: Measure<'m, 'a>,
    settings: &'m Settings,
}

impl Measuring<'_, '_, '_> {
    fn total(&self) -> Result<Measured, Error> {
        let (selection, parts) = (self.selected.selection, self.selected.parts);
        self.measure.size_of_split(selection, parts).map(Into::into)
    }

    fn parts(&self, total: Size) -> Result<Vec<PartOf>, Error> {
        let threads = pipeline::threads(self.settings);
        let (selection, parts) = (self.selected.selection, self.selected.parts);
        if !parts.is_empty() {
            return self.measure.features(selection, parts, total, threads);
        }
        let whole = (selection, total);
        self.measure.parts(self.selected.patterns, whole, threads)
    }
}

fn measured<T>(
    settings: &Settings,
    watch: &dyn Watch,
    look: impl FnOnce(&Measuring<'_, '_, '_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let settings = &settings.first_version()?;
    let inputs = read(settings, settings.out.as_deref(), watch)?;
    let lock = names_lock(&inputs.sources)?;
    pipeline::with_selected(&inputs, settings, watch, |selected| {
        watch.begins(Phase::Measure);
        look(&Measuring {
            selected: &selected,
            measure: Measure {
                model: selected.model,
                lock: &lock,
                root: &settings.root,
            },
            settings,
        })
    })?
}

#[cfg(feature = "cli")]
pub(crate) use checked::check;

/// What takes cargo.
#[cfg(feature = "cli")]
mod checked {
    use super::*;
    use crate::budget::cargo::{self, Subject};
    use crate::filter::Filter;
    use crate::lower::FULL;
    use crate::phases::Unwatched;
    use crate::run::{Form, NAMES_LOCK, write};
    use std::path::{Path, PathBuf};

    /// The file that pins the versions of dependencies.
    const CARGO_LOCK: &str = "Cargo.lock";

    /// Adds what `cargo check` takes for the client and for each of its parts. Crates are written into a folder that is gone
    /// afterwards, and what they depend on is checked before.
    pub(crate) fn check(
        settings: &Settings,
        budget: &mut Budget,
        watch: &dyn Watch,
    ) -> Result<(), Error> {
        watch.begins(Phase::Check);
        let scratch = tempfile::Builder::new().prefix("msgraph-budget-").tempdir();
        let scratch = scratch.map_err(|fault| {
            let folder = std::env::temp_dir();
            Error::io("write below", &folder, fault)
        })?;
        let crates = Crates {
            settings: alone(&settings.first_version()?)?,
            folder: scratch.path(),
            lock: cargo_lock(settings),
        };
        let mut subjects = vec![crates.empty()?];
        let total = crates.write("total", |_| ())?;
        let has_features = !settings.features.is_none();
        subjects.push(match has_features {
            true => total.with_feature(FULL),
            false => total.clone(),
        });
        for (index, part) in budget.parts.iter().enumerate() {
            if has_features {
                subjects.push(total.with_feature(&part.name));
                continue;
            }
            let patterns = part.patterns.iter().map(|one| one.text().to_owned());
            let only = |settings: &mut Settings| settings.include = patterns.collect();
            subjects.push(crates.write(&format!("part-{index}"), only)?);
        }
        let target = scratch.path().join("target");
        let mut checks = cargo::check(&mut subjects, &target)?.into_iter();
        budget.empty = checks.next();
        budget.total.check = checks.next();
        for (part, check) in budget.parts.iter_mut().zip(checks) {
            part.own.check = Some(check);
        }
        Ok(())
    }

    /// Where crates are written that are to be checked.
    struct Crates<'c> {
        settings: Settings,
        folder: &'c Path,
        lock: Option<PathBuf>,
    }

    impl Crates<'_> {
        /// Writes the crate of the settings with a change.
        fn write(&self, name: &str, change: impl FnOnce(&mut Settings)) -> Result<Subject, Error> {
            let folder = self.folder.join(name);
            let mut settings = self.settings.clone();
            change(&mut settings);
            write(&settings, &folder, Form::Crate, &Unwatched)?;
            if let Some(lock) = &self.lock {
                let copied = std::fs::copy(lock, folder.join(CARGO_LOCK));
                copied.map_err(|fault| Error::io("copy", lock, fault))?;
            }
            Ok(Subject::new(folder))
        }

        /// A crate that depends on the same and has nothing in it.
        fn empty(&self) -> Result<Subject, Error> {
            let subject = self.write("empty", |_| ())?;
            let sources = self.folder.join("empty/src");
            let root = sources.join("lib.rs");
            let emptied = std::fs::remove_dir_all(&sources)
                .and_then(|()| std::fs::create_dir(&sources))
                .and_then(|()| std::fs::write(&root, ""));
            emptied.map_err(|fault| Error::io("write", &root, fault))?;
            Ok(subject)
        }
    }

    /// The settings with nothing that is relative to the output folder, or in files that parts do not have.
    fn alone(settings: &Settings) -> Result<Settings, Error> {
        let mut inputs = pipeline::read(settings)?;
        let filter = Filter::read(settings, &mut inputs.sources)?;
        let mut alone = settings.clone();
        alone.include = filter.included();
        alone.exclude = filter.excluded();
        alone.filter = Vec::new();
        if let Some(out) = &settings.out {
            let lock = out.join(NAMES_LOCK);
            if alone.names_lock.is_none() && lock.is_file() {
                alone.names_lock = Some(lock);
            }
            if let Some(runtime) = &mut alone.krate.runtime_path {
                let path = std::path::absolute(out.join(&*runtime));
                let path = path.map_err(|fault| Error::io("find", out, fault))?;
                *runtime = path.to_string_lossy().replace('\\', "/");
            }
        }
        Ok(alone)
    }

    /// The nearest lock file of cargo above the output folder, else above the current one: the versions that are there.
    fn cargo_lock(settings: &Settings) -> Option<PathBuf> {
        let here = std::path::absolute(settings.out.as_deref().unwrap_or(Path::new("."))).ok()?;
        let locks = here.ancestors().map(|folder| folder.join(CARGO_LOCK));
        locks.into_iter().find(|lock| lock.is_file())
    }
}
