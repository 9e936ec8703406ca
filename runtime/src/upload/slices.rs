//! How a file is cut, and which parts of it the service wants.

use std::ops::Range;

use serde_json::Value;

/// What the size of every slice but the last is a multiple of: 320 KiB (page "driveItem: createUploadSession").
pub(super) const STEP: u64 = 320 * 1024;

/// Sizes of slices of one kind of session, in steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Limits {
    usual: u64,
    most: u64,
}

/// Files: less than 60 MiB; from 5 to 10 MiB is recommended.
const FILE: Limits = Limits {
    usual: 16,
    most: 191,
};

/// Attachments of Outlook items: less than 4 MB.
const ATTACHMENT: Limits = Limits {
    usual: 12,
    most: 12,
};

impl Limits {
    /// The limits of the session that a request to this path makes.
    pub(super) fn of(path: &str) -> Self {
        if super::session_place(path).is_some_and(|place| place.ends_with("/attachments")) {
            ATTACHMENT
        } else {
            FILE
        }
    }

    /// The size of slices in bytes, given the one that is wanted.
    pub(super) fn size(self, wanted: Option<u64>) -> u64 {
        let steps = wanted.map_or(self.usual, |bytes| bytes / STEP);
        steps.clamp(1, self.most) * STEP
    }
}

/// The slice to send next of what is missing, at most `size` long.
pub(super) fn next(missing: &Range<u64>, size: u64) -> Range<u64> {
    missing.start..missing.end.min(missing.start.saturating_add(size))
}

/// The header `Content-Range` of a slice (RFC 9110, clause 14.4): its last byte counts.
pub(super) fn content_range(slice: &Range<u64>, total: u64) -> String {
    format!(
        "bytes {}-{}/{total}",
        slice.start,
        slice.end.saturating_sub(1)
    )
}

/// What the service still wants, as a session says it; `None` where it does not say.
///
/// A range is `start-end`, `start-` or, for attachments, `start`. What cannot be read as one is passed over. A range that begins beyond
/// the end comes out empty.
#[inline]
pub(super) fn missing(ranges: &Value, total: u64) -> Option<Vec<Range<u64>>> {
    let ranges = ranges.as_array()?;
    let read: Vec<_> = ranges
        .iter()
        .filter_map(|range| read(range, total))
        .collect();
    if read.is_empty() && !ranges.is_empty() {
        return None;
    }
    // One that begins at the end says that nothing is missing.
    Some(
        read.into_iter()
            .filter(|range| range.start != total)
            .collect(),
    )
}

#[inline]
fn read(range: &Value, total: u64) -> Option<Range<u64>> {
    if let Some(start) = range.as_u64() {
        return Some(start..total);
    }
    let text = range.as_str()?.trim();
    let (start, last) = text.split_once('-').unwrap_or((text, ""));
    let start: u64 = start.trim().parse().ok()?;
    let end = match last.trim() {
        "" => total,
        last => last.parse::<u64>().ok()?.saturating_add(1).min(total),
    };
    Some(start..end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn sizes_keep_to_the_limits() {
        let file = Limits::of("/me/drive/root:/a:/createUploadSession");
        let attachment = Limits::of("/me/messages/1/attachments/createUploadSession");
        assert_ne!(file, attachment);
        for limits in [file, attachment] {
            for wanted in [None, Some(0), Some(1), Some(STEP + 1), Some(u64::MAX)] {
                let size = limits.size(wanted);
                assert!(size > 0 && size.is_multiple_of(STEP), "{wanted:?}");
            }
        }
        assert_eq!(file.size(Some(STEP * 3 + 1)), STEP * 3);
        assert!(file.size(Some(u64::MAX)) < 60 * 1024 * 1024);
        assert!(attachment.size(Some(u64::MAX)) < 4_000_000);
        assert!(attachment.size(None) < 4_000_000);
    }

    #[test]
    fn ranges_are_read_in_all_their_forms() {
        let ranges = json!([
            "26-",
            "12345-55232",
            "2097152",
            7,
            "90-9999",
            "x",
            "",
            null,
            "-5"
        ]);
        let read = missing(&ranges, 100_000).unwrap();
        let end = 100_000;
        assert_eq!(
            read,
            [26..end, 12345..55233, 2_097_152..end, 7..end, 90..10_000]
        );
        assert_eq!(missing(&json!([]), 5), Some(vec![]));
        assert_eq!(missing(&json!(null), 5), None);
        assert_eq!(missing(&json!(["x"]), 5), None);
        assert_eq!(missing(&json!(["5-"]), 5), Some(vec![]));
        assert_eq!(
            missing(&json!(["0-18446744073709551615"]), 5).unwrap()[0],
            0..5
        );
        assert!(missing(&json!(["6-"]), 5).unwrap()[0].is_empty());
    }

    proptest! {
        #[test]
        fn slices_cover_the_file(total in 1_u64..100_000_000, wanted in proptest::option::of(0_u64..80_000_000), path in prop_oneof![
            Just("/me/drive/items/1/createUploadSession"), Just("/me/messages/1/attachments/createUploadSession")
        ]) {
            let size = Limits::of(path).size(wanted);
            let mut missing = 0..total;
            while !missing.is_empty() {
                let slice = next(&missing, size);
                prop_assert_eq!(slice.start, missing.start);
                let length = slice.end - slice.start;
                prop_assert!(length > 0 && length <= size);
                prop_assert!(length.is_multiple_of(STEP) || slice.end == total);
                let header = content_range(&slice, total);
                prop_assert_eq!(header, format!("bytes {}-{}/{}", slice.start, slice.start + length - 1, total));
                missing.start = slice.end;
            }
            prop_assert_eq!(missing.start, total);
        }

        #[test]
        fn a_gap_is_filled_and_no_more(start in 0_u64..1000, length in 1_u64..10_000_000, size in (1_u64..200).prop_map(|steps| steps * STEP)) {
            let gap = start..start + length;
            let slice = next(&gap, size);
            prop_assert!(!slice.is_empty() && slice.end <= gap.end);
        }
    }
}
