//! Pages that nobody would write in earnest.

use super::*;

fn ty(name: &str, base: &str, json: &str) -> String {
    format!(
        "# x\n\n## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n|a|String|b|\n\n## JSON \
         representation\n\n<!-- {{ \"blockType\": \"resource\", \"@odata.type\": \"{name}\", \"baseType\": \"{base}\" \
         }} -->\n```json\n{json}\n```\n"
    )
}

#[test]
fn a_cycle_of_base_types_is_cut_with_a_warning() {
    let files: Vec<(String, String)> = (0..300)
        .map(|at| {
            let base = format!("microsoft.graph.t{}", (at + 1) % 300);
            let page = ty(&format!("microsoft.graph.t{at}"), &base, "{\"a\": true}");
            (format!("resources/t{at}.md"), page)
        })
        .collect();
    let files: Vec<_> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let made = make(&files);
    assert!(made.said.contains("inheritance-cycle"), "{}", made.said);
}

#[test]
fn a_type_that_is_its_own_base_has_none() {
    let page = ty("microsoft.graph.a", "microsoft.graph.A", "{\"a\": true}");
    has(
        &make(&[("resources/a.md", &page)]),
        "Complex microsoft.graph.a",
    );
}

#[test]
fn names_that_are_no_names_are_left_out() {
    for name in [
        "*/ #![x]",
        "microsoft..graph",
        "a b",
        "",
        "über",
        "Edm.String",
    ] {
        let page = ty(name, "", "{\"a\": true}");
        assert_eq!(make(&[("resources/x-y.md", &page)]).model, "", "{name}");
    }
    let page = ty(
        "microsoft.graph.a",
        "",
        "{\"ok\": 1, \"no name\": 1, \"*/\": 1, \"@odata.x\": 1, \"ok\": true, \"b@odata.bind\": \"x\"}",
    );
    let made = make(&[("resources/a.md", &page)]);
    let wanted = [
        "Complex microsoft.graph.a",
        "microsoft.graph.a/a: String",
        "microsoft.graph.a/ok: Int32",
    ];
    assert_eq!(made.model, wanted.join("\n"));
}

#[test]
fn request_lines_that_lead_nowhere_are_warnings() {
    let long = format!("GET /a{}", "/b".repeat(5000));
    let lines = [
        "GET /users/.../x",
        "GET /{id}",
        "GET /$count",
        "GET /f(x={y})",
        "GET /microsoft.graph.x",
        "GET /a/{b",
        "GET /a/{b}/{c}",
        &long,
    ];
    let page = format!(
        "# x\n\n## HTTP request\n\n```http\n{}\n```\n",
        lines.join("\n")
    );
    let made = make(&[("api/x.md", &page)]);
    has(&made, "/a: [a]");
    assert_eq!(
        made.said.matches("warning[request-line-left-out]").count(),
        8,
        "{}",
        made.said
    );
}

#[test]
fn many_lines_take_time_in_proportion() {
    let lines: Vec<String> = (0..10_000)
        .map(|at| format!("GET /a/{{id}}/b{at}/c{at}"))
        .collect();
    let page = format!(
        "# x\n\n## HTTP request\n\n```http\n{}\n```\n",
        lines.join("\n")
    );
    let sources = sources(&[("api/x.md", &page)]);
    let pages = pages(&sources);
    let pages: Vec<_> = pages.iter().collect();
    let document = document(&pages, &mut Diagnostics::new());
    let types = document.schemas[0].entity_types.len();
    assert!(types > 10_000, "{types}");
}
