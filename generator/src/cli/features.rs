//! The flags that split a crate into features.

use crate::error::Error;
use crate::settings::{Features, Settings};
use std::collections::BTreeMap;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Features")]
pub(super) struct SplitInto {
    /// Cargo features: one for each entity set, singleton and import at the root of the API, and `full` for all.
    #[arg(long)]
    features: bool,
    /// A Cargo feature and a pattern of what it brings, as `mail=/me/messages/**`; may be repeated, with the same name too.
    #[arg(long, value_name = "NAME=PATTERN", conflicts_with = "features")]
    feature: Vec<String>,
}

impl SplitInto {
    /// Puts what is asked for in place of what a config file asks for.
    pub(super) fn apply(&self, settings: &mut Settings) -> Result<(), Error> {
        if self.features {
            settings.features = Features::RootSegments;
        }
        if self.feature.is_empty() {
            return Ok(());
        }
        let mut table: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for one in &self.feature {
            let Some((name, pattern)) = one.split_once('=') else {
                return Err(Error::usage(format!(
                    "`--feature {one}` has no pattern: expected a name and a pattern, as in `mail=/me/messages/**`"
                )));
            };
            let patterns = table.entry(name.to_owned()).or_default();
            patterns.push(pattern.to_owned());
        }
        settings.features = Features::Table(table);
        Ok(())
    }
}

/// Features as the flags that make them.
pub(super) fn to_flags(features: &Features) -> Vec<String> {
    match features {
        Features::None => Vec::new(),
        Features::RootSegments => vec!["--features".to_owned()],
        Features::Table(table) => {
            let patterns = table
                .iter()
                .flat_map(|(name, all)| all.iter().map(move |one| (name, one)));
            let flags = patterns.map(|(name, pattern)| format!("--feature={name}={pattern}"));
            flags.collect()
        }
    }
}
