//! Pages that Microsoft published, beside the metadata of the same days. They are not part of the repository.

use super::*;
use crate::csdl;
use crate::diagnostics::SourceId;
use crate::model::{Binding, Model, StructuredId, repair};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A folder of pages and the metadata that goes with it.
const PAIRS: [(&str, &str); 2] = [
    ("en-2021", "v1.0-2021-07.xml"),
    ("de-2018", "v1.0-2018-09.xml"),
];

/// The corpus, if it is there.
fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("MSGRAPH_CORPUS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus"),
        PathBuf::from,
    );
    if !folder.join("docs").is_dir() {
        eprintln!(
            "SKIPPED: {} is not there; set MSGRAPH_CORPUS",
            folder.display()
        );
        return None;
    }
    Some(folder)
}

/// All pages of a folder whose names have a part, and the metadata last.
fn read(corpus: &Path, docs: &str, part: &str, metadata: &str) -> (Sources, SourceId) {
    let mut files = Vec::new();
    for folder in ["api", "resources"] {
        let folder = corpus.join("docs").join(docs).join("v1.0").join(folder);
        for entry in std::fs::read_dir(folder).expect("a folder of the corpus") {
            files.push(entry.expect("an entry").path());
        }
    }
    files.retain(|path| path.to_string_lossy().contains(part));
    files.sort();
    let mut sources = Sources::new();
    for path in files {
        let text = std::fs::read_to_string(&path).expect("the corpus is UTF-8");
        sources.add(path.display().to_string(), text);
    }
    let path = corpus.join("csdl").join(metadata);
    let text = std::fs::read_to_string(path).expect("the metadata of the corpus");
    let id = sources.add(metadata, text);
    (sources, id)
}

/// Both models of the same API.
fn both(sources: &Sources, metadata: SourceId, judge: impl FnOnce(&Model<'_>, &Model<'_>, &str)) {
    let ids = sources.ids().filter(|id| *id != metadata);
    let pages: Vec<_> = ids
        .map(|id| docs::read(id, sources.name(id), sources.text(id)))
        .collect();
    let pages: Vec<_> = pages.iter().collect();
    let mut diagnostics = Diagnostics::new();
    let made = vec![document(&pages, &mut diagnostics)];
    let made = model::link(&made, &mut diagnostics);
    let said = render(&diagnostics, sources);
    assert!(!diagnostics.has_errors(), "{said}");
    let mut ignored = Diagnostics::new();
    let parsed = csdl::parse(metadata, sources.text(metadata), &mut ignored);
    let parsed = vec![parsed.expect("metadata")];
    let mut real = model::link(&parsed, &mut ignored);
    repair::repair(&mut real);
    judge(&made, &real, &said);
}

#[test]
fn the_founding_page_and_its_siblings_give_the_type_of_the_metadata() {
    let Some(corpus) = corpus() else { return };
    let (sources, metadata) = read(&corpus, "de-2018", "vpptoken", "v1.0-2018-09.xml");
    both(&sources, metadata, |made, real, said| {
        let of = |model: &Model<'_>| {
            let lines = lines(model);
            let about = |line: &&str| {
                let enums = ["vppTokenState", "vppTokenSyncStatus", "vppTokenAccountType"];
                let is_enum = enums
                    .iter()
                    .any(|name| line.starts_with(&format!("Enum {name} ")));
                is_enum
                    || line.starts_with("microsoft.graph.vppToken/")
                    || line.starts_with("Entity microsoft.graph.vppToken ")
                    || line.starts_with("microsoft.graph.entity/")
                    || line.starts_with("microsoft.graph.deviceAppManagement/vppTokens ")
                    || line.starts_with("Action vppToken.")
                    || line.starts_with("/deviceAppManagement:")
            };
            let found: Vec<_> = lines.lines().filter(about).map(str::to_owned).collect();
            found
        };
        let wanted = of(real);
        assert_eq!(of(made), wanted);
        // 12 properties, 3 enumerations, the type, the way to it and the action.
        assert_eq!(wanted.len(), 12 + 3 + 1 + 2 + 1, "{wanted:#?}");
        assert_eq!(said.matches("warning[").count(), 1, "{said}");
        assert!(said.contains("`deviceAppManagement`"), "{said}");
    });
}

