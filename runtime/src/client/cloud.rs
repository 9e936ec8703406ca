//! Where Microsoft Graph is.

use std::fmt;

/// One of the clouds that Microsoft runs, each with its own Graph and its own sign-in.
///
/// Source: <https://learn.microsoft.com/graph/deployments>.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Cloud {
    /// The global service; also GCC, the United States' cloud for state and local government.
    #[default]
    Global,
    /// The cloud of the United States' government, L4 (GCC High).
    UsGovL4,
    /// The cloud of the United States' Department of Defense, L5.
    UsGovL5,
    /// The cloud in China, operated by 21Vianet.
    China,
}

impl Cloud {
    /// The root of its Graph, without a slash at the end.
    pub const fn graph_url(self) -> &'static str {
        match self {
            Self::Global => "https://graph.microsoft.com",
            Self::UsGovL4 => "https://graph.microsoft.us",
            Self::UsGovL5 => "https://dod-graph.microsoft.us",
            Self::China => "https://microsoftgraph.chinacloudapi.cn",
        }
    }

    /// The root of its sign-in, without a slash at the end: what `azure_identity` calls the authority host.
    pub const fn login_url(self) -> &'static str {
        match self {
            Self::Global => "https://login.microsoftonline.com",
            Self::UsGovL4 | Self::UsGovL5 => "https://login.microsoftonline.us",
            Self::China => "https://login.chinacloudapi.cn",
        }
    }

    /// The scope of all permissions that an administrator has granted, which a client asks for by default.
    pub const fn default_scope(self) -> &'static str {
        match self {
            Self::Global => "https://graph.microsoft.com/.default",
            Self::UsGovL4 => "https://graph.microsoft.us/.default",
            Self::UsGovL5 => "https://dod-graph.microsoft.us/.default",
            Self::China => "https://microsoftgraph.chinacloudapi.cn/.default",
        }
    }
}

/// A version of Microsoft Graph, which is the last segment of the service root.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Version {
    /// `v1.0`, which is supported in production.
    #[default]
    V1,
    /// `beta`, which may change at any time.
    Beta,
}

impl Version {
    const ALL: [Self; 2] = [Self::V1, Self::Beta];

    /// Its segment.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V1 => "v1.0",
            Self::Beta => "beta",
        }
    }

    /// The service root of this version beside another. A root without a version gets one.
    pub(super) fn root(self, base: &str) -> String {
        let unversioned = Self::ALL
            .iter()
            .find_map(|version| base.strip_suffix(version.as_str())?.strip_suffix('/'));
        format!("{}/{self}", unversioned.unwrap_or(base))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_those_of_the_clouds_own_graph() {
        for cloud in [Cloud::Global, Cloud::UsGovL4, Cloud::UsGovL5, Cloud::China] {
            let scope = format!("{}/.default", cloud.graph_url());
            assert_eq!(cloud.default_scope(), scope);
        }
    }

    #[test]
    fn the_version_is_the_last_segment() {
        let root = |base| Version::Beta.root(base);
        assert_eq!(root("https://x/v1.0"), "https://x/beta");
        assert_eq!(root("https://x/beta"), "https://x/beta");
        assert_eq!(root("https://x/a"), "https://x/a/beta");
        assert_eq!(root("https://xbeta"), "https://xbeta/beta");
    }
}
