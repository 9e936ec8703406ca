//! `Edm.Date`.

use super::lexical::{Cursor, lexical};

lexical! {
    /// An `Edm.Date`: `2026-11-23`.
    Date, "an Edm.Date (YYYY-MM-DD)", Bare
}

impl Date {
    fn is_lexical(text: &str) -> bool {
        let mut cursor = Cursor(text.as_bytes());
        cursor.date() && cursor.at_end()
    }
}
