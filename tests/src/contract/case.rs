//! Documented examples as cases: what is asked, what is answered, and which types that is by the metadata or, where that does not say,
//! by the page.

use msgraph_bindgen::csdl::Cardinality;
use msgraph_bindgen::docs::json::{Node, Value};
use msgraph_bindgen::docs::page::{
    Annotation, Body, Content, Example, Method, OperationPage, Page, PageKey,
};
use msgraph_bindgen::model::path::{Miss, RequestKind, Resolution, Resolver};
use msgraph_bindgen::model::{Model, StructuredId, Type};
use std::collections::HashMap;
use std::fmt;

/// A documented example.
#[derive(Debug)]
pub struct Case {
    /// The page's name and the example's number on it, from 1.
    pub id: String,
    /// The request, where the example has one.
    pub request: Option<Asked>,
    /// The answer, where the example has one.
    pub answer: Option<Answered>,
}

/// A documented request.
#[derive(Debug)]
pub struct Asked {
    /// The verb.
    pub method: Method,
    /// What follows it.
    pub target: String,
    /// What it names.
    pub resolution: Result<Resolution, Miss>,
    /// The body, where it is JSON.
    pub body: Option<String>,
    /// Any other body.
    pub content: Option<String>,
    /// The entity type or complex type that the body is.
    pub body_type: Option<StructuredId>,
}

/// A documented answer.
#[derive(Debug)]
pub struct Answered {
    /// The status.
    pub status: u16,
    /// The body, where it is JSON.
    pub body: Option<String>,
    /// The structured type that the body is, or of which it holds many.
    pub ty: Option<Answer>,
}

/// The type of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Answer {
    /// The (element) type.
    pub id: StructuredId,
    /// One or many.
    pub cardinality: Cardinality,
}

/// A part of an example that is tested by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The request line comes out of a builder.
    Request,
    /// The request's body is read and written, by the builder where there is one.
    Body,
    /// The answer is read and written.
    Response,
}

impl Part {
    /// All parts.
    pub const ALL: [Self; 3] = [Self::Request, Self::Body, Self::Response];
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Request => "request",
            Self::Body => "body",
            Self::Response => "response",
        })
    }
}

impl Case {
    /// The parts that the example has.
    pub fn parts(&self) -> impl Iterator<Item = Part> + '_ {
        Part::ALL.into_iter().filter(|part| match part {
            Part::Request => self.request.is_some(),
            Part::Body => self.request.as_ref().is_some_and(|one| one.body.is_some()),
            Part::Response => self.answer.as_ref().is_some_and(|one| one.body.is_some()),
        })
    }
}

/// Finds the cases of pages.
pub struct Cases<'r, 'm, 'a> {
    resolver: &'r Resolver<'m, 'a>,
    model: &'m Model<'a>,
    /// What type a page of the reference describes.
    pages: HashMap<PageKey, StructuredId>,
}

