//! Which part of a page says what. By the slugs of headings, which are the same in every language; where a page has none that is
//! known, by the shape and order of what stands under them.

use super::blocks::{Block, Document, Heading, Kind};
use super::{examples, permissions, tables};
use std::ops::Range;

/// What a section is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Permissions,
    HttpRequest,
    QueryParameters,
    Parameters,
    RequestHeaders,
    RequestBody,
    Response,
    /// What can go wrong.
    Errors,
    Example,
    Methods,
    Properties,
    Relationships,
    JsonRepresentation,
    Members,
    /// Values of one property.
    Values,
}

/// What stands under one heading, up to the next.
pub(super) struct Section {
    /// The index of the heading's block; `None` before the first.
    heading: Option<usize>,
    /// The level of the heading, 0 before the first.
    pub(super) level: u8,
    /// What it is about: by its own heading, else by that of the section around it.
    pub(super) role: Option<Role>,
    /// The blocks, without the heading.
    pub(super) blocks: Range<usize>,
}

/// All sections of a page.
pub(super) struct Sections<'d, 's> {
    pub(super) document: &'d Document<'s>,
    pub(super) all: Vec<Section>,
    /// Whether roles were told by headings.
    pub(super) by_heading: bool,
}

impl<'d, 's> Sections<'d, 's> {
    pub(super) fn of(document: &'d Document<'s>) -> Self {
        let all = outline(document);
        let mut sections = Self {
            document,
            all,
            by_heading: false,
        };
        sections.assign_by_heading();
        sections.by_heading = sections.all.iter().any(|section| section.role.is_some());
        if !sections.by_heading {
            sections.assign_by_shape();
        }
        sections
    }

    /// The blocks of a section.
    pub(super) fn blocks(&self, section: &Section) -> &'d [Block<'s>] {
        let range = section.blocks.clone();
        self.document.blocks.get(range).unwrap_or_default()
    }

    /// The heading of a section.
    pub(super) fn heading(&self, section: &Section) -> Option<&'d Heading<'s>> {
        match &self.document.blocks.get(section.heading?)?.kind {
            Kind::Heading(heading) => Some(heading),
            _ => None,
        }
    }

    /// The sections with a role, in order.
    pub(super) fn with(&self, role: Role) -> impl Iterator<Item = &Section> {
        let all = self.all.iter();
        all.filter(move |section| section.role == Some(role))
    }

    /// The blocks of all sections with a role, in order.
    pub(super) fn blocks_with(&self, role: Role) -> impl Iterator<Item = &'d Block<'s>> {
        self.with(role).flat_map(|section| self.blocks(section))
    }

    fn assign_by_heading(&mut self) {
        // The open sections around the next one: level and role.
        let mut around: Vec<(u8, Option<Role>)> = Vec::new();
        let mut had_example = false;
        for index in 0..self.all.len() {
            let level = self.all[index].level;
            let own = self.heading(&self.all[index]).and_then(|it| role(&it.slug));
            while around.last().is_some_and(|(outer, _)| *outer >= level) {
                around.pop();
            }
            let outer = around.last().and_then(|(_, role)| *role);
            let role = match (own, outer) {
                // Headings within examples repeat those of the page.
                (Some(Role::HttpRequest), Some(Role::Example)) => own,
                (_, Some(Role::Example)) => outer,
                (Some(Role::Response), _) if had_example => Some(Role::Example),
                (own, outer) => own.or(outer),
            };
            had_example |= role == Some(Role::Example);
            around.push((level, role));
            self.all[index].role = role;
        }
    }

    /// Gives roles to the sections of the highest level, and to what stands in them.
    fn assign_by_shape(&mut self) {
        let Some(top) = self
            .all
            .iter()
            .map(|one| one.level)
            .filter(|level| *level > 1)
            .min()
        else {
            return;
        };
        let mut parts: Vec<Range<usize>> = Vec::new();
        for (index, section) in self.all.iter().enumerate() {
            match parts.last_mut() {
                _ if section.level == top => parts.push(index..index + 1),
                Some(part) if section.level > top => part.end = index + 1,
                _ => {}
            }
        }
        let shapes: Vec<_> = parts.iter().map(|part| self.shape(part)).collect();
        for (part, role) in parts.iter().zip(roles(&shapes)) {
            for index in part.clone() {
                self.all[index].role = role;
            }
        }
    }

    fn shape(&self, part: &Range<usize>) -> Shape {
        let mut shape = Shape::default();
        let sections = self.all.get(part.clone()).unwrap_or_default();
        for block in sections.iter().flat_map(|section| self.blocks(section)) {
            match &block.kind {
                Kind::Fence(fence) => {
                    let document = self.document;
                    shape.has_code = true;
                    shape.has_request |= examples::has_request_line(document.source, fence);
                    shape.has_json |= document
                        .source
                        .slice(&fence.body)
                        .trim_start()
                        .starts_with('{');
                }
                Kind::Table(table) => {
                    shape.columns = shape.columns.max(table.columns());
                    shape.has_scopes |= permissions::has_scopes(self.document.source, table);
                    shape.has_operations |= tables::has_operations(self.document, table);
                    shape.has_numbers |= tables::is_numbered(self.document.source, table);
                }
                Kind::Paragraph | Kind::List => {
                    shape.has_status |=
                        !super::response::statuses_in(self.document, &block.range).is_empty();
                }
                _ => {}
            }
        }
        shape
    }
}

