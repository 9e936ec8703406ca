//! The source of a program that plays all examples of a set of pages, and the data that it plays.

use super::call::call;
use super::case::{Answer, Case};
use super::exchange::Exchange;
use super::rust::{Models, ParameterStructs};
use msgraph_bindgen::csdl::Cardinality;
use msgraph_bindgen::lower::items::Api;
use msgraph_bindgen::model::{Model, StructuredId};
use msgraph_bindgen::snippet::{Gap, Snippets};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

/// A written program.
#[derive(Debug)]
pub(super) struct Program {
    /// Paths below `src` and texts.
    pub(super) sources: Vec<(String, String)>,
    /// What it plays.
    pub(super) exchanges: Vec<Exchange>,
    /// The examples whose request line is understood, and why a builder does not make it.
    calls: HashMap<String, Option<Gap>>,
}

/// The name under which an example's body is read by itself.
pub(super) fn body_id(id: &str) -> String {
    format!("{id} body")
}

/// The name under which an example's answer is read by itself.
pub(super) fn response_id(id: &str) -> String {
    format!("{id} response")
}

impl Program {
    /// The program for some cases.
    pub(super) fn write(model: &Model<'_>, api: &Api, cases: &[Case]) -> Self {
        let mut writer = Writer {
            model,
            snippets: Snippets::new(model, api),
            models: Models::of(api),
            structs: ParameterStructs::of(api),
            program: Self {
                sources: Vec::new(),
                exchanges: Vec::new(),
                calls: HashMap::new(),
            },
            types: BTreeMap::new(),
            closures: Vec::new(),
        };
        for case in cases {
            writer.case(case);
        }
        writer.finish()
    }

    /// Why no builder makes the example's request although it is known what it names.
    pub(super) fn gap(&self, id: &str) -> Option<&Gap> {
        self.calls.get(id)?.as_ref()
    }
}

struct Writer<'w, 'a> {
    model: &'w Model<'a>,
    snippets: Snippets<'w, 'a>,
    models: Models,
    structs: ParameterStructs<'w>,
    program: Program,
    /// Types that answers are read as by themselves: name and Rust.
    types: BTreeMap<String, String>,
    /// Calls of builders: an example's name and the text of a closure.
    closures: Vec<(String, String)>,
}

impl Writer<'_, '_> {
    fn case(&mut self, case: &Case) {
        if let Some(asked) = &case.request
            && let Ok(resolution) = &asked.resolution
        {
            let written = call(
                &self.snippets,
                self.model,
                &self.models,
                &self.structs,
                asked,
                resolution,
            );
            if let Ok(closure) = &written {
                self.closures.push((case.id.clone(), closure.clone()));
                let answer = case.answer.as_ref();
                self.program.exchanges.push(Exchange {
                    id: case.id.clone(),
                    body: asked.body.clone().or_else(|| asked.content.clone()),
                    status: answer.map_or(200, |answer| answer.status),
                    answer: answer.and_then(|answer| answer.body.clone()),
                    ..Exchange::default()
                });
            }
            self.program.calls.insert(case.id.clone(), written.err());
        }
        let body = case
            .request
            .as_ref()
            .and_then(|request| request.body.clone());
        let answer = case.answer.as_ref();
        if let Some(answer) = answer.filter(|answer| answer.body.is_some())
            && let Some(read_as) = answer.ty.and_then(|ty| self.named(ty))
        {
            self.program.exchanges.push(Exchange {
                id: response_id(&case.id),
                read_as: Some(read_as),
                status: answer.status,
                answer: answer.body.clone(),
                ..Exchange::default()
            });
        }
        let body_type = case.request.as_ref().and_then(|request| request.body_type);
        let one = |id: StructuredId| Answer {
            id,
            cardinality: Cardinality::One,
        };
        if let Some(body) = body
            && let Some(read_as) = body_type.and_then(|id| self.named(one(id)))
        {
            self.program.exchanges.push(Exchange {
                id: body_id(&case.id),
                read_as: Some(read_as),
                status: 200,
                answer: Some(body),
                ..Exchange::default()
            });
        }
    }

    /// The name of a type of answers, for which the program is going to have a reader.
    fn named(&mut self, ty: Answer) -> Option<String> {
        let wire = self.model.qualified(ty.id);
        let rust = self.models.named(&wire)?.to_owned();
        let (name, rust) = match ty.cardinality {
            Cardinality::One => (wire, rust),
            Cardinality::Many => (
                format!("Collection({wire})"),
                format!("msgraph_runtime::Page<{rust}>"),
            ),
        };
        self.types.insert(name.clone(), rust);
        Some(name)
    }

    fn finish(mut self) -> Program {
        let mut main = "// Written by msgraph-tests.\n\
            #![allow(deprecated, unused_imports, unused_variables, clippy::all)]\n\
            use msgraph::*;\n\
            use msgraph_tests::contract::driver::{Calls, Prepared, msgraph_runtime};\n\
            use msgraph_tests::contract::driver::msgraph_runtime::prelude::*;\n\n\
            fn main() -> std::process::ExitCode {\n    let mut calls = Calls::default();\n"
            .to_owned();
        let mut parts = String::new();
        let types = self.types.iter();
        let types = types.map(|(name, rust)| format!("calls.answer::<{rust}>({name:?});"));
        let closures = self.closures.iter();
        let closures = closures.map(|(id, text)| format!("calls.request({id:?}, {text});"));
        let statements: Vec<_> = types.chain(closures).collect();
        // A function of many statements is slow to compile; many of some are not.
        for (count, part) in statements.chunks(64).enumerate() {
            let _ = writeln!(main, "    part_{count}(&mut calls);");
            let _ = writeln!(parts, "\nfn part_{count}(calls: &mut Calls) {{");
            for statement in part {
                let _ = writeln!(parts, "    {statement}");
            }
            parts.push_str("}\n");
        }
        main.push_str("    calls.run()\n}\n");
        self.program
            .sources
            .push(("main.rs".to_owned(), main + &parts));
        self.program
    }
}
