//! From syntax trees to the model, in five passes over all documents together.

mod annotate;
mod container;
mod declare;
mod inherit;
mod lookup;
mod resolve;
#[cfg(test)]
mod tests;

pub(crate) use lookup::NO_SEGMENT;

use super::{Fact, Facts, Model, NamespaceId, Primitive, Term, Type, TypeUse};
use crate::csdl::{Annotation, Document, TypeRef};
use crate::diagnostics::Diagnostics;
use std::borrow::Cow;
use std::collections::HashMap;

/// Links the documents into one model. Problems go to `diagnostics`; the model is then still whole
/// enough to go on and find more of them.
pub fn link<'a>(documents: &'a [Document<'a>], diagnostics: &mut Diagnostics) -> Model<'a> {
    let mut linker = Linker {
        model: Model::default(),
        scopes: Vec::with_capacity(documents.len()),
        definitions: HashMap::new(),
        containers: Vec::new(),
        diagnostics,
    };
    linker.declare(documents);
    linker.resolve(documents);
    linker.inherit();
    linker.annotate(documents);
    linker.finish();
    linker.model
}

/// The state that the passes share.
struct Linker<'a, 'd> {
    model: Model<'a>,
    /// For each document: its namespaces' names and aliases.
    scopes: Vec<HashMap<&'a str, NamespaceId>>,
    /// Type definitions by name, resolved to the primitive underneath.
    definitions: HashMap<(NamespaceId, &'a str), Primitive>,
    /// The qualified names of the entity containers.
    containers: Vec<(NamespaceId, &'a str)>,
    diagnostics: &'d mut Diagnostics,
}

/// Why a name does not resolve.
enum Unresolved {
    /// No schema has this namespace or alias.
    Namespace,
    /// The namespace has no such type.
    Name,
}

impl<'a> Linker<'a, '_> {
    /// Splits a qualified name and finds its namespace as `document` knows it.
    fn split<'n>(&self, document: usize, qualified: &'n str) -> Option<(NamespaceId, &'n str)> {
        let (prefix, name) = qualified.rsplit_once('.')?;
        let namespace = self.scopes[document]
            .get(prefix)
            .or_else(|| self.model.prefixes.get(prefix))?;
        Some((*namespace, name))
    }

    fn find(&self, document: usize, qualified: &str) -> Result<Type, Unresolved> {
        if let Some(name) = qualified.strip_prefix("Edm.") {
            return Primitive::parse(name)
                .map(Type::Primitive)
                .ok_or(Unresolved::Name);
        }
        let (namespace, name) = self
            .split(document, qualified)
            .ok_or(Unresolved::Namespace)?;
        let definition = || self.definitions.get(&(namespace, name));
        self.model
            .by_name
            .get(&(namespace, name))
            .copied()
            .or_else(|| definition().map(|underlying| Type::Primitive(*underlying)))
            .ok_or(Unresolved::Name)
    }

    fn find_use(&self, document: usize, reference: &TypeRef<'a>) -> Result<TypeUse, Unresolved> {
        Ok(TypeUse {
            ty: self.find(document, &reference.name)?,
            cardinality: reference.cardinality,
            span: reference.span,
        })
    }

    /// What to tell a person about a name that does not resolve.
    fn explain(&self, document: usize, qualified: &str, why: &Unresolved) -> String {
        let prefix = qualified.rsplit_once('.').map(|(prefix, _)| prefix);
        match (why, prefix) {
            (_, None) => "type names are qualified: NAMESPACE.NAME or ALIAS.NAME".to_owned(),
            (Unresolved::Namespace, Some(prefix)) => {
                format!("no schema of the input has the namespace or alias `{prefix}`")
            }
            (Unresolved::Name, Some("Edm")) => "no such type in the Edm namespace".to_owned(),
            (Unresolved::Name, Some(prefix)) => {
                let namespace = self
                    .split(document, qualified)
                    .map_or(prefix, |(id, _)| self.model.namespaces[id.index()].name);
                format!("the schema `{namespace}` declares no type of this name")
            }
        }
    }

    /// The annotations that stand inside an element.
    fn facts(&self, document: usize, annotations: &'a [Annotation<'a>]) -> Facts<'a> {
        let mut facts = Facts::default();
        for annotation in annotations {
            facts.push(self.fact(document, annotation));
        }
        facts
    }

    fn fact(&self, document: usize, annotation: &'a Annotation<'a>) -> Fact<'a> {
        let term = match Term::parse(&annotation.term) {
            Term::Other => Term::parse(&self.unaliased(document, &annotation.term)),
            known => known,
        };
        Fact { term, annotation }
    }

    fn unaliased<'n>(&self, document: usize, qualified: &'n str) -> Cow<'n, str> {
        match self.split(document, qualified) {
            Some((namespace, name)) => Cow::Owned(format!(
                "{}.{name}",
                self.model.namespaces[namespace.index()].name
            )),
            None => Cow::Borrowed(qualified),
        }
    }

    /// What follows from annotations once all of them are in place.
    fn finish(&mut self) {
        for ty in &mut self.model.structured {
            let keys = ty.facts.alternate_keys().into_iter();
            ty.alternate_keys = keys
                .filter(|names| !names.is_empty())
                .map(|names| super::AlternateKey { names })
                .collect();
        }
        for operation in &mut self.model.operations {
            for parameter in &mut operation.parameters {
                parameter.optional = parameter.facts.tagged(Term::OptionalParameter);
            }
        }
    }
}
