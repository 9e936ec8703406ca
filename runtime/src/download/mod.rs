//! Contents that are read piece by piece (page "Download the contents of a DriveItem").

mod range;
mod resume;
mod window;

use std::fmt;
use std::future::IntoFuture;
use std::io;
use std::ops::RangeBounds;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, RANGE};
use http::{HeaderMap, HeaderValue, StatusCode};

use self::range::{Given, Wanted};
use self::resume::{Resuming, unexpected, window};
use crate::client::open;
use crate::error::Error;
use crate::payload::Accepted;
use crate::request::{Parts, Request};
use crate::transport::{Body, BoxFuture};

impl Request<Bytes> {
    /// The same request, its answer read piece by piece: a file, a photo, a report.
    ///
    /// ```
    /// # use msgraph_runtime::{Answer, Client, MemoryTransport, bytes::Bytes, http::Method};
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), msgraph_runtime::Error> {
    /// # let server = MemoryTransport::new().answer(Answer::text(200, "a film"));
    /// # let client = Client::builder().transport(server).build()?;
    /// // A generated client: `graph.me().drive().root().item_with_path("film.mp4").content().download()`.
    /// let request = client.request::<Bytes>(Method::GET, "/me/drive/root:/film.mp4:/content");
    /// let mut film = request.download().await?;
    /// let mut length = 0;
    /// while let Some(piece) = film.next_piece().await {
    ///     length += piece?.len();
    /// }
    /// assert_eq!(length, 6);
    /// # Ok(())
    /// # }
    /// ```
    pub fn download(self) -> Download {
        Download {
            parts: self.into_parts(),
            wanted: Wanted::default(),
        }
    }
}

/// A request for a content that is read piece by piece.
///
/// Where the service redirects to a download URL, that is followed without the client's token. Where the connection breaks while the
/// content is read, and the answer had an `ETag`, the rest is asked for, a few times; content that has changed meanwhile is an error.
#[must_use = "a download does nothing until it is awaited"]
pub struct Download {
    parts: Parts,
    wanted: Wanted,
}

impl Download {
    /// Only these bytes, such as `0..1024` or `1024..`. Where the service sends more all the same, the rest is passed over.
    pub fn range(mut self, bytes: impl RangeBounds<u64>) -> Self {
        match Wanted::new(&bytes) {
            Some(wanted) => self.wanted = wanted,
            None => self.parts.refuse(Error::refused("the range has no bytes")),
        }
        self
    }

    /// Sends the request, and returns as soon as the answer begins.
    ///
    /// # Errors
    /// As of [`Request::send`]; status 416 where the content has no such range, and 304 where it is still the one of
    /// [`Request::if_none_match`].
    pub async fn send(self) -> Result<DownloadResponse, Error> {
        let Self { mut parts, wanted } = self;
        // Lengths and ranges are to be those of the content.
        parts
            .headers
            .entry(ACCEPT_ENCODING)
            .or_insert(HeaderValue::from_static("identity"));
        if let Some(range) = wanted.header() {
            parts.headers.insert(RANGE, range);
        }
        let (head, body) = open(parts.clone(), Accepted::Bytes).await?.into_parts();
        let given =
            Given::read(&head.headers).filter(|_| head.status == StatusCode::PARTIAL_CONTENT);
        let is_encoded = head
            .headers
            .get(CONTENT_ENCODING)
            .is_some_and(|encoding| encoding != "identity");
        let total = match given {
            Some(given) => given.total,
            None if is_encoded || head.status == StatusCode::PARTIAL_CONTENT => None,
            None => length(&head.headers),
        };
        if given.is_none() && wanted.start > 0 && total.is_some_and(|total| total <= wanted.start) {
            return Err(unexpected(
                head.status,
                head.headers,
                "the content ends before the range that was asked for",
            ));
        }
        let end = [wanted.end, given.map(|given| given.end), total];
        let left = Wanted {
            start: wanted.start,
            end: end.into_iter().flatten().min(),
        };
        let Some(body) = window(head.status, &head.headers, body, left, total) else {
            return Err(unexpected(
                head.status,
                head.headers,
                "a range was asked for, and another one came",
            ));
        };
        // Without an end that the service said, no early end can be told.
        let end = left.end.filter(|_| given.is_some() || total.is_some());
        let left = Wanted { end, ..left };
        let resuming = Resuming {
            parts,
            etag: head
                .headers
                .get(ETAG)
                .filter(|etag| !is_encoded && !etag.is_empty())
                .cloned(),
            left,
            total,
            body,
            reopening: None,
            schedule: None,
            gained: 0,
        };
        Ok(DownloadResponse {
            status: head.status,
            headers: head.headers,
            length: left.end.map(|end| end.saturating_sub(left.start)),
            total,
            body: Body::from_stream(resuming),
        })
    }
}

