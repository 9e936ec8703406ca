//! Where a run reports: results in a format, and, on a terminal, what is being done.

use super::args::{Format, Reporting};
use crate::phases::{Phase, Watch};
use crate::timings::Timings;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::cell::RefCell;
use std::io::IsTerminal;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

/// Where a run reports.
pub(super) struct Console {
    /// How the result is printed.
    pub(super) format: Format,
    timings: Timings,
    activity: RefCell<Option<Activity>>,
}

impl Console {
    pub(super) fn new(reporting: Reporting) -> Self {
        let Reporting {
            format,
            quiet,
            timings,
        } = reporting;
        let shows = !quiet && format == Format::Human && std::io::stderr().is_terminal();
        Self {
            format,
            timings: match timings {
                true => Timings::on(),
                false => Timings::of_environment(),
            },
            activity: RefCell::new(shows.then(Activity::start)),
        }
    }

    /// Prints a warning while a run goes on.
    pub(super) fn warn(&self, text: &str) {
        let print = || warn!("{}", text.trim_end());
        match &*self.activity.borrow() {
            Some(activity) => activity.bar.suspend(print),
            None => print(),
        }
    }
}

impl Watch for Console {
    fn begins(&self, phase: Phase) {
        self.timings.begins(phase);
        if let Some(activity) = &*self.activity.borrow() {
            activity.bar.set_message(doing(phase));
        }
    }

    fn ends(&self) {
        drop(self.activity.take());
        self.timings.ends();
    }
}

/// What people read of a phase while they wait.
fn doing(phase: Phase) -> &'static str {
    match phase {
        Phase::Read => "reading files",
        Phase::Parse => "reading metadata and pages",
        Phase::Link => "linking the metadata",
        Phase::Join => "joining pages and metadata",
        Phase::Select => "selecting",
        Phase::Lower => "deciding names and types",
        Phase::Slice => "cutting the slice",
        Phase::Print => "printing Rust",
        Phase::Write => "comparing and writing files",
        Phase::Compare => "comparing",
        Phase::Measure => "measuring parts of the client",
        Phase::Check => "running `cargo check` of each part",
    }
}

/// A line on the terminal that says what is being done.
struct Activity {
    bar: ProgressBar,
    /// The thread that waits before it shows the line, and what ends its waiting.
    waiting: Option<(Sender<()>, JoinHandle<()>)>,
}

/// Shorter runs show nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often the line moves.
const TICK: Duration = Duration::from_millis(120);

impl Activity {
    fn start() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        // The template is a constant; another would show the same without the time.
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} … {elapsed}") {
            bar.set_style(style);
        }
        let (over, is_over) = mpsc::channel();
        let shown = bar.clone();
        let wait = move || {
            if is_over.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                shown.set_draw_target(ProgressDrawTarget::stderr());
                shown.enable_steady_tick(TICK);
            }
        };
        let thread = std::thread::Builder::new().spawn(wait);
        Self {
            bar,
            // Without a thread to wait there is nothing to see, and nothing else is lost.
            waiting: thread.ok().map(|thread| (over, thread)),
        }
    }
}

impl Drop for Activity {
    fn drop(&mut self) {
        if let Some((over, thread)) = self.waiting.take() {
            drop(over);
            // It ends by itself, unless it panicked, which changes no result.
            let _ = thread.join();
        }
        self.bar.finish_and_clear();
    }
}
