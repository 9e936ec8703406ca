//! The overloads of an operation, told apart by the names of their parameters.

use super::super::change::{ChangeKind, Verdict};
use super::super::collect::{At, Collector, boolean};
use super::super::properties::UseKinds;
use super::super::signature::{Answer, Place, Signature};
use crate::diagnostics::Span;
use crate::model::{Model, Operation, OperationId, Parameter};
use std::collections::BTreeSet;

/// Two versions of one overload.
struct Both<'m> {
    was: &'m Operation<'m>,
    is: &'m Operation<'m>,
    /// The methods that call them.
    methods: (Signature<'m>, Signature<'m>),
}

impl<'m> Collector<'_, 'm> {
    pub(super) fn compare_overloads(&mut self, at: &At, was: &[OperationId], is: &[OperationId]) {
        let (old, new) = (self.pair.old.model, self.pair.new.model);
        let paired = pair_up(old, was, new, is);
        let several = was.len() > 1 || is.len() > 1;
        for (before, now) in paired.both {
            let (one, other) = (&old[before], &new[now]);
            let mut at = placed(at, Some(one.span), Some(other.span));
            if several {
                at.path = overload_path(&at.path, one);
            }
            let methods = (Signature::of(old, was, before), Signature::of(new, is, now));
            let both = Both {
                was: one,
                is: other,
                methods,
            };
            self.compare_overload(&at, &both);
        }
        for before in paired.removed {
            let one = &old[before];
            let mut at = placed(at, Some(one.span), None);
            at.path = overload_path(&at.path, one);
            self.note(&at, ChangeKind::OverloadRemoved, Verdict::Breaking);
        }
        for now in paired.added {
            let other = &new[now];
            let mut at = placed(at, None, Some(other.span));
            at.path = overload_path(&at.path, other);
            let after = Signature::of(new, is, now);
            // Its method is the one of the old overloads that return the same.
            let returns = |operation: &Operation<'_>| operation.returns.map(|one| one.ty);
            let text = |side: &super::Side<'_>, operation: &Operation<'_>| {
                returns(operation).map(|ty| side.text(ty.ty))
            };
            let wanted = text(&self.pair.new, other);
            let sibling = was
                .iter()
                .find(|id| text(&self.pair.old, &old[**id]) == wanted);
            let changed = sibling.is_some_and(|id| {
                let method_changes = other.kind == crate::csdl::OperationKind::Function;
                method_changes && !after.accepts(&Signature::of(old, was, *id))
            });
            if changed {
                self.note(&at, ChangeKind::OverloadAdded, Verdict::Breaking)
                    .because("it changes which parameters the method takes by position");
            } else {
                self.note(&at, ChangeKind::OverloadAdded, Verdict::Additive);
            }
        }
    }

    fn compare_overload(&mut self, at: &At, both: &Both<'m>) {
        let (was, is) = (both.was, both.is);
        for parameter in &was.parameters {
            match is.parameters.iter().find(|one| one.name == parameter.name) {
                Some(now) => self.compare_parameter(at, both, parameter, now),
                None => {
                    let at = parameter_at(at, parameter.name, Some(parameter.span), None);
                    let text = self.pair.old.text_of(parameter.ty);
                    self.note(&at, ChangeKind::ParameterRemoved, Verdict::Breaking)
                        .texts(Some(text), None);
                }
            }
        }
        for parameter in &is.parameters {
            if was.parameters.iter().all(|one| one.name != parameter.name) {
                self.parameter_added(at, both, parameter);
            }
        }
        self.compare_order(at, both);
        self.compare_returns(at, was, is);
        self.annotations(at, &was.facts, &is.facts);
    }

    fn parameter_added(&mut self, at: &At, both: &Both<'m>, parameter: &Parameter<'m>) {
        let name = parameter.name;
        let at = parameter_at(at, name, None, Some(parameter.span));
        let (before, after) = (&both.methods.0, &both.methods.1);
        let (verdict, note) = match (before.place(name), after.place(name)) {
            (Some(before), Some(after)) if before == after => (
                Verdict::Additive,
                "the method takes it already, for another overload",
            ),
            (None, Some(Place::Named)) if before.named.is_empty() => {
                (Verdict::Breaking, "the method takes a parameter struct now")
            }
            (None, Some(Place::Named)) => (
                Verdict::Additive,
                "it is one more field of the parameter struct",
            ),
            _ => (Verdict::Breaking, "it must be given"),
        };
        let text = self.pair.new.text_of(parameter.ty);
        self.note(&at, ChangeKind::ParameterAdded, verdict)
            .texts(None, Some(text))
            .because(note)
            .bringing(parameter.ty.ty);
    }

    fn compare_parameter(
        &mut self,
        at: &At,
        both: &Both<'m>,
        was: &Parameter<'m>,
        is: &Parameter<'m>,
    ) {
        let at = parameter_at(at, is.name, Some(was.span), Some(is.span));
        let kinds = UseKinds {
            ty: ChangeKind::ParameterTypeChanged,
            collection: ChangeKind::ParameterCollectionChanged,
        };
        self.compare_use(&at, was.ty, is.ty, kinds);
        let places = (both.methods.0.place(is.name), both.methods.1.place(is.name));
        let (verdict, note) = match places {
            (Some(Place::Positional), Some(Place::Named)) => (
                Verdict::Breaking,
                "it goes from a position to the parameter struct",
            ),
            (Some(Place::Named), Some(Place::Positional)) => (
                Verdict::Breaking,
                "it goes from the parameter struct to a position",
            ),
            _ => (Verdict::Data, "the method takes it as before"),
        };
        if was.nullable != is.nullable {
            self.note(&at, ChangeKind::ParameterNullableChanged, verdict)
                .both(boolean(was.nullable), boolean(is.nullable))
                .because(note);
        }
        if was.optional != is.optional {
            let word = |optional| if optional { "optional" } else { "required" };
            self.note(&at, ChangeKind::ParameterOptionalChanged, verdict)
                .both(word(was.optional), word(is.optional))
                .because(note);
        }
    }

    /// Order is data, but for parameters that both methods take by position.
    fn compare_order(&mut self, at: &At, both: &Both<'m>) {
        let names = |operation: &Operation<'m>| -> Vec<&'m str> {
            operation.parameters.iter().map(|one| one.name).collect()
        };
        let (was, is) = (names(both.was), names(both.is));
        if common(&was, &is) == common(&is, &was) {
            return;
        }
        let (before, after) = (&both.methods.0.positional, &both.methods.1.positional);
        let (verdict, note) = if common(before, after) == common(after, before) {
            (Verdict::Data, "those by position stand as they stood")
        } else {
            (
                Verdict::Breaking,
                "parameters by position have changed places",
            )
        };
        self.note(at, ChangeKind::ParametersReordered, verdict)
            .both(was.join(", "), is.join(", "))
            .because(note);
    }

    fn compare_returns(&mut self, at: &At, was: &Operation<'m>, is: &Operation<'m>) {
        let (old, new) = (&self.pair.old, &self.pair.new);
        let answers = (Answer::of(old.model, was), Answer::of(new.model, is));
        let verdict = if answers.0.is_same(old, answers.1, new) {
            Verdict::Data
        } else {
            Verdict::Breaking
        };
        let none = || "nothing".to_owned();
        let before = was.returns.map_or_else(none, |one| old.text_of(one.ty));
        let now = is.returns.map_or_else(none, |one| new.text_of(one.ty));
        if before != now {
            let noted = self
                .note(at, ChangeKind::ReturnTypeChanged, verdict)
                .both(before, now);
            if let Some(returns) = is.returns {
                noted.bringing(returns.ty.ty);
            }
        } else if let (Some(before), Some(now)) = (was.returns, is.returns)
            && before.nullable != now.nullable
        {
            let word = |nullable: Option<bool>| nullable.map_or("unsaid", boolean);
            self.note(at, ChangeKind::ReturnNullableChanged, verdict)
                .both(word(before.nullable), word(now.nullable));
        }
        if was.is_composable != is.is_composable {
            self.note(at, ChangeKind::IsComposableChanged, verdict)
                .both(boolean(was.is_composable), boolean(is.is_composable));
        }
    }
}

