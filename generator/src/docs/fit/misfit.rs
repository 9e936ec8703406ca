//! What does not fit, and where in a value it stands.

use crate::diagnostics::Span;

/// Something in a value that does not fit its type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// The way to it from the whole value, as `value[0].state`; empty for the whole.
    pub path: String,
    /// Where it stands in the page.
    pub span: Span,
    /// What it is, in kebab case: `unknown-property`, `unknown-parameter`, `unknown-member`, `unknown-type`, `other-type`,
    /// `other-shape`, `bad-format`; and, of those that are soft, `case-differs`, `derived-type-property`, `no-offset`, `bare-array`.
    pub kind: &'static str,
    /// What is wrong, for people.
    pub message: String,
    /// Where the metadata declares what was expected.
    pub declared: Option<Span>,
}

/// How much a misfit means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// A client takes the value, or a service does.
    Soft,
    /// The value is none of its type.
    Hard,
}

impl Misfit {
    /// How much it means.
    pub fn weight(&self) -> Weight {
        match self.kind {
            "case-differs" | "derived-type-property" | "no-offset" | "bare-array" => Weight::Soft,
            _ => Weight::Hard,
        }
    }
}

/// A place in a value: a step in [`Paths`], or the whole.
#[derive(Debug, Clone, Copy)]
pub(super) struct Path(Option<usize>);

impl Path {
    pub(super) const ROOT: Self = Self(None);
}

#[derive(Debug)]
enum Step<'n> {
    Member(&'n str),
    Element(usize),
}

/// The ways to all values that were judged. A way is put into words only where something does not fit.
#[derive(Debug, Default)]
pub(super) struct Paths<'n>(Vec<(Path, Step<'n>)>);

impl<'n> Paths<'n> {
    pub(super) fn member(&mut self, parent: Path, name: &'n str) -> Path {
        self.push(parent, Step::Member(name))
    }

    pub(super) fn element(&mut self, parent: Path, index: usize) -> Path {
        self.push(parent, Step::Element(index))
    }

    fn push(&mut self, parent: Path, step: Step<'n>) -> Path {
        self.0.push((parent, step));
        Path(Some(self.0.len() - 1))
    }

    pub(super) fn text(&self, path: Path) -> String {
        let mut steps = Vec::new();
        let mut next = path;
        while let Some((parent, step)) = next.0.and_then(|index| self.0.get(index)) {
            steps.push(step);
            next = *parent;
        }
        let mut text = String::new();
        for step in steps.into_iter().rev() {
            match step {
                Step::Element(index) => text.push_str(&format!("[{index}]")),
                Step::Member(name) => {
                    if !text.is_empty() {
                        text.push('.');
                    }
                    text.push_str(&shortened(name));
                }
            }
        }
        text
    }
}

/// A text of the input for a message: the beginning of a long one.
pub(super) fn shortened(text: &str) -> String {
    const MAX: usize = 60;
    match text.char_indices().nth(MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
