//! Rules about types, streams and required query options.

use super::Outcome;
use crate::model::{Model, Primitive, StructuredId, Type, TypeUse};

/// Visits every use of a type by a property, parameter or return.
fn each_use(model: &mut Model<'_>, mut visit: impl FnMut(&mut TypeUse)) {
    for ty in &mut model.structured {
        ty.properties.iter_mut().for_each(|one| visit(&mut one.ty));
    }
    for operation in &mut model.operations {
        let parameters = &mut operation.parameters;
        parameters.iter_mut().for_each(|one| visit(&mut one.ty));
        if let Some(returns) = &mut operation.returns {
            visit(&mut returns.ty);
        }
    }
}

pub(super) fn json_is_untyped(model: &mut Model<'_>) -> Outcome {
    let Some(json) = model.find_structured("microsoft.graph.Json") else {
        return Outcome::NoSubject;
    };
    let mut changes = 0;
    each_use(model, |one| {
        if one.ty == Type::Structured(json) {
            one.ty = Type::Primitive(Primitive::Untyped);
            changes += 1;
        }
    });
    replaced(model, json, changes)
}

pub(super) fn report_is_a_stream(model: &mut Model<'_>) -> Outcome {
    let Some(report) = model.find_structured("microsoft.graph.report") else {
        return Outcome::NoSubject;
    };
    let mut changes = 0;
    for operation in &mut model.operations {
        if let Some(returns) = &mut operation.returns
            && returns.ty.ty == Type::Structured(report)
        {
            returns.ty.ty = Type::Primitive(Primitive::Stream);
            // A file cannot be followed any further.
            operation.is_composable = false;
            changes += 1;
        }
    }
    replaced(model, report, changes)
}

/// Marks a type that nothing uses any more.
fn replaced(model: &mut Model<'_>, id: StructuredId, changes: usize) -> Outcome {
    if changes > 0 {
        model.structured[id.index()].is_replaced = true;
    }
    Outcome::Changed(changes)
}

pub(super) fn message_has_a_stream(model: &mut Model<'_>) -> Outcome {
    set_stream(model, &["microsoft.graph.message"], true)
}

pub(super) fn onenote_has_no_stream(model: &mut Model<'_>) -> Outcome {
    let pages = [
        "microsoft.graph.onenotePage",
        "microsoft.graph.onenoteResource",
    ];
    set_stream(model, &pages, false)
}

fn set_stream(model: &mut Model<'_>, names: &[&str], has_stream: bool) -> Outcome {
    let found: Vec<_> = names
        .iter()
        .filter_map(|name| model.find_structured(name))
        .collect();
    if found.is_empty() {
        return Outcome::NoSubject;
    }
    let wrong = found
        .iter()
        .filter(|id| model[**id].has_stream != has_stream);
    let wrong: Vec<_> = wrong.copied().collect();
    for id in &wrong {
        model.structured[id.index()].has_stream = has_stream;
    }
    Outcome::Changed(wrong.len())
}

pub(super) fn calendar_view_needs_a_window(model: &mut Model<'_>) -> Outcome {
    let places = [
        ("microsoft.graph.calendar", "calendarView"),
        ("microsoft.graph.user", "calendarView"),
        ("microsoft.graph.group", "calendarView"),
        ("microsoft.graph.event", "instances"),
    ];
    let mut changes = 0;
    let mut seen = false;
    for (ty, name) in places {
        let Some(id) = model.find_structured(ty) else {
            continue;
        };
        let navigation = &mut model.structured[id.index()].navigation;
        if let Some(property) = navigation.iter_mut().find(|one| one.name == name) {
            seen = true;
            property.required_query = &["startDateTime", "endDateTime"];
            changes += 1;
        }
    }
    if seen {
        Outcome::Changed(changes)
    } else {
        Outcome::NoSubject
    }
}