impl<'r, 'm, 'a> Cases<'r, 'm, 'a> {
    /// Whoever finds them; `pages` are all there are, as links lead from one to another.
    pub fn new(resolver: &'r Resolver<'m, 'a>, pages: &[Page<'_>]) -> Self {
        let mut cases = Self {
            resolver,
            model: resolver.model(),
            pages: HashMap::new(),
        };
        for page in pages {
            cases.note_type(page);
        }
        cases
    }

    fn note_type(&mut self, page: &Page<'_>) {
        if let Body::Resource(resource) = &page.body
            && let Some(annotation) = &resource.annotation
            && let Some(id) = self.annotated(annotation)
        {
            self.pages.insert(page.key.clone(), id);
        }
    }

    /// The cases of a page, one per example.
    pub fn of_page(&self, page: &Page<'_>) -> Vec<Case> {
        let Body::Operation(operation) = &page.body else {
            return Vec::new();
        };
        let examples = operation.examples.iter().enumerate();
        let case = |(at, example): (usize, &Example<'_>)| {
            let request = example.request.as_ref().map(|request| {
                let resolution = self
                    .resolver
                    .resolve(request.line.method, &request.line.target.text);
                let (body, content) = match &request.content {
                    Some(Content::Json(block)) => (Some(&block.value), None),
                    Some(Content::Other(text)) => (None, Some(text.text.to_string())),
                    Some(Content::Unread(_)) | None => (None, None),
                };
                let annotation = request.annotation.as_ref();
                Asked {
                    method: request.line.method,
                    target: request.line.target.text.to_string(),
                    body: body.map(ToString::to_string),
                    content,
                    body_type: body.and_then(|body| {
                        self.body_type(resolution.as_ref().ok(), body, annotation)
                    }),
                    resolution,
                }
            });
            let answer = example.response.as_ref().map(|response| {
                let body = match &response.content {
                    Some(Content::Json(block)) => Some(&block.value),
                    _ => None,
                };
                let annotation = response.annotation.as_ref();
                Answered {
                    status: response.status,
                    body: body.map(ToString::to_string),
                    ty: body.and_then(|body| {
                        self.answer_type(operation, request.as_ref(), body, annotation)
                    }),
                }
            });
            Case {
                id: format!("{}#{}", page.key.0, at + 1),
                request,
                answer,
            }
        };
        examples.map(case).collect()
    }

    /// By the metadata, else by the body's own word, by the page's link, by the comment before the block.
    fn answer_type(
        &self,
        page: &OperationPage<'_>,
        request: Option<&Asked>,
        body: &Node<'_>,
        annotation: Option<&Annotation<'_>>,
    ) -> Option<Answer> {
        let told = || self.told_by_page(page, body, annotation);
        match request.map(|request| (request.method, &request.resolution)) {
            Some((method, Ok(own))) => match own.request {
                // What an upload answers with, the metadata does not say.
                RequestKind::Stream => told(),
                _ => returned(self.model, method, own),
            },
            Some((method, Err(_))) => self.of_template(page, Some(method)).or_else(told),
            None => self.of_template(page, None).or_else(told),
        }
    }

    /// What the page's first template with this verb answers with.
    fn of_template(&self, page: &OperationPage<'_>, method: Option<Method>) -> Option<Answer> {
        let templates = page.templates.iter();
        let mut templates = templates.filter(|line| method.is_none_or(|one| one == line.method));
        templates.find_map(|line| {
            let resolution = self.resolver.resolve(line.method, &line.target.text);
            returned(self.model, line.method, &resolution.ok()?)
        })
    }

    fn told_by_page(
        &self,
        page: &OperationPage<'_>,
        body: &Node<'_>,
        annotation: Option<&Annotation<'_>>,
    ) -> Option<Answer> {
        let linked = || {
            let link = page.returns.first()?;
            self.pages.get(&PageKey::of_path(&link.target)).copied()
        };
        let annotated = || self.annotated(annotation?);
        let id = self.named(body).or_else(linked).or_else(annotated)?;
        let cardinality = match body.get("value").map(|value| &value.value) {
            Some(Value::Array(_)) => Cardinality::Many,
            _ => Cardinality::One,
        };
        Some(Answer { id, cardinality })
    }

    /// The type that a body of a request has where it is no list of arguments: by the metadata, narrowed by what the body says of
    /// itself, else by the latter alone, by the comment before the block.
    fn body_type(
        &self,
        resolution: Option<&Resolution>,
        body: &Node<'_>,
        annotation: Option<&Annotation<'_>>,
    ) -> Option<StructuredId> {
        let declared = match resolution.map(|one| one.request) {
            Some(RequestKind::Entity(id) | RequestKind::Collection(id)) => Some(id),
            Some(_) => return None,
            None => None,
        };
        let named = body.get("@odata.type").and_then(|name| self.by_name(name));
        match (declared, named) {
            (Some(declared), Some(named)) if self.model.is_a(named, declared) => Some(named),
            (Some(declared), _) => Some(declared),
            (None, Some(named)) => Some(named),
            (None, None) => self.annotated(annotation?),
        }
    }

    /// The type that a body, or the first member of its collection, names.
    fn named(&self, body: &Node<'_>) -> Option<StructuredId> {
        let inner = body.get("value").map(|value| match &value.value {
            Value::Array(items) => items.first().unwrap_or(value),
            _ => value,
        });
        let mut places = [inner, Some(body)].into_iter().flatten();
        places.find_map(|place| self.by_name(place.get("@odata.type")?))
    }

    fn by_name(&self, name: &Node<'_>) -> Option<StructuredId> {
        let Value::String(name) = &name.value else {
            return None;
        };
        self.model.find_structured(name.trim_start_matches('#'))
    }

    /// The (element) type that a comment names.
    fn annotated(&self, annotation: &Annotation<'_>) -> Option<StructuredId> {
        let name = annotation.odata_type.as_ref()?.text.trim_start_matches('#');
        let element = name.strip_prefix("Collection(");
        let element = element.and_then(|one| one.strip_suffix(')'));
        self.model.find_structured(element.unwrap_or(name))
    }
}

/// The structured type that a request answers with, by the metadata.
fn returned(model: &Model<'_>, method: Method, resolution: &Resolution) -> Option<Answer> {
    let one = |id| Answer {
        id,
        cardinality: Cardinality::One,
    };
    match resolution.request {
        RequestKind::Entity(id) => Some(one(id)),
        RequestKind::Collection(id) if method == Method::Post => Some(one(id)),
        RequestKind::Collection(id) => Some(Answer {
            id,
            cardinality: Cardinality::Many,
        }),
        RequestKind::Operation(id) => {
            let returns = model[id].returns?.ty;
            match returns.ty {
                Type::Structured(id) => Some(Answer {
                    id,
                    cardinality: returns.cardinality,
                }),
                Type::Primitive(_) | Type::Enum(_) => None,
            }
        }
        RequestKind::Property(_)
        | RequestKind::Stream
        | RequestKind::Count
        | RequestKind::Reference(..) => None,
    }
}
