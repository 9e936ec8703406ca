//! `Edm.Duration`.

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

impl From<std::time::Duration> for Duration {
    fn from(duration: std::time::Duration) -> Self {
        // Whole seconds and nanoseconds: the text has no limit.
        let (seconds, nanoseconds) = (duration.as_secs(), duration.subsec_nanos());
        let text = match nanoseconds {
            0 => format!("PT{seconds}S"),
            _ => format!("PT{seconds}.{nanoseconds:09}S"),
        };
        Self(text.into())
    }
}
