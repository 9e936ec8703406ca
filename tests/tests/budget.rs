//! What a client comes to: of the embedded metadata as a snapshot, of Microsoft's own as counted by other means.

use msgraph_bindgen::budget::Size;
use msgraph_bindgen::{Budget, BudgetSettings, Builder, Features, Generated, Settings, config};
use msgraph_tests::program::{self, Ran};
use msgraph_tests::{corpus, workspace};
use serde_json::Value;
use std::path::Path;

/// A folder with a config file for parts of the embedded metadata.
fn configured(budget: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let metadata = workspace().join("specs/v1.0.xml");
    let text = format!(
        "metadata = [{metadata:?}]\nout = \"client\"\n\
         include = [\"/deviceAppManagement/vppTokens/**\", \"/me/messages/**\", \"/users\", \"user/{{displayName,mail}}\"]\n\
         exclude = [\"/me/messages/{{id}}/attachments\"]\n{budget}"
    );
    std::fs::write(folder.path().join(config::FILE_NAME), text).expect("a config file");
    folder
}

fn ran(folder: &Path, arguments: &[&str]) -> Ran {
    let ran = program::run(folder, arguments);
    assert!(ran.stderr.is_empty(), "{}", ran.stderr);
    ran
}

fn object(ran: &Ran) -> Value {
    let object = serde_json::from_str(&ran.stdout);
    object.unwrap_or_else(|fault| panic!("{fault}: {}", ran.stdout))
}

#[test]
fn a_table_has_the_largest_part_first() {
    let folder = configured("");
    let told = ran(folder.path(), &["generate", "--budget"]);
    assert_eq!(told.status, Some(0));
    let (_, table) = told
        .stdout
        .split_once(" ms\n")
        .expect("the run's own lines");
    insta::assert_snapshot!(table);
    assert!(folder.path().join("client/Cargo.toml").is_file());
    // As JSON it is part of the report, which is what it was otherwise.
    let json = ran(folder.path(), &["generate", "--budget", "--format", "json"]);
    let json = object(&json);
    assert_eq!(json["up_to_date"], true);
    let budget = &json["budget"];
    assert_eq!(budget["total"]["builders"], json["builders"]);
    let builder = Builder::from_config(folder.path().join(config::FILE_NAME));
    let of_builder = builder.expect("the same settings").budget();
    let of_builder = of_builder.unwrap_or_else(|fault| panic!("{fault}"));
    assert_eq!(*budget, serde_json::to_value(of_builder).expect("JSON"));
    // Nothing need be written.
    let nowhere = tempfile::tempdir().expect("a folder");
    let metadata = workspace().join("specs/v1.0.xml");
    let metadata = metadata.to_str().expect("the path is Unicode");
    let told = ran(
        nowhere.path(),
        &["generate", "--metadata", metadata, "--budget"],
    );
    assert_eq!(told.status, Some(0));
    assert!(
        told.stdout.contains("/deviceAppManagement/**"),
        "{}",
        told.stdout
    );
    let left = std::fs::read_dir(nowhere.path()).expect("the folder");
    assert_eq!(left.count(), 0);
}

