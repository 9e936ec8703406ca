//! From bytes to text.

use super::{Diagnostic, Severity, SourceId, Sources, Span};
use std::borrow::Cow;

impl Sources {
    /// Adds the bytes of an input file. A byte order mark stays in the text, so that offsets are those of the
    /// file.
    ///
    /// # Errors
    /// UTF-16 is named as such; otherwise the place is that of the first byte that is not UTF-8. What can be
    /// read of the file is added too, to be shown with the error.
    pub fn add_bytes(
        &mut self,
        name: impl Into<String>,
        bytes: Vec<u8>,
    ) -> Result<SourceId, Diagnostic> {
        let name = name.into();
        // Metadata is megabytes, and no copy is made of it.
        let bytes = match String::from_utf8(bytes) {
            Ok(text) if Utf16::detect(text.as_bytes()).is_none() => return Ok(self.add(name, text)),
            Ok(text) => text.into_bytes(),
            Err(error) => error.into_bytes(),
        };
        let Decoded { text, fault } = Decoded::of(&name, &bytes);
        let id = self.add(name, text);
        match fault {
            Some(fault) => Err(fault.at(id, Severity::Error)),
            None => Ok(id),
        }
    }
}

/// A file as text.
pub(crate) struct Decoded<'b> {
    /// What can be read of it.
    pub(crate) text: Cow<'b, str>,
    /// What cannot.
    pub(crate) fault: Option<Undecodable>,
}

/// Why a file is not UTF-8.
pub(crate) struct Undecodable {
    kind: &'static str,
    message: String,
    help: &'static str,
    /// Up to here, the text has the offsets of the file.
    offset: usize,
}

impl<'b> Decoded<'b> {
    /// Decodes a file; `name` is for the message.
    pub(crate) fn of(name: &str, bytes: &'b [u8]) -> Self {
        if let Some(utf16) = Utf16::detect(bytes) {
            return Self {
                text: utf16.read(bytes).into(),
                fault: Some(Undecodable {
                    kind: "unsupported-encoding",
                    message: format!("`{name}` is {}, not UTF-8", utf16.named),
                    help: "save the file as UTF-8",
                    offset: 0,
                }),
            };
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => Self {
                text: text.into(),
                fault: None,
            },
            Err(error) => {
                let offset = error.valid_up_to();
                let byte = bytes.get(offset).copied().unwrap_or_default();
                Self {
                    text: String::from_utf8_lossy(bytes),
                    fault: Some(Undecodable {
                        kind: "invalid-utf-8",
                        message: format!(
                            "`{name}` is not UTF-8: byte {byte:#04x} at offset {offset} begins no character"
                        ),
                        help: "save the file as UTF-8; it may be truncated, or in another encoding",
                        offset,
                    }),
                }
            }
        }
    }
}

impl Undecodable {
    /// The fault in the input that the text has become.
    pub(crate) fn at(self, source: SourceId, severity: Severity) -> Diagnostic {
        let span = u32::try_from(self.offset).ok().map(|start| Span {
            source,
            start,
            end: start.saturating_add(1),
        });
        let mut fault = Diagnostic::new(severity, self.kind, self.message, span);
        fault.label("expected UTF-8").help(self.help);
        fault
    }
}

/// One of the ways to write UTF-16.
struct Utf16 {
    named: &'static str,
    unit: fn([u8; 2]) -> u16,
}

impl Utf16 {
    fn detect(bytes: &[u8]) -> Option<Self> {
        let (named, unit): (_, fn([u8; 2]) -> u16) = match bytes {
            [0xff, 0xfe, ..] => ("UTF-16 (little endian)", u16::from_le_bytes),
            [0xfe, 0xff, ..] => ("UTF-16 (big endian)", u16::from_be_bytes),
            [b'<', 0, ..] => (
                "UTF-16 (little endian, without byte order mark)",
                u16::from_le_bytes,
            ),
            [0, b'<', ..] => (
                "UTF-16 (big endian, without byte order mark)",
                u16::from_be_bytes,
            ),
            _ => return None,
        };
        Some(Self { named, unit })
    }

    fn read(&self, bytes: &[u8]) -> String {
        let (pairs, _) = bytes.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|pair| (self.unit)(*pair)).collect();
        String::from_utf16_lossy(&units)
    }
}
