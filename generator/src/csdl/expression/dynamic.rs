//! Clause 14.4: expressions that are elements with children.

use super::constant::trimmed;
use super::{Arithmetic, Comparison, Expression, ExpressionKind, Logical, PropertyValue, Record};
use crate::csdl::Annotation;
use crate::csdl::xml::{Child, Reader, Tag};
use std::ops::RangeInclusive;

/// What is in an element of expressions.
#[derive(Default)]
struct Operands<'a> {
    /// Those that were understood.
    expressions: Vec<Expression<'a>>,
    annotations: Vec<Annotation<'a>>,
    /// How many there are, the others included.
    count: usize,
}

/// An operator whose operands are all that it has.
enum Operator {
    Logical(Logical),
    Comparison(Comparison),
    Arithmetic(Arithmetic),
}

impl Operator {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "And" => Self::Logical(Logical::And),
            "Or" => Self::Logical(Logical::Or),
            "Not" => Self::Logical(Logical::Not),
            "Eq" => Self::Comparison(Comparison::Eq),
            "Ne" => Self::Comparison(Comparison::Ne),
            "Gt" => Self::Comparison(Comparison::Gt),
            "Ge" => Self::Comparison(Comparison::Ge),
            "Lt" => Self::Comparison(Comparison::Lt),
            "Le" => Self::Comparison(Comparison::Le),
            "Has" => Self::Comparison(Comparison::Has),
            "In" => Self::Comparison(Comparison::In),
            "Neg" => Self::Arithmetic(Arithmetic::Neg),
            "Add" => Self::Arithmetic(Arithmetic::Add),
            "Sub" => Self::Arithmetic(Arithmetic::Sub),
            "Mul" => Self::Arithmetic(Arithmetic::Mul),
            "Div" => Self::Arithmetic(Arithmetic::Div),
            "DivBy" => Self::Arithmetic(Arithmetic::DivBy),
            "Mod" => Self::Arithmetic(Arithmetic::Mod),
            _ => return None,
        })
    }

    fn operands(&self) -> RangeInclusive<usize> {
        match self {
            Self::Logical(Logical::Not) | Self::Arithmetic(Arithmetic::Neg) => 1..=1,
            _ => 2..=2,
        }
    }
}

/// Whether an expression of this name is read here.
pub(super) fn is_dynamic(name: &str) -> bool {
    let names = [
        "Apply",
        "Cast",
        "Collection",
        "If",
        "IsOf",
        "LabeledElement",
        "LabeledElementReference",
        "Null",
        "Record",
        "UrlRef",
    ];
    names.contains(&name) || Operator::named(name).is_some()
}

