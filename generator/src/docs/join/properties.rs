//! Descriptions of properties, from the tables of a type's pages.

use super::Joining;
use super::names::{Candidate, Listing, Row, assign, fold};
use crate::docs::json::{JsonBlock, Value};
use crate::docs::page::{Folder, PropertyRow, ResourcePage};
use crate::model::{Prose, StructuredId, Type};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

/// A property that a row can be about.
#[derive(Debug, Clone, Copy)]
enum Subject {
    Structural(StructuredId, usize),
    Navigation(StructuredId, usize),
    /// In the JSON of the page, and not in the model.
    Undeclared,
}

impl<'a> Joining<'_, 'a> {
    /// Takes the descriptions of a type's properties, inherited ones included.
    pub(super) fn properties(
        &mut self,
        id: StructuredId,
        page: &'a ResourcePage<'a>,
        folder: Folder,
    ) {
        let listed = listed(page.representation.as_ref());
        let (subjects, candidates) = self.candidates(id, &listed);
        // Tables of relationships are assigned by themselves: JSON seldom lists those.
        for table in [&page.properties, &page.relationships] {
            let rows: Vec<_> = table.iter().map(|row| self.row(row)).collect();
            for (row, found) in table.iter().zip(assign(&rows, &candidates)) {
                self.describe(id, row, found.map(|at| subjects[at]), folder);
            }
        }
    }

    fn describe(
        &mut self,
        id: StructuredId,
        row: &'a PropertyRow<'a>,
        subject: Option<Subject>,
        folder: Folder,
    ) {
        let Some(text) = &row.description else { return };
        let prose = Prose { text, folder };
        let documentation = &mut self.documentation;
        match subject {
            Some(Subject::Structural(owner, at)) => {
                documentation.properties.entry((owner, at)).or_insert(prose);
            }
            Some(Subject::Navigation(owner, at)) => {
                documentation.navigation.entry((owner, at)).or_insert(prose);
            }
            Some(Subject::Undeclared) | None => {
                self.unknown_name(&row.name, &self.model.qualified(id), "property");
            }
        }
    }

    fn row(&self, row: &'a PropertyRow<'a>) -> Row<'a, Type> {
        Row {
            name: &row.name.text,
            ty: row
                .link
                .as_ref()
                .and_then(|link| self.types.linked(&link.target)),
        }
    }

    /// The properties of a type and its bases, and what else the page lists.
    fn candidates<'c>(
        &self,
        id: StructuredId,
        listed: &HashSet<&'c str>,
    ) -> (Vec<Subject>, Vec<Candidate<'c, Type>>)
    where
        'a: 'c,
    {
        let mut subjects = Vec::new();
        let mut candidates: Vec<Candidate<'c, Type>> = Vec::new();
        let mut known = HashSet::new();
        // The type's own first: it may declare a property of a base anew.
        for owner in std::iter::once(id).chain(self.model.bases(id)) {
            let ty = &self.model[owner];
            let structural = ty.properties.iter().enumerate();
            let structural =
                structural.map(|(at, one)| (one.name, one.ty.ty, Subject::Structural(owner, at)));
            let navigation = ty.navigation.iter().enumerate();
            let navigation =
                navigation.map(|(at, one)| (one.name, one.ty.ty, Subject::Navigation(owner, at)));
            for (name, ty, subject) in structural.chain(navigation) {
                if known.insert(name) {
                    let listing = match listed.contains(name) {
                        true => Listing::Listed,
                        false => Listing::Unlisted,
                    };
                    let ty = Some(ty);
                    subjects.push(subject);
                    candidates.push(Candidate { name, ty, listing });
                }
            }
        }
        // In order, so that hash sets do not show.
        let mut others: Vec<&str> = listed.iter().copied().collect();
        others.retain(|name| !known.contains(name));
        others.sort_unstable();
        if others.is_empty() {
            return (subjects, candidates);
        }
        // Few pages list what is spelled otherwise, or is no property.
        let mut folded: HashMap<String, usize> = HashMap::new();
        for (at, candidate) in candidates.iter().enumerate() {
            folded.entry(fold(candidate.name)).or_insert(at);
        }
        for name in others {
            match folded.entry(fold(name)) {
                Entry::Occupied(known) => candidates[*known.get()].listing = Listing::Listed,
                Entry::Vacant(free) => {
                    free.insert(candidates.len());
                    subjects.push(Subject::Undeclared);
                    candidates.push(Candidate {
                        name,
                        ty: None,
                        listing: Listing::Listed,
                    });
                }
            }
        }
        (subjects, candidates)
    }
}

/// The names that a JSON representation has on its first level, annotations left out.
fn listed<'b>(block: Option<&'b JsonBlock<'_>>) -> HashSet<&'b str> {
    let members = match block.map(|block| &block.value.value) {
        Some(Value::Object(members)) => members.as_slice(),
        _ => &[],
    };
    let names = members.iter().map(|member| &*member.name);
    names.filter(|name| !name.contains('@')).collect()
}
