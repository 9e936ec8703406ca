//! The route of a request: its path with every value left out.

use super::{Resolution, StepKind, SystemSegment};
use crate::csdl::OperationKind;
use crate::model::{Model, OperationId};
use std::fmt::Write as _;

/// What stands for a value.
const VALUE: &str = "{}";

impl Resolution {
    /// The path with canonical names and `{}` for each key and argument, as the runtime's `Request::route` has it:
    /// `/users/{}/messages`, `/groups/delta()`, `/me/drive/root:/{}:/children`.
    pub fn route(&self, model: &Model<'_>) -> String {
        let mut route = Route {
            text: String::new(),
            owes_colon: false,
        };
        let mut import = None;
        for step in &self.steps {
            match &step.kind {
                StepKind::Child(at) => {
                    let name = model.children[*at].name;
                    import = Some(name);
                    route.segment(name);
                }
                StepKind::Key(parts) => {
                    let names: Vec<_> = parts
                        .iter()
                        .filter_map(|(name, _)| name.as_deref())
                        .collect();
                    match names.as_slice() {
                        [] | [_] => route.value(),
                        names => route.list(names),
                    }
                }
                StepKind::AlternateKey(parts) => {
                    let names: Vec<_> = parts.iter().map(|(name, _)| &**name).collect();
                    route.list(&names);
                }
                StepKind::Navigation(owner, at) => {
                    route.segment(model[*owner].navigation[*at].name);
                }
                StepKind::Property(owner, at) => {
                    route.segment(model[*owner].properties[*at].name);
                }
                StepKind::Cast(ty) => route.segment(&model.qualified(*ty)),
                StepKind::Operation(id, given) => {
                    // The name of an import is there already.
                    if model[*id].binding.is_some() || import.is_none() {
                        route.segment(&model.operation_segment(*id));
                    }
                    if model[*id].kind == OperationKind::Function {
                        route.list(&written(model, *id, given));
                    }
                }
                StepKind::ItemPath(_) => route.address(),
                StepKind::SitePath(..) => {
                    route.value();
                    route.address();
                }
                StepKind::System(system) => route.segment(system.as_str()),
            }
        }
        route.text
    }
}

impl SystemSegment {
    /// The segment: `$count`, `$ref`, `$value`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Count => "$count",
            Self::Ref => "$ref",
            Self::Value => "$value",
        }
    }
}

/// The parameters of a call that stand in its URL: those that are given, and `null` for others that are not optional.
fn written<'a>(model: &Model<'a>, id: OperationId, given: &[(String, String)]) -> Vec<&'a str> {
    let parameters = model[id].parameters.iter();
    let is_written = |name: &str| given.iter().any(|(one, _)| one == name);
    let written = parameters.filter(|one| !one.optional || is_written(one.name));
    written.map(|one| one.name).collect()
}

struct Route {
    text: String,
    /// The path of an item was the last, and what follows begins with a colon.
    owes_colon: bool,
}

impl Route {
    fn segment(&mut self, name: &str) {
        self.slash();
        push_encoded(&mut self.text, name);
    }

    fn slash(&mut self) {
        if std::mem::take(&mut self.owes_colon) {
            self.text.push(':');
        }
        self.text.push('/');
    }

    fn value(&mut self) {
        self.slash();
        self.text.push_str(VALUE);
    }

    fn address(&mut self) {
        self.text.push_str(":/");
        self.text.push_str(VALUE);
        self.owes_colon = true;
    }

    fn list(&mut self, names: &[&str]) {
        self.text.push('(');
        for (index, name) in names.iter().enumerate() {
            if index > 0 {
                self.text.push(',');
            }
            push_encoded(&mut self.text, name);
            self.text.push('=');
            self.text.push_str(VALUE);
        }
        self.text.push(')');
    }
}

/// Appends a name as a URL has it: all but unreserved characters (RFC 3986) encoded, and the `$` of what OData itself
/// defines left.
fn push_encoded(text: &mut String, name: &str) {
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~$".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
}
