//! Globs over one name.

/// Whether a name fits a glob, in which `*` stands for any run of characters. Takes time in
/// proportion to the lengths' product at worst.
pub(super) fn matches(glob: &str, name: &str) -> bool {
    if !glob.contains('*') {
        return glob == name;
    }
    let (glob, name) = (glob.as_bytes(), name.as_bytes());
    let (mut g, mut n) = (0, 0);
    // Where the last star stands, and how far the name was when it took its turn.
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        if glob.get(g) == Some(&b'*') {
            star = Some((g, n));
            g += 1;
        } else if glob.get(g) == Some(&name[n]) {
            g += 1;
            n += 1;
        } else if let Some((at, taken)) = star {
            star = Some((at, taken + 1));
            g = at + 1;
            n = taken + 1;
        } else {
            return false;
        }
    }
    glob[g..].iter().all(|byte| *byte == b'*')
}
