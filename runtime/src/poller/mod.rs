//! Operations that go on after their request was answered (OData Protocol 4.01, clause 11.6; Graph's long-running actions).

mod monitor;
mod operation;
mod state;

use std::any::TypeId;
use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::time::{Duration, Instant};

use http::Method;

pub use self::monitor::Monitor;
pub use self::operation::{Operation, OperationStatus};

use self::state::{Ending, Told};
use crate::client::{Client, exchange};
use crate::error::{Error, retry_after};
use crate::path::Path;
use crate::payload::{Accepted, Payload, required};
use crate::request::{Parts, Request};
use crate::transport::BoxFuture;

/// Asking for the first time, where the service does not say when.
const FIRST: Duration = Duration::from_secs(1);
/// Each time it doubles, up to this.
const LONGEST: Duration = Duration::from_secs(30);
/// Not even a service that says `Retry-After: 0` is asked without a pause.
const SHORTEST: Duration = Duration::from_millis(100);

impl<T: Payload> Request<T> {
    /// Sends a request that the service may answer before it is done, with 202 and a URL to ask: copying a drive item, creating a team,
    /// or anything with [`Preference::respond_async`](crate::Preference::respond_async).
    ///
    /// # Errors
    /// As [`send`](Request::send).
    pub async fn begin(self) -> Result<Poller<T>, Error> {
        let parts = self.into_parts();
        let answer = exchange(parts.clone(), T::ACCEPTED).await?;
        let monitor = Monitor::of(answer.status, &answer.headers, &parts.client);
        let mut poller = Poller::new(parts, monitor);
        let is_running = poller.monitor.is_some();
        poller.wait = retry_after(&answer.headers);
        match state::begun(answer, is_running) {
            Told::State(operation) => poller.last = operation,
            Told::Ended(operation, ending) => poller.end(operation, ending),
        }
        Ok(poller)
    }

    /// Sends such a request and waits until the operation has ended: [`begin`](Self::begin), then [`Poller::finish`].
    ///
    /// # Errors
    /// As both of them.
    pub async fn send_and_poll(self) -> Result<Option<T>, Error> {
        self.begin().await?.finish().await
    }
}

impl Client {
    /// Goes on asking for an operation that was begun earlier. `T` is what the request that began it answers.
    ///
    /// The token goes along where the URL is on the client's host, and nowhere else.
    pub fn monitor<T>(&self, monitor: &Monitor) -> Poller<T> {
        let path = Path::new(self.base_url());
        let parts = Request::<T>::new(self.clone(), Method::GET, path).into_parts();
        Poller::new(parts, Some(monitor.clone()))
    }
}

/// An operation under way, by [`Request::begin`] or [`Client::monitor`].
///
/// It asks when it is awaited, and not before; dropping it stops the asking, and not the operation. Between two questions it waits
/// as long as the service says in `Retry-After`, else one second at first and up to 30 later.
///
/// ```
/// use msgraph_runtime::{Error, Json, Request};
///
/// /// With a generated client: `graph.drives().id(drive).items().id(item).copy(parameters)`.
/// async fn copy(request: Request<Json>) -> Result<Option<String>, Error> {
///     let mut poller = request.begin().await?;
///     while let Some(operation) = poller.next().await {
///         println!("{:.0} %", operation?.percent_complete().unwrap_or_default());
///     }
///     Ok(poller.operation().resource_id().map(str::to_owned))
/// }
/// ```
#[must_use = "an operation is asked for when it is awaited"]
pub struct Poller<T> {
    /// What requests are made after.
    parts: Parts,
    monitor: Option<Monitor>,
    last: Operation,
    ending: Option<Ending>,
    /// How long the service said to wait.
    wait: Option<Duration>,
    /// How long to wait where it says nothing.
    interval: Duration,
    longest: Duration,
    deadline: Option<Instant>,
    payload: PhantomData<fn() -> T>,
}

impl<T> Poller<T> {
    fn new(mut parts: Parts, monitor: Option<Monitor>) -> Self {
        // It was for the request that began the operation.
        parts.drop_preference("respond-async");
        Self {
            parts,
            monitor,
            last: Operation::bare(OperationStatus::Accepted),
            ending: None,
            wait: None,
            interval: FIRST,
            longest: LONGEST,
            deadline: None,
            payload: PhantomData,
        }
    }

    /// Asks every so often, where the service does not say when.
    pub fn interval(mut self, every: Duration) -> Self {
        self.interval = every;
        self.longest = every;
        self
    }

