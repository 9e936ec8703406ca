//! Rows of a table, each joined with the member of a JSON object that it is about.

use super::attested::Attested;
use super::names::{bare, is_identifier, letters, taken};
use crate::diagnostics::{Diagnostics, Span};
use crate::docs::json::{Member, Node, Value};
use crate::docs::page::{PageKey, PropertyRow};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// A property or parameter, as far as a page says.
#[derive(Debug)]
pub(super) struct Joined<'s> {
    /// The name on the wire.
    pub(super) name: Cow<'s, str>,
    /// Where it stands.
    pub(super) span: Span,
    /// The member's value.
    pub(super) json: Option<&'s Node<'s>>,
    /// The row.
    pub(super) row: Option<&'s PropertyRow<'s>>,
}

/// What is known of the page that rows stand in.
#[derive(Clone, Copy)]
pub(super) struct Origin<'q, 's> {
    pub(super) page: &'q PageKey,
    /// Whether names in tables may be translated.
    pub(super) is_translated: bool,
    pub(super) attested: &'q Attested<'s>,
}

impl Origin<'_, '_> {
    /// Whether a name that stands in a table alone can be the name on the wire.
    pub(super) fn trusts(&self, name: &str) -> bool {
        is_identifier(name) && (!self.is_translated || self.attested.has_name(name))
    }
}

/// Joins the members of an object with the rows of a table: by name, by the letters of the name, and where one of
/// each is left over, these two. Names that are known already are passed over. A row without a member counts where its name can be trusted; any other is left
/// out with a warning.
pub(super) fn join<'s>(
    json: Option<&'s Node<'s>>,
    rows: &'s [PropertyRow<'s>],
    known: &HashSet<String>,
    origin: Origin<'_, 's>,
    diagnostics: &mut Diagnostics,
) -> Vec<Joined<'s>> {
    let mut joined = members(json);
    joined.retain(|one| !known.contains(&*one.name));
    let mut open: Vec<&'s PropertyRow<'s>> = rows.iter().collect();
    open.retain(|row| !known.contains(bare(&row.name.text)));
    pair(&mut joined, &mut open, |name| bare(name).to_owned());
    pair(&mut joined, &mut open, letters);
    // By their trust alone, before the rest is paired off.
    let mut by_name = Vec::new();
    open.retain(|row| {
        let trusted = origin.trusts(bare(&row.name.text));
        if trusted {
            by_name.push(*row);
        }
        !trusted
    });
    let mut alone = joined.iter_mut().filter(|one| one.row.is_none());
    if let (Some(first), None, [row]) = (alone.next(), alone.next(), open.as_slice()) {
        first.row = Some(row);
        open.clear();
    }
    let mut known: HashSet<String> = joined.iter().map(|one| one.name.to_string()).collect();
    for row in by_name {
        let name = taken(&row.name.text);
        if known.insert(name.to_string()) {
            joined.push(Joined {
                name,
                span: row.name.span,
                json: None,
                row: Some(row),
            });
        }
    }
    for row in open {
        let name = bare(&row.name.text);
        diagnostics
            .warning(
                "row-left-out",
                format!("the row `{}` is left out", quoted(name)),
                row.name.span,
            )
            .label(
                "no JSON has a member of this name, and the page is translated or it is no name",
            );
    }
    joined
}

/// The members of an object that can be properties, each once.
fn members<'s>(json: Option<&'s Node<'s>>) -> Vec<Joined<'s>> {
    let Some(Value::Object(members)) = json.map(|json| &json.value) else {
        return Vec::new();
    };
    let mut seen = HashSet::new();
    let fits = |member: &&'s Member<'s>| is_identifier(&member.name) && seen.insert(&*member.name);
    members
        .iter()
        .filter(fits)
        .map(|member| Joined {
            name: Cow::Borrowed(&*member.name),
            span: member.span,
            json: Some(&member.value),
            row: None,
        })
        .collect()
}

/// Gives each member without a row the first open row of the same name, as `fold` sees names.
fn pair<'s>(
    joined: &mut [Joined<'s>],
    open: &mut Vec<&'s PropertyRow<'s>>,
    fold: impl Fn(&str) -> String,
) {
    let mut by_name = HashMap::new();
    for (index, one) in joined.iter().enumerate() {
        if one.row.is_none() {
            by_name.entry(fold(&one.name)).or_insert(index);
        }
    }
    open.retain(|row| match by_name.remove(&fold(&row.name.text)) {
        Some(index) => {
            joined[index].row = Some(row);
            false
        }
        None => true,
    });
}

/// A text of the input in a message: short.
pub(super) fn quoted(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    short.escape_debug().to_string()
}
