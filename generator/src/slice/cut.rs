//! From the text of metadata to that of a slice: what is kept stands as it was written, an element to a line.

use super::kept::{Extent, Kept};
use crate::diagnostics::SourceId;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The text without what is not kept. It was read before without an error.
pub(super) fn cut(source: SourceId, text: &str, kept: &Kept<'_>) -> String {
    let content = text.strip_prefix('\u{feff}').unwrap_or(text);
    let origin = text.len() - content.len();
    let mut reader = Reader::from_str(content);
    let mut cut = Cut {
        kept,
        out: String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>"),
        open: Vec::new(),
    };
    loop {
        let start = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let Ok(event) = reader.read_event() else {
            break;
        };
        let end = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let written = content.get(start..end).unwrap_or_default();
        let place = (source, u32::try_from(origin + start).unwrap_or(u32::MAX));
        match event {
            Event::Start(tag) => match cut.extent(&tag, place) {
                Some(Extent::Whole) => cut.start(&tag, written),
                Some(Extent::Head) => {
                    cut.head(written);
                    if reader.read_to_end(tag.name()).is_err() {
                        break;
                    }
                }
                None => {
                    if reader.read_to_end(tag.name()).is_err() {
                        break;
                    }
                }
            },
            Event::Empty(tag) => {
                if cut.extent(&tag, place).is_some() {
                    cut.leaf(&tag, written);
                }
            }
            Event::End(_) => cut.end(written),
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => cut.text(written),
            Event::Eof => break,
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    cut.out.push('\n');
    cut.out
}

struct Cut<'k, 'm> {
    kept: &'k Kept<'m>,
    out: String,
    open: Vec<Open>,
}

/// An element that is not closed yet.
struct Open {
    role: Role,
    /// Where its text begins in the output.
    start: usize,
    /// Children other than annotations of its own.
    members: usize,
    last: Last,
}

/// What stands last in an element so far.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Text,
    Element,
}

/// What an element is to its children and its parent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// It only holds others, and is left out without any.
    Holder,
    /// The same, and those that it holds are annotations.
    Annotations,
    /// It is no member of what it annotates.
    Annotation,
    /// Any other.
    Other,
}

impl Role {
    fn of(name: &str) -> Self {
        match name {
            "Schema" | "EntityContainer" => Self::Holder,
            "Annotations" => Self::Annotations,
            "Annotation" => Self::Annotation,
            _ => Self::Other,
        }
    }

    fn is_for_members(self) -> bool {
        matches!(self, Self::Holder | Self::Annotations)
    }
}

impl Cut<'_, '_> {
    /// How much of an element is kept, whose parent is.
    fn extent(&self, tag: &BytesStart<'_>, place: (SourceId, u32)) -> Option<Extent> {
        let parent = self.open.last().map(|open| open.role);
        match tag.local_name().as_ref() {
            "EntityType" | "ComplexType" | "EnumType" | "Property" | "NavigationProperty"
            | "Action" | "Function" | "EntitySet" | "Singleton" | "ActionImport"
            | "FunctionImport" => self.kept.extent(place),
            // Nothing of a client comes from a term.
            "Term" => None,
            "NavigationPropertyBinding" => {
                let attribute = |name| {
                    let found = tag.try_get_attribute(name).ok().flatten()?;
                    Some(found.value.into_owned())
                };
                let (path, target) = (attribute("Path")?, attribute("Target")?);
                self.kept.binds(&path, &target).then_some(Extent::Whole)
            }
            "Annotation" if parent == Some(Role::Annotations) => {
                self.kept.annotates(place).then_some(Extent::Whole)
            }
            _ => Some(Extent::Whole),
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, written: &str) {
        let start = self.out.len();
        self.line();
        self.out.push_str(written);
        self.open.push(Open {
            role: Role::of(tag.local_name().as_ref()),
            start,
            members: 0,
            last: Last::Nothing,
        });
    }

    /// An element without content.
    fn leaf(&mut self, tag: &BytesStart<'_>, written: &str) {
        let role = Role::of(tag.local_name().as_ref());
        if role.is_for_members() {
            return;
        }
        self.line();
        self.out.push_str(written);
        self.count(role);
    }

    /// A start tag that becomes the whole element.
    fn head(&mut self, written: &str) {
        self.line();
        self.out.push_str(written);
        self.close_empty();
        self.count(Role::Other);
    }

    /// Makes an element without content of the start tag that stands last.
    fn close_empty(&mut self) {
        let tag = self.out.trim_end_matches('>').trim_end();
        self.out.truncate(tag.len());
        self.out.push_str("/>");
    }

    fn end(&mut self, written: &str) {
        let Some(open) = self.open.pop() else { return };
        if open.role.is_for_members() && open.members == 0 {
            self.out.truncate(open.start);
            return;
        }
        match open.last {
            Last::Nothing => self.close_empty(),
            Last::Text => self.out.push_str(written),
            Last::Element => {
                self.line();
                self.out.push_str(written);
            }
        }
        self.count(open.role);
    }

    /// Text counts where it is more than white space between elements.
    fn text(&mut self, written: &str) {
        let Some(open) = self.open.last_mut() else {
            return;
        };
        if open.last != Last::Text && written.trim().is_empty() {
            return;
        }
        open.last = Last::Text;
        self.out.push_str(written);
    }

    /// Notes a child of the element that is open.
    fn count(&mut self, role: Role) {
        if let Some(parent) = self.open.last_mut() {
            parent.last = Last::Element;
            if role != Role::Annotation || parent.role == Role::Annotations {
                parent.members += 1;
            }
        }
    }

    /// Begins a line, as far in as the element is deep.
    fn line(&mut self) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n("  ", self.open.len()));
    }
}
