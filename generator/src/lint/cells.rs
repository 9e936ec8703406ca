//! What cells of tables and words in JSON say of types, and whether that is what the metadata says.

use super::Lint;
use super::exchange::{is_untyped, related};
use crate::csdl::Cardinality;
use crate::docs::page::PropertyRow;
use crate::docs::synthesize::words::{self, Trust, Wire};
use crate::model::{Primitive, Type, TypeUse};
use std::borrow::Cow;

/// What a page says of a type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Said {
    what: What,
    /// One or many; `None` where there are words that say nothing here.
    cardinality: Option<Cardinality>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum What {
    Primitive(Primitive, Trust),
    Type(Type),
}

/// Where a page says it. JSON shows the form of a value: a string stands for all that is a string on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    Cell,
    Json,
}

impl Lint<'_, '_, '_> {
    /// What the cell of a row says; `None` where that is in words that are not known, as in translated pages.
    pub(super) fn cell(&self, row: &PropertyRow<'_>) -> Option<Said> {
        let cell = row.ty.as_ref()?;
        let Some(link) = &row.link else {
            return self.word(&cell.text);
        };
        let what = match link.target.split_once('#') {
            // Sections describe enumerations within a page about something else.
            Some((_, fragment)) if !fragment.is_empty() => None,
            _ => self.types.linked(&link.target).map(What::Type),
        };
        let (text, many) = words::collection(&link.text);
        let named = self.named(text);
        let cardinality = match many {
            true => Some(Cardinality::Many),
            // Other words may say anything.
            false => named.and_then(|_| cardinality_around(row)),
        };
        Some(Said {
            what: what.or(named)?,
            cardinality,
        })
    }

    /// What a word says that is all there is.
    pub(super) fn word(&self, text: &str) -> Option<Said> {
        let (inner, many) = words::collection(text);
        let cardinality = match many {
            true => Cardinality::Many,
            false => Cardinality::One,
        };
        Some(Said {
            what: self.named(inner)?,
            cardinality: Some(cardinality),
        })
    }

    fn named(&self, text: &str) -> Option<What> {
        if let Some((primitive, trust)) = words::primitive(text) {
            return Some(What::Primitive(primitive, trust));
        }
        let name = text.trim_matches(|one: char| one.is_whitespace() || "*`".contains(one));
        self.types.named(self.model, name).map(What::Type)
    }

    /// Why what is said is not what is declared; `None` where it is, or may be.
    pub(super) fn contradiction(
        &self,
        said: Said,
        declared: TypeUse,
        source: Source,
    ) -> Option<&'static str> {
        if is_untyped(declared.ty) {
            return None;
        }
        if said
            .cardinality
            .is_some_and(|one| one != declared.cardinality)
        {
            return Some("collection");
        }
        match (said.what, declared.ty) {
            (What::Type(said), declared) => {
                (!related(self.model, said, declared)).then_some("type")
            }
            (What::Primitive(said, trust), Type::Primitive(declared)) => {
                let fits = match (trust, source) {
                    _ if said == declared => true,
                    (Trust::Kind, Source::Json) => words::wire(said) == words::wire(declared),
                    // `Integer`, of any size.
                    (Trust::Kind, Source::Cell) => said == Primitive::Int32 && is_whole(declared),
                    (Trust::Word, _) => false,
                };
                (!fits).then_some("primitive")
            }
            (What::Primitive(said, _), _) if words::wire(said) == Wire::Any => None,
            (What::Primitive(Primitive::String, _), Type::Enum(_)) => match source {
                Source::Cell => Some("string-for-enumeration"),
                Source::Json => None,
            },
            (What::Primitive(..), _) => Some("type"),
        }
    }
}

fn is_whole(primitive: Primitive) -> bool {
    use Primitive::{Byte, Int16, Int32, Int64, SByte};
    matches!(primitive, Byte | SByte | Int16 | Int32 | Int64)
}

/// One or many, by what stands around the link of a cell.
fn cardinality_around(row: &PropertyRow<'_>) -> Option<Cardinality> {
    let (cell, link) = (row.ty.as_ref()?, row.link.as_ref()?);
    let Cow::Borrowed(text) = cell.text else {
        return None;
    };
    let place = |at: u32| at.checked_sub(cell.span.start).map(|at| at as usize);
    let before = text.get(..place(link.span.start)?)?;
    let after = text.get(place(link.span.end)?..)?;
    let is_mark = |one: char| one.is_whitespace() || "()*`".contains(one);
    let around = format!(
        "{} {}",
        before.trim_matches(is_mark),
        after.trim_matches(is_mark)
    );
    match around.trim().to_ascii_lowercase().as_str() {
        "" => Some(Cardinality::One),
        "collection" | "collection of" => Some(Cardinality::Many),
        _ => None,
    }
}
