//! The header `Retry-After` (RFC 9110, clause 10.2.3).

use std::time::Duration;

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderName};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;

/// How long an answer asks to wait, from its arrival on: seconds, or a date, which counts from the answer's own date, since clocks
/// differ.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    // Some services write fractions.
    if let Ok(seconds) = text.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds).ok();
    }
    let until = date(headers, &RETRY_AFTER)?;
    let from = date(headers, &DATE).unwrap_or_else(Timestamp::now);
    let left = until.duration_since(from);
    Some(Duration::try_from(left).unwrap_or_default())
}

/// A date as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT`. The two forms that RFC 9110 calls obsolete are not read.
fn date(headers: &HeaderMap, name: &HeaderName) -> Option<Timestamp> {
    static PARSER: DateTimeParser = DateTimeParser::new();
    let text = headers.get(name)?.to_str().ok()?;
    PARSER.parse_timestamp(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(HeaderName, &'static str)]) -> Option<Duration> {
        let headers = pairs.iter().map(|(name, value)| {
            let value = http::HeaderValue::from_static(value);
            (name.clone(), value)
        });
        retry_after(&headers.collect())
    }

    #[test]
    fn seconds_and_dates_are_read() {
        assert_eq!(of(&[(RETRY_AFTER, "120")]), Some(Duration::from_secs(120)));
        assert_eq!(of(&[(RETRY_AFTER, " 0 ")]), Some(Duration::ZERO));
        assert_eq!(
            of(&[(RETRY_AFTER, "1.5")]),
            Some(Duration::from_millis(1500))
        );
        let date = (DATE, "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(
            of(&[(RETRY_AFTER, "Sun, 06 Nov 1994 08:51:37 GMT"), date.clone()]),
            Some(Duration::from_secs(120))
        );
        // What is past asks for no wait.
        assert_eq!(
            of(&[(RETRY_AFTER, "Sun, 06 Nov 1994 08:00:00 GMT"), date]),
            Some(Duration::ZERO)
        );
        assert_eq!(
            of(&[(RETRY_AFTER, "Sun, 06 Nov 1994 08:49:37 GMT")]),
            Some(Duration::ZERO)
        );
    }

    #[test]
    fn what_says_nothing_is_none() {
        for odd in ["", "soon", "-1", "NaN", "inf", "1e300", "Sun, 06 Nov 1994"] {
            assert_eq!(of(&[(RETRY_AFTER, odd)]), None, "{odd}");
        }
        assert_eq!(of(&[]), None);
    }
}
