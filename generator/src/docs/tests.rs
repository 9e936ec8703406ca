use super::page::*;
use super::*;

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
        .map(|line| format!("{:?} {}", line.method, line.target.text))
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

#[test]
fn templates_are_those_under_the_heading() {
    let page = operation(
        "# Get\n\n```http\nGET /intro\n```\n\n## <a name=\"http-request\"></a>Anforderung\n\n<!-- {\"blockType\": \"ignored\"} -->\n```http\nGET /things/{id | name}\nor\n# comment\nContent-type: x\nGET ~/things/<id>\n```\n## Example\n```\nGET https://graph.microsoft.com/v1.0/things/1\n```\n",
    );
    assert_eq!(
        targets(&page),
        ["Get /things/{id | name}", "Get ~/things/<id>"]
    );
    assert_eq!(page.templates_by, TemplatesBy::Heading);
    let requests: Vec<_> = page
        .examples
        .iter()
        .filter_map(|example| example.request.as_ref())
        .collect();
    let requests: Vec<_> = requests
        .iter()
        .map(|request| request.line.target.text.as_ref())
        .collect();
    assert_eq!(
        requests,
        ["/intro", "https://graph.microsoft.com/v1.0/things/1"]
    );
}
