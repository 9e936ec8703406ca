//! `Edm.TimeOfDay`.

use super::NotLexical;
use super::lexical::{Cursor, lexical};
use crate::field::Value;

lexical! {
    /// An `Edm.TimeOfDay`: `08:30:00.0000000`.
    TimeOfDay, "an Edm.TimeOfDay (hh:mm[:ss[.fraction]])", Bare
}

impl TimeOfDay {
    fn is_lexical(text: &str) -> bool {
        let mut cursor = Cursor(text.as_bytes());
        cursor.time() && cursor.at_end()
    }

    /// As a `jiff::civil::Time`.
    ///
    /// # Errors
    /// When the text has more than nine digits after the point.
    pub fn to_time(&self) -> Result<jiff::civil::Time, NotLexical> {
        self.0
            .parse()
            .map_err(|error| NotLexical::because(<Self as Value>::EXPECTED, &self.0, error))
    }
}

impl From<jiff::civil::Time> for TimeOfDay {
    fn from(time: jiff::civil::Time) -> Self {
        Self(time.to_string().into())
    }
}
