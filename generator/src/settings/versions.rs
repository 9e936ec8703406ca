//! Several versions of the service in one client.

use super::{CrateSettings, DerivedTypes, Settings};
use crate::error::Error;
use crate::lower::Sharing;
use crate::lower::items::Version;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// A further version of the service, beside the one that the settings describe themselves.
///
/// ```
/// use msgraph_bindgen::{Builder, VersionSettings};
///
/// let builder = Builder::new()
///     .metadata("specs/v1.0.xml")
///     .include("/me/messages/**")
///     .version(
///         VersionSettings::new("beta")
///             .metadata("specs/beta.xml")
///             .include("POST /me/messages/{id}/unsubscribe"),
///     );
/// assert_eq!(builder.settings().versions.len(), 1);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct VersionSettings {
    /// `v1.0` or `beta`, once each.
    pub name: String,
    /// CSDL files, as [`Settings::metadata`].
    pub metadata: Vec<PathBuf>,
    /// Folders of reference pages of this version.
    pub docs: Vec<PathBuf>,
    /// What is wanted of it.
    pub include: Vec<String>,
    /// What is left out of that.
    pub exclude: Vec<String>,
    /// Files of patterns.
    pub filter: Vec<PathBuf>,
    /// Whether types derived from wanted ones are wanted too.
    pub derived_types: DerivedTypes,
    /// The names that are pinned; without it, the lock of the version in the output folder, as `names.beta.lock`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub names_lock: Option<PathBuf>,
}

/// Whether types that are the same in several versions are written once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Share {
    /// Each version has types of its own.
    #[default]
    None,
    /// Types and builders that are defined alike, with all that they use, stand in the first version, and in the further ones under
    /// the same names: a value of one version is a value of the other.
    Identical,
}

impl Share {
    pub(crate) fn sharing(self) -> Sharing {
        match self {
            Self::None => Sharing::Apart,
            Self::Identical => Sharing::Identical,
        }
    }
}

impl VersionSettings {
    /// A version by its name, `v1.0` or `beta`.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// Adds a CSDL file.
    #[must_use]
    pub fn metadata(mut self, path: impl Into<PathBuf>) -> Self {
        self.metadata.push(path.into());
        self
    }

    /// Adds a folder of reference pages.
    #[must_use]
    pub fn docs(mut self, folder: impl Into<PathBuf>) -> Self {
        self.docs.push(folder.into());
        self
    }

    /// Adds a [pattern](crate::select::pattern) of what is wanted; without any, everything is.
    #[must_use]
    pub fn include(mut self, pattern: impl Into<String>) -> Self {
        self.include.push(pattern.into());
        self
    }

    /// Leaves out what a [pattern](crate::select::pattern) selects.
    #[must_use]
    pub fn exclude(mut self, pattern: impl Into<String>) -> Self {
        self.exclude.push(pattern.into());
        self
    }

    /// Adds a file of patterns.
    #[must_use]
    pub fn filter(mut self, file: impl Into<PathBuf>) -> Self {
        self.filter.push(file.into());
        self
    }

    /// Adds the types that derive from wanted ones.
    #[must_use]
    pub fn with_derived_types(mut self) -> Self {
        self.derived_types = DerivedTypes::All;
        self
    }

    /// Pins names by a `names.lock`.
    #[must_use]
    pub fn names_lock(mut self, path: impl Into<PathBuf>) -> Self {
        self.names_lock = Some(path.into());
        self
    }

    /// All paths.
    pub(crate) fn paths_mut(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        self.metadata
            .iter_mut()
            .chain(&mut self.docs)
            .chain(&mut self.filter)
            .chain(&mut self.names_lock)
    }

    /// All patterns.
    pub(crate) fn patterns_mut(&mut self) -> impl Iterator<Item = &mut String> {
        self.include.iter_mut().chain(&mut self.exclude)
    }
}

impl Settings {
    /// The settings of each version by itself, those of the first one first.
    pub(crate) fn by_version(&self) -> Vec<Self> {
        let common = Self {
            versions: Vec::new(),
            ..self.clone()
        };
        let is_own = self.has_version_of_its_own() || self.versions.is_empty();
        let mut all: Vec<_> = is_own.then(|| common.clone()).into_iter().collect();
        for version in self.versions.iter().cloned() {
            // What is said of the first version may stand outside of its table.
            let named = self.names_lock.clone().filter(|_| all.is_empty());
            all.push(Self {
                metadata: version.metadata,
                docs: version.docs,
                include: version.include,
                exclude: version.exclude,
                filter: version.filter,
                derived_types: version.derived_types,
                names_lock: version.names_lock.or(named),
                krate: CrateSettings {
                    api_version: version.name,
                    ..common.krate.clone()
                },
                ..common.clone()
            });
        }
        all
    }

    /// The settings of the first version by itself.
    pub(crate) fn first_version(&self) -> Result<Self, Error> {
        self.of_version(None)
    }

    /// The settings of one version by itself: the one of this name, else the first.
    pub(crate) fn of_version(&self, name: Option<&str>) -> Result<Self, Error> {
        let mut all = self.by_version();
        let found = match name {
            None => Some(0),
            Some(name) => all.iter().position(|one| one.krate.api_version == name),
        };
        match found {
            Some(at) if at < all.len() => {
                let mut settings = all.swap_remove(at);
                let version = Version::named(&settings.krate.api_version).filter(|_| at > 0);
                if let (Some(version), Some(out), None) =
                    (version, &settings.out, &settings.names_lock)
                {
                    settings.names_lock = Some(out.join(version.lock_file()));
                }
                Ok(settings)
            }
            _ => Err(Error::usage(format!(
                "`--api-version {}` is none of the versions that the settings describe: {}",
                name.unwrap_or_default(),
                self.version_names()
            ))),
        }
    }

    /// The names of all versions, for people.
    pub(crate) fn version_names(&self) -> String {
        let all = self.by_version();
        let names = all.iter().map(|one| one.krate.api_version.as_str());
        names.collect::<Vec<_>>().join(" and ")
    }

    /// Whether the versions that there are make sense together.
    pub(super) fn check_versions(&self) -> Result<(), Error> {
        if self.versions.is_empty() {
            return Ok(());
        }
        let patterns = [&self.include, &self.exclude];
        let has_patterns = patterns.iter().any(|all| !all.is_empty()) || !self.filter.is_empty();
        if has_patterns && !self.has_version_of_its_own() {
            return Err(Error::settings(
                "there are patterns outside of the tables `[[version]]`, and no metadata or pages there: patterns belong to one \
                 version; write them into its table",
            ));
        }
        let mut seen = Vec::new();
        for settings in self.by_version() {
            let name = &settings.krate.api_version;
            let Some(version) = Version::named(name) else {
                return Err(Error::settings(format!(
                    "there is a version called `{}`; where there are tables `[[version]]`, each version is one of `v1.0` and `beta`",
                    name.escape_debug()
                )));
            };
            if seen.contains(&version) {
                return Err(Error::settings(format!(
                    "the version `{name}` is described twice; what stands outside of the tables `[[version]]` is the version that \
                     `api-version` names, `v1.0` unless it is said"
                )));
            }
            seen.push(version);
            if !settings.has_version_of_its_own() {
                return Err(Error::settings(format!(
                    "no metadata is given for the version `{name}`: name a CSDL file, or a folder of reference pages"
                )));
            }
        }
        Ok(())
    }

    /// Whether a version is described outside of the tables.
    fn has_version_of_its_own(&self) -> bool {
        !self.metadata.is_empty() || !self.docs.is_empty()
    }
}
