//! Clauses 6 to 13, and terms.

use super::*;

#[test]
fn an_entity_type_is_read() {
    let text = schema_text(
        r#"<EntityType Name="user" BaseType="self.directoryObject" Abstract="true" OpenType="true" HasStream="true">
  <Key>
    <PropertyRef Name="id"/>
    <PropertyRef Name="address/city" Alias="city"/>
    <Annotation Term="t.key"/>
  </Key>
  <Property Name="id" Type="Edm.String" Nullable="false" MaxLength="36" Unicode="false" DefaultValue="x"/>
  <Property Name="sums" Type="Collection(Edm.Decimal)" Nullable="true" Precision="10" Scale="2">
    <Annotation Term="t.property"/>
  </Property>
  <NavigationProperty Name="manager" Type="self.user" Nullable="false" Partner="directReports" ContainsTarget="true">
    <ReferentialConstraint Property="managerId" ReferencedProperty="id"><Annotation Term="t.constraint"/></ReferentialConstraint>
    <OnDelete Action="Cascade"><Annotation Term="t.delete"/></OnDelete>
    <Annotation Term="t.navigation"/>
  </NavigationProperty>
  <NavigationProperty Name="directReports" Type="Collection(self.user)"/>
  <Annotation Term="t.type"/>
</EntityType>
<EntityType Name="plain"/>"#,
    );
    let schema = read(&text).schema();
    assert_eq!(
        (&*schema.namespace, schema.alias.as_deref()),
        ("test.model", Some("self"))
    );
    let [user, plain] = &schema.entity_types[..] else {
        panic!("{schema:?}")
    };
    assert!(user.has_stream);
    let structured = &user.structured;
    assert_eq!(structured.name, "user");
    let base = structured.base_type.as_ref().expect("a base type");
    assert_eq!(
        (&*base.name, base.cardinality),
        ("self.directoryObject", Cardinality::One)
    );
    assert_eq!(at(&text, base.span), "self.directoryObject");
    assert!(structured.is_abstract && structured.is_open);
    assert_eq!(structured.annotations[0].term, "t.type");
    let key = user.key.as_ref().expect("a key");
    assert_eq!(at(&text, key.span), "<Key>");
    assert_eq!(key.annotations[0].term, "t.key");
    let refs: Vec<_> = key
        .property_refs
        .iter()
        .map(|one| (&*one.path, one.alias.as_deref()))
        .collect();
    assert_eq!(refs, [("id", None), ("address/city", Some("city"))]);
    let [id, sums] = &structured.properties[..] else {
        panic!("{structured:?}")
    };
    assert_eq!(id.name, "id");
    assert_eq!(
        (&*id.ty.name, id.ty.cardinality),
        ("Edm.String", Cardinality::One)
    );
    assert_eq!(id.nullable, Some(false));
    assert_eq!(id.default_value.as_deref(), Some("x"));
    let facets = Facets {
        max_length: Some(MaxLength::Limit(36)),
        unicode: Some(false),
        ..Facets::default()
    };
    assert_eq!(id.facets, facets);
    assert!(matches!(id.name, Str::Borrowed(_)), "copied");
    assert_eq!(
        (&*sums.ty.name, sums.ty.cardinality),
        ("Edm.Decimal", Cardinality::Many)
    );
    assert_eq!(at(&text, sums.ty.span), "Collection(Edm.Decimal)");
    assert_eq!(sums.nullable, Some(true));
    let facets = Facets {
        precision: Some(10),
        scale: Some(Scale::Digits(2)),
        ..Facets::default()
    };
    assert_eq!(sums.facets, facets);
    assert_eq!(sums.annotations[0].term, "t.property");
    let [manager, reports] = &structured.navigation_properties[..] else {
        panic!("{structured:?}")
    };
    assert_eq!(manager.name, "manager");
    assert_eq!(manager.nullable, Some(false));
    assert_eq!(manager.partner.as_deref(), Some("directReports"));
    assert!(manager.contains_target);
    assert_eq!(manager.annotations[0].term, "t.navigation");
    let [constraint] = &manager.referential_constraints[..] else {
        panic!("{manager:?}")
    };
    assert_eq!(
        (&*constraint.property, &*constraint.referenced_property),
        ("managerId", "id")
    );
    assert_eq!(constraint.annotations[0].term, "t.constraint");
    let on_delete = manager.on_delete.as_ref().expect("an action");
    assert_eq!(on_delete.action, OnDeleteAction::Cascade);
    assert_eq!(on_delete.annotations[0].term, "t.delete");
    assert_eq!(
        (&*reports.ty.name, reports.ty.cardinality),
        ("self.user", Cardinality::Many)
    );
    assert_eq!((reports.nullable, reports.contains_target), (None, false));
    assert!(plain.key.is_none() && !plain.has_stream && plain.structured.base_type.is_none());
    assert!(!plain.structured.is_abstract && !plain.structured.is_open);
}

