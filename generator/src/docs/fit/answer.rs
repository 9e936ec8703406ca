//! What stands around the value of an answer.

use super::{Fitting, Misfit, Path, kind_of};
use crate::csdl::Cardinality;
use crate::docs::json::{Node, Value};
use crate::model::{Model, StructuredId, Type, TypeUse};

/// How an answer holds its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shape {
    /// The value by itself.
    Bare,
    /// One entity or complex value in `value`: as the reference shows many, where OData has it bare.
    Wrapped,
    /// A collection in `value`.
    Collection,
    /// A primitive value or a member of an enumeration in `value`.
    Primitive,
}

/// What became of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerFit {
    /// How it holds its value.
    pub shape: Shape,
    /// What does not fit, in the order of the text.
    pub misfits: Vec<Misfit>,
}

/// Judges the body of an answer that should hold this.
///
/// One entity is taken out of `value` where that is the only member without `@`, holds an object, and the type has no property
/// `value`: the rule that generated clients read by.
pub fn fit_answer(model: &Model<'_>, returns: TypeUse, node: &Node<'_>) -> AnswerFit {
    let mut fitting = Fitting::new(model);
    let shape = match (returns.cardinality, returns.ty) {
        (Cardinality::Many, _) => fitting.collection(returns, node),
        (Cardinality::One, Type::Structured(id)) => fitting.entity(id, returns, node),
        (Cardinality::One, _) => fitting.scalar(returns, node),
    };
    AnswerFit {
        shape,
        misfits: fitting.finish(),
    }
}

impl<'n, 's> Fitting<'_, '_, 'n, 's> {
    fn collection(&mut self, returns: TypeUse, node: &'n Node<'s>) -> Shape {
        match (&node.value, node.get("value")) {
            (Value::Array(_), _) => {
                let message = "a collection stands in `value` of an object".to_owned();
                self.misfit(
                    Path::ROOT,
                    node.span,
                    "bare-array",
                    message,
                    Some(returns.span),
                );
                self.value(returns, node, Path::ROOT);
            }
            (Value::Object(members), Some(value)) => {
                for member in members {
                    if member.name == "value" || member.name.contains('@') {
                        continue;
                    }
                    let path = self.paths.member(Path::ROOT, &member.name);
                    let message = "only control information stands beside a collection".to_owned();
                    let declared = Some(returns.span);
                    self.misfit(path, member.span, "unknown-property", message, declared);
                }
                let path = self.paths.member(Path::ROOT, "value");
                self.value(returns, value, path);
            }
            _ => {
                let message = format!(
                    "a collection in `value` is expected here, not {}",
                    kind_of(node)
                );
                self.misfit(
                    Path::ROOT,
                    node.span,
                    "other-shape",
                    message,
                    Some(returns.span),
                );
            }
        }
        Shape::Collection
    }

    fn entity(&mut self, id: StructuredId, returns: TypeUse, node: &'n Node<'s>) -> Shape {
        if let Some(value) = self.lone_value(node)
            && !self.names.declares(id, "value")
        {
            let path = self.paths.member(Path::ROOT, "value");
            match &value.value {
                Value::Object(_) => {
                    self.value(returns, value, path);
                    return Shape::Wrapped;
                }
                Value::Array(_) => {
                    let message = format!(
                        "one `{}` is expected here, not a collection",
                        self.model.qualified(id)
                    );
                    self.misfit(path, value.span, "other-shape", message, Some(returns.span));
                    return Shape::Collection;
                }
                _ => {}
            }
        }
        self.value(returns, node, Path::ROOT);
        Shape::Bare
    }

    fn scalar(&mut self, returns: TypeUse, node: &'n Node<'s>) -> Shape {
        match self.lone_value(node) {
            Some(value) => {
                let path = self.paths.member(Path::ROOT, "value");
                self.value(returns, value, path);
                Shape::Primitive
            }
            None => {
                self.value(returns, node, Path::ROOT);
                Shape::Bare
            }
        }
    }

    /// What `value` holds, where it is the only member without `@`.
    fn lone_value(&self, node: &'n Node<'s>) -> Option<&'n Node<'s>> {
        let mut members = node.members().iter();
        let mut plain = members.by_ref().filter(|member| !member.name.contains('@'));
        let first = plain.next().filter(|member| member.name == "value")?;
        plain.next().is_none().then_some(&first.value)
    }
}
