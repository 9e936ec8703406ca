//! Several patterns, followed along a path together.

use super::{PathPattern, Pattern, Step, TypePattern};
use crate::diagnostics::Diagnostics;

/// The patterns of a run. A path is selected where one of them selects it.
#[derive(Debug, Clone)]
pub struct PatternSet {
    paths: Vec<PathPattern>,
    types: Vec<TypePattern>,
    /// Where each path pattern's positions start; see [`State`].
    starts: Vec<u32>,
    /// For each position the step that leads from it; none after the last one.
    steps: Vec<Option<Step>>,
    extent: Extent,
    derived: Derived,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    Everything,
    Patterns,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Derived {
    OnDemand,
    Always,
}

/// A segment of a real path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Segment<'s> {
    /// A name: entity set, singleton, property, operation, or the qualified name of a cast.
    Name(&'s str),
    /// A key.
    Key,
}

/// How far the patterns are after some segments of a path. Equal states go on equally.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct State {
    // Sorted. The position doubled, plus one where the last segment was spelled out.
    at: Vec<u32>,
}

impl Default for PatternSet {
    /// The set without patterns, which selects everything.
    fn default() -> Self {
        Self::new([])
    }
}

impl PatternSet {
    /// Puts patterns together; without any, everything is selected.
    pub fn new(patterns: impl IntoIterator<Item = Pattern>) -> Self {
        let mut set = Self {
            paths: Vec::new(),
            types: Vec::new(),
            starts: Vec::new(),
            steps: Vec::new(),
            extent: Extent::Patterns,
            derived: Derived::OnDemand,
        };
        for pattern in patterns {
            match pattern {
                Pattern::Path(path) => {
                    set.add_steps(&path.steps);
                    set.paths.push(path);
                }
                Pattern::Type(ty) => set.types.push(ty),
            }
        }
        if set.paths.is_empty() && set.types.is_empty() {
            set.extent = Extent::Everything;
            set.add_steps(&[Step::Any]);
        }
        set
    }

    /// Reads patterns. Every one that is none is an error; where no pattern could be read for that
    /// reason, nothing is selected.
    pub fn parse<S: AsRef<str>>(
        texts: impl IntoIterator<Item = S>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut patterns = Vec::new();
        let mut all_read = true;
        for text in texts {
            match Pattern::parse(text.as_ref()) {
                Ok(pattern) => patterns.push(pattern),
                Err(fault) => {
                    all_read = false;
                    fault.report(diagnostics);
                }
            }
        }
        let mut set = Self::new(patterns);
        if set.is_everything() && !all_read {
            set.extent = Extent::Patterns;
            set.starts.clear();
            set.steps.clear();
        }
        set
    }

    /// The same with all types that are derived from selected ones.
    #[must_use]
    pub fn and_derived(mut self) -> Self {
        self.derived = Derived::Always;
        self
    }

    /// Whether derived types are wanted too.
    pub fn with_derived(&self) -> bool {
        self.derived == Derived::Always
    }

    /// Whether no pattern was given, and so everything is selected.
    pub fn is_everything(&self) -> bool {
        self.extent == Extent::Everything
    }

    /// The path patterns.
    pub fn path_patterns(&self) -> &[PathPattern] {
        &self.paths
    }

    /// The type patterns.
    pub fn type_patterns(&self) -> &[TypePattern] {
        &self.types
    }

    /// Before the first segment.
    pub fn start(&self) -> State {
        let mut at = Vec::new();
        for start in &self.starts {
            self.enter(*start, 0, &mut at);
        }
        State { at: sorted(at) }
    }

    /// After one segment more.
    pub fn step(&self, state: &State, segment: Segment<'_>) -> State {
        let mut at = Vec::new();
        for entry in &state.at {
            let position = entry >> 1;
            let Some(step) = &self.steps[position as usize] else {
                continue;
            };
            if step.matches(segment) {
                match step {
                    Step::Any => self.enter(position, 0, &mut at),
                    Step::Name(_) | Step::Key | Step::One => self.enter(position + 1, 1, &mut at),
                }
            }
        }
        State { at: sorted(at) }
    }

    /// Adds a position and those that follow it without a segment.
    fn enter(&self, mut position: u32, spelled: u32, at: &mut Vec<u32>) {
        at.push(position << 1 | spelled);
        while self.steps[position as usize] == Some(Step::Any) {
            position += 1;
            at.push(position << 1 | spelled);
        }
    }

    /// Whether this path is selected.
    pub fn selects(&self, state: &State) -> bool {
        state.at.iter().any(|entry| self.is_end(*entry))
    }

    /// Whether this path, or some path that starts with it, could be selected. Where not, a walk
    /// need not go on.
    pub fn leads_on(&self, state: &State) -> bool {
        !state.at.is_empty()
    }

    /// Whether some longer path that starts with this one could be selected.
    pub fn extends(&self, state: &State) -> bool {
        state.at.iter().any(|entry| !self.is_end(*entry))
    }

    /// Whether a pattern has a segment of its own for the last segment of this path (a name, a key
    /// or `*`), rather than `**`.
    pub fn spells_out(&self, state: &State) -> bool {
        state.at.iter().any(|entry| entry & 1 == 1)
    }

    /// The path patterns that select this path, by their position in
    /// [`PatternSet::path_patterns`].
    pub fn selecting<'s>(&'s self, state: &'s State) -> impl Iterator<Item = usize> + 's {
        let mut last = None;
        state.at.iter().filter_map(move |entry| {
            let pattern = self.is_end(*entry).then(|| self.pattern_of(entry >> 1))?;
            let is_new = pattern < self.paths.len() && last.replace(pattern) != Some(pattern);
            is_new.then_some(pattern)
        })
    }

    fn add_steps(&mut self, steps: &[Step]) {
        self.starts.push(self.steps.len() as u32);
        self.steps.extend(steps.iter().cloned().map(Some));
        self.steps.push(None);
    }

    fn pattern_of(&self, position: u32) -> usize {
        self.starts.partition_point(|start| *start <= position) - 1
    }

    fn is_end(&self, entry: u32) -> bool {
        self.steps[(entry >> 1) as usize].is_none()
    }
}

fn sorted(mut at: Vec<u32>) -> Vec<u32> {
    at.sort_unstable();
    at.dedup();
    at
}
