use proptest::prelude::*;

use super::{LONGEST, MOST, plan};

fn planned(depends_on: &[&[usize]]) -> Vec<Vec<usize>> {
    plan(depends_on, &vec![0; depends_on.len()]).unwrap()
}

#[test]
fn requests_that_stand_alone_fill_batches() {
    let alone = vec![&[][..]; 45];
    let groups = planned(&alone);
    assert_eq!(groups.iter().map(Vec::len).collect::<Vec<_>>(), [20, 20, 5]);
    assert_eq!(groups.concat(), (0..45).collect::<Vec<_>>());
    assert!(planned(&[]).is_empty());
}

#[test]
fn a_chain_stays_together_whatever_its_order() {
    // 3 after 0 after 2; 1 and 4 stand alone.
    let groups = planned(&[&[2], &[], &[], &[0], &[]]);
    assert_eq!(groups, [vec![2, 0, 3], vec![1, 4]]);
    let chain: Vec<Vec<usize>> = (0..20_usize)
        .map(|item| item.checked_sub(1).into_iter().collect())
        .collect();
    let chain: Vec<&[usize]> = chain.iter().map(Vec::as_slice).collect();
    assert_eq!(planned(&chain), [(0..20).collect::<Vec<_>>()]);
}

#[test]
fn a_chain_that_is_too_long_goes_on_in_the_next_batch() {
    let chain: Vec<Vec<usize>> = (0..41_usize)
        .map(|item| item.checked_sub(1).into_iter().collect())
        .collect();
    let chain: Vec<&[usize]> = chain.iter().map(Vec::as_slice).collect();
    let groups = planned(&chain);
    assert_eq!(groups.iter().map(Vec::len).collect::<Vec<_>>(), [20, 20, 1]);
    assert_eq!(groups.concat(), (0..41).collect::<Vec<_>>());
}

#[test]
fn requests_after_the_same_one_stay_with_it() {
    assert_eq!(planned(&[&[2], &[2], &[]]), [vec![2, 0, 1]]);
}

#[test]
fn other_shapes_go_step_by_step() {
    // A diamond, and two roots with one follower.
    assert_eq!(
        planned(&[&[], &[0], &[0], &[1, 2]]),
        [vec![0], vec![1, 2], vec![3]]
    );
    assert_eq!(planned(&[&[], &[], &[0, 1]]), [vec![0, 1], vec![2]]);
}

#[test]
fn long_requests_are_spread() {
    let (half, more) = (LONGEST / 2, LONGEST + 1);
    let groups = |depends_on: &[&[usize]], sizes: &[usize]| plan(depends_on, sizes).unwrap();
    let alone = [&[][..]; 4];
    assert_eq!(groups(&alone, &[half; 4]), [[0, 1], [2, 3]]);
    assert_eq!(
        groups(&alone, &[half, more, half, 1]),
        [vec![0], vec![1], vec![2, 3]]
    );
    // A chain is cut, a star is sent step by step.
    assert_eq!(
        groups(&[&[], &[0], &[1]], &[half; 3]),
        [vec![0, 1], vec![2]]
    );
    assert_eq!(
        groups(&[&[], &[0], &[0]], &[half; 3]),
        [vec![0], vec![1, 2]]
    );
}

#[test]
fn a_circle_is_refused() {
    assert!(plan(&[&[1], &[0]], &[0; 2]).is_err_and(|error| error.is_refused()));
    assert!(plan(&[&[], &[1]], &[0; 2]).is_err_and(|error| error.is_refused()));
}

/// Up to 60 requests, each after some of those before it, in an order of their own.
fn graphs() -> impl Strategy<Value = Vec<Vec<usize>>> {
    (0..60_usize)
        .prop_flat_map(|count| {
            let earlier = (0..count).map(|item| {
                let some = 0..3_usize.min(item + 1);
                proptest::collection::btree_set(0..item.max(1), some)
            });
            (
                earlier.collect::<Vec<_>>(),
                Just((0..count).collect::<Vec<_>>()).prop_shuffle(),
            )
        })
        .prop_map(|(earlier, order)| {
            let mut graph = vec![Vec::new(); order.len()];
            for (item, earlier) in earlier.into_iter().enumerate().skip(1) {
                graph[order[item]] = earlier.into_iter().map(|one| order[one]).collect();
            }
            graph
        })
}

proptest! {
    #[test]
    fn every_plan_is_whole_and_keeps_to_the_patterns(graph in graphs(), sizes in proptest::collection::vec(0..LONGEST, 60)) {
        let graph: Vec<&[usize]> = graph.iter().map(Vec::as_slice).collect();
        let groups = plan(&graph, &sizes).unwrap();
        let mut all = groups.concat();
        let place: Vec<usize> = (0..graph.len())
            .map(|item| all.iter().position(|&one| one == item).unwrap())
            .collect();
        for (item, earlier) in graph.iter().enumerate() {
            prop_assert!(earlier.iter().all(|&one| place[one] < place[item]));
        }
        all.sort_unstable();
        prop_assert_eq!(all, (0..graph.len()).collect::<Vec<_>>());
        for group in &groups {
            prop_assert!(!group.is_empty() && group.len() <= MOST);
            prop_assert!(group.iter().map(|&item| sizes[item]).sum::<usize>() <= LONGEST);
            let inner: Vec<Vec<usize>> = group
                .iter()
                .map(|&item| graph[item].iter().copied().filter(|one| group.contains(one)).collect())
                .collect();
            let is_parallel = inner.iter().all(Vec::is_empty);
            let is_serial = inner.iter().skip(1).zip(group).all(|(earlier, &before)| *earlier == [before]);
            let mut stated: Vec<_> = inner.iter().filter(|earlier| !earlier.is_empty()).collect();
            stated.dedup();
            let is_same = stated.len() == 1 && stated[0].len() == 1;
            prop_assert!(is_parallel || is_serial || is_same, "{:?} of {:?}", group, graph);
        }
    }
}
