//! The front door for build scripts and programs.

use crate::budget::Budget;
use crate::error::Error;
use crate::filter;
use crate::phases::Watch;
use crate::pipeline::Generated;
use crate::report::Report;
use crate::run::{self, Form, Written};
use crate::settings::{DerivedTypes, Examples, Features, Settings, Share, VersionSettings};
use crate::timings::Timings;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Collects settings, then generates.
///
/// ```no_run
/// // build.rs
/// fn main() -> Result<(), msgraph_bindgen::Error> {
///     msgraph_bindgen::Builder::new()
///         .metadata("specs/v1.0.xml")
///         .docs("specs/docs")
///         .include("/deviceAppManagement/vppTokens/**")
///         .write_to_out_dir()
/// }
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Builder {
    settings: Settings,
    /// The file that they come from.
    config: Option<PathBuf>,
}

impl Builder {
    /// A builder with default settings.
    pub fn new() -> Self {
        Self::default()
    }

    /// A builder with these settings.
    pub fn from_settings(settings: Settings) -> Self {
        Self {
            settings,
            config: None,
        }
    }

    /// A builder with the settings of a config file.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read or has a key that is no setting.
    pub fn from_config(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        Ok(Self {
            settings: crate::config::read(path)?,
            config: Some(path.to_owned()),
        })
    }

    /// The settings so far.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Adds a CSDL file.
    #[must_use]
    pub fn metadata(mut self, path: impl Into<PathBuf>) -> Self {
        self.settings.metadata.push(path.into());
        self
    }

    /// Adds a folder of reference pages (Markdown, any language), which become documentation and facts of
    /// requests. Of several languages of a page, the first that has a text wins.
    #[must_use]
    pub fn docs(mut self, folder: impl Into<PathBuf>) -> Self {
        self.settings.docs.push(folder.into());
        self
    }

    /// Adds a [pattern](crate::select::pattern) of what is wanted: paths (`/deviceAppManagement/vppTokens/**`,
    /// `GET /users`), types (`microsoft.graph.vppToken`), members of types (`vppToken/{appleId,state}`), documented requests
    /// (`permission:Mail.Read`, `tag:intune`). `@FILE` stands for the patterns of a file. Without any, everything is wanted.
    #[must_use]
    pub fn include(mut self, pattern: impl Into<String>) -> Self {
        self.settings.include.push(pattern.into());
        self
    }

    /// Adds a type that is wanted although no path leads to it, as payloads of notifications: its name, or a pattern of types.
    #[must_use]
    pub fn include_type(self, pattern: impl Into<String>) -> Self {
        self.include(pattern)
    }

    /// Adds the documented requests that a permission allows. Wants [`docs`](Self::docs).
    #[must_use]
    pub fn with_permission(self, name: impl AsRef<str>) -> Self {
        self.include(format!("permission:{}", name.as_ref()))
    }

    /// Adds the documented requests of pages with an entry at their top: `ms.prod=intune`, or `intune` for the same. Wants
    /// [`docs`](Self::docs).
    #[must_use]
    pub fn with_tag(self, tag: impl AsRef<str>) -> Self {
        self.include(format!("tag:{}", tag.as_ref()))
    }

    /// Leaves out what a [pattern](crate::select::pattern) selects: paths with what is below them, types, members of types.
    ///
    /// ```
    /// use msgraph_bindgen::Builder;
    ///
    /// let builder = Builder::new()
    ///     .include("/users/**")
    ///     .exclude("DELETE /users/**")
    ///     .exclude("microsoft.graph.user/{manager,photo}");
    /// assert_eq!(builder.settings().exclude.len(), 2);
    /// ```
    #[must_use]
    pub fn exclude(mut self, pattern: impl Into<String>) -> Self {
        self.settings.exclude.push(pattern.into());
        self
    }

    /// Adds a file of patterns: one per line, those after a `!` exclude, and `#` begins a comment.
    #[must_use]
    pub fn filter(mut self, file: impl Into<PathBuf>) -> Self {
        self.settings.filter.push(file.into());
        self
    }

    /// Adds the types that derive from wanted ones.
    #[must_use]
    pub fn with_derived_types(mut self) -> Self {
        self.settings.derived_types = DerivedTypes::All;
        self
    }

    /// The answers that the reference shows go into the client, as the table `EXAMPLES`, for tests of programs that use it.
    pub fn with_examples(mut self) -> Self {
        self.settings.examples = Examples::Answers;
        self
    }

    /// Adds a further version of the service, as a module beside what the builder describes itself: `beta::Graph` and
    /// `graph.beta()`. Its requests go to that version, with the same credential and over the same connections.
    #[must_use]
    pub fn version(mut self, version: VersionSettings) -> Self {
        self.settings.versions.push(version);
        self
    }

    /// Types and builders that are the same in several versions are written once, so that a value of one version is a value of the
    /// other.
    #[must_use]
    pub fn share_types(mut self) -> Self {
        self.settings.share = Share::Identical;
        self
    }

