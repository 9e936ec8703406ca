//! Enumeration types as open enums and flag sets.

use super::Lowering;
use super::docs::{code, deprecated};
use super::items::{Enum, EnumForm, Member};
use super::names::{Kind, Scope, Wanted};
use crate::model::EnumId;

impl Lowering<'_, '_> {
    pub(super) fn enums(&mut self) {
        for index in 0..self.model.enums.len() {
            let id = EnumId::new(index);
            if self.selection.has_enum(id) {
                let lowered = self.enumeration(id);
                let namespace = self.model[id].namespace;
                self.module(namespace).enums.push(lowered);
            }
        }
    }

    fn enumeration(&mut self, id: EnumId) -> Enum {
        let ty = &self.model[id];
        let wire = self.model.qualified_enum(id);
        let documentation = &self.model.documentation;
        let mut docs = self.described(&ty.facts, documentation.enums.get(&id), || {
            format!("The enumeration {}.", code(ty.name))
        });
        let about = if ty.is_flags {
            format!("{}, a set of members.", code(&wire))
        } else {
            format!("{}.", code(&wire))
        };
        docs.paragraph(about);
        let (form, kind, mut scope) = if ty.is_flags {
            (EnumForm::Flags, Kind::Constant, Scope::new())
        } else {
            (EnumForm::Open, Kind::Variant, Scope::of_variants())
        };
        let paths: Vec<_> = ty
            .members
            .iter()
            .map(|one| format!("{wire}/{}", one.name))
            .collect();
        let wanted = ty.members.iter().zip(&paths);
        let wanted: Vec<_> = wanted
            .map(|(one, path)| Wanted {
                path,
                wire: one.name,
            })
            .collect();
        let names = self.pins.assign(&mut scope, kind, &wanted);
        let members = ty.members.iter().enumerate().zip(names);
        let members = members.map(|((at, member), name)| Member {
            name,
            wire: member.name.to_owned(),
            number: member.value,
            docs: self.described(&member.facts, documentation.members.get(&(id, at)), || {
                format!("{}.", code(member.name))
            }),
            deprecated: deprecated(&member.facts),
        });
        let members = members.collect();
        Enum {
            name: self.types.enumeration(id).name,
            docs,
            deprecated: deprecated(&ty.facts),
            wire,
            form,
            members,
            gate: self.gates.enumeration(id),
        }
    }
}
