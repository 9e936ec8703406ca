//! What the reader of the pages could not read, or read in spite of damage.

use super::{Kind, Lint};
use crate::docs::page::Page;

impl<'p> Lint<'_, '_, 'p> {
    pub(super) fn defects(&mut self, page: &Page<'p>) {
        for defect in &page.defects {
            let kind = match defect.kind {
                "permission-unknown" => Kind::UnknownPermission,
                "json-unreadable" => Kind::DamagedJson,
                kind if kind.starts_with("permission-") || kind.starts_with("table-") => {
                    Kind::DamagedTable
                }
                _ => Kind::DamagedPage,
            };
            self.find(page, kind, &defect.message, defect.span)
                .because(defect.kind)
                .says(&*defect.message);
        }
    }
}
