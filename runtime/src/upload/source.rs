//! What is uploaded.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use bytes::Bytes;

use crate::transport::BoxFuture;

/// Something whose parts can be read, again where they have to be sent again.
///
/// Implemented for bytes in memory and for [`std::fs::File`], whose reads block the thread that the future runs on; with the feature
/// `tokio-fs` for `tokio::fs::File`, whose reads do not.
pub trait UploadSource: Send + 'static {
    /// How many bytes there are. It does not change while they are uploaded.
    fn size(&mut self) -> BoxFuture<'_, io::Result<u64>>;

    /// The bytes from `offset` on, so many.
    fn read_at(&mut self, offset: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>>;
}

impl<S: UploadSource + ?Sized> UploadSource for Box<S> {
    fn size(&mut self) -> BoxFuture<'_, io::Result<u64>> {
        (**self).size()
    }

    fn read_at(&mut self, offset: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>> {
        (**self).read_at(offset, length)
    }
}

impl UploadSource for Bytes {
    fn size(&mut self) -> BoxFuture<'_, io::Result<u64>> {
        ready(u64::try_from(self.len()).map_err(io::Error::other))
    }

    fn read_at(&mut self, offset: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>> {
        let start = usize::try_from(offset).unwrap_or(usize::MAX);
        ready(match start.checked_add(length) {
            Some(end) if end <= self.len() => Ok(self.slice(start..end)),
            _ => Err(io::ErrorKind::UnexpectedEof.into()),
        })
    }
}

macro_rules! in_memory {
    ($($kind:ty)*) => {
        $(impl UploadSource for $kind {
            fn size(&mut self) -> BoxFuture<'_, io::Result<u64>> {
                ready(u64::try_from(self.len()).map_err(io::Error::other))
            }

            fn read_at(&mut self, offset: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>> {
                let start = usize::try_from(offset).unwrap_or(usize::MAX);
                let part = start.checked_add(length).and_then(|end| self.get(start..end));
                ready(part.map(Bytes::copy_from_slice).ok_or_else(|| io::ErrorKind::UnexpectedEof.into()))
            }
        })*
    };
}

in_memory!(Vec<u8> &'static [u8]);

impl UploadSource for File {
    fn size(&mut self) -> BoxFuture<'_, io::Result<u64>> {
        ready(self.metadata().map(|metadata| metadata.len()))
    }

    fn read_at(&mut self, offset: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>> {
        let mut read = || {
            self.seek(SeekFrom::Start(offset))?;
            let mut part = vec![0; length];
            self.read_exact(&mut part)?;
            Ok(part.into())
        };
        ready(read())
    }
}

#[cfg(feature = "tokio-fs")]
impl UploadSource for tokio::fs::File {
    fn size(&mut self) -> BoxFuture<'_, io::Result<u64>> {
        Box::pin(async { Ok(self.metadata().await?.len()) })
    }

    fn read_at(&mut self, offset: u64, length: usize) -> BoxFuture<'_, io::Result<Bytes>> {
        use tokio::io::{AsyncReadExt, AsyncSeekExt};
        Box::pin(async move {
            self.seek(SeekFrom::Start(offset)).await?;
            let mut part = vec![0; length];
            self.read_exact(&mut part).await?;
            Ok(part.into())
        })
    }
}

fn ready<T: Send + 'static>(result: io::Result<T>) -> BoxFuture<'static, io::Result<T>> {
    Box::pin(std::future::ready(result))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    async fn check(mut source: impl UploadSource) {
        assert_eq!(source.size().await.unwrap(), 10);
        assert_eq!(source.read_at(3, 4).await.unwrap(), "3456");
        assert_eq!(source.read_at(0, 10).await.unwrap(), "0123456789");
        assert_eq!(source.read_at(10, 0).await.unwrap(), "");
        for (offset, length) in [(7, 4), (11, 1), (u64::MAX, 1), (1, usize::MAX >> 40)] {
            let error = source.read_at(offset, length).await.unwrap_err();
            let kinds = [io::ErrorKind::UnexpectedEof, io::ErrorKind::InvalidInput];
            assert!(kinds.contains(&error.kind()), "{offset} {length} {error}");
        }
    }

    /// A file that is gone when its handle is.
    fn file() -> File {
        let path = std::env::temp_dir().join(format!("msgraph-upload-{}", std::process::id()));
        let mut file = File::create_new(&path).unwrap();
        let read = File::open(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        file.write_all(b"0123456789").unwrap();
        read
    }

    #[tokio::test]
    async fn parts_are_read_wherever_they_are() {
        check(Bytes::from("0123456789")).await;
        check(b"0123456789".to_vec()).await;
        check(&b"0123456789"[..]).await;
        check(Box::new(b"0123456789".to_vec())).await;
        check(file()).await;
        #[cfg(feature = "tokio-fs")]
        check(tokio::fs::File::from_std(file())).await;
    }
}
