//! What generated crates cost rustc: a cold `cargo check` (dependencies built, no incremental caches) of a small selection
//! beside that of an empty crate, and of all of v1.0 beside the same structs with `Option` fields and four derives.
//!
//! `cargo bench -p msgraph-tests --bench compile_cost [-- --quick] [-- --small] [-- --serde]`: three runs and
//! not five, but for the small selection; that one only; serde derives too, which takes minutes. Wants the corpus and GNU time.

use msgraph_bindgen::Builder;
use msgraph_tests::api::{lowered, sources};
use msgraph_tests::measure::{Goal, report};
use msgraph_tests::passes::SMALL;
use msgraph_tests::yardstick::{Form, crate_source};
use msgraph_tests::{corpus, workspace};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Of so many runs the median counts.
const RUNS: usize = 5;

/// A crate to check, and what its checks took.
struct Subject {
    name: &'static str,
    folder: PathBuf,
    seconds: Vec<f64>,
    megabytes: f64,
}

fn main() {
    let Some(metadata) = corpus("csdl/v1.0-2026-08.xml") else {
        println!("The corpus is absent: there is nothing to measure.");
        return;
    };
    let asked = |flag: &str| std::env::args().any(|argument| argument == flag);
    let runs = if asked("--quick") { 3 } else { RUNS };
    let folder = workspace().join("target/compile-cost");
    small(&folder, &metadata);
    if asked("--small") {
        return;
    }
    let api = lowered(&sources(&metadata));
    let mut subjects = vec![generated(
        "generated",
        &folder,
        Builder::new().metadata(&metadata),
    )];
    let mut forms = vec![
        ("bare", Form::Bare),
        ("bare-navigation", Form::BareWithNavigation),
    ];
    if asked("--serde") {
        forms.push(("serde", Form::Serde));
    }
    for (name, form) in forms {
        subjects.push(written(&folder, name, &crate_source(&api, form), form));
    }
    measure(runs, &folder, &mut subjects);
    for subject in &subjects {
        report(
            &format!("cold check, {}", subject.name),
            subject.median(),
            "s",
            Goal::None,
        );
    }
    let ours = &subjects[0];
    let of = |index: usize| ours.median() / subjects[index].median();
    report(
        "beside bare structs of the same properties",
        of(1),
        "times",
        Goal::AtMost(2.0),
    );
    report(
        "beside those with navigation properties as fields",
        of(2),
        "times",
        Goal::None,
    );
    if subjects.len() > 3 {
        report("beside serde derives", of(3), "times", Goal::None);
        report(
            "peak memory of rustc, serde derives",
            subjects[3].megabytes,
            "MB",
            Goal::None,
        );
    }
    report(
        "peak memory of rustc",
        ours.megabytes,
        "MB",
        Goal::AtMost(1600.0),
    );
    report(
        "peak memory of rustc, bare structs",
        subjects[1].megabytes,
        "MB",
        Goal::None,
    );
}

/// The small selection that the goal speaks of, beside a crate with the same dependencies that is empty.
fn small(folder: &Path, metadata: &Path) {
    let (pattern, _) = SMALL[0];
    let client = || Builder::new().metadata(metadata).include(pattern);
    let empty = generated("empty", folder, client());
    let sources = empty.folder.join("src");
    std::fs::remove_dir_all(&sources).expect("the generated sources");
    std::fs::create_dir(&sources).expect("a folder");
    std::fs::write(sources.join("lib.rs"), "").expect("an empty root");
    let mut subjects = [empty, generated("small", folder, client())];
    measure(RUNS, folder, &mut subjects);
    let [empty, small] = &subjects;
    report(
        "cold check, an empty crate",
        empty.median(),
        "s",
        Goal::None,
    );
    let beyond = small.median() - empty.median();
    let what = format!("beyond it, {pattern}");
    report(&what, beyond, "s", Goal::AtMost(0.3));
    let memory = small.megabytes - empty.megabytes;
    report("memory beyond it", memory, "MB", Goal::None);
}

/// Checks all in turn, after one round that does not count.
fn measure(runs: usize, folder: &Path, subjects: &mut [Subject]) {
    for subject in subjects.iter_mut() {
        subject.check(folder);
        // The first one checked what it depends on, too.
        subject.seconds.clear();
        subject.megabytes = 0.0;
    }
    for _ in 0..runs {
        for subject in subjects.iter_mut() {
            subject.check(folder);
        }
    }
}

impl Subject {
    fn new(name: &'static str, folder: PathBuf) -> Self {
        Self {
            name,
            folder,
            seconds: Vec::new(),
            megabytes: 0.0,
        }
    }

    /// One cold check: the crate's root is touched, its dependencies are not.
    fn check(&mut self, shared: &Path) {
        let root = self.folder.join("src/lib.rs");
        let text = std::fs::read(&root).expect("the crate's root");
        std::fs::write(&root, text).expect("a root to touch");
        let output = Command::new("/usr/bin/time")
            .args([
                "-f",
                "measured %e %M",
                "cargo",
                "check",
                "--quiet",
                "--offline",
                "--lib",
            ])
            .arg("--no-default-features")
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_TARGET_DIR", shared.join("target"))
            .current_dir(&self.folder)
            .output()
            .expect("GNU time and cargo");
        let shown = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {shown}", self.name);
        let measured = shown
            .lines()
            .find_map(|line| line.strip_prefix("measured "));
        let (seconds, kibibytes) = measured
            .and_then(|line| line.split_once(' '))
            .expect("two numbers");
        self.seconds.push(seconds.parse().expect("seconds"));
        let kibibytes: f64 = kibibytes.parse().expect("KiB");
        self.megabytes = self.megabytes.max(kibibytes * 1024.0 / 1e6);
    }

    fn median(&self) -> f64 {
        let mut seconds = self.seconds.clone();
        seconds.sort_by(f64::total_cmp);
        seconds[seconds.len() / 2]
    }
}

/// A generated crate: models, builders, constants, docs.
fn generated(name: &str, folder: &Path, builder: Builder) -> Subject {
    let out = folder.join(name);
    std::fs::create_dir_all(&out).expect("a folder");
    builder.write_crate_to(&out).expect("a whole run");
    lock(&out);
    Subject::new("the generated crate", out)
}

fn written(folder: &Path, name: &'static str, source: &str, form: Form) -> Subject {
    let out = folder.join(name);
    std::fs::create_dir_all(out.join("src")).expect("a folder");
    let serde = match form {
        Form::Serde => "serde = { version = \"1\", features = [\"derive\"] }\n",
        _ => "",
    };
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n{serde}\n[workspace]\n"
    );
    std::fs::write(out.join("Cargo.toml"), manifest).expect("a manifest");
    std::fs::write(out.join("src/lib.rs"), source).expect("a source");
    lock(&out);
    Subject::new(name, out)
}

/// The versions that the workspace has: they are there without a network.
fn lock(folder: &Path) {
    std::fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");
}
