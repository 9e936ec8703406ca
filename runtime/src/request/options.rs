//! How one request is sent, where that differs from what its client does.

use std::time::Duration;

use super::Request;
use crate::client::{Repeatable, RetryPolicy, Version};
use crate::credential::Credential;
use crate::error::Error;
use crate::reference::bind::rebased;

/// What a request says of its sending; what it leaves open is as the client has it. Requests that follow from one, such as the next
/// page, have its options.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Options {
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) retry_not_found: Option<Duration>,
    pub(crate) repeatable: Repeatable,
}

impl<T> Request<T> {
    /// When the request is sent again, in place of what the client does; [`RetryPolicy::none`] for never.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.parts.options.retry = Some(policy);
        self
    }

    /// Also sends the request again while it is answered 404, for so long: what was just created may take a while to be found, since
    /// the service has copies that follow one another. A request that found nothing has done nothing, whatever its method.
    pub fn retry_not_found(mut self, time: Duration) -> Self {
        self.parts.options.retry_not_found = Some(time);
        self
    }

    /// How long the request may take with its token, all its tries and the waits between them.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.parts.options.timeout = Some(limit);
        self
    }

    /// How long one try may take, from sending to the end of the answer (of a download, to its beginning).
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.parts.options.attempt_timeout = Some(limit);
        self
    }

    /// The same request to another version of the service. A link that the service gave has its version already: it is refused.
    pub fn version(mut self, version: Version) -> Self {
        let client = self.parts.client.with_version(version);
        let is_below = self
            .parts
            .path
            .rebase(self.parts.client.base_url(), client.base_url());
        if is_below {
            let body = self.parts.body.take();
            let to = client.base_url();
            self.parts.body = body.map(|body| {
                // References in it are those of the service, too.
                rebased(body.into(), self.parts.client.base_url(), to).into()
            });
            self.parts.client = client;
            self
        } else {
            self.refuse(Error::refused("a link has its version already"))
        }
    }

    /// The same request with another credential; what follows from it, such as next pages, has it too. Where several requests have the
    /// same one, [`Client::with_credential`](crate::Client::with_credential) lets them share its tokens.
    pub fn credential(mut self, credential: impl Credential) -> Self {
        self.parts.client = self.parts.client.with_credential(credential);
        self
    }
}
