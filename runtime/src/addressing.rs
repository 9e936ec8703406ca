//! Ways to a place that the metadata does not know.

use crate::node::{Node, Owned};
use crate::path::Key;

impl<R> Node<R> {
    /// The same node with a query option that the service insists on; it goes with every request made below.
    pub fn require(self, option: &'static str, value: impl Into<String>) -> Node<R> {
        self.with(|path| path.require(option, value.into()))
    }

    /// The drive item at a path below this one: `…:/a/b:`.
    pub fn item_path(self, path: &str) -> Node<Owned> {
        self.with(|own| own.push_address(path))
    }

    /// The site with this host name and server-relative path: `/sites/{host}:/{path}`.
    pub fn site_path(self, host: &str, path: &str) -> Node<Owned> {
        self.key(host).item_path(path)
    }

    /// The item that a sharing URL leads to: `/shares/u!{base64url of the URL}`.
    ///
    /// Source: <https://learn.microsoft.com/graph/api/shares-get>.
    pub fn sharing_url(self, url: &str) -> Node<Owned> {
        let mut token = String::from("u!");
        push_base64url(&mut token, url.as_bytes());
        self.with(|path| path.push_key(token.value()))
    }
}

/// Base64 in the URL alphabet without padding (RFC 4648, clause 5).
fn push_base64url(text: &mut String, bytes: &[u8]) {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for chunk in bytes.chunks(3) {
        let mut group = 0_u32;
        for index in 0..3 {
            group = group << 8 | u32::from(chunk.get(index).copied().unwrap_or(0));
        }
        for digit in 0..=chunk.len() {
            let index = (group >> (18 - 6 * digit)) & 0x3f;
            text.push(char::from(ALPHABET[index as usize]));
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn base64url_has_no_padding_and_the_url_alphabet() {
        for (bytes, expected) in [
            (&b""[..], ""),
            (b"f", "Zg"),
            (b"fo", "Zm8"),
            (b"foo", "Zm9v"),
            (b"\xfb\xff\xfe", "-__-"),
        ] {
            let mut text = String::new();
            super::push_base64url(&mut text, bytes);
            assert_eq!(text, expected);
        }
    }
}
