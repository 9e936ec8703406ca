//! Expressions on a model that has what they need; `tests/tests/snippets.rs` compiles those of all of v1.0.

use super::{Expression, Gap, Snippets, VariableKind};
use crate::diagnostics::Diagnostics;
use crate::docs::page::Method;
use crate::lower::{self, names::Pins};
use crate::model::path::{Resolver, tests::with_model};
use crate::select::{pattern::PatternSet, select};
use std::num::NonZero;

fn with_snippets<T>(look: impl FnOnce(&Resolver<'_, '_>, &Snippets<'_, '_>) -> T) -> T {
    with_model(|model| {
        let mut diagnostics = Diagnostics::new();
        let patterns = PatternSet::parse(Vec::<String>::new(), &mut diagnostics);
        let selection = select(model, &patterns, &mut diagnostics);
        let lowered = lower::lower(
            model,
            &selection,
            Pins::default(),
            "Graph",
            NonZero::<usize>::MIN,
        );
        look(&Resolver::new(model), &Snippets::new(model, &lowered.api))
    })
}

fn of(
    resolver: &Resolver<'_, '_>,
    snippets: &Snippets<'_, '_>,
    line: &str,
) -> Result<Expression, Gap> {
    let (verb, target) = line.split_once(' ').expect("a verb");
    let method = Method::ALL.into_iter().find(|one| one.as_str() == verb);
    snippets.of(resolver, method.expect("a verb"), target)
}

const LINES: &[(&str, &str)] = &[
    ("GET /users", "graph.users().list()"),
    ("POST /users", "graph.users().create(value)"),
    ("GET /users/{id}", "graph.users().id(user_id).get()"),
    ("GET /users/{user%2Did}", "graph.users().id(user_id).get()"),
    (
        "GET /users/{id | userPrincipalName}",
        "graph.users().id(user_id).get()",
    ),
    ("GET /users/{name}", "graph.users().id(name).get()"),
    ("GET /users/{graph}", "graph.users().id(graph_2).get()"),
    (
        r#"GET /users/a"b%5C"#,
        r#"graph.users().id("a\"b\\").get()"#,
    ),
    (
        "PATCH /users/<id>",
        "graph.users().id(user_id).update(patch)",
    ),
    ("DELETE /users/(id)", "graph.users().id(user_id).delete()"),
    (
        "GET /users(userPrincipalName='{upn}')",
        "graph.users().by_user_principal_name(upn).get()",
    ),
    (
        "GET /users/{id}/messages/{id}",
        "graph.users().id(user_id).messages().id(message_id).get()",
    ),
    (
        "GET /drives/{id}/items/{id}/children/{id}",
        "graph.drives().id(drive_id).items().id(drive_item_id).children().id(drive_item_id_2).get()",
    ),
    ("GET /users/$count", "graph.users().count()"),
    (
        "GET /me/displayName",
        "graph.me().property(graph::User::DISPLAY_NAME).get()",
    ),
    (
        "PUT /me/displayName",
        "graph.me().property(graph::User::DISPLAY_NAME).put(value)",
    ),
    (
        "DELETE /me/displayName",
        "graph.me().property(graph::User::DISPLAY_NAME).delete()",
    ),
    (
        "GET /me/displayName/$value",
        "graph.me().property(graph::User::DISPLAY_NAME).get_raw()",
    ),
    (
        "GET /me/tags/$count",
        "graph.me().property(graph::User::TAGS).count()",
    ),
    (
        "PATCH /me/mailboxSettings",
        "graph.me().property(graph::User::MAILBOX_SETTINGS).update(patch)",
    ),
    ("GET /me/photo/$value", "graph.me().photo().media().get()"),
    (
        "PUT /drives/{id}/root/content",
        "graph.drives().id(drive_id).root().content().put(content, content_type)",
    ),
    (
        "PUT /drives/{id}/root:/a/{name}:/content",
        r#"graph.drives().id(drive_id).root().item_with_path("a/{name}").content().put(content, content_type)"#,
    ),
    (
        "GET /drives/{id}/root:/{item-path}",
        "graph.drives().id(drive_id).root().item_with_path(item_path).get()",
    ),
    (
        "GET /sites/{host}:/{path}:/lists",
        "graph.sites().by_path(host, path).lists().list()",
    ),
    (
        "POST /groups/{id}/members/$ref",
        "graph.groups().id(group_id).members().add_ref(reference)",
    ),
    (
        "DELETE /groups/{id}/members/$ref",
        "graph.groups().id(group_id).members().remove_ref(reference)",
    ),
    (
        "DELETE /groups/{id}/members/{id}/$ref",
        "graph.groups().id(group_id).members().id(directory_object_id).remove_ref()",
    ),
    ("GET /me/manager/$ref", "graph.me().manager().get_ref()"),
    (
        "PUT /me/manager/$ref",
        "graph.me().manager().set_ref(reference)",
    ),
    (
        "GET /groups/{id}/members/graph.user",
        "graph.groups().id(group_id).members().cast::<graph::User>().list()",
    ),
    (
        "GET /me/manager/graph.user/messages",
        "graph.me().manager().cast::<graph::User>().messages().list()",
    ),
    (
        "GET /me/messages/{id}/graph.eventMessage",
        "graph.me().messages().id(message_id).cast::<graph::EventMessage>().get()",
    ),
    (
        "POST /me/messages/{id}/graph.eventMessage/send",
        "graph.me().messages().id(message_id).narrow::<graph::EventMessage>().send()",
    ),
    ("GET /me/messages/delta", "graph.me().messages().delta()"),
    (
        "POST /me/restore",
        "graph.me().restore(graph::UserRestoreParameters::default())",
    ),
    ("POST /ping", "graph.ping()"),
    (
        "GET /now(zone='UTC')",
        r#"graph.now(graph::NowParameters { zone: "UTC".into(), ..Default::default() })"#,
    ),
    (
        "GET /now(zone='{zone-name}')",
        "graph.now(graph::NowParameters { zone: zone_name.into(), ..Default::default() })",
    ),
    (
        "GET /workbook/worksheets/{id}/range(address='A1')/format",
        r#"graph.me().drive().items().id(drive_item_id).workbook().worksheets().id(workbook_worksheet_id).range(graph::WorkbookWorksheetRangeParameters { address: "A1".into(), ..Default::default() }).format().get()"#,
    ),
    (
        "GET /users?$select=id,displayName&$top=5&$filter=startswith(displayName,'a%20b')&$count=true",
        "graph.users().list().select((graph::User::ID, graph::User::DISPLAY_NAME)).top(5).filter(\"startswith(displayName,'a b')\").count()",
    ),
    (
        "GET /users?$select=id",
        "graph.users().list().select(graph::User::ID)",
    ),
    (
        "GET /users?$select=colour",
        r#"graph.users().list().query("$select", "colour")"#,
    ),
    (
        "GET /users?$top={n}&x=1{&%24skip}",
        r#"graph.users().list().top(n).query("x", "1")"#,
    ),
];

