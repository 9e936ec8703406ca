//! Request lines of the reference against the metadata of their time.

use crate::csdl;
use crate::csdl::{Cardinality, OperationKind};
use crate::diagnostics::{Diagnostics, Sources};
use crate::docs::{
    self,
    page::{Body, Method},
};
use crate::model::path::{Miss, RequestKind, Resolution, Resolver, Step, StepKind};
use crate::model::{self, ChildKind, Model, OperationId, StructuredId, Type};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A file or folder of the corpus, if it is there.
fn corpus(path: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("MSGRAPH_CORPUS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus"),
        PathBuf::from,
    );
    let found = folder.join(path);
    if !found.exists() {
        eprintln!(
            "SKIPPED: {} is not there; set MSGRAPH_CORPUS",
            found.display()
        );
        return None;
    }
    Some(found)
}

/// A request line of a page.
struct Line {
    method: Method,
    target: String,
    place: String,
}

/// The request lines of the sections that show templates, of all pages of a folder.
fn lines(folder: &Path) -> Vec<Line> {
    let entries = std::fs::read_dir(folder).expect("a folder of pages");
    let mut files: Vec<_> = entries.map(|one| one.expect("an entry").path()).collect();
    files.sort();
    let mut sources = Sources::new();
    let mut found = Vec::new();
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let id = sources.add(
            name.clone().into_owned(),
            std::fs::read_to_string(&file).expect("a page"),
        );
        let page = docs::read(id, &file.to_string_lossy(), sources.text(id));
        let Body::Operation(page) = page.body else {
            continue;
        };
        found.extend(page.templates.iter().map(|one| Line {
            method: one.method,
            target: one.target.text.to_string(),
            place: format!("{name}:{}", one.span.start),
        }));
    }
    found
}

fn with_model<T>(metadata: &Path, look: impl FnOnce(&Model<'_>) -> T) -> T {
    let mut sources = Sources::new();
    let id = sources.add(
        "metadata",
        std::fs::read_to_string(metadata).expect("metadata"),
    );
    let mut diagnostics = Diagnostics::new();
    let document = csdl::parse(id, sources.text(id), &mut diagnostics).expect("a document");
    let documents = [document];
    let mut model = model::link(&documents, &mut diagnostics);
    model::repair::repair(&mut model);
    look(&model)
}

fn report(docs: &str, metadata: &str, rate: f64) {
    let (Some(docs), Some(metadata)) = (corpus(docs), corpus(metadata)) else {
        return;
    };
    with_model(&metadata, |model| {
        let resolver = Resolver::new(model);
        let lines = lines(&docs);
        let mut misses: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let mut notes: BTreeMap<&str, usize> = BTreeMap::new();
        let mut resolved = 0;
        for line in &lines {
            match resolver.resolve(line.method, &line.target) {
                Ok(Resolution { notes: found, .. }) => {
                    resolved += 1;
                    for note in found {
                        *notes.entry(note.kind).or_default() += 1;
                    }
                }
                Err(Miss { kind, message, .. }) => misses.entry(kind).or_default().push(format!(
                    "{} {} {} -- {message}",
                    line.place,
                    line.method.as_str(),
                    line.target
                )),
            }
        }
        println!(
            "{resolved} of {} lines of {} resolve",
            lines.len(),
            docs.display()
        );
        println!("notes: {notes:?}");
        for (kind, lines) in &misses {
            println!("{} {kind}", lines.len());
            for line in lines {
                println!("    {line}");
            }
        }
        let share = f64::from(resolved) / lines.len() as f64;
        assert!(share >= rate, "{resolved} of {}", lines.len());
    });
}

#[test]
fn english_lines_resolve() {
    report("docs/en-2021/v1.0/api", "csdl/v1.0-2021-07.xml", 0.974);
}

#[test]
fn german_lines_resolve() {
    report("docs/de-2018/v1.0/api", "csdl/v1.0-2018-09.xml", 0.956);
}

/// A way to damage a request line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Damage {
    Letter,
    Dropped,
    Added,
    Verb,
}

