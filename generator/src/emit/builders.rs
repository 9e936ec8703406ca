//! Request builders.

use super::Chunk;
use super::calls::{Receiver, method};
use super::syntax::{Here, docs, ident};
use super::{Section, Table};
use crate::lower::items::{Builder, BuilderOf, Method, Reach};
use proc_macro2::TokenStream;
use quote::quote;

/// A builder's struct and its methods, by how they are reached.
pub(super) fn builder(item: &Builder, here: Here<'_>) -> TokenStream {
    let name = ident(&item.name);
    let about = docs(&item.docs);
    let any = methods(item, Reach::Any, here);
    let owned = methods(item, Reach::Owned, here);
    let referenced = methods(item, Reach::Referenced, here);
    let block = |head: TokenStream, methods: Vec<TokenStream>| {
        (!methods.is_empty()).then(|| quote!(#head { #(#methods)* }))
    };
    let any = block(quote!(impl<R> #name<R>), any);
    let owned = block(quote!(impl #name<Owned>), owned);
    let referenced = block(quote!(impl #name<Referenced>), referenced);
    quote! {
        #about
        #[derive(Clone, Debug)]
        pub struct #name<R = Owned>(Node<R>);
        #any
        #owned
        #referenced
    }
}

fn methods(item: &Builder, reach: Reach, here: Here<'_>) -> Vec<TokenStream> {
    let wanted = |one: &&Method| one.reach == reach;
    item.methods
        .iter()
        .filter(wanted)
        .map(|one| method(one, here, Receiver::Builder))
        .collect()
}

/// The tables that tell the runtime which builders there are.
pub(super) fn tables<'b>(
    builders: impl Iterator<Item = &'b Builder> + Clone,
    here: Here<'_>,
) -> Vec<Chunk> {
    let rows = |wanted: fn(&BuilderOf) -> Option<Option<&crate::lower::items::TypePath>>| {
        let rows = builders.clone().filter_map(move |one| {
            let model = wanted(&one.of)?;
            Some(match model {
                Some(model) => format!("{}, {};", one.name, here.path_text(model)),
                None => format!("{};", one.name),
            })
        });
        rows.collect::<Vec<_>>()
    };
    let table = |name, rows: Vec<String>| {
        (!rows.is_empty()).then(|| {
            Chunk::Table(Table {
                name,
                head: Vec::new(),
                sections: vec![Section { name: None, rows }],
            })
        })
    };
    let one = rows(|of| match of {
        BuilderOf::One(model) => Some(Some(model)),
        BuilderOf::Many(_) | BuilderOf::Way => None,
    });
    let many = rows(|of| match of {
        BuilderOf::Many(model) => Some(Some(model)),
        BuilderOf::One(_) | BuilderOf::Way => None,
    });
    let way = rows(|of| match of {
        BuilderOf::Way => Some(None),
        BuilderOf::One(_) | BuilderOf::Many(_) => None,
    });
    [
        table("one_builder", one),
        table("many_builder", many),
        table("way_builder", way),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The chunks of a file of builders.
pub(super) fn chunks(builders: &[&Builder], here: Here<'_>) -> Vec<Chunk> {
    let mut chunks: Vec<_> = builders
        .iter()
        .map(|one| Chunk::Items(builder(one, here)))
        .collect();
    chunks.extend(tables(builders.iter().copied(), here));
    chunks
}