#[test]
fn lines_have_expressions() {
    with_snippets(|resolver, snippets| {
        for (line, text) in LINES {
            let found = of(resolver, snippets, line);
            let found = found.unwrap_or_else(|gap| panic!("{line}: {gap:?}"));
            assert_eq!(found.text, *text, "{line}");
            for one in &found.variables {
                assert!(found.text.contains(&one.name), "{line}: {one:?}");
            }
        }
    });
}

#[test]
fn gaps_have_reasons() {
    let lines = [
        (
            "DELETE /groups/{id}/members/{id}",
            "not-offered",
            "reached by a reference",
        ),
        ("PUT /users/{id}", "not-offered", "PUT"),
        ("PATCH /drives/{id}/root/content", "not-offered", "stream"),
        ("GET /users(displayName='a')", "not-offered", "displayName"),
        (
            "GET /me/mailboxSettings/language",
            "property-without-builder",
            "complex type",
        ),
        (
            "POST /workbook/worksheets/{id}/range",
            "function-by-post",
            "`range`",
        ),
        ("DELETE /now(zone='UTC')", "verb-not-offered", "GET"),
        ("GET /usres", "unknown-segment", "`users`"),
    ];
    with_snippets(|resolver, snippets| {
        for (line, kind, word) in lines {
            let gap = of(resolver, snippets, line).expect_err(line);
            assert_eq!(gap.kind, kind, "{line}: {}", gap.message);
            assert!(gap.message.contains(word), "{line}: {}", gap.message);
        }
    });
}

#[test]
fn variables_say_what_they_stand_for() {
    with_snippets(|resolver, snippets| {
        let found = of(resolver, snippets, "PATCH /users/{user-id}").expect("an expression");
        let [key, patch] = found.variables.as_slice() else {
            panic!("{:?}", found.variables);
        };
        assert_eq!((&*key.name, &key.kind), ("user_id", &VariableKind::Key));
        assert_eq!(key.placeholder.as_deref(), Some("{user-id}"));
        assert!(matches!(&patch.kind, VariableKind::Patch(path) if &*path.name == "User"));
        assert_eq!(patch.placeholder, None);
    });
}