/// Why a damaged line still names something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reason {
    /// Keys, paths of items and arguments can be any text, and so can what stands where a key does.
    AnyText,
    /// A part of a path is a path.
    Prefix,
    /// What is left leads from type to type as the metadata has it: `/me/drive/root` without `/me`.
    Path,
    /// OData has the other verb there too.
    Offered,
    Unexplained,
}

/// Whether each step can follow the one before, by the metadata alone.
fn leads(model: &Model<'_>, steps: &[Step]) -> bool {
    let mut at: Option<(Type, Cardinality)> = None;
    for step in steps {
        let on = |owner: StructuredId| match at {
            Some((Type::Structured(ty), Cardinality::One)) => model.is_a(ty, owner),
            _ => false,
        };
        let (fits, next) = match &step.kind {
            StepKind::Child(child) => {
                let next = match model.children[*child].kind {
                    ChildKind::EntitySet(ty) => Some((Type::Structured(ty), Cardinality::Many)),
                    ChildKind::Singleton(ty) => Some((Type::Structured(ty), Cardinality::One)),
                    ChildKind::OperationImport(_) => None,
                };
                (at.is_none(), next)
            }
            StepKind::Key(_) | StepKind::AlternateKey(_) => {
                let is_many = matches!(at, Some((_, Cardinality::Many)));
                (is_many, at.map(|(ty, _)| (ty, Cardinality::One)))
            }
            StepKind::Navigation(owner, index) => {
                let ty = model[*owner].navigation[*index].ty;
                (on(*owner), Some((ty.ty, ty.cardinality)))
            }
            StepKind::Property(owner, index) => {
                let ty = model[*owner].properties[*index].ty;
                (on(*owner), Some((ty.ty, ty.cardinality)))
            }
            StepKind::Cast(to) => {
                let derives = matches!(at, Some((Type::Structured(ty), _)) if model.is_a(*to, ty));
                (derives, at.map(|(_, many)| (Type::Structured(*to), many)))
            }
            StepKind::Operation(id, _) => {
                let operation = &model[*id];
                let fits = operation.binding.is_none_or(|bound| match (bound.ty, at) {
                    (Type::Structured(bound_ty), Some((Type::Structured(ty), many))) => {
                        model.is_a(ty, bound_ty) && many == bound.cardinality
                    }
                    _ => false,
                });
                let returns = operation.returns.map(|one| (one.ty.ty, one.ty.cardinality));
                (fits, returns)
            }
            StepKind::ItemPath(_) | StepKind::System(_) => (at.is_some(), at),
            StepKind::SitePath(..) => (at.is_some(), at.map(|(ty, _)| (ty, Cardinality::One))),
        };
        if !fits {
            return false;
        }
        at = next;
    }
    true
}

/// The segments of a target's path, as far as a test needs them: outside of braces and parentheses.
fn segments(target: &str) -> Vec<std::ops::Range<usize>> {
    let path = target.find('?').unwrap_or(target.len());
    let (mut depth, mut from, mut found) = (0_i32, 0, Vec::new());
    for (at, letter) in target[..path].char_indices() {
        match letter {
            '{' | '(' | '<' => depth += 1,
            '}' | ')' | '>' => depth -= 1,
            '/' if depth == 0 => {
                found.push(from..at);
                from = at + 1;
            }
            _ => {}
        }
    }
    found.push(from..path);
    found.retain(|one| !one.is_empty());
    found
}

/// Whether the bytes belong to something that can be any text.
fn takes_any_text(resolution: &Resolution, at: usize) -> bool {
    let steps = resolution
        .steps
        .iter()
        .filter(|one| one.range.contains(&at));
    let any = |kind: &StepKind| {
        matches!(
            kind,
            StepKind::Key(_)
                | StepKind::AlternateKey(_)
                | StepKind::ItemPath(_)
                | StepKind::SitePath(..)
        )
    };
    let mut steps = steps.map(|step| &step.kind);
    steps.any(any)
}

#[test]
fn damaged_lines_do_not_resolve() {
    let pairs = [
        ("docs/en-2021/v1.0/api", "csdl/v1.0-2021-07.xml"),
        ("docs/de-2018/v1.0/api", "csdl/v1.0-2018-09.xml"),
    ];
    for (docs, metadata) in pairs {
        let (Some(docs), Some(metadata)) = (corpus(docs), corpus(metadata)) else {
            return;
        };
        with_model(&metadata, |model| damage(model, &lines(&docs)));
    }
}

