//! Ways to a place that the metadata does not know: items and sites by path, and the short form for a workbook.

use super::segment::Segment;
use super::target::decode;
use super::walk::{At, Walk, Way, miss};
use super::{Miss, StepKind};
use std::ops::Range;

/// The way that `/workbook` is short for, besides the key.
const WORKBOOK: &[&str] = &["me", "drive", "items", "{id}", "workbook"];

impl Walk<'_, '_, '_> {
    /// The path between two colons, which begins with a segment; answers where the walk goes on.
    pub(super) fn address(
        &self,
        first: usize,
        before: &Range<usize>,
    ) -> Result<(Range<usize>, usize), Miss> {
        let rest = &self.segments[first..];
        let Some(start) = rest.first().map(|one| one.start) else {
            let message = "a path is expected behind the colon".to_owned();
            return Err(miss("path-left-out", message, before.clone()));
        };
        let ends = |one: &Range<usize>| self.text[one.clone()].ends_with(':');
        match rest.iter().position(ends) {
            Some(at) => Ok((start..rest[at].end - 1, first + at + 1)),
            None => {
                let end = rest.last().map_or(start, |one| one.end);
                Ok((start..end, self.segments.len()))
            }
        }
    }

    pub(super) fn addressed(
        &mut self,
        name: &str,
        own: &Range<usize>,
        path: Range<usize>,
    ) -> Result<(), Miss> {
        let text = decode(&self.text[path.clone()]).into_owned();
        if let (At::Many(ty, _), Some(site)) = (self.at, self.addressed.site)
            && ty == site
        {
            let host = decode(name).into_owned();
            self.push(StepKind::SitePath(host, text), own.start..path.end);
            self.at = At::One(site, Way::Address);
            return Ok(());
        }
        self.segment(name, own)?;
        match (self.at, self.addressed.drive_item) {
            (At::One(ty, _) | At::Member(ty, _), Some(item)) if self.model.is_a(ty, item) => {
                self.push(StepKind::ItemPath(text), path);
                self.at = At::One(item, Way::Address);
                Ok(())
            }
            _ => Err(miss(
                "not-addressed-by-path",
                "only drive items and sites are addressed by path".to_owned(),
                path,
            )),
        }
    }

    /// `/workbook` means the workbook of an item in the drive of whoever is signed in.
    pub(super) fn short_workbook(&mut self, range: &Range<usize>) -> bool {
        let (steps, notes) = (self.steps.len(), self.notes.len());
        let found = WORKBOOK.iter().all(|one| {
            let segment = Segment::read(one);
            // The first segment is found by name, so that this does not come back here.
            let step = match self.at {
                At::Root => match self.index.child(self.model, one) {
                    Some(at) => self.child(at, &segment, range),
                    None => return false,
                },
                At::Many(ty, way) => self.at_many(ty, way, &segment, range),
                At::One(ty, _) | At::Member(ty, _) => self.at_one(ty, &segment, range),
                _ => return false,
            };
            step.is_ok()
        });
        if found {
            self.note("workbook-short-form", range);
        } else {
            self.steps.truncate(steps);
            self.notes.truncate(notes);
            self.at = At::Root;
        }
        found
    }
}
