//! The phases of a run, in order. This is the whole of it: read, link, repair, join, select, lower, print.

use crate::csdl::{self, Document};
use crate::diagnostics::{self, Diagnostics, SourceId, Sources, Span};
use crate::docs::join;
use crate::docs::library::{self, Library, PageFile};
use crate::docs::synthesize;
use crate::emit::{self, Layout, SourceFile};
use crate::error::{Error, Kind};
use crate::filter::Filter;
use crate::lower::features::MOST_FEATURES;
use crate::lower::items::{Api, Version};
use crate::lower::names::{NamesLock, Pins};
use crate::lower::{self, Lowered};
use crate::model::repair::{Repair, repair};
use crate::model::{self, Model};
use crate::parallel::{self, beside, map_in_order};
use crate::phases::{Phase, Watch};
use crate::report::Report;
use crate::select::pattern::PatternSet;
use crate::select::{self, Part, Selection};
use crate::settings::{Examples, Features, Settings};
use std::cell::OnceCell;
use std::collections::HashMap;
use std::num::NonZero;
use std::path::{Path, PathBuf};

/// The output of a run in memory.
#[derive(Debug)]
pub struct Generated {
    /// The sources by path below the root, with `/`.
    pub sources: Vec<(String, String)>,
    /// The names that were decided.
    pub lock: NamesLock,
    /// Those of further versions of the service, each with the name of the file that pins them.
    pub further_locks: Vec<(String, NamesLock)>,
    /// What the run did.
    pub report: Report,
    /// The warnings, rendered for people; empty without any.
    pub warnings: String,
}

/// The client of one version of the service, before it is printed.
#[derive(Debug)]
pub(crate) struct Made {
    /// The items.
    pub(crate) api: Api,
    /// The names that were decided.
    pub(crate) lock: NamesLock,
    /// What the run did so far.
    pub(crate) report: Report,
    /// The warnings, rendered for people; empty without any.
    pub(crate) warnings: String,
}

impl Made {
    /// The client as text.
    pub(crate) fn print(
        mut self,
        layout: Layout,
        threads: NonZero<usize>,
    ) -> Result<Generated, Error> {
        let sources = print(&self.api, layout, threads)?;
        self.report.files = sources.len();
        self.report.bytes = sources.iter().map(|(_, text)| text.len()).sum();
        Ok(Generated {
            sources,
            lock: self.lock,
            further_locks: Vec::new(),
            report: self.report,
            warnings: self.warnings,
        })
    }
}

/// What a run reads.
#[derive(Debug)]
pub(crate) struct Inputs {
    /// All texts.
    pub(crate) sources: Sources,
    /// Which of them are reference pages, or what those take in.
    pub(crate) pages: Vec<PageFile>,
    /// The patterns.
    pub(crate) filter: Filter,
    /// What was wrong with files.
    pub(crate) diagnostics: Diagnostics,
}

/// Reads the files of a run.
pub(crate) fn read(settings: &Settings) -> Result<Inputs, Error> {
    settings.check()?;
    if !settings.versions.is_empty() {
        return Err(Error::settings(format!(
            "the settings have tables `[[version]]`, and describe {}; this is for one version: choose it with `--api-version NAME`",
            settings.version_names()
        )));
    }
    if settings.metadata.is_empty() && settings.docs.is_empty() {
        return Err(Error::settings(
            "no metadata is given: name a CSDL file, as in `--metadata v1.0.xml`, or a folder of reference \
             pages, as in `--docs docs`",
        ));
    }
    let mut sources = read_files(&settings.metadata)?;
    let mut diagnostics = Diagnostics::new();
    let pages = library::load(&settings.docs, &mut sources, &mut diagnostics)?;
    if settings.metadata.is_empty() && pages.is_empty() {
        return Err(Error::settings(
            "no metadata is given, and there is no page in the folders that `docs` names",
        ));
    }
    let filter = Filter::read(settings, &mut sources)?;
    Ok(Inputs {
        sources,
        pages,
        filter,
        diagnostics,
    })
}

