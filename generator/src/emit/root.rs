//! The tree's root: modules, the client struct, the type table.

use super::Chunk;
use super::calls::{Receiver, method};
use super::syntax::{Here, ident};
use crate::lower::items::{Api, Root};
use quote::quote;

/// The root module's items: what `lib.rs` holds below its head.
pub(super) fn modules(api: &Api) -> Chunk {
    let modules = api.modules.iter().map(|module| {
        let name = ident(&module.name);
        let about = format!(" The namespace `{}`.", module.namespace);
        // Deprecated items are used by the code that offers them; operations are called what the
        // service calls them, be it `add`.
        quote! {
            #[doc = #about]
            #[allow(deprecated, clippy::should_implement_trait)]
            pub mod #name;
        }
    });
    let root = ident(&api.root.name);
    Chunk::Items(quote! {
        #(#modules)*
        #[allow(deprecated)]
        mod client;
        mod types;

        pub use client::#root;
        #[allow(unused_imports)]
        use types::TYPES;
    })
}

/// The client struct.
pub(super) fn client(root: &Root) -> Chunk {
    let name = ident(&root.name);
    // The root lives in no namespace's module: every path is qualified.
    let here = Here { module: "" };
    let methods = root
        .methods
        .iter()
        .map(|one| method(one, here, Receiver::Root));
    Chunk::Items(quote! {
        /// The entry: one method per entity set and singleton. Cheap to clone.
        #[derive(Clone, Debug)]
        pub struct #name(Client);

        impl #name {
            /// A client of the public service that signs in with `credential`.
            ///
            /// # Errors
            ///
            /// Where the default transport is not compiled in or cannot be set up.
            pub fn new(credential: impl Credential + 'static) -> Result<Self, Error> {
                Ok(Self(Client::new(credential)?))
            }

            /// A client as configured, as in tests or for another cloud.
            pub fn with_client(client: Client) -> Self {
                Self(client)
            }

            /// The client that all requests share.
            pub fn client(&self) -> &Client {
                &self.0
            }

            #(#methods)*
        }
    })
}

/// The table of types that are known by name only.
pub(super) fn types(api: &Api) -> Chunk {
    let rows = api
        .type_table
        .iter()
        .map(|(name, base)| quote!((#name, #base)));
    Chunk::Items(quote! {
        /// Derived types and their bases, by their names on the wire.
        pub(super) static TYPES: TypeTable = TypeTable::new(&[#(#rows),*]);
    })
}
