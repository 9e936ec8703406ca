//! The parts of a selection, as features of a crate bring them: each is what would be selected if nothing else were asked for.

use super::members::Members;
use super::pattern::{Pattern, PatternSet};
use super::walk::Roots;
use super::{Meaning, Selection, select};
use crate::diagnostics::Diagnostics;
use crate::model::Model;

/// A part of a selection.
#[derive(Debug)]
pub struct Part {
    /// What it is of.
    pub of: PartOf,
    /// What it is.
    pub selection: Selection,
}

/// What a part is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartOf {
    /// The paths that begin at a child of the container, by its position in the model.
    Child(usize),
    /// The patterns that go by a name.
    Named(String, Vec<String>),
}

/// A part for each child of the container that is selected. Where everything is, a part has all that is below its child; what
/// lies behind a reference is where it lives. Types that patterns ask for by name are in every part.
pub fn by_root_segments(
    model: &Model<'_>,
    patterns: &PatternSet,
    selection: &Selection,
) -> Vec<Part> {
    let all;
    let patterns = if patterns.is_everything() {
        all = below_all(patterns);
        &all
    } else {
        patterns
    };
    // The whole was selected before, and what is wrong with the patterns was said then.
    let mut said = Diagnostics::new();
    let meaning = Meaning::find(model, patterns, &mut said);
    let part = |child: &usize| Part {
        of: PartOf::Child(*child),
        selection: meaning.from(Roots::Only(*child), &mut said),
    };
    let mut children = selection.children.clone();
    children.sort_by_key(|index| model.children[*index].name);
    children.iter().map(part).collect()
}

/// All paths as a pattern, without what a set excludes.
fn below_all(patterns: &PatternSet) -> PatternSet {
    let all = PatternSet::new(Pattern::parse("/**").ok());
    let all = match patterns.with_derived() {
        true => all.and_derived(),
        false => all,
    };
    match patterns.excluded() {
        Some(excluded) => all.except(excluded.clone()),
        None => all,
    }
}

/// Patterns that go by a name.
#[derive(Debug)]
pub struct NamedPatterns {
    /// The name.
    pub name: String,
    /// Those that stand by the name.
    pub own: PatternSet,
    /// These, and what holds for every name.
    pub all: PatternSet,
}

/// A part for each set of patterns. A pattern that finds nothing is an error, and so is one of properties of a type among those
/// of a name: with another one, the type would have other fields.
pub fn by_patterns(
    model: &Model<'_>,
    named: &[NamedPatterns],
    diagnostics: &mut Diagnostics,
) -> Vec<Part> {
    let part = |one: &NamedPatterns| {
        let members = Members::find(model, &one.own, &mut Diagnostics::new());
        for asked in members.properties.values() {
            let (pattern, span) = &one.own.patterns()[asked.pattern];
            let message = format!(
                "`{}` asks for properties, but a type has the same fields with and without the feature `{}`",
                pattern.text(),
                one.name
            );
            diagnostics
                .error("properties-of-feature", message, *span)
                .help("put the pattern into `include`, where it holds for all features");
        }
        Part {
            of: PartOf::Named(
                one.name.clone(),
                one.own.texts().map(str::to_owned).collect(),
            ),
            selection: select(model, &one.all, diagnostics),
        }
    };
    named.iter().map(part).collect()
}
