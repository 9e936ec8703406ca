//! What the section on the response says: statuses and the type of what comes back.

use super::blocks::{Document, Kind};
use super::page::Link;
use super::sections::{Role, Sections};
use super::text::is_blank;
use std::ops::Range;

/// The status codes that a text names, in order: in code spans, else anywhere.
pub(super) fn statuses_in(document: &Document<'_>, range: &Range<usize>) -> Vec<u16> {
    let spans = document.code_in(range);
    let spans = spans.iter();
    let in_code: Vec<_> = spans
        .flat_map(|span| numbers(document.source.slice(span)))
        .collect();
    match in_code.is_empty() {
        true => numbers(document.source.slice(range)).collect(),
        false => in_code,
    }
}

/// The statuses of a page, each once.
pub(super) fn statuses(sections: &Sections<'_, '_>) -> Vec<u16> {
    let mut statuses = Vec::new();
    let mut add = |status| {
        if !statuses.contains(&status) {
            statuses.push(status);
        }
    };
    let ranges = text_ranges(sections);
    let spans = ranges
        .iter()
        .flat_map(|range| sections.document.code_in(range));
    let source = sections.document.source;
    spans
        .flat_map(|span| numbers(source.slice(&span)))
        .for_each(&mut add);
    if statuses.is_empty() {
        let texts = ranges.iter().map(|range| source.slice(range));
        texts.flat_map(numbers).for_each(|status| {
            if !statuses.contains(&status) {
                statuses.push(status);
            }
        });
    }
    statuses
}

/// The links of the section to pages of types.
pub(super) fn returns<'s>(sections: &Sections<'_, 's>) -> Vec<Link<'s>> {
    let ranges = text_ranges(sections);
    let links = ranges
        .iter()
        .flat_map(|range| sections.document.links_in(range));
    links.filter(|link| link.is_to("resources")).collect()
}

fn text_ranges(sections: &Sections<'_, '_>) -> Vec<Range<usize>> {
    let blocks = sections.blocks_with(Role::Response);
    let texts =
        blocks.filter(|block| matches!(block.kind, Kind::Paragraph | Kind::List | Kind::Table(_)));
    texts.map(|block| block.range.clone()).collect()
}

/// Numbers that are statuses of HTTP, as words of their own.
fn numbers(text: &str) -> impl Iterator<Item = u16> {
    let words = text.split(|c: char| is_blank(c) || "`*_,.;:()（）。、，\"'/|".contains(c));
    words.filter_map(|word| {
        let is_number = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit());
        let number = word.parse().ok().filter(|_| is_number)?;
        STATUSES.binary_search(&number).is_ok().then_some(number)
    })
}

/// The statuses that services of this kind answer with. Others are numbers in prose.
const STATUSES: [u16; 36] = [
    200, 201, 202, 203, 204, 205, 206, 207, 301, 302, 303, 304, 307, 308, 400, 401, 402, 403, 404,
    405, 406, 408, 409, 410, 411, 412, 413, 415, 416, 422, 423, 429, 500, 502, 503, 504,
];