    /// Asks for so long from now on and no longer: what would be asked later is an error ([`Error::is_timeout`]). The operation goes
    /// on, and [`monitor`](Self::monitor) says where.
    pub fn within(mut self, time: Duration) -> Self {
        self.deadline = self.parts.client.now().checked_add(time);
        self
    }

    /// What the service said last.
    pub fn operation(&self) -> &Operation {
        &self.last
    }

    /// Where the operation can be asked for later, by another program too; `None` where the service does not say, or answered at once.
    pub fn monitor(&self) -> Option<&Monitor> {
        self.monitor.as_ref()
    }

    /// Waits, asks once, and says how far the operation is; `None` once it has ended, or where there is nothing to ask.
    ///
    /// # Errors
    /// The operation failed ([`Error::is_operation`]); it could not be asked for, which can be tried again; the time is over.
    pub async fn next(&mut self) -> Option<Result<Operation, Error>> {
        if self.ending.is_some() {
            return None;
        }
        let url = self.monitor.as_ref()?.url().to_owned();
        Some(self.ask(&url).await)
    }

    async fn ask(&mut self, url: &str) -> Result<Operation, Error> {
        let wait = self.wait.unwrap_or(self.interval).max(SHORTEST);
        let client = &self.parts.client;
        let end = client.now().checked_add(wait);
        if self
            .deadline
            .is_some_and(|deadline| end.is_none_or(|end| end > deadline))
        {
            return Err(Error::timeout("the operation is still under way"));
        }
        client.sleep(wait).await;
        // Not before: whoever drops this future in the middle waits as long the next time.
        self.wait = None;
        self.interval = self.interval.saturating_mul(2).min(self.longest);
        let parts = if client.is_home(url) {
            self.parts.follow(url)
        } else {
            self.parts.external(Method::GET, url)
        };
        let answer = exchange(parts, Accepted::Json).await;
        if let Ok(answer) = &answer {
            self.wait = retry_after(&answer.headers);
        }
        match state::told(answer)? {
            Told::State(operation) => self.last = operation,
            Told::Ended(operation, ending) => self.end(operation, ending),
        }
        match &self.ending {
            Some(Ending::Failed(error)) => Err(error.clone()),
            _ => Ok(self.last.clone()),
        }
    }

    fn end(&mut self, operation: Operation, ending: Ending) {
        let result = self.monitor.as_ref().and_then(|monitor| monitor.result());
        self.last = operation.leading_to(result.map(str::to_owned));
        self.ending = Some(ending);
    }

    /// Waits until the operation has ended.
    ///
    /// # Errors
    /// As [`next`](Self::next).
    pub async fn wait(&mut self) -> Result<&Operation, Error> {
        while let Some(state) = self.next().await {
            state?;
        }
        match &self.ending {
            Some(Ending::Failed(error)) => Err(error.clone()),
            _ => Ok(&self.last),
        }
    }
}

impl<T: Payload> Poller<T> {
    /// Waits until the operation has ended, and gets what came of it: from the answer, or from the URL that the service names.
    ///
    /// `None` where it names none (then [`wait`](Self::wait) gives the [`Operation`], which may have the id), where that is on another
    /// host than the client's, and where the service said nothing but that it took the request.
    ///
    /// # Errors
    /// As [`next`](Self::next), and as [`Request::send`] for what came of it.
    pub async fn finish(mut self) -> Result<Option<T>, Error> {
        self.wait().await?;
        let location = match self.ending {
            Some(Ending::Answered(answer)) => return T::read(&answer),
            Some(_) => self.last.resource_location(),
            None => None,
        };
        let client = &self.parts.client;
        let url = location.map(|location| client.absolute(location));
        match url.filter(|url| client.is_home(url)) {
            // Nothing is wanted of it, and it may be something that the caller may not read.
            Some(_) if TypeId::of::<T>() == TypeId::of::<()>() => Ok(None),
            Some(url) => {
                let answer = exchange(self.parts.follow(&url), T::ACCEPTED).await?;
                required(&answer).map(Some)
            }
            None => Ok(None),
        }
    }
}

/// As [`finish`](Poller::finish).
impl<T: Payload> IntoFuture for Poller<T> {
    type Output = Result<Option<T>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.finish())
    }
}

impl<T> fmt::Debug for Poller<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Poller")
            .field("monitor", &self.monitor)
            .field("status", self.last.status())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
