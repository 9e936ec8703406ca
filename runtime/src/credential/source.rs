//! Tokens of one credential, kept while they last.

use std::sync::{Arc, Mutex as StdMutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use futures_util::lock::Mutex;

use super::{AccessToken, Credential, Standing, TokenRequest};
use crate::error::Error;

/// How long a credential is left alone that gave no token though the one before still lasts.
const PAUSE: Duration = Duration::from_secs(30);

/// A credential and its last token. One request at a time asks it; the others wait for what it says.
///
/// No task runs in the background: a token is renewed by the request that needs it, and if that is dropped, by the next one.
pub(crate) struct TokenSource {
    credential: Arc<dyn Credential>,
    request: TokenRequest,
    /// Held by the one that asks.
    asking: Mutex<()>,
    kept: StdMutex<Kept>,
}

#[derive(Default)]
struct Kept {
    token: Option<AccessToken>,
    /// How often the credential has answered.
    rounds: u64,
    /// Its last answer, where that was an error.
    failure: Option<Error>,
    /// Until when it is left alone while the token still lasts.
    pause: Option<SystemTime>,
}

/// A token, and since when it is here.
#[derive(Clone)]
pub(crate) struct Given {
    pub(crate) token: AccessToken,
    pub(crate) age: Age,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Age {
    /// From before: it may have been withdrawn since.
    Kept,
    /// From the credential, just now.
    New,
}

impl TokenSource {
    pub(crate) fn new(credential: Arc<dyn Credential>, request: TokenRequest) -> Self {
        Self {
            credential,
            request,
            asking: Mutex::default(),
            kept: StdMutex::default(),
        }
    }

    /// A token to send.
    pub(crate) async fn token(&self) -> Result<Given, Error> {
        let now = SystemTime::now();
        let (kept, rounds, is_paused) = {
            let kept = self.kept();
            let is_paused = kept.pause.is_some_and(|until| now < until);
            (kept.token.clone(), kept.rounds, is_paused)
        };
        let lasting = kept.and_then(|token| match token.standing(now) {
            Standing::Over => None,
            standing => Some((Given::kept(token), standing)),
        });
        let (lasting, _asking) = match lasting {
            Some((given, Standing::Good)) => return Ok(given),
            // It still lasts: nobody waits for another one, and a failure is none yet.
            Some((given, _)) => match self.asking.try_lock().filter(|_| !is_paused) {
                Some(asking) => (Some(given), asking),
                None => return Ok(given),
            },
            None => {
                let asking = self.asking.lock().await;
                if let Some(answer) = self.answered_since(rounds) {
                    return answer;
                }
                (None, asking)
            }
        };
        let asked = self.ask(&self.request).await;
        match lasting {
            Some(given) => Ok(asked.unwrap_or(given)),
            None => asked,
        }
    }

    /// Another token than the one that was refused, made with these claims; `None` where the credential has no other.
    pub(crate) async fn renew(
        &self,
        refused: &AccessToken,
        claims: Option<String>,
    ) -> Result<Option<AccessToken>, Error> {
        let rounds = self.kept().rounds;
        let _asking = self.asking.lock().await;
        let is_other = |token: &AccessToken| token.secret != refused.secret;
        if let Some(kept) = self.kept().token.clone().filter(is_other) {
            // Another request has renewed it.
            return Ok(Some(kept));
        }
        if let Some(Err(failure)) = self.answered_since(rounds) {
            return Err(failure);
        }
        self.kept().token = None;
        let request = match claims {
            Some(claims) => &self.request.clone().with_claims(claims),
            None => &self.request,
        };
        let given = self.ask(request).await?;
        if is_other(&given.token) {
            return Ok(Some(given.token));
        }
        self.kept().token = None;
        Ok(None)
    }

    /// What the credential has answered since then, to somebody else.
    fn answered_since(&self, rounds: u64) -> Option<Result<Given, Error>> {
        let kept = self.kept();
        if kept.rounds == rounds {
            return None;
        }
        match (&kept.failure, &kept.token) {
            (Some(failure), _) => Some(Err(failure.clone())),
            (None, Some(token)) => Some(Ok(Given {
                token: token.clone(),
                age: Age::New,
            })),
            (None, None) => None,
        }
    }

    /// Asks the credential, by the one that holds `asking`.
    async fn ask(&self, request: &TokenRequest) -> Result<Given, Error> {
        let answer = self.credential.token(request).await;
        let mut kept = self.kept();
        kept.rounds += 1;
        match answer {
            Ok(token) => {
                kept.token = Some(token.clone());
                kept.failure = None;
                kept.pause = None;
                Ok(Given {
                    token,
                    age: Age::New,
                })
            }
            Err(failure) => {
                kept.failure = Some(failure.clone());
                kept.pause = SystemTime::now().checked_add(PAUSE);
                Err(failure)
            }
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // Nothing that can panic runs under the lock.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Given {
    fn kept(token: AccessToken) -> Self {
        Self {
            token,
            age: Age::Kept,
        }
    }
}

#[cfg(test)]
mod tests;
