//! The header `Retry-After` (RFC 9110, clause 10.2.3).

use std::time::{Duration, SystemTime};

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderName};

/// How long an answer asks to wait, from its arrival on: seconds, or a date, which counts from the answer's own date, since clocks
/// differ.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Some(wait) = seconds(text) {
        return Some(wait);
    }
    let until = httpdate::parse_http_date(text).ok()?;
    let from = date(headers, &DATE).unwrap_or_else(SystemTime::now);
    Some(until.duration_since(from).unwrap_or_default())
}

/// Seconds; some services write fractions.
fn seconds(text: &str) -> Option<Duration> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let milliseconds = format!("{fraction:0<3.3}").parse().ok()?;
    let whole = Duration::from_secs(whole.parse().ok()?);
    whole.checked_add(Duration::from_millis(milliseconds))
}

/// A date as HTTP writes it (RFC 9110, clause 5.6.7).
fn date(headers: &HeaderMap, name: &HeaderName) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(name)?.to_str().ok()?).ok()
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
