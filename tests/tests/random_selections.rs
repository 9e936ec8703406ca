//! Selections drawn at random from the API as Microsoft publishes it, with excludes: these take what they name and rename
//! nothing, and all that is left compiles without a warning. Some are drawn in any case; `MSGRAPH_SELECTIONS=100` draws so many.

use msgraph_bindgen::{Builder, DerivedTypes, Settings};
use msgraph_tests::golden::Golden;
use msgraph_tests::random::Random;
use msgraph_tests::{corpus, program};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// So many are drawn where nobody says how many.
const FEW: usize = 6;

/// So many are compiled as modules of one crate.
const IN_ONE_CRATE: usize = 20;

/// What patterns are made of.
struct Names {
    /// Each with the verbs there.
    paths: Vec<(String, Vec<String>)>,
    types: Vec<String>,
    members: Vec<String>,
}

impl Names {
    /// The names that `show` tells.
    fn shown(metadata: &Path) -> Self {
        let metadata = metadata.to_str().expect("the path is Unicode");
        let lines = |arguments: &[&str]| -> Vec<Value> {
            let folder = tempfile::tempdir().expect("a folder");
            let common = ["show", "--metadata", metadata, "--format", "json"];
            let ran = program::run(folder.path(), &[&common, arguments].concat());
            assert_eq!(ran.status, Some(0), "{}", ran.stderr);
            let lines = ran.stdout.lines().map(serde_json::from_str);
            lines.collect::<Result<_, _>>().expect("objects")
        };
        let item = |line: &Value| line["item"].as_str().expect("a name").to_owned();
        let paths = lines(&["--depth", "5"]).into_iter().map(|line| {
            let verbs = line["verbs"].as_array().into_iter().flatten();
            let verbs = verbs.filter_map(Value::as_str).map(str::to_owned);
            (item(&line), verbs.collect())
        });
        let paths = paths.collect();
        let of_types = lines(&["--by", "type", "--depth", "1"]);
        let (types, members): (Vec<_>, Vec<_>) = of_types
            .iter()
            .map(item)
            .partition(|name| !name.contains('/'));
        Self {
            paths,
            types,
            members,
        }
    }

    fn include(&self, random: &mut Random) -> String {
        let (path, verbs) = random.one_of(&self.paths);
        match random.below(8) {
            0 => random.one_of(&self.types).clone(),
            1 => random.one_of(&self.members).clone(),
            2 if !verbs.is_empty() => format!("{} {path}", random.one_of(verbs)),
            3 => format!("GET {path}/**"),
            4 | 5 => format!("{path}/**"),
            6 => format!("{path}/*"),
            _ => path.clone(),
        }
    }

    fn selection(&self, metadata: &Path, random: &mut Random) -> Settings {
        let include = 0..1 + random.below(4);
        let include = include.map(|_| self.include(random)).collect();
        Settings {
            metadata: vec![metadata.to_owned()],
            include,
            derived_types: match random.once_in(4) {
                true => DerivedTypes::All,
                false => DerivedTypes::OnDemand,
            },
            ..Settings::default()
        }
    }
}

/// The lines of the `names.lock` of a selection, among them one for each item in it; `None` where its patterns are refused.
fn accepted(settings: &Settings) -> Option<BTreeSet<String>> {
    match Builder::from_settings(settings.clone()).generate() {
        Ok(made) => Some(made.lock.to_string().lines().map(str::to_owned).collect()),
        Err(fault) => {
            assert!(fault.is_input(), "{settings:?}: {fault}");
            None
        }
    }
}

/// Some of what is selected: types, properties, navigation properties.
fn excludes(selected: &BTreeSet<String>, random: &mut Random) -> Vec<String> {
    let items = selected.iter().filter_map(|line| {
        let (kind, rest) = line.split_once('\t')?;
        let is_item = ["type", "field", "accessor"].contains(&kind);
        rest.split('\t').next().filter(|_| is_item)
    });
    let items: Vec<_> = items.collect();
    match items.is_empty() {
        true => Vec::new(),
        false => {
            let some = 0..random.below(5);
            some.map(|_| (*random.one_of(&items)).to_owned()).collect()
        }
    }
}

#[test]
fn random_selections_compile() {
    let Some(metadata) = corpus("csdl/v1.0-2026-08.xml") else {
        return;
    };
    let asked = std::env::var("MSGRAPH_SELECTIONS").ok();
    let wanted = asked.map_or(FEW, |text| text.parse().expect("a number of selections"));
    let names = Names::shown(&metadata);
    let mut random = Random::new("selections");
    let (mut drawn, mut tries) = (Vec::new(), 0);
    while drawn.len() < wanted {
        tries += 1;
        assert!(tries < 20 + 3 * wanted, "hardly anything is accepted");
        let mut settings = names.selection(&metadata, &mut random);
        // A verb may be answered nowhere below a path.
        let Some(whole) = accepted(&settings) else {
            continue;
        };
        settings.exclude = excludes(&whole, &mut random);
        // Nothing may be left of an include.
        let Some(left) = accepted(&settings) else {
            continue;
        };
        let new: Vec<_> = left.difference(&whole).collect();
        assert!(new.is_empty(), "{settings:?} has {new:?}");
        let is_excluded = |line: &&String| {
            let mut cells = line.split('\t');
            // All fields of a type are named, whichever it has.
            let name = cells
                .next()
                .filter(|kind| *kind != "field")
                .and(cells.next());
            name.is_some_and(|name| settings.exclude.iter().any(|one| one == name))
        };
        let there: Vec<_> = left.iter().filter(is_excluded).collect();
        assert!(there.is_empty(), "{settings:?} has {there:?}");
        drawn.push(settings);
    }
    for (index, selections) in drawn.chunks(IN_ONE_CRATE).enumerate() {
        let made = Golden::generate(&format!("random_selections_{index}"), selections[0].clone());
        for (index, settings) in selections.iter().enumerate() {
            // Shown where rustc finds something.
            let (include, exclude) = (&settings.include, &settings.exclude);
            eprintln!("selection_{index}: {include:?} without {exclude:?}");
            if index > 0 {
                made.mount(&format!("selection_{index}"), settings.clone());
            }
        }
        made.check();
    }
}