fn among(method: Method, offered: &[Method]) -> Reason {
    if offered.contains(&method) {
        Reason::Offered
    } else {
        Reason::Unexplained
    }
}

fn returns_many(model: &Model<'_>, id: OperationId) -> bool {
    model[id]
        .returns
        .is_some_and(|one| one.ty.cardinality == Cardinality::Many)
}

fn damage(model: &Model<'_>, lines: &[Line]) {
    let resolver = Resolver::new(model);
    let mut made: BTreeMap<Damage, usize> = BTreeMap::new();
    let mut survivors: BTreeMap<(Damage, Reason), Vec<String>> = BTreeMap::new();
    for line in lines {
        let Ok(whole) = resolver.resolve(line.method, &line.target) else {
            continue;
        };
        let mut judge =
            |damage, method: Method, target: &str, explain: &dyn Fn(&Resolution) -> Reason| {
                *made.entry(damage).or_default() += 1;
                if let Ok(found) = resolver.resolve(method, target) {
                    let reason = explain(&found);
                    let text = format!("{} {target}    ({})", method.as_str(), line.target);
                    survivors.entry((damage, reason)).or_default().push(text);
                }
            };
        let parts = segments(&line.target);
        for (index, part) in parts.iter().enumerate() {
            // A letter in the middle of the segment's name.
            let name = line.target[part.clone()]
                .find('(')
                .map_or(part.clone(), |at| part.start..part.start + at);
            let letters: Vec<_> = line.target[name.clone()]
                .char_indices()
                .filter(|(_, one)| one.is_ascii_alphabetic())
                .collect();
            if let Some((at, letter)) = letters.get(letters.len() / 2).copied() {
                let at = name.start + at;
                let other = if letter.eq_ignore_ascii_case(&'q') {
                    "x"
                } else {
                    "q"
                };
                let mut target = line.target.clone();
                target.replace_range(at..=at, other);
                judge(Damage::Letter, line.method, &target, &|found| {
                    if takes_any_text(found, at) {
                        Reason::AnyText
                    } else {
                        Reason::Unexplained
                    }
                });
            }
            let mut target = line.target.clone();
            target.replace_range(part.start..(part.end + 1).min(target.len()), "");
            judge(Damage::Dropped, line.method, &target, &|found| {
                if index + 1 == parts.len() {
                    Reason::Prefix
                } else if takes_any_text(found, part.start) {
                    Reason::AnyText
                } else if leads(model, &found.steps) {
                    Reason::Path
                } else {
                    Reason::Unexplained
                }
            });
            let mut target = line.target.clone();
            target.insert_str(part.start, "surplus/");
            judge(Damage::Added, line.method, &target, &|found| {
                if takes_any_text(found, part.start) {
                    Reason::AnyText
                } else {
                    Reason::Unexplained
                }
            });
        }
        for method in Method::ALL {
            if method != line.method {
                judge(Damage::Verb, method, &line.target, &|found| match (
                    found.request,
                    whole.request,
                ) {
                    // Functions are called by GET, and those that may be actions by POST.
                    (RequestKind::Operation(id), _) => match (model[id].kind, method) {
                        (OperationKind::Function, Method::Get) => Reason::Offered,
                        (OperationKind::Function, Method::Post) if !returns_many(model, id) => {
                            Reason::Offered
                        }
                        (OperationKind::Action, Method::Post) => Reason::Offered,
                        _ => Reason::Unexplained,
                    },
                    (RequestKind::Collection(_), _) => among(method, &[Method::Get, Method::Post]),
                    (RequestKind::Count, _) => among(method, &[Method::Get]),
                    (RequestKind::Entity(_), _) => among(
                        method,
                        &[Method::Get, Method::Put, Method::Patch, Method::Delete],
                    ),
                    _ => Reason::Offered,
                });
            }
        }
    }
    for ((damage, reason), lines) in &survivors {
        println!("{} of {} {damage:?}: {reason:?}", lines.len(), made[damage]);
        for line in lines
            .iter()
            .filter(|_| *reason == Reason::Unexplained)
            .take(40)
        {
            println!("    {line}");
        }
    }
}