impl<'a> Reader<'a, '_> {
    /// The element of a dynamic expression; `None` after an error.
    pub(super) fn dynamic(&mut self, tag: Tag<'a>) -> Option<Expression<'a>> {
        match tag.name {
            "Record" => {
                let kind = ExpressionKind::Record(self.record(tag));
                Some(Expression {
                    span: tag.span,
                    kind,
                    annotations: Vec::new(),
                })
            }
            "Collection" => {
                self.finish_attributes();
                let Operands {
                    expressions,
                    annotations,
                    ..
                } = self.operands(tag);
                let kind = ExpressionKind::Collection(expressions);
                Some(Expression {
                    span: tag.span,
                    kind,
                    annotations,
                })
            }
            "Null" => {
                self.finish_attributes();
                let annotations = self.annotations_in(tag);
                Some(Expression {
                    span: tag.span,
                    kind: ExpressionKind::Null,
                    annotations,
                })
            }
            "If" => {
                self.finish_attributes();
                let (branches, annotations) = self.some_operands(tag, 2..=3)?;
                let kind = ExpressionKind::If(branches);
                Some(Expression {
                    span: tag.span,
                    kind,
                    annotations,
                })
            }
            "UrlRef" => {
                self.finish_attributes();
                let (url, annotations) = self.one_operand(tag)?;
                let kind = ExpressionKind::UrlRef(Box::new(url));
                Some(Expression {
                    span: tag.span,
                    kind,
                    annotations,
                })
            }
            "Apply" => self.apply(tag),
            "Cast" | "IsOf" => self.typed(tag),
            "LabeledElement" => self.labeled_element(tag),
            "LabeledElementReference" => self.labeled_element_reference(tag),
            _ => self.operator(tag),
        }
    }

    fn operator(&mut self, tag: Tag<'a>) -> Option<Expression<'a>> {
        let operator = Operator::named(tag.name)?;
        self.finish_attributes();
        let (operands, annotations) = self.some_operands(tag, operator.operands())?;
        let kind = match operator {
            Operator::Logical(op) => ExpressionKind::Logical { op, operands },
            Operator::Comparison(op) => ExpressionKind::Comparison { op, operands },
            Operator::Arithmetic(op) => ExpressionKind::Arithmetic { op, operands },
        };
        Some(Expression {
            span: tag.span,
            kind,
            annotations,
        })
    }

    fn apply(&mut self, tag: Tag<'a>) -> Option<Expression<'a>> {
        let function = self.required("Function");
        self.finish_attributes();
        let Operands {
            expressions: arguments,
            annotations,
            ..
        } = self.operands(tag);
        let kind = ExpressionKind::Apply {
            function: function?,
            arguments,
        };
        Some(Expression {
            span: tag.span,
            kind,
            annotations,
        })
    }

    /// `Cast` and `IsOf`.
    fn typed(&mut self, tag: Tag<'a>) -> Option<Expression<'a>> {
        let ty = self.required_type("Type");
        let facets = self.facets();
        self.finish_attributes();
        let (value, annotations) = self.one_operand(tag)?;
        let (ty, value) = (ty?, Box::new(value));
        let kind = match tag.name {
            "Cast" => ExpressionKind::Cast { ty, facets, value },
            _ => ExpressionKind::IsOf { ty, facets, value },
        };
        Some(Expression {
            span: tag.span,
            kind,
            annotations,
        })
    }

    fn labeled_element(&mut self, tag: Tag<'a>) -> Option<Expression<'a>> {
        let name = self.name();
        let (value, annotations) = self.annotated_value(tag);
        if value.is_none() {
            self.wrong_count(tag, 0, 1..=1);
        }
        let kind = ExpressionKind::LabeledElement {
            name: name?,
            value: Box::new(value?),
        };
        Some(Expression {
            span: tag.span,
            kind,
            annotations,
        })
    }

    fn labeled_element_reference(&mut self, tag: Tag<'a>) -> Option<Expression<'a>> {
        // The schema of CSDL 4.0 has the name in an attribute, its text in the element.
        let name = self.optional("Name");
        self.finish_attributes();
        let text = trimmed(self.text_in(tag));
        let kind = ExpressionKind::LabeledElementReference(name.unwrap_or(text));
        Some(Expression {
            span: tag.span,
            kind,
            annotations: Vec::new(),
        })
    }

    fn record(&mut self, tag: Tag<'a>) -> Record<'a> {
        let ty = self.optional("Type");
        self.finish_attributes();
        let mut properties = Vec::new();
        let mut annotations = Vec::new();
        self.children(tag, |reader, child| {
            match child.name {
                "PropertyValue" => properties.extend(reader.property_value(child)),
                "Annotation" => annotations.extend(reader.annotation(child)),
                _ => return Child::Misplaced,
            }
            Child::Known
        });
        Record {
            span: tag.span,
            ty,
            properties,
            annotations,
        }
    }

    fn property_value(&mut self, tag: Tag<'a>) -> Option<PropertyValue<'a>> {
        let property = self.required("Property");
        let (value, annotations) = self.annotated_value(tag);
        Some(PropertyValue {
            span: tag.span,
            property: property?,
            value,
            annotations,
        })
    }

    fn operands(&mut self, tag: Tag<'a>) -> Operands<'a> {
        let mut operands = Operands::default();
        self.children(tag, |reader, child| {
            if child.name == "Annotation" {
                operands.annotations.extend(reader.annotation(child));
                return Child::Known;
            }
            let Some(expression) = reader.expression(child) else {
                return Child::Misplaced;
            };
            operands.expressions.extend(expression);
            operands.count += 1;
            Child::Known
        });
        operands
    }

    fn some_operands(
        &mut self,
        tag: Tag<'a>,
        count: RangeInclusive<usize>,
    ) -> Option<(Vec<Expression<'a>>, Vec<Annotation<'a>>)> {
        let operands = self.operands(tag);
        if !count.contains(&operands.count) {
            self.wrong_count(tag, operands.count, count);
            return None;
        }
        let all_understood = operands.expressions.len() == operands.count;
        all_understood.then_some((operands.expressions, operands.annotations))
    }

    fn one_operand(&mut self, tag: Tag<'a>) -> Option<(Expression<'a>, Vec<Annotation<'a>>)> {
        let (mut operands, annotations) = self.some_operands(tag, 1..=1)?;
        Some((operands.pop()?, annotations))
    }

    fn wrong_count(&mut self, tag: Tag<'a>, count: usize, expected: RangeInclusive<usize>) {
        let (least, most) = (expected.start(), expected.end());
        let expected = if least == most {
            least.to_string()
        } else {
            format!("{least} or {most}")
        };
        self.diagnostics
            .error(
                "wrong-operand-count",
                format!("`{}` has a wrong number of expressions: {count}", tag.name),
                tag.span,
            )
            .label(format!("expected {expected}"));
    }
}
