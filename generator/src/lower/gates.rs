//! With which features of a crate each item is there.
//!
//! A feature stands for a part of the selection, and an item is there with the features whose parts have it: with any of them, so
//! that features only ever add. What every part has is always there; what none has is there with the feature that turns on all.
//! A part alone is closed, everything that an item names being in each part that has the item, and so is any union of parts.

use super::Lowering;
use super::docs::code;
use super::features::{Brings, Feature, FeatureSet, Gate, LONGEST_FEATURE};
use super::items::{
    Addressing, Api, Builder, Call, Documented, Method, Module, Reach, ReferenceVerb, TypePath,
    Verb,
};
use super::names::{Kind, Pins, RESERVED_FEATURES};
use crate::docs::page;
use crate::model::path::Resolution;
use crate::model::{EnumId, Model, OperationId, StructuredId, Type};
use crate::select::{Need, Part, PartOf, Place, Requests, Selection, needs};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The feature that turns on all others.
pub(crate) const FULL: &str = "full";

/// The gates of what a selection has by itself; those of methods follow from lowering.
#[derive(Default)]
pub(super) struct Gates<'g> {
    parts: &'g [Part],
    structured: Vec<Gate>,
    enums: Vec<Gate>,
    children: Vec<Gate>,
    places: HashMap<Place, Gate>,
}

/// The features of parts, with the one that turns on all at the end; none without parts. Where children of the container would have
/// the same name, those that come later are numbered.
pub(super) fn features(model: &Model<'_>, parts: &[Part]) -> Vec<Feature> {
    if parts.is_empty() {
        return Vec::new();
    }
    let mut segments = SegmentNames::new();
    let feature = |part: &Part| match &part.of {
        PartOf::Child(index) => {
            let wire = model.children[*index].name;
            (segments.name(wire), code(&format!("/{wire}/**")))
        }
        PartOf::Named(name, patterns) => {
            let patterns: Vec<_> = patterns.iter().map(|one| code(one)).collect();
            (name.clone(), patterns.join(", "))
        }
    };
    let all = (
        FULL.to_owned(),
        "all of them, and what none of them brings".to_owned(),
    );
    let named = parts.iter().map(feature).chain([all]);
    let named = named.map(|(name, about)| Feature {
        name,
        about,
        brings: Brings::default(),
    });
    named.collect()
}

/// The names of features of children of the container, as they come.
struct SegmentNames {
    taken: HashSet<String>,
    /// The next number of each name that came more than once.
    numbers: HashMap<String, usize>,
}

impl SegmentNames {
    fn new() -> Self {
        Self {
            taken: RESERVED_FEATURES.iter().map(|&one| one.into()).collect(),
            numbers: HashMap::new(),
        }
    }

    fn name(&mut self, wire: &str) -> String {
        let name = Kind::Accessor.rust_name(wire);
        let plain = name.trim_start_matches("r#").trim_matches('_').chars();
        let plain = plain.filter(|one| one.is_ascii_alphanumeric() || *one == '_');
        let mut name: String = plain
            .map(|one| if one == '_' { '-' } else { one })
            .take(LONGEST_FEATURE)
            .collect();
        if !name.starts_with(|one: char| one.is_ascii_alphanumeric()) {
            name = "segment".to_owned();
        }
        let mut free = name.clone();
        while !self.taken.insert(free.clone()) {
            let number = self.numbers.entry(name.clone()).or_insert(1);
            *number += 1;
            let mark = format!("-{number}");
            let kept = name.chars().take(LONGEST_FEATURE - mark.len());
            free = kept.collect::<String>() + &mark;
        }
        free
    }
}

impl<'g> Gates<'g> {
    pub(super) fn find(model: &Model<'_>, selection: &Selection, parts: &'g [Part]) -> Self {
        if parts.is_empty() {
            return Self::default();
        }
        let mut sets = Sets::find(model, selection, parts);
        sets.close(model, selection);
        let gates = |sets: &[FeatureSet]| sets.iter().map(|set| gate(*set, parts)).collect();
        let places = sets.places.iter();
        Self {
            parts,
            structured: gates(&sets.structured),
            enums: gates(&sets.enums),
            children: gates(&sets.children),
            places: places
                .map(|(place, set)| (*place, gate(*set, parts)))
                .collect(),
        }
    }

