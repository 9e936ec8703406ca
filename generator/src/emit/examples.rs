//! Documented answers, as a table.

use super::syntax::literal;
use super::{Chunk, Section, Table};
use crate::lower::items::{ExampleAnswer, Examples};

/// The table of answers.
pub(super) fn table(examples: &Examples) -> Chunk {
    Chunk::Table(Table {
        name: "example_table",
        head: vec!["EXAMPLES;".to_owned()],
        sections: vec![Section {
            name: None,
            rows: examples.rows.iter().map(row).collect(),
        }],
    })
}

fn row(item: &ExampleAnswer) -> String {
    format!(
        "{} {} {} {} {};",
        item.method,
        literal(&item.route),
        item.status,
        literal(&item.page),
        literal(&item.body),
    )
}
