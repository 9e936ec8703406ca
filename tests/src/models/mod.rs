//! Every model against JSON made from the metadata: nothing that is read may be lost or changed
//! when it is written again, and what fits its declared type must be read as that type.
//!
//! Models are types, so a program that names them all is written ([`program`]) and run by cargo.

mod facts;
mod json;
mod program;

pub use facts::Facts;
pub use program::program;

use crate::random::Random;
use json::Maker;
use msgraph_runtime::{Collection, Field, Model, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;
use std::path::Path;
use std::process::ExitCode;

/// Random documents for each model.
const ROUNDS: u64 = 24;

/// Elements that a collection in a fitting document has.
pub const ELEMENTS: usize = json::ELEMENTS;

/// Reads a document as a model, as asked, and writes it again.
type Run = Box<dyn Fn(&str, Wanted) -> Result<String, String>>;

/// A model and what can be done with it.
pub struct Case {
    wire: &'static str,
    run: Run,
}

/// What is asked of a document.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// That nothing is lost.
    Nothing,
    /// That every property is read as its type, too.
    Fit,
}

impl Case {
    /// The model `T` with its name on the wire; `misfits` names the properties of a value that were
    /// not read as their types.
    pub fn new<T>(wire: &'static str, misfits: fn(&T) -> Vec<&'static str>) -> Self
    where
        T: Model + Clone + Debug + PartialEq + Serialize + DeserializeOwned + 'static,
    {
        let run = move |text: &str, wanted: Wanted| {
            let value: T = serde_json::from_str(text).map_err(|fault| fault.to_string())?;
            let written = serde_json::to_string(&value).map_err(|fault| fault.to_string())?;
            let again: T = serde_json::from_str(&written).map_err(|fault| fault.to_string())?;
            if again != value || value.clone() != value {
                return Err("a value differs from its copy".to_owned());
            }
            // Showing a value must be possible, whatever is in it.
            let _ = format!("{value:?}");
            let misfits = misfits(&value);
            if wanted == Wanted::Fit && !misfits.is_empty() {
                return Err(format!("not read as their types: {}", misfits.join(", ")));
            }
            Ok(written)
        };
        Self {
            wire,
            run: Box::new(run),
        }
    }

    fn check(&self, text: &str, wanted: Wanted) -> Result<(), String> {
        let written = (self.run)(text, wanted)?;
        let tree = |text: &str| -> serde_json::Value {
            serde_json::from_str(text).unwrap_or_else(|fault| panic!("{fault}: {text}"))
        };
        let (sent, got) = (tree(text), tree(&written));
        if sent == got {
            return Ok(());
        }
        Err(format!("written as {written}"))
    }
}

/// Adds a property that holds no value although it should.
pub fn fits<T>(field: &Field<T>, name: &'static str, misfits: &mut Vec<&'static str>) {
    if !matches!(field, Field::Value(_)) {
        misfits.push(name);
    }
}

/// The same for a collection, whose elements must all be there.
pub fn all_fit<T: Value>(
    field: &Field<Collection<T>>,
    name: &'static str,
    misfits: &mut Vec<&'static str>,
) {
    if field
        .ok()
        .is_none_or(|items| items.len() != ELEMENTS || items.odd().len() != 0)
    {
        misfits.push(name);
    }
}

/// Checks all models of a metadata file: the `main` of the written program.
pub fn check(metadata: &Path, cases: &[Case]) -> ExitCode {
    let facts = Facts::read(&crate::api::sources(metadata));
    let (mut documents, mut failures) = (0, 0);
    for case in cases {
        // The seed is the model's name: a failure comes again, and does not depend on other models.
        let mut random = Random::new(case.wire);
        let mut maker = Maker::new(&facts, &mut random);
        let fitting = maker.fitting(case.wire).to_string();
        let mut results = vec![(case.check(&fitting, Wanted::Fit), fitting)];
        for _ in 0..ROUNDS {
            let text = maker.anything(case.wire).to_string();
            results.push((case.check(&text, Wanted::Nothing), text));
        }
        documents += results.len();
        if let Some((fault, text)) = results
            .into_iter()
            .find_map(|(result, text)| Some((result.err()?, text)))
        {
            failures += 1;
            if failures <= 20 {
                println!("{}: {fault}\n  from {text}\n", case.wire);
            }
        }
    }
    println!(
        "{} models, {documents} documents, {failures} models with failures",
        cases.len()
    );
    if failures == 0 && !cases.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