#[test]
fn each_facet_is_read() {
    let text = schema_text(
        r#"<ComplexType Name="all">
  <Property Name="a" Type="Edm.String" MaxLength="max"/>
  <Property Name="b" Type="Edm.Decimal" Scale="variable"/>
  <Property Name="c" Type="Edm.Decimal" Scale="Variable"/>
  <Property Name="d" Type="Edm.Decimal" Scale="floating"/>
  <Property Name="e" Type="Edm.GeographyPoint" SRID="4326"/>
  <Property Name="f" Type="Edm.GeographyPoint" SRID="variable"/>
  <Property Name="g" Type="Edm.String" Unicode="true"/>
</ComplexType>"#,
    );
    let schema = read(&text).schema();
    let facets: Vec<_> = schema.complex_types[0]
        .structured
        .properties
        .iter()
        .map(|one| one.facets)
        .collect();
    let none = Facets::default();
    let expected = [
        Facets {
            max_length: Some(MaxLength::Max),
            ..none
        },
        Facets {
            scale: Some(Scale::Variable),
            ..none
        },
        Facets {
            scale: Some(Scale::Variable),
            ..none
        },
        Facets {
            scale: Some(Scale::Floating),
            ..none
        },
        Facets {
            srid: Some(Srid::Number(4326)),
            ..none
        },
        Facets {
            srid: Some(Srid::Variable),
            ..none
        },
        Facets {
            unicode: Some(true),
            ..none
        },
    ];
    assert_eq!(facets, expected);
}

#[test]
fn a_complex_type_is_read() {
    let text = schema_text(
        r#"<ComplexType Name="body" BaseType="self.base" Abstract="false" OpenType="true">
<Property Name="p" Type="Edm.Int32"/><NavigationProperty Name="n" Type="self.t"/><Annotation Term="t"/></ComplexType>"#,
    );
    let schema = read(&text).schema();
    let body = &schema.complex_types[0].structured;
    assert_eq!(body.name, "body");
    assert_eq!(
        body.base_type.as_ref().map(|base| &*base.name),
        Some("self.base")
    );
    assert!(!body.is_abstract && body.is_open);
    assert_eq!(
        (
            body.properties.len(),
            body.navigation_properties.len(),
            body.annotations.len()
        ),
        (1, 1, 1)
    );
}

#[test]
fn an_enum_type_is_read() {
    let text = schema_text(
        r#"<EnumType Name="kinds" UnderlyingType="Edm.Byte" IsFlags="true">
<Member Name="none" Value="0"/><Member Name="low" Value="-9223372036854775808"><Annotation Term="t.member"/></Member>
<Member Name="unsaid"/><Annotation Term="t.enum"/></EnumType><EnumType Name="empty"/>"#,
    );
    let schema = read(&text).schema();
    let [kinds, empty] = &schema.enum_types[..] else {
        panic!("{schema:?}")
    };
    assert_eq!(
        kinds.underlying_type.as_ref().map(|ty| &*ty.name),
        Some("Edm.Byte")
    );
    assert!(kinds.is_flags);
    let members: Vec<_> = kinds
        .members
        .iter()
        .map(|one| (&*one.name, one.value))
        .collect();
    assert_eq!(
        members,
        [("none", Some(0)), ("low", Some(i64::MIN)), ("unsaid", None)]
    );
    assert_eq!(kinds.members[1].annotations[0].term, "t.member");
    assert_eq!(kinds.annotations[0].term, "t.enum");
    assert!(!empty.is_flags && empty.members.is_empty() && empty.underlying_type.is_none());
}

