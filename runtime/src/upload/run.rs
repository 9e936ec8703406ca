//! The sending of an upload.

use std::ops::Range;

use bytes::Bytes;
use http::header::{CONTENT_RANGE, CONTENT_TYPE};
use http::{HeaderValue, Method, StatusCode};

use super::session::{State, UploadTicket};
use super::slices::{self, Limits};
use super::{Plan, UploadProgress, session_place};
use crate::client::{RetryPolicy, Schedule, exchange};
use crate::error::Error;
use crate::path::Path;
use crate::payload::Accepted;
use crate::request::{Parts, Request};
use crate::response::RawResponse;

/// Sessions that are opened in place of one that is gone.
const MOST_RESTARTS: usize = 2;

/// Answers in a row that leave the service where it was.
const MOST_STALLS: usize = 5;

const OCTETS: HeaderValue = HeaderValue::from_static("application/octet-stream");

/// How the work in one session ends before the upload does.
enum Ended {
    /// The session is gone, and the file is not complete.
    Gone(Error),
    Failed(Error),
}

impl From<Error> for Ended {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// Where an upload stands after an answer.
enum Step {
    Done(RawResponse),
    /// Something is missing, says the answer.
    Missing(Range<u64>, RawResponse),
}

impl Plan {
    pub(super) async fn run(mut self) -> Result<RawResponse, Error> {
        if let Some(fault) = self.request.path.fault().or(self.request.fault.as_ref()) {
            return Err(fault.clone());
        }
        // A session that is not found is gone.
        self.request.options.retry_not_found = None;
        let total = self.source.size().await.map_err(unreadable)?;
        if let Some(ticket) = self.ticket.as_ref().filter(|ticket| ticket.size != total) {
            return Err(Error::refused(format!(
                "the session is for {} bytes, and the source has {total}",
                ticket.size
            )));
        }
        if total == 0 {
            return exchange(empty_content(&self.request)?, Accepted::Json).await;
        }
        let mut restarts = 0;
        loop {
            match self.work(total).await {
                Ok(answer) => return Ok(answer),
                Err(Ended::Gone(_)) if restarts < MOST_RESTARTS => restarts += 1,
                Err(Ended::Gone(error) | Ended::Failed(error)) => return Err(error),
            }
        }
    }

    /// Uploads in the session that there is, or in one that is opened.
    async fn work(&mut self, total: u64) -> Result<RawResponse, Ended> {
        let (ticket, mut missing) = match self.ticket.take() {
            None => self.open(total).await?,
            Some(ticket) => match self.ask(&ticket, 0..total).await {
                Ok(Step::Missing(missing, _)) => {
                    self.report(missing.start, total);
                    (ticket, missing)
                }
                Ok(Step::Done(answer)) => return Ok(answer),
                Err(error) if error.is_not_found() => return Err(Ended::Gone(error)),
                Err(error) => return Err(error.into()),
            },
        };
        let size = Limits::of(self.request.path.path()).size(self.slice_size);
        let mut furthest = missing.start;
        let mut stalls = 0;
        let mut tries = self.tries();
        loop {
            let slice = slices::next(&missing, size);
            let step = match self.put(&ticket, &slice, total).await {
                Ok(answer) => {
                    tries = self.tries();
                    after_slice(answer, &slice, total)?
                }
                Err(error) => {
                    self.recover(&ticket, missing.clone(), &slice, error, &mut tries)
                        .await?
                }
            };
            let answer = match step {
                Step::Done(answer) => {
                    self.report(total, total);
                    return Ok(answer);
                }
                Step::Missing(now, answer) => {
                    missing = now;
                    answer
                }
            };
            self.report(missing.start, total);
            if missing.start > furthest {
                furthest = missing.start;
                stalls = 0;
                continue;
            }
            stalls += 1;
            if stalls > MOST_STALLS {
                return Err(Ended::Failed(answer.unexpected(format!(
                    "the upload does not get beyond byte {furthest} of {total}"
                ))));
            }
        }
    }

    /// Opens a session; what it wants is everything, unless it says otherwise.
    async fn open(&mut self, total: u64) -> Result<(UploadTicket, Range<u64>), Error> {
        let answer = exchange(self.request.clone(), Accepted::Json).await?;
        let state = State::read(&answer.body);
        let ticket = state.ticket(total).ok_or_else(|| {
            answer.unexpected("expected an upload session, and the answer has no `uploadUrl`")
        })?;
        if let Some(keep) = &mut self.on_session {
            keep(&ticket);
        }
        let missing = match state.missing(total) {
            Some(ranges) if !ranges.is_empty() => first(ranges, &answer)?,
            _ => 0..total,
        };
        Ok((ticket, missing))
    }

    /// Sends one slice.
    async fn put(
        &mut self,
        ticket: &UploadTicket,
        slice: &Range<u64>,
        total: u64,
    ) -> Result<RawResponse, Error> {
        let length = usize::try_from(slice.end - slice.start).map_err(Error::not_sent)?;
        let part = self.source.read_at(slice.start, length).await;
        let part = part.map_err(unreadable)?;
        if part.len() != length {
            return Err(unreadable(std::io::ErrorKind::UnexpectedEof.into()));
        }
        let mut parts = self.request.external(Method::PUT, &ticket.url);
        parts.set_header(CONTENT_RANGE.as_str(), &slices::content_range(slice, total));
        parts.headers.insert(CONTENT_TYPE, OCTETS);
        parts.body = Some(part);
        // What became of a slice whose answer is lost is asked for, see `recover`.
        parts.options.retry = Some(RetryPolicy::none());
        exchange(parts, Accepted::Json).await
    }

