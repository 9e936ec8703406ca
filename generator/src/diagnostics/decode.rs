//! From bytes to text.

use super::{Diagnostic, Severity, SourceId, Sources, Span};

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
        if let Some(utf16) = Utf16::detect(&bytes) {
            let message = format!("`{name}` is {}, not UTF-8", utf16.named);
            let id = self.add(name, utf16.read(&bytes));
            let mut fault = fault_at(id, 0, "unsupported-encoding", message);
            fault.help("save the file as UTF-8");
            return Err(fault);
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(self.add(name, text)),
            Err(error) => {
                let offset = error.utf8_error().valid_up_to();
                let byte = error.as_bytes().get(offset).copied().unwrap_or_default();
                let message = format!(
                    "`{name}` is not UTF-8: byte {byte:#04x} at offset {offset} begins no character"
                );
                // Up to the offset, the text has the offsets of the file.
                let id = self.add(name, String::from_utf8_lossy(error.as_bytes()));
                let mut fault = fault_at(id, offset, "invalid-utf-8", message);
                fault.help("save the file as UTF-8; it may be truncated, or in another encoding");
                Err(fault)
            }
        }
    }
}

fn fault_at(source: SourceId, offset: usize, kind: &'static str, message: String) -> Diagnostic {
    let span = u32::try_from(offset).ok().map(|start| Span {
        source,
        start,
        end: start.saturating_add(1),
    });
    let mut fault = Diagnostic::new(Severity::Error, kind, message, span);
    fault.label("expected UTF-8");
    fault
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
