//! As few permissions as will do for many requests.

use super::allows;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How many partial covers are looked at before the best so far is taken.
const MOST_TRIES: usize = 2_000;

/// Permissions that are enough for all of some requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover<'p> {
    /// The permissions, sorted, each with the requests that need it: those that could not be made without it.
    pub scopes: BTreeMap<&'p str, Vec<usize>>,
    /// How many more they are than the fewest possible, at most; 0 where it is certain that fewer will not do.
    pub excess: usize,
}

/// Finds the fewest permissions with which each request has one of its alternatives, the least privileged first. Only
/// permissions that are the least privileged for some request are taken, so that nothing is asked for that reaches further
/// than some request needs; of covers of one size, the one that permits less, then the first by name. A `ReadWrite` stands for
/// its `Read`. Requests without alternatives are left out.
///
/// The cover is the smallest where that can be shown in some hundred steps, else it is what was found till then, and
/// [`Cover::excess`] says how far from the smallest it can be.
pub fn cover<'p>(requests: &[Vec<Vec<&'p str>>]) -> Cover<'p> {
    let least = requests
        .iter()
        .filter_map(|alternatives| alternatives.first());
    let names: BTreeSet<&str> = least.flatten().copied().collect();
    let names: Vec<&str> = names.into_iter().collect();
    let options = |alternatives: &Vec<Vec<&'p str>>| options(alternatives, &names);
    let wants: BTreeSet<Want> = requests.iter().map(options).collect();
    let wants = wants.into_iter().filter(|want| !want.is_empty()).collect();
    let mut search = Search {
        wants: without_implied(wants),
        privileges: names.iter().map(|name| privilege(name)).collect(),
        best: None,
        tries: MOST_TRIES,
    };
    let forced = search.forced();
    let greedy = search.greedy(&forced);
    search.offer(&greedy);
    let lowest = forced.len() + search.at_least(&forced);
    search.branch(&forced);
    let found = search
        .best
        .as_ref()
        .map_or(BTreeSet::new(), |(_, set)| set.clone());
    let excess = match search.tries {
        0 => found.len().saturating_sub(lowest),
        _ => 0,
    };
    let scopes = found.iter().map(|scope| {
        let without: Vec<_> = found
            .iter()
            .filter(|one| *one != scope)
            .map(|one| names[*one])
            .collect();
        let needs_it = |alternatives: &Vec<Vec<&str>>| {
            !alternatives.is_empty() && !satisfies(&without, alternatives)
        };
        let forced_by = requests.iter().enumerate();
        let forced_by = forced_by.filter(|(_, one)| needs_it(one)).map(|(at, _)| at);
        (names[*scope], forced_by.collect())
    });
    Cover {
        scopes: scopes.collect(),
        excess,
    }
}

/// Whether these permissions are enough for one of the alternatives.
pub(super) fn satisfies(held: &[&str], alternatives: &[Vec<&str>]) -> bool {
    let has = |scope: &&str| held.iter().any(|one| allows(one, scope));
    alternatives.iter().any(|scopes| scopes.iter().all(has))
}

/// Permissions, by position.
type Set = BTreeSet<usize>;

/// The sets of permissions of which one is enough for a request; none holds another.
type Want = Vec<Set>;

/// The sets of candidates that are enough for one of the alternatives.
fn options(alternatives: &[Vec<&str>], names: &[&str]) -> Want {
    let mut all: Vec<Set> = Vec::new();
    for scopes in alternatives {
        let mut sets = vec![Set::new()];
        for scope in scopes {
            let held = names.iter().enumerate();
            let held = held.filter(|(_, one)| allows(one, scope)).map(|(at, _)| at);
            let held: Vec<usize> = held.collect();
            // Each is its scope or the `ReadWrite` to it: two at most.
            let longer = sets.iter().flat_map(|set| {
                held.iter().map(|one| {
                    let mut set = set.clone();
                    set.insert(*one);
                    set
                })
            });
            sets = longer.take(MOST_OPTIONS).collect();
        }
        all.extend(sets);
    }
    smallest(all)
}

/// Scopes that are wanted together are a handful; a page that says otherwise is damaged.
const MOST_OPTIONS: usize = 64;

/// Those of the sets that hold no other one, sorted.
fn smallest(mut sets: Vec<Set>) -> Want {
    sets.sort_by_key(|set| (set.len(), set.clone()));
    sets.dedup();
    let mut kept: Want = Vec::new();
    for set in sets {
        if !kept.iter().any(|one| one.is_subset(&set)) {
            kept.push(set);
        }
    }
    kept.sort();
    kept
}

