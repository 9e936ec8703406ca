//! Type references and names, and what is said where one cannot be used.

use super::{Linker, Unresolved};
use crate::csdl::{OperationKind, TypeRef};
use crate::diagnostics::{Diagnostic, Severity, Span};
use crate::model::{StructuredId, Type, TypeUse};

/// The kind of the warnings about [names that are no segment](Linker::is_segment).
pub(crate) const NO_SEGMENT: &str = "no-path-segment";

impl<'a> Linker<'a, '_> {
    /// Resolves a type without which the item would be wrong: its absence is an error.
    pub(super) fn require(
        &mut self,
        document: usize,
        reference: &'a TypeRef<'a>,
        subject: &Subject<'_>,
    ) -> Option<TypeUse> {
        self.find_use(document, reference)
            .map_err(|why| {
                let problem = format!("the type `{}` of {subject} is not declared", reference.name);
                let fault = (Severity::Error, "undeclared-type", problem);
                self.undeclared(document, reference, &why, fault);
            })
            .ok()
    }

    /// Resolves a type whose absence leaves the item out, with a warning.
    pub(super) fn offer(
        &mut self,
        document: usize,
        reference: &'a TypeRef<'a>,
        subject: &Subject<'_>,
    ) -> Option<TypeUse> {
        self.find_use(document, reference)
            .map_err(|why| {
                let kind = match why {
                    Unresolved::Namespace => "undeclared-namespace",
                    Unresolved::Name => "undeclared-target",
                };
                let name = &reference.name;
                let problem = match subject {
                    Subject::Operation(..) => format!(
                        "{subject} is left out: the type `{name}` of its binding parameter is not declared"
                    ),
                    _ => format!("{subject} is left out: its type `{name}` is not declared"),
                };
                let fault = (Severity::Warning, kind, problem);
                self.undeclared(document, reference, &why, fault);
            })
            .ok()
    }

    /// Resolves a type that requests can be sent to; any other leaves the item out, with a warning.
    pub(super) fn offer_structured(
        &mut self,
        document: usize,
        reference: &'a TypeRef<'a>,
        subject: &Subject<'_>,
    ) -> Option<(StructuredId, TypeUse)> {
        let found = self.offer(document, reference, subject)?;
        if let Type::Structured(id) = found.ty {
            return Some((id, found));
        }
        let name = &reference.name;
        self.diagnostics
            .warning(
                "not-an-entity-type",
                format!("{subject} is left out: its type `{name}` is no entity type"),
                reference.span,
            )
            .label("expected an entity type");
        None
    }

    /// Says that a reference does not resolve.
    pub(super) fn undeclared(
        &mut self,
        document: usize,
        reference: &TypeRef<'_>,
        why: &Unresolved,
        (severity, kind, problem): (Severity, &'static str, String),
    ) {
        let hint = self.explain(document, &reference.name, why);
        self.diagnostics
            .push(Diagnostic::new(severity, kind, problem, reference.span))
            .label(hint);
    }

    /// Whether a URL can have this name as a segment. Any other is percent-encoded there; these
    /// would be dropped or resolved away, encoded or not, and lead somewhere else. Where it cannot,
    /// a warning says that the item is left out.
    pub(super) fn is_segment(&mut self, name: &str, subject: &Subject<'_>, span: Span) -> bool {
        let is_segment = !matches!(name, "" | "." | "..");
        if !is_segment {
            self.diagnostics
                .warning(
                    NO_SEGMENT,
                    format!("{subject} is left out: no path can have a segment `{name}`"),
                    span,
                )
                .label("a URL with this segment would lead somewhere else");
        }
        is_segment
    }
}

/// What a type reference or a name belongs to, in CSDL's words.
pub(super) enum Subject<'s> {
    Property(&'s str, &'s str),
    Navigation(&'s str, &'s str),
    Operation(OperationKind, &'s str),
    Parameter(&'s str, &'s str),
    Return(&'s str),
    EntitySet(&'s str),
    Singleton(&'s str),
    Import(OperationKind, &'s str),
}

impl std::fmt::Display for Subject<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Property(owner, name) => write!(f, "Property `{owner}/{name}`"),
            Self::Navigation(owner, name) => write!(f, "NavigationProperty `{owner}/{name}`"),
            Self::Operation(OperationKind::Action, name) => write!(f, "Action `{name}`"),
            Self::Operation(OperationKind::Function, name) => write!(f, "Function `{name}`"),
            Self::Parameter(owner, name) => write!(f, "Parameter `{name}` of `{owner}`"),
            Self::Return(owner) => write!(f, "the ReturnType of `{owner}`"),
            Self::EntitySet(name) => write!(f, "EntitySet `{name}`"),
            Self::Singleton(name) => write!(f, "Singleton `{name}`"),
            Self::Import(OperationKind::Action, name) => write!(f, "ActionImport `{name}`"),
            Self::Import(OperationKind::Function, name) => write!(f, "FunctionImport `{name}`"),
        }
    }
}
