//! Whether JSON fits a type of the model.
//!
//! [`fit`] judges a value, [`fit_answer`] what an answer has around it, [`fit_parameters`] the body of an action. A difference that a
//! client gets along with is soft: the name in other case, a property of a derived type that is not named.

mod answer;
mod format;
mod misfit;
mod names;
mod primitive;

pub use answer::{AnswerFit, Shape, fit_answer};
pub use misfit::{Misfit, Weight};

use super::json::{Member, Node, Value};
use crate::csdl::Cardinality;
use crate::diagnostics::Span;
use crate::model::{EnumId, Model, OperationId, StructuredId, Type, TypeUse};
use misfit::{Path, Paths, shortened};
use names::{Found, Names};

/// Judges a value against a type. Misfits stand in the order of the text.
///
/// `null` fits everything, members with `@` are let pass, a navigation property may stand expanded, and `@odata.type` names a type
/// that derives from the expected one.
pub fn fit(model: &Model<'_>, expected: TypeUse, node: &Node<'_>) -> Vec<Misfit> {
    let mut fitting = Fitting::new(model);
    fitting.value(expected, node, Path::ROOT);
    fitting.finish()
}

/// Judges the body of an action call: an object with the action's parameters. That one is left out is no misfit.
pub fn fit_parameters(model: &Model<'_>, operation: OperationId, node: &Node<'_>) -> Vec<Misfit> {
    let mut fitting = Fitting::new(model);
    let operation = &model[operation];
    let Value::Object(members) = &node.value else {
        let message = format!(
            "the body of `{}` is an object with its parameters, not {}",
            operation.name,
            kind_of(node)
        );
        fitting.misfit(
            Path::ROOT,
            node.span,
            "other-type",
            message,
            Some(operation.span),
        );
        return fitting.finish();
    };
    for member in members.iter().filter(|member| !member.name.contains('@')) {
        let path = fitting.paths.member(Path::ROOT, &member.name);
        let mut parameters = operation.parameters.iter();
        let exact = parameters.find(|parameter| parameter.name == member.name);
        let folded = || {
            let mut parameters = operation.parameters.iter();
            parameters.find(|parameter| parameter.name.eq_ignore_ascii_case(&member.name))
        };
        let Some(parameter) = exact.or_else(folded) else {
            let message = format!(
                "`{}` has no parameter `{}`",
                operation.name,
                shortened(&member.name)
            );
            fitting.misfit(
                path,
                member.span,
                "unknown-parameter",
                message,
                Some(operation.span),
            );
            continue;
        };
        if exact.is_none() {
            fitting.case_differs(
                path,
                member.span,
                "parameter",
                parameter.name,
                parameter.span,
            );
        }
        fitting.value(parameter.ty, &member.value, path);
    }
    fitting.finish()
}

/// A value that waits to be judged.
struct Task<'n, 's> {
    expected: TypeUse,
    node: &'n Node<'s>,
    path: Path,
}

struct Fitting<'m, 'a, 'n, 's> {
    model: &'m Model<'a>,
    names: Names<'m, 'a>,
    paths: Paths<'n>,
    waiting: Vec<Task<'n, 's>>,
    misfits: Vec<Misfit>,
}

impl<'m, 'a, 'n, 's> Fitting<'m, 'a, 'n, 's> {
    fn new(model: &'m Model<'a>) -> Self {
        Self {
            model,
            names: Names::new(model),
            paths: Paths::default(),
            waiting: Vec::new(),
            misfits: Vec::new(),
        }
    }

    fn value(&mut self, expected: TypeUse, node: &'n Node<'s>, path: Path) {
        self.waiting.push(Task {
            expected,
            node,
            path,
        });
    }

    /// Judges all that waits. The order of judging is not that of the text.
    fn finish(mut self) -> Vec<Misfit> {
        while let Some(task) = self.waiting.pop() {
            self.judge(task);
        }
        self.misfits
            .sort_by(|a, b| (a.span, &a.path, a.kind).cmp(&(b.span, &b.path, b.kind)));
        self.misfits
    }

    fn judge(&mut self, task: Task<'n, 's>) {
        let Task {
            expected,
            node,
            path,
        } = task;
        match (&node.value, expected.cardinality) {
            (Value::Null, _) => {}
            (Value::Array(elements), Cardinality::Many) => {
                let expected = TypeUse {
                    cardinality: Cardinality::One,
                    ..expected
                };
                for (index, node) in elements.iter().enumerate() {
                    let path = self.paths.element(path, index);
                    self.value(expected, node, path);
                }
            }
            (_, Cardinality::Many) => self.other_type(expected, node, path),
            (_, Cardinality::One) => match expected.ty {
                Type::Primitive(primitive) => match primitive::check(primitive, node) {
                    primitive::Verdict::Fits => {}
                    primitive::Verdict::OtherType => self.other_type(expected, node, path),
                    primitive::Verdict::Format(kind) => {
                        let text = primitive::text(node);
                        let message = format!(
                            "`{}` is no value of Edm.{}",
                            shortened(text),
                            primitive.name()
                        );
                        self.misfit(path, node.span, kind, message, Some(expected.span));
                    }
                },
                Type::Enum(id) => self.member_of(id, expected, node, path),
                Type::Structured(id) => self.structured(id, expected, node, path),
            },
        }
    }

