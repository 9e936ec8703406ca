use super::page::*;
use super::*;

mod corpus;
mod embedded;
mod hostile;
mod pages;

/// Reads a page of the folder `api`.
fn operation(text: &str) -> OperationPage<'_> {
    match read(SourceId(0), "docs/api/thing_get.md", text).body {
        Body::Operation(page) => *page,
        other => panic!("no page of an operation: {other:?}"),
    }
}

fn targets(page: &OperationPage<'_>) -> Vec<String> {
    let lines = page.templates.iter();
    lines
        .map(|line| format!("{} {}", line.method.as_str(), line.target.text))
        .collect()
}

#[test]
fn keys_are_the_same_in_all_spellings() {
    let expected = PageKey("intune-shared-user".to_owned());
    for path in [
        "api/intune_shared_user.md",
        "../resources/intune-shared-user.md#properties",
        "C:\\docs\\Intune-Shared-User.MD",
        "intune-shared-user.md?view=x",
    ] {
        assert_eq!(PageKey::of_path(path), expected, "{path}");
    }
    assert_eq!(Folder::of_path("a/api/b.md"), Folder::Api);
    assert_eq!(Folder::of_path("../resources/b.md"), Folder::Resources);
    assert_eq!(Folder::of_path("api.md"), Folder::Other);
}
