//! Files that Microsoft published. They are not part of the repository.

use super::*;
use std::path::{Path, PathBuf};

const FILES: [&str; 8] = [
    "beta-2021-07.xml",
    "v1.0-2018-09-clean.xml",
    "v1.0-2018-09.xml",
    "v1.0-2021-07-clean.xml",
    "v1.0-2021-07.xml",
    "v1.0-2023-05-annotated.xml",
    "v1.0-2026-08-clean.xml",
    "v1.0-2026-08.xml",
];

/// The folder of the corpus, if it is there.
fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("MSGRAPH_CORPUS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus"),
        PathBuf::from,
    );
    let folder = folder.join("csdl");
    if !folder.is_dir() {
        eprintln!(
            "skipped: {} is not there; set MSGRAPH_CORPUS",
            folder.display()
        );
        return None;
    }
    Some(folder)
}

fn text_of(path: &Path) -> String {
    std::fs::read_to_string(path).expect("the corpus is UTF-8")
}

#[test]
fn all_files_are_read_without_an_error() {
    let Some(folder) = corpus() else { return };
    for name in FILES {
        let text = text_of(&folder.join(name));
        let read = read(&text);
        let kinds: Vec<_> = read.diagnostics.counts().collect();
        // `request-id` and `client-request-id` have hyphens.
        let expected: &[_] = match name {
            "v1.0-2026-08-clean.xml" => &[(Severity::Warning, "unusual-name", 2)],
            _ => &[],
        };
        assert_eq!(kinds, expected, "{name}\n{}", read.rendered());
        let document = read.document.expect("a document");
        assert!(
            document
                .schemas
                .iter()
                .map(|schema| schema.entity_types.len())
                .sum::<usize>()
                > 100,
            "{name}"
        );
    }
}

/// How often each element occurs in the tree.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    annotations: usize,
    records: usize,
    property_values: usize,
    collections: usize,
    strings: usize,
    enum_members: usize,
    property_paths: usize,
    navigation_property_paths: usize,
}

impl Counts {
    fn annotations(&mut self, annotations: &[Annotation<'_>]) {
        for annotation in annotations {
            self.annotations += 1;
            self.annotations(&annotation.annotations);
            if let Some(value) = &annotation.value {
                self.expression(value);
            }
        }
    }

    fn expression(&mut self, expression: &Expression<'_>) {
        self.annotations(&expression.annotations);
        match &expression.kind {
            ExpressionKind::Record(record) => {
                self.records += 1;
                self.annotations(&record.annotations);
                for property in &record.properties {
                    self.property_values += 1;
                    self.annotations(&property.annotations);
                    if let Some(value) = &property.value {
                        self.expression(value);
                    }
                }
            }
            ExpressionKind::Collection(items) => {
                self.collections += 1;
                for item in items {
                    self.expression(item);
                }
            }
            ExpressionKind::String(_) => self.strings += 1,
            ExpressionKind::EnumMember(_) => self.enum_members += 1,
            ExpressionKind::PropertyPath(_) => self.property_paths += 1,
            ExpressionKind::NavigationPropertyPath(_) => self.navigation_property_paths += 1,
            ExpressionKind::Bool(_) | ExpressionKind::Date(_) => {}
            other => panic!("not in the file: {other:?}"),
        }
    }

    fn structured(&mut self, ty: &StructuredType<'_>) {
        self.annotations(&ty.annotations);
        for property in &ty.properties {
            self.annotations(&property.annotations);
        }
        for property in &ty.navigation_properties {
            self.annotations(&property.annotations);
        }
    }
}

fn sum<'a, T>(items: impl IntoIterator<Item = &'a T>, count: impl Fn(&T) -> usize) -> usize
where
    T: 'a,
{
    items.into_iter().map(count).sum()
}