#[test]
fn a_type_definition_is_read() {
    let text = schema_text(
        r#"<TypeDefinition Name="length" UnderlyingType="Edm.Decimal" Precision="5"><Annotation Term="t"/></TypeDefinition>"#,
    );
    let schema = read(&text).schema();
    let [length] = &schema.type_definitions[..] else {
        panic!("{schema:?}")
    };
    assert_eq!(
        (&*length.name, &*length.underlying_type.name),
        ("length", "Edm.Decimal")
    );
    assert_eq!(length.facets.precision, Some(5));
    assert_eq!(length.annotations.len(), 1);
}

#[test]
fn operations_are_read_in_order() {
    let text = schema_text(
        r#"<Action Name="sync" IsBound="true" EntitySetPath="bindingParameter/x">
  <Parameter Name="bindingParameter" Type="Collection(self.user)" Nullable="false"/>
  <Parameter Name="text" Type="Edm.String" Nullable="true" MaxLength="5" Unicode="false"><Annotation Term="t.parameter"/></Parameter>
  <ReturnType Type="Collection(self.user)" Nullable="false" Unicode="false"><Annotation Term="t.return"/></ReturnType>
  <Annotation Term="t.action"/>
</Action>
<Function Name="delta" IsBound="false" IsComposable="true"><ReturnType Type="Edm.Decimal" Scale="3"/></Function>
<Action Name="reset"/>"#,
    );
    let schema = read(&text).schema();
    let [sync, delta, reset] = &schema.operations[..] else {
        panic!("{schema:?}")
    };
    assert_eq!((&*sync.name, sync.kind), ("sync", OperationKind::Action));
    assert!(sync.is_bound && !sync.is_composable);
    assert_eq!(sync.entity_set_path.as_deref(), Some("bindingParameter/x"));
    assert_eq!(sync.annotations[0].term, "t.action");
    let [binding, parameter] = &sync.parameters[..] else {
        panic!("{sync:?}")
    };
    assert_eq!(
        (&*binding.name, binding.ty.cardinality, binding.nullable),
        ("bindingParameter", Cardinality::Many, Some(false))
    );
    assert_eq!(
        (&*parameter.name, &*parameter.ty.name, parameter.nullable),
        ("text", "Edm.String", Some(true))
    );
    let facets = Facets {
        max_length: Some(MaxLength::Limit(5)),
        unicode: Some(false),
        ..Facets::default()
    };
    assert_eq!(parameter.facets, facets);
    assert_eq!(parameter.annotations[0].term, "t.parameter");
    let returned = sync.return_type.as_ref().expect("a return type");
    assert_eq!(
        (
            &*returned.ty.name,
            returned.ty.cardinality,
            returned.nullable
        ),
        ("self.user", Cardinality::Many, Some(false))
    );
    assert_eq!(returned.facets.unicode, Some(false));
    assert_eq!(returned.annotations[0].term, "t.return");
    assert_eq!(
        (&*delta.name, delta.kind),
        ("delta", OperationKind::Function)
    );
    assert!(!delta.is_bound && delta.is_composable);
    assert_eq!(
        delta.return_type.as_ref().and_then(|one| one.facets.scale),
        Some(Scale::Digits(3))
    );
    assert!(reset.return_type.is_none() && !reset.is_bound && reset.parameters.is_empty());
}

