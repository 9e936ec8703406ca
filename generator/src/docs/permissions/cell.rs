//! What a cell of a permission table asks for: alternatives, each of one scope or several together.

use super::super::page::{Defect, Text};
use super::super::text::{Source, is_blank};
use super::scopes;
use std::borrow::Cow;
use std::ops::Range;

/// What a cell says of one case.
#[derive(Debug)]
pub(super) struct Part<'s> {
    /// The case, where the cell tells cases apart.
    pub(super) case: Option<Text<'s>>,
    /// Alternatives, each a list of scopes that are wanted together. Empty: not supported.
    pub(super) alternatives: Vec<Vec<Text<'s>>>,
}

/// Words between scopes that want both. Everything else between scopes separates alternatives.
const ALL_OF: [&str; 12] = [
    "&",
    "and",
    "e",
    "et",
    "i",
    "und",
    "y",
    "および",
    "と",
    "及び",
    "和",
    "и",
];

/// Words between lists of scopes that want one of each.
const ONE_OF_EACH: [&str; 5] = ["+", "plus", "sowie", "además", "加上"];

/// Words that separate alternatives, as commas do.
const ANY_OF: [&str; 12] = [
    "o",
    "oder",
    "or",
    "ou",
    "または",
    "又は",
    "もしくは",
    "или",
    "或",
    "或者",
    "either",
    "sowohl",
];

/// Scopes of one word, which have no dot to be told by.
const SINGLE_WORDS: [&str; 4] = ["email", "offline_access", "openid", "profile"];

/// Whether a text holds a scope.
pub(super) fn has_scopes(text: &str) -> bool {
    Tokens { text, at: 0 }.next().is_some()
}

/// Reads a cell. What it says of a case that is damaged beyond reading is left out.
pub(super) fn read<'s>(
    source: Source<'s>,
    cell: &Range<usize>,
    defects: &mut Vec<Defect>,
) -> Vec<Part<'s>> {
    let text = source.slice(cell);
    if !has_scopes(text) {
        return without_scopes(source, cell, defects).into_iter().collect();
    }
    let mut parts: Vec<Part<'s>> = Vec::new();
    let mut case: Option<Text<'s>> = None;
    for line in cut_at_breaks(text) {
        let line = cell.start + line.start..cell.start + line.end;
        let (label, scopes_in) = cut_label(source, &line);
        if let Some(label) = label {
            case = Some(label);
        }
        let alternatives = alternatives(source, &scopes_in, defects);
        let slice = source.slice(&scopes_in).trim_matches(is_blank);
        if alternatives.is_empty() && (slice.is_empty() || case.is_none()) {
            continue;
        }
        match parts.last_mut() {
            Some(part) if part.case == case => part.alternatives.extend(alternatives),
            _ => parts.push(Part {
                case: case.clone(),
                alternatives,
            }),
        }
    }
    parts
}

/// A cell without scopes says that there is no way to ask; unless it is damaged, or a remark.
fn without_scopes<'s>(
    source: Source<'s>,
    cell: &Range<usize>,
    defects: &mut Vec<Defect>,
) -> Option<Part<'s>> {
    let text = source.slice(cell);
    if text.split(COMMAS).any(|piece| repair(piece).is_some()) {
        return Some(Part {
            case: None,
            alternatives: alternatives(source, cell, defects),
        });
    }
    let plain = text.trim_matches(|c: char| is_blank(c) || ".。．*_".contains(c));
    let is_list = plain.contains([',', '、', '，', '。', ':', '：', '[']) || plain.contains(". ");
    if is_list {
        defects.push(Defect {
            kind: "permission-cell-damaged",
            message: "the cell names no permission and does not look like a plain no; left out"
                .to_owned(),
            span: source.span(cell),
        });
        return None;
    }
    Some(Part {
        case: None,
        alternatives: Vec::new(),
    })
}

/// A scope that a translator took for a sentence: `files. ReadWrite. all`.
fn repair(piece: &str) -> Option<&'static str> {
    if piece.len() > LONGEST || !piece.contains(['.', '。']) {
        return None;
    }
    let name: String = piece.chars().filter(|c| !is_blank(*c)).collect();
    // No name is without a dot: most pieces are a sentence that says no.
    let name = name.trim_matches('.');
    let name = Some(name).filter(|name| name.contains('.'));
    scopes::find_ignoring_case(name?)
}

/// No name of a scope is longer, with blanks in it.
const LONGEST: usize = 100;

