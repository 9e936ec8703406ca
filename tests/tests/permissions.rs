//! What permissions requests need, against the pages of the reference read by other means, and against rows read by a person.

use msgraph_tests::corpus;
use msgraph_tests::program::{Ran, run};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Who asks, in the order of the reference's tables.
const CONTEXTS: [&str; 3] = ["delegated_work", "delegated_personal", "application"];

/// Alternatives, each of scopes that are wanted together.
type Alternatives = Vec<Vec<String>>;

/// Metadata and pages of one time.
struct Time {
    metadata: PathBuf,
    docs: PathBuf,
}

impl Time {
    fn find(metadata: &str, docs: &str) -> Option<Self> {
        Some(Self {
            metadata: corpus(metadata)?,
            docs: corpus(docs)?,
        })
    }

    fn of_2018() -> Option<Self> {
        Self::find("csdl/v1.0-2018-09.xml", "docs/de-2018/v1.0")
    }

    fn of_2021() -> Option<Self> {
        Self::find("csdl/v1.0-2021-07.xml", "docs/en-2021/v1.0")
    }

    fn run(&self, verb: &str, arguments: &[&str]) -> Ran {
        let path = |path: &Path| path.to_str().expect("the path is Unicode").to_owned();
        let (metadata, docs) = (path(&self.metadata), path(&self.docs));
        let own = [verb, "--metadata", &metadata, "--docs", &docs];
        run(&self.docs, &[&own[..], arguments].concat())
    }

    fn permissions(&self, arguments: &[&str]) -> Value {
        let ran = self.run("permissions", &[arguments, &["--format", "json"]].concat());
        serde_json::from_str(&ran.stdout).unwrap_or_else(|fault| panic!("{fault}: {}", ran.stderr))
    }
}

fn texts(value: &Value) -> Vec<String> {
    let all = value.as_array().into_iter().flatten();
    all.map(|one| one.as_str().unwrap_or_default().to_owned())
        .collect()
}

fn alternatives(value: &Value) -> Alternatives {
    value.as_array().into_iter().flatten().map(texts).collect()
}

/// What the report says of a request in a context; those of cases together.
fn reported(request: &Value, context: &str) -> Alternatives {
    let mut needs = request["needs"].as_array().into_iter().flatten();
    let need = needs
        .find(|one| one["context"] == context)
        .expect("every context");
    match need["state"].as_str() {
        Some("one_of") => alternatives(&need["alternatives"]),
        Some("cases") => {
            let cases = need["cases"].as_array().into_iter().flatten();
            cases
                .flat_map(|case| alternatives(&case["alternatives"]))
                .collect()
        }
        _ => Alternatives::new(),
    }
}

/// The tables of a page before the first code, by splitting lines: three rows of two cells, or rows of four with a column per
/// context, and nothing in the cells but names, commas, `and` and `or`; what several say, together. `None` where the page is
/// otherwise.
fn extracted(text: &str) -> Option<[Alternatives; 3]> {
    let before_code = text.split("```").next()?;
    let lines: Vec<&str> = before_code.lines().map(str::trim).collect();
    let tables = lines.split(|line| !line.starts_with('|'));
    let mut tables = tables.filter(|rows| !rows.is_empty()).peekable();
    tables.peek()?;
    let mut all: [Alternatives; 3] = Default::default();
    for table in tables {
        let [head, _, rows @ ..] = table else {
            return None;
        };
        let cells = |row: &str| -> Vec<String> {
            let cells = row.trim_matches('|').split('|');
            cells.map(str::to_owned).collect()
        };
        let by_context: Vec<Vec<String>> = match (cells(head).len(), rows) {
            (2, [_, _, _]) => rows
                .iter()
                .map(|row| vec![cells(row).pop().unwrap_or_default()])
                .collect(),
            (4, _) => {
                let column = |at: usize| {
                    rows.iter()
                        .map(|row| cells(row).get(at).cloned().unwrap_or_default())
                        .collect()
                };
                (1..4).map(column).collect()
            }
            _ => return None,
        };
        for (known, cells) in all.iter_mut().zip(by_context) {
            for cell in cells {
                known.extend(cell_of(&cell)?);
            }
        }
    }
    Some(all)
}

