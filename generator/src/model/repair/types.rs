//! Rules about types, streams and required query options.

use super::{Outcome, Subject};
use crate::model::{Model, OperationId, Primitive, StructuredId, Type, TypeUse};

/// Visits every use of a type by a property, parameter or return.
fn each_use(model: &mut Model<'_>, mut visit: impl FnMut(Subject, &mut TypeUse)) {
    for (index, ty) in model.structured.iter_mut().enumerate() {
        let subject = Subject::Type(StructuredId::new(index));
        for property in &mut ty.properties {
            visit(subject, &mut property.ty);
        }
    }
    for (index, operation) in model.operations.iter_mut().enumerate() {
        let subject = Subject::Operation(OperationId::new(index));
        for parameter in &mut operation.parameters {
            visit(subject, &mut parameter.ty);
        }
        if let Some(returns) = &mut operation.returns {
            visit(subject, &mut returns.ty);
        }
    }
}

pub(super) fn json_is_untyped(model: &mut Model<'_>) -> Outcome {
    let Some(json) = model.find_structured("microsoft.graph.Json") else {
        return Outcome::NoSubject;
    };
    let mut changed = Vec::new();
    each_use(model, |subject, one| {
        if one.ty == Type::Structured(json) {
            one.ty = Type::Primitive(Primitive::Untyped);
            changed.push(subject);
        }
    });
    replaced(model, json, changed)
}

pub(super) fn report_is_a_stream(model: &mut Model<'_>) -> Outcome {
    let Some(report) = model.find_structured("microsoft.graph.report") else {
        return Outcome::NoSubject;
    };
    let mut changed = Vec::new();
    for (index, operation) in model.operations.iter_mut().enumerate() {
        if let Some(returns) = &mut operation.returns
            && returns.ty.ty == Type::Structured(report)
        {
            returns.ty.ty = Type::Primitive(Primitive::Stream);
            // A file cannot be followed any further.
            operation.is_composable = false;
            changed.push(Subject::Operation(OperationId::new(index)));
        }
    }
    replaced(model, report, changed)
}

/// Marks a type that nothing uses any more.
fn replaced(model: &mut Model<'_>, id: StructuredId, changed: Vec<Subject>) -> Outcome {
    if !changed.is_empty() {
        model.structured[id.index()].is_replaced = true;
    }
    Outcome::Replaced(changed)
}

pub(super) fn message_has_a_stream(model: &mut Model<'_>) -> Outcome {
    set_stream(model, &["microsoft.graph.message"], true)
}

pub(super) fn attachment_has_a_stream(model: &mut Model<'_>) -> Outcome {
    set_stream(model, &["microsoft.graph.attachment"], true)
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
    Outcome::Changed(wrong.into_iter().map(Subject::Type).collect())
}

pub(super) fn calendar_view_needs_a_window(model: &mut Model<'_>) -> Outcome {
    let places = [
        ("microsoft.graph.calendar", "calendarView"),
        ("microsoft.graph.user", "calendarView"),
        ("microsoft.graph.group", "calendarView"),
        ("microsoft.graph.event", "instances"),
    ];
    let mut changed = Vec::new();
    for (ty, name) in places {
        let Some(id) = model.find_structured(ty) else {
            continue;
        };
        let navigation = &mut model.structured[id.index()].navigation;
        if let Some(index) = navigation.iter().position(|one| one.name == name) {
            navigation[index].required_query = &["startDateTime", "endDateTime"];
            changed.push(Subject::Navigation(id, index));
        }
    }
    if changed.is_empty() {
        Outcome::NoSubject
    } else {
        Outcome::Changed(changed)
    }
}
