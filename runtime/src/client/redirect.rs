//! Where an answer sends the reader.

use http::header::LOCATION;
use http::uri::Scheme;
use http::{Method, StatusCode, Uri};

use super::origin::{self, Origin};
use crate::error::Error;
use crate::transport::Body;

/// Redirects that are followed one after the other.
pub(super) const MOST_REDIRECTS: usize = 5;

/// Headers that go along to another host. What is not named may say who asks: `Authorization`, `Cookie`, `workbook-session-id`.
pub(super) const HARMLESS: [http::HeaderName; 6] = [
    http::header::ACCEPT,
    http::header::ACCEPT_ENCODING,
    http::header::ACCEPT_LANGUAGE,
    http::header::IF_RANGE,
    http::header::RANGE,
    http::header::USER_AGENT,
];

/// Where redirects of a request may lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// To the same host.
    SameHost,
    /// To any host, without the token: a download, whose URL carries its own permission.
    AnyHost,
}

/// The URL that the answer to a request for `from` leads to; `None` where it leads nowhere, or a client may not go there by itself.
///
/// # Errors
/// A URL that no client may talk to.
pub(super) fn target(
    method: &Method,
    reach: Reach,
    from: &Uri,
    response: &http::Response<Body>,
) -> Result<Option<Uri>, Error> {
    let is_read = matches!(*method, Method::GET | Method::HEAD);
    if !is_read || !is_redirect(response.status(), reach) {
        return Ok(None);
    }
    let location = response.headers().get(LOCATION);
    let Some(location) = location.and_then(|location| location.to_str().ok()) else {
        return Ok(None);
    };
    let target = if location.starts_with('/') && !location.starts_with("//") {
        let authority = from.authority().map_or("", |authority| authority.as_str());
        origin::parse(&format!(
            "{}://{authority}{location}",
            from.scheme_str().unwrap_or("https")
        ))?
    } else {
        origin::parse(location)?
    };
    let leaves_https =
        from.scheme() == Some(&Scheme::HTTPS) && target.scheme() != Some(&Scheme::HTTPS);
    if leaves_https {
        return Err(Error::refused(
            "a redirect leads from https to something else",
        ));
    }
    Origin::of(&target)?;
    Ok(Some(target))
}

fn is_redirect(status: StatusCode, reach: Reach) -> bool {
    match status.as_u16() {
        301 | 302 | 307 | 308 => true,
        // It leads to what came of an operation (RFC 9110, clause 15.4.4), which is for the caller to see.
        303 => reach == Reach::AnyHost,
        _ => false,
    }
}
