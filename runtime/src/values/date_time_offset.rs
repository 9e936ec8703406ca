//! `Edm.DateTimeOffset`.

use jiff::Timestamp;
use jiff::civil::DateTime;

use super::NotLexical;
use super::lexical::{Cursor, lexical};

lexical! {
    /// An `Edm.DateTimeOffset`: `2026-11-23T21:18:14.1234567Z`. Graph also sends times without offset, and the ends of .NET's calendar
    /// (`0001-01-01T00:00:00Z`, `9999-12-31T23:59:59.9999999Z`) for "never" and "for ever".
    DateTimeOffset, "an Edm.DateTimeOffset (YYYY-MM-DDThh:mm[:ss[.fraction]][Z|±hh:mm])", Bare
}

impl DateTimeOffset {
    fn is_lexical(text: &str) -> bool {
        let mut cursor = Cursor(text.as_bytes());
        cursor.date()
            && cursor.byte(b'T')
            && cursor.time()
            && (cursor.at_end() || offset(&mut cursor))
    }

    /// Whether the text says where on Earth its time is meant: `Z` or an offset.
    #[must_use]
    pub fn has_offset(&self) -> bool {
        self.offset_at() < self.0.len()
    }

    /// As a point in time.
    ///
    /// # Errors
    /// When the text has no offset, no calendar has the day, or jiff does not reach to it (it ends at `9999-12-30T22:00:00Z`).
    pub fn to_timestamp(&self) -> Result<Timestamp, NotLexical> {
        self.0
            .parse()
            .map_err(|error| NotLexical::because("a point in time", &self.0, error))
    }

    /// Date and time of day as the text spells them, whatever its offset; reaches from the year -9999 to the end of 9999.
    ///
    /// # Errors
    /// When no calendar has the day.
    pub fn to_date_time(&self) -> Result<DateTime, NotLexical> {
        let civil = self.0.get(..self.offset_at()).unwrap_or(&self.0);
        civil
            .parse()
            .map_err(|error| NotLexical::because("a date and time", &self.0, error))
    }

    /// Where the offset begins; the length of the text if it has none.
    fn offset_at(&self) -> usize {
        let time = self.0.find(['T', 't']).unwrap_or(0);
        self.0
            .get(time..)
            .and_then(|rest| rest.find(['Z', 'z', '+', '-']))
            .map_or(self.0.len(), |at| time + at)
    }
}

/// `"Z" / SIGN hour ":" minute`
fn offset(cursor: &mut Cursor<'_>) -> bool {
    let signed = |cursor: &mut Cursor<'_>| {
        (cursor.byte(b'+') || cursor.byte(b'-'))
            && cursor.two_digits(0, 23)
            && cursor.byte(b':')
            && cursor.two_digits(0, 59)
    };
    (cursor.byte(b'Z') || signed(cursor)) && cursor.at_end()
}

impl From<Timestamp> for DateTimeOffset {
    fn from(timestamp: Timestamp) -> Self {
        Self(timestamp.to_string().into())
    }
}
