//! How the command line behaves towards people, shells and programs.

use msgraph_tests::program::{Ran, run};
use msgraph_tests::{tree, workspace};
use std::path::Path;

fn here(arguments: &[&str]) -> Ran {
    run(&workspace(), arguments)
}

/// The verbs, as the help lists them.
fn verbs() -> Vec<String> {
    let help = here(&["--help"]).stdout;
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let lines = lines.take_while(|line| !line.is_empty());
    // What does not fit beside a name goes on deeper.
    let lines = lines.filter_map(|line| line.strip_prefix("  "));
    let lines = lines.filter(|line| !line.starts_with(' '));
    let names = lines.filter_map(|line| line.split_whitespace().next());
    names
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

const SELECTED: [&str; 5] = [
    "show",
    "--metadata",
    "specs/v1.0.xml",
    "--include",
    "/deviceAppManagement/vppTokens/**",
];

#[test]
fn phases_are_timed_on_demand_and_results_stay_the_same() {
    let plain = here(&SELECTED);
    // Nobody watches: there is no terminal.
    assert_eq!((plain.status, plain.stderr.as_str()), (Some(0), ""));
    let timed = here(&[&SELECTED[..], &["--timings"]].concat());
    assert_eq!(timed.stdout, plain.stdout);
    let phases: Vec<_> = timed
        .stderr
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(phases, ["read", "parse", "link", "join", "select"]);
    let folder = tempfile::tempdir().expect("a folder");
    let metadata = workspace().join("specs/v1.0.xml").display().to_string();
    let generate = [
        "--timings",
        "generate",
        "--metadata",
        &metadata,
        "--out",
        "x",
    ];
    let phases = |ran: Ran| {
        let lines = ran.stderr.lines().map(str::to_owned);
        let words = lines.filter_map(|line| Some(line.split_whitespace().next()?.to_owned()));
        words.collect::<Vec<_>>()
    };
    let first = phases(run(folder.path(), &generate));
    let expected = [
        "read", "parse", "link", "join", "select", "lower", "print", "write",
    ];
    assert_eq!(first, expected);
    // There is nothing to do the second time.
    assert_eq!(phases(run(folder.path(), &generate)), ["read"]);
}

#[test]
fn shells_complete_every_verb() {
    let verbs = verbs();
    assert!(verbs.iter().any(|one| one == "generate"), "{verbs:?}");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ran = here(&["completions", shell]);
        assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""), "{shell}");
        for word in verbs
            .iter()
            .map(String::as_str)
            .chain(["metadata", "timings"])
        {
            assert!(ran.stdout.contains(word), "{shell}: {word}");
        }
    }
    let ran = here(&["completions", "bash", "--format", "json"]);
    let object: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(object["shell"], "bash");
    assert_eq!(here(&["completions", "dos"]).status, Some(2));
}

#[test]
fn every_verb_has_a_manual_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let ran = run(folder.path(), &["man", "--out", "man1"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let pages = tree(&folder.path().join("man1"));
    let mut expected: Vec<_> = verbs()
        .iter()
        .map(|verb| format!("msgraph-bindgen-{verb}.1"))
        .collect();
    expected.push("msgraph-bindgen.1".to_owned());
    expected.sort();
    let names: Vec<_> = pages.iter().map(|(path, _)| path.clone()).collect();
    assert_eq!(names, expected);
    for (path, text) in &pages {
        let text = String::from_utf8_lossy(text);
        assert!(text.contains(".SH NAME"), "{path}");
        assert!(
            text.contains("\\-\\-quiet"),
            "{path} lacks what all verbs have"
        );
    }
    // The page of the program alone goes to standard output.
    let printed = run(folder.path(), &["man"]).stdout;
    let (_, of_program) = pages
        .iter()
        .find(|(path, _)| path == "msgraph-bindgen.1")
        .expect("there");
    assert_eq!(
        printed.trim_end(),
        String::from_utf8_lossy(of_program).trim_end()
    );
}

#[test]
fn exit_statuses_are_told_and_kept() {
    let help = here(&["--help"]).stdout;
    let told = help.split_once("Exit status:").expect("exit statuses").1;
    for status in ["0", "1", "2"] {
        assert!(
            told.lines()
                .any(|line| line.trim_start().starts_with(status)),
            "{told}"
        );
    }
    assert_eq!(here(&SELECTED).status, Some(0));
    let nothing = [&SELECTED[..], &["/reports/**"]].concat();
    assert_eq!(here(&nothing).status, Some(1));
    assert_eq!(here(&["generate", "--out"]).status, Some(2));
    // The same with everything that only says how a run reports.
    for more in [
        &["--quiet"][..],
        &["-q", "--timings"],
        &["--format", "json"],
    ] {
        assert_eq!(here(&[&nothing[..], more].concat()).status, Some(1));
    }
}

/// No colours but on terminals.
#[test]
fn nothing_is_coloured_where_nobody_looks() {
    let broken = Path::new("tests/fixtures/malformed/truncated.xml");
    let broken = broken.display().to_string();
    for arguments in [
        &["--help"][..],
        &["generate", "--no-such-flag"],
        &["show", "--metadata", &broken],
    ] {
        let ran = here(arguments);
        assert!(
            !ran.stdout.contains('\u{1b}') && !ran.stderr.contains('\u{1b}'),
            "{arguments:?}"
        );
    }
}

/// Help fits into a terminal of usual width.
#[test]
fn help_is_not_too_wide() {
    let verbs = verbs();
    assert!(verbs.iter().any(|one| one == "generate"), "{verbs:?}");
    for verb in verbs {
        let help = here(&[&*verb, "--help"]).stdout;
        let widest = help.lines().map(|line| line.chars().count()).max();
        let fits = widest.is_some_and(|widest| widest <= 100);
        assert!(fits, "{verb}: {widest:?}");
    }
}
