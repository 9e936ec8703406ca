//! Rows of properties and parameters.

use super::cells::Source;
use super::exchange::name_of_use;
use super::{Kind, Lint};
use crate::diagnostics::Span;
use crate::docs::join::fold;
use crate::docs::page::{Page, PropertyRow, Text};
use crate::model::{Model, StructuredId, TypeUse};
use std::collections::HashMap;

/// A property, structural or navigation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Declaration<'m> {
    pub(super) name: &'m str,
    pub(super) ty: TypeUse,
    pub(super) span: Span,
}

/// The properties of a type itself.
pub(super) fn own<'m>(model: &Model<'m>, id: StructuredId) -> Vec<Declaration<'m>> {
    let structural = model[id].properties.iter().map(|one| Declaration {
        name: one.name,
        ty: one.ty,
        span: one.span,
    });
    let navigation = model[id].navigation.iter().map(|one| Declaration {
        name: one.name,
        ty: one.ty,
        span: one.span,
    });
    structural.chain(navigation).collect()
}

/// The properties of a type and its bases, its own first.
pub(super) fn inherited<'m>(model: &Model<'m>, id: StructuredId) -> Vec<Declaration<'m>> {
    let lineage = std::iter::once(id).chain(model.bases(id));
    lineage.flat_map(|id| own(model, id)).collect()
}

/// The properties of the types that derive from one, by folded name.
pub(super) fn of_derived<'m>(
    model: &Model<'m>,
    id: StructuredId,
) -> HashMap<String, (Declaration<'m>, StructuredId)> {
    let mut found = HashMap::new();
    for derived in model.descendants(id) {
        for one in own(model, derived) {
            found.entry(fold(one.name)).or_insert((one, derived));
        }
    }
    found
}

impl<'p> Lint<'_, '_, 'p> {
    /// Compares a row with the property that it is about.
    pub(super) fn row(
        &mut self,
        page: &Page<'p>,
        id: StructuredId,
        row: &PropertyRow<'p>,
        found: Declaration<'_>,
    ) {
        let subject = format!("{}/{}", self.model.qualified(id), found.name);
        self.row_name(
            page,
            Kind::PropertyNameDiffers,
            &subject,
            &row.name,
            found.name,
            found.span,
        );
        self.cell_type(page, &subject, row, found.ty);
    }

    /// Tells that a row has another name than what it is about.
    pub(super) fn row_name(
        &mut self,
        page: &Page<'p>,
        kind: Kind,
        subject: &str,
        said: &Text<'p>,
        name: &str,
        declared: Span,
    ) {
        if said.text == name {
            return;
        }
        let reason = match fold(&said.text) == fold(name) {
            true => "case-differs",
            false => "other-name",
        };
        let message = format!(
            "the page has `{}`, which is declared as `{name}`",
            super::one_line(&said.text)
        );
        self.find(page, kind, subject, said.span)
            .because(reason)
            .says(message)
            .declared(declared);
    }

    /// Compares the cell of a row's type.
    pub(super) fn cell_type(
        &mut self,
        page: &Page<'p>,
        subject: &str,
        row: &PropertyRow<'p>,
        declared: TypeUse,
    ) {
        let said = self.cell(row);
        let reason = said.and_then(|said| self.contradiction(said, declared, Source::Cell));
        if let (Some(mut reason), Some(cell)) = (reason, &row.ty) {
            // A link that says the right name and leads elsewhere.
            let words = row.link.as_ref().and_then(|link| self.word(&link.text));
            if reason == "type"
                && words.is_some_and(|said| {
                    self.contradiction(said, declared, Source::Cell) != Some("type")
                })
            {
                reason = "link";
            }
            let message = format!(
                "the page says `{}`; the metadata has {}",
                super::one_line(&cell.text),
                name_of_use(self.model, declared)
            );
            self.find(page, Kind::OtherType, subject, cell.span)
                .because(reason)
                .says(message)
                .declared(declared.span);
        }
    }

    /// Tells that a row is about nothing that a type has.
    pub(super) fn unassigned_row(
        &mut self,
        page: &Page<'p>,
        id: StructuredId,
        row: &PropertyRow<'p>,
        derived: Option<&(Declaration<'_>, StructuredId)>,
        some_lack_row: bool,
    ) {
        let owner = self.model.qualified(id);
        let name = super::one_line(&row.name.text);
        let subject = format!("{owner}/{name}");
        let span = row.name.span;
        if let Some((found, of)) = derived {
            let message = format!(
                "`{name}` is a property of `{}`, which derives from `{owner}`",
                self.model.qualified(*of)
            );
            self.find(page, Kind::UnknownProperty, &subject, span)
                .because("derived-type-property")
                .says(message)
                .declared(found.span);
            return;
        }
        let declared = self.model[id].span;
        let (kind, reason, message) = if some_lack_row {
            let message = format!(
                "`{owner}` has no property `{name}`; the JSON of the page has properties without a row"
            );
            (Kind::PropertyNameDiffers, "unassigned", message)
        } else {
            let message = format!("`{owner}` has no property `{name}`");
            (Kind::UnknownProperty, "undeclared", message)
        };
        self.find(page, kind, &subject, span)
            .because(reason)
            .says(message)
            .declared(declared);
    }
}