/// How much of what the pages give is in the metadata, and equal there.
#[derive(Default)]
struct Shares(BTreeMap<&'static str, (usize, usize)>);

impl Shares {
    fn count(&mut self, what: &'static str, is_so: bool) {
        let share = self.0.entry(what).or_default();
        share.0 += usize::from(is_so);
        share.1 += 1;
    }

    /// Per mille, rounded down.
    fn share(&self, what: &str) -> usize {
        let (some, all) = self.0[what];
        some * 1000 / all
    }
}

fn compare(made: &Model<'_>, real: &Model<'_>) -> Shares {
    let mut shares = Shares::default();
    for id in made.structured_ids() {
        let found = real.find_structured(&made.qualified(id));
        shares.count("types known", found.is_some());
        let Some(found) = found else { continue };
        shares.count("kinds equal", made[id].kind == real[found].kind);
        compare_members(made, id, real, found, &mut shares);
    }
    for ty in &made.enums {
        let namespace = made.namespace(ty.namespace).name;
        let found = match real.find(&format!("{namespace}.{}", ty.name)) {
            Some(Type::Enum(id)) => Some(id),
            _ => None,
        };
        shares.count("enumerations known", found.is_some());
        let Some(found) = found else { continue };
        // A page of 2021 lists 880 members that the service has under other names.
        if ty.name == "printerProcessingStateDetail" {
            continue;
        }
        for member in &ty.members {
            let mut members = real[found].members.iter();
            shares.count("members known", members.any(|one| one.name == member.name));
        }
    }
    for operation in &made.operations {
        let Some(Type::Structured(id)) = operation.binding.map(|binding| binding.ty) else {
            continue;
        };
        let Some(owner) = real.find_structured(&made.qualified(id)) else {
            continue;
        };
        let found = overloads(real, owner, operation.name);
        shares.count("operations known", !found.is_empty());
        if !found.is_empty() {
            let returns = operation
                .returns
                .map(|one| name(made, one.ty.ty, one.ty.cardinality));
            shares.count("returns equal", found.contains(&returns));
        }
    }
    for child in &made.children {
        let mut children = real.children.iter();
        shares.count("roots known", children.any(|one| one.name == child.name));
    }
    shares
}

fn compare_members(
    made: &Model<'_>,
    id: StructuredId,
    real: &Model<'_>,
    found: StructuredId,
    shares: &mut Shares,
) {
    let lineage = real.lineage(found);
    for property in &made[id].properties {
        let mut properties = lineage.iter().flat_map(|one| &real[*one].properties);
        let same = properties.find(|one| one.name == property.name);
        shares.count("properties known", same.is_some());
        let Some(same) = same else { continue };
        let is_text = name(made, property.ty.ty, Cardinality::One) == "String";
        let is_same = name(made, property.ty.ty, property.ty.cardinality)
            == name(real, same.ty.ty, same.ty.cardinality);
        // An enumeration is a string on the wire.
        let is_enum = matches!(same.ty.ty, Type::Enum(_)) && is_text;
        shares.count("property types equal", is_same || is_enum);
    }
    for property in &made[id].navigation {
        let mut navigation = lineage.iter().flat_map(|one| &real[*one].navigation);
        let same = navigation.find(|one| one.name == property.name);
        shares.count("navigation known", same.is_some());
        let Some(same) = same else { continue };
        let is_same = name(made, property.ty.ty, property.ty.cardinality)
            == name(real, same.ty.ty, same.ty.cardinality);
        shares.count("navigation types equal", is_same);
        shares.count(
            "not contained against the metadata",
            same.contains_target || !property.contains_target,
        );
    }
}

/// What the operations of a name return that are bound to a type, to its bases or to what derives from it.
fn overloads(real: &Model<'_>, owner: StructuredId, wanted: &str) -> Vec<Option<String>> {
    let mut found = Vec::new();
    for ty in real
        .lineage(owner)
        .into_iter()
        .chain(real.descendants(owner))
    {
        for cardinality in [Cardinality::One, Cardinality::Many] {
            let binding = Binding {
                ty: Type::Structured(ty),
                cardinality,
            };
            for id in real.bound.get(&binding).into_iter().flatten() {
                let operation = &real[*id];
                if operation.name.eq_ignore_ascii_case(wanted) {
                    let returns = operation.returns;
                    found.push(returns.map(|one| name(real, one.ty.ty, one.ty.cardinality)));
                }
            }
        }
    }
    found
}

#[test]
fn all_pages_give_a_model_that_is_close_to_the_metadata() {
    let Some(corpus) = corpus() else { return };
    for (docs, metadata) in PAIRS {
        let (sources, metadata) = read(&corpus, docs, "", metadata);
        both(&sources, metadata, |made, real, _| {
            let shares = compare(made, real);
            eprintln!("{docs}: {:?}", made.declared);
            for (what, (some, all)) in &shares.0 {
                eprintln!("{docs}: {what}: {some} of {all}");
            }
            // Per mille: what was measured, rounded down to tens.
            let floors = [
                ("types known", 940),
                ("kinds equal", 970),
                ("properties known", 980),
                ("property types equal", 980),
                ("enumerations known", 910),
                ("members known", 990),
                ("navigation known", 890),
                ("navigation types equal", 920),
                ("not contained against the metadata", 970),
                ("operations known", 960),
                ("returns equal", 940),
                ("roots known", 920),
            ];
            for (what, floor) in floors {
                let share = shares.share(what);
                assert!(
                    share >= floor,
                    "{docs}: {what}: {share} per mille of {floor}"
                );
            }
        });
    }
}

#[test]
fn nothing_that_groups_refer_to_can_be_deleted_through_them() {
    let Some(corpus) = corpus() else { return };
    for (docs, metadata) in PAIRS {
        let (sources, metadata) = read(&corpus, docs, "", metadata);
        both(&sources, metadata, |made, _, _| {
            for (ty, property) in [
                ("group", "members"),
                ("group", "owners"),
                ("user", "manager"),
                ("user", "memberOf"),
                ("device", "registeredOwners"),
            ] {
                let id = made.find_structured(&format!("microsoft.graph.{ty}"));
                let id = id.expect("a described type");
                let lineage = made.lineage(id);
                let mut navigation = lineage.iter().flat_map(|one| &made[*one].navigation);
                let found = navigation.find(|one| one.name == property);
                let found = found.unwrap_or_else(|| panic!("{docs}: {ty}/{property}"));
                assert!(!found.contains_target, "{docs}: {ty}/{property}");
            }
        });
    }
}