#[test]
fn limits_are_met_or_name_who_costs_most() {
    let check = |folder: &Path| ran(folder, &["check", "--format", "json"]);
    let folder = configured("");
    assert_eq!(ran(folder.path(), &["generate"]).status, Some(0));
    let budget = Builder::from_config(folder.path().join(config::FILE_NAME)).expect("settings");
    let budget = budget.budget().unwrap_or_else(|fault| panic!("{fault}"));
    let Size { types, lines, .. } = budget.total.size;
    let largest = &budget.parts[0];

    // Limits are no part of what the output is made of: it stays up to date.
    let limits = |types: usize, of_part: usize| {
        let limits = format!(
            "[budget]\ntypes = {types}\nlines = {lines}\n[budget.parts]\n{:?} = {{ lines = {of_part} }}\n",
            largest.name
        );
        let other = configured(&limits);
        let (from, to) = (folder.path().join("client"), other.path().join("client"));
        std::fs::rename(from, &to).expect("the client is taken along");
        let checked = check(other.path());
        let told = ran(other.path(), &["check"]);
        assert_eq!(told.status, checked.status);
        std::fs::rename(to, folder.path().join("client")).expect("and back");
        (checked, told)
    };
    let of_part = largest.own.size.lines;
    let (met, _) = limits(types, of_part);
    assert_eq!(met.status, Some(0), "{}", met.stdout);
    assert_eq!(object(&met)["over_budget"], serde_json::json!([]));

    let (missed, told) = limits(types - 1, of_part - 1);
    assert_eq!(missed.status, Some(1));
    let missed = object(&missed);
    assert_eq!(missed["files"], serde_json::json!([]));
    let over = missed["over_budget"].as_array().expect("a list");
    assert_eq!(over.len(), 2);
    assert_eq!(
        (&over[0]["count"], &over[0]["limit"]),
        (&types.into(), &(types - 1).into())
    );
    assert_eq!(over[0]["most_of"][0]["part"], largest.name.as_str());
    assert_eq!(over[1]["part"], largest.name.as_str());
    insta::assert_snapshot!(told.stdout);

    let folder = configured("[budget.parts]\n\"/me/mesages/**\" = { types = 1 }\n");
    let refused = program::run(folder.path(), &["check"]);
    assert_eq!(refused.status, Some(1));
    assert!(
        refused.stderr.contains("did you mean `/me/messages/**`?"),
        "{}",
        refused.stderr
    );
}

/// Cargo is at hand in a test.
#[test]
fn cargo_check_is_measured() {
    let folder = configured("");
    let lock = workspace().join("Cargo.lock");
    std::fs::copy(lock, folder.path().join("Cargo.lock")).expect("the versions that are there");
    let told = ran(
        folder.path(),
        &[
            "generate",
            "--budget=check",
            "--include",
            "/deviceAppManagement/vppTokens/**",
            "--format",
            "json",
        ],
    );
    assert_eq!(told.status, Some(0));
    let budget = &object(&told)["budget"];
    let parts = budget["parts"].as_array().expect("a list");
    let parts = parts.iter().map(|part| &part["check"]);
    let all: Vec<_> = [&budget["total"]["check"], &budget["empty"]]
        .into_iter()
        .chain(parts)
        .collect();
    assert_eq!(all.len(), 3);
    for check in all {
        assert!(check["seconds"].as_f64() > Some(0.0), "{budget}");
        // Whatever rustc reads, it is more than a megabyte.
        let measures = cfg!(any(target_os = "linux", target_os = "macos"));
        assert_eq!(
            check["megabytes"].as_f64() > Some(1.0),
            measures,
            "{budget}"
        );
    }
}

/// What features bring is counted another way for the readme of their crate.
#[test]
fn features_are_parts() {
    let paths = ["/deviceAppManagement/vppTokens/**", "/me/messages/**"];
    let split = ["tokens", "mail"].into_iter().zip(paths);
    let split = split.map(|(name, path)| (name.to_owned(), vec![path.to_owned()]));
    let settings = Settings {
        metadata: vec![workspace().join("specs/v1.0.xml")],
        include: paths.map(str::to_owned).to_vec(),
        features: Features::Table(split.collect()),
        ..Settings::default()
    };
    let builder = Builder::from_settings(settings);
    let budget = builder.budget().unwrap_or_else(|fault| panic!("{fault}"));
    let report = generate(&builder).report;
    assert_eq!(budget.total.size.builders, report.builders);
    let names: Vec<_> = budget.parts.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(names, ["mail", "tokens"]);
    let signed = |number: usize| i64::try_from(number).expect("a small number");
    for (part, other) in budget.parts.iter().zip(budget.parts.iter().rev()) {
        let brings = report.features.iter().find(|one| one.name == part.name);
        let brings = brings.expect("the feature").brings;
        let own = part.own.size;
        assert_eq!(
            (own.types, own.builders, own.methods),
            (brings.types, brings.builders, brings.methods),
            "{}",
            part.name
        );
        // There are two: what is not only here is there.
        let (total, there) = (budget.total.size, other.own.size);
        assert_eq!(part.alone.types, signed(total.types) - signed(there.types));
        assert_eq!(
            part.alone.fields,
            signed(total.fields) - signed(there.fields)
        );
        assert!(part.alone.lines > 0 && part.alone.lines < signed(total.lines));
    }
}

