//! Second pass, its end: the entity container.

use super::Linker;
use super::lookup::Subject;
use crate::csdl::{EntityContainer, OperationImport, Schema};
use crate::model::{Child, ChildKind, Operation, OperationId};

impl<'a> Linker<'a, '_> {
    pub(super) fn resolve_containers(&mut self, document: usize, schema: &'a Schema<'a>) {
        let namespace = self.scopes[document][&*schema.namespace];
        for container in &schema.containers {
            self.containers.push((namespace, &container.name));
            self.resolve_children(document, container);
        }
    }

    fn resolve_children(&mut self, document: usize, container: &'a EntityContainer<'a>) {
        for set in &container.entity_sets {
            let subject = Subject::EntitySet(&set.name);
            let found = self.offer_structured(document, &set.entity_type, &subject);
            let child = found.map(|(id, _)| Child {
                name: &set.name,
                kind: ChildKind::EntitySet(id),
                facts: self.facts(document, &set.annotations),
                span: set.span,
            });
            self.add_child(child, &subject);
        }
        for singleton in &container.singletons {
            let subject = Subject::Singleton(&singleton.name);
            let found = self.offer_structured(document, &singleton.ty, &subject);
            let child = found.map(|(id, _)| Child {
                name: &singleton.name,
                kind: ChildKind::Singleton(id),
                facts: self.facts(document, &singleton.annotations),
                span: singleton.span,
            });
            self.add_child(child, &subject);
        }
        for import in &container.imports {
            let subject = Subject::Import(import.kind, &import.name);
            let found = self.offer_operation(document, import, &subject);
            let child = found.map(|id| Child {
                name: &import.name,
                kind: ChildKind::OperationImport(id),
                facts: self.facts(document, &import.annotations),
                span: import.span,
            });
            self.add_child(child, &subject);
        }
    }

    /// The operation that an import names; its absence leaves the import out, with a warning.
    fn offer_operation(
        &mut self,
        document: usize,
        import: &OperationImport<'_>,
        subject: &Subject<'_>,
    ) -> Option<OperationId> {
        let found = self
            .split(document, &import.operation)
            .and_then(|(namespace, name)| {
                let unbound = |one: &Operation<'_>| {
                    one.namespace == namespace && one.name == name && one.binding.is_none()
                };
                self.model.operations.iter().position(unbound)
            });
        if found.is_none() {
            let operation = &import.operation;
            let problem = format!("{subject} is left out: `{operation}` is no unbound operation");
            self.diagnostics
                .warning("undeclared-operation", problem, import.span);
        }
        found.map(OperationId::new)
    }

    fn add_child(&mut self, child: Option<Child<'a>>, subject: &Subject<'_>) {
        let Some(child) = child else { return };
        if !self.is_segment(child.name, subject, child.span) {
            return;
        }
        let name = child.name;
        if self.model.children.iter().any(|other| other.name == name) {
            self.diagnostics.error(
                "duplicate-container-child",
                format!("the entity container has a second child `{name}`"),
                child.span,
            );
            return;
        }
        self.model.children.push(child);
    }
}
