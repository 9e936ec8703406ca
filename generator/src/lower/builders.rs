//! Request builders: one per structured type and cardinality.

use super::docs::{code, deprecated};
use super::features::Gate;
use super::items::{
    Addressing, Builder, BuilderOf, Call, Docs, Documented, Method, Reach, Target, TargetReach,
};
use super::names::{Kind as NameKind, Scope, Wanted};
use super::verbs::{http_method, simple, verbs};
use super::{Lowering, held};
use crate::csdl::Cardinality;
use crate::docs::page;
use crate::model::{ChildKind, Member, OperationId, StructuredId};
use crate::select::{Along, Place, Reached};

/// Methods of the runtime and of every builder, sorted: what the metadata calls so is named with a
/// describing word.
pub(super) const RESERVED_METHODS: &[&str] = &[
    "add_ref",
    "cast",
    "client",
    "clone",
    "count",
    "create",
    "delete",
    "from_node",
    "get",
    "get_as",
    "get_ref",
    "id",
    "into_node",
    "item_with_path",
    "list",
    "list_as",
    "list_refs",
    "media",
    "narrow",
    "path",
    "property",
    "remove_ref",
    "replace",
    "route",
    "set_ref",
    "update",
];

/// Methods of the client struct, sorted.
const RESERVED_ROOT: &[&str] = &["client", "clone", "new", "request", "with_client"];

/// Where items can be addressed by something that the metadata does not know.
const ADDRESSING: &[(&str, Cardinality, &str, Addressing)] = &[
    (
        "driveItem",
        Cardinality::One,
        "item_with_path",
        Addressing::ItemPath,
    ),
    ("site", Cardinality::Many, "by_path", Addressing::SitePath),
    (
        "sharedDriveItem",
        Cardinality::Many,
        "by_url",
        Addressing::SharingUrl,
    ),
];

