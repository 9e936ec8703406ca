//! Contract tests: every documented example against the generated client.
//!
//! For each example of the pages, the documented request line comes out of a builder, the documented body out of a value that was read
//! from it, and the documented answer is read and written again; each is compared in its [canonical form](canonical). An example need not
//! fit its type for that: what does not fit is kept. Examples that are bad all the same stand in a list ([`KnownBad`]), each with its reason.
//!
//! Builders and models are types, so a program that names them all is written, built once for all examples of a set of pages, and run
//! by cargo; examples go in and come out as [data](exchange).

mod call;
pub mod canonical;
pub mod case;
pub mod driver;
pub mod exchange;
mod judge;
mod known_bad;
mod program;
mod rust;

pub use known_bad::KnownBad;

use crate::package::Package;
use crate::reference::Reference;
use crate::{api, workspace};
use case::{Case, Cases, Part};
use exchange::Played;
use msgraph_bindgen::model::path::Resolver;
use msgraph_bindgen::{Builder, Settings, config};
use program::Program;
use std::collections::HashMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::OnceLock;

/// Why a part of an example does not pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What it is about, in kebab case; equal for all that can be counted together.
    pub kind: String,
    /// What is wrong.
    pub text: String,
}

impl Failure {
    fn new(kind: &str, text: impl Into<String>) -> Self {
        Self {
            kind: kind.to_owned(),
            text: text.into(),
        }
    }

    /// The text, short enough for a list.
    fn reason(&self) -> String {
        const LONGEST: usize = 140;
        let line = self.text.lines().next().unwrap_or_default();
        match line.char_indices().nth(LONGEST) {
            Some((at, _)) => format!("{}…", &line[..at]),
            None => line.to_owned(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind, self.text)
    }
}

/// The client that examples are tested against.
#[derive(Debug, Clone)]
enum Client {
    /// The crate that is checked in.
    CheckedIn,
    /// All of the metadata, generated for the purpose.
    Whole,
}

/// All examples of a set of pages.
pub struct Contract {
    reference: Reference,
    client: Client,
    settings: Settings,
    cases: Vec<Case>,
    program: Program,
    /// What became of the examples, or why the program does not run: told by every test, and found out once.
    played: OnceLock<Result<HashMap<String, Played>, String>>,
}

impl Contract {
    /// The pages of this repository and the client that is checked in.
    pub fn own() -> Vec<Self> {
        let references = Reference::own().into_iter();
        references
            .map(|one| Self::new(one, Client::CheckedIn))
            .collect()
    }

    /// The pages of the corpus, as far as it is there, and clients generated from the metadata of their times.
    pub fn corpora() -> Vec<Self> {
        let references = Reference::corpora().into_iter();
        references
            .map(|one| Self::new(one, Client::Whole))
            .collect()
    }

    /// The examples of a set of pages, not yet played.
    fn new(reference: Reference, client: Client) -> Self {
        let settings = match client {
            Client::CheckedIn => {
                let read = config::read(&workspace().join(config::FILE_NAME));
                read.unwrap_or_else(|fault| panic!("{fault}"))
            }
            Client::Whole => Settings {
                metadata: vec![reference.metadata.clone()],
                docs: vec![reference.docs.clone()],
                ..Settings::default()
            },
        };
        let texts = reference.texts();
        let pages = texts.read();
        let (cases, program) = api::of_settings(&settings, |model, api| {
            let resolver = Resolver::new(model);
            let finder = Cases::new(&resolver, &pages);
            let cases: Vec<_> = pages.iter().flat_map(|page| finder.of_page(page)).collect();
            let program = Program::write(model, api, &cases);
            (cases, program)
        });
        Self {
            reference,
            client,
            settings,
            cases,
            program,
            played: OnceLock::new(),
        }
    }

    /// What the set of pages is called.
    pub fn name(&self) -> &'static str {
        self.reference.name
    }

    /// Every part of every example, in the order of the pages.
    pub fn parts(&self) -> impl Iterator<Item = (&Case, Part)> {
        let cases = self.cases.iter();
        cases.flat_map(|case| case.parts().map(move |part| (case, part)))
    }

    /// Whether a part of an example passes. The first question builds the program and plays all examples.
    ///
    /// # Errors
    /// Why it does not.
    pub fn outcome(&self, case: &Case, part: Part) -> Result<(), Failure> {
        match self.played.get_or_init(|| self.play()) {
            Ok(played) => judge::outcome(case, part, &self.program, played),
            Err(fault) => Err(Failure::new("no-program", fault.clone())),
        }
    }

    fn play(&self) -> Result<HashMap<String, Played>, String> {
        let name = self.reference.name;
        let folder = self.client_folder()?;
        let package = Package::write(&format!("contract-{name}"), &folder, &self.program.sources);
        let data = package.folder().join("exchanges.json");
        let text = serde_json::to_string(&self.program.exchanges);
        let text = text.map_err(|fault| fault.to_string())?;
        std::fs::write(&data, text).map_err(|fault| format!("{}: {fault}", data.display()))?;
        let output = package.run(&[&data.to_string_lossy()]);
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        let lines = String::from_utf8_lossy(&output.stdout);
        let played = lines.lines().map(|line| {
            let played: Played =
                serde_json::from_str(line).map_err(|fault| format!("{fault}: {line}"))?;
            Ok((played.id.clone(), played))
        });
        played.collect()
    }

    /// Where the client is, generated if need be.
    fn client_folder(&self) -> Result<PathBuf, String> {
        match self.client {
            Client::CheckedIn => Ok(workspace().join("generated")),
            Client::Whole => {
                let name = format!("{}-client", self.reference.name);
                let folder = workspace().join("target/packages").join(name);
                let made = std::fs::create_dir_all(&folder);
                made.map_err(|fault| format!("{}: {fault}", folder.display()))?;
                let written = Builder::from_settings(self.settings.clone()).write_crate_to(&folder);
                written.map_err(|fault| fault.to_string())?;
                Ok(folder)
            }
        }
    }
}
