//! Request lines: that they are found, that they resolve, and that damaged ones do not.

use super::scan::Fence;
use super::{Exception, Goal, Measure, Subject};
use msgraph_bindgen::csdl::OperationKind;
use msgraph_bindgen::docs::page::{Body, Folder, Method, OperationPage, Page, RequestLine};
use msgraph_bindgen::model::path::{RequestKind, Resolution, StepKind};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub(super) fn measures(subject: &Subject<'_, '_, '_>) -> Vec<Measure> {
    let operations: Vec<_> = operations(subject).collect();
    let templates = operations.iter().flat_map(|(_, page)| &page.templates);
    let mut damage = Damage::default();
    let mut misses = Vec::new();
    let mut count = 0;
    for line in templates {
        count += 1;
        match subject.resolver.resolve(line.method, &line.target.text) {
            Ok(resolution) => damage.damage(subject, line, &resolution),
            Err(miss) => misses.push(subject.exception(
                miss.kind,
                line.span,
                format!(
                    "{} {}: {}",
                    line.method.as_str(),
                    line.target.text,
                    miss.message
                ),
            )),
        }
    }
    let resolved = Measure::without(
        "templates that resolve",
        count,
        subject.goals.resolved,
        misses,
    );
    let mut measures = vec![
        templates_of_sections(subject, &operations),
        lines(subject, &operations),
        resolved,
        examples(subject, &operations),
    ];
    measures.extend(damage.measures());
    measures
}

/// Pages that have no section of templates, and show lines elsewhere all the same: the count that is the goal is without them.
const WITHOUT_SECTION: &[&str] = &[
    "chat-post-members",
    "educationroot-list-schools",
    "site-get",
];

/// The lines in sections of templates, out of all that are read as templates.
fn templates_of_sections(subject: &Subject<'_, '_, '_>, operations: &[Operation<'_>]) -> Measure {
    let mut total = 0;
    let mut elsewhere = Vec::new();
    for (page, operation) in operations {
        total += operation.templates.len();
        let has_section = !WITHOUT_SECTION.contains(&&*page.key.0);
        let strays = operation.templates.iter().filter(|_| !has_section);
        let kind = "on-a-page-without-section";
        elsewhere.extend(strays.map(|line| subject.exception(kind, line.span, &*line.target.text)));
    }
    let goal = subject.goals.templates;
    Measure::without("template lines", total, goal, elsewhere)
}

type Operation<'s> = (&'s Page<'s>, &'s OperationPage<'s>);

fn operations<'s>(subject: &Subject<'s, '_, '_>) -> impl Iterator<Item = Operation<'s>> {
    let pages = subject
        .pages
        .iter()
        .filter(|page| page.folder == Folder::Api);
    pages.filter_map(|page| match &page.body {
        Body::Operation(operation) => Some((page, &**operation)),
        _ => None,
    })
}

/// Every request line of a fence is a template or an example's.
fn lines(subject: &Subject<'_, '_, '_>, operations: &[Operation<'_>]) -> Measure {
    let pages = subject
        .pages
        .iter()
        .filter(|page| page.folder == Folder::Api);
    let fences = pages.flat_map(|page| Fence::all(subject.texts.text(page.source)));
    let total = fences.map(|fence| fence.request_lines()).sum();
    let examples = operations.iter().flat_map(|(_, page)| &page.examples);
    let examples = examples.filter_map(|example| Some(&example.request.as_ref()?.line));
    let templates = operations.iter().flat_map(|(_, page)| &page.templates);
    // A request that is answered twice is two examples and one line, and so is a template that is an example.
    let lines: BTreeSet<_> = templates.chain(examples).map(|line| line.span).collect();
    let name = "request lines that are a template or an example's";
    Measure::new(name, lines.len(), total, Goal::All)
}

fn examples(subject: &Subject<'_, '_, '_>, operations: &[Operation<'_>]) -> Measure {
    let examples = operations.iter().flat_map(|(_, page)| &page.examples);
    let lines: Vec<_> = examples
        .filter_map(|one| Some(&one.request.as_ref()?.line))
        .collect();
    let misses = lines.iter().filter_map(|line| {
        let miss = subject
            .resolver
            .resolve(line.method, &line.target.text)
            .err()?;
        let text = format!(
            "{} {}: {}",
            line.method.as_str(),
            line.target.text,
            miss.message
        );
        Some(subject.exception(miss.kind, line.span, text))
    });
    let misses = misses.collect();
    Measure::without(
        "example requests that resolve",
        lines.len(),
        Goal::Shown,
        misses,
    )
}

/// Templates that were damaged on purpose.
#[derive(Default)]
struct Damage {
    /// Tries and what still resolved, by kind of damage.
    tried: BTreeMap<Kind, (usize, Vec<Exception>)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Letter,
    Segment,
    Verb,
}

