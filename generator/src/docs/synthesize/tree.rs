//! All request lines together, as one tree of segments.

use super::names::TypeName;
use super::rows::quoted;
use super::segments::{Segment, segments};
use crate::diagnostics::{Diagnostics, Span};
use crate::docs::page::{Body, Method, Page, RequestLine};
use std::collections::{BTreeMap, BTreeSet};

/// What leads from one step to another. Names are in lower case: the case of segments differs between pages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Edge {
    Key,
    Name(String),
    Call(String, Vec<String>),
    Qualified(TypeName),
    QualifiedCall(TypeName, Vec<String>),
    Count,
    Ref,
    Value,
}

/// A request line that ends at a step.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub(super) method: Method,
    /// Position among the pages.
    pub(super) page: usize,
}

/// The end of a path, and what goes on from there.
#[derive(Debug)]
pub(super) struct Step<'s> {
    /// The step before; the first step is its own.
    pub(super) parent: usize,
    pub(super) children: BTreeMap<Edge, usize>,
    pub(super) lines: Vec<Line>,
    /// The first line that leads here.
    pub(super) span: Span,
    /// The spellings of the name, each with how often it is found.
    spellings: BTreeMap<&'s str, usize>,
    /// What its key is called in placeholders.
    pub(super) keys: BTreeSet<&'s str>,
    /// The names of the arguments as written.
    pub(super) arguments: Vec<&'s str>,
}

/// The tree; the first step is where all paths begin.
#[derive(Debug)]
pub(super) struct Tree<'s> {
    pub(super) steps: Vec<Step<'s>>,
}

/// Where the short form `/workbook` begins in full.
const WORKBOOK: [Segment<'static>; 4] = [
    Segment::Name("me"),
    Segment::Name("drive"),
    Segment::Name("items"),
    Segment::Key("id"),
];

impl<'s> Tree<'s> {
    pub(super) fn grow(pages: &[&'s Page<'s>], diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut tree: Option<Self> = None;
        for (index, page) in pages.iter().enumerate() {
            let Body::Operation(body) = &page.body else {
                continue;
            };
            for line in &body.templates {
                let tree = tree.get_or_insert_with(|| Self {
                    steps: vec![Step::new(0, line.span)],
                });
                match segments(&line.target.text) {
                    Ok(path) => tree.add(&path, line, index),
                    Err(why) => {
                        let target = quoted(&line.target.text);
                        diagnostics
                            .warning(
                                "request-line-left-out",
                                format!("the request to `{target}` is left out"),
                                line.span,
                            )
                            .label(why);
                    }
                }
            }
        }
        tree
    }

    fn add(&mut self, path: &[Segment<'s>], line: &'s RequestLine<'s>, page: usize) {
        let start: &[Segment<'s>] = match path.first() {
            Some(Segment::Name(name)) if name.eq_ignore_ascii_case("workbook") => &WORKBOOK,
            _ => &[],
        };
        let mut at = 0;
        for segment in start.iter().chain(path) {
            at = self.step(at, segment, line.span);
        }
        self.steps[at].lines.push(Line {
            method: line.method,
            page,
        });
    }

    fn step(&mut self, from: usize, segment: &Segment<'s>, span: Span) -> usize {
        let edge = Edge::of(segment);
        let known = self.steps[from].children.get(&edge).copied();
        let to = known.unwrap_or_else(|| {
            self.steps.push(Step::new(from, span));
            let to = self.steps.len() - 1;
            self.steps[from].children.insert(edge, to);
            to
        });
        let step = &mut self.steps[to];
        match segment {
            Segment::Key(name) => {
                step.keys.insert(name);
            }
            Segment::Name(name) => *step.spellings.entry(name).or_default() += 1,
            Segment::Call(name, arguments) => {
                *step.spellings.entry(name).or_default() += 1;
                step.arguments.clone_from(arguments);
            }
            Segment::QualifiedCall(_, arguments) => step.arguments.clone_from(arguments),
            Segment::Qualified(_) | Segment::Count | Segment::Ref | Segment::Value => {}
        }
        to
    }

    /// The step below another one.
    pub(super) fn below(&self, step: usize, edge: &Edge) -> Option<usize> {
        self.steps[step].children.get(edge).copied()
    }

    /// The verbs of the lines that end at a step.
    pub(super) fn verbs(&self, step: usize) -> BTreeSet<Method> {
        self.steps[step]
            .lines
            .iter()
            .map(|line| line.method)
            .collect()
    }

    /// The verbs at a step and at a member of it.
    pub(super) fn verbs_with_members(&self, step: usize) -> BTreeSet<Method> {
        let mut verbs = self.verbs(step);
        if let Some(member) = self.below(step, &Edge::Key) {
            verbs.extend(self.verbs(member));
        }
        verbs
    }

    /// Whether pages show `$ref` at a step or at a member of it.
    pub(super) fn is_referenced(&self, step: usize) -> bool {
        let member = self.below(step, &Edge::Key);
        let mut places = std::iter::once(step).chain(member);
        places.any(|one| self.below(one, &Edge::Ref).is_some())
    }

    /// Whether names or keys follow.
    pub(super) fn leads_on(&self, step: usize) -> bool {
        let mut edges = self.steps[step].children.keys();
        edges.any(|edge| !matches!(edge, Edge::Count | Edge::Ref | Edge::Value))
    }

    /// Whether names follow, below a key too.
    pub(super) fn leads_on_by_name(&self, step: usize) -> bool {
        let member = self.below(step, &Edge::Key);
        let is_name = |edge: &Edge| {
            matches!(
                edge,
                Edge::Name(_) | Edge::Call(..) | Edge::Qualified(_) | Edge::QualifiedCall(..)
            )
        };
        let mut places = std::iter::once(step).chain(member);
        places.any(|one| self.steps[one].children.keys().any(is_name))
    }
}

impl<'s> Step<'s> {
    fn new(parent: usize, span: Span) -> Self {
        Self {
            parent,
            children: BTreeMap::new(),
            lines: Vec::new(),
            span,
            spellings: BTreeMap::new(),
            keys: BTreeSet::new(),
            arguments: Vec::new(),
        }
    }

    /// The most frequent spelling of the name, of equally frequent ones the first in order.
    pub(super) fn name(&self) -> &'s str {
        let most = self.spellings.iter().rev().max_by_key(|(_, count)| **count);
        most.map_or("", |(name, _)| name)
    }
}

impl Edge {
    fn of(segment: &Segment<'_>) -> Self {
        let folded = |names: &[&str]| {
            let names = names.iter();
            names.map(|one| one.to_ascii_lowercase()).collect()
        };
        match segment {
            Segment::Key(_) => Self::Key,
            Segment::Name(name) => Self::Name(name.to_ascii_lowercase()),
            Segment::Call(name, arguments) => {
                Self::Call(name.to_ascii_lowercase(), folded(arguments))
            }
            Segment::Qualified(name) => Self::Qualified(name.clone()),
            Segment::QualifiedCall(name, arguments) => {
                Self::QualifiedCall(name.clone(), folded(arguments))
            }
            Segment::Count => Self::Count,
            Segment::Ref => Self::Ref,
            Segment::Value => Self::Value,
        }
    }
}
