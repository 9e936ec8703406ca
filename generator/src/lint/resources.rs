//! Pages of structured types.

use super::rows::{inherited, of_derived};
use super::{Finding, Kind, Lint};
use crate::diagnostics::Span;
use crate::docs::join::{Candidate, Listing, Row, assign, fold};
use crate::docs::page::{Page, PageKey, PropertyRow, ResourcePage};
use crate::model::{StructuredId, Type};
use std::collections::{BTreeSet, HashSet};

/// What pages say of a type's properties.
#[derive(Debug)]
pub(super) struct Documented {
    page: PageKey,
    /// Where the first page begins.
    span: Span,
    /// Names of the properties that have a row.
    with_row: BTreeSet<String>,
    /// Names that JSON representations have.
    in_json: BTreeSet<String>,
    /// Whether some row could not be assigned: what seems to have none may have that one.
    has_unassigned: bool,
    /// Which tables there are.
    tables: BTreeSet<Table>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Table {
    Properties,
    Relationships,
}

impl<'p> Lint<'_, '_, 'p> {
    pub(super) fn resource(&mut self, page: &'p Page<'p>, body: &'p ResourcePage<'p>) {
        if let Some(annotation) = &body.annotation {
            self.annotated_name(page, annotation);
        }
        let Some(Type::Structured(id)) = self.types.page(&page.key) else {
            self.enumerations(page, &body.enums, None, None);
            return;
        };
        if let Some(annotation) = &body.annotation {
            self.annotated_type(page, id, annotation);
        }
        if let Some(block) = &body.representation {
            self.damaged_json(page, "representation", block);
            self.representation(page, id, block);
        }
        self.tables(page, id, body);
        self.enumerations(page, &body.enums, None, Some(id));
    }

    fn tables(&mut self, page: &'p Page<'p>, id: StructuredId, body: &'p ResourcePage<'p>) {
        let model = self.model;
        let declarations = inherited(model, id);
        let json = body.representation.as_ref();
        let in_json: BTreeSet<String> = json
            .map(|block| block.value.members())
            .unwrap_or_default()
            .iter()
            .map(|member| fold(&member.name))
            .collect();
        let listing = |name: &str| match in_json.contains(&fold(name)) {
            true => Listing::Listed,
            false => Listing::Unlisted,
        };
        let candidates: Vec<Candidate<'_, Type>> = declarations
            .iter()
            .map(|one| Candidate {
                name: one.name,
                ty: Some(one.ty.ty),
                listing: listing(one.name),
            })
            .collect();
        let tables = [
            (Table::Properties, &body.properties),
            (Table::Relationships, &body.relationships),
        ];
        let mut assigned: Vec<(&'p PropertyRow<'p>, Option<usize>)> = Vec::new();
        let mut present = BTreeSet::new();
        for (table, rows) in tables {
            let named: Vec<Row<'_, Type>> = rows
                .iter()
                .map(|row| Row {
                    name: &row.name.text,
                    ty: row
                        .link
                        .as_ref()
                        .and_then(|link| self.types.linked(&link.target)),
                })
                .collect();
            let places = assign(&named, &candidates);
            assigned.extend(rows.iter().zip(places));
            if !rows.is_empty() {
                present.insert(table);
            }
        }
        let with_row: HashSet<usize> = assigned.iter().filter_map(|(_, at)| *at).collect();
        let lacks_row = |(at, one): (usize, &Candidate<'_, Type>)| {
            one.listing == Listing::Listed && !with_row.contains(&at)
        };
        let some_lack_row = candidates.iter().enumerate().any(lacks_row);
        let mut has_unassigned = false;
        let mut derived = None;
        for (row, at) in &assigned {
            if row.name.text.contains('@') {
                continue;
            }
            match at {
                Some(at) => self.row(page, id, row, declarations[*at]),
                None => {
                    has_unassigned = true;
                    let derived = derived.get_or_insert_with(|| of_derived(model, id));
                    let of = derived.get(&fold(&row.name.text));
                    self.unassigned_row(page, id, row, of, some_lack_row);
                }
            }
        }
        let documented = self.documented.entry(id).or_insert_with(|| Documented {
            page: page.key.clone(),
            span: page
                .title
                .as_ref()
                .map_or(start_of(page), |title| title.span),
            with_row: BTreeSet::new(),
            in_json: BTreeSet::new(),
            has_unassigned: false,
            tables: BTreeSet::new(),
        });
        let names = with_row.iter().map(|at| fold(candidates[*at].name));
        documented.with_row.extend(names);
        documented.in_json.extend(in_json);
        documented.has_unassigned |= has_unassigned;
        documented.tables.extend(present);
    }

    /// Properties that no page of their type speaks of.
    pub(super) fn undocumented_properties(&mut self) {
        for (id, documented) in std::mem::take(&mut self.documented) {
            let structural = self.model[id].properties.iter();
            let structural = structural.map(|one| (one.name, one.span, Table::Properties));
            let navigation = self.model[id].navigation.iter();
            let navigation = navigation.map(|one| (one.name, one.span, Table::Relationships));
            let owner = self.model.qualified(id);
            for (name, span, table) in structural.chain(navigation) {
                let folded = fold(name);
                let is_shown = documented.in_json.contains(&folded);
                let reason = match table {
                    _ if documented.with_row.contains(&folded) => continue,
                    _ if is_shown && documented.has_unassigned => continue,
                    _ if !documented.tables.contains(&table) => continue,
                    _ if is_shown => "no-row",
                    Table::Properties => "property",
                    Table::Relationships => "navigation-property",
                };
                self.findings.push(Finding {
                    kind: Kind::UndocumentedProperty,
                    page: documented.page.clone(),
                    subject: format!("{owner}/{name}"),
                    reason: Some(reason),
                    message: format!("no page of `{owner}` has a row for `{name}`"),
                    documented: documented.span,
                    declared: Some(span),
                });
            }
        }
    }
}

/// Where a page without a title begins.
fn start_of(page: &Page<'_>) -> Span {
    Span {
        source: page.source,
        start: 0,
        end: 0,
    }
}
