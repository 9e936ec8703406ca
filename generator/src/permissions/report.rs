//! What permissions many requests need together, for people and programs.

use super::needs::{Alternatives, Need, need, unstated};
use super::{Context, cover};
use crate::docs::page::{FrontMatter, Method};
use crate::model::path::Resolver;
use crate::model::{Model, RequestFacts};
use crate::select::{Item, Reached, Requests, Selection, path, place};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt;

/// At most so many requests are shown to people where one would do; programs see all.
const MOST_SHOWN: usize = 4;

/// The permissions that some requests need.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report<'p> {
    /// For each context the permissions that are enough.
    pub contexts: Vec<Enough<'p>>,
    /// The documented requests, sorted.
    pub requests: Vec<Requirement<'p>>,
    /// Requests of which no page speaks.
    pub undocumented: Vec<Unknown>,
    /// When the pages were written.
    pub dates: Dates,
}

/// The permissions that are enough in a context.
#[derive(Debug, Clone, Serialize)]
pub struct Enough<'p> {
    /// Who asks.
    pub context: Context,
    /// The permissions, sorted.
    pub permissions: Vec<Forced<'p>>,
    /// How many fewer might do, at most; 0 where it is certain that fewer will not.
    pub excess: usize,
    /// The requests that cannot be had in this context.
    pub unsupported: Vec<String>,
    /// The requests whose permissions depend on what exactly is asked for: [`Report::requests`] has the cases.
    pub depends: Vec<String>,
    /// The requests whose pages do not say.
    pub unknown: Vec<String>,
}

/// A permission, and what forces it.
#[derive(Debug, Clone, Serialize)]
pub struct Forced<'p> {
    /// The permission.
    pub permission: &'p str,
    /// The requests that could not be made without it.
    pub forced_by: Vec<String>,
}

/// What a request needs.
#[derive(Debug, Clone, Serialize)]
pub struct Requirement<'p> {
    /// Verb and route.
    pub request: String,
    /// The page's name.
    pub page: &'p str,
    /// When it was written, as it says: ISO 8601.
    pub date: Option<String>,
    /// For each context, in their order, what is needed.
    pub needs: Vec<Needed<'p>>,
    /// What is needed where the page does not say in which context.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unstated: Option<Stated<'p>>,
}

/// What is needed in a context.
#[derive(Debug, Clone, Serialize)]
pub struct Needed<'p> {
    /// Who asks.
    pub context: Context,
    /// What is needed.
    #[serde(flatten)]
    pub stated: Stated<'p>,
}

/// What a page states of a context.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Stated<'p> {
    /// Nothing.
    Unknown,
    /// That it cannot be had.
    Unsupported,
    /// Alternatives, the least privileged first; those of each are needed together.
    OneOf {
        /// The alternatives.
        alternatives: Alternatives<'p>,
    },
    /// Alternatives that depend on what exactly is asked for.
    Cases {
        /// The cases.
        cases: Vec<StatedCase<'p>>,
    },
}

/// A case that a page tells apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatedCase<'p> {
    /// What the page calls it: Markdown.
    pub case: &'p str,
    /// The alternatives; none where it cannot be had.
    pub alternatives: Alternatives<'p>,
}

/// A request that no page documents.
#[derive(Debug, Clone, Serialize)]
pub struct Unknown {
    /// The request.
    pub request: String,
    /// Why nothing is known of it.
    pub reason: String,
}

/// When pages were written, by the entry `ms.date` at their top.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Dates {
    /// The oldest, ISO 8601.
    pub oldest: Option<String>,
    /// The newest, ISO 8601.
    pub newest: Option<String>,
    /// How many pages have no date.
    pub undated_pages: usize,
}

