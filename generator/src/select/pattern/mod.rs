//! Selectors: which part of the API is wanted, or left out. Every option that takes a pattern takes all of them.
//!
//! | pattern | selects |
//! |---|---|
//! | `/deviceAppManagement/vppTokens/**` | paths, with all requests there |
//! | `GET,POST /users/{id}/messages` | the same with these verbs only |
//! | `microsoft.graph.vppToken`, `vppToken` | a type |
//! | `microsoft.graph.security.*`, `microsoft.graph.**` | the types of a namespace; those of the namespaces below it too |
//! | `vppToken/{appleId,state}`, `vppToken/apple*` | properties and operations of a type |
//! | `permission:Mail.Read` | the documented requests that the permission allows |
//! | `tag:ms.prod=intune`, `tag:intune` | the documented requests of pages with this entry at their top |
//!
//! Segments of a path are
//! - a name, in which `*` stands for any run of characters: `messages`, `getEmail*`;
//! - `{anything}`: a key;
//! - `*`: any one segment, name or key;
//! - `**`: any number of segments, none included.
//!
//! Included properties of a type stand in place of all of them, its key apart. A property that a base declares is a property
//! of all types that derive from it: it is left out where none of those that are wanted asks for it.
//!
//! A permission allows what needs it, and what needs the lesser one that it swallows: `Mail.ReadWrite` allows what needs
//! `Mail.Read`. Where a request needs several together, all of them must be given. A tag without key is one of `ms.prod`.
//!
//! An exclude takes away what it selects: paths with all that is below them, types, members. Paths share the builder of the
//! type that they lead to, so an excluded path is a member of a type that is gone: without `/users/{id}/messages` there is
//! no `/me/messages` either.

mod documented;
mod glob;
mod members;
mod methods;
mod parse;
mod set;
#[cfg(test)]
mod tests;
mod types;

pub use crate::nearest::nearest;
pub use documented::{By, DocumentedPattern};
pub use members::MemberPattern;
pub use methods::Methods;
pub use parse::PatternError;
pub use set::{PatternSet, Segment, State, Written};
pub use types::{TypeMatch, TypePattern};

/// A selector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    /// Selects paths.
    Path(PathPattern),
    /// Selects types.
    Type(TypePattern),
    /// Selects members of types.
    Members(MemberPattern),
    /// Selects documented requests.
    Documented(DocumentedPattern),
}

/// A pattern of paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathPattern {
    text: String,
    methods: Methods,
    steps: Vec<Step>,
}

/// One segment of a path pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A name; `*` in it stands for any run of characters.
    Name(String),
    /// A key.
    Key,
    /// Any one segment: `*`.
    One,
    /// Any number of segments: `**`.
    Any,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// Says at which column what is wrong, with a hint where there is one to give.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        parse::parse(text)
    }

    /// The pattern as it was written.
    pub fn text(&self) -> &str {
        match self {
            Self::Path(path) => path.text(),
            Self::Type(ty) => ty.text(),
            Self::Members(members) => members.text(),
            Self::Documented(documented) => documented.text(),
        }
    }
}

impl PathPattern {
    /// The pattern as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The verbs that it selects.
    pub fn methods(&self) -> Methods {
        self.methods
    }

    /// Its segments.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }
}

impl Step {
    fn matches(&self, segment: Segment<'_>) -> bool {
        match (self, segment) {
            (Self::Name(glob), Segment::Name(name)) => glob::matches(glob, name),
            (Self::Key, Segment::Key) | (Self::One | Self::Any, _) => true,
            (Self::Name(_), Segment::Key) | (Self::Key, Segment::Name(_)) => false,
        }
    }
}
