//! Answers with an object in `value`: one entity that is wrapped, as the reference shows many, or a property of that name.

use super::examples::{answer, examples};
use super::{Goal, Measure, Subject};
use crate::contract::case::{Case, Cases};
use msgraph_bindgen::csdl::Cardinality;
use msgraph_bindgen::docs::fit::{Shape, fit_answer};
use msgraph_bindgen::docs::json::{Node, Value};
use msgraph_bindgen::docs::page::Folder;
use msgraph_bindgen::model::{Model, StructuredId, Type, TypeUse};

pub(super) fn measures(subject: &Subject<'_, '_, '_>) -> Vec<Measure> {
    let model = subject.resolver.model();
    let cases = Cases::new(subject.resolver, subject.pages);
    let (mut right, mut total, mut others) = (0, 0, 0);
    let (mut rest, mut false_ones) = (Vec::new(), Vec::new());
    for page in subject
        .pages
        .iter()
        .filter(|page| page.folder == Folder::Api)
    {
        for (example, case) in examples(page).iter().zip(&cases.of_page(page)) {
            let Some(node) = answer(example) else {
                continue;
            };
            let read = read(model, case, node);
            let Some(holding) = Holding::of(node) else {
                others += 1;
                if read == Read::Unwrapped {
                    false_ones.push(subject.exception("false-unwrap", node.span, &*case.id));
                }
                continue;
            };
            total += 1;
            match (holding, read) {
                (Holding::Alone, Read::Unwrapped) | (Holding::Beside, Read::AsItIs) => right += 1,
                // An object in a property of that name.
                (Holding::Alone, Read::AsItIs) if declares_value(model, case) => right += 1,
                // Nothing says which type it is: no property `value` is known that it could be.
                (_, Read::Unknown) => {
                    right += 1;
                    rest.push(subject.exception("of-unknown-type", node.span, &*case.id));
                }
                (Holding::Alone, Read::AsItIs) => {
                    rest.push(subject.exception("not-unwrapped", node.span, &*case.id));
                }
                (Holding::Beside, Read::Unwrapped) => {
                    rest.push(subject.exception("false-unwrap", node.span, &*case.id));
                }
            }
        }
    }
    let name = "answers with an object in `value`, read as meant";
    let mut measure = Measure::new(name, right, total, subject.goals.wrapped).with(rest);
    measure.is_reached &= right == total;
    let name = "other answers that are unwrapped";
    let unwrapped = Measure::new(name, false_ones.len(), others, Goal::None).with(false_ones);
    vec![measure, unwrapped]
}

/// Where an object in `value` stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holding {
    /// With nothing beside it but control information.
    Alone,
    /// Beside other properties.
    Beside,
}

impl Holding {
    fn of(node: &Node<'_>) -> Option<Self> {
        let Value::Object(members) = &node.value else {
            return None;
        };
        let mut plain = members.iter().filter(|member| !member.name.contains('@'));
        let held = plain.clone().find(|member| member.name == "value")?;
        if !matches!(held.value.value, Value::Object(_)) {
            return None;
        }
        let is_alone = plain.all(|member| member.name == "value");
        Some(if is_alone { Self::Alone } else { Self::Beside })
    }
}

/// How an answer is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Read {
    Unwrapped,
    AsItIs,
    /// Nothing says which type it has.
    Unknown,
}

fn read(model: &Model<'_>, case: &Case, node: &Node<'_>) -> Read {
    let Some(ty) = case.answer.as_ref().and_then(|answer| answer.ty) else {
        return Read::Unknown;
    };
    let returns = TypeUse {
        ty: Type::Structured(ty.id),
        cardinality: ty.cardinality,
        span: model[ty.id].span,
    };
    let shape = fit_answer(model, returns, node).shape;
    match shape {
        Shape::Wrapped if ty.cardinality == Cardinality::One => Read::Unwrapped,
        _ => Read::AsItIs,
    }
}

/// Whether the type of an answer has a property `value` of its own.
fn declares_value(model: &Model<'_>, case: &Case) -> bool {
    let ty = case.answer.as_ref().and_then(|answer| answer.ty);
    let declares = |id: &StructuredId| model[*id].properties.iter().any(|one| one.name == "value");
    ty.is_some_and(|ty| model.lineage(ty.id).iter().any(declares))
}
