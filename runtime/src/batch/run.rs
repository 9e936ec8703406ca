//! The sending of a batch.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::LOCATION;
use http::{HeaderMap, Method, StatusCode};
use serde::Serialize;

use super::answer::{Answer, Answered};
use super::item::{Item, Written};
use super::plan::plan;
use crate::client::{Client, Repeatable, Schedule, exchange};
use crate::error::{Error, Sent};
use crate::payload::Accepted;
use crate::request::{PREFER, Request};
use crate::response::RawResponse;

/// What came of each request.
type Outcomes = Vec<Option<Result<RawResponse, Error>>>;

/// Sends the requests and returns what came of each.
pub(super) async fn run(
    client: &Client,
    items: &[Item],
) -> Result<Vec<Result<RawResponse, Error>>, Error> {
    let depends_on: Vec<&[usize]> = items.iter().map(|item| &*item.depends_on).collect();
    let mut run = Run {
        client,
        items,
        outcomes: items
            .iter()
            .map(|item| item.content.as_ref().err().map(|fault| Err(fault.clone())))
            .collect(),
        answered: false,
    };
    let mut failed = None;
    let sizes: Vec<usize> = items.iter().map(Item::size).collect();
    for group in plan(&depends_on, &sizes)? {
        match &failed {
            None => failed = run.group(group).await.err(),
            Some(error) => run.leave(&group, error),
        }
    }
    if let Some(error) = failed.filter(|_| !run.answered) {
        return Err(error);
    }
    let missing = || Err(Error::not_sent("the request was not sent"));
    let outcomes = run.outcomes.into_iter();
    Ok(outcomes.map(|one| one.unwrap_or_else(missing)).collect())
}

struct Run<'a> {
    client: &'a Client,
    items: &'a [Item],
    outcomes: Outcomes,
    /// Whether a `$batch` was answered.
    answered: bool,
}

