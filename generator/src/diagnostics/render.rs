//! Diagnostics as text for a person.

use super::source::Line;
use super::{Diagnostic, Diagnostics, RENDERED_PER_KIND, Severity, Sources, Span};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;

/// At most this many characters of a line are shown before the place, ...
const SHOWN_BEFORE: usize = 40;
/// ... and this many from the place on.
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
        .primary_title(&*diagnostic.message)
        .id(diagnostic.kind);
    let mut group = Group::with_title(title);
    if let Some(span) = diagnostic.span {
        let position = sources.position(span);
        let origin = Origin::path(sources.name(span.source));
        group = group.element(origin.line(position.line).char_column(position.column));
        let line = sources.line(span);
        let number = line.number;
        let (excerpt, marked) = excerpt(&line, span);
        let annotation = AnnotationKind::Primary
            .span(marked)
            .label(diagnostic.label.as_deref());
        group = group.element(
            Snippet::source(excerpt)
                .line_start(number)
                .annotation(annotation),
        );
    } else if let Some(label) = &diagnostic.label {
        group = group.element(Level::NOTE.message(&**label));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(&**help));
    }
    vec![group]
}

/// The part of a line around a span, and where the span's part in this line lies in it. CSDL is also published
/// as one line of megabytes.
fn excerpt(line: &Line<'_>, span: Span) -> (String, Range<usize>) {
    let within = |offset: u32| {
        (offset as usize)
            .saturating_sub(line.start)
            .min(line.text.len())
    };
    let start = floor(line.text, within(span.start));
    let end = floor(line.text, within(span.end)).max(start);
    let before = line.text[..start].char_indices().rev().take(SHOWN_BEFORE);
    let from = before.last().map_or(start, |(at, _)| at);
    let mut after = line.text[start..].char_indices().skip(SHOWN_AFTER);
    let to = after.next().map_or(line.text.len(), |(at, _)| start + at);
    let mut excerpt = String::new();
    if from > 0 {
        excerpt.push_str("...");
    }
    let shift = excerpt.len();
    excerpt.push_str(&line.text[from..to]);
    if to < line.text.len() {
        excerpt.push_str("...");
    }
    (excerpt, start - from + shift..end.min(to) - from + shift)
}

/// The last character boundary up to an offset.
fn floor(text: &str, offset: usize) -> usize {
    (0..=offset)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}
