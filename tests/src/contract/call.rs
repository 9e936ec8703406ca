//! The call of a builder that an example shows, as a closure: the generator's own expression for the request line, with variables bound to
//! what the example gives.

use super::case::Asked;
use super::rust::{self, Models, ParameterStructs};
use msgraph_bindgen::csdl::OperationKind;
use msgraph_bindgen::lower::items::{Many, Value, ValueType};
use msgraph_bindgen::model::path::{RequestKind, Resolution};
use msgraph_bindgen::model::{Model, OperationId};
use msgraph_bindgen::snippet::{Gap, Snippets, Variable, VariableKind};
use std::fmt::Write;

/// The closure for a request.
///
/// # Errors
/// Where no builder makes it.
pub(super) fn call(
    snippets: &Snippets<'_, '_>,
    model: &Model<'_>,
    models: &Models,
    structs: &ParameterStructs<'_>,
    asked: &Asked,
    resolution: &Resolution,
) -> Result<String, Gap> {
    let expression = snippets.expression(asked.method, &asked.target, resolution)?;
    let mut text = "|given| {".to_owned();
    let action = match resolution.request {
        RequestKind::Operation(id) if model[id].kind == OperationKind::Action => Some(id),
        _ => None,
    };
    let mut positional = action
        .map(|id| positional(model, id))
        .unwrap_or_default()
        .into_iter();
    // Writing to a `String` cannot fail.
    for variable in &expression.variables {
        let value = match &variable.kind {
            VariableKind::Argument(ty) if variable.placeholder.is_none() && action.is_some() => {
                let name = positional.next().unwrap_or_default();
                format!("given.argument::<{}>({name:?})?", rust::value_type(ty))
            }
            _ => value(variable, model, models, asked),
        };
        let _ = write!(text, " let {} = {value};", variable.name);
    }
    let mut call = expression.text;
    if let Some(id) = action {
        fill_parameters(&mut call, model, id, structs);
    }
    let _ = write!(
        text,
        " let graph = Graph::with_client(given.client()); Ok(Prepared::new({call})) }}"
    );
    Ok(text)
}

/// The parameters of an action that stand by themselves, in order.
fn positional<'a>(model: &Model<'a>, id: OperationId) -> Vec<&'a str> {
    let parameters = model[id].parameters.iter();
    let required = parameters.filter(|one| !one.nullable && !one.optional);
    required.map(|one| one.name).collect()
}

/// Fills the struct of an action's other parameters, which the expression leaves at its default.
fn fill_parameters(
    call: &mut String,
    model: &Model<'_>,
    id: OperationId,
    structs: &ParameterStructs<'_>,
) {
    const DEFAULT: &str = "::default()";
    let Some(at) = call.rfind(DEFAULT) else {
        return;
    };
    let start = call[..at].rfind([' ', '(']).map_or(0, |before| before + 1);
    let declared: Vec<_> = model[id].parameters.iter().map(|one| one.name).collect();
    if let Some(value) = structs.value(&call[start..at], &declared) {
        call.replace_range(start..at + DEFAULT.len(), &value);
    }
}

fn value(variable: &Variable, model: &Model<'_>, models: &Models, asked: &Asked) -> String {
    let written = variable.placeholder.as_deref().unwrap_or("x");
    match &variable.kind {
        VariableKind::Key | VariableKind::Text => format!("{written:?}"),
        VariableKind::Count => "1_u32".to_owned(),
        VariableKind::Argument(ty) => literal(ty, written),
        VariableKind::Model(of) | VariableKind::Patch(of) => {
            let own = asked
                .body_type
                .and_then(|id| models.named(&model.qualified(id)).map(str::to_owned));
            format!(
                "given.value::<{}>()?",
                own.unwrap_or_else(|| rust::path(of))
            )
        }
        VariableKind::Property(ty) => {
            let rust = rust::value_type(ty);
            match (&ty.value, ty.many) {
                (Value::Model(_), Many::One) => format!("given.value::<{rust}>()?"),
                _ => format!("given.argument::<{rust}>(\"value\")?"),
            }
        }
        VariableKind::Reference => match removed(&asked.target) {
            Some(url) => format!("msgraph_runtime::Reference::from({url:?})"),
            None => "given.reference()?".to_owned(),
        },
        VariableKind::Content => "given.content()".to_owned(),
        VariableKind::ContentType => "\"application/octet-stream\"".to_owned(),
    }
}

/// The reference that a request removes: it stands in the query.
fn removed(target: &str) -> Option<&str> {
    let (_, query) = target.split_once('?')?;
    let mut options = query.split('&');
    options.find_map(|option| option.trim().strip_prefix("$id="))
}

/// An argument of a function that the line leaves open.
fn literal(ty: &ValueType, written: &str) -> String {
    format!("given.literal::<{}>({written:?})?", rust::value_type(ty))
}
