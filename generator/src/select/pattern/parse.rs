//! Reading patterns.

use super::types::Scope;
use super::{PathPattern, Pattern, Step, TypePattern};
use crate::diagnostics::Diagnostics;
use std::fmt;

/// Why a text is no pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternError {
    /// The text.
    pub pattern: String,
    /// Where the fault is: characters from the start, the first is 1.
    pub column: usize,
    /// What is wrong there.
    pub message: String,
    /// What to write instead.
    pub hint: Option<&'static str>,
}

impl std::error::Error for PatternError {}

impl PatternError {
    /// Adds the error to those of a run.
    pub(super) fn report(self, diagnostics: &mut Diagnostics) {
        let Self {
            pattern,
            column,
            message,
            hint,
        } = self;
        let pattern = pattern.escape_debug();
        let message = format!("pattern `{pattern}`, column {column}: {message}");
        let diagnostic = diagnostics.error("pattern", message, None);
        if let Some(hint) = hint {
            diagnostic.help(hint);
        }
    }
}

/// One line; the pattern in it is printed without control characters.
impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            pattern,
            column,
            message,
            hint,
        } = self;
        write!(
            f,
            "pattern `{}`, column {column}: {message}",
            pattern.escape_debug()
        )?;
        match hint {
            Some(hint) => write!(f, " ({hint})"),
            None => Ok(()),
        }
    }
}

struct Parser<'p> {
    text: &'p str,
}

pub(super) fn parse(text: &str) -> Result<Pattern, PatternError> {
    let parser = Parser { text };
    if text.is_empty() {
        let hint = Some("a path such as `/users/**`, or a type such as `microsoft.graph.user`");
        return Err(parser.fail(0, "the pattern is empty", hint));
    }
    if let Some(at) = text.find("://") {
        let hint = Some("leave out the host and the version: `/users/**`");
        return Err(parser.fail(at, "a pattern is a path, not a URL", hint));
    }
    if let Some(at) = text.find(|c: char| c.is_whitespace() || c.is_control()) {
        let hint = Some("one path or one type per pattern, without a verb");
        return Err(parser.fail(at, "a pattern has no white space", hint));
    }
    match text.strip_prefix('/') {
        Some(_) => parser.path().map(Pattern::Path),
        None => parser.ty().map(Pattern::Type),
    }
}

impl Parser<'_> {
    fn fail(
        &self,
        at: usize,
        message: impl Into<String>,
        hint: Option<&'static str>,
    ) -> PatternError {
        PatternError {
            pattern: self.text.to_owned(),
            column: self.text[..at].chars().count() + 1,
            message: message.into(),
            hint,
        }
    }

    fn path(&self) -> Result<PathPattern, PatternError> {
        let mut steps = Vec::new();
        let mut at = 1;
        for segment in self.text[1..].split('/') {
            let step = self.step(segment, at, steps.is_empty())?;
            // `**/**` is `**`.
            if step != Step::Any || steps.last() != Some(&Step::Any) {
                steps.push(step);
            }
            at += segment.len() + 1;
        }
        Ok(PathPattern {
            text: self.text.to_owned(),
            steps,
        })
    }

    fn step(&self, segment: &str, at: usize, is_first: bool) -> Result<Step, PatternError> {
        match segment {
            "" => {
                let hint = Some("no `/` at the end, none doubled; `/**` selects all that is below");
                return Err(self.fail(at, "a segment is empty", hint));
            }
            "*" => return Ok(Step::One),
            "**" => return Ok(Step::Any),
            "v1.0" | "beta" if is_first => {
                let hint = Some("the metadata decides the version: `/users/**`");
                return Err(self.fail(at, "a pattern starts below the version", hint));
            }
            "." | ".." => {
                return Err(self.fail(at, "a path of the API has no relative segments", None));
            }
            _ => {}
        }
        if segment.starts_with('{') {
            let end = segment.find('}').map_or(segment.len(), |brace| brace + 1);
            if end < segment.len() || !segment.ends_with('}') {
                let hint = Some("a key is a segment of its own: `{id}`");
                return Err(self.fail(at + end, "expected a key and nothing else", hint));
            }
            return Ok(Step::Key);
        }
        let name = segment.strip_suffix("()").unwrap_or(segment);
        if name.is_empty() {
            return Err(self.fail(at, "expected the name of a function", None));
        }
        self.name(name, at)?;
        Ok(Step::Name(name.to_owned()))
    }

    /// Checks that a text is a glob for names.
    fn name(&self, name: &str, at: usize) -> Result<(), PatternError> {
        if let Some(twice) = name.find("**") {
            let hint = Some("`**` is a segment of its own; within a name `*` is enough");
            return Err(self.fail(at + twice, "`**` within a name", hint));
        }
        let allowed = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '$' | '*');
        let Some((odd, c)) = name.char_indices().find(|(_, c)| !allowed(*c)) else {
            return Ok(());
        };
        let hint = match c {
            '(' | ')' => Some(
                "a function is selected by its name, without parameters; a key is written `{id}`",
            ),
            '?' | '#' | '&' | '=' => Some("a pattern has no query options"),
            '{' | '}' => Some("a key is a segment of its own: `{id}`"),
            ':' => Some("an item addressed by path is selected as the place it leads to"),
            '\\' => Some("segments are separated by `/`"),
            '!' => Some("patterns only add; leave out what is not wanted"),
            _ => None,
        };
        Err(self.fail(
            at + odd,
            format!("`{}` cannot stand in a name", c.escape_debug()),
            hint,
        ))
    }

    fn ty(&self) -> Result<TypePattern, PatternError> {
        if let Some(at) = self.text.find('/') {
            let hint = Some("a path starts with `/`, a type has none");
            return Err(self.fail(at, "`/` in the name of a type", hint));
        }
        let (namespace, name, name_at) = match self.text.rfind('.') {
            Some(dot) => (Some(&self.text[..dot]), &self.text[dot + 1..], dot + 1),
            None => (None, self.text, 0),
        };
        if name.is_empty() {
            return Err(self.fail(
                name_at,
                "expected a name after the `.`",
                Some("`*` for all"),
            ));
        }
        if let Some(namespace) = namespace {
            let mut at = 0;
            for part in namespace.split('.') {
                if part.is_empty() {
                    return Err(self.fail(at, "a part of the namespace is empty", None));
                }
                self.name(part, at)?;
                if let Some(star) = part.find('*') {
                    let hint = Some("`microsoft.graph.**` selects the namespaces below too");
                    return Err(self.fail(at + star, "`*` within a namespace", hint));
                }
                at += part.len() + 1;
            }
        }
        let (scope, name) = match (namespace, name) {
            (Some(namespace), "**") => (Scope::Below(namespace.to_owned()), "*"),
            (Some(namespace), name) => (Scope::Namespace(namespace.to_owned()), name),
            (None, name) => (Scope::Unqualified, name),
        };
        self.name(name, name_at)?;
        if scope == Scope::Unqualified
            && let Some(star) = name.find('*')
        {
            let hint = Some("`microsoft.graph.vpp*`; for everything give no pattern at all");
            return Err(self.fail(star, "`*` in a name without namespace", hint));
        }
        Ok(TypePattern {
            text: self.text.to_owned(),
            scope,
            name: name.to_owned(),
        })
    }
}
