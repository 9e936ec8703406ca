//! The operations of Microsoft's own SDK as a program of the expressions that make them.

use msgraph_bindgen::docs::page::Method;
use msgraph_bindgen::lower::items::{Many, Value, ValueType};
use msgraph_bindgen::snippet::{Expression, Variable, VariableKind};
use std::fmt::Write as _;
use std::path::Path;

/// An operation of the SDK.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The verb.
    pub method: Method,
    /// The URL template: `/users/{user%2Did}{?%24select}`.
    pub template: String,
}

/// Reads the table of operations; one for each verb of a line.
///
/// # Panics
///
/// Where it cannot be read or has a verb that is none.
pub fn operations(table: &Path) -> Vec<Operation> {
    let text = std::fs::read_to_string(table);
    let text = text.unwrap_or_else(|fault| panic!("{}: {fault}", table.display()));
    let mut operations = Vec::new();
    for line in text.lines().skip(1) {
        let (template, methods) = line.split_once('\t').unwrap_or((line, ""));
        for word in methods.split_whitespace() {
            let method = Method::ALL.into_iter().find(|one| one.as_str() == word);
            operations.push(Operation {
                method: method.unwrap_or_else(|| panic!("{word} is no verb: {line}")),
                template: template.to_owned(),
            });
        }
    }
    operations
}

/// The path of an operation in canonical form, with the texts of an expression's variables in the places of their
/// placeholders.
///
/// Canonical is: without the query and the lists of query options (`{?…}`); not percent-encoded; casts with the whole
/// namespace (the SDK writes `graph.user` for `microsoft.graph.user`); functions with parentheses, which both write;
/// arguments in place (the SDK writes some as `@userId`).
pub fn expected(operation: &Operation, expression: &Expression) -> String {
    let template = operation.template.as_str();
    let end = template.find("{?").unwrap_or(template.len());
    let end = template[..end].find('?').unwrap_or(end);
    let mut path = decode(&template[..end]);
    // From the end, so that `@user` does not take a part of `@userId`.
    for (index, variable) in expression.variables.iter().enumerate().rev() {
        if let Some(placeholder) = &variable.placeholder {
            path = replace_last(&path, placeholder, &text(index, variable));
        }
    }
    canonical(&path)
}

/// A recorded path in canonical form.
pub fn canonical(path: &str) -> String {
    let segments = decode(path);
    let segments = segments
        .split('/')
        .map(|segment| match segment.strip_prefix("graph.") {
            Some(name) => format!("microsoft.graph.{name}"),
            None => segment.to_owned(),
        });
    segments.collect::<Vec<_>>().join("/")
}

