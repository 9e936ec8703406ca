//! `show`.

use super::args::{Client, Format};
use super::{Console, Found};
use crate::error::Error;
use crate::model::Model;
use crate::run;
use crate::select::Selection;
use crate::select::pattern::{Pattern, PatternSet, TypePattern, nearest};
use crate::show::{Line, USUAL_DEPTH, by_path, by_type};
use clap::ValueEnum;

#[derive(Debug, clap::Args)]
pub(super) struct Show {
    /// What is shown of it: patterns of paths (`/me/messages/**`) or of types (`microsoft.graph.mail*`); without any, all.
    #[arg(value_name = "PATTERN")]
    shown: Vec<String>,
    /// Paths or types; without it what the patterns are.
    #[arg(long, value_enum)]
    by: Option<By>,
    /// How many levels are shown below what a pattern names; by types, 0 leaves out their members.
    #[arg(long, value_name = "LEVELS")]
    depth: Option<usize>,
    #[command(flatten)]
    client: Client,
}

/// What the tree is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    /// Paths.
    Path,
    /// Types.
    Type,
}

pub(super) fn run(args: &Show, console: &Console) -> Result<Found, Error> {
    let settings = args.client.settings()?;
    let mut paths = Vec::new();
    let mut types = Vec::new();
    for text in &args.shown {
        match Pattern::parse(text).map_err(|fault| Error::usage(fault.to_string()))? {
            Pattern::Path(path) => paths.push(Pattern::Path(path)),
            Pattern::Type(ty) => types.push(ty),
            Pattern::Members(_) | Pattern::Documented(_) => {
                return Err(Error::usage(format!(
                    "`{text}` is a pattern neither of paths nor of types; what is to be part of the tree goes with \
                     `--include`"
                )));
            }
        }
    }
    let by = match (args.by, types.is_empty(), paths.is_empty()) {
        (_, false, false) => {
            return Err(Error::usage("paths and types cannot be shown in one tree"));
        }
        (Some(By::Path), false, _) | (Some(By::Type), _, false) => {
            return Err(Error::usage(
                "`--by` asks for another tree than the patterns",
            ));
        }
        (Some(by), ..) => by,
        (None, false, _) => By::Type,
        (None, true, _) => By::Path,
    };
    run::with_selected(&settings, console, |selected| {
        let (model, selection) = (selected.model, selected.selection);
        let depth = args.depth.unwrap_or(USUAL_DEPTH);
        let lines = match by {
            By::Path => by_path(model, selection, &PatternSet::new(paths), depth),
            By::Type => by_type(model, selection, &types, depth),
        };
        print(&lines, console.format)?;
        if lines.is_empty() {
            return Err(nothing(model, selection, &types, &args.shown));
        }
        Ok(Found::Nothing)
    })?
}

fn print(lines: &[Line], format: Format) -> Result<(), Error> {
    for line in lines {
        match format {
            Format::Human => say!("{line}"),
            Format::Json => super::print_json(line)?,
        }
    }
    Ok(())
}

/// What to say where nothing fits.
fn nothing(
    model: &Model<'_>,
    selection: &Selection,
    types: &[TypePattern],
    filter: &[String],
) -> Error {
    if filter.is_empty() {
        return Error::settings("nothing is selected");
    }
    let asked = filter.join("`, `");
    let near = match types {
        [ty] => {
            let last = ty.text().rsplit('.').next().unwrap_or_default();
            let ids = selection.structured_ids(model);
            nearest(last, ids.map(|id| model[id].name))
        }
        _ => {
            let first = filter[0].trim_start_matches('/').split('/').next();
            let children = selection.children.iter().map(|at| model.children[*at].name);
            nearest(first.unwrap_or_default(), children)
        }
    };
    let meant = match near.is_empty() {
        true => String::new(),
        false => format!("; did you mean `{}`?", near.join("` or `")),
    };
    Error::settings(format!("nothing that is selected matches `{asked}`{meant}"))
}
