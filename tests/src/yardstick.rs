//! The models of a client as plain structs with derives: what benchmarks compare with.

use msgraph_bindgen::lower::items::{Api, Many, Struct, TypePath, Value, ValueType};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// How the structs are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `Option` fields of std's types and closed enums, with `Clone`, `Debug`, `Default`,
    /// `PartialEq`.
    Bare,
    /// The same with navigation properties as boxed fields, which generated models do not have.
    BareWithNavigation,
    /// As `Bare`, with `Serialize` and `Deserialize` derived too.
    Serde,
    /// Serde derives over the field types of the generated models; unknown properties are dropped.
    Plain,
    /// As `Plain`, with unknown properties kept in a flattened map.
    Flattened,
}

impl Form {
    /// Whether fields are of the runtime's types and of the generated enumerations.
    fn shares_values(self) -> bool {
        matches!(self, Self::Plain | Self::Flattened)
    }

    fn derives(self) -> &'static str {
        match self {
            Self::Bare | Self::BareWithNavigation => "Clone, Debug, Default, PartialEq",
            Self::Serde => "Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize",
            Self::Plain | Self::Flattened => "Default, Deserialize, Serialize",
        }
    }

    fn has_serde(self) -> bool {
        !matches!(self, Self::Bare | Self::BareWithNavigation)
    }
}

/// The source of a crate with all models and enumerations.
pub fn crate_source(api: &Api, form: Form) -> String {
    let mut text = "#![allow(dead_code, non_camel_case_types)]\n".to_owned();
    for module in &api.modules {
        text.push_str(&format!("pub mod {} {{\n", module.name));
        for item in module.entities.iter().chain(&module.complex) {
            structure(item, form, &mut text);
        }
        for item in &module.enums {
            let derives = form.derives().replace(" Default,", "");
            let _ = writeln!(
                text,
                "/// {}\n#[derive({derives})]\npub enum {} {{",
                item.wire, item.name
            );
            for member in &item.members {
                if form.has_serde() {
                    let _ = writeln!(text, "#[serde(rename = {:?})]", member.wire);
                }
                let _ = writeln!(text, "/// {}\n{},", member.wire, member.name);
            }
            text.push_str("}\n");
        }
        text.push_str("}\n");
    }
    text
}

/// The source of a module with the named models and those that their properties need.
pub fn module_source(api: &Api, wanted: &[&str], form: Form) -> String {
    let structs = api.modules.iter().flat_map(|module| {
        let items = module.entities.iter().chain(&module.complex);
        items.map(|item| {
            (
                TypePath {
                    module: module.name.clone(),
                    name: item.name.clone(),
                },
                item,
            )
        })
    });
    let structs: BTreeMap<TypePath, &Struct> = structs.collect();
    let mut seen = BTreeSet::new();
    let named = |path: &&TypePath| wanted.contains(&&*structs[*path].wire);
    let mut queue: Vec<&TypePath> = structs.keys().filter(named).collect();
    while let Some(path) = queue.pop() {
        if !seen.insert(path) {
            continue;
        }
        for field in structs[path].fields.iter() {
            if let Value::Model(target) = &field.ty.value {
                queue.push(target);
            }
        }
    }
    let mut text = String::new();
    for path in seen {
        structure(structs[path], form, &mut text);
    }
    text
}

fn structure(item: &Struct, form: Form, text: &mut String) {
    // Writing to a `String` cannot fail.
    let _ = writeln!(
        text,
        "/// {}\n#[derive({})]\npub struct {} {{",
        item.wire,
        form.derives(),
        item.name
    );
    for field in &item.fields {
        if form.has_serde() {
            let _ = writeln!(
                text,
                "#[serde(rename = {:?}, default, skip_serializing_if = \"Option::is_none\")]",
                field.wire
            );
        }
        let _ = writeln!(
            text,
            "/// {}\npub {}: Option<{}>,",
            field.wire,
            field.name,
            ty(&field.ty, form)
        );
    }
    if form == Form::BareWithNavigation {
        for (index, one) in item.navigation.iter().enumerate() {
            let ty = ty(
                &ValueType {
                    value: Value::Model(one.target.clone()),
                    many: one.many,
                },
                form,
            );
            let _ = writeln!(
                text,
                "/// {}\npub navigation_{index}: Option<{ty}>,",
                one.wire
            );
        }
    }
    if form == Form::Flattened {
        text.push_str("/// The rest.\n#[serde(flatten)]\npub rest: serde_json::Map<String, serde_json::Value>,\n");
    }
    text.push_str("}\n");
}

fn ty(ty: &ValueType, form: Form) -> String {
    let (value, is_model) = match &ty.value {
        Value::Builtin(name) if form.shares_values() => ((*name).to_owned(), false),
        Value::Builtin(name) => (std_type(name).to_owned(), false),
        Value::Model(path) if form.shares_values() => (path.name.to_string(), true),
        Value::Model(path) => (format!("super::{}::{}", path.module, path.name), true),
        Value::Enum(path) if form.shares_values() => {
            (format!("msgraph::{}::{}", path.module, path.name), false)
        }
        Value::Enum(path) => (format!("super::{}::{}", path.module, path.name), false),
    };
    match (ty.many, is_model) {
        (Many::Collection, _) => format!("Vec<{value}>"),
        (Many::One, true) => format!("Box<{value}>"),
        (Many::One, false) => value,
    }
}

/// What a struct written by hand would hold.
fn std_type(builtin: &str) -> &str {
    match builtin {
        "Int64" => "i64",
        "Single" => "f32",
        "Double" => "f64",
        "Binary" => "Vec<u8>",
        "Decimal" | "Guid" | "DateTimeOffset" | "Date" | "TimeOfDay" | "Duration" | "Json" => {
            "String"
        }
        other => other,
    }
}
