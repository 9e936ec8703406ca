//! The config file, `msgraph-bindgen.toml`.

use crate::error::Error;
use crate::settings::{Features, Settings};
use std::path::{Path, PathBuf};

/// The file that is looked for where none is named.
pub const FILE_NAME: &str = "msgraph-bindgen.toml";

/// Reads settings from a config file. Paths in it are relative to its folder.
///
/// # Errors
///
/// Where the file cannot be read, is no TOML, or has a key that is no setting.
pub fn read(path: &Path) -> Result<Settings, Error> {
    let text = std::fs::read_to_string(path).map_err(|source| Error::io("read", path, source))?;
    let mut settings: Settings = toml::from_str(&text)
        .map_err(|fault| Error::settings(format!("{}: {fault}", path.display())))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let rebase = |path: &mut PathBuf| *path = folder.join(&*path);
    settings.metadata.iter_mut().for_each(rebase);
    settings.docs.iter_mut().for_each(rebase);
    settings.filter.iter_mut().for_each(rebase);
    let rebase_pattern = |pattern: &mut String| {
        if let Some(file) = pattern.strip_prefix('@') {
            *pattern = format!("@{}", folder.join(file).display());
        }
    };
    let of_features = match &mut settings.features {
        Features::Table(table) => table.values_mut().flatten().collect(),
        Features::None | Features::RootSegments => Vec::new(),
    };
    let patterns = settings.include.iter_mut().chain(&mut settings.exclude);
    patterns.chain(of_features).for_each(rebase_pattern);
    for version in &mut settings.versions {
        version.paths_mut().for_each(rebase);
        version.patterns_mut().for_each(rebase_pattern);
    }
    settings.out.iter_mut().for_each(rebase);
    settings.names_lock.iter_mut().for_each(rebase);
    Ok(settings)
}

/// The settings as a config file's text.
///
/// # Errors
///
/// Where a path is not Unicode.
pub fn write(settings: &Settings) -> Result<String, Error> {
    toml::to_string_pretty(settings).map_err(|fault| Error::settings(fault.to_string()))
}
