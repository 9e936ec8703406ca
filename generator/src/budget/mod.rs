//! What a client, and each part of it, comes to: types, fields, builders, methods and lines of generated code.
//!
//! A [`Part`] is a named selection: what one include selects, or, where there is none, what is below one child of the
//! container. Where the crate has features, they are its parts. Each is measured twice: as a client of its own, and by what the
//! whole would not have without it. What parts share so counts for each of them, and once in the total.

#[cfg(feature = "cli")]
pub(crate) mod cargo;
mod features;
mod limits;
mod parts;
mod size;
mod table;
#[cfg(test)]
mod tests;

pub use limits::{BudgetSettings, Exceeded, Limits};
pub(crate) use parts::{Part, parts};
pub use size::Size;

use crate::diagnostics::Diagnostics;
use crate::emit::Layout;
use crate::error::Error;
use crate::lower::items::Api;
use crate::lower::names::{NamesLock, Pins};
use crate::model::Model;
use crate::parallel::map_in_order;
use crate::select::pattern::{Pattern, PatternSet};
use crate::select::{self, Selection};
use crate::{lower, pipeline};
use serde::Serialize;
use std::cmp::Reverse;
use std::num::NonZero;

/// What a client and its parts come to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Budget {
    /// The whole, in which everything counts once.
    pub total: Measured,
    /// What `cargo check` takes for a crate that is empty, beside which to see the others; `None` where it was not asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub empty: Option<Check>,
    /// The parts, the one with the most lines first.
    pub parts: Vec<PartOf>,
    /// The limits that are exceeded.
    pub exceeded: Vec<Exceeded>,
}

/// What something comes to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Measured {
    /// The counts.
    #[serde(flatten)]
    pub size: Size,
    /// What `cargo check` takes; `None` where it was not asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check: Option<Check>,
}

/// What a part comes to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PartOf {
    /// The include or the feature, or what else tells it.
    pub name: String,
    /// The patterns that select it; none of a feature.
    #[serde(skip)]
    pub(crate) patterns: Vec<Pattern>,
    /// A client of this part only.
    #[serde(flatten)]
    pub own: Measured,
    /// What the whole would not have without it. Negative where a pattern narrows what others select, as one of properties does.
    pub alone: Size<i64>,
}

/// What a cold `cargo check` of a crate takes whose dependencies are checked already.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Check {
    /// Wall time, in seconds: the median of some runs.
    pub seconds: f64,
    /// The most memory that the compiler held at a time, in MB (10⁶ bytes); `None` where the system does not tell.
    pub megabytes: Option<f64>,
}

/// Measures selections of one model.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measure<'m, 'a> {
    /// The model.
    pub(crate) model: &'m Model<'a>,
    /// The names that are pinned.
    pub(crate) lock: &'m NamesLock,
    /// The name of the client struct.
    pub(crate) root: &'m str,
}

impl Measure<'_, '_> {
    /// What the client of a selection comes to.
    pub(crate) fn size(&self, selection: &Selection) -> Result<Size, Error> {
        printed(&self.api(selection, &[]))
    }

    /// What the crate of a selection comes to that is split into features by these parts.
    pub(crate) fn size_of_split(
        &self,
        selection: &Selection,
        parts: &[select::Part],
    ) -> Result<Size, Error> {
        printed(&self.api(selection, parts))
    }

    fn api(&self, selection: &Selection, parts: &[select::Part]) -> Api {
        let pins = Pins::new(self.lock.clone());
        let one = NonZero::<usize>::MIN;
        lower::lower_parts(self.model, selection, parts, pins, self.root, one).api
    }

    /// What the features of a crate come to, which has so much in all, the one with the most lines first.
    pub(crate) fn features(
        &self,
        selection: &Selection,
        parts: &[select::Part],
        total: Size,
        threads: NonZero<usize>,
    ) -> Result<Vec<PartOf>, Error> {
        let whole = self.api(selection, parts);
        let parts_in_order: Vec<_> = parts.iter().enumerate().collect();
        let measure = |(at, part): &(usize, &select::Part)| {
            let mut api = whole.clone();
            let name = api.features.get(*at).map(|feature| feature.name.clone());
            features::without(&mut api, *at);
            Ok(PartOf {
                name: name.unwrap_or_default(),
                patterns: Vec::new(),
                own: self.size(&part.selection)?.into(),
                alone: total.beyond(printed(&api)?),
            })
        };
        largest_first(map_in_order(&parts_in_order, measure, threads))
    }

    /// What the parts of a whole come to, the one with the most lines first.
    pub(crate) fn parts(
        &self,
        patterns: &PatternSet,
        (selection, total): (&Selection, Size),
        threads: NonZero<usize>,
    ) -> Result<Vec<PartOf>, Error> {
        let parts = parts(self.model, patterns, selection);
        let parts: Vec<_> = parts.iter().enumerate().collect();
        // Where there is no include, more is selected than any includes do: what is behind references.
        let all = match patterns.is_everything() {
            true => self.part(patterns, parts.iter().flat_map(|(_, part)| &part.patterns))?,
            false => total,
        };
        let measure = |(at, part): &(usize, &Part)| {
            let others = parts.iter().filter(|(other, _)| other != at);
            let others = others.flat_map(|(_, other)| &other.patterns);
            let own = self.part(patterns, part.patterns.iter())?;
            Ok(PartOf {
                name: part.name.clone(),
                patterns: part.patterns.clone(),
                own: own.into(),
                alone: all.beyond(self.part(patterns, others)?),
            })
        };
        largest_first(map_in_order(&parts, measure, threads))
    }

    /// What the client of some of the patterns comes to.
    fn part<'p>(
        &self,
        whole: &PatternSet,
        some: impl Iterator<Item = &'p Pattern>,
    ) -> Result<Size, Error> {
        // Whatever is wrong with them was told of the whole.
        let mut diagnostics = Diagnostics::new();
        let patterns = whole.with_patterns(some.cloned());
        self.size(&select::select(self.model, &patterns, &mut diagnostics))
    }
}

/// The size of a client that is printed for the purpose.
fn printed(api: &Api) -> Result<Size, Error> {
    let sources = pipeline::print(api, Layout::Crate, NonZero::<usize>::MIN)?;
    Ok(Size::of(api, &sources))
}

fn largest_first(parts: Vec<Result<PartOf, Error>>) -> Result<Vec<PartOf>, Error> {
    let mut parts = parts.into_iter().collect::<Result<Vec<_>, _>>()?;
    parts.sort_by_key(|one| Reverse(one.own.size.lines));
    Ok(parts)
}

impl From<Size> for Measured {
    fn from(size: Size) -> Self {
        Self { size, check: None }
    }
}
