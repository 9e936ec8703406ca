//! The patterns of a run: those of the settings, and those of files that they name.

use crate::diagnostics::{Diagnostics, SourceId, Sources, Span};
use crate::error::Error;
use crate::select::NamedPatterns;
use crate::select::pattern::{Pattern, PatternSet, Written};
use crate::settings::{DerivedTypes, Features, Settings};
use std::path::{Path, PathBuf};

/// The patterns of a run, as they are written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    include: Vec<Written>,
    exclude: Vec<Written>,
    /// Those of features, by their names.
    features: Vec<(String, Vec<Written>)>,
}

/// All files of patterns that settings name.
pub(crate) fn files(settings: &Settings) -> impl Iterator<Item = PathBuf> + '_ {
    let of_features = match &settings.features {
        Features::Table(table) => Some(table.values().flatten()),
        Features::None | Features::RootSegments => None,
    };
    let patterns = settings.include.iter().chain(&settings.exclude);
    let named = patterns
        .chain(of_features.into_iter().flatten())
        .filter_map(|one| one.strip_prefix('@'))
        .map(PathBuf::from);
    named.chain(settings.filter.iter().cloned())
}

impl Filter {
    /// Takes the patterns of settings, and reads those of files into the inputs.
    pub(crate) fn read(settings: &Settings, sources: &mut Sources) -> Result<Self, Error> {
        let mut filter = Self::default();
        for pattern in &settings.include {
            match pattern.strip_prefix('@') {
                Some(file) => filter.file(Path::new(file), sources)?,
                None => filter.include.push(given(pattern)),
            }
        }
        for pattern in &settings.exclude {
            match pattern.strip_prefix('@') {
                Some(file) => {
                    filter.exclude.extend(read(Path::new(file), sources)?);
                }
                None => filter.exclude.push(given(pattern)),
            }
        }
        for file in &settings.filter {
            filter.file(file, sources)?;
        }
        if let Features::Table(table) = &settings.features {
            for (name, patterns) in table {
                let mut written = Vec::new();
                for pattern in patterns {
                    match pattern.strip_prefix('@') {
                        Some(file) => written.extend(read(Path::new(file), sources)?),
                        None => written.push(given(pattern)),
                    }
                }
                filter.features.push((name.clone(), written));
            }
        }
        Ok(filter)
    }

    /// Takes the patterns of a file, and the excludes in it.
    fn file(&mut self, path: &Path, sources: &mut Sources) -> Result<(), Error> {
        for line in read(path, sources)? {
            match excludes(&line) {
                Some(excluded) => self.exclude.push(excluded),
                None => self.include.push(line),
            }
        }
        Ok(())
    }

    /// The patterns; each that is none is an error.
    pub(crate) fn patterns(
        &self,
        settings: &Settings,
        diagnostics: &mut Diagnostics,
    ) -> PatternSet {
        let patterns = PatternSet::read(&self.wanted(), diagnostics);
        let patterns = match settings.derived_types {
            DerivedTypes::OnDemand => patterns,
            DerivedTypes::All => patterns.and_derived(),
        };
        patterns.except(PatternSet::read(&self.exclude, diagnostics))
    }

    /// The patterns of features; each that is none is an error. Types and members of types that are included by name are part
    /// of every feature.
    pub(crate) fn features(
        &self,
        settings: &Settings,
        diagnostics: &mut Diagnostics,
    ) -> Vec<NamedPatterns> {
        let is_named = |one: &&Written| {
            matches!(
                Pattern::parse(&one.text),
                Ok(Pattern::Type(_) | Pattern::Members(_))
            )
        };
        let of_all: Vec<_> = self.include.iter().filter(is_named).cloned().collect();
        let named = |(name, own): &(String, Vec<Written>)| {
            let all = Self {
                include: [own.as_slice(), of_all.as_slice()].concat(),
                exclude: self.exclude.clone(),
                features: Vec::new(),
            };
            NamedPatterns {
                name: name.clone(),
                own: PatternSet::read(own, diagnostics),
                all: all.patterns(settings, &mut Diagnostics::new()),
            }
        };
        self.features.iter().map(named).collect()
    }

    /// What is included, and what features ask for beyond that; nothing where everything is wanted.
    fn wanted(&self) -> Vec<Written> {
        let mut wanted = self.include.clone();
        if !wanted.is_empty() {
            let of_features = self.features.iter().flat_map(|(_, patterns)| patterns);
            wanted.extend(of_features.cloned());
        }
        wanted
    }

