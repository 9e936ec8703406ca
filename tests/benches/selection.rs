//! What generating a small part of the API costs, in bare event passes of quick-xml over the whole file: a build script must
//! not be felt.
//!
//! `cargo bench -p msgraph-tests --bench selection`. Wants the corpus; without it, the rows are those of `specs/v1.0.xml`, for
//! which the goals are not made.

use msgraph_tests::measure::{Candidate, Goal, interleave, ratio, report};
use msgraph_tests::passes::{SMALL, event_pass, selected};
use msgraph_tests::{corpus, workspace};
use std::path::Path;

/// Rounds of the interleaved run.
const ROUNDS: usize = 21;

fn main() {
    match corpus("csdl/v1.0-2026-08.xml") {
        Some(path) => measure(&path, Goal::AtMost),
        None => {
            println!(
                "The corpus is absent: these are numbers of the embedded slice, without goals."
            );
            measure(&workspace().join("specs/v1.0.xml"), |_| Goal::None);
        }
    }
}

fn measure(path: &Path, goal: fn(f64) -> Goal) {
    let text = std::fs::read_to_string(path).unwrap_or_else(|fault| panic!("{fault}"));
    let mut candidates = vec![Candidate::new("one event pass", || event_pass(&text))];
    for (pattern, _) in SMALL {
        candidates.push(Candidate::new(pattern, || selected(path, pattern)));
    }
    interleave(ROUNDS, &mut candidates);
    let pass = &candidates[0];
    report(
        pass.name(),
        pass.median().as_secs_f64() * 1e3,
        "ms",
        Goal::None,
    );
    for (candidate, (_, most)) in candidates[1..].iter().zip(SMALL) {
        report(
            candidate.name(),
            ratio(candidate, pass),
            "passes",
            goal(most),
        );
    }
}
