//! The description of a model with its index over property names, made on first use.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU16, Ordering};

use crate::cast::TypeTable;
use crate::codec::push_string;

/// Marks of a property, as bits.
pub mod marks {
    /// Computed by the service: a request body must not carry it (`Core.Computed`, `Core.Permissions/Read`).
    #[allow(non_upper_case_globals)]
    pub const read_only: u8 = 1;
    /// Settable on creation only (`Core.Immutable`).
    #[allow(non_upper_case_globals)]
    pub const create_only: u8 = 2;
    /// Never shown by `Debug` or in an error.
    #[allow(non_upper_case_globals)]
    pub const secret: u8 = 4;
}

/// Wire name and [`marks`] of a property.
pub type Row = (&'static str, u8);

/// Description of a model.
pub struct Shape {
    name: &'static str,
    types: &'static TypeTable,
    index: Index,
}

/// Where a model's shape stands once it was asked for.
// A reference: where nothing is dropped, rustc has less to check of each `static`.
pub struct ShapeCell(OnceLock<&'static Shape>);

impl ShapeCell {
    /// Nothing was asked for yet. A constant: a call would be evaluated for each `static`.
    #[allow(clippy::declare_interior_mutable_const)]
    pub const EMPTY: Self = Self(OnceLock::new());

    /// The shape, which is made of the rest on first use: rustc checks an argument for a fraction of what a part of a `static` costs.
    ///
    /// `properties` are all of them in slot order, each with a NUL behind it; `marks` are those of slots that have some, by slot.
    #[inline]
    pub fn shape(
        &'static self,
        name: &'static str,
        properties: &'static str,
        marks: &[(usize, u8)],
        types: &'static TypeTable,
    ) -> &'static Shape {
        self.0.get_or_init(|| {
            Box::leak(Box::new(Shape {
                name,
                types,
                index: Index::new(properties, marks),
            }))
        })
    }
}

impl Shape {
    /// Qualified type name, as in `microsoft.graph.user`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The types known to the crate that declares this one.
    #[must_use]
    pub const fn types(&self) -> &'static TypeTable {
        self.types
    }

    /// Every property, the base's first.
    #[must_use]
    pub fn properties(&self) -> &[Row] {
        &self.index.rows
    }

    /// The position of the slot that keeps the undeclared members.
    #[must_use]
    pub fn additional(&self) -> usize {
        self.properties().len()
    }

    /// The slot of the property with this wire name.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.index.position(name)
    }

    pub(crate) fn index(&self) -> &Index {
        &self.index
    }
}

impl std::fmt::Debug for Shape {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shape")
            .field("name", &self.name)
            .field("properties", &self.properties())
            .finish_non_exhaustive()
    }
}

/// Flattened rows and a hash table from wire name to position (open addressing, at most half full).
pub(crate) struct Index {
    pub(crate) rows: Box<[Row]>,
    /// By position: the name as JSON text, with the colon behind it.
    quoted: Box<[Box<str>]>,
    /// By a member's position plus one: the position of the member that came behind it last. Only a guess, so threads may race.
    followers: Box<[AtomicU16]>,
    declares_annotations: bool,
    table: Box<[u16]>,
}

const VACANT: u16 = u16::MAX;

impl Index {
    #[cold]
    fn new(properties: &'static str, marks: &[(usize, u8)]) -> Self {
        let names = properties.split_terminator('\0');
        let mut rows: Vec<Row> = names.map(|name| (name, 0)).collect();
        for (slot, mark) in marks {
            if let Some((_, marks)) = rows.get_mut(*slot) {
                *marks |= mark;
            }
        }
        // A table of positions in u16 with one value reserved; no type comes near (the largest of Graph has some 200).
        rows.truncate(usize::from(VACANT));
        let mut table = vec![VACANT; (rows.len() * 2 + 1).next_power_of_two()];
        for (position, (name, _)) in (0..VACANT).zip(&rows) {
            let mut bucket = hash(name) & (table.len() - 1);
            while table[bucket] != VACANT {
                bucket = (bucket + 1) & (table.len() - 1);
            }
            table[bucket] = position;
        }
        Self {
            followers: (0..=rows.len())
                .map(|at| AtomicU16::new(at as u16))
                .collect(),
            quoted: rows
                .iter()
                .map(|(name, _)| {
                    let mut text = String::new();
                    push_string(&mut text, name);
                    text.push(':');
                    text.into()
                })
                .collect(),
            declares_annotations: rows.iter().any(|row| row.0.starts_with('@')),
            rows: rows.into(),
            table: table.into(),
        }
    }

    pub(crate) fn quoted(&self) -> &[Box<str>] {
        &self.quoted
    }

    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        if name.starts_with('@') && !self.declares_annotations {
            return None;
        }
        let mut bucket = hash(name) & (self.table.len() - 1);
        loop {
            let position = usize::from(*self.table.get(bucket)?);
            // A vacant bucket is no valid position, so `get` answers `None`.
            if same(self.rows.get(position)?.0, name) {
                return Some(position);
            }
            bucket = (bucket + 1) & (self.table.len() - 1);
        }
    }

    /// Like [`position`](Self::position), but first tries what followed the same member (`after`: its position plus one, 0 at the start)
    /// the last time: a service writes all objects of a page alike, and seldom in declared order.
    #[inline]
    pub(crate) fn position_after(&self, name: &str, after: usize) -> Option<usize> {
        let follower = self.followers.get(after)?;
        let guess = usize::from(follower.load(Ordering::Relaxed));
        if self.rows.get(guess).is_some_and(|row| same(row.0, name)) {
            return Some(guess);
        }
        let position = self.position(name)?;
        if let Ok(position) = u16::try_from(position) {
            follower.store(position, Ordering::Relaxed);
        }
        Some(position)
    }
}

/// Whether two names are the same. Most are short enough to be compared by words from both ends, without a call.
#[inline]
fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    one.len() == other.len()
        && match one.len() {
            4..=8 => ends_equal::<4>(one, other),
            9..=16 => ends_equal::<8>(one, other),
            17..=32 => ends_equal::<16>(one, other),
            _ => one == other,
        }
}

fn ends_equal<const N: usize>(one: &[u8], other: &[u8]) -> bool {
    one.first_chunk::<N>() == other.first_chunk::<N>()
        && one.last_chunk::<N>() == other.last_chunk::<N>()
}

/// Length, first and last eight bytes: enough to tell the names of one type apart, and no walk over the text.
fn hash(name: &str) -> usize {
    let bytes = name.as_bytes();
    let (head, tail) = match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        (Some(head), Some(tail)) => (u64::from_le_bytes(*head), u64::from_le_bytes(*tail)),
        _ => (
            bytes
                .iter()
                .fold(0, |word, byte| word << 8 | u64::from(*byte)),
            0,
        ),
    };
    let mixed =
        (head ^ tail.rotate_left(29) ^ bytes.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 40) as usize
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn names_of_every_length_are_told_apart_at_every_byte() {
        for length in 0..70 {
            let name: String = ('a'..='z').cycle().take(length).collect();
            assert!(same(&name, &name.clone()), "{name}");
            assert!(!same(&name, &format!("{name}x")), "{name}");
            for at in 0..length {
                let mut other = name.clone();
                other.replace_range(at..=at, "_");
                assert!(!same(&name, &other), "{other}");
            }
        }
    }
}
