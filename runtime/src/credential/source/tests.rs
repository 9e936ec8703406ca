use std::collections::VecDeque;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use super::*;
use crate::transport::BoxFuture;

/// A credential whose answers a test gives one by one, with what it was asked.
#[derive(Clone, Default)]
struct Scripted(Arc<StdMutex<Script>>);

#[derive(Default)]
struct Script {
    answers: VecDeque<Result<AccessToken, Error>>,
    asked: Vec<TokenRequest>,
}

impl Scripted {
    fn source(&self) -> TokenSource {
        TokenSource::new(Arc::new(self.clone()), TokenRequest::new(["scope"]))
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.0.lock().unwrap()
    }

    /// Answers the question that is open or comes next.
    fn answer(&self, answer: Result<AccessToken, Error>) {
        self.script().answers.push_back(answer);
    }

    fn asked(&self) -> usize {
        self.script().asked.len()
    }
}

impl Credential for Scripted {
    fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, Error>> {
        self.script().asked.push(request.clone());
        Box::pin(std::future::poll_fn(|_| {
            match self.script().answers.pop_front() {
                Some(answer) => Poll::Ready(answer),
                None => Poll::Pending,
            }
        }))
    }
}

fn lasting(text: &str, seconds: u64) -> AccessToken {
    AccessToken::new(text).expires_on(SystemTime::now() + Duration::from_secs(seconds))
}

fn poll<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

fn text(given: Poll<Result<Given, Error>>) -> String {
    match given {
        Poll::Ready(Ok(given)) => given.token.secret().expose().to_owned(),
        Poll::Ready(Err(error)) => error.to_string(),
        Poll::Pending => "pending".to_owned(),
    }
}

#[test]
fn a_good_token_is_kept() {
    let credential = Scripted::default();
    let source = credential.source();
    credential.answer(Ok(lasting("a", 3600)));
    for expected in [Age::New, Age::Kept, Age::Kept] {
        let Poll::Ready(Ok(given)) = poll(pin!(source.token())) else {
            panic!("no token");
        };
        assert_eq!(given.age, expected);
    }
    assert_eq!(credential.asked(), 1);
}

#[test]
fn one_asks_and_the_others_wait_for_its_answer() {
    let credential = Scripted::default();
    let source = credential.source();
    let mut all: Vec<_> = (0..50).map(|_| Box::pin(source.token())).collect();
    for one in &mut all {
        assert!(poll(one.as_mut()).is_pending());
    }
    assert_eq!(credential.asked(), 1);
    // The end of this one is not known, and yet it is good for all that waited for it.
    credential.answer(Ok(AccessToken::new("a")));
    for one in &mut all {
        assert_eq!(text(poll(one.as_mut())), "a");
    }
    assert_eq!(credential.asked(), 1);
    assert!(poll(pin!(source.token())).is_pending());
    assert_eq!(credential.asked(), 2);
}

#[test]
fn a_failure_is_told_to_all_that_waited_and_the_next_asks_again() {
    let credential = Scripted::default();
    let source = credential.source();
    let mut all: Vec<_> = (0..3).map(|_| Box::pin(source.token())).collect();
    for one in &mut all {
        assert!(poll(one.as_mut()).is_pending());
    }
    credential.answer(Err(Error::credential("signed out")));
    for one in &mut all {
        assert!(text(poll(one.as_mut())).contains("signed out"));
    }
    assert_eq!(credential.asked(), 1);
    credential.answer(Ok(lasting("a", 3600)));
    assert_eq!(text(poll(pin!(source.token()))), "a");
}

#[test]
fn whoever_is_dropped_leaves_the_asking_to_the_next() {
    let credential = Scripted::default();
    let source = credential.source();
    let mut first = Box::pin(source.token());
    let mut second = Box::pin(source.token());
    assert!(poll(first.as_mut()).is_pending());
    assert!(poll(second.as_mut()).is_pending());
    drop(first);
    assert!(poll(second.as_mut()).is_pending());
    assert_eq!(credential.asked(), 2);
    credential.answer(Ok(lasting("a", 3600)));
    assert_eq!(text(poll(second.as_mut())), "a");
}

#[test]
fn an_ending_token_is_used_while_one_asks_and_where_that_fails() {
    let credential = Scripted::default();
    let source = credential.source();
    credential.answer(Ok(lasting("old", 200)));
    assert_eq!(text(poll(pin!(source.token()))), "old");

    let mut asking = Box::pin(source.token());
    assert!(poll(asking.as_mut()).is_pending());
    assert_eq!(text(poll(pin!(source.token()))), "old");
    credential.answer(Err(Error::credential("for now")));
    assert_eq!(text(poll(asking.as_mut())), "old");
    // The credential is left alone for a while.
    assert_eq!(text(poll(pin!(source.token()))), "old");
    assert_eq!(credential.asked(), 2);

    source.kept().pause = None;
    credential.answer(Ok(lasting("new", 3600)));
    assert_eq!(text(poll(pin!(source.token()))), "new");
}

#[test]
fn a_refused_token_is_renewed_once_for_all() {
    let credential = Scripted::default();
    let source = credential.source();
    let refused = lasting("old", 3600);
    credential.answer(Ok(refused.clone()));
    assert_eq!(text(poll(pin!(source.token()))), "old");

    let mut first = Box::pin(source.renew(&refused, Some("{}".to_owned())));
    let mut second = Box::pin(source.renew(&refused, Some("{}".to_owned())));
    assert!(poll(first.as_mut()).is_pending());
    assert!(poll(second.as_mut()).is_pending());
    credential.answer(Ok(lasting("new", 3600)));
    for one in [&mut first, &mut second] {
        let Poll::Ready(Ok(Some(token))) = poll(one.as_mut()) else {
            panic!("not renewed");
        };
        assert_eq!(token.secret().expose(), "new");
    }
    let claims: Vec<_> = credential
        .script()
        .asked
        .iter()
        .map(|request| request.claims().map(str::to_owned))
        .collect();
    assert_eq!(claims, [None, Some("{}".to_owned())]);
    assert_eq!(text(poll(pin!(source.token()))), "new");
}

#[test]
fn a_credential_without_another_token_is_told_apart() {
    let credential = Scripted::default();
    let source = credential.source();
    let refused = lasting("same", 3600);
    credential.answer(Ok(refused.clone()));
    assert_eq!(text(poll(pin!(source.token()))), "same");
    credential.answer(Ok(refused.clone()));
    let renewed = poll(pin!(source.renew(&refused, None)));
    assert!(matches!(renewed, Poll::Ready(Ok(None))));
    // What was refused is not kept.
    assert!(poll(pin!(source.token())).is_pending());
}
