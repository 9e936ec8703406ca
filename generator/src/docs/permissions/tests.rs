use super::*;
use crate::docs::page::{Body, Page};

/// Reads the permissions of a page that has these tables in its section on permissions.
fn page(section: &str) -> String {
    format!(
        "# Get thing\n\n## Permissions\n\n{section}\n\n## HTTP request\n```http\nGET /things\n```\n"
    )
}

/// The rows of a table, one line each, and the kinds of defects.
fn rows(section: &str) -> (Vec<String>, Vec<&'static str>) {
    let text = page(section);
    let Page { body, defects, .. } = crate::docs::read(SourceId(0), "api/thing-get.md", &text);
    let Body::Operation(operation) = body else {
        panic!("a page of an operation");
    };
    let table = operation.permissions.expect("permissions");
    let kinds = defects.iter().map(|defect| defect.kind).collect();
    (table.rows.iter().map(shown).collect(), kinds)
}

/// `DelegatedWork [case]: A | B & C`
fn shown(row: &PermissionRow<'_>) -> String {
    let together = |scopes: &Vec<Text<'_>>| {
        let scopes: Vec<_> = scopes.iter().map(|scope| scope.text.as_ref()).collect();
        scopes.join(" & ")
    };
    let alternatives: Vec<_> = row.alternatives.iter().map(together).collect();
    let case = row.case.as_ref().map(|case| format!(" [{}]", case.text));
    let case = case.unwrap_or_default();
    format!("{:?}{case}: {}", row.context, alternatives.join(" | "))
}

/// What a cell of the row for work accounts says.
fn cell(cell: &str) -> (Vec<String>, Vec<&'static str>) {
    let (mut rows, kinds) = rows(&format!(
        "| Art | Rechte |\n|---|---|\n| Mit Konto (Arbeit) | {cell} |\n| Mit Konto (Microsoft) | nein |\n| Allein | nein |"
    ));
    rows.truncate(rows.len() - 2);
    let rows = rows.into_iter().map(|row| row.replace("DelegatedWork", ""));
    (
        rows.map(|row| row.trim_start_matches([':', ' ']).to_owned())
            .collect(),
        kinds,
    )
}

#[test]
fn contexts_are_told_by_position() {
    let (rows, defects) = rows(
        "| Art | Rechte |\n|:--|:--|\n| Mit Konto (Arbeit) | Mail.Read, Mail.ReadWrite |\n| Mit Konto (privat) | gibt es nicht. |\n| Allein | Mail.Read |",
    );
    assert_eq!(
        rows,
        [
            "DelegatedWork: Mail.Read | Mail.ReadWrite",
            "DelegatedPersonal: ",
            "Application: Mail.Read"
        ]
    );
    assert_eq!(defects, [""; 0]);
}

#[test]
fn of_two_rows_labels_tell_which() {
    let two = |first: &str, second: &str| {
        rows(&format!(
            "|Type|Permissions|\n|---|---|\n|{first}|Mail.Read|\n|{second}|Mail.Read|"
        ))
        .0
    };
    assert_eq!(
        two("Delegated (work)", "Delegated (Microsoft)"),
        ["DelegatedWork: Mail.Read", "DelegatedPersonal: Mail.Read"]
    );
    assert_eq!(
        two("委派（工作）", "应用"),
        ["DelegatedWork: Mail.Read", "Application: Mail.Read"]
    );
}

#[test]
fn contexts_can_be_columns() {
    let (rows, _) = rows(
        "|What|Work|Personal|App|\n|---|---|---|---|\n|[event](../resources/event.md)|Calendars.Read|no|Calendars.Read|\n|**post**|Group.Read.All|no|no|",
    );
    assert_eq!(
        rows,
        [
            "DelegatedWork [event]: Calendars.Read",
            "DelegatedPersonal [event]: ",
            "Application [event]: Calendars.Read",
            "DelegatedWork [post]: Group.Read.All",
            "DelegatedPersonal [post]: ",
            "Application [post]: ",
        ]
    );
}

