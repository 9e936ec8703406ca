//! Named rules for what the metadata says wrongly.
//!
//! A rule says what it changes and why, looks for its own subject, and counts what it changed. A
//! rule whose subject is in the input, but which finds nothing to change there, has expired: the
//! publisher has mended the fault, and the rule must go.
//!
//! Microsoft publishes a second, repaired file for its own SDKs. Where that file changes a
//! containment flag, `containment.rs` says for each whether we follow. What it *removes* we keep:
//!
//! | removed there | kept here because |
//! |---|---|
//! | entity set `appRoleAssignments`, singleton `drive` | a path more does no harm, and both answer |
//! | `delta(token)` on `site`, `additionalAccess(accessPackageId)` | they went because OpenAPI cannot tell overloads apart; parameter sets can |
//! | `deferCommit` of `driveItem.createUploadSession`, `forceTakeover` of `domain.verify`, two parameters of `directoryObject.restore`, one of `ediscoverySearch.estimateStatistics` | the docs describe them; an unset one is not sent |

mod containment;
#[cfg(test)]
mod tests;
mod types;

use super::{Model, OperationId, StructuredId};
use serde::{Deserialize, Serialize};

/// A named correction of the model.
pub struct Rule {
    /// Kebab-case, stable: reports and settings use it.
    pub name: &'static str,
    /// What it changes.
    pub does: &'static str,
    /// Why the input is wrong there.
    pub why: &'static str,
    apply: fn(&mut Model<'_>) -> Outcome,
}

/// What a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Outcome {
    /// The subject is not part of this input.
    NoSubject,
    /// The subject is there, and these places were changed.
    Changed(Vec<Subject>),
    /// The type is there; these uses of it were changed, so that nothing uses it any more.
    Replaced(Vec<Subject>),
}

/// What a rule changed at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A type as a whole, or one of its structural properties.
    Type(StructuredId),
    /// A navigation property, by its position in the type that declares it.
    Navigation(StructuredId, usize),
    /// An operation, a parameter of it, or what it returns.
    Operation(OperationId),
}

/// What became of a rule in one run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It changed something.
    Applied,
    /// Its subject is not in this input.
    NotApplicable,
    /// Its subject is there and needs no repair any more.
    Expired,
}

/// One rule's share in a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repair {
    /// The rule's name.
    pub rule: String,
    /// What became of it.
    pub state: State,
    /// How many places it changed; in the report of a run, of those that the selection takes.
    pub changes: usize,
    /// Those places.
    #[serde(skip)]
    pub subjects: Vec<Subject>,
    /// Whether a type is used nowhere any more because of it.
    #[serde(skip)]
    pub replaces_type: bool,
}

impl Repair {
    /// A rule that found nothing to repair had nothing to look at.
    pub fn cannot_expire(&mut self) {
        if self.state == State::Expired {
            self.state = State::NotApplicable;
        }
    }

    /// Goes on with the places that are wanted; what became of the rule stays.
    #[must_use]
    pub fn within(mut self, wants: impl Fn(Subject) -> bool) -> Self {
        self.subjects.retain(|one| wants(*one));
        self.changes = self.subjects.len();
        self
    }
}

/// All rules, in the order in which they are applied.
pub const RULES: &[Rule] = &[
    Rule {
        name: "json-is-untyped",
        does: "every use of the complex type `Json` becomes `Edm.Untyped`",
        why: "the type is declared without properties, but the service sends and takes any JSON",
        apply: types::json_is_untyped,
    },
    Rule {
        name: "report-is-a-stream",
        does: "functions that return the complex type `report` return `Edm.Stream`",
        why: "the service answers 302 to a CSV file, never an object of that type",
        apply: types::report_is_a_stream,
    },
    Rule {
        name: "message-has-a-stream",
        does: "`message` gets `HasStream`",
        why: "a message's MIME content stands at `$value`",
        apply: types::message_has_a_stream,
    },
    Rule {
        name: "attachment-has-a-stream",
        does: "`attachment` gets `HasStream`",
        why: "the bytes of an attached file or item stand at `$value`",
        apply: types::attachment_has_a_stream,
    },
    Rule {
        name: "onenote-has-no-stream",
        does: "`onenotePage` and `onenoteResource` lose `HasStream`",
        why: "their content is the stream property `content`; there is no `$value`",
        apply: types::onenote_has_no_stream,
    },
    Rule {
        name: "calendar-view-needs-a-window",
        does: "`calendarView` and `instances` require `startDateTime` and `endDateTime`",
        why: "the service refuses the request without them, and the metadata does not name them",
        apply: types::calendar_view_needs_a_window,
    },
    Rule {
        name: "not-contained",
        does: "navigation properties that lead to things which live elsewhere lose `ContainsTarget`",
        why: "a delete through them would delete the thing itself, not the reference",
        apply: containment::not_contained,
    },
    Rule {
        name: "contained",
        does: "navigation properties under which things are created get `ContainsTarget`",
        why: "without the flag the client could not offer the create that the service has",
        apply: containment::contained,
    },
];

/// Applies all rules and tells what each did.
pub fn repair(model: &mut Model<'_>) -> Vec<Repair> {
    let run = |rule: &Rule| {
        let (subjects, replaces_type) = match (rule.apply)(model) {
            Outcome::NoSubject => (None, false),
            Outcome::Changed(subjects) => (Some(subjects), false),
            Outcome::Replaced(subjects) => (Some(subjects), true),
        };
        let state = match &subjects {
            None => State::NotApplicable,
            Some(subjects) if subjects.is_empty() => State::Expired,
            Some(_) => State::Applied,
        };
        let subjects = subjects.unwrap_or_default();
        Repair {
            rule: rule.name.to_owned(),
            state,
            changes: subjects.len(),
            subjects,
            replaces_type,
        }
    };
    RULES.iter().map(run).collect()
}
