//! What is put in comes out of a URL parser, and expressions mean what was built.

use proptest::prelude::*;

use crate::fixture::{User, serving, users};
use crate::query::Filter;
use crate::sample::Everything;

/// The value of an option, as a URL parser reads it.
fn decoded(url: &str, name: &str) -> Option<String> {
    let url = url::Url::parse(url).expect("is a URL");
    let mut pairs = url.query_pairs().into_owned();
    pairs.find_map(|(one, value)| (one == name).then_some(value))
}

proptest! {
    #[test]
    fn texts_come_out_of_a_url_as_they_went_in(text: String, other in ".*") {
        let (client, _) = serving([]);
        let filter: Filter<User> = User::DISPLAY_NAME.eq(&text) & User::TAGS.any(|tag| tag.startswith(&other));
        let request = users(&client).list().filter(&filter).orderby(other.as_str()).select(text.as_str());
        let url = request.url();
        prop_assert_eq!(decoded(url, "$filter"), Some(filter.to_string()));
        prop_assert_eq!(decoded(url, "$orderby"), Some(other.clone()));
        prop_assert_eq!(decoded(url, "$select"), Some(text.clone()));
        // No library writes it otherwise than it was sent.
        prop_assert_eq!(url::Url::parse(url).expect("is a URL").to_string(), url);
        // The literals are the texts, quotes doubled.
        let written = filter.to_string();
        let inner = written.strip_prefix("displayName eq '").expect("begins so");
        prop_assert_eq!(unquoted(inner), Some((text, format!(" and tags/any(a:startswith(a,'{}'))", other.replace('\'', "''")))));
    }

    #[test]
    fn expressions_mean_what_was_built(tree in tree()) {
        let text = tree.filter().to_string();
        for values in 0..8_u8 {
            let mut rest = &*text;
            let read = disjunction(&mut rest, values);
            prop_assert_eq!(rest, "", "{}", &text);
            prop_assert_eq!(read, tree.holds(values), "{}", &text);
        }
    }
}

/// The string literal whose opening quote is gone, and what stands behind it.
fn unquoted(text: &str) -> Option<(String, String)> {
    let mut value = String::new();
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('\'')?;
        value.push_str(before);
        match after.strip_prefix('\'') {
            Some(after) => {
                value.push('\'');
                rest = after;
            }
            None => return Some((value, after.to_owned())),
        }
    }
}

/// An expression over three Booleans, written out as a tree.
#[derive(Clone, Debug)]
enum Tree {
    Comparison(u8),
    Call(u8),
    Not(Box<Tree>),
    And(Box<Tree>, Box<Tree>),
    Or(Box<Tree>, Box<Tree>),
}

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        (0..3_u8).prop_map(Tree::Comparison),
        (0..3_u8).prop_map(Tree::Call)
    ];
    leaf.prop_recursive(6, 40, 2, |inner| {
        let pair = (inner.clone(), inner.clone()).prop_map(|(a, b)| (Box::new(a), Box::new(b)));
        prop_oneof![
            inner.prop_map(|one| Tree::Not(Box::new(one))),
            pair.clone().prop_map(|(a, b)| Tree::And(a, b)),
            pair.prop_map(|(a, b)| Tree::Or(a, b)),
        ]
    })
}

impl Tree {
    fn filter(&self) -> Filter<Everything> {
        match self {
            Self::Comparison(index) => Everything::BYTE.eq(*index),
            Self::Call(index) => Everything::TEXT.startswith(index.to_string()),
            Self::Not(one) => !one.filter(),
            Self::And(one, other) => one.filter() & other.filter(),
            Self::Or(one, other) => one.filter() | other.filter(),
        }
    }

    fn holds(&self, values: u8) -> bool {
        match self {
            Self::Comparison(index) | Self::Call(index) => values >> index & 1 == 1,
            Self::Not(one) => !one.holds(values),
            Self::And(one, other) => one.holds(values) & other.holds(values),
            Self::Or(one, other) => one.holds(values) | other.holds(values),
        }
    }
}

/// Reads an expression by OData's precedence: `or`, `and`, comparisons, `not`.
fn disjunction(rest: &mut &str, values: u8) -> bool {
    let mut value = conjunction(rest, values);
    while let Some(after) = rest.strip_prefix(" or ") {
        *rest = after;
        value |= conjunction(rest, values);
    }
    value
}

fn conjunction(rest: &mut &str, values: u8) -> bool {
    let mut value = unary(rest, values);
    while let Some(after) = rest.strip_prefix(" and ") {
        *rest = after;
        value &= unary(rest, values);
    }
    value
}

/// `not` takes a call or what stands in brackets; a comparison behind it would be taken apart.
fn unary(rest: &mut &str, values: u8) -> bool {
    if let Some(after) = rest.strip_prefix("not ") {
        *rest = after;
        assert!(!rest.starts_with("byte"), "a comparison behind `not`");
        assert!(!rest.starts_with("not"), "`not` behind `not`");
        return !unary(rest, values);
    }
    if let Some(after) = rest.strip_prefix('(') {
        *rest = after;
        let value = disjunction(rest, values);
        *rest = rest.strip_prefix(')').expect("brackets close");
        return value;
    }
    for index in 0..3 {
        let forms = [
            format!("byte eq {index}"),
            format!("startswith(text,'{index}')"),
        ];
        for form in forms {
            if let Some(after) = rest.strip_prefix(&*form) {
                *rest = after;
                return values >> index & 1 == 1;
            }
        }
    }
    panic!("`{rest}` is no expression")
}
