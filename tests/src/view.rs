//! What a compiler sees of generated code with some features on: its items by name, without docs and conditions.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use std::collections::{BTreeMap, BTreeSet};
use syn::{Attribute, ImplItem, Item, Meta};

/// Items by what tells them apart, each with its text.
pub type Items = BTreeMap<String, String>;

/// The items of a crate or a module tree, with the conditions under which they are there.
#[derive(Debug)]
pub struct View {
    items: Vec<Conditional>,
}

#[derive(Debug, Clone)]
struct Conditional {
    name: String,
    text: String,
    /// All must hold.
    conditions: Vec<Condition>,
}

/// A condition on features.
#[derive(Debug, Clone, PartialEq)]
enum Condition {
    Feature(String),
    Any(Vec<Condition>),
    All(Vec<Condition>),
    Not(Box<Condition>),
}

impl Condition {
    fn holds(&self, on: &BTreeSet<&str>) -> bool {
        match self {
            Self::Feature(name) => on.contains(name.as_str()),
            Self::Any(all) => all.iter().any(|one| one.holds(on)),
            Self::All(all) => all.iter().all(|one| one.holds(on)),
            Self::Not(one) => !one.holds(on),
        }
    }

    /// Reads what stands in `cfg(…)`; what has nothing to do with features never holds.
    fn read(tokens: TokenStream) -> Self {
        let tokens: Vec<_> = tokens.into_iter().collect();
        match tokens.as_slice() {
            [TokenTree::Ident(feature), _, TokenTree::Literal(name)] if feature == "feature" => {
                Self::Feature(name.to_string().trim_matches('"').to_owned())
            }
            [TokenTree::Ident(word), TokenTree::Group(list)] => {
                let all = split(list.stream(), ',').into_iter().map(Self::read);
                match word.to_string().as_str() {
                    "any" => Self::Any(all.collect()),
                    "all" => Self::All(all.collect()),
                    _ => Self::Not(Box::new(Self::All(all.collect()))),
                }
            }
            _ => Self::Any(Vec::new()),
        }
    }
}

impl View {
    /// Reads Rust files: paths below the root, and texts.
    ///
    /// # Panics
    ///
    /// Where one is no Rust.
    pub fn read(sources: &[(String, String)]) -> Self {
        let files = sources.iter().map(|(path, text)| {
            let file = syn::parse_file(text);
            let file = file.unwrap_or_else(|fault| panic!("{path}: {fault}"));
            (path.as_str(), file.items)
        });
        let files: Vec<_> = files.collect();
        let mut modules = Vec::new();
        for (path, items) in &files {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            for item in items {
                if let Item::Mod(module) = item {
                    let below = format!("{folder}/{}", module.ident);
                    modules.push((
                        below.trim_start_matches('/').to_owned(),
                        conditions(&module.attrs),
                    ));
                }
            }
        }
        let mut view = Self { items: Vec::new() };
        for (path, items) in files {
            let stem = path.trim_end_matches(".rs");
            let is_in = |module: &str| {
                stem.strip_prefix(module)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            let own = modules.iter().filter(|(module, _)| is_in(module));
            let own: Vec<_> = own.flat_map(|(_, conditions)| conditions.clone()).collect();
            let module = stem.split('/').next().unwrap_or_default();
            for item in items {
                view.item(module, item, &own);
            }
        }
        view
    }

    /// What is there with these features.
    ///
    /// # Panics
    ///
    /// Where something is there twice.
    pub fn with(&self, on: &[&str]) -> Items {
        let on: BTreeSet<&str> = on.iter().copied().collect();
        let mut items = Items::new();
        for item in &self.items {
            if item.conditions.iter().all(|one| one.holds(&on)) {
                let twice = items.insert(item.name.clone(), item.text.clone());
                assert_eq!(twice, None, "{} is there twice", item.name);
            }
        }
        items
    }

    fn add(&mut self, name: String, text: String, conditions: Vec<Condition>) {
        self.items.push(Conditional {
            name,
            text,
            conditions,
        });
    }

    fn item(&mut self, module: &str, item: Item, own: &[Condition]) {
        let with = |attributes: &[Attribute]| [own, &conditions(attributes)].concat();
        match item {
            Item::Struct(mut item) => {
                let conditions = with(&item.attrs);
                bare(&mut item.attrs);
                item.fields.iter_mut().for_each(|one| bare(&mut one.attrs));
                self.add(
                    format!("{module} struct {}", item.ident),
                    text(&item),
                    conditions,
                );
            }
            Item::Enum(mut item) => {
                let conditions = with(&item.attrs);
                bare(&mut item.attrs);
                item.variants
                    .iter_mut()
                    .for_each(|one| bare(&mut one.attrs));
                self.add(
                    format!("{module} enum {}", item.ident),
                    text(&item),
                    conditions,
                );
            }
            Item::Impl(item) => {
                let of = text(&item.self_ty);
                let outer = with(&item.attrs);
                for inner in item.items {
                    if let ImplItem::Fn(mut method) = inner {
                        let conditions = [&*outer, &conditions(&method.attrs)].concat();
                        bare(&mut method.attrs);
                        let name = format!("{module} impl {of} {}", method.sig.ident);
                        // With other features the client has a table of routes, with these an empty one.
                        let text = text(&method).replace(" . with_routes (& ROUTES)", "");
                        self.add(name, text, conditions);
                    }
                }
            }
            Item::Macro(item) => {
                let conditions = with(&item.attrs);
                self.table(module, &text(&item.mac.path), item.mac.tokens, &conditions);
            }
            _ => {}
        }
    }

    fn table(&mut self, module: &str, name: &str, body: TokenStream, own: &[Condition]) {
        match name {
            "model" => self.model(module, body, own),
            "one_builder" | "many_builder" => {
                for row in split(body, ';') {
                    let (row, conditions) = row_of(row);
                    let builder = row.split(' ').next().unwrap_or_default().to_owned();
                    // Without its model a place is no more than a way.
                    for one in &conditions {
                        let without = [own, &[Condition::Not(Box::new(one.clone()))]].concat();
                        self.add(
                            format!("{module} builder {builder}"),
                            "way".to_owned(),
                            without,
                        );
                    }
                    let name = format!("{module} builder {builder}");
                    self.add(name, format!("of {row}"), [own, &conditions].concat());
                }
            }
            "way_builder" => {
                for row in split(body, ';') {
                    let name = format!("{module} builder {}", row_of(row).0);
                    self.add(name, "way".to_owned(), own.to_vec());
                }
            }
            "type_table" | "example_table" => {
                for row in split(body, ';').into_iter().skip(1) {
                    let (row, conditions) = row_of(row);
                    self.add(
                        format!("{name} {row}"),
                        String::new(),
                        [own, &conditions].concat(),
                    );
                }
            }
            "route_table" => self.routes(body, own),
            _ => {
                let body = clean(body);
                let first = body.split(' ').next().unwrap_or_default().to_owned();
                self.add(format!("{module} {name} {first}"), body, own.to_vec());
            }
        }
    }

    /// A struct's table; navigation properties are items of their own.
    fn model(&mut self, module: &str, body: TokenStream, own: &[Condition]) {
        let mut tokens: Vec<_> = body.into_iter().collect();
        let navigation = match tokens.pop() {
            Some(TokenTree::Group(rows)) => rows.stream(),
            _ => TokenStream::new(),
        };
        let body = clean(tokens.into_iter().collect());
        let first = body.split(' ').next().unwrap_or_default().to_owned();
        for row in split(navigation, ';') {
            let (row, conditions) = row_of(row);
            let name = format!("{module} {first} navigation {row}");
            self.add(name, String::new(), [own, &conditions].concat());
        }
        self.add(format!("{module} model {first}"), body, own.to_vec());
    }

    /// The table of routes, each row with its permissions in place of their position.
    fn routes(&mut self, body: TokenStream, own: &[Condition]) {
        let sections = body.into_iter().filter_map(|token| match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                Some(group.stream())
            }
            _ => None,
        });
        let sections: Vec<_> = sections.collect();
        let [permissions, requests] = sections.as_slice() else {
            panic!("a table of routes with {} sections", sections.len());
        };
        let permissions = split(permissions.clone(), ';');
        let permissions: Vec<_> = permissions.into_iter().map(clean).collect();
        for row in split(requests.clone(), ';') {
            let (attributes, rest) = attributes(row);
            let mut rest: Vec<_> = rest.into_iter().collect();
            let position = match rest.get(2) {
                Some(TokenTree::Group(position)) => position.stream().to_string(),
                _ => String::new(),
            };
            let wanted = position
                .parse()
                .ok()
                .map(|at: usize| permissions[at].clone());
            if rest.len() > 2 {
                rest.remove(2);
            }
            let row = rest.into_iter().collect::<TokenStream>().to_string();
            let name = format!("route {row}");
            self.add(
                name,
                wanted.unwrap_or_default(),
                [own, &attributes].concat(),
            );
        }
    }
}

