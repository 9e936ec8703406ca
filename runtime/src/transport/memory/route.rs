//! Routes: paths with `{}` for what varies, as [`Request::route`](crate::Request::route) spells them.

/// Whether a request to this path is one along a route. Before the route may stand what the base URL has: nothing, or the version.
///
/// `{}` stands for a key or an argument, which has no slash, or, between colons, for a path from folder to folder, which may.
pub(super) fn fits(route: &str, path: &str) -> bool {
    let rest = path.get(1..).and_then(|path| path.find('/'));
    let below_version = rest.and_then(|at| path.get(at + 1..));
    is_along(route, path) || below_version.is_some_and(|path| is_along(route, path))
}

/// Goes through the route part by part, and keeps where in the path it may be: no more work than the product of their lengths.
fn is_along(route: &str, path: &str) -> bool {
    let path = path.as_bytes();
    let mut parts = route.split("{}");
    let first = parts.next().unwrap_or_default();
    let mut reached = vec![false; path.len() + 1];
    if !path.starts_with(first.as_bytes()) {
        return false;
    }
    reached[first.len()] = true;
    let mut before = first;
    for part in parts {
        let crosses = before.ends_with(":/");
        let mut next = vec![false; path.len() + 1];
        let mut inside = false;
        for at in 0..path.len() {
            inside = (inside || reached[at]) && (crosses || path[at] != b'/');
            if inside && path[at + 1..].starts_with(part.as_bytes()) {
                next[at + 1 + part.len()] = true;
            }
        }
        reached = next;
        before = part;
    }
    reached[path.len()]
}

/// How much of a route varies.
pub(super) fn wildcards(route: &str) -> usize {
    route.matches("{}").count()
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn routes_fit_the_paths_that_they_spell() {
        for (route, path) in [
            ("/users", "/v1.0/users"),
            ("/users", "/users"),
            ("/users/{}", "/beta/users/ann%40contoso.example"),
            ("/users/{}/messages/{}", "/v1.0/users/1/messages/2"),
            (
                "/reports/getX(period={})",
                "/v1.0/reports/getX(period='D7')",
            ),
            (
                "/me/drive/root:/{}:/content",
                "/v1.0/me/drive/root:/a/b/c.txt:/content",
            ),
            ("/me/drive/root:/{}", "/v1.0/me/drive/root:/a/b"),
            ("/a/{}b{}", "/v1.0/a/xbbbz"),
        ] {
            assert!(fits(route, path), "{route} {path}");
        }
        for (route, path) in [
            ("/users", "/v1.0/users/1"),
            ("/users/{}", "/v1.0/users/1/messages"),
            ("/users/{}", "/v1.0/users/"),
            ("/users/{}", "/v1.0/groups/1/users/2"),
            ("/users/{}/messages", "/v1.0/users/1/messages/2"),
            ("/me/drive/root:/{}:/content", "/v1.0/me/drive/root:/a/b"),
            ("/users", ""),
        ] {
            assert!(!fits(route, path), "{route} {path}");
        }
    }
}
