//! Ranges of bytes (RFC 9110, clause 14).

use std::ops::{Bound, RangeBounds};

use http::header::CONTENT_RANGE;
use http::{HeaderMap, HeaderValue};

/// A part of a content that is wanted: from a byte on, up to another one where there is an end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) start: u64,
    /// The byte behind the last.
    pub(super) end: Option<u64>,
}

impl Wanted {
    /// `None` where there is nothing between the bounds.
    pub(super) fn new(bounds: &impl RangeBounds<u64>) -> Option<Self> {
        let start = match bounds.start_bound() {
            Bound::Included(start) => *start,
            Bound::Excluded(start) => start.checked_add(1)?,
            Bound::Unbounded => 0,
        };
        let end = match bounds.end_bound() {
            Bound::Included(last) => last.checked_add(1),
            Bound::Excluded(end) => Some(*end),
            Bound::Unbounded => None,
        };
        end.is_none_or(|end| start < end)
            .then_some(Self { start, end })
    }

    /// The header `Range`; `None` where all is wanted.
    #[inline]
    pub(super) fn header(self) -> Option<HeaderValue> {
        let text = match self.end {
            Some(end) => format!("bytes={}-{}", self.start, end.saturating_sub(1)),
            None if self.start == 0 => return None,
            None => format!("bytes={}-", self.start),
        };
        HeaderValue::try_from(text).ok()
    }
}

/// What the header `Content-Range` of an answer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Given {
    pub(super) start: u64,
    /// The byte behind the last.
    pub(super) end: u64,
    /// How long the whole is, where the service knows.
    pub(super) total: Option<u64>,
}

impl Given {
    #[inline]
    pub(super) fn read(headers: &HeaderMap) -> Option<Self> {
        let text = headers.get(CONTENT_RANGE)?.to_str().ok()?;
        let (range, total) = text.strip_prefix("bytes ")?.trim().split_once('/')?;
        let (start, last) = range.split_once('-')?;
        let start: u64 = start.trim().parse().ok()?;
        let end = last.trim().parse::<u64>().ok()?.checked_add(1)?;
        let total = match total.trim() {
            "*" => None,
            total => Some(total.parse().ok()?),
        };
        let is_sound = start < end && total.is_none_or(|total| end <= total);
        is_sound.then_some(Self { start, end, total })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_become_headers() {
        let header = |wanted: Option<Wanted>| {
            let header = wanted.unwrap().header();
            header.map(|value| value.to_str().unwrap().to_owned())
        };
        assert_eq!(header(Wanted::new(&..)), None);
        assert_eq!(header(Wanted::new(&(0..))), None);
        assert_eq!(header(Wanted::new(&(5..))).unwrap(), "bytes=5-");
        assert_eq!(header(Wanted::new(&(0..1024))).unwrap(), "bytes=0-1023");
        assert_eq!(header(Wanted::new(&(..=7))).unwrap(), "bytes=0-7");
        let odd = (Bound::Excluded(1), Bound::Included(u64::MAX));
        assert_eq!(header(Wanted::new(&odd)).unwrap(), "bytes=2-");
        let nothing = [(5, 5), (6, 5), (0, 0)];
        for (start, end) in nothing {
            assert_eq!(Wanted::new(&(start..end)), None);
        }
    }

    #[test]
    fn content_ranges_are_read() {
        let read = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(CONTENT_RANGE, text.parse().unwrap());
            Given::read(&headers)
        };
        let given = Given {
            start: 0,
            end: 1024,
            total: Some(2048),
        };
        assert_eq!(read("bytes 0-1023/2048"), Some(given));
        let total = None;
        assert_eq!(read("bytes 0-1023/*"), Some(Given { total, ..given }));
        for odd in [
            "",
            "bytes */5",
            "bytes 5-4/9",
            "bytes 0-9/5",
            "bytes 0-18446744073709551615/*",
            "items 0-1/2",
            "bytes a-b/c",
        ] {
            assert_eq!(read(odd), None, "{odd}");
        }
        assert_eq!(Given::read(&HeaderMap::new()), None);
    }
}
