//! Methods and what they call in the runtime.

use super::layout::{Expr, Lines};
use super::syntax::Here;
use crate::csdl::OperationKind;
use crate::lower::items::{
    Addressing, Argument, Call, Many, Method, Operation, ReferenceVerb, Returns, Target,
    TargetReach, TypePath, Unset, Value, Verb,
};
use std::sync::Arc;

/// What a method is called on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Receiver {
    /// A builder, which is used up.
    Builder,
    /// The client struct, which is lent.
    Root,
}

impl Receiver {
    fn parameter(self) -> String {
        match self {
            Self::Builder => "self".to_owned(),
            Self::Root => "&self".to_owned(),
        }
    }

    /// A call on the node.
    fn node(self, method: &str) -> String {
        match self {
            Self::Builder => format!("self.0.{method}"),
            Self::Root => format!("self.0.service().{method}"),
        }
    }

    /// The node of a segment below.
    fn child(self, segment: &str) -> Expr {
        let head = match self {
            Self::Builder => "self.0.child",
            Self::Root => "self.0.root",
        };
        Expr::call(head, vec![Expr::literal(segment)])
    }
}

/// Writes a method of a builder or of the client struct.
pub(super) fn method(item: &Method, here: Here<'_>, receiver: Receiver, lines: &mut Lines) {
    lines.docs(&here.doc_lines(&item.docs));
    lines.deprecated(item.deprecated.as_ref());
    let signature = signature(&item.call, here);
    lines.skip_where_long(&signature.returns);
    let mut parameters = vec![receiver.parameter()];
    parameters.extend(signature.parameters);
    let before = format!("pub fn {}", item.name);
    lines.list(
        &before,
        &parameters,
        &format!(" -> {}", signature.returns),
        " {",
    );
    lines.open_body();
    body(&item.call, here, receiver, lines);
    lines.close("}");
}

struct Signature {
    parameters: Vec<String>,
    returns: String,
}

fn signature(call: &Call, here: Here<'_>) -> Signature {
    let plain = |returns: &str| (Vec::new(), returns.to_owned());
    let keys = |parts: &[(Arc<str>, Arc<str>)]| {
        let names = parts.iter().map(|(name, _)| format!("{name}: impl Key"));
        names.collect::<Vec<_>>()
    };
    let (parameters, returns) = match call {
        Call::Verb(verb, model) => verb_signature(*verb, &here.path_text(model)),
        Call::Count(_) => plain("Request<i64>"),
        Call::Key(parts, to) | Call::AlternateKey(parts, to) => (keys(parts), target(to, here)),
        Call::Segment {
            target: to,
            required_query,
            ..
        } => {
            let names = required_query.iter();
            let names = names.map(|(name, _)| format!("{name}: impl Into<String>"));
            (names.collect(), target(to, here))
        }
        Call::Addressed(addressing, to) => {
            let names: &[&str] = match addressing {
                Addressing::ItemPath => &["path"],
                Addressing::SitePath => &["host", "path"],
                Addressing::SharingUrl => &["url"],
            };
            let names = names.iter().map(|name| format!("{name}: impl AsRef<str>"));
            (names.collect(), target(to, here))
        }
        Call::Stream(_) => plain("StreamRequestBuilder<R>"),
        Call::Reference(verb) => match verb {
            ReferenceVerb::Add | ReferenceVerb::Set | ReferenceVerb::RemoveFrom => (
                vec!["reference: impl Into<Reference>".to_owned()],
                "Request<()>".to_owned(),
            ),
            ReferenceVerb::Get => plain("Request<Link>"),
            ReferenceVerb::Remove => plain("Request<()>"),
            ReferenceVerb::List => plain("Request<Page<Link>>"),
        },
        Call::Operation(operation) => operation_signature(operation, here),
    };
    Signature {
        parameters,
        returns,
    }
}

