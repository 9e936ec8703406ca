//! Every operation of Microsoft's own SDK (C#, 6.5.0) has an expression against the client that is generated from the
//! metadata of its time; all of them compile, and what is sent is what the SDK sends.
//!
//! Skipped where the corpus is not on the machine. With it, the whole client and a program of some eight thousand
//! expressions are built, which takes about four minutes of one core.

use msgraph_bindgen::Settings;
use msgraph_bindgen::docs::page::Method;
use msgraph_bindgen::lower::items::Api;
use msgraph_bindgen::model::path::{Resolution, Resolver, StepKind};
use msgraph_bindgen::model::{ChildKind, Grant, Model};
use msgraph_bindgen::select::{Along, Verbs};
use msgraph_bindgen::snippet::Snippets;
use msgraph_tests::golden::Golden;
use msgraph_tests::snippets::{Operation, canonical, expected, operations, program};
use msgraph_tests::{api, corpus};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

const METADATA: &str = "csdl/v1.0-2026-08-clean.xml";
const TABLE: &str = "oracle/v1.0-2026-08-operations.tsv";

/// What has no expression, and why.
const WITHOUT: &[(&str, &str)] = &[
    // The SDK leaves the key out, and no invitation is meant; the service has no such request.
    ("/invitations/invitedUser", "key-left-out"),
    (
        "/invitations/invitedUser/serviceProvisioningErrors",
        "key-left-out",
    ),
    ("/invitations/invitedUserSponsors/$count", "key-left-out"),
];

fn inputs() -> Option<(PathBuf, Vec<Operation>)> {
    Some((corpus(METADATA)?, operations(&corpus(TABLE)?)))
}

fn path(template: &str) -> &str {
    &template[..template.find("{?").unwrap_or(template.len())]
}

#[test]
fn every_operation_compiles_and_sends_what_the_sdk_sends() {
    let Some((metadata, operations)) = inputs() else {
        return;
    };
    let mut without = BTreeSet::new();
    let mut wanted = Vec::new();
    let mut expressions = Vec::new();
    api::with_client(&metadata, |model: &Model<'_>, api: &Api| {
        let resolver = Resolver::new(model);
        let snippets = Snippets::new(model, api);
        for operation in &operations {
            match snippets.of(&resolver, operation.method, &operation.template) {
                Ok(expression) => {
                    let path = expected(operation, &expression);
                    wanted.push(format!("{}\t{path}", operation.method.as_str()));
                    expressions.push(expression);
                }
                Err(gap) => {
                    without.insert((path(&operation.template).to_owned(), gap.kind));
                }
            }
        }
    });
    let known: BTreeSet<_> = WITHOUT
        .iter()
        .map(|(path, kind)| ((*path).to_owned(), *kind))
        .collect();
    assert_eq!(without, known);

    let settings = Settings {
        metadata: vec![metadata],
        ..Settings::default()
    };
    let golden = Golden::generate("snippets", settings);
    let printed = golden.run("snippets", &program(&expressions));
    let sent: Vec<_> = printed
        .lines()
        .map(|line| {
            let (method, path) = line.split_once('\t').unwrap_or((line, ""));
            let path = path.split('?').next().unwrap_or_default();
            format!("{method}\t{}", canonical(path))
        })
        .collect();
    let other: Vec<_> = wanted
        .iter()
        .zip(&sent)
        .filter(|(wanted, sent)| wanted != sent)
        .collect();
    println!(
        "{} of {} operations have expressions",
        expressions.len(),
        operations.len()
    );
    assert!(
        other.is_empty(),
        "{} differ: {:#?}",
        other.len(),
        &other[..other.len().min(30)]
    );
    assert_eq!(sent.len(), wanted.len());
}

/// Why the client offers a write that the SDK does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    /// OData has PUT and DELETE (and for collections POST) for each structural property and stream; the SDK has
    /// methods for some.
    Property,
    /// The metadata grants no such write on this path, but on another one to the same type: what one path to a place
    /// offers, its builder offers.
    AnotherPath,
    /// The write is that of the type without the cast.
    Cast,
    Unexplained,
}

fn why(model: &Model<'_>, method: Method, resolution: &Resolution) -> Why {
    let last = resolution.steps.iter().map(|step| &step.kind).rev();
    let mut last = last.skip_while(|kind| {
        matches!(
            kind,
            StepKind::Key(_) | StepKind::AlternateKey(_) | StepKind::System(_)
        )
    });
    let verbs = match last.next() {
        Some(StepKind::Property(..)) => return Why::Property,
        Some(StepKind::Cast(_)) => return Why::Cast,
        Some(StepKind::Navigation(owner, index)) => {
            let property = &model[*owner].navigation[*index];
            // A view on what is created elsewhere.
            if method == Method::Post && !property.required_query.is_empty() {
                return Why::AnotherPath;
            }
            match Along::of(model, *owner, *index) {
                Along::Referenced => Verbs::default(),
                _ if property.contains_target => {
                    Verbs::of_contained(&property.facts, &model[property.target].facts)
                }
                _ => Verbs::of_referenced(&property.facts, Grant::default()),
            }
        }
        Some(StepKind::Child(index)) => {
            let child = &model.children[*index];
            match child.kind {
                ChildKind::EntitySet(ty) => Verbs::of_contained(&child.facts, &model[ty].facts),
                ChildKind::Singleton(ty) => Verbs::of_singleton(&child.facts, &model[ty].facts),
                ChildKind::OperationImport(_) => Verbs::default(),
            }
        }
        _ => return Why::Unexplained,
    };
    let is_granted = match method {
        Method::Get => verbs.read,
        Method::Post => verbs.create,
        Method::Put => verbs.replace,
        Method::Patch => verbs.update,
        Method::Delete => verbs.delete,
    };
    if is_granted {
        Why::Unexplained
    } else {
        Why::AnotherPath
    }
}

#[test]
fn writes_that_the_sdk_does_not_have_have_reasons() {
    let Some((metadata, operations)) = inputs() else {
        return;
    };
    let mut of_sdk: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for one in &operations {
        let methods = of_sdk.entry(one.template.clone()).or_default();
        methods.insert(one.method.as_str());
    }
    let mut beyond: BTreeMap<Why, Vec<String>> = BTreeMap::new();
    api::with_client(&metadata, |model: &Model<'_>, api: &Api| {
        let resolver = Resolver::new(model);
        let snippets = Snippets::new(model, api);
        for (template, methods) in &of_sdk {
            let writes = [Method::Post, Method::Put, Method::Patch, Method::Delete];
            for method in writes
                .into_iter()
                .filter(|one| !methods.contains(one.as_str()))
            {
                let Ok(resolution) = resolver.resolve(method, template) else {
                    continue;
                };
                if snippets.expression(method, template, &resolution).is_ok() {
                    let text = format!("{} {}", method.as_str(), path(template));
                    beyond
                        .entry(why(model, method, &resolution))
                        .or_default()
                        .push(text);
                }
            }
        }
    });
    for (why, writes) in &beyond {
        println!("{} {why:?}", writes.len());
        for one in writes.iter().filter(|_| *why != Why::Property) {
            println!("    {one}");
        }
    }
    let unexplained = beyond.remove(&Why::Unexplained).unwrap_or_default();
    assert!(unexplained.is_empty(), "{unexplained:#?}");
}
