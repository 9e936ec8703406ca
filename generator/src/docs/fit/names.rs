//! Properties by their names in JSON.

use crate::diagnostics::Span;
use crate::model::{Model, StructuredId, TypeUse};
use std::collections::HashMap;

/// A structural or navigation property.
#[derive(Debug, Clone, Copy)]
pub(super) struct Declaration<'a> {
    pub(super) name: &'a str,
    pub(super) ty: TypeUse,
    pub(super) span: Span,
}

/// What a name of a member means in a type.
pub(super) enum Found<'a> {
    /// A property.
    Exact(Declaration<'a>),
    /// A property, but for the case of its letters.
    OtherCase(Declaration<'a>),
    /// A property of a type that derives from this one, in any case.
    Derived(Declaration<'a>, StructuredId),
    /// No property, but the type takes others than it declares.
    Open,
    /// No property.
    Nothing,
}

/// The properties of the types that were asked for.
pub(super) struct Names<'m, 'a> {
    model: &'m Model<'a>,
    own: HashMap<StructuredId, Own<'a>>,
    /// The properties of the derived types, by name in lower case.
    derived: HashMap<StructuredId, HashMap<String, (Declaration<'a>, StructuredId)>>,
    /// The types by qualified name in lower case.
    types: Option<HashMap<String, StructuredId>>,
}

/// The properties of a type and its bases.
struct Own<'a> {
    exact: HashMap<&'a str, Declaration<'a>>,
    folded: HashMap<String, Declaration<'a>>,
    is_open: bool,
}

impl<'m, 'a> Names<'m, 'a> {
    pub(super) fn new(model: &'m Model<'a>) -> Self {
        Self {
            model,
            own: HashMap::new(),
            derived: HashMap::new(),
            types: None,
        }
    }

    pub(super) fn find(&mut self, id: StructuredId, name: &str) -> Found<'a> {
        let model = self.model;
        let own = self.own.entry(id).or_insert_with(|| own(model, id));
        if let Some(found) = own.exact.get(name) {
            return Found::Exact(*found);
        }
        let folded = name.to_ascii_lowercase();
        if let Some(found) = own.folded.get(&folded) {
            return Found::OtherCase(*found);
        }
        let is_open = own.is_open;
        let derived = self.derived.entry(id).or_insert_with(|| derived(model, id));
        match derived.get(&folded) {
            Some((found, of)) => Found::Derived(*found, *of),
            None if is_open => Found::Open,
            None => Found::Nothing,
        }
    }

    /// Whether a type or one of its bases declares a property of this very name.
    pub(super) fn declares(&mut self, id: StructuredId, name: &str) -> bool {
        matches!(self.find(id, name), Found::Exact(_))
    }

    /// The structured type with this qualified name in any case.
    pub(super) fn find_type(&mut self, qualified: &str) -> Option<StructuredId> {
        let model = self.model;
        let types = self.types.get_or_insert_with(|| {
            let ids = model.structured_ids();
            ids.map(|id| (model.qualified(id).to_ascii_lowercase(), id))
                .collect()
        });
        types.get(&qualified.to_ascii_lowercase()).copied()
    }
}

fn own<'a>(model: &Model<'a>, id: StructuredId) -> Own<'a> {
    let lineage = model.lineage(id);
    let all = || lineage.iter().flat_map(|id| declarations(model, *id));
    Own {
        exact: all().map(|one| (one.name, one)).collect(),
        folded: all()
            .map(|one| (one.name.to_ascii_lowercase(), one))
            .collect(),
        is_open: lineage.iter().any(|id| model[*id].is_open),
    }
}

fn derived<'a>(
    model: &Model<'a>,
    id: StructuredId,
) -> HashMap<String, (Declaration<'a>, StructuredId)> {
    let mut names = HashMap::new();
    for derived in model.descendants(id) {
        for one in declarations(model, derived) {
            names
                .entry(one.name.to_ascii_lowercase())
                .or_insert((one, derived));
        }
    }
    names
}

fn declarations<'x, 'a>(
    model: &'x Model<'a>,
    id: StructuredId,
) -> impl Iterator<Item = Declaration<'a>> + use<'x, 'a> {
    let ty = &model[id];
    let properties = ty.properties.iter().map(|property| Declaration {
        name: property.name,
        ty: property.ty,
        span: property.span,
    });
    let navigation = ty.navigation.iter().map(|property| Declaration {
        name: property.name,
        ty: property.ty,
        span: property.span,
    });
    properties.chain(navigation)
}
