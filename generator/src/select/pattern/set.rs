//! Several patterns, followed along a path together.

use super::{Methods, PathPattern, Pattern, Step, TypePattern};
use crate::diagnostics::{Diagnostics, Span};

/// The patterns of a run. What one of them selects is selected, but for what the excluded ones select.
#[derive(Debug, Clone)]
pub struct PatternSet {
    patterns: Vec<(Pattern, Option<Span>)>,
    /// Where the positions of each way start, in order; see [`State`].
    starts: Vec<Start>,
    /// For each position the step that leads from it; none after the last one.
    steps: Vec<Option<Step>>,
    extent: Extent,
    derived: Derived,
    except: Option<Box<PatternSet>>,
}

/// A pattern as settings or a file have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The text.
    pub text: String,
    /// Where it stands, if in a file.
    pub span: Option<Span>,
}

/// A way along paths that a pattern selects.
#[derive(Debug, Clone, Copy)]
struct Start {
    position: u32,
    /// The pattern; none for what selects everything.
    pattern: Option<u32>,
    methods: Methods,
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
        Self::placed(patterns.into_iter().map(|pattern| (pattern, None)))
    }

    fn placed(patterns: impl IntoIterator<Item = (Pattern, Option<Span>)>) -> Self {
        let mut set = Self {
            patterns: patterns.into_iter().collect(),
            starts: Vec::new(),
            steps: Vec::new(),
            extent: Extent::Patterns,
            derived: Derived::OnDemand,
            except: None,
        };
        for (index, pattern) in (0..).zip(set.patterns.clone()) {
            if let Pattern::Path(path) = pattern.0 {
                set.add_way(Some(index), path.methods, &path.steps);
            }
        }
        if set.patterns.is_empty() {
            set.extent = Extent::Everything;
            set.add_way(None, Methods::ALL, &[Step::Any]);
        }
        set
    }

    /// Reads patterns. Every one that is none is an error; where no pattern could be read for that
    /// reason, nothing is selected.
    pub fn parse<S: AsRef<str>>(
        texts: impl IntoIterator<Item = S>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let written = texts.into_iter().map(|text| Written {
            text: text.as_ref().to_owned(),
            span: None,
        });
        let written: Vec<_> = written.collect();
        Self::read(&written, diagnostics)
    }

    /// The same with the places where the patterns stand.
    pub fn read(written: &[Written], diagnostics: &mut Diagnostics) -> Self {
        let mut patterns = Vec::new();
        for one in written {
            match Pattern::parse(&one.text) {
                Ok(pattern) => patterns.push((pattern, one.span)),
                Err(fault) => fault.report(one.span, diagnostics),
            }
        }
        match written.is_empty() {
            true => Self::placed(patterns),
            false => Self::no_more_than(patterns),
        }
    }

    /// Puts patterns together; without any, nothing is selected.
    fn no_more_than(patterns: impl IntoIterator<Item = (Pattern, Option<Span>)>) -> Self {
        let mut set = Self::placed(patterns);
        if set.is_everything() {
            set.extent = Extent::Patterns;
            set.starts.clear();
            set.steps.clear();
        }
        set
    }

    /// The same with other patterns of what is wanted; without any, nothing is.
    #[must_use]
    pub fn with_patterns(&self, patterns: impl IntoIterator<Item = Pattern>) -> Self {
        let patterns = patterns.into_iter().map(|pattern| (pattern, None));
        Self {
            derived: self.derived,
            except: self.except.clone(),
            ..Self::no_more_than(patterns)
        }
    }

    /// The same with all types that are derived from selected ones.
    #[must_use]
    pub fn and_derived(mut self) -> Self {
        self.derived = Derived::Always;
        self
    }

    /// The same without what other patterns select. A set without patterns takes nothing away.
    #[must_use]
    pub fn except(mut self, excluded: Self) -> Self {
        self.except = (!excluded.is_everything()).then(|| Box::new(excluded));
        self
    }

    /// The same without what one more pattern selects.
    #[must_use]
    pub fn and_except(self, pattern: Pattern) -> Self {
        let known = self.except.as_ref();
        let mut patterns = known.map_or(Vec::new(), |known| known.patterns.clone());
        patterns.push((pattern, None));
        self.except(Self::placed(patterns))
    }

    /// What is left out.
    pub fn excluded(&self) -> Option<&Self> {
        self.except.as_deref()
    }

    /// Whether derived types are wanted too.
    pub fn with_derived(&self) -> bool {
        self.derived == Derived::Always
    }

    /// Whether no pattern was given, and so everything is selected but for what is excluded.
    pub fn is_everything(&self) -> bool {
        self.extent == Extent::Everything
    }

    /// The patterns, each with the place where it stands in a file.
    pub fn patterns(&self) -> &[(Pattern, Option<Span>)] {
        &self.patterns
    }

    /// The patterns as they are written.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.patterns.iter().map(|(pattern, _)| pattern.text())
    }

    /// The path patterns, with their positions among the patterns.
    pub fn path_patterns(&self) -> impl Iterator<Item = (usize, &PathPattern)> {
        let all = self.patterns.iter().enumerate();
        all.filter_map(|(index, (pattern, _))| match pattern {
            Pattern::Path(path) => Some((index, path)),
            Pattern::Type(_) | Pattern::Members(_) | Pattern::Documented(_) => None,
        })
    }

    /// The type patterns, with their positions among the patterns.
    pub fn type_patterns(&self) -> impl Iterator<Item = (usize, &TypePattern)> {
        let all = self.patterns.iter().enumerate();
        all.filter_map(|(index, (pattern, _))| match pattern {
            Pattern::Type(ty) => Some((index, ty)),
            Pattern::Path(_) | Pattern::Members(_) | Pattern::Documented(_) => None,
        })
    }

    /// Whether some segment may be a cast: only then a walk must look for casts.
    pub fn has_casts(&self) -> bool {
        let mut steps = self.steps.iter().flatten();
        steps.any(|step| matches!(step, Step::Name(name) if name.contains('.')))
    }

    /// Before the first segment.
    pub fn start(&self) -> State {
        let mut at = Vec::new();
        for start in &self.starts {
            self.enter(start.position, 0, &mut at);
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

    /// Whether this path is selected, with some verb.
    pub fn selects(&self, state: &State) -> bool {
        state.at.iter().any(|entry| self.is_end(*entry))
    }

    /// The verbs with which this path is selected.
    pub fn methods(&self, state: &State) -> Methods {
        let ends = state.at.iter().filter(|entry| self.is_end(**entry));
        let methods = ends.filter_map(|entry| self.start_of(entry >> 1));
        methods.fold(Methods::NONE, |all, start| all.or(start.methods))
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

    /// The patterns that select this path, by their positions in [`patterns`](Self::patterns), each with its verbs.
    pub fn selecting<'s>(
        &'s self,
        state: &'s State,
    ) -> impl Iterator<Item = (usize, Methods)> + 's {
        state.at.iter().filter_map(move |entry| {
            let start = self.start_of(entry >> 1).filter(|_| self.is_end(*entry))?;
            Some((usize::try_from(start.pattern?).ok()?, start.methods))
        })
    }

    /// Adds a way along paths that a pattern selects.
    pub(in super::super) fn add_way(
        &mut self,
        pattern: Option<u32>,
        methods: Methods,
        steps: &[Step],
    ) {
        self.starts.push(Start {
            position: self.steps.len() as u32,
            pattern,
            methods,
        });
        self.steps.extend(steps.iter().cloned().map(Some));
        self.steps.push(None);
    }

    /// Lets the ways that end in `**` end before it: what they lead to stands for all that is below.
    pub(in super::super) fn without_tails(&self) -> Self {
        let mut set = Self {
            starts: Vec::new(),
            steps: Vec::new(),
            except: None,
            ..self.clone()
        };
        for start in &self.starts {
            let steps = self.steps[start.position as usize..].iter();
            let mut steps: Vec<_> = steps.map_while(Clone::clone).collect();
            if start.methods == Methods::ALL && steps.last() == Some(&Step::Any) {
                steps.pop();
                if steps.is_empty() {
                    steps.push(Step::One);
                }
            }
            set.add_way(start.pattern, start.methods, &steps);
        }
        set
    }

    fn start_of(&self, position: u32) -> Option<&Start> {
        let after = self
            .starts
            .partition_point(|start| start.position <= position);
        self.starts.get(after.checked_sub(1)?)
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
