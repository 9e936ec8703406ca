//! One request out, one answer back; nothing here depends on the type of the answer.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};

use super::limit::within;
use super::origin::{self, Origin};
use super::redirect::{self, HARMLESS, MOST_REDIRECTS, Reach};
use super::retry::Schedule;
use super::{Client, trace};
use crate::credential::{AccessToken, Age, Given, TokenSource, claims};
use crate::error::{Error, Sent};
use crate::payload::Accepted;
use crate::request::{Authorization, Options, Parts};
use crate::response::RawResponse;
use crate::transport::{Body, BoxFuture};

const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

/// Sends a request and returns its answer, if that is a success.
pub(crate) fn exchange(
    parts: Parts,
    accepted: Accepted,
) -> BoxFuture<'static, Result<RawResponse, Error>> {
    Box::pin(async move {
        let (response, sent) = send(parts, accepted, Reading::Whole).await?;
        let (head, body) = response.into_parts();
        Ok(RawResponse {
            status: head.status,
            headers: head.headers,
            // It is there already.
            body: body.collect().await?,
            sent: Some(sent),
        })
    })
}

/// Sends a request and returns its answer, if that is a success, with its body unread. What becomes of the body is not tried again, and
/// the limits of time are over when it begins.
pub(crate) async fn open(parts: Parts, accepted: Accepted) -> Result<http::Response<Body>, Error> {
    let (response, _) = send(parts, accepted, Reading::Head).await?;
    Ok(response)
}

/// How much of an answer belongs to a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    Head,
    Whole,
}

/// An answer, and what it is the answer to.
type Answer = (http::Response<Body>, Arc<Sent>);

fn send(
    parts: Parts,
    accepted: Accepted,
    reading: Reading,
) -> BoxFuture<'static, Result<Answer, Error>> {
    // Boxed: each that awaits it would have all of this in it.
    Box::pin(async move {
        let Parts {
            client,
            method,
            path,
            headers,
            body,
            authorization,
            options,
            fault,
            ..
        } = parts;
        let fault = path.fault().cloned().or(fault);
        let mut sent = Sent {
            method,
            path,
            client_request_id: headers.get(CLIENT_REQUEST_ID).cloned(),
            tries: 0,
        };
        let outcome = match fault {
            Some(fault) => Err(fault),
            None => {
                let call = Call {
                    client,
                    headers,
                    body: body.unwrap_or_default(),
                    authorization,
                    options,
                    accepted,
                    reading,
                };
                call.run(&mut sent).await
            }
        };
        let sent = Arc::new(sent);
        match outcome {
            Ok(response) => Ok((response, sent)),
            Err(error) => Err(error.of(&sent)),
        }
    })
}

/// A request on its way, whatever number of tries that takes.
struct Call {
    client: Client,
    headers: HeaderMap,
    body: Bytes,
    authorization: Authorization,
    options: Options,
    accepted: Accepted,
    reading: Reading,
}

impl Call {
    async fn run(mut self, sent: &mut Sent) -> Result<http::Response<Body>, Error> {
        let url = origin::parse(sent.path.url())?;
        let origin = Origin::of(&url)?;
        if self.authorization == Authorization::Bearer {
            self.client.check_origin(&origin)?;
            let id = sent.client_request_id.get_or_insert_with(request_id);
            self.headers.insert(CLIENT_REQUEST_ID, id.clone());
        }
        self.headers
            .entry(ACCEPT)
            .or_insert(HeaderValue::from_static(accept(self.accepted)));
        self.headers
            .entry(USER_AGENT)
            .or_insert_with(|| self.client.inner.user_agent.clone());
        let span = trace::request(sent, origin.host());
        let limit = self.options.timeout.or(self.client.inner.timeout);
        let tries = self.tries(&url, sent, &span);
        let outcome = within(&self.client, limit, "the request with all its tries", tries);
        span.around(outcome).await
    }

    /// Tries until there is an answer, or no reason to try again.
    async fn tries(
        &self,
        url: &Uri,
        sent: &mut Sent,
        span: &trace::Span,
    ) -> Result<http::Response<Body>, Error> {
        let inner = &self.client.inner;
        let limit = self.options.attempt_timeout.or(inner.attempt_timeout);
        let mut schedule = Schedule::new(
            self.options.retry.unwrap_or(inner.retry),
            self.options.repeatable.holds(&sent.method),
            self.client.now(),
        )
        .deadline(self.options.timeout.or(inner.timeout))
        .looks_for(self.options.retry_not_found);
        let mut renewals = Renewals::default();
        let mut renewed = None;
        loop {
            let mut given = match renewed.take() {
                Some(given) => Some(given),
                None => self.token().await?,
            };
            sent.tries += 1;
            let token = given.as_ref().map(|given| &given.token);
            let attempt = self.attempt(&sent.method, url, token);
            let outcome = within(&self.client, limit, "one try", attempt).await;
            span.answered(&outcome, sent.tries);
            let error = match outcome {
                Ok(response) => return Ok(response),
                Err(error) => error,
            };
            if let Some(refused) = given.take_if(|_| error.is_unauthorized()) {
                renewed = self.renewed(refused, &error, &mut renewals).await?;
                if renewed.is_some() {
                    continue;
                }
                return Err(error);
            }
            let Some(wait) = schedule.next(&error, self.client.now()) else {
                return Err(error);
            };
            span.waits(wait, &error);
            self.client.sleep(wait).await;
        }
    }