impl Damage {
    fn damage(
        &mut self,
        subject: &Subject<'_, '_, '_>,
        line: &RequestLine<'_>,
        as_it_is: &Resolution,
    ) {
        let target = &*line.target.text;
        for range in named(as_it_is, target) {
            let at = (range.start + range.end) / 2;
            if target.is_char_boundary(at) && target.is_char_boundary(at + 1) {
                // A letter that no word of the API has there.
                let damaged = format!("{}qx{}", &target[..at], &target[at + 1..]);
                self.expect_miss(subject, Kind::Letter, line.method, &damaged, line);
            }
            let damaged = format!("{}qxqx/{}", &target[..range.start], &target[range.start..]);
            self.expect_miss(subject, Kind::Segment, line.method, &damaged, line);
        }
        for method in Method::ALL.into_iter().filter(|one| *one != line.method) {
            self.expect_miss(subject, Kind::Verb, method, target, line);
        }
    }

    fn expect_miss(
        &mut self,
        subject: &Subject<'_, '_, '_>,
        kind: Kind,
        method: Method,
        target: &str,
        line: &RequestLine<'_>,
    ) {
        let (tried, survivors) = self.tried.entry(kind).or_default();
        *tried += 1;
        if let Ok(resolution) = subject.resolver.resolve(method, target) {
            let reason = match kind {
                Kind::Verb => verb_reason(subject, method, &resolution),
                Kind::Letter | Kind::Segment => value_reason(target, &resolution),
            };
            let text = format!("{} {target}", method.as_str());
            survivors.push(subject.exception(reason, line.span, text));
        }
    }

    fn measures(self) -> impl Iterator<Item = Measure> {
        self.tried.into_iter().map(|(kind, (tried, survivors))| {
            let name = match kind {
                Kind::Letter => "still resolved with a letter changed, no reason",
                Kind::Segment => "still resolved with a segment more, no reason",
                Kind::Verb => "still resolved with another verb, no reason",
            };
            let unexplained = survivors
                .iter()
                .filter(|one| one.kind == UNEXPLAINED)
                .count();
            Measure::new(name, unexplained, tried, Goal::None).with(survivors)
        })
    }
}

const UNEXPLAINED: &str = "no-reason";

/// Why a line may resolve in spite of a damaged name: what stands behind a collection and is no name there is a key, as any text may be.
fn value_reason(target: &str, damaged: &Resolution) -> &'static str {
    let holds_damage = |range: &Range<usize>| {
        let text = target.get(range.clone());
        text.is_some_and(|text| text.contains("qx"))
    };
    let mut steps = damaged.steps.iter();
    let is_value = steps.any(|step| {
        let is_key = matches!(
            step.kind,
            StepKind::Key(_)
                | StepKind::AlternateKey(_)
                | StepKind::ItemPath(_)
                | StepKind::SitePath(..)
        );
        is_key && holds_damage(&step.range)
    });
    if is_value {
        "read-as-a-key"
    } else {
        UNEXPLAINED
    }
}

/// Why a line may resolve with another verb: a place has all verbs of its kind, as these files of metadata take none away; an operation
/// has the one that calls it, and functions of workbooks are documented with POST.
fn verb_reason(
    subject: &Subject<'_, '_, '_>,
    method: Method,
    damaged: &Resolution,
) -> &'static str {
    use Method::{Delete, Get, Patch, Post, Put};
    match (damaged.request, method) {
        (RequestKind::Entity(_), Get | Patch | Put | Delete) => "verb-of-an-entity",
        (RequestKind::Collection(_), Get | Post) => "verb-of-a-collection",
        (RequestKind::Collection(_) | RequestKind::Property(_), Get | Put | Delete) => {
            "verb-of-a-property"
        }
        (RequestKind::Stream, Get | Put | Patch | Delete) => "verb-of-a-stream",
        (RequestKind::Reference(..), Get | Post | Put | Delete) => "verb-of-a-reference",
        (RequestKind::Operation(id), Get | Post)
            if subject.resolver.model()[id].kind == OperationKind::Function =>
        {
            "verb-of-a-function"
        }
        _ => UNEXPLAINED,
    }
}

/// The parts of a target that are names of the model.
fn named(resolution: &Resolution, target: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    for step in &resolution.steps {
        let is_name = matches!(
            step.kind,
            StepKind::Child(_)
                | StepKind::Navigation(..)
                | StepKind::Property(..)
                | StepKind::Cast(_)
                | StepKind::Operation(..)
        );
        let Some(text) = target
            .get(step.range.clone())
            .filter(|text| is_name && text.len() > 1)
        else {
            continue;
        };
        // The name alone: arguments are values.
        let end = text.find('(').unwrap_or(text.len());
        ranges.push(step.range.start..step.range.start + end);
    }
    ranges.dedup();
    ranges
}
