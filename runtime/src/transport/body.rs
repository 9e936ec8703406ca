//! Bodies of answers, which come in pieces.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use crate::error::Error;

/// The body of an answer: a stream of pieces, each read when it is asked for.
///
/// A piece that fails is the last. A body that is dropped is read no further.
///
/// ```
/// use msgraph_runtime::Body;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), msgraph_runtime::Error> {
/// let mut body = Body::from("two pieces");
/// let mut length = 0;
/// while let Some(piece) = body.next_piece().await {
///     length += piece?.len();
/// }
/// assert_eq!(length, 10);
/// # Ok(())
/// # }
/// ```
pub struct Body(Kind);

enum Kind {
    Done,
    Whole(Bytes),
    Pieces(Pin<Box<dyn Stream<Item = Result<Bytes, Error>> + Send>>),
}

impl Body {
    /// A body without a byte.
    pub fn empty() -> Self {
        Self(Kind::Done)
    }

    /// A body that comes in pieces. What comes after an error is not asked for.
    pub fn from_stream(pieces: impl Stream<Item = Result<Bytes, Error>> + Send + 'static) -> Self {
        Self(Kind::Pieces(Box::pin(pieces)))
    }

    /// The next piece, which is not empty; `None` at the end. What `StreamExt::next` of the crate `futures` does, without it.
    pub async fn next_piece(&mut self) -> Option<Result<Bytes, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The whole body.
    ///
    /// # Errors
    /// That of a piece.
    pub async fn collect(mut self) -> Result<Bytes, Error> {
        let mut pieces = Vec::new();
        while let Some(piece) = self.next_piece().await.transpose()? {
            pieces.push(piece);
        }
        // Most bodies come in one piece, which needs no copy; others need one, once it is known how large they are.
        Ok(match pieces.pop() {
            Some(only) if pieces.is_empty() => only,
            last => {
                pieces.extend(last);
                pieces.concat().into()
            }
        })
    }

    /// As much of the body as comes.
    pub(crate) async fn collect_some(mut self) -> Bytes {
        let mut some = BytesMut::new();
        while let Some(Ok(piece)) = self.next_piece().await {
            some.extend_from_slice(&piece);
        }
        some.freeze()
    }
}

impl Stream for Body {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let next = match &mut self.0 {
                Kind::Done => return Poll::Ready(None),
                Kind::Whole(bytes) => {
                    let bytes = std::mem::take(bytes);
                    self.0 = Kind::Done;
                    Some(Ok(bytes))
                }
                Kind::Pieces(pieces) => match pieces.as_mut().poll_next(context) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(next) => next,
                },
            };
            match next {
                Some(Ok(bytes)) if bytes.is_empty() => {}
                Some(Ok(bytes)) => return Poll::Ready(Some(Ok(bytes))),
                end => {
                    self.0 = Kind::Done;
                    return Poll::Ready(end);
                }
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match &self.0 {
            Kind::Done => (0, Some(0)),
            Kind::Whole(bytes) => {
                let pieces = usize::from(!bytes.is_empty());
                (pieces, Some(pieces))
            }
            Kind::Pieces(_) => (0, None),
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Kind::Whole(bytes))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from(text).into()
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

/// What it holds is not shown: it may be keys and passwords.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Done => f.write_str("Body(read)"),
            Kind::Whole(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Kind::Pieces(_) => f.write_str("Body(in pieces)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(pieces: Vec<Result<&'static str, Error>>) -> Body {
        let pieces = pieces.into_iter().map(|piece| piece.map(Bytes::from));
        Body::from_stream(futures_util::stream::iter(pieces))
    }

    #[tokio::test]
    async fn pieces_are_joined_in_order() {
        assert_eq!(Body::empty().collect().await.unwrap(), "");
        assert_eq!(Body::from("").collect().await.unwrap(), "");
        assert_eq!(Body::from("ab").collect().await.unwrap(), "ab");
        let parts = vec![Ok(""), Ok("a"), Ok(""), Ok("bc"), Ok("d")];
        assert_eq!(pieces(parts).collect().await.unwrap(), "abcd");
    }

    #[tokio::test]
    async fn empty_pieces_are_left_out_and_an_error_is_the_last() {
        let mut body = pieces(vec![
            Ok("a"),
            Ok(""),
            Err(Error::transport("cut")),
            Ok("never"),
        ]);
        assert_eq!(body.next_piece().await.unwrap().unwrap(), "a");
        assert!(body.next_piece().await.unwrap().unwrap_err().is_transport());
        assert!(body.next_piece().await.is_none());
        let body = pieces(vec![Ok("a"), Ok("b"), Err(Error::transport("cut"))]);
        assert!(body.collect().await.is_err());
    }

    #[test]
    fn debug_shows_no_byte() {
        assert_eq!(format!("{:?}", Body::from("secret")), "Body(6 bytes)");
    }
}
