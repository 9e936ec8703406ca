//! Actions and functions, from the lines that call them and the pages that describe them.

use super::answers::Answer;
use super::attested::{Attested, is_translated};
use super::draft::{Catalog, Operation, Parameter, Type, Use};
use super::names::{bare, letters};
use super::rows::{Origin, join};
use super::tree::Step;
use super::typing::Asked;
use crate::csdl::{Cardinality, OperationKind};
use crate::diagnostics::Diagnostics;
use crate::docs::json::Node;
use crate::docs::page::{Body, Content, OperationPage, Page};
use crate::model::Primitive;
use std::borrow::Cow;
use std::collections::HashSet;

/// What operations are made from.
pub(super) struct Sources<'w, 's> {
    pub(super) pages: &'w [&'s Page<'s>],
    /// The answer of each page.
    pub(super) answers: &'w [Answer],
    pub(super) attested: &'w Attested<'s>,
}

impl Sources<'_, '_> {
    /// How many requests a page is about.
    pub(super) fn breadth(&self, page: usize) -> usize {
        match self.pages.get(page).map(|page| &page.body) {
            Some(Body::Operation(body)) => body.templates.len(),
            _ => usize::MAX,
        }
    }
}

/// How an operation is called.
pub(super) struct Called<'s> {
    pub(super) kind: OperationKind,
    pub(super) namespace: Option<String>,
    pub(super) name: Cow<'s, str>,
    pub(super) binding: Cardinality,
    pub(super) is_composable: bool,
}

/// Makes an operation of what the pages of a step say.
pub(super) fn operation<'s>(
    catalog: &Catalog<'s>,
    sources: &Sources<'_, 's>,
    step: &Step<'s>,
    called: Called<'s>,
    diagnostics: &mut Diagnostics,
) -> Operation<'s> {
    let mut seen = HashSet::new();
    let pages = step.lines.iter().map(|line| line.page);
    let mut pages: Vec<_> = pages.filter(|page| seen.insert(*page)).collect();
    // A page about many requests says little of one.
    pages.sort_by_key(|page| sources.breadth(*page));
    let parameters = match called.kind {
        OperationKind::Action => of_body(catalog, sources, &pages, diagnostics),
        OperationKind::Function => of_call(catalog, sources, &pages, step, diagnostics),
    };
    let answers = pages.iter().map(|page| &sources.answers[*page]);
    let returns = returned(answers, called.kind, step);
    if returns.is_none() && called.kind == OperationKind::Function {
        diagnostics.warning(
            "type-not-described",
            format!(
                "no page says what the function `{}` returns: it is read as any JSON",
                called.name
            ),
            step.span,
        );
    }
    let untyped = || Use {
        ty: Type::Primitive(Primitive::Untyped),
        cardinality: Cardinality::One,
        span: step.span,
    };
    let returns = match called.kind {
        OperationKind::Action => returns,
        OperationKind::Function => Some(returns.unwrap_or_else(untyped)),
    };
    Operation {
        kind: called.kind,
        namespace: called.namespace,
        name: called.name,
        span: step.span,
        binding: called.binding,
        is_composable: called.is_composable,
        parameters,
        returns,
    }
}

/// What an operation returns: the first page that says something counts.
fn returned<'a>(
    answers: impl Iterator<Item = &'a Answer>,
    kind: OperationKind,
    step: &Step<'_>,
) -> Option<Use> {
    for answer in answers {
        let cardinality = answer.cardinality.unwrap_or(Cardinality::One);
        if let Some((ty, span)) = answer.ty {
            return Some(Use {
                ty,
                cardinality,
                span,
            });
        }
        let primitive = match kind {
            _ if answer.is_object => Primitive::Untyped,
            OperationKind::Function if answer.is_stream => Primitive::Stream,
            _ => continue,
        };
        return Some(Use {
            ty: Type::Primitive(primitive),
            cardinality,
            span: step.span,
        });
    }
    None
}

/// The parameters of an action: members of the request's body.
fn of_body<'s>(
    catalog: &Catalog<'s>,
    sources: &Sources<'_, 's>,
    pages: &[usize],
    diagnostics: &mut Diagnostics,
) -> Vec<Parameter<'s>> {
    let mut parameters: Vec<Parameter<'s>> = Vec::new();
    let least = pages.first().map_or(0, |page| sources.breadth(*page));
    let mut pages = pages.to_vec();
    pages.retain(|page| sources.breadth(*page) == least);
    for (page, body) in operations(sources, &pages) {
        let origin = Origin {
            page: &page.key,
            is_translated: is_translated(page),
            attested: sources.attested,
        };
        let json = request_json(body);
        let known: HashSet<String> = parameters.iter().map(|one| one.name.to_string()).collect();
        for joined in join(json, &body.request_body, &known, origin, diagnostics) {
            let asked = Asked {
                page: &page.key,
                json: joined.json,
                row: joined.row,
                span: joined.span,
            };
            let ty = catalog.type_of(asked, diagnostics);
            parameters.push(Parameter {
                name: joined.name,
                span: joined.span,
                ty,
            });
        }
    }
    parameters
}

/// The parameters of a function: arguments in its parentheses.
fn of_call<'s>(
    catalog: &Catalog<'s>,
    sources: &Sources<'_, 's>,
    pages: &[usize],
    step: &Step<'s>,
    diagnostics: &mut Diagnostics,
) -> Vec<Parameter<'s>> {
    let mut parameters = Vec::with_capacity(step.arguments.len());
    for name in &step.arguments {
        let folded = letters(name);
        let row = operations(sources, pages).find_map(|(page, body)| {
            let mut rows = body.parameters.iter();
            let row = rows.find(|row| letters(bare(&row.name.text)) == folded)?;
            Some((page, row))
        });
        let ty = match row {
            Some((page, row)) => {
                let asked = Asked {
                    page: &page.key,
                    json: None,
                    row: Some(row),
                    span: row.name.span,
                };
                catalog.type_of(asked, diagnostics)
            }
            None => Use {
                ty: Type::Primitive(Primitive::Untyped),
                cardinality: Cardinality::One,
                span: step.span,
            },
        };
        // What stands in a URL without a type of its own is a string.
        let ty = match ty.ty {
            Type::Primitive(Primitive::Untyped) => Use {
                ty: Type::Primitive(Primitive::String),
                ..ty
            },
            _ => ty,
        };
        parameters.push(Parameter {
            name: Cow::Borrowed(name),
            span: ty.span,
            ty,
        });
    }
    parameters
}

fn operations<'q, 's>(
    sources: &'q Sources<'_, 's>,
    pages: &'q [usize],
) -> impl Iterator<Item = (&'s Page<'s>, &'s OperationPage<'s>)> + 'q {
    pages.iter().filter_map(|index| {
        let page = *sources.pages.get(*index)?;
        match &page.body {
            Body::Operation(body) => Some((page, body.as_ref())),
            Body::Resource(_) | Body::Enumerations(_) | Body::Other => None,
        }
    })
}

/// The body of the first example that has one in JSON.
fn request_json<'s>(body: &'s OperationPage<'s>) -> Option<&'s Node<'s>> {
    let requests = body.examples.iter().filter_map(|one| one.request.as_ref());
    let mut contents = requests.filter_map(|request| request.content.as_ref());
    contents.find_map(|content| match content {
        Content::Json(block) => Some(&block.value),
        Content::Unread(_) | Content::Other(_) => None,
    })
}