/// What stands in a section and the sections in it.
#[derive(Debug, Default)]
struct Shape {
    has_code: bool,
    has_request: bool,
    has_json: bool,
    has_status: bool,
    has_scopes: bool,
    has_operations: bool,
    has_numbers: bool,
    /// Columns of the widest table.
    columns: usize,
}

/// Roles by shape and order. The order of sections is the same on all pages.
fn roles(shapes: &[Shape]) -> Vec<Option<Role>> {
    match shapes.iter().position(|shape| shape.has_request) {
        Some(request) => roles_of_operation(shapes, request),
        None => roles_of_type(shapes),
    }
}

fn roles_of_operation(shapes: &[Shape], request: usize) -> Vec<Option<Role>> {
    let after = request + 1;
    let position = |from: usize, is: fn(&Shape) -> bool| {
        let rest = shapes.get(from..).unwrap_or_default();
        rest.iter().position(is).map(|at| from + at)
    };
    let example = position(after, |shape| shape.has_code).unwrap_or(shapes.len());
    let answers = shapes.get(after..example).unwrap_or_default();
    let response = answers.iter().rposition(|shape| shape.has_status);
    let response = response.map_or(example, |at| after + at);
    let role = |(index, shape): (usize, &Shape)| match index {
        _ if index < request => shape.has_scopes.then_some(Role::Permissions),
        _ if index == request => Some(Role::HttpRequest),
        _ if index >= example => Some(Role::Example),
        _ if index == response => Some(Role::Response),
        _ if index > response => None,
        _ if index + 1 == response && shape.columns != 2 => Some(Role::RequestBody),
        _ if shape.columns == 2 => Some(Role::RequestHeaders),
        _ if shape.columns > 2 => Some(Role::Parameters),
        _ => None,
    };
    shapes.iter().enumerate().map(role).collect()
}

fn roles_of_type(shapes: &[Shape]) -> Vec<Option<Role>> {
    // Overviews have tables of three columns, too.
    let is_type = shapes.iter().any(|shape| shape.has_json);
    let mut has_properties = false;
    let mut has_representation = false;
    let role = |shape: &Shape| {
        if shape.has_json && !has_representation {
            has_representation = true;
            return Some(Role::JsonRepresentation);
        }
        match shape.columns {
            _ if shape.has_operations => Some(Role::Methods),
            _ if shape.has_numbers => Some(Role::Members),
            3 if has_representation || !is_type => None,
            3 if has_properties => Some(Role::Relationships),
            3 => {
                has_properties = true;
                Some(Role::Properties)
            }
            _ => None,
        }
    };
    shapes.iter().map(role).collect()
}

fn outline(document: &Document<'_>) -> Vec<Section> {
    let mut all = vec![Section {
        heading: None,
        level: 0,
        role: None,
        blocks: 0..0,
    }];
    for (index, block) in document.blocks.iter().enumerate() {
        match &block.kind {
            Kind::Heading(heading) => all.push(Section {
                heading: Some(index),
                level: heading.level,
                role: None,
                blocks: index + 1..index + 1,
            }),
            _ => {
                if let Some(section) = all.last_mut() {
                    section.blocks.end = index + 1;
                }
            }
        }
    }
    all
}

/// What a heading's slug says.
fn role(slug: &str) -> Option<Role> {
    Some(match slug {
        "permissions" | "prerequisites" => Role::Permissions,
        "query-parameters" | "optional-query-parameters" | "odata-query-parameters" => {
            Role::QueryParameters
        }
        "function-parameters" | "path-parameters" | "parameters" => Role::Parameters,
        "request-headers" | "optional-request-headers" => Role::RequestHeaders,
        "request-body" => Role::RequestBody,
        "response" | "responses" | "http-response" => Role::Response,
        "exceptions" => Role::Errors,
        "methods" | "tasks" | "reports" | "functions" => Role::Methods,
        "properties" => Role::Properties,
        "relationships" => Role::Relationships,
        "json-representation" => Role::JsonRepresentation,
        "members" => Role::Members,
        _ if slug.starts_with("http-request") => Role::HttpRequest,
        _ if slug.starts_with("permissions-") => Role::Permissions,
        _ if slug.starts_with("example") => Role::Example,
        _ if slug.starts_with("error-") => Role::Errors,
        _ if ["-values", "-options", "-enumeration"]
            .iter()
            .any(|end| slug.ends_with(end)) =>
        {
            Role::Values
        }
        _ => return None,
    })
}
