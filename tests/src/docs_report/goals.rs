//! What is to be reached. The shares are what the survey of the reference found possible, measured with other programs; the counts are
//! what it counted.

/// What a measure should reach.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Goal {
    /// All of the total.
    All,
    /// None at all.
    None,
    /// At least this share of the total, in percent.
    Percent(f64),
    /// Exactly this count.
    Exactly(usize),
    /// Nothing: it is there to be seen.
    Shown,
}

impl Goal {
    /// Whether a count out of a total reaches it.
    pub fn is_reached(self, count: usize, total: usize) -> bool {
        match self {
            Self::All => count == total,
            Self::None => count == 0,
            Self::Percent(share) => percent(count, total) >= share,
            Self::Exactly(expected) => count == expected,
            Self::Shown => true,
        }
    }
}

/// A share, in percent.
#[allow(
    clippy::cast_precision_loss,
    reason = "counts of pages and lines are small"
)]
pub fn percent(count: usize, total: usize) -> f64 {
    if total == 0 {
        return 100.0;
    }
    count as f64 * 100.0 / total as f64
}

/// The goals of one set of pages.
#[derive(Debug, Clone, Copy)]
pub struct Goals {
    /// Pages whose kind is right.
    pub kinds: Goal,
    /// Request lines in sections of templates.
    pub templates: Goal,
    /// Templates that resolve.
    pub resolved: Goal,
    /// Operation pages whose permissions are read.
    pub permissions: Goal,
    /// Blocks of JSON that are read.
    pub json: Goal,
    /// Answers that fit their type.
    pub fit: Goal,
    /// The same of Intune's pages, which are written by a program.
    pub fit_intune: Goal,
    /// Answers with one entity in `value`.
    pub wrapped: Goal,
    /// Rows of property tables whose name is right.
    pub names: Goal,
    /// Rows of property tables whose type is right.
    pub types: Goal,
}

/// English pages of 16 July 2021 with the metadata of 20 July 2021.
const EN_2021: Goals = Goals {
    kinds: Goal::Percent(99.5),
    templates: Goal::Exactly(3747),
    resolved: Goal::Percent(97.4),
    permissions: Goal::Percent(99.5),
    json: Goal::Percent(99.9),
    fit: Goal::Percent(85.0),
    fit_intune: Goal::Percent(90.0),
    wrapped: Goal::Exactly(205),
    names: Goal::Percent(99.4),
    types: Goal::Percent(98.0),
};

/// German pages of 17 September 2018 with the metadata of 14 September 2018. Names and types of their tables are translated.
const DE_2018: Goals = Goals {
    kinds: Goal::Percent(99.5),
    templates: Goal::Exactly(2497),
    resolved: Goal::Percent(95.6),
    permissions: Goal::Percent(99.5),
    json: Goal::Percent(99.9),
    fit: Goal::Percent(88.0),
    fit_intune: Goal::Percent(95.0),
    wrapped: Goal::Exactly(160),
    names: Goal::Shown,
    types: Goal::Shown,
};

/// Pages that this repository carries are damaged on purpose: nothing is expected of them but that they are read.
const OWN: Goals = Goals {
    kinds: Goal::Shown,
    templates: Goal::Shown,
    resolved: Goal::Shown,
    permissions: Goal::Shown,
    json: Goal::Shown,
    fit: Goal::Shown,
    fit_intune: Goal::Shown,
    wrapped: Goal::Shown,
    names: Goal::Shown,
    types: Goal::Shown,
};

impl Goals {
    /// The goals of a set of pages, by its name.
    pub fn of(reference: &str) -> Self {
        match reference {
            "en-2021" => EN_2021,
            "de-2018" => DE_2018,
            _ => OWN,
        }
    }
}
