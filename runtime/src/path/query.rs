//! Query options (OData URL Conventions 4.01, clause 5).

use super::Path;
use super::encode::{push_query_name, push_query_value};

impl Path {
    /// Sets a query option; a value it had before is replaced, since no option may stand twice.
    pub(crate) fn set_query(&mut self, name: &str, value: &str) {
        if name.is_empty() {
            self.refuse("a query option has no name".to_owned());
            return;
        }
        let mut pair = String::with_capacity(name.len() + 1 + value.len() + value.len() / 8);
        push_query_name(&mut pair, name);
        pair.push('=');
        let name_end = pair.len();
        push_query_value(&mut pair, value);
        match self.find_query(&pair[..name_end]) {
            Some(old) => self.text.replace_range(old, &pair),
            None => {
                self.text.push(if self.text.len() == self.query {
                    '?'
                } else {
                    '&'
                });
                self.text.push_str(&pair);
            }
        }
    }

    /// The place of the option that begins with `name=`.
    fn find_query(&self, name: &str) -> Option<std::ops::Range<usize>> {
        let query = self.text[self.query..].strip_prefix('?')?;
        let mut from = self.query + 1;
        for pair in query.split('&') {
            if pair.starts_with(name) {
                return Some(from..from + pair.len());
            }
            from += pair.len() + 1;
        }
        None
    }
}
