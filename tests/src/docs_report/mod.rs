//! What is understood of the reference, in numbers: counts beside totals and goals.
//!
//! A total is counted by other means than the count, mostly by [`scan`], which knows lines and nothing else. What a count leaves of its
//! total is told by kind, and one by one where that is asked for.

mod examples;
mod goals;
mod pages;
mod requests;
mod resources;
mod scan;
mod wrapped;

pub use goals::{Goal, Goals, percent};

use crate::reference::{Reference, Texts};
use msgraph_bindgen::diagnostics::{Diagnostics, Span};
use msgraph_bindgen::docs::page::Page;
use msgraph_bindgen::model::path::Resolver;
use msgraph_bindgen::{model, pipeline};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// What was measured of one set of pages.
#[derive(Debug, Serialize)]
pub struct Report {
    /// What the set of pages is called.
    pub reference: String,
    /// The measures, in the order of the pipe.
    pub measures: Vec<Measure>,
}

/// One number beside its total.
#[derive(Debug, Serialize)]
pub struct Measure {
    /// What is counted.
    pub name: &'static str,
    /// How many.
    pub count: usize,
    /// Out of how many.
    pub total: usize,
    /// What should be reached.
    #[serde(serialize_with = "shown")]
    pub goal: Goal,
    /// Whether it is.
    pub is_reached: bool,
    /// The rest, or what else is worth a look.
    pub rest: Vec<Exception>,
}

/// Something that was not counted, with the reason.
#[derive(Debug, Clone, Serialize)]
pub struct Exception {
    /// What it is about, in kebab case.
    pub kind: String,
    /// Where it stands: path and line.
    pub place: String,
    /// What is wrong, or what stands there.
    pub text: String,
}

fn shown<S: serde::Serializer>(goal: &Goal, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(goal)
}

impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::None => f.write_str("none"),
            Self::Percent(share) => write!(f, "at least {share} %"),
            Self::Exactly(count) => write!(f, "exactly {count}"),
            Self::Shown => f.write_str("-"),
        }
    }
}

impl Measure {
    fn new(name: &'static str, count: usize, total: usize, goal: Goal) -> Self {
        Self {
            name,
            count,
            total,
            goal,
            is_reached: goal.is_reached(count, total),
            rest: Vec::new(),
        }
    }

    /// A measure of what is left over by a list of exceptions.
    fn without(name: &'static str, total: usize, goal: Goal, rest: Vec<Exception>) -> Self {
        let count = total.saturating_sub(rest.len());
        Self {
            rest,
            ..Self::new(name, count, total, goal)
        }
    }

    fn with(mut self, rest: Vec<Exception>) -> Self {
        self.rest = rest;
        self
    }

    /// The exceptions by kind, the most frequent first.
    pub fn kinds(&self) -> Vec<(&str, usize)> {
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for one in &self.rest {
            *kinds.entry(&one.kind).or_default() += 1;
        }
        let mut kinds: Vec<_> = kinds.into_iter().collect();
        kinds.sort_by_key(|(kind, count)| (std::cmp::Reverse(*count), *kind));
        kinds
    }
}

impl Report {
    /// Measures a set of pages.
    ///
    /// # Panics
    ///
    /// Where files cannot be read.
    pub fn of(reference: &Reference) -> Self {
        let goals = Goals::of(reference.name);
        let texts = reference.texts();
        let (pages, read) = pages::read(&texts);
        let metadata = crate::api::sources(&reference.metadata);
        let mut diagnostics = Diagnostics::new();
        let documents = pipeline::parse(&metadata, &mut diagnostics);
        let mut model = model::link(&documents, &mut diagnostics);
        model::repair::repair(&mut model);
        let resolver = Resolver::new(&model);
        let subject = Subject {
            texts: &texts,
            pages: &pages,
            resolver: &resolver,
            goals,
        };
        let mut measures = vec![read];
        measures.extend(pages::measures(&subject));
        measures.extend(requests::measures(&subject));
        measures.extend(examples::measures(&subject));
        measures.extend(wrapped::measures(&subject));
        measures.extend(resources::measures(&subject));
        Self {
            reference: reference.name.to_owned(),
            measures,
        }
    }

    /// The measures whose goal is missed.
    pub fn missed(&self) -> impl Iterator<Item = &Measure> {
        self.measures.iter().filter(|one| !one.is_reached)
    }
}

/// What is measured.
struct Subject<'s, 'm, 'a> {
    texts: &'s Texts,
    pages: &'s [Page<'s>],
    resolver: &'s Resolver<'m, 'a>,
    goals: Goals,
}

impl Subject<'_, '_, '_> {
    /// Where something stands: the path below the folder of pages, and the line.
    fn place(&self, span: Span) -> String {
        let page = self
            .pages
            .iter()
            .position(|page| page.source == span.source);
        let path = page
            .and_then(|at| self.texts.pages.get(at))
            .map_or("", |(_, path)| path);
        let position = self.texts.sources.position(span);
        format!("{path}:{}", position.line)
    }

    fn exception(&self, kind: &str, span: Span, text: impl Into<String>) -> Exception {
        Exception {
            kind: kind.to_owned(),
            place: self.place(span),
            text: text.into(),
        }
    }
}

/// Says the numbers; exceptions by kind only, or one by one too.
pub fn print(report: &Report, detail: Detail) -> String {
    let mut text = format!("{}\n", report.reference);
    for measure in &report.measures {
        let verdict = match (measure.goal, measure.is_reached) {
            (Goal::Shown, _) => "",
            (_, true) => "ok",
            (_, false) => "MISSED",
        };
        let numbers = format!("{} of {}", measure.count, measure.total);
        let share = percent(measure.count, measure.total);
        let goal = measure.goal.to_string();
        text.push_str(&format!(
            "  {:<48} {numbers:>14} {share:>7.2} %  {goal:<18} {verdict}\n",
            measure.name
        ));
        for (kind, count) in measure.kinds() {
            text.push_str(&format!("      {count:>5} {kind}\n"));
        }
        let all = measure.rest.iter().filter(|_| detail == Detail::Each);
        for one in all {
            text.push_str(&format!(
                "      {}: {}: {}\n",
                one.place, one.kind, one.text
            ));
        }
    }
    text
}

/// How much is said of exceptions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Their counts by kind.
    Kinds,
    /// Each of them too.
    Each,
}
