//! Tables of what a request carries: parameters of operations, properties of entities.

use super::exchange::is_action;
use super::requests::title;
use super::rows::{inherited, of_derived};
use super::{Kind, Lint};
use crate::docs::join::{Candidate, Listing, Row, assign, fold};
use crate::docs::json::Member;
use crate::docs::page::{Content, Method, OperationPage, Page, PropertyRow, RequestLine};
use crate::model::path::{RequestKind, Resolution};
use crate::model::{OperationId, Parameter, StructuredId, Type};
use std::collections::HashSet;

impl<'p> Lint<'_, '_, 'p> {
    pub(super) fn parameters(&mut self, page: &Page<'p>, body: &'p OperationPage<'p>) {
        let resolved: Vec<(&RequestLine<'p>, Resolution)> = body
            .templates
            .iter()
            .filter_map(|line| {
                let resolution = self.resolver.resolve(line.method, &line.target.text);
                Some((line, resolution.ok()?))
            })
            .collect();
        // The first line stands for all: a page shows one thing by several ways.
        let Some((line, first)) = resolved.first() else {
            return;
        };
        match (first.request, line.method) {
            (RequestKind::Operation(_), _) => {
                let called: Vec<OperationId> = resolved
                    .iter()
                    .filter_map(|(_, one)| match one.request {
                        RequestKind::Operation(id) => Some(id),
                        _ => None,
                    })
                    .collect();
                self.operation(page, body, line, &called);
            }
            (RequestKind::Collection(id), Method::Post) => {
                let id = self.subject(body, id);
                self.body_rows(page, body, id);
                self.required(page, body, line, id);
            }
            (RequestKind::Entity(id), Method::Patch | Method::Put | Method::Post) => {
                let id = self.subject(body, id);
                self.body_rows(page, body, id);
            }
            _ => {}
        }
    }

    /// Rows of the properties of an entity that is sent.
    fn body_rows(&mut self, page: &Page<'p>, body: &'p OperationPage<'p>, id: StructuredId) {
        let declarations = inherited(self.model, id);
        let shown: HashSet<String> = sent(body).map(|member| fold(&member.name)).collect();
        let candidates: Vec<Candidate<'_, Type>> = declarations
            .iter()
            .map(|one| Candidate {
                name: one.name,
                ty: Some(one.ty.ty),
                listing: match shown.contains(&fold(one.name)) {
                    true => Listing::Listed,
                    false => Listing::Unlisted,
                },
            })
            .collect();
        let rows = self.rows(&body.request_body);
        let owner = self.model.qualified(id);
        let places = assign(&rows, &candidates);
        let with_row: HashSet<usize> = places.iter().copied().flatten().collect();
        let lacks_row = |(at, one): (usize, &Candidate<'_, Type>)| {
            one.listing == Listing::Listed && !with_row.contains(&at)
        };
        let some_lack_row = candidates.iter().enumerate().any(lacks_row);
        let mut derived = None;
        for (row, at) in body.request_body.iter().zip(places) {
            if is_other_name(&row.name.text) {
                continue;
            }
            if let Some(at) = at {
                let found = &declarations[at];
                let subject = format!("{owner}/{}", found.name);
                self.row_name(
                    page,
                    Kind::PropertyNameDiffers,
                    &subject,
                    &row.name,
                    found.name,
                    found.span,
                );
                self.cell_type(page, &subject, row, found.ty);
                continue;
            }
            let derived = derived.get_or_insert_with(|| of_derived(self.model, id));
            let of = derived.get(&fold(&row.name.text));
            self.unassigned_row(page, id, row, of, some_lack_row);
        }
    }

    /// Whether the table of what is required lists all there is: the key, and every property of the type's own.
    fn required(
        &mut self,
        page: &Page<'p>,
        body: &OperationPage<'p>,
        line: &RequestLine<'p>,
        id: StructuredId,
    ) {
        let rows: HashSet<String> = body
            .request_body
            .iter()
            .map(|row| fold(&row.name.text))
            .collect();
        let key = self.model.key(id);
        let own = &self.model[id].properties;
        let lists_all = !own.is_empty() && own.iter().all(|one| rows.contains(&fold(one.name)));
        let key_row = body
            .request_body
            .iter()
            .find(|row| key.iter().any(|key| fold(key) == fold(&row.name.text)));
        // Where the example has the key, it is the client's to choose.
        let is_chosen = sent(body).any(|member| key.contains(&member.name.as_ref()));
        if let (true, false, Some(row)) = (lists_all, is_chosen, key_row) {
            let message = format!(
                "the table lists every property of `{}` with its key, not what is required",
                self.model.qualified(id)
            );
            let declared = self.model[id].span;
            self.find(page, Kind::BoilerplateRequired, &title(line), row.name.span)
                .says(message)
                .declared(declared);
        }
    }

    /// The parameters of the operations that a page's lines call.
    fn operation(
        &mut self,
        page: &Page<'p>,
        body: &'p OperationPage<'p>,
        line: &RequestLine<'p>,
        called: &[OperationId],
    ) {
        let model = self.model;
        let Some(first) = called.first().copied() else {
            return;
        };
        let overloads = self.overloads(called);
        let mut parameters: Vec<&Parameter<'_>> = Vec::new();
        for id in &overloads {
            for parameter in &model[*id].parameters {
                if parameters.iter().all(|known| known.name != parameter.name) {
                    parameters.push(parameter);
                }
            }
        }
        let candidates: Vec<Candidate<'_, Type>> = parameters
            .iter()
            .map(|one| Candidate {
                name: one.name,
                ty: Some(one.ty.ty),
                listing: Listing::Listed,
            })
            .collect();
        let name = model[first].name;
        let mut with_row = HashSet::new();
        let mut has_unassigned = false;
        let table = match is_action(model, first) && !body.request_body.is_empty() {
            true => &body.request_body,
            false => &body.parameters,
        };
        let rows = self.rows(table);
        let in_path = parts_of_path(line);
        for (row, at) in table.iter().zip(assign(&rows, &candidates)) {
            if let Some(at) = at {
                with_row.insert(at);
                let found = parameters[at];
                let subject = format!("{name}({})", found.name);
                self.row_name(
                    page,
                    Kind::ParameterNameDiffers,
                    &subject,
                    &row.name,
                    found.name,
                    found.span,
                );
                self.cell_type(page, &subject, row, found.ty);
            } else if !is_other_name(&row.name.text) && !in_path.contains(&fold(&row.name.text)) {
                has_unassigned = true;
                let row_name = super::one_line(&row.name.text);
                let message = format!("`{name}` has no parameter `{row_name}`");
                let declared = model[first].span;
                let subject = format!("{name}({row_name})");
                self.find(page, Kind::UnknownParameter, &subject, row.name.span)
                    .says(message)
                    .declared(declared);
            }
        }
        for (at, parameter) in parameters.iter().enumerate() {
            let in_all = overloads.iter().all(|id| {
                let mut all = model[*id].parameters.iter();
                all.any(|one| one.name == parameter.name)
            });
            // A row under another name may be this one's.
            if with_row.contains(&at) || !in_all || has_unassigned {
                continue;
            }
            let reason = match table.is_empty() {
                true => "no-table",
                false => "no-row",
            };
            let message = format!("the page says nothing of `{}`", parameter.name);
            let subject = format!("{name}({})", parameter.name);
            self.find(page, Kind::UndocumentedParameter, &subject, line.span)
                .because(reason)
                .says(message)
                .declared(parameter.span);
        }
    }

    /// The operations with all their overloads, each once.
    fn overloads(&self, called: &[OperationId]) -> Vec<OperationId> {
        let model = self.model;
        let mut overloads: Vec<OperationId> = called.to_vec();
        for id in called {
            let operation = &model[*id];
            let bound = operation
                .binding
                .and_then(|binding| model.bound.get(&binding));
            let bound = bound.map(Vec::as_slice).unwrap_or_default().iter();
            overloads.extend(bound.filter(|other| model[**other].name == operation.name));
        }
        overloads.sort_unstable();
        overloads.dedup();
        overloads
    }

    fn rows<'r>(&self, table: &'r [PropertyRow<'p>]) -> Vec<Row<'r, Type>> {
        let row = |row: &'r PropertyRow<'p>| Row {
            name: &row.name.text,
            ty: row
                .link
                .as_ref()
                .and_then(|link| self.types.linked(&link.target)),
        };
        table.iter().map(row).collect()
    }
}

/// The members of the bodies that examples send.
fn sent<'b, 'p>(body: &'b OperationPage<'p>) -> impl Iterator<Item = &'b Member<'p>> {
    let requests = body.examples.iter().filter_map(|one| one.request.as_ref());
    let members = requests.map(|request| match &request.content {
        Some(Content::Json(block)) => block.value.members(),
        _ => &[],
    });
    members.flatten()
}

/// Whether a row is about something else than a property or parameter: a query option, control information.
fn is_other_name(name: &str) -> bool {
    name.contains('@') || name.starts_with('$')
}

/// What stands in a request line as a placeholder or segment: a row of such a name is about a part of the path.
fn parts_of_path(line: &RequestLine<'_>) -> HashSet<String> {
    let parts = line
        .target
        .text
        .split(['{', '}', '/', '(', ')', '|', '<', '>']);
    parts.map(fold).collect()
}
