//! `ContainsTarget` flags, each with its reason.

use super::{Outcome, Subject};
use crate::model::Model;

/// Things that live elsewhere: what is deleted through the owner would be gone everywhere.
const NOT_CONTAINED: &[(&str, &[&str])] = &[
    // Groups and users that other things refer to.
    ("accessPackage", &["incompatibleGroups"]),
    (
        "connectedOrganization",
        &["externalSponsors", "internalSponsors"],
    ),
    ("group", &["acceptedSenders", "rejectedSenders"]),
    // Created and deleted at the root of entitlement management.
    ("accessPackageCatalog", &["accessPackages"]),
    // The drive of a user, group or site is one of `/drives`.
    ("user", &["drive", "drives"]),
    ("group", &["drive", "drives"]),
    ("site", &["drive", "drives", "items", "sites"]),
    ("list", &["drive"]),
    ("fileStorageContainer", &["drive"]),
    // Views on items of a drive.
    ("drive", &["following", "root", "special"]),
    ("channel", &["filesFolder"]),
    ("driveItem", &["listItem"]),
    ("listItem", &["driveItem"]),
    ("itemActivity", &["driveItem"]),
    (
        "sharedDriveItem",
        &["driveItem", "items", "listItem", "root", "site"],
    ),
    // The way back up.
    ("event", &["calendar"]),
    ("onenotePage", &["parentNotebook", "parentSection"]),
    ("onenoteSection", &["parentNotebook", "parentSectionGroup"]),
    ("sectionGroup", &["parentNotebook", "parentSectionGroup"]),
    ("workbookChart", &["worksheet"]),
    ("workbookNamedItem", &["worksheet"]),
    ("workbookPivotTable", &["worksheet"]),
    ("workbookRange", &["worksheet"]),
    ("workbookTable", &["worksheet"]),
];

/// Places under which the service creates, changes and deletes.
///
/// Four flags that the publisher's repaired file *removes* stay set, since their writes are in the
/// docs: `directory/deletedItems` (permanent delete), `drive/bundles`, `driveItem/children` and
/// `sectionGroup/sectionGroups` (create).
const CONTAINED: &[(&str, &[&str])] = &[
    (
        "accessPackageAssignmentPolicy",
        &["customExtensionStageSettings"],
    ),
    ("driveItem", &["analytics"]),
    ("itemActivityStat", &["activities"]),
    ("organization", &["certificateBasedAuthConfiguration"]),
    ("plannerBucket", &["tasks"]),
    ("plannerGroup", &["plans"]),
    ("plannerPlan", &["buckets", "tasks"]),
    ("plannerUser", &["plans", "tasks"]),
    ("printJob", &["tasks"]),
    ("site", &["analytics"]),
    ("windowsUniversalAppX", &["committedContainedApps"]),
];

pub(super) fn not_contained(model: &mut Model<'_>) -> Outcome {
    set(model, NOT_CONTAINED, false)
}

pub(super) fn contained(model: &mut Model<'_>) -> Outcome {
    set(model, CONTAINED, true)
}

fn set(model: &mut Model<'_>, places: &[(&str, &[&str])], contains_target: bool) -> Outcome {
    let mut seen = false;
    let mut changed = Vec::new();
    for (ty, names) in places {
        let Some(id) = model.find_structured(&format!("microsoft.graph.{ty}")) else {
            continue;
        };
        let navigation = &mut model.structured[id.index()].navigation;
        for (index, property) in navigation.iter_mut().enumerate() {
            if !names.contains(&property.name) {
                continue;
            }
            seen = true;
            if property.contains_target != contains_target {
                property.contains_target = contains_target;
                changed.push(Subject::Navigation(id, index));
            }
        }
    }
    if seen {
        Outcome::Changed(changed)
    } else {
        Outcome::NoSubject
    }
}
