//! Tables of members.

use super::{Kind, Lint};
use crate::docs::join::places;
use crate::docs::page::{EnumTable, Page};
use crate::model::{EnumId, StructuredId};
use std::collections::HashSet;

impl<'p> Lint<'_, '_, 'p> {
    /// Compares tables of members. `subject` is the enumeration that the page is about, `owner` the type.
    pub(super) fn enumerations(
        &mut self,
        page: &Page<'p>,
        tables: &[EnumTable<'p>],
        subject: Option<EnumId>,
        owner: Option<StructuredId>,
    ) {
        for table in tables {
            let named = subject.or_else(|| self.types.of_heading(self.model, table, owner));
            if let Some(id) = named {
                self.enumeration(page, id, table);
            }
        }
    }

    fn enumeration(&mut self, page: &Page<'p>, id: EnumId, table: &EnumTable<'p>) {
        let enumeration = &self.model[id];
        let owner = self.model.qualified_enum(id);
        let members = &enumeration.members;
        let has_numbers = table.members.iter().any(|row| row.value.is_some());
        let mut with_row = HashSet::new();
        for (row, place) in table.members.iter().zip(places(&table.members, members)) {
            let name = super::one_line(&row.name.text);
            let Some((at, member)) = place.and_then(|at| Some((at, members.get(at)?))) else {
                let message = format!("`{owner}` has no member `{name}`");
                self.find(
                    page,
                    Kind::UnknownMember,
                    &format!("{owner}/{name}"),
                    row.name.span,
                )
                .says(message)
                .declared(enumeration.span);
                continue;
            };
            with_row.insert(at);
            let subject = format!("{owner}/{}", member.name);
            self.row_name(
                page,
                Kind::MemberNameDiffers,
                &subject,
                &row.name,
                member.name,
                member.span,
            );
            match row.value {
                Some(value) if value != member.value => {
                    let message =
                        format!("the page says {value}; the metadata has {}", member.value);
                    self.find(page, Kind::OtherMemberValue, &subject, row.name.span)
                        .says(message)
                        .declared(member.span);
                }
                None if has_numbers => {
                    let message = format!("the number of `{name}` is none");
                    self.find(page, Kind::DamagedTable, &subject, row.name.span)
                        .because("member-value")
                        .says(message)
                        .declared(member.span);
                }
                _ => {}
            }
        }
        let span = match (&table.heading, table.members.first()) {
            (Some(heading), _) => heading.span,
            (None, Some(row)) => row.name.span,
            (None, None) => return,
        };
        for (at, member) in members.iter().enumerate() {
            if !with_row.contains(&at) {
                let message = format!("the table has no row for `{}`", member.name);
                let subject = format!("{owner}/{}", member.name);
                self.find(page, Kind::UndocumentedMember, &subject, span)
                    .says(message)
                    .declared(member.span);
            }
        }
    }
}
