//! Crates that are split into Cargo features: each set of features is what would be generated for it.

use msgraph_bindgen::lower::features::MOST_FEATURES;
use msgraph_bindgen::{Builder, Error, Examples, Features, Settings, VersionSettings};
use msgraph_tests::golden::Golden;
use msgraph_tests::view::{Items, View};
use msgraph_tests::{corpus, workspace};
use std::collections::BTreeSet;

fn embedded() -> Settings {
    Settings {
        metadata: vec![workspace().join("specs/v1.0.xml")],
        docs: ["en", "de"]
            .map(|one| workspace().join("specs/docs").join(one))
            .into(),
        examples: Examples::Answers,
        ..Settings::default()
    }
}

/// A feature and the patterns that make it.
type Named<'n> = (&'n str, &'n [&'n str]);

/// The features of a crate but the one that turns on all.
fn named(features: &[Named<'_>]) -> Features {
    let owned = |(name, patterns): &Named<'_>| {
        let patterns = patterns.iter().map(|&one| one.to_owned()).collect();
        ((*name).to_owned(), patterns)
    };
    Features::Table(features.iter().map(owned).collect())
}

fn view(settings: Settings) -> (View, Vec<String>) {
    let made = Builder::from_settings(settings).generate();
    let made = made.unwrap_or_else(|fault| panic!("{fault}"));
    let names = made
        .report
        .features
        .iter()
        .map(|one| one.name.clone())
        .collect();
    (View::read(&made.sources), names)
}

/// What is generated for some patterns alone.
fn alone(settings: &Settings, include: &[&str]) -> Items {
    let include = include.iter().map(|&one| one.to_owned()).collect();
    let settings = Settings {
        include,
        features: Features::None,
        ..settings.clone()
    };
    view(settings).0.with(&[])
}

#[track_caller]
fn compare(what: &[&str], found: &Items, expected: &Items) {
    let names = |items: &Items| items.keys().cloned().collect::<BTreeSet<_>>();
    let (has, wants) = (names(found), names(expected));
    let missing: Vec<_> = wants.difference(&has).take(5).collect();
    let further: Vec<_> = has.difference(&wants).take(5).collect();
    assert!(
        missing.is_empty() && further.is_empty(),
        "{what:?} misses {missing:#?}, has {further:#?}"
    );
    let differs = expected.iter().find(|(name, text)| found[*name] != **text);
    assert_eq!(
        differs.map(|(name, text)| (name, text, &found[name])),
        None,
        "{what:?}"
    );
}

/// Pairs of neighbours at a distance, so that each feature is in two of them.
fn pairs<T: Copy>(all: &[T], distance: usize) -> impl Iterator<Item = [T; 2]> + '_ {
    let second = move |at: usize| all[(at + distance) % all.len()];
    all.iter()
        .enumerate()
        .map(move |(at, first)| [*first, second(at)])
}

/// The pattern of each feature of a root segment: `device-app-management` is `/deviceAppManagement/**`.
fn pattern(feature: &str) -> String {
    let mut words = feature.split('-');
    let first = words.next().unwrap_or_default().to_owned();
    let rest = words.map(|word| word[..1].to_uppercase() + &word[1..]);
    format!("/{}/**", first + &rest.collect::<String>())
}

#[test]
fn every_set_of_root_segments_is_what_would_be_generated_for_it() {
    let settings = Settings {
        features: Features::RootSegments,
        ..embedded()
    };
    let (view, features) = view(settings.clone());
    let features: Vec<_> = features.iter().map(String::as_str).collect();
    let [parts @ .., "full"] = features.as_slice() else {
        panic!("{features:?}");
    };
    assert!(parts.contains(&"device-app-management") && parts.is_sorted());
    let mut sets: Vec<Vec<&str>> = parts.iter().map(|one| vec![*one]).collect();
    sets.extend(pairs(parts, 5).map(Vec::from));
    sets.push(parts[..4].to_vec());
    for set in sets {
        let include: Vec<_> = set.iter().map(|one| pattern(one)).collect();
        let include: Vec<_> = include.iter().map(String::as_str).collect();
        compare(&set, &view.with(&set), &alone(&settings, &include));
    }
    compare(&["full"], &view.with(&features), &alone(&settings, &[]));
}

/// Parts that share little, lead through places without taking them, and take some verbs only.
const NARROW: [Named<'static>; 6] = [
    ("files", &["/drives/{id}/items/**", "/drives/{id}/root/**"]),
    ("mail", &["/me/messages/**", "POST /me/sendMail"]),
    ("members", &["/groups/{id}/members/**"]),
    ("people", &["GET /users/**"]),
    ("photos", &["/users/{id}/photo/**", "callRecord"]),
    ("tokens", &["/deviceAppManagement/vppTokens/**"]),
];

