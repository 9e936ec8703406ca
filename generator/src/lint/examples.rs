//! Documented bodies against their types.

use super::exchange::{self, Carried, answered, carried, declaration, name_of_use, related};
use super::requests::{title, title_of_route};
use super::{Kind, Lint};
use crate::csdl::Cardinality;
use crate::docs::fit::{Misfit, Shape, Weight, fit, fit_answer, fit_parameters};
use crate::docs::json::{JsonBlock, Node};
use crate::docs::page::{
    Annotation, Content, ExampleRequest, ExampleResponse, Link, OperationPage, Page, RequestLine,
};
use crate::docs::synthesize::words;
use crate::model::path::Resolution;
use crate::model::{Model, Primitive, StructuredId, Type, TypeUse};
use std::collections::BTreeSet;

/// Answers with another status say what went wrong, or where else to look.
const WITH_VALUE: std::ops::Range<u16> = 200..300;

impl<'p> Lint<'_, '_, 'p> {
    pub(super) fn examples(&mut self, page: &Page<'p>, body: &OperationPage<'p>) {
        let answer = self.links(page, body);
        let subjects = self.subjects(body);
        for example in &body.examples {
            let line = example.request.as_ref().map(|request| &request.line);
            let own = line.and_then(|line| self.resolved(line));
            let title = match (line, &own) {
                (Some(line), Some(own)) => title_of_route(self.model, line, own),
                (Some(line), None) => title(line),
                (None, _) => String::new(),
            };
            if let Some(request) = &example.request {
                let subject = format!("request {title}");
                self.example_request(page, &subjects, request, &subject, own.as_ref());
            }
            if let Some(response) = &example.response {
                let expected = match (&own, line) {
                    (Some(own), Some(line)) => answered(self.model, line.method, own),
                    _ => answer.filter(|_| line.is_none_or(|line| self.may_be_first(body, line))),
                };
                let subject = format!("response {} {title}", response.status);
                self.example_response(page, response, subject.trim_end(), expected);
            }
        }
    }

    /// Whether an example whose own request leads nowhere can be one of the first template.
    fn may_be_first(&self, body: &OperationPage<'_>, line: &RequestLine<'_>) -> bool {
        let first = body.templates.first().map(|line| line.method);
        let resolved = self.resolver.resolve(line.method, &line.target.text);
        let is_elsewhere = resolved.is_err_and(|miss| miss.kind == "foreign-host");
        first == Some(line.method) && !is_elsewhere
    }

    fn resolved(&self, line: &RequestLine<'_>) -> Option<Resolution> {
        self.resolver.resolve(line.method, &line.target.text).ok()
    }

    fn example_request(
        &mut self,
        page: &Page<'p>,
        subjects: &[StructuredId],
        request: &ExampleRequest<'p>,
        subject: &str,
        resolution: Option<&Resolution>,
    ) {
        let Some(Content::Json(block)) = &request.content else {
            return;
        };
        self.damaged_json(page, subject, block);
        let carried = resolution.and_then(|one| carried(self.model, request.line.method, one));
        let misfits = match carried {
            Some(Carried::Value(ty)) => {
                let ty = self.meant(page, subjects, subject, ty, &block.value);
                fit(self.model, ty, &block.value)
            }
            Some(Carried::Parameters(id)) => fit_parameters(self.model, id, &block.value),
            None => return,
        };
        self.misfits(page, subject, misfits);
    }

    /// The type of a body that does not say its type, on a page about a derived one: a service would take it for the base.
    fn meant(
        &mut self,
        page: &Page<'p>,
        subjects: &[StructuredId],
        subject: &str,
        declared: TypeUse,
        value: &Node<'p>,
    ) -> TypeUse {
        let Type::Structured(id) = declared.ty else {
            return declared;
        };
        let derived = derived(self.model, subjects, id);
        let Some(about) = derived.filter(|_| value.get("@odata.type").is_none()) else {
            return declared;
        };
        let message = format!(
            "the body does not say that it is a `{}`, which derives from `{}`",
            self.model.qualified(about),
            self.model.qualified(id)
        );
        let span = self.model[about].span;
        self.find(page, Kind::ExampleDiffers, subject, value.span)
            .because("type-left-out")
            .says(message)
            .declared(span);
        TypeUse {
            ty: Type::Structured(about),
            ..declared
        }
    }

