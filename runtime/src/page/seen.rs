//! Which links were followed already, in memory that does not grow.

use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Links that are remembered one by one.
const RECENT: usize = 1024;

/// The links that were followed, by digest: the last thousand, and beyond those one that moves on ever more slowly, which any loop
/// comes upon however long it is (R. P. Brent, "An improved Monte Carlo factorization algorithm", 1980).
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    recent: VecDeque<u64>,
    mark: Option<u64>,
    /// Links since the mark was set, and at how many it is set anew.
    steps: u64,
    span: u64,
}

impl Seen {
    /// Notes a link, and says whether it was followed before.
    pub(super) fn again(&mut self, link: &str) -> bool {
        let mut hasher = DefaultHasher::new();
        link.hash(&mut hasher);
        let digest = hasher.finish();
        if self.mark == Some(digest) || self.recent.contains(&digest) {
            return true;
        }
        if self.recent.len() == RECENT {
            self.recent.pop_front();
        }
        self.recent.push_back(digest);
        self.steps += 1;
        if self.steps >= self.span {
            self.mark = Some(digest);
            self.steps = 0;
            self.span = self.span.saturating_mul(2).max(1);
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loops_of_any_length_are_found() {
        for (before, length) in [
            (0, 1),
            (1, 1),
            (0, 2),
            (5, 3),
            (10, RECENT),
            (10, RECENT + 1),
            (3000, 5000),
        ] {
            let mut seen = Seen::default();
            let walk = (0..before + length).chain((before..before + length).cycle());
            let found = walk
                .take(10 * (before + length))
                .position(|at| seen.again(&format!("link {at}")));
            assert!(
                found.is_some_and(|at| at >= before + length),
                "{before} {length}"
            );
            assert!(seen.recent.len() <= RECENT);
        }
    }

    #[test]
    fn links_that_differ_are_no_loop() {
        let mut seen = Seen::default();
        assert!(!(0..20_000).any(|at| seen.again(&format!("link {at}"))));
    }
}