/// A documented request.
type Documented<'m, 'a> = (&'m str, Method, &'m RequestFacts<'a>);

impl<'p> Report<'p> {
    /// Of all that a selection can make.
    pub fn of_selection(model: &'p Model<'_>, selection: &Selection) -> Self {
        let wanted = Requests::of(selection);
        let all = model.documentation.requests.iter();
        let made = all.filter(|((_, method), facts)| wanted.has(model, *method, &facts.resolution));
        let made: Vec<_> = made
            .map(|((route, method), facts)| (route.as_str(), *method, facts))
            .collect();
        let undocumented = undocumented(model, selection, &made);
        Self::of(made, undocumented)
    }

    /// Of request lines: verb and target each.
    pub fn of_lines<'l>(
        model: &'p Model<'_>,
        lines: impl IntoIterator<Item = (Option<Method>, &'l str, &'l str)>,
    ) -> Self {
        let resolver = Resolver::new(model);
        let mut made = BTreeSet::new();
        let mut undocumented = Vec::new();
        for (method, verb, target) in lines {
            let mut unknown = |reason: String| {
                let request = format!("{verb} {target}");
                undocumented.push(Unknown { request, reason });
            };
            let Some(method) = method else {
                unknown(format!("`{verb}` is no verb of the API"));
                continue;
            };
            match resolver.resolve(method, target) {
                Err(miss) => unknown(miss.message),
                Ok(resolution) => {
                    let key = (resolution.route(model), method);
                    match model.documentation.requests.get_key_value(&key) {
                        Some((key, _)) => {
                            made.insert(key);
                        }
                        None => unknown("no page documents it".to_owned()),
                    }
                }
            }
        }
        let made = made.into_iter().filter_map(|key| {
            let facts = model.documentation.requests.get(key)?;
            Some((key.0.as_str(), key.1, facts))
        });
        Self::of(made.collect(), undocumented)
    }

    fn of(made: Vec<Documented<'p, '_>>, undocumented: Vec<Unknown>) -> Self {
        let names: Vec<_> = made
            .iter()
            .map(|(route, method, _)| name(*method, route))
            .collect();
        let tables: Vec<_> = made
            .iter()
            .map(|(_, _, facts)| facts.page.permissions)
            .collect();
        let enough = |context: Context| {
            let needs = tables.iter().map(|table| match table {
                Some(table) => need(table, context),
                None => Need::Unknown,
            });
            enough(context, &needs.collect::<Vec<_>>(), &names)
        };
        let contexts = Context::ALL.map(enough).into();
        let requests = made
            .iter()
            .zip(&names)
            .zip(&tables)
            .map(|((made, name), table)| {
                let page = &made.2.page;
                let stated = |context: Context| Needed {
                    context,
                    stated: table.map_or(Stated::Unknown, |table| need(table, context).into()),
                };
                let unstated = table.map(unstated).filter(|one| *one != Need::Unknown);
                Requirement {
                    request: name.clone(),
                    page: &page.key.0,
                    date: page.front.iter().find_map(|front| date(front)),
                    needs: Context::ALL.map(stated).into(),
                    unstated: unstated.map(Stated::from),
                }
            });
        let requests: Vec<_> = requests.collect();
        let pages: BTreeSet<_> = requests.iter().map(|one| (one.page, &one.date)).collect();
        let dated = || pages.iter().filter_map(|(_, date)| date.as_ref());
        let dates = Dates {
            oldest: dated().min().cloned(),
            newest: dated().max().cloned(),
            undated_pages: pages.len() - dated().count(),
        };
        Self {
            contexts,
            requests,
            undocumented,
            dates,
        }
    }
}

impl<'p> From<Need<'p>> for Stated<'p> {
    fn from(need: Need<'p>) -> Self {
        match need {
            Need::Unknown => Self::Unknown,
            Need::Unsupported => Self::Unsupported,
            Need::OneOf(alternatives) => Self::OneOf { alternatives },
            Need::Cases(cases) => {
                let cases = cases.into_iter().map(|case| StatedCase {
                    case: case.name,
                    alternatives: case.alternatives,
                });
                Self::Cases {
                    cases: cases.collect(),
                }
            }
        }
    }
}

fn enough<'p>(context: Context, needs: &[Need<'p>], names: &[String]) -> Enough<'p> {
    let alternatives = needs.iter().map(|need| match need {
        Need::OneOf(alternatives) => alternatives.clone(),
        Need::Unknown | Need::Unsupported | Need::Cases(_) => Alternatives::new(),
    });
    let found = cover(&alternatives.collect::<Vec<_>>());
    let permissions = found
        .scopes
        .into_iter()
        .map(|(permission, forced_by)| Forced {
            permission,
            forced_by: forced_by.into_iter().map(|at| names[at].clone()).collect(),
        });
    let those = |is_one: fn(&Need<'_>) -> bool| {
        let all = needs.iter().zip(names).filter(|(need, _)| is_one(need));
        all.map(|(_, name)| name.clone()).collect()
    };
    Enough {
        context,
        permissions: permissions.collect(),
        excess: found.excess,
        unsupported: those(|need| *need == Need::Unsupported),
        depends: those(|need| matches!(need, Need::Cases(_))),
        unknown: those(|need| *need == Need::Unknown),
    }
}

fn name(method: Method, route: &str) -> String {
    format!("{} {route}", method.as_str())
}