#[inline]
fn length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

impl IntoFuture for Download {
    type Output = Result<DownloadResponse, Error>;
    type IntoFuture = BoxFuture<'static, Result<DownloadResponse, Error>>;

    #[inline]
    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("path", &self.parts.path.path())
            .field("wanted", &self.wanted)
            .finish_non_exhaustive()
    }
}

/// The answer to a [`Download`]: its head, and the content to be read. It is a [`Stream`] of pieces.
pub struct DownloadResponse {
    status: StatusCode,
    headers: HeaderMap,
    length: Option<u64>,
    total: Option<u64>,
    body: Body,
}

impl DownloadResponse {
    /// The status: 206 where the service sends a range.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// One header, where it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The media type.
    pub fn content_type(&self) -> Option<&str> {
        self.header(CONTENT_TYPE.as_str())
    }

    /// The etag, for [`Request::if_none_match`].
    pub fn etag(&self) -> Option<&str> {
        self.header(ETAG.as_str())
    }

    /// How many bytes come in all, where the service said so.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// How many bytes the whole content has, of which a range may be asked for; where the service said so.
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// The next piece, which is not empty; `None` at the end. An error is the last.
    pub async fn next_piece(&mut self) -> Option<Result<Bytes, Error>> {
        self.body.next_piece().await
    }

    /// All that is left, in memory.
    ///
    /// # Errors
    /// That of a piece.
    pub async fn collect(self) -> Result<Bytes, Error> {
        self.body.collect().await
    }

    /// The content as a body, for what takes a stream.
    pub fn into_body(self) -> Body {
        self.body
    }

    /// Writes all that is left to a file, and returns how many bytes that was. The file has its name when it is complete: until then it
    /// is called `….part`, and a part of that name is overwritten. Dropped on the way, the part stays.
    ///
    /// # Errors
    /// Those of the file system, and those of a piece as [`io::ErrorKind::Other`]; the part is removed then.
    #[cfg(feature = "tokio-fs")]
    pub async fn save_to(self, path: impl AsRef<std::path::Path>) -> io::Result<u64> {
        let path = path.as_ref();
        let mut part = path.as_os_str().to_owned();
        part.push(".part");
        let saved = match self.fill(part.as_ref()).await {
            Ok(written) => tokio::fs::rename(&part, path).await.map(|()| written),
            Err(error) => Err(error),
        };
        if saved.is_err() {
            // The first error is the one to tell.
            let _ = tokio::fs::remove_file(&part).await;
        }
        saved
    }

    #[cfg(feature = "tokio-fs")]
    async fn fill(mut self, path: &std::path::Path) -> io::Result<u64> {
        use tokio::io::AsyncWriteExt;
        let mut file = tokio::fs::File::create(path).await?;
        let mut written = 0;
        while let Some(piece) = self.next_piece().await {
            let piece = piece.map_err(io::Error::other)?;
            file.write_all(&piece).await?;
            written += piece.len() as u64;
        }
        file.sync_all().await?;
        Ok(written)
    }

    /// Writes all that is left, and returns how many bytes that was. The writer is not flushed.
    ///
    /// # Errors
    /// Those of the writer, and those of a piece as [`io::ErrorKind::Other`].
    pub async fn write_to(mut self, writer: &mut (impl io::Write + ?Sized)) -> io::Result<u64> {
        let mut written = 0;
        while let Some(piece) = self.next_piece().await {
            let piece = piece.map_err(io::Error::other)?;
            writer.write_all(&piece)?;
            written += piece.len() as u64;
        }
        Ok(written)
    }
}

impl Stream for DownloadResponse {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut self.body).poll_next(context)
    }
}

impl fmt::Debug for DownloadResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // `Location` and the like may be URLs that are a permission of their own.
        let names: Vec<_> = self.headers.keys().collect();
        f.debug_struct("DownloadResponse")
            .field("status", &self.status)
            .field("headers", &names)
            .field("length", &self.length)
            .field("total", &self.total)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