    /// The same patterns, those of features among what is included.
    #[cfg(feature = "cli")]
    pub(crate) fn without_features(self) -> Self {
        Self {
            include: self.wanted(),
            exclude: self.exclude,
            features: Vec::new(),
        }
    }

    /// The features of settings, with the patterns of files in place of the files.
    pub(crate) fn expanded(&self, features: &Features) -> Features {
        let texts = |all: &[Written]| all.iter().map(|one| one.text.clone()).collect();
        let named = self.features.iter();
        match features {
            Features::Table(_) => Features::Table(
                named
                    .map(|(name, all)| (name.clone(), texts(all)))
                    .collect(),
            ),
            other => other.clone(),
        }
    }

    /// The patterns of what is wanted, those of files among them.
    pub(crate) fn included(&self) -> Vec<String> {
        self.include.iter().map(|one| one.text.clone()).collect()
    }

    /// The patterns of what is left out.
    pub(crate) fn excluded(&self) -> Vec<String> {
        self.exclude.iter().map(|one| one.text.clone()).collect()
    }

    /// All that counts for the output.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let include = self
            .include
            .iter()
            .map(|one| ("include", one.text.as_str()));
        let exclude = self
            .exclude
            .iter()
            .map(|one| ("exclude", one.text.as_str()));
        let features = self.features.iter().flat_map(|(name, patterns)| {
            let patterns = patterns.iter().map(|one| ("of feature", one.text.as_str()));
            std::iter::once(("feature", name.as_str())).chain(patterns)
        });
        include.chain(exclude).chain(features)
    }
}

fn given(pattern: &str) -> Written {
    Written {
        text: pattern.to_owned(),
        span: None,
    }
}

/// The pattern after a `!`.
fn excludes(line: &Written) -> Option<Written> {
    let rest = line.text.strip_prefix('!')?;
    Some(Written {
        text: rest.trim_start().to_owned(),
        span: line.span,
    })
}

/// The patterns of a file, comments and empty lines apart.
fn read(path: &Path, sources: &mut Sources) -> Result<Vec<Written>, Error> {
    let text = std::fs::read_to_string(path).map_err(|source| Error::io("read", path, source))?;
    let source = sources.add_filter(path.display().to_string(), text);
    Ok(lines(source, sources.text(source)))
}

fn lines(source: SourceId, text: &str) -> Vec<Written> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let pattern = match comment(line) {
            Some(at) => &line[..at],
            None => line,
        };
        let mark = |one: char| one.is_whitespace() || one == '\u{feff}';
        let before = pattern.len() - pattern.trim_start_matches(mark).len();
        let pattern = pattern[before..].trim_end();
        if !pattern.is_empty() {
            let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            let span = Span {
                source,
                start: offset(start + before),
                end: offset(start + before + pattern.len()),
            };
            lines.push(Written {
                text: pattern.to_owned(),
                span: Some(span),
            });
        }
        start += line.len();
    }
    lines
}

/// Where a comment begins: at a `#` with nothing or white space before it.
fn comment(line: &str) -> Option<usize> {
    let mut before = None;
    line.char_indices().find_map(|(at, c)| {
        let begins = c == '#' && before.is_none_or(|c: char| c.is_whitespace() || c == '\u{feff}');
        before = Some(c);
        begins.then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_patterns_excludes_and_comments() {
        let mut sources = Sources::new();
        let text = "\u{feff}# wanted\n\n/users/** # all\r\n  GET,POST /groups  \n!DELETE /users/{id}\n! user/a#b\n#\n";
        let id = sources.add_filter("wanted.txt", text);
        let found = lines(id, sources.text(id));
        let shown = found.iter().map(|line| {
            let excluded = excludes(line);
            let written = excluded.as_ref().unwrap_or(line);
            let place = written.span.map(|span| sources.position(span));
            let place = place.map(|place| (place.line, place.column));
            (excluded.is_some(), written.text.clone(), place)
        });
        let expected = [
            (false, "/users/**", 3, 1),
            (false, "GET,POST /groups", 4, 3),
            (true, "DELETE /users/{id}", 5, 1),
            (true, "user/a#b", 6, 1),
        ];
        let expected = expected.map(|(excluded, text, line, column)| {
            (excluded, text.to_owned(), Some((line, column)))
        });
        assert_eq!(shown.collect::<Vec<_>>(), expected);
    }
}
