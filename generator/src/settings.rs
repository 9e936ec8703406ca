//! What a run is to do: the one value behind the `Builder`, the command line and the config file.

mod versions;

pub use versions::{Share, VersionSettings};

use crate::budget::BudgetSettings;
use crate::error::Error;
use crate::lower::features::LONGEST_FEATURE;
use crate::lower::names::{RESERVED_FEATURES, RESERVED_TYPES, is_identifier};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// The settings of a run. Paths are as given; a config file's are relative to its folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// CSDL files. Includes resolve among them. Without any, the API is what the reference pages describe.
    pub metadata: Vec<PathBuf>,
    /// Folders of reference pages, which are joined with the metadata. Of several languages of a page, the first that has a
    /// text wins.
    pub docs: Vec<PathBuf>,
    /// What is wanted, as [patterns](crate::select::pattern); without any, everything. `@FILE` stands for the patterns of a file.
    pub include: Vec<String>,
    /// What is left out of that, in the same form.
    pub exclude: Vec<String>,
    /// Files of patterns: one per line, those after a `!` exclude, and `#` begins a comment.
    pub filter: Vec<PathBuf>,
    /// Whether types derived from wanted ones are wanted too.
    pub derived_types: DerivedTypes,
    /// Whether the answers that the reference shows go into the client, for tests of programs that use it.
    pub examples: Examples,
    /// The name of the client struct.
    pub root: String,
    /// Where the output goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out: Option<PathBuf>,
    /// The names that are pinned; without it, the `names.lock` in the output folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub names_lock: Option<PathBuf>,
    /// Rules whose expiry is known and no finding of `check`.
    pub expired_repairs: Vec<String>,
    /// How many threads print; 0 stands for one per core. Does not change the output.
    pub threads: usize,
    /// Whether types that several versions have in common are written once.
    pub share: Share,
    /// How the crate is split into Cargo features.
    #[serde(skip_serializing_if = "Features::is_none")]
    pub features: Features,
    /// How large the client may become before `check` fails.
    pub budget: BudgetSettings,
    /// What a whole crate needs beyond its sources.
    #[serde(rename = "crate")]
    pub krate: CrateSettings,
    /// Versions of the service besides the one that stands above; the first of all is at the root of the client, each other in a module of
    /// its own. Where nothing stands above, these are all.
    #[serde(rename = "version", skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<VersionSettings>,
}

/// Whether a wanted type brings its derived types.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DerivedTypes {
    /// Only where a pattern names them or something refers to them.
    #[default]
    OnDemand,
    /// Always.
    All,
}

/// Whether a client has the answers that the reference shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Examples {
    /// It has none.
    #[default]
    None,
    /// As the table `EXAMPLES`: in a crate behind its feature `mock`, in a module tree for the tests of the crate that it is part of,
    /// which then needs `msgraph-runtime` with the feature `mock` among its dev-dependencies.
    Answers,
}

/// How a crate is split into Cargo features. The crate holds what `include` and the features ask for, without what `exclude` leaves out:
/// a feature brings what it alone would select, and `full` all. Types that `include` asks for by name come with each feature; where there
/// are several, with none, too. In a module tree, the crate that it is part of has to declare the features.
///
/// In a config file it is `features = "root-segments"`, or a table `[features]` of lists of patterns.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "WrittenFeatures", into = "WrittenFeatures")]
pub enum Features {
    /// There are none: all is there always.
    #[default]
    None,
    /// One for each entity set, singleton and import at the root of the API, with all that is below it:
    /// `device-app-management` for `/deviceAppManagement`.
    RootSegments,
    /// Names, each with [patterns](crate::select::pattern) of what it brings. `@FILE` stands for the patterns of a file.
    Table(BTreeMap<String, Vec<String>>),
}

impl Features {
    /// Whether there are none.
    pub fn is_none(&self) -> bool {
        *self == Self::None
    }