    fn structured(&mut self, id: StructuredId, expected: TypeUse, node: &'n Node<'s>, path: Path) {
        let Value::Object(members) = &node.value else {
            return self.other_type(expected, node, path);
        };
        let id = self.named_type(id, expected, node, path);
        for member in members.iter().filter(|member| !member.name.contains('@')) {
            self.property(id, member, path);
        }
    }

    fn property(&mut self, id: StructuredId, member: &'n Member<'s>, path: Path) {
        let path = self.paths.member(path, &member.name);
        match self.names.find(id, &member.name) {
            Found::Exact(found) => self.value(found.ty, &member.value, path),
            Found::OtherCase(found) => {
                self.case_differs(path, member.span, "property", found.name, found.span);
                self.value(found.ty, &member.value, path);
            }
            Found::Derived(found, derived) => {
                let message = format!(
                    "`{}` is a property of `{}`, which derives from `{}`",
                    found.name,
                    self.model.qualified(derived),
                    self.model.qualified(id)
                );
                self.misfit(
                    path,
                    member.span,
                    "derived-type-property",
                    message,
                    Some(found.span),
                );
                self.value(found.ty, &member.value, path);
            }
            Found::Open => {}
            Found::Nothing => {
                let message = format!(
                    "`{}` has no property `{}`",
                    self.model.qualified(id),
                    shortened(&member.name)
                );
                let declared = Some(self.model[id].span);
                self.misfit(path, member.span, "unknown-property", message, declared);
            }
        }
    }

    /// The type that `@odata.type` names, if it fits the expected one; else that.
    fn named_type(
        &mut self,
        id: StructuredId,
        expected: TypeUse,
        node: &'n Node<'s>,
        path: Path,
    ) -> StructuredId {
        const NAME: &str = "@odata.type";
        let Some(value) = node.get(NAME) else {
            return id;
        };
        let Some(text) = value.as_str() else {
            return id;
        };
        let name = text.strip_prefix('#').unwrap_or(text);
        let path = self.paths.member(path, NAME);
        let (named, exact) = match self.model.find(name) {
            Some(Type::Structured(named)) => (named, true),
            Some(_) => (id, false),
            None => match self.names.find_type(name) {
                Some(named) => {
                    let declared = self.model[named].span;
                    let name = self.model.qualified(named);
                    self.case_differs(path, value.span, "type", &name, declared);
                    (named, true)
                }
                None => {
                    let message = format!("there is no type `{}`", shortened(name));
                    self.misfit(
                        path,
                        value.span,
                        "unknown-type",
                        message,
                        Some(expected.span),
                    );
                    return id;
                }
            },
        };
        if exact && self.model.is_a(named, id) {
            return named;
        }
        let message = format!(
            "`{}` does not derive from `{}`",
            shortened(name),
            self.model.qualified(id)
        );
        self.misfit(path, value.span, "other-type", message, Some(expected.span));
        id
    }

    /// Judges a member of an enumeration, or several of one with flags.
    fn member_of(&mut self, id: EnumId, expected: TypeUse, node: &Node<'_>, path: Path) {
        let Value::String(text) = &node.value else {
            return self.other_type(expected, node, path);
        };
        let enumeration = &self.model[id];
        if enumeration.members.is_empty() {
            return;
        }
        let mut names: Vec<&str> = vec![text];
        if enumeration.is_flags {
            names = text.split(',').map(str::trim).collect();
        }
        for name in names {
            let mut members = enumeration.members.iter();
            if members.any(|member| member.name == name) {
                continue;
            }
            let mut members = enumeration.members.iter();
            match members.find(|member| member.name.eq_ignore_ascii_case(name)) {
                Some(member) => {
                    self.case_differs(path, node.span, "member", member.name, member.span);
                }
                None => {
                    let message = format!(
                        "`{}` has no member `{}`",
                        self.model.qualified_enum(id),
                        shortened(name)
                    );
                    let declared = Some(enumeration.span);
                    self.misfit(path, node.span, "unknown-member", message, declared);
                }
            }
        }
    }

    fn other_type(&mut self, expected: TypeUse, node: &Node<'_>, path: Path) {
        let name = match expected.ty {
            Type::Primitive(primitive) => format!("Edm.{}", primitive.name()),
            Type::Structured(id) => self.model.qualified(id),
            Type::Enum(id) => self.model.qualified_enum(id),
        };
        let name = match expected.cardinality {
            Cardinality::One => name,
            Cardinality::Many => format!("Collection({name})"),
        };
        let message = format!("{name} is expected here, not {}", kind_of(node));
        self.misfit(path, node.span, "other-type", message, Some(expected.span));
    }

    fn case_differs(&mut self, path: Path, span: Span, what: &str, name: &str, declared: Span) {
        let message = format!("the {what} is declared as `{name}`");
        self.misfit(path, span, "case-differs", message, Some(declared));
    }

    fn misfit(
        &mut self,
        path: Path,
        span: Span,
        kind: &'static str,
        message: String,
        declared: Option<Span>,
    ) {
        self.misfits.push(Misfit {
            path: self.paths.text(path),
            span,
            kind,
            message,
            declared,
        });
    }
}

/// What a value is, in words.
fn kind_of(node: &Node<'_>) -> &'static str {
    match &node.value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests;
