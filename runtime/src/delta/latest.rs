//! Starting from now: the delta link without the items.

use crate::error::Error;
use crate::page::Page;
use crate::request::Request;

/// How a delta function is told to start from now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Latest {
    /// By its own parameter `token`, as those of drives, lists and sites have it.
    Token,
    /// By a query option, as those of the directory have it.
    DeltaToken,
}

impl Latest {
    /// How the function `delta` with these overloads is told.
    pub(crate) fn of(function: &str, overloads: &[&[&str]]) -> Option<Self> {
        if function != "delta" {
            return None;
        }
        let mut parameters = overloads.iter().flat_map(|overload| overload.iter());
        let has_token = parameters.any(|name| name.trim_end_matches('?') == "token");
        Some(if has_token {
            Self::Token
        } else {
            Self::DeltaToken
        })
    }

    fn option(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::DeltaToken => "$deltatoken",
        }
    }
}

impl<T> Request<Page<T>> {
    /// The same request, which starts from now: its round has no changes, but the link to those that will come. For a delta function;
    /// which option says so depends on it: `token=latest` where it has a parameter `token` (drives, lists, sites), else
    /// `$deltatoken=latest`, which the services behind users, groups and other objects of the directory know. (Those behind mail and
    /// calendars know neither.)
    ///
    /// A request that is made of a path has the second; it says the first by `.query("token", "latest")`.
    pub fn from_latest(self) -> Self {
        let path = &self.parts().path;
        let last = path.path().rsplit('/').next().unwrap_or_default();
        let is_delta = matches!(
            last.trim_end_matches("()"),
            "delta" | "microsoft.graph.delta"
        );
        match path.latest() {
            Some(latest) => self.query(latest.option(), "latest"),
            None if is_delta => self.query(Latest::DeltaToken.option(), "latest"),
            None => {
                let fault = format!("`{}` is no call of a delta function", path.path());
                self.refuse(Error::refused(fault))
            }
        }
    }
}
