//! Flags, config file, `Builder`: three front doors over one settings value.

use msgraph_bindgen::budget::Limits;
use msgraph_bindgen::cli::args::{from_flags, to_flags};
use msgraph_bindgen::{
    BudgetSettings, Builder, CrateSettings, DerivedTypes, Examples, Features, Settings, Share,
    VersionSettings, config,
};
use msgraph_tests::fixture;
use msgraph_tests::program::run;
use std::path::PathBuf;

/// Settings that flags can say. Relative paths are relative to where the flags are given.
fn sayable() -> Vec<Settings> {
    let mut all = Vec::new();
    let metadata: [&[&str]; 3] = [
        &["a.xml"],
        &["b.xml", "a.xml"],
        &["dir with space/ö.xml", "-x.xml"],
    ];
    let docs: [&[&str]; 2] = [&[], &["docs/en", "-docs", "../de"]];
    let patterns: [[&[&str]; 3]; 4] = [
        [&[], &[], &[]],
        [&["/users/**"], &[], &[]],
        [
            &[
                "/a/*",
                "microsoft.graph.user",
                "-x",
                "a,b=\"c\"",
                "@dir with space/wanted",
            ],
            &["DELETE /users/{id}", "user/{manager,photo}"],
            &[],
        ],
        [
            &[
                "GET,POST /me/**",
                "tag:ms.prod=\"a b\"",
                "permission:Mail.Read",
            ],
            &["@not.txt", "-y"],
            &["wanted.txt", "../-b.txt"],
        ],
    ];
    let owned = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect();
    for (metadata, docs) in metadata.iter().flat_map(|one| docs.map(|docs| (one, docs))) {
        for [include, exclude, filter] in patterns {
            for out in [
                None,
                Some(PathBuf::from("out")),
                Some(PathBuf::from("../x y")),
            ] {
                for derived_types in [DerivedTypes::OnDemand, DerivedTypes::All] {
                    all.push(Settings {
                        metadata: metadata.iter().map(PathBuf::from).collect(),
                        docs: docs.iter().map(PathBuf::from).collect(),
                        include: owned(include),
                        exclude: owned(exclude),
                        filter: filter.iter().map(PathBuf::from).collect(),
                        out: out.clone(),
                        derived_types,
                        // With every other value of the rest.
                        examples: match out {
                            None => Examples::None,
                            Some(_) => Examples::Answers,
                        },
                        features: match (&out, derived_types) {
                            (None, _) => Features::None,
                            (Some(_), DerivedTypes::OnDemand) => Features::RootSegments,
                            (Some(_), DerivedTypes::All) => features(),
                        },
                        ..Settings::default()
                    });
                }
            }
        }
    }
    all
}

/// The same as a further version.
fn further(settings: &Settings) -> Vec<VersionSettings> {
    vec![VersionSettings {
        name: "v1.0".to_owned(),
        metadata: settings.metadata.clone(),
        docs: settings.docs.clone(),
        include: settings.include.clone(),
        exclude: settings.exclude.clone(),
        filter: settings.filter.clone(),
        derived_types: settings.derived_types,
        names_lock: settings.out.clone(),
    }]
}

fn features() -> Features {
    let patterns = |all: &[&str]| all.iter().map(|&one| one.to_owned()).collect();
    let table = [
        ("mail", patterns(&["/me/messages/**", "POST /me/sendMail"])),
        ("files-2", patterns(&["@files=.txt", "a,b=\"c\""])),
    ];
    let table = table.map(|(name, patterns)| (name.to_owned(), patterns));
    Features::Table(table.into())
}

