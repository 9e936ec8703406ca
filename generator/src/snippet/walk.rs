//! From step to step of a resolution, along the methods of the builders.

use super::arguments::Variables;
use super::index::shown;
use super::query::Options;
use super::{Gap, Snippets};
use crate::csdl::OperationKind;
use crate::docs::page::Method as Verb;
use crate::lower::items::{
    Addressing, Builder, BuilderOf, Call, Many, Method, Operation, Reach, Returns, Target,
    TargetReach, TypePath,
};
use crate::model::path::{Resolution, Step, StepKind, SystemSegment};
use crate::model::{OperationId, StructuredId};
use std::collections::BTreeSet;

/// Where an expression stands.
#[derive(Debug, Clone)]
pub(super) enum At<'s> {
    /// At one of these: after a cast there are several ways to go on.
    Places(Vec<Place<'s>>),
    /// At a stream.
    Stream(String),
    /// At a structural property without a builder of its own.
    Property(Place<'s>, (StructuredId, usize)),
    /// At a property's text or bytes.
    RawProperty(Place<'s>, (StructuredId, usize)),
    /// At the number of values of a property.
    PropertyCount(Place<'s>, (StructuredId, usize)),
    /// At the references of a place.
    References(Vec<Place<'s>>),
    /// A request, its verb, and the model of its answer where it has one.
    Request(String, Verb, Option<TypePath>),
}

/// A builder, and the expression that makes it.
#[derive(Debug, Clone)]
pub(super) struct Place<'s> {
    pub text: String,
    pub on: On<'s>,
    pub reach: TargetReach,
    /// A cast that the builder does not know of, for requests that are made as another type.
    pub narrowed: Option<Narrowed>,
}

/// A cast to a type that has no builder of its own.
#[derive(Debug, Clone)]
pub(super) struct Narrowed {
    /// The expression before the cast.
    pub before: String,
    pub to: TypePath,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum On<'s> {
    Root,
    Builder(&'s Builder),
}

/// What a walk found.
pub(super) struct Walked<'s, 'n> {
    pub at: At<'s>,
    pub variables: Variables<'n>,
}

impl<'s> Place<'s> {
    pub(super) fn methods(&self, root: &'s [Method]) -> impl Iterator<Item = &'s Method> + use<'s> {
        let methods = match self.on {
            On::Root => root,
            On::Builder(builder) => &builder.methods,
        };
        let reach = self.reach;
        methods.iter().filter(move |one| match one.reach {
            Reach::Any => true,
            Reach::Owned => reach == TargetReach::Owned,
            Reach::Referenced => reach == TargetReach::Referenced,
            Reach::Granted => reach == TargetReach::Granted,
        })
    }

    /// The call of a method there.
    pub(super) fn call(&self, method: &Method, arguments: &str) -> String {
        [&self.text, ".", &*method.name, "(", arguments, ")"].concat()
    }

    fn many(&self) -> Option<(Many, &'s TypePath)> {
        match self.on {
            On::Root => None,
            On::Builder(builder) => match &builder.of {
                BuilderOf::One(model) => Some((Many::One, model)),
                BuilderOf::Many(model) => Some((Many::Collection, model)),
                BuilderOf::Way => None,
            },
        }
    }

    /// What stands there, as a word for names and messages.
    pub(super) fn word(&self) -> String {
        match self.on {
            On::Root => "graph".to_owned(),
            On::Builder(builder) => match &builder.of {
                BuilderOf::One(model) | BuilderOf::Many(model) => model.name.to_string(),
                BuilderOf::Way => builder
                    .name
                    .replace("RequestBuilder", "")
                    .replace("Collection", ""),
            },
        }
    }
}

/// What a step needs to know of the way.
struct Ahead<'w> {
    verb: Verb,
    /// Whether more steps follow.
    rest: &'w [Step],
}

impl<'s, 'a> Snippets<'s, 'a> {
    pub(super) fn walk(
        &self,
        verb: Verb,
        resolution: &Resolution,
        options: &mut Options,
    ) -> Result<Walked<'s, '_>, Gap> {
        let mut variables = Variables::new(&self.names);
        let mut at = At::Places(vec![Place {
            text: "graph".to_owned(),
            on: On::Root,
            reach: TargetReach::Owned,
            narrowed: None,
        }]);
        let steps = resolution.steps.as_slice();
        for (index, step) in steps.iter().enumerate() {
            let ahead = Ahead {
                verb,
                rest: &steps[index + 1..],
            };
            at = self.step(at, &step.kind, &ahead, options, &mut variables)?;
        }
        Ok(Walked { at, variables })
    }

    fn step(
        &self,
        at: At<'s>,
        step: &StepKind,
        ahead: &Ahead<'_>,
        options: &mut Options,
        variables: &mut Variables<'_>,
    ) -> Result<At<'s>, Gap> {
        let places = match (at, step) {
            (At::Places(places), _) => places,
            (At::Property(place, property), StepKind::System(SystemSegment::Value)) => {
                return Ok(At::RawProperty(place, property));
            }
            (At::Property(place, property), StepKind::System(SystemSegment::Count)) => {
                return Ok(At::PropertyCount(place, property));
            }
            (At::Property(..), _) => {
                let message =
                    "no builder leads further from a property of a complex type".to_owned();
                return Err(Gap::new("property-without-builder", message));
            }
            _ => {
                let message = "no builder leads further from here".to_owned();
                return Err(Gap::new("end-of-builders", message));
            }
        };
        match step {
            StepKind::Child(index) => {
                let name = self.model.children[*index].name;
                // An import is called by the step that follows.
                if matches!(
                    ahead.rest.first().map(|step| &step.kind),
                    Some(StepKind::Operation(..))
                ) && segment(self, &places, name).is_none()
                {
                    return Ok(At::Places(places));
                }
                self.follow(&places, name, options, variables)
            }
            StepKind::Navigation(owner, index) => {
                let name = self.model[*owner].navigation[*index].name;
                self.follow(&places, name, options, variables)
            }
            StepKind::Property(owner, index) => {
                self.property(places, (*owner, *index), options, variables)
            }
            StepKind::Key(parts) => self.key(&places, parts, variables),
            StepKind::AlternateKey(parts) => self.alternate_key(&places, parts, variables),
            StepKind::Cast(to) => self.cast(places, *to),
            StepKind::Operation(id, given) => self.operation(&places, *id, given, ahead, variables),
            StepKind::ItemPath(path) => {
                let path = variables.text("item_path", path);
                self.addressed(&places, Addressing::ItemPath, &path)
            }
            StepKind::SitePath(host, path) => {
                let host = variables.text("host", host);
                let path = variables.text("site_path", path);
                self.addressed(&places, Addressing::SitePath, &format!("{host}, {path}"))
            }
            StepKind::System(SystemSegment::Count) => {
                let found = find(self, &places, |call| matches!(call, Call::Count(_)));
                let (place, method) = found.ok_or_else(|| self.missing(&places, "`$count`"))?;
                let text = place.call(method, "");
                Ok(At::Request(text, Verb::Get, None))
            }
            StepKind::System(SystemSegment::Ref) => Ok(At::References(places)),
            StepKind::System(SystemSegment::Value) => {
                let found = find(self, &places, |call| matches!(call, Call::Stream(None)));
                let (place, method) =
                    found.ok_or_else(|| self.missing(&places, "a media stream"))?;
                let text = place.call(method, "");
                Ok(At::Stream(text))
            }
        }
    }

    /// Why a place does not offer something.
    pub(super) fn missing(&self, places: &[Place<'s>], what: &str) -> Gap {
        let Some(place) = places.first() else {
            return Gap::new("not-offered", format!("nothing offers {what}"));
        };
        let how = match place.reach {
            TargetReach::Referenced | TargetReach::Granted => ", reached by a reference,",
            _ => "",
        };
        Gap::new(
            "not-offered",
            format!(
                "the builder of `{}`{how} does not offer {what}",
                place.word()
            ),
        )
    }

    fn next(&self, place: &Place<'s>, text: String, target: &Target) -> Result<At<'s>, Gap> {
        let Some(builder) = self.index.builder(&target.builder) else {
            let message = format!("`{}` is not part of the client", target.builder.name);
            return Err(Gap::new("not-selected", message));
        };
        let reach = match target.reach {
            TargetReach::Same => place.reach,
            other => other,
        };
        Ok(At::Places(vec![Place {
            text,
            on: On::Builder(builder),
            reach,
            narrowed: None,
        }]))
    }

    fn follow(
        &self,
        places: &[Place<'s>],
        name: &str,
        options: &mut Options,
        variables: &mut Variables<'_>,
    ) -> Result<At<'s>, Gap> {
        let Some((place, method, target, required)) = segment(self, places, name) else {
            return Err(self.missing(places, &format!("`{name}`")));
        };
        let arguments: Vec<_> = required
            .iter()
            .map(|(parameter, option)| match options.take(option) {
                Some(value) => variables.text(parameter, &value),
                None => variables.text(parameter, &format!("{{{option}}}")),
            })
            .collect();
        let text = place.call(method, &arguments.join(", "));
        self.next(place, text, target)
    }

    fn property(
        &self,
        places: Vec<Place<'s>>,
        (owner, index): (StructuredId, usize),
        options: &mut Options,
        variables: &mut Variables<'_>,
    ) -> Result<At<'s>, Gap> {
        let property = &self.model[owner].properties[index];
        if segment(self, &places, property.name).is_some() {
            return self.follow(&places, property.name, options, variables);
        }
        let is_stream =
            |call: &Call| matches!(call, Call::Stream(Some(name)) if name == property.name);
        if let Some((place, method)) = find(self, &places, is_stream) {
            let text = place.call(method, "");
            return Ok(At::Stream(text));
        }
        let one = |place: &Place<'s>| matches!(place.many(), Some((Many::One, _)));
        match places.iter().find(|place| one(place)) {
            Some(place) => Ok(At::Property(place.clone(), (owner, index))),
            None => Err(self.missing(&places, &format!("`{}`", property.name))),
        }
    }

    fn key(
        &self,
        places: &[Place<'s>],
        parts: &[(Option<String>, String)],
        variables: &mut Variables<'_>,
    ) -> Result<At<'s>, Gap> {
        let found = find(self, places, |call| matches!(call, Call::Key(..)));
        let (place, method) = found.ok_or_else(|| self.missing(places, "a key"))?;
        let Call::Key(wanted, target) = &method.call else {
            return Err(self.missing(places, "a key"));
        };
        let word = place.word();
        let mut arguments = Vec::with_capacity(wanted.len());
        for (_, wire) in wanted {
            let named = parts
                .iter()
                .find(|(name, _)| name.as_deref() == Some(&**wire));
            let part = named.or(match parts {
                [only] if wanted.len() == 1 => Some(only),
                _ => None,
            });
            let Some((_, value)) = part else {
                let message = format!("a key of `{word}` has {} parts", wanted.len());
                return Err(Gap::new("key-with-parts", message));
            };
            arguments.push(variables.key(&word, wire, value));
        }
        let text = place.call(method, &arguments.join(", "));
        self.next(place, text, target)
    }

    fn alternate_key(
        &self,
        places: &[Place<'s>],
        parts: &[(String, String)],
        variables: &mut Variables<'_>,
    ) -> Result<At<'s>, Gap> {
        let given: BTreeSet<&str> = parts.iter().map(|(name, _)| &**name).collect();
        let is_same = |call: &Call| match call {
            Call::AlternateKey(wanted, _) => {
                let wanted: BTreeSet<&str> = wanted.iter().map(|(_, wire)| &**wire).collect();
                wanted == given
            }
            _ => false,
        };
        let names = given.iter().copied().collect::<Vec<_>>().join(", ");
        let gap = || self.missing(places, &format!("the key `{names}`"));
        let (place, method) = find(self, places, is_same).ok_or_else(gap)?;
        let Call::AlternateKey(wanted, target) = &method.call else {
            return Err(gap());
        };
        let word = place.word();
        let values = wanted.iter().filter_map(|(_, wire)| {
            let (_, value) = parts.iter().find(|(name, _)| **name == **wire)?;
            Some(variables.key(&word, wire, value))
        });
        let values: Vec<_> = values.collect();
        let text = place.call(method, &values.join(", "));
        self.next(place, text, target)
    }

    /// A cast leads to the type's own builder, or stays with that of its base, for what the type inherits.
    fn cast(&self, places: Vec<Place<'s>>, to: StructuredId) -> Result<At<'s>, Gap> {
        let wire = self.model.qualified(to);
        let Some(to) = self.index.model_named(&wire) else {
            return Err(Gap::new(
                "not-selected",
                format!("`{wire}` is not part of the client"),
            ));
        };
        let mut ways = Vec::new();
        for place in &places {
            let Some((many, _)) = place.many() else {
                continue;
            };
            if let Some(builder) = self.index.builder_of(to, many) {
                ways.push(Place {
                    text: format!("{}.cast::<{}>()", place.text, shown(to)),
                    on: On::Builder(builder),
                    reach: place.reach,
                    narrowed: None,
                });
            }
        }
        for place in places {
            ways.push(Place {
                text: format!("{}.narrow::<{}>()", place.text, shown(to)),
                narrowed: Some(Narrowed {
                    before: place.text,
                    to: to.clone(),
                }),
                ..place
            });
        }
        Ok(At::Places(ways))
    }

    fn addressed(
        &self,
        places: &[Place<'s>],
        by: Addressing,
        arguments: &str,
    ) -> Result<At<'s>, Gap> {
        let is_it = |call: &Call| matches!(call, Call::Addressed(one, _) if *one == by);
        let gap = || self.missing(places, "addressing by path");
        let (place, method) = find(self, places, is_it).ok_or_else(gap)?;
        let Call::Addressed(_, target) = &method.call else {
            return Err(gap());
        };
        let text = place.call(method, arguments);
        self.next(place, text, target)
    }

    fn operation(
        &self,
        places: &[Place<'s>],
        id: OperationId,
        given: &[(String, String)],
        ahead: &Ahead<'_>,
        variables: &mut Variables<'_>,
    ) -> Result<At<'s>, Gap> {
        let wanted = &self.model[id];
        let segment = if wanted.binding.is_some() {
            self.model.operation_segment(id)
        } else {
            let imports = self.model.children.iter();
            let mut imports = imports.filter(|child| {
                matches!(child.kind, crate::model::ChildKind::OperationImport(import)
                    if self.model[import].name == wanted.name
                        && self.model[import].namespace == wanted.namespace)
            });
            imports
                .next()
                .map_or_else(String::new, |child| child.name.to_owned())
        };
        let names: Vec<&str> = wanted.parameters.iter().map(|one| one.name).collect();
        let calls_it = |call: &Call| match call {
            Call::Operation(operation) => {
                operation.segment == segment
                    && operation.kind == wanted.kind
                    && takes(operation, &names)
            }
            _ => false,
        };
        let gap = || self.missing(places, &format!("`{segment}`"));
        let (place, method) = find(self, places, calls_it).ok_or_else(gap)?;
        let Call::Operation(operation) = &method.call else {
            return Err(gap());
        };
        let is_posted = ahead.verb == Verb::Post && ahead.rest.is_empty();
        if is_posted && operation.kind == OperationKind::Function {
            let message = format!("the function `{segment}` is called by GET");
            return Err(Gap::new("function-by-post", message));
        }
        let arguments = variables.arguments(operation, given, &self.index);
        let text = place.call(method, &arguments.join(", "));
        let verb = match operation.kind {
            OperationKind::Action => Verb::Post,
            OperationKind::Function => Verb::Get,
        };
        match &operation.returns {
            Returns::Builder(target) => self.next(place, text, target),
            Returns::Value(value) | Returns::Optional(value) | Returns::Page(value) => {
                Ok(At::Request(text, verb, model_of(value)))
            }
            Returns::Nothing | Returns::Stream => Ok(At::Request(text, verb, None)),
        }
    }
}

fn model_of(value: &crate::lower::items::Value) -> Option<TypePath> {
    match value {
        crate::lower::items::Value::Model(path) => Some(path.clone()),
        _ => None,
    }
}

/// Whether a method calls the overload with these parameters; an action has no others.
fn takes(operation: &Operation, names: &[&str]) -> bool {
    if operation.overloads.is_empty() {
        return true;
    }
    let mut overloads = operation.overloads.iter();
    overloads.any(|overload| {
        overload.len() == names.len() && overload.iter().all(|one| names.contains(&&*one.wire))
    })
}

/// The first place with a method that does this.
pub(super) fn find<'p, 's>(
    snippets: &Snippets<'s, '_>,
    places: &'p [Place<'s>],
    does: impl Fn(&Call) -> bool,
) -> Option<(&'p Place<'s>, &'s Method)> {
    places.iter().find_map(|place| {
        let mut methods = place.methods(snippets.index.root);
        let method = methods.find(|method| does(&method.call))?;
        Some((place, method))
    })
}

type Segment<'p, 's> = (
    &'p Place<'s>,
    &'s Method,
    &'s Target,
    &'s [(std::sync::Arc<str>, &'static str)],
);

fn segment<'p, 's>(
    snippets: &Snippets<'s, '_>,
    places: &'p [Place<'s>],
    name: &str,
) -> Option<Segment<'p, 's>> {
    let (place, method) = find(
        snippets,
        places,
        |call| matches!(call, Call::Segment { segment, .. } if segment == name),
    )?;
    match &method.call {
        Call::Segment {
            target,
            required_query,
            ..
        } => Some((place, method, target, required_query)),
        _ => None,
    }
}