    /// What a page about an entity of this type is about: where it links to a derived type, or shows one, that.
    pub(super) fn subject(&self, body: &OperationPage<'p>, id: StructuredId) -> StructuredId {
        derived(self.model, &self.subjects(body), id).unwrap_or(id)
    }

    /// The types that a page links to as what it answers, and those that its examples name; each once.
    fn subjects(&self, body: &OperationPage<'p>) -> Vec<StructuredId> {
        let linked = body
            .returns
            .iter()
            .filter_map(|link| self.types.linked(&link.target));
        let contents = body.examples.iter().flat_map(|example| {
            let request = example
                .request
                .as_ref()
                .and_then(|one| one.content.as_ref());
            let response = example
                .response
                .as_ref()
                .and_then(|one| one.content.as_ref());
            [request, response].into_iter().flatten()
        });
        let shown = contents.filter_map(|content| match content {
            Content::Json(block) => {
                let inner = block.value.get("value").unwrap_or(&block.value);
                let name = inner
                    .get("@odata.type")
                    .or(block.value.get("@odata.type"))?;
                self.types.qualified(self.model, name.as_str()?)
            }
            Content::Unread(_) | Content::Other(_) => None,
        });
        let mut seen = BTreeSet::new();
        let structured = linked.chain(shown).filter_map(|ty| match ty {
            Type::Structured(id) => seen.insert(id).then_some(id),
            Type::Primitive(_) | Type::Enum(_) => None,
        });
        structured.collect()
    }

    fn example_response(
        &mut self,
        page: &Page<'p>,
        response: &ExampleResponse<'p>,
        subject: &str,
        expected: Option<TypeUse>,
    ) {
        if let (Some(annotation), Some(expected)) = (&response.annotation, expected) {
            self.annotated_response(page, subject, annotation, expected);
        }
        let Some(Content::Json(block)) = &response.content else {
            return;
        };
        self.damaged_json(page, subject, block);
        let Some(expected) = expected.filter(|_| WITH_VALUE.contains(&response.status)) else {
            return;
        };
        let answer = fit_answer(self.model, expected, &block.value);
        if answer.shape == Shape::Wrapped {
            let message = format!(
                "one `{}` stands in `value`, where OData has it bare",
                name_of_use(self.model, expected)
            );
            self.find(page, Kind::BoilerplateWrapper, subject, block.value.span)
                .says(message)
                .declared(expected.span);
        }
        self.misfits(page, subject, answer.misfits);
    }

    fn misfits(&mut self, page: &Page<'p>, subject: &str, misfits: Vec<Misfit>) {
        for misfit in misfits {
            let kind = match misfit.weight() {
                Weight::Hard => Kind::ExampleMisfit,
                Weight::Soft => Kind::ExampleDiffers,
            };
            // Elements of a collection are alike: the first stands for all.
            let path = without_indices(&misfit.path);
            let subject = match path.as_str() {
                "" => subject.to_owned(),
                path => format!("{subject}: {path}"),
            };
            let place = match misfit.path.as_str() {
                "" => String::new(),
                path => format!("`{path}`: "),
            };
            self.find(page, kind, &subject, misfit.span)
                .because(misfit.kind)
                .says(format!("{place}{}", misfit.message))
                .declared(misfit.declared);
        }
    }

    /// Tells the first repair of each kind.
    pub(super) fn damaged_json(&mut self, page: &Page<'p>, subject: &str, block: &JsonBlock<'p>) {
        // As many as there are kinds, whatever the text is.
        let mut told = BTreeSet::new();
        for repair in block
            .repairs
            .iter()
            .filter(|repair| told.insert(repair.kind))
        {
            self.find(page, Kind::DamagedJson, subject, repair.span)
                .because(repair.kind)
                .says("this is no JSON; it was repaired");
        }
    }

