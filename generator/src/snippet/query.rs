//! Query options as calls.

use super::Expression;
use super::arguments::Variables;
use super::end::Ended;
use super::index::{Index, shown};

/// The query options of a request line that are not taken yet, in order.
#[derive(Debug, Default)]
pub(super) struct Options(Vec<(String, String)>);

/// How many properties a tuple of `select` can have.
const TUPLE: usize = 12;

impl Options {
    /// Takes an option out.
    pub(super) fn take(&mut self, name: &str) -> Option<String> {
        let at = self
            .0
            .iter()
            .position(|(one, _)| one.eq_ignore_ascii_case(name))?;
        Some(self.0.remove(at).1)
    }
}

/// Reads a query; the forms `{?…}` and `{&…}` of templates only name what there can be.
pub(super) fn options(query: &str) -> Options {
    let mut text = query.to_owned();
    while let Some(start) = text.find("{?").or_else(|| text.find("{&")) {
        let end = text[start..]
            .find('}')
            .map_or(text.len(), |at| start + at + 1);
        text.replace_range(start..end, "");
    }
    let pairs = text.split('&').filter_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        let value = value.trim().replace('+', " ");
        Some((decode(name.trim()), decode(&value)))
    });
    Options(pairs.filter(|(name, _)| !name.is_empty()).collect())
}

fn decode(text: &str) -> String {
    crate::model::path::decode(text).into_owned()
}

/// The expression with a call for each option.
pub(super) fn append(
    index: &Index<'_>,
    ended: Ended,
    mut variables: Variables<'_>,
    options: &Options,
) -> Expression {
    let mut text = ended.text;
    for (name, value) in &options.0 {
        let call = match &*name.to_ascii_lowercase() {
            "$select" => select(index, &ended.answer, value),
            "$filter" | "$orderby" | "$search" | "$expand" => {
                let method = name[1..].to_ascii_lowercase();
                Some(format!("{method}({})", variables.text(&method, value)))
            }
            "$top" | "$skip" => {
                let method = name[1..].to_ascii_lowercase();
                let count = variables.count(&method, value);
                count.map(|count| format!("{method}({count})"))
            }
            "$count" if value == "true" => Some("count()".to_owned()),
            _ => None,
        };
        let call = call.unwrap_or_else(|| {
            let parameter = crate::lower::names::Kind::Parameter.rust_name(name);
            format!("query({name:?}, {})", variables.text(&parameter, value))
        });
        text.push('.');
        text.push_str(&call);
    }
    Expression {
        text,
        variables: variables.into_list(),
    }
}

/// `$select` with the constants of the answer's type, where it has them all.
fn select(
    index: &Index<'_>,
    answer: &Option<crate::lower::items::TypePath>,
    value: &str,
) -> Option<String> {
    let path = answer.as_ref()?;
    let fields = &index.model(path)?.fields;
    let constants: Option<Vec<_>> = value
        .split(',')
        .map(|name| {
            let field = fields.iter().find(|field| *field.wire == *name.trim())?;
            Some(format!("{}::{}", shown(path), field.constant))
        })
        .collect();
    match constants?.as_slice() {
        [] => None,
        [one] => Some(format!("select({one})")),
        many if many.len() <= TUPLE => Some(format!("select(({}))", many.join(", "))),
        _ => None,
    }
}
