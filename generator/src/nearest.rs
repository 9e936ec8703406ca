//! What was perhaps meant.

/// How many suggestions are made at most.
const SUGGESTIONS: usize = 3;

/// Names are not compared beyond this length, in characters.
const LONGEST: usize = 120;

/// The candidates that look most like a name, best first: at most three, and none that differs in
/// more than a third of its letters. Case counts for nothing.
pub fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Vec<&'c str> {
    let name: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
    if name.is_empty() || name.len() > LONGEST {
        return Vec::new();
    }
    let limit = (name.len() / 3).max(1);
    let own = letters(&name);
    let mut other: Vec<char> = Vec::new();
    let mut found: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter_map(|candidate| {
            other.clear();
            match candidate.is_ascii() {
                true => other.extend(
                    candidate
                        .bytes()
                        .map(|one| char::from(one.to_ascii_lowercase())),
                ),
                false => other.extend(candidate.chars().flat_map(char::to_lowercase)),
            }
            // Each letter that only one of two names has takes a change of its own.
            let others = letters(&other);
            let missing = (own & !others)
                .count_ones()
                .max((others & !own).count_ones());
            if missing as usize > limit {
                return None;
            }
            let distance = distance(&name, &other, limit)?;
            Some((distance, candidate))
        })
        .collect();
    found.sort();
    found.dedup();
    found.truncate(SUGGESTIONS);
    found.into_iter().map(|(_, candidate)| candidate).collect()
}

/// Which letters a name has, as bits; several letters share one.
fn letters(name: &[char]) -> u64 {
    name.iter()
        .fold(0, |bits, one| bits | 1 << (u32::from(*one) % 64))
}

/// How many letters must be put in, taken out, replaced, or swapped with their neighbours; `None` where that is
/// more than the limit.
fn distance(a: &[char], b: &[char], limit: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut before: Vec<usize> = vec![0; b.len() + 1];
    let mut above: Vec<usize> = (0..=b.len()).collect();
    let mut row: Vec<usize> = vec![0; b.len() + 1];
    let mut least_above = 0;
    for i in 1..=a.len() {
        row[0] = i;
        let mut least = i;
        for j in 1..=b.len() {
            let replace = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replace.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row[j] = best;
            least = least.min(best);
        }
        // A row follows from the two above it, and never falls below both.
        if least.min(least_above) > limit {
            return None;
        }
        least_above = least;
        // The oldest row is written over next.
        std::mem::swap(&mut before, &mut above);
        std::mem::swap(&mut above, &mut row);
    }
    let distance = above[b.len()];
    (distance <= limit).then_some(distance)
}
