//! Rust types as a written program names them.

use msgraph_bindgen::lower::items::{Api, Many, Parameters, Struct, TypePath, Value, ValueType};
use std::collections::HashMap;

/// The models of a client, by their names on the wire.
pub(super) struct Models(HashMap<String, String>);

impl Models {
    pub(super) fn of(api: &Api) -> Self {
        let mut models = HashMap::new();
        for module in &api.modules {
            let all = module.entities.iter().chain(&module.complex);
            let named = |one: &Struct| {
                (
                    one.wire.clone(),
                    format!("msgraph::{}::{}", module.name, one.name),
                )
            };
            models.extend(all.map(named));
        }
        Self(models)
    }

    /// The Rust type of a model.
    pub(super) fn named(&self, wire: &str) -> Option<&str> {
        self.0.get(wire).map(String::as_str)
    }
}

/// The structs of parameters of a client, as expressions name them.
pub(super) struct ParameterStructs<'a>(HashMap<String, &'a Parameters>);

impl<'a> ParameterStructs<'a> {
    pub(super) fn of(api: &'a Api) -> Self {
        let mut structs = HashMap::new();
        for module in &api.modules {
            let named = |one: &'a Parameters| (format!("{}::{}", module.name, one.name), one);
            structs.extend(module.parameters.iter().map(named));
        }
        Self(structs)
    }

    /// The value of a struct that is filled from the body, all that nobody declares included; `declared` are all parameters.
    pub(super) fn value(&self, name: &str, declared: &[&str]) -> Option<String> {
        let fields = self.0.get(name)?.fields.iter();
        let fields: String = fields
            .map(|field| format!("{}: given.field({:?}), ", field.name, field.wire))
            .collect();
        Some(format!(
            "{name} {{ {fields}additional: given.others(&{declared:?}) }}"
        ))
    }
}

/// A type of the client.
pub(super) fn path(path: &TypePath) -> String {
    format!("msgraph::{}::{}", path.module, path.name)
}

/// The type of a value or of a collection.
pub(super) fn value_type(ty: &ValueType) -> String {
    let one = match &ty.value {
        Value::Builtin(name) if is_std(name) => (*name).to_owned(),
        Value::Builtin(name) => format!("msgraph_runtime::{name}"),
        Value::Model(of) | Value::Enum(of) => path(of),
    };
    match ty.many {
        Many::One => one,
        Many::Collection => format!("msgraph_runtime::Collection<{one}>"),
    }
}

fn is_std(name: &str) -> bool {
    ["String", "bool", "i8", "u8", "i16", "i32"].contains(&name)
}
