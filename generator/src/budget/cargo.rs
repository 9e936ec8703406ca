//! What `cargo check` takes for crates, measured.

use super::Check;
use crate::error::Error;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

/// Of so many runs the median counts.
const ROUNDS: usize = 3;

/// A crate that is checked.
#[derive(Debug, Clone)]
pub(crate) struct Subject {
    folder: PathBuf,
    /// Its features that are on.
    features: Vec<String>,
    seconds: Vec<f64>,
    megabytes: Option<f64>,
}

impl Subject {
    /// The crate in a folder.
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            features: Vec::new(),
            seconds: Vec::new(),
            megabytes: None,
        }
    }

    /// The same crate with a feature more.
    pub(crate) fn with_feature(&self, name: &str) -> Self {
        let mut with = self.clone();
        with.features.push(name.to_owned());
        with
    }

    /// One check, with a root that is newer than any check before.
    fn check(&mut self, target: &Path) -> Result<(), Error> {
        let root = self.folder.join("src/lib.rs");
        let text = std::fs::read(&root).map_err(|fault| Error::io("read", &root, fault))?;
        std::fs::write(&root, text).map_err(|fault| Error::io("write", &root, fault))?;
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let started = Instant::now();
        let mut child = Command::new(cargo)
            .args(["check", "--quiet", "--lib", "--no-default-features"])
            .arg(format!("--features={}", self.features.join(",")))
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", target)
            // Cold: as whoever depends on the crate checks it.
            .env("CARGO_INCREMENTAL", "0")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|fault| Error::settings(format!("cargo does not start: {fault}")))?;
        let mut said = String::new();
        if let Some(mut stderr) = child.stderr.take() {
            // What is no text is not told.
            let _ = stderr.read_to_string(&mut said);
        }
        let (is_success, megabytes) =
            wait(&mut child).map_err(|fault| Error::io("check", &self.folder, fault))?;
        if !is_success {
            let folder = self.folder.display();
            return Err(Error::settings(format!(
                "`cargo check` fails in {folder}:\n{said}"
            )));
        }
        self.seconds.push(started.elapsed().as_secs_f64());
        self.megabytes = match (self.megabytes, megabytes) {
            (Some(most), Some(now)) => Some(f64::max(most, now)),
            (most, now) => most.or(now),
        };
        Ok(())
    }

    fn measured(&self) -> Check {
        let mut seconds = self.seconds.clone();
        seconds.sort_by(f64::total_cmp);
        Check {
            seconds: seconds.get(seconds.len() / 2).copied().unwrap_or_default(),
            megabytes: self.megabytes,
        }
    }
}

/// Checks crates in turn, some rounds, after the first of them has been checked with all that they depend on.
pub(crate) fn check(subjects: &mut [Subject], target: &Path) -> Result<Vec<Check>, Error> {
    if let Some(first) = subjects.first_mut() {
        first.check(target)?;
        first.seconds.clear();
        first.megabytes = None;
    }
    for _ in 0..ROUNDS {
        for subject in &mut *subjects {
            subject.check(target)?;
        }
    }
    Ok(subjects.iter().map(Subject::measured).collect())
}

/// Waits for a process: whether it succeeded, and the most memory that it or a process below it held, in MB.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn wait(child: &mut Child) -> std::io::Result<(bool, Option<f64>)> {
    use wait4::Wait4;

    let used = child.wait4()?;
    // Exact: it is far below 2⁵³.
    let megabytes = used.rusage.maxrss as f64 / 1e6;
    Ok((used.status.success(), Some(megabytes)))
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn wait(child: &mut Child) -> std::io::Result<(bool, Option<f64>)> {
    Ok((child.wait()?.success(), None))
}