/// A part with a builder that only a cast leads to: with others that lead to it, it would offer more.
const CAST: Named<'static> = (
    "admins",
    &[
        "/groups/{id}/owners/**",
        "/groups/{id}/owners/microsoft.graph.user",
    ],
);

fn narrow() -> Features {
    named(&[&NARROW[..], &[CAST]].concat())
}

#[test]
fn every_set_of_a_table_is_what_would_be_generated_for_it() {
    let settings = Settings {
        features: narrow(),
        ..embedded()
    };
    let (view, features) = view(settings.clone());
    assert_eq!(features.len(), NARROW.len() + 2);
    let mut sets: Vec<Vec<_>> = NARROW.iter().map(|one| vec![*one]).collect();
    sets.push(vec![CAST]);
    sets.extend(pairs(&NARROW, 1).map(Vec::from));
    sets.extend(pairs(&NARROW, 2).map(Vec::from));
    sets.push(NARROW.into());
    for set in sets {
        let names: Vec<_> = set.iter().map(|(name, _)| *name).collect();
        let include: Vec<_> = set
            .iter()
            .flat_map(|(_, patterns)| *patterns)
            .copied()
            .collect();
        compare(&names, &view.with(&names), &alone(&settings, &include));
    }
}

#[test]
fn every_set_of_features_compiles() {
    let golden = |name, features| {
        Golden::generate(
            name,
            Settings {
                features,
                ..embedded()
            },
        )
    };
    let made = golden("split_by_root_segments", Features::RootSegments);
    let manifest = made.text("Cargo.toml");
    assert!(manifest.contains("\ndefault = []\n"), "{manifest}");
    let readme = made.text("README.md");
    let rows = readme.lines().filter_map(|line| line.strip_prefix("| `"));
    let features: Vec<_> = rows.filter_map(|row| row.split('`').next()).collect();
    let [parts @ .., "full"] = features.as_slice() else {
        panic!("{features:?}");
    };
    made.check_with(&[]);
    parts.iter().for_each(|one| made.check_with(&[one]));
    pairs(parts, 5).for_each(|pair| made.check_with(&pair));
    made.check_with(&["full", "mock"]);
    made.polish_with(&["full", "mock"]);
    let made = golden("split_by_table", narrow());
    made.check_with(&[]);
    NARROW.iter().for_each(|(name, _)| made.check_with(&[name]));
    pairs(&NARROW, 1).for_each(|[one, other]| made.check_with(&[one.0, other.0]));
    made.polish_with(&["full"]);
}

/// Ten selections of the newest metadata, as features of one crate of all, as crates of their own, and in the whole.
const SELECTIONS: [Named<'static>; 10] = [
    ("access", &["/identity/conditionalAccess/**"]),
    ("apps", &["/deviceAppManagement/**"]),
    ("calls", &["/communications/callRecords/**"]),
    ("files", &["/drives/{id}/items/**", "/drives/{id}/root/**"]),
    (
        "members",
        &["/groups/{id}/members/**", "/groups/{id}/owners/**"],
    ),
    ("messages", &["/me/messages/**"]),
    ("reports", &["/reports/**"]),
    ("teams", &["/teams/**", "GET /chats/**"]),
    ("tokens", &["/deviceAppManagement/vppTokens/**"]),
    (
        "webhooks",
        &["/subscriptions/**", "changeNotification", "chatMessage"],
    ),
];

#[test]
fn selections_and_features_and_the_whole_agree() {
    let Some(metadata) = corpus("csdl/v1.0-2026-08.xml") else {
        return;
    };
    let settings = Settings {
        metadata: vec![metadata],
        features: named(&SELECTIONS),
        ..Settings::default()
    };
    let (view, _) = view(settings.clone());
    let whole = alone(&settings, &[]);
    for (name, include) in SELECTIONS {
        let selection = alone(&settings, include);
        compare(&[name], &view.with(&[name]), &selection);
        for (item, text) in &selection {
            let in_whole = whole.get(item);
            // What the selection only leads through has its model in the whole.
            let is_way = text == "way" && in_whole.is_some();
            assert!(
                is_way || in_whole == Some(text),
                "{name}: {item}: {in_whole:?}"
            );
        }
    }
    for [one, other] in pairs(&SELECTIONS, 3) {
        let include = [one.1, other.1].concat();
        let names = [one.0, other.0];
        compare(&names, &view.with(&names), &alone(&settings, &include));
    }
}