fn verb_signature(verb: Verb, model: &str) -> (Vec<String>, String) {
    let value = || vec![format!("value: impl IsA<{model}>")];
    match verb {
        Verb::Get => (Vec::new(), format!("Request<{model}>")),
        Verb::List => (Vec::new(), format!("Request<Page<{model}>>")),
        Verb::Create => (value(), format!("Request<{model}>")),
        Verb::Update => (
            vec![format!("patch: impl Into<Patch<{model}>>")],
            format!("Request<Option<{model}>>"),
        ),
        Verb::Replace => (value(), format!("Request<Option<{model}>>")),
        Verb::Delete => (Vec::new(), "Request<()>".to_owned()),
    }
}

fn operation_signature(operation: &Operation, here: Here<'_>) -> (Vec<String>, String) {
    let mut parameters: Vec<_> = operation
        .positional
        .iter()
        .map(|one| {
            let bound = if is_model(one) { "IsA" } else { "Into" };
            format!("{}: impl {bound}<{}>", one.name, here.text(&one.ty))
        })
        .collect();
    if let Some(path) = &operation.parameters {
        parameters.push(format!("parameters: {}", here.path_text(path)));
    }
    let returns = match &operation.returns {
        Returns::Nothing => "Request<()>".to_owned(),
        Returns::Value(value) => format!("Request<{}>", here.value_text(value)),
        Returns::Optional(value) => format!("Request<Option<{}>>", here.value_text(value)),
        Returns::Page(value) => format!("Request<Page<{}>>", here.value_text(value)),
        Returns::Stream => "Request<Bytes>".to_owned(),
        Returns::Builder(to) => target(to, here),
    };
    (parameters, returns)
}

fn is_model(argument: &Argument) -> bool {
    matches!(argument.ty.value, Value::Model(_)) && argument.ty.many == Many::One
}

fn target(to: &Target, here: Here<'_>) -> String {
    let reach = match to.reach {
        TargetReach::Owned => "Owned",
        TargetReach::Referenced => "Referenced",
        TargetReach::Granted => "Granted",
        TargetReach::Same => "R",
    };
    format!("{}<{reach}>", here.path_text(&to.builder))
}

fn body(call: &Call, here: Here<'_>, receiver: Receiver, lines: &mut Lines) {
    let verb = |method: &str, arguments: &[&str]| {
        let arguments = arguments.iter().map(|one| Expr::plain(*one)).collect();
        Expr::call(receiver.node(method), arguments)
    };
    let whole = match call {
        Call::Verb(Verb::Get, _) => verb("get", &[]),
        Call::Verb(Verb::List, _) => verb("list", &[]),
        Call::Verb(Verb::Create, _) => verb("create", &["value"]),
        Call::Verb(Verb::Update, _) => verb("update", &["patch"]),
        Call::Verb(Verb::Replace, _) => verb("replace", &["value"]),
        Call::Verb(Verb::Delete, _) => verb("delete", &[]),
        Call::Count(model) => verb(&format!("count::<{}>", here.path_text(model)), &[]),
        Call::Stream(None) => verb("media", &[]),
        Call::Stream(Some(segment)) => {
            Expr::call(receiver.node("stream"), vec![Expr::literal(segment)])
        }
        Call::Reference(ReferenceVerb::Add) => verb("add_ref", &["reference"]),
        Call::Reference(ReferenceVerb::Set) => verb("set_ref", &["reference"]),
        Call::Reference(ReferenceVerb::Get) => verb("get_ref", &[]),
        Call::Reference(ReferenceVerb::Remove) => verb("remove_ref", &[]),
        Call::Reference(ReferenceVerb::RemoveFrom) => verb("remove_ref_from", &["reference"]),
        Call::Reference(ReferenceVerb::List) => verb("list_refs", &[]),
        Call::Addressed(addressing, to) => {
            let node = match addressing {
                Addressing::ItemPath => verb("item_path", &["path.as_ref()"]),
                Addressing::SitePath => verb("site_path", &["host.as_ref()", "path.as_ref()"]),
                Addressing::SharingUrl => verb("sharing_url", &["url.as_ref()"]),
            };
            return over(&to.builder, node, here, lines);
        }
        Call::Key(parts, to) => {
            let node = match parts.as_slice() {
                [(name, _)] => verb("key", &[name]),
                _ => alternate_key(parts, receiver),
            };
            return over(&to.builder, node, here, lines);
        }
        Call::AlternateKey(parts, to) => {
            return over(&to.builder, alternate_key(parts, receiver), here, lines);
        }
        Call::Segment {
            segment,
            target: to,
            required_query,
        } => {
            let node = receiver.child(segment);
            if required_query.is_empty() {
                return over(&to.builder, node, here, lines);
            }
            bind("node", node, lines);
            for (name, option) in required_query {
                let arguments = vec![Expr::literal(option), Expr::plain(&**name)];
                bind("node", Expr::call("node.require", arguments), lines);
            }
            return over(&to.builder, Expr::plain("node"), here, lines);
        }
        Call::Operation(operation) => return operation_body(operation, here, receiver, lines),
    };
    lines.expr(&whole, "");
}

