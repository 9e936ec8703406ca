//! What can go wrong on the way, on demand.

use super::call::Call;
use http::Method;
use std::time::Duration;

/// What happens instead of, or to, an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The connection ends, and nothing was done.
    HangUp,
    /// What was asked for is done, but the connection ends before the answer.
    LoseAnswer,
    /// What was asked for is done, and the connection ends in the middle of the answer's body.
    CutBody,
    /// The answer is whole as HTTP, but its body has lost its second half.
    TruncateBody,
    /// The answer comes late.
    Delay(Duration),
    /// Nothing is done, and the answer is an error in Graph's form with this status and header `Retry-After`.
    Status(u16, Option<String>),
    /// Nothing is done, and a proxy answers with a page of HTML and this status.
    Html(u16),
    /// Nothing is done, and the answer sends the caller elsewhere: status and `Location`.
    Redirect(u16, String),
    /// What was asked for is done, and the answer claims to be of another type.
    ContentType(&'static str),
}

/// Which requests a fault befalls.
#[derive(Debug, Clone)]
pub struct Rule {
    /// What befalls them.
    pub fault: Fault,
    /// The verb; any where there is none.
    pub method: Option<Method>,
    /// What the path and query contain.
    pub containing: String,
    /// How many fitting requests are spared first.
    pub after: usize,
    /// How many it befalls.
    pub times: usize,
}

impl Rule {
    /// A fault that befalls one request, whichever comes first.
    pub fn once(fault: Fault) -> Self {
        Self::times(fault, 1)
    }

    /// A fault that befalls this many requests.
    pub fn times(fault: Fault, times: usize) -> Self {
        Self {
            fault,
            method: None,
            containing: String::new(),
            after: 0,
            times,
        }
    }

    /// A fault that befalls every request.
    pub fn always(fault: Fault) -> Self {
        Self::times(fault, usize::MAX)
    }

    /// The same for requests with this text in path or query.
    pub fn containing(self, text: impl Into<String>) -> Self {
        Self {
            containing: text.into(),
            ..self
        }
    }

    /// The same for requests with this verb.
    pub fn method(self, method: Method) -> Self {
        Self {
            method: Some(method),
            ..self
        }
    }

    /// The same after this many fitting requests.
    pub fn after(self, after: usize) -> Self {
        Self { after, ..self }
    }

    /// The fault, where it befalls this request.
    pub(crate) fn befalls(&mut self, call: &Call) -> Option<Fault> {
        let fits = self.method.as_ref().is_none_or(|one| *one == call.method)
            && call.target.contains(&self.containing);
        if !fits || self.times == 0 {
            return None;
        }
        if self.after > 0 {
            self.after -= 1;
            return None;
        }
        self.times = self
            .times
            .saturating_sub(usize::from(self.times != usize::MAX));
        Some(self.fault.clone())
    }
}
