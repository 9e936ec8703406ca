//! What stands for a type on its page: the JSON representation, and the comment before it.

use super::cells::Source;
use super::exchange::{self, name_of_use, related};
use super::rows::{Declaration, inherited, of_derived};
use super::{Kind, Lint};
use crate::csdl::Cardinality;
use crate::diagnostics::Span;
use crate::docs::join::fold;
use crate::docs::json::{JsonBlock, Member, Value};
use crate::docs::page::{Annotation, Page};
use crate::model::{Kind as TypeKind, StructuredId, Type, TypeUse};
use std::collections::HashMap;

impl<'p> Lint<'_, '_, 'p> {
    /// The name of the type in the comment before its JSON.
    pub(super) fn annotated_name(&mut self, page: &Page<'p>, annotation: &Annotation<'p>) {
        let Some(said) = &annotation.odata_type else {
            return;
        };
        let name = said.text.trim_start_matches('#');
        match self.types.qualified(self.model, name) {
            None => {
                let message = format!("the metadata has no type `{name}`");
                self.find(page, Kind::UnknownType, name, said.span)
                    .says(message);
            }
            Some(ty) if self.model.find(name).is_none() => {
                let declared = exchange::declaration(self.model, ty);
                let message = format!(
                    "the type is declared as `{}`",
                    exchange::name(self.model, ty)
                );
                self.find(page, Kind::AnnotationContradicts, name, said.span)
                    .because("case-differs")
                    .says(message)
                    .declared(declared);
            }
            Some(_) => {}
        }
    }

    /// What else that comment says of the type.
    pub(super) fn annotated_type(
        &mut self,
        page: &Page<'p>,
        id: StructuredId,
        annotation: &Annotation<'p>,
    ) {
        let model = self.model;
        let ty = &model[id];
        let mut found: Vec<(&'static str, String, Span)> = Vec::new();
        if let Some(said) = &annotation.key_property {
            let key = model.key(id);
            if key != [said.as_ref()] && ty.kind == TypeKind::Entity {
                let message = match key {
                    [] => format!("the comment names the key `{said}`; the metadata has none"),
                    key => format!(
                        "the comment names the key `{said}`; the metadata has `{}`",
                        key.join("`, `")
                    ),
                };
                found.push(("key", message, annotation.span));
            }
        }
        if let Some(said) = &annotation.base_type {
            let named = self.types.qualified(model, &said.text);
            let is_base = match named {
                Some(Type::Structured(named)) => named != id && model.is_a(id, named),
                _ => false,
            };
            if !is_base {
                let base = ty.base.map(|base| model.qualified(base));
                let base = base.map_or_else(|| "none".to_owned(), |name| format!("`{name}`"));
                let message = format!(
                    "the comment names the base type `{}`; the metadata has {base}",
                    said.text
                );
                found.push(("base-type", message, said.span));
            }
        }
        let is_open = std::iter::once(id)
            .chain(model.bases(id))
            .any(|one| model[one].is_open);
        if annotation.is_open && !is_open {
            let message = "the comment says that the type is open; in the metadata it is not";
            found.push(("open-type", message.to_owned(), annotation.span));
        }
        if annotation.is_abstract && !ty.is_abstract {
            let message = "the comment says that the type is abstract; in the metadata it is not";
            found.push(("abstract", message.to_owned(), annotation.span));
        }
        let (name, declared) = (model.qualified(id), ty.span);
        for (reason, message, span) in found {
            self.find(page, Kind::AnnotationContradicts, &name, span)
                .because(reason)
                .says(message)
                .declared(declared);
        }
    }

    pub(super) fn representation(
        &mut self,
        page: &Page<'p>,
        id: StructuredId,
        block: &'p JsonBlock<'p>,
    ) {
        let model = self.model;
        let Value::Object(members) = &block.value.value else {
            return;
        };
        let owner = model.qualified(id);
        let declarations = inherited(model, id);
        let exact: HashMap<&str, Declaration<'_>> = declarations
            .iter()
            .rev()
            .map(|one| (one.name, *one))
            .collect();
        let folded: HashMap<String, Declaration<'_>> = declarations
            .iter()
            .rev()
            .map(|one| (fold(one.name), *one))
            .collect();
        let is_open = std::iter::once(id)
            .chain(model.bases(id))
            .any(|one| model[one].is_open);
        let mut derived = None;
        for member in members.iter().filter(|member| !member.name.contains('@')) {
            let subject = format!("{owner}/{}", member.name);
            if let Some(declaration) = exact.get(member.name.as_ref()) {
                self.json_type(page, &subject, member, declaration.ty);
                continue;
            }
            let derived = derived.get_or_insert_with(|| of_derived(model, id));
            let name = fold(&member.name);
            let (reason, message, declared) = if let Some(one) = folded.get(&name) {
                let message = format!("the property is declared as `{}`", one.name);
                ("case-differs", message, one.span)
            } else if let Some((one, of)) = derived.get(&name) {
                let message = format!("the property is one of `{}`", model.qualified(*of));
                ("derived-type-property", message, one.span)
            } else if is_open {
                continue;
            } else {
                let message = format!(
                    "`{owner}` has no property `{}`",
                    super::one_line(&member.name)
                );
                ("unknown-property", message, model[id].span)
            };
            self.find(page, Kind::RepresentationDiffers, &subject, member.span)
                .because(reason)
                .says(message)
                .declared(declared);
        }
    }

    /// Compares what stands for a value with the property's type.
    fn json_type(
        &mut self,
        page: &Page<'p>,
        subject: &str,
        member: &Member<'p>,
        declared: TypeUse,
    ) {
        if exchange::is_untyped(declared.ty) {
            return;
        }
        let (element, many) = match &member.value.value {
            Value::Array(elements) => match elements.first() {
                Some(first) => (first, true),
                None => return,
            },
            _ => (&member.value, false),
        };
        let reason = match &element.value {
            Value::Object(_) => {
                let named = element.get("@odata.type").and_then(|name| name.as_str());
                let named = named.and_then(|name| self.types.qualified(self.model, name));
                let is_other = named.is_some_and(|named| !related(self.model, named, declared.ty));
                let is_many = declared.cardinality == Cardinality::Many;
                match (is_other, many == is_many) {
                    (true, _) => Some("type"),
                    (false, false) => Some("collection"),
                    (false, true) => None,
                }
            }
            Value::String(text) => {
                let element = TypeUse {
                    cardinality: Cardinality::One,
                    ..declared
                };
                let expected = if many { element } else { declared };
                let said = self.word(text);
                said.and_then(|said| self.contradiction(said, expected, Source::Json))
            }
            _ => None,
        };
        let Some(reason) = reason else { return };
        let message = format!(
            "the metadata has {}, which this is not",
            name_of_use(self.model, declared)
        );
        self.find(
            page,
            Kind::RepresentationDiffers,
            subject,
            member.value.span,
        )
        .because(reason)
        .says(message)
        .declared(declared.span);
    }
}