/// Reads CSDL files.
pub(crate) fn read_files(paths: &[PathBuf]) -> Result<Sources, Error> {
    let mut sources = Sources::new();
    for path in paths {
        let bytes = std::fs::read(path).map_err(|source| Error::io("read", path, source))?;
        add(&mut sources, path, bytes)?;
    }
    Ok(sources)
}

fn add(sources: &mut Sources, path: &Path, bytes: Vec<u8>) -> Result<(), Error> {
    let added = sources.add_bytes(path.display().to_string(), bytes);
    added.map(drop).map_err(|fault| {
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(fault);
        Error::input(diagnostics::render(&diagnostics, sources))
    })
}

/// Parses all sources.
pub fn parse<'s>(sources: &'s Sources, diagnostics: &mut Diagnostics) -> Vec<Document<'s>> {
    let parse_one = |id: SourceId| csdl::parse(id, sources.text(id), &mut *diagnostics);
    sources.ids().filter_map(parse_one).collect()
}

/// Reads the pages, as far as the run needs them, and, meanwhile, the metadata files, which are kept in `documents`. Without any,
/// there is no model yet: the pages describe it.
fn read_all<'s>(
    inputs: &'s Inputs,
    settings: &Settings,
    documents: &'s OnceCell<Vec<Document<'s>>>,
    diagnostics: &mut Diagnostics,
) -> (Library<'s>, Option<Model<'s>>) {
    let sources = &inputs.sources;
    let mut of_metadata = Diagnostics::new();
    let link_all = || {
        if settings.describes_by_pages() {
            return None;
        }
        let documents = documents.get_or_init(|| parse(sources, &mut of_metadata));
        Some(model::link(documents, &mut of_metadata))
    };
    let (pages, threads) = (&inputs.pages, threads(settings));
    let shows_examples = settings.describes_by_pages() || settings.examples == Examples::Answers;
    let (library, model) = match shows_examples {
        true => Library::read_beside(sources, pages, threads, link_all),
        false => Library::outline_beside(sources, pages, threads, link_all),
    };
    library.report(diagnostics);
    diagnostics.append(of_metadata);
    (library, model)
}

/// What is known when the selection is made.
pub(crate) struct Selected<'r, 'a> {
    /// All texts.
    pub(crate) sources: &'r Sources,
    /// The reference pages.
    pub(crate) library: &'r Library<'r>,
    /// The model, repaired, with what pages say.
    pub(crate) model: &'r Model<'a>,
    /// What the repair rules did.
    pub(crate) repairs: Vec<Repair>,
    /// What was asked for.
    #[cfg_attr(not(feature = "cli"), allow(dead_code))]
    pub(crate) patterns: &'r PatternSet,
    /// What that is.
    pub(crate) selection: &'r Selection,
    /// The parts of it for which the crate has features.
    pub(crate) parts: &'r [Part],
    /// The warnings so far.
    pub(crate) diagnostics: Diagnostics,
}

