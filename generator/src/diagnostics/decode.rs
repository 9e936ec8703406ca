//! From bytes to text.

use super::{Diagnostic, Severity};

/// The text of an input file, before it is added to [`Sources`](super::Sources). A byte order mark stays, so
/// that offsets are those of the file.
///
/// # Errors
/// UTF-16 is named as such; otherwise the message names the offset of the first byte that is not UTF-8.
pub fn decode(name: &str, bytes: Vec<u8>) -> Result<String, Diagnostic> {
    let utf16 = match bytes.as_slice() {
        [0xff, 0xfe, ..] => Some("UTF-16 (little endian)"),
        [0xfe, 0xff, ..] => Some("UTF-16 (big endian)"),
        [b'<', 0, ..] => Some("UTF-16 (little endian, without byte order mark)"),
        [0, b'<', ..] => Some("UTF-16 (big endian, without byte order mark)"),
        _ => None,
    };
    if let Some(encoding) = utf16 {
        let message = format!("`{name}` is {encoding}, not UTF-8");
        let mut diagnostic =
            Diagnostic::new(Severity::Error, "unsupported-encoding", message, None);
        diagnostic.help("save the file as UTF-8");
        return Err(diagnostic);
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let byte = error.as_bytes().get(offset).copied().unwrap_or_default();
        let message = format!(
            "`{name}` is not UTF-8: byte {byte:#04x} at offset {offset} begins no character"
        );
        let mut diagnostic = Diagnostic::new(Severity::Error, "invalid-utf-8", message, None);
        diagnostic.help("save the file as UTF-8; it may be truncated, or in another encoding");
        diagnostic
    })
}