#[test]
fn the_elements_of_the_newest_file_are_all_there() {
    let Some(folder) = corpus() else { return };
    let text = text_of(&folder.join("v1.0-2026-08.xml"));
    let document = read(&text).clean();
    let schemas = &document.schemas;
    let structured = || {
        let entities = schemas
            .iter()
            .flat_map(|schema| &schema.entity_types)
            .map(|ty| &ty.structured);
        let complex = schemas
            .iter()
            .flat_map(|schema| &schema.complex_types)
            .map(|ty| &ty.structured);
        entities.chain(complex)
    };
    let operations = || schemas.iter().flat_map(|schema| &schema.operations);
    let of_kind = |kind| operations().filter(|one| one.kind == kind).count();
    let keys = || {
        schemas
            .iter()
            .flat_map(|schema| &schema.entity_types)
            .filter_map(|ty| ty.key.as_ref())
    };
    let containers: Vec<_> = schemas
        .iter()
        .flat_map(|schema| &schema.containers)
        .collect();
    let counts = [
        ("Schema", schemas.len(), 11),
        (
            "EntityType",
            sum(schemas, |one| one.entity_types.len()),
            1182,
        ),
        (
            "ComplexType",
            sum(schemas, |one| one.complex_types.len()),
            1779,
        ),
        ("EnumType", sum(schemas, |one| one.enum_types.len()), 861),
        (
            "Member",
            sum(schemas, |one| sum(&one.enum_types, |ty| ty.members.len())),
            6347,
        ),
        (
            "Property",
            sum(structured(), |ty| ty.properties.len()),
            10525,
        ),
        (
            "NavigationProperty",
            sum(structured(), |ty| ty.navigation_properties.len()),
            1432,
        ),
        ("Action", of_kind(OperationKind::Action), 857),
        ("Function", of_kind(OperationKind::Function), 326),
        (
            "Parameter",
            sum(operations(), |one| one.parameters.len()),
            3032,
        ),
        (
            "ReturnType",
            operations().filter(|one| one.return_type.is_some()).count(),
            889,
        ),
        ("Key", keys().count(), 12),
        (
            "PropertyRef",
            sum(keys(), |key| key.property_refs.len()),
            12,
        ),
        ("EntityContainer", containers.len(), 1),
        ("EntitySet", containers[0].entity_sets.len(), 41),
        ("Singleton", containers[0].singletons.len(), 31),
        (
            "NavigationPropertyBinding",
            sum(&containers[0].entity_sets, |set| set.bindings.len())
                + sum(&containers[0].singletons, |one| one.bindings.len()),
            101,
        ),
        ("Term", sum(schemas, |one| one.terms.len()), 11),
        ("Annotations", sum(schemas, |one| one.targets.len()), 4878),
        (
            "Nullable of Property",
            structured()
                .flat_map(|ty| &ty.properties)
                .filter(|one| one.nullable == Some(false))
                .count(),
            3012,
        ),
        (
            "BaseType",
            structured().filter(|ty| ty.base_type.is_some()).count(),
            1152 + 763,
        ),
        (
            "Abstract",
            structured().filter(|ty| ty.is_abstract).count(),
            94 + 89,
        ),
        (
            "OpenType",
            structured().filter(|ty| ty.is_open).count(),
            60 + 475,
        ),
        (
            "ContainsTarget",
            structured()
                .flat_map(|ty| &ty.navigation_properties)
                .filter(|one| one.contains_target)
                .count(),
            1079,
        ),
        (
            "Scale",
            structured()
                .flat_map(|ty| &ty.properties)
                .filter(|one| one.facets.scale == Some(Scale::Variable))
                .count(),
            2,
        ),
        (
            "Unicode",
            operations()
                .flat_map(|one| &one.parameters)
                .filter(|one| one.facets.unicode.is_some())
                .count(),
            548,
        ),
    ];
    for (element, count, expected) in counts {
        assert_eq!(count, expected, "{element}");
    }
    let mut counts = Counts::default();
    for schema in schemas {
        counts.annotations(&schema.annotations);
        schema
            .targets
            .iter()
            .for_each(|block| counts.annotations(&block.annotations));
        schema.enum_types.iter().for_each(|ty| {
            counts.annotations(&ty.annotations);
            ty.members
                .iter()
                .for_each(|one| counts.annotations(&one.annotations));
        });
        schema
            .terms
            .iter()
            .for_each(|one| counts.annotations(&one.annotations));
    }
    structured().for_each(|ty| counts.structured(ty));
    for operation in operations() {
        counts.annotations(&operation.annotations);
        operation
            .parameters
            .iter()
            .for_each(|one| counts.annotations(&one.annotations));
        operation
            .return_type
            .iter()
            .for_each(|one| counts.annotations(&one.annotations));
    }
    for container in containers {
        counts.annotations(&container.annotations);
        container
            .entity_sets
            .iter()
            .for_each(|one| counts.annotations(&one.annotations));
        container
            .singletons
            .iter()
            .for_each(|one| counts.annotations(&one.annotations));
    }
    let expected = Counts {
        annotations: 5922,
        records: 838,
        property_values: 1135,
        collections: 111,
        // Elements and attributes.
        strings: 2 + 4491 + 167,
        enum_members: 161,
        property_paths: 32 + 21,
        navigation_property_paths: 18,
    };
    assert_eq!(counts, expected);
}
