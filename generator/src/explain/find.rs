//! What a person means by the name of an item.

use crate::docs::page::Method;
use crate::model::path::{Resolver, StepKind};
use crate::model::{EnumId, Model, OperationId, StructuredId, Type};
use crate::select::Item;
use crate::select::pattern::nearest;

/// The items of this name: a type, `type/member`, an operation, or a path; with a verb before it or without. Several where it
/// stands for several; else what is wrong with it.
pub(super) fn find(model: &Model<'_>, name: &str) -> Result<Vec<Item>, String> {
    let name = name.trim();
    let (verb, target) = match name.split_once(char::is_whitespace) {
        Some((verb, target)) => (Some(verb), target.trim()),
        None => (None, name),
    };
    if target.starts_with('/') || target.contains("://") {
        return by_path(model, verb, target).map(|item| vec![item]);
    }
    let found = match name.split_once('/') {
        Some((ty, member)) => return members(model, ty, member),
        None => named(model, name),
    };
    if !found.is_empty() {
        return Ok(found);
    }
    let types = model.structured.iter().map(|one| one.name);
    let enums = model.enums.iter().map(|one| one.name);
    let operations = model.operations.iter().map(|one| one.name);
    let last = name.rsplit('.').next().unwrap_or_default();
    let near = nearest(last, types.chain(enums).chain(operations));
    Err(unknown(
        name,
        "no type and no operation is called so",
        &near,
    ))
}

fn unknown(name: &str, why: &str, near: &[&str]) -> String {
    let near: Vec<_> = near.iter().map(|one| format!("`{one}`")).collect();
    match near.is_empty() {
        true => format!("`{name}`: {why}"),
        false => format!("`{name}`: {why}; did you mean {}?", near.join(" or ")),
    }
}

/// Types and operations of a name, qualified or not.
fn named(model: &Model<'_>, name: &str) -> Vec<Item> {
    match model.find(name) {
        Some(Type::Structured(id)) => return vec![Item::Structured(id)],
        Some(Type::Enum(id)) => return vec![Item::Enum(id)],
        Some(Type::Primitive(_)) | None => {}
    }
    let structured = model.structured_ids().filter(|id| model[*id].name == name);
    let enums = (0..model.enums.len()).map(EnumId::new);
    let enums = enums.filter(|id| model[*id].name == name);
    let types = structured
        .map(Item::Structured)
        .chain(enums.map(Item::Enum));
    let found: Vec<_> = types.collect();
    if !found.is_empty() {
        return found;
    }
    let operations = (0..model.operations.len()).map(OperationId::new);
    let is_called = |id: &OperationId| {
        let operation = &model[*id];
        let namespace = model.namespace(operation.namespace).name;
        operation.name == name
            || name
                .strip_prefix(namespace)
                .is_some_and(|rest| rest.strip_prefix('.') == Some(operation.name))
    };
    operations.filter(is_called).map(Item::Operation).collect()
}

fn members(model: &Model<'_>, ty: &str, member: &str) -> Result<Vec<Item>, String> {
    let types: Vec<StructuredId> = named(model, ty)
        .into_iter()
        .filter_map(|item| match item {
            Item::Structured(id) => Some(id),
            _ => None,
        })
        .collect();
    if types.is_empty() {
        let near = nearest(ty, model.structured.iter().map(|one| one.name));
        return Err(unknown(ty, "no structured type is called so", &near));
    }
    let all: Vec<_> = types
        .iter()
        .flat_map(|id| crate::select::members(model, *id))
        .collect();
    let found: Vec<_> = all
        .iter()
        .filter(|(name, _)| *name == member)
        .map(|one| one.1)
        .collect();
    if found.is_empty() {
        let near = nearest(member, all.iter().map(|(name, _)| *name));
        return Err(unknown(
            member,
            &format!("`{ty}` has no such member"),
            &near,
        ));
    }
    Ok(found)
}

/// What a path ends in.
fn by_path(model: &Model<'_>, verb: Option<&str>, target: &str) -> Result<Item, String> {
    let resolver = Resolver::new(model);
    let asked =
        |method: &Method| verb.is_none_or(|verb| method.as_str().eq_ignore_ascii_case(verb));
    let mut miss = None;
    for method in Method::ALL.into_iter().filter(asked) {
        match resolver.resolve(method, target) {
            Ok(resolution) => {
                let mut steps = resolution.steps.iter().rev();
                let item = steps.find_map(|step| match step.kind {
                    StepKind::Child(at) => Some(Item::Child(at)),
                    StepKind::Navigation(owner, at) => Some(Item::Navigation(owner, at)),
                    StepKind::Property(owner, at) => Some(Item::Property(owner, at)),
                    StepKind::Operation(id, _) => Some(Item::Operation(id)),
                    _ => None,
                });
                return item.ok_or_else(|| format!("`{target}` leads to nothing that has a name"));
            }
            Err(fault) => miss = miss.or(Some(fault.message)),
        }
    }
    Err(match miss {
        Some(message) => format!("`{target}`: {message}"),
        None => format!("`{}` is no verb of the API", verb.unwrap_or_default()),
    })
}
