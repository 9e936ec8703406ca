//! Published versions of v1.0. The corpus is not part of the repository: without it the tests say
//! so and pass.

use super::{sources, with_models};
use crate::diagnostics::Sources;
use crate::diff::{ChangeKind, Changes, Extent, Scope, Semver, Verdict, diff};
use crate::lower::names::NamesLock;
use crate::lower::{self, names::Pins};
use crate::model::{Model, StructuredId, Type};
use crate::select::{pattern::PatternSet, select};
use std::collections::BTreeSet;
use std::num::NonZero;
use std::path::{Path, PathBuf};

const VERSIONS: [&str; 3] = ["v1.0-2018-09.xml", "v1.0-2021-07.xml", "v1.0-2026-08.xml"];

fn corpus(name: &str) -> Option<Sources> {
    let folder = std::env::var_os("MSGRAPH_CORPUS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus"),
        PathBuf::from,
    );
    let path = folder.join("csdl").join(name);
    match std::fs::read_to_string(&path) {
        Ok(text) => Some(sources(name, &text)),
        Err(error) => {
            eprintln!("SKIPPED: {}: {error}; set MSGRAPH_CORPUS", path.display());
            None
        }
    }
}

fn count(changes: &Changes, kind: ChangeKind) -> usize {
    changes
        .changes
        .iter()
        .filter(|change| change.kind == kind)
        .count()
}

/// The names of all types that are generated.
fn types(model: &Model<'_>) -> BTreeSet<String> {
    let structured = model.structured_ids().filter(|id| !model[*id].is_replaced);
    let structured = structured.map(|id| model.qualified(id));
    let enums = model.enums.iter();
    let enums = enums.map(|one| format!("{}.{}", model.namespace(one.namespace).name, one.name));
    structured.chain(enums).collect()
}

/// The members of all enumeration types, as TYPE/MEMBER.
fn members<'m>(model: &'m Model<'_>) -> BTreeSet<(String, &'m str)> {
    let enums = model.enums.iter();
    let members = enums.flat_map(|one| {
        let name = format!("{}.{}", model.namespace(one.namespace).name, one.name);
        one.members
            .iter()
            .map(move |member| (name.clone(), member.name))
    });
    members.collect()
}

/// All properties that a type has, by name.
fn flat<'m>(model: &'m Model<'_>, id: StructuredId) -> BTreeSet<&'m str> {
    let lineage = model.lineage(id).into_iter();
    lineage
        .flat_map(|ty| model[ty].properties.iter().map(|one| one.name))
        .collect()
}

/// Properties that types of both versions declare in `to`, and do not have at all in `from`.
fn gained_properties(from: &Model<'_>, to: &Model<'_>) -> BTreeSet<String> {
    let mut gained = BTreeSet::new();
    for id in to.structured_ids().filter(|id| !to[*id].is_replaced) {
        let name = to.qualified(id);
        let Some(before) = from.find_structured(&name) else {
            continue;
        };
        if from[before].is_replaced {
            continue;
        }
        let had = flat(from, before);
        let own = to[id]
            .properties
            .iter()
            .filter(|one| !had.contains(one.name));
        gained.extend(own.map(|one| format!("{name}/{}", one.name)));
    }
    gained
}

/// The operations by binding, name and kind.
fn operations(model: &Model<'_>) -> BTreeSet<String> {
    let describe = |one: &crate::model::Operation<'_>| {
        let binding = one.binding.map(|binding| match binding.ty {
            Type::Structured(id) => format!("{:?} {}", binding.cardinality, model.qualified(id)),
            Type::Enum(id) => format!("{:?} {}", binding.cardinality, model.qualified_enum(id)),
            Type::Primitive(primitive) => format!("{:?} {}", binding.cardinality, primitive.name()),
        });
        let namespace = model.namespace(one.namespace).name;
        format!("{binding:?} {namespace}.{} {:?}", one.name, one.kind)
    };
    model.operations.iter().map(describe).collect()
}