fn cell_of(cell: &str) -> Option<Alternatives> {
    let cell = cell.trim().trim_end_matches('.');
    // A cell without a scope says in some words that there is none.
    if !cell.split([' ', ',']).any(is_scope) {
        return (!cell.contains('.')).then(Alternatives::new);
    }
    let mut alternatives = Alternatives::new();
    for part in cell
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        for part in part.replace(" oder ", " or ").split(" or ") {
            let together = part.replace(" und ", " and ");
            let scopes: Vec<_> = together.split(" and ").map(str::trim).collect();
            if !scopes.iter().all(|scope| is_scope(scope)) {
                return None;
            }
            alternatives.push(scopes.into_iter().map(str::to_owned).collect());
        }
    }
    Some(alternatives)
}

fn is_scope(word: &str) -> bool {
    let plain = |one: char| one.is_ascii_alphanumeric() || one == '.' || one == '-';
    word.contains('.')
        && !word.ends_with('.')
        && word.starts_with(char::is_uppercase)
        && word.chars().all(plain)
}

fn as_sets(alternatives: &Alternatives) -> BTreeSet<BTreeSet<&str>> {
    let sets = alternatives.iter();
    sets.map(|scopes| scopes.iter().map(String::as_str).collect())
        .collect()
}

/// Pages by the name that the report has for them.
fn pages(docs: &Path) -> BTreeMap<String, String> {
    let folder = docs.join("api");
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|fault| panic!("{fault}"));
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let paths = paths.filter(|path| path.extension().is_some_and(|one| one == "md"));
    paths
        .map(|path| {
            let stem = path.file_stem().expect("a name").to_string_lossy();
            let text = std::fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{fault}"));
            (stem.to_lowercase().replace('_', "-"), text)
        })
        .collect()
}

/// All documented requests of a time; answers how many tables were compared.
fn agrees(time: &Time) -> Value {
    let pages = pages(&time.docs);
    let report = time.permissions(&[]);
    let requests = report["requests"].as_array().expect("a list");
    let (mut compared, mut others) = (0, 0);
    for request in requests {
        let page = request["page"].as_str().expect("a page");
        let Some(expected) = pages.get(page).and_then(|text| extracted(text)) else {
            others += 1;
            continue;
        };
        compared += 1;
        for (context, expected) in CONTEXTS.iter().zip(&expected) {
            let reported = reported(request, context);
            assert_eq!(
                as_sets(&reported),
                as_sets(expected),
                "{page}, {context}: {request}"
            );
        }
    }
    println!("{compared} requests compared, {others} of pages without a plain table");
    assert!(
        compared > 8 * others,
        "{compared} requests were compared, {others} were not"
    );
    report
}

/// The permissions that are enough satisfy every request that has some, and each is needed.
fn is_enough(report: &Value) {
    let requests = report["requests"].as_array().expect("a list");
    for enough in report["contexts"].as_array().expect("a list") {
        let context = enough["context"].as_str().expect("a name");
        let permissions = enough["permissions"].as_array().expect("a list");
        let held: Vec<_> = permissions
            .iter()
            .map(|one| one["permission"].as_str().expect("a name"))
            .collect();
        assert!(held.len() > 10, "{context}");
        let satisfied = |held: &[&str], alternatives: &Alternatives| {
            let has = |scope: &String| {
                let words = scope.split('.').map(|word| match word {
                    "Read" => "ReadWrite",
                    other => other,
                });
                let writing = words.collect::<Vec<_>>().join(".");
                held.contains(&scope.as_str()) || held.contains(&writing.as_str())
            };
            alternatives.iter().any(|scopes| scopes.iter().all(has))
        };
        let plain = requests.iter().filter(|request| {
            let mut needs = request["needs"].as_array().into_iter().flatten();
            needs.any(|one| one["context"] == context && one["state"] == "one_of")
        });
        let plain: Vec<_> = plain.map(|one| (one, reported(one, context))).collect();
        for (request, alternatives) in &plain {
            assert!(satisfied(&held, alternatives), "{context}: {request}");
        }
        for one in permissions {
            let name = one["permission"].as_str().expect("a name");
            let rest: Vec<_> = held
                .iter()
                .copied()
                .filter(|other| *other != name)
                .collect();
            let lost = plain
                .iter()
                .filter(|(_, alternatives)| !satisfied(&rest, alternatives));
            let lost: Vec<_> = lost
                .map(|(request, _)| request["request"].as_str().expect("a name"))
                .collect();
            assert_eq!(texts(&one["forced_by"]), lost, "{context}: {name}");
            assert!(!lost.is_empty(), "{context}: {name} is needless");
        }
    }
}

