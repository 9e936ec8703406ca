//! A whole crate around the generated sources: manifest, readme, `lib.rs` head, `names.lock`.

mod features;

use crate::error::Error;
use crate::lower::features::Feature;
use crate::pipeline::Generated;
use crate::place::{Place, basic_string};
use crate::report::Report;
use crate::settings::{Examples, Settings};
use msgraph_templates::{CARGO_TOML, LIB_RS, README_MD, fill};

/// The files of a crate that stands at `place`, by path.
pub(crate) fn files(
    generated: &Generated,
    settings: &Settings,
    place: &Place,
) -> Result<Vec<(String, String)>, Error> {
    let mut files = vec![
        (
            "Cargo.toml".to_owned(),
            manifest(&generated.report.features, settings, place)?,
        ),
        ("README.md".to_owned(), readme(&generated.report, settings)?),
        ("names.lock".to_owned(), generated.lock.to_string()),
    ];
    let further = generated.further_locks.iter();
    files.extend(further.map(|(path, lock)| (path.clone(), lock.to_string())));
    for (path, text) in &generated.sources {
        let text = if path == "lib.rs" {
            let attributes = match generated.report.features.is_empty() {
                true => "",
                false => "#![cfg_attr(docsrs, feature(doc_cfg))]",
            };
            let head = filled(LIB_RS, &[("inner_attributes", attributes)])?;
            // The head brings its own marker.
            let items = text.split_once('\n').map_or("", |(_, items)| items);
            format!("{}\n{}", head.trim_end(), items)
        } else {
            text.clone()
        };
        files.push((format!("src/{path}"), text));
    }
    Ok(files)
}

fn manifest(features: &[Feature], settings: &Settings, place: &Place) -> Result<String, Error> {
    let krate = &settings.krate;
    let license = match &krate.license {
        Some(license) => format!("license = {}", basic_string(license)),
        None => String::new(),
    };
    let inside = |text: &str| {
        let quoted = basic_string(text);
        quoted[1..quoted.len() - 1].to_owned()
    };
    filled(
        CARGO_TOML,
        &[
            ("workspace", place.workspace),
            ("name", &inside(&krate.name)),
            ("version", &inside(&krate.version)),
            ("description", &inside(&krate.description)),
            ("license", &license),
            ("default", features::default(features)),
            ("features", &further_features(features, settings)),
            ("runtime", &place.runtime),
            ("docs_rs", features::docs_rs(features)),
        ],
    )
}

/// The features that not every crate has.
fn further_features(features: &[Feature], settings: &Settings) -> String {
    let mut lines = match settings.examples {
        Examples::None => String::new(),
        Examples::Answers => {
            "# For tests: the transport in memory, and the answers that the reference shows.\n\
             mock = [\"msgraph-runtime/mock\"]\n"
                .to_owned()
        }
    };
    lines.push_str(&features::manifest(features));
    lines.trim_end().to_owned()
}

fn readme(report: &Report, settings: &Settings) -> Result<String, Error> {
    let features = &report.features;
    let krate = &settings.krate;
    let contents = format!(
        "It holds {} entity types, {} complex types and {} enumeration types, \
         with {} operations and {} request builders.",
        report.entity_types,
        report.complex_types,
        report.enum_types,
        report.operations,
        report.builders
    );
    filled(
        README_MD,
        &[
            ("name", &krate.name),
            ("crate", &krate.name.replace('-', "_")),
            ("api_version", &settings.version_names()),
            ("contents", &contents),
            ("transport", features::transport(features)),
            ("features", features::readme(features, krate).trim_end()),
            ("command", "msgraph-bindgen generate"),
        ],
    )
}

fn filled(template: &str, values: &[(&str, &str)]) -> Result<String, Error> {
    fill(template, values).map_err(|fault| Error::settings(fault.to_string()))
}
