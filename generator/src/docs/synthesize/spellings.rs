//! Names of types as cells spell them: titles and file names change their case.

use super::names::{bare, is_identifier};
use super::words;
use crate::docs::page::{Body, Page, PropertyRow};
use std::collections::{BTreeMap, HashMap};

/// The spellings of each name, with how often each is found.
#[derive(Debug, Default)]
pub(super) struct Spellings<'s> {
    by_name: HashMap<String, BTreeMap<&'s str, usize>>,
}

impl<'s> Spellings<'s> {
    /// Reads the cells of all tables that have types.
    pub(super) fn collect(pages: &[&'s Page<'s>]) -> Self {
        let mut spellings = Self::default();
        for page in pages {
            let rows = match &page.body {
                Body::Operation(body) => [&body.parameters, &body.request_body],
                Body::Resource(body) => [&body.properties, &body.relationships],
                Body::Enumerations(_) | Body::Other => continue,
            };
            for row in rows.into_iter().flatten() {
                spellings.note(row);
            }
        }
        spellings
    }

    fn note(&mut self, row: &'s PropertyRow<'s>) {
        let text = match (&row.link, &row.ty) {
            (Some(link), _) => link.text.as_ref(),
            (None, Some(cell)) => cell.text.as_ref(),
            (None, None) => return,
        };
        let (text, _) = words::collection(text);
        let text = bare(text);
        if is_identifier(text) {
            let spellings = self.by_name.entry(text.to_ascii_lowercase()).or_default();
            *spellings.entry(text).or_default() += 1;
        }
    }

    /// The most frequent spelling of a name, of equally frequent ones the first in order.
    pub(super) fn of(&self, name: &str) -> Option<&'s str> {
        let spellings = self.by_name.get(&name.to_ascii_lowercase())?;
        let most = spellings.iter().rev().max_by_key(|(_, count)| **count);
        most.map(|(spelling, _)| *spelling)
    }
}
