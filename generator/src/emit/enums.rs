//! Open enums and flag sets with their tables.

use super::syntax::{Here, deprecated, deprecated_row, docs, ident, literal};
use super::{Chunk, Section, Table};
use crate::lower::items::{Enum, EnumForm, Member};
use quote::quote;

pub(super) fn enumeration(item: &Enum, here: Here<'_>) -> Vec<Chunk> {
    match item.form {
        EnumForm::Open => open(item, here),
        EnumForm::Flags => vec![Chunk::Table(flags(item, here))],
    }
}

fn open(item: &Enum, here: Here<'_>) -> Vec<Chunk> {
    let name = ident(&item.name);
    let about = docs(&here.doc_lines(&item.docs));
    let gone = deprecated(item.deprecated.as_ref());
    let variants = item.members.iter().map(|member| {
        let name = ident(&member.name);
        let about = docs(&here.doc_lines(&member.docs));
        let gone = deprecated(member.deprecated.as_ref());
        quote!(#about #gone #name)
    });
    let definition = quote! {
        #about
        #gone
        pub enum #name {
            #(#variants,)*
            /// A member that this crate was generated without.
            Unrecognized(String),
        }
    };
    let row = |member: &Member| {
        format!(
            "{} = {}, {};",
            member.name,
            literal(&member.wire),
            member.number
        )
    };
    let table = Table {
        name: "enumeration",
        head: vec![format!(
            "{}, {}, Unrecognized;",
            item.name,
            literal(&item.wire)
        )],
        sections: vec![Section {
            name: None,
            rows: item.members.iter().map(row).collect(),
        }],
    };
    vec![Chunk::Items(definition), Chunk::Table(table)]
}

fn flags(item: &Enum, here: Here<'_>) -> Table {
    let mut head = doc_lines(&here.doc_lines(&item.docs));
    let gone = deprecated_row(item.deprecated.as_ref());
    head.push(format!("{gone}{}, {};", item.name, literal(&item.wire)));
    let mut rows = Vec::new();
    for member in &item.members {
        rows.extend(doc_lines(&here.doc_lines(&member.docs)));
        rows.push(format!(
            "{}{} = {}, {};",
            deprecated_row(member.deprecated.as_ref()),
            member.name,
            literal(&member.wire),
            member.number
        ));
    }
    Table {
        name: "flags",
        head,
        sections: vec![Section { name: None, rows }],
    }
}

/// Doc lines inside a table. The text has no line break: prose is cut into lines before.
fn doc_lines(text: &str) -> Vec<String> {
    let line = |line: &str| {
        if line.is_empty() {
            "///".to_owned()
        } else {
            format!("/// {line}")
        }
    };
    text.split_terminator('\n').map(line).collect()
}
