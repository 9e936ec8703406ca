use super::document;
use crate::csdl::{Cardinality, Document};
use crate::diagnostics::{Diagnostics, Sources, render};
use crate::docs;
use crate::docs::page::Page;
use crate::model::{self, ChildKind, Model, Type};
use std::fmt::Write as _;

mod corpus;
mod hostile;
mod paths;
mod types;

/// Reads files by path and text.
fn sources(files: &[(&str, &str)]) -> Sources {
    let mut sources = Sources::new();
    for (path, text) in files {
        sources.add(*path, *text);
    }
    sources
}

fn pages(sources: &Sources) -> Vec<Page<'_>> {
    let read = |id| docs::read(id, sources.name(id), sources.text(id));
    sources.ids().map(read).collect()
}

/// What becomes of some files: the model in lines, and what is said about it.
struct Made {
    model: String,
    said: String,
}

fn make(files: &[(&str, &str)]) -> Made {
    let sources = sources(files);
    let pages = pages(&sources);
    let pages: Vec<_> = pages.iter().collect();
    let mut diagnostics = Diagnostics::new();
    let documents = vec![document(&pages, &mut diagnostics)];
    let model = model::link(&documents, &mut diagnostics);
    assert!(
        !diagnostics.has_errors(),
        "{}",
        render(&diagnostics, &sources)
    );
    Made {
        model: lines(&model),
        said: render(&diagnostics, &sources),
    }
}

fn name(model: &Model<'_>, ty: Type, cardinality: Cardinality) -> String {
    let name = match ty {
        Type::Primitive(ty) => ty.name().to_owned(),
        Type::Structured(id) => model.qualified(id),
        Type::Enum(id) => model.qualified_enum(id),
    };
    let name = name.replace("microsoft.graph.", "");
    match cardinality {
        Cardinality::One => name,
        Cardinality::Many => format!("[{name}]"),
    }
}

/// The model in lines, sorted.
fn lines(model: &Model<'_>) -> String {
    let mut lines = Vec::new();
    for id in model.structured_ids() {
        let ty = &model[id];
        let mut line = format!("{:?} {}", ty.kind, model.qualified(id));
        if let Some(base) = ty.base {
            let _ = write!(line, " : {}", model.qualified(base));
        }
        if !ty.key.is_empty() {
            let _ = write!(line, " key {}", ty.key.join(","));
        }
        if ty.has_stream {
            line.push_str(" stream");
        }
        lines.push(line);
        let owner = model.qualified(id);
        for property in &ty.properties {
            let of = name(model, property.ty.ty, property.ty.cardinality);
            lines.push(format!("{owner}/{}: {of}", property.name));
        }
        for property in &ty.navigation {
            let of = name(model, property.ty.ty, property.ty.cardinality);
            let how = if property.contains_target {
                "contains"
            } else {
                "refers to"
            };
            lines.push(format!("{owner}/{} {how} {of}", property.name));
        }
    }
    for ty in &model.enums {
        let members = ty.members.iter();
        let members: Vec<_> = members
            .map(|one| format!("{}={}", one.name, one.value))
            .collect();
        lines.push(format!("Enum {} {}", ty.name, members.join(" ")));
    }
    for operation in &model.operations {
        let binding = operation.binding.expect("a bound operation");
        let parameters = operation.parameters.iter();
        let parameters: Vec<_> = parameters
            .map(|one| {
                let of = name(model, one.ty.ty, one.ty.cardinality);
                format!("{}: {of}", one.name)
            })
            .collect();
        let returns = operation.returns.map_or_else(String::new, |returns| {
            format!(" -> {}", name(model, returns.ty.ty, returns.ty.cardinality))
        });
        lines.push(format!(
            "{:?} {}.{}({}){returns}",
            operation.kind,
            name(model, binding.ty, binding.cardinality),
            operation.name,
            parameters.join(", ")
        ));
    }
    for child in &model.children {
        let of = match child.kind {
            ChildKind::EntitySet(ty) => name(model, Type::Structured(ty), Cardinality::Many),
            ChildKind::Singleton(ty) => name(model, Type::Structured(ty), Cardinality::One),
            ChildKind::OperationImport(_) => "an operation".to_owned(),
        };
        lines.push(format!("/{}: {of}", child.name));
    }
    lines.sort();
    lines.join("\n")
}

/// Whether the lines have this one.
fn has(made: &Made, line: &str) {
    let found = made.model.lines().any(|one| one == line);
    assert!(found, "no line `{line}` in\n{}\n{}", made.model, made.said);
}

fn has_not(made: &Made, part: &str) {
    let found = made.model.contains(part);
    assert!(!found, "`{part}` is in\n{}", made.model);
}

/// All names of a tree with their spans, to see where they point.
fn properties<'d>(document: &'d Document<'_>) -> Vec<(&'d str, crate::diagnostics::Span)> {
    let schemas = document.schemas.iter();
    let entities = schemas.flat_map(|one| one.entity_types.iter().map(|ty| &ty.structured));
    let schemas = document.schemas.iter();
    let complex = schemas.flat_map(|one| one.complex_types.iter().map(|ty| &ty.structured));
    let all = entities.chain(complex);
    all.flat_map(|ty| ty.properties.iter().map(|one| (&*one.name, one.span)))
        .collect()
}
