//! Limits of a config file, and what exceeds them.

use super::size::UNITS;
use super::{Measured, PartOf, Size};
use crate::error::Error;
use crate::nearest::nearest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// How large a client may become before `check` fails.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct BudgetSettings {
    /// At most so many types.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub types: Option<usize>,
    /// At most so many fields.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields: Option<usize>,
    /// At most so many request builders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub builders: Option<usize>,
    /// At most so many methods of request builders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub methods: Option<usize>,
    /// At most so many lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines: Option<usize>,
    /// Limits of parts, each as a client of its own, by what a budget calls them: the text of an include; without includes a path at the
    /// root, as `/users/**`; where the crate has features, the name of one.
    pub parts: BTreeMap<String, Limits>,
}

/// How large a part may become.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Limits {
    /// At most so many types.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub types: Option<usize>,
    /// At most so many fields.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields: Option<usize>,
    /// At most so many request builders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub builders: Option<usize>,
    /// At most so many methods of request builders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub methods: Option<usize>,
    /// At most so many lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines: Option<usize>,
}

/// A limit that is exceeded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Exceeded {
    /// The part; `None` for the whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// What is counted: `types`, `fields`, `builders`, `methods` or `lines`.
    pub unit: &'static str,
    /// How many there are.
    pub count: usize,
    /// How many there may be.
    pub limit: usize,
    /// The largest parts by that unit, for the whole only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub most_of: Vec<Share>,
}

/// How large a part is by one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Share {
    /// The part.
    pub part: String,
    /// How many a client of this part only has.
    pub count: usize,
    /// How many there would be less without the part.
    pub alone: i64,
}

/// So many parts are named.
const MOST_PARTS: usize = 3;

impl BudgetSettings {
    /// Whether there is any limit.
    #[cfg_attr(not(feature = "cli"), allow(dead_code))]
    pub(crate) fn is_set(&self) -> bool {
        self.whole() != Limits::default() || !self.parts.is_empty()
    }

    fn whole(&self) -> Limits {
        Limits {
            types: self.types,
            fields: self.fields,
            builders: self.builders,
            methods: self.methods,
            lines: self.lines,
        }
    }

    /// Whether parts need to be measured to tell what is exceeded: there are limits of them, or the whole is too large, and
    /// parts have it.
    #[cfg_attr(not(feature = "cli"), allow(dead_code))]
    pub(crate) fn asks_for_parts(&self, total: Size) -> bool {
        !self.parts.is_empty() || self.whole().exceeded(total).next().is_some()
    }

    /// The limits that are exceeded. A limit of what is no part is an error.
    pub(crate) fn exceeded(
        &self,
        total: &Measured,
        parts: &[PartOf],
    ) -> Result<Vec<Exceeded>, Error> {
        let mut exceeded = Vec::new();
        for (at, count, limit) in self.whole().exceeded(total.size) {
            exceeded.push(Exceeded {
                part: None,
                unit: UNITS[at],
                count,
                limit,
                most_of: most_of(parts, at),
            });
        }
        for (name, limits) in &self.parts {
            let Some(part) = parts.iter().find(|part| part.name == *name) else {
                return Err(unknown(name, parts));
            };
            for (at, count, limit) in limits.exceeded(part.own.size) {
                exceeded.push(Exceeded {
                    part: Some(name.clone()),
                    unit: UNITS[at],
                    count,
                    limit,
                    most_of: Vec::new(),
                });
            }
        }
        Ok(exceeded)
    }
}

impl Limits {
    /// What exceeds them: its position in [`UNITS`], how many, and how many there may be.
    fn exceeded(self, size: Size) -> impl Iterator<Item = (usize, usize, usize)> {
        let limits = [
            self.types,
            self.fields,
            self.builders,
            self.methods,
            self.lines,
        ];
        let counts = size.numbers().into_iter().zip(limits).enumerate();
        counts.filter_map(|(at, (count, limit))| {
            let limit = limit.filter(|limit| count > *limit)?;
            Some((at, count, limit))
        })
    }
}

/// The largest parts by one unit, the largest first.
fn most_of(parts: &[PartOf], at: usize) -> Vec<Share> {
    let shares = parts.iter().map(|part| Share {
        part: part.name.clone(),
        count: part.own.size.numbers()[at],
        alone: part.alone.numbers()[at],
    });
    let mut shares: Vec<_> = shares.filter(|share| share.count > 0).collect();
    shares.sort_by_key(|share| std::cmp::Reverse((share.count, share.alone)));
    shares.truncate(MOST_PARTS);
    shares
}

fn unknown(name: &str, parts: &[PartOf]) -> Error {
    let near = nearest(name, parts.iter().map(|part| part.name.as_str()));
    let hint = match near.first() {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            "`--budget` lists the parts that there are: includes, paths at the root, or features"
                .to_owned()
        }
    };
    Error::settings(format!(
        "`budget.parts` in the config file has a limit of `{}`, which is no part of the client; {hint}",
        name.escape_debug()
    ))
}

impl fmt::Display for Exceeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            unit, count, limit, ..
        } = self;
        match &self.part {
            Some(part) => write!(
                f,
                "over budget: `{part}` has {count} {unit} by itself, and may have {limit}"
            )?,
            None => write!(
                f,
                "over budget: the client has {count} {unit}, and may have {limit}"
            )?,
        }
        let shares = self.most_of.iter();
        let shares = shares.map(|share| {
            let Share { part, count, alone } = share;
            let less = match alone {
                ..0 => format!("{} more", alone.unsigned_abs()),
                _ => format!("{alone} less"),
            };
            format!("`{part}` ({count} as a client of its own; without it there would be {less})")
        });
        let shares: Vec<_> = shares.collect();
        if !shares.is_empty() {
            write!(f, "; largest: {}", shares.join(", "))?;
        }
        let key = match &self.part {
            Some(part) => format!("budget.parts.{part:?}"),
            None => "budget".to_owned(),
        };
        write!(
            f,
            "\n  narrow or exclude what is not needed (`explain ITEM` tells why something is there and what it costs), or raise \
             `{unit}` under `[{key}]` in the config file"
        )
    }
}
