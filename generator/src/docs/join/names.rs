//! From the names in a table to those in the model. Translated pages translate names too: a name is found
//! by its spelling, else because nothing else is left for it, else not at all.

use std::cell::LazyCell;
use std::collections::HashMap;
use std::hash::Hash;

/// A name in a page, and what else its row says that survives translation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'r, T> {
    /// The name as the page has it.
    pub(crate) name: &'r str,
    /// The type that the row links to.
    pub(crate) ty: Option<T>,
}

/// A name that a row can stand for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate<'c, T> {
    /// The name as the model has it.
    pub(crate) name: &'c str,
    /// Its type.
    pub(crate) ty: Option<T>,
    /// Whether the page itself lists it where names are not translated: then some row should be its.
    pub(crate) listing: Listing,
}

/// Whether a page lists a name where names are not translated: in its JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Listing {
    Listed,
    Unlisted,
}

/// The position of each row's candidate. A row gets one by its exact name; by its name without regard to
/// case and spaces, where that is one only; as the only row left that links to a type, for the only
/// candidate left of that type; as the only row left, for the only listed candidate left.
pub(crate) fn assign<T: Copy + Eq + Hash>(
    rows: &[Row<'_, T>],
    candidates: &[Candidate<'_, T>],
) -> Vec<Option<usize>> {
    if rows.is_empty() {
        return Vec::new();
    }
    let mut found = by_spelling(rows, candidates);
    let mut taken = vec![false; candidates.len()];
    for at in found.iter().flatten() {
        taken[*at] = true;
    }
    let open = (0..rows.len()).filter(|at| found[*at].is_none());
    let open = by_type(open.map(|at| (at, rows[at].ty)));
    let left = (0..candidates.len()).filter(|at| !taken[*at]);
    let left = by_type(left.map(|at| (at, candidates[at].ty)));
    for (ty, row) in open {
        if let (Some(row), Some(Some(candidate))) = (row, left.get(&ty)) {
            found[row] = Some(*candidate);
        }
    }
    for at in found.iter().flatten() {
        taken[*at] = true;
    }
    let mut open = (0..rows.len()).filter(|at| found[*at].is_none());
    if let (Some(row), None) = (open.next(), open.next()) {
        let is_left = |at: &usize| !taken[*at] && candidates[*at].listing == Listing::Listed;
        let mut left = (0..candidates.len()).filter(is_left);
        if let (Some(only), None) = (left.next(), left.next()) {
            found[row] = Some(only);
        }
    }
    found
}

/// The position that has a type alone, by type; `None` where several have it.
fn by_type<T: Eq + Hash>(
    positions: impl Iterator<Item = (usize, Option<T>)>,
) -> HashMap<T, Option<usize>> {
    let mut found = HashMap::new();
    for (at, ty) in positions {
        let Some(ty) = ty else { continue };
        found
            .entry(ty)
            .and_modify(|only| *only = None)
            .or_insert(Some(at));
    }
    found
}

fn by_spelling<T>(rows: &[Row<'_, T>], candidates: &[Candidate<'_, T>]) -> Vec<Option<usize>> {
    let mut exact = HashMap::with_capacity(candidates.len());
    for (at, candidate) in candidates.iter().enumerate() {
        exact.entry(candidate.name).or_insert(at);
    }
    // Seldom wanted.
    let folded = LazyCell::new(|| {
        let mut folded: HashMap<String, Option<usize>> = HashMap::new();
        for (at, candidate) in candidates.iter().enumerate() {
            folded
                .entry(fold(candidate.name))
                .and_modify(|only| *only = None)
                .or_insert(Some(at));
        }
        folded
    });
    let find = |row: &Row<'_, T>| {
        let exact = exact.get(row.name).copied();
        exact.or_else(|| folded.get(&fold(row.name)).copied().flatten())
    };
    rows.iter().map(find).collect()
}

/// A name without regard to case, spaces and marks.
pub(crate) fn fold(name: &str) -> String {
    // Names mostly are ASCII, which needs no tables.
    if name.is_ascii() {
        let mut folded = String::with_capacity(name.len());
        let plain = name.bytes().filter(u8::is_ascii_alphanumeric);
        folded.extend(plain.map(|one| char::from(one.to_ascii_lowercase())));
        return folded;
    }
    let plain = name.chars().filter(|one| one.is_alphanumeric());
    plain.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows and candidates as `name:type`; a candidate with `*` is listed.
    fn assigned(rows: &[&str], candidates: &[&str]) -> Vec<Option<usize>> {
        fn split(text: &str) -> (&str, Option<&str>) {
            match text.split_once(':') {
                Some((name, ty)) => (name, Some(ty)),
                None => (text, None),
            }
        }
        let rows = rows.iter().map(|text| {
            let (name, ty) = split(text);
            Row { name, ty }
        });
        let candidates = candidates.iter().map(|text| {
            let (name, ty) = split(text);
            let (name, listing) = match name.strip_prefix('*') {
                Some(name) => (name, Listing::Listed),
                None => (name, Listing::Unlisted),
            };
            Candidate { name, ty, listing }
        });
        assign(&rows.collect::<Vec<_>>(), &candidates.collect::<Vec<_>>())
    }

    #[test]
    fn spelling_comes_first() {
        assert_eq!(
            assigned(
                &["id", "Token", "display Name"],
                &["*displayName", "*id", "*token"]
            ),
            [Some(1), Some(2), Some(0)]
        );
        // Two that differ in case only are told apart by it, and by nothing else.
        assert_eq!(assigned(&["a", "A"], &["A", "a"]), [Some(1), Some(0)]);
        assert_eq!(assigned(&["aB"], &["Ab", "AB"]), [None]);
        // A property that is described twice.
        assert_eq!(assigned(&["id", "id"], &["*id", "*x"]), [Some(0), Some(0)]);
    }

    #[test]
    fn what_is_left_alone_is_found() {
        assert_eq!(
            assigned(&["ID", "Zustand"], &["*id", "*state", "other"]),
            [Some(0), Some(1)]
        );
    }

    #[test]
    fn nothing_is_guessed() {
        // Two rows, two candidates: the order says nothing.
        assert_eq!(
            assigned(&["Zustand", "Ort"], &["*state", "*place"]),
            [None, None]
        );
        // One row, two candidates.
        assert_eq!(assigned(&["Zustand"], &["*state", "*place"]), [None]);
        // Nothing that the page lists is left.
        assert_eq!(assigned(&["Zustand"], &["state"]), [None]);
        assert_eq!(assigned(&["Zustand"], &[]), [None]);
    }

    #[test]
    fn a_link_tells_rows_apart() {
        assert_eq!(
            assigned(
                &["Zustand:state", "Ort:place"],
                &["*a:place", "*b:state", "*c:state2"]
            ),
            [Some(1), Some(0)]
        );
        // Two of a type are not told apart.
        assert_eq!(
            assigned(&["Zustand:state"], &["a:state", "b:state"]),
            [None]
        );
        assert_eq!(
            assigned(&["X:state", "Y:state"], &["a:state", "q"]),
            [None, None]
        );
        // What was found by its name is taken.
        assert_eq!(
            assigned(&["b", "Zustand:state"], &["a:state", "b:state"]),
            [Some(1), Some(0)]
        );
    }
}
