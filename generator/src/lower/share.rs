//! What two versions of the service have in common: the largest set of items that are defined alike and use nothing outside of it.
//!
//! Models, enumerations and parameter structs are alike whatever is said of them: a value of one version is then a value of the other,
//! with the documentation of the first. Builders are alike where what is said of them is the same too, since that is about the
//! requests of a version: how they are answered, and which permissions they want.

use super::features::Gate;
use super::items::{
    Api, Builder, BuilderOf, Call, Deprecated, Enum, Field, KnownType, Many, Member, Method,
    Module, Navigation, Parameters, Returns, Struct, Target, TypePath, Value,
};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// How much two versions have in common.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Shared {
    /// Entity types.
    pub entity_types: usize,
    /// Complex types.
    pub complex_types: usize,
    /// Enumeration types.
    pub enum_types: usize,
    /// Structs of the parameters of operations.
    pub parameters: usize,
    /// Request builders.
    pub builders: usize,
}

/// Takes out of a further version what the first one has as well.
pub(super) fn share(first: &mut Api, further: &mut Api) -> Shared {
    let common = common(first, further);
    let mut shared = Shared::default();
    for module in &mut further.modules {
        let Module {
            name: of,
            entities,
            complex,
            parameters,
            enums,
            builders,
            shared: names,
            ..
        } = module;
        let mut taken = |name: &Arc<str>| {
            let path = TypePath {
                module: Arc::clone(of),
                name: Arc::clone(name),
            };
            let is_common = common.contains(&path);
            names.extend(is_common.then_some(path.name));
            is_common
        };
        shared.entity_types += take(entities, |one| taken(&one.name));
        shared.complex_types += take(complex, |one| taken(&one.name));
        shared.parameters += take(parameters, |one| taken(&one.name));
        shared.enum_types += take(enums, |one| taken(&one.name));
        shared.builders += take(builders, |one| taken(&one.name));
        names.sort();
    }
    if !common.is_empty() {
        first.type_table = joined(&first.type_table, &further.type_table);
    }
    shared
}

/// Removes items; answers how many.
fn take<T>(items: &mut Vec<T>, mut is_taken: impl FnMut(&T) -> bool) -> usize {
    let before = items.len();
    items.retain(|one| !is_taken(one));
    before - items.len()
}

/// The bases of types that values of shared models may be of, in either version. Where one version has a type between the other's
/// type and its base, that one is right for both.
fn joined(first: &[KnownType], further: &[KnownType]) -> Vec<KnownType> {
    let table_of = |rows: &[KnownType]| {
        let rows = rows.iter().map(|one| (one.name.clone(), one.base.clone()));
        rows.collect::<BTreeMap<_, _>>()
    };
    let (mut table, further) = (table_of(first), table_of(further));
    for (name, base) in &further {
        match table.get(name) {
            Some(known) if !is_below(base, known, &further) => {}
            _ => {
                table.insert(name.clone(), base.clone());
            }
        }
    }
    let row = |(name, base)| KnownType {
        name,
        base,
        gate: Gate::Always,
    };
    table.into_iter().map(row).collect()
}

/// Whether a type is another one or derived from it.
fn is_below(name: &str, base: &str, table: &BTreeMap<String, String>) -> bool {
    let mut name = name;
    for _ in 0..=table.len() {
        match table.get(name) {
            _ if name == base => return true,
            Some(next) => name = next,
            None => return false,
        }
    }
    false
}

/// What both have: all that is alike, but for what uses something that is not.
fn common(first: &Api, further: &Api) -> HashSet<TypePath> {
    let known: HashMap<_, _> = items(first).map(|(_, path, item)| (path, item)).collect();
    let namespaces: HashMap<_, _> = first.modules.iter().map(namespace).collect();
    let all: Vec<_> = items(further).collect();
    let at = all.iter().enumerate().map(|(at, (_, path, _))| (*path, at));
    let at: HashMap<Path<'_>, usize> = at.collect();
    let mut users = vec![Vec::new(); all.len()];
    let mut is_common = vec![true; all.len()];
    let mut apart = Vec::new();
    for (index, (module, path, item)) in all.iter().enumerate() {
        let is_named_alike = namespaces.get(path.0) == Some(&&*module.namespace);
        let is_alike = known.get(path).is_some_and(|one| one.is_like(item));
        let mut is_whole = is_named_alike && is_alike;
        item.uses(&mut |used| match at.get(&key(used)) {
            Some(used) => users[*used].push(index),
            None => is_whole = false,
        });
        if !is_whole {
            is_common[index] = false;
            apart.push(index);
        }
    }
    casts(&all, &mut users);
    while let Some(index) = apart.pop() {
        for user in std::mem::take(&mut users[index]) {
            if std::mem::replace(&mut is_common[user], false) {
                apart.push(user);
            }
        }
    }
    let common = all.iter().zip(is_common).filter(|(_, common)| *common);
    common
        .map(|((module, (_, name), _), _)| TypePath {
            module: Arc::clone(&module.name),
            name: Arc::from(*name),
        })
        .collect()
}