#[test]
fn reports_agree_with_the_tables_of_2018() {
    let Some(time) = Time::of_2018() else { return };
    let report = agrees(&time);
    is_enough(&report);
    checked_by_hand(&report, ROWS_OF_2018);
}

#[test]
fn reports_agree_with_the_tables_of_2021() {
    let Some(time) = Time::of_2021() else { return };
    let report = agrees(&time);
    is_enough(&report);
    checked_by_hand(&report, ROWS_OF_2021);
    let rows = ROWS_OF_2018.iter().chain(ROWS_OF_2021);
    let rows: Vec<_> = rows.flat_map(|(_, rows)| rows.iter()).collect();
    assert!(rows.len() >= 50);
    assert!(rows.iter().filter(|row| row.contains('+')).count() >= 20);
}

/// What the page that this project began with says.
#[test]
fn the_founding_page_says_this() {
    let Some(time) = Time::of_2018() else { return };
    let line = "POST /deviceAppManagement/vppTokens/{vppTokenId}/syncLicenses";
    let ran = time.run("permissions", &[line]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert_eq!(
        ran.stdout,
        "delegated, work or school account:\n  \
         DeviceManagementServiceConfig.ReadWrite.All  POST /deviceAppManagement/vppTokens/{}/syncLicenses\n\
         delegated, personal account:\n  \
         not supported: POST /deviceAppManagement/vppTokens/{}/syncLicenses\n\
         application:\n  \
         not supported: POST /deviceAppManagement/vppTokens/{}/syncLicenses\n\
         as of the pages, 1 of them without a date\n"
    );
    // What nobody documents, and what leads nowhere, is a finding.
    let ran = time.run("permissions", &[line, "GET /deviceAppManagement/vppTokns"]);
    assert_eq!(ran.status, Some(1));
    assert!(
        ran.stdout.contains("nothing is known of:") && ran.stdout.contains("vppTokens"),
        "{}",
        ran.stdout
    );
    let without = run(&time.docs, &["permissions", "--metadata", "x.xml", line]);
    assert_eq!(without.status, Some(2));
    assert!(without.stderr.contains("--docs"));
}

/// A permission selects what it allows, and no more; what it selects needs no other one.
#[test]
fn a_permission_selects_what_it_allows() {
    let Some(time) = Time::of_2021() else { return };
    let selected = |permission: &str| {
        let report = time.permissions(&["--with-permission", permission]);
        let requests = report["requests"].as_array().expect("a list").clone();
        assert!(!requests.is_empty(), "{permission}");
        let names = requests
            .iter()
            .map(|one| one["request"].as_str().expect("a name").to_owned());
        names.collect::<BTreeSet<_>>()
    };
    let read = selected("DeviceManagementServiceConfig.Read.All");
    let sync = "POST /deviceAppManagement/vppTokens/{}/syncLicenses";
    assert!(read.contains("GET /deviceAppManagement/vppTokens") && !read.contains(sync));
    let write = selected("DeviceManagementServiceConfig.ReadWrite.All");
    assert!(write.contains(sync) && write.is_superset(&read));
    let ran = time.run(
        "permissions",
        &["--with-permission", "DeviceManagementServiceConfig.ReadAll"],
    );
    assert_eq!(ran.status, Some(1));
    assert!(
        ran.stderr
            .contains("did you mean `DeviceManagementServiceConfig.Read.All`"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_tag_selects_the_requests_of_its_pages() {
    let Some(time) = Time::of_2021() else { return };
    let report = time.permissions(&["--with-tag", "cloud-printing"]);
    let requests = report["requests"].as_array().expect("a list");
    let pages = pages(&time.docs);
    assert!(requests.len() > 20, "{}", requests.len());
    for request in requests {
        let page = &pages[request["page"].as_str().expect("a page")];
        let top = page.split("---").nth(1).unwrap_or_default();
        let product = top.lines().find_map(|line| line.strip_prefix("ms.prod:"));
        let product = product.map(|text| text.trim().trim_matches('"'));
        assert_eq!(product, Some("cloud-printing"), "{request}");
    }
    let ran = time.run("permissions", &["--with-tag", "cloud-prnting"]);
    assert_eq!(ran.status, Some(1));
    assert!(
        ran.stderr.contains("did you mean `cloud-printing`"),
        "{}",
        ran.stderr
    );
}

/// Checks rows, each `context: A | B+C`, of the requests of a page.
fn checked_by_hand(report: &Value, pages: &[(&str, &[&str])]) {
    let requests = report["requests"].as_array().expect("a list");
    for (page, rows) in pages {
        let of_page: Vec<_> = requests.iter().filter(|one| one["page"] == *page).collect();
        assert!(!of_page.is_empty(), "{page} has no request");
        for (request, row) in of_page
            .iter()
            .flat_map(|one| rows.iter().map(move |row| (one, row)))
        {
            let (context, expected) = row.split_once(':').expect("a context");
            let context = match context {
                "work" => CONTEXTS[0],
                "personal" => CONTEXTS[1],
                _ => CONTEXTS[2],
            };
            let reported = reported(request, context);
            let reported: Vec<_> = reported.iter().map(|scopes| scopes.join("+")).collect();
            assert_eq!(reported.join(" | "), expected.trim(), "{page}, {context}");
        }
    }
}

/// Rows of German pages, the least privileged first.
const ROWS_OF_2018: &[(&str, &[&str])] = &[
    (
        "intune-onboarding-vpptoken-synclicenses",
        &[
            "work: DeviceManagementServiceConfig.ReadWrite.All",
            "personal:",
            "application:",
        ],
    ),
    (
        "group-post-members",
        &[
            "work: Group.ReadWrite.All | Directory.ReadWrite.All | Directory.AccessAsUser.All",
            "application: Group.ReadWrite.All+Directory.ReadWrite.All",
        ],
    ),
    (
        "group-list-owners",
        &[
            "work: Group.Read.All+User.ReadBasic.All | Group.Read.All+User.Read.All | Group.Read.All+User.ReadWrite.All",
            "application: Group.Read.All+User.Read.All | Group.Read.All+User.ReadWrite.All",
        ],
    ),
    (
        "directoryobject-checkmembergroups",
        &[
            "work: User.Read.All+Group.Read.All | Directory.Read.All",
            "application: User.Read.All+Group.Read.All | Directory.Read.All",
        ],
    ),
    (
        "user-sendmail",
        &[
            "work: Mail.Send",
            "personal: Mail.Send",
            "application: Mail.Send",
        ],
    ),
    (
        "intune-devices-manageddevice-wipe",
        &[
            "work: DeviceManagementManagedDevices.PriviligedOperation.All",
            "personal:",
            "application:",
        ],
    ),
    (
        "intune-apps-mobileapp-list",
        &[
            // The page lists the most privileged first.
            "work: DeviceManagementApps.Read.All | DeviceManagementApps.ReadWrite.All",
            "personal:",
            "application:",
        ],
    ),
    (
        "device-list",
        &[
            "work: Directory.Read.All | Directory.ReadWrite.All | Directory.AccessAsUser.All",
            "application: Device.ReadWrite.All | Directory.Read.All | Directory.ReadWrite.All",
        ],
    ),
    (
        "alert-list",
        &["application: SecurityEvents.Read.All | SecurityEvents.ReadWrite.All"],
    ),
];

/// Rows of English pages, the least privileged first.
const ROWS_OF_2021: &[(&str, &[&str])] = &[
    (
        "claimsmappingpolicy-list-appliesto",
        &[
            "work: Policy.Read.All+Application.Read.All | Policy.ReadWrite.ApplicationConfiguration+Application.Read.All | Directory.Read.All",
            "personal:",
            "application: Policy.Read.All+Application.Read.All | Policy.ReadWrite.ApplicationConfiguration+Application.Read.All | Directory.Read.All",
        ],
    ),
    (
        "conditionalaccesspolicy-update",
        &[
            "work: Policy.Read.All | Policy.ReadWrite.ConditionalAccess+Application.Read.All",
            "application: Policy.Read.All | Policy.ReadWrite.ConditionalAccess+Application.Read.All",
        ],
    ),
    (
        "application-post-owners",
        &[
            "work: Application.ReadWrite.All+Directory.Read.All | Directory.AccessAsUser.All",
            "application: Application.ReadWrite.OwnedBy+Directory.Read.All | Application.ReadWrite.All+Directory.Read.All",
        ],
    ),
    (
        "orgcontact-checkmembergroups",
        &[
            "work: OrgContact.Read.All+Group.Read.All | Directory.Read.All",
            "personal:",
            "application: OrgContact.Read.All+Group.Read.All | Directory.Read.All",
        ],
    ),
    (
        "identitysecuritydefaultsenforcementpolicy-update",
        &[
            "work: Policy.Read.All+Policy.ReadWrite.ConditionalAccess",
            "personal:",
            "application: Policy.Read.All+Policy.ReadWrite.ConditionalAccess",
        ],
    ),
    (
        "signin-get",
        &[
            "work: AuditLog.Read.All+Directory.Read.All",
            "application: AuditLog.Read.All+Directory.Read.All",
        ],
    ),
    (
        "serviceprincipal-delete-claimsmappingpolicies",
        &[
            "work: Policy.Read.All+Application.ReadWrite.All | Policy.ReadWrite.ApplicationConfiguration+Application.ReadWrite.All",
            "application: Policy.Read.All+Application.ReadWrite.OwnedBy | Policy.Read.All+Application.ReadWrite.All | Policy.ReadWrite.ApplicationConfiguration+Application.ReadWrite.OwnedBy | Policy.ReadWrite.ApplicationConfiguration+Application.ReadWrite.All",
        ],
    ),
    (
        "application-list",
        &[
            "work: Application.Read.All | Application.ReadWrite.All | Directory.Read.All | Directory.AccessAsUser.All",
            "personal: Application.Read.All+User.Read | Application.ReadWrite.All+User.Read",
            "application: Application.Read.All | Application.ReadWrite.All | Directory.Read.All",
        ],
    ),
    (
        "group-post-members",
        &[
            "work: GroupMember.ReadWrite.All | Group.ReadWrite.All | Directory.ReadWrite.All | Directory.AccessAsUser.All",
            "application: GroupMember.ReadWrite.All | Group.ReadWrite.All+Directory.ReadWrite.All",
        ],
    ),
    (
        "serviceprincipal-post-approleassignedto",
        &[
            "work: AppRoleAssignment.ReadWrite.All+Application.Read.All | AppRoleAssignment.ReadWrite.All+Directory.Read.All | Directory.ReadWrite.All | Directory.AccessAsUser.All",
            "application: AppRoleAssignment.ReadWrite.All+Application.Read.All | AppRoleAssignment.ReadWrite.All+Directory.Read.All | Directory.ReadWrite.All",
        ],
    ),
    (
        "group-list",
        &[
            "work: GroupMember.Read.All | Group.Read.All | Directory.Read.All | Group.ReadWrite.All | Directory.ReadWrite.All | Directory.AccessAsUser.All",
            "application: GroupMember.Read.All | Group.Read.All | Directory.Read.All | Group.ReadWrite.All | Directory.ReadWrite.All",
        ],
    ),
    (
        "user-sendmail",
        &[
            "work: Mail.Send",
            "personal: Mail.Send",
            "application: Mail.Send",
        ],
    ),
    (
        "drive-get",
        &[
            "personal: Files.Read | Files.ReadWrite | Files.Read.All | Files.ReadWrite.All",
            "application: Files.Read.All | Files.ReadWrite.All | Sites.Read.All | Sites.ReadWrite.All",
        ],
    ),
    (
        "accessreviewinstance-get",
        &[
            "work: AccessReview.Read.All | AccessReview.ReadWrite.All",
            "personal:",
        ],
    ),
    (
        "intune-onboarding-vpptoken-synclicenses",
        &[
            "work: DeviceManagementServiceConfig.ReadWrite.All",
            "application: DeviceManagementServiceConfig.ReadWrite.All",
        ],
    ),
];
