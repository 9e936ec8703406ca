//! The names of CSDL's elements.

/// All elements of CSDL 4.01, sorted.
const ELEMENTS: [&str; 76] = [
    "Action",
    "ActionImport",
    "Add",
    "And",
    "Annotation",
    "AnnotationPath",
    "Annotations",
    "Apply",
    "Binary",
    "Bool",
    "Cast",
    "Collection",
    "ComplexType",
    "DataServices",
    "Date",
    "DateTimeOffset",
    "Decimal",
    "Div",
    "DivBy",
    "Duration",
    "Edmx",
    "EntityContainer",
    "EntitySet",
    "EntityType",
    "EnumMember",
    "EnumType",
    "Eq",
    "Float",
    "Function",
    "FunctionImport",
    "Ge",
    "Gt",
    "Guid",
    "Has",
    "If",
    "In",
    "Include",
    "IncludeAnnotations",
    "Int",
    "IsOf",
    "Key",
    "LabeledElement",
    "LabeledElementReference",
    "Le",
    "Lt",
    "Member",
    "Mod",
    "ModelElementPath",
    "Mul",
    "NavigationProperty",
    "NavigationPropertyBinding",
    "NavigationPropertyPath",
    "Ne",
    "Neg",
    "Not",
    "Null",
    "OnDelete",
    "Or",
    "Parameter",
    "Path",
    "Property",
    "PropertyPath",
    "PropertyRef",
    "PropertyValue",
    "Record",
    "Reference",
    "ReferentialConstraint",
    "ReturnType",
    "Schema",
    "Singleton",
    "String",
    "Sub",
    "Term",
    "TimeOfDay",
    "TypeDefinition",
    "UrlRef",
];

/// Whether an element of this name, with or without prefix, is one of CSDL 4.01.
pub(super) fn is_csdl_element(name: &str) -> bool {
    let local = name.rsplit(':').next().unwrap_or(name);
    ELEMENTS.binary_search(&local).is_ok()
}

#[cfg(test)]
#[test]
fn the_names_are_sorted() {
    assert!(ELEMENTS.is_sorted());
    assert!(
        is_csdl_element("edmx:Edmx")
            && is_csdl_element("UrlRef")
            && !is_csdl_element("Documentation")
    );
}
