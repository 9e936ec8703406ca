//! Every kind of change, one pair of texts each.

use super::{compare, short};
use crate::diff::{ChangeKind as K, Verdict, Verdict::Additive, Verdict::Breaking, Verdict::Data};
use std::collections::BTreeSet;

/// Old text, new text, and exactly what is found: kind, verdict, path.
struct Row {
    old: &'static str,
    new: &'static str,
    found: &'static [(K, Verdict, &'static str)],
}

const fn row(
    old: &'static str,
    new: &'static str,
    found: &'static [(K, Verdict, &'static str)],
) -> Row {
    Row { old, new, found }
}

const DEPRECATED: &str = r#"<ComplexType Name="t"><Annotation Term="Org.OData.Core.V1.Revisions"><Collection><Record>
<PropertyValue Property="Kind" EnumMember="Org.OData.Core.V1.RevisionKind/Deprecated"/>
<PropertyValue Property="Description" String="gone soon"/></Record></Collection></Annotation></ComplexType>"#;

const ROWS: &[Row] = &[
    // Types.
    row(
        r#"<EntityType Name="t"/>"#,
        "",
        &[(K::TypeRemoved, Breaking, "ns.t")],
    ),
    row(
        "",
        r#"<EnumType Name="t"/>"#,
        &[(K::TypeAdded, Additive, "ns.t")],
    ),
    row(
        r#"<EntityType Name="t"/>"#,
        r#"<ComplexType Name="t"/>"#,
        &[(K::TypeKindChanged, Breaking, "ns.t")],
    ),
    row(
        r#"<ComplexType Name="t"/>"#,
        r#"<EnumType Name="t"/>"#,
        &[(K::TypeKindChanged, Breaking, "ns.t")],
    ),
    row(
        r#"<ComplexType Name="t"/>"#,
        r#"<ComplexType Name="t" Abstract="true"/>"#,
        &[(K::AbstractChanged, Data, "ns.t")],
    ),
    row(
        r#"<ComplexType Name="t" OpenType="true"/>"#,
        r#"<ComplexType Name="t"/>"#,
        &[(K::OpenTypeChanged, Data, "ns.t")],
    ),
    row(
        r#"<EntityType Name="t" HasStream="true"/>"#,
        r#"<EntityType Name="t"/>"#,
        &[(K::HasStreamChanged, Breaking, "ns.t")],
    ),
    row(
        r#"<EntityType Name="t"/>"#,
        r#"<EntityType Name="t" HasStream="true"/>"#,
        &[(K::HasStreamChanged, Additive, "ns.t")],
    ),
    row(
        r#"<EntityType Name="b" HasStream="true"/><EntityType Name="t" BaseType="ns.b"/>"#,
        r#"<EntityType Name="b" HasStream="true"/><EntityType Name="t" BaseType="ns.b" HasStream="true"/>"#,
        &[(K::HasStreamChanged, Data, "ns.t")],
    ),
    // Base types: what was inherited counts, and the casts.
    row(
        r#"<EntityType Name="b"/><EntityType Name="t" BaseType="ns.b"/>"#,
        r#"<EntityType Name="b"/><EntityType Name="t"/>"#,
        &[(K::BaseTypeChanged, Breaking, "ns.t")],
    ),
    row(
        r#"<EntityType Name="b"/><EntityType Name="t" BaseType="ns.b"/>"#,
        r#"<EntityType Name="b"/><EntityType Name="m" BaseType="ns.b"/><EntityType Name="t" BaseType="ns.m"/>"#,
        &[
            (K::TypeAdded, Additive, "ns.m"),
            (K::BaseTypeChanged, Additive, "ns.t"),
        ],
    ),
    // Keys.
    row(
        r#"<EntityType Name="t"><Key><PropertyRef Name="a"/></Key><Property Name="a" Type="Edm.String"/></EntityType>"#,
        r#"<EntityType Name="t"><Property Name="a" Type="Edm.String"/></EntityType>"#,
        &[(K::KeyChanged, Breaking, "ns.t")],
    ),
    row(
        r#"<EntityType Name="t"><Property Name="a" Type="Edm.String"/></EntityType>"#,
        r#"<EntityType Name="t"><Key><PropertyRef Name="a"/></Key><Property Name="a" Type="Edm.String"/></EntityType>"#,
        &[(K::KeyChanged, Additive, "ns.t")],
    ),
    // Said of the base type once, not of each derived one.
    row(
        r#"<EntityType Name="b"><Property Name="a" Type="Edm.String"/></EntityType><EntityType Name="t" BaseType="ns.b"/>"#,
        r#"<EntityType Name="b"><Key><PropertyRef Name="a"/></Key><Property Name="a" Type="Edm.String"/></EntityType><EntityType Name="t" BaseType="ns.b"/>"#,
        &[(K::KeyChanged, Additive, "ns.b")],
    ),
    row(
        concat!(
            r#"<EntityType Name="t"><Annotation Term="Org.OData.Core.V1.AlternateKeys"><Collection><Record><PropertyValue Property="Key"><Collection>"#,
            r#"<Record><PropertyValue Property="Name" PropertyPath="a"/><PropertyValue Property="Alias" String="a"/></Record>"#,
            r#"</Collection></PropertyValue></Record></Collection></Annotation><Property Name="a" Type="Edm.String"/></EntityType>"#
        ),
        r#"<EntityType Name="t"><Property Name="a" Type="Edm.String"/></EntityType>"#,
        &[(K::AlternateKeyRemoved, Breaking, "ns.t")],
    ),
    row(
        r#"<EntityType Name="t"><Property Name="a" Type="Edm.String"/></EntityType>"#,
        concat!(
            r#"<EntityType Name="t"><Annotation Term="Org.OData.Core.V1.AlternateKeys"><Collection><Record><PropertyValue Property="Key"><Collection>"#,
            r#"<Record><PropertyValue Property="Name" PropertyPath="a"/><PropertyValue Property="Alias" String="a"/></Record>"#,
            r#"</Collection></PropertyValue></Record></Collection></Annotation><Property Name="a" Type="Edm.String"/></EntityType>"#
        ),
        &[(K::AlternateKeyAdded, Additive, "ns.t")],
    ),
    // Enumeration types.
    row(
        r#"<EnumType Name="t"><Member Name="a" Value="0"/></EnumType>"#,
        r#"<EnumType Name="t"><Member Name="b" Value="0"/></EnumType>"#,
        &[
            (K::MemberRemoved, Breaking, "ns.t/a"),
            (K::MemberAdded, Additive, "ns.t/b"),
        ],
    ),
    row(
        r#"<EnumType Name="t"><Member Name="a" Value="0"/></EnumType>"#,
        r#"<EnumType Name="t"><Member Name="a" Value="1"/></EnumType>"#,
        &[(K::MemberValueChanged, Data, "ns.t/a")],
    ),
    row(
        r#"<EnumType Name="t"/>"#,
        r#"<EnumType Name="t" IsFlags="true"/>"#,
        &[(K::IsFlagsChanged, Breaking, "ns.t")],
    ),
    // The container.
    row(
        r#"<EntityType Name="t"/><EntityContainer Name="c"><EntitySet Name="a" EntityType="ns.t"/></EntityContainer>"#,
        r#"<EntityType Name="t"/><EntityContainer Name="c"><Singleton Name="b" Type="ns.t"/></EntityContainer>"#,
        &[
            (K::ChildRemoved, Breaking, "/a"),
            (K::ChildAdded, Additive, "/b"),
        ],
    ),
    row(
        r#"<EntityType Name="t"/><EntityContainer Name="c"><EntitySet Name="a" EntityType="ns.t"/></EntityContainer>"#,
        r#"<EntityType Name="t"/><EntityContainer Name="c"><Singleton Name="a" Type="ns.t"/></EntityContainer>"#,
        &[(K::ChildKindChanged, Breaking, "/a")],
    ),
    row(
        r#"<EntityType Name="t"/><EntityType Name="u"/><EntityContainer Name="c"><Singleton Name="a" Type="ns.t"/></EntityContainer>"#,
        r#"<EntityType Name="t"/><EntityType Name="u"/><EntityContainer Name="c"><Singleton Name="a" Type="ns.u"/></EntityContainer>"#,
        &[(K::ChildTypeChanged, Breaking, "/a")],
    ),
    row(
        r#"<EntityType Name="t"/><EntityContainer Name="c"><EntitySet Name="a" EntityType="ns.t"/></EntityContainer>"#,
        r#"<EntityType Name="t"/><EntityContainer Name="c"><EntitySet Name="a" EntityType="ns.t"><Annotation Term="Org.OData.Capabilities.V1.DeleteRestrictions"><Record><PropertyValue Property="Deletable" Bool="false"/></Record></Annotation></EntitySet></EntityContainer>"#,
        &[(K::VerbsChanged, Breaking, "/a")],
    ),
    // Words.
    row(
        r#"<ComplexType Name="t"/>"#,
        DEPRECATED,
        &[(K::Deprecated, Additive, "ns.t")],
    ),
    row(
        DEPRECATED,
        r#"<ComplexType Name="t"/>"#,
        &[(K::Undeprecated, Data, "ns.t")],
    ),
    row(
        r#"<ComplexType Name="t"/>"#,
        r#"<ComplexType Name="t"><Annotation Term="Org.OData.Core.V1.Description" String="A thing."/></ComplexType>"#,
        &[(K::DescriptionChanged, Data, "ns.t")],
    ),
];

fn check(row: &Row) {
    let changes = compare(row.old, row.new);
    let found: Vec<_> = changes.changes.iter().map(short).collect();
    assert_eq!(found, row.found, "{}\n-> {}", row.old, row.new);
    for change in &changes.changes {
        assert!(
            change.old_span.is_some() || change.new_span.is_some(),
            "{change:?}"
        );
    }
    for text in [row.old, row.new] {
        assert!(compare(text, text).is_empty(), "{text}");
    }
}

#[test]
fn finds_exactly_what_differs() {
    ROWS.iter().for_each(check);
    super::properties::ROWS.iter().for_each(check_tuple);
}

fn check_tuple((old, new, found): &super::properties::Row) {
    check(&row(old, new, found));
}

#[test]
fn every_kind_of_change_is_in_a_table() {
    let rows = ROWS.iter().flat_map(|row| row.found);
    let more = super::properties::ROWS
        .iter()
        .flat_map(|(_, _, found)| *found);
    let seen: BTreeSet<_> = rows.chain(more).map(|(kind, _, _)| *kind).collect();
    let missing: Vec<_> = K::ALL.iter().filter(|kind| !seen.contains(kind)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
