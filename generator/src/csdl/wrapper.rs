//! Clause 3: Entity Model Wrapper.

use super::xml::{Child, Namespace, Reader, Tag, quote};
use super::{Annotation, Schema, Str};
use crate::diagnostics::Span;

/// Clause 3.1, `edmx:Edmx`, with the schemas of its `edmx:DataServices` (clause 3.2).
#[derive(Debug, Clone)]
pub struct Document<'a> {
    /// The start tag.
    pub span: Span,
    /// `4.0` or `4.01`; empty where the attribute is missing.
    pub version: Str<'a>,
    /// The documents that this one uses.
    pub references: Vec<Reference<'a>>,
    /// The schemas, in document order.
    pub schemas: Vec<Schema<'a>>,
}

/// Clause 3.3, `edmx:Reference`.
#[derive(Debug, Clone)]
pub struct Reference<'a> {
    /// The start tag.
    pub span: Span,
    /// Where the other document is.
    pub uri: Str<'a>,
    /// Its schemas that this document uses.
    pub includes: Vec<Include<'a>>,
    /// Its annotations that this document uses.
    pub include_annotations: Vec<IncludeAnnotations<'a>>,
    /// Annotations of the reference.
    pub annotations: Vec<Annotation<'a>>,
}

/// Clause 3.4, `edmx:Include`.
#[derive(Debug, Clone)]
pub struct Include<'a> {
    /// The start tag.
    pub span: Span,
    /// The schema's namespace.
    pub namespace: Str<'a>,
    /// Its short name in this document.
    pub alias: Option<Str<'a>>,
    /// Annotations of the inclusion.
    pub annotations: Vec<Annotation<'a>>,
}

/// Clause 3.5, `edmx:IncludeAnnotations`.
#[derive(Debug, Clone)]
pub struct IncludeAnnotations<'a> {
    /// The start tag.
    pub span: Span,
    /// The namespace of the terms.
    pub term_namespace: Str<'a>,
    /// Only annotations with this qualifier.
    pub qualifier: Option<Str<'a>>,
    /// Only annotations whose targets lie in this namespace.
    pub target_namespace: Option<Str<'a>>,
}

impl<'a> Reader<'a, '_> {
    /// The whole document.
    pub(super) fn document(mut self) -> Option<Document<'a>> {
        let tag = self.root()?;
        let document = match (tag.namespace, tag.name) {
            (Namespace::Edmx, "Edmx") => Some(self.edmx(tag)),
            _ => {
                self.wrong_root(tag);
                None
            }
        };
        if document.is_some() {
            self.finish();
        }
        document
    }

    fn edmx(&mut self, tag: Tag<'a>) -> Document<'a> {
        let version = self.version();
        self.finish_attributes();
        let mut references = Vec::new();
        let mut schemas = Vec::new();
        let mut has_services = false;
        self.wrapper_children(tag, |reader, child| {
            match (child.namespace, child.name) {
                (Namespace::Edmx, "Reference") => references.extend(reader.edmx_reference(child)),
                (Namespace::Edmx, "DataServices") => {
                    if has_services {
                        reader.second(child, tag);
                    }
                    has_services = true;
                    reader.data_services(child, &mut schemas);
                }
                _ => return Child::Misplaced,
            }
            Child::Known
        });
        if !has_services {
            self.diagnostics
                .error(
                    "missing-element",
                    "`Edmx` has no element `DataServices`",
                    tag.span,
                )
                .label("expected one `edmx:DataServices` in it");
        }
        Document {
            span: tag.span,
            version,
            references,
            schemas,
        }
    }

    fn version(&mut self) -> Str<'a> {
        let attribute = self.take("Version");
        let Some(attribute) = attribute else {
            return self.required("Version").unwrap_or_default();
        };
        let version = self.value(attribute);
        if !matches!(&*version, "4.0" | "4.01") {
            let span = self.value_span(attribute);
            let problem = format!("the version of CSDL is `{}`", quote(&version));
            self.diagnostics
                .warning("unsupported-version", problem, span)
                .label("read as if it were 4.01");
        }
        version
    }

    fn data_services(&mut self, tag: Tag<'a>, schemas: &mut Vec<Schema<'a>>) {
        self.finish_attributes();
        self.children(tag, |reader, child| match child.name {
            "Schema" => {
                schemas.extend(reader.schema(child));
                Child::Known
            }
            _ => Child::Misplaced,
        });
    }

    fn edmx_reference(&mut self, tag: Tag<'a>) -> Option<Reference<'a>> {
        let uri = self.required("Uri");
        self.finish_attributes();
        let mut includes = Vec::new();
        let mut include_annotations = Vec::new();
        let mut annotations = Vec::new();
        self.wrapper_children(tag, |reader, child| {
            match (child.namespace, child.name) {
                (Namespace::Edmx, "Include") => includes.extend(reader.include(child)),
                (Namespace::Edmx, "IncludeAnnotations") => {
                    include_annotations.extend(reader.include_annotations(child));
                }
                (Namespace::Edm, "Annotation") => annotations.extend(reader.annotation(child)),
                _ => return Child::Misplaced,
            }
            Child::Known
        });
        let span = tag.span;
        Some(Reference {
            span,
            uri: uri?,
            includes,
            include_annotations,
            annotations,
        })
    }

    fn include(&mut self, tag: Tag<'a>) -> Option<Include<'a>> {
        let namespace = self.namespace_name("Namespace");
        let alias = self.alias();
        self.finish_attributes();
        let annotations = self.annotations_in(tag);
        Some(Include {
            span: tag.span,
            namespace: namespace?,
            alias,
            annotations,
        })
    }

    fn include_annotations(&mut self, tag: Tag<'a>) -> Option<IncludeAnnotations<'a>> {
        let term_namespace = self.required("TermNamespace");
        let qualifier = self.optional("Qualifier");
        let target_namespace = self.optional("TargetNamespace");
        self.finish_attributes();
        self.no_children(tag);
        let term_namespace = term_namespace?;
        Some(IncludeAnnotations {
            span: tag.span,
            term_namespace,
            qualifier,
            target_namespace,
        })
    }
}
