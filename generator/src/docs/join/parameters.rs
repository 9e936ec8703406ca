//! Descriptions of parameters, from the tables of an operation's page.

use super::Joining;
use super::names::{Candidate, Listing, Row, assign};
use crate::docs::page::{Folder, OperationPage};
use crate::model::{OperationId, Prose, Type};

impl<'a> Joining<'_, 'a> {
    /// Takes the descriptions of an operation's parameters, for all its overloads.
    pub(super) fn parameters(
        &mut self,
        id: OperationId,
        page: &'a OperationPage<'a>,
        folder: Folder,
    ) {
        let model = self.model;
        let operation = &model[id];
        let own = [id];
        let overloads = match operation
            .binding
            .and_then(|binding| model.bound.get(&binding))
        {
            Some(bound) => bound.as_slice(),
            None => &own,
        };
        for id in overloads
            .iter()
            .filter(|one| model[**one].name == operation.name)
        {
            // All parameters are listed: the tables of a page are for them.
            let candidates: Vec<Candidate<'_, Type>> = model[*id]
                .parameters
                .iter()
                .map(|parameter| Candidate {
                    name: parameter.name,
                    ty: Some(parameter.ty.ty),
                    listing: Listing::Listed,
                })
                .collect();
            for table in [&page.request_body, &page.parameters] {
                let rows: Vec<Row<'_, Type>> = table
                    .iter()
                    .map(|row| Row {
                        name: &row.name.text,
                        ty: row
                            .link
                            .as_ref()
                            .and_then(|link| self.types.linked(&link.target)),
                    })
                    .collect();
                for (row, found) in table.iter().zip(assign(&rows, &candidates)) {
                    let (Some(at), Some(text)) = (found, &row.description) else {
                        continue;
                    };
                    let prose = Prose { text, folder };
                    self.documentation
                        .parameters
                        .entry((*id, at))
                        .or_insert(prose);
                }
            }
        }
    }
}
