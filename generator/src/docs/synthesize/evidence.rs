//! What stands at a step of a path, as far as pages show it.

use super::draft::Type;
use super::names::{TypeName, letters};
use super::paths::Walk;
use super::tree::Edge;
use super::types::ENTITY;
use crate::csdl::Cardinality;
use crate::docs::page::Method;
use std::collections::BTreeSet;

/// The singleton that is the signed-in user.
const ME: (&str, &str) = ("me", "user");

impl Walk<'_, '_> {
    /// Whether a name is a function's: it is called with parentheses beside, or begins as no property does.
    pub(super) fn is_called(&self, step: usize, name: &str) -> bool {
        let rest = name.strip_prefix("get").unwrap_or_default();
        if rest.starts_with(|one: char| one.is_ascii_uppercase()) {
            return true;
        }
        let call = Edge::Call(name.to_ascii_lowercase(), Vec::new());
        let parent = &self.tree.steps[self.tree.steps[step].parent];
        // Of a name without arguments and those with some, the first stands first.
        let mut calls = parent.children.range(call.clone()..);
        let first = calls.next().map(|(edge, _)| edge);
        matches!((first, &call), (Some(Edge::Call(found, _)), Edge::Call(name, _)) if found == name)
    }

    /// Whether a step is a collection: a key follows, or the answer is one.
    pub(super) fn is_many(&self, step: usize) -> bool {
        self.tree.below(step, &Edge::Key).is_some() || self.answers_many(step)
    }

    pub(super) fn answers_many(&self, step: usize) -> bool {
        let reads = self.lines(step, Method::Get);
        let mut known = reads.filter_map(|page| self.sources.answers[page].cardinality);
        known.next() == Some(Cardinality::Many)
    }

    /// Whether the answer is neither an object nor a list of objects.
    pub(super) fn answers_value(&self, step: usize) -> bool {
        let mut reads = self.lines(step, Method::Get);
        reads.any(|page| {
            let ty = self.sources.answers[page].ty.map(|(ty, _)| ty);
            matches!(ty, Some(Type::Primitive(_) | Type::Enum(_)))
        })
    }

    /// Whether content that is no JSON stands at a step.
    pub(super) fn is_content(&self, step: usize, verbs: &BTreeSet<Method>) -> bool {
        let is_plain = verbs
            .iter()
            .all(|verb| matches!(verb, Method::Get | Method::Put));
        let mut reads = self.lines(step, Method::Get).peekable();
        let writes_only = reads.peek().is_none() && verbs.contains(&Method::Put);
        is_plain
            && (writes_only
                || reads.any(|page| {
                    let answer = &self.sources.answers[page];
                    answer.is_stream && !answer.is_object
                }))
    }

    pub(super) fn lines(&self, step: usize, method: Method) -> impl Iterator<Item = usize> + '_ {
        let lines = self.tree.steps[step].lines.iter();
        lines
            .filter(move |line| line.method == method)
            .map(|line| line.page)
    }

    /// The structured type that pages show at a step or at a member of it: a read counts more than a create, and a page
    /// about few requests more than one about many. Without any the type that the key is called after.
    pub(super) fn evident(&self, step: usize, cardinality: Cardinality) -> Option<usize> {
        let member = self.tree.below(step, &Edge::Key);
        let mut shown = Vec::new();
        for place in std::iter::once(step).chain(member) {
            for line in &self.tree.steps[place].lines {
                let creates = line.method == Method::Post;
                let counts = !creates || cardinality == Cardinality::Many && place == step;
                let answer = &self.sources.answers[line.page];
                if let (true, Some((Type::Structured(ty), _))) = (counts, answer.ty) {
                    shown.push(((creates, self.sources.breadth(line.page)), ty));
                }
            }
        }
        if let Some(most) = shown.iter().map(|(rank, _)| *rank).min() {
            let equal = shown.iter().filter(|(rank, _)| *rank == most);
            return equal
                .map(|(_, ty)| *ty)
                .reduce(|one, other| self.common(one, other));
        }
        let keys = member
            .into_iter()
            .flat_map(|one| &self.tree.steps[one].keys);
        keys.into_iter().find_map(|key| {
            let name = letters(key.split('|').next().unwrap_or(key));
            let name = name.strip_suffix("id").filter(|one| !one.is_empty())?;
            self.catalog.find_structured(&TypeName::graph(name))
        })
    }

    /// The type that two derive from; the first where there is none but what nearly all derive from.
    pub(super) fn common(&self, one: usize, other: usize) -> usize {
        let all = self.catalog.find_structured(&TypeName::graph(ENTITY));
        let mut bases = self.catalog.lineage(one).into_iter();
        let common = bases.find(|base| self.catalog.is_a(other, *base));
        common.filter(|base| Some(*base) != all).unwrap_or(one)
    }

    /// The type of the signed-in user, which few pages say.
    pub(super) fn signed_in(&self, name: &str) -> Option<usize> {
        let user = self.catalog.find_structured(&TypeName::graph(ME.1));
        user.filter(|_| name == ME.0)
    }

    /// A type for what no page describes, so that paths can go on: named after the segment, which is what singletons
    /// and their types are called mostly.
    pub(super) fn minimal(&mut self, segment: &str, step: usize) -> usize {
        let span = self.tree.steps[step].span;
        let mut name = TypeName::graph(segment);
        // Another type of the name, unless it can stand at a path.
        while let Some(found) = self.catalog.find(&name) {
            match found {
                Type::Structured(index) if self.is_place(index) => return index,
                _ => name.name.push_str("Entity"),
            }
        }
        self.diagnostics
            .warning(
                "type-not-described",
                format!(
                    "no page says of which type `{segment}` is: it gets one without properties"
                ),
                span,
            )
            .help("give the page that describes its type");
        let index = self.catalog.add_structured(name, span);
        self.catalog.structured[index].is_entity = true;
        index
    }

    /// Whether a type can stand at a path: it has a key or relationships.
    pub(super) fn is_place(&self, index: usize) -> bool {
        let ty = &self.catalog.structured[index];
        ty.is_entity || !ty.navigation.is_empty()
    }
}
