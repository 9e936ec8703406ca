//! An item that comes in parts.

use std::collections::BTreeMap;

use crate::codec::{additional_of, additional_of_mut};
use crate::field::Value;
use crate::json::Json;
use crate::model::Model;
use crate::slot::{Begun, Exchange, View};

/// What marks a list of changes: `members@delta`.
const DELTA: &str = "@delta";

/// The parts of an item so far.
pub(super) struct Parts<T> {
    /// The last part, without its lists of changes.
    item: T,
    /// The lists of changes of all parts.
    lists: BTreeMap<String, Vec<Json>>,
}

impl<T: Value + Model> Parts<T> {
    pub(super) fn of(mut item: T) -> Self {
        let mut lists = BTreeMap::new();
        take_lists(&mut item, &mut lists);
        Self { item, lists }
    }

    /// Adds a part. Only objects of the directory come in parts, and have lists of changes; of all others the last one is the whole,
    /// and what it does not have is gone.
    pub(super) fn and(mut self, mut next: T) -> Self {
        take_lists(&mut next, &mut self.lists);
        if !self.lists.is_empty() {
            complete(&mut next, &mut self.item);
        }
        self.item = next;
        self
    }

    /// The item with all its parts.
    pub(super) fn whole(mut self) -> T {
        if let Some(additional) = additional_of_mut(self.item.as_model_mut(), T::shape()) {
            for (name, list) in self.lists {
                if let Ok(list) = Json::from_serialize(&list) {
                    additional.insert(name, list);
                }
            }
        }
        self.item
    }
}

/// Moves the lists of changes out of an item, behind those that are there already.
fn take_lists<T: Model>(item: &mut T, lists: &mut BTreeMap<String, Vec<Json>>) {
    let Some(additional) = additional_of_mut(item.as_model_mut(), T::shape()) else {
        return;
    };
    let names: Vec<String> = additional
        .iter()
        .filter(|(name, json)| name.ends_with(DELTA) && json.as_str().starts_with('['))
        .map(|(name, _)| name.to_owned())
        .collect();
    for name in names {
        if let Some(Ok(list)) = additional
            .remove(&name)
            .map(|json| json.parse::<Vec<Json>>())
        {
            lists.entry(name).or_default().extend(list);
        }
    }
}

/// Gives an item what it lacks and an earlier part of it has.
fn complete<T: Value + Model>(item: &mut T, earlier: &mut T) {
    let (Some(Begun::Model(item, shape)), Some(Begun::Model(earlier, _))) =
        (item.begin(), earlier.begin())
    else {
        return;
    };
    for slot in 0..shape.additional() {
        if matches!(item.slot(slot).view(), View::Absent)
            && !matches!(earlier.slot(slot).view(), View::Absent)
        {
            item.slot_mut(slot)
                .exchange(Exchange::Swap(earlier.slot_mut(slot)));
        }
    }
    let lacking: Vec<(String, Json)> = additional_of(earlier, shape)
        .into_iter()
        .flat_map(|members| members.iter())
        .filter(|(name, _)| {
            additional_of(item, shape).is_none_or(|members| members.get(name).is_none())
        })
        .map(|(name, json)| (name.to_owned(), json.clone()))
        .collect();
    if let Some(members) = additional_of_mut(item, shape) {
        for (name, json) in lacking {
            members.insert(name, json);
        }
    }
}