fn check_counts(old: &Model<'_>, new: &Model<'_>, changes: &Changes) {
    let counts = |kind| count(changes, kind);
    let (before, now) = (types(old), types(new));
    assert_eq!(
        counts(ChangeKind::TypeAdded),
        now.difference(&before).count()
    );
    assert_eq!(
        counts(ChangeKind::TypeRemoved),
        before.difference(&now).count()
    );
    assert!(counts(ChangeKind::TypeAdded) > 500);

    let (had, has) = (members(old), members(new));
    let in_both = |one: &&(String, &str)| before.contains(&one.0) && now.contains(&one.0);
    let gained = has.difference(&had).filter(in_both).count();
    assert_eq!(counts(ChangeKind::MemberAdded), gained);
    let lost = had.difference(&has).filter(in_both).count();
    assert_eq!(counts(ChangeKind::MemberRemoved), lost);

    for (kind, from, to, inherited) in [
        (ChangeKind::PropertyAdded, old, new, "it is inherited"),
        (ChangeKind::PropertyRemoved, new, old, "it was inherited"),
    ] {
        let own = changes
            .changes
            .iter()
            .filter(|change| change.kind == kind && change.note.as_deref() != Some(inherited));
        let own: BTreeSet<_> = own.map(|change| change.path.clone()).collect();
        assert_eq!(own, gained_properties(from, to), "{kind:?}");
    }

    // What turned into the other kind or was inherited before is said otherwise.
    let (had, has) = (operations(old), operations(new));
    let turned = counts(ChangeKind::OperationKindChanged);
    let lost = had.difference(&has).count();
    let gained = has.difference(&had).count();
    let moved = counts(ChangeKind::OperationMoved);
    let said = counts(ChangeKind::OperationRemoved) + counts(ChangeKind::OperationAdded);
    assert_eq!(said + 2 * turned + moved, lost + gained);

    let names = |model: &Model<'_>| -> BTreeSet<String> {
        model
            .children
            .iter()
            .map(|child| child.name.to_owned())
            .collect()
    };
    let (before, now) = (names(old), names(new));
    assert_eq!(
        counts(ChangeKind::ChildAdded),
        now.difference(&before).count()
    );
    assert_eq!(
        counts(ChangeKind::ChildRemoved),
        before.difference(&now).count()
    );
}

#[test]
fn counts_agree_with_the_name_sets_of_the_models() {
    for pair in VERSIONS.windows(2) {
        let (Some(old), Some(new)) = (corpus(pair[0]), corpus(pair[1])) else {
            return;
        };
        let changes = with_models(&old, &new, |old, new| {
            let changes = diff(old, new, &Scope::everything());
            check_counts(old, new, &changes);
            assert_eq!(
                changes,
                diff(old, new, &Scope::everything()),
                "not deterministic"
            );
            changes
        });
        let report = changes.report(&old, &new);
        assert!(report.to_string().ends_with("semver: major\n"));
        eprintln!("{} -> {}: {}", pair[0], pair[1], report.generated);
    }
}

#[test]
fn a_version_does_not_differ_from_itself() {
    for name in VERSIONS {
        let (Some(old), Some(new)) = (corpus(name), corpus(name)) else {
            return;
        };
        let changes = with_models(&old, &new, |old, new| diff(old, new, &Scope::everything()));
        assert!(changes.is_empty(), "{name}: {:?}", changes.changes.first());
    }
}

/// The lock that generating from a model leaves.
fn lock(model: &Model<'_>, patterns: &[&str]) -> NamesLock {
    let mut diagnostics = crate::diagnostics::Diagnostics::new();
    let patterns = PatternSet::parse(patterns, &mut diagnostics);
    let selection = select(model, &patterns, &mut diagnostics);
    assert!(!diagnostics.has_errors());
    lower::lower(
        model,
        &selection,
        Pins::default(),
        "Graph",
        NonZero::<usize>::MIN,
    )
    .lock
}

#[test]
fn a_lock_tells_what_was_generated() {
    let (Some(old), Some(new)) = (corpus(VERSIONS[1]), corpus(VERSIONS[2])) else {
        return;
    };
    with_models(&old, &new, |old, new| {
        let everything = diff(old, new, &Scope::everything());
        let whole = lock(old, &[]);
        let all = diff(old, new, &Scope::generated(&whole, "Graph"));
        assert_eq!(all.changes.len(), everything.changes.len());
        assert_eq!(all.counts(Extent::Outside).total(), 0);
        let breaking = all
            .changes
            .iter()
            .filter(|one| one.verdict == Verdict::Breaking);
        let unnamed: Vec<_> = breaking.filter(|one| one.rust.is_none()).collect();
        assert!(unnamed.is_empty(), "{unnamed:#?}");

        // Nothing but words has changed there in five years.
        let tokens = lock(old, &["/deviceAppManagement/vppTokens/**"]);
        let tokens = diff(old, new, &Scope::generated(&tokens, "Graph"));
        assert!(tokens.counts(Extent::Generated).total() > 0);
        assert_eq!(tokens.semver(), Semver::Patch);
        assert_eq!(
            tokens.counts(Extent::Outside).breaking,
            everything.counts(Extent::Generated).breaking
        );

        let users = lock(old, &["/users/**"]);
        let users = diff(old, new, &Scope::generated(&users, "Graph"));
        let insights = users.changes.iter().find(|one| {
            one.kind == ChangeKind::NavigationTargetChanged
                && one.path == "microsoft.graph.user/insights"
        });
        let insights = insights.expect("`insights` leads to another type now");
        assert_eq!(insights.extent, Extent::Generated);
        assert_eq!(
            insights.rust.as_deref(),
            Some("graph::UserRequestBuilder::insights")
        );
        assert!(users.counts(Extent::Outside).breaking > 10);
    });
}