    fn of(&self, set: FeatureSet) -> Gate {
        gate(set, self.parts)
    }

    pub(super) fn structured(&self, id: StructuredId) -> Gate {
        self.structured.get(id.index()).copied().unwrap_or_default()
    }

    pub(super) fn enumeration(&self, id: EnumId) -> Gate {
        self.enums.get(id.index()).copied().unwrap_or_default()
    }

    pub(super) fn child(&self, index: usize) -> Gate {
        self.children.get(index).copied().unwrap_or_default()
    }

    pub(super) fn place(&self, place: Place) -> Gate {
        self.places.get(&place).copied().unwrap_or_default()
    }

    /// The gate of what is needed where any of these types is there.
    pub(super) fn any_of(&self, types: impl IntoIterator<Item = StructuredId>) -> Gate {
        let gates = types.into_iter().map(|id| self.structured(id));
        let gate = gates.reduce(Gate::or).unwrap_or_default();
        gate.beside_full(self.parts.len())
    }
}

/// The gate of an item that these of the parts have.
fn gate(set: FeatureSet, parts: &[Part]) -> Gate {
    match set.len() {
        0 => {
            let mut full = FeatureSet::EMPTY;
            full.insert(parts.len());
            Gate::With(full)
        }
        // One feature alone is there to be turned off.
        some if some == parts.len() && some > 1 => Gate::Always,
        _ => Gate::With(set),
    }
}

/// The parts that have each item.
struct Sets {
    structured: Vec<FeatureSet>,
    enums: Vec<FeatureSet>,
    children: Vec<FeatureSet>,
    places: HashMap<Place, FeatureSet>,
}

impl Sets {
    fn find(model: &Model<'_>, selection: &Selection, parts: &[Part]) -> Self {
        let places = selection.places.keys();
        let mut sets = Self {
            structured: vec![FeatureSet::EMPTY; model.structured.len()],
            enums: vec![FeatureSet::EMPTY; model.enums.len()],
            children: vec![FeatureSet::EMPTY; model.children.len()],
            places: places.map(|place| (*place, FeatureSet::EMPTY)).collect(),
        };
        for (feature, Part { selection, .. }) in parts.iter().enumerate() {
            let structured = sets.structured.iter_mut().zip(&selection.structured);
            let enums = sets.enums.iter_mut().zip(&selection.enums);
            let types = structured.chain(enums).filter(|(_, wanted)| **wanted);
            types.for_each(|(set, _)| set.insert(feature));
            for index in &selection.children {
                sets.children[*index].insert(feature);
            }
            for place in selection.places.keys() {
                sets.places.entry(*place).or_default().insert(feature);
            }
        }
        sets
    }

    /// Sees to it that a type is there wherever a struct has a field of it, or has it as a base. The parts are closed, but for
    /// structs of which a pattern takes some of the fields: with all features they have those of all parts.
    fn close(&mut self, model: &Model<'_>, selection: &Selection) {
        let mut open: Vec<_> = selection.structured_ids(model).collect();
        while let Some(id) = open.pop() {
            let set = self.structured[id.index()];
            for owner in model.lineage(id) {
                if owner != id && self.widen(Type::Structured(owner), set) {
                    open.push(owner);
                }
                for (index, property) in model[owner].properties.iter().enumerate() {
                    let ty = property.ty.ty;
                    if let Type::Structured(used) = ty
                        && selection.has_property(owner, index)
                        && selection.has(used)
                        && self.widen(ty, set)
                    {
                        open.push(used);
                    } else if let Type::Enum(_) = ty
                        && selection.has_property(owner, index)
                    {
                        self.widen(ty, set);
                    }
                }
            }
        }
    }

    /// Adds features to those of a type; whether that changes anything.
    fn widen(&mut self, ty: Type, by: FeatureSet) -> bool {
        let set = match ty {
            Type::Structured(id) => &mut self.structured[id.index()],
            Type::Enum(id) => &mut self.enums[id.index()],
            Type::Primitive(_) => return false,
        };
        let wider = set.or(by);
        std::mem::replace(set, wider) != wider
    }
}