/// Runs the phases up to the selection, and lends what they made.
pub(crate) fn with_selected<T>(
    inputs: &Inputs,
    settings: &Settings,
    watch: &dyn Watch,
    look: impl FnOnce(Selected<'_, '_>) -> T,
) -> Result<T, Error> {
    let sources = &inputs.sources;
    let mut diagnostics = inputs.diagnostics.clone();
    let patterns = inputs.filter.patterns(settings, &mut diagnostics);
    watch.begins(Phase::Parse);
    let documents = OnceCell::new();
    let (library, model) = read_all(inputs, settings, &documents, &mut diagnostics);
    watch.begins(Phase::Link);
    let of_pages = OnceCell::new();
    let mut model = model.unwrap_or_else(|| {
        let pages: Vec<_> = library.pages().iter().collect();
        let documents = of_pages.get_or_init(|| [synthesize::document(&pages, &mut diagnostics)]);
        model::link(documents, &mut diagnostics)
    });
    let mut repairs = repair(&mut model);
    if settings.describes_by_pages() {
        // Pages are no file that a publisher could have mended.
        repairs.iter_mut().for_each(Repair::cannot_expire);
    }
    watch.begins(Phase::Join);
    join::join(
        &mut model,
        &library,
        &view(settings),
        threads(settings),
        &mut diagnostics,
    );
    // Go on to find unmatched patterns too, unless nothing could be read.
    watch.begins(Phase::Select);
    let selection = select::select(&model, &patterns, &mut diagnostics);
    let parts = parts(
        &model,
        inputs,
        settings,
        &patterns,
        &selection,
        &mut diagnostics,
    )?;
    if diagnostics.has_errors() {
        let rendered = diagnostics::render(&diagnostics, sources);
        return Err(Kind::Input { rendered }.into());
    }
    Ok(look(Selected {
        sources,
        library: &library,
        model: &model,
        repairs,
        patterns: &patterns,
        selection: &selection,
        parts: &parts,
        diagnostics,
    }))
}

/// Runs all phases up to printing on sources that are read.
pub(crate) fn make(
    inputs: &Inputs,
    settings: &Settings,
    pins: Pins,
    watch: &dyn Watch,
) -> Result<Made, Error> {
    with_selected(inputs, settings, watch, |selected| {
        // Lowering has nothing to add to what was said of the input.
        let (warnings, lowered) = beside(
            threads(settings),
            || rendered(&selected.diagnostics, selected.sources),
            || lower(&selected, settings, pins, watch),
        );
        made(selected, lowered, warnings)
    })
}

/// Decides what becomes of a selection in Rust.
pub(crate) fn lower(
    selected: &Selected<'_, '_>,
    settings: &Settings,
    pins: Pins,
    watch: &dyn Watch,
) -> Lowered {
    watch.begins(Phase::Lower);
    let (model, selection) = (selected.model, selected.selection);
    let mut lowered = lower::lower_parts(
        model,
        selection,
        selected.parts,
        pins,
        &settings.root,
        threads(settings),
    );
    // A client goes to v1.0 by itself.
    lowered.api.root.version =
        Version::named(&settings.krate.api_version).filter(|version| *version == Version::Beta);
    if settings.examples == Examples::Answers {
        lowered.api.show(lower::examples(model, selection));
    }
    lowered
}

/// Prints what was decided, and accounts for it.
#[cfg(feature = "cli")]
pub(crate) fn generated(
    selected: Selected<'_, '_>,
    lowered: Lowered,
    settings: &Settings,
    layout: Layout,
    watch: &dyn Watch,
) -> Result<Generated, Error> {
    let warnings = rendered(&selected.diagnostics, selected.sources);
    let made = made(selected, lowered, warnings);
    watch.begins(Phase::Print);
    made.print(layout, threads(settings))
}

/// Errors and warnings for people; empty without any.
fn rendered(diagnostics: &Diagnostics, sources: &Sources) -> String {
    match diagnostics.is_empty() {
        true => String::new(),
        false => diagnostics::render(diagnostics, sources),
    }
}

/// Accounts for what was decided. `warnings` are those of the input, rendered.
fn made(selected: Selected<'_, '_>, lowered: Lowered, mut warnings: String) -> Made {
    let Selected {
        sources,
        mut diagnostics,
        repairs,
        ..
    } = selected;
    if !lowered.invalid_pins.is_empty() {
        report_pins(&lowered, sources, &mut diagnostics);
        warnings = rendered(&diagnostics, sources);
    }
    let mut report = Report {
        pages: selected.library.pages().len(),
        ..Report::default()
    };
    account(
        &mut report,
        selected.model,
        selected.selection,
        &lowered,
        repairs,
    );
    report.count_diagnostics(&diagnostics);
    Made {
        api: lowered.api,
        lock: lowered.lock,
        report,
        warnings,
    }
}