/// A builder leads by casts to those of derived types.
fn casts(all: &[(&Module, Path<'_>, Item<'_>)], users: &mut [Vec<usize>]) {
    let mut structs: HashMap<Path<'_>, &Struct> = HashMap::new();
    let mut builders: HashMap<(Many, Path<'_>), usize> = HashMap::new();
    for (index, (_, path, item)) in all.iter().enumerate() {
        match item {
            Item::Entity(item) | Item::Complex(item) => {
                structs.insert(*path, item);
            }
            Item::Builder(item) => {
                if let Some((many, model)) = item.of.model() {
                    builders.insert((many, key(model)), index);
                }
            }
            Item::Parameters(_) | Item::Enum(_) => {}
        }
    }
    for ((many, model), index) in &builders {
        let bases = structs.get(model).map_or(&[][..], |item| &item.bases);
        for base in bases {
            if let Some(user) = builders.get(&(*many, key(base))) {
                users[*index].push(*user);
            }
        }
    }
}

/// A module's name and that of an item there.
type Path<'a> = (&'a str, &'a str);

fn key(path: &TypePath) -> Path<'_> {
    (&path.module, &path.name)
}

fn namespace(module: &Module) -> (&str, &str) {
    (&module.name, &module.namespace)
}

/// What a module has.
#[derive(Clone, Copy)]
enum Item<'a> {
    Entity(&'a Struct),
    Complex(&'a Struct),
    Parameters(&'a Parameters),
    Enum(&'a Enum),
    Builder(&'a Builder),
}

fn items(api: &Api) -> impl Iterator<Item = (&Module, Path<'_>, Item<'_>)> {
    api.modules.iter().flat_map(|module| {
        let entities = module.entities.iter().map(Item::Entity);
        let complex = module.complex.iter().map(Item::Complex);
        let parameters = module.parameters.iter().map(Item::Parameters);
        let enums = module.enums.iter().map(Item::Enum);
        let builders = module.builders.iter().map(Item::Builder);
        let all = entities.chain(complex).chain(parameters).chain(enums);
        let all = all.chain(builders);
        all.map(move |item| (module, (&*module.name, item.name()), item))
    })
}

impl<'a> Item<'a> {
    fn name(self) -> &'a str {
        match self {
            Self::Entity(item) | Self::Complex(item) => &item.name,
            Self::Parameters(item) => &item.name,
            Self::Enum(item) => &item.name,
            Self::Builder(item) => &item.name,
        }
    }

    /// Whether an item of the first version can stand for one of a further version, as far as can be seen from the two alone.
    fn is_like(self, other: &Self) -> bool {
        match (self, *other) {
            (Self::Entity(one), Self::Entity(other))
            | (Self::Complex(one), Self::Complex(other)) => is_struct(one, other),
            (Self::Parameters(one), Self::Parameters(other)) => is_parameters(one, other),
            (Self::Enum(one), Self::Enum(other)) => is_enum(one, other),
            (Self::Builder(one), Self::Builder(other)) => is_builder(one, other),
            _ => false,
        }
    }

    /// Tells all items that this one names.
    fn uses(self, tell: &mut impl FnMut(&'a TypePath)) {
        match self {
            Self::Entity(item) | Self::Complex(item) => {
                item.bases.iter().for_each(&mut *tell);
                for field in &item.fields {
                    of_value(&field.ty.value, tell);
                }
                item.navigation.iter().for_each(|one| tell(&one.target));
            }
            Self::Parameters(item) => {
                for field in &item.fields {
                    of_value(&field.ty.value, tell);
                }
            }
            Self::Enum(_) => {}
            Self::Builder(item) => {
                if let Some((_, model)) = item.of.model() {
                    tell(model);
                }
                for method in &item.methods {
                    of_call(&method.call, tell);
                }
            }
        }
    }
}

impl BuilderOf {
    fn model(&self) -> Option<(Many, &TypePath)> {
        match self {
            Self::One(model) => Some((Many::One, model)),
            Self::Many(model) => Some((Many::Collection, model)),
            Self::Way => None,
        }
    }
}

fn of_value<'a>(value: &'a Value, tell: &mut impl FnMut(&'a TypePath)) {
    match value {
        Value::Builtin(_) => {}
        Value::Model(path) | Value::Enum(path) => tell(path),
    }
}

fn of_call<'a>(call: &'a Call, tell: &mut impl FnMut(&'a TypePath)) {
    let to = |target: &'a Target| &target.builder;
    match call {
        Call::Verb(_, model) | Call::Count(model) => tell(model),
        Call::Key(_, target)
        | Call::AlternateKey(_, target)
        | Call::Segment { target, .. }
        | Call::Addressed(_, target) => tell(to(target)),
        Call::Stream(_) | Call::Reference(_) => {}
        Call::Operation(operation) => {
            for argument in &operation.positional {
                of_value(&argument.ty.value, tell);
            }
            operation.parameters.iter().for_each(&mut *tell);
            match &operation.returns {
                Returns::Nothing | Returns::Stream => {}
                Returns::Value(value) | Returns::Optional(value) | Returns::Page(value) => {
                    of_value(value, tell);
                }
                Returns::Builder(target) => tell(to(target)),
            }
        }
    }
}

/// Whether rustc warns of both or of none; what it says then is documentation.
fn warns(one: Option<&Deprecated>, other: Option<&Deprecated>) -> bool {
    one.is_some() == other.is_some()
}

fn is_struct(one: &Struct, other: &Struct) -> bool {
    let head = |item: &Struct| (item.name.clone(), item.wire.clone());
    head(one) == head(other)
        && one.bases == other.bases
        && warns(one.deprecated.as_ref(), other.deprecated.as_ref())
        && is_each(&one.fields, &other.fields, is_field)
        && has_navigation(one, other)
}

/// Whether the constants of one struct will do for the other: all of that one's, and of others those only that just lack the type they
/// lead to, which another selection would bring.
fn has_navigation(one: &Struct, other: &Struct) -> bool {
    let by_wire = |all: &'_ [Navigation]| -> HashMap<Arc<str>, usize> {
        let all = all.iter().enumerate();
        all.map(|(at, one)| (Arc::clone(&one.wire), at)).collect()
    };
    let (shown, lacking) = (by_wire(&other.navigation), by_wire(&other.other_navigation));
    let mut met = 0;
    let fits = one.navigation.iter().all(|mine| {
        let theirs = match (shown.get(&mine.wire), lacking.get(&mine.wire)) {
            (Some(at), _) => {
                met += 1;
                &other.navigation[*at]
            }
            (None, Some(at)) => &other.other_navigation[*at],
            (None, None) => return false,
        };
        is_navigation(mine, theirs)
    });
    fits && met == other.navigation.len()
}

fn is_navigation(one: &Navigation, other: &Navigation) -> bool {
    one.constant == other.constant
        && one.target == other.target
        && one.many == other.many
        && one.wire == other.wire
        && warns(one.deprecated.as_ref(), other.deprecated.as_ref())
}

fn is_field(one: &Field, other: &Field) -> bool {
    one.name == other.name
        && one.constant == other.constant
        && one.ty == other.ty
        && one.wire == other.wire
        && one.origin == other.origin
        && one.access == other.access
        && one.secrecy == other.secrecy
        && warns(one.deprecated.as_ref(), other.deprecated.as_ref())
}

fn is_parameters(one: &Parameters, other: &Parameters) -> bool {
    one.name == other.name
        && is_each(&one.fields, &other.fields, |one, other| {
            one.name == other.name && one.ty == other.ty && one.wire == other.wire
        })
}

fn is_enum(one: &Enum, other: &Enum) -> bool {
    let is_member = |one: &Member, other: &Member| {
        one.name == other.name
            && one.wire == other.wire
            && one.number == other.number
            && warns(one.deprecated.as_ref(), other.deprecated.as_ref())
    };
    one.name == other.name
        && one.wire == other.wire
        && one.form == other.form
        && warns(one.deprecated.as_ref(), other.deprecated.as_ref())
        && is_each(&one.members, &other.members, is_member)
}

fn is_builder(one: &Builder, other: &Builder) -> bool {
    let is_method = |one: &Method, other: &Method| {
        one.name == other.name
            && one.docs == other.docs
            && one.deprecated == other.deprecated
            && one.reach == other.reach
            && one.call == other.call
    };
    one.name == other.name
        && one.docs == other.docs
        && one.of == other.of
        && is_each(&one.methods, &other.methods, is_method)
}

/// Whether two lists are of the same length and all pairs fit.
fn is_each<T>(ones: &[T], others: &[T], fits: impl Fn(&T, &T) -> bool) -> bool {
    ones.len() == others.len() && ones.iter().zip(others).all(|(one, other)| fits(one, other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[(&str, &str)]) -> Vec<KnownType> {
        let row = |(name, base): &(&str, &str)| KnownType {
            name: (*name).to_owned(),
            base: (*base).to_owned(),
            gate: Gate::Always,
        };
        rows.iter().map(row).collect()
    }

    #[test]
    fn bases_of_both_versions_are_known() {
        // `c` has a type more above it in the further version, `d` another base altogether.
        let first = table(&[("b", "a"), ("c", "a"), ("d", "a")]);
        let further = table(&[("b", "a"), ("c", "n"), ("d", "z"), ("n", "a"), ("o", "b")]);
        let expected = table(&[("b", "a"), ("c", "n"), ("d", "a"), ("n", "a"), ("o", "b")]);
        assert_eq!(joined(&first, &further), expected);
        // A circle ends too.
        let circle = table(&[("b", "c"), ("c", "b")]);
        assert_eq!(
            joined(&table(&[("b", "a")]), &circle),
            table(&[("b", "a"), ("c", "b")])
        );
    }
}
