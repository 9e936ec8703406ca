//! The tree's root: modules, the client struct, the type table.

use super::calls::{Receiver, method};
use super::files::Layout;
use super::layout::Lines;
use super::syntax::{Here, ident, literal};
use super::{Chunk, Section, Table, gates};
use crate::lower::docs::code;
use crate::lower::items::{Api, Further, KnownType, Root};
use quote::quote;

/// The root module: what `lib.rs` holds below its head.
pub(super) fn modules(api: &Api, layout: Layout) -> Chunk {
    let mut modules: Vec<_> = api.modules.iter().collect();
    modules.sort_by(|a, b| a.name.cmp(&b.name));
    let mut lines = Lines::default();
    for module in modules {
        lines.gate(module.gate, &api.features);
        lines.line(&format!("/// The namespace {}.", code(&module.namespace)));
        // Deprecated items are used by the code that offers them; operations are called what the
        // service calls them, be it `add` or `new`, and take what it takes.
        lines.line("#[allow(");
        lines.line("    deprecated,");
        lines.line("    clippy::new_ret_no_self,");
        lines.line("    clippy::should_implement_trait,");
        // What pages call a type may be its name.
        match &api.routes {
            Some(_) => {
                lines.line("    clippy::too_many_arguments,");
                lines.line("    rustdoc::redundant_explicit_links");
            }
            None => lines.line("    clippy::too_many_arguments"),
        }
        lines.line(")]");
        lines.line(&format!("pub mod {};", module.name));
    }
    for further in &api.root.further {
        lines.line("");
        lines.line(&format!(
            "/// The version {}.",
            code(further.version.as_str())
        ));
        lines.line(&format!("pub mod {};", further.name));
    }
    lines.line("");
    lines.line("#[allow(deprecated)]");
    lines.line("mod client;");
    // Answers for tests cost other builds nothing. A crate has a feature for them; a tree is part of a crate whose features are not known.
    let for_tests = match layout {
        Layout::Crate => "#[cfg(feature = \"mock\")]",
        Layout::Tree => "#[cfg(test)]",
    };
    if api.examples.is_some() {
        lines.line(for_tests);
        lines.line("mod examples;");
    }
    if api.routes.is_some() {
        lines.line("mod routes;");
    }
    lines.line("mod types;");
    lines.line("");
    lines.line(&format!("pub use client::{};", api.root.name));
    if api.examples.is_some() {
        lines.line(for_tests);
        lines.line("pub use examples::EXAMPLES;");
    }
    Chunk::Lines(lines.into_text())
}

/// The client struct.
pub(super) fn client(api: &Api, here: Here<'_>) -> Vec<Chunk> {
    let root = &api.root;
    let name = ident(&root.name);
    let definition = quote! {
        /// The entry: one method per entity set and singleton. Cheap to clone.
        #[derive(Clone, Debug)]
        pub struct #name(Client);
    };
    let mut lines = Lines::default();
    lines.open(&format!("impl {} {{", root.name));
    for line in entry(api).lines() {
        lines.line(line);
    }
    for further in &root.further {
        lines.line("");
        beside(root, further, &mut lines);
    }
    for one in &root.methods {
        lines.line("");
        lines.gate(one.gate, here.features);
        method(one, here.with(one.gate), Receiver::Root, &mut lines);
    }
    lines.close("}");
    vec![Chunk::Items(definition), Chunk::Lines(lines.into_text())]
}

/// What every client struct has.
fn entry(api: &Api) -> String {
    let (new, with_client) = match (api.root.version, &api.routes) {
        (None, None) => (
            "Ok(Self(Client::new(credential)?))",
            "Self(client)".to_owned(),
        ),
        (None, Some(_)) => (
            "Ok(Self(Client::new(credential)?.with_routes(&ROUTES)))",
            "Self(client.with_routes(&ROUTES))".to_owned(),
        ),
        (Some(version), routes) => {
            let version = version.variant();
            let routes = routes.as_ref().map_or("None", |_| "Some(&ROUTES)");
            (
                "Client::new(credential).map(Self::with_client)",
                format!("Self(client.of_version(msgraph_runtime::Version::{version}, {routes}))"),
            )
        }
    };
    let of = match api.root.version {
        None => String::new(),
        Some(version) => format!(" Its requests go to {}.", code(version.as_str())),
    };
    format!(
        "\
/// A client of the public service that signs in with `credential`.{of}
///
/// # Errors
///
/// Where the default transport is not compiled in or cannot be set up.
pub fn new(credential: impl Credential) -> Result<Self, Error> {{
    {new}
}}

/// A client as configured, as in tests or for another cloud.{of}
pub fn with_client(client: Client) -> Self {{
    {with_client}
}}

/// The client that all requests share.
pub fn client(&self) -> &Client {{
    &self.0
}}

/// A request that no builder knows, with any type of answer. `path` is below the service root and
/// stands as it is: keys in it are encoded by the caller, and it may have a query.
pub fn request<T>(&self, method: msgraph_runtime::http::Method, path: &str) -> Request<T> {{
    self.0.request(method, path)
}}"
    )
}

/// The way to the client of another version.
fn beside(root: &Root, further: &Further, lines: &mut Lines) {
    let Further { version, name } = further;
    let other = format!("super::{name}::{}", root.name);
    lines.line(&format!(
        "/// A client of the version {}, with the same credential, over the same connections.",
        code(version.as_str())
    ));
    lines.open(&format!("pub fn {name}(&self) -> {other} {{"));
    lines.line(&format!("{other}::with_client(self.0.clone())"));
    lines.close("}");
}

/// The table of types that are known by name only.
pub(super) fn types(api: &Api) -> Chunk {
    let row = |one: &KnownType| {
        let attribute = gates::row(&[one.gate], &api.features);
        format!(
            "{attribute}{} => {};",
            literal(&one.name),
            literal(&one.base)
        )
    };
    Chunk::Table(Table {
        name: "type_table",
        head: vec!["TYPES;".to_owned()],
        sections: vec![Section {
            name: None,
            rows: api.type_table.iter().map(row).collect(),
        }],
    })
}
