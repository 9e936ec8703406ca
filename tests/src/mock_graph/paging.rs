//! Pages of a collection (paging): `$top` is the size of a page, the link to the next one is opaque and carries all options on.

use super::call::Call;
use super::query;
use super::reply::Reply;
use super::state::State;
use serde_json::{Value, json};

/// How a part of the service cuts pages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub(crate) default: usize,
    pub(crate) most: usize,
    /// What an item has although `$select` does not name it.
    pub(crate) always: &'static [&'static str],
}

impl Style {
    /// Users and groups: 100, and at most 999 (user-list, group-list).
    pub(crate) const DIRECTORY: Self = Self {
        default: 100,
        most: 999,
        always: &[],
    };
    /// Messages: 10, and at most 1000; the identifier is always there (user-list-messages).
    pub(crate) const MAIL: Self = Self {
        default: 10,
        most: 1000,
        always: &["id"],
    };
    /// Everything else.
    pub(crate) const OTHER: Self = Self {
        default: 200,
        most: 1000,
        always: &[],
    };
}

/// The page that a request asks for.
pub(crate) fn page(state: &State, call: &Call, items: Vec<Value>, style: Style) -> Reply {
    let items = match query::apply(call, items) {
        Ok(items) => items,
        Err(refused) => return refused,
    };
    let (size, from) = match (size(call, style), position(call)) {
        (Ok(size), Ok(from)) => (size, from),
        (Err(refused), _) | (_, Err(refused)) => return refused,
    };
    let total = items.len();
    let some = items.into_iter().skip(from).take(size);
    let some: Vec<_> = some
        .map(|item| query::select_and(call, item, style.always))
        .collect();
    let end = from.saturating_add(some.len());
    let mut body = json!({
        "@odata.context": format!("{}/$metadata#{}", state.root, call.path.join("/")),
    });
    if call.option("$count") == Some("true") && from == 0 {
        body["@odata.count"] = total.into();
    }
    if state.links_loop {
        body["@odata.nextLink"] = format!("{}{}", state.root, call.target).into();
    } else if end < total {
        body["@odata.nextLink"] = next_link(state, call, &token(end)).into();
    }
    body["value"] = some.into();
    Reply::json(200, body)
}

/// How many items a page has: `$top`, else the preference `odata.maxpagesize`.
pub(crate) fn size(call: &Call, style: Style) -> Result<usize, Reply> {
    let wanted = call.option("$top").or(call.preference("odata.maxpagesize"));
    let Some(wanted) = wanted else {
        return Ok(style.default);
    };
    match wanted.parse::<usize>() {
        Ok(size @ 1..) if size <= style.most => Ok(size),
        Ok(0) => Err(Reply::bad("Invalid page size specified: '0'.")),
        _ => Err(Reply::error(
            400,
            "Request_UnsupportedQuery",
            format!(
                "Invalid page size specified: '{wanted}'. Must be between 1 and {} inclusive.",
                style.most
            ),
        )),
    }
}

fn position(call: &Call) -> Result<usize, Reply> {
    match call.option("$skiptoken") {
        Some(token) => untoken(token).ok_or_else(|| {
            Reply::error(400, "Request_BadRequest", "Invalid $skiptoken in the link.")
        }),
        None => Ok(call
            .option("$skip")
            .and_then(|skip| skip.parse().ok())
            .unwrap_or(0)),
    }
}

/// The link to the rest: the request's own query, except for the position in it.
pub(crate) fn next_link(state: &State, call: &Call, token: &str) -> String {
    let (path, query) = call.target.split_once('?').unwrap_or((&call.target, ""));
    let options = query.split('&').filter(|option| {
        let name = option.split('=').next().unwrap_or_default();
        !option.is_empty() && !matches!(name, "$skiptoken" | "%24skiptoken" | "$skip" | "%24skip")
    });
    let mut link = format!("{}{path}?", state.root);
    for option in options {
        link.push_str(option);
        link.push('&');
    }
    link.push_str("$skiptoken=");
    link.push_str(token);
    link
}

/// An opaque token for a position: no program can be tempted to count in it.
pub(crate) fn token(position: usize) -> String {
    let scrambled = (position as u64).wrapping_mul(SCRAMBLE).rotate_left(17);
    format!("RFNwdAIAAQ-{scrambled:016x}")
}

pub(crate) fn untoken(token: &str) -> Option<usize> {
    let scrambled = u64::from_str_radix(token.strip_prefix("RFNwdAIAAQ-")?, 16).ok()?;
    let position = scrambled.rotate_right(17).wrapping_mul(UNSCRAMBLE);
    usize::try_from(position).ok()
}

const SCRAMBLE: u64 = 0x9E37_79B9_7F4A_7C15;
/// The inverse of [`SCRAMBLE`] modulo 2⁶⁴.
const UNSCRAMBLE: u64 = inverse(SCRAMBLE);

/// The inverse of an odd number modulo 2⁶⁴, by Newton's iteration: each step doubles the bits that are right.
const fn inverse(odd: u64) -> u64 {
    let mut inverse = odd;
    let mut step = 0;
    while step < 5 {
        inverse = inverse.wrapping_mul(2u64.wrapping_sub(odd.wrapping_mul(inverse)));
        step += 1;
    }
    inverse
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_lead_back() {
        for position in [0, 1, 999, 1_000_000] {
            assert_eq!(untoken(&token(position)), Some(position));
        }
        assert_eq!(untoken("12"), None);
    }
}
