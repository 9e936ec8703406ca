//! Why something is part of a client, where it is from, and what it costs.

mod cost;
mod find;
#[cfg(test)]
mod tests;

use crate::budget::Size;
use crate::diagnostics::{Location, Sources};
use crate::lower::address;
use crate::model::path::RequestKind;
use crate::model::repair::{RULES, Repair, Subject};
use crate::model::{Member, Model, Type};
use crate::select::pattern::{PatternSet, Segment};
use crate::select::{Item, Link, Selection, path};
use crate::show::written;
use serde::Serialize;
use std::fmt;

/// What is known of an item.
#[derive(Debug, Clone, Serialize)]
pub struct Explanation {
    /// Its name.
    pub item: String,
    /// What it is: `entity type`, `property`, …
    pub kind: &'static str,
    /// The type of a property, or what an operation returns, as the metadata writes it.
    #[serde(skip_serializing_if = "Option::is_none", rename = "type")]
    pub ty: Option<String>,
    /// Where it is declared.
    pub declared: Location,
    /// Whether it is part of the selection.
    pub selected: bool,
    /// The shortest chain that brings it, from the pattern on.
    pub because: Vec<String>,
    /// Where the reference describes it.
    pub pages: Vec<Page>,
    /// The repair rules that changed it.
    pub repairs: Vec<Repaired>,
    /// What the client would not have without it; `None` where it cannot be left out, or is not there.
    pub cost: Option<Size<i64>>,
}

/// A page of the reference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page {
    /// Its public address, if it has one.
    pub address: Option<String>,
    /// Where it speaks of the item.
    #[serde(flatten)]
    pub location: Location,
}

/// A rule that changed an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Repaired {
    /// The rule.
    pub rule: &'static str,
    /// What it does.
    pub does: &'static str,
    /// Why.
    pub why: &'static str,
}

/// At most so many pages are told.
const MOST_PAGES: usize = 5;

/// What explanations are made of.
#[derive(Clone, Copy)]
pub(crate) struct Explain<'e, 'a> {
    pub(crate) sources: &'e Sources,
    pub(crate) model: &'e Model<'a>,
    pub(crate) repairs: &'e [Repair],
    pub(crate) patterns: &'e PatternSet,
    pub(crate) selection: &'e Selection,
}

impl Explain<'_, '_> {
    /// Explains what has a name; else says what is wrong with it, with the nearest names.
    pub(crate) fn explain(&self, name: &str) -> Result<Vec<Explanation>, String> {
        let mut items = find::find(self.model, name)?;
        // Of what is called so, what is selected is meant.
        if items.iter().any(|item| self.is_selected(*item)) {
            items.retain(|item| self.is_selected(*item));
        }
        Ok(items.into_iter().map(|item| self.item(item)).collect())
    }

    fn is_selected(&self, item: Item) -> bool {
        let selection = self.selection;
        match item {
            Item::Structured(id) => selection.has(id),
            Item::Enum(id) => selection.has_enum(id),
            Item::Property(owner, at) => selection.has(owner) && selection.has_property(owner, at),
            Item::Navigation(..) | Item::Operation(_) | Item::Child(_) | Item::Place(_) => {
                selection.reasons.chain(item).is_some()
            }
        }
    }

    fn item(&self, item: Item) -> Explanation {
        let model = self.model;
        let selected = self.is_selected(item);
        let (item_name, kind, ty, span) = match item {
            Item::Structured(id) => {
                let kind = match model[id].kind {
                    crate::model::Kind::Entity => "entity type",
                    crate::model::Kind::Complex => "complex type",
                };
                (model.qualified(id), kind, None, model[id].span)
            }
            Item::Enum(id) => (
                model.qualified_enum(id),
                "enumeration type",
                None,
                model[id].span,
            ),
            Item::Property(owner, at) => {
                let property = &model[owner].properties[at];
                let name = format!("{}/{}", model.qualified(owner), property.name);
                (
                    name,
                    "property",
                    Some(written(model, property.ty)),
                    property.span,
                )
            }
            Item::Navigation(owner, at) => {
                let property = &model[owner].navigation[at];
                let name = format!("{}/{}", model.qualified(owner), property.name);
                (
                    name,
                    "navigation property",
                    Some(written(model, property.ty)),
                    property.span,
                )
            }
            Item::Operation(id) => {
                let operation = &model[id];
                let kind = match operation.kind {
                    crate::csdl::OperationKind::Action => "action",
                    crate::csdl::OperationKind::Function => "function",
                };
                let bound = match operation.binding.map(|one| one.ty) {
                    Some(Type::Structured(owner)) => format!("{}/", model.qualified(owner)),
                    _ => String::new(),
                };
                let name = format!("{bound}{}", model.operation_segment(id));
                let returns = operation.returns.map(|one| written(model, one.ty));
                (name, kind, returns, operation.span)
            }
            Item::Child(at) => {
                let child = &model.children[at];
                (
                    format!("/{}", child.name),
                    "child of the container",
                    None,
                    child.span,
                )
            }
            Item::Place(place) => (
                model.qualified(place.ty),
                "request builder",
                None,
                model[place.ty].span,
            ),
        };
        let because = self.selection.reasons.chain(item).filter(|_| selected);
        Explanation {
            item: item_name,
            kind,
            ty,
            declared: self.sources.location(span),
            selected,
            because: because
                .map(|chain| self.because(&chain))
                .unwrap_or_default(),
            pages: self.pages(item),
            repairs: self.repairs(item),
            cost: if selected { cost::of(self, item) } else { None },
        }
    }