#[test]
fn tables_without_contexts_say_so() {
    let (paired, _) = rows(
        "|Was|Recht|Was|Recht|\n|---|---|---|---|\n|Gerät|Device.Read|Termin|Calendars.Read|\n|Gruppe|Group.Read.All|||",
    );
    let expected = [
        "Unstated [Gerät]: Device.Read",
        "Unstated [Termin]: Calendars.Read",
        "Unstated [Gruppe]: Group.Read.All",
    ];
    assert_eq!(paired, expected);
    let (listed, _) = rows(
        "|Was|Recht|\n|---|---|\n|Gerät|Device.Read|\n|Termin|Calendars.Read|\n|Gruppe|Group.Read.All|\n|Post (alle)|Mail.Read|",
    );
    assert_eq!(listed[3], "Unstated [Post (alle)]: Mail.Read");
}

#[test]
fn newer_tables_have_a_column_for_the_least_privileged() {
    let text = "---\ndescription: \"made by a tool\"\n---\n\n|Type|Least|Higher|\n|:---|:---|:---|\n|Delegated (work)|Application.Read.All|Directory.Read.All, Application.ReadWrite.All|\n|Delegated (personal)|no.|no.|\n|Application|Application.Read.All.|no|\n";
    let (table, defects) = read_permission_include(SourceId(0), text);
    let rows: Vec<_> = table.expect("a table").rows.iter().map(shown).collect();
    assert_eq!(
        rows,
        [
            "DelegatedWork: Application.Read.All | Directory.Read.All | Application.ReadWrite.All",
            "DelegatedPersonal: ",
            "Application: Application.Read.All",
        ]
    );
    assert_eq!(defects, []);
}

#[test]
fn indented_rows_are_cases_of_the_row_above() {
    let (rows, _) = rows(
        "|Art|Rechte|\n|---|---|\n|Mit Konto (Arbeit)| _je nach Fall_ |\n| &nbsp; &nbsp; **Geräte** | Device.Read |\n| \u{a0} Apps | DeviceManagementApps.Read.All |\n|Mit Konto (privat)|nein|\n|Allein| \n| &nbsp; Apps | DeviceManagementApps.Read.All |",
    );
    assert_eq!(
        rows,
        [
            "DelegatedWork [Geräte]: Device.Read",
            "DelegatedWork [Apps]: DeviceManagementApps.Read.All",
            "DelegatedPersonal: ",
            "Application [Apps]: DeviceManagementApps.Read.All",
        ]
    );
}

#[test]
fn the_least_privileged_come_first_whatever_the_page_has() {
    let (rows, _) = rows(
        "|Art|Rechte|\n|---|---|\n|Mit Konto (Arbeit)|User.Read, Mail.ReadWrite, Mail.Read|\n|Mit Konto (privat)|nein|\n|Allein|Mail.ReadWrite, User.Read.All|",
    );
    assert_eq!(
        rows[0],
        "DelegatedWork: Mail.Read | Mail.ReadWrite | User.Read"
    );
    assert_eq!(rows[2], "Application: User.Read.All | Mail.ReadWrite");
}

#[test]
fn separators_of_all_languages_are_read() {
    let (a, b) = ("Mail.Read", "User.Read");
    for separator in [
        ", ",
        ",",
        "、",
        "，",
        " or ",
        " oder ",
        "または",
        "<br/>",
        "</br>",
        " ",
        "; ",
        "*, ",
    ] {
        let (read, _) = cell(&format!("{a}{separator}{b}"));
        assert_eq!(read, ["Mail.Read | User.Read"], "{separator}");
    }
    for separator in [" and ", " und ", "と", " & ", "** and **"] {
        let (read, _) = cell(&format!("{a}{separator}{b}, Group.Read.All"));
        assert_eq!(
            read,
            ["Mail.Read & User.Read | Group.Read.All"],
            "{separator}"
        );
    }
}

#[test]
fn one_of_each_list_is_multiplied_out() {
    let (read, _) = cell("One from Mail.Read, User.Read plus either Group.Read.All or Notes.Read");
    let expected = "Mail.Read & Group.Read.All | Mail.Read & Notes.Read | User.Read & Group.Read.All | User.Read & Notes.Read";
    assert_eq!(read, [expected]);
}

#[test]
fn cells_can_tell_cases_apart() {
    let (read, _) =
        cell("For **user** things:<br/>User.Read, User.Read.All<br /><br />For chats: Chat.Read");
    assert_eq!(
        read,
        [
            "[For **user** things]: User.Read | User.Read.All",
            "[For chats]: Chat.Read"
        ]
    );
}

