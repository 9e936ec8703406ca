//! The service has forgotten what a delta link stands for.

use http::StatusCode;
use http::header::LOCATION;

use crate::error::Error;
use crate::page::SavedLink;

/// Why all must be read anew, by the service's code, and what to do with what was read before. By [`Error::resync`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Resync {
    /// `resyncRequired`: the link is too old, or the service's own state has changed.
    Required,
    /// `resyncChangesApplyDifferences`: what the service has replaces what is kept, deletions included, if the service had all local
    /// changes; local changes that it does not know are sent to it.
    ApplyDifferences,
    /// `resyncChangesUploadDifferences`: what the service did not return is sent to it, and so is what differs (both are kept where it
    /// is not clear which is newer).
    UploadDifferences,
    /// `syncStateNotFound`: the link has ended, as those to objects of the directory do after some days.
    StateNotFound,
    /// Status 410 with another code, or none.
    Other(String),
}

impl Resync {
    fn of(code: &str) -> Self {
        let known = [
            ("resyncRequired", Self::Required),
            ("resyncChangesApplyDifferences", Self::ApplyDifferences),
            ("resyncChangesUploadDifferences", Self::UploadDifferences),
            ("syncStateNotFound", Self::StateNotFound),
        ];
        // Outlook begins its codes with a capital letter.
        let found = known
            .into_iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(code));
        found.map_or_else(|| Self::Other(code.to_owned()), |(_, resync)| resync)
    }

    /// How much it says: that which to do stands below a code that says less.
    fn rank(&self) -> u8 {
        match self {
            Self::ApplyDifferences | Self::UploadDifferences => 2,
            Self::Required | Self::StateNotFound => 1,
            Self::Other(_) => 0,
        }
    }
}

impl Error {
    /// Whether the service says that a delta link has ended and all must be read anew, and how: status 410, or one of the codes in
    /// [`Resync`] with another status. The answer's `Location`, where there is one, is where to begin: [`SavedLink::resync`].
    #[inline]
    pub fn resync(&self) -> Option<Resync> {
        let outer = self.code().unwrap_or_default();
        let all = std::iter::once(outer).chain(self.inner_codes());
        // The first of those that say most.
        let best = all.map(Resync::of).reduce(|best, next| {
            if next.rank() > best.rank() {
                next
            } else {
                best
            }
        })?;
        (self.status() == Some(StatusCode::GONE) || best.rank() > 0).then_some(best)
    }
}

impl SavedLink {
    /// Where to read all anew after this link has failed with `error`, with the preferences of this one: the answer's `Location`, where
    /// the error is a [`Resync`] and has one on the same host. `None` means: begin with the delta function again.
    #[must_use]
    #[inline]
    pub fn resync(&self, error: &Error) -> Option<Self> {
        error.resync()?;
        let location = error.headers()?.get(LOCATION)?.to_str().ok()?;
        self.moved(location)
    }
}
