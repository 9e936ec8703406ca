//! Properties, navigation properties and operations: old text, new text, what is found.

use crate::diff::{ChangeKind as K, Verdict, Verdict::Additive, Verdict::Breaking, Verdict::Data};

pub(super) type Row = (
    &'static str,
    &'static str,
    &'static [(K, Verdict, &'static str)],
);

macro_rules! in_type {
    ($body:literal) => {
        concat!(
            r#"<EntityType Name="u"/><EntityType Name="v"/><EntityType Name="t">"#,
            $body,
            "</EntityType>"
        )
    };
}

macro_rules! operation {
    ($body:literal) => {
        concat!(
            r#"<ComplexType Name="r"/><EntityType Name="t"/><Action Name="do" IsBound="true"><Parameter Name="it" Type="ns.t"/>"#,
            $body,
            "</Action>"
        )
    };
}

macro_rules! functions {
    ($($body:literal),*) => {
        concat!(
            r#"<EntityType Name="t"/>"#,
            $(
                r#"<Function Name="f" IsBound="true"><Parameter Name="it" Type="Collection(ns.t)"/>"#,
                $body,
                r#"<ReturnType Type="Edm.String"/></Function>"#,
            )*
        )
    };
}

macro_rules! returning {
    ($attributes:literal, $returns:literal) => {
        concat!(
            r#"<EntityType Name="u"/><EntityType Name="t"/><Function Name="f" IsBound="true" "#,
            $attributes,
            r#"><Parameter Name="it" Type="ns.t"/>"#,
            $returns,
            "</Function>"
        )
    };
}

macro_rules! instances {
    ($base:literal, $own:literal) => {
        concat!(
            r#"</Schema><Schema Namespace="microsoft.graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">"#,
            r#"<EntityType Name="outlookItem">"#,
            $base,
            r#"</EntityType><EntityType Name="event" BaseType="microsoft.graph.outlookItem">"#,
            $own,
            "</EntityType>"
        )
    };
}

const DO: &str = "ns.t/do()";

