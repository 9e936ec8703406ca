//! `Edm.TimeOfDay`.

use super::lexical::{Cursor, lexical};

lexical! {
    /// An `Edm.TimeOfDay`: `08:30:00.0000000`.
    TimeOfDay, "an Edm.TimeOfDay (hh:mm[:ss[.fraction]])", Bare
}

impl TimeOfDay {
    fn is_lexical(text: &str) -> bool {
        let mut cursor = Cursor(text.as_bytes());
        cursor.time() && cursor.at_end()
    }
}
