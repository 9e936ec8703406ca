//! Changes as users of generated code see them.

use super::{schema, sources, with_models};
use crate::diff::{Changes, Extent, Scope, Semver, diff};
use crate::lower::names::{Kind, NamesLock};

const OLD: &str = r#"<EntityType Name="root"><NavigationProperty Name="things" Type="Collection(ns.thing)" ContainsTarget="true"/>
<NavigationProperty Name="others" Type="Collection(ns.other)" ContainsTarget="true"/></EntityType>
<EntityType Name="base"/>
<EntityType Name="thing" BaseType="ns.base"><Property Name="type" Type="Edm.String"/></EntityType>
<EntityType Name="other"><Property Name="a" Type="Edm.String"/></EntityType>
<EnumType Name="state"><Member Name="on" Value="0"/></EnumType>
<Action Name="run" IsBound="true"><Parameter Name="it" Type="ns.base"/></Action>
<Action Name="stop" IsBound="true"><Parameter Name="it" Type="ns.other"/></Action>
<EntityContainer Name="c"><Singleton Name="root" Type="ns.root"/><Singleton Name="second" Type="ns.other"/></EntityContainer>"#;

const NEW: &str = r#"<EntityType Name="root"/>
<EntityType Name="base"/>
<EntityType Name="thing" BaseType="ns.base"><Property Name="type" Type="ns.brought"/></EntityType>
<EntityType Name="other"/>
<ComplexType Name="brought"><Property Name="deeper" Type="ns.deeper"/></ComplexType>
<ComplexType Name="deeper"/>
<ComplexType Name="unrelated"/>
<EnumType Name="state"/>
<EntityContainer Name="c"/>"#;

/// What a run with `/things/**` leaves.
fn lock() -> NamesLock {
    let mut lock = NamesLock::new();
    lock.insert(Kind::Module, "ns", "ns");
    lock.insert(Kind::Type, "ns.root", "Root");
    lock.insert(Kind::Type, "ns.base", "Base");
    lock.insert(Kind::Type, "ns.thing", "TheThing");
    lock.insert(Kind::Type, "ns.state", "State");
    lock.insert(Kind::Variant, "ns.state/on", "On");
    lock.insert(Kind::Field, "ns.thing/type", "r#type");
    lock.insert(Kind::Accessor, "ns.root/things", "things");
    lock.insert(Kind::Accessor, "root", "root");
    lock.insert(Kind::Operation, "ns.thing/run action", "run");
    lock
}

fn changes(lock: &NamesLock) -> Changes {
    let (old, new) = (
        sources("old.xml", &schema(OLD)),
        sources("new.xml", &schema(NEW)),
    );
    with_models(&old, &new, |old, new| {
        diff(old, new, &Scope::generated(lock, "Graph"))
    })
}

#[test]
fn only_what_was_generated_counts() {
    let changes = changes(&lock());
    let mut found: Vec<_> = changes
        .changes
        .iter()
        .map(|change| (change.path.as_str(), change.extent))
        .collect();
    found.sort();
    use Extent::{Generated, Outside};
    let expected = [
        ("/root", Generated),
        ("/second", Outside),
        ("ns.base/run()", Generated),
        ("ns.brought", Generated),
        ("ns.deeper", Generated),
        ("ns.other/a", Outside),
        ("ns.other/stop()", Outside),
        ("ns.root/others", Outside),
        ("ns.root/things", Generated),
        ("ns.state/on", Generated),
        ("ns.thing/type", Generated),
        ("ns.unrelated", Outside),
    ];
    assert_eq!(found, expected);
    assert_eq!(changes.counts(Outside).breaking, 4);
    assert_eq!(changes.counts(Generated).breaking, 5);
    assert_eq!(changes.semver(), Semver::Major);
}

#[test]
fn nothing_breaks_where_nothing_was_generated() {
    let mut lock = NamesLock::new();
    lock.insert(Kind::Type, "ns.gone", "Gone");
    let changes = changes(&lock);
    assert_eq!(changes.counts(Extent::Generated).total(), 0);
    assert!(!changes.is_empty());
    assert_eq!(changes.semver(), Semver::Patch);
}

#[test]
fn rust_items_have_their_pinned_names() {
    let changes = changes(&lock());
    let rust = |path: &str| {
        let change = changes.changes.iter().find(|change| change.path == path);
        change.and_then(|change| change.rust.as_deref())
    };
    assert_eq!(rust("ns.thing/type"), Some("ns::TheThing::r#type"));
    assert_eq!(
        rust("ns.root/things"),
        Some("ns::RootRequestBuilder::things")
    );
    assert_eq!(
        rust("ns.base/run()"),
        Some("ns::TheThingRequestBuilder::run")
    );
    assert_eq!(rust("ns.state/on"), Some("ns::State::On"));
    assert_eq!(rust("/root"), Some("root"));
    assert_eq!(rust("ns.other/a"), None);
}

#[test]
fn pins_that_hold_back_another_name_are_listed() {
    let changes = changes(&lock());
    let renames: Vec<_> = changes
        .renames
        .iter()
        .map(|one| {
            (
                one.kind,
                one.path.as_str(),
                one.pinned.as_str(),
                one.decided.as_str(),
            )
        })
        .collect();
    assert_eq!(renames, [("type", "ns.thing", "TheThing", "Thing")]);
}
