//! Writes behind a navigation property that contains nothing, where a documented request line says so.
//!
//! A line of a damaged page must not make what deletes a user of what removes a member of a group. So lines
//! grant nothing where the reference also shows references being written: then the property refers to
//! what lives elsewhere.

use super::Joining;
use crate::diagnostics::Span;
use crate::docs::page::Method;
use crate::model::path::RequestKind;
use crate::model::{ChildKind, Grant, StructuredId};
use std::collections::{BTreeMap, BTreeSet};

/// What request lines show of navigation properties.
#[derive(Default)]
pub(super) struct Writes {
    granted: BTreeMap<(StructuredId, usize), (Grant, Span)>,
    /// Those whose references are written.
    referred: BTreeSet<(StructuredId, usize)>,
}

impl Writes {
    /// Takes a request line that ends in a navigation property.
    pub(super) fn take(
        &mut self,
        navigation: (StructuredId, usize),
        method: Method,
        kind: RequestKind,
        span: Span,
    ) {
        let grant = match (kind, method) {
            (RequestKind::Reference(..), Method::Get) => return,
            (RequestKind::Reference(..), _) => {
                self.referred.insert(navigation);
                return;
            }
            (RequestKind::Collection(_), Method::Post) => Grant {
                create: true,
                ..Grant::default()
            },
            (RequestKind::Entity(_), Method::Patch) => Grant {
                update: true,
                ..Grant::default()
            },
            (RequestKind::Entity(_), Method::Put) => Grant {
                replace: true,
                ..Grant::default()
            },
            (RequestKind::Entity(_), Method::Delete) => Grant {
                delete: true,
                ..Grant::default()
            },
            _ => return,
        };
        let known = self
            .granted
            .entry(navigation)
            .or_insert((Grant::default(), span));
        known.0 = known.0.or(grant);
    }
}

impl Joining<'_, '_> {
    /// Grants what the request lines show.
    pub(super) fn grants(&mut self, writes: Writes) {
        for (navigation, (grant, span)) in writes.granted {
            let (owner, at) = navigation;
            let Some(property) = self.model[owner].navigation.get(at) else {
                continue;
            };
            if property.contains_target {
                continue;
            }
            if writes.referred.contains(&navigation) || self.lives_elsewhere(property.target) {
                let owner = self.model.qualified(owner);
                self.diagnostics
                    .warning(
                        "write-behind-reference",
                        format!(
                            "`{}` of `{owner}` refers to what lives elsewhere: a write there would change that",
                            property.name
                        ),
                        span,
                    )
                    .label("the request is left out");
                continue;
            }
            self.documentation.grants.insert(navigation, grant);
        }
    }

    /// Whether entities of a type, or of one that derives from it, are members of an entity set.
    fn lives_elsewhere(&self, target: StructuredId) -> bool {
        let model = self.model;
        model.children.iter().any(|child| match child.kind {
            ChildKind::EntitySet(ty) => model.is_a(ty, target) || model.is_a(target, ty),
            ChildKind::Singleton(_) | ChildKind::OperationImport(_) => false,
        })
    }
}
