//! Disagreements.

use crate::diagnostics::Span;
use crate::docs::page::PageKey;
use serde::{Serialize, Serializer};

macro_rules! kinds {
    ($($(#[$meta:meta])* $variant:ident = $name:literal,)*) => {
        /// What a disagreement is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind { $($(#[$meta])* $variant,)* }

        impl Kind {
            /// All of them, in the order in which they are told.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name, in kebab case.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

kinds! {
    /// A request line leads nowhere in the metadata. The reason is where it stops.
    UnresolvedRequest = "unresolved-request",
    /// A request line is understood, but is not what the metadata has: other letters, a cast left out.
    RequestDiffers = "request-differs",
    /// The type that a page is about is not in the metadata.
    UnknownType = "unknown-type",
    /// A documented property is not in the metadata.
    UnknownProperty = "unknown-property",
    /// A property of the metadata is not on the pages of its type.
    UndocumentedProperty = "undocumented-property",
    /// A property has another name in its row: other letters, a translation.
    PropertyNameDiffers = "property-name-differs",
    /// A property, parameter or its JSON is of another type than in the metadata.
    OtherType = "other-type",
    /// The JSON representation of a type does not have the type's form.
    RepresentationDiffers = "representation-differs",
    /// A documented member is not in the enumeration.
    UnknownMember = "unknown-member",
    /// A member of an enumeration is not in its table.
    UndocumentedMember = "undocumented-member",
    /// A member has another name in its row: other letters, a translation.
    MemberNameDiffers = "member-name-differs",
    /// A member has another number.
    OtherMemberValue = "other-member-value",
    /// A documented parameter is not in the metadata.
    UnknownParameter = "unknown-parameter",
    /// A parameter of the metadata is not on the operation's page.
    UndocumentedParameter = "undocumented-parameter",
    /// A parameter has another name in its row.
    ParameterNameDiffers = "parameter-name-differs",
    /// The page of an operation links to another type than it returns.
    OtherReturn = "other-return",
    /// An example is no value of its type. The reason is the misfit.
    ExampleMisfit = "example-misfit",
    /// An example is a value of its type that a client gets along with: other letters, a property of a derived type.
    ExampleDiffers = "example-differs",
    /// A comment for the authors' tools says otherwise than the metadata.
    AnnotationContradicts = "annotation-contradicts",
    /// A permission that there is not.
    UnknownPermission = "unknown-permission",
    /// A table that could not be read as it should.
    DamagedTable = "damaged-table",
    /// JSON that had to be repaired, or could not be read. The reason is the defect.
    DamagedJson = "damaged-json",
    /// A block that is not closed, and the like.
    DamagedPage = "damaged-page",
    /// An artefact of the program that writes some of the pages: one entity in `value`, where OData has it bare.
    BoilerplateWrapper = "boilerplate-wrapper",
    /// Another one: the table of what is required to create something lists every property, the key too.
    BoilerplateRequired = "boilerplate-required",
    /// Another one: a comment says `Edm.String` of every answer.
    BoilerplateAnnotation = "boilerplate-annotation",
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A disagreement between a page and the metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is about.
    pub kind: Kind,
    /// The page.
    pub page: PageKey,
    /// What on the page, as stable as can be: a request, a type with its property. One line, no line numbers.
    pub subject: String,
    /// More precisely why, in kebab case, where a kind has several reasons.
    pub reason: Option<&'static str>,
    /// What is wrong, for people.
    pub message: String,
    /// Where it is documented.
    pub documented: Span,
    /// Where the metadata says otherwise; `None` where it says nothing at all.
    pub declared: Option<Span>,
}

/// A text of the input as a part of a subject: one line, and not endless.
pub(super) fn one_line(text: &str) -> String {
    const MAX: usize = 400;
    let mut line = String::new();
    for word in text.split(|one: char| one.is_whitespace() || one.is_control()) {
        if word.is_empty() {
            continue;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > MAX {
            break;
        }
    }
    match line.char_indices().nth(MAX) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
