//! Why something is part of a selection: for each item the step that brought it first, which is on a shortest chain.

use super::Place;
use super::pattern::Methods;
use crate::model::{EnumId, OperationId, StructuredId};
use std::collections::HashMap;

/// A link of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// A child of the container, by its position in the model.
    Child(usize),
    /// From a collection to one of its members.
    Key,
    /// A navigation property: the declaring type and the position there.
    Navigation(StructuredId, usize),
    /// A structural property as a resource of its own: the declaring type and the position there.
    Resource(StructuredId, usize),
    /// A cast to a derived type.
    Cast(StructuredId),
    /// A call of an operation.
    Operation(OperationId),
    /// What is sent to and read from the place that the path leads to.
    Value(StructuredId),
    /// A property of a type: the declaring type and the position there.
    Property(StructuredId, usize),
    /// The type that another one derives from.
    Base(StructuredId),
    /// A type that derives from another one.
    Derived(StructuredId),
    /// A parameter of an operation, by position.
    Parameter(OperationId, usize),
    /// What an operation returns.
    Return(OperationId),
    /// A pattern that names the type, by position.
    Pattern(usize),
    /// Everything is wanted.
    Everything,
}

/// Something that a selection can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Item {
    /// A structured type.
    Structured(StructuredId),
    /// An enumeration type.
    Enum(EnumId),
    /// A structural property: the declaring type and the position there.
    Property(StructuredId, usize),
    /// A navigation property: the declaring type and the position there.
    Navigation(StructuredId, usize),
    /// An operation.
    Operation(OperationId),
    /// A child of the container, by its position in the model.
    Child(usize),
    /// A request builder.
    Place(Place),
}

/// A step of some chain, by its position among all steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct StepId(u32);

#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub(super) parent: Option<StepId>,
    pub(super) link: Link,
    /// The verbs with which the path up to here is selected.
    pub(super) methods: Methods,
    /// Where the path is then, unless it ends.
    pub(super) place: Option<Place>,
    pub(super) depth: u32,
}

/// The steps that brought the items of a selection.
#[derive(Debug, Default)]
pub struct Reasons {
    steps: Vec<Step>,
    items: HashMap<Item, StepId>,
}

impl Reasons {
    /// Notes a step along a path.
    pub(super) fn step(
        &mut self,
        parent: Option<StepId>,
        link: Link,
        methods: Methods,
        place: Option<Place>,
    ) -> StepId {
        let depth = parent.map_or(0, |one| self.at(one).depth.saturating_add(1));
        // As many steps as there are edges of the model: far fewer than that.
        let id = StepId(u32::try_from(self.steps.len()).unwrap_or(u32::MAX));
        self.steps.push(Step {
            parent,
            link,
            methods,
            place,
            depth,
        });
        id
    }

    /// Notes a step from type to type.
    pub(super) fn need(&mut self, parent: Option<StepId>, link: Link) -> StepId {
        self.step(parent, link, Methods::NONE, None)
    }

    pub(super) fn at(&self, id: StepId) -> &Step {
        &self.steps[id.0 as usize]
    }

    /// Notes what brought an item, unless something brought it before.
    pub(super) fn brought(&mut self, item: Item, by: StepId) {
        self.items.entry(item).or_insert(by);
    }

    pub(super) fn of(&self, item: Item) -> Option<StepId> {
        self.items.get(&item).copied()
    }

    /// All steps.
    pub(super) fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The shortest chain that brings an item, from its beginning; `None` for what is not part of the selection, or only
    /// because everything is.
    pub fn chain(&self, item: Item) -> Option<Vec<Link>> {
        let mut at = self.of(item);
        at?;
        let mut chain = Vec::new();
        while let Some(id) = at {
            let step = self.at(id);
            chain.push(step.link);
            at = step.parent;
        }
        chain.reverse();
        Some(chain)
    }
}