/// The pieces between `<br>`, which is written in many ways.
fn cut_at_breaks(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = Some(0);
    std::iter::from_fn(move || {
        let from = start?;
        let mut at = from;
        loop {
            let Some(open) = text.get(at..)?.find('<') else {
                start = None;
                return Some(from..text.len());
            };
            let open = at + open;
            let inner = text.get(open + 1..)?;
            let name = inner.trim_start_matches('/');
            let is_break = name
                .get(..2)
                .is_some_and(|tag| tag.eq_ignore_ascii_case("br"));
            match inner.find('>').filter(|length| is_break && *length < 8) {
                Some(length) => {
                    start = Some(open + 1 + length + 1);
                    return Some(from..open);
                }
                None => at = open + 1,
            }
        }
    })
}

/// What ends a label.
const LABEL_ENDS: [&str; 4] = [":", "：", " - ", " – "];

/// Cuts `For user resources:` off before scopes.
fn cut_label<'s>(source: Source<'s>, line: &Range<usize>) -> (Option<Text<'s>>, Range<usize>) {
    let slice = source.slice(line);
    let first = Tokens { text: slice, at: 0 }.next();
    let limit = first.map_or(slice.len(), |token| token.start);
    let before = slice.get(..limit).unwrap_or_default();
    if before.is_empty() {
        return (None, line.clone());
    }
    let cut = LABEL_ENDS
        .iter()
        .find_map(|end| Some((before.rfind(end)?, end.len())));
    match cut {
        Some((at, length)) if !before.get(..at).unwrap_or_default().trim().is_empty() => {
            let end = line.start + at;
            let label = source.trimmed(&(line.start..end));
            (Some(label), end + length..line.end)
        }
        _ => (None, line.clone()),
    }
}

/// How a scope goes with those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// Another alternative.
    AnyOf,
    /// Wanted together with the scope before.
    AllOf,
    /// Wanted together with any of those before.
    OneOfEach,
}

fn alternatives<'s>(
    source: Source<'s>,
    range: &Range<usize>,
    defects: &mut Vec<Defect>,
) -> Vec<Vec<Text<'s>>> {
    let mut reader = Alternatives {
        source,
        lists: vec![Vec::new()],
        has_pair: false,
    };
    let mut start = range.start;
    for piece in source.slice(range).split_inclusive(COMMAS) {
        let end = start + piece.trim_end_matches(COMMAS).len();
        reader.piece(&(start..end), defects);
        start += piece.len();
    }
    product(reader.lists, source, range, defects)
}

/// What separates alternatives in all languages.
const COMMAS: [char; 5] = [',', '、', '，', ';', '；'];

/// The alternatives of a cell so far.
struct Alternatives<'s> {
    source: Source<'s>,
    /// Lists of alternatives of which one each is wanted: one list, nearly always.
    lists: Vec<Vec<Vec<Text<'s>>>>,
    /// Whether scopes are wanted together somewhere.
    has_pair: bool,
}

impl<'s> Alternatives<'s> {
    /// Reads what stands between two commas.
    fn piece(&mut self, piece: &Range<usize>, defects: &mut Vec<Defect>) {
        let slice = self.source.slice(piece);
        let mut last_end: Option<usize> = None;
        for token in (Tokens { text: slice, at: 0 }) {
            let gap = last_end.map(|end| slice.get(end..token.start).unwrap_or_default());
            last_end = Some(token.end);
            let at = piece.start + token.start..piece.start + token.end;
            self.scope(&at, gap.map_or(Joint::AnyOf, joint), defects);
        }
        if last_end.is_none() && slice.contains(char::is_alphabetic) && !slice.contains("~~") {
            self.damaged(piece, defects);
        }
    }

    fn scope(&mut self, at: &Range<usize>, joint: Joint, defects: &mut Vec<Defect>) {
        let scope = self.source.trimmed(at);
        let mut report = |kind, message: String| {
            defects.push(Defect {
                kind,
                message,
                span: scope.span,
            });
        };
        if !scopes::is_known(&scope.text) && !SINGLE_WORDS.contains(&scope.text.as_ref()) {
            let message = format!("`{}` is no known permission", scope.text);
            report("permission-unknown", message);
        }
        let has_comma = self.lists.last().is_some_and(|list| list.len() > 1);
        if joint == Joint::AllOf && has_comma && !self.has_pair {
            let message =
                "`a, b and c` can mean any of three or `b` and `c` together; read as the latter";
            report("permission-ambiguous", message.to_owned());
        }
        self.has_pair |= joint == Joint::AllOf;
        if joint == Joint::OneOfEach {
            self.lists.push(Vec::new());
        }
        let Some(list) = self.lists.last_mut() else {
            return;
        };
        match list.last_mut() {
            Some(together) if joint == Joint::AllOf => together.push(scope),
            _ => list.push(vec![scope]),
        }
    }

