//! Why a run did not succeed.

use std::path::{Path, PathBuf};

/// Why a run did not succeed. Its text is for people: for faults of the input it holds file, line,
/// column and excerpt of each.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(#[from] Kind);

#[derive(Debug, thiserror::Error)]
pub(crate) enum Kind {
    #[error("{rendered}")]
    Input { rendered: String },
    #[error("cannot {what} {}: {source}", path.display())]
    Io {
        what: &'static str,
        path: PathBuf,
        source: std::io::Error,
    },
    #[error("{0}")]
    Settings(String),
    #[error("{0}")]
    Usage(String),
    #[error("{0}")]
    Output(#[from] crate::output::OutputError),
    #[error("{0}")]
    Path(#[from] crate::output::PathError),
    #[error("{0}")]
    Print(#[from] crate::emit::PrintError),
}

impl Error {
    pub(crate) fn io(what: &'static str, path: &Path, source: std::io::Error) -> Self {
        let path = path.to_owned();
        Self(Kind::Io { what, path, source })
    }

    pub(crate) fn settings(message: impl Into<String>) -> Self {
        Self(Kind::Settings(message.into()))
    }

    pub(crate) fn input(rendered: String) -> Self {
        Self(Kind::Input { rendered })
    }

    #[cfg_attr(not(feature = "cli"), allow(dead_code))]
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self(Kind::Usage(message.into()))
    }

    /// Whether the flags make no sense, so that nothing was tried.
    pub fn is_usage(&self) -> bool {
        matches!(self.0, Kind::Usage(_))
    }

    /// Whether the input is at fault: a file that was read does not say what it should.
    pub fn is_input(&self) -> bool {
        matches!(self.0, Kind::Input { .. })
    }
}