fn generate(builder: &Builder) -> Generated {
    builder.generate().unwrap_or_else(|fault| panic!("{fault}"))
}

/// Counts what generated sources have, by how their lines look.
fn counted(sources: &[(String, String)]) -> Size {
    let in_files = |kind: &str| -> Vec<&str> {
        let (file, folder) = (format!("/{kind}.rs"), format!("/{kind}/"));
        let files = sources.iter();
        let files = files.filter(|(path, _)| path.ends_with(&file) || path.contains(&folder));
        files.flat_map(|(_, text)| text.lines()).collect()
    };
    let count = |kind: &str, starts: &str| {
        in_files(kind)
            .into_iter()
            .filter(|line| line.starts_with(starts))
            .count()
    };
    let models = ["entities", "complex_types"];
    let structs: usize = models.iter().map(|kind| count(kind, "pub struct ")).sum();
    let fields = models.iter().flat_map(|kind| in_files(kind));
    // The last one is for what the type does not declare.
    let fields = fields.filter(|line| line.starts_with("    pub ") && !line.contains("Additional"));
    let enums = count("enums", "enumeration! {") + count("enums", "flags! {");
    Size {
        types: structs + enums,
        fields: fields.count(),
        builders: count("builders", "pub struct "),
        methods: count("builders", "    pub fn "),
        lines: sources.iter().map(|(_, text)| text.lines().count()).sum(),
    }
}

/// The budget agrees with what is in the text of clients that are generated for the purpose.
#[test]
fn budgets_are_what_the_text_has() {
    let Some(metadata) = corpus("csdl/v1.0-2026-08.xml") else {
        return;
    };
    let includes = [
        "/deviceAppManagement/vppTokens/**",
        "/me/messages/**",
        "/me/events",
        "microsoft.graph.callRecords.*",
    ];
    let of = |includes: &[&str]| {
        let builder = Builder::new().metadata(&metadata);
        let builder = includes.iter().fold(builder, |all, one| all.include(*one));
        builder.exclude("/me/messages/{id}/extensions")
    };
    let whole = of(&includes);
    let budget: Budget = whole.budget().unwrap_or_else(|fault| panic!("{fault}"));
    let text = |builder: &Builder| counted(&generate(builder).sources);
    assert_eq!(budget.total.size, text(&whole));
    assert_eq!(budget.parts.len(), includes.len());
    let lines: Vec<_> = budget
        .parts
        .iter()
        .map(|part| part.own.size.lines)
        .collect();
    assert!(lines.is_sorted_by(|a, b| a >= b), "{lines:?}");
    for part in &budget.parts {
        let own = of(&[&part.name]);
        assert_eq!(part.own.size, text(&own), "{}", part.name);
        let report = generate(&own).report;
        let types = report.entity_types + report.complex_types + report.enum_types;
        assert_eq!(
            (
                part.own.size.types,
                part.own.size.builders,
                part.own.size.methods
            ),
            (types, report.builders, report.methods),
            "{}",
            part.name
        );
        let others: Vec<_> = includes
            .into_iter()
            .filter(|one| *one != part.name)
            .collect();
        let left = text(&of(&others));
        let beyond =
            |all: usize, left: usize| i64::try_from(all).unwrap() - i64::try_from(left).unwrap();
        let total = budget.total.size;
        assert_eq!(
            part.alone.types,
            beyond(total.types, left.types),
            "{}",
            part.name
        );
        assert_eq!(
            part.alone.fields,
            beyond(total.fields, left.fields),
            "{}",
            part.name
        );
        assert_eq!(
            part.alone.lines,
            beyond(total.lines, left.lines),
            "{}",
            part.name
        );
    }
    assert_eq!(BudgetSettings::default(), whole.settings().budget);
}