#[test]
fn marks_around_scopes_are_no_part_of_them() {
    let (read, defects) =
        cell("~~Mail.Send~~, *User.Read*, _Mail.Read_, `Notes.Read`, Chat.Read*, Group.Read.All.");
    let expected = "User.Read | Mail.Read | Notes.Read | Chat.Read | Group.Read.All";
    assert_eq!(read, [expected]);
    assert_eq!(defects, [""; 0]);
}

#[test]
fn scopes_of_one_word_are_known() {
    let (read, _) = cell("openid, email, profile, offline_access, User.Read");
    assert_eq!(
        read,
        ["openid | email | profile | offline_access | User.Read"]
    );
}

#[test]
fn unknown_scopes_are_kept_and_reported() {
    let (read, defects) = cell("Mail.Reed");
    assert_eq!(
        (read, defects),
        (vec!["Mail.Reed".to_owned()], vec!["permission-unknown"])
    );
}

#[test]
fn damaged_cells_are_repaired_by_known_names_or_left_out() {
    let (read, defects) = cell("Files. Read, files. ReadWrite. all");
    assert_eq!(read, ["Files.Read | Files.ReadWrite.All"]);
    assert_eq!(defects, ["permission-repaired"; 2]);
    let (read, defects) = cell("Mail.Read, files. ReadWrite. all, Alles lesen. Alle, User.Read");
    assert_eq!(read, ["Mail.Read | Files.ReadWrite.All | User.Read"]);
    assert_eq!(defects, ["permission-repaired", "permission-cell-damaged"]);
    let (read, defects) = cell("グループ読み取り。すべてを読む");
    assert_eq!(read, [""; 0]);
    assert_eq!(defects, ["permission-cell-damaged"]);
    for no in [
        "Not supported.",
        "サポートされていません。",
        "不支持。",
        "n/a",
        "None",
        "",
    ] {
        assert_eq!(cell(no), (vec![String::new()], vec![]), "{no}");
    }
}

#[test]
fn ambiguous_lists_are_reported() {
    let (read, defects) = cell("Mail.Read, User.Read and Group.Read.All");
    assert_eq!(read, ["Mail.Read | User.Read & Group.Read.All"]);
    assert_eq!(defects, ["permission-ambiguous"]);
}

#[test]
fn without_a_heading_the_first_table_with_scopes_counts() {
    let text = "# X\n\n|a|b|\n|---|---|\n|x|y|\n\n|Art|Rechte|\n|---|---|\n|K (a)|Mail.Read|\n|K (b)|nein|\n|A|nein|\n\n## HTTP request\n```\nGET /x\n```\n";
    let page = crate::docs::read(SourceId(0), "api/x.md", text);
    let Body::Operation(operation) = page.body else {
        panic!("a page of an operation");
    };
    let table = operation.permissions.expect("permissions");
    assert_eq!(shown(&table.rows[0]), "DelegatedWork: Mail.Read");
}

#[test]
fn several_tables_are_cases() {
    let section = "### Acting on self\n|T|P|\n|---|---|\n|D (w)|Mail.Read|\n|D (p)|no|\n|A|no|\n### Acting on others\n|T|P|\n|---|---|\n|D (w)|no|\n|D (p)|no|\n|A|User.Read.All|";
    let (rows, _) = rows(section);
    assert_eq!(rows[0], "DelegatedWork [Acting on self]: Mail.Read");
    assert_eq!(rows[5], "Application [Acting on others]: User.Read.All");
    assert_eq!(rows.len(), 6);
}

#[test]
fn lists_are_read_where_there_is_no_table() {
    let (rows, _) = rows(
        "One of these:\n\n* Anlagen in **Nachrichten**: Mail.ReadWrite.\n* Photo of a contact - Contacts.ReadWrite\n* Group.Read.All or Group.ReadWrite.All\n* something else",
    );
    assert_eq!(
        rows,
        [
            "Unstated [Anlagen in **Nachrichten**]: Mail.ReadWrite",
            "Unstated [Photo of a contact]: Contacts.ReadWrite",
            "Unstated: Group.Read.All | Group.ReadWrite.All",
        ]
    );
}
