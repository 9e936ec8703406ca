//! What an answer says of an operation.

use http::StatusCode;
use http::header::LOCATION;

use super::operation::{Operation, OperationStatus};
use crate::error::Error;
use crate::response::RawResponse;

/// What was told.
pub(super) enum Told {
    /// It goes on.
    State(Operation),
    /// It has ended.
    Ended(Operation, Ending),
}

/// How an operation ended.
pub(super) enum Ending {
    /// The answer is what came of it.
    Answered(RawResponse),
    /// Well; what came of it is elsewhere, or nothing is said of it.
    Done,
    /// Badly.
    Failed(Error),
}

impl Told {
    #[inline]
    fn of(operation: Operation) -> Self {
        if let Some(error) = operation.failure() {
            return Self::Ended(operation, Ending::Failed(error));
        }
        if operation.status().is_end() {
            return Self::Ended(operation, Ending::Done);
        }
        Self::State(operation)
    }
}

/// What the answer to the request says that began the operation.
#[inline]
pub(super) fn begun(answer: RawResponse, has_monitor: bool) -> Told {
    match (has_monitor, answer.status) {
        (true, _) => {
            let operation = Operation::read(&answer.body);
            operation.map_or_else(|| Told::State(accepted()), Told::of)
        }
        // Nothing more will be known of it.
        (false, StatusCode::ACCEPTED) if answer.body.trim_ascii().is_empty() => {
            Told::Ended(accepted(), Ending::Done)
        }
        (false, _) => Told::Ended(
            Operation::bare(OperationStatus::Succeeded),
            Ending::Answered(answer),
        ),
    }
}

fn accepted() -> Operation {
    Operation::bare(OperationStatus::Accepted)
}

/// What the answer of a monitor says.
#[inline]
pub(super) fn told(answer: Result<RawResponse, Error>) -> Result<Told, Error> {
    let succeeded = || Operation::bare(OperationStatus::Succeeded);
    let answer = match answer {
        Ok(answer) => answer,
        Err(error) if error.status() == Some(StatusCode::SEE_OTHER) => {
            let location = error
                .headers()
                .and_then(|headers| headers.get(LOCATION)?.to_str().ok());
            let operation = succeeded().leading_to(location.map(str::to_owned));
            return Ok(Told::Ended(operation, Ending::Done));
        }
        Err(error) => return Err(error),
    };
    Ok(match Operation::read(&answer.body) {
        Some(operation) => Told::of(operation),
        None if answer.status == StatusCode::ACCEPTED => {
            Told::State(Operation::bare(OperationStatus::Running))
        }
        None => Told::Ended(succeeded(), Ending::Answered(answer)),
    })
}
