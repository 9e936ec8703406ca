//! Upload sessions (pages "driveItem: createUploadSession", "attachment: createUploadSession" and "uploadSession resource type").

mod run;
mod session;
mod slices;
mod source;

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

pub use self::session::UploadTicket;
pub use self::source::UploadSource;

use crate::error::Error;
use crate::json::Json;
use crate::model::Model;
use crate::payload::{Payload, required};
use crate::request::{Parts, Request};
use crate::response::Response;
use crate::transport::BoxFuture;

/// An answer that opens an upload session: a model with the property `uploadUrl`, or [`Json`].
#[diagnostic::on_unimplemented(message = "`{Self}` is no upload session")]
pub trait OpensUpload {
    /// Whether the type has what a session has.
    #[doc(hidden)]
    fn is_session() -> bool;
}

impl<T: Model> OpensUpload for T {
    fn is_session() -> bool {
        let mut properties = T::shape().properties().iter();
        properties.any(|(name, _)| *name == "uploadUrl")
    }
}

impl OpensUpload for Json {
    fn is_session() -> bool {
        true
    }
}

impl<T: OpensUpload> Request<T> {
    /// Opens the upload session that is asked for, and uploads `source` in it.
    ///
    /// ```no_run
    /// # use msgraph_runtime::{Client, Error, Json, http::Method};
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// // A generated client: `graph.me().drive().root().item_with_path("film.mp4").create_upload_session(…)`.
    /// let session = client.request::<Json>(Method::POST, "/me/drive/root:/film.mp4:/createUploadSession");
    /// let item = session
    ///     .upload(std::fs::File::open("film.mp4")?)
    ///     .on_progress(|progress| println!("{} of {}", progress.sent, progress.total))
    ///     .returning::<Json>()
    ///     .await?;
    /// println!("{}", item.to_value()["id"]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn upload(mut self, source: impl UploadSource) -> Upload {
        if !T::is_session() {
            self = self.refuse(Error::refused("the request opens no upload session"));
        }
        Upload {
            plan: Plan {
                request: self.into_parts(),
                source: Box::new(source),
                slice_size: None,
                on_progress: None,
                on_session: None,
                ticket: None,
            },
            payload: PhantomData,
        }
    }
}

/// An upload in slices, which is done when it is awaited; the answer to its last slice is a `T`.
///
/// - **Slices** are multiples of 320 KiB but for the last, 5 MiB where nothing else is said, and under 4 MB for attachments. The service
///   says with each answer where the next one begins, and its word counts.
/// - **What goes wrong on the way** is tried again: after a lost connection or an answer of 5xx or 416, the service is asked what it has.
///   A session that is gone (404) is opened anew, a few times, and everything sent again.
/// - **The URL of a session** carries its own permission: it gets no token, on whichever host it is.
/// - **An empty file** cannot be uploaded in a session; it is put as the content of the item instead, with the same
///   `@microsoft.graph.conflictBehavior`.
/// - **Stopping**: an upload that is dropped sends no more. Its session stays, for [`resume`](Self::resume) or
///   [`UploadTicket::cancel`], until it expires.
#[must_use = "an upload does nothing until it is awaited"]
pub struct Upload<T = ()> {
    plan: Plan,
    payload: PhantomData<fn() -> T>,
}

/// An upload without the type of its answer.
struct Plan {
    /// Opens the session.
    request: Parts,
    source: Box<dyn UploadSource>,
    slice_size: Option<u64>,
    on_progress: Option<OnProgress>,
    on_session: Option<OnSession>,
    ticket: Option<UploadTicket>,
}

type OnProgress = Box<dyn FnMut(UploadProgress) + Send>;
type OnSession = Box<dyn FnMut(&UploadTicket) + Send>;

/// How far an upload is, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UploadProgress {
    /// What the service has, counted from the beginning.
    pub sent: u64,
    /// All there is.
    pub total: u64,
}

impl<T> Upload<T> {
    /// How many bytes a slice has at most; default 5 MiB, and 3.75 MiB for attachments. It is made a multiple of 320 KiB, and kept under
    /// what the service takes: 60 MiB, and 4 MB for attachments. One slice is in memory at a time.
    pub fn slice_size(mut self, bytes: u64) -> Self {
        self.plan.slice_size = Some(bytes);
        self
    }

    /// Calls `progress` when the service has said how much it has: after each slice, and at the beginning of an upload that goes on.
    pub fn on_progress(mut self, progress: impl FnMut(UploadProgress) + Send + 'static) -> Self {
        self.plan.on_progress = Some(Box::new(progress));
        self
    }

    /// Calls `keep` with each session that is opened, before anything is uploaded in it.
    pub fn on_session(mut self, keep: impl FnMut(&UploadTicket) + Send + 'static) -> Self {
        self.plan.on_session = Some(Box::new(keep));
        self
    }

    /// Goes on with a session that was opened before, for the same source. If it is gone, another one is opened.
    pub fn resume(mut self, ticket: UploadTicket) -> Self {
        self.plan.ticket = Some(ticket);
        self
    }

    /// The same upload, the answer to its last slice read as another type: the item for a file. Outlook's answer has no body, but the
    /// URL of the attachment in the header `Location`.
    pub fn returning<U>(self) -> Upload<U> {
        Upload {
            plan: self.plan,
            payload: PhantomData,
        }
    }
}

impl<T: Payload> Upload<T> {
    /// Uploads everything, and returns what the service answers to the last slice.
    ///
    /// # Errors
    /// As of [`Request::send`], of the request that opens the session and of those that upload; a source that cannot be read, or is not
    /// as long as it said; a service that does not get on. Where the answer to the last slice was lost and the session is gone, the
    /// file may be complete: that is not tried again, and the error is that no answer came.
    pub async fn send(self) -> Result<T, Error> {
        let raw = self.plan.run().await?;
        required(&raw)
    }

    /// Uploads everything, and returns the answer to the last slice with status, headers and body.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn send_full(self) -> Result<Response<T>, Error> {
        let raw = self.plan.run().await?;
        let value = required(&raw)?;
        Ok(Response::new(raw, value))
    }
}

impl<T: Payload> IntoFuture for Upload<T> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<'static, Result<T, Error>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<T> fmt::Debug for Upload<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("path", &self.plan.request.path.path())
            .field("ticket", &self.plan.ticket)
            .finish_non_exhaustive()
    }
}

/// The path of the thing that a session is for, where `path` is that of its `createUploadSession`.
fn session_place(path: &str) -> Option<&str> {
    let (place, action) = path.rsplit_once('/')?;
    let name = action.rsplit('.').next()?.trim_end_matches("()");
    (name == "createUploadSession").then_some(place)
}

#[cfg(test)]
mod tests;