    fn check(&self) -> Result<(), Error> {
        let Self::Table(table) = self else {
            return Ok(());
        };
        let mut folders = BTreeSet::new();
        for (name, patterns) in table {
            if !folders.insert(name.to_lowercase().replace('-', "_")) {
                return Err(Error::settings(format!(
                    "`features` has `{name}` and a name that differs from it in case, or by `-` and `_`, only"
                )));
            }
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
            let starts = name.starts_with(|one: char| one.is_ascii_alphanumeric());
            if !starts || !name.bytes().all(is_plain) || name.len() > LONGEST_FEATURE {
                return Err(Error::settings(format!(
                    "`features` has `{}`, which is no name of a feature; expected at most {LONGEST_FEATURE} ASCII \
                     letters, digits, `-` and `_`, and a letter or digit first",
                    name.escape_debug()
                )));
            }
            let is_reserved = |one: &&str| one.eq_ignore_ascii_case(name);
            if RESERVED_FEATURES.iter().any(is_reserved) {
                return Err(Error::settings(format!(
                    "`features` has `{name}`, which every crate has or needs for itself: call it otherwise"
                )));
            }
            if patterns.is_empty() {
                return Err(Error::settings(format!(
                    "the feature `{name}` has no pattern, and would bring nothing"
                )));
            }
        }
        Ok(())
    }
}

/// [`Features`] as a config file has them.
#[derive(Clone, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "expected \"none\", \"root-segments\", or a table of lists of patterns"
)]
enum WrittenFeatures {
    By(Split),
    Table(BTreeMap<String, Vec<String>>),
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Split {
    None,
    RootSegments,
}

impl From<WrittenFeatures> for Features {
    fn from(written: WrittenFeatures) -> Self {
        match written {
            WrittenFeatures::By(Split::None) => Self::None,
            WrittenFeatures::By(Split::RootSegments) => Self::RootSegments,
            WrittenFeatures::Table(table) => Self::Table(table),
        }
    }
}

impl From<Features> for WrittenFeatures {
    fn from(features: Features) -> Self {
        match features {
            Features::None => Self::By(Split::None),
            Features::RootSegments => Self::By(Split::RootSegments),
            Features::Table(table) => Self::Table(table),
        }
    }
}

/// The manifest of a generated crate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct CrateSettings {
    /// The package's name.
    pub name: String,
    /// The package's version.
    pub version: String,
    /// The package's description.
    pub description: String,
    /// The package's licence, as an SPDX expression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// The path of `msgraph-runtime` for crates that are not to take it from the registry,
    /// relative to the generated crate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runtime_path: Option<String>,
    /// The version of the API, as it is called in the crate's own docs.
    pub api_version: String,
}

impl Settings {
    /// Whether there is no metadata, so that the pages alone describe the API.
    pub(crate) fn describes_by_pages(&self) -> bool {
        self.metadata.is_empty()
    }

    /// Whether names that go into the output can be what they are to be.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let root = &self.root;
        let usual = Self::default().root;
        let is_taken = RESERVED_TYPES.binary_search(&root.as_str()).is_ok() && *root != usual;
        // Modules stand beside it, in small letters.
        let is_camel = root.starts_with(char::is_uppercase);
        if !is_identifier(root) || !is_camel || is_taken {
            return Err(Error::settings(format!(
                "`root` is `{}`: the client struct cannot be called so; expected a name such as \
                 `{usual}`",
                root.escape_debug()
            )));
        }
        let name = &self.krate.name;
        let plain = |one: char| one.is_ascii_alphanumeric() || one == '_' || one == '-';
        let starts = name.starts_with(|one: char| one.is_ascii_alphabetic() || one == '_');
        if !starts || !name.chars().all(plain) {
            return Err(Error::settings(format!(
                "`crate.name` is `{}`, which is no name of a package; expected ASCII letters, digits, \
                 `-` and `_`, and no digit first",
                name.escape_debug()
            )));
        }
        self.features.check()?;
        self.check_versions()?;
        if !self.features.is_none() && self.by_version().len() > 1 {
            return Err(Error::settings(
                "`features` split a crate of one version: several versions with features are not there yet",
            ));
        }
        Ok(())
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            metadata: Vec::new(),
            docs: Vec::new(),
            include: Vec::new(),
            exclude: Vec::new(),
            filter: Vec::new(),
            derived_types: DerivedTypes::OnDemand,
            examples: Examples::None,
            root: "Graph".to_owned(),
            out: None,
            names_lock: None,
            expired_repairs: Vec::new(),
            threads: 0,
            share: Share::None,
            budget: BudgetSettings::default(),
            features: Features::None,
            krate: CrateSettings::default(),
            versions: Vec::new(),
        }
    }
}

impl Default for CrateSettings {
    fn default() -> Self {
        Self {
            name: "msgraph".to_owned(),
            version: "0.1.0".to_owned(),
            description: "A typed Microsoft Graph client, generated by msgraph-bindgen".to_owned(),
            license: None,
            runtime_path: None,
            api_version: "v1.0".to_owned(),
        }
    }
}