fn replace_last(text: &str, from: &str, to: &str) -> String {
    match text.rfind(from) {
        Some(at) => format!("{}{to}{}", &text[..at], &text[at + from.len()..]),
        None => text.to_owned(),
    }
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = match (first, tail) {
            (b'%', [high, low, ..]) => std::str::from_utf8(&[*high, *low])
                .ok()
                .and_then(|code| u8::from_str_radix(code, 16).ok()),
            _ => None,
        };
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The text of a variable in a path, as the template has it: what is quoted there is not quoted here.
fn text(index: usize, variable: &Variable) -> String {
    match &variable.kind {
        VariableKind::Argument(ty) => match ty.many {
            Many::Collection => "[]".to_owned(),
            Many::One => sample(index, ty),
        },
        _ => format!("text {index}"),
    }
}

/// A value of a type, as a URL has it without quotes.
fn sample(index: usize, ty: &ValueType) -> String {
    let Value::Builtin(name) = ty.value else {
        return format!("member{index}");
    };
    match name {
        "String" => format!("text {index}"),
        "bool" => "true".to_owned(),
        "DateTimeOffset" => "2026-08-20T00:00:00Z".to_owned(),
        "Date" => "2026-08-20".to_owned(),
        "TimeOfDay" => "12:00:00".to_owned(),
        "Duration" => "P1D".to_owned(),
        "Guid" => "00000000-0000-4000-8000-000000000000".to_owned(),
        _ => index.to_string(),
    }
}

/// The declaration of a variable.
fn declaration(index: usize, variable: &Variable) -> String {
    let value = match &variable.kind {
        VariableKind::Key | VariableKind::Text => format!("\"text {index}\""),
        VariableKind::Count => format!("{index}_u32"),
        VariableKind::Argument(ty) => argument(index, ty),
        VariableKind::Model(path) | VariableKind::Patch(path) => {
            format!("{}::{}::default()", path.module, path.name)
        }
        VariableKind::Property(ty) => match (&ty.value, ty.many) {
            (Value::Enum(_), Many::One) => argument(index, ty),
            (Value::Builtin(_), Many::One) => argument(index, ty),
            _ => "Default::default()".to_owned(),
        },
        VariableKind::Reference => "\"https://graph.microsoft.com/v1.0/users/1\"".to_owned(),
        VariableKind::Content => "\"content\"".to_owned(),
        VariableKind::ContentType => "\"text/plain\"".to_owned(),
    };
    format!("let {} = {value};", variable.name)
}

fn argument(index: usize, ty: &ValueType) -> String {
    let text = sample(index, ty);
    match (&ty.value, ty.many) {
        (Value::Builtin(name), Many::One) => match *name {
            "String" => format!("String::from({text:?})"),
            "bool" => text,
            "i8" | "u8" | "i16" | "i32" => format!("{text}_{name}"),
            lexical => {
                format!("{text:?}.parse::<msgraph_runtime::{lexical}>().expect(\"a value\")")
            }
        },
        (Value::Enum(path), Many::One) => format!("{}::{}::from({text:?})", path.module, path.name),
        (Value::Model(path), Many::One) => format!("{}::{}::default()", path.module, path.name),
        (value, Many::Collection) => {
            let element = match value {
                Value::Builtin(name)
                    if name.starts_with(char::is_lowercase) || *name == "String" =>
                {
                    (*name).to_owned()
                }
                Value::Builtin(name) => format!("msgraph_runtime::{name}"),
                Value::Model(path) | Value::Enum(path) => format!("{}::{}", path.module, path.name),
            };
            format!("msgraph_runtime::Collection::<{element}>::default()")
        }
    }
}

/// How many expressions stand in one function: rustc's time grows with the length of a function, and all of its
/// temporaries are on the stack at once.
const PER_FUNCTION: usize = 40;

/// How many stand in one file.
const PER_FILE: usize = 800;

/// The files of a program that sends each request through memory and prints, in order, one line for each: verb and path,
/// a tab between.
pub fn program(expressions: &[Expression]) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut main = String::from(MAIN);
    let mut calls = String::new();
    for (number, part) in expressions.chunks(PER_FILE).enumerate() {
        let mut text = String::from(PART);
        for (function, chunk) in part.chunks(PER_FUNCTION).enumerate() {
            // Writing to a String cannot fail.
            let _ = writeln!(
                text,
                "\npub(super) fn f{function}(graph: &Graph, sent: &Sent) {{"
            );
            for expression in chunk {
                text.push_str("    {");
                for (index, variable) in expression.variables.iter().enumerate() {
                    let _ = write!(text, " {}", declaration(index, variable));
                }
                let _ = writeln!(text, " sent.send({}.returning()); }}", expression.text);
            }
            text.push_str("}\n");
            let _ = writeln!(calls, "    part{number}::f{function}(&graph, &sent);");
        }
        let _ = writeln!(main, "mod part{number};");
        files.push((format!("part{number}.rs"), text));
    }
    let _ = write!(
        main,
        "\nfn main() {{\n    let (graph, sent) = connect();\n{calls}}}\n"
    );
    files.push(("main.rs".to_owned(), main));
    files
}

const PART: &str = "#![allow(deprecated, reason = \"some of what the service has is going away\")]
use super::Sent;
use msgraph::*;
use msgraph_runtime::prelude::*;
";

const MAIN: &str = r#"use msgraph::Graph;
use msgraph_runtime::bytes::Bytes;
use msgraph_runtime::{Answer, Client, MemoryTransport, Request, StaticToken};
use std::future::Future;
use std::task::{Context, Poll, Waker};

/// Sends requests and prints what arrives.
struct Sent(MemoryTransport);

impl Sent {
    fn send(&self, request: Request<Bytes>) {
        // What advanced queries add is not compared.
        let mut sending = Box::pin(request.basic_query().send());
        // Memory answers at once.
        match sending.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(Ok(_)) => {}
            Poll::Ready(Err(fault)) => return println!("ERROR\t{fault}"),
            Poll::Pending => return println!("ERROR\tno answer"),
        }
        let _ = &self.0;
    }
}

fn connect() -> (Graph, Sent) {
    let transport = MemoryTransport::answering(|request| {
        let path = request.url().trim_start_matches("https://graph.microsoft.com/v1.0");
        println!("{}\t{path}", request.method());
        Answer::text(200, "")
    });
    let client = Client::builder()
        .transport(transport.clone())
        .credential(StaticToken::new("a token"))
        .build()
        .expect("a client");
    (Graph::with_client(client), Sent(transport))
}

"#;
