//! Third pass: cuts inheritance cycles, lists subtypes, finds properties declared twice.

use super::Linker;
use crate::model::StructuredId;
use std::collections::HashSet;

impl Linker<'_, '_> {
    pub(super) fn inherit(&mut self) {
        self.cut_cycles();
        let model = &mut self.model;
        model.derived = vec![Vec::new(); model.structured.len()];
        for id in model.structured_ids() {
            if let Some(base) = model[id].base {
                model.derived[base.index()].push(id);
            }
        }
        self.drop_redefined();
    }

    fn cut_cycles(&mut self) {
        let count = self.model.structured.len();
        // 0: not seen; a walk's own number: on this walk; `done`: leads to a root.
        let done = count + 1;
        let mut state = vec![0; count];
        for start in 0..count {
            let mut walk = Vec::new();
            let mut at = Some(StructuredId::new(start));
            while let Some(id) = at {
                match state[id.index()] {
                    0 => {
                        state[id.index()] = start + 1;
                        walk.push(id);
                        at = self.model[id].base;
                    }
                    seen if seen == start + 1 => {
                        self.cut(id);
                        break;
                    }
                    _ => break,
                }
            }
            for id in walk {
                state[id.index()] = done;
            }
        }
    }

    fn cut(&mut self, id: StructuredId) {
        let ty = &mut self.model.structured[id.index()];
        ty.base = None;
        self.diagnostics
            .error(
                "inheritance-cycle",
                format!(
                    "`{}` is its own base type, by way of the types it derives from",
                    ty.name
                ),
                ty.span,
            )
            .help("a chain of BaseType attributes must end at a type without one");
    }

    /// A name may stand once in a type and its bases: a struct has it once.
    fn drop_redefined(&mut self) {
        for id in self.model.structured_ids() {
            let mut inherited = HashSet::new();
            for base in self.model.bases(id) {
                inherited.extend(self.model[base].properties.iter().map(|one| one.name));
                inherited.extend(self.model[base].navigation.iter().map(|one| one.name));
            }
            let mut own = HashSet::new();
            let mut twice = Vec::new();
            let mut again = Vec::new();
            let ty = &mut self.model.structured[id.index()];
            let mut keep = |name, span| {
                if inherited.contains(name) {
                    again.push((name, span));
                    return false;
                }
                let first = own.insert(name);
                if !first {
                    twice.push((name, span));
                }
                first
            };
            ty.properties.retain(|one| keep(one.name, one.span));
            ty.navigation.retain(|one| keep(one.name, one.span));
            let owner = ty.name;
            for (name, span) in twice {
                self.diagnostics.error(
                    "duplicate-property",
                    format!("`{owner}` declares `{name}` a second time"),
                    span,
                );
            }
            for (name, span) in again {
                self.diagnostics.warning(
                    "redefined-property",
                    format!("`{owner}` declares `{name}` again, which a base type has; the base's counts"),
                    span,
                );
            }
        }
    }
}