/// Leaves out requests that whatever is enough for another one is enough for.
fn without_implied(wants: Vec<Want>) -> Vec<Want> {
    let implies = |one: &Want, other: &Want| {
        one.iter()
            .all(|set| other.iter().any(|part| part.is_subset(set)))
    };
    let is_implied = |at: usize| {
        let others = wants.iter().enumerate();
        let mut others = others.filter(|(other, _)| *other != at);
        // Of two that imply each other, the first stays.
        others.any(|(other, want)| {
            implies(want, &wants[at]) && (other < at || !implies(&wants[at], want))
        })
    };
    let kept = (0..wants.len()).filter(|at| !is_implied(*at));
    kept.map(|at| wants[at].clone()).collect()
}

/// What a permission lets do: reading less than writing.
fn privilege(scope: &str) -> usize {
    let verb = scope.split('.').nth(1).unwrap_or_default();
    match verb {
        "ReadBasic" => 0,
        "Read" => 1,
        "ReadWrite" => 3,
        _ => 2,
    }
}

/// How good a cover is: its size, what it permits, its names by position.
type Cost = (usize, usize);

struct Search {
    wants: Vec<Want>,
    privileges: Vec<usize>,
    best: Option<(Cost, Set)>,
    tries: usize,
}

impl Search {
    /// What every cover holds.
    fn forced(&self) -> Set {
        let single = self.wants.iter().filter(|want| want.len() == 1);
        single.flatten().flatten().copied().collect()
    }

    fn open<'s>(&'s self, chosen: &'s Set) -> impl Iterator<Item = &'s Want> {
        let is_open = |want: &&Want| !want.iter().any(|set| set.is_subset(chosen));
        self.wants.iter().filter(is_open)
    }

    fn cost(&self, set: &Set) -> Cost {
        let permits = set.iter().map(|one| self.privileges[*one]).sum();
        (set.len(), permits)
    }

    fn offer(&mut self, set: &Set) {
        let found = (self.cost(set), set);
        if self
            .best
            .as_ref()
            .is_none_or(|(cost, best)| found < (*cost, best))
        {
            self.best = Some((found.0, set.clone()));
        }
    }

    /// A cover that takes again and again the set that is enough for most requests per new permission.
    fn greedy(&self, forced: &Set) -> Set {
        let mut chosen = forced.clone();
        loop {
            let open: Vec<&Want> = self.open(&chosen).collect();
            let sets: BTreeSet<&Set> = open.iter().copied().flatten().collect();
            let worth = |set: &&Set| {
                let with: Set = chosen.union(set).copied().collect();
                let is_done = |want: &&&Want| want.iter().any(|one| one.is_subset(&with));
                let done = open.iter().filter(is_done).count();
                let new = with.len() - chosen.len();
                // In parts per new permission, without fractions.
                (
                    done * 1_000 / new.max(1),
                    Reverse(self.cost(&with)),
                    Reverse((*set).clone()),
                )
            };
            let Some(best) = sets.into_iter().max_by_key(worth).cloned() else {
                break;
            };
            chosen.extend(best);
        }
        self.without_needless(chosen, forced)
    }

    /// Drops what is not needed, what permits most first.
    fn without_needless(&self, mut set: Set, forced: &Set) -> Set {
        let mut others: Vec<usize> = set.difference(forced).copied().collect();
        others.sort_by_key(|one| (Reverse(self.privileges[*one]), Reverse(*one)));
        for one in others {
            set.remove(&one);
            if self.open(&set).next().is_some() {
                set.insert(one);
            }
        }
        set
    }

    /// How many permissions more are needed at least: requests that have none in common need different ones.
    fn at_least(&self, chosen: &Set) -> usize {
        let mut used = Set::new();
        let mut count = 0;
        let mut open: Vec<&Want> = self.open(chosen).collect();
        open.sort_by_key(|want| want.len());
        for want in open {
            let new: Set = want.iter().flatten().copied().collect();
            let new: Set = new.difference(chosen).copied().collect();
            if new.is_disjoint(&used) {
                let missing = want.iter().map(|set| set.difference(chosen).count());
                count += missing.min().unwrap_or_default();
                used.extend(new);
            }
        }
        count
    }

    /// Tries the ways to go on with a request that has the fewest of them.
    fn branch(&mut self, forced: &Set) {
        let mut open = vec![forced.clone()];
        let mut seen: BTreeSet<Set> = BTreeSet::new();
        while let Some(chosen) = open.pop() {
            if !seen.insert(chosen.clone()) {
                continue;
            }
            if self.tries == 0 {
                return;
            }
            self.tries -= 1;
            let next = self.open(&chosen).min_by_key(|want| want.len());
            let Some(next) = next.cloned() else {
                self.offer(&chosen);
                continue;
            };
            let size = chosen.len() + self.at_least(&chosen);
            if self
                .best
                .as_ref()
                .is_some_and(|((best, _), _)| size > *best)
            {
                continue;
            }
            // The first is tried first.
            for set in next.iter().rev() {
                open.push(chosen.union(set).copied().collect());
            }
        }
    }
}
