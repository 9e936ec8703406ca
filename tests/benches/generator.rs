//! What a run of the generator costs, in bare event passes of quick-xml over the same file.
//!
//! `cargo bench -p msgraph-tests --bench generator`. Wants the corpus; without it, the rows are
//! those of `specs/v1.0.xml`, for which the goals are not made.

use msgraph_bindgen::diagnostics::Sources;
use msgraph_bindgen::emit::{self, Layout};
use msgraph_bindgen::{Builder, Report, cli, pipeline};
use msgraph_tests::api::{lowered, sources};
use msgraph_tests::measure::{Candidate, Goal, interleave, peak_memory, ratio, report};
use msgraph_tests::passes::{SMALL, event_pass, selected};
use msgraph_tests::{corpus, workspace};
use std::num::NonZero;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

/// Rounds of the interleaved run.
const ROUNDS: usize = 11;

/// Set in the child process whose memory is measured: it is the command line.
const CHILD: &str = "MSGRAPH_BENCH_CHILD";

fn main() -> ExitCode {
    if std::env::var_os(CHILD).is_some() {
        let exit = cli::main();
        eprintln!("{}", peak_memory().unwrap_or_default());
        return exit;
    }
    let Some(path) = corpus("csdl/v1.0-2026-08.xml") else {
        println!("The corpus is absent: these are numbers of the embedded slice, without goals.");
        measure(&workspace().join("specs/v1.0.xml"), |_| Goal::None);
        return ExitCode::SUCCESS;
    };
    measure(&path, Goal::AtMost);
    if let (Some(metadata), Some(pages)) =
        (corpus("csdl/v1.0-2021-07.xml"), corpus("docs/en-2021/v1.0"))
    {
        measure_pages(&metadata, &pages);
    }
    ExitCode::SUCCESS
}

/// What reference pages cost: reading and joining them, and generating with what they say.
fn measure_pages(metadata: &Path, pages: &Path) {
    let builder = Builder::new().metadata(metadata).threads(2);
    let documented = builder.clone().docs(pages);
    let run = |builder: &Builder| builder.generate().expect("a whole run").report;
    let report_of = run(&documented);
    println!(
        "v1.0 of 2021: {} pages, {} documented requests; {} bytes of sources with pages, {} without",
        report_of.pages,
        report_of.documented_requests,
        report_of.bytes,
        run(&builder).bytes
    );
    let mut candidates = [
        Candidate::new("v1.0 of 2021 without pages, two threads", || {
            run(&builder).bytes
        }),
        Candidate::new("v1.0 of 2021 with its pages, two threads", || {
            run(&documented).bytes
        }),
    ];
    interleave(ROUNDS, &mut candidates);
    let [without, with] = &candidates;
    report(
        without.name(),
        without.median().as_secs_f64() * 1e3,
        "ms",
        Goal::None,
    );
    report(
        with.name(),
        ratio(with, without),
        "times that",
        Goal::AtMost(2.0),
    );
}

/// Everything up to what is handed to the printer.
fn without_formatting(sources: &Sources) -> usize {
    let api = lowered(sources);
    let files = emit::files(&api, Layout::Crate);
    files
        .iter()
        .map(|file| file.chunks(&api.features).1.len())
        .sum()
}

fn formatted(sources: &Sources, threads: NonZero<usize>) -> usize {
    let api = lowered(sources);
    let files = pipeline::print(&api, Layout::Crate, threads).expect("a whole run");
    files.iter().map(|(_, text)| text.len()).sum()
}

fn measure(path: &Path, goal: fn(f64) -> Goal) {
    let sources = sources(path);
    let text = sources.ids().map(|id| sources.text(id)).collect::<String>();
    let (one, two) = (
        NonZero::<usize>::MIN,
        NonZero::new(2).unwrap_or(NonZero::<usize>::MIN),
    );
    let out = tempfile::tempdir().expect("a folder");
    let crate_folder = out.path().join("crate");
    let again = || -> (Duration, Report) {
        let start = Instant::now();
        let builder = Builder::new().metadata(path);
        let report = builder.write_crate_to(&crate_folder).expect("a whole run");
        (start.elapsed(), report)
    };
    again();
    assert!(again().1.up_to_date, "the second run found something to do");

    let mut candidates = [
        Candidate::new("one event pass", || event_pass(&text)),
        Candidate::new("all but formatting, one thread", || {
            without_formatting(&sources)
        }),
        Candidate::new("to formatted text, one thread", || formatted(&sources, one)),
        Candidate::new("to formatted text, two threads", || {
            formatted(&sources, two)
        }),
        Candidate::new(SMALL[0].0, || selected(path, SMALL[0].0)),
        Candidate::new(SMALL[1].0, || selected(path, SMALL[1].0)),
        Candidate::timing_itself("a second run with nothing changed", || again().0),
    ];
    interleave(ROUNDS, &mut candidates);
    let pass = &candidates[0];
    report(
        "one event pass",
        pass.median().as_secs_f64() * 1e3,
        "ms",
        Goal::None,
    );
    let goals = [
        goal(40.0),
        Goal::None,
        goal(160.0),
        goal(SMALL[0].1),
        goal(SMALL[1].1),
        goal(8.0),
    ];
    for (candidate, goal) in candidates[1..].iter().zip(goals) {
        report(candidate.name(), ratio(candidate, pass), "passes", goal);
    }
    match child_memory(path, &out.path().join("child")) {
        Some(peak) => report(
            "peak memory of the command, everything",
            peak,
            "MB",
            goal(400.0),
        ),
        None => println!("peak memory of the command: this system does not tell"),
    }
}

/// The peak memory of a process that runs the command line.
fn child_memory(path: &Path, out: &Path) -> Option<f64> {
    let child = Command::new(std::env::current_exe().ok()?)
        .env(CHILD, "1")
        .args(["generate", "--metadata"])
        .arg(path)
        .arg("--out")
        .arg(out)
        .output()
        .ok()?;
    assert!(
        child.status.success(),
        "{}",
        String::from_utf8_lossy(&child.stderr)
    );
    let shown = String::from_utf8_lossy(&child.stderr);
    shown
        .lines()
        .last()?
        .parse()
        .ok()
        .filter(|peak| *peak > 0.0)
}
