//! Diagnostics as text for a person.

use super::source::Line;
use super::{Diagnostic, Diagnostics, RENDERED_PER_KIND, Severity, Sources, Span};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;

/// A line is shown from its beginning if the place comes within this many characters, ...
const LONGEST_BEFORE: usize = 80;
/// ... else from this many characters before the place, ...
const SHOWN_BEFORE: usize = 40;
/// ... and up to this many from the place on.
const SHOWN_AFTER: usize = 80;

/// Shows the diagnostics: errors first, then by input and place; at most [`RENDERED_PER_KIND`] of each kind.
/// The last line is a count, as `2 errors, 1 warning`; without any diagnostics the text is empty.
pub fn render(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut sorted: Vec<_> = diagnostics.iter().collect();
    sorted.sort_by_key(|one| (one.severity, one.span.map(|span| (span.source, span.start))));
    let renderer = Renderer::plain();
    let totals: HashMap<_, _> = diagnostics
        .counts()
        .map(|(severity, kind, count)| ((severity, kind), count))
        .collect();
    let mut shown: HashMap<_, usize> = HashMap::new();
    let mut text = String::new();
    for diagnostic in sorted {
        let key = (diagnostic.severity, diagnostic.kind);
        let shown = shown.entry(key).or_default();
        if *shown == RENDERED_PER_KIND {
            continue;
        }
        *shown += 1;
        text.push_str(&renderer.render(&report(diagnostic, sources)));
        text.push('\n');
        let rest = totals.get(&key).map_or(0, |total| total - *shown);
        if *shown == RENDERED_PER_KIND && rest > 0 {
            let _ = writeln!(
                text,
                "... and {rest} more of this kind ({})",
                diagnostic.kind
            );
        }
        text.push('\n');
    }
    let counts = [Severity::Error, Severity::Warning].map(|severity| {
        let count = diagnostics.count(severity);
        let plural = if count == 1 { "" } else { "s" };
        (count > 0).then(|| format!("{count} {}{plural}", severity.as_str()))
    });
    let counts: Vec<_> = counts.into_iter().flatten().collect();
    if !counts.is_empty() {
        let _ = writeln!(text, "{}", counts.join(", "));
    }
    text
}

fn report<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .clone()
        .primary_title(printable(&diagnostic.message))
        .id(diagnostic.kind);
    let mut group = Group::with_title(title);
    let mut before = None;
    if let Some(span) = diagnostic.span {
        let line = sources.line(span);
        let path = printable(sources.name(span.source));
        let excerpt = Excerpt::new(&line, span);
        let marked = AnnotationKind::Primary.span(excerpt.marked);
        let mut snippet = Snippet::source(excerpt.text)
            .line_start(line.number)
            .annotation(marked.label(diagnostic.label.as_deref().map(printable)));
        if excerpt.is_cut {
            // The renderer would count columns from the cut; so the place stands in a group of its own.
            let column = sources.position(span).column;
            let origin = Origin::path(path).line(line.number).char_column(column);
            before = Some(group.element(origin));
            group = Group::with_level(level);
        } else {
            snippet = snippet.path(path);
        }
        group = group.element(snippet);
    } else if let Some(label) = &diagnostic.label {
        group = group.element(Level::NOTE.message(printable(label)));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(printable(help)));
    }
    before.into_iter().chain([group]).collect()
}

/// The part of a line around a span. CSDL is also published as one line of megabytes.
struct Excerpt {
    text: String,
    /// The span's part in `text`.
    marked: Range<usize>,
    /// Whether `text` does not begin where the line begins.
    is_cut: bool,
}

impl Excerpt {
    fn new(line: &Line<'_>, span: Span) -> Self {
        let within = |offset: u32| {
            let offset = (offset as usize)
                .saturating_sub(line.start)
                .min(line.text.len());
            floor(line.text, offset)
        };
        let start = within(span.start);
        let end = within(span.end).max(start);
        let is_cut = line.text[..start].chars().nth(LONGEST_BEFORE).is_some();
        let from = if is_cut {
            let before = line.text[..start].char_indices().rev().take(SHOWN_BEFORE);
            before.last().map_or(start, |(at, _)| at)
        } else {
            0
        };
        let mut after = line.text[start..].char_indices().skip(SHOWN_AFTER);
        let to = after.next().map_or(line.text.len(), |(at, _)| start + at);
        let mut text = String::new();
        if is_cut {
            text.push_str("...");
        }
        let shift = text.len();
        text.push_str(&line.text[from..to]);
        if to < line.text.len() {
            text.push_str("...");
        }
        Self {
            text,
            marked: start - from + shift..end.min(to) - from + shift,
            is_cut,
        }
    }
}

/// The last character boundary up to an offset.
fn floor(text: &str, offset: usize) -> usize {
    (0..=offset)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

/// Text of the input cannot steer the terminal, nor begin a line of its own.
fn printable(text: &str) -> Cow<'_, str> {
    let steers = |character: char| {
        character.is_control()
            || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if text.contains(steers) {
        Cow::Owned(text.replace(steers, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}
