//! Where a token may go.

use http::Uri;
use http::uri::Authority;

use crate::error::Error;

/// Scheme, host and port of a URL, normalized.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    host: String,
    port: u16,
    is_https: bool,
}

impl Origin {
    /// The origin of an absolute URL that a client may talk to at all: https, or http on the machine itself.
    pub(crate) fn of(url: &Uri) -> Result<Self, Error> {
        let (Some(scheme), Some(authority)) = (url.scheme_str(), url.authority()) else {
            return Err(Error::refused("the URL is not absolute"));
        };
        // `https://graph.microsoft.com@evil.example/` talks to evil.example.
        if authority.as_str().contains('@') {
            return Err(Error::refused("the URL names a user before its host"));
        }
        let is_https = scheme.eq_ignore_ascii_case("https");
        let is_http = scheme.eq_ignore_ascii_case("http");
        let is_local = is_http && is_loopback(authority.host());
        if !is_https && !is_local {
            return Err(Error::refused(format!(
                "{scheme}://{} is not https; plain http is for the loopback host alone",
                authority.host()
            )));
        }
        let port = port(authority)?.unwrap_or(if is_https { 443 } else { 80 });
        Ok(Self {
            host: authority.host().to_ascii_lowercase(),
            port,
            is_https,
        })
    }

    /// The host.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }
}

/// The port, where the URL names one.
fn port(authority: &Authority) -> Result<Option<u16>, Error> {
    let rest = authority
        .as_str()
        .get(authority.host().len()..)
        .unwrap_or_default();
    match rest.strip_prefix(':') {
        None | Some("") => Ok(None),
        Some(digits) => match digits.parse() {
            Ok(port) => Ok(Some(port)),
            Err(_) => Err(Error::refused("the URL's port is no port")),
        },
    }
}

fn is_loopback(host: &str) -> bool {
    use std::net::{Ipv4Addr, Ipv6Addr};
    let six = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    host.eq_ignore_ascii_case("localhost")
        || host
            .parse::<Ipv4Addr>()
            .is_ok_and(|address| address.is_loopback())
        || six.is_some_and(|host| {
            host.parse::<Ipv6Addr>()
                .is_ok_and(|address| address.is_loopback())
        })
}

/// Parses an absolute URL of printable ASCII without a fragment.
pub(crate) fn parse(url: &str) -> Result<Uri, Error> {
    if let Some(c) = url
        .chars()
        .find(|c| !c.is_ascii_graphic() || *c == '\\' || *c == '#')
    {
        return Err(Error::refused(format!(
            "a URL cannot contain {c:?} as it stands"
        )));
    }
    url.parse()
        .map_err(|error: http::uri::InvalidUri| Error::refused(format!("not a URL: {error}")))
}

/// A link as an answer from `from` gives it, made absolute where it is relative to the root of the host (RFC 9110, clause 10.2.2).
pub(crate) fn resolve(from: &Uri, link: &str) -> Result<String, Error> {
    if !link.starts_with('/') || link.starts_with("//") {
        return Ok(link.to_owned());
    }
    match (from.scheme_str(), from.authority()) {
        (Some(scheme), Some(authority)) => Ok(format!("{scheme}://{authority}{link}")),
        _ => Err(Error::refused("the URL is not absolute")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(url: &str) -> Result<Origin, Error> {
        Origin::of(&parse(url)?)
    }

    #[test]
    fn https_and_loopback_http_are_talked_to() {
        for url in [
            "https://graph.microsoft.com",
            "http://localhost:8080/x",
            "http://127.0.0.9/",
            "http://[::1]:1/",
        ] {
            assert!(origin(url).is_ok(), "{url}");
        }
        for url in [
            "http://graph.microsoft.com",
            "http://localhost.evil.example",
            "http://127.0.0.1.evil.example/",
            "ftp://localhost/",
            "/relative",
            "https://user@host/",
            "https://graph.microsoft.com:secret@evil.example/",
            "https://graph.microsoft.com\\@evil.example/",
            "https://a b/",
            "https://host:99999/",
            "https://a/#b",
            "",
        ] {
            assert!(origin(url).is_err_and(|error| error.is_refused()), "{url}");
        }
    }

    #[test]
    fn origins_are_equal_by_scheme_host_and_port() {
        let one = origin("https://Graph.Microsoft.com/v1.0").unwrap();
        assert_eq!(one, origin("https://graph.microsoft.com:443/beta").unwrap());
        assert_ne!(one, origin("https://graph.microsoft.com:444/").unwrap());
        assert_ne!(
            one,
            origin("https://graph.microsoft.com.evil.example/").unwrap()
        );
        assert_ne!(
            origin("http://localhost:443/").unwrap(),
            origin("https://localhost/").unwrap()
        );
    }
}
