//! Functions and operators over texts, dates and flags (OData URL Conventions 4.01, clauses 5.1.1.5 to 5.1.1.11).

use super::filter::{Filter, Level};
use super::literal::Comparand;
use super::operand::{IntoTerm, Operand, Term};
use super::path::PropertyPath;
use super::queried::HasProperties;
use crate::enumeration::Enumeration;
use crate::property::Property;
use crate::values::{Date, DateTimeOffset, TimeOfDay};

/// A function of a text and of another that says whether something holds.
fn text_condition<D, V: Comparand<String>>(term: Term, function: &str, value: &V) -> Filter<D> {
    term.call(function, |text| {
        text.push(',');
        value.append(text);
    })
    .condition(Level::Primary, |_| {})
}

macro_rules! functions {
    ($($operand:ident)*) => { $(
        /// Functions of texts.
        impl<M> $operand<M, String> {
            /// `startswith`.
            pub fn startswith<D: HasProperties<M>>(self, text: impl Comparand<String>) -> Filter<D> {
                text_condition(self.into_term(), "startswith", &text)
            }

            /// `endswith`. An advanced query where the type derives from `directoryObject`.
            pub fn endswith<D: HasProperties<M>>(self, text: impl Comparand<String>) -> Filter<D> {
                text_condition(self.into_term(), "endswith", &text).advanced()
            }

            /// `contains`.
            pub fn contains<D: HasProperties<M>>(self, text: impl Comparand<String>) -> Filter<D> {
                text_condition(self.into_term(), "contains", &text)
            }

            /// `tolower`: the text in small letters.
            pub fn tolower(self) -> Operand<M, String> {
                Operand::new(self.into_term().call("tolower", |_| {}))
            }

            /// `toupper`: the text in capital letters.
            pub fn toupper(self) -> Operand<M, String> {
                Operand::new(self.into_term().call("toupper", |_| {}))
            }

            /// `trim`: the text without white space around it.
            pub fn trim(self) -> Operand<M, String> {
                Operand::new(self.into_term().call("trim", |_| {}))
            }

            /// `length`: how many characters it has.
            pub fn length(self) -> Operand<M, i32> {
                Operand::new(self.into_term().call("length", |_| {}))
            }

            /// `indexof`: how many characters stand before the first place where it has this text; -1 where it has not.
            pub fn indexof(self, text: impl Comparand<String>) -> Operand<M, i32> {
                Operand::new(self.into_term().call("indexof", |call| {
                    call.push(',');
                    text.append(call);
                }))
            }

            /// `substring`: the text without so many characters at its start.
            pub fn substring(self, start: u32) -> Operand<M, String> {
                Operand::new(self.into_term().call("substring", |call| {
                    call.push(',');
                    call.push_str(&start.to_string());
                }))
            }

            /// `concat`: the text with this one behind it.
            pub fn concat(self, text: impl Comparand<String>) -> Operand<M, String> {
                Operand::new(self.into_term().call("concat", |call| {
                    call.push(',');
                    text.append(call);
                }))
            }
        }

        /// Parts of a point in time.
        impl<M> $operand<M, DateTimeOffset> {
            parts! {
                year: i32, "year";
                month: i32, "month";
                day: i32, "day";
                hour: i32, "hour";
                minute: i32, "minute";
                second: i32, "second";
                date: Date, "date";
                time: TimeOfDay, "time";
            }
        }

        /// Parts of a date.
        impl<M> $operand<M, Date> {
            parts! {
                year: i32, "year";
                month: i32, "month";
                day: i32, "day";
            }
        }

        /// Flags.
        impl<M, E: Enumeration> $operand<M, E> {
            /// `has`: has at least these flags.
            pub fn has<D: HasProperties<M>>(self, flags: impl Comparand<E>) -> Filter<D> {
                self.into_term().condition(Level::Comparison, |text| {
                    text.push_str(" has ");
                    flags.append(text);
                })
            }
        }

        /// Type conversion.
        impl<M, T> $operand<M, T> {
            /// `cast(…, Edm.Int32)`: the value as another type, as extended properties of Outlook want it, which are all texts.
            pub fn cast_to<U: EdmPrimitive>(self) -> Operand<M, U> {
                Operand::new(self.into_term().call("cast", |call| {
                    call.push(',');
                    call.push_str(U::NAME);
                }))
            }
        }
    )* };
}

macro_rules! parts {
    ($($name:ident: $type:ty, $function:literal;)*) => { $(
        #[doc = concat!("`", $function, "`.")]
        pub fn $name(self) -> Operand<M, $type> {
            Operand::new(self.into_term().call($function, |_| {}))
        }
    )* };
}

functions!(Property PropertyPath Operand);

/// A primitive type with the name that the metadata gives it.
pub trait EdmPrimitive {
    /// `Edm.Int32`.
    const NAME: &'static str;
}

macro_rules! primitives {
    ($($type:ty = $name:literal;)*) => { $(
        impl EdmPrimitive for $type {
            const NAME: &'static str = $name;
        }
    )* };
}

primitives! {
    String = "Edm.String";
    bool = "Edm.Boolean";
    i8 = "Edm.SByte";
    u8 = "Edm.Byte";
    i16 = "Edm.Int16";
    i32 = "Edm.Int32";
    crate::values::Int64 = "Edm.Int64";
    crate::values::Single = "Edm.Single";
    crate::values::Double = "Edm.Double";
    crate::values::Decimal = "Edm.Decimal";
    crate::values::Guid = "Edm.Guid";
    DateTimeOffset = "Edm.DateTimeOffset";
    Date = "Edm.Date";
    TimeOfDay = "Edm.TimeOfDay";
    crate::values::Duration = "Edm.Duration";
    crate::values::Binary = "Edm.Binary";
}