pub(super) const ROWS: &[Row] = &[
    // Structural properties.
    (
        in_type!(r#"<Property Name="a" Type="Edm.String"/>"#),
        in_type!(r#"<Property Name="b" Type="Edm.String"/>"#),
        &[
            (K::PropertyRemoved, Breaking, "ns.t/a"),
            (K::PropertyAdded, Additive, "ns.t/b"),
        ],
    ),
    (
        in_type!(r#"<Property Name="a" Type="Edm.String"/>"#),
        in_type!(r#"<Property Name="a" Type="Edm.Int32"/>"#),
        &[(K::PropertyTypeChanged, Breaking, "ns.t/a")],
    ),
    (
        in_type!(r#"<Property Name="a" Type="Edm.Untyped"/>"#),
        in_type!(r#"<Property Name="a" Type="Edm.GeographyPoint"/>"#),
        &[(K::PropertyTypeChanged, Data, "ns.t/a")],
    ),
    (
        in_type!(r#"<Property Name="a" Type="Edm.Untyped"/>"#),
        in_type!(r#"<Property Name="a" Type="Edm.Stream"/>"#),
        &[(K::PropertyTypeChanged, Breaking, "ns.t/a")],
    ),
    (
        in_type!(r#"<Property Name="a" Type="Edm.String"/>"#),
        in_type!(r#"<Property Name="a" Type="Collection(Edm.String)"/>"#),
        &[(K::PropertyCollectionChanged, Breaking, "ns.t/a")],
    ),
    (
        in_type!(r#"<Property Name="a" Type="Edm.String" Nullable="false"/>"#),
        in_type!(r#"<Property Name="a" Type="Edm.String"/>"#),
        &[(K::PropertyNullableChanged, Data, "ns.t/a")],
    ),
    (
        in_type!(r#"<Property Name="a" Type="Edm.String"/>"#),
        in_type!(
            r#"<Property Name="a" Type="Edm.String"><Annotation Term="Org.OData.Core.V1.Computed" Bool="true"/></Property>"#
        ),
        &[(K::PropertyAccessChanged, Breaking, "ns.t/a")],
    ),
    // A property that moves to a base type stays in the struct; so does one that moves down.
    (
        r#"<ComplexType Name="b"/><ComplexType Name="t" BaseType="ns.b"><Property Name="a" Type="Edm.String"/></ComplexType>"#,
        r#"<ComplexType Name="b"><Property Name="a" Type="Edm.String"/></ComplexType><ComplexType Name="t" BaseType="ns.b"/>"#,
        &[
            (K::PropertyAdded, Additive, "ns.b/a"),
            (K::PropertyMoved, Data, "ns.t/a"),
        ],
    ),
    (
        r#"<ComplexType Name="b"><Property Name="a" Type="Edm.String"/></ComplexType><ComplexType Name="t" BaseType="ns.b"/>"#,
        r#"<ComplexType Name="b"/><ComplexType Name="t" BaseType="ns.b"><Property Name="a" Type="Edm.String"/></ComplexType>"#,
        &[
            (K::PropertyRemoved, Breaking, "ns.b/a"),
            (K::PropertyMoved, Data, "ns.t/a"),
        ],
    ),
    // What a base type loses, gains or changes is said once.
    (
        r#"<ComplexType Name="b"><Property Name="a" Type="Edm.String"/><Property Name="c" Type="Edm.String"/></ComplexType><ComplexType Name="t" BaseType="ns.b"/>"#,
        r#"<ComplexType Name="b"><Property Name="c" Type="Edm.Int32"/><Property Name="d" Type="Edm.String"/></ComplexType><ComplexType Name="t" BaseType="ns.b"/>"#,
        &[
            (K::PropertyRemoved, Breaking, "ns.b/a"),
            (K::PropertyTypeChanged, Breaking, "ns.b/c"),
            (K::PropertyAdded, Additive, "ns.b/d"),
        ],
    ),
    // A base type that is lost takes its properties along, once for the whole line.
    (
        r#"<ComplexType Name="b"><Property Name="a" Type="Edm.String"/></ComplexType><ComplexType Name="t" BaseType="ns.b"/><ComplexType Name="u" BaseType="ns.t"/>"#,
        r#"<ComplexType Name="b"><Property Name="a" Type="Edm.String"/></ComplexType><ComplexType Name="t"/><ComplexType Name="u" BaseType="ns.t"/>"#,
        &[
            (K::BaseTypeChanged, Breaking, "ns.t"),
            (K::PropertyRemoved, Breaking, "ns.t/a"),
        ],
    ),
    // Navigation properties.
    (
        in_type!(r#"<NavigationProperty Name="a" Type="ns.u"/>"#),
        in_type!(r#"<NavigationProperty Name="b" Type="ns.u"/>"#),
        &[
            (K::NavigationPropertyRemoved, Breaking, "ns.t/a"),
            (K::NavigationPropertyAdded, Additive, "ns.t/b"),
        ],
    ),
    (
        in_type!(r#"<NavigationProperty Name="a" Type="ns.u"/>"#),
        in_type!(r#"<NavigationProperty Name="a" Type="ns.v"/>"#),
        &[(K::NavigationTargetChanged, Breaking, "ns.t/a")],
    ),
    (
        in_type!(r#"<NavigationProperty Name="a" Type="ns.u"/>"#),
        in_type!(r#"<NavigationProperty Name="a" Type="Collection(ns.u)"/>"#),
        &[(K::NavigationCollectionChanged, Breaking, "ns.t/a")],
    ),
    (
        in_type!(r#"<NavigationProperty Name="a" Type="ns.u" ContainsTarget="true"/>"#),
        in_type!(r#"<NavigationProperty Name="a" Type="ns.u"/>"#),
        &[(K::ContainsTargetChanged, Breaking, "ns.t/a")],
    ),
    // The builder is another one: with writes, without `$ref`.
    (
        in_type!(r#"<NavigationProperty Name="a" Type="ns.u"/>"#),
        in_type!(r#"<NavigationProperty Name="a" Type="ns.u" ContainsTarget="true"/>"#),
        &[(K::ContainsTargetChanged, Breaking, "ns.t/a")],
    ),
    (
        in_type!(
            r#"<NavigationProperty Name="a" Type="ns.u"><Annotation Term="Org.OData.Capabilities.V1.NavigationRestrictions"><Record><PropertyValue Property="Referenceable" Bool="false"/></Record></Annotation></NavigationProperty>"#
        ),
        in_type!(r#"<NavigationProperty Name="a" Type="ns.u" ContainsTarget="true"/>"#),
        &[(K::ContainsTargetChanged, Additive, "ns.t/a")],
    ),
    // A granted write stands beside `$ref`; with containment there are more writes, but no `$ref`.
    (
        in_type!(
            r#"<NavigationProperty Name="a" Type="ns.u"><Annotation Term="Org.OData.Capabilities.V1.UpdateRestrictions"><Record><PropertyValue Property="Updatable" Bool="true"/></Record></Annotation></NavigationProperty>"#
        ),
        in_type!(r#"<NavigationProperty Name="a" Type="ns.u" ContainsTarget="true"/>"#),
        &[
            (K::ContainsTargetChanged, Breaking, "ns.t/a"),
            (K::VerbsChanged, Additive, "ns.t/a"),
        ],
    ),
    (
        in_type!(
            r#"<NavigationProperty Name="a" Type="ns.u" ContainsTarget="true"><Annotation Term="Org.OData.Capabilities.V1.UpdateRestrictions"><Record><PropertyValue Property="Updatable" Bool="false"/></Record></Annotation></NavigationProperty>"#
        ),
        in_type!(r#"<NavigationProperty Name="a" Type="ns.u" ContainsTarget="true"/>"#),
        &[(K::VerbsChanged, Additive, "ns.t/a")],
    ),
    // What a repair rule makes the service insist on, it insists on where the rule finds it.
    (
        instances!(
            "",
            r#"<NavigationProperty Name="instances" Type="Collection(microsoft.graph.event)"/>"#
        ),
        instances!(
            r#"<NavigationProperty Name="instances" Type="Collection(microsoft.graph.event)"/>"#,
            ""
        ),
        &[
            (
                K::NavigationPropertyMoved,
                Data,
                "microsoft.graph.event/instances",
            ),
            (
                K::RequiredQueryChanged,
                Breaking,
                "microsoft.graph.event/instances",
            ),
            (
                K::NavigationPropertyAdded,
                Additive,
                "microsoft.graph.outlookItem/instances",
            ),
        ],
    ),
    (
        instances!(
            r#"<NavigationProperty Name="instances" Type="Collection(microsoft.graph.event)"/>"#,
            ""
        ),
        instances!(
            "",
            r#"<NavigationProperty Name="instances" Type="Collection(microsoft.graph.event)"/>"#
        ),
        &[
            (
                K::NavigationPropertyMoved,
                Data,
                "microsoft.graph.event/instances",
            ),
            (
                K::RequiredQueryChanged,
                Breaking,
                "microsoft.graph.event/instances",
            ),
            (
                K::NavigationPropertyRemoved,
                Breaking,
                "microsoft.graph.outlookItem/instances",
            ),
        ],
    ),
    (
        r#"<EntityType Name="u"/><EntityType Name="b"/><EntityType Name="t" BaseType="ns.b"><NavigationProperty Name="a" Type="ns.u"/></EntityType>"#,
        r#"<EntityType Name="u"/><EntityType Name="b"><NavigationProperty Name="a" Type="ns.u"/></EntityType><EntityType Name="t" BaseType="ns.b"/>"#,
        &[
            (K::NavigationPropertyAdded, Additive, "ns.b/a"),
            (K::NavigationPropertyMoved, Data, "ns.t/a"),
        ],
    ),
    // Operations.
    (
        operation!(""),
        r#"<ComplexType Name="r"/><EntityType Name="t"/>"#,
        &[(K::OperationRemoved, Breaking, DO)],
    ),
    (
        r#"<ComplexType Name="r"/><EntityType Name="t"/>"#,
        operation!(""),
        &[(K::OperationAdded, Additive, DO)],
    ),
    (
        r#"<EntityType Name="t"/><Function Name="f" IsBound="true"><Parameter Name="it" Type="ns.t"/><ReturnType Type="Edm.String"/></Function>"#,
        r#"<EntityType Name="t"/><Action Name="f" IsBound="true"><Parameter Name="it" Type="ns.t"/><ReturnType Type="Edm.String"/></Action>"#,
        &[(K::OperationKindChanged, Data, "ns.t/f()")],
    ),
    (
        r#"<EntityType Name="b"/><EntityType Name="t" BaseType="ns.b"/><Action Name="do" IsBound="true"><Parameter Name="it" Type="ns.t"/></Action>"#,
        r#"<EntityType Name="b"/><EntityType Name="t" BaseType="ns.b"/><Action Name="do" IsBound="true"><Parameter Name="it" Type="ns.b"/></Action>"#,
        &[
            (K::OperationAdded, Additive, "ns.b/do()"),
            (K::OperationMoved, Data, DO),
        ],
    ),
    // The name of the binding parameter says nothing.
    (
        operation!(""),
        r#"<ComplexType Name="r"/><EntityType Name="t"/><Action Name="do" IsBound="true"><Parameter Name="that" Type="ns.t"/></Action>"#,
        &[],
    ),
    // Parameters that must be given stand by position, the others in a struct.
    (
        operation!(""),
        operation!(r#"<Parameter Name="a" Type="Edm.String" Nullable="false"/>"#),
        &[(K::ParameterAdded, Breaking, "ns.t/do()/a")],
    ),
    (
        operation!(r#"<Parameter Name="a" Type="Edm.String"/>"#),
        operation!(
            r#"<Parameter Name="a" Type="Edm.String"/><Parameter Name="b" Type="Edm.String"/>"#
        ),
        &[(K::ParameterAdded, Additive, "ns.t/do()/b")],
    ),
    (
        operation!(""),
        operation!(r#"<Parameter Name="a" Type="Edm.String"/>"#),
        &[(K::ParameterAdded, Breaking, "ns.t/do()/a")],
    ),
    (
        operation!(r#"<Parameter Name="a" Type="Edm.String"/>"#),
        operation!(""),
        &[(K::ParameterRemoved, Breaking, "ns.t/do()/a")],
    ),
    (
        operation!(r#"<Parameter Name="a" Type="Edm.String"/>"#),
        operation!(r#"<Parameter Name="a" Type="Edm.Int32"/>"#),
        &[(K::ParameterTypeChanged, Breaking, "ns.t/do()/a")],
    ),
    (
        operation!(r#"<Parameter Name="a" Type="ns.r"/>"#),
        operation!(r#"<Parameter Name="a" Type="Collection(ns.r)"/>"#),
        &[(K::ParameterCollectionChanged, Breaking, "ns.t/do()/a")],
    ),
    (
        operation!(r#"<Parameter Name="a" Type="Edm.String" Nullable="false"/>"#),
        operation!(r#"<Parameter Name="a" Type="Edm.String"/>"#),
        &[(K::ParameterNullableChanged, Breaking, "ns.t/do()/a")],
    ),
    (
        operation!(r#"<Parameter Name="a" Type="Edm.String"/>"#),
        operation!(
            r#"<Parameter Name="a" Type="Edm.String"><Annotation Term="Org.OData.Core.V1.OptionalParameter"/></Parameter>"#
        ),
        &[(K::ParameterOptionalChanged, Data, "ns.t/do()/a")],
    ),
    // Order matters where both stand by position.
    (
        operation!(
            r#"<Parameter Name="a" Type="Edm.String" Nullable="false"/><Parameter Name="b" Type="Edm.String" Nullable="false"/>"#
        ),
        operation!(
            r#"<Parameter Name="b" Type="Edm.String" Nullable="false"/><Parameter Name="a" Type="Edm.String" Nullable="false"/>"#
        ),
        &[(K::ParametersReordered, Breaking, DO)],
    ),
    (
        operation!(
            r#"<Parameter Name="a" Type="Edm.String"/><Parameter Name="b" Type="Edm.String" Nullable="false"/>"#
        ),
        operation!(
            r#"<Parameter Name="b" Type="Edm.String" Nullable="false"/><Parameter Name="a" Type="Edm.String"/>"#
        ),
        &[(K::ParametersReordered, Data, DO)],
    ),
    // Overloads share a method: those parameters stand by position that all of them require.
    (
        functions!("", r#"<Parameter Name="a" Type="Edm.String"/>"#),
        functions!(""),
        &[(K::OverloadRemoved, Breaking, "Collection(ns.t)/f(a)")],
    ),
    (
        functions!("", r#"<Parameter Name="a" Type="Edm.String"/>"#),
        functions!(
            "",
            r#"<Parameter Name="a" Type="Edm.String"/>"#,
            r#"<Parameter Name="b" Type="Edm.String"/>"#
        ),
        &[(K::OverloadAdded, Additive, "Collection(ns.t)/f(b)")],
    ),
    (
        functions!(r#"<Parameter Name="a" Type="Edm.String" Nullable="false"/>"#),
        functions!(
            "",
            r#"<Parameter Name="a" Type="Edm.String" Nullable="false"/>"#
        ),
        &[(K::OverloadAdded, Breaking, "Collection(ns.t)/f()")],
    ),
    // Overloads in another order are the same.
    (
        functions!("", r#"<Parameter Name="a" Type="Edm.String"/>"#),
        functions!(r#"<Parameter Name="a" Type="Edm.String"/>"#, ""),
        &[],
    ),
    // Returns.
    (
        returning!("", r#"<ReturnType Type="ns.t"/>"#),
        returning!("", r#"<ReturnType Type="Collection(ns.t)"/>"#),
        &[(K::ReturnTypeChanged, Breaking, "ns.t/f()")],
    ),
    (
        returning!("", r#"<ReturnType Type="ns.t"/>"#),
        returning!("", r#"<ReturnType Type="ns.t" Nullable="false"/>"#),
        &[(K::ReturnNullableChanged, Data, "ns.t/f()")],
    ),
    (
        returning!("", r#"<ReturnType Type="ns.t"/>"#),
        returning!("", r#"<ReturnType Type="ns.t" Nullable="true"/>"#),
        &[(K::ReturnNullableChanged, Breaking, "ns.t/f()")],
    ),
    (
        returning!("", r#"<ReturnType Type="ns.t"/>"#),
        returning!(r#"IsComposable="true""#, r#"<ReturnType Type="ns.t"/>"#),
        &[(K::IsComposableChanged, Breaking, "ns.t/f()")],
    ),
    (
        returning!("", r#"<ReturnType Type="Edm.String"/>"#),
        returning!(
            r#"IsComposable="true""#,
            r#"<ReturnType Type="Edm.String"/>"#
        ),
        &[(K::IsComposableChanged, Data, "ns.t/f()")],
    ),
];
