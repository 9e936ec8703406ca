//! The text of `src/main.rs`.

use super::request::Request;
use crate::docs::page::Method;
use crate::error::Error;
use crate::lower::items::{Api, Many, TypePath, Value, ValueType};
use crate::model::Model;
use crate::permissions::Report;
use crate::snippet::{Variable, VariableKind};

/// What the template of the program wants.
#[derive(Debug)]
pub(super) struct Program {
    /// Lines with imports.
    pub(super) uses: String,
    /// Statements for the variables of the request.
    pub(super) variables: String,
    /// The statement that makes the request.
    pub(super) statement: String,
    /// Comments on its permissions.
    pub(super) permissions: String,
    /// What is done with it.
    pub(super) ending: &'static str,
    /// The names of the arguments of the command line.
    pub(super) arguments: Vec<String>,
}

const SENT: &str = "    let answer = request.await?;\n    println!(\"{answer:#?}\");";

const NOT_SENT: &str = "    // It would change something, so it is not sent. To send it: `let answer = request.await?;`";

impl Program {
    pub(super) fn of(request: &Request, model: &Model<'_>, api: &Api) -> Result<Self, Error> {
        let mut arguments = Vec::new();
        let declared = request.expression.variables.iter();
        let declared: Vec<_> = declared.map(|one| declare(one, &mut arguments)).collect();
        let statement = format!("let request = {};", request.expression.text);
        let variables = declared.concat();
        let code = format!("{variables} {statement}");
        Ok(Self {
            uses: uses(&code, api),
            variables: match variables.is_empty() {
                true => String::new(),
                false => formatted(&variables)?,
            },
            statement: formatted(&statement)?,
            permissions: permissions(request, model),
            ending: match request.method {
                Method::Get => SENT,
                _ => NOT_SENT,
            },
            arguments,
        })
    }
}

/// The declaration of a variable: values that a person can type are taken from the command line, all others are empty.
fn declare(variable: &Variable, arguments: &mut Vec<String>) -> String {
    let name = &variable.name;
    let mut argument = || {
        let shown = name.trim_start_matches("r#").to_uppercase();
        let missing = format!("{shown} is missing");
        arguments.push(shown);
        // The first is the program itself.
        format!(
            "std::env::args().nth({}).ok_or({missing:?})?",
            arguments.len()
        )
    };
    let value = match &variable.kind {
        VariableKind::Key | VariableKind::Text | VariableKind::Reference => argument(),
        VariableKind::Content => format!("{}.into_bytes()", argument()),
        VariableKind::Count => format!("{}.parse::<u32>()?", argument()),
        VariableKind::ContentType => "\"text/plain\"".to_owned(),
        VariableKind::Model(path) | VariableKind::Patch(path) => {
            format!("{}::default()", shown(path))
        }
        VariableKind::Argument(ty) | VariableKind::Property(ty) => match (&ty.value, ty.many) {
            (_, Many::Collection) | (Value::Model(_), _) => empty(ty),
            (Value::Enum(path), _) => format!("{}::from({}.as_str())", shown(path), argument()),
            (Value::Builtin(name), _) => match *name {
                "String" => argument(),
                "Bytes" | "Json" => empty(ty),
                _ => format!("{}.parse::<{}>()?", argument(), builtin(name)),
            },
        },
    };
    format!("let {name} = {value};")
}

/// The empty value of a type.
fn empty(ty: &ValueType) -> String {
    let name = match &ty.value {
        Value::Builtin(name) => builtin(name),
        Value::Model(path) | Value::Enum(path) => shown(path),
    };
    match ty.many {
        Many::One => format!("{name}::default()"),
        Many::Collection => format!("msgraph_runtime::Collection::<{name}>::default()"),
    }
}

fn builtin(name: &str) -> String {
    match name.starts_with(char::is_lowercase) || name == "String" {
        true => name.to_owned(),
        false => format!("msgraph_runtime::{name}"),
    }
}

fn shown(path: &TypePath) -> String {
    format!("{}::{}", path.module, path.name)
}

/// The imports that a text needs: of modules of the client, and of the runtime's `Field`.
fn uses(code: &str, api: &Api) -> String {
    let words = code.split(|one: char| !one.is_alphanumeric() && !matches!(one, '_' | '#' | ':'));
    let words: Vec<_> = words.filter_map(|word| word.split_once("::")).collect();
    let named = |name: &str| words.iter().any(|(first, _)| *first == name);
    let modules = api.modules.iter().filter(|module| named(&module.name));
    let mut uses: Vec<_> = modules
        .map(|module| format!("use msgraph::{};\n", module.name))
        .collect();
    if named("Field") {
        uses.push("use msgraph_runtime::Field;\n".to_owned());
    }
    uses.concat()
}

/// Statements as the body of a function has them.
fn formatted(statements: &str) -> Result<String, Error> {
    let wrapped = format!("async fn main() {{ {statements} }}");
    let file = syn::parse_file(&wrapped)
        .map_err(|fault| Error::settings(format!("{statements} is no Rust: {fault}")))?;
    let text = prettyplease::unparse(&file);
    let lines = text.lines().skip(1);
    let lines: Vec<_> = lines.take_while(|line| *line != "}").collect();
    Ok(lines.join("\n"))
}

/// What the reference says of the permissions that a request needs, as comments.
fn permissions(request: &Request, model: &Model<'_>) -> String {
    let line = (
        Some(request.method),
        request.method.as_str(),
        &*request.path,
    );
    let report = Report::of_lines(model, [line]);
    let needed = report
        .contexts
        .iter()
        .filter(|enough| !enough.permissions.is_empty());
    let lines = needed.map(|enough| {
        let names = enough.permissions.iter().map(|one| one.permission);
        let names: Vec<_> = names.map(|name| name.escape_debug().to_string()).collect();
        format!(
            "    // Least privilege, {}: {}",
            enough.context.name(),
            names.join(", ")
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}
