//! Values that can be keys.

use crate::values::{Guid, Int64};

use super::{push_literal, push_number, push_percent_encoded, push_quoted};

/// The value of a key, as it is written into a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyValue<'a> {
    /// A string: bare as a segment, quoted inside parentheses.
    Text(&'a str),
    /// A number.
    Integer(i64),
    /// A guid, date or the like: a lexical form that is never quoted.
    Bare(&'a str),
}

impl KeyValue<'_> {
    pub(super) fn push_segment(self, out: &mut String) {
        match self {
            Self::Text(text) | Self::Bare(text) => push_percent_encoded(out, text),
            Self::Integer(number) => push_number(out, number),
        }
    }

    pub(super) fn push_literal(self, out: &mut String) {
        match self {
            Self::Text(text) => push_quoted(out, text),
            Self::Bare(text) => push_literal(out, text),
            Self::Integer(number) => push_number(out, number),
        }
    }
}

/// What may stand as the key of an entity: strings, integers, guids.
pub trait Key {
    /// The key's value.
    fn value(&self) -> KeyValue<'_>;
}

impl<K: Key + ?Sized> Key for &K {
    fn value(&self) -> KeyValue<'_> {
        (**self).value()
    }
}

impl Key for str {
    fn value(&self) -> KeyValue<'_> {
        KeyValue::Text(self)
    }
}

impl Key for String {
    fn value(&self) -> KeyValue<'_> {
        KeyValue::Text(self)
    }
}

impl Key for std::borrow::Cow<'_, str> {
    fn value(&self) -> KeyValue<'_> {
        KeyValue::Text(self)
    }
}

macro_rules! integer_keys {
    ($($integer:ty)*) => {
        $(impl Key for $integer {
            fn value(&self) -> KeyValue<'_> {
                KeyValue::Integer((*self).into())
            }
        })*
    };
}

integer_keys!(i8 i16 i32 i64 u8 u16 u32);

impl Key for Guid {
    fn value(&self) -> KeyValue<'_> {
        KeyValue::Bare(self.as_str())
    }
}

impl Key for Int64 {
    fn value(&self) -> KeyValue<'_> {
        KeyValue::Integer(self.get())
    }
}
