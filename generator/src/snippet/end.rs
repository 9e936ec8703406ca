//! The request at the end of an expression.

use super::arguments::Variables;
use super::index::shown;
use super::walk::{At, Place, Walked, find};
use super::{Gap, Snippets, VariableKind};
use crate::docs::page::Method;
use crate::lower::items::{Call, Field, Many, ReferenceVerb, TypePath, Value, ValueType, Verb};
use crate::model::StructuredId;

/// A request, without its query options.
pub(super) struct Ended {
    pub text: String,
    /// The model of its answer, where it has one.
    pub answer: Option<TypePath>,
}

impl<'s> Snippets<'s, '_> {
    pub(super) fn end<'n>(
        &self,
        method: Method,
        walked: Walked<'s, 'n>,
    ) -> Result<(Ended, Variables<'n>), Gap> {
        let Walked { at, mut variables } = walked;
        let ended = match at {
            At::Places(places) => self.verb(method, &places, &mut variables)?,
            At::Stream(text) => stream(method, &text, &mut variables)?,
            At::Property(place, property) => {
                self.property_verb(method, &place, property, &mut variables)?
            }
            At::RawProperty(place, property) => {
                let (constant, _) = self.constant(&place, property)?;
                let text = format!("{}.property({constant}).get_raw()", place.text);
                Ended { text, answer: None }
            }
            At::PropertyCount(place, property) => {
                let (constant, _) = self.constant(&place, property)?;
                let text = format!("{}.property({constant}).count()", place.text);
                Ended { text, answer: None }
            }
            At::References(places) => self.reference(method, &places, &mut variables)?,
            At::Request(text, verb, answer) if verb == method => Ended { text, answer },
            At::Request(..) => {
                let message = format!("the result of the operation has no {}", method.as_str());
                return Err(Gap::new("not-offered", message));
            }
        };
        Ok((ended, variables))
    }

    fn verb(
        &self,
        method: Method,
        places: &[Place<'s>],
        variables: &mut Variables<'_>,
    ) -> Result<Ended, Gap> {
        let does = |call: &Call| match call {
            Call::Verb(verb, _) => matches!(
                (verb, method),
                (Verb::Get | Verb::List, Method::Get)
                    | (Verb::Create, Method::Post)
                    | (Verb::Update, Method::Patch)
                    | (Verb::Replace, Method::Put)
                    | (Verb::Delete, Method::Delete)
            ),
            _ => false,
        };
        let gap = || self.missing(places, method.as_str());
        let (place, found) = find(self, places, does).ok_or_else(gap)?;
        let Call::Verb(verb, model) = &found.call else {
            return Err(gap());
        };
        if let Some(narrowed) = &place.narrowed {
            let name = match verb {
                Verb::Get => "get_as",
                Verb::List => "list_as",
                _ => return Err(gap()),
            };
            return Ok(Ended {
                text: format!("{}.{name}::<{}>()", narrowed.before, shown(&narrowed.to)),
                answer: Some(narrowed.to.clone()),
            });
        }
        let argument = match verb {
            Verb::Get | Verb::List | Verb::Delete => String::new(),
            Verb::Create | Verb::Replace => {
                variables.declare("value", VariableKind::Model(model.clone()))
            }
            Verb::Update => variables.declare("patch", VariableKind::Patch(model.clone())),
        };
        Ok(Ended {
            text: place.call(found, &argument),
            answer: Some(model.clone()),
        })
    }

    fn reference(
        &self,
        method: Method,
        places: &[Place<'s>],
        variables: &mut Variables<'_>,
    ) -> Result<Ended, Gap> {
        let does = |call: &Call| match call {
            Call::Reference(verb) => matches!(
                (verb, method),
                (ReferenceVerb::Add, Method::Post)
                    | (ReferenceVerb::Set, Method::Put)
                    | (
                        ReferenceVerb::Remove | ReferenceVerb::RemoveFrom,
                        Method::Delete
                    )
                    | (ReferenceVerb::List | ReferenceVerb::Get, Method::Get)
            ),
            _ => false,
        };
        let gap = || self.missing(places, &format!("{} of `$ref`", method.as_str()));
        let (place, found) = find(self, places, does).ok_or_else(gap)?;
        let argument = match &found.call {
            Call::Reference(
                ReferenceVerb::Add | ReferenceVerb::Set | ReferenceVerb::RemoveFrom,
            ) => variables.declare("reference", VariableKind::Reference),
            _ => String::new(),
        };
        Ok(Ended {
            text: place.call(found, &argument),
            answer: None,
        })
    }

    fn property_verb(
        &self,
        method: Method,
        place: &Place<'s>,
        property: (StructuredId, usize),
        variables: &mut Variables<'_>,
    ) -> Result<Ended, Gap> {
        let (constant, field) = self.constant(place, property)?;
        let model = match (&field.ty.value, field.ty.many) {
            (Value::Model(path), Many::One) => Some(path),
            _ => None,
        };
        let call = match (method, model) {
            (Method::Get, ..) => "get()".to_owned(),
            (Method::Put, _) => {
                let kind = VariableKind::Property(field.ty.clone());
                format!("put({})", variables.declare("value", kind))
            }
            (Method::Delete, _) => "delete()".to_owned(),
            (Method::Post, _) if field.ty.many == Many::Collection => {
                let kind = VariableKind::Property(ValueType {
                    many: Many::One,
                    ..field.ty.clone()
                });
                format!("insert({})", variables.declare("value", kind))
            }
            (Method::Patch, Some(path)) => {
                let kind = VariableKind::Patch(path.clone());
                format!("update({})", variables.declare("patch", kind))
            }
            _ => {
                let message = format!(
                    "the property `{}` has no {} there",
                    field.wire,
                    method.as_str()
                );
                return Err(Gap::new("not-offered", message));
            }
        };
        Ok(Ended {
            text: format!("{}.property({constant}).{call}", place.text),
            answer: model.cloned(),
        })
    }

    /// The constant of a property: `graph::User::DISPLAY_NAME`.
    fn constant(
        &self,
        place: &Place<'s>,
        (owner, index): (StructuredId, usize),
    ) -> Result<(String, &'s Field), Gap> {
        let wire = self.model[owner].properties[index].name;
        let path = self.index.model_named(&self.model.qualified(owner));
        let found = path.and_then(|path| {
            let fields = &self.index.model(path)?.fields;
            let field = fields.iter().find(|field| &*field.wire == wire)?;
            Some((format!("{}::{}", shown(path), field.constant), field))
        });
        found.ok_or_else(|| self.missing(std::slice::from_ref(place), &format!("`{wire}`")))
    }
}

fn stream(method: Method, text: &str, variables: &mut Variables<'_>) -> Result<Ended, Gap> {
    let call = match method {
        Method::Get => "get()".to_owned(),
        Method::Put => {
            let content = variables.declare("content", VariableKind::Content);
            let content_type = variables.declare("content_type", VariableKind::ContentType);
            format!("put({content}, {content_type})")
        }
        Method::Delete => "delete()".to_owned(),
        _ => {
            let message = format!("a stream has no {} there", method.as_str());
            return Err(Gap::new("not-offered", message));
        }
    };
    Ok(Ended {
        text: format!("{text}.{call}"),
        answer: None,
    })
}
