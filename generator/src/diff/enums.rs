//! Enumeration types.

use super::change::{ChangeKind, Subject, Verdict};
use super::collect::{At, Collector, boolean};
use crate::model::{EnumId, EnumMember};
use std::collections::BTreeMap;

impl Collector<'_, '_> {
    pub(super) fn compare_enums(&mut self, at: &At, old: EnumId, new: EnumId) {
        let (before, now) = (&self.pair.old.model[old], &self.pair.new.model[new]);
        if before.is_flags != now.is_flags {
            self.note(at, ChangeKind::IsFlagsChanged, Verdict::Breaking)
                .both(boolean(before.is_flags), boolean(now.is_flags))
                .because("a set of members is a struct, one member is an enum");
        }
        let mut members: BTreeMap<&str, (Option<&EnumMember<'_>>, Option<&EnumMember<'_>>)> =
            BTreeMap::new();
        for member in &before.members {
            members.entry(member.name).or_default().0 = Some(member);
        }
        for member in &now.members {
            members.entry(member.name).or_default().1 = Some(member);
        }
        for (name, (was, is)) in members {
            let at = At {
                path: format!("{}/{name}", at.path),
                subject: Subject::Member {
                    ty: at.path.clone(),
                    name: name.to_owned(),
                },
                old: was.map(|member| member.span),
                new: is.map(|member| member.span),
                ..at.clone()
            };
            match (was, is) {
                (Some(_), None) => {
                    self.note(&at, ChangeKind::MemberRemoved, Verdict::Breaking);
                }
                (None, Some(_)) => {
                    let noted = self.note(&at, ChangeKind::MemberAdded, Verdict::Additive);
                    if !now.is_flags {
                        noted.because("may break exhaustive matches");
                    }
                }
                (Some(was), Some(is)) => {
                    if was.value != is.value {
                        self.note(&at, ChangeKind::MemberValueChanged, Verdict::Data)
                            .both(was.value.to_string(), is.value.to_string());
                    }
                    self.annotations(&at, &was.facts, &is.facts);
                }
                (None, None) => {}
            }
        }
    }
}