/// `let NAME = …;`. A call on the node that is too long for one line is bound in two steps.
fn bind(name: &str, value: Expr, lines: &mut Lines) {
    match value {
        Expr::Call(head, arguments) if lines.overflows(&head, &arguments) => {
            lines.line("let node = self.0;");
            let head = head.replacen("self.0", "node", 1);
            lines.expr(&Expr::Call(format!("let {name} = {head}"), arguments), ";");
        }
        Expr::Call(head, arguments) => {
            lines.expr(&Expr::Call(format!("let {name} = {head}"), arguments), ";");
        }
        other => lines.expr(&other, ";"),
    }
}

/// The builder over a node, in two steps where one line cannot hold it.
fn over(builder: &TypePath, node: Expr, here: Here<'_>, lines: &mut Lines) {
    let head = here.path_text(builder);
    let whole = Expr::Call(head.clone(), vec![node.clone()]);
    if lines.holds(&whole) {
        lines.expr(&whole, "");
    } else {
        bind("node", node, lines);
        lines.expr(&Expr::Call(head, vec![Expr::plain("node")]), "");
    }
}

fn alternate_key(parts: &[(Arc<str>, Arc<str>)], receiver: Receiver) -> Expr {
    let parts = parts.iter().map(|(name, wire)| {
        Expr::call(
            "",
            vec![Expr::literal(wire), Expr::plain(format!("&{name}"))],
        )
    });
    let parts = Expr::Array(parts.collect());
    Expr::call(receiver.node("alternate_key"), vec![parts])
}

fn operation_body(operation: &Operation, here: Here<'_>, receiver: Receiver, lines: &mut Lines) {
    let arguments = match &operation.parameters {
        Some(_) => Expr::call("Arguments::of", vec![Expr::plain("parameters")]),
        None => Expr::call("Arguments::none", Vec::new()),
    };
    let arguments = if operation.positional.is_empty() {
        arguments
    } else {
        bind("mut arguments", arguments, lines);
        for one in &operation.positional {
            let method = if is_model(one) { "set_model" } else { "set" };
            let head = format!("arguments.{method}::<{}>", here.text(&one.ty));
            let parts = vec![Expr::literal(&one.wire), Expr::plain(&*one.name)];
            lines.expr(&Expr::Call(head, parts), ";");
        }
        Expr::plain("arguments")
    };
    let segment = Expr::literal(&operation.segment);
    let method = match (operation.kind, &operation.returns) {
        (OperationKind::Action, _) => "action",
        (OperationKind::Function, Returns::Builder(_)) => "function_node",
        (OperationKind::Function, _) => "function",
    };
    let parts = match operation.kind {
        OperationKind::Action => vec![segment, arguments],
        OperationKind::Function => vec![segment, overloads(operation), arguments],
    };
    let request = Expr::call(receiver.node(method), parts);
    match &operation.returns {
        Returns::Builder(to) => over(&to.builder, request, here, lines),
        _ => lines.expr(&request, ""),
    }
}

/// A function's overloads: the parameters' names, a trailing `?` where an unset one is left out.
fn overloads(operation: &Operation) -> Expr {
    let sets = operation.overloads.iter().map(|set| {
        let names = set.iter().map(|one| match one.unset {
            Unset::Null => Expr::literal(&one.wire),
            Unset::Omit => Expr::literal(&format!("{}?", one.wire)),
        });
        Expr::Array(names.collect())
    });
    Expr::Array(sets.collect())
}