    /// Words among scopes: a scope that a translator took for a sentence, or nothing to go by.
    fn damaged(&mut self, piece: &Range<usize>, defects: &mut Vec<Defect>) {
        let piece = self.source.trimmed(piece);
        let repaired = repair(&piece.text);
        let (kind, message) = match repaired {
            Some(name) => (
                "permission-repaired",
                format!("`{}` was read as `{name}`", piece.text),
            ),
            None => (
                "permission-cell-damaged",
                format!("`{}` is no permission; left out", piece.text),
            ),
        };
        defects.push(Defect {
            kind,
            message,
            span: piece.span,
        });
        if let (Some(name), Some(list)) = (repaired, self.lists.last_mut()) {
            list.push(vec![Text {
                text: Cow::Borrowed(name),
                span: piece.span,
            }]);
        }
    }
}

/// More alternatives than this are not multiplied, nor more lists than [`MOST_LISTS`].
const MOST: usize = 64;
const MOST_LISTS: usize = 4;

/// One of each list, in all ways.
fn product<'s>(
    lists: Vec<Vec<Vec<Text<'s>>>>,
    source: Source<'s>,
    range: &Range<usize>,
    defects: &mut Vec<Defect>,
) -> Vec<Vec<Text<'s>>> {
    let is_sane = lists.len() <= MOST_LISTS;
    let mut lists = lists.into_iter();
    let mut all = lists.next().unwrap_or_default();
    for list in lists {
        if !is_sane || all.len().saturating_mul(list.len()) > MOST {
            defects.push(Defect {
                kind: "permission-cell-damaged",
                message: "the cell has too many combinations; those after the first were left out"
                    .to_owned(),
                span: source.span(range),
            });
            return all;
        }
        let with = |one: &Vec<Text<'s>>| {
            let one = one.clone();
            list.iter()
                .map(move |other| one.iter().chain(other).cloned().collect())
                .collect::<Vec<_>>()
        };
        all = all.iter().flat_map(with).collect();
    }
    all
}

/// What stands between two scopes.
fn joint(gap: &str) -> Joint {
    if gap.contains([',', '、', '，', ';', '；', '.', '。', '/']) {
        return Joint::AnyOf;
    }
    let words = gap.split(|c: char| is_blank(c) || "*_`~()".contains(c));
    for word in words.filter(|word| !word.is_empty()) {
        let word = word.to_lowercase();
        if ANY_OF.contains(&word.as_str()) {
            return Joint::AnyOf;
        }
        if ALL_OF.contains(&word.as_str()) {
            return Joint::AllOf;
        }
        if ONE_OF_EACH.contains(&word.as_str()) {
            return Joint::OneOfEach;
        }
    }
    Joint::AnyOf
}

/// The scopes in a text, by their shape: `Mail.ReadWrite.All`. What is struck out is no scope.
struct Tokens<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Tokens<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        loop {
            let rest = self.text.as_bytes().get(self.at..)?;
            let begins = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'~';
            let start = self.at + rest.iter().position(begins)?;
            let rest = self.text.get(start..)?;
            if rest.starts_with('~') {
                let struck = rest.strip_prefix("~~").and_then(|inner| inner.find("~~"));
                self.at = start + struck.map_or(1, |length| length + 4);
                continue;
            }
            let goes_on =
                |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
            let length = rest.bytes().take_while(goes_on).count();
            self.at = start + length;
            let word = rest.get(..length)?.trim_end_matches(['.', '-', '_']);
            if is_scope(word) {
                return Some(start..start + word.len());
            }
        }
    }
}

/// `Mail.ReadWrite.All`, or one of the scopes of a single word.
fn is_scope(word: &str) -> bool {
    let bytes = word.as_bytes();
    if !bytes.first().is_some_and(u8::is_ascii_uppercase) {
        return SINGLE_WORDS.contains(&word);
    }
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let mut parts = bytes.split(|byte| *byte == b'.');
    parts.all(|part| !part.is_empty() && part.iter().all(is_plain)) && bytes.contains(&b'.')
}
