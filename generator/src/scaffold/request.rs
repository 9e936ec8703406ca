//! The request that a program makes.

use crate::diagnostics::Diagnostics;
use crate::docs::page::Method;
use crate::error::Error;
use crate::lower::items::Api;
use crate::model::path::Resolver;
use crate::pipeline::Selected;
use crate::select::pattern::PatternSet;
use crate::show::{Kind, by_path};
use crate::snippet::{Expression, Snippets};

/// A request, and how the client makes it.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) expression: Expression,
}

/// Whether a request changes something, how much of it is empty, and how many values it asks for.
type Rank = (bool, usize, usize);

fn rank(method: Method, expression: &Expression) -> Rank {
    let empty = expression.text.matches("::default()").count();
    (method != Method::Get, empty, expression.variables.len())
}

impl Request {
    /// The first of a selection, of those that read, leave nothing empty and ask for the fewest values, since whoever runs the
    /// program for the first time should neither have to look for keys nor change anything.
    pub(super) fn first(selected: &Selected<'_, '_>, api: &Api) -> Result<Self, Error> {
        let (model, selection) = (selected.model, selected.selection);
        let (resolver, snippets) = (Resolver::new(model), Snippets::new(model, api));
        let everything = PatternSet::parse(Vec::<String>::new(), &mut Diagnostics::new());
        let mut best: Option<(Rank, Self)> = None;
        for line in by_path(model, selection, &everything, usize::MAX) {
            let verbs = Method::ALL.into_iter();
            let verbs = verbs.filter(|one| line.verbs.contains(&one.as_str()));
            let requests = verbs.map(|method| (method, line.item.clone()));
            // What is referred to has references in any case, to be read and written.
            let is_reference = line.kind == Kind::Reference;
            let references = Method::ALL.into_iter().filter(|_| is_reference);
            let references = references.map(|method| (method, format!("{}/$ref", line.item)));
            for (method, path) in requests.chain(references) {
                let Ok(expression) = snippets.of(&resolver, method, &path) else {
                    continue;
                };
                let rank = rank(method, &expression);
                if best.as_ref().is_none_or(|(found, _)| rank < *found) {
                    let request = Self {
                        method,
                        path,
                        expression,
                    };
                    best = Some((rank, request));
                }
            }
            if matches!(best, Some(((false, 0, 0), _))) {
                break;
            }
        }
        best.map(|(_, request)| request).ok_or_else(|| {
            Error::settings(
                "nothing that is selected can be requested, so there is nothing for a program to call; add a path, as in \
                 `--include '/users/**'`",
            )
        })
    }

    /// The request line.
    pub(super) fn line(&self) -> String {
        format!("{} {}", self.method.as_str(), self.path)
    }
}
