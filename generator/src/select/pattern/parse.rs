//! Reading patterns.

use super::types::Scope;
use super::{
    By, DocumentedPattern, MemberPattern, Methods, PathPattern, Pattern, Step, TypePattern, nearest,
};
use crate::diagnostics::{Diagnostics, Span};
use crate::docs::page::Method;
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
    pub(super) fn report(self, span: Option<Span>, diagnostics: &mut Diagnostics) {
        let Self {
            pattern,
            column,
            message,
            hint,
        } = self;
        let pattern = pattern.escape_debug();
        let message = format!("pattern `{pattern}`, column {column}: {message}");
        let diagnostic = diagnostics.error("pattern", message, span);
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
    if let Some(pattern) = parser.documented() {
        return pattern.map(Pattern::Documented);
    }
    if let Some(at) = text.find("://") {
        let hint = Some("leave out the host and the version: `/users/**`");
        return Err(parser.fail(at, "a pattern is a path, not a URL", hint));
    }
    if text.starts_with('!') {
        let hint =
            Some("what is left out is an exclude of its own; `!` is for lines of filter files");
        return Err(parser.fail(0, "`!` before a pattern", hint));
    }
    if text.starts_with('@') {
        let hint = Some("a file stands where patterns are given, not within another one");
        return Err(parser.fail(0, "a file in place of a pattern", hint));
    }
    let (methods, path_at) = parser.methods()?;
    let rest = &text[path_at..];
    if let Some(at) = rest.find(|c: char| c.is_whitespace() || c.is_control()) {
        let hint =
            Some("one path or one type per pattern; verbs stand before it with commas between");
        return Err(parser.fail(path_at + at, "a pattern has no white space", hint));
    }
    if rest.starts_with('/') {
        return parser.path(methods, path_at).map(Pattern::Path);
    }
    if path_at > 0 {
        let hint = Some("verbs go with a path, as in `GET /users`");
        return Err(parser.fail(path_at, "expected a path", hint));
    }
    match text.split_once('/') {
        Some((ty, members)) => parser.members(ty, members).map(Pattern::Members),
        None => parser.ty(text).map(Pattern::Type),
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

    /// A permission or a tag, if the text begins as one.
    fn documented(&self) -> Option<Result<DocumentedPattern, PatternError>> {
        let (prefix, rest) = self.text.split_once(':')?;
        let at = prefix.len() + 1;
        let odd = |allowed: fn(char) -> bool| rest.char_indices().find(|(_, c)| !allowed(*c));
        let fault = match prefix {
            "permission" => odd(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')),
            "tag" => odd(|c| !c.is_control()),
            _ => return None,
        };
        if rest.trim().is_empty() || rest.trim_start().starts_with('=') {
            let hint = Some("`permission:Mail.Read`, `tag:intune` or `tag:ms.prod=intune`");
            return Some(Err(self.fail(at, "expected a name", hint)));
        }
        if let Some((odd, c)) = fault {
            let message = format!("`{}` cannot stand here", c.escape_debug());
            return Some(Err(self.fail(at + odd, message, None)));
        }
        let by = match prefix {
            "permission" => By::Permission(rest.to_owned()),
            _ => By::tag(rest),
        };
        Some(Ok(DocumentedPattern {
            text: self.text.to_owned(),
            by,
        }))
    }

    /// The verbs before a path, all where there are none, and where the path begins.
    fn methods(&self) -> Result<(Methods, usize), PatternError> {
        let Some(space) = self.text.find(char::is_whitespace) else {
            return Ok((Methods::ALL, 0));
        };
        let verbs = &self.text[..space];
        if verbs.contains('/') {
            return Ok((Methods::ALL, 0));
        }
        let mut methods = Methods::NONE;
        let mut at = 0;
        for verb in verbs.split(',') {
            let mut known = Method::ALL.into_iter();
            match known.find(|one| one.as_str().eq_ignore_ascii_case(verb)) {
                Some(method) => methods = methods.or(Methods::one(method)),
                None => {
                    let near = nearest(verb, Method::ALL.map(Method::as_str));
                    let meant = match near.first() {
                        Some(near) => format!("; did you mean `{near}`?"),
                        None => String::new(),
                    };
                    let message = format!("`{}` is no verb of the API{meant}", verb.escape_debug());
                    let hint =
                        Some("verbs stand before a path with commas between: `GET,POST /users`");
                    return Err(self.fail(at, message, hint));
                }
            }
            at += verb.len() + 1;
        }
        let rest = self.text[space..].trim_start();
        Ok((methods, self.text.len() - rest.len()))
    }

    fn path(&self, methods: Methods, path_at: usize) -> Result<PathPattern, PatternError> {
        let mut steps = Vec::new();
        let mut at = path_at + 1;
        for segment in self.text[at..].split('/') {
            let step = self.step(segment, at, steps.is_empty())?;
            // `**/**` is `**`.
            if step != Step::Any || steps.last() != Some(&Step::Any) {
                steps.push(step);
            }
            at += segment.len() + 1;
        }
        Ok(PathPattern {
            text: self.text.to_owned(),
            methods,
            steps,
        })
    }

    /// The members after the `/`: one glob, or several in braces.
    fn members(&self, ty: &str, members: &str) -> Result<MemberPattern, PatternError> {
        let at = ty.len() + 1;
        let pattern = self.ty(ty)?;
        let inner = members.strip_prefix('{').map(|rest| {
            let closed = rest.strip_suffix('}');
            closed.ok_or_else(|| {
                let hint = Some("several members are written `{appleId,state}`");
                self.fail(self.text.len(), "expected `}`", hint)
            })
        });
        let (names, mut at) = match inner {
            Some(inner) => (inner?, at + 1),
            None => (members, at),
        };
        let mut globs = Vec::new();
        for name in names.split(',') {
            if name.is_empty() {
                let hint =
                    Some("`vppToken/appleId`, `vppToken/{appleId,state}`, or `vppToken/*` for all");
                return Err(self.fail(at, "expected the name of a member", hint));
            }
            if let Some(slash) = name.find('/') {
                let hint = Some("a path starts with `/`, a member stands after its type");
                return Err(self.fail(at + slash, "`/` in the name of a member", hint));
            }
            self.name(name, at)?;
            globs.push(name.to_owned());
            at += name.len() + 1;
        }
        if globs.len() > 1 && !members.starts_with('{') {
            let hint = Some("several members are written `{appleId,state}`");
            return Err(self.fail(ty.len() + 1, "`,` outside braces", hint));
        }
        Ok(MemberPattern {
            text: self.text.to_owned(),
            ty: pattern,
            members: globs,
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
            _ => None,
        };
        Err(self.fail(
            at + odd,
            format!("`{}` cannot stand in a name", c.escape_debug()),
            hint,
        ))
    }

    /// A pattern of types, which begins the text.
    fn ty(&self, ty: &str) -> Result<TypePattern, PatternError> {
        let (namespace, name, name_at) = match ty.rfind('.') {
            Some(dot) => (Some(&ty[..dot]), &ty[dot + 1..], dot + 1),
            None => (None, ty, 0),
        };
        if name.is_empty() {
            let hint = Some("`*` for all");
            return Err(self.fail(name_at, "expected the name of a type", hint));
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
            text: ty.to_owned(),
            scope,
            name: name.to_owned(),
        })
    }
}