    /// A chain in words.
    fn because(&self, chain: &[Link]) -> Vec<String> {
        let model = self.model;
        let mut told = Vec::new();
        let along = path(model, chain);
        if !along.is_empty() {
            told.push(match self.pattern_of(chain) {
                Some(pattern) => format!("the path `{along}`, which `{pattern}` selects"),
                None => format!("the path `{along}`"),
            });
        }
        for link in chain {
            told.push(match *link {
                Link::Value(ty) => {
                    format!("requests there read and write `{}`", model.qualified(ty))
                }
                Link::Property(owner, at) => {
                    let property = &model[owner].properties[at];
                    let ty = written(model, property.ty);
                    format!("its property `{}` is of `{ty}`", property.name)
                }
                Link::Base(ty) => format!("it derives from `{}`", model.qualified(ty)),
                Link::Derived(ty) => format!("`{}` derives from it", model.qualified(ty)),
                Link::Parameter(id, at) => {
                    let parameter = &model[id].parameters[at];
                    let ty = written(model, parameter.ty);
                    format!("its parameter `{}` is of `{ty}`", parameter.name)
                }
                Link::Return(id) => {
                    let returns = model[id].returns.map(|one| written(model, one.ty));
                    format!("it returns `{}`", returns.unwrap_or_default())
                }
                Link::Pattern(at) => {
                    let pattern = self.patterns.patterns().get(at);
                    let text = pattern.map_or("", |(pattern, _)| pattern.text());
                    format!("`{text}` names it")
                }
                Link::Everything => "everything is selected".to_owned(),
                _ => continue,
            });
        }
        told
    }

    /// A pattern of paths that selects the path of a chain, or how far it goes.
    fn pattern_of(&self, chain: &[Link]) -> Option<&str> {
        let model = self.model;
        let mut state = self.patterns.start();
        let mut found = None;
        for link in chain {
            let qualified;
            let segment = match *link {
                Link::Child(at) => Segment::Name(model.children[at].name),
                Link::Key => Segment::Key,
                Link::Navigation(owner, at) => Segment::Name(model[owner].navigation[at].name),
                Link::Resource(owner, at) => Segment::Name(model[owner].properties[at].name),
                Link::Cast(ty) => {
                    qualified = model.qualified(ty);
                    Segment::Name(&qualified)
                }
                Link::Operation(id) => Segment::Name(model[id].name),
                _ => break,
            };
            state = self.patterns.step(&state, segment);
            found = self.patterns.selecting(&state).next();
        }
        let (pattern, _) = self.patterns.patterns().get(found?.0)?;
        Some(pattern.text())
    }

    /// Where the reference speaks of an item, each page once.
    fn pages(&self, item: Item) -> Vec<Page> {
        let documentation = &self.model.documentation;
        let text = match item {
            Item::Structured(id) => documentation.types.get(&id),
            Item::Enum(id) => documentation.enums.get(&id),
            Item::Property(owner, at) => documentation.properties.get(&(owner, at)),
            Item::Navigation(owner, at) => documentation.navigation.get(&(owner, at)),
            Item::Operation(_) | Item::Child(_) | Item::Place(_) => None,
        };
        let mut pages = Vec::new();
        if let Some(prose) = text {
            let location = self.sources.location(prose.text.span);
            let file = location
                .file
                .rsplit(['/', '\\'])
                .next()
                .unwrap_or_default()
                .to_owned();
            pages.push(Page {
                address: address::of_link(prose.folder, &file, &documentation.view),
                location,
            });
        }
        let mut told = std::collections::BTreeSet::new();
        for facts in documentation.requests.values() {
            let speaks = match item {
                Item::Operation(id) => facts.resolution.request == RequestKind::Operation(id),
                Item::Navigation(owner, at) => {
                    facts.member() == Some(Member::Navigation(owner, at))
                }
                _ => false,
            };
            let key = &facts.page.key.0;
            if speaks && pages.len() < MOST_PAGES && told.insert(key) {
                pages.push(Page {
                    address: Some(address::of_page(key, &documentation.view)),
                    location: self.sources.location(facts.span),
                });
            }
        }
        pages
    }

    fn repairs(&self, item: Item) -> Vec<Repaired> {
        let is_about = |subject: &Subject| match (*subject, item) {
            (Subject::Type(id), Item::Structured(one)) => id == one,
            (Subject::Type(id), Item::Property(owner, _)) => id == owner,
            (Subject::Navigation(id, index), Item::Navigation(owner, at)) => {
                (id, index) == (owner, at)
            }
            (Subject::Operation(id), Item::Operation(one)) => id == one,
            _ => false,
        };
        let applied = self
            .repairs
            .iter()
            .filter(|one| one.subjects.iter().any(is_about));
        let rules = applied.filter_map(|one| RULES.iter().find(|rule| rule.name == one.rule));
        let told = rules.map(|rule| Repaired {
            rule: rule.name,
            does: rule.does,
            why: rule.why,
        });
        told.collect()
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.item, self.kind)?;
        if let Some(ty) = &self.ty {
            write!(f, ": {ty}")?;
        }
        write!(f, "\n  declared: {}", self.declared)?;
        if !self.selected {
            write!(f, "\n  not part of the selection")?;
        }
        for (at, step) in self.because.iter().enumerate() {
            let word = if at == 0 { "because of" } else { "and" };
            write!(f, "\n  {word}: {step}")?;
        }
        for page in &self.pages {
            write!(f, "\n  page: {}", page.location)?;
            if let Some(address) = &page.address {
                write!(f, " ({address})")?;
            }
        }
        for repair in &self.repairs {
            write!(
                f,
                "\n  repaired by `{}`: {}, since {}",
                repair.rule, repair.does, repair.why
            )?;
        }
        if let Some(cost) = &self.cost {
            write!(f, "\n  cost: {cost} of generated code")?;
        }
        Ok(())
    }
}
