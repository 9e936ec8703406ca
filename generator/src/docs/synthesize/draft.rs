//! What is put together of many pages, before it is written down as CSDL.

use super::names::TypeName;
use crate::csdl::{Cardinality, OperationKind};
use crate::diagnostics::Span;
use crate::docs::page::{Method, PageKey};
use crate::model::Primitive;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

/// A type that something is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Primitive(Primitive),
    /// Position in [`Catalog::structured`].
    Structured(usize),
    /// Position in [`Catalog::enums`].
    Enum(usize),
}

/// The use of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Use {
    pub(super) ty: Type,
    pub(super) cardinality: Cardinality,
    /// Where a page says so.
    pub(super) span: Span,
}

/// An entity type or a complex type.
#[derive(Debug)]
pub(super) struct Structured<'s> {
    pub(super) name: TypeName,
    pub(super) span: Span,
    pub(super) base: Option<(TypeName, Span)>,
    pub(super) key: Option<(Cow<'s, str>, Span)>,
    pub(super) is_abstract: bool,
    pub(super) is_open: bool,
    pub(super) has_stream: bool,
    /// Whether it has a key, is addressed by a path or is what a relationship leads to.
    pub(super) is_entity: bool,
    pub(super) properties: Vec<Property<'s>>,
    pub(super) navigation: Vec<Navigation<'s>>,
    pub(super) operations: Vec<Operation<'s>>,
}

/// A structural property.
#[derive(Debug)]
pub(super) struct Property<'s> {
    pub(super) name: Cow<'s, str>,
    pub(super) span: Span,
    pub(super) ty: Use,
    /// The verbs that some page shows at its path; `None` where no page goes there.
    pub(super) verbs: Option<BTreeSet<Method>>,
}

/// A navigation property.
#[derive(Debug)]
pub(super) struct Navigation<'s> {
    pub(super) name: Cow<'s, str>,
    pub(super) span: Span,
    pub(super) target: usize,
    pub(super) cardinality: Cardinality,
    /// The verbs that some page shows at its path or at a member's.
    pub(super) verbs: BTreeSet<Method>,
    /// Whether some page shows `$ref` at its path.
    pub(super) is_referenced: bool,
    /// Whether paths go on below it.
    pub(super) leads_on: bool,
}

/// A bound action or function.
#[derive(Debug)]
pub(super) struct Operation<'s> {
    pub(super) kind: OperationKind,
    /// The namespace that the path has before the name.
    pub(super) namespace: Option<String>,
    pub(super) name: Cow<'s, str>,
    pub(super) span: Span,
    pub(super) binding: Cardinality,
    pub(super) is_composable: bool,
    pub(super) parameters: Vec<Parameter<'s>>,
    pub(super) returns: Option<Use>,
}

/// A parameter, without the binding one.
#[derive(Debug)]
pub(super) struct Parameter<'s> {
    pub(super) name: Cow<'s, str>,
    pub(super) span: Span,
    pub(super) ty: Use,
}

/// An enumeration.
#[derive(Debug)]
pub(super) struct Enumeration<'s> {
    pub(super) name: TypeName,
    pub(super) span: Span,
    pub(super) is_flags: bool,
    pub(super) members: Vec<Member<'s>>,
}

/// A member of an enumeration.
#[derive(Debug)]
pub(super) struct Member<'s> {
    pub(super) name: Cow<'s, str>,
    pub(super) span: Span,
    pub(super) value: Option<i64>,
}

/// An entity set or singleton.
#[derive(Debug)]
pub(super) struct Root<'s> {
    pub(super) name: Cow<'s, str>,
    pub(super) span: Span,
    pub(super) ty: usize,
    pub(super) cardinality: Cardinality,
    pub(super) verbs: BTreeSet<Method>,
}

/// All that the pages describe.
#[derive(Debug, Default)]
pub(super) struct Catalog<'s> {
    pub(super) structured: Vec<Structured<'s>>,
    pub(super) enums: Vec<Enumeration<'s>>,
    pub(super) roots: Vec<Root<'s>>,
    by_name: HashMap<String, Type>,
    by_page: HashMap<PageKey, Vec<(Option<String>, Type)>>,
}

impl<'s> Catalog<'s> {
    /// The type of this name, whatever its case.
    pub(super) fn find(&self, name: &TypeName) -> Option<Type> {
        self.by_name.get(&name.folded()).copied()
    }

    /// The structured type of this name.
    pub(super) fn find_structured(&self, name: &TypeName) -> Option<usize> {
        match self.find(name)? {
            Type::Structured(index) => Some(index),
            Type::Primitive(_) | Type::Enum(_) => None,
        }
    }

    /// The type that a page, or a section of it, is about.
    pub(super) fn on_page(&self, key: &PageKey, section: Option<&str>) -> Option<Type> {
        let types = self.by_page.get(key)?;
        let at = |wanted: Option<&str>| {
            let mut all = types.iter();
            all.find(|(section, _)| section.as_deref() == wanted)
                .map(|(_, ty)| *ty)
        };
        at(section).or_else(|| at(None))
    }

    /// Notes that a page, or a section of it, is about a type. The first one counts.
    pub(super) fn note_page(&mut self, key: PageKey, section: Option<String>, ty: Type) {
        self.by_page.entry(key).or_default().push((section, ty));
    }

    /// Adds a structured type with nothing in it. The name must be new.
    pub(super) fn add_structured(&mut self, name: TypeName, span: Span) -> usize {
        let index = self.structured.len();
        self.by_name.insert(name.folded(), Type::Structured(index));
        self.structured.push(Structured {
            name,
            span,
            base: None,
            key: None,
            is_abstract: false,
            is_open: false,
            has_stream: false,
            is_entity: false,
            properties: Vec::new(),
            navigation: Vec::new(),
            operations: Vec::new(),
        });
        index
    }

    /// Adds an enumeration without members. The name must be new.
    pub(super) fn add_enum(&mut self, name: TypeName, span: Span) -> usize {
        let index = self.enums.len();
        self.by_name.insert(name.folded(), Type::Enum(index));
        self.enums.push(Enumeration {
            name,
            span,
            is_flags: false,
            members: Vec::new(),
        });
        index
    }

    /// The base type of a type.
    pub(super) fn base(&self, index: usize) -> Option<usize> {
        let (name, _) = self.structured[index].base.as_ref()?;
        self.find_structured(name)
    }

    /// A type and its bases, itself first. A cycle of bases ends where it would begin again.
    pub(super) fn lineage(&self, index: usize) -> Vec<usize> {
        let mut lineage = vec![index];
        let mut at = index;
        while let Some(base) = self.base(at) {
            if lineage.len() > super::MAX_BASES || lineage.contains(&base) {
                break;
            }
            lineage.push(base);
            at = base;
        }
        lineage
    }

    /// Whether `index` is `base` or derives from it.
    pub(super) fn is_a(&self, index: usize, base: usize) -> bool {
        self.lineage(index).contains(&base)
    }
}
