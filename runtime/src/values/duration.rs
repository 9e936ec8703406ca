//! `Edm.Duration`.

use jiff::{SignedDuration, Span};

use super::NotLexical;
use super::lexical::{Cursor, lexical};

lexical! {
    /// An `Edm.Duration`: `P30D`, `PT1H30M`, `-P1DT12H`; also with years, months and weeks, which Graph sends and OData does not know.
    Duration, "an Edm.Duration ([-]P[nY][nM][nW][nD][T[nH][nM][n[.n]S]])", Duration
}

impl Duration {
    fn is_lexical(text: &str) -> bool {
        let mut cursor = Cursor(text.as_bytes());
        let _ = cursor.byte(b'-') || cursor.byte(b'+');
        let days = cursor.byte(b'P').then(|| parts(&mut cursor, b"YMWD"));
        match (days, cursor.byte(b'T')) {
            (Some(Parts::Some | Parts::None), true) => {
                matches!(parts(&mut cursor, b"HMS"), Parts::Some) && cursor.at_end()
            }
            (Some(Parts::Some), false) => cursor.at_end(),
            _ => false,
        }
    }

    /// As a span of calendar units and time.
    ///
    /// # Errors
    /// When a number is beyond what jiff holds.
    pub fn to_span(&self) -> Result<Span, NotLexical> {
        self.0
            .parse()
            .map_err(|error| NotLexical::because("a span of time", &self.0, error))
    }

    /// As an exact duration, with days of 24 hours and weeks of seven days.
    ///
    /// # Errors
    /// When the text has years or months, which have no exact length, or a number is beyond what jiff holds.
    pub fn to_signed_duration(&self) -> Result<SignedDuration, NotLexical> {
        self.to_span()?
            .to_duration(jiff::SpanRelativeTo::days_are_24_hours())
            .map_err(|error| NotLexical::because("a duration of exact length", &self.0, error))
    }
}

enum Parts {
    None,
    Some,
    Broken,
}

/// Numbers, each with one of `units` behind it, in that order; seconds may have a fraction.
fn parts(cursor: &mut Cursor<'_>, units: &[u8]) -> Parts {
    let mut units = units.iter();
    let mut found = Parts::None;
    while cursor.0.first().is_some_and(u8::is_ascii_digit) {
        cursor.digits();
        if cursor.byte(b'.') && (cursor.digits() == 0 || !matches!(cursor.0, [b'S' | b's', ..])) {
            return Parts::Broken;
        }
        if !units.any(|unit| cursor.byte(*unit)) {
            return Parts::Broken;
        }
        found = Parts::Some;
    }
    found
}

impl From<SignedDuration> for Duration {
    fn from(duration: SignedDuration) -> Self {
        Self(duration.to_string().into())
    }
}

impl From<Span> for Duration {
    fn from(span: Span) -> Self {
        Self(span.to_string().into())
    }
}

impl From<std::time::Duration> for Duration {
    fn from(duration: std::time::Duration) -> Self {
        // Whole seconds and nanoseconds; beyond jiff's reach on purpose, the text has no limit.
        let (seconds, nanoseconds) = (duration.as_secs(), duration.subsec_nanos());
        let text = match nanoseconds {
            0 => format!("PT{seconds}S"),
            _ => format!("PT{seconds}.{nanoseconds:09}S"),
        };
        Self(text.into())
    }
}