    /// Where the client's token is from, if the request is to carry it.
    fn source(&self) -> Option<&TokenSource> {
        let is_wanted = self.authorization == Authorization::Bearer
            && !self.headers.contains_key(AUTHORIZATION);
        self.client.inner.tokens.as_deref().filter(|_| is_wanted)
    }

    async fn token(&self) -> Result<Option<Given>, Error> {
        match self.source() {
            Some(source) => source.token().await.map(Some),
            None => Ok(None),
        }
    }

    /// Another token, where the service has refused one and there may be a better one: it asks for claims, or the token was kept and may
    /// have been withdrawn. Each is a reason once. A request that was refused so has done nothing, whatever its method.
    async fn renewed(
        &self,
        refused: Given,
        error: &Error,
        renewals: &mut Renewals,
    ) -> Result<Option<Given>, Error> {
        let Some(source) = self.source() else {
            return Ok(None);
        };
        let claims = error.headers().and_then(claims);
        let is_reason = match &claims {
            Some(_) => !std::mem::replace(&mut renewals.with_claims, true),
            None => refused.age == Age::Kept && !std::mem::replace(&mut renewals.plain, true),
        };
        if !is_reason {
            return Ok(None);
        }
        let token = source.renew(&refused.token, claims).await?;
        Ok(token.map(|token| Given {
            token,
            age: Age::New,
        }))
    }

    /// Sends the request once, and follows where the answer leads.
    async fn attempt(
        &self,
        method: &Method,
        url: &Uri,
        token: Option<&AccessToken>,
    ) -> Result<http::Response<Body>, Error> {
        let transport = &self.client.inner.transport;
        let reach = match self.accepted {
            Accepted::Bytes => Reach::AnyHost,
            Accepted::Json | Accepted::Text => Reach::SameHost,
        };
        let home = Origin::of(url)?;
        let mut from = url.clone();
        let mut is_home = true;
        let request = self.request(method, url.clone(), token)?;
        let mut response = transport.send(request).await?;
        for _ in 0..MOST_REDIRECTS {
            let Some(target) = redirect::target(method, reach, &from, &response)? else {
                break;
            };
            // What has once led elsewhere gets no token, wherever it leads then.
            is_home = is_home && Origin::of(&target)? == home;
            let request = if is_home {
                self.request(method, target.clone(), token)?
            } else if reach == Reach::AnyHost {
                self.stripped(method, target.clone())
            } else {
                break;
            };
            from = target;
            response = transport.send(request).await?;
        }
        self.read(response).await
    }

    /// The answer, if it is a success: whole, where that belongs to a try.
    async fn read(&self, response: http::Response<Body>) -> Result<http::Response<Body>, Error> {
        let (head, body) = response.into_parts();
        if !head.status.is_success() {
            let body = body.collect_some().await;
            return Err(Error::service(head.status, head.headers, body));
        }
        let body = match self.reading {
            Reading::Head => body,
            Reading::Whole => body.collect().await?.into(),
        };
        Ok(http::Response::from_parts(head, body))
    }

    fn request(
        &self,
        method: &Method,
        url: Uri,
        token: Option<&AccessToken>,
    ) -> Result<http::Request<Bytes>, Error> {
        let mut request = http::Request::new(self.body.clone());
        *request.method_mut() = method.clone();
        *request.uri_mut() = url;
        *request.headers_mut() = self.headers.clone();
        if let Some(token) = token {
            let bearer = format!("Bearer {}", token.secret().expose());
            let mut value = HeaderValue::try_from(bearer)
                .map_err(|_| Error::credential("the token is no value of a header"))?;
            value.set_sensitive(true);
            request.headers_mut().insert(AUTHORIZATION, value);
        }
        Ok(request)
    }

    /// A request with nothing in it that says who asks.
    fn stripped(&self, method: &Method, url: Uri) -> http::Request<Bytes> {
        let mut request = http::Request::new(Bytes::new());
        *request.method_mut() = method.clone();
        *request.uri_mut() = url;
        for name in HARMLESS {
            if let Some(value) = self.headers.get(&name) {
                request.headers_mut().insert(name, value.clone());
            }
        }
        request
    }
}

/// What a token was renewed for.
#[derive(Default)]
struct Renewals {
    plain: bool,
    with_claims: bool,
}

/// The header `Accept`, unless the request sets one.
fn accept(accepted: Accepted) -> &'static str {
    match accepted {
        Accepted::Json => "application/json",
        Accepted::Text => "text/plain, application/json;q=0.9",
        Accepted::Bytes => "*/*",
    }
}

/// A random id in the form that Graph asks for, a UUID of version 4.
fn request_id() -> HeaderValue {
    let (high, low) = (fastrand::u64(..), fastrand::u64(..));
    let id = format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        high & 0xfff,
        // The two bits of the variant.
        low >> 48 & 0x3fff | 0x8000,
        low & 0xffff_ffff_ffff,
    );
    HeaderValue::try_from(id).unwrap_or(HeaderValue::from_static(""))
}

/// The media type of JSON bodies.
pub(crate) fn json_content(headers: &mut HeaderMap) {
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
}

#[cfg(test)]
mod tests;