fn text(item: &impl ToTokens) -> String {
    item.to_token_stream().to_string()
}

fn is(attribute: &Attribute, name: &str) -> bool {
    attribute.path().is_ident(name)
}

/// Takes docs and conditions away.
fn bare(attributes: &mut Vec<Attribute>) {
    attributes.retain(|one| !is(one, "doc") && !is(one, "cfg"));
}

fn conditions(attributes: &[Attribute]) -> Vec<Condition> {
    let all = attributes.iter().filter(|one| is(one, "cfg"));
    let read = all.filter_map(|one| match &one.meta {
        Meta::List(list) => Some(Condition::read(list.tokens.clone())),
        _ => None,
    });
    read.collect()
}

/// The pieces between marks, without the empty one at the end.
fn split(tokens: TokenStream, mark: char) -> Vec<TokenStream> {
    let mut pieces = vec![Vec::new()];
    for token in tokens {
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == mark => pieces.push(Vec::new()),
            _ => pieces.last_mut().expect("there is one").push(token),
        }
    }
    let filled = pieces.into_iter().filter(|piece| !piece.is_empty());
    filled.map(|piece| piece.into_iter().collect()).collect()
}

/// The conditions that a row begins with, and the rest of it.
fn attributes(row: TokenStream) -> (Vec<Condition>, TokenStream) {
    let mut conditions = Vec::new();
    let mut rest = Vec::new();
    let mut tokens = row.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_mark = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '#');
        match tokens.peek() {
            Some(TokenTree::Group(group)) if is_mark => {
                let inner: Vec<_> = group.stream().into_iter().collect();
                match inner.as_slice() {
                    [TokenTree::Ident(word), TokenTree::Group(list)] if word == "cfg" => {
                        conditions.push(Condition::read(list.stream()));
                    }
                    [TokenTree::Ident(word), ..] if word == "doc" => {}
                    _ => rest.extend([token, TokenTree::Group(group.clone())]),
                }
                tokens.next();
            }
            _ => rest.push(token),
        }
    }
    (conditions, rest.into_iter().collect())
}

fn row_of(row: TokenStream) -> (String, Vec<Condition>) {
    let (conditions, rest) = attributes(row);
    (rest.to_string(), conditions)
}

/// Tokens without docs.
fn clean(tokens: TokenStream) -> String {
    attributes(tokens).1.to_string()
}