/// What a method does: the same in every part that has it.
#[derive(PartialEq, Eq, Hash)]
enum Does {
    Verb(Verb),
    Count,
    Key,
    AlternateKey(Vec<Arc<str>>),
    Segment(String),
    Addressed(Addressing),
    Stream(Option<String>),
    Reference(ReferenceVerb),
    Operation(Option<OperationId>),
}

fn does(place: Place, method: &Method) -> (Place, Reach, Does) {
    let does = match &method.call {
        Call::Verb(verb, _) => Does::Verb(*verb),
        Call::Count(_) => Does::Count,
        Call::Key(..) => Does::Key,
        Call::AlternateKey(parts, _) => {
            Does::AlternateKey(parts.iter().map(|(_, wire)| Arc::clone(wire)).collect())
        }
        Call::Segment { segment, .. } => Does::Segment(segment.clone()),
        Call::Addressed(addressing, _) => Does::Addressed(*addressing),
        Call::Stream(segment) => Does::Stream(segment.clone()),
        Call::Reference(verb) => Does::Reference(*verb),
        Call::Operation(_) => Does::Operation(match &method.documented {
            Documented::Operations(group) => group.first().copied(),
            _ => None,
        }),
    };
    (place, method.reach, does)
}

impl Lowering<'_, '_> {
    /// Sets the gates of methods: a method is there with the features whose parts alone would make it.
    pub(super) fn gate_methods(&mut self) {
        let parts = self.gates.parts;
        if parts.is_empty() {
            return;
        }
        let mut known: HashMap<_, FeatureSet> = HashMap::new();
        let mut further: HashMap<Place, Vec<Method>> = HashMap::new();
        for builder in self.modules.values().flat_map(|one| &one.builders) {
            let methods = builder.methods.iter();
            known.extend(methods.map(|one| (does(builder.place, one), FeatureSet::EMPTY)));
        }
        // All is named: what is made again gets the same names, and decides none.
        let named = Pins::new(self.pins.names().clone());
        let (whole, pins) = (self.selection, std::mem::replace(&mut self.pins, named));
        for (feature, part) in parts.iter().enumerate() {
            self.selection = &part.selection;
            for (place, reached) in &part.selection.places {
                for method in self.builder(*place, reached).methods {
                    let does = does(*place, &method);
                    let set = known.entry(does).or_insert_with(|| {
                        // A base's builder has it in the whole, where the part has no such builder.
                        further.entry(*place).or_default().push(method);
                        FeatureSet::EMPTY
                    });
                    set.insert(feature);
                }
            }
        }
        (self.selection, self.pins) = (whole, pins);
        let gates = &self.gates;
        for builder in self.modules.values_mut().flat_map(|one| &mut one.builders) {
            builder
                .methods
                .extend(further.remove(&builder.place).into_iter().flatten());
            for method in &mut builder.methods {
                let set = known.get(&does(builder.place, method));
                let gate = gates.of(set.copied().unwrap_or_default());
                method.gate = match gate.holds_within(&builder.gate) {
                    true => builder.gate,
                    false => gate,
                };
            }
        }
    }
}

/// Sets the gates of what others make: structs of parameters are there with the methods that take them, modules with what is in them.
/// Then says what each feature brings.
pub(super) fn finish(api: &mut Api) {
    let full = api.features.len().saturating_sub(1);
    let mut parameters: HashMap<TypePath, Gate> = HashMap::new();
    let methods = api
        .modules
        .iter()
        .flat_map(|one| &one.builders)
        .flat_map(|one| &one.methods);
    for method in methods.chain(&api.root.methods) {
        if let Call::Operation(operation) = &method.call
            && let Some(path) = &operation.parameters
        {
            let known = parameters.entry(path.clone());
            known
                .and_modify(|gate| *gate = gate.or(method.gate))
                .or_insert(method.gate);
        }
    }
    for module in &mut api.modules {
        for one in &mut module.parameters {
            let path = TypePath {
                module: Arc::clone(&module.name),
                name: Arc::clone(&one.name),
            };
            let gate = parameters.get(&path).copied().unwrap_or_default();
            one.gate = gate.beside_full(full);
        }
        let gate = gates(module).reduce(Gate::or).unwrap_or_default();
        module.gate = gate.beside_full(full);
    }
    for at in 0..api.features.len() {
        let is_full = at == full;
        let brings = brings(api, |gate| is_full || gate.is_open(at));
        api.features[at].brings = brings;
    }
}

