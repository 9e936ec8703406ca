//! Which requests are sent together.
//!
//! Graph's known issues ("Request dependencies are limited") allow three patterns in a `$batch`: no request depends on another; each
//! depends on the one before; all that depend on one depend on the same one. Every group of a plan is of one of them, as far as its
//! requests depend on each other; what they depend on outside of it has been answered before.

use crate::error::Error;

/// Requests in one `$batch` (Graph's page "JSON batching").
pub(super) const MOST: usize = 20;

/// Bytes of them together. Graph takes 4 MB in one request (page "Update profilephoto"); some are left for what stands around.
pub(super) const LONGEST: usize = 3_900_000;

/// The groups, in the order in which they are sent; `depends_on` has the earlier requests of each, `sizes` its bytes.
///
/// Each request is in one group, after everything that it depends on. One that is too long by itself is alone.
#[inline]
pub(super) fn plan(depends_on: &[&[usize]], sizes: &[usize]) -> Result<Vec<Vec<usize>>, Error> {
    let levels = levels(depends_on)?;
    let mut groups: Vec<Vec<usize>> = Vec::new();
    // The group of requests that stand alone which has room left.
    let mut open = 0;
    let mut room = Room::full();
    for component in components(depends_on) {
        if let [alone] = *component {
            match groups.get_mut(open) {
                Some(group) if room.takes(sizes[alone]) => group.push(alone),
                _ => {
                    open = groups.len();
                    room = Room::with(sizes[alone]);
                    groups.push(vec![alone]);
                }
            }
        } else {
            groups.extend(steps(component, depends_on, sizes, &levels));
        }
    }
    Ok(groups)
}

/// The groups of requests that are connected.
#[inline]
fn steps(
    mut component: Vec<usize>,
    depends_on: &[&[usize]],
    sizes: &[usize],
    levels: &[usize],
) -> Vec<Vec<usize>> {
    component.sort_by_key(|&item| (levels[item], item));
    let is_chain = component
        .windows(2)
        .all(|pair| *depends_on[pair[1]] == [pair[0]]);
    let is_star = component
        .iter()
        .skip(1)
        .all(|&item| *depends_on[item] == component[..1]);
    let whole = cut(&component, sizes);
    if is_chain || is_star && whole.len() == 1 {
        return whole;
    }
    component
        .chunk_by(|&one, &next| levels[one] == levels[next])
        .flat_map(|level| cut(level, sizes))
        .collect()
}

/// The requests in their order, in groups that one `$batch` takes.
#[inline]
fn cut(items: &[usize], sizes: &[usize]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut room = Room::full();
    for &item in items {
        match groups.last_mut() {
            Some(group) if room.takes(sizes[item]) => group.push(item),
            _ => {
                room = Room::with(sizes[item]);
                groups.push(vec![item]);
            }
        }
    }
    groups
}

/// What a `$batch` still takes.
struct Room {
    requests: usize,
    bytes: usize,
}

impl Room {
    fn full() -> Self {
        Self {
            requests: 0,
            bytes: 0,
        }
    }

    /// That of one with this request.
    fn with(size: usize) -> Self {
        Self {
            requests: MOST - 1,
            bytes: LONGEST.saturating_sub(size),
        }
    }

    fn takes(&mut self, size: usize) -> bool {
        let has_room = self.requests > 0 && size <= self.bytes;
        if has_room {
            self.requests -= 1;
            self.bytes -= size;
        }
        has_room
    }
}

/// How many requests must have run before each one, along its longest way.
#[inline]
fn levels(depends_on: &[&[usize]]) -> Result<Vec<usize>, Error> {
    let mut levels = vec![0; depends_on.len()];
    let mut open: Vec<usize> = depends_on.iter().map(|earlier| earlier.len()).collect();
    let later = reversed(depends_on);
    let mut ready: Vec<usize> = (0..open.len()).filter(|&item| open[item] == 0).collect();
    let mut settled = 0;
    while let Some(item) = ready.pop() {
        settled += 1;
        for &next in &later[item] {
            levels[next] = levels[next].max(levels[item] + 1);
            open[next] -= 1;
            if open[next] == 0 {
                ready.push(next);
            }
        }
    }
    if settled < levels.len() {
        return Err(Error::refused(
            "requests of the batch depend on each other in a circle",
        ));
    }
    Ok(levels)
}

/// The requests that are connected with each other, in the order of the first of each.
#[inline]
fn components(depends_on: &[&[usize]]) -> Vec<Vec<usize>> {
    let later = reversed(depends_on);
    let mut seen = vec![false; depends_on.len()];
    let mut components = Vec::new();
    for first in 0..depends_on.len() {
        if std::mem::replace(&mut seen[first], true) {
            continue;
        }
        let mut component = vec![first];
        let mut at = 0;
        while let Some(&item) = component.get(at) {
            for &next in depends_on[item].iter().chain(&later[item]) {
                if !std::mem::replace(&mut seen[next], true) {
                    component.push(next);
                }
            }
            at += 1;
        }
        components.push(component);
    }
    components
}

#[inline]
fn reversed(depends_on: &[&[usize]]) -> Vec<Vec<usize>> {
    let mut later = vec![Vec::new(); depends_on.len()];
    for (item, earlier) in depends_on.iter().enumerate() {
        for &one in *earlier {
            later[one].push(item);
        }
    }
    later
}

#[cfg(test)]
mod tests;
