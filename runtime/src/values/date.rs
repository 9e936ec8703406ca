//! `Edm.Date`.

use super::NotLexical;
use super::lexical::{Cursor, lexical};
use crate::field::Value;

lexical! {
    /// An `Edm.Date`: `2026-11-23`.
    Date, "an Edm.Date (YYYY-MM-DD)", Bare
}

impl Date {
    fn is_lexical(text: &str) -> bool {
        let mut cursor = Cursor(text.as_bytes());
        cursor.date() && cursor.at_end()
    }

    /// As a `jiff::civil::Date`.
    ///
    /// # Errors
    /// When no calendar has the day, or jiff's does not reach to it (years -9999 to 9999).
    pub fn to_date(&self) -> Result<jiff::civil::Date, NotLexical> {
        self.0
            .parse()
            .map_err(|error| NotLexical::because(<Self as Value>::EXPECTED, &self.0, error))
    }
}

impl From<jiff::civil::Date> for Date {
    fn from(date: jiff::civil::Date) -> Self {
        Self(date.to_string().into())
    }
}