/// The gates of all items of a module.
fn gates(module: &Module) -> impl Iterator<Item = Gate> + '_ {
    let structs = module
        .entities
        .iter()
        .chain(&module.complex)
        .map(|one| one.gate);
    let parameters = module.parameters.iter().map(|one| one.gate);
    let enums = module.enums.iter().map(|one| one.gate);
    let builders = module.builders.iter().map(|one| one.gate);
    structs.chain(parameters).chain(enums).chain(builders)
}

fn brings(api: &Api, has: impl Fn(&Gate) -> bool) -> Brings {
    let mut brings = Brings::default();
    for module in &api.modules {
        let structs = module.entities.iter().chain(&module.complex);
        let types = structs
            .map(|one| &one.gate)
            .chain(module.enums.iter().map(|one| &one.gate));
        brings.types += types.filter(|gate| has(gate)).count();
        let builders: Vec<&Builder> = module
            .builders
            .iter()
            .filter(|one| has(&one.gate))
            .collect();
        let methods = builders.iter().flat_map(|one| &one.methods);
        brings.builders += builders.len();
        brings.methods += methods.filter(|one| has(&one.gate)).count();
    }
    brings
}

/// The gates of requests.
pub(super) struct RequestGates<'g, 'm> {
    gates: &'g Gates<'g>,
    requests: Vec<Requests<'g>>,
    known: HashMap<Need, FeatureSet>,
    model: &'g Model<'m>,
}

impl<'g, 'm> RequestGates<'g, 'm> {
    pub(super) fn new(model: &'g Model<'m>, gates: &'g Gates<'g>) -> Self {
        let parts = gates.parts.iter();
        Self {
            gates,
            requests: parts.map(|part| Requests::of(&part.selection)).collect(),
            known: HashMap::new(),
            model,
        }
    }

    /// With which features a request can be made: with each of these gates open, none of which says what another one says.
    pub(super) fn of(&mut self, method: page::Method, resolution: &Resolution) -> Vec<Gate> {
        if self.requests.is_empty() {
            return Vec::new();
        }
        let mut sets: Vec<FeatureSet> = Vec::new();
        for need in needs(self.model, method, resolution) {
            let set = *self.known.entry(need).or_insert_with_key(|need| {
                let mut set = FeatureSet::EMPTY;
                let having = self.requests.iter().enumerate();
                let having = having.filter(|(_, requests)| requests.offers(need));
                having.for_each(|(feature, _)| set.insert(feature));
                set
            });
            sets.push(set);
        }
        if sets.iter().any(FeatureSet::is_empty) {
            return vec![self.gates.of(FeatureSet::EMPTY)];
        }
        sets.sort_by_key(FeatureSet::len);
        let mut kept: Vec<FeatureSet> = Vec::new();
        for set in sets {
            if !kept.iter().any(|one| one.is_within(&set)) {
                kept.push(set);
            }
        }
        let gates = kept.into_iter().map(|set| self.gates.of(set));
        gates.filter(|gate| *gate != Gate::Always).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_segments_are_short_and_distinct() {
        let mut names = SegmentNames::new();
        for (wire, name) in [
            ("users", "users"),
            ("full", "full-2"),
            ("Users", "users-2"),
            ("users_2", "users-2-2"),
            ("USERS", "users-3"),
            ("\u{e9}", "segment"),
        ] {
            assert_eq!(names.name(wire), name);
        }
        let long = "x".repeat(LONGEST_FEATURE + 1);
        let found = [names.name(&long), names.name(&long)];
        assert_eq!(found.each_ref().map(String::len), [LONGEST_FEATURE; 2]);
        assert!(found[1].ends_with("x-2"), "{found:?}");
    }
}
