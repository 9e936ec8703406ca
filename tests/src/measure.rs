//! What the benchmarks share: interleaved runs, medians, rows with goals.
//!
//! Machines differ and are busy; ratios of medians taken in one interleaved run hardly do. A
//! benchmark prints and never fails by the clock.

use std::time::{Duration, Instant};

/// One thing to time.
pub struct Candidate<'c> {
    name: &'static str,
    run: Box<dyn FnMut() -> Duration + 'c>,
    times: Vec<Duration>,
}

impl<'c> Candidate<'c> {
    /// A candidate timed as a whole, with the drop of its result.
    pub fn new<T>(name: &'static str, mut run: impl FnMut() -> T + 'c) -> Self {
        let timed = move || {
            let start = Instant::now();
            drop(std::hint::black_box(run()));
            start.elapsed()
        };
        Self {
            name,
            run: Box::new(timed),
            times: Vec::new(),
        }
    }

    /// A candidate whose run answers how long the part that counts took.
    pub fn timing_itself(name: &'static str, run: impl FnMut() -> Duration + 'c) -> Self {
        Self {
            name,
            run: Box::new(run),
            times: Vec::new(),
        }
    }

    /// Its name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The median of its times.
    pub fn median(&self) -> Duration {
        let mut times = self.times.clone();
        times.sort();
        times.get(times.len() / 2).copied().unwrap_or_default()
    }
}

/// Runs all candidates in turn, `rounds` times, after one round that does not count.
pub fn interleave(rounds: usize, candidates: &mut [Candidate<'_>]) {
    for candidate in candidates.iter_mut() {
        (candidate.run)();
    }
    for _ in 0..rounds {
        for candidate in candidates.iter_mut() {
            let took = (candidate.run)();
            candidate.times.push(took);
        }
    }
}

/// What a measured number should be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Goal {
    /// At most this.
    AtMost(f64),
    /// At least this.
    AtLeast(f64),
    /// It is shown for comparison.
    None,
}

impl Goal {
    /// Whether a number meets it.
    pub fn is_met(self, measured: f64) -> bool {
        match self {
            Self::AtMost(most) => measured <= most,
            Self::AtLeast(least) => measured >= least,
            Self::None => true,
        }
    }
}

/// Prints one result: what, how much, the goal and whether it is met.
pub fn report(what: &str, measured: f64, unit: &str, goal: Goal) {
    let (text, verdict) = match goal {
        Goal::AtMost(most) => (format!("goal <= {most}"), verdict(goal, measured)),
        Goal::AtLeast(least) => (format!("goal >= {least}"), verdict(goal, measured)),
        Goal::None => (String::new(), ""),
    };
    println!("{what:<62} {measured:>9.2} {unit:<7} {text:<13} {verdict}");
}

fn verdict(goal: Goal, measured: f64) -> &'static str {
    if goal.is_met(measured) {
        "met"
    } else {
        "MISSED"
    }
}

/// The ratio of two medians.
pub fn ratio(of: &Candidate<'_>, to: &Candidate<'_>) -> f64 {
    of.median().as_secs_f64() / to.median().as_secs_f64().max(f64::MIN_POSITIVE)
}

/// The most memory that this process has held, in MB (10⁶ bytes); `None` where the system does not
/// tell.
pub fn peak_memory() -> Option<f64> {
    memory("VmHWM:")
}

/// The memory that this process holds, in MB (10⁶ bytes); `None` where the system does not tell.
pub fn resident_memory() -> Option<f64> {
    memory("VmRSS:")
}

fn memory(name: &str) -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kibibytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024.0 / 1e6)
}