impl<'a> Lowering<'_, 'a> {
    /// Makes all builders; answers the methods of the root.
    pub(super) fn builders(&mut self) -> Vec<Method> {
        let selection = self.selection;
        for (place, reached) in &selection.places {
            let builder = self.builder(*place, reached);
            let namespace = self.model[place.ty].namespace;
            self.module(namespace).builders.push(builder);
        }
        self.root_methods()
    }

    fn root_methods(&mut self) -> Vec<Method> {
        let model = self.model;
        let mut scope = Scope::with_reserved(RESERVED_ROOT);
        scope.hold(&held::children(model, &self.pins));
        let mut methods = Vec::new();
        for index in &self.selection.children {
            let child = &model.children[*index];
            let (ty, cardinality) = match child.kind {
                ChildKind::EntitySet(ty) => (ty, Cardinality::Many),
                ChildKind::Singleton(ty) => (ty, Cardinality::One),
                ChildKind::OperationImport(id) => {
                    let method = self.import_method(child.name, id, &mut scope);
                    methods.push(Method {
                        gate: self.gates.child(*index),
                        ..method
                    });
                    continue;
                }
            };
            let wanted = Wanted {
                path: child.name,
                wire: child.name,
            };
            self.accessors.note(child.name.to_owned());
            methods.push(Method {
                name: self.pins.assign_one(&mut scope, NameKind::Accessor, wanted),
                docs: self.described(&child.facts, None, || {
                    format!("{}.", code(&format!("/{}", child.name)))
                }),
                deprecated: deprecated(&child.facts),
                reach: Reach::Any,
                call: Call::Segment {
                    segment: child.name.to_owned(),
                    target: Target {
                        builder: self.types.builder(Place { ty, cardinality }),
                        reach: TargetReach::Owned,
                    },
                    required_query: Vec::new(),
                },
                documented: Documented::Nothing,
                gate: self.gates.child(*index),
            });
        }
        methods
    }

    pub(super) fn builder(&mut self, place: Place, reached: &Reached) -> Builder {
        let model = self.model;
        let ty = &model[place.ty];
        let mut scope = match place.cardinality {
            Cardinality::One => self.accessor_scope(place.ty),
            Cardinality::Many => Scope::with_reserved(RESERVED_METHODS),
        };
        scope.hold(&held::operations(model, &self.pins, place));
        let of = match (self.selected(place.ty), place.cardinality) {
            (Some(path), Cardinality::One) => BuilderOf::One(path),
            (Some(path), Cardinality::Many) => BuilderOf::Many(path),
            (None, _) => BuilderOf::Way,
        };
        let addressed = self.addressed_methods(place);
        for method in &addressed {
            scope.reserve(&method.name);
        }
        let mut methods = Vec::new();
        if let (true, Some(path)) = (reached.whole, self.selected(place.ty)) {
            let mut own = verbs(place, reached, ty.kind, ty.name, &path);
            for method in &mut own {
                if let Call::Verb(verb, _) = &method.call {
                    method.documented = Documented::Verb(place, http_method(*verb));
                }
            }
            methods.extend(own);
        }
        match place.cardinality {
            Cardinality::Many => self.many_methods(place, reached, &mut scope, &mut methods),
            Cardinality::One => self.one_methods(place, reached, &mut methods),
        }
        let offered = self.offered_by_bases(place, reached);
        let own = |id: &OperationId| !offered.is_some_and(|base| self.callable_on(base, *id));
        let wanted: Vec<_> = reached.operations.iter().copied().filter(own).collect();
        methods.extend(self.operation_methods(place, wanted, &mut scope));
        methods.extend(addressed);
        Builder {
            name: self.types.builder(place).name,
            docs: self.builder_docs(place, &of),
            of,
            methods,
            place,
            gate: self.gates.place(place),
            model_gate: self.gates.structured(place.ty),
        }
    }

    fn builder_docs(&self, place: Place, of: &BuilderOf) -> Docs {
        let what = match of {
            BuilderOf::One(path) | BuilderOf::Many(path) => format!("[`{}`]", path.name),
            BuilderOf::Way => code(&self.model.qualified(place.ty)),
        };
        let line = match place.cardinality {
            Cardinality::One => format!("Requests to one {what}."),
            Cardinality::Many => format!("Requests to a collection of {what}."),
        };
        Docs::line(line)
    }

    /// For a builder that only a cast leads to: the nearest base whose builder offers the rest.
    fn offered_by_bases(&self, place: Place, reached: &Reached) -> Option<StructuredId> {
        let mut bases = self.model.bases(place.ty).filter(|_| reached.by_cast);
        bases.find(|ty| {
            let places = &self.selection.places;
            let base = places.get(&Place { ty: *ty, ..place });
            // One that only a cast leads to does not lie on the way.
            base.is_some_and(|base| !base.by_cast)
        })
    }

    /// Whether an operation is bound to a type or one of its bases.
    fn callable_on(&self, ty: StructuredId, id: OperationId) -> bool {
        match self.model[id].binding.map(|binding| binding.ty) {
            Some(crate::model::Type::Structured(bound)) => self.model.is_a(ty, bound),
            _ => false,
        }
    }

    fn one_methods(&mut self, place: Place, reached: &Reached, methods: &mut Vec<Method>) {
        let model = self.model;
        let documentation = &model.documentation;
        let offered = self.offered_by_bases(place, reached);
        let inherited = |owner: StructuredId| offered.is_some_and(|base| model.is_a(base, owner));
        for (owner, index) in &reached.navigation {
            if !inherited(*owner) {
                methods.push(self.navigation_method(*owner, *index));
            }
        }
        for (owner, index) in &reached.properties {
            let property = &model[*owner].properties[*index];
            let crate::model::Type::Structured(ty) = property.ty.ty else {
                continue;
            };
            if inherited(*owner) {
                continue;
            }
            let target = Target {
                builder: self.types.builder(Place {
                    ty,
                    cardinality: Cardinality::One,
                }),
                reach: TargetReach::Owned,
            };
            let prose = documentation.properties.get(&(*owner, *index));
            let docs = self.described(&property.facts, prose, || {
                format!("The property {} as a resource.", code(property.name))
            });
            let name = self.accessor(*owner, property.name);
            methods.push(Method {
                name,
                docs,
                deprecated: deprecated(&property.facts),
                reach: Reach::Any,
                call: Call::Segment {
                    segment: property.name.to_owned(),
                    target,
                    required_query: Vec::new(),
                },
                documented: Documented::Member(Member::Structural(*owner, *index)),
                gate: Gate::Always,
            });
        }
        let content = [page::Method::Get, page::Method::Put];
        if !content.iter().any(|one| reached.methods.has(*one)) {
            return;
        }
        for owner in model.lineage(place.ty) {
            if inherited(owner) {
                continue;
            }
            let streams = model[owner].properties.iter().enumerate();
            let streams = streams.filter(|(_, one)| one.ty.ty.is_stream());
            for (index, property) in streams {
                if !self.selection.has_property(owner, index) {
                    continue;
                }
                let prose = documentation.properties.get(&(owner, index));
                let docs = self.described(&property.facts, prose, || {
                    format!("The stream property {}.", code(property.name))
                });
                let name = self.accessor(owner, property.name);
                methods.push(Method {
                    name,
                    docs,
                    deprecated: deprecated(&property.facts),
                    reach: Reach::Any,
                    call: Call::Stream(Some(property.name.to_owned())),
                    documented: Documented::Member(Member::Structural(owner, index)),
                    gate: Gate::Always,
                });
            }
        }
        if model.has_stream(place.ty) && offered.is_none_or(|base| !model.has_stream(base)) {
            let docs = "The media stream, at `$value`.";
            methods.push(simple("media", docs, Reach::Any, Call::Stream(None)));
        }
    }

    fn navigation_method(&mut self, owner: StructuredId, index: usize) -> Method {
        let model = self.model;
        let property = &model[owner].navigation[index];
        let place = Place {
            ty: property.target,
            cardinality: property.ty.cardinality,
        };
        let reach = match Along::of(model, owner, index) {
            Along::Contained => TargetReach::Owned,
            Along::Referenced => TargetReach::Referenced,
            Along::Granted => TargetReach::Granted,
        };
        let prose = model.documentation.navigation.get(&(owner, index));
        let mut docs = self.described(&property.facts, prose, || {
            format!("The navigation property {}.", code(property.name))
        });
        if !property.required_query.is_empty() {
            let options: Vec<_> = property
                .required_query
                .iter()
                .map(|one| code(one))
                .collect();
            docs.paragraph(format!("The service insists on {}.", options.join(" and ")));
        }
        let required_query = property
            .required_query
            .iter()
            .map(|option| (NameKind::Parameter.rust_name(option).into(), *option))
            .collect();
        Method {
            name: self.accessor(owner, property.name),
            docs,
            deprecated: deprecated(&property.facts),
            reach: Reach::Any,
            call: Call::Segment {
                segment: property.name.to_owned(),
                target: Target {
                    builder: self.types.builder(place),
                    reach,
                },
                required_query,
            },
            documented: Documented::Member(Member::Navigation(owner, index)),
            gate: Gate::Always,
        }
    }

    /// The methods for what the metadata does not know.
    fn addressed_methods(&self, place: Place) -> Vec<Method> {
        let name = self.model[place.ty].name;
        let at_place = ADDRESSING.iter().filter(|(ty, cardinality, ..)| {
            let is_graph = || self.model.qualified(place.ty) == format!("microsoft.graph.{ty}");
            name == *ty && *cardinality == place.cardinality && is_graph()
        });
        at_place
            .filter_map(|(_, _, method, addressing)| self.addressed(place, method, *addressing))
            .collect()
    }

    fn addressed(&self, place: Place, name: &str, addressing: Addressing) -> Option<Method> {
        let one = Place {
            cardinality: Cardinality::One,
            ..place
        };
        self.selection.places.get(&one)?;
        let target = Target {
            builder: self.types.builder(one),
            reach: TargetReach::Owned,
        };
        let docs = match addressing {
            Addressing::ItemPath => "The item at a path below this one, as in `a/b.txt`.",
            Addressing::SitePath => {
                "The site with this host name and server-relative path, as in `teams/hr`."
            }
            Addressing::SharingUrl => "The item that a sharing URL leads to.",
        };
        Some(simple(
            name,
            docs,
            Reach::Any,
            Call::Addressed(addressing, target),
        ))
    }
}
