//! The items of a generated module as rustc sees them: tokens, by the name of what they define.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use std::collections::{BTreeMap, BTreeSet};
use syn::{Fields, Item};

/// Everything that defines one type or builder.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Definition {
    /// Its items without documentation, one after the other.
    pub code: String,
    /// The same with documentation.
    pub documented: String,
    /// All identifiers in it; none of an enumeration, whose members may be called as types are.
    pub words: BTreeSet<String>,
}

/// The definitions in Rust files of one module, by name. Rows of tables of builders belong to their builder.
///
/// # Panics
///
/// Where a file is no Rust.
pub fn definitions<'t>(files: impl IntoIterator<Item = &'t str>) -> BTreeMap<String, Definition> {
    let mut all = BTreeMap::<String, Definition>::new();
    let mut add = |name: &str, tokens: TokenStream| {
        let found = all.entry(name.to_owned()).or_default();
        let code = without_docs(tokens.clone());
        let first = code.to_string();
        if !["pub enum", "enumeration !", "flags !"]
            .iter()
            .any(|one| first.contains(one))
        {
            words(&code, &mut found.words);
        }
        found.code.push_str(&format!("{code}\n"));
        found.documented.push_str(&format!("{tokens}\n"));
    };
    for text in files {
        let file = syn::parse_file(text).unwrap_or_else(|fault| panic!("{fault}:\n{text}"));
        for item in file.items {
            match &item {
                Item::Struct(one) => {
                    assert!(!matches!(one.fields, Fields::Unit));
                    add(&one.ident.to_string(), item.to_token_stream());
                }
                Item::Enum(one) => add(&one.ident.to_string(), item.to_token_stream()),
                Item::Impl(one) => {
                    let of = first_word(one.self_ty.to_token_stream());
                    add(&of, item.to_token_stream());
                }
                Item::Macro(one) => {
                    let name = one.mac.path.to_token_stream().to_string();
                    let body = one.mac.tokens.clone();
                    if name.ends_with("_builder") {
                        for row in rows(body) {
                            let of = first_word(row.clone());
                            add(&of, quote::quote!(#name #row));
                        }
                    } else {
                        add(&first_word(without_docs(body)), item.to_token_stream());
                    }
                }
                Item::Use(_) | Item::Mod(_) => {}
                other => panic!("an item of an unknown kind: {}", other.to_token_stream()),
            }
        }
    }
    all
}

fn first_word(tokens: TokenStream) -> String {
    let word = tokens.into_iter().find_map(|one| match one {
        TokenTree::Ident(word) => Some(word.to_string()),
        _ => None,
    });
    word.unwrap_or_default()
}

/// The rows of a table, each up to its semicolon, without the one that names a client struct.
fn rows(body: TokenStream) -> Vec<TokenStream> {
    let mut rows = vec![Vec::new()];
    for token in body {
        match &token {
            TokenTree::Punct(mark) if mark.as_char() == ';' => rows.push(Vec::new()),
            _ => rows.last_mut().expect("a row").push(token),
        }
    }
    let rows = rows.into_iter().map(TokenStream::from_iter);
    let is_row = |row: &TokenStream| !row.is_empty() && first_word(row.clone()) != "in";
    rows.filter(is_row).collect()
}

fn words(tokens: &TokenStream, all: &mut BTreeSet<String>) {
    for token in tokens.clone() {
        match token {
            TokenTree::Ident(word) => {
                all.insert(word.to_string());
            }
            TokenTree::Group(group) => words(&group.stream(), all),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// Tokens without `#[doc = "…"]`, as which doc comments come.
fn without_docs(tokens: TokenStream) -> TokenStream {
    let mut kept = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(ref mark) if mark.as_char() == '#' => {
                let is_doc = matches!(tokens.peek(), Some(TokenTree::Group(group))
                    if group.delimiter() == Delimiter::Bracket && first_word(group.stream()) == "doc");
                match is_doc {
                    true => drop(tokens.next()),
                    false => kept.push(token),
                }
            }
            TokenTree::Group(group) => {
                let inner = without_docs(group.stream());
                kept.push(proc_macro2::Group::new(group.delimiter(), inner).into());
            }
            other => kept.push(other),
        }
    }
    kept.into_iter().collect()
}