/// Settings of every kind.
fn all() -> Vec<Settings> {
    let mut all = sayable();
    let sayable = all.clone();
    for (index, settings) in sayable.into_iter().enumerate() {
        all.push(Settings {
            root: "Directory".to_owned(),
            names_lock: (index % 2 == 0).then(|| PathBuf::from("pins/names.lock")),
            expired_repairs: vec!["json-is-untyped".to_owned()],
            threads: index,
            budget: BudgetSettings {
                lines: Some(index),
                parts: [("/users/**".to_owned(), Limits::default())].into(),
                ..BudgetSettings::default()
            },
            krate: CrateSettings {
                name: "my-graph".to_owned(),
                version: "1.2.3-alpha+4".to_owned(),
                description: "\"quoted\"\nand of two lines = [x]".to_owned(),
                license: (index % 3 == 0).then(|| "MIT OR Apache-2.0".to_owned()),
                runtime_path: (index % 5 == 0).then(|| "../runtime".to_owned()),
                api_version: "beta".to_owned(),
            },
            share: match index % 2 {
                0 => Share::None,
                _ => Share::Identical,
            },
            versions: further(&settings),
            ..settings
        });
    }
    all
}

#[test]
fn settings_survive_flags() {
    for settings in sayable() {
        let flags = to_flags(&settings);
        let read = from_flags(flags.iter().map(String::as_str));
        let read = read.unwrap_or_else(|fault| panic!("{flags:?}: {fault}"));
        assert_eq!(read, settings, "{flags:?}");
        assert_eq!(to_flags(&read), flags);
    }
}

#[test]
fn settings_survive_a_config_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join(config::FILE_NAME);
    for settings in all() {
        let text = config::write(&settings).expect("the paths are Unicode");
        std::fs::write(&file, &text).expect("written");
        let read = config::read(&file).unwrap_or_else(|fault| panic!("{text}: {fault}"));
        // What is relative in a file is relative to the file.
        let mut expected = settings;
        let rebase = |path: &mut PathBuf| *path = folder.path().join(&*path);
        let rebase_pattern = |pattern: &mut String| {
            if let Some(file) = pattern.strip_prefix('@') {
                *pattern = format!("@{}", folder.path().join(file).display());
            }
        };
        expected.metadata.iter_mut().for_each(rebase);
        expected.docs.iter_mut().for_each(rebase);
        expected.filter.iter_mut().for_each(rebase);
        let of_features = match &mut expected.features {
            Features::Table(table) => table.values_mut().flatten().collect(),
            _ => Vec::new(),
        };
        let patterns = expected.include.iter_mut().chain(&mut expected.exclude);
        patterns.chain(of_features).for_each(rebase_pattern);
        for version in &mut expected.versions {
            version.metadata.iter_mut().for_each(rebase);
            version.docs.iter_mut().for_each(rebase);
            version.filter.iter_mut().for_each(rebase);
            version.names_lock.iter_mut().for_each(rebase);
            let patterns = version.include.iter_mut().chain(&mut version.exclude);
            patterns.for_each(rebase_pattern);
        }
        expected.out.iter_mut().for_each(rebase);
        expected.names_lock.iter_mut().for_each(rebase);
        assert_eq!(read, expected, "{text}");
        let builder = Builder::from_config(&file).expect("the same file");
        assert_eq!(*builder.settings(), expected);
    }
}

#[test]
fn settings_survive_a_builder() {
    for settings in sayable() {
        let mut builder = Builder::new();
        for path in &settings.metadata {
            builder = builder.metadata(path);
        }
        for folder in &settings.docs {
            builder = builder.docs(folder);
        }
        for pattern in &settings.include {
            builder = builder.include(pattern);
        }
        for pattern in &settings.exclude {
            builder = builder.exclude(pattern);
        }
        for file in &settings.filter {
            builder = builder.filter(file);
        }
        if settings.derived_types == DerivedTypes::All {
            builder = builder.with_derived_types();
        }
        if settings.examples == Examples::Answers {
            builder = builder.with_examples();
        }
        match &settings.features {
            Features::None => {}
            Features::RootSegments => builder = builder.features_by_root_segment(),
            Features::Table(table) => {
                let all = table
                    .iter()
                    .flat_map(|(name, all)| all.iter().map(move |one| (name, one)));
                builder = all.fold(builder, |builder, (name, one)| builder.feature(name, one));
            }
        }
        let expected = Settings {
            out: None,
            ..settings
        };
        assert_eq!(*builder.settings(), expected);
        assert_eq!(builder, Builder::from_settings(expected));
    }
    let builder = Builder::new()
        .root("Directory")
        .names_lock("names.lock")
        .threads(3);
    let expected = Settings {
        root: "Directory".to_owned(),
        names_lock: Some(PathBuf::from("names.lock")),
        threads: 3,
        ..Settings::default()
    };
    assert_eq!(*builder.settings(), expected);
}

