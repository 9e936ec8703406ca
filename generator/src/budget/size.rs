//! How large generated code is.

use crate::lower::items::Api;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How large generated code is, and, over signed numbers, how much larger than other code.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size<N = usize> {
    /// Entity types, complex types and enumeration types.
    pub types: N,
    /// Fields of the structs of types, inherited ones with each that has them.
    pub fields: N,
    /// Request builders.
    pub builders: N,
    /// Methods of request builders.
    pub methods: N,
    /// Lines.
    pub lines: N,
}

impl Size {
    /// That of a client and its sources.
    pub(crate) fn of(api: &Api, sources: &[(String, String)]) -> Self {
        let mut size = Self {
            lines: sources.iter().map(|(_, text)| text.lines().count()).sum(),
            ..Self::default()
        };
        for module in &api.modules {
            size.types += module.entities.len() + module.complex.len() + module.enums.len();
            let structs = module.entities.iter().chain(&module.complex);
            size.fields += structs.map(|one| one.fields.len()).sum::<usize>();
            size.builders += module.builders.len();
            let methods = module.builders.iter().map(|one| one.methods.len());
            size.methods += methods.sum::<usize>();
        }
        size
    }

    /// How much larger this is than something else.
    pub(crate) fn beyond(self, other: Self) -> Size<i64> {
        let number = |one: usize| i64::try_from(one).unwrap_or(i64::MAX);
        let minus = |one: usize, other: usize| number(one) - number(other);
        Size {
            types: minus(self.types, other.types),
            fields: minus(self.fields, other.fields),
            builders: minus(self.builders, other.builders),
            methods: minus(self.methods, other.methods),
            lines: minus(self.lines, other.lines),
        }
    }
}

impl<N: Copy> Size<N> {
    /// The numbers, in the order of [`UNITS`].
    pub(crate) fn numbers(self) -> [N; UNITS.len()] {
        [
            self.types,
            self.fields,
            self.builders,
            self.methods,
            self.lines,
        ]
    }
}

/// What is counted, as limits and columns are called.
pub(crate) const UNITS: [&str; 5] = ["types", "fields", "builders", "methods", "lines"];

impl<N: Copy + fmt::Display> fmt::Display for Size<N> {
    /// `5 types, 1 builder and so on`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = self.numbers().map(|number| number.to_string());
        let counts = counts.iter().zip(UNITS).map(|(number, unit)| {
            let unit = match number.as_str() {
                "1" | "-1" => unit.trim_end_matches('s'),
                _ => unit,
            };
            format!("{number} {unit}")
        });
        write!(f, "{}", counts.collect::<Vec<_>>().join(", "))
    }
}
