//! Headers that mean something special to a request. Tables of headers translate the names too, so a name
//! counts only where it is one of these.

use crate::docs::page::OperationPage;

/// What HTTP calls them, in order.
const SPECIAL: &[&str] = &[
    "Accept-Language",
    "ConsistencyLevel",
    "If-Match",
    "If-None-Match",
    "Prefer",
    "workbook-session-id",
];

/// The special headers that a page names, in its tables or in its examples.
pub(super) fn special(page: &OperationPage<'_>) -> Vec<&'static str> {
    let rows = page.headers.iter().map(|row| &*row.name.text);
    let examples = page.examples.iter().filter_map(|one| one.request.as_ref());
    let examples = examples.flat_map(|one| one.headers.iter().map(|(name, _)| &*name.text));
    let named: Vec<&str> = rows.chain(examples).collect();
    let is_named = |header: &&'static str| named.iter().any(|name| is_same(name, header));
    SPECIAL.iter().copied().filter(is_named).collect()
}

/// Whether two names differ in case and marks only.
fn is_same(name: &str, other: &str) -> bool {
    fn plain(name: &str) -> impl Iterator<Item = u8> {
        let letters = name
            .bytes()
            .filter(|byte| !byte.is_ascii() || byte.is_ascii_alphanumeric());
        letters.map(|byte| byte.to_ascii_lowercase())
    }
    plain(name).eq(plain(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docs::join::tests::text;
    use crate::docs::page::HeaderRow;

    #[test]
    fn names_are_matched_against_the_list_and_never_translated() {
        let row = |name| HeaderRow {
            name: text(name),
            value: text(""),
        };
        let page = OperationPage {
            headers: [
                "Autorisierung",
                "if-match",
                "Workbook-Session-Id",
                "Annehmen",
                "Prefer ",
            ]
            .map(row)
            .into(),
            ..OperationPage::default()
        };
        assert_eq!(
            special(&page),
            ["If-Match", "Prefer", "workbook-session-id"]
        );
    }
}
