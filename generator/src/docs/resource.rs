//! Pages of structured types, and the enumerations that they describe.

use super::blocks::{Block, Fence, Kind, Table};
use super::json::JsonBlock;
use super::page::{Annotation, Defect, EnumTable, PropertyRow, ResourcePage};
use super::sections::{Role, Section, Sections};
use super::{annotation, json, tables};

/// Reads a page of a structured type; `None` where it is none.
pub(super) fn read<'s>(
    sections: &Sections<'_, 's>,
    defects: &mut Vec<Defect>,
) -> Option<ResourcePage<'s>> {
    let document = sections.document;
    let mut page = ResourcePage::default();
    let representation = representation(sections);
    if let Some((annotation, fence)) = representation {
        let text = document.source.trimmed(&fence.body);
        match json::read(&text) {
            Ok(block) => page.representation = Some(block),
            Err(json::Unreadable::Empty) => {}
            Err(error) => defects.push(Defect {
                kind: "json-unreadable",
                message: error.to_string(),
                span: text.span,
            }),
        }
        page.annotation = annotation;
    }
    for section in &sections.all {
        for block in sections.blocks(section) {
            let Kind::Table(table) = &block.kind else {
                continue;
            };
            if tables::has_operations(document, table) {
                page.methods.extend(tables::operations(document, table));
                continue;
            }
            match section.role {
                Some(Role::Members | Role::Values) => {
                    page.enums.push(enumeration(sections, section, table))
                }
                Some(Role::Properties | Role::Relationships)
                    if tables::is_numbered(document.source, table) =>
                {
                    page.enums.push(enumeration(sections, section, table));
                }
                // Fewer columns under a heading of their own say something else.
                Some(Role::Properties | Role::Relationships)
                    if table.columns() < 3 && is_below(sections, section) => {}
                Some(Role::Properties) => {
                    let rows = tables::properties(document, table);
                    if page.properties.is_empty() || is_of(&rows, page.representation.as_ref()) {
                        page.properties.extend(rows);
                    }
                }
                Some(Role::Relationships) => {
                    page.relationships
                        .extend(tables::properties(document, table));
                }
                _ => {}
            }
        }
    }
    // Overviews list methods, too.
    let is_resource = page.representation.is_some()
        || page.annotation.is_some()
        || !page.properties.is_empty()
        || !page.relationships.is_empty();
    is_resource.then_some(page)
}

/// Whether a further table is about the properties of the type, and not about values or parts of one: most of its rows stand in the
/// JSON representation, where there is one.
fn is_of(rows: &[PropertyRow<'_>], representation: Option<&JsonBlock<'_>>) -> bool {
    let Some(representation) = representation else {
        return true;
    };
    let is_known = |row: &&PropertyRow<'_>| representation.value.get(&row.name.text).is_some();
    rows.iter().filter(is_known).count() * 2 > rows.len()
}

/// The enumerations of a page that is about nothing else.
pub(super) fn enumerations<'s>(sections: &Sections<'_, 's>) -> Vec<EnumTable<'s>> {
    let mut enums = Vec::new();
    for section in &sections.all {
        for block in sections.blocks(section) {
            let Kind::Table(table) = &block.kind else {
                continue;
            };
            let is_enumeration = matches!(section.role, Some(Role::Members | Role::Values))
                || tables::is_numbered(sections.document.source, table);
            if is_enumeration {
                enums.push(enumeration(sections, section, table));
            }
        }
    }
    enums
}

/// Whether a section is one within another.
fn is_below(sections: &Sections<'_, '_>, section: &Section) -> bool {
    sections
        .heading(section)
        .is_some_and(|heading| heading.level > 2)
}

fn enumeration<'s>(sections: &Sections<'_, 's>, section: &Section, table: &Table) -> EnumTable<'s> {
    let source = sections.document.source;
    // `Members` is said of what the title names.
    let own = match section.role {
        Some(Role::Members) => None,
        _ => sections.heading(section),
    };
    let title = sections
        .document
        .blocks
        .iter()
        .find_map(|block| match &block.kind {
            Kind::Heading(heading) if heading.level == 1 => Some(heading),
            _ => None,
        });
    EnumTable {
        heading: own.or(title).map(|heading| source.trimmed(&heading.text)),
        members: tables::members(sections.document, table),
    }
}

/// The JSON of the type with the comment before it: the block that a comment calls `resource`, else the first one in the section on
/// the representation.
fn representation<'d, 's>(
    sections: &Sections<'d, 's>,
) -> Option<(Option<Annotation<'s>>, &'d Fence<'s>)> {
    let document = sections.document;
    let mut above = Vec::new();
    for block in &document.blocks {
        match &block.kind {
            Kind::Comment(comment) => above.push(comment),
            Kind::Fence(fence) => {
                let annotation = annotation::last(document, &above);
                above.clear();
                let is_resource = annotation
                    .as_ref()
                    .is_some_and(|it| it.block_type.as_deref() == Some("resource"));
                if is_resource {
                    return Some((annotation, fence));
                }
            }
            Kind::Tab => {}
            _ => above.clear(),
        }
    }
    let is_object = |block: &'d Block<'s>| match &block.kind {
        Kind::Fence(fence) => {
            let body = document.source.slice(&fence.body);
            body.trim_start().starts_with('{').then_some(fence)
        }
        _ => None,
    };
    let fence = sections
        .blocks_with(Role::JsonRepresentation)
        .find_map(is_object)?;
    Some((None, fence))
}
