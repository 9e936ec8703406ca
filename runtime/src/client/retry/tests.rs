use bytes::Bytes;
use http::HeaderMap;
use http::header::RETRY_AFTER;

use super::*;

fn answer(status: u16, after: Option<&'static str>) -> Error {
    let mut headers = HeaderMap::new();
    if let Some(after) = after {
        headers.insert(RETRY_AFTER, http::HeaderValue::from_static(after));
    }
    Error::service(StatusCode::from_u16(status).unwrap(), headers, Bytes::new())
}

fn schedule(policy: RetryPolicy) -> (Schedule, Instant) {
    let start = Instant::now();
    (Schedule::new(policy, true, start), start)
}

/// The whole of the table in the documentation of `RetryPolicy`.
#[test]
fn method_and_outcome_decide() {
    let any = [
        Error::not_sent("refused"),
        answer(429, None),
        answer(429, Some("1")),
        answer(503, Some("1")),
    ];
    let repeatable = [
        Error::transport("reset"),
        Error::timeout("late"),
        answer(408, None),
        answer(500, None),
        answer(502, None),
        answer(503, None),
        answer(504, Some("1")),
        answer(509, None),
    ];
    let never = [
        Error::refused("a key is empty"),
        Error::credential("signed out"),
        Error::decode("odd", StatusCode::OK, HeaderMap::new(), Bytes::new()),
        answer(304, None),
        answer(400, Some("1")),
        answer(401, None),
        answer(403, None),
        answer(404, None),
        answer(409, Some("1")),
        answer(412, None),
        answer(501, None),
        answer(507, None),
    ];
    let methods = [
        (Method::GET, true),
        (Method::HEAD, true),
        (Method::OPTIONS, true),
        (Method::PUT, true),
        (Method::DELETE, true),
        (Method::POST, false),
        (Method::PATCH, false),
        (Method::from_bytes(b"REPORT").unwrap(), false),
    ];
    for (method, is_repeatable) in &methods {
        let holds = Repeatable::ByMethod.holds(method);
        assert_eq!(holds, *is_repeatable, "{method}");
        assert!(Repeatable::Yes.holds(method));
        for error in &any {
            assert!(is_worth_retrying(error, holds), "{method} {error}");
        }
        for error in &repeatable {
            assert_eq!(is_worth_retrying(error, holds), holds, "{method} {error}");
        }
        for error in &never {
            assert!(!is_worth_retrying(error, holds), "{method} {error}");
        }
    }
}

#[test]
fn waits_double_up_to_the_longest_and_vary_by_a_half() {
    let policy = RetryPolicy::new()
        .first_wait(Duration::from_secs(1))
        .longest_wait(Duration::from_secs(5));
    for (tries, longest) in [(1, 1000), (2, 2000), (3, 4000), (4, 5000), (u32::MAX, 5000)] {
        let longest = Duration::from_millis(longest);
        let waits: Vec<_> = (0..200).map(|_| policy.wait(tries)).collect();
        assert!(
            waits
                .iter()
                .all(|wait| *wait <= longest && *wait >= longest / 2),
            "{waits:?}"
        );
        assert!(waits.iter().any(|wait| *wait != waits[0]));
    }
}

#[test]
fn tries_are_counted() {
    for tries in [0, 1, 2, 5] {
        let (mut schedule, start) = schedule(RetryPolicy::new().tries(tries));
        let again = (0..100)
            .take_while(|_| schedule.next(&answer(429, Some("0")), start).is_some())
            .count();
        assert_eq!(again as u32, tries.saturating_sub(1));
    }
}

#[test]
fn retry_after_is_obeyed_unless_it_ends_too_late() {
    let policy = RetryPolicy::new().within(Duration::from_secs(60));
    let (mut schedule, start) = schedule(policy);
    let after = |seconds| answer(429, Some(seconds));
    assert_eq!(
        schedule.next(&after("40"), start),
        Some(Duration::from_secs(40))
    );
    let later = start + Duration::from_secs(40);
    assert_eq!(schedule.next(&after("21"), later), None);
    assert_eq!(
        schedule.next(&after("20"), later),
        Some(Duration::from_secs(20))
    );
    let (schedule, start) = self::schedule(RetryPolicy::new());
    let mut schedule = schedule.deadline(Some(Duration::from_secs(5)));
    assert_eq!(schedule.next(&after("6"), start), None);
    assert_eq!(schedule.next(&after("18446744073709551615"), start), None);
}

#[test]
fn what_is_not_found_is_looked_for_until_the_time_is_over() {
    let (schedule, start) = schedule(RetryPolicy::none());
    let mut schedule = schedule.looks_for(Some(Duration::from_secs(20)));
    let mut now = start;
    let mut looks = 0;
    while let Some(wait) = schedule.next(&answer(404, None), now) {
        now += wait;
        looks += 1;
        assert!(looks < 100);
    }
    assert_eq!(now - start, Duration::from_secs(20));
    assert!(looks > 1);
    let (mut schedule, start) = self::schedule(RetryPolicy::new());
    assert_eq!(schedule.next(&answer(404, None), start), None);
}
