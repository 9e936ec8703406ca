//! A notification that was checked.

use crate::error::Error;
use crate::json::Json;
use crate::values::DateTimeOffset;

/// What a notification tells.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Happening {
    /// A resource was made.
    Created,
    /// A resource was changed.
    Updated,
    /// A resource was deleted.
    Deleted,
    /// The subscription ends soon, or its permission does: it is to be reauthorized or renewed
    /// (`POST /subscriptions/{id}/reauthorize`).
    ReauthorizationRequired,
    /// The subscription is gone: it is to be made again.
    SubscriptionRemoved,
    /// Notifications were lost: what changed is to be asked for, as by a delta query.
    Missed,
    /// What is newer than this crate: a change type or the name of a lifecycle event.
    Other(String),
}

impl Happening {
    pub(super) fn of(change_type: Option<&str>, lifecycle_event: Option<&str>) -> Self {
        match (lifecycle_event, change_type) {
            (Some("reauthorizationRequired"), _) => Self::ReauthorizationRequired,
            (Some("subscriptionRemoved"), _) => Self::SubscriptionRemoved,
            (Some("missed"), _) => Self::Missed,
            (Some(other), _) => Self::Other(other.to_owned()),
            (None, Some("created")) => Self::Created,
            (None, Some("updated")) => Self::Updated,
            (None, Some("deleted")) => Self::Deleted,
            (None, other) => Self::Other(other.unwrap_or_default().to_owned()),
        }
    }

    /// Whether it is about the subscription, and not about a resource.
    #[must_use]
    pub fn is_lifecycle(&self) -> bool {
        matches!(
            self,
            Self::ReauthorizationRequired | Self::SubscriptionRemoved | Self::Missed
        )
    }
}

/// A notification that was checked, its content decrypted.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Notification {
    /// What it tells.
    pub happening: Happening,
    /// The notification's own identifier, by which one that comes twice is known.
    pub id: Option<String>,
    /// The subscription that it is of.
    pub subscription_id: Option<String>,
    /// When the subscription ends.
    pub subscription_expires: Option<DateTimeOffset>,
    /// What it is about: a path below the service root, such as `Users/{id}/Messages/{id}`.
    pub resource: Option<String>,
    /// The tenant that it is from.
    pub tenant_id: Option<String>,
    /// What is said of the resource in the open: its identifier, type and version.
    pub resource_data: Option<Json>,
    /// The resource itself, where the subscription includes resource data.
    pub content: Option<Json>,
    pub(super) raw: Raw,
}

impl Notification {
    /// The notification as it came: a `changeNotification`, `clientState` included. It does not show in `Debug`.
    #[must_use]
    pub fn raw(&self) -> &Json {
        &self.raw.0
    }

    /// The resource as a value of a generated type, or of any that serde reads; `None` where the notification brings none.
    ///
    /// # Errors
    /// Where it is no such value.
    pub fn content_as<T: serde::de::DeserializeOwned>(&self) -> Result<Option<T>, Error> {
        let Some(content) = &self.content else {
            return Ok(None);
        };
        let read = serde_json::from_str(content.as_str());
        read.map(Some)
            .map_err(|error| Error::refused(format!("the content of a notification: {error}")))
    }
}

/// JSON that does not show in `Debug`.
#[derive(Clone)]
pub(super) struct Raw(pub(super) Json);

impl std::fmt::Debug for Raw {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}
