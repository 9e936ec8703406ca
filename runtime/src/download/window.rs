//! A part of a body.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use crate::error::Error;
use crate::transport::Body;

/// A body without its first bytes, up to a length where there is one. What is behind is not read.
pub(super) struct Window {
    pub(super) body: Body,
    pub(super) skip: u64,
    pub(super) left: Option<u64>,
}

impl Stream for Window {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if self.left == Some(0) {
                return Poll::Ready(None);
            }
            let piece = match Pin::new(&mut self.body).poll_next(context) {
                Poll::Ready(Some(Ok(piece))) => piece,
                other => return other,
            };
            let piece = self.cut(piece);
            if !piece.is_empty() {
                return Poll::Ready(Some(Ok(piece)));
            }
        }
    }
}

impl Window {
    fn cut(&mut self, mut piece: Bytes) -> Bytes {
        let skipped = piece
            .len()
            .min(usize::try_from(self.skip).unwrap_or(usize::MAX));
        let mut piece = piece.split_off(skipped);
        self.skip -= skipped as u64;
        if let Some(left) = &mut self.left {
            piece.truncate(usize::try_from(*left).unwrap_or(usize::MAX));
            *left -= piece.len() as u64;
        }
        piece
    }
}