/// Flags stand above the file.
#[test]
fn flags_change_what_a_config_file_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("some.toml");
    let text = "metadata = [\"a.xml\"]\ninclude = [\"/a\"]\nout = \"out\"\nroot = \"Directory\"\n";
    std::fs::write(&file, text).expect("written");
    let file = file.to_str().expect("the path is Unicode");
    let read = from_flags(["--config", file]).expect("the file is good");
    assert_eq!(read, config::read(file.as_ref()).expect("the file is good"));
    let read = from_flags(["--config", file, "--include", "/b", "--out", "other"]).expect("good");
    assert_eq!(read.include, ["/b"]);
    assert_eq!(read.out, Some(PathBuf::from("other")));
    assert_eq!(read.metadata, [folder.path().join("a.xml")]);
    assert_eq!(read.root, "Directory");
}

/// Options for one kind of pattern are other ways to write the same.
#[test]
fn every_option_takes_the_same_patterns() {
    let flags = [
        "--metadata",
        "a.xml",
        "--include-type",
        "microsoft.graph.user",
        "--with-permission",
        "Mail.Read",
        "--with-tag",
        "ms.prod=intune",
        "--include",
        "/users",
    ];
    let read = from_flags(flags).expect("good flags");
    let builder = Builder::new()
        .metadata("a.xml")
        .include("/users")
        .include_type("microsoft.graph.user")
        .with_permission("Mail.Read")
        .with_tag("ms.prod=intune");
    assert_eq!(read, *builder.settings());
    let patterns = [
        "/users",
        "microsoft.graph.user",
        "permission:Mail.Read",
        "tag:ms.prod=intune",
    ];
    assert_eq!(read.include, patterns);
    let text = format!("metadata = [\"a.xml\"]\ninclude = {patterns:?}\n");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("some.toml");
    std::fs::write(&file, text).expect("written");
    assert_eq!(config::read(&file).expect("good").include, patterns);
    let fault = from_flags(["--metadata", "a.xml", "--include-type", "/users"]);
    let fault = fault.expect_err("a path");
    assert!(fault.is_usage() && fault.to_string().contains("--include"));
}

/// Patterns in a file do what they do elsewhere, and a change of the file is a change of the input.
#[test]
fn files_of_patterns_are_inputs() {
    let folder = tempfile::tempdir().expect("a folder");
    let (filter, out) = (folder.path().join("wanted.txt"), folder.path().join("out"));
    let base = Builder::new().metadata(fixture("vpp_token_beta.xml"));
    let text = "# tokens\n/deviceAppManagement/vppTokens/** # all\n!DELETE /deviceAppManagement/vppTokens/{id}\n";
    std::fs::write(&filter, text).expect("written");
    let expected = base
        .clone()
        .include("/deviceAppManagement/vppTokens/**")
        .exclude("DELETE /deviceAppManagement/vppTokens/{id}")
        .generate()
        .expect("a good run");
    let by_file = base.clone().filter(&filter);
    let by_include = base.clone().include(format!("@{}", filter.display()));
    for builder in [&by_file, &by_include] {
        let made = builder.generate().unwrap_or_else(|fault| panic!("{fault}"));
        assert!(made.sources == expected.sources);
    }
    let everything = base.generate().expect("a good run");
    assert!(everything.report.methods > expected.report.methods);
    let write = || by_file.write_to(&out).expect("a good run");
    write();
    assert!(write().up_to_date);
    std::fs::write(&filter, format!("# other words\n{text}")).expect("written");
    assert!(write().up_to_date, "a comment is no input");
    std::fs::write(&filter, text.replace("!DELETE", "!PATCH")).expect("written");
    assert!(!write().up_to_date);
    std::fs::write(&filter, "/deviceAppManagement\n\n  /deviceAppManagment/**").expect("written");
    let fault = by_file.generate().expect_err("a typing error").to_string();
    assert!(
        fault.contains("wanted.txt:3:3") && fault.contains("did you mean"),
        "{fault}"
    );
}

