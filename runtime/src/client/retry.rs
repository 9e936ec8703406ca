//! When a request is sent again.

use std::time::{Duration, Instant};

use http::{Method, StatusCode};

use crate::error::Error;

/// How often and how long a request is tried.
///
/// What is tried again depends on the method and on what happened:
///
/// | | any method | GET, HEAD, OPTIONS, PUT, DELETE |
/// |---|---|---|
/// | nothing was sent: no connection | yes | yes |
/// | 429; 503 with `Retry-After`: the service has not begun | yes | yes |
/// | 408, 500, 502, 503, 504, 509; an answer that broke off or did not come in time | no | yes |
///
/// POST and PATCH may have done their work when the answer is lost, so only what says that they have not is a reason to send them
/// again. The others do the same however often they are sent; the second of two DELETEs may answer 404, and a PUT with `If-Match` 412,
/// because of the first. 500 counts since Graph answers so for a while when a service behind it fails.
///
/// `Retry-After` is obeyed. Without it the wait doubles from try to try, and is shortened by a random part of up to a half, so that
/// clients which failed together do not come back together. A wait that would not end in time is not begun: the error is returned at
/// once, and its [`retry_after`](Error::retry_after) says what the service asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    tries: u32,
    first_wait: Duration,
    longest_wait: Duration,
    within: Duration,
}

impl RetryPolicy {
    /// Up to 4 tries within 3 minutes, with waits from 1 second up to 30 where the service asks for none. The same as `default`.
    pub const fn new() -> Self {
        Self {
            tries: 4,
            first_wait: Duration::from_secs(1),
            longest_wait: Duration::from_secs(30),
            within: Duration::from_secs(180),
        }
    }

    /// One try.
    pub const fn none() -> Self {
        Self::new().tries(1)
    }

    /// The same with so many tries at most, the first included.
    #[must_use]
    pub const fn tries(self, tries: u32) -> Self {
        Self { tries, ..self }
    }

    /// The same with this wait before the second try, where the service asks for none; it doubles from then on.
    #[must_use]
    pub const fn first_wait(self, wait: Duration) -> Self {
        Self {
            first_wait: wait,
            ..self
        }
    }

    /// The same with no wait longer than this, where the service asks for none.
    #[must_use]
    pub const fn longest_wait(self, wait: Duration) -> Self {
        Self {
            longest_wait: wait,
            ..self
        }
    }

    /// The same, with no try begun later than this after the first.
    #[must_use]
    pub const fn within(self, time: Duration) -> Self {
        Self {
            within: time,
            ..self
        }
    }

    /// The wait after so many tries, where the service asks for none.
    fn wait(&self, tries: u32) -> Duration {
        let doubled = 2_u32.saturating_pow(tries.saturating_sub(1));
        let longest = self.first_wait.saturating_mul(doubled);
        longest
            .min(self.longest_wait)
            .mul_f64(1.0 - fastrand::f64() / 2.0)
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

/// Whether a request does the same however often it is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Repeatable {
    /// What its method says (RFC 9110, clause 9.2.2).
    #[default]
    ByMethod,
    /// It does, whatever its method: a batch of reads.
    Yes,
}

impl Repeatable {
    pub(crate) fn holds(self, method: &Method) -> bool {
        match self {
            Self::Yes => true,
            Self::ByMethod => matches!(
                *method,
                Method::GET | Method::HEAD | Method::OPTIONS | Method::PUT | Method::DELETE
            ),
        }
    }
}

/// Whether what happened to a request is a reason to send it again. `is_repeatable` says that it does no more if it is done twice.
pub(crate) fn is_worth_retrying(error: &Error, is_repeatable: bool) -> bool {
    if error.is_transport() {
        return is_repeatable || error.is_not_sent();
    }
    let Some(status) = error.status().filter(|_| error.is_service()) else {
        return false;
    };
    match status.as_u16() {
        429 => true,
        503 => is_repeatable || error.retry_after().is_some(),
        408 | 500 | 502 | 504 | 509 => is_repeatable,
        _ => false,
    }
}

/// The tries of one request.
pub(crate) struct Schedule {
    policy: RetryPolicy,
    is_repeatable: bool,
    start: Instant,
    /// When the request as a whole has to be over.
    deadline: Option<Instant>,
    /// Until when what is not found is looked for again.
    appears_until: Option<Instant>,
    tries: u32,
    /// Tries that found nothing.
    missed: u32,
}

impl Schedule {
    pub(super) fn new(policy: RetryPolicy, is_repeatable: bool, start: Instant) -> Self {
        Self {
            policy,
            is_repeatable,
            start,
            deadline: None,
            appears_until: None,
            tries: 0,
            missed: 0,
        }
    }

    pub(super) fn deadline(mut self, limit: Option<Duration>) -> Self {
        self.deadline = limit.and_then(|limit| self.start.checked_add(limit));
        self
    }

    pub(super) fn looks_for(mut self, time: Option<Duration>) -> Self {
        self.appears_until = time.and_then(|time| self.start.checked_add(time));
        self
    }

    /// How long to wait after a try that ended so, if there is to be another one.
    pub(crate) fn next(&mut self, error: &Error, now: Instant) -> Option<Duration> {
        let wait = if error.status() == Some(StatusCode::NOT_FOUND) && error.is_service() {
            let until = self.appears_until?;
            self.missed += 1;
            let left = until
                .checked_duration_since(now)
                .filter(|left| !left.is_zero())?;
            // The last look is at the end of the time.
            self.policy.wait(self.missed).min(left)
        } else {
            self.tries += 1;
            if self.tries >= self.policy.tries || !is_worth_retrying(error, self.is_repeatable) {
                return None;
            }
            let wait = error
                .retry_after()
                .unwrap_or_else(|| self.policy.wait(self.tries));
            let latest = self.start.checked_add(self.policy.within);
            ends_by(latest, now, wait)?
        };
        match self.deadline {
            Some(deadline) => ends_by(Some(deadline), now, wait),
            None => Some(wait),
        }
    }
}

/// The wait, if it ends in time.
fn ends_by(latest: Option<Instant>, now: Instant, wait: Duration) -> Option<Duration> {
    let Some(latest) = latest else {
        return Some(wait);
    };
    (now.checked_add(wait)? <= latest).then_some(wait)
}

#[cfg(test)]
mod tests;
