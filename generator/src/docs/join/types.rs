//! Which type a page is about.

use super::names::fold;
use crate::docs::json::{JsonBlock, Value};
use crate::docs::page::{Body, EnumTable, Page, PageKey, ResourcePage};
use crate::model::{EnumId, Model, StructuredId, Type};
use std::collections::{BTreeMap, HashMap};

/// Types by their names, and by the pages about them.
pub(crate) struct Types<'a> {
    /// By the unqualified name, folded.
    by_name: HashMap<String, Vec<Type>>,
    /// By page.
    pub(super) pages: BTreeMap<&'a PageKey, Type>,
}

impl<'a> Types<'a> {
    pub(crate) fn find(model: &Model<'_>, pages: &'a [Page<'a>]) -> Self {
        let structured = model.structured_ids();
        let structured = structured.map(|id| (model[id].name, Type::Structured(id)));
        let enums = (0..model.enums.len()).map(EnumId::new);
        let enums = enums.map(|id| (model[id].name, Type::Enum(id)));
        let mut by_name: HashMap<String, Vec<Type>> = HashMap::new();
        for (name, ty) in structured.chain(enums) {
            by_name.entry(fold(name)).or_default().push(ty);
        }
        let mut types = Self {
            by_name,
            pages: BTreeMap::new(),
        };
        for page in pages {
            if let Some(ty) = types.subject(model, page) {
                types.pages.entry(&page.key).or_insert(ty);
            }
        }
        types
    }

    /// The type that a page is about: what its annotation says, else its JSON, else its own name.
    fn subject(&self, model: &Model<'_>, page: &Page<'_>) -> Option<Type> {
        let is_wanted: fn(Type) -> bool = match &page.body {
            Body::Resource(resource) => {
                if let Some(id) = self.declared(model, resource) {
                    return Some(Type::Structured(id));
                }
                |ty| matches!(ty, Type::Structured(_))
            }
            Body::Enumerations(tables) if tables.len() == 1 => |ty| matches!(ty, Type::Enum(_)),
            Body::Enumerations(_) | Body::Operation(_) | Body::Other => return None,
        };
        let namespace = page.namespace.as_ref().map(|text| &*text.text);
        self.by_page_name(model, &page.key, namespace, is_wanted)
    }

    fn declared(&self, model: &Model<'_>, page: &ResourcePage<'_>) -> Option<StructuredId> {
        let annotated = page
            .annotation
            .as_ref()
            .and_then(|one| one.odata_type.as_ref());
        let annotated = annotated.and_then(|text| self.qualified(model, &text.text));
        let shown = || self.qualified(model, odata_type(page.representation.as_ref()?)?);
        match annotated.or_else(shown)? {
            Type::Structured(id) => Some(id),
            Type::Enum(_) | Type::Primitive(_) => None,
        }
    }

    /// A type by its qualified name, as `#microsoft.graph.user`; case is no matter where one type only is left.
    pub(crate) fn qualified(&self, model: &Model<'_>, name: &str) -> Option<Type> {
        let name = name.trim().trim_start_matches('#');
        if let Some(exact) = model.find(name) {
            return Some(exact);
        }
        let (namespace, own) = name.rsplit_once('.')?;
        let named = self.by_name.get(&fold(own))?;
        only(named.iter().copied().filter(|ty| {
            namespace_of(model, *ty).is_some_and(|one| one.eq_ignore_ascii_case(namespace))
        }))
    }

    /// The type that a page is named after: `intune-onboarding-vpptoken` after `vppToken`. The longest name counts,
    /// and the namespace that the page says, where there are several.
    fn by_page_name(
        &self,
        model: &Model<'_>,
        key: &PageKey,
        namespace: Option<&str>,
        is_wanted: fn(Type) -> bool,
    ) -> Option<Type> {
        let starts = std::iter::once(0).chain(key.0.match_indices('-').map(|(at, _)| at + 1));
        let names = starts.map(|start| fold(&key.0[start..]));
        let named = names
            .filter_map(|name| self.by_name.get(&name))
            .find_map(|named| {
                let wanted: Vec<Type> = named.iter().copied().filter(|ty| is_wanted(*ty)).collect();
                (!wanted.is_empty()).then_some(wanted)
            })?;
        if let [ty] = *named {
            return Some(ty);
        }
        let namespace = namespace?;
        only(
            named
                .into_iter()
                .filter(|ty| namespace_of(model, *ty) == Some(namespace)),
        )
    }

    /// The enumeration that a heading over a table names: one of its words, or the property of the type whose page
    /// it is.
    pub(crate) fn of_heading(
        &self,
        model: &Model<'_>,
        table: &EnumTable<'_>,
        owner: Option<StructuredId>,
    ) -> Option<EnumId> {
        let heading = table.heading.as_ref()?;
        let words: Vec<String> = heading
            .text
            .split(|one: char| !one.is_alphanumeric())
            .map(fold)
            .collect();
        let named = words.iter().filter_map(|word| self.by_name.get(word));
        let enums = named.flatten().filter_map(|ty| match ty {
            Type::Enum(id) => Some(*id),
            Type::Structured(_) | Type::Primitive(_) => None,
        });
        let by_name: Vec<EnumId> = enums.collect();
        if !by_name.is_empty() {
            return only(by_name.into_iter());
        }
        let lineage = model.lineage(owner?);
        let properties = lineage.iter().flat_map(|ty| &model[*ty].properties);
        only(properties.filter_map(|property| match property.ty.ty {
            Type::Enum(id) if words.contains(&fold(property.name)) => Some(id),
            _ => None,
        }))
    }

    /// The type that a page is about.
    pub(crate) fn page(&self, key: &PageKey) -> Option<Type> {
        self.pages.get(key).copied()
    }

    /// The type with this name, qualified or not, where there is one only.
    pub(crate) fn named(&self, model: &Model<'_>, name: &str) -> Option<Type> {
        if name.contains('.') {
            return self.qualified(model, name);
        }
        only(self.by_name.get(&fold(name))?.iter().copied())
    }

    /// The type whose page a link leads to.
    pub(crate) fn linked(&self, target: &str) -> Option<Type> {
        let key = page_key(target)?;
        self.pages.get(&key).copied()
    }
}

/// The one item, or the one that all are.
fn only<T: PartialEq>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.all(|one| one == first).then_some(first)
}

fn namespace_of<'m>(model: &'m Model<'_>, ty: Type) -> Option<&'m str> {
    let namespace = match ty {
        Type::Structured(id) => model[id].namespace,
        Type::Enum(id) => model[id].namespace,
        Type::Primitive(_) => return None,
    };
    Some(model.namespace(namespace).name)
}

/// What a JSON representation says that it is.
fn odata_type<'b>(block: &'b JsonBlock<'_>) -> Option<&'b str> {
    let Value::Object(members) = &block.value.value else {
        return None;
    };
    let said = members.iter().find(|one| one.name == "@odata.type")?;
    match &said.value.value {
        Value::String(name) => Some(name),
        _ => None,
    }
}

/// The page that a relative link leads to.
pub(crate) fn page_key(target: &str) -> Option<PageKey> {
    let path = target.split(['#', '?']).next()?;
    let file = path.rsplit('/').next()?;
    let stem = file
        .strip_suffix(".md")
        .or_else(|| file.strip_suffix(".MD"))?;
    (!stem.is_empty()).then(|| PageKey::of_stem(stem))
}