#[test]
fn what_is_no_setting_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("some.toml");
    for (text, hint) in [
        ("metdata = []", "metdata"),
        ("metadata = 1", "metadata"),
        ("[crate]\nnam = \"x\"", "nam"),
        ("= 1", "1"),
        ("derived-types = \"some\"", "some"),
    ] {
        std::fs::write(&file, text).expect("written");
        let fault = config::read(&file).expect_err(text).to_string();
        assert!(
            fault.contains(hint) && fault.contains("some.toml"),
            "{fault}"
        );
    }
    assert!(config::read(&folder.path().join("none.toml")).is_err());
    for flags in [&["--metadta", "a.xml"][..], &["--metadata"], &["a.xml"]] {
        let fault = from_flags(flags.iter().copied()).expect_err("no such flag");
        assert!(fault.is_usage());
    }
}

/// All doors lead to the same output.
#[test]
fn all_doors_lead_to_the_same_output() {
    let settings = Settings {
        metadata: vec![fixture("vpp_token.xml")],
        include: vec!["/deviceAppManagement/vppTokens/**".to_owned()],
        ..Settings::default()
    };
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join(config::FILE_NAME);
    std::fs::write(&file, config::write(&settings).expect("Unicode")).expect("written");
    let flags = to_flags(&settings);
    let by_flags = from_flags(flags.iter().map(String::as_str)).expect("good flags");
    let builders = [
        Builder::from_settings(settings),
        Builder::from_config(&file).expect("a good file"),
        Builder::from_settings(by_flags),
        Builder::new()
            .metadata(fixture("vpp_token.xml"))
            .include("/deviceAppManagement/vppTokens/**"),
    ];
    let outputs = builders.map(|builder| builder.generate().expect("good input").sources);
    for output in &outputs[1..] {
        assert!(*output == outputs[0]);
    }
}

/// The name of the client struct is taken; a type of that name is called otherwise, and stays so.
#[test]
fn diff_knows_the_configured_name_of_the_client() {
    let folder = tempfile::tempdir().expect("a folder");
    let metadata = "<edmx:Edmx Version='4.0' xmlns:edmx='http://docs.oasis-open.org/odata/ns/edmx'><edmx:DataServices>\
        <Schema Namespace='microsoft.graph' xmlns='http://docs.oasis-open.org/odata/ns/edm'>\
        <EntityType Name='directory'/><EntityContainer Name='c'><Singleton Name='directory' Type='microsoft.graph.directory'/>\
        </EntityContainer></Schema></edmx:DataServices></edmx:Edmx>";
    let write = |name: &str, text: &str| {
        std::fs::write(folder.path().join(name), text).expect("the file is written");
    };
    write("a.xml", metadata);
    write(
        "own.toml",
        "metadata = [\"a.xml\"]\nout = \"out\"\nroot = \"Directory\"\n",
    );
    let made = run(folder.path(), &["generate", "--config", "own.toml"]);
    assert_eq!(made.status, Some(0), "{}", made.stderr);
    let renames = |more: &[&str]| {
        let diff = ["diff", "a.xml", "a.xml", "--lock", "out/names.lock"];
        let arguments = [&diff[..], more, &["--format", "json"]].concat();
        let ran = run(folder.path(), &arguments);
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
        let report: serde_json::Value = serde_json::from_str(&ran.stdout).expect("an object");
        report["renames"].as_array().map(Vec::len)
    };
    // Without the name, the type could be called as the client is.
    assert_eq!(renames(&[]), Some(1));
    assert_eq!(renames(&["--config", "own.toml"]), Some(0));
    let usual = folder.path().join("msgraph-bindgen.toml");
    std::fs::rename(folder.path().join("own.toml"), usual).expect("the file is renamed");
    assert_eq!(renames(&[]), Some(0));
    // Nothing but the lock asks for the name.
    let ran = run(
        folder.path(),
        &["diff", "a.xml", "a.xml", "--config", "x.toml"],
    );
    assert_eq!(ran.status, Some(2), "{}", ran.stderr);
}
