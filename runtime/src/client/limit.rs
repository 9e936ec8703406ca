//! Futures that may take only so long.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use super::Client;
use crate::error::Error;

/// What `future` yields, or an error that `what` took too long. The clock is the transport's, and starts when there is something to
/// wait for.
pub(super) async fn within<T>(
    client: &Client,
    limit: Option<Duration>,
    what: &str,
    future: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let mut future = pin!(future);
    let mut sleep = None;
    // Polled in one place, limit or not: its code stands wherever it is polled, and that is all of a request.
    poll_fn(|context| {
        if let Poll::Ready(done) = future.as_mut().poll(context) {
            return Poll::Ready(done);
        }
        let Some(limit) = limit else {
            return Poll::Pending;
        };
        let sleep = sleep.get_or_insert_with(|| client.sleep(limit));
        sleep
            .as_mut()
            .poll(context)
            .map(|()| Err(Error::timeout(format!("{what} took longer than {limit:?}"))))
    })
    .await
}
