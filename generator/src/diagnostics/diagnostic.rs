//! One error or warning.

use super::Span;

/// How bad it is. Errors sort first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing can be generated from this input.
    Error,
    /// Something is odd or left out; the result is still right.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One error or warning.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// What it is about, in kebab case; equal for all that can be counted together, as `undeclared-type`.
    pub kind: &'static str,
    /// What is wrong, in the words of the input's own language.
    pub message: String,
    /// Where.
    pub span: Option<Span>,
    /// What was expected; shown under the excerpt.
    pub label: Option<String>,
    /// What the reader of the message can do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic without label and help.
    pub fn new(
        severity: Severity,
        kind: &'static str,
        message: impl Into<String>,
        span: impl Into<Option<Span>>,
    ) -> Self {
        Self {
            severity,
            kind,
            message: message.into(),
            span: span.into(),
            label: None,
            help: None,
        }
    }

    /// Says what was expected; shown under the excerpt.
    pub fn label(&mut self, label: impl Into<String>) -> &mut Self {
        self.label = Some(label.into());
        self
    }

    /// Says what the reader of the message can do.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }
}
