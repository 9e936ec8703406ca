//! One request out, one answer back; nothing here depends on the type of the answer.

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, LOCATION, USER_AGENT};
use http::uri::Scheme;
use http::{HeaderValue, Method, StatusCode, Uri};

use super::origin::{self, Origin};
use super::{Client, Inner};
use crate::error::Error;
use crate::payload::Accepted;
use crate::request::{Authorization, Parts};
use crate::response::RawResponse;
use crate::transport::Body;

/// Redirects that are followed one after the other.
const MOST_REDIRECTS: usize = 5;

/// Sends a request and returns its answer, if that is a success.
pub(crate) async fn exchange(parts: Parts, accepted: Accepted) -> Result<RawResponse, Error> {
    let (head, body) = open(parts, accepted).await?.into_parts();
    Ok(RawResponse {
        status: head.status,
        headers: head.headers,
        body: body.collect().await?,
    })
}

/// Sends a request and returns its answer, if that is a success, with its body unread.
pub(crate) async fn open(parts: Parts, accepted: Accepted) -> Result<http::Response<Body>, Error> {
    let (client, request, is_get) = prepare(parts, accepted).await?;
    let inner: &Inner = &client.inner;
    let mut from = request.uri().clone();
    let mut response = inner.transport.send(request).await?;
    if response.status() == StatusCode::UNAUTHORIZED {
        client.forget_token();
    }
    if accepted == Accepted::Bytes && is_get {
        for _ in 0..MOST_REDIRECTS {
            let Some(target) = redirect(&from, &response)? else {
                break;
            };
            let mut request = http::Request::new(Bytes::new());
            *request.uri_mut() = target.clone();
            request
                .headers_mut()
                .insert(USER_AGENT, inner.user_agent.clone());
            from = target;
            response = inner.transport.send(request).await?;
        }
    }
    if response.status().is_success() {
        return Ok(response);
    }
    let (head, body) = response.into_parts();
    Err(Error::service(
        head.status,
        head.headers,
        body.collect().await?,
    ))
}

/// The request as it goes out: checked, with its token.
async fn prepare(
    parts: Parts,
    accepted: Accepted,
) -> Result<(Client, http::Request<Bytes>, bool), Error> {
    let Parts {
        client,
        method,
        path,
        headers,
        body,
        authorization,
        options: _,
        fault,
    } = parts;
    if let Some(fault) = path.fault().cloned().or(fault) {
        return Err(fault);
    }
    let url = origin::parse(path.url())?;
    let mut request = http::Request::new(body.unwrap_or_default());
    *request.headers_mut() = headers;
    match authorization {
        Authorization::Bearer => {
            client.check_host(&url)?;
            if !request.headers().contains_key(AUTHORIZATION)
                && let Some(token) = client.token().await?
            {
                let bearer = format!("Bearer {}", token.secret().expose());
                let mut value = HeaderValue::try_from(bearer)
                    .map_err(|_| Error::credential("the token is no value of a header"))?;
                value.set_sensitive(true);
                request.headers_mut().insert(AUTHORIZATION, value);
            }
        }
        Authorization::Anonymous => {
            Origin::of(&url)?;
        }
    }
    let is_get = method == Method::GET;
    *request.method_mut() = method;
    *request.uri_mut() = url;
    let headers = request.headers_mut();
    headers
        .entry(ACCEPT)
        .or_insert(HeaderValue::from_static(accept(accepted)));
    headers
        .entry(USER_AGENT)
        .or_insert_with(|| client.inner.user_agent.clone());
    Ok((client, request, is_get))
}

/// The header `Accept`, unless the request sets one.
fn accept(accepted: Accepted) -> &'static str {
    match accepted {
        Accepted::Json => "application/json",
        Accepted::Text => "text/plain, application/json;q=0.9",
        Accepted::Bytes => "*/*",
    }
}

/// Where an answer sends the reader, if it does.
fn redirect(from: &Uri, response: &http::Response<Body>) -> Result<Option<Uri>, Error> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let Some(location) = response
        .headers()
        .get(LOCATION)
        .and_then(|location| location.to_str().ok())
    else {
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
        return Err(Error::transport(
            "a redirect leads from https to something else",
        ));
    }
    Origin::of(&target)?;
    Ok(Some(target))
}

/// The media type of JSON bodies.
pub(crate) fn json_content(headers: &mut http::HeaderMap) {
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
}
