//! The linked model as text that a person can compare with the metadata.

use msgraph_bindgen::csdl::{Cardinality, OperationKind};
use msgraph_bindgen::model::{ChildKind, Facts, Kind, Model, Operation, Type, TypeUse};
use std::fmt::Write;

/// Everything that the model says, in document order: types with their members, operations,
/// container children.
pub fn dump(model: &Model<'_>) -> String {
    let mut text = String::new();
    for id in model.structured_ids() {
        let ty = &model[id];
        let kind = match ty.kind {
            Kind::Entity => "entity",
            Kind::Complex => "complex",
        };
        line(&mut text, 0, &format!("{kind} {}", model.qualified(id)));
        let flags = [
            (ty.is_abstract, "abstract"),
            (ty.is_open, "open"),
            (ty.has_stream, "has a stream"),
            (ty.is_replaced, "replaced"),
        ];
        for (_, flag) in flags.iter().filter(|(is_set, _)| *is_set) {
            line(&mut text, 1, flag);
        }
        if let Some(base) = ty.base {
            line(&mut text, 1, &format!("base {}", model.qualified(base)));
        }
        facts(&mut text, 1, &ty.facts);
        if !ty.key.is_empty() {
            line(&mut text, 1, &format!("key {}", ty.key.join(", ")));
        }
        for key in &ty.alternate_keys {
            let names = key.names.join(", ");
            line(&mut text, 1, &format!("alternate key {names}"));
        }
        for property in &ty.properties {
            let ty = type_use(model, property.ty);
            let null = null(property.nullable);
            line(&mut text, 1, &format!("{}: {ty}{null}", property.name));
            facts(&mut text, 2, &property.facts);
        }
        for property in &ty.navigation {
            let ty = type_use(model, property.ty);
            let contained = if property.contains_target {
                ", contained"
            } else {
                ""
            };
            line(
                &mut text,
                1,
                &format!("-> {}: {ty}{contained}", property.name),
            );
            for option in property.required_query {
                line(&mut text, 2, &format!("needs {option}"));
            }
            facts(&mut text, 2, &property.facts);
        }
    }
    for ty in &model.enums {
        let namespace = model.namespace(ty.namespace).name;
        let flags = if ty.is_flags { ", flags" } else { "" };
        line(
            &mut text,
            0,
            &format!("enum {namespace}.{}{flags}", ty.name),
        );
        facts(&mut text, 1, &ty.facts);
        for member in &ty.members {
            line(&mut text, 1, &format!("{} = {}", member.name, member.value));
            facts(&mut text, 2, &member.facts);
        }
    }
    for one in &model.operations {
        operation(&mut text, model, one);
    }
    for child in &model.children {
        let what = match child.kind {
            ChildKind::EntitySet(id) => format!("Collection({})", model.qualified(id)),
            ChildKind::Singleton(id) => model.qualified(id),
            ChildKind::OperationImport(id) => format!("import of {}", model[id].name),
        };
        line(&mut text, 0, &format!("/{}: {what}", child.name));
        facts(&mut text, 1, &child.facts);
    }
    text
}

fn operation(text: &mut String, model: &Model<'_>, one: &Operation<'_>) {
    let kind = match one.kind {
        OperationKind::Action => "action",
        OperationKind::Function => "function",
    };
    let namespace = model.namespace(one.namespace).name;
    let mut head = format!("{kind} {namespace}.{}", one.name);
    if let Some(binding) = one.binding {
        let on = cardinal(binding.cardinality, named(model, binding.ty));
        let _ = write!(head, " on {on}");
    }
    if let Some(returns) = one.returns {
        let _ = write!(head, " returns {}", type_use(model, returns.ty));
        match returns.nullable {
            Some(true) => head.push_str(" or null"),
            Some(false) => head.push_str(", not null"),
            None => {}
        }
    }
    if one.is_composable {
        head.push_str(", composable");
    }
    line(text, 0, &head);
    facts(text, 1, &one.facts);
    for parameter in &one.parameters {
        let ty = type_use(model, parameter.ty);
        let null = null(parameter.nullable);
        let optional = if parameter.optional { ", optional" } else { "" };
        line(
            text,
            1,
            &format!("{}: {ty}{null}{optional}", parameter.name),
        );
        facts(text, 2, &parameter.facts);
    }
}

fn facts(text: &mut String, depth: usize, facts: &Facts<'_>) {
    if let Some(description) = facts.description() {
        line(text, depth, &format!("\"{description}\""));
    }
    if facts.is_read_only() {
        line(text, depth, "read-only");
    }
    if facts.is_create_only() {
        line(text, depth, "on create only");
    }
    if let Some(said) = facts.deprecation() {
        let why = said.description.unwrap_or_default();
        line(text, depth, &format!("deprecated: {why}"));
    }
}

fn type_use(model: &Model<'_>, ty: TypeUse) -> String {
    cardinal(ty.cardinality, named(model, ty.ty))
}

fn cardinal(cardinality: Cardinality, name: String) -> String {
    match cardinality {
        Cardinality::One => name,
        Cardinality::Many => format!("Collection({name})"),
    }
}

fn named(model: &Model<'_>, ty: Type) -> String {
    match ty {
        Type::Primitive(primitive) => format!("Edm.{}", primitive.name()),
        Type::Structured(id) => model.qualified(id),
        Type::Enum(id) => model.qualified_enum(id),
    }
}

fn null(nullable: bool) -> &'static str {
    if nullable { "" } else { ", not null" }
}

fn line(text: &mut String, depth: usize, line: &str) {
    let _ = writeln!(text, "{}{line}", "    ".repeat(depth));
}
