//! `Edm.DateTimeOffset`.

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

    /// Where the offset begins; the length of the text if it has none.
    pub(super) fn offset_at(&self) -> usize {
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
