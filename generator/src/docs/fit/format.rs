//! The forms of values that JSON holds as strings (OData ABNF 4.01, `primitiveValue`).

/// A date with time, and whether it says how far from UTC it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Offset {
    /// As OData demands it.
    Written,
    /// A date with time, but without its offset.
    LeftOut,
    /// Something else.
    NoDateTime,
}

pub(super) fn date_time_offset(text: &str) -> Offset {
    let Some((date, rest)) = text.split_once(['T', 't']) else {
        return Offset::NoDateTime;
    };
    let end = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (time, offset) = rest.split_at(end);
    if !is_date(date) || !is_time_of_day(time) {
        return Offset::NoDateTime;
    }
    match offset {
        "" => Offset::LeftOut,
        "Z" | "z" => Offset::Written,
        _ if offset.get(1..).is_some_and(is_hour_minute) => Offset::Written,
        _ => Offset::NoDateTime,
    }
}

pub(super) fn is_date(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let mut parts = text.split('-');
    let (Some(year), Some(month), Some(day), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let is_year = year.len() >= 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    is_year && two_digits(month, 1..=12) && two_digits(day, 1..=31)
}

pub(super) fn is_time_of_day(text: &str) -> bool {
    let (hour_minute, second) = match text.get(5..) {
        Some("") => return is_hour_minute(text),
        Some(rest) => (&text[..5], rest),
        None => return false,
    };
    let Some(second) = second.strip_prefix(':') else {
        return false;
    };
    let (second, fraction) = second.split_once('.').unwrap_or((second, "0"));
    is_hour_minute(hour_minute) && two_digits(second, 0..=60) && is_digits(fraction)
}

fn is_hour_minute(text: &str) -> bool {
    text.split_once(':')
        .is_some_and(|(hour, minute)| two_digits(hour, 0..=24) && two_digits(minute, 0..=59))
}

fn two_digits(text: &str, range: std::ops::RangeInclusive<u8>) -> bool {
    text.len() == 2 && is_digits(text) && text.parse().is_ok_and(|value| range.contains(&value))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// OData has days and times only; Graph writes years, months and weeks too.
pub(super) fn is_duration(text: &str) -> bool {
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let Some(text) = text.strip_prefix('P') else {
        return false;
    };
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    match time {
        None => !date.is_empty() && is_parts(date, "YMWD"),
        Some(time) => is_parts(date, "YMWD") && !time.is_empty() && is_parts(time, "HMS"),
    }
}

/// Whether a text is numbers, each with one of these units after it, in this order.
fn is_parts(text: &str, units: &str) -> bool {
    let mut rest = text;
    let mut units = units;
    while !rest.is_empty() {
        let Some(end) = rest.find(|one: char| one.is_ascii_alphabetic()) else {
            return false;
        };
        let number = &rest[..end];
        let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
        let Some(unit) = units.find(&rest[end..=end]) else {
            return false;
        };
        if !is_digits(whole) || !is_digits(fraction) {
            return false;
        }
        units = &units[unit + 1..];
        rest = &rest[end + 1..];
    }
    true
}

pub(super) fn is_guid(text: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let mut parts = text.split('-');
    let all_fit = lengths.iter().all(|length| {
        parts.next().is_some_and(|part| {
            part.len() == *length && part.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
    });
    all_fit && parts.next().is_none()
}

pub(super) fn is_decimal(text: &str) -> bool {
    let (number, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let unsigned = |text: &str| is_digits(text.strip_prefix(['-', '+']).unwrap_or(text));
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    unsigned(whole) && is_digits(fraction) && unsigned(exponent)
}

/// Base64 with either alphabet. Where an example is cut, its length says nothing.
pub(super) fn is_base64(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"+/-_=\r\n".contains(&byte);
    text.bytes().all(is_part)
}
