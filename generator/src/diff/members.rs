//! What became of the properties of a type that both versions have.
//!
//! A struct has the inherited properties too, so the whole line of inheritance is compared. What a
//! base type loses or gains is said there once, and not again for every type that derives from it.

use super::pair::{Found, Member, Pair};
use crate::model::StructuredId;
use std::collections::BTreeSet;

/// What became of one name.
pub(super) enum Event<'m, M> {
    /// The type does not have it any more, not even from a base.
    Removed(Found<'m, M>),
    /// The type did not have it.
    Added(Found<'m, M>),
    /// The type has it as before; the two may differ.
    Kept(Found<'m, M>, Found<'m, M>),
}

/// Compares the members of one sort, by name.
pub(super) fn events<'m, M: Member<'m>>(
    pair: &Pair<'m>,
    old: StructuredId,
    new: StructuredId,
) -> Vec<Event<'m, M>> {
    let mut names = BTreeSet::new();
    pair.old.names::<M>(old, &mut names);
    pair.new.names::<M>(new, &mut names);
    let event = |name: &str| {
        let before = pair.old.find::<M>(old, name);
        let now = pair.new.find::<M>(new, name);
        match (before, now) {
            (Some(before), None) => {
                let said = before.owner != old && base_lost::<M>(pair, old, name);
                (!said).then_some(Event::Removed(before))
            }
            (None, Some(now)) => {
                let said = now.owner != new && base_gained::<M>(pair, new, name);
                (!said).then_some(Event::Added(now))
            }
            (Some(before), Some(now)) => {
                let inherited = before.owner != old && now.owner != new;
                let said = inherited && base_kept(pair, old, &now, name);
                (!said).then_some(Event::Kept(before, now))
            }
            (None, None) => None,
        }
    };
    names.into_iter().filter_map(event).collect()
}

/// Whether the loss is said of the old base type, which has lost it too.
fn base_lost<'m, M: Member<'m>>(pair: &Pair<'m>, old: StructuredId, name: &str) -> bool {
    let base = pair.old.model[old].base.and_then(|base| pair.new_of(base));
    base.is_some_and(|base| pair.new.find::<M>(base, name).is_none())
}

/// Whether the gain is said of the new base type, which has gained it too.
fn base_gained<'m, M: Member<'m>>(pair: &Pair<'m>, new: StructuredId, name: &str) -> bool {
    let base = pair.new.model[new].base.and_then(|base| pair.old_of(base));
    base.is_some_and(|base| pair.old.find::<M>(base, name).is_none())
}

/// Whether the old base type has kept it and hands the same declaration on.
fn base_kept<'m, M: Member<'m>>(
    pair: &Pair<'m>,
    old: StructuredId,
    now: &Found<'m, M>,
    name: &str,
) -> bool {
    let base = pair.old.model[old].base.and_then(|base| pair.new_of(base));
    base.and_then(|base| pair.new.find::<M>(base, name))
        .is_some_and(|found| found.owner == now.owner)
}
