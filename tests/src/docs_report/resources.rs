//! Tables of properties: that their names are names of the type, and that their types are read as what they are.

use super::{Exception, Measure, Subject};
use msgraph_bindgen::csdl::Cardinality;
use msgraph_bindgen::docs::page::{Body, PageKey, PropertyRow};
use msgraph_bindgen::model::{Model, StructuredId, Type, TypeUse};
use std::collections::HashMap;

pub(super) fn measures(subject: &Subject<'_, '_, '_>) -> Vec<Measure> {
    let model = subject.resolver.model();
    let types = types_of_pages(subject);
    let (mut rows, mut typed) = (0, 0);
    let (mut names_left, mut types_left) = (Vec::new(), Vec::new());
    for page in subject.pages {
        let (Body::Resource(resource), Some(Type::Structured(id))) =
            (&page.body, types.get(&page.key))
        else {
            continue;
        };
        // Control information and annotations are no properties.
        let properties = resource
            .properties
            .iter()
            .filter(|row| !row.name.text.contains('@'));
        for row in properties {
            rows += 1;
            match declared(model, *id, &row.name.text) {
                Declared::Property(ty) => {
                    typed += 1;
                    types_left.extend(other_type(subject, &types, row, ty));
                }
                Declared::Navigation => {}
                Declared::No(kind) => {
                    let text = format!("{} of {}", row.name.text, model.qualified(*id));
                    names_left.push(subject.exception(kind, row.name.span, text));
                }
            }
        }
    }
    let goals = subject.goals;
    vec![
        Measure::without(
            "rows whose name is the type's",
            rows,
            goals.names,
            names_left,
        ),
        Measure::without(
            "rows whose type is the property's",
            typed,
            goals.types,
            types_left,
        ),
    ]
}

/// The types that pages of resources describe, by their annotations, and the enumerations, by the names of their pages.
fn types_of_pages<'s>(subject: &Subject<'s, '_, '_>) -> HashMap<&'s PageKey, Type> {
    let model = subject.resolver.model();
    let mut enums: HashMap<String, Option<Type>> = HashMap::new();
    for one in &model.enums {
        let found = model.find(&format!(
            "{}.{}",
            model.namespace(one.namespace).name,
            one.name
        ));
        let entry = enums.entry(one.name.to_lowercase());
        // Of two with one name, none is meant.
        entry.and_modify(|one| *one = None).or_insert(found);
    }
    let mut types = HashMap::new();
    for page in subject.pages {
        let found = match &page.body {
            Body::Resource(resource) => resource.annotation.as_ref().and_then(|annotation| {
                let name = annotation.odata_type.as_ref()?.text.trim_start_matches('#');
                model.find_structured(name).map(Type::Structured)
            }),
            Body::Enumerations(_) => {
                let stem = page.key.0.rsplit('-').next().unwrap_or_default();
                enums.get(stem).copied().flatten()
            }
            _ => None,
        };
        types.extend(found.map(|ty| (&page.key, ty)));
    }
    types
}

enum Declared {
    Property(TypeUse),
    Navigation,
    No(&'static str),
}

fn declared(model: &Model<'_>, id: StructuredId, name: &str) -> Declared {
    let lineage = model.lineage(id);
    let mut properties = lineage.iter().flat_map(|id| &model[*id].properties);
    if let Some(found) = properties.find(|one| one.name == name) {
        return Declared::Property(found.ty);
    }
    let mut navigation = lineage.iter().flat_map(|id| &model[*id].navigation);
    if navigation.any(|one| one.name == name) {
        return Declared::Navigation;
    }
    let mut properties = lineage.iter().flat_map(|id| &model[*id].properties);
    let has_other_case = properties.any(|one| one.name.eq_ignore_ascii_case(name));
    Declared::No(if has_other_case {
        "case-differs"
    } else {
        "unknown"
    })
}

/// Why the cell of a type says another one than the property's.
fn other_type(
    subject: &Subject<'_, '_, '_>,
    types: &HashMap<&PageKey, Type>,
    row: &PropertyRow<'_>,
    declared: TypeUse,
) -> Option<Exception> {
    let model = subject.resolver.model();
    let cell = row.ty.as_ref();
    let text = cell.map_or("", |cell| &cell.text);
    let span = cell.map_or(row.name.span, |cell| cell.span);
    let told = |kind: &str| {
        let text = format!("{}: `{text}` for {}", row.name.text, named(model, declared));
        Some(subject.exception(kind, span, text))
    };
    let linked = row
        .link
        .as_ref()
        .and_then(|link| types.get(&PageKey::of_path(&link.target)).copied());
    let is_many = is_collection(text);
    if is_many != (declared.cardinality == Cardinality::Many) {
        return told("cardinality-differs");
    }
    if linked == Some(declared.ty) {
        return None;
    }
    let words = element(text);
    let name = name_of(model, declared.ty);
    if words.iter().any(|word| is_name_of(word, &name)) {
        return None;
    }
    match declared.ty {
        _ if text.is_empty() => told("no-type"),
        Type::Enum(_) if words.iter().any(|word| word == "string") => told("text-for-enumeration"),
        Type::Primitive(_) => told("other-primitive"),
        _ => told("other-type"),
    }
}

fn named(model: &Model<'_>, ty: TypeUse) -> String {
    match ty.cardinality {
        Cardinality::One => name_of(model, ty.ty),
        Cardinality::Many => format!("Collection({})", name_of(model, ty.ty)),
    }
}

/// The unqualified name.
fn name_of(model: &Model<'_>, ty: Type) -> String {
    match ty {
        Type::Primitive(primitive) => primitive.name().to_owned(),
        Type::Structured(id) => model[id].name.to_owned(),
        Type::Enum(id) => model[id].name.to_owned(),
    }
}

fn is_collection(cell: &str) -> bool {
    cell.to_lowercase().contains("collection")
}

/// The words of a cell in lower case, the last part of those with dots: `[x](../resources/x.md) collection` has `x`.
fn element(cell: &str) -> Vec<String> {
    let is_part = |one: char| one.is_alphanumeric() || one == '.' || one == '_';
    let mut words = Vec::new();
    let mut rest = cell;
    // Targets of links are no words.
    while let Some((text, after)) = rest.split_once("](") {
        words.extend(text.split(|one| !is_part(one)));
        rest = after.split_once(')').map_or("", |(_, after)| after);
    }
    words.extend(rest.split(|one| !is_part(one)));
    let last = |word: &str| word.rsplit('.').next().unwrap_or(word).to_lowercase();
    let words = words.into_iter().map(last);
    words
        .filter(|word| !word.is_empty() && word != "collection")
        .collect()
}

/// Whether a word, in lower case, is the name of a type, or what people call it.
fn is_name_of(word: &str, name: &str) -> bool {
    const SPOKEN: &[(&str, &[&str])] = &[
        ("Boolean", &["bool"]),
        ("DateTimeOffset", &["datetime", "timestamp"]),
        ("Int32", &["int", "integer", "int32"]),
        ("Int64", &["long", "int64"]),
        ("Json", &["json"]),
        ("TimeOfDay", &["time"]),
        // A repair rule makes that of the type `Json`.
        ("Untyped", &["json"]),
        ("String", &["url"]),
    ];
    let mut spoken = SPOKEN.iter().filter(|(one, _)| *one == name);
    word.eq_ignore_ascii_case(name) || spoken.any(|(_, words)| words.contains(&word))
}