    /// Finds out how to go on after a slice that failed while `missing` was.
    async fn recover(
        &mut self,
        ticket: &UploadTicket,
        missing: Range<u64>,
        slice: &Range<u64>,
        error: Error,
        tries: &mut Tries,
    ) -> Result<Step, Ended> {
        if is_gone(&error) {
            return Err(tries.gone(error));
        }
        // 416: the service has the slice already.
        if error.status() != Some(StatusCode::RANGE_NOT_SATISFIABLE) {
            let now = self.request.client.now();
            let Some(wait) = tries.schedule.next(&error, now) else {
                return Err(error.into());
            };
            self.request.client.sleep(wait).await;
            if slice.end == missing.end && may_have_arrived(&error) {
                tries.lost_end = Some(error);
            }
        }
        match self.ask(ticket, missing).await {
            Ok(step) => Ok(step),
            Err(error) if is_gone(&error) => Err(tries.gone(error)),
            Err(error) => Err(error.into()),
        }
    }

    /// Asks the service what it has. It is believed to miss `missing` where it does not say.
    async fn ask(&mut self, ticket: &UploadTicket, missing: Range<u64>) -> Result<Step, Error> {
        let parts = self.request.external(Method::GET, &ticket.url);
        let answer = exchange(parts, Accepted::Json).await?;
        let state = State::read(&answer.body);
        Ok(match state.missing(ticket.size) {
            None => Step::Missing(missing, answer),
            Some(ranges) if ranges.is_empty() => Step::Done(without_session(answer, &state)),
            Some(ranges) => Step::Missing(first(ranges, &answer)?, answer),
        })
    }

    fn tries(&self) -> Tries {
        let Parts {
            client, options, ..
        } = &self.request;
        Tries {
            schedule: client.schedule(options, &Method::PUT),
            lost_end: None,
        }
    }

    fn report(&mut self, sent: u64, total: u64) {
        if let Some(progress) = &mut self.on_progress {
            progress(UploadProgress { sent, total });
        }
    }
}

/// Where an upload stands after a slice that was taken.
#[inline]
fn after_slice(answer: RawResponse, slice: &Range<u64>, total: u64) -> Result<Step, Error> {
    let state = State::read(&answer.body);
    // Outlook answers 200 on the way and 201 at the end; drives 202, and at the end 201 or, where a file was replaced, 200.
    if answer.status == StatusCode::CREATED {
        return Ok(Step::Done(without_session(answer, &state)));
    }
    Ok(match state.missing(total) {
        Some(ranges) if !ranges.is_empty() => Step::Missing(first(ranges, &answer)?, answer),
        _ if slice.end == total => Step::Done(without_session(answer, &state)),
        _ => Step::Missing(slice.end..total, answer),
    })
}

/// Where to go on.
fn first(ranges: Vec<Range<u64>>, answer: &RawResponse) -> Result<Range<u64>, Error> {
    let first = ranges.into_iter().next().filter(|range| !range.is_empty());
    first.ok_or_else(|| answer.unexpected("the service expects bytes beyond the end of the upload"))
}

/// The answer; where it still speaks of the session and not of the file, without its body.
#[inline]
fn without_session(answer: RawResponse, state: &State) -> RawResponse {
    if state.is_session() {
        RawResponse {
            body: Bytes::new(),
            ..answer
        }
    } else {
        answer
    }
}

fn unreadable(error: std::io::Error) -> Error {
    Error::refused(format!("the source cannot be read: {error}"))
}

fn is_gone(error: &Error) -> bool {
    error.is_not_found() || error.is_gone()
}

/// Whether the service may have done what was asked although no answer, or such an answer, came.
fn may_have_arrived(error: &Error) -> bool {
    !error.is_throttled() && !error.is_not_sent()
}

/// The request that puts an empty file where a session would have put one (page "Upload or replace the contents of a DriveItem").
#[inline]
fn empty_content(open: &Parts) -> Result<Parts, Error> {
    const CONFLICT: &str = "@microsoft.graph.conflictBehavior";
    let place = session_place(open.path.path()).filter(|place| !place.ends_with("/attachments"));
    let Some(place) = place else {
        return Err(Error::refused(
            "the source is empty: an upload session takes one byte at least, and only a file of a drive can be put without one",
        ));
    };
    let asked: serde_json::Value = open
        .body
        .as_ref()
        .and_then(|body| serde_json::from_slice(body).ok())
        .unwrap_or_default();
    let content = format!("{}/content", place.trim_start_matches('/'));
    let mut parts = open.clone();
    parts.method = Method::PUT;
    parts.path = Path::raw(open.client.base_url(), &content, None);
    parts.headers.insert(CONTENT_TYPE, OCTETS);
    parts.body = Some(Bytes::new());
    let request: Request<()> = Request::from_parts(parts);
    let request = match asked["item"][CONFLICT].as_str() {
        Some(behavior) => request.query(CONFLICT, behavior),
        None => request,
    };
    Ok(request.into_parts())
}

/// The tries of one slice.
struct Tries {
    schedule: Schedule,
    /// What happened to the last slice when its answer was lost.
    lost_end: Option<Error>,
}

impl Tries {
    /// What it means that the session is gone: the file may be complete where the answer to its last slice was lost.
    fn gone(&mut self, error: Error) -> Ended {
        match self.lost_end.take() {
            Some(lost) => Ended::Failed(lost),
            None => Ended::Gone(error),
        }
    }
}
