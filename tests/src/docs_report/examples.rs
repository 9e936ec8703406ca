//! Examples: that their JSON is read, and that it fits the type that it should have.

use super::scan::Fence;
use super::{Exception, Goal, Measure, Subject};
use crate::contract::case::{Case, Cases};
use msgraph_bindgen::docs::fit::{Weight, fit_answer};
use msgraph_bindgen::docs::json::Node;
use msgraph_bindgen::docs::page::{Body, Content, Example, Folder, Page};
use msgraph_bindgen::model::path::RequestKind;
use msgraph_bindgen::model::{Type, TypeUse};

pub(super) fn measures(subject: &Subject<'_, '_, '_>) -> Vec<Measure> {
    let mut measures = vec![blocks(subject)];
    measures.extend(fits(subject));
    measures
}

/// The examples of a page.
pub(super) fn examples<'s>(page: &'s Page<'s>) -> &'s [Example<'s>] {
    match &page.body {
        Body::Operation(operation) => &operation.examples,
        _ => &[],
    }
}

/// The JSON of an example's answer.
pub(super) fn answer<'e>(example: &'e Example<'_>) -> Option<&'e Node<'e>> {
    match example.response.as_ref()?.content.as_ref()? {
        Content::Json(block) => Some(&block.value),
        Content::Unread(_) | Content::Other(_) => None,
    }
}

fn blocks(subject: &Subject<'_, '_, '_>) -> Measure {
    let (mut read, mut total) = (0, 0);
    let mut rest = Vec::new();
    for page in subject
        .pages
        .iter()
        .filter(|page| page.folder == Folder::Api)
    {
        let fences = Fence::all(subject.texts.text(page.source));
        let expected = fences.iter().filter(|fence| fence.is_json_answer()).count();
        let found = examples(page)
            .iter()
            .filter(|example| answer(example).is_some())
            .count();
        total += expected;
        read += found.min(expected);
        if found != expected {
            let place = subject
                .texts
                .pages
                .iter()
                .find(|(id, _)| *id == page.source);
            rest.push(Exception {
                kind: if found < expected {
                    "unread"
                } else {
                    "one-more"
                }
                .to_owned(),
                place: place.map(|(_, path)| path.clone()).unwrap_or_default(),
                text: format!("{found} of {expected}"),
            });
        }
    }
    Measure::new(
        "answers in JSON that are read",
        read,
        total,
        subject.goals.json,
    )
    .with(rest)
}

/// Answers whose type the metadata says, and how many fit it.
fn fits(subject: &Subject<'_, '_, '_>) -> Vec<Measure> {
    let cases = Cases::new(subject.resolver, subject.pages);
    let (mut all, mut intune) = (Tally::default(), Tally::default());
    let mut answers = 0;
    let mut untyped = Vec::new();
    for page in subject
        .pages
        .iter()
        .filter(|page| page.folder == Folder::Api)
    {
        let is_intune = page.key.0.starts_with("intune-");
        for (example, case) in examples(page).iter().zip(&cases.of_page(page)) {
            let Some(node) = answer(example) else {
                continue;
            };
            answers += 1;
            let returns = match returned(subject, case) {
                Ok(returns) => returns,
                Err(why) => {
                    untyped.push(subject.exception(why, node.span, &*case.id));
                    continue;
                }
            };
            let misfit = misfit(subject, returns, node);
            if is_intune {
                intune.count(misfit.clone());
            }
            all.count(misfit);
        }
    }
    let goals = subject.goals;
    vec![
        Measure::without(
            "answers whose type the metadata says",
            answers,
            Goal::Shown,
            untyped,
        ),
        all.measure("answers that fit their type", goals.fit),
        intune.measure("answers of Intune's pages that fit", goals.fit_intune),
    ]
}

#[derive(Default)]
struct Tally {
    total: usize,
    misfits: Vec<Exception>,
}

impl Tally {
    fn count(&mut self, misfit: Option<Exception>) {
        self.total += 1;
        self.misfits.extend(misfit);
    }

    fn measure(self, name: &'static str, goal: Goal) -> Measure {
        Measure::without(name, self.total, goal, self.misfits)
    }
}

/// The first thing of an answer that does not fit; soft differences do.
fn misfit(subject: &Subject<'_, '_, '_>, returns: TypeUse, node: &Node<'_>) -> Option<Exception> {
    let fit = fit_answer(subject.resolver.model(), returns, node);
    let hard = fit
        .misfits
        .into_iter()
        .find(|one| one.weight() == Weight::Hard)?;
    let text = format!("{}: {}", hard.path, hard.message);
    Some(subject.exception(hard.kind, hard.span, text))
}

/// The type that an answer has by the metadata: that of the request it follows.
///
/// # Errors
/// Why it has none.
fn returned(subject: &Subject<'_, '_, '_>, case: &Case) -> Result<TypeUse, &'static str> {
    let asked = case.request.as_ref().ok_or("no-request")?;
    let resolution = asked
        .resolution
        .as_ref()
        .map_err(|_| "request-not-resolved")?;
    let answer = case.answer.as_ref().filter(|answer| answer.status < 400);
    let answer = answer.ok_or("tells-of-an-error")?;
    let model = subject.resolver.model();
    let structured = || {
        answer.ty.map(|ty| TypeUse {
            ty: Type::Structured(ty.id),
            cardinality: ty.cardinality,
            span: model[ty.id].span,
        })
    };
    match resolution.request {
        RequestKind::Operation(id) => {
            let returns = model[id].returns.map(|returns| returns.ty);
            returns
                .filter(|returns| !returns.ty.is_stream())
                .ok_or("nothing-returned")
        }
        RequestKind::Property(ty) => Ok(ty),
        RequestKind::Stream => Err("content-of-a-stream"),
        RequestKind::Count => Err("a-count"),
        RequestKind::Reference(..) => Err("references"),
        RequestKind::Entity(_) | RequestKind::Collection(_) => structured().ok_or("no-type"),
    }
}
