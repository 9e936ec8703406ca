//! Phase timings, printed where `MSGRAPH_BINDGEN_TIMINGS` is set.

use std::time::Instant;

/// The environment variable that turns timings on.
const VARIABLE: &str = "MSGRAPH_BINDGEN_TIMINGS";

/// Times phases, one after the other.
pub(crate) struct Timings {
    on: bool,
    last: Instant,
    phases: Vec<(&'static str, f64)>,
}

impl Timings {
    pub(crate) fn start() -> Self {
        Self {
            on: std::env::var_os(VARIABLE).is_some(),
            last: Instant::now(),
            phases: Vec::new(),
        }
    }

    /// Ends a phase; the next one begins.
    pub(crate) fn phase(&mut self, name: &'static str) {
        let now = Instant::now();
        let took = now.duration_since(self.last).as_secs_f64() * 1e3;
        self.phases.push((name, took));
        self.last = now;
    }

    pub(crate) fn finish(self) {
        if self.on {
            for (name, milliseconds) in self.phases {
                eprintln!("{name:>10} {milliseconds:9.2} ms");
            }
        }
    }
}
