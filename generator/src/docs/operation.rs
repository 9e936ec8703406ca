//! Pages of operations.

use super::blocks::{Block, Kind};
use super::page::{Defect, Folder, Link, OperationPage, RequestLine, TemplatesBy, Text};
use super::request_line::{self, Strictness};
use super::sections::{Role, Sections};
use super::{Extent, examples, permissions, response, tables};

/// Reads a page of an operation; `None` where it shows no request.
pub(super) fn read<'s>(
    sections: &Sections<'_, 's>,
    folder: Folder,
    extent: Extent,
    defects: &mut Vec<Defect>,
) -> Option<OperationPage<'s>> {
    let mut templates_by = match sections.by_heading {
        true => TemplatesBy::Heading,
        false => TemplatesBy::Shape,
    };
    let mut templates = examples::templates(sections);
    if templates.is_empty() {
        templates_by = TemplatesBy::Shape;
        templates = templates_by_shape(sections, defects);
        if templates.is_empty() {
            return None;
        }
    }
    let permissions = permissions::read(sections, defects);
    // Overviews show requests, too; without a heading that says so only the folder tells.
    let is_sure = match folder {
        Folder::Api => true,
        Folder::Resources => templates_by == TemplatesBy::Heading,
        Folder::Other => templates_by == TemplatesBy::Heading || permissions.is_some(),
    };
    if !is_sure {
        return None;
    }
    let is_template = |line: &RequestLine<'_>| {
        let at = templates.binary_search_by_key(&line.span.start, |template| template.span.start);
        at.is_ok()
    };
    let examples = examples::read(sections, extent, is_template, defects);
    let mut page = OperationPage {
        templates_by,
        permissions,
        permission_include: permission_include(sections),
        query_options: query_options(sections),
        statuses: response::statuses(sections),
        returns: response::returns(sections),
        examples,
        templates,
        ..OperationPage::default()
    };
    for (role, block) in tables_of(sections) {
        let Kind::Table(table) = &block.kind else {
            continue;
        };
        match role {
            Role::RequestHeaders => {
                page.headers
                    .extend(tables::headers(sections.document, table));
            }
            Role::Parameters | Role::QueryParameters => {
                page.parameters
                    .extend(tables::properties(sections.document, table));
            }
            Role::RequestBody => {
                page.request_body
                    .extend(tables::properties(sections.document, table));
            }
            _ => {}
        }
    }
    Some(page)
}

fn tables_of<'d, 's>(sections: &Sections<'d, 's>) -> impl Iterator<Item = (Role, &'d Block<'s>)> {
    let with_role = sections
        .all
        .iter()
        .filter_map(|section| Some((section.role?, section)));
    with_role.flat_map(|(role, section)| {
        let blocks = sections.blocks(section).iter();
        blocks.map(move |block| (role, block))
    })
}

/// The request lines of the first section that has one; else one that slipped behind the marks that open a block.
fn templates_by_shape<'s>(
    sections: &Sections<'_, 's>,
    defects: &mut Vec<Defect>,
) -> Vec<RequestLine<'s>> {
    let source = sections.document.source;
    let fences = |blocks: &'_ [Block<'s>]| -> Vec<RequestLine<'s>> {
        let fences = blocks.iter().filter_map(|block| match &block.kind {
            Kind::Fence(fence) => Some(fence),
            _ => None,
        });
        fences
            .flat_map(|fence| examples::request_lines(source, fence))
            .collect()
    };
    for block in &sections.document.blocks {
        if let Kind::Fence(fence) = &block.kind
            && let Some((_, line)) = fence.info.split_once(char::is_whitespace)
        {
            let line = line.trim();
            let first = source.lines(&block.range).next().unwrap_or_default();
            let range = first.end.saturating_sub(line.len())..first.end;
            let range = source.trim(&range);
            if let Some(line) = request_line::read(source, &range, Strictness::Path) {
                defects.push(Defect {
                    kind: "request-line-in-info",
                    message: "the request line stands behind the marks that open the block"
                        .to_owned(),
                    span: line.span,
                });
                return vec![line];
            }
        }
    }
    let not_examples = sections
        .all
        .iter()
        .filter(|one| one.role != Some(Role::Example));
    not_examples
        .map(|section| fences(sections.blocks(section)))
        .find(|lines| !lines.is_empty())
        .unwrap_or_default()
}

/// The file that holds the permissions, where the page takes them in.
fn permission_include<'s>(sections: &Sections<'_, 's>) -> Option<Link<'s>> {
    let includes = sections
        .blocks_with(Role::Permissions)
        .filter(|block| matches!(block.kind, Kind::Include));
    let mut links = includes.flat_map(|block| sections.document.links_in(&block.range));
    let is_table = |link: &Link<'_>| link.target.contains("/permissions/");
    links.find(is_table)
}

/// Options as `$select` in the section on query parameters, and the names of its tables' rows.
fn query_options<'s>(sections: &Sections<'_, 's>) -> Vec<Text<'s>> {
    let source = sections.document.source;
    let mut options: Vec<Text<'s>> = Vec::new();
    let mut add = |option: Text<'s>| {
        if !option.text.is_empty() && !options.iter().any(|known| known.text == option.text) {
            options.push(option);
        }
    };
    for block in sections.blocks_with(Role::QueryParameters) {
        if matches!(block.kind, Kind::Fence(_) | Kind::Comment(_)) {
            continue;
        }
        let slice = source.slice(&block.range);
        for (at, _) in slice.match_indices('$') {
            let rest = slice.get(at + 1..).unwrap_or_default();
            let length = rest
                .find(|c: char| !c.is_ascii_alphabetic())
                .unwrap_or(rest.len());
            let start = block.range.start + at;
            if length > 0 {
                add(source.trimmed(&(start..start + 1 + length)));
            }
        }
        if let Kind::Table(table) = &block.kind {
            for cell in table.rows().filter_map(|row| row.cell(0)) {
                let name = source.name(cell);
                if !name.text.contains('$') && !name.text.contains(char::is_whitespace) {
                    add(name);
                }
            }
        }
    }
    options
}
