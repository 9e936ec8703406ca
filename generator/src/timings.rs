//! Phase timings, printed with `--timings`, and where `MSGRAPH_BINDGEN_TIMINGS` is set.

use crate::phases::{Phase, Watch};
use std::cell::RefCell;
use std::time::Instant;

/// The environment variable that turns timings on.
const VARIABLE: &str = "MSGRAPH_BINDGEN_TIMINGS";

/// Times the phases of a run, and prints at its end how long each took.
#[derive(Debug)]
pub(crate) struct Timings(Option<RefCell<Stopwatch>>);

#[derive(Debug, Default)]
struct Stopwatch {
    /// The phase that goes on, and since when.
    running: Option<(Phase, Instant)>,
    /// Those that have ended, in milliseconds.
    ended: Vec<(Phase, f64)>,
}

impl Timings {
    /// Timings that are taken.
    #[cfg(feature = "cli")]
    pub(crate) fn on() -> Self {
        Self(Some(RefCell::default()))
    }

    /// Timings that are taken where the environment asks for them.
    pub(crate) fn of_environment() -> Self {
        Self(std::env::var_os(VARIABLE).map(|_| RefCell::default()))
    }
}

impl Stopwatch {
    fn stop(&mut self, now: Instant) {
        if let Some((phase, since)) = self.running.take() {
            let took = now.duration_since(since).as_secs_f64() * 1e3;
            self.ended.push((phase, took));
        }
    }
}

impl Watch for Timings {
    fn begins(&self, phase: Phase) {
        if let Some(stopwatch) = &self.0 {
            let (now, mut stopwatch) = (Instant::now(), stopwatch.borrow_mut());
            stopwatch.stop(now);
            stopwatch.running = Some((phase, now));
        }
    }

    fn ends(&self) {
        if let Some(stopwatch) = &self.0 {
            let mut stopwatch = stopwatch.borrow_mut();
            stopwatch.stop(Instant::now());
            for (phase, milliseconds) in stopwatch.ended.drain(..) {
                eprintln!("{:>10} {milliseconds:9.2} ms", phase.word());
            }
        }
    }
}
