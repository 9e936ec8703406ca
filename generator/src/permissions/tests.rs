use super::cover::satisfies;
use super::{Cover, allows, cover};
use proptest::prelude::*;

#[test]
fn read_write_swallows_read() {
    let table = [
        ("Mail.Read", "Mail.Read", true),
        ("Mail.ReadWrite", "Mail.Read", true),
        ("Mail.ReadWrite.Shared", "Mail.Read.Shared", true),
        ("Mail.ReadWrite.Shared", "Mail.Read", false),
        ("Mail.Read", "Mail.ReadWrite", false),
        ("User.ReadWrite.All", "User.Read.All", true),
        ("User.ReadWrite.All", "Group.Read.All", false),
        ("User.ReadWrite.All", "User.ReadBasic.All", false),
        ("Mail.ReadWriteBasic", "Mail.Read", false),
        ("Directory.AccessAsUser.All", "Directory.Read.All", false),
        ("openid", "openid", true),
        ("", "Mail.Read", false),
    ];
    for (held, needed, expected) in table {
        assert_eq!(allows(held, needed), expected, "{held} for {needed}");
    }
}

/// `A | B+C` per request.
fn covered(requests: &[&'static str]) -> (Vec<(&'static str, Vec<usize>)>, usize) {
    let read = |text: &&'static str| -> Vec<Vec<&'static str>> {
        let alternatives = text.split(" | ").filter(|one| !one.is_empty());
        alternatives.map(|one| one.split('+').collect()).collect()
    };
    let requests: Vec<_> = requests.iter().map(read).collect();
    let Cover { scopes, excess } = cover(&requests);
    (scopes.into_iter().collect(), excess)
}

#[test]
fn covers_are_the_smallest_of_the_least_privileged() {
    let table: &[(&[&str], &[&str])] = &[
        (&[], &[]),
        (&["", "Mail.Read | Mail.ReadWrite"], &["Mail.Read"]),
        // One swallows the other.
        (
            &["Mail.Read | Mail.ReadWrite", "Mail.ReadWrite"],
            &["Mail.ReadWrite"],
        ),
        (&["Mail.Read", "Mail.ReadWrite"], &["Mail.ReadWrite"]),
        // One is enough for both.
        (&["A.Read | B.Read", "B.Read"], &["B.Read"]),
        (&["A.Read | B.Read", "B.Read | A.Read"], &["A.Read"]),
        // What is not the least privileged for any is never taken, although it would be enough for all.
        (
            &["A.Read | D.Read", "B.Read | D.Read", "C.Read | D.Read"],
            &["A.Read", "B.Read", "C.Read"],
        ),
        (
            &["A.Read | D.Read", "B.Read | D.Read", "D.Read"],
            &["D.Read"],
        ),
        // Together.
        (&["A.Read+B.Read | C.Read"], &["A.Read", "B.Read"]),
        (&["A.Read+B.Read | C.Read", "C.Read"], &["C.Read"]),
        (
            &["A.Read+B.Read", "B.ReadWrite", "C.Read | A.Read+B.Read"],
            &["A.Read", "B.ReadWrite"],
        ),
        // Of one size, what permits less.
        (
            &["A.ReadWrite | B.Read", "B.Read | A.ReadWrite"],
            &["B.Read"],
        ),
        // Taking greedily what is enough for most would be one more.
        (
            &[
                "A.x | P.x",
                "P.x | A.x",
                "A.x | Q.x",
                "Q.x | A.x",
                "B.x | P.x | A.x",
                "B.x | Q.x",
                "C.x | P.x",
                "C.x | Q.x",
            ],
            &["P.x", "Q.x"],
        ),
    ];
    for (requests, expected) in table {
        let (scopes, excess) = covered(requests);
        let names: Vec<_> = scopes.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, *expected, "{requests:?}");
        assert_eq!(excess, 0);
    }
    let (scopes, _) = covered(&[
        "Mail.Read",
        "Mail.ReadWrite",
        "User.Read",
        "User.Read | Mail.Read",
    ]);
    assert_eq!(
        scopes,
        [("Mail.ReadWrite", vec![0, 1]), ("User.Read", vec![2])]
    );
}

/// The smallest cover, by trying all.
fn smallest(requests: &[Vec<Vec<&'static str>>]) -> usize {
    let least = requests.iter().filter_map(|one| one.first()).flatten();
    let mut names: Vec<_> = least.copied().collect();
    names.sort_unstable();
    names.dedup();
    let sets = 0..1_u32 << names.len();
    let fits = |set: &u32| {
        let held = names.iter().enumerate();
        let held = held
            .filter(|(at, _)| set & (1 << at) != 0)
            .map(|(_, name)| *name);
        let held: Vec<_> = held.collect();
        let mut needs = requests.iter().filter(|one| !one.is_empty());
        needs.all(|one| satisfies(&held, one))
    };
    let sizes = sets.filter(fits).map(u32::count_ones);
    usize::try_from(sizes.min().expect("all of them are enough")).expect("small")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn covers_are_covers_and_none_is_smaller(
        requests in prop::collection::vec(
            prop::collection::vec(
                prop::collection::vec(
                    prop::sample::select(vec![
                        "A.Read", "A.ReadWrite", "B.Read", "C.Read.All", "C.ReadWrite.All", "D.x", "E.x", "F.x",
                    ]),
                    1..3,
                ),
                0..4,
            ),
            0..12,
        ),
    ) {
        let found = cover(&requests);
        let held: Vec<_> = found.scopes.keys().copied().collect();
        for request in requests.iter().filter(|one| !one.is_empty()) {
            prop_assert!(satisfies(&held, request));
        }
        prop_assert_eq!(found.excess, 0);
        prop_assert_eq!(held.len(), smallest(&requests));
        for (scope, forced_by) in &found.scopes {
            prop_assert!(!forced_by.is_empty(), "{} is needless", scope);
        }
        let mut reversed = requests.clone();
        reversed.reverse();
        let again = cover(&reversed);
        prop_assert_eq!(again.scopes.into_keys().collect::<Vec<_>>(), held);
    }
}

/// However many there are, it ends, and says how far it may be from the smallest.
#[test]
fn large_covers_have_a_bound() {
    let names: Vec<String> = (0..60).map(|at| format!("Thing{at}.Read")).collect();
    let at = |one: usize| names[one % names.len()].as_str();
    // Each name is the least privileged somewhere, and every request can do with five.
    let requests = (0..180).map(|one| {
        (0..5)
            .map(|more| vec![at(one + more * (7 + one / 60))])
            .collect()
    });
    let requests: Vec<Vec<Vec<&str>>> = requests.collect();
    let found = cover(&requests);
    let held: Vec<_> = found.scopes.keys().copied().collect();
    assert!(requests.iter().all(|one| satisfies(&held, one)));
    assert!(found.excess < held.len());
    // Nine requests of the first sixty have nothing in common: fewer than nine scopes will not do.
    assert!(held.len() - found.excess >= 60 / 25, "{found:?}");
    assert_eq!(cover(&requests), found);
}
