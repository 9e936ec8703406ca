//! Putting values into templates.

use std::fmt;

/// Puts `values`, pairs of name and text, in the place of the placeholders of `template`.
///
/// A placeholder is `{{name}}`; the name is made of lower-case ASCII letters, digits and
/// underscores. It may occur several times. A line that holds nothing but placeholders disappears
/// when its values are empty. Values are not searched for placeholders, and not escaped.
///
/// # Errors
///
/// Where a placeholder has no value, a value has no placeholder, a name is given twice, or `{{`
/// begins no placeholder.
pub fn fill(template: &str, values: &[(&str, &str)]) -> Result<String, FillError> {
    for (index, (name, _)) in values.iter().enumerate() {
        if values
            .iter()
            .take(index)
            .any(|(earlier, _)| earlier == name)
        {
            return Err(FillError::Repeated {
                name: (*name).to_owned(),
            });
        }
    }
    let mut text = String::with_capacity(template.len() * 2);
    let mut used = vec![false; values.len()];
    for (number, line) in (1..).zip(template.split_inclusive('\n')) {
        fill_line(line, number, values, &mut used, &mut text)?;
    }
    match values.iter().zip(used).find(|(_, used)| !used) {
        Some(((name, _), _)) => Err(FillError::Unknown {
            name: (*name).to_owned(),
        }),
        None => Ok(text),
    }
}

/// Appends one line of the template, filled, to `text`.
fn fill_line(
    line: &str,
    number: usize,
    values: &[(&str, &str)],
    used: &mut [bool],
    text: &mut String,
) -> Result<(), FillError> {
    let start = text.len();
    let mut rest = line;
    let mut has_placeholder = false;
    while let Some((before, after)) = rest.split_once("{{") {
        let placeholder = after.split_once("}}").filter(|(name, _)| is_name(name));
        let Some((name, after)) = placeholder else {
            return Err(FillError::Malformed { line: number });
        };
        let found = values
            .iter()
            .zip(&mut *used)
            .find(|((given, _), _)| *given == name);
        let Some(((_, value), used)) = found else {
            return Err(FillError::Unfilled {
                name: name.to_owned(),
                line: number,
            });
        };
        *used = true;
        has_placeholder = true;
        text.push_str(before);
        text.push_str(value);
        rest = after;
    }
    text.push_str(rest);
    let nothing_left = text
        .get(start..)
        .is_some_and(|added| added.trim().is_empty());
    if has_placeholder && nothing_left {
        text.truncate(start);
    }
    Ok(())
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

/// Why a template could not be filled.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FillError {
    /// A placeholder of the template was given no value.
    Unfilled {
        /// Name of the placeholder.
        name: String,
        /// Line of the template, counted from 1.
        line: usize,
    },
    /// A value was given for a placeholder that the template does not have.
    Unknown {
        /// Name of the value.
        name: String,
    },
    /// Two values were given for one placeholder.
    Repeated {
        /// Name of the values.
        name: String,
    },
    /// The template has `{{` that begins no placeholder.
    Malformed {
        /// Line of the template, counted from 1.
        line: usize,
    },
}

impl fmt::Display for FillError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unfilled { name, line } => {
                write!(
                    f,
                    "the placeholder {{{{{name}}}}} in line {line} was given no value"
                )
            }
            Self::Unknown { name } => write!(f, "the template has no placeholder {{{{{name}}}}}"),
            Self::Repeated { name } => {
                write!(f, "the placeholder {{{{{name}}}}} was given two values")
            }
            Self::Malformed { line } => {
                write!(
                    f,
                    "{{{{ in line {line} begins no placeholder of the form {{{{name}}}}"
                )
            }
        }
    }
}

impl std::error::Error for FillError {}

#[cfg(test)]
mod tests;
