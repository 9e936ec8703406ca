//! Request bodies: what may be sent of a model, and what is refused.

use std::fmt;

use serde::de::{Deserializer, MapAccess, Visitor};

use crate::cast::{IsA, ODATA_TYPE, is_typed, type_annotation};
use crate::codec::{Written, additional_of, equal};
use crate::json::Json;
use crate::model::Model;
use crate::shape::{Shape, marks};
use crate::slot::View;

/// Why a value cannot be the body of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BodyError {
    /// The value for an update carries this control information, so it was read and holds more than what is to be changed.
    WasRead(&'static str),
    /// The property is computed by the service.
    ReadOnly(&'static str),
    /// The property can be set on creation only.
    CreateOnly(&'static str),
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WasRead(name) => write!(
                f,
                "the value carries `{name}`, so it was read and not built for this update; \
                 send `new.changes_since(&old)`, or a new value with just the properties to change"
            ),
            Self::ReadOnly(name) => {
                write!(f, "property `{name}` is read-only: the service sets it")
            }
            Self::CreateOnly(name) => write!(f, "property `{name}` can be set on creation only"),
        }
    }
}

impl std::error::Error for BodyError {}

/// What a body is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// POST of a new resource, PUT of a whole one.
    Create,
    /// PATCH.
    Update,
    /// Parameters of an action; marks of properties say nothing there.
    Call,
}

/// The body that creates a `T` from a value of `T` or of a type derived from it, whose `@odata.type` is added then.
///
/// # Errors
/// When a read-only property is set.
pub fn create_body<T: Model, U: Model + IsA<T>>(value: &U) -> Result<Json, BodyError> {
    positioned_body(value.as_model(), U::shape(), T::shape(), Purpose::Create)
}

/// The body with the parameters of an action.
///
/// # Errors
/// None at present; marks do not count in a call.
pub fn call_body(parameters: &dyn Model, shape: &'static Shape) -> Result<Json, BodyError> {
    positioned_body(parameters, shape, shape, Purpose::Call)
}

pub(crate) fn positioned_body(
    model: &dyn Model,
    shape: &'static Shape,
    position: &'static Shape,
    purpose: Purpose,
) -> Result<Json, BodyError> {
    let mut body = BodyWriter::new(purpose);
    if !std::ptr::eq(shape, position) && !is_typed(model, shape) {
        body.member(ODATA_TYPE, View::Json(&type_annotation(shape)), &[])?;
    }
    body.members(model, shape, &[])?;
    Ok(body.finish())
}

/// Writes an object, member by member.
pub(crate) struct BodyWriter {
    text: String,
    purpose: Purpose,
}

impl BodyWriter {
    pub(crate) fn new(purpose: Purpose) -> Self {
        Self {
            text: "{".to_owned(),
            purpose,
        }
    }

    pub(crate) fn finish(mut self) -> Json {
        self.close('}');
        Json::from_valid(self.text)
    }