    /// Splits the crate into Cargo features, one for each entity set, singleton and import at the root of the API, and `full` for all.
    #[must_use]
    pub fn features_by_root_segment(mut self) -> Self {
        self.settings.features = Features::RootSegments;
        self
    }

    /// Splits the crate into Cargo features of these names: adds a [pattern](crate::select::pattern) of what a feature brings.
    ///
    /// ```
    /// use msgraph_bindgen::Builder;
    ///
    /// let builder = Builder::new()
    ///     .feature("mail", "/me/messages/**")
    ///     .feature("mail", "/me/mailFolders/**")
    ///     .feature("files", "/drives/**");
    /// ```
    #[must_use]
    pub fn feature(mut self, name: impl Into<String>, pattern: impl Into<String>) -> Self {
        let mut table = match std::mem::take(&mut self.settings.features) {
            Features::Table(table) => table,
            Features::None | Features::RootSegments => BTreeMap::new(),
        };
        table.entry(name.into()).or_default().push(pattern.into());
        self.settings.features = Features::Table(table);
        self
    }

    /// Names the client struct, `Graph` unless said.
    #[must_use]
    pub fn root(mut self, name: impl Into<String>) -> Self {
        self.settings.root = name.into();
        self
    }

    /// Pins names by a `names.lock`.
    #[must_use]
    pub fn names_lock(mut self, path: impl Into<PathBuf>) -> Self {
        self.settings.names_lock = Some(path.into());
        self
    }

    /// Prints with so many threads; 0 stands for one per core. The output is the same.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.settings.threads = threads;
        self
    }

    /// Generates a module tree in memory.
    ///
    /// # Errors
    ///
    /// Where the input cannot be read or has faults, all of which the error tells.
    pub fn generate(&self) -> Result<Generated, Error> {
        run::generate(&self.settings, &Timings::of_environment())
    }

    /// Writes a module tree into `folder`: files whose bytes differ, nothing where a run fails.
    ///
    /// # Errors
    ///
    /// As [`generate`](Self::generate), and where the folder cannot be written.
    pub fn write_to(&self, folder: impl AsRef<Path>) -> Result<Report, Error> {
        self.write(folder.as_ref(), Form::Tree)
            .map(|done| done.report)
    }

    /// Writes a whole crate into `folder`.
    ///
    /// # Errors
    ///
    /// As [`write_to`](Self::write_to).
    pub fn write_crate_to(&self, folder: impl AsRef<Path>) -> Result<Report, Error> {
        self.write(folder.as_ref(), Form::Crate)
            .map(|done| done.report)
    }

    /// Writes into `folder` what the patterns need of the metadata and the pages, with the names that were decided and a config
    /// file: small enough to be kept in a repository, and what is generated from it is the same.
    ///
    /// # Errors
    ///
    /// As [`write_to`](Self::write_to), and where there is no metadata.
    pub fn write_slice_to(&self, folder: impl AsRef<Path>) -> Result<crate::slice::Size, Error> {
        let timings = Timings::of_environment();
        run::write_slice(&self.settings, folder.as_ref(), &timings).map(|(slice, _)| slice.size)
    }

    /// Tells what the client comes to, and what each include costs: types, fields, builders, methods, lines. Writes nothing.
    ///
    /// # Errors
    ///
    /// As [`generate`](Self::generate).
    pub fn budget(&self) -> Result<Budget, Error> {
        let timings = Timings::of_environment();
        let budget = run::budget(&self.settings, &timings);
        timings.ends();
        budget
    }

    /// Writes a module tree where `msgraph_runtime::include_client!` looks for it and tells Cargo
    /// which files it came from. For build scripts.
    ///
    /// # Errors
    ///
    /// As [`write_to`](Self::write_to), and where there is no `OUT_DIR`.
    pub fn write_to_out_dir(&self) -> Result<(), Error> {
        let out = std::env::var_os("OUT_DIR").ok_or_else(|| {
            Error::settings("OUT_DIR is not set: write_to_out_dir is for build scripts")
        })?;
        for version in self.settings.by_version() {
            let inputs = version.metadata.iter().chain(&version.docs);
            let inputs = inputs.chain(&version.names_lock).cloned();
            for path in inputs.chain(filter::files(&version)) {
                println!("cargo::rerun-if-changed={}", path.display());
            }
        }
        if let Some(path) = &self.config {
            println!("cargo::rerun-if-changed={}", path.display());
        }
        println!("cargo::rerun-if-env-changed=MSGRAPH_BINDGEN_TIMINGS");
        let out = PathBuf::from(out).join("msgraph");
        let written = self.write(&out, Form::Tree)?;
        for line in written.warnings.lines().take(MOST_WARNING_LINES) {
            println!("cargo::warning={line}");
        }
        Ok(())
    }

    fn write(&self, folder: &Path, form: Form) -> Result<Written, Error> {
        run::write(&self.settings, folder, form, &Timings::of_environment())
    }
}

/// Cargo prints each line with a prefix; a build log is no place for more.
const MOST_WARNING_LINES: usize = 20;
