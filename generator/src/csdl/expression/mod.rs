//! Clauses 14.3 and 14.4: Constant Expression, Dynamic Expression.

mod constant;
mod dynamic;

use super::xml::{Reader, Tag};
use super::{Annotation, Facets, Str, TypeRef};
use crate::diagnostics::Span;

/// The value of an annotation, of a record's property, or a part of one.
#[derive(Debug, Clone)]
pub struct Expression<'a> {
    /// The attribute's value, or the start tag.
    pub span: Span,
    /// Which expression it is.
    pub kind: ExpressionKind<'a>,
    /// Annotations inside a dynamic expression's element. Those of a record are in [`Record`].
    pub annotations: Vec<Annotation<'a>>,
}

/// Clauses 14.3 and 14.4. Texts are as they stand in the input.
#[derive(Debug, Clone)]
pub enum ExpressionKind<'a> {
    /// Clause 14.3.1: base64url.
    Binary(Str<'a>),
    /// Clause 14.3.2.
    Bool(bool),
    /// Clause 14.3.3.
    Date(Str<'a>),
    /// Clause 14.3.4.
    DateTimeOffset(Str<'a>),
    /// Clause 14.3.5.
    Decimal(Str<'a>),
    /// Clause 14.3.6.
    Duration(Str<'a>),
    /// Clause 14.3.7: `Type/Member`, several of them with spaces between.
    EnumMember(Str<'a>),
    /// Clause 14.3.8: a number, `INF`, `-INF` or `NaN`.
    Float(Str<'a>),
    /// Clause 14.3.9.
    Guid(Str<'a>),
    /// Clause 14.3.10.
    Int(i64),
    /// Clause 14.3.11.
    String(Str<'a>),
    /// Clause 14.3.12.
    TimeOfDay(Str<'a>),
    /// Clause 14.4.1.3: the path of an annotation.
    AnnotationPath(Str<'a>),
    /// Clause 14.4.1.4: the path of a model element.
    ModelElementPath(Str<'a>),
    /// Clause 14.4.1.5: the path of a navigation property.
    NavigationPropertyPath(Str<'a>),
    /// Clause 14.4.1.6: the path of a property.
    PropertyPath(Str<'a>),
    /// Clause 14.4.1.7: the value at a path.
    Path(Str<'a>),
    /// Clause 14.4.2: `And`, `Or`, `Not`.
    Logical {
        /// Which one.
        op: Logical,
        /// One for `Not`, else two.
        operands: Vec<Expression<'a>>,
    },
    /// Clause 14.4.2: `Eq`, `Ne`, `Gt`, `Ge`, `Lt`, `Le`, `Has`, `In`.
    Comparison {
        /// Which one.
        op: Comparison,
        /// Two.
        operands: Vec<Expression<'a>>,
    },
    /// Clause 14.4.3: `Neg`, `Add`, `Sub`, `Mul`, `Div`, `DivBy`, `Mod`.
    Arithmetic {
        /// Which one.
        op: Arithmetic,
        /// One for `Neg`, else two.
        operands: Vec<Expression<'a>>,
    },
    /// Clause 14.4.4.
    Apply {
        /// The qualified name of a client-side function.
        function: Str<'a>,
        /// Its arguments.
        arguments: Vec<Expression<'a>>,
    },
    /// Clause 14.4.5.
    Cast {
        /// The wanted type.
        ty: TypeRef<'a>,
        /// Its facets.
        facets: Facets,
        /// What is cast.
        value: Box<Expression<'a>>,
    },
    /// Clause 14.4.6.
    Collection(Vec<Expression<'a>>),
    /// Clause 14.4.7: a condition, what holds if it is true, and perhaps what holds if it is false.
    If(Vec<Expression<'a>>),
    /// Clause 14.4.8.
    IsOf {
        /// The type asked for.
        ty: TypeRef<'a>,
        /// Its facets.
        facets: Facets,
        /// What is tested.
        value: Box<Expression<'a>>,
    },
    /// Clause 14.4.9.
    LabeledElement {
        /// The label.
        name: Str<'a>,
        /// What it labels.
        value: Box<Expression<'a>>,
    },
    /// Clause 14.4.10: the qualified name of a labeled element.
    LabeledElementReference(Str<'a>),
    /// Clause 14.4.11.
    Null,
    /// Clause 14.4.12.
    Record(Record<'a>),
    /// Clause 14.4.13.
    UrlRef(Box<Expression<'a>>),
}

/// Clause 14.4.2: the logical operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Logical {
    /// Both.
    And,
    /// At least one.
    Or,
    /// The opposite of its one operand.
    Not,
}

/// Clause 14.4.2: the comparison operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Greater than.
    Gt,
    /// Greater than or equal.
    Ge,
    /// Less than.
    Lt,
    /// Less than or equal.
    Le,
    /// Has all flags of.
    Has,
    /// Is one of a collection.
    In,
}

/// Clause 14.4.3: the arithmetic operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Arithmetic {
    /// Negation of its one operand.
    Neg,
    /// Addition.
    Add,
    /// Subtraction.
    Sub,
    /// Multiplication.
    Mul,
    /// Division, of integers with an integer result.
    Div,
    /// Division with a fractional result.
    DivBy,
    /// Remainder.
    Mod,
}

/// Clause 14.4.12, `edm:Record`.
#[derive(Debug, Clone)]
pub struct Record<'a> {
    /// The start tag.
    pub span: Span,
    /// The qualified name of its type, where it is said.
    pub ty: Option<Str<'a>>,
    /// The values of its properties.
    pub properties: Vec<PropertyValue<'a>>,
    /// Annotations of the record.
    pub annotations: Vec<Annotation<'a>>,
}

/// Clause 14.4.12, `edm:PropertyValue`.
#[derive(Debug, Clone)]
pub struct PropertyValue<'a> {
    /// The start tag.
    pub span: Span,
    /// The name of a property of the record's type.
    pub property: Str<'a>,
    /// The value; where there is none, the property's default.
    pub value: Option<Expression<'a>>,
    /// Annotations of the property value.
    pub annotations: Vec<Annotation<'a>>,
}

impl<'a> Reader<'a, '_> {
    /// The expression of an element: the outer `None` if it is none, the inner one after an error.
    pub(super) fn expression(&mut self, tag: Tag<'a>) -> Option<Option<Expression<'a>>> {
        if constant::is_constant(tag.name) {
            return Some(self.constant_element(tag));
        }
        dynamic::is_dynamic(tag.name).then(|| self.dynamic(tag))
    }
}