    /// Writes one member. `old` are the models that stood at its place; what they hold too was read, not set.
    pub(crate) fn member(
        &mut self,
        name: &str,
        value: View<'_>,
        old: &[Known<'_>],
    ) -> Result<(), BodyError> {
        self.text.push_str(Json::from(name).as_str());
        self.text.push(':');
        self.value(value, old)?;
        self.text.push(',');
        Ok(())
    }

    fn members(
        &mut self,
        model: &dyn Model,
        shape: &'static Shape,
        old: &[Known<'_>],
    ) -> Result<(), BodyError> {
        let kept = || {
            additional_of(model, shape)
                .into_iter()
                .flat_map(|additional| additional.iter())
                .filter(|(name, _)| is_sent(name))
        };
        for (name, json) in kept().filter(|(name, _)| name.starts_with('@')) {
            self.member(name, View::Json(json), &[])?;
        }
        for (position, (name, bits)) in shape.properties().iter().enumerate() {
            let view = model.slot(position).view();
            if matches!(view, View::Absent) {
                continue;
            }
            let was_read = || {
                old.iter().any(|old| {
                    std::ptr::eq(old.1, shape) && equal(old.0.slot(position).view(), view)
                })
            };
            if bits & (marks::read_only | marks::create_only) != 0 && self.purpose != Purpose::Call
            {
                match check(self.purpose, name, *bits) {
                    Err(error) if !was_read() => return Err(error),
                    Err(BodyError::ReadOnly(_)) => continue,
                    _ => {}
                }
            }
            let nested: Vec<_> = old
                .iter()
                .filter(|old| std::ptr::eq(old.1, shape))
                .flat_map(|old| models_in(old.0.slot(position).view()))
                .collect();
            self.member(name, view, &nested)?;
        }
        for (name, json) in kept().filter(|(name, _)| !name.starts_with('@')) {
            self.member(name, View::Json(json), &[])?;
        }
        Ok(())
    }

    fn value(&mut self, value: View<'_>, old: &[Known<'_>]) -> Result<(), BodyError> {
        match value {
            View::Model(model, shape) => {
                self.text.push('{');
                self.members(model, shape, old)?;
                self.close('}');
            }
            View::List(list) => {
                self.text.push('[');
                for index in 0..list.len() {
                    self.value(list.at(index), old)?;
                    self.text.push(',');
                }
                self.close(']');
            }
            View::Json(json) => self.stripped(json.as_str(), 0),
            other => {
                // Nothing that the other views hold can fail to become JSON text.
                self.text.push_str(
                    &serde_json::to_string(&Written(other)).unwrap_or_else(|_| "null".to_owned()),
                );
            }
        }
        Ok(())
    }

    /// Writes JSON text without the control information in it; everything else keeps its spelling.
    fn stripped(&mut self, text: &str, depth: usize) {
        if depth < DEEPEST && text.contains("@odata.") {
            if let Ok(members) =
                serde_json::Deserializer::from_str(text).deserialize_map(MembersVisitor)
            {
                self.text.push('{');
                for (name, json) in members.iter().filter(|(name, _)| is_sent(name)) {
                    self.text.push_str(Json::from(name.as_str()).as_str());
                    self.text.push(':');
                    self.stripped(json.as_str(), depth + 1);
                    self.text.push(',');
                }
                return self.close('}');
            }
            if let Ok(elements) = serde_json::from_str::<Vec<Json>>(text) {
                self.text.push('[');
                for json in &elements {
                    self.stripped(json.as_str(), depth + 1);
                    self.text.push(',');
                }
                return self.close(']');
            }
        }
        self.text.push_str(text);
    }

    /// Ends an object or array, whose members all have a comma after them.
    fn close(&mut self, end: char) {
        if self.text.ends_with(',') {
            self.text.pop();
        }
        self.text.push(end);
    }
}

/// Where looking for control information ends; serde_json follows no deeper either.
const DEEPEST: usize = 128;

/// A model that stood where another is now.
pub(crate) type Known<'a> = (&'a dyn Model, &'static Shape);

/// The model, or the models of the list.
pub(crate) fn models_in(view: View<'_>) -> Vec<Known<'_>> {
    match view {
        View::Model(model, shape) => vec![(model, shape)],
        View::List(list) => (0..list.len())
            .flat_map(|index| models_in(list.at(index)))
            .collect(),
        _ => Vec::new(),
    }
}

/// Whether the property may be in a body.
pub(crate) fn check(purpose: Purpose, name: &'static str, bits: u8) -> Result<(), BodyError> {
    match purpose {
        Purpose::Create | Purpose::Update if bits & marks::read_only != 0 => {
            Err(BodyError::ReadOnly(name))
        }
        Purpose::Update if bits & marks::create_only != 0 => Err(BodyError::CreateOnly(name)),
        _ => Ok(()),
    }
}

/// Whether a member that is not declared may be in a body: no control information but types, ids and bindings.
/// Annotations of other namespaces (`@microsoft.graph.conflictBehavior`) are the caller's own.
pub(crate) fn is_sent(name: &str) -> bool {
    match name.rsplit_once('@') {
        Some((_, "odata.type" | "odata.bind")) | Some(("", "odata.id")) | None => true,
        Some((_, annotation)) => !annotation.starts_with("odata."),
    }
}

/// The members of an object, in order, each with its JSON text.
struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Vec<(String, Json)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            members.push((name, map.next_value()?));
        }
        Ok(members)
    }
}
