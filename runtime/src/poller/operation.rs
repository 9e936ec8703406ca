//! What a service says of an operation under way. The services behind Graph have some ten types for it, which agree in the main.

use std::fmt;

use bytes::Bytes;
use serde_json::Value;

use crate::error::Error;
use crate::json::Json;

/// How far an operation is, as the service last said.
///
/// Sources: <https://learn.microsoft.com/graph/long-running-actions-overview> (`asyncJobStatus`), and the resources
/// `longRunningOperation`, `teamsAsyncOperation`, `workbookOperation`, `onenoteOperation`, `printOperation`, `connectionOperation`.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    status: OperationStatus,
    percent_complete: Option<f64>,
    resource_id: Option<String>,
    resource_location: Option<String>,
    detail: Option<String>,
    json: Option<Json>,
}

/// The state of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OperationStatus {
    /// The service took the request.
    Accepted,
    /// `notStarted`, `waiting`, `queued`.
    NotStarted,
    /// `inProgress`, `running`, `updating`.
    Running,
    /// `completed`, `succeeded`, and `partiallySucceeded`.
    Succeeded,
    /// `failed`.
    Failed,
    /// `canceled`.
    Canceled,
    /// Another state, as it came. The operation counts as running.
    Other(String),
}

impl OperationStatus {
    /// The state by its name. Services differ in case, spelling and words; any `…Pending` is something under way.
    #[inline]
    pub(super) fn of(name: &str) -> Self {
        let plain: String = name
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        match plain.as_str() {
            "notstarted" | "waiting" | "queued" | "unspecified" | "pending" => Self::NotStarted,
            "inprogress" | "running" | "updating" | "deletepending" | "cancelpending" => {
                Self::Running
            }
            "completed" | "complete" | "succeeded" | "success" | "partiallysucceeded" => {
                Self::Succeeded
            }
            "failed" | "failure" | "error" | "submissionfailed" | "deletefailed" | "invalid" => {
                Self::Failed
            }
            "canceled" | "cancelled" | "aborted" => Self::Canceled,
            _ => Self::Other(name.to_owned()),
        }
    }

    /// Whether nothing more will happen.
    #[must_use]
    pub fn is_end(&self) -> bool {
        matches!(self, Self::Succeeded | Self::Failed | Self::Canceled)
    }
}

impl fmt::Display for OperationStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Accepted => "accepted",
            Self::NotStarted => "not started",
            Self::Running => "running",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Canceled => "canceled",
            Self::Other(name) => name,
        })
    }
}

impl Operation {
    /// One of which nothing is known but its state.
    pub(super) fn bare(status: OperationStatus) -> Self {
        Self {
            status,
            percent_complete: None,
            resource_id: None,
            resource_location: None,
            detail: None,
            json: None,
        }
    }

    /// What a body says of an operation; `None` where it says nothing of one.
    #[inline]
    pub(super) fn read(body: &[u8]) -> Option<Self> {
        let json: Value = serde_json::from_slice(body).ok()?;
        let text = |names: &[&str]| {
            let found = names.iter().find_map(|name| json.get(name)?.as_str());
            found.filter(|text| !text.is_empty()).map(str::to_owned)
        };
        let status = &json["status"];
        let name = status.as_str().or_else(|| status["state"].as_str())?;
        let percent = ["percentageComplete", "percentComplete"]
            .iter()
            .find_map(|name| json.get(name));
        let percent = percent.and_then(|number| {
            number
                .as_f64()
                .or_else(|| number.as_str()?.trim_end_matches('%').parse().ok())
        });
        Some(Self {
            status: OperationStatus::of(name),
            percent_complete: percent.filter(|percent| percent.is_finite()),
            resource_id: text(&["resourceId", "targetResourceId"]),
            resource_location: text(&["resourceLocation", "targetResourceLocation"]),
            detail: text(&["statusDescription", "statusDetail"])
                .or_else(|| status["description"].as_str().map(str::to_owned)),
            json: std::str::from_utf8(body)
                .ok()
                .and_then(|text| text.parse().ok()),
        })
    }

    /// The same operation, whose result is at this URL.
    pub(super) fn leading_to(self, location: Option<String>) -> Self {
        Self {
            resource_location: self.resource_location.or(location),
            ..self
        }
    }

    /// The state.
    #[must_use]
    pub fn status(&self) -> &OperationStatus {
        &self.status
    }

    /// How much is done, from 0 to 100, where the service says it.
    #[must_use]
    pub fn percent_complete(&self) -> Option<f64> {
        self.percent_complete
    }

    /// The id of what came of it, where the service says it.
    #[must_use]
    pub fn resource_id(&self) -> Option<&str> {
        self.resource_id.as_deref()
    }

    /// The URL of what came of it, where the service says it; it may be relative.
    #[must_use]
    pub fn resource_location(&self) -> Option<&str> {
        self.resource_location.as_deref()
    }

    /// All that the service says of it, where it says anything.
    #[must_use]
    pub fn json(&self) -> Option<&Json> {
        self.json.as_ref()
    }

    /// The error of an operation that came to nothing; `None` where it did not, or goes on.
    #[inline]
    pub(super) fn failure(&self) -> Option<Error> {
        if !matches!(
            self.status,
            OperationStatus::Failed | OperationStatus::Canceled
        ) {
            return None;
        }
        let json = self.json.as_ref().map(Json::to_value).unwrap_or_default();
        let error = &json["error"];
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let body = self.json.as_ref().map_or("", Json::as_str);
        Some(Error::operation(
            self.status.clone(),
            text(&error["code"]).or_else(|| text(&json["errorCode"])),
            text(&error["message"]).or_else(|| self.detail.clone()),
            Bytes::copy_from_slice(body.as_bytes()),
        ))
    }
}
