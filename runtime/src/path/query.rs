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
        // Written where a new option goes, and moved where it replaces one: most options are new.
        let end = self.text.len();
        self.text.push(if end == self.query { '?' } else { '&' });
        let from = self.text.len();
        push_query_name(&mut self.text, name);
        let name_end = self.text.len();
        self.text.push('=');
        push_query_value(&mut self.text, value);
        if let Some(old) = self.find_query(&self.text[from..name_end])
            && old.start != from
        {
            let pair = self.text.split_off(from);
            self.text.truncate(end);
            self.replace(old, &pair);
        }
    }

    /// Whether the option is set.
    pub(crate) fn has_query(&self, name: &str) -> bool {
        self.find_query(name).is_some()
    }

    /// Removes an option.
    pub(crate) fn remove_query(&mut self, name: &str) {
        if let Some(mut pair) = self.find_query(name) {
            if self.text[pair.end..].starts_with('&') {
                pair.end += 1;
            } else {
                // The last one goes with what stands before it.
                pair.start -= 1;
            }
            self.replace(pair, "");
        }
    }

    /// Writes something else in the place of what stands there.
    fn replace(&mut self, place: std::ops::Range<usize>, with: &str) {
        // Rare, and small where it is compiled; `replace_range` is large.
        self.text = [&self.text[..place.start], with, &self.text[place.end..]].concat();
    }

    /// The place of the option whose name, as it is encoded, is this one.
    fn find_query(&self, name: &str) -> Option<std::ops::Range<usize>> {
        let query = self.text[self.query..].strip_prefix('?')?;
        let mut from = self.query + 1;
        for pair in query.split('&') {
            if pair
                .strip_prefix(name)
                .is_some_and(|rest| rest.starts_with('='))
            {
                return Some(from..from + pair.len());
            }
            from += pair.len() + 1;
        }
        None
    }
}
