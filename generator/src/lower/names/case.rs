//! One wire name to one identifier, for each kind of item.

use super::words::{chunks, is_kept, keep_only};
use heck::{AsShoutySnakeCase, AsSnakeCase, AsUpperCamelCase};
use std::fmt::Write;

/// What a name is for. It decides the case, and the word that is added where the name is reserved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A module, which is also a file: `identity_governance` for a namespace.
    Module,
    /// A type: `VppToken`.
    Type,
    /// A struct's field: `apple_id`, `r#type`.
    Field,
    /// An associated constant: `APPLE_ID`.
    Constant,
    /// An enum's variant: `InProgress`.
    Variant,
    /// A builder's method for an action or function: `sync_licenses`.
    Operation,
    /// A builder's method that leads further, or the root's: `vpp_tokens`.
    Accessor,
    /// A method's parameter.
    Parameter,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Snake,
    Screaming,
    Camel,
}

/// Longer names are cut, and told apart by a hash of the whole.
const LONGEST: usize = 100;

/// Keywords that may be written raw.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Keywords that may not.
const NEVER_RAW: &[&str] = &["Self", "_", "crate", "self", "super"];

impl Kind {
    /// The identifier for a wire name, before it is made unique in its [`Scope`](super::Scope).
    ///
    /// Total: any text gives a valid identifier. A keyword becomes a raw identifier, or gets a `_`
    /// where that is not legal and for modules (whose name is a file's too).
    ///
    /// For [`Kind::Module`] the text is a namespace: the `microsoft.graph.` before it is left out.
    pub fn rust_name(self, wire: &str) -> String {
        let wire = match self {
            Kind::Module => wire.strip_prefix("microsoft.").unwrap_or(wire),
            _ => wire,
        };
        let wire = match self {
            Kind::Module => wire.strip_prefix("graph.").unwrap_or(wire),
            _ => wire,
        };
        let mut name = keep_only(self.join(wire));
        if self == Kind::Module && !name.is_ascii() {
            name = ascii(&name);
        }
        if !name.chars().next().is_some_and(unicode_ident::is_xid_start) {
            name.insert(0, self.pick('n', 'N', 'N'));
        }
        if name.len() > LONGEST {
            name = self.shorten(&name, wire);
        }
        self.avoid_keyword(name)
    }

    /// The word that makes a name of this kind where the plain one is taken by the generated code's
    /// surroundings.
    pub(super) fn describing_word(self) -> &'static str {
        match self {
            Kind::Module => "_module",
            Kind::Type => "Type",
            Kind::Field | Kind::Accessor => "_property",
            Kind::Constant => "_PROPERTY",
            Kind::Variant => "Member",
            Kind::Operation => "_operation",
            Kind::Parameter => "_parameter",
        }
    }

    /// The `number`th name made from `name`, which is not free.
    pub(super) fn numbered(self, name: &str, number: usize) -> String {
        let name = name.strip_prefix("r#").unwrap_or(name);
        let name = name.trim_end_matches('_');
        let camel = self.case() == Case::Camel;
        if camel && !name.ends_with(|c: char| c.is_ascii_digit()) {
            format!("{name}{number}")
        } else {
            format!("{name}_{number}")
        }
    }

    fn case(self) -> Case {
        match self {
            Kind::Type | Kind::Variant => Case::Camel,
            Kind::Constant => Case::Screaming,
            Kind::Module | Kind::Field | Kind::Operation | Kind::Accessor | Kind::Parameter => {
                Case::Snake
            }
        }
    }

    fn pick<T>(self, snake: T, screaming: T, camel: T) -> T {
        match self.case() {
            Case::Snake => snake,
            Case::Screaming => screaming,
            Case::Camel => camel,
        }
    }

    fn join(self, wire: &str) -> String {
        let case = self.case();
        let mut name = String::with_capacity(wire.len() + 8);
        for chunk in chunks(wire) {
            let start = name.len();
            let _ = match case {
                Case::Snake => write!(name, "{}", AsSnakeCase(&chunk)),
                Case::Screaming => write!(name, "{}", AsShoutySnakeCase(&chunk)),
                Case::Camel => write!(name, "{}", AsUpperCamelCase(&chunk)),
            };
            let digits = |c: char| c.is_ascii_digit();
            let apart = case != Case::Camel
                || (name[..start].ends_with(digits) && name[start..].starts_with(digits));
            if start > 0 && apart {
                name.insert(start, '_');
            }
        }
        name
    }

    fn shorten(self, name: &str, wire: &str) -> String {
        let mut end = LONGEST;
        while !name.is_char_boundary(end) {
            end -= 1;
        }
        let cut = name[..end].trim_end_matches('_');
        let hash = xxhash_rust::xxh3::xxh3_64(wire.as_bytes());
        let hash = (hash >> 32) as u32;
        match self.case() {
            Case::Snake => format!("{cut}_x{hash:08x}"),
            Case::Screaming => format!("{cut}_X{hash:08X}"),
            Case::Camel => format!("{cut}X{hash:08x}"),
        }
    }

    fn avoid_keyword(self, mut name: String) -> String {
        if NEVER_RAW.contains(&name.as_str()) {
            name.push('_');
        } else if KEYWORDS.binary_search(&name.as_str()).is_ok() {
            match self {
                Kind::Module => name.push('_'),
                _ => name.insert_str(0, "r#"),
            }
        }
        name
    }
}

/// A type's name: `vppToken` to `VppToken`. See [`Kind::rust_name`], as for the others below.
pub fn type_name(wire: &str) -> String {
    Kind::Type.rust_name(wire)
}

/// A field's name: `appleId` to `apple_id`.
pub fn field_name(wire: &str) -> String {
    Kind::Field.rust_name(wire)
}

/// A constant's name: `appleId` to `APPLE_ID`.
pub fn const_name(wire: &str) -> String {
    Kind::Constant.rust_name(wire)
}

/// A variant's name: `inProgress` to `InProgress`.
pub fn variant_name(wire: &str) -> String {
    Kind::Variant.rust_name(wire)
}

/// A method's name: `syncLicenses` to `sync_licenses`.
pub fn method_name(wire: &str) -> String {
    Kind::Operation.rust_name(wire)
}

/// A parameter's name: `ToRecipients` to `to_recipients`.
pub fn parameter_name(wire: &str) -> String {
    Kind::Parameter.rust_name(wire)
}

/// A namespace's module: `microsoft.graph.callRecords` to `call_records`.
pub fn module_name(namespace: &str) -> String {
    Kind::Module.rust_name(namespace)
}

/// rustc loads no module from a file whose name is not ASCII.
fn ascii(name: &str) -> String {
    let mut plain = String::with_capacity(name.len() + 8);
    for c in name.chars() {
        if c.is_ascii() {
            plain.push(c);
        } else {
            let _ = write!(plain, "u{:04x}", u32::from(c));
        }
    }
    plain
}

/// Whether a text can stand as an identifier in generated code: a plain one that is no keyword, or
/// `r#` before a keyword that may be raw. Other raw identifiers are refused, as they would be a
/// second spelling of the plain one.
pub fn is_identifier(name: &str) -> bool {
    if let Some(raw) = name.strip_prefix("r#") {
        return KEYWORDS.binary_search(&raw).is_ok();
    }
    let Some(first) = name.chars().next() else {
        return false;
    };
    (first == '_' || unicode_ident::is_xid_start(first))
        && name.chars().all(|c| c == '_' || is_kept(c))
        && !NEVER_RAW.contains(&name)
        && KEYWORDS.binary_search(&name).is_err()
}
