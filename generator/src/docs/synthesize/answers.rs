//! What a page says of the answer to its request.

use super::draft::{Catalog, Type};
use super::names::TypeName;
use super::typing::type_named;
use super::words;
use crate::csdl::Cardinality;
use crate::diagnostics::Span;
use crate::docs::json::{Member, Node, Value};
use crate::docs::page::{Annotation, Content, OperationPage, PageKey};
use crate::model::Primitive;

/// The answer to a request, as far as its page says.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Answer {
    /// The type, or that of the elements.
    pub(super) ty: Option<(Type, Span)>,
    /// One or many, where there is an example.
    pub(super) cardinality: Option<Cardinality>,
    /// Content that is no JSON, or a redirect to it.
    pub(super) is_stream: bool,
    /// An object whose type is not known.
    pub(super) is_object: bool,
}

/// What the body of an example is.
#[derive(Default)]
struct Seen<'s> {
    cardinality: Option<Cardinality>,
    named: Option<(&'s str, Span)>,
    primitive: Option<(Primitive, Span)>,
    is_stream: bool,
    is_object: bool,
}

impl<'s> Catalog<'s> {
    /// Reads the answer off a page. The type: what the body names, but a link to a base of that counts more, since an
    /// example shows one of many derived types; then links; then the comment before the example.
    pub(super) fn answer(&self, key: &PageKey, page: &'s OperationPage<'s>) -> Answer {
        let succeeded = page
            .examples
            .iter()
            .filter_map(|one| one.response.as_ref())
            .filter(|response| response.status < 400);
        let mut seen = Seen::default();
        let mut annotation = None;
        // A redirect leads to a file.
        let mut redirects = page.statuses.contains(&302);
        for response in succeeded {
            redirects |= response.status == 302;
            annotation = annotation.or(response.annotation.as_ref());
            match &response.content {
                Some(Content::Json(block)) => {
                    seen = body(&block.value);
                    annotation = response.annotation.as_ref();
                    break;
                }
                Some(Content::Other(_)) => seen.is_stream = true,
                Some(Content::Unread(_)) | None => {}
            }
        }
        let linked = page.returns.iter().find_map(|link| {
            let ty = self.linked(link, key)?;
            Some((ty, link.span))
        });
        let named = seen.named.and_then(|(name, span)| {
            let ty = self.find(&TypeName::parse(name)?)?;
            Some((ty, span))
        });
        let annotated = annotation.and_then(|one| self.annotated(one));
        let primitive = seen.primitive.map(|(ty, span)| (Type::Primitive(ty), span));
        let ty = match (named, linked) {
            (Some((Type::Structured(named), _)), Some((Type::Structured(linked), span)))
                if self.is_a(named, linked) =>
            {
                Some((Type::Structured(linked), span))
            }
            (Some(named), _) => Some(named),
            // An object is no enumeration, a string no structured type.
            (None, Some((Type::Structured(_), _))) if primitive.is_some() => primitive,
            (None, Some((Type::Enum(_), _))) if seen.is_object => None,
            (None, Some(linked)) => Some(linked),
            (None, None) => primitive.or(annotated.filter(|_| !seen.is_stream)),
        };
        Answer {
            ty,
            cardinality: seen.cardinality.or_else(|| {
                let many = annotation.is_some_and(is_collection);
                many.then_some(Cardinality::Many)
            }),
            is_stream: seen.is_stream || redirects && !seen.is_object,
            is_object: seen.is_object,
        }
    }

    fn annotated(&self, annotation: &Annotation<'_>) -> Option<(Type, Span)> {
        let text = annotation.odata_type.as_ref()?;
        let (name, _) = words::collection(&text.text);
        let ty = match TypeName::parse(name) {
            Some(name) => self.find(&name)?,
            // Many pages have a wrong `Edm.String` there, so that a word of the Edm namespace says nothing.
            None => return None,
        };
        Some((ty, text.span))
    }
}

fn is_collection(annotation: &Annotation<'_>) -> bool {
    let text = annotation.odata_type.as_ref();
    annotation.is_collection || text.is_some_and(|text| words::collection(&text.text).1)
}

/// The value of an answer: what is in `value` where nothing but control information stands beside it.
fn body<'s>(node: &'s Node<'s>) -> Seen<'s> {
    let wrapped = match &node.value {
        Value::Object(members) => wrapped(members),
        _ => None,
    };
    let node = wrapped.map_or(node, |member| &member.value);
    let (cardinality, element) = match &node.value {
        Value::Array(items) => (Cardinality::Many, items.first()),
        _ => (Cardinality::One, Some(node)),
    };
    let mut seen = Seen {
        cardinality: Some(cardinality),
        ..Seen::default()
    };
    let Some(element) = element else { return seen };
    let primitive = match &element.value {
        Value::Object(_) => {
            seen.is_object = true;
            seen.named = type_named(element).map(|name| (name, element.span));
            None
        }
        Value::Bool(_) => Some(Primitive::Boolean),
        Value::Number(text) if text.contains('.') => Some(Primitive::Double),
        Value::Number(_) => Some(Primitive::Int32),
        Value::String(_) => Some(Primitive::String),
        Value::Null | Value::Array(_) => None,
    };
    seen.primitive = primitive.map(|ty| (ty, element.span));
    seen
}

/// The member `value` of an object, if there is none beside it but control information.
fn wrapped<'s>(members: &'s [Member<'s>]) -> Option<&'s Member<'s>> {
    let value = members.iter().find(|one| one.name == "value")?;
    let mut others = members.iter().filter(|one| one.name != "value");
    let is_list = matches!(value.value.value, Value::Array(_));
    (is_list || others.all(|one| one.name.contains('@'))).then_some(value)
}