/// What the builders of a selection offer and no page speaks of, each by a shortest path.
fn undocumented(
    model: &Model<'_>,
    selection: &Selection,
    made: &[Documented<'_, '_>],
) -> Vec<Unknown> {
    let verbs: BTreeSet<_> = made
        .iter()
        .filter_map(|(_, method, facts)| Some((place(&facts.resolution)?, *method)))
        .collect();
    let called = made
        .iter()
        .filter_map(|(_, _, facts)| match facts.resolution.request {
            crate::model::path::RequestKind::Operation(id) => Some(model[id].name),
            _ => None,
        });
    let called: BTreeSet<_> = called.collect();
    let mut unknown = BTreeSet::new();
    let mut tell = |method: Method, item: Item| {
        if let Some(chain) = selection.reasons.chain(item) {
            unknown.insert((path(model, &chain), method));
        }
    };
    for (at, reached) in &selection.places {
        for method in offered(at.cardinality, reached) {
            if !verbs.contains(&(*at, method)) {
                tell(method, Item::Place(*at));
            }
        }
        for id in &reached.operations {
            if !called.contains(model[*id].name) {
                tell(crate::select::method_of(&model[*id]), Item::Operation(*id));
            }
        }
    }
    let unknown = unknown.into_iter().map(|(path, method)| Unknown {
        request: name(method, &path.replace("{id}", "{}")),
        reason: "no page documents it".to_owned(),
    });
    unknown.collect()
}

/// The verbs on a place itself.
pub(crate) fn offered(
    cardinality: crate::csdl::Cardinality,
    reached: &Reached,
) -> impl Iterator<Item = Method> {
    let granted = reached.granted.verbs;
    let owned = match reached.owned {
        true => reached.verbs.or(granted),
        false => crate::select::Verbs {
            read: reached.verbs.read,
            ..granted
        },
    };
    let is_many = cardinality == crate::csdl::Cardinality::Many;
    let offered = owned.methods().iter().filter(move |method| match method {
        Method::Get => true,
        Method::Post => is_many,
        Method::Put | Method::Patch | Method::Delete => !is_many,
    });
    let whole = reached.whole;
    offered.filter(move |_| whole)
}

/// The date of a page: `ms.date`, written `2021-07-16` or, as the authors do, `07/16/2021`.
fn date(front: &FrontMatter<'_>) -> Option<String> {
    let mut entries = front.entries.iter();
    let (_, text) = entries.find(|(key, _)| key == "ms.date")?;
    let numbers = text.text.split(['/', '-']).map(str::trim);
    let numbers: Option<Vec<u32>> = numbers.map(|one| one.parse().ok()).collect();
    let [first, second, third] = numbers?[..] else {
        return None;
    };
    let (year, month, day) = match first {
        1000.. => (first, second, third),
        _ => (third, first, second),
    };
    let is_date =
        (1000..10_000).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    is_date.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for enough in &self.contexts {
            writeln!(f, "{}:", enough.context.name())?;
            let width = enough
                .permissions
                .iter()
                .map(|one| one.permission.len())
                .max();
            let width = width.unwrap_or_default();
            for one in &enough.permissions {
                writeln!(f, "  {:width$}  {}", one.permission, shown(&one.forced_by))?;
            }
            if enough.excess > 0 {
                writeln!(f, "  at most {} of them could be spared", enough.excess)?;
            }
            let more = [
                ("not supported", &enough.unsupported),
                ("depends on what is asked for", &enough.depends),
                ("the pages do not say", &enough.unknown),
            ];
            let mut is_empty = enough.permissions.is_empty();
            for (what, requests) in more
                .into_iter()
                .filter(|(_, requests)| !requests.is_empty())
            {
                writeln!(f, "  {what}: {}", shown(requests))?;
                is_empty = false;
            }
            if is_empty {
                writeln!(f, "  nothing")?;
            }
        }
        let depending = self.requests.iter().flat_map(|request| {
            let cases = request
                .needs
                .iter()
                .filter_map(|needed| match &needed.stated {
                    Stated::Cases { cases } => Some((needed.context, cases)),
                    _ => None,
                });
            cases.map(move |(context, cases)| (&request.request, context, cases))
        });
        for (request, context, cases) in depending {
            writeln!(f, "{request} ({}) depends:", context.name())?;
            for case in cases {
                let least = case.alternatives.first();
                let least = least.map_or("not supported".to_owned(), |one| one.join(" and "));
                writeln!(f, "  {}: {least}", case.case)?;
            }
        }
        if !self.undocumented.is_empty() {
            writeln!(f, "nothing is known of:")?;
        }
        for unknown in &self.undocumented {
            writeln!(f, "  {}: {}", unknown.request, unknown.reason)?;
        }
        let Dates {
            oldest,
            newest,
            undated_pages,
        } = &self.dates;
        match (oldest, newest) {
            (Some(oldest), Some(newest)) => write!(f, "as of the pages of {oldest} to {newest}")?,
            _ => write!(f, "as of the pages")?,
        }
        match undated_pages {
            0 => Ok(()),
            count => write!(f, ", {count} of them without a date"),
        }
    }
}

/// The first of some requests.
fn shown(requests: &[String]) -> String {
    let first = requests.iter().take(MOST_SHOWN).map(String::as_str);
    let mut text = first.collect::<Vec<_>>().join(", ");
    let more = requests.len().saturating_sub(MOST_SHOWN);
    if more > 0 {
        text.push_str(&format!(" and {more} more"));
    }
    text
}
