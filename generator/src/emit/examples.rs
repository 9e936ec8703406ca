//! Documented answers, as a table.

use super::syntax::literal;
use super::{Chunk, Section, Table, gates};
use crate::lower::features::Feature;
use crate::lower::items::{ExampleAnswer, Examples};

/// The table of answers.
pub(super) fn table(examples: &Examples, features: &[Feature]) -> Chunk {
    Chunk::Table(Table {
        name: "example_table",
        head: vec!["EXAMPLES;".to_owned()],
        sections: vec![Section {
            name: None,
            rows: examples.rows.iter().map(|one| row(one, features)).collect(),
        }],
    })
}

fn row(item: &ExampleAnswer, features: &[Feature]) -> String {
    format!(
        "{}{} {} {} {} {};",
        gates::row(&item.gates, features),
        item.method,
        literal(&item.route),
        item.status,
        literal(&item.page),
        literal(&item.body),
    )
}