#[test]
fn an_entity_container_is_read() {
    let text = schema_text(
        r#"<EntityContainer Name="service" Extends="other.container">
  <EntitySet Name="users" EntityType="test.model.user" IncludeInServiceDocument="false">
    <NavigationPropertyBinding Path="manager" Target="users"/>
    <NavigationPropertyBinding Path="self.employee/groups" Target="me/groups"/>
    <Annotation Term="t.set"/>
  </EntitySet>
  <EntitySet Name="groups" EntityType="test.model.group"/>
  <Singleton Name="me" Type="test.model.user" Nullable="true">
    <NavigationPropertyBinding Path="manager" Target="users"/><Annotation Term="t.singleton"/>
  </Singleton>
  <ActionImport Name="reset" Action="self.reset" EntitySet="users"><Annotation Term="t.action"/></ActionImport>
  <FunctionImport Name="find" Function="self.find" EntitySet="users" IncludeInServiceDocument="true"><Annotation Term="t.function"/></FunctionImport>
  <FunctionImport Name="count" Function="self.count"/>
  <Annotation Term="t.container"/>
</EntityContainer>"#,
    );
    let schema = read(&text).schema();
    let [container] = &schema.containers[..] else {
        panic!("{schema:?}")
    };
    assert_eq!(
        (&*container.name, container.extends.as_deref()),
        ("service", Some("other.container"))
    );
    assert_eq!(container.annotations[0].term, "t.container");
    let [users, groups] = &container.entity_sets[..] else {
        panic!("{container:?}")
    };
    assert_eq!(
        (&*users.name, &*users.entity_type.name),
        ("users", "test.model.user")
    );
    assert!(!users.include_in_service_document && groups.include_in_service_document);
    let bindings: Vec<_> = users
        .bindings
        .iter()
        .map(|one| (&*one.path, &*one.target))
        .collect();
    assert_eq!(
        bindings,
        [("manager", "users"), ("self.employee/groups", "me/groups")]
    );
    assert_eq!(
        at(&text, users.bindings[0].span),
        r#"<NavigationPropertyBinding Path="manager" Target="users"/>"#
    );
    assert_eq!(users.annotations[0].term, "t.set");
    let [me] = &container.singletons[..] else {
        panic!("{container:?}")
    };
    assert_eq!(
        (&*me.name, &*me.ty.name, me.nullable),
        ("me", "test.model.user", Some(true))
    );
    assert_eq!((me.bindings.len(), me.annotations.len()), (1, 1));
    let [reset, find, count] = &container.imports[..] else {
        panic!("{container:?}")
    };
    assert_eq!(
        (&*reset.name, &*reset.operation, reset.entity_set.as_deref()),
        ("reset", "self.reset", Some("users"))
    );
    assert_eq!(
        (reset.kind, reset.annotations.len()),
        (OperationKind::Action, 1)
    );
    assert_eq!(
        (&*find.name, &*find.operation, find.entity_set.as_deref()),
        ("find", "self.find", Some("users"))
    );
    assert_eq!(find.kind, OperationKind::Function);
    assert!(find.include_in_service_document && !count.include_in_service_document);
    assert_eq!(
        (find.annotations.len(), count.entity_set.as_deref()),
        (1, None)
    );
}

#[test]
fn a_term_is_read() {
    let text = schema_text(
        r#"<Term Name="rating" Type="Collection(Edm.Decimal)" BaseTerm="self.base" DefaultValue="3.5" AppliesTo="EntityType  Property
            ComplexType" Nullable="false" Precision="2" Scale="1"><Annotation Term="t"/></Term><Term Name="tag" Type="Edm.Boolean"/>"#,
    );
    let schema = read(&text).schema();
    let [rating, tag] = &schema.terms[..] else {
        panic!("{schema:?}")
    };
    assert_eq!(
        (&*rating.name, &*rating.ty.name, rating.ty.cardinality),
        ("rating", "Edm.Decimal", Cardinality::Many)
    );
    assert_eq!(rating.base_term.as_deref(), Some("self.base"));
    assert_eq!(rating.default_value.as_deref(), Some("3.5"));
    assert_eq!(rating.applies_to, ["EntityType", "Property", "ComplexType"]);
    assert_eq!(rating.nullable, Some(false));
    let facets = Facets {
        precision: Some(2),
        scale: Some(Scale::Digits(1)),
        ..Facets::default()
    };
    assert_eq!(rating.facets, facets);
    assert_eq!(rating.annotations.len(), 1);
    assert!(tag.applies_to.is_empty() && tag.nullable.is_none());
}
