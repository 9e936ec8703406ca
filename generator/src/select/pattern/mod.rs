//! Selectors: which paths and types of the API are wanted.
//!
//! A path pattern starts with `/`: `/deviceAppManagement/vppTokens/**`. Its segments are
//! - a name, in which `*` stands for any run of characters: `messages`, `getEmail*`;
//! - `{anything}`: a key;
//! - `*`: any one segment, name or key;
//! - `**`: any number of segments, none included.
//!
//! Every other pattern names types: `microsoft.graph.vppToken`, `microsoft.graph.security.*` (the
//! types of that namespace), `microsoft.graph.**` (those of the namespaces below it too).

mod glob;
mod parse;
mod set;
#[cfg(test)]
mod tests;
mod types;

pub use crate::nearest::nearest;
pub use parse::PatternError;
pub use set::{PatternSet, Segment, State};
pub use types::{TypeMatch, TypePattern};

/// A selector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    /// Selects paths.
    Path(PathPattern),
    /// Selects types.
    Type(TypePattern),
}

/// A pattern of paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathPattern {
    text: String,
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
        }
    }
}

impl PathPattern {
    /// The pattern as it was written.
    pub fn text(&self) -> &str {
        &self.text
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
