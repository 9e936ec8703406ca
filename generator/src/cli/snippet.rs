//! `snippet`.

use super::args::{Client, Format};
use super::{Console, Found, print_json};
use crate::docs::page::Method;
use crate::error::Error;
use crate::model::path::Resolver;
use crate::run;
use crate::snippet::Snippets;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// A request that is asked for.
pub(super) struct Asked {
    pub(super) method: String,
    pub(super) template: String,
}

/// The answer to one.
#[derive(Serialize)]
struct Answer {
    template: String,
    method: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    expression: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Snippet {
    /// A request line, as in `POST /me/sendMail`, or a URL to be read.
    #[arg(value_name = "REQUEST")]
    request: Option<String>,
    /// A table of requests instead: tabs between its columns, which the first line names; the column `url_template` has the
    /// targets, the column `methods` the verbs, with spaces between.
    #[arg(long, value_name = "FILE", conflicts_with = "request")]
    from: Option<PathBuf>,
    #[command(flatten)]
    pub(super) client: Client,
}

pub(super) fn run(args: &Snippet, console: &Console) -> Result<Found, Error> {
    let settings = args.client.settings()?;
    let asked = match (&args.request, &args.from) {
        (Some(request), None) => vec![parse_request(request)],
        (None, Some(path)) => read(path)?,
        _ => {
            return Err(Error::usage(
                "nothing is asked: give a request line, as in `snippet 'GET /me'`, or a file with `--from FILE`",
            ));
        }
    };
    let answers: Vec<_> = run::with_client(&settings, console, |model, lowered| {
        let resolver = Resolver::new(model);
        let snippets = Snippets::new(model, &lowered.api);
        asked
            .into_iter()
            .map(|one| answer(one, &resolver, &snippets))
            .collect()
    })?;
    let found = answers.iter().any(|one| one.expression.is_none());
    match (console.format, &args.from, answers.as_slice()) {
        (Format::Json, None, [only]) => print_json(only)?,
        (Format::Json, ..) => print_json(&answers)?,
        (Format::Human, from, _) => print(&answers, from.as_deref()),
    }
    Ok(if found {
        Found::Something
    } else {
        Found::Nothing
    })
}

fn answer(asked: Asked, resolver: &Resolver<'_, '_>, snippets: &Snippets<'_, '_>) -> Answer {
    let method = Method::ALL
        .into_iter()
        .find(|one| one.as_str() == asked.method);
    let found = match method {
        Some(method) => snippets
            .of(resolver, method, &asked.template)
            .map(|one| one.text)
            .map_err(|gap| gap.message),
        None => Err(format!("`{}` is no verb of the API", asked.method)),
    };
    let (expression, reason) = match found {
        Ok(text) => (Some(text), None),
        Err(reason) => (None, Some(reason)),
    };
    Answer {
        template: asked.template,
        method: asked.method,
        expression,
        reason,
    }
}

/// A request line, or a URL to be read.
pub(super) fn parse_request(text: &str) -> Asked {
    let text = text.trim();
    let is_verb =
        |word: &str| !word.is_empty() && word.bytes().all(|one| one.is_ascii_alphabetic());
    match text.split_once(char::is_whitespace) {
        Some((method, target)) if is_verb(method) => Asked {
            method: method.to_ascii_uppercase(),
            template: target.trim().to_owned(),
        },
        _ => Asked {
            method: Method::Get.as_str().to_owned(),
            template: text.to_owned(),
        },
    }
}

/// Reads a table with tabs: a line of headings, then a template and its verbs per line.
fn read(path: &Path) -> Result<Vec<Asked>, Error> {
    let text = std::fs::read_to_string(path).map_err(|source| Error::io("read", path, source))?;
    let mut lines = text.lines();
    let headings: Vec<_> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| {
        let at = headings.iter().position(|one| one.trim() == name);
        at.ok_or_else(|| {
            Error::settings(format!(
                "{}: expected a first line with the columns `url_template` and `methods`, tabs between",
                path.display()
            ))
        })
    };
    let (template, methods) = (column("url_template")?, column("methods")?);
    let mut asked = Vec::new();
    for line in lines.filter(|line| !line.trim().is_empty()) {
        let cells: Vec<_> = line.split('\t').collect();
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default().trim();
        asked.extend(cell(methods).split_whitespace().map(|method| Asked {
            method: method.to_ascii_uppercase(),
            template: cell(template).to_owned(),
        }));
    }
    Ok(asked)
}

/// Prints the expressions; those of a table with the request in front.
fn print(answers: &[Answer], from: Option<&Path>) {
    for one in answers {
        let request = format!("{} {}", one.method, one.template);
        match (&one.expression, &one.reason, from) {
            (Some(expression), _, None) => say!("{expression}"),
            (Some(expression), _, Some(_)) => say!("{request}\t{expression}"),
            (None, reason, _) => warn!("{request}: {}", reason.as_deref().unwrap_or_default()),
        }
    }
}