impl Run<'_> {
    /// Sends a group until each of its requests has an outcome. The error is that of a `$batch` as a whole.
    async fn group(&mut self, group: Vec<usize>) -> Result<(), Error> {
        let schedule = |item: usize| {
            let Item {
                options, method, ..
            } = &self.items[item];
            self.client.schedule(options, method)
        };
        let mut due: Vec<_> = group.iter().map(|&item| (item, schedule(item))).collect();
        for tries in 1.. {
            self.settle(&mut due);
            if due.is_empty() {
                break;
            }
            let sent: Vec<usize> = due.iter().map(|(item, _)| *item).collect();
            let answer = match self.send(&sent).await {
                Ok(answer) => answer,
                Err(error) => {
                    for item in sent {
                        self.outcomes[item] = Some(Err(error.clone()));
                    }
                    return Err(error);
                }
            };
            self.answered = true;
            let answers = self.sort(&sent, &answer);
            let mut again: Vec<(usize, Schedule)> = Vec::new();
            let mut wait = Duration::ZERO;
            for ((item, mut schedule), outcome) in due.into_iter().zip(answers) {
                let outcome = self.finished(item, outcome, tries).await;
                let delay = match &outcome {
                    Ok(_) => None,
                    Err(error) if error.is_failed_dependency() && self.waits(item, &again) => {
                        Some(Duration::ZERO)
                    }
                    Err(error) => schedule.next(error, self.client.now()),
                };
                match delay {
                    Some(delay) => {
                        wait = wait.max(delay);
                        again.push((item, schedule));
                    }
                    None => self.outcomes[item] = Some(outcome),
                }
            }
            if !again.is_empty() {
                self.client.sleep(wait).await;
            }
            due = again;
        }
        Ok(())
    }

    /// Whether a request depends on one that is sent again.
    #[inline]
    fn waits(&self, item: usize, again: &[(usize, Schedule)]) -> bool {
        let earlier = &self.items[item].depends_on;
        again.iter().any(|(one, _)| earlier.contains(one))
    }

    /// Takes out what was refused, and answers what depends on a request that failed.
    #[inline]
    fn settle(&mut self, due: &mut Vec<(usize, Schedule)>) {
        due.retain(|&(item, _)| {
            if self.outcomes[item].is_some() {
                return false;
            }
            let failed = |earlier: &usize| matches!(self.outcomes[*earlier], Some(Err(_)));
            if self.items[item].depends_on.iter().any(failed) {
                self.outcomes[item] = Some(Err(failed_dependency()));
                return false;
            }
            true
        });
    }

    /// Sends one `$batch`.
    async fn send(&self, due: &[usize]) -> Result<RawResponse, Error> {
        let requests: Vec<Written<'_>> = due
            .iter()
            .filter_map(|&item| {
                let Item {
                    method,
                    depends_on,
                    content,
                    ..
                } = &self.items[item];
                let earlier = depends_on.iter().filter(|earlier| due.contains(earlier));
                Some(Written {
                    id: id(item),
                    method,
                    content: content.as_ref().ok()?,
                    depends_on: earlier.map(|&earlier| id(earlier)).collect(),
                })
            })
            .collect();
        let body = serde_json::to_vec(&Body { requests })
            .map_err(|error| Error::refused(error.to_string()));
        let request: Request<()> = self.client.request(Method::POST, "/$batch");
        let mut parts = request.with_json(body).into_parts();
        // The client's preferences are in each of the requests.
        parts.headers.remove(PREFER);
        let mut items = due.iter().map(|&item| &self.items[item]);
        if items.all(|item| item.options.repeatable.holds(&item.method)) {
            parts.options.repeatable = Repeatable::Yes;
        }
        exchange(parts, Accepted::Json).await
    }

    /// The answer of each request, in the order of the requests.
    #[inline]
    fn sort(&self, due: &[usize], whole: &RawResponse) -> Vec<Result<RawResponse, Error>> {
        let mut found: Vec<Vec<Answer>> = due.iter().map(|_| Vec::new()).collect();
        let answered = match serde_json::from_slice::<Answered>(&whole.body) {
            Ok(answered) => answered,
            Err(error) => {
                let error = whole.unexpected(format!(
                    "expected the answers of a batch, and the answer is something else (line {}, column {})",
                    error.line(),
                    error.column()
                ));
                return due.iter().map(|_| Err(error.clone())).collect();
            }
        };
        for answer in answered.responses {
            let place = due.iter().position(|&item| Some(id(item)) == answer.id());
            if let Some(answers) = place.and_then(|place| found.get_mut(place)) {
                answers.push(answer);
            }
        }
        let answers = due.iter().zip(found);
        answers
            .map(|(&item, mut answers)| {
                let request = id(item);
                match (answers.pop(), answers.len()) {
                    (Some(answer), 0) => answer
                        .into_response(self.items[item].accepted)
                        .ok_or_else(|| {
                            whole.unexpected(format!(
                                "request {request} of the batch has no status in its answer"
                            ))
                        }),
                    (Some(_), _) => Err(whole.unexpected(format!(
                        "request {request} of the batch has several answers"
                    ))),
                    (None, _) => {
                        Err(whole
                            .unexpected(format!("request {request} of the batch has no answer")))
                    }
                }
            })
            .collect()
    }

    /// A success, or the error that the answer is. A redirect to a download is followed, outside of the batch and without the token.
    async fn finished(
        &self,
        item: usize,
        outcome: Result<RawResponse, Error>,
        tries: u32,
    ) -> Result<RawResponse, Error> {
        let Item {
            method,
            path,
            accepted,
            ..
        } = &self.items[item];
        let sent = Arc::new(Sent {
            method: method.clone(),
            path: path.clone(),
            client_request_id: None,
            tries,
        });
        let mut answer = outcome.map_err(|error| error.of(&sent))?;
        if answer.status.is_success() {
            answer.sent = Some(sent);
            return Ok(answer);
        }
        let is_download = answer.status.is_redirection()
            && *accepted == Accepted::Bytes
            && *method == Method::GET;
        let location = answer.headers.get(LOCATION).filter(|_| is_download);
        if let Some(location) = location.and_then(|location| location.to_str().ok()) {
            let request: Request<Bytes> = self.client.external(Method::GET, location);
            return exchange(request.into_parts(), Accepted::Bytes).await;
        }
        Err(Error::service(answer.status, answer.headers, answer.body).of(&sent))
    }

    /// Says of requests that they were not sent, since a `$batch` before them failed.
    #[inline]
    fn leave(&mut self, group: &[usize], error: &Error) {
        for &item in group {
            self.outcomes[item].get_or_insert_with(|| {
                Err(Error::not_sent(format!(
                    "the batch before it failed: {error}"
                )))
            });
        }
    }
}

#[derive(Serialize)]
struct Body<'a> {
    requests: Vec<Written<'a>>,
}

/// The id of a request in its `$batch`.
fn id(item: usize) -> usize {
    item + 1
}

/// The answer that the service gives to a request whose dependency failed, for one that was not sent.
#[inline]
fn failed_dependency() -> Error {
    const BODY: &str = r#"{"error": {"code": "FailedDependency", "message": "not sent, since a request that this one depends on failed"}}"#;
    Error::service(
        StatusCode::FAILED_DEPENDENCY,
        HeaderMap::new(),
        Bytes::from_static(BODY.as_bytes()),
    )
}
