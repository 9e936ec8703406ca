//! Fourth pass: annotations that name their target (OData CSDL 4.01, clause 14.2.2).

use super::Linker;
use crate::csdl::{Annotations, Cardinality, Document};
use crate::model::{Fact, Facts, NamespaceId, OperationId, Type};
use std::collections::HashMap;

/// Operations by qualified name.
type Operations<'a> = HashMap<(NamespaceId, &'a str), Vec<OperationId>>;

impl<'a> Linker<'a, '_> {
    pub(super) fn annotate(&mut self, documents: &'a [Document<'a>]) {
        let mut operations = Operations::new();
        for (index, operation) in self.model.operations.iter().enumerate() {
            let key = (operation.namespace, operation.name);
            operations
                .entry(key)
                .or_default()
                .push(OperationId::new(index));
        }
        for (index, document) in documents.iter().enumerate() {
            for schema in &document.schemas {
                for block in &schema.targets {
                    let facts = block.annotations.iter().map(|one| self.fact(index, one));
                    let facts: Vec<_> = facts.collect();
                    if self
                        .annotate_block(index, block, &facts, &operations)
                        .is_none()
                    {
                        self.diagnostics
                            .warning(
                                "dangling-annotation-target",
                                format!(
                                    "annotations for `{}`, which is not declared, are left out",
                                    block.target
                                ),
                                block.span,
                            )
                            .label("no type, member, operation or container child of this name");
                    }
                }
            }
        }
    }

    fn annotate_block(
        &mut self,
        document: usize,
        block: &'a Annotations<'a>,
        facts: &[Fact<'a>],
        operations: &Operations<'a>,
    ) -> Option<()> {
        let target = &*block.target;
        if let Some((name, rest)) = target.split_once('(') {
            let (signature, below) = rest.rsplit_once(')')?;
            let (namespace, name) = self.split(document, name)?;
            let candidates = operations.get(&(namespace, name))?;
            let wanted = self.signature(document, signature)?;
            let id = candidates
                .iter()
                .find(|id| self.signature_of(**id) == wanted)?;
            return self.annotate_operation(*id, below, facts);
        }
        let (qualified, below) = match target.split_once('/') {
            Some((qualified, below)) => (qualified, Some(below)),
            None => (target, None),
        };
        let (namespace, name) = self.split(document, qualified)?;
        if let Some(ty) = self.model.by_name.get(&(namespace, name)).copied() {
            return self.annotate_type(ty, below, facts);
        }
        if self.containers.contains(&(namespace, name)) {
            let Some(child) = below else { return Some(()) };
            let children = &mut self.model.children;
            let child = children.iter_mut().find(|one| one.name == child)?;
            return extend(&mut child.facts, facts);
        }
        for id in operations.get(&(namespace, name))? {
            let below = below.map_or_else(String::new, |below| format!("/{below}"));
            self.annotate_operation(*id, &below, facts)?;
        }
        Some(())
    }

    fn annotate_type(&mut self, ty: Type, below: Option<&str>, facts: &[Fact<'a>]) -> Option<()> {
        match (ty, below) {
            (Type::Structured(id), None) => {
                extend(&mut self.model.structured[id.index()].facts, facts)
            }
            (Type::Structured(id), Some(member)) => {
                let ty = &mut self.model.structured[id.index()];
                let structural = ty.properties.iter_mut().find(|one| one.name == member);
                if let Some(property) = structural {
                    return extend(&mut property.facts, facts);
                }
                let property = ty.navigation.iter_mut().find(|one| one.name == member)?;
                extend(&mut property.facts, facts)
            }
            (Type::Enum(id), None) => extend(&mut self.model.enums[id.index()].facts, facts),
            (Type::Enum(id), Some(member)) => {
                let members = &mut self.model.enums[id.index()].members;
                let member = members.iter_mut().find(|one| one.name == member)?;
                extend(&mut member.facts, facts)
            }
            (Type::Primitive(_), _) => None,
        }
    }

    fn annotate_operation(
        &mut self,
        id: OperationId,
        below: &str,
        facts: &[Fact<'a>],
    ) -> Option<()> {
        let operation = &mut self.model.operations[id.index()];
        match below.strip_prefix('/') {
            None => extend(&mut operation.facts, facts),
            Some("$ReturnType") => Some(()),
            Some(name) => {
                let parameter = operation
                    .parameters
                    .iter_mut()
                    .find(|one| one.name == name)?;
                extend(&mut parameter.facts, facts)
            }
        }
    }

    /// The types of a target's parentheses.
    fn signature(&self, document: usize, text: &str) -> Option<Vec<(Type, Cardinality)>> {
        let parts = text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        parts
            .map(|part| {
                let inner = part
                    .strip_prefix("Collection(")
                    .and_then(|rest| rest.strip_suffix(')'));
                let (name, cardinality) = match inner {
                    Some(inner) => (inner, Cardinality::Many),
                    None => (part, Cardinality::One),
                };
                Some((self.find(document, name).ok()?, cardinality))
            })
            .collect()
    }

    fn signature_of(&self, id: OperationId) -> Vec<(Type, Cardinality)> {
        let operation = &self.model[id];
        let binding = operation
            .binding
            .iter()
            .map(|one| (one.ty, one.cardinality));
        let parameters = operation.parameters.iter();
        binding
            .chain(parameters.map(|one| (one.ty.ty, one.ty.cardinality)))
            .collect()
    }
}

fn extend<'a>(target: &mut Facts<'a>, facts: &[Fact<'a>]) -> Option<()> {
    for fact in facts {
        target.push(*fact);
    }
    Some(())
}