/// What is in `one` and in `other` too, in the order of `one`.
fn common<'m>(one: &[&'m str], other: &[&'m str]) -> Vec<&'m str> {
    one.iter()
        .copied()
        .filter(|name| other.contains(name))
        .collect()
}

fn placed(at: &At, old: Option<Span>, new: Option<Span>) -> At {
    At {
        old,
        new,
        ..at.clone()
    }
}

fn parameter_at(at: &At, name: &str, old: Option<Span>, new: Option<Span>) -> At {
    At {
        path: format!("{}/{name}", at.path),
        ..placed(at, old, new)
    }
}

/// `place/name(a,b)` from `place/name()`.
fn overload_path(path: &str, operation: &Operation<'_>) -> String {
    let names: Vec<_> = operation.parameters.iter().map(|one| one.name).collect();
    let stem = path.strip_suffix("()").unwrap_or(path);
    format!("{stem}({})", names.join(","))
}

/// Which overload is which.
struct Paired {
    both: Vec<(OperationId, OperationId)>,
    removed: Vec<OperationId>,
    added: Vec<OperationId>,
}

/// Overloads with the same parameter names are the same. Of the rest those that share most names
/// are two versions of one; where there is but one on either side, they are, whatever they share.
fn pair_up<'m>(
    old: &'m Model<'m>,
    was: &[OperationId],
    new: &'m Model<'m>,
    is: &[OperationId],
) -> Paired {
    let names = |model: &'m Model<'m>, id: &OperationId| -> BTreeSet<&'m str> {
        model[*id].parameters.iter().map(|one| one.name).collect()
    };
    let mut removed: Vec<_> = was.iter().map(|id| (*id, names(old, id))).collect();
    let mut added: Vec<_> = is.iter().map(|id| (*id, names(new, id))).collect();
    let mut both = Vec::new();
    removed.retain(|(id, names)| {
        let same = added.iter().position(|(_, others)| names == others);
        if let Some(index) = same {
            both.push((*id, added.remove(index).0));
        }
        same.is_none()
    });
    let alone = was.len() == 1 && is.len() == 1;
    removed.retain(|(id, names)| {
        let shared = |others: &BTreeSet<&str>| names.intersection(others).count();
        let candidates = added.iter().enumerate();
        // Of several that share as much, the first.
        let best = candidates
            .rev()
            .max_by_key(|(_, (_, others))| shared(others));
        let best = best.filter(|(_, (_, others))| alone || shared(others) > 0);
        let best = best.map(|(index, _)| index);
        if let Some(index) = best {
            both.push((*id, added.remove(index).0));
        }
        best.is_none()
    });
    Paired {
        both,
        removed: removed.into_iter().map(|(id, _)| id).collect(),
        added: added.into_iter().map(|(id, _)| id).collect(),
    }
}