#[test]
fn root_segments_of_published_metadata() {
    let Some(metadata) = corpus("csdl/v1.0-2026-08.xml") else {
        return;
    };
    let settings = Settings {
        metadata: vec![metadata],
        features: Features::RootSegments,
        ..Settings::default()
    };
    let (view, features) = view(settings.clone());
    let children = features.len() - 1;
    assert!(features.len() <= MOST_FEATURES, "{features:?}");
    let readme = std::fs::read_to_string(workspace().join("README.md")).expect("the README");
    let told = format!("{children} of them for v1.0");
    assert!(readme.contains(&told), "the README does not say `{told}`");
    // One feature for each child of the container, and one for all.
    let text = std::fs::read_to_string(&settings.metadata[0]).expect("metadata");
    let declared = text.split(['<', '\n']).filter_map(|element| {
        let kinds = ["EntitySet Name=\"", "Singleton Name=\""];
        let name = kinds.iter().find_map(|kind| element.strip_prefix(kind))?;
        name.split('"').next().map(str::to_lowercase)
    });
    let plain = features[..children].iter().map(|one| one.replace('-', ""));
    assert_eq!(plain.collect::<BTreeSet<_>>(), declared.collect());
    for feature in [
        "device-app-management",
        "me",
        "security",
        "sites",
        "teams",
        "reports",
    ] {
        let expected = alone(&settings, &[&pattern(feature)]);
        compare(&[feature], &view.with(&[feature]), &expected);
    }
    let all: Vec<_> = features.iter().map(String::as_str).collect();
    compare(&["full"], &view.with(&all), &alone(&settings, &[]));
}

fn fault(features: &[Named<'_>]) -> Error {
    let settings = Settings {
        features: named(features),
        ..embedded()
    };
    let made = Builder::from_settings(settings).generate();
    made.map(drop).expect_err("features that cannot be")
}

#[test]
fn features_that_cannot_be_are_errors() {
    let cases: [(&[Named<'_>], &str); 9] = [
        (&[("default", &["/users/**"])], "`default`"),
        (&[("Full", &["/users/**"])], "`Full`, which every crate"),
        (&[("a b", &["/users/**"])], "`a b`, which is no name"),
        (&[("-a", &["/users/**"])], "no name of a feature"),
        (&[("mail", &[])], "no pattern"),
        (
            &[("a-b", &["/users/**"]), ("A_b", &["/me/**"])],
            "differs from it",
        ),
        (&[("mail", &["/userz/**"])], "`/userz/**`"),
        (&[("mail", &["GET"])], "GET"),
        (
            &[("mail", &["/me/**", "message/{subject,body}"])],
            "the feature `mail`",
        ),
    ];
    for (features, expected) in cases {
        let fault = fault(features).to_string();
        assert!(fault.contains(expected), "{expected}: {fault}");
    }
    let many: Vec<_> = (0..200).map(|at| format!("part-{at}")).collect();
    let many: Vec<_> = many
        .iter()
        .map(|one| (one.as_str(), &["/users/**"] as &[_]))
        .collect();
    assert!(fault(&many).to_string().contains("201 features"));
    let beta = VersionSettings::new("beta").metadata(workspace().join("specs/v1.0.xml"));
    let versions = Builder::from_settings(embedded()).version(beta);
    let fault = versions.features_by_root_segment().generate();
    let fault = fault.map(drop).expect_err("features of two versions");
    assert!(fault.to_string().contains("of one version"), "{fault}");
}

/// A pattern of properties holds for all features; what none of them brings is there with all.
#[test]
fn included_properties_hold_for_all_features() {
    let settings = Settings {
        include: vec![
            "vppToken/{appleId,state}".to_owned(),
            "/planner/**".to_owned(),
        ],
        features: named(&[
            ("me", &["/me/**"]),
            ("tokens", &["/deviceAppManagement/vppTokens/**"]),
        ]),
        ..embedded()
    };
    let (view, _) = view(settings);
    let has = |on: &[&str], item: &str| view.with(on).contains_key(item);
    let tokens = view.with(&["tokens"]);
    assert!(!tokens["graph struct VppToken"].contains("organization_name"));
    assert!(tokens["graph struct VppToken"].contains("apple_id"));
    assert!(has(&[], "graph struct VppToken") && !has(&[], "graph struct Message"));
    assert!(!has(&["me", "tokens"], "client impl Graph planner"));
    assert!(has(&["full"], "client impl Graph planner"));
}