/// The parts of the selection for which the crate has features.
fn parts(
    model: &Model<'_>,
    inputs: &Inputs,
    settings: &Settings,
    patterns: &PatternSet,
    selection: &Selection,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Part>, Error> {
    Ok(match &settings.features {
        Features::None => Vec::new(),
        // Where something is wrong, the parts would only repeat it.
        _ if diagnostics.has_errors() => Vec::new(),
        Features::RootSegments => {
            check_number(selection.children.len())?;
            select::by_root_segments(model, patterns, selection)
        }
        Features::Table(table) => {
            check_number(table.len())?;
            let named = inputs.filter.features(settings, diagnostics);
            select::by_patterns(model, &named, diagnostics)
        }
    })
}

/// Whether a crate can have a feature for each of so many parts, and one more, which turns on all.
fn check_number(parts: usize) -> Result<(), Error> {
    if parts >= MOST_FEATURES {
        return Err(Error::settings(format!(
            "the crate would have {} features, and may have {MOST_FEATURES}, since registries refuse more than 300: name \
             fewer in a table `[features]` of the config file",
            parts + 1,
        )));
    }
    Ok(())
}

/// Says which pins could not be kept.
fn report_pins(lowered: &Lowered, sources: &Sources, diagnostics: &mut Diagnostics) {
    let invalid = lowered.invalid_pins.iter();
    let mut open: HashMap<_, _> = invalid
        .map(|pin| ((pin.kind, pin.path.clone()), pin))
        .collect();
    let Some(source) = sources.names_lock().filter(|_| !open.is_empty()) else {
        return;
    };
    for (kind, path, place) in NamesLock::places(sources.text(source)) {
        let Some(pin) = open.remove(&(kind, path)) else {
            continue;
        };
        let offset = |at| u32::try_from(at).unwrap_or(u32::MAX);
        let span = Span {
            source,
            start: offset(place.start),
            end: offset(place.end),
        };
        let problem = format!(
            "the {} `{}` was named `{}` and is named `{}` now",
            kind.word(),
            pin.path,
            pin.name,
            pin.now
        );
        diagnostics
            .warning("pin-not-kept", problem, span)
            .label(pin.fault.to_string())
            .help(
                "change the code that uses the old name; to choose another than the new one, write \
                 it here and run `generate`",
            );
    }
}

fn account(
    report: &mut Report,
    model: &Model<'_>,
    selection: &Selection,
    lowered: &Lowered,
    repairs: Vec<Repair>,
) {
    report.declare(model, selection);
    report.count_items(&lowered.api);
    report.repair(model, selection, repairs);
    if !lowered.unreachable.is_empty() {
        let reason = "operations bound to what no path leads to".to_owned();
        report.omitted.insert(reason, lowered.unreachable.len());
    }
}

/// Prints all files.
pub fn print(
    api: &Api,
    layout: Layout,
    threads: NonZero<usize>,
) -> Result<Vec<(String, String)>, Error> {
    let files = emit::files(api, layout);
    let print_one = |file: &SourceFile<'_>| {
        let (header, chunks) = file.chunks(&api.features);
        emit::print(&header, chunks)
    };
    let printed = map_in_order(&files, print_one, threads);
    let mut sources = Vec::with_capacity(files.len());
    for (file, text) in files.into_iter().zip(printed) {
        sources.push((file.path, text.map_err(Kind::from)?));
    }
    sources.sort();
    Ok(sources)
}

/// The version of the reference, as it stands in the addresses of its pages.
fn view(settings: &Settings) -> String {
    format!(
        "graph-rest-{}",
        settings.krate.api_version.trim_start_matches('v')
    )
}

/// How many threads do what can be done side by side.
pub(crate) fn threads(settings: &Settings) -> NonZero<usize> {
    parallel::threads(settings.threads)
}
