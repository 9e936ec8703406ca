//! Addresses of the public reference.

use crate::docs::page::Folder;

const SITE: &str = "https://learn.microsoft.com";

/// The address of a page of operations.
pub(crate) fn of_page(page: &str, view: &str) -> String {
    format!("{SITE}/graph/api/{page}?view={view}")
}

/// The address that a link of a page leads to; `None` where it leads nowhere that is public. Links are relative to the
/// folder of their page, or begin at the root of the site.
pub(crate) fn of_link(folder: Folder, link: &str, view: &str) -> Option<String> {
    let path = link.split(['#', '?']).next()?;
    let is_plain = |one: char| one.is_ascii_alphanumeric() || matches!(one, '/' | '-' | '_' | '.');
    if path.is_empty() || !path.chars().all(is_plain) {
        return None;
    }
    if let Some(path) = path.strip_prefix('/') {
        return (!path.starts_with('/')).then(|| format!("{SITE}/{path}"));
    }
    let mut segments = path.rsplit('/');
    let file = segments.next()?;
    let page = file.strip_suffix(".md").filter(|page| !page.is_empty())?;
    match (segments.next(), folder) {
        (Some("api"), _) | (None | Some("."), Folder::Api) => Some(of_page(page, view)),
        (Some("resources"), _) | (None | Some("."), Folder::Resources) => {
            Some(of_page(&format!("resources/{page}"), view))
        }
        (Some("concepts"), _) => Some(format!("{SITE}/graph/{page}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_public_reference() {
        let of = |folder, link| of_link(folder, link, "graph-rest-1.0");
        let page = |page: &str| Some(of_page(page, "graph-rest-1.0"));
        for (folder, link, expected) in [
            (Folder::Api, "../resources/user.md", page("resources/user")),
            (Folder::Api, "user-get.md#request", page("user-get")),
            (Folder::Api, "./user-get.md", page("user-get")),
            (Folder::Resources, "user.md", page("resources/user")),
            (Folder::Resources, "../api/user-get.md", page("user-get")),
            (
                Folder::Api,
                "/graph/permissions-reference",
                Some("https://learn.microsoft.com/graph/permissions-reference".to_owned()),
            ),
            (
                Folder::Api,
                "../../../concepts/query-parameters.md",
                Some("https://learn.microsoft.com/graph/query-parameters".to_owned()),
            ),
            (Folder::Api, "#permissions", None),
            (Folder::Api, "//evil.example/x", None),
            (Folder::Api, "javascript:alert(1)", None),
            (Folder::Api, "../images/a.png", None),
            (Folder::Other, "user.md", None),
            (Folder::Api, "a b.md", None),
            (Folder::Api, ".md", None),
        ] {
            assert_eq!(of(folder, link), expected, "{link}");
        }
    }
}
