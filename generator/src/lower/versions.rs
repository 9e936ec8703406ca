//! Clients of several versions of the service side by side: the first at the root, each other in a module there.

use super::items::{Api, Further, Mount, Version};
use super::share::{self, Shared};
use std::fmt;

impl Version {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::V1, Self::Beta];

    /// How the service calls it: the first segment of its paths.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V1 => "v1.0",
            Self::Beta => "beta",
        }
    }

    /// The version of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == name)
    }

    /// The name of the module that a version stands in beside another, and of the method that leads to it.
    pub const fn module(self) -> &'static str {
        match self {
            Self::V1 => "v1_0",
            Self::Beta => "beta",
        }
    }

    /// What the runtime calls it.
    pub(crate) const fn variant(self) -> &'static str {
        match self {
            Self::V1 => "V1",
            Self::Beta => "Beta",
        }
    }

    /// The file that pins the names of a version beside another.
    pub(crate) fn lock_file(self) -> String {
        format!("names.{}.lock", self.module())
    }
}

/// Whether types that are the same in several versions are written once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sharing {
    /// Each version has all of its own.
    Apart,
    /// What a further version has in common with the first stands there.
    Identical,
}

/// A name that a version would have, and that something of the first version has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameTaken {
    version: Version,
    by: String,
}

impl fmt::Display for NameTaken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { version, by } = self;
        write!(
            f,
            "the version `{}` would be called `{}` beside the first version, as {by} is: pin another name for that in the \
             `names.lock` of the first version",
            version.as_str(),
            version.module()
        )
    }
}

/// Makes one client of those of several versions, the first of which stands at the root; answers what each further one shares with it.
///
/// # Errors
///
/// Where the first version has a namespace or a path that is called as a further version is.
pub fn side_by_side(
    clients: &mut [(Version, &mut Api)],
    sharing: Sharing,
) -> Result<Vec<Shared>, NameTaken> {
    let Some(((version, first), further)) = clients.split_first_mut() else {
        return Ok(Vec::new());
    };
    first.root.version = Some(*version);
    let mut shared = Vec::new();
    for (version, api) in further {
        let name = version.module();
        let taken = |by: String| {
            Err(NameTaken {
                version: *version,
                by,
            })
        };
        if let Some(module) = first.modules.iter().find(|one| &*one.name == name) {
            return taken(format!(
                "the module of the namespace `{}`",
                module.namespace
            ));
        }
        if first.root.methods.iter().any(|one| &*one.name == name) {
            return taken(format!("the method of `/{name}`"));
        }
        first.root.further.push(Further {
            version: *version,
            name: name.into(),
        });
        api.root.version = Some(*version);
        api.mount = Mount::Beside;
        shared.push(match sharing {
            Sharing::Apart => Shared::default(),
            Sharing::Identical => share::share(first, api),
        });
    }
    Ok(shared)
}
