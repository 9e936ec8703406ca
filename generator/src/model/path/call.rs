//! Calls of actions and functions: which overload the arguments choose.

use super::segment::{Segment, arguments};
use super::walk::{At, Walk, Way, miss, perhaps};
use super::{Miss, StepKind};
use crate::csdl::{Cardinality, OperationKind};
use crate::docs::page::Method;
use crate::model::{Operation, OperationId, Type};
use std::ops::Range;

/// Arguments by the names of their parameters.
type Arguments = Vec<(String, String)>;

impl Walk<'_, '_, '_> {
    /// Calls one of the operations of a name.
    pub(super) fn call(
        &mut self,
        group: &[OperationId],
        segment: &Segment<'_>,
        range: &Range<usize>,
    ) -> Result<(), Miss> {
        let group = self.of_one_kind(group);
        let Some(first) = group.first().copied() else {
            return Err(miss(
                "unknown-segment",
                "there is no such operation".to_owned(),
                range.clone(),
            ));
        };
        let name = segment.name.rsplit('.').next().unwrap_or(&segment.name);
        // An import has a name of its own, which was compared before.
        if self.model[first].binding.is_some() {
            self.compare(name, self.model[first].name, range);
        }
        let is_function = self.model[first].kind == OperationKind::Function;
        let (id, given) = match segment.inside {
            None => {
                if is_function {
                    self.note("parentheses-left-out", range);
                }
                (self.least(&group).unwrap_or(first), Vec::new())
            }
            Some(inside) => {
                if !is_function {
                    self.note("parentheses-of-an-action", range);
                }
                self.overload(&group, &arguments(inside), range)?
            }
        };
        self.push(StepKind::Operation(id, given), range.clone());
        self.at = self.result(id);
        Ok(())
    }

    /// Of an action and a function with one name, the one that the verb means.
    fn of_one_kind(&self, group: &[OperationId]) -> Vec<OperationId> {
        let wanted = match self.method {
            Method::Post => OperationKind::Action,
            _ => OperationKind::Function,
        };
        let of = |kind| {
            let group = group.iter().copied();
            let group = group.filter(|id| self.model[*id].kind == kind);
            group.collect::<Vec<_>>()
        };
        let found = of(wanted);
        if found.is_empty() {
            group.to_vec()
        } else {
            found
        }
    }

    /// The overload with the fewest parameters.
    fn least(&self, group: &[OperationId]) -> Option<OperationId> {
        let group = group.iter().copied();
        group.min_by_key(|id| self.model[*id].parameters.len())
    }

    /// The overload that takes these arguments: the smallest of those that have a parameter for each,
    /// rather one that needs no more.
    fn overload(
        &mut self,
        group: &[OperationId],
        given: &[(Option<String>, String)],
        range: &Range<usize>,
    ) -> Result<(OperationId, Arguments), Miss> {
        let model = self.model;
        let fitting = group.iter().filter_map(|id| {
            let given = fit(&model[*id], given)?;
            let missing = missing(&model[*id], &given).len();
            Some((missing, model[*id].parameters.len(), *id, given))
        });
        let Some((lacks, _, id, named)) = fitting.min_by_key(|(lacks, size, ..)| (*lacks, *size))
        else {
            return Err(self.no_overload(group, given, range));
        };
        if lacks > 0 {
            self.note("arguments-left-out", range);
        }
        for ((name, _), (written, _)) in named.iter().zip(given) {
            if let Some(written) = written {
                self.compare(written, name, range);
            } else {
                self.note("argument-without-name", range);
            }
        }
        Ok((id, named))
    }

    fn no_overload(
        &self,
        group: &[OperationId],
        given: &[(Option<String>, String)],
        range: &Range<usize>,
    ) -> Miss {
        let known = group.iter().flat_map(|id| &self.model[*id].parameters);
        let known: Vec<&str> = known.map(|one| one.name).collect();
        let names = given.iter().filter_map(|(name, _)| name.as_deref());
        let names: Vec<&str> = names.collect();
        let stranger = names
            .iter()
            .find(|name| !known.iter().any(|one| one.eq_ignore_ascii_case(name)));
        let message = match stranger {
            Some(name) => {
                let near = crate::nearest::nearest(name, known.iter().copied());
                format!("there is no parameter `{name}`{}", perhaps(&near))
            }
            None => format!("no overload takes the arguments {}", names.join(", ")),
        };
        miss("unknown-argument", message, range.clone())
    }

    /// Where the result of a call can be followed to.
    fn result(&self, id: OperationId) -> At {
        let operation = &self.model[id];
        let followed = operation.returns.filter(|_| operation.is_composable);
        match followed.map(|one| (one.ty.ty, one.ty.cardinality)) {
            Some((Type::Structured(ty), Cardinality::One)) => At::One(ty, Way::Result(id)),
            Some((Type::Structured(ty), Cardinality::Many)) => At::Many(ty, Way::Result(id)),
            _ => At::Result(id),
        }
    }
}

/// The arguments by the names of an operation's parameters, if it has one for each.
fn fit(operation: &Operation<'_>, given: &[(Option<String>, String)]) -> Option<Arguments> {
    if given.len() > operation.parameters.len() {
        return None;
    }
    let mut named: Arguments = Vec::with_capacity(given.len());
    for (name, value) in given {
        let known = match (name, operation.parameters.as_slice()) {
            // A single argument needs no name to be understood.
            (None, [only]) => only.name,
            (None, _) => return None,
            (Some(name), all) => {
                let same = |one: &&crate::model::Parameter<'_>| one.name == name;
                let alike =
                    |one: &&crate::model::Parameter<'_>| one.name.eq_ignore_ascii_case(name);
                all.iter()
                    .find(same)
                    .or_else(|| all.iter().find(alike))?
                    .name
            }
        };
        if named.iter().any(|(name, _)| name == known) {
            return None;
        }
        named.push((known.to_owned(), value.clone()));
    }
    Some(named)
}

/// The parameters that must be given and are not.
pub(super) fn missing<'a>(operation: &Operation<'a>, given: &Arguments) -> Vec<&'a str> {
    let parameters = operation.parameters.iter();
    let missing =
        parameters.filter(|one| !one.optional && !given.iter().any(|(name, _)| name == one.name));
    missing.map(|one| one.name).collect()
}
