//! Clause 14.3, and the paths of clause 14.4.1: expressions that are one text, in an attribute or an element.

use super::{Expression, ExpressionKind};
use crate::csdl::Str;
use crate::csdl::xml::{Reader, Tag, quote};
use crate::diagnostics::Span;
use std::borrow::Cow;

impl<'a> Reader<'a, '_> {
    /// The value of an annotation, a property value or a labeled element that stands in an attribute.
    pub(in crate::csdl) fn attribute_expression(&mut self) -> Option<Expression<'a>> {
        let attribute = self.take_where(|name| is_constant(name) || name == "UrlRef")?;
        let span = self.value_span(attribute);
        let value = self.value(attribute);
        let kind = if attribute.name == "UrlRef" {
            let url = ExpressionKind::String(value);
            ExpressionKind::UrlRef(Box::new(Expression {
                span,
                kind: url,
                annotations: Vec::new(),
            }))
        } else {
            self.constant(attribute.name, value, span)?
        };
        if let Some(second) = self.take_where(|name| is_constant(name) || name == "UrlRef") {
            let element = self.described();
            let span = self.value_span(second);
            let problem = format!("{element} has a second value `{}`", second.name);
            self.diagnostics
                .error("duplicate-element", problem, span)
                .label("expected one expression, in an attribute or an element");
        }
        Some(Expression {
            span,
            kind,
            annotations: Vec::new(),
        })
    }

    /// The element of a constant expression; `None` after an error.
    pub(super) fn constant_element(&mut self, tag: Tag<'a>) -> Option<Expression<'a>> {
        self.finish_attributes();
        let text = self.text_in(tag);
        let text = if tag.name == "String" {
            text
        } else {
            trimmed(text)
        };
        let kind = self.constant(tag.name, text, tag.span)?;
        Some(Expression {
            span: tag.span,
            kind,
            annotations: Vec::new(),
        })
    }

    fn constant(&mut self, name: &str, value: Str<'a>, span: Span) -> Option<ExpressionKind<'a>> {
        let kind = match name {
            "Binary" => ExpressionKind::Binary(value),
            "Bool" if value.eq_ignore_ascii_case("true") => ExpressionKind::Bool(true),
            "Bool" if value.eq_ignore_ascii_case("false") => ExpressionKind::Bool(false),
            "Bool" => return self.bad_constant(name, &value, span, "expected `true` or `false`"),
            "Date" => ExpressionKind::Date(value),
            "DateTimeOffset" => ExpressionKind::DateTimeOffset(value),
            "Decimal" => ExpressionKind::Decimal(value),
            "Duration" => ExpressionKind::Duration(value),
            "EnumMember" => ExpressionKind::EnumMember(value),
            "Float" if value.parse::<f64>().is_ok() => ExpressionKind::Float(value),
            "Float" => {
                return self.bad_constant(name, &value, span, "expected a number, `INF` or `NaN`");
            }
            "Guid" => ExpressionKind::Guid(value),
            "Int" => match value.parse() {
                Ok(number) => ExpressionKind::Int(number),
                Err(_) => {
                    let expected = "expected a whole number of at most 64 bits";
                    return self.bad_constant(name, &value, span, expected);
                }
            },
            "String" => ExpressionKind::String(value),
            "TimeOfDay" => ExpressionKind::TimeOfDay(value),
            "AnnotationPath" => ExpressionKind::AnnotationPath(value),
            "ModelElementPath" => ExpressionKind::ModelElementPath(value),
            "NavigationPropertyPath" => ExpressionKind::NavigationPropertyPath(value),
            "PropertyPath" => ExpressionKind::PropertyPath(value),
            "Path" => ExpressionKind::Path(value),
            _ => return None,
        };
        Some(kind)
    }

    fn bad_constant(
        &mut self,
        name: &str,
        value: &str,
        span: Span,
        expected: &str,
    ) -> Option<ExpressionKind<'a>> {
        let problem = format!(
            "the expression `{name}` has `{}` for its value",
            quote(value)
        );
        self.diagnostics
            .error("bad-value", problem, span)
            .label(expected);
        None
    }
}

/// Whether an expression of this name is one text.
pub(super) fn is_constant(name: &str) -> bool {
    matches!(
        name,
        "Binary"
            | "Bool"
            | "Date"
            | "DateTimeOffset"
            | "Decimal"
            | "Duration"
            | "EnumMember"
            | "Float"
            | "Guid"
            | "Int"
            | "String"
            | "TimeOfDay"
            | "AnnotationPath"
            | "ModelElementPath"
            | "NavigationPropertyPath"
            | "PropertyPath"
            | "Path"
    )
}

/// A text without the white space around it.
pub(super) fn trimmed(text: Str<'_>) -> Str<'_> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_ascii()),
        Cow::Owned(text) => Cow::Owned(text.trim_ascii().to_owned()),
    }
}
