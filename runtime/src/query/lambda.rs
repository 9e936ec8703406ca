//! Collections in conditions: `any`, `all` and `$count` (OData URL Conventions 4.01, clauses 5.1.1.13 and 4.8).

use std::fmt::Write as _;

use super::filter::{Filter, Level};
use super::operand::{IntoTerm, Operand, Term};
use super::path::PropertyPath;
use super::queried::HasProperties;
use crate::collection::Collection;
use crate::property::{Navigation, Property};
use crate::values::Int64;

/// Where the closures of `any` and `all` make their conditions: about an element of type `T`, and nothing else.
#[derive(Clone, Copy, Debug)]
pub struct Element<T>(std::marker::PhantomData<fn() -> T>);

/// The text of a variable: a letter for each nesting, as far as there are letters.
pub(super) fn variable(depth: usize) -> String {
    const LETTERS: u8 = 26;
    match u8::try_from(depth) {
        Ok(depth @ 0..LETTERS) => char::from(b'a' + depth).to_string(),
        _ => format!("v{depth}"),
    }
}

fn lambda<T, D>(
    collection: Term,
    operator: &str,
    condition: impl FnOnce(PropertyPath<Element<T>, T>) -> Filter<Element<T>>,
) -> Filter<D> {
    let name = variable(collection.depth);
    let mut element = Term::named("").with_text(name.clone());
    element.depth = collection.depth + 1;
    let inner = condition(PropertyPath::new(element));
    let outer = collection.condition(Level::Primary, |text| {
        // Writing to a String cannot fail.
        let _ = write!(text, "/{operator}({name}:{inner})");
    });
    outer.with_concerns_of(inner)
}

macro_rules! collections {
    ($($operand:ident)*) => { $(
        /// Collections.
        impl<M, T> $operand<M, Collection<T>> {
            /// `any`: the condition holds for at least one element. An element of a simple type is compared itself, one of a structured
            /// type by its properties:
            ///
            /// ```text
            /// User::BUSINESS_PHONES.any(|phone| phone.startswith("+49"))
            /// User::ASSIGNED_LICENSES.any(|license| license.then(AssignedLicense::SKU_ID).eq(&sku))
            /// ```
            pub fn any<D: HasProperties<M>>(
                self,
                condition: impl FnOnce(PropertyPath<Element<T>, T>) -> Filter<Element<T>>,
            ) -> Filter<D> {
                lambda(self.into_term(), "any", condition)
            }

            /// `all`: the condition holds for each element, also where there is none.
            pub fn all<D: HasProperties<M>>(
                self,
                condition: impl FnOnce(PropertyPath<Element<T>, T>) -> Filter<Element<T>>,
            ) -> Filter<D> {
                lambda(self.into_term(), "all", condition)
            }

            /// `any()`: there is at least one element.
            pub fn is_not_empty<D: HasProperties<M>>(self) -> Filter<D> {
                self.into_term()
                    .condition(Level::Primary, |text| text.push_str("/any()"))
            }

            /// `$count`: how many elements there are. An advanced query where the type derives from `directoryObject`.
            pub fn count(self) -> Operand<M, Int64> {
                let mut term = self.into_term();
                let text = [term.shown(), "/$count"].concat();
                term.consistency = super::Consistency::Eventual;
                Operand::new(term.with_text(text))
            }
        }
    )* };
}

collections!(Property Navigation PropertyPath);
