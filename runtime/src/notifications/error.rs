//! Why a notification is not taken.

use std::fmt;

use crate::error::Error;

/// Why a notification is not taken. Its text holds nothing secret.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum NotificationError {
    /// The body is no collection of notifications.
    Malformed(String),
    /// A notification has no `clientState`, or another than expected: it is of somebody else's subscription, or forged.
    ClientState,
    /// A validation token does not show that the notifications are Graph's; the text says in what way.
    Token(&'static str),
    /// Content is encrypted with a certificate that the receiver has no key for.
    UnknownCertificate(String),
    /// Content cannot be decrypted with its key, or was changed on the way.
    Content,
    /// The source of signing keys failed.
    Keys(Error),
}

impl fmt::Display for NotificationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(reason) => {
                write!(f, "the body is no collection of notifications: {reason}")
            }
            Self::ClientState => f.write_str("a notification has not the expected clientState"),
            Self::Token(reason) => write!(f, "a validation token is not accepted: {reason}"),
            Self::UnknownCertificate(id) => write!(
                f,
                "content is encrypted with the certificate `{id}`, for which there is no key"
            ),
            Self::Content => {
                f.write_str("content cannot be decrypted with its key, or was changed")
            }
            Self::Keys(_) => f.write_str("the signing keys cannot be had"),
        }
    }
}

impl std::error::Error for NotificationError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Keys(error) => Some(error),
            _ => None,
        }
    }
}
