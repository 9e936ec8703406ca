//! Small pieces of syntax that all items share.

use crate::lower::features::{Feature, Gate};
use crate::lower::items::{Deprecated, Docs, Many, TypePath, Value, ValueType};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::{self, Display, Write};
use std::sync::Arc;

/// An identifier that `lower` decided; raw ones are written `r#name`.
pub(super) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// `///` lines.
pub(super) fn docs(text: &str) -> TokenStream {
    let lines = text.split_terminator('\n').map(|line| {
        let line = if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        };
        quote!(#[doc = #line])
    });
    quote!(#(#lines)*)
}

/// `#[deprecated]`.
pub(super) fn deprecated(deprecated: Option<&Deprecated>) -> TokenStream {
    match deprecated {
        Some(Deprecated { note }) if note.is_empty() => quote!(#[deprecated]),
        Some(Deprecated { note }) => quote!(#[deprecated(note = #note)]),
        None => TokenStream::new(),
    }
}

/// `#[deprecated]` at the start of a table's row.
pub(super) fn deprecated_row(deprecated: Option<&Deprecated>) -> String {
    match deprecated {
        Some(Deprecated { note }) if note.is_empty() => "#[deprecated] ".to_owned(),
        Some(Deprecated { note }) => format!("#[deprecated(note = {})] ", literal(note)),
        None => String::new(),
    }
}

/// A string literal, escaped.
pub(super) fn literal(text: &str) -> Literal {
    Literal::string(text)
}

/// Types as they are written in one file, and which of them it names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Here<'h> {
    /// The module that is printed; empty for the root.
    pub module: &'h str,
    /// How many modules below the root the file is.
    pub depth: usize,
    /// What was written so far.
    pub named: &'h Named,
    /// With which features that is there which is written now, where the file is there.
    pub gate: Gate,
    /// The features.
    pub features: &'h [Feature],
}

/// The types and modules that a file names, for its imports, and with which features it names them.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// Types of the file's own module.
    pub types: RefCell<BTreeMap<Arc<str>, Gate>>,
    /// Other modules.
    pub modules: RefCell<BTreeMap<Arc<str>, Gate>>,
}

impl<'h> Here<'h> {
    /// The type of a field: single complex values are boxed, so that a struct's size does not
    /// depend on what it contains and may contain itself.
    pub(super) fn field(self, ty: &ValueType) -> String {
        let text = self.text(ty);
        match (&ty.value, ty.many) {
            (Value::Model(_), Many::One) => format!("Field<Box<{text}>>"),
            _ => format!("Field<{text}>"),
        }
    }

    /// Lines of documentation, with the targets of their links as they are called from here.
    pub(super) fn doc_lines(self, docs: &Docs) -> Cow<'_, str> {
        if docs.links.is_empty() {
            return Cow::Borrowed(docs.text());
        }
        let root = "super::".repeat(self.depth);
        let mut text = docs.text().to_owned();
        text.push('\n');
        for TypePath { module, name } in &docs.links {
            // Writing to a `String` cannot fail.
            let _ = writeln!(text, "[{module}::{name}]: {root}{module}::{name}");
        }
        Cow::Owned(text)
    }

    /// One value.
    pub(super) fn value_text(self, value: &Value) -> String {
        match value {
            Value::Builtin(name) => (*name).to_owned(),
            Value::Model(path) | Value::Enum(path) => self.path_text(path),
        }
    }

    /// A value or a collection.
    pub(super) fn text<'t>(self, ty: &'t ValueType) -> TypeText<'t>
    where
        'h: 't,
    {
        TypeText { here: self, ty }
    }

    /// A model, enumeration or builder.
    pub(super) fn path_text(self, path: &TypePath) -> String {
        if *path.module == *self.module {
            self.name(&self.named.types, &path.name);
            path.name.to_string()
        } else {
            self.name(&self.named.modules, &path.module);
            format!("{}::{}", path.module, path.name)
        }
    }

    fn name(self, named: &RefCell<BTreeMap<Arc<str>, Gate>>, name: &Arc<str>) {
        let mut named = named.borrow_mut();
        let known = named.entry(Arc::clone(name));
        known
            .and_modify(|gate| *gate = gate.or(self.gate))
            .or_insert(self.gate);
    }

    /// The same for what is there with these features only.
    pub(super) fn with(self, gate: Gate) -> Self {
        Self { gate, ..self }
    }
}

/// A type in a table's row.
pub(super) struct TypeText<'t> {
    here: Here<'t>,
    ty: &'t ValueType,
}

impl Display for TypeText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.here.value_text(&self.ty.value);
        match self.ty.many {
            Many::One => f.write_str(&name),
            Many::Collection => write!(f, "Collection<{name}>"),
        }
    }
}
