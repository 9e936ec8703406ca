//! The phases of a run, and who watches them.

/// A phase of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Files are read.
    Read,
    /// Metadata and pages are parsed, and metadata files are linked.
    Parse,
    /// What pages alone describe is linked, and the model is repaired.
    Link,
    /// The model is joined with what pages say.
    Join,
    /// What is wanted is selected.
    Select,
    /// What becomes of it in Rust is decided.
    Lower,
    /// What it needs of the input is taken.
    Slice,
    /// Rust is printed.
    Print,
    /// Files are compared with those that are there, and written.
    Write,
    /// Pages are compared with the metadata, or metadata with metadata.
    #[cfg(feature = "cli")]
    Compare,
    /// Parts of the client are measured.
    Measure,
    /// Cargo checks crates.
    #[cfg(feature = "cli")]
    Check,
}

impl Phase {
    /// The phase as one word.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Parse => "parse",
            Self::Link => "link",
            Self::Join => "join",
            Self::Select => "select",
            Self::Lower => "lower",
            Self::Slice => "slice",
            Self::Print => "print",
            Self::Write => "write",
            #[cfg(feature = "cli")]
            Self::Compare => "compare",
            Self::Measure => "measure",
            #[cfg(feature = "cli")]
            Self::Check => "check",
        }
    }
}

/// Watches a run. It is told a handful of times in a run, so it costs nothing.
pub(crate) trait Watch {
    /// A phase begins, and the one before has ended.
    fn begins(&self, phase: Phase);
    /// The last phase has ended: what follows may print.
    fn ends(&self);
}

/// Nobody watches.
#[cfg(feature = "cli")]
pub(crate) struct Unwatched;

#[cfg(feature = "cli")]
impl Watch for Unwatched {
    fn begins(&self, _: Phase) {}

    fn ends(&self) {}
}
