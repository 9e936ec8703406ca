//! What the manifest and the readme of a crate say of its features.

use crate::lower::features::{Brings, Feature};
use crate::place::basic_string;
use crate::settings::CrateSettings;

/// The features that are on by default: where a crate is split, it is for its users to say all that they want.
pub(super) fn default(features: &[Feature]) -> &'static str {
    match features {
        [] => "\"reqwest\", \"gzip\"",
        _ => "",
    }
}

/// The lines of the features in the manifest.
pub(super) fn manifest(features: &[Feature]) -> String {
    let [parts @ .., full] = features else {
        return String::new();
    };
    let mut lines = "# Parts of the API: see the README.\n".to_owned();
    for part in parts {
        lines.push_str(&format!("{} = []\n", part.name));
    }
    lines.push_str("# All of them, and what none of them brings.\n");
    lines.push_str(&format!("{} = [\n", full.name));
    for part in parts {
        lines.push_str(&format!("    {},\n", basic_string(&part.name)));
    }
    lines.push_str("]\n");
    lines
}

/// Where the crate is split, docs.rs says of each item which features it wants.
pub(super) fn docs_rs(features: &[Feature]) -> &'static str {
    match features {
        [] => "",
        _ => "rustdoc-args = [\"--cfg\", \"docsrs\"]",
    }
}

/// How the crate comes to its transport, in its readme.
pub(super) fn transport(features: &[Feature]) -> &'static str {
    match features {
        [] => {
            "The feature `reqwest`, on by default, brings the transport over reqwest and rustls.\n\
             Turn it off to bring your own transport."
        }
        _ => {
            "The feature `reqwest` brings the transport over reqwest and rustls, and `gzip` compressed\n\
             answers. Without it, a client is given a transport of its own."
        }
    }
}

/// The features, in the crate's readme.
pub(super) fn readme(features: &[Feature], krate: &CrateSettings) -> String {
    let Some(first) = features.first() else {
        return String::new();
    };
    let mut text = format!(
        "\n## Features\n\n\
         Nothing of the API is there by default: turn on what your program uses.\n\n\
         ```toml\n\
         [dependencies]\n\
         {} = {{ version = \"{}\", features = [\"reqwest\", \"gzip\", \"{}\"] }}\n\
         ```\n\n\
         A feature brings some paths and the types that they need, and features share what they have\n\
         in common. The numbers are what each brings alone; a program compiles no more than that.\n\n\
         | feature | brings | types | request builders | methods |\n\
         |---|---|---:|---:|---:|\n",
        krate.name, krate.version, first.name
    );
    for Feature {
        name,
        about,
        brings,
    } in features
    {
        let about = about.replace('|', "\\|");
        let Brings {
            types,
            builders,
            methods,
        } = brings;
        text.push_str(&format!(
            "| `{name}` | {about} | {types} | {builders} | {methods} |\n"
        ));
    }
    text
}