    /// Compares the comment before an answer.
    fn annotated_response(
        &mut self,
        page: &Page<'p>,
        subject: &str,
        annotation: &Annotation<'p>,
        expected: TypeUse,
    ) {
        if annotation.block_type.as_deref() != Some("response") {
            return;
        }
        if annotation.is_collection && expected.cardinality == Cardinality::One {
            let message = format!(
                "the comment says that this is a collection; the metadata has {}",
                name_of_use(self.model, expected)
            );
            self.find(page, Kind::AnnotationContradicts, subject, annotation.span)
                .because("collection")
                .says(message)
                .declared(expected.span);
        }
        let Some(said) = &annotation.odata_type else {
            return;
        };
        let (element, _) = words::collection(&said.text);
        let expects = format!("the metadata has {}", name_of_use(self.model, expected));
        let named = self.types.qualified(self.model, element).or_else(|| {
            // As in `string`, `Edm.String` and `microsoft.graph.string`.
            let name = element.rsplit('.').next()?;
            let mut primitives =
                [Primitive::String, Primitive::Boolean, Primitive::Stream].into_iter();
            primitives
                .find(|one| one.name().eq_ignore_ascii_case(name))
                .map(Type::Primitive)
        });
        match named {
            None => {
                self.find(page, Kind::AnnotationContradicts, subject, said.span)
                    .because("unknown-type")
                    .says(format!("there is no type `{}`; {expects}", said.text))
                    .declared(expected.span);
            }
            Some(Type::Primitive(Primitive::String))
                if expected.ty != Type::Primitive(Primitive::String) =>
            {
                self.find(page, Kind::BoilerplateAnnotation, subject, said.span)
                    .says(format!("the comment says `{}`; {expects}", said.text))
                    .declared(expected.span);
            }
            Some(named) if !related(self.model, named, expected.ty) => {
                self.find(page, Kind::AnnotationContradicts, subject, said.span)
                    .because("other-type")
                    .says(format!("the comment says `{}`; {expects}", said.text))
                    .declared(expected.span);
            }
            Some(Type::Primitive(_)) => {}
            Some(named) => {
                let qualified = exchange::name(self.model, named);
                if qualified != element.trim_start_matches('#')
                    && self.model.find(element).is_none()
                {
                    let declared = declaration(self.model, named);
                    self.find(page, Kind::AnnotationContradicts, subject, said.span)
                        .because("case-differs")
                        .says(format!("the type is declared as `{qualified}`"))
                        .declared(declared);
                }
            }
        }
    }

    /// Compares the links of the section on the answer; gives what the first request is answered with.
    fn links(&mut self, page: &Page<'p>, body: &OperationPage<'p>) -> Option<TypeUse> {
        let (line, resolution) = body
            .templates
            .iter()
            .find_map(|line| Some((line, self.resolved(line)?)))?;
        let expected = answered(self.model, line.method, &resolution)?;
        let linked = |link: &Link<'_>| self.types.linked(&link.target);
        let mut known = body
            .returns
            .iter()
            .filter_map(|link| Some((link, linked(link)?)));
        let first = known.next();
        if let Some((link, ty)) = first
            && matches!(expected.ty, Type::Structured(_))
            && matches!(ty, Type::Structured(_))
            && !related(self.model, ty, expected.ty)
            && !known.any(|(_, ty)| related(self.model, ty, expected.ty))
        {
            let message = format!(
                "the section on the answer links to `{}`; the metadata has {}",
                exchange::name(self.model, ty),
                name_of_use(self.model, expected)
            );
            let span = link.span;
            self.find(page, Kind::OtherReturn, &title(line), span)
                .says(message)
                .declared(expected.span);
        }
        Some(expected)
    }
}

/// The first of some types that derives from one.
fn derived(model: &Model<'_>, types: &[StructuredId], id: StructuredId) -> Option<StructuredId> {
    let mut types = types.iter().copied();
    types.find(|one| *one != id && model.is_a(*one, id))
}

/// `value[].state` of `value[0].state`.
fn without_indices(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(open) = rest.find('[') {
        let after = &rest[open + 1..];
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        plain.push_str(&rest[..=open]);
        rest = &after[digits..];
    }
    plain.push_str(rest);
    plain
}
